"""The analyses of a plan as parts of a `Reading`: gaps, keywords and aims, with the codes of what they point at."""

from masterplan.document import reading as r
from pillars.models import Aim, Gap, Keyword, Problem, SwotItem


def read_analyses(plan) -> dict:
    """{"gaps", "keywords", "aims"} in five queries; what lies in the bin is neither told nor pointed at."""
    codes = {f"masalah-{number}": code for number, code in _live(Problem, plan).values_list("number", "code")}
    statements = dict(_live(SwotItem, plan).values_list("number", "statement"))
    return {
        "gaps": tuple(_gap(row, codes) for row in _live(Gap, plan)),
        "keywords": tuple(_keyword(row, statements) for row in _live(Keyword, plan)),
        "aims": tuple(
            r.Aim(code=row.code, statement=row.statement, mission=row.misi or "", targets=tuple(row.target_refs or ()))
            for row in _live(Aim, plan)
        ),
    }


def _live(model, plan):
    return model.objects.filter(plan=plan, deleted_in=None)


def _gap(row, codes):
    return r.Gap(
        code=row.code,
        element=row.element,
        current=row.current or "",
        expected=row.expected or "",
        gap=row.gap or "",
        way_forward=row.way_forward or "",
        problems=tuple(codes[ref] for ref in row.problem_refs or () if ref in codes),
    )


def _keyword(row, statements):
    numbers = [int(ref.partition("-")[2]) for ref in row.swot_refs or ()]
    sources = tuple(statements[number] for number in numbers if number in statements)
    return r.Keyword(word=row.word, meaning=row.meaning or "", sources=sources, rpjmd=row.rpjmd_keyword or "")
