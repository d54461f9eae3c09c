"""The law of the past: the plan rebuilt from the journal at number N is what a dump said at N.

A seeded walk over the real actions, by two people with stale pages. What was said at every eighth step is compared: a
journal that leaves something out is noticed at every number before it. `REMBUK_WALK=2000` walks further and more often.
"""

import os
import random
from decimal import Decimal
from pathlib import Path

import pytest

from masterplan.closing.actions import sign_bimtek
from masterplan.exchange.actions import load_plan
from masterplan.exchange.dump import (
    Cards,
    _cards,
    _nominations,
    _pillars,
    _quick_wins,
    _readiness,
    _realisations,
    _vision_and_swot,
    write_document,
)
from masterplan.exchange.read import read_document
from masterplan.history.documents import document_at
from masterplan.history.moments import find_moment
from masterplan.history.replay import PastCards
from masterplan.paper.actions import import_rows, take_back_import
from masterplan.paper.upload import Upload, UploadedRow
from masterplan.paper.upload_changes import compare
from masterplan.snapshots.models import Signing
from pillars.card_merge.actions.merge import merge_entries, say_different
from pillars.card_merge.actions.split import split_entry
from pillars.card_merge.texts import KEPT as STAYS
from pillars.cards.actions.bulk import paste_entries, take_back_paste
from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.revert import go_back, undo
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.earlier_values import way_before, way_to
from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS
from pillars.evaluation.actions import realise
from pillars.fields import NO_DATA
from pillars.models import Choosing, Objective, Overlap, RpjmdDocument
from pillars.overlap.actions import answer_overlap, offer_overlap, withdraw_overlap
from pillars.prioritisation import actions as choosing
from pillars.reference_data.actions.offices import Wrong, merge_offices, unmerge_offices
from tests.cast import new_op, seat_account
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import BadRequest, Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
STEPS = int(os.environ.get("REMBUK_WALK", "200"))
SEEDS = range(1, 6) if "REMBUK_WALK" in os.environ else [1]
SEEN_EVERY = 8
PILLARS = ("GOV", "ECO")
PARENT = {"sasaran": ("problem_refs", "masalah"), "strategi": ("target_ref", "sasaran")}
PARENT |= {"program": ("strategy_ref", "strategi")}
TEXT = {"masalah": ("statement", "evidence", "root_cause"), "sasaran": ("statement", "indicator", "unit")}
TEXT |= {"strategi": ("statement", "note"), "program": ("name", "output")}
NO = (BadRequest, NotFound, Wrong, choosing.PrioritisationNotPossible, Refused)


