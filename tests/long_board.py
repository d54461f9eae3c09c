"""A board as long as nobody hopes for: threads of fifteen cards, written at once, as a file brings them."""

from django.utils import timezone

from pillars.models import Answer, Problem, Programme, Strategy, Target

#: A problem, two targets, two strategies for each, two programmes for each of these.
BELOW = 2
THREAD = 1 + BELOW + BELOW**2 + BELOW**3


def lengthen(plan, code, threads, by="sistem"):
    """Give the pillar `code` so many threads more; the refs of their problems, in order."""
    pillar, at = plan.pillars.get(code=code), timezone.now()
    years = {str(year): 325_000_000 for year in plan.years}

    def made(model, many, **fields):
        first = plan.counters.get(model.KIND, 0) + 1
        plan.counters[model.KIND] = first + many - 1
        letters = {"masalah": "P", "sasaran": "S", "strategi": "ST", "program": "PR"}[model.KIND]
        return model.objects.bulk_create(
            model(
                plan=plan,
                pillar=pillar,
                number=number,
                code=f"{code}-{letters}{number}",
                position=number,
                version=plan.head,
                created_by=by,
                changed_by=by,
                changed_at=at,
                **{"name" if model is Programme else "statement": f"{_SENTENCE} {number}"},
                **{key: value(number - first) for key, value in fields.items()},
            )
            for number in range(first, first + many)
        )

    problems = made(Problem, threads, evidence=lambda n: _SENTENCE)
    targets = made(Target, threads * BELOW, indicator=lambda n: "Indeks layanan", unit=lambda n: "indeks")
    Answer.objects.bulk_create(
        Answer(plan=plan, target=target, problem=problems[n // BELOW], position=0) for n, target in enumerate(targets)
    )
    strategies = made(Strategy, len(targets) * BELOW, target=lambda n: targets[n // BELOW])
    made(
        Programme,
        len(strategies) * BELOW,
        strategy=lambda n: strategies[n // BELOW],
        budget_by_year=lambda n: years,
        years=lambda n: list(plan.years),
    )
    plan.save(update_fields=["counters"])
    return [problem.ref for problem in problems]


_SENTENCE = "Kalimat sepanjang yang biasa ditulis orang tentang layanan publik di daerahnya sendiri"
