"""The fixed cast: a test reads like a sentence about these people.

Ani and Budi (group Tata Kelola), Cici (group Ekonomi), Dewi (ketua of Tata Kelola), Fitri (fasilitator),
Eko (tenaga ahli), Satya (staf Diskominfo), Oka (staff of another region), Wira (runs the machine, no seat),
Nana (nobody yet: a browser without a session).
"""

import re
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils.crypto import get_random_string

from pillars.catalogue import PILLARS
from pillars.models import Dimension, Pillar
from workshops.access import SEATS, SessionStore
from workshops.membership.actors import actor_of_account, actor_of_participant
from workshops.membership.models import Group, Participant
from workshops.plans.bimteks import signing_annotations
from workshops.plans.models import Account, Opd, Plan, Region, StaffRole

PASSWORD = "kata sandi yang panjang"
#: Who is here and what phones report of themselves: no content of a plan.
OF_PHONES = ("Presence", "Handset")
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
_ops = count(1)
#: The middlewares, made once: each browser of its own would look through all static files again.
_HANDLER = Client().handler


def new_op():
    """A fresh random-looking id of a save."""
    return f"uji-op-{next(_ops):08d}"


class Browser(Client):
    """A browser with cookies of its own."""

    def __init__(self, **defaults):
        super().__init__(**defaults)
        self.handler = _HANDLER


@dataclass
class Person:
    """Somebody with a browser. `actor` is asked afresh, as a page would."""

    name: str
    plan: Plan
    account: Account | None = None
    number: int | None = None
    client: Client = field(default_factory=Browser)

    @property
    def key(self):
        return f"a{self.account.pk}" if self.account else f"p{self.number}"

    @property
    def actor(self):
        if self.account:
            return actor_of_account(self.plan, self.account)
        row = Participant.objects.get(plan=self.plan, number=self.number)
        return actor_of_participant(self.plan, row.number, row.generation)

    def elsewhere(self):
        """The same person in another browser that carries the same cookies."""
        client = Browser()
        client.cookies.update(self.client.cookies)
        return replace(self, client=client)

    def get(self, path, **headers):
        return self.client.get(path, headers=headers)

    def post(self, path, data=None, **headers):
        return self.client.post(path, data or {}, headers=headers)

    def form(self, path, **changes):
        """Opens the page at `path`, reads its main form as a browser would, and posts it with `changes`."""
        page = self.client.get(path).content.decode()
        return self.client.post(path, form_values(page) | changes)


