"""A `BookData` from the exchange file's JSON, without a database: for the tests of the books only."""

from datetime import UTC, datetime
from decimal import Decimal

from masterplan.document.book_data import BookData
from pillars.fields import NO_DATA
from pillars.kinds import KINDS
from pillars.plan_view import shapes as r
from pillars.plan_view.cards import CARD_VIEWS
from pillars.plan_view.values import Ref

LISTS = {"masalah": "problems", "sasaran": "targets", "strategi": "strategies", "program": "programmes"}


def number(value):
    if value is None:
        return None
    return Decimal(format(Decimal(str(value)).normalize(), "f"))


def texts(value):
    return tuple(value or ())


class Cards:
    """Cards of the objects of a file: fields by their keys; what they name, by the codes of the file."""

    def __init__(self, plan):
        self.plan, self.counters, self.refs = plan, {}, {}
        for kind, key in LISTS.items():
            for pillar in plan.get("pillars", ()):
                for one in pillar.get(key, ()):
                    self.refs[one["code"]] = Ref(self.next(kind), one["code"])

    def next(self, kind):
        self.counters[kind] = self.counters.get(kind, 0) + 1
        return f"{kind}-{self.counters[kind]}"

    def card(self, kind, given, pillar="", **more):
        ref = self.refs.get(given.get("code")) or self.next(kind)
        values = {field.key: self.value(field, given) for field in KINDS[kind].fields}
        return CARD_VIEWS[kind](str(ref), given.get("code") or "", pillar, values, **more)

    def value(self, field, given):
        value = given.get(field.key)
        if field.key == "baseline" and field.key in given and value is None:
            return NO_DATA
        if field.type in ("reference", "references") and field.points_to:
            named = [
                self.refs[code] for code in ([value] if isinstance(value, str) else value or ()) if code in self.refs
            ]
            return tuple(named) if field.type == "references" else next(iter(named), None)
        if field.type == "reference":
            return Ref(value) if value else None
        if field.type == "number_unit":
            return number(value)
        if field.type in ("years_table_number", "years_table_rupiah"):
            kind = number if field.type == "years_table_number" else int
            return {int(year): kind(one) for year, one in sorted((value or {}).items()) if one is not None}
        return tuple(value) if isinstance(value, list) else value


