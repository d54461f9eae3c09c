"""Reading the journal: what changed since N, what a field held at N, who did what."""

from workshops.live.models import Event


def since(plan, number):
    """The events after `number`, oldest first."""
    return list(Event.objects.filter(plan=plan, number__gt=number))


def refs_since(plan, number, pillar=None):
    """The refs whose look may have changed after `number`, in the order of their last change."""
    events = Event.objects.filter(plan=plan, number__gt=number)
    if pillar is not None:
        events = events.filter(pillar=pillar)
    refs = [ref for event_refs in events.values_list("refs", flat=True) for ref in event_refs]
    return list(dict.fromkeys(refs))


def fields_at(plan, ref, base, now):
    """`now` ({field: JSON value}) as it stood at event `base`, and who changed what since.

    Returns (values, last) where last is {field: event that changed it last after base}.
    """
    values, last = dict(now), {}
    events = Event.objects.filter(plan=plan, number__gt=base, refs__contains=[ref])
    for event in sorted(events, key=lambda event: -event.number):
        for field, (before, _after) in event.changes.get(ref, {}).items():
            values[field] = before
            last.setdefault(field, event)
    return values, last


def history(plan, ref):
    """All events of one thing, newest first."""
    return list(Event.objects.filter(plan=plan, refs__contains=[ref]).order_by("-number"))


def latest(plan, *, pillar=None, limit=20):
    """The newest events of the plan or of one pillar, newest first."""
    events = Event.objects.filter(plan=plan).order_by("-number")
    if pillar is not None:
        events = events.filter(pillar=pillar)
    return list(events[:limit])
