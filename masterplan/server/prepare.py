"""Brings the database up to date before `up` serves it; a short process, so that `up` itself stays small.

Prints one JSON object on the last line: what `greeting.greeting` needs, or null.
"""

import argparse
import json
import os
import sys

EXAMPLE = "masterplan/content/example_plan.json"
EXAMPLE_SLUG = "ponorogo"


def main() -> None:
    """Migrates, and makes the example plan if there is no plan at all (`--demo`)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    wants_demo = parser.parse_args().demo
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)
    print(json.dumps(_example() if wants_demo else None))


def _example() -> dict | None:
    from django.core.management import call_command

    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan

    if Plan.objects.exists():
        return None
    call_command("load_plan", EXAMPLE, slug=EXAMPLE_SLUG, stdout=sys.stderr)
    demo = make_demo(EXAMPLE_SLUG)
    return {"login": demo.login, "password": demo.password, "code": demo.code, "path": f"/g/{demo.token}/"}


if __name__ == "__main__":
    main()
