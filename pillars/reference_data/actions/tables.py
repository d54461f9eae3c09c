"""The parts of a preview as rows: an RPJMD, programmes of Renstra, a list of codes; with the journal's changes."""

from typing import Any

from pillars.models import Goal, Mission, NomenclatureCode, Objective, RenstraProgramme
from pillars.models.reference_data import RpjmdDocument
from pillars.reference_data.actions.rows import (
    RENSTRA_COLUMNS,
    document_of,
    free_code,
    next_position,
    set_renstra_columns,
    write_objectives,
)
from pillars.reference_data.actions.rpjmd import LETTERS, LISTS
from pillars.reference_data.row_states import differences, objective_state, ref_of, state_of
from pillars.reference_data.table_import.preview import ImportedRecord, ImportPreview
from pillars.reference_data.table_import.query import TableImportQuery
from pillars.reference_data.table_import.rpjmd import merged
from pillars.reference_data.table_import.structure import plain
from workshops.live.actions.plan_write import PlanWrite


def write_rpjmd(write: PlanWrite, preview: ImportPreview, asked: TableImportQuery) -> dict[str, dict[str, Any]]:
    """Write misi, tujuan, sasaran and indicators of a preview; return {ref: changes}."""
    writing = _Rpjmd(write, document_of(write.plan, asked.role))
    for part in preview.to_save:
        # what the table names itself is not given to another one
        if part.code and part.kind in LISTS:
            writing.taken[part.kind].add(part.code.casefold())
    for part in preview.to_save:
        writing.take(part)
    return writing.done()


class _Rpjmd:
    def __init__(self, write: PlanWrite, document: RpjmdDocument) -> None:
        self.write, self.document = write, document
        self.made = {}
        self.changes = {}
        self.objectives = {}
        self.taken, self.next = {}, {}
        for kind, name in LISTS.items():
            rows = getattr(document, name)
            self.taken[kind] = {code.casefold() for code in rows.values_list("code", flat=True)}
            self.next[kind] = next_position(rows)

    def take(self, part: ImportedRecord) -> None:
        if part.kind in ("misi", "tujuan"):
            self._upper(part)
        elif part.kind == "sasaran":
            self._objective(part)
        elif part.kind == "indikator":
            self._indicator(part)

    def _row(self, part):
        return part and (part.match or self.made[id(part)])

    def _code(self, part):
        code = part.code or free_code(LETTERS[part.kind], self.taken[part.kind])
        self.taken[part.kind].add(code.casefold())
        return code

    def _place(self, kind):
        self.next[kind] += 1
        return self.next[kind] - 1

    def _upper(self, part):
        model = Mission if part.kind == "misi" else Goal
        row, before = part.match, part.match and state_of(part.match)
        if row is None:
            columns = {"plan": self.write.plan, "document": self.document, "position": self._place(part.kind)}
            row = self.made[id(part)] = model(**columns, code=self._code(part))
        row.statement = part.text or row.statement
        if part.parent is not None:
            row.mission = self._row(part.parent)
        row.save()
        self._told(ref_of(row), before, state_of(row))

    def _told(self, ref, before, after):
        changes = differences(before, after)
        if before is None:
            changes = {"added": [False, True]} | changes
        if changes:
            self.changes[ref] = changes

    def _pair(self, row, new=None):
        """[row, its state before (None: new), its state to be] of a sasaran, once for all parts that speak of it."""
        key = id(row) if new is not None else row.pk
        if key not in self.objectives:
            before = None if new is not None else objective_state(row)
            self.objectives[key] = [row, before, dict(new if new is not None else before)]
        return self.objectives[key]

    def _objective(self, part):
        parent = self._row(part.parent)
        if part.match is None:
            state = {"code": self._code(part), "statement": part.text, "parent": "", "indicators": []}
            columns = {"plan": self.write.plan, "document": self.document, "position": self._place("sasaran")}
            row = self.made[id(part)] = Objective(**columns, number=self.write.next_number("rpjmd"))
            pair = self._pair(row, state)
        else:
            pair = self._pair(part.match)
        pair[2]["statement"] = part.text or pair[2]["statement"]
        if parent is not None:
            pair[2]["parent"] = ref_of(parent)

    def _indicator(self, part):
        row = self._row(part.parent)
        pair = self.objectives.get(id(row)) or self._pair(row)
        indicators = list(pair[2]["indicators"])
        place = next((n for n, one in enumerate(indicators) if plain(one["indicator"]) == plain(part.text)), None)
        if place is None:
            indicators.append(merged(None, part.values))
        else:
            indicators[place] = merged(indicators[place], part.values)
        pair[2]["indicators"] = indicators

    def done(self) -> dict[str, dict[str, Any]]:
        """Write the sasaran; the changes of everything."""
        offices = {office.ref: office for office in self.write.plan.opds.all()}
        write_objectives(self.write.plan, [(row, after) for row, _, after in self.objectives.values()], offices)
        for row, before, after in self.objectives.values():
            self._told(row.ref, before, after)
        return self.changes


def write_renstra(write: PlanWrite, preview: ImportPreview, asked: TableImportQuery) -> dict[str, dict[str, Any]]:
    """Return the programmes of a preview; {ref: changes}."""
    offices = {office.ref: office for office in write.plan.opds.all()}
    changes, new, stored = {}, [], []
    for part in preview.to_save:
        row = part.match or RenstraProgramme(plan=write.plan, number=write.next_number("renstra"))
        before = state_of(row) if part.match else None
        set_renstra_columns(row, part.values, offices)
        (stored if part.match else new).append(row)
        told = differences(before, state_of(row))
        changes[row.ref] = ({} if part.match else {"added": [False, True]}) | told
    RenstraProgramme.objects.bulk_create(new)
    if stored:
        RenstraProgramme.objects.bulk_update(stored, RENSTRA_COLUMNS)
    return changes


def write_codes(write: PlanWrite, preview: ImportPreview, asked: TableImportQuery) -> dict[str, dict[str, Any]]:
    """Return the codes of a preview under the name of their list; one entry of the journal for all of them."""
    event = write.plan.head + 1
    position = next_position(NomenclatureCode.objects.filter(plan=write.plan, version=asked.version))
    new, stored, before = [], [], []
    for part in preview.to_save:
        if part.match is None:
            columns = {"plan": write.plan, "version": asked.version, "position": position + len(new), "born_in": event}
            new.append(NomenclatureCode(**columns, **part.values))
            continue
        row = part.match
        before.append([row.code, row.name, row.urusan])
        row.name, row.urusan = part.text or row.name, part.values["urusan"] or row.urusan
        stored.append(row)
    NomenclatureCode.objects.bulk_create(new, batch_size=1_000)
    if stored:
        NomenclatureCode.objects.bulk_update(stored, ["name", "urusan"], batch_size=1_000)
    told = {"version": ["", asked.version], "new": [0, len(new)], "changed": [before, len(stored)]}
    return {f"nomenklatur-{event}": told}
