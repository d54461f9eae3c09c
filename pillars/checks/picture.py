"""Reads a plan once into the frozen picture that the checks look at: a fixed number of queries, whatever its size."""

import re
from collections import Counter, defaultdict

from django.db import connection, transaction

from pillars.checks import shapes
from pillars.fields import from_json
from pillars.kinds import CHOICES, KINDS
from pillars.models import (
    Answer,
    Different,
    Dimension,
    Mission,
    Objective,
    ObjectiveIndicator,
    Pillar,
    Problem,
    Programme,
    QuickWinProfile,
    ReadinessAspect,
    RenstraProgramme,
    ReviewNote,
    Risk,
    RpjmdDocument,
    Strategy,
    SwotItem,
    Target,
    VisionMission,
)
from workshops.plans.models import Bimtek, Governance, Opd

#: Checks are written for four bimteks; a plan with more or fewer comes to the same ones in its own steps.
STAGES = 4
_BODIES = ("dewan_smart_city", "tim_pelaksana", "forum_smart_city")
_PROFILE = ("nama_inovasi", "penjelasan_singkat", "manfaat", "keunikan", "daya_tarik", "potensi_pengembangan")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_picture(plan, stage=None):
    """The Picture of `plan`, in at most 23 queries. `stage` 1–4: look as of that bimtek; None: the present one.

    Read in one snapshot, so that a card saved meanwhile names nothing that was not read; inside a transaction that is
    open already the snapshot is the caller's own.
    """
    if connection.in_atomic_block:
        return _Reader(plan).picture(stage or stage_of(plan))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _Reader(plan).picture(stage or stage_of(plan))