class Walk:
    """Two people who do what the dice say; `seen` {number: what the dump said then}."""

    def __init__(self, plan, people, dice):
        self.plan, self.people, self.dice = plan, people, dice
        self.seen, self.done, self.steps, self.deck = {}, set(), 0, []
        self.remember()

    def remember(self):
        self.plan.refresh_from_db(fields=["head", "counters"])
        if self.plan.head not in self.seen and self.steps % SEEN_EVERY == 0:
            self.seen[self.plan.head] = told(self.plan, Cards(self.plan))

    def step(self):
        self.steps += 1
        if not self.deck:  # every act comes again and again, in an order of its own each time
            self.deck = [name for name in dir(self) if name.startswith("do_")]
            self.dice.shuffle(self.deck)
        act = self.deck.pop()
        try:
            getattr(self, act)(self.dice.choice(self.people).actor)
        except NO:
            return
        before = self.plan.head
        self.remember()
        if self.plan.head > before:
            self.done |= set(Event.objects.filter(plan=self.plan, number__gt=before).values_list("verb", flat=True))

    def some(self, kind=None, deleted=False, pillar=None):
        rows = CARD_MODELS[kind or self.dice.choice(list(CHAIN_MODELS))].objects.filter(plan=self.plan)
        rows = rows.filter(deleted_in__isnull=not deleted)
        rows = list(rows.filter(pillar__code=pillar) if pillar else rows)
        return self.dice.choice(rows) if rows else None

    def values(self, kind, pillar):
        """Some fields of a card of `kind`, of every sort that a column can be."""
        dice = self.dice
        found = {key: f"{key} {dice.randrange(10_000)}" for key in TEXT[kind] if dice.random() < 0.8}
        name = TEXT[kind][0]
        found.setdefault(name, f"Nama {dice.randrange(10_000)}")
        if kind in PARENT:
            key, above = PARENT[kind]
            parents = [self.some(above, pillar=pillar) for _ in range(2)]
            refs = list(dict.fromkeys(row.ref for row in parents if row))
            if not refs and kind != "sasaran":
                raise NotFound
            found[key] = refs if kind == "sasaran" else refs[0]
        if kind in ("masalah", "sasaran") and dice.random() < 0.5:
            found["dimension"] = f"{pillar}-{dice.randint(1, 3)}" if dice.random() < 0.8 else None
        if kind == "masalah" and dice.random() < 0.7:
            found |= {key: dice.choice([None, 1, 2, 3, 4, 5]) for key in ("urgency", "seriousness", "growth")}
        if kind == "sasaran":
            found["baseline"] = dice.choice([None, NO_DATA, Decimal("12.5"), Decimal(90)])
            found["targets_by_year"] = {2027: Decimal("1.5"), 2028: Decimal(dice.randint(1, 3))}
            found["baseline_owner"] = dice.choice([None, "opd-1", "opd-2"])
            found["rpjmd_ref"] = dice.choice([None, "rpjmd-1", "rpjmd-2"])
        if kind == "program":
            found["budget_by_year"] = {2027: dice.randint(1, 9) * 1000}
            found["lead_opd"] = dice.choice([None, "opd-1", "opd-3"])
            found["years"] = dice.choice([None, [2027], [2027, 2029]])
            found["quick_win"] = dice.choice([None, True, False])
        return found

    def do_add(self, actor):
        kind, pillar = self.dice.choice(list(CHAIN_MODELS)), self.dice.choice(PILLARS)
        add_entry(actor, kind, pillar, self.values(kind, pillar), op=new_op())

    do_add_more = do_add_another = do_add

    def do_save(self, actor):
        row = self.some()
        if row:
            values = self.values(row.KIND, row.pillar.code)
            base = max(0, self.plan.head - self.dice.choice([0, 0, 1, 3, 8]))
            save_entry(actor, row.ref, values, base=base, op=new_op())

    do_save_more = do_save_another = do_save

    def do_meet(self, actor):
        """Two people write the same field from the same page; then one of them goes back, or takes it back."""
        row, (one, other) = self.some(), self.people
        if row is None:
            return
        name, base = TEXT[row.KIND][0], self.plan.head
        save_entry(one.actor, row.ref, {name: f"Satu {self.dice.random()}"}, base=base, op=new_op())
        save_entry(other.actor, row.ref, {name: f"Dua {self.dice.random()}"}, base=base, op=new_op())

    def do_go_back(self, actor):
        if row := self.some():
            events = Event.objects.filter(plan=self.plan, refs__contains=[row.ref])
            number = self.dice.choice(list(events.values_list("number", flat=True)))
            way = way_to(self.plan, row, self.dice.choice(TEXT[row.KIND]), number)
            go_back(actor, row.ref, way.values, number, base=self.plan.head, op=new_op())

    def do_undo(self, actor):
        event = self._event(self.dice.choice(["entry.saved", "entry.moved", "entry.goback"]))
        if row := find_entry(self.plan, event.refs[0]):
            way = way_before(self.plan, row, event.number)
            undo(actor, row.ref, event.number, way.values, op=new_op())

    do_go_back_more = do_go_back_again = do_go_back
    do_undo_more = do_undo

    def do_late_save(self, actor):
        if row := self.some(deleted=True):
            save_entry(actor, row.ref, {"note": "Terlambat"}, base=self.plan.head, op=new_op())

    def do_move(self, actor):
        for kind in self.dice.sample(list(PARENT), 3):
            row = self.some(kind)
            key, above = PARENT[kind]
            parent = row and self.some(above, pillar=row.pillar.code)
            if parent:
                value = [parent.ref] if kind == "sasaran" else parent.ref
                options = {"base": self.plan.head, "op": new_op(), "verb": "entry.moved", "action": "entry.move"}
                save_entry(actor, row.ref, {key: value}, **options)

    do_move_more = do_move

    def do_analysis(self, actor):
        kind, values = self.dice.choice(
            [
                ("swot", {"type": "strengths", "statement": f"Kuat {self.dice.random()}"}),
                ("kesiapan", {"component": "alam", "aspect": f"Aspek {self.dice.random()}", "condition": "baik"}),
                ("visi_misi", {"misi": ["Satu", f"Dua {self.dice.random()}"]}),
                ("visi_misi", {"visi": f"Visi {self.dice.random()}"}),
            ]
        )
        row = self.some(kind)
        if row and (kind == "visi_misi" or self.dice.random() < 0.5):
            save_entry(actor, row.ref, values, base=self.plan.head, op=new_op())
        elif not row or kind != "visi_misi":
            add_entry(actor, kind, "", values, op=new_op())

    def do_more_analysis(self, actor):
        problems, targets = [self.some("masalah")], [self.some("sasaran")]
        kind, values = self.dice.choice(
            [
                ("kesenjangan", {"element": f"Unsur {self.dice.random()}", "problem_refs": problems}),
                ("kata_kunci", {"word": f"Kata {self.dice.randrange(10_000)}", "swot_refs": [self.some("swot")]}),
                ("tujuan", {"statement": f"Tujuan {self.dice.random()}", "target_refs": targets}),
            ]
        )
        values = {
            key: [row.ref for row in value if row] if isinstance(value, list) else value
            for key, value in values.items()
        }
        if (row := self.some(kind)) and self.dice.random() < 0.5:
            save_entry(actor, row.ref, values, base=self.plan.head, op=new_op())
        else:
            add_entry(actor, kind, "", values, op=new_op())

    def do_realise(self, actor):
        if programme := self.some("program"):
            values = {"status": self.dice.choice(["berjalan", "selesai"]), "percent": Decimal(self.dice.randint(1, 99))}
            year = self.dice.choice([2027, 2028])
            realise(actor, self.plan, programme.number, year, values, base=self.plan.head, op=new_op())

    def do_merge_offices(self, actor):
        merge_offices(self.people[0].actor, *self.dice.sample([1, 2, 3], 2), op=new_op())

    def do_part_offices(self, actor):
        unmerge_offices(self.people[0].actor, self.dice.randint(1, 3), op=new_op())

    do_part_offices_more = do_part_offices

    def do_quick_win(self, actor):
        """A nomination, a profile or a risk is made, changed, deleted or restored."""
        kind = self.dice.choice(["nominasi_quick_win", "profil_quick_win", "risiko"])
        act = self.dice.choice(["add", "add", "save", "delete", "restore"])
        row = self.some(kind, deleted=act == "restore")
        if act == "add" or row is None:
            self._add_quick_win(actor, kind)
        elif act == "save":
            some = {"nominasi_quick_win": {"criteria": {"benefit": "tidak"}}, "profil_quick_win": {"tahun": [2027]}}
            save_entry(actor, row.ref, some.get(kind, {"dampak": 3}), base=self.plan.head, op=new_op())
        elif act == "delete":
            delete_entry(actor, row.ref, op=new_op())
        else:
            restore_entry(actor, row.ref, op=new_op())

    def _add_quick_win(self, actor, kind):
        above = self.some("profil_quick_win" if kind == "risiko" else "program")
        if above is None:
            raise NotFound
        values = {
            "nominasi_quick_win": {"programme_ref": above.ref, "proposer": "Dewan", "criteria": {"benefit": "ya"}},
            "profil_quick_win": {"programme_ref": above.ref, "kemitraan": ["Kampus: sarana"], "anggaran": 5},
            "risiko": {"profile_ref": above.ref, "peristiwa": f"Risiko {self.dice.randrange(99)}"},
        }
        add_entry(actor, kind, above.pillar.code, values[kind], op=new_op())

    do_quick_win_more = do_quick_win

    def _event(self, verb):
        """One of the events with this verb, by chance; Gone where there was none."""
        events = list(Event.objects.filter(plan=self.plan, verb=verb))
        if not events:
            raise NotFound
        return self.dice.choice(events)

    def do_reorder(self, actor):
        if row := self.some():
            reorder_entry(actor, row.ref, self.dice.choice(["naik", "turun"]), op=new_op())

    def do_delete(self, actor):
        if row := self.some():
            delete_entry(actor, row.ref, op=new_op())

    def do_restore(self, actor):
        if row := self.some(deleted=True):
            restore_entry(actor, row.ref, op=new_op())

    def do_merge(self, actor):
        kind = self.dice.choice(list(CHAIN_MODELS))
        kept, twin = self.some(kind), self.some(kind)
        if kept and twin and kept.pk != twin.pk:
            merge_entries(actor, kept.ref, twin.ref, {TEXT[kind][0]: STAYS}, base=self.plan.head, op=new_op())

    def do_split(self, actor):
        rows = [
            row
            for model in CHAIN_MODELS.values()
            for row in model.objects.filter(plan=self.plan).exclude(merged_into="")
        ]
        if rows:
            split_entry(actor, self.dice.choice(rows).ref, op=new_op())

    do_split_more = do_split

    def do_different(self, actor):
        kind = self.dice.choice(list(CHAIN_MODELS))
        one, other = self.some(kind), self.some(kind)
        if one and other:
            say_different(actor, one.ref, other.ref, op=new_op())

    def do_paste(self, actor):
        kind, pillar = self.dice.choice(list(CHAIN_MODELS)), self.dice.choice(PILLARS)
        rows = [self.values(kind, pillar) for _ in range(3)]
        paste_entries(actor, kind, pillar, rows, op=new_op())

    def do_unpaste(self, actor):
        event = self._event("entry.pasted")
        take_back_paste(actor, event.pillar, event.number, op=new_op())

    def do_import(self, actor):
        """A workbook that changes a card or two and brings a new one."""
        rows = [self.some("masalah"), self.some("program")]
        sheet = [
            UploadedRow(
                row.KIND, line, row.ref, row.pillar.code, row.code, {TEXT[row.KIND][0]: f"Excel {self.dice.random()}"}
            )
            for line, row in enumerate(rows, 2)
            if row
        ]
        sheet.append(
            UploadedRow("masalah", 9, "", self.dice.choice(PILLARS), "", {"statement": f"Baru {self.dice.random()}"})
        )
        upload = Upload("rencana.xlsx", self.plan.head, sheet)
        import_rows(actor, upload, list(compare(self.plan, upload).offered), op=new_op())

    def do_unimport(self, actor):
        take_back_import(actor, self._event("entry.imported").number, op=new_op())

    def do_choose(self, actor):
        """A group scores its problems, sees the result and uses the order."""
        pillar = self.dice.choice(PILLARS)
        _, number = choosing.open_choosing(actor, pillar, "masalah", Choosing.USG, op=new_op())
        for row in CHAIN_MODELS["masalah"].objects.filter(plan=self.plan, pillar__code=pillar, deleted_in=None):
            given = [self.dice.randint(1, 5) for _ in range(3)]
            choosing.give_scores(self.voters[pillar].actor, pillar, number, row.ref, given, op=new_op())
        choosing.show(actor, pillar, number, op=new_op())
        choosing.apply_order(actor, pillar, number, op=new_op())

    def do_take_order_back(self, actor):
        rows = list(Choosing.objects.filter(plan=self.plan, state=Choosing.SHOWN).select_related("pillar"))
        if rows:
            row = self.dice.choice(rows)
            choosing.take_back_order(actor, row.pillar.code, row.number, op=new_op())

    def do_overlap(self, actor):
        if row := self.some(self.dice.choice(["sasaran", "program"])):
            offer_overlap(actor, row.ref, list(PILLARS), "Menyentuh dua pilar", op=new_op())

    def do_answer(self, actor):
        rows = list(Overlap.objects.filter(plan=self.plan).exclude(state=Overlap.WITHDRAWN))
        if rows:
            row = self.dice.choice(rows)
            answer_overlap(actor, row.number, Overlap.ACCEPTED, "", seen=row.version, op=new_op())

    def do_withdraw(self, actor):
        rows = list(Overlap.objects.filter(plan=self.plan))
        if rows:
            withdraw_overlap(actor, self.dice.choice(rows).number, op=new_op())


