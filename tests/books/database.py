"""What the database says of a plan, asked in SQL and added up here: without a line of what makes the books."""

import json
from collections import Counter, defaultdict
from decimal import Decimal

from django.db import connection

KINDS = {"problem": "masalah", "target": "sasaran", "strategy": "strategi", "programme": "program"}


class Database:
    """The figures of one plan.

    pillars [(code, name)] · counts {kind: {pillar: n}} · offices, groups, funding of programmes {code: …}
    money {programme: {year: rupiah}} · lump {programme: rupiah} of those without years
    targets {target: {year: number}} · baselines {target: number} · other: every further number that people wrote
    """

    def __init__(self, plan):
        self.plan = plan
        self.pillars = self.ask("SELECT code, name_id FROM pillars_pillar WHERE plan_id = %s ORDER BY position")
        self.counts = {
            said: dict(
                self.ask(
                    f"SELECT p.code, count(e.id) FROM pillars_pillar p LEFT JOIN pillars_{table} e "
                    "ON e.pillar_id = p.id AND e.deleted_in IS NULL WHERE p.plan_id = %s GROUP BY p.code"
                )
            )
            for table, said in KINDS.items()
        }
        rows = self.ask(
            "SELECT e.code, p.code, o.name, e.action_group, e.funding, e.budget, e.quick_win_status "
            "FROM pillars_programme e JOIN pillars_pillar p ON p.id = e.pillar_id "
            "LEFT JOIN workshops_opd o ON o.id = e.lead_opd_id WHERE e.plan_id = %s AND e.deleted_in IS NULL "
            "ORDER BY p.position, e.position"
        )
        self.pillar_of = {row[0]: row[1] for row in rows}
        self.office_of = {row[0]: row[2] or "" for row in rows}
        self.group_of = {row[0]: row[3] for row in rows}
        self.funding_of = {row[0]: _listed(row[4]) for row in rows}
        self.chosen = [row[0] for row in rows if row[6] == "terpilih"]
        self.money = self.years("programme", "budget_by_year", int)
        self.lump = {row[0]: int(row[5]) for row in rows if row[0] not in self.money and row[5] is not None}
        self.targets = self.years("target", "targets_by_year", Decimal)
        self.baselines = {code: _plain(v) for code, v in self.column("target", "baseline") if v is not None}

    def ask(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.plan.pk])
            return cursor.fetchall()

    def column(self, table, name):
        return self.ask(f"SELECT code, {name} FROM pillars_{table} WHERE plan_id = %s AND deleted_in IS NULL")

    def years(self, table, name, kind):
        found = defaultdict(dict)
        for code, year, value in self.ask(
            f"SELECT e.code, t.key, t.value FROM pillars_{table} e, jsonb_each_text(e.{name}) t "
            f"WHERE e.plan_id = %s AND e.deleted_in IS NULL AND jsonb_typeof(e.{name}) = 'object' "
            "AND t.value IS NOT NULL ORDER BY t.key"
        ):
            found[code][int(year)] = kind(Decimal(value))
        return dict(found)

    def total(self, code) -> int:
        return sum(self.money[code].values()) if code in self.money else self.lump.get(code, 0)

    def sum(self, codes) -> int:
        return sum(map(self.total, codes))

    def per_year(self, codes) -> dict[int, int]:
        found = Counter()
        for code in codes:
            found.update(self.money.get(code, {}))
        return found

    def grouped(self, by) -> dict:
        """{value: programmes} of one of the `…_of` maps."""
        found = defaultdict(list)
        for code, value in by.items():
            found[value].append(code)
        return found

    def all_years(self):
        return sorted({year for years in self.money.values() for year in years})


def _listed(names):
    names = list(json.loads(names) if isinstance(names, str) else names or ())
    if len(names) < 3:
        return " dan ".join(names)
    return ", ".join(names[:-1]) + f", dan {names[-1]}"


def _plain(value):
    return Decimal(format(value.normalize(), "f"))