def stage_of(plan):
    """How far the plan has come, 1–4. Before the first bimtek it is 1; without any bimtek nothing is waited for."""
    bimteks = list(Bimtek.objects.filter(plan=plan).values_list("number", "opened_at"))
    if not bimteks:
        return STAGES
    present = max((number for number, opened_at in bimteks if opened_at), default=0)
    return -(-present * STAGES // len(bimteks)) if present else 1


class _Reader:
    def __init__(self, plan):
        self.plan = plan
        self.broken = []

    def rows(self, model, **where):
        return model.objects.filter(plan=self.plan, **where)

    def live(self, model):
        return sorted(self.rows(model, deleted_in=None), key=self.place)

    def place(self, row):
        return self.pillars[row.pillar_id].position, row.position, row.number

    def picture(self, stage):
        plan = self.plan
        self.pillars = {row.pk: row for row in self.rows(Pillar)}
        self.dimensions = {row.pk: row for row in self.rows(Dimension)}
        offices = self.offices()
        objectives, frame = self.frame()
        problems = tuple(map(self.problem, self.live(Problem)))
        targets = self.targets()
        strategies = self.strategies()
        return shapes.Picture(
            start=plan.period_start,
            end=plan.period_end,
            short_term=tuple(plan.short_term or ()),
            stage=stage,
            pillars=tuple(shapes.Pillar(row.code, row.slug, row.name_id) for row in self.pillars.values()),
            dimensions=tuple(
                shapes.Dimension(row.code, row.name, self.pillars[row.pillar_id].code)
                for row in self.dimensions.values()
            ),
            problems=problems,
            targets=targets,
            strategies=strategies,
            programmes=self.programmes(),
            objectives=objectives,
            offices=offices,
            renstra=self.renstra(),
            profiles=self.profiles(),
            different=frozenset(frozenset(row.refs) for row in self.rows(Different)),
            open_musts=self.open_musts(problems, targets, strategies),
            **frame,
            **self.analyses(),
            broken=tuple(self.broken),
        )

    def offices(self):
        """The offices of today, each with the names of those that went into it."""
        rows = {row.pk: row for row in Opd.every.filter(plan=self.plan)}
        names = defaultdict(list)
        self.office_now, self.office_name = {}, {pk: row.name for pk, row in rows.items()}
        for pk, row in rows.items():
            now = row
            for _ in rows:
                if now.merged_into_id is None:
                    break
                now = rows[now.merged_into_id]
            self.office_now[pk] = now.pk
            names[now.pk] += [row.name, row.short, *(row.aliases or ())]
        return {
            pk: shapes.Office(pk, rows[pk].ref, rows[pk].name, rows[pk].short or "", tuple(filter(None, found)))
            for pk, found in names.items()
        }

    def frame(self):
        """(objectives, what is known of the RPJMD itself)."""
        documents = {row.pk: row for row in self.rows(RpjmdDocument)}
        current = next((row for row in documents.values() if row.role == RpjmdDocument.CURRENT), None)
        further = defaultdict(list)
        for row in self.rows(ObjectiveIndicator):
            further[row.objective_id].append(_measure(row))
        objectives, last = {}, Counter()
        for row in self.rows(Objective):
            measures = (_measure(row), *further[row.pk]) if row.indicator else tuple(further[row.pk])
            years = [year for measure in measures for year, _ in measure.targets]
            last[row.document_id] = max([last[row.document_id], *years])
            is_current = current is not None and row.document_id == current.pk
            statement = row.statement or ""
            objectives[row.pk] = shapes.Objective(row.pk, row.ref, row.code, statement, measures, is_current)
        ends = {pk: _end_of(row) or last[pk] or None for pk, row in documents.items()}
        end = ends[current.pk] if current else None
        later = any(other and other >= self.plan.period_end for other in ends.values())
        name = (current.document or "") if current else ""
        return objectives, {"rpjmd_name": name, "rpjmd_end": end, "later_rpjmd": later}

    def dimension(self, row):
        """The code of a card's sub-dimension; one of another pillar leads nowhere."""
        found = self.dimensions.get(row.dimension_id)
        if found is None:
            return ""
        if found.pillar_id != row.pillar_id:
            named = f"subdimensi {found.code} pada pilar {self.pillars[row.pillar_id].code}"
            self.broken.append(shapes.Broken(row.ref, "dimension", named))
        return found.code

    def common(self, row):
        return {
            "ref": row.ref,
            "code": row.code,
            "pillar": self.pillars[row.pillar_id].code,
            "note": row.note or "",
        }

    def problem(self, row):
        return shapes.Problem(
            **self.common(row),
            statement=row.statement,
            dimension=self.dimension(row),
            evidence=row.evidence or "",
            evidence_status=row.evidence_status or "",
            sources=_texts(row.sources),
            root_cause=row.root_cause or "",
            affected=row.affected or "",
            urgency=row.urgency,
            seriousness=row.seriousness,
            growth=row.growth,
        )

    def targets(self):
        rows = self.live(Target)
        answers = defaultdict(list)
        live = self.rows(Answer, problem__deleted_in=None, target__deleted_in=None)
        for target, number in live.order_by("position", "id").values_list("target_id", "problem__number"):
            answers[target].append(f"masalah-{number}")
        self.target_refs = {row.pk: row.ref for row in rows}
        return tuple(self.target(row, tuple(answers[row.pk])) for row in rows)

    def target(self, row, problems):
        self.shared(row)
        return shapes.Target(
            **self.common(row),
            statement=row.statement,
            dimension=self.dimension(row),
            problems=problems,
            indicator=row.indicator or "",
            unit=row.unit or "",
            direction=row.direction or "",
            baseline=None if row.baseline_no_data else _number(row.baseline),
            baseline_year=row.baseline_year,
            baseline_status=row.baseline_status or "",
            measurement=row.measurement or "",
            sources=_texts(row.sources),
            targets=_years(row.targets_by_year),
            objectives=tuple(filter(None, (row.rpjmd_id, row.rpjmd_previous_id))),
            alignment_status=row.alignment_status or "",
            alignment_reason=row.alignment_reason or "",
        )

    def shared(self, row):
        codes = {pillar.code for pillar in self.pillars.values()}
        for code in row.shared_with:
            if code not in codes:
                self.broken.append(shapes.Broken(row.ref, "shared_with", f"pilar {code}"))

    def strategies(self):
        rows = self.live(Strategy)
        self.strategy_refs = {row.pk: row.ref for row in rows}
        for row in rows:
            if row.target_id not in self.target_refs:
                self.broken.append(shapes.Broken(row.ref, "target_ref", "sasaran yang terhapus"))
        return tuple(
            shapes.Strategy(**self.common(row), statement=row.statement, target=self.target_refs.get(row.target_id, ""))
            for row in rows
        )

    def programmes(self):
        rows = self.live(Programme)
        self.programme_refs = {row.pk: row.ref for row in rows}
        for row in rows:
            if row.strategy_id not in self.strategy_refs:
                self.broken.append(shapes.Broken(row.ref, "strategy_ref", "strategi yang terhapus"))
        return tuple(map(self.programme, rows))

    def programme(self, row):
        self.shared(row)
        return shapes.Programme(
            **self.common(row),
            name=row.name,
            strategy=self.strategy_refs.get(row.strategy_id, ""),
            action_group=row.action_group or "",
            nomenclature_code=row.nomenclature_code or "",
            nomenclature_list=row.nomenclature_version or "",
            nomenclature_program=row.nomenclature_program or "",
            lead=self.office_now.get(row.lead_opd_id),
            lead_name=self.office_name.get(row.lead_opd_id, ""),
            support=_texts(row.support_opd),
            funding=_texts(row.funding),
            budget=row.budget,
            budgets=_years(row.budget_by_year, "years_table_rupiah"),
            years=tuple(sorted(row.years or ())),
            term=row.term or "",
            output=row.output or "",
            quick_win=bool(row.quick_win),
            quick_win_status=row.quick_win_status or "",
            location=_texts(row.location),
            in_renstra=row.renstra_id is not None,
            renstra_status=row.renstra_status or "",
        )

    def renstra(self):
        found = defaultdict(set)
        for opd, code in self.rows(RenstraProgramme).order_by().values_list("opd_id", "code"):
            found[self.office_now[opd]] |= {code.strip()} if code else set()
        return {key: frozenset(codes) for key, codes in found.items()}

    def profiles(self):
        risks = defaultdict(list)
        for row in self.rows(Risk, deleted_in=None):
            risks[row.profile_id].append(
                shapes.Risk(
                    code=row.kode or "",
                    event=row.peristiwa,
                    likelihood=row.kemungkinan,
                    impact=row.dampak,
                    level=row.tingkat,
                    handling=row.penanganan or "",
                    owner=row.penanggung_jawab or "",
                )
            )
        return tuple(
            _profile(row, self.programme_refs[row.programme_id], tuple(risks[row.pk]))
            for row in self.rows(QuickWinProfile, deleted_in=None)
            if row.programme_id in self.programme_refs
        )

    def analyses(self):
        aspects = self.rows(ReadinessAspect, deleted_in=None).order_by()
        assessed = set(aspects.values_list("section__component", flat=True))
        said = set(self.rows(SwotItem, deleted_in=None).order_by().values_list("type", flat=True))
        vision = self.rows(VisionMission, deleted_in=None).first()
        bodies = self.rows(Governance).first()
        self.missions_of(vision)
        return {
            "readiness_missing": _missing("readiness_component", assessed),
            "swot_missing": _missing("swot_type", said),
            "has_vision": bool(vision and vision.visi),
            "has_missions": bool(vision and _texts(vision.misi)),
            "bodies_missing": tuple(
                (key, KINDS["kelembagaan"].field(key).label)
                for key in _BODIES
                if not (bodies and _texts(getattr(bodies, key)))
            ),
        }

    def missions_of(self, vision):
        """A vision that names missions of the RPJMD which are not there."""
        named = _texts(vision.rpjmd_misi_refs) if vision else ()
        if not named:
            return
        known = set(self.rows(Mission).order_by().values_list("code", flat=True))
        for code in named:
            if code not in known:
                self.broken.append(shapes.Broken(vision.ref, "rpjmd_misi_refs", f"misi RPJMD {code}"))

    def open_musts(self, *cards):
        pillar_of = {card.ref: card.pillar for kind in cards for card in kind}
        notes = self.rows(ReviewNote, verdict=ReviewNote.MUST, state=ReviewNote.OPEN).order_by()
        counts = Counter(pillar_of.get(subject, "") for subject in notes.values_list("subject", flat=True))
        return tuple(sorted(counts.items()))


def _profile(row, programme, risks):
    means = row.resources if isinstance(row.resources, dict) else {}
    described = KINDS["profil_quick_win"]
    parts = [(described.field(key).label, getattr(row, key)) for key in _PROFILE]
    partners = [one.get("nama") for one in row.partnerships or () if isinstance(one, dict)]
    parts += [("Nama mitra", name) for name in partners]
    parts += [("Strategi keberlangsungan", text) for text in _texts(row.strategi_keberlangsungan)]
    parts.append(("Tenaga dan fasilitas", means.get("tenaga")))
    return shapes.Profile(
        programme,
        tuple((label, str(text)) for label, text in parts if text),
        means.get("anggaran"),
        tuple(means.get("tahun") or ()),
        risks,
    )


def _measure(row):
    return shapes.Measure(
        row.indicator or "", row.unit or "", _number(row.baseline), row.baseline_year, _years(row.targets)
    )


def _missing(choices, there):
    return tuple((choice.value, choice.label) for choice in CHOICES[choices] if choice.value not in there)


def _end_of(document):
    """The last year of an RPJMD: as it is recorded, else the last one that its name holds."""
    named = _YEAR.findall(document.document or "")
    return document.period_end or (int(named[-1]) if named else None)


def _number(value):
    return None if value is None else from_json(value, "number_unit")


def _years(table, type="years_table_number"):
    found = from_json(table, type) if table else {}
    return tuple(sorted((year, value) for year, value in found.items() if not isinstance(value, str)))


def _texts(value):
    return tuple(str(item) for item in value or () if item not in (None, ""))
