"""The plan as a `Reading`, from the database: one snapshot, a bounded number of queries whatever the size of the
plan.
"""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Count

from masterplan.document import reading as r
from masterplan.document.analyses import read_analyses
from masterplan.document.closings import read_closings
from masterplan.document.manuscripts import read_manuscript
from masterplan.document.nominations import read_nominations
from masterplan.document.stored import decimal, decimal_years, notes, rupiah_years, texts
from pillars import models
from workshops.plans.models import Governance, Opd, Plan


def read(plan) -> r.Reading:
    """`plan`: a Plan row. Reads in one REPEATABLE READ, READ ONLY transaction, so that a save in between changes
    nothing.

    Inside a transaction that is already open its snapshot is the caller's own.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _Reader(Plan.objects.select_related("region").get(pk=plan.pk)).reading()


class _Reader:
    def __init__(self, plan):
        self.plan = plan
        self.opd = {o.pk: o for o in Opd.objects.filter(plan=plan)}

    def rows(self, model):
        return model.objects.filter(plan=self.plan)

    def name(self, opd_id) -> str:
        return self.opd[opd_id].name if opd_id else ""

    def reading(self) -> r.Reading:
        plan, region = self.plan, self.plan.region
        governance = self.rows(Governance).first()
        return r.Reading(
            slug=plan.slug,
            number=plan.head,
            read_at=datetime.now(ZoneInfo(plan.time_zone)),
            region=r.Region(
                name=region.name,
                province=region.province or "",
                bps_code=region.bps_code or "",
                area_km2=decimal(plan.area_km2),
                districts=plan.districts,
                villages=plan.villages,
                population=plan.population,
                population_year=plan.population_year,
                population_note=plan.population_note or "",
                sources=texts(plan.region_sources),
            ),
            period=r.Period(
                start=plan.period_start,
                end=plan.period_end,
                short_term=tuple(plan.short_term or ()),
                medium_term=tuple(plan.medium_term or ()),
                long_term=tuple(plan.long_term or ()),
                note=plan.period_note or "",
            ),
            **self.frame(),
            opd=tuple(
                r.Opd(name=o.name, short=o.short or "", status=o.status or "", source=o.source or "")
                for o in self.opd.values()
            ),
            governance=r.Governance(
                council=texts(governance.dewan_smart_city),
                team=texts(governance.tim_pelaksana),
                forum=texts(governance.forum_smart_city),
                status=governance.status or "",
                note=governance.note or "",
            )
            if governance
            else r.Governance(),
            readiness=self.readiness(),
            **self.swot_and_vision(),
            **read_analyses(plan),
            pillars=self.pillars(),
            action_plans=tuple(r.ActionPlan(group=a.group, title=a.title or "") for a in self.rows(models.ActionPlan)),
            quick_wins=self.quick_wins(),
            **read_nominations(plan, self.programme_refs),
            notes=notes(plan.note),
            closings=read_closings(plan),
            manuscript=read_manuscript(plan),
        )

    def frame(self) -> dict:
        documents = {d.role: d for d in self.rows(models.RpjmdDocument)}
        current, previous = documents.get(models.RpjmdDocument.CURRENT), documents.get(models.RpjmdDocument.PREVIOUS)
        missions = {m.pk: m for m in self.rows(models.Mission)}
        goals = {g.pk: g for g in self.rows(models.Goal)}
        self.objectives = {o.pk: o for o in self.rows(models.Objective)}
        rpjmd = (
            r.Rpjmd(
                document=current.document or "",
                status_note=current.status_note or "",
                vision=current.visi or "",
                vision_status=current.visi_status or "",
                vision_sources=texts(current.visi_sources),
                missions_note=current.misi_note or "",
                missions=tuple(
                    r.Mission(
                        code=m.code, statement=m.statement or "", keywords=texts(m.keywords), status=m.status or ""
                    )
                    for m in missions.values()
                    if m.document_id == current.pk
                ),
                goals=tuple(
                    r.Goal(
                        code=g.code,
                        statement=g.statement or "",
                        mission=missions[g.mission_id].code if g.mission_id else "",
                        status=g.status or "",
                    )
                    for g in goals.values()
                    if g.document_id == current.pk
                ),
                objectives=tuple(
                    r.Objective(
                        code=o.code,
                        statement=o.statement or "",
                        goal=goals[o.goal_id].code if o.goal_id else "",
                        indicator=o.indicator or "",
                        unit=o.unit or "",
                        baseline=decimal(o.baseline),
                        baseline_year=o.baseline_year,
                        targets=decimal_years(o.targets),
                        lead_opd=self.name(o.lead_opd_id),
                        status=o.status or "",
                        sources=texts(o.sources),
                    )
                    for o in self.objectives.values()
                    if o.document_id == current.pk
                ),
            )
            if current
            else r.Rpjmd()
        )
        return {"rpjmd": rpjmd, "previous": self.previous(previous) if previous else r.PreviousRpjmd()}

    def previous(self, document) -> r.PreviousRpjmd:
        flagship = document.flagship or {}
        return r.PreviousRpjmd(
            document=document.document or "",
            vision=document.visi or "",
            status=document.status or "",
            flagship=flagship.get("name") or "",
            flagship_items=texts(flagship.get("items")),
            flagship_sources=texts(flagship.get("sources")),
            indicators=tuple(
                r.PreviousIndicator(
                    indicator=i.indicator,
                    unit=i.unit or "",
                    baseline=decimal(i.baseline),
                    baseline_year=i.baseline_year,
                    target=decimal(i.target),
                    target_year=i.target_year,
                    note=i.note or "",
                )
                for i in self.rows(models.PreviousIndicator)
            ),
            indicator_sources=texts(document.iku_sources),
            missions_goals_objectives=document.misi_tujuan_sasaran or "",
        )

    def readiness(self) -> tuple:
        aspects = defaultdict(list)
        for a in self.rows(models.ReadinessAspect).filter(deleted_in=None):
            aspects[a.section_id].append(
                r.Aspect(
                    aspect=a.aspect, condition=a.condition or "", finding=a.finding or "", evidence=a.evidence or ""
                )
            )
        return tuple(
            r.Component(component=c.component, status=c.status or "", aspects=tuple(aspects[c.pk]))
            for c in self.rows(models.ReadinessComponent)
        )

    def swot_and_vision(self) -> dict:
        items, rows = defaultdict(list), self.rows(models.SwotItem).filter(deleted_in=None)
        # a question that counts has no order of its own
        rows = list(rows.annotate(voices=Count("agreements")).order_by("position", "number"))
        for item in rows:
            items[item.type].append(item.statement)
        v = self.rows(models.VisionMission).first()
        swot = r.Swot(
            **{key: tuple(items[key]) for key in ("strengths", "weaknesses", "opportunities", "threats")},
            status=(v.swot_status or "") if v else "",
            items=tuple(
                r.SwotItem(type=i.type, statement=i.statement, component=i.component or "", voices=i.voices)
                for i in rows
            ),
        )
        told = v is not None and not v.is_deleted
        return {
            "swot": swot,
            "vision": r.Vision(
                statement=v.visi or "",
                missions=texts(v.misi),
                rpjmd_missions=texts(v.rpjmd_misi_refs),
                status=v.status or "",
            )
            if told
            else r.Vision(),
        }

    def entries(self, model) -> dict:
        """The living cards of a kind by pillar; deleted ones are not in a book."""
        found = defaultdict(list)
        for entry in self.rows(model).filter(deleted_in=None):
            found[entry.pillar_id].append(entry)
        return found

    def pillars(self) -> tuple:
        pillars = list(self.rows(models.Pillar))
        dimensions = {d.pk: d for d in self.rows(models.Dimension)}
        problems, targets = self.entries(models.Problem), self.entries(models.Target)
        strategies, programmes = self.entries(models.Strategy), self.entries(models.Programme)
        problem_refs = {p.pk: p.ref for group in problems.values() for p in group}
        target_refs = {t.pk: t.ref for group in targets.values() for t in group}
        strategy_refs = {s.pk: s.ref for group in strategies.values() for s in group}
        self.programme_refs = {p.pk: p.ref for group in programmes.values() for p in group}
        answers = defaultdict(list)
        for a in self.rows(models.Answer):
            if a.problem_id in problem_refs:
                answers[a.target_id].append(problem_refs[a.problem_id])

        def dimension(entry):
            return dimensions[entry.dimension_id].code if entry.dimension_id else ""

        return tuple(
            r.Pillar(
                code=p.code,
                name=p.name_id,
                name_en=p.name_en or "",
                order=p.position,
                definition=p.definition or "",
                definition_status=p.definition_status or "",
                long_term_directions=texts(p.long_term_directions),
                dimensions=tuple(
                    r.Dimension(code=d.code, name=d.name, name_en=d.name_en or "")
                    for d in dimensions.values()
                    if d.pillar_id == p.pk
                ),
                problems=tuple(_problem(e, dimension(e)) for e in problems[p.pk]),
                targets=tuple(self.target(e, dimension(e), answers[e.pk]) for e in targets[p.pk]),
                strategies=tuple(
                    r.Strategy(
                        ref=s.ref,
                        code=s.code,
                        statement=s.statement,
                        target=target_refs.get(s.target_id, ""),
                        swot_quadrant=s.swot_quadrant or "",
                        note=s.note or "",
                    )
                    for s in strategies[p.pk]
                ),
                programmes=tuple(self.programme(e, strategy_refs.get(e.strategy_id, "")) for e in programmes[p.pk]),
            )
            for p in pillars
        )

    def target(self, e, dimension, problems) -> r.Target:
        objective = self.objectives.get(e.rpjmd_id)
        return r.Target(
            ref=e.ref,
            code=e.code,
            statement=e.statement,
            dimension=dimension,
            problems=tuple(problems),
            indicator=e.indicator or "",
            unit=e.unit or "",
            direction=e.direction or "",
            baseline=decimal(e.baseline),
            baseline_unavailable=e.baseline_no_data,
            baseline_year=e.baseline_year,
            baseline_status=e.baseline_status or "",
            baseline_owner=self.name(e.baseline_owner_id),
            measurement=e.measurement or "",
            sources=texts(e.sources),
            targets=decimal_years(e.targets_by_year),
            targets_status=e.targets_status or "",
            objective=objective.code if objective else "",
            alignment_status=e.alignment_status or "",
            alignment_reason=e.alignment_reason or "",
            sdg=texts(e.sdg_refs),
            shared_with=tuple(e.shared_with),
            note=e.note or "",
        )

    def programme(self, e, strategy) -> r.Programme:
        return r.Programme(
            ref=e.ref,
            code=e.code,
            name=e.name,
            strategy=strategy,
            action_group=e.action_group or "",
            nomenclature_code=e.nomenclature_code or "",
            nomenclature_program=e.nomenclature_program or "",
            lead_opd=self.name(e.lead_opd_id),
            support_opd=texts(e.support_opd),
            funding=texts(e.funding),
            budget=e.budget,
            budgets=rupiah_years(e.budget_by_year),
            years=tuple(sorted(e.years or ())),
            term=e.term or "",
            output=e.output or "",
            quick_win=bool(e.quick_win),
            quick_win_status=e.quick_win_status or "",
            location=texts(e.location),
            shared_with=tuple(e.shared_with),
            renstra_status=e.renstra_status or "",
            status=e.status or "",
            note=e.note or "",
        )

    def quick_wins(self) -> tuple:
        risks = defaultdict(list)
        for k in self.rows(models.Risk).filter(deleted_in=None).order_by("position", "number"):
            risks[k.profile_id].append(
                r.Risk(
                    code=k.kode or "",
                    event=k.peristiwa,
                    cause=k.sebab or "",
                    effect=k.akibat or "",
                    likelihood=k.kemungkinan,
                    impact=k.dampak,
                    level=k.tingkat,
                    handling=k.penanganan or "",
                    owner=k.penanggung_jawab or "",
                    when=k.waktu or "",
                )
            )
        wins = []
        rows = self.rows(models.QuickWinProfile).filter(deleted_in=None, programme__deleted_in=None)
        for w in rows.select_related("pillar").order_by("number"):
            means = w.resources or {}
            wins.append(
                r.QuickWin(
                    pillar=w.pillar.code,
                    programme=self.programme_refs.get(w.programme_id, ""),
                    name=w.nama_inovasi or "",
                    kind=w.jenis or "",
                    stage=w.tahap or "",
                    progress=decimal(w.progres),
                    summary=w.penjelasan_singkat or "",
                    benefit=w.manfaat or "",
                    uniqueness=w.keunikan or "",
                    attraction=w.daya_tarik or "",
                    partners=tuple(
                        r.Partner(form=str(p.get("bentuk") or ""), name=str(p.get("nama") or ""))
                        for p in w.partnerships or ()
                    ),
                    growth=w.potensi_pengembangan or "",
                    sustainability=texts(w.strategi_keberlangsungan),
                    budget=means.get("anggaran"),
                    funding=texts(means.get("sumber")),
                    years=tuple(means.get("tahun") or ()),
                    resources=str(means.get("tenaga") or ""),
                    risks=tuple(risks[w.pk]),
                    status=w.status or "",
                )
            )
        return tuple(wins)


def _problem(e, dimension) -> r.Problem:
    return r.Problem(
        ref=e.ref,
        code=e.code,
        statement=e.statement,
        dimension=dimension,
        evidence=e.evidence or "",
        evidence_status=e.evidence_status or "",
        sources=texts(e.sources),
        root_cause=e.root_cause or "",
        affected=e.affected or "",
        urgency=e.urgency,
        seriousness=e.seriousness,
        growth=e.growth,
        score=e.score,
        rank=e.rank,
        note=e.note or "",
    )
