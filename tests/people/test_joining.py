"""Joining with a code, as people do it and as they should not be able to."""

import re

import pytest
from django.test import Client

from tests.cast import form_values, make_plan, new_op
from workshops.people.actions import make_code
from workshops.people.models import JoinCode, Participant


@pytest.fixture
def door(plan):
    return make_code(plan)


def fill(**changes):
    return {"name": "Ani Lestari", "institution": "Dinas Kesehatan", "group": "tata-kelola"} | changes


def enter(client, door, **changes):
    return client.post(f"/g/{door.token}/", fill(op=new_op()) | changes)


def test_a_person_joins_and_sees_the_personal_code_once(door, plan):
    nana = Client()
    page = nana.get(f"/g/{door.token}/")
    assert page.status_code == 200
    answer = nana.post(f"/g/{door.token}/", form_values(page.content.decode()) | fill())
    assert answer.status_code == 303 and answer["X-Rembuk"] == "1" and answer["X-Rembuk-Op"]
    shown = nana.get(answer["Location"]).content.decode()
    words = re.search(r'<p class="words">(.*?)</p>', shown)[1]
    assert len(re.findall("<span>", words)) == 4
    form = form_values(shown) | {"act": "catat"}
    assert nana.post(answer["Location"], form)["Location"] == "/r/ponorogo/tata-kelola/"
    assert 'class="words"' not in nana.get(answer["Location"]).content.decode()
