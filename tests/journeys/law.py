"""A room for the law of live pages: people, everything that they can do, and pages that grow old.

    a stale page + its changes = a fresh page

What is compared is what a person would notice: all words, addresses and states of the page. Left out are tokens
of forms, the numbers that scripts keep, and what depends on the time of asking.
"""

import copy
import re
from contextlib import contextmanager, suppress
from difflib import unified_diff
from functools import lru_cache
from itertools import count

from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.utils import timezone

from masterplan.exports.actions import orders
from masterplan.paper.actions import import_rows, take_back_import
from masterplan.paper.upload import Upload, UploadedRow
from masterplan.paper.upload_changes import compare
from pillars.cards.actions.bulk import paste_entries, take_back_paste
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.fields import NO_DATA
from pillars.homework.actions import TaskAssignment, assign_tasks, fill_task
from pillars.models import Objective, Problem, Programme, RpjmdDocument, Strategy, Target, Task
from pillars.review.actions import add_note, answer_note, close_note
from tests.cast import Person, make_plan, new_op, seat_account, seat_participant
from tests.journeys.joint import Joint
from workshops import response_cache
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event, Presence
from workshops.membership.models import Participant
from workshops.people.actions.join_codes import make_code, make_screen_key, renew_code, renew_screen_key
from workshops.people.actions.membership import change_person, correct_self, leave_others, remove_person, renew_words
from workshops.people.actions.sign_in import GroupFull, Locked, NotTheSame, Similar, join, sign_in_again

MODELS = {"masalah": Problem, "sasaran": Target, "strategi": Strategy, "program": Programme}
KINDS = tuple(MODELS)
NAME = {"masalah": "statement", "sasaran": "statement", "strategi": "statement", "program": "name"}
#: What somebody types into a card besides its sentence; `second` chooses.
TYPED = {
    "masalah": [{"evidence": "Lihat data"}, {"urgency": 5, "seriousness": 4, "growth": 2}, {"urgency": None}],
    "sasaran": [
        {"indicator": "Lama antrean", "unit": "menit", "direction": "turun"},
        {"baseline": 40, "targets_by_year": {2027: 30, 2031: 9}},
        {"baseline": NO_DATA, "baseline_owner": "opd-2"},
        {"targets_by_year": {}, "indicator": None},
    ],
    "strategi": [{"note": "ditulis ulang"}, {"note": None}],
    "program": [
        {"lead_opd": "opd-1", "years": [2027, 2028]},
        {"budget_by_year": {2027: 700_000_000}},
        {"quick_win": True, "years": []},
        {"quick_win": False, "lead_opd": None},
    ],
}
_rooms = count(1)

#: Attributes that no person notices: tokens, and the numbers that a script keeps.
UNSEEN = {"data-token", "data-head", "data-since", "data-key"}
HIDDEN = {"op", "csrfmiddlewaretoken", "base"}
#: The same in the text of a page: what is left is equal for two pages that show the same.
_PASSING = re.compile(rf'( (?:{"|".join(UNSEEN)})=| name="(?:{"|".join(HIDDEN)})" value=)"[^"]*"')


def page_of(html):
    return BeautifulSoup(html, "lxml")


def parts_in(answer):
    return [tag for tag in BeautifulSoup(answer, "html.parser").contents if getattr(tag, "name", None)]


def applied(page, answer):
    """What a browser shows after swapping the parts of `answer` into `page`, as static/js does."""
    for part in parts_in(answer):
        if part.get("data-remove"):
            page.find(id=part["data-remove"]).decompose()
            continue
        old = page.find(id=part["id"])
        assert old is not None, f"the page has no place for #{part['id']}"
        old.replace_with(part)
    return page


def seen(page):
    """What the page says and where it leads, without the white space between tags."""
    words = []
    for node in page.body.descendants:
        if isinstance(node, Tag):
            if "data-quiet" in node.parent.attrs or (node.name == "input" and node.get("name") in HIDDEN):
                continue
            told = (f"{key}={_words(value)}" for key, value in sorted(node.attrs.items()) if key not in UNSEEN)
            words.append(f"<{node.name} {' '.join(told)}>")
        elif node.strip() and "data-quiet" not in node.parent.attrs:
            words.append(" ".join(node.split()))
    return words


