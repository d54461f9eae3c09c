"""Brings the database up to date before `up` serves it; a short process, so that `up` itself stays small.

Prints one JSON object on the last line: what `greeting.greeting` needs, or null.
"""

import argparse
import json
import os
import sys

from masterplan.server.environment import DATABASE_GONE

EXAMPLE = "masterplan/content/example_plan.json"
EXAMPLE_SLUG = "ponorogo"


def main() -> None:
    """Migrate when the input ends, and make the example plan if there is no plan at all (`--demo`)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    wants_demo = parser.parse_args().demo
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    import django

    django.setup()
    from django.db import InterfaceError, OperationalError

    from masterplan.server.migration_lock import migrate

    # `up` has closed it when the database runs
    sys.stdin.read()
    try:
        migrate()
        print(json.dumps(_example() if wants_demo else _door(None)))
    except (OperationalError, InterfaceError) as error:
        print(f"Basis data berhenti menjawab: {error}".strip(), file=sys.stderr)
        sys.exit(DATABASE_GONE)


def _example() -> dict | None:
    from django.core.management import call_command

    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan, StaffRole

    if not Plan.objects.exists():
        call_command("load_plan", EXAMPLE, slug=EXAMPLE_SLUG, stdout=sys.stderr)
    plan = Plan.objects.filter(slug=EXAMPLE_SLUG).first()
    # also after a first start that was killed between the plan and its people
    if plan is None or StaffRole.objects.filter(plan=plan).exists():
        return _door(plan)
    demo = make_demo(EXAMPLE_SLUG)
    return {"login": demo.login, "password": demo.password, "code": demo.code, "path": f"/g/{demo.token}/"}


def _door(plan) -> dict | None:
    """How to join the only plan, or the example: passwords are never shown twice, join codes are."""
    from workshops.people.join_codes import current_code
    from workshops.plans.models import Plan

    plans = Plan.objects.all()[:2]
    plan = plans[0] if len(plans) == 1 else plan
    door = plan and current_code(plan)
    return {"plan": plan.slug, "code": door.code, "path": f"/g/{door.token}/"} if door else None


if __name__ == "__main__":
    main()