def form_values(html):
    """The values that a browser would send for the form that carries an `op`, as {name: value or list}."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    form = next(form for form in soup.find_all("form") if form.find("input", {"name": "op"}))
    values = {}
    for item in form.select("input[name], textarea[name], select[name]"):
        if item.name == "input" and item.get("type") in ("checkbox", "radio") and not item.has_attr("checked"):
            continue
        if item.name == "select":
            chosen = [option.get("value", option.text) for option in item.select("option[selected]")]
        elif item.name == "textarea":
            chosen = [re.sub(r"^\n", "", item.text)]
        else:
            chosen = [item.get("value", "")]
        values.setdefault(item["name"], []).extend(chosen)
    return {name: given[0] if len(given) == 1 else given for name, given in values.items()}


def make_plan(slug="ponorogo", name="Kabupaten Ponorogo"):
    """A plan with six pillars, three sub-dimensions each, six groups and three offices; nothing else."""
    region = Region.objects.create(name=name, province="Jawa Timur")
    offices = [("Dinas Komunikasi dan Informatika", "Diskominfo"), ("Dinas Kesehatan", "Dinkes"), ("BPBD", "BPBD")]
    numbers = {"opd": len(offices)}
    plan = Plan.objects.create(slug=slug, region=region, period_start=2027, period_end=2031, counters=numbers)
    pillars, groups, dimensions = [], [], []
    for position, default in enumerate(PILLARS, 1):
        at = {"plan": plan, "position": position, "slug": default.slug}
        pillars.append(Pillar(code=default.code, name_id=default.name_id, **at))
        groups.append(Group(pillar_code=default.code, name=default.short_name, **at))
        for place, one in enumerate(default.dimensions, 1):
            dimensions.append(Dimension(plan=plan, pillar=pillars[-1], position=place, code=one.code, name=one.name))
    Pillar.objects.bulk_create(pillars)
    Group.objects.bulk_create(groups)
    Dimension.objects.bulk_create(dimensions)
    Opd.objects.bulk_create(
        Opd(plan=plan, number=number, name=office, short=short) for number, (office, short) in enumerate(offices, 1)
    )
    return plan


def as_read(plan, ref):
    """The plan and the card of `ref` as a request reads them, for `save_entry(read=…)`."""
    from pillars.cards.queries import find_entry

    plan = Plan.objects.annotate(**signing_annotations()).get(pk=plan.pk)
    card = find_entry(plan, ref, with_deleted=True)
    return (plan, card) if card else None


def seat_participant(plan, name, pillar, role="anggota", institution="Dinas Kesehatan"):
    """A participant with a browser that has joined."""
    number = plan.participants.count() + 1
    plan.refresh_from_db(fields=["counters"])
    plan.counters["peserta"] = number
    plan.save(update_fields=["counters"])
    group = plan.groups.get(pillar_code=pillar)
    row = Participant.objects.create(
        plan=plan, number=number, group=group, name=name, institution=institution, role=role, code_cipher=""
    )
    person = Person(name, plan, number=number)
    _sign_in(person, {SEATS: {str(plan.pk): {"number": row.number, "generation": row.generation}}})
    return person


def seat_account(plan, name, role):
    """An account with a role in `plan` (None: no role anywhere), logged in."""
    account = Account(username=name.lower(), name=name, is_operator=role == "operator")
    account.set_password(PASSWORD)
    account.save()
    if role and role != "operator":
        StaffRole.objects.create(plan=plan, account=account, role=role)
    person = Person(name, plan, account=account)
    session_hash = account.get_session_auth_hash()
    _sign_in(person, {SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: session_hash})
    return person


def _sign_in(person, said):
    """A session that says so, under a key that nobody has."""
    row = SessionStore(get_random_string(32)).create_model_instance(said)
    row.save(force_insert=True)
    person.client.cookies["rembuk"] = row.session_key


@pytest.fixture
def plan(db):
    return make_plan()


@pytest.fixture
def other_plan(db):
    return make_plan("trenggalek", "Kabupaten Trenggalek")


@pytest.fixture
def ani(plan):
    return seat_participant(plan, "Ani", "GOV")


@pytest.fixture
def budi(plan):
    return seat_participant(plan, "Budi", "GOV", institution="Universitas Muhammadiyah Ponorogo")


@pytest.fixture
def cici(plan):
    return seat_participant(plan, "Cici", "ECO", institution="Kadin")


@pytest.fixture
def dewi(plan):
    return seat_participant(plan, "Dewi", "GOV", role="ketua")


@pytest.fixture
def fitri(plan):
    return seat_account(plan, "Fitri", "fasilitator")


@pytest.fixture
def eko(plan):
    return seat_account(plan, "Eko", "ahli")


@pytest.fixture
def satya(plan):
    return seat_account(plan, "Satya", "staf")


@pytest.fixture
def oka(other_plan):
    return seat_account(other_plan, "Oka", "staf")


@pytest.fixture
def wira(plan):
    return seat_account(plan, "Wira", "operator")


@pytest.fixture
def nana(plan):
    return Person("Nana", plan, account=None, number=0)


@pytest.fixture
def everything(db):
    """A function that returns all that is stored, {model: its rows as text}: a refusal has to leave it as it was.

    One statement, because it is asked hundreds of times.
    """
    from django.apps import apps
    from django.db import connection

    tables = {
        model.__name__: model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("workshops", "pillars", "masterplan") and model.__name__ not in OF_PHONES
    }
    of_each = " UNION ALL ".join(f"SELECT '{name}', it::text FROM {table} it" for name, table in tables.items())

    def read():
        rows = {name: [] for name in tables}
        with connection.cursor() as cursor:
            cursor.execute(of_each)
            for name, row in cursor.fetchall():
                rows[name].append(row)
        return {name: sorted(found) for name, found in rows.items()}

    return read
