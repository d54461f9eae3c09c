"""The page of a new card: the end time and what is said to the room stand on it, and come while somebody types."""

from bs4 import BeautifulSoup

from tests.cast import new_op
from workshops.agenda.actions.announcements import broadcast
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import steer
from workshops.agenda.models import Step
from workshops.agenda.templates import DEFAULT

NEW = "/r/ponorogo/tata-kelola/masalah/baru/"


def parts(answer):
    soup = BeautifulSoup(answer.content, "lxml")
    return {tag["id"]: " ".join(tag.get_text(" ", strip=True).split()) for tag in soup.select("#umum, [role=timer]")}


def test_a_new_card_shows_the_end_time_and_announcements_and_a_stale_one_gets_them(plan, ani, fitri, satya):
    plan_agenda(satya.actor, DEFAULT, op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    plan.refresh_from_db()
    before = ani.get(NEW)
    assert parts(before) == {"umum": ""}
    step = Step.objects.filter(plan=plan, bimtek__number=1).first()
    steer(fitri.actor, "start", number=step.number, base=plan.head, op=new_op())
    broadcast(fitri.actor, "Makan siang pukul 11.45", op=new_op())
    told, fresh = ani.get(f"{NEW}?since={plan.head}"), ani.get(NEW)
    assert "Makan siang pukul 11.45" in parts(told)["umum"] and any("Selesai" in text for text in parts(told).values())
    assert parts(told) == parts(fresh)
    assert told["X-Rembuk-Head"] and "<form id=" not in told.content.decode()


def test_nothing_is_sent_to_a_new_card_for_what_others_write(ani, budi):
    head = 0
    budi.post(NEW, {"statement": "Antrean panjang", "op": new_op(), "base": str(head)})
    assert ani.get(f"{NEW}?since={head}").content == b""