def _words(value):
    """The value of an attribute; of one with several words (class, rel) these, however they were parted."""
    return " ".join(value if isinstance(value, list) else value.split())


def shown_by(html):
    """What a page says, read once for all pages that differ in nothing that a person would notice."""
    return _shown(_PASSING.sub(r'\1""', html))


@lru_cache(maxsize=64)
def _shown(html):
    return seen(BeautifulSoup(html, "lxml", multi_valued_attributes=None))


def difference(stale, now):
    """What only one of two pages shows, as lines of a diff."""
    if stale == now:
        return []
    return [line for line in unified_diff(stale, now, "stale", "fresh", lineterm="", n=0) if line[:2] not in ("@@",)]


def fresh(reader, address):
    """(a page loaded now, its number, its address); None where this reader finds nothing."""
    answer = reader.client.get(address, follow=True)
    assert answer.status_code in (200, 404), (address, answer.status_code)
    if answer.status_code == 404:
        return None
    html, led_to = answer.content.decode(), [to for to, _ in answer.redirect_chain]
    head = answer.headers.get("X-Rembuk-Head") or re.search(r'<body[^>]* data-head="(\d+)"', html).group(1)
    return html, head, [address, *led_to][-1]


class Open:
    """A page that somebody has opened and does not touch; it asks for changes when told to."""

    def __init__(self, reader, address):
        self.reader, self.address = reader, address
        self.pulls = self.reloads = 0
        self._take(fresh(reader, address))

    def _take(self, loaded):
        self._html, self.head, self.address = loaded or (None, None, self.address)
        self._soup, self.shown = None, loaded and shown_by(self._html)

    @property
    def page(self):
        """The page as it stands, to look into; None where there is none."""
        if self._soup is None and self._html is not None:
            self._soup = page_of(self._html)
        return self._soup

    @property
    def asked(self):
        """The address whose changes it asks for: that of what it shows, where a long board is shown in part."""
        rest = self.page.find(id="utas-lanjutan") if "utas-lanjutan" in (self._html or "") else None
        return rest["data-live"] if rest else self.address

    def scroll(self):
        """The next part of a long board comes, as htmx puts it in; nothing where all is shown."""
        rest = self.page and self.page.find(id="utas-lanjutan")
        if not rest or not rest.get("hx-get"):
            return
        address = self.address.partition("?")[0] + rest["hx-get"]
        for part in parts_in(self.reader.client.get(address).content):
            where = part.attrs.pop("hx-swap-oob", "true")
            if where == "true":
                applied(self.page, str(part).encode())
            else:
                self.page.select_one(where.removeprefix("beforeend:")).extend(list(part.contents))
        self.shown = seen(self.page)

    def pull(self):
        """Asks for what changed; then it is compared with a page that is loaded at the same moment."""
        asked = self.asked
        loaded = fresh(self.reader, asked)
        if self.shown is None:
            return self._take(loaded)
        self.pulls += 1
        joint = "&" if "?" in asked else "?"
        answer = self.reader.client.get(f"{asked}{joint}since={self.head}", follow=True)
        if answer.status_code == 404:
            assert loaded is None, f"{self.address} is there for {self.reader.name} and its changes are not"
            return self._take(None)
        assert answer.status_code == 200
        assert loaded is not None, f"{self.address} is gone for {self.reader.name} and its changes are not"
        if "X-Rembuk-Reload" in answer.headers:
            self.reloads += 1
            return self._take(loaded)
        if answer.content.strip():
            applied(self.page, answer.content)
            self.shown = seen(self.page)
        self.head = answer.headers["X-Rembuk-Head"]
        differing = difference(self.shown, shown_by(loaded[0]))
        assert differing == [], f"{self.reader.name} on {self.address}: " + "\n".join(differing[:12])
        return None


@contextmanager
def taken_back():
    """What is written while it lasts is taken back, in a part of a test's own transaction."""
    part = transaction.atomic()
    part._from_testcase = True  # else what must be durable refuses to be part of it
    with part:
        yield
        transaction.set_rollback(True)
    response_cache._responses.clear()


