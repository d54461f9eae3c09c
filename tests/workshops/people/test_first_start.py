"""The first people of a plan and the operator's command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from masterplan.setup.actions import make_demo
from workshops.plans.models import Account, StaffRole

pytestmark = pytest.mark.django_db


def log_in(username, password):
    return Client().post("/masuk/", {"username": username, "password": password}).status_code


def said(*command, **options):
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def password_in(text):
    return re.search(r"kata sandi\s+(\S+)", text)[1]


def test_the_first_start_makes_people_who_can_log_in_and_a_code_that_opens(plan):
    demo = make_demo(plan.slug)
    for username in (demo.login, *demo.others.values()):
        assert log_in(username, demo.password) == 303
    assert Client().post("/", {"code": demo.code}).status_code == 303
    assert Client().get(f"/g/{demo.token}/").status_code == 200
    assert sorted(StaffRole.objects.values_list("role", flat=True)) == ["ahli", "fasilitator", "staf"]


def test_a_second_first_start_keeps_the_people_and_the_code_and_makes_a_new_password(plan):
    first, second = make_demo(plan.slug), make_demo(plan.slug)
    assert (first.code, first.token) == (second.code, second.token)
    assert Account.objects.count() == 3
    assert log_in(first.login, first.password) == 422 and log_in(second.login, second.password) == 303


def test_a_lost_password_is_replaced_on_the_machine(satya):
    password = password_in(said("staff_password", "SATYA"))
    assert log_in("satya", password) == 303
    assert satya.get("/r/ponorogo/orang/").status_code == 404
    with pytest.raises(CommandError, match="Tidak ada akun"):
        call_command("staff_password", "siapa")


def test_staff_are_added_on_the_machine(plan, satya):
    text = said("add_staff", "ponorogo", "lina", name="Lina Marlina", role="ahli")
    assert log_in("lina", password_in(text)) == 303
    assert StaffRole.objects.get(account__username="lina").role == "ahli"
    # somebody who is there already gets a role and keeps the password
    assert "kata sandi" not in said("add_staff", "ponorogo", "satya", role="fasilitator")
    assert StaffRole.objects.get(account=satya.account).role == "fasilitator"
    with pytest.raises(CommandError, match="Tidak ada rencana"):
        call_command("add_staff", "tidak-ada", "lina")
