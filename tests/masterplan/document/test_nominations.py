"""Who proposed what for a quick win, and who sat in the groups: as the books read it from the database."""

import pytest

from masterplan.document.read import read_book_data
from tests.books.plans import example_plan
from tests.masterplan.document.test_read import loaded
from workshops.membership.models import Group, Participant

pytestmark = pytest.mark.django_db


def seated(plan, group, number, role=Participant.ANGGOTA, **more):
    return Participant.objects.create(
        plan=plan, group=group, number=number, name=f"Orang {number}", institution=f"Kantor {number}", role=role, **more
    )


def test_a_group_is_told_by_how_many_sit_in_it_and_where_its_chair_comes_from(tmp_path):
    plan = loaded(example_plan(), tmp_path)
    group, _ = Group.objects.get_or_create(
        plan=plan, pillar_code="GOV", defaults={"slug": "gov", "name": "Tata Kelola"}
    )
    first = seated(plan, group, 1, Participant.KETUA)
    seated(plan, group, 2)
    seated(plan, group, 3, merged_into=first)
    team = next(team for team in read_book_data(plan).teams if team.pillar == "GOV")
    assert (team.members, team.lead) == (2, "Kantor 1")


def test_what_is_proposed_is_read_with_its_answers_and_not_from_the_bin(tmp_path):
    from pillars.models import Nomination

    plan = loaded(example_plan(), tmp_path)
    row = Nomination.objects.filter(plan=plan).order_by("number").first()
    row.proposer, row.gate, row.criteria = "Kelompok pilar", {"leverage": "ya"}, {"benefit": "sebagian", "risk": ""}
    row.save()
    told = read_book_data(plan).nominations
    assert len(told) == 26
    assert (told[0].proposer, told[0].gate, told[0].criteria) == (
        "Kelompok pilar",
        (("leverage", "ya"),),
        (("benefit", "sebagian"),),
    )
    row.programme.deleted_in = 1
    row.programme.save(update_fields=["deleted_in"])
    assert len(read_book_data(plan).nominations) == 25