def told(plan, cards):
    """What a file would say of everything that is a card, and which groups own it."""
    shared = {row.ref: row.shared_with for kind in ("sasaran", "program") for row in cards.of(kind)}
    return {
        "pillars": _pillars(plan, cards),
        "quick_wins": list(_quick_wins(cards)),
        "nominations": _nominations(cards),
        "realisations": _realisations(cards),
        "keywords": _cards(cards, "kata_kunci"),
        "gaps": _cards(cards, "kesenjangan"),
        "readiness": _readiness(cards),
        "analysis": dict(_vision_and_swot(cards)),
        "shared": shared,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_rebuilt_at_a_number_is_the_plan_that_stood_then(plan, satya, fitri, ani, cici, seed):
    document = RpjmdDocument.objects.create(plan=plan, role=RpjmdDocument.CURRENT)
    for number in (1, 2):
        one = {"number": number, "position": number, "code": f"R{number}"}
        Objective.objects.create(plan=plan, document=document, **one)
    walk = Walk(plan, [satya, fitri], random.Random(seed))
    walk.voters = {"GOV": ani, "ECO": cici}
    for _ in range(STEPS):
        walk.step()
    wrong = []
    for number, then in walk.seen.items():
        now = told(plan, PastCards(plan, number))
        wrong += [(number, part) for part in then if now[part] != then[part]]
    assert wrong == [] and len(walk.seen) > STEPS // SEEN_EVERY // 2
    assert {"entry.added", "entry.saved", "entry.moved", "entry.deleted", "entry.restored"} <= walk.done
    assert {"entry.merged", "entry.split", "entry.pasted", "entry.imported", "choosing.applied"} <= walk.done
    assert {"entry.conflict", "entry.goback", "entry.undone", "frame.office_merged"} <= walk.done


def test_a_loaded_plan_comes_back_as_its_file_said_it_and_a_signed_one_as_it_was_frozen(db):
    loaded = load_plan(read_document(EXAMPLE.read_bytes()), "ponorogo").plan
    staff = seat_account(loaded, "Satya", "staf")
    plan_agenda(staff.actor, "empat_bimtek", op=new_op())
    open_bimtek(staff.actor, 1, op=new_op())
    sign_bimtek(staff.actor, 1, "041/2026", op=new_op())
    open_bimtek(staff.actor, 2, op=new_op())
    loaded.refresh_from_db()
    first, head = Signing.objects.get(), loaded.head
    for kind in CHAIN_MODELS:
        row, other = CARD_MODELS[kind].objects.filter(plan=loaded, pillar__code="GOV")[:2]
        save_entry(staff.actor, row.ref, {TEXT[kind][0]: "Diubah", "note": "Baru"}, base=head, op=new_op())
        loaded.refresh_from_db(fields=["head"])
        merge_entries(staff.actor, row.ref, other.ref, {}, base=loaded.head, op=new_op())
    delete_entry(staff.actor, "masalah-20", op=new_op())
    then, frozen = (find_moment(loaded, text) for text in (str(first.plan_number), "bimtek-1"))
    assert then.signing is None and frozen.signing == first
    rebuilt, kept = document_at(loaded, then), document_at(loaded, frozen)
    assert rebuilt == kept and write_document(rebuilt["pillars"]) == write_document(kept["pillars"])
    assert document_at(loaded, find_moment(loaded, "awal"))["pillars"] == kept["pillars"]
    assert document_at(loaded, find_moment(loaded, "sekarang"))["pillars"] != kept["pillars"]
