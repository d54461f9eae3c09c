"""A `Reading` from the exchange file's JSON, without a database: for the tests of the books only."""

from datetime import UTC, datetime
from decimal import Decimal

from masterplan.document import reading as r
from masterplan.document.nominating import Nomination


def number(value):
    if value is None:
        return None
    return Decimal(format(Decimal(str(value)).normalize(), "f"))


def years(table, kind=number):
    return tuple((int(y), kind(v)) for y, v in sorted((table or {}).items()) if v is not None)


def texts(value):
    return tuple(value or ())


def reading_of(plan: dict, number_of_journal: int = 1) -> r.Reading:
    """`plan`: the exchange file as parsed JSON."""
    region, period = plan["region"], plan["period"]
    counters = {}

    def ref(kind):
        counters[kind] = counters.get(kind, 0) + 1
        return f"{kind}-{counters[kind]}"

    refs = {
        e["code"]: ref(kind)
        for kind, key in (
            ("masalah", "problems"),
            ("sasaran", "targets"),
            ("strategi", "strategies"),
            ("program", "programmes"),
        )
        for p in plan.get("pillars", ())
        for e in p.get(key, ())
    }
    rp, prev, gov, swot = (
        plan.get("rpjmd") or {},
        plan.get("rpjmd_previous") or {},
        plan.get("governance_bodies") or {},
        plan.get("swot") or {},
    )
    vision, flagship = plan.get("smart_city_vision") or {}, prev.get("program_unggulan") or {}
    return r.Reading(
        slug="contoh",
        number=number_of_journal,
        read_at=datetime(2026, 11, 24, 10, 42, tzinfo=UTC),
        region=r.Region(
            name=region["name"],
            province=region.get("province") or "",
            bps_code=region.get("bps_code") or "",
            area_km2=number(region.get("area_km2")),
            districts=region.get("districts"),
            villages=region.get("villages"),
            population=region.get("population"),
            population_year=region.get("population_year"),
            population_note=region.get("population_note") or "",
            sources=texts(region.get("sources")),
        ),
        period=r.Period(
            start=period["start"],
            end=period["end"],
            short_term=texts(period.get("short_term")),
            medium_term=texts(period.get("medium_term")),
            long_term=texts(period.get("long_term")),
            note=period.get("note") or "",
        ),
        rpjmd=r.Rpjmd(
            document=rp.get("document") or "",
            status_note=rp.get("status_note") or "",
            vision=rp.get("visi") or "",
            vision_status=rp.get("visi_status") or "",
            vision_sources=texts(rp.get("visi_sources")),
            missions_note=rp.get("misi_note") or "",
            missions=tuple(
                r.Mission(
                    code=m["code"],
                    statement=m["statement"],
                    keywords=texts(m.get("keywords")),
                    status=m.get("status") or "",
                )
                for m in rp.get("misi", ())
            ),
            goals=tuple(
                r.Goal(
                    code=g["code"],
                    statement=g["statement"],
                    mission=g.get("misi_ref") or "",
                    status=g.get("status") or "",
                )
                for g in rp.get("tujuan", ())
            ),
            objectives=tuple(
                r.Objective(
                    code=o["code"],
                    statement=o["statement"],
                    goal=o.get("tujuan_ref") or "",
                    indicator=o.get("indicator") or "",
                    unit=o.get("unit") or "",
                    baseline=number(o.get("baseline")),
                    baseline_year=o.get("baseline_year"),
                    lead_opd=o.get("lead_opd") or "",
                    status=o.get("status") or "",
                    targets=tuple(
                        (int(k[7:]), number(v))
                        for k, v in sorted(o.items())
                        if k.startswith("target_") and v is not None
                    ),
                    sources=texts(o.get("sources")),
                )
                for o in rp.get("sasaran", ())
            ),
        ),
        previous=r.PreviousRpjmd(
            document=prev.get("document") or "",
            vision=prev.get("visi_singkat") or "",
            status=prev.get("status") or "",
            flagship=flagship.get("name") or "",
            flagship_items=texts(flagship.get("items")),
            flagship_sources=texts(flagship.get("sources")),
            indicators=tuple(
                r.PreviousIndicator(
                    indicator=i["indicator"],
                    unit=i.get("unit") or "",
                    baseline=number(i.get("baseline")),
                    baseline_year=i.get("baseline_year"),
                    target=number(i.get("target")),
                    target_year=i.get("target_year"),
                    note=i.get("note") or "",
                )
                for i in prev.get("iku", ())
            ),
            indicator_sources=texts(prev.get("iku_sources")),
            missions_goals_objectives=prev.get("misi_tujuan_sasaran") or "",
        ),
        opd=tuple(
            r.Opd(
                name=o["name"], short=o.get("short") or "", status=o.get("status") or "", source=o.get("source") or ""
            )
            for o in plan.get("opd", ())
        ),
        governance=r.Governance(
            council=texts(gov.get("dewan_smart_city")),
            team=texts(gov.get("tim_pelaksana")),
            forum=texts(gov.get("forum_smart_city")),
            status=gov.get("status") or "",
            note=gov.get("note") or "",
        ),
        readiness=tuple(
            r.Component(
                component=c["component"],
                status=c.get("status") or "",
                aspects=tuple(
                    r.Aspect(aspect=a["aspect"], condition=a.get("condition") or "", finding=a.get("finding") or "")
                    for a in c.get("aspects", ())
                ),
            )
            for c in plan.get("readiness", ())
        ),
        swot=r.Swot(
            strengths=texts(swot.get("strengths")),
            weaknesses=texts(swot.get("weaknesses")),
            opportunities=texts(swot.get("opportunities")),
            threats=texts(swot.get("threats")),
            status=swot.get("status") or "",
        ),
        vision=r.Vision(
            statement=vision.get("visi") or "", missions=texts(vision.get("misi")), status=vision.get("status") or ""
        ),
        pillars=tuple(_pillar(p, refs) for p in sorted(plan.get("pillars", ()), key=lambda p: p.get("order") or 0)),
        action_plans=tuple(
            r.ActionPlan(group=a["group"], title=a["title"]) for a in plan.get("supporting_action_plans", ())
        ),
        quick_wins=tuple(_quick_win(w, refs) for w in plan.get("quick_win_profiles", ())),
        nominations=tuple(_nominations(plan, refs)),
        notes=notes(plan.get("note")),
    )


