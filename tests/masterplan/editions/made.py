"""An approved edition that the public reads, with a PDF, for tests that call every address."""

from datetime import date

from django.utils import timezone

from masterplan.downloads.models import Export
from masterplan.editions.actions import approve_edition, freeze_edition, switch_on
from masterplan.editions.models import Edition
from tests.cast import new_op


def edition_things(plan, satya) -> dict:
    """What stands in the blanks of their addresses; the edition is number 1 of `plan`."""
    freeze_edition(satya.actor, plan, "2", "", origin="https://rembuk.contoh.go.id", op=new_op())
    said = {"name": "Agus", "position": "Sekretaris Daerah", "letter": "050/12", "on": date(2026, 10, 12)}
    approve_edition(satya.actor, 1, op=new_op(), **said)
    switch_on(satya.actor, 1, op=new_op())
    row = Edition.objects.get(plan=plan, number=1)
    now = timezone.now()
    Export.objects.create(
        plan=plan,
        number=900,
        book=row.ref,
        label=f"Edisi {row.label}",
        format="pdf",
        state=Export.SELESAI,
        ordered_by=satya.key,
        ordered_at=now,
        done_at=now,
        content=b"%PDF-1.7 %%EOF",
        size=14,
        plan_number=row.plan_number,
    )
    return {"cek": [row.code], "daerah": [plan.slug]}