class Room(Joint):
    """A plan with people in it, and a table of things that they do."""

    def __init__(self):
        number = next(_rooms)
        self.plan = make_plan(f"kota-{number}", f"Kota {number}")
        document = RpjmdDocument.objects.create(plan=self.plan, role="berlaku")
        for place in (1, 2):
            Objective.objects.create(plan=self.plan, document=document, number=place, position=place, code=f"S{place}")
        self.ani = seat_participant(self.plan, "Ani", "GOV", role="ketua")
        self.budi = seat_participant(self.plan, "Budi", "GOV")
        self.cici = seat_participant(self.plan, "Cici", "ECO", role="ketua")
        self.fitri = seat_account(self.plan, f"Fitri{number}", "fasilitator")
        self.satya = seat_account(self.plan, f"Satya{number}", "staf")
        self.eko = seat_account(self.plan, f"Eko{number}", "ahli")
        self.wall = Person("layar", self.plan, number=0)
        make_code(self.plan)
        self.key = make_screen_key(self.plan).lower()
        self.writers = [self.ani, self.budi, self.fitri, self.cici]
        self.texts = count(1)
        self.heads = [0]

    def again(self):
        """The same room, for one who takes back what he does in it."""
        room = copy.copy(self)
        room.heads = [*self.heads]
        room.plan.refresh_from_db()
        return room

    def pages(self):
        """Every kind of page that grows old, with readers who may do different things on it."""
        slug = self.plan.slug
        gov, eco, six = f"/r/{slug}/tata-kelola/", f"/r/{slug}/ekonomi/", f"/r/{slug}/kelompok/"
        wall = f"/r/{slug}/layar/{self.key}/"
        return [
            *((reader, gov) for reader in (self.ani, self.budi, self.cici, self.fitri, self.eko)),
            *((reader, eco) for reader in (self.ani, self.cici, self.fitri)),
            *((reader, six) for reader in (self.ani, self.fitri)),
            *((self.wall, wall + query) for query in ("", "?tampil=gabung", "?kelompok=tata-kelola")),
            (self.wall, wall + "?kelompok=tata-kelola&jenis=program"),
            (self.fitri, f"/r/{slug}/layar/"),
        ]

    def do(self, act, kind, first, second):
        """One act; what is not possible at the moment is left out."""
        with suppress(NotFound, Refused, Similar, GroupFull, Participant.DoesNotExist):
            getattr(self, act)(kind, first, second)
        self.plan.refresh_from_db()
        self.heads.append(self.plan.head)

    def wait(self, kind, first, second):
        """Two seconds pass: answers that are kept for that long are old."""
        response_cache._responses.clear()

    # ── cards ──────────────────────────────────────────────────────────────────────────────────

    def pick(self, kind, which, *, deleted=False, pillar="GOV"):
        rows = list(
            MODELS[kind]
            .objects.filter(plan=self.plan, pillar__code=pillar, deleted_in__isnull=not deleted)
            .order_by("number")
        )
        return rows[which % len(rows)].ref if rows else None

    def parents(self, kind, first, second, pillar="GOV"):
        if kind == "sasaran":
            refs = [self.pick("masalah", which, pillar=pillar) for which in {first, second}]
            return {"problem_refs": list(dict.fromkeys(ref for ref in refs if ref))}
        if kind == "strategi":
            return {"target_ref": self.pick("sasaran", first, pillar=pillar)}
        if kind == "program":
            return {"strategy_ref": self.pick("strategi", first, pillar=pillar)}
        return {}

    def words(self):
        return f"Kalimat {next(self.texts)}"

    def writer(self, which):
        """Somebody; Fitri where that somebody has left."""
        person = self.writers[which % len(self.writers)]
        return person.actor or self.fitri.actor

    def add(self, kind, first, second, pillar="GOV", actor=None):
        values = self.parents(kind, first, second, pillar)
        if None not in values.values():
            values[NAME[kind]] = self.words()
            add_entry(actor or self.writer(second), kind, pillar, values, op=new_op())

    def add_elsewhere(self, kind, first, second):
        self.add(kind, first, second, "ECO", self.fitri.actor)

    def add_loose(self, kind, first, second):
        add_entry(self.writer(first), "sasaran", "GOV", {"statement": self.words()}, op=new_op())

    def save(self, ref, values, *, behind=0, actor=None, **how):
        """A save from a page that is `behind` acts old."""
        base = self.heads[-1 - behind % len(self.heads)]
        return save_entry(actor or self.fitri.actor, ref, values, base=base, op=new_op(), **how)

    def edit(self, kind, first, second):
        if ref := self.pick(kind, first):
            self.save(ref, {NAME[kind]: self.words()}, actor=self.writer(second))

    def edit_elsewhere(self, kind, first, second):
        if ref := self.pick(kind, first, pillar="ECO"):
            self.save(ref, {NAME[kind]: self.words()})

    def type_more(self, kind, first, second):
        if ref := self.pick(kind, first):
            self.save(ref, TYPED[kind][second % len(TYPED[kind])], actor=self.writer(first))

    def clash(self, kind, first, second):
        """Two people change one sentence; the later one may then choose their own text."""
        if not (ref := self.pick(kind, first)):
            return
        behind = 1 + second % 4
        saved = self.save(
            ref, {NAME[kind]: self.words(), "note": self.words()}, behind=behind, actor=self.writer(second)
        )
        if saved.status == "conflict" and second % 2:
            self.plan.refresh_from_db()
            chosen = {clash.field.key: clash.mine for clash in saved.clashes}
            save_entry(self.writer(second), ref, chosen, base=saved.receipt.number, op=new_op())

    def late(self, kind, first, second):
        if ref := self.pick(kind, first, deleted=True):
            self.save(ref, {"note": "terlambat"})

    def go_back(self, kind, first, second):
        """The sentence that a card had before its last change, as a new change."""
        if ref := self.pick(kind, first):
            events = Event.objects.filter(plan=self.plan, refs__contains=[ref]).order_by("-number")
            told = [event.changes.get(ref, {}).get(NAME[kind], [None])[0] for event in events]
            if before := next(filter(None, told), None):
                self.save(ref, {NAME[kind]: before})

    def align(self, kind, first, second):
        if ref := self.pick("sasaran", first):
            aligned = {"rpjmd_ref": f"rpjmd-{1 + second % 2}", "alignment_status": "sebagian"}
            values = aligned if second % 3 else {"rpjmd_ref": None, "alignment_status": "belum_ada"}
            self.save(ref, values, verb="entry.aligned", action="align.link", actor=self.writer(second))

    def fill(self, kind, first, second):
        """Cici of another group writes the field that she was asked for."""
        if (ref := self.pick(kind, first)) and (cici := self.cici.actor):
            assign_tasks(
                self.fitri.actor, [TaskAssignment(ref, (NAME[kind],), f"peserta-{self.cici.number}")], op=new_op()
            )
            task = Task.objects.filter(plan=self.plan, card=ref).last()
            self.plan.refresh_from_db()
            fill_task(cici, task.number, {NAME[kind]: self.words()}, base=self.plan.head, op=new_op())

    def move(self, kind, first, second):
        kind = "sasaran" if kind == "masalah" else kind
        if ref := self.pick(kind, second):
            values = self.parents(kind, first, second + 1)
            if None not in values.values():
                self.save(ref, values)

    def reorder(self, kind, first, second):
        if ref := self.pick(kind, first):
            reorder_entry(self.writer(second), ref, "naik" if second % 2 else "turun", op=new_op())

    def delete(self, kind, first, second):
        if ref := self.pick(kind, first):
            delete_entry(self.writer(second), ref, op=new_op())

    def restore(self, kind, first, second):
        if ref := self.pick(kind, first, deleted=True):
            restore_entry(self.writer(second), ref, op=new_op())

    def paste(self, kind, first, second):
        values = self.parents(kind, first, second)
        if None not in values.values():
            rows = [{**values, NAME[kind]: self.words()} for _ in range(2)]
            paste_entries(self.writer(second), kind, "GOV", rows, op=new_op())

    def unpaste(self, kind, first, second):
        if pasted := self.last("entry.pasted", "entry.unpasted"):
            take_back_paste(self.writer(second), "GOV", pasted.number, op=new_op())
        else:
            self.paste("masalah", first, second)

    def excel(self, kind, first, second):
        """A workbook that changes a card and brings a new one."""
        self.plan.refresh_from_db()
        rows = [UploadedRow(kind, 2, ref, texts={NAME[kind]: self.words()}) for ref in [self.pick(kind, first)] if ref]
        rows.append(UploadedRow("masalah", 3, "", "GOV", texts={"statement": self.words()}))
        upload = Upload("rantai.xlsx", self.plan.head, rows)
        import_rows(self.satya.actor, upload, compare(self.plan, upload).offered, op=new_op())

    def unexcel(self, kind, first, second):
        if imported := self.last("entry.imported", "entry.unimported"):
            take_back_import(self.satya.actor, imported.number, op=new_op())
        else:
            self.excel(kind, first, second)

    def note(self, kind, first, second):
        """The expert says that something must be met, of a card of one group or the other."""
        if ref := self.pick(kind, first, pillar=("GOV", "ECO")[second % 2]):
            add_note(self.eko.actor, ref, verdict="wajib_perbaiki", text=self.words(), read=True, op=new_op())

    def mend(self, kind, first, second):
        """The group says that it is done, or the expert closes what was said, or opens it again."""
        if number := self.plan.counters.get("catatan"):
            which = first % number + 1
            if second % 3 == 0:
                answer_note(self.fitri.actor, which, "diperbaiki", "", op=new_op())
            else:
                close_note(self.eko.actor, which, ("selesai", "buka")[second % 2], "", op=new_op())

    def last(self, done, undone):
        """The last event `done`, unless `undone` came after it."""
        event = Event.objects.filter(plan=self.plan, verb__in=(done, undone)).order_by("number").last()
        return event if event and event.verb == done else None

    # ── people, codes, files ───────────────────────────────────────────────────────────────────

    def guest(self, which):
        people = list(Participant.objects.filter(plan=self.plan, removed_at=None).order_by("number"))
        if not people:
            raise NotFound
        return people[which % len(people)]

    def come(self, kind, first, second):
        place = ("tata-kelola", "ekonomi")[second % 2]
        join(self.plan, group=place, name=f"Tamu {next(self.texts)}", institution="Kadin", op=new_op())

    def rename_self(self, kind, first, second):
        person = (self.ani, self.budi, self.cici)[first % 3]
        if person.actor:
            correct_self(person.actor, name=f"Nama {next(self.texts)}", institution="Kadin", op=new_op())

    def change(self, which, **values):
        row = self.guest(which)
        now = {"name": row.name, "institution": row.institution, "group": row.group.slug, "role": row.role}
        change_person(self.fitri.actor, row.number, **(now | values), op=new_op())

    def rename(self, kind, first, second):
        self.change(first, name=f"Nama {next(self.texts)}")

    def lead_over(self, kind, first, second):
        self.change(first, group=("tata-kelola", "ekonomi")[second % 2])

    def appoint(self, kind, first, second):
        self.change(first, role=("ketua", "notulis", "anggota")[second % 3])

    def remove(self, kind, first, second):
        if second % 3 == 0:  # rooms must not empty
            remove_person(self.fitri.actor, self.guest(first).number, op=new_op())

    def new_words(self, kind, first, second):
        if second % 3 == 0:
            renew_words(self.fitri.actor, self.guest(first).number, op=new_op())

    def sign_others_out(self, kind, first, second):
        if second % 3 == 0 and self.budi.actor:
            leave_others(self.budi.actor, op=new_op())

    def guess(self, kind, first, second):
        for _ in range(6):
            try:
                sign_in_again(self.plan, name=self.guest(first).name, words="bukan kode saya")
            except NotTheSame:
                continue
            except Locked:
                return

    def new_code(self, kind, first, second):
        renew_code(self.fitri.actor, op=new_op())

    def new_screen(self, kind, first, second):
        if second % 3 == 0:
            renew_screen_key(self.fitri.actor, op=new_op())

    def export(self, kind, first, second):
        orders.order_export(self.fitri.actor, "2", "json", op=new_op())

    def cancel(self, kind, first, second):
        if row := self.plan.exports.order_by("-number").first():
            orders.cancel_export(self.fitri.actor, row.number, op=new_op())

    def open_page(self, kind, first, second):
        """Somebody is here now; who asks within two seconds may still see who was."""
        place = {"plan": self.plan, "member": f"p{self.guest(first).number}"}
        Presence.objects.filter(**place).delete()
        if second % 2:
            now = timezone.now()
            Presence.objects.create(**place, pillar=("GOV", "ECO")[second % 4 // 2], since=now, seen_at=now)
        response_cache._responses.clear()