def _nominations(plan, refs):
    """Those of the file, then an empty one for every other programme that is nominated."""
    told = set()
    for n in plan.get("quick_win_nominations", ()):
        told.add(n.get("programme_ref"))
        yield Nomination(
            pillar=n["pillar"],
            programme=refs.get(n.get("programme_ref"), ""),
            proposal=n.get("usulan") or "",
            proposer=n.get("proposer") or "",
            gate=tuple((n.get("gate") or {}).items()),
            criteria=tuple((n.get("criteria") or {}).items()),
            reason=n.get("criteria_reason") or "",
            decision=n.get("decision_reason") or "",
        )
    for p in plan.get("pillars", ()):
        for e in p.get("programmes", ()):
            if e.get("quick_win") and e["code"] not in told:
                yield Nomination(pillar=p["code"], programme=refs[e["code"]])


def notes(note):
    if isinstance(note, (dict, list)):
        return tuple(text for value in (note.values() if isinstance(note, dict) else note) for text in notes(value))
    return (str(note),) if note else ()


def _pillar(p, refs):
    return r.Pillar(
        code=p["code"],
        name=p["name_id"],
        name_en=p.get("name_en") or "",
        order=p.get("order") or 0,
        definition=p.get("definition") or "",
        definition_status=p.get("definition_status") or "",
        long_term_directions=texts(p.get("long_term_directions")),
        dimensions=tuple(
            r.Dimension(code=d["code"], name=d["name"], name_en=d.get("name_en") or "") for d in p.get("dimensions", ())
        ),
        problems=tuple(
            r.Problem(
                ref=refs[e["code"]],
                code=e["code"],
                statement=e["statement"],
                dimension=e.get("dimension") or "",
                evidence=e.get("evidence") or "",
                evidence_status=e.get("evidence_status") or "",
                sources=texts(e.get("sources")),
                root_cause=e.get("root_cause") or "",
                affected=e.get("affected") or "",
                urgency=e.get("urgency"),
                seriousness=e.get("seriousness"),
                growth=e.get("growth"),
                score=e.get("score"),
                rank=e.get("rank"),
                note=e.get("note") or "",
            )
            for e in p.get("problems", ())
        ),
        targets=tuple(
            r.Target(
                ref=refs[e["code"]],
                code=e["code"],
                statement=e["statement"],
                dimension=e.get("dimension") or "",
                problems=tuple(refs[c] for c in e.get("problem_refs") or () if c in refs),
                indicator=e.get("indicator") or "",
                unit=e.get("unit") or "",
                direction=e.get("direction") or "",
                baseline=number(e.get("baseline")),
                baseline_unavailable="baseline" in e and e["baseline"] is None,
                baseline_year=e.get("baseline_year"),
                baseline_status=e.get("baseline_status") or "",
                sources=texts(e.get("sources")),
                targets=years(e.get("targets_by_year")),
                targets_status=e.get("targets_status") or "",
                objective=e.get("rpjmd_ref") or "",
                sdg=texts(e.get("sdg_refs")),
                note=e.get("note") or "",
            )
            for e in p.get("targets", ())
        ),
        strategies=tuple(
            r.Strategy(
                ref=refs[e["code"]],
                code=e["code"],
                statement=e["statement"],
                target=refs.get(e["target_ref"], ""),
                swot_quadrant=e.get("swot_quadrant") or "",
                note=e.get("note") or "",
            )
            for e in p.get("strategies", ())
        ),
        programmes=tuple(
            r.Programme(
                ref=refs[e["code"]],
                code=e["code"],
                name=e["name"],
                strategy=refs.get(e["strategy_ref"], ""),
                action_group=e.get("action_group") or "",
                nomenclature_code=e.get("nomenclature_code") or "",
                nomenclature_program=e.get("nomenclature_program") or "",
                lead_opd=e.get("lead_opd") or "",
                support_opd=texts(e.get("support_opd")),
                funding=texts(e.get("funding")),
                budget=e.get("budget"),
                budgets=years(e.get("budget_by_year"), int),
                years=texts(e.get("years")),
                term=e.get("term") or "",
                output=e.get("output") or "",
                quick_win=bool(e.get("quick_win")),
                quick_win_status=e.get("quick_win_status") or "",
                status=e.get("status") or "",
                note=e.get("note") or "",
            )
            for e in p.get("programmes", ())
        ),
    )


def _quick_win(w, refs):
    means = w.get("sumber_daya") or {}
    return r.QuickWin(
        pillar=w.get("pillar") or "",
        programme=refs.get(w.get("programme_ref"), ""),
        name=w.get("nama_inovasi") or "",
        summary=w.get("penjelasan_singkat") or "",
        benefit=w.get("manfaat") or "",
        uniqueness=w.get("keunikan") or "",
        attraction=w.get("daya_tarik") or "",
        growth=w.get("potensi_pengembangan") or "",
        partners=tuple(
            r.Partner(form=x.get("bentuk") or "", name=x.get("nama") or "") for x in w.get("peluang_kemitraan", ())
        ),
        sustainability=texts(w.get("strategi_keberlangsungan")),
        budget=means.get("anggaran"),
        funding=texts(means.get("sumber")),
        years=texts(means.get("tahun")),
        risks=tuple(
            r.Risk(
                code=x.get("kode") or "",
                event=x.get("peristiwa") or "",
                likelihood=x.get("kemungkinan"),
                impact=x.get("dampak"),
                level=x.get("tingkat"),
                handling=x.get("penanganan") or "",
            )
            for x in w.get("risiko", ())
        ),
        status=w.get("status") or "",
    )