def book_data_of(plan: dict, number_of_journal: int = 1) -> BookData:
    """`plan`: the exchange file as parsed JSON."""
    region, period = plan["region"], plan["period"]
    rp, prev, gov, swot = (
        plan.get("rpjmd") or {},
        plan.get("rpjmd_previous") or {},
        plan.get("governance_bodies") or {},
        plan.get("swot") or {},
    )
    vision, flagship = plan.get("smart_city_vision") or {}, prev.get("program_unggulan") or {}
    cards = Cards(plan)
    return BookData(
        slug="contoh",
        number=number_of_journal,
        read_at=datetime(2026, 11, 24, 10, 42, tzinfo=UTC),
        region=r.Region(
            name=region["name"],
            province=region.get("province") or "",
            bps_code=region.get("bps_code") or "",
            area_km2=number(region.get("area_km2")),
            districts=region.get("districts"),
            villages=region.get("villages"),
            population=region.get("population"),
            population_year=region.get("population_year"),
            population_note=region.get("population_note") or "",
            sources=texts(region.get("sources")),
        ),
        period=r.Period(
            start=period["start"],
            end=period["end"],
            short_term=texts(period.get("short_term")),
            medium_term=texts(period.get("medium_term")),
            long_term=texts(period.get("long_term")),
            note=period.get("note") or "",
        ),
        rpjmd=r.Rpjmd(
            document=rp.get("document") or "",
            status_note=rp.get("status_note") or "",
            vision=rp.get("visi") or "",
            vision_status=rp.get("visi_status") or "",
            vision_sources=texts(rp.get("visi_sources")),
            missions_note=rp.get("misi_note") or "",
            missions=tuple(
                r.Mission(
                    code=m["code"],
                    statement=m["statement"],
                    keywords=texts(m.get("keywords")),
                    status=m.get("status") or "",
                )
                for m in rp.get("misi", ())
            ),
            goals=tuple(
                r.Goal(
                    code=g["code"],
                    statement=g["statement"],
                    mission=g.get("misi_ref") or "",
                    status=g.get("status") or "",
                )
                for g in rp.get("tujuan", ())
            ),
            objectives=tuple(
                r.Objective(
                    code=o["code"],
                    statement=o["statement"],
                    goal=o.get("tujuan_ref") or "",
                    indicator=o.get("indicator") or "",
                    unit=o.get("unit") or "",
                    baseline=number(o.get("baseline")),
                    baseline_year=o.get("baseline_year"),
                    lead_opd=o.get("lead_opd") or "",
                    status=o.get("status") or "",
                    targets=tuple(
                        (int(k[7:]), number(v))
                        for k, v in sorted(o.items())
                        if k.startswith("target_") and v is not None
                    ),
                    sources=texts(o.get("sources")),
                )
                for o in rp.get("sasaran", ())
            ),
        ),
        previous=r.Rpjmd(
            document=prev.get("document") or "",
            vision=prev.get("visi_singkat") or "",
            status=prev.get("status") or "",
            flagship=flagship.get("name") or "",
            flagship_items=texts(flagship.get("items")),
            flagship_sources=texts(flagship.get("sources")),
            indicators=tuple(
                r.PreviousIndicator(
                    indicator=i["indicator"],
                    unit=i.get("unit") or "",
                    baseline=number(i.get("baseline")),
                    baseline_year=i.get("baseline_year"),
                    target=number(i.get("target")),
                    target_year=i.get("target_year"),
                    note=i.get("note") or "",
                )
                for i in prev.get("iku", ())
            ),
            indicator_sources=texts(prev.get("iku_sources")),
            missions_goals_objectives=prev.get("misi_tujuan_sasaran") or "",
        ),
        opd=tuple(
            r.Opd(
                name=o["name"], short=o.get("short") or "", status=o.get("status") or "", source=o.get("source") or ""
            )
            for o in plan.get("opd", ())
        ),
        governance=r.Governance(
            council=texts(gov.get("dewan_smart_city")),
            team=texts(gov.get("tim_pelaksana")),
            forum=texts(gov.get("forum_smart_city")),
            status=gov.get("status") or "",
            note=gov.get("note") or "",
        ),
        readiness=tuple(
            r.Component(
                component=c["component"],
                status=c.get("status") or "",
                aspects=tuple(cards.card("kesiapan", a) for a in c.get("aspects", ())),
            )
            for c in plan.get("readiness", ())
        ),
        swot_status=swot.get("status") or "",
        pillars=tuple(_pillar(p, cards) for p in sorted(plan.get("pillars", ()), key=lambda p: p.get("order") or 0)),
        cards={
            "swot": tuple(
                cards.card("swot", {"type": side, "statement": statement})
                for side in ("strengths", "weaknesses", "opportunities", "threats")
                for statement in swot.get(side) or ()
            ),
            "visi_misi": (cards.card("visi_misi", vision),),
            "profil_quick_win": tuple(_quick_win(w, cards) for w in plan.get("quick_win_profiles", ())),
            "nominasi_quick_win": tuple(_nominations(plan, cards)),
        },
        action_plans=tuple(
            r.ActionPlan(group=a["group"], title=a["title"]) for a in plan.get("supporting_action_plans", ())
        ),
        notes=notes(plan.get("note")),
    )


def _nominations(plan, cards):
    """Those of the file, then an empty one for every other programme that is nominated."""
    told = set()
    for n in plan.get("quick_win_nominations", ()):
        told.add(n.get("programme_ref"))
        yield cards.card("nominasi_quick_win", n, n["pillar"])
    for p in plan.get("pillars", ()):
        for e in p.get("programmes", ()):
            if e.get("quick_win") and e["code"] not in told:
                yield cards.card("nominasi_quick_win", {"programme_ref": e["code"]}, p["code"])


def notes(note):
    if isinstance(note, (dict, list)):
        return tuple(text for value in (note.values() if isinstance(note, dict) else note) for text in notes(value))
    return (str(note),) if note else ()


def _pillar(p, cards):
    return r.Pillar(
        code=p["code"],
        name=p["name_id"],
        name_en=p.get("name_en") or "",
        order=p.get("order") or 0,
        definition=p.get("definition") or "",
        definition_status=p.get("definition_status") or "",
        long_term_directions=texts(p.get("long_term_directions")),
        dimensions=tuple(
            r.Dimension(code=d["code"], name=d["name"], name_en=d.get("name_en") or "") for d in p.get("dimensions", ())
        ),
        **{key: tuple(cards.card(kind, e, p["code"]) for e in p.get(key, ())) for kind, key in LISTS.items()},
    )


def _quick_win(w, cards):
    partners = [f"{x['nama']}: {x['bentuk']}" if x.get("bentuk") else x["nama"] for x in w.get("peluang_kemitraan", ())]
    given = w | (w.get("sumber_daya") or {}) | {"kemitraan": partners}
    risks = tuple(cards.card("risiko", x) for x in w.get("risiko", ()))
    return cards.card("profil_quick_win", given, w.get("pillar") or "", risks=risks)
