"""What the region reports to those who evaluate it: how far programmes came, and answers to their questions."""

from django.db import models

from pillars.models.chain import Programme, SharedEntry
from pillars.models.columns import with_columns
from workshops.plans.models import Plan


@with_columns
class Realisation(SharedEntry):
    """One programme in one year (`realisasi-4`). It belongs to the pillar that its programme belongs to at present.

    percent  0–100, None where nobody has said · evidence  what was done and what shows it.
    """

    KIND = "realisasi"
    HOME = "programme__pillar"
    NOT_BEGUN, RUNNING, FINISHED = "belum_mulai", "berjalan", "selesai"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="realisations")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="realisations")
    status = models.CharField(max_length=12)
    percent = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    pillar = property(lambda self: self.programme.pillar)
    pillar_id = property(lambda self: self.programme.pillar_id)

    class Meta(SharedEntry.Meta):
        constraints = [
            *SharedEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "year"], condition=models.Q(deleted_in=None), name="realisation_once_a_year"
            ),
        ]


@with_columns
class ItemAnswer(SharedEntry):
    """The answer to one question of the self-assessment sheet for one year (`butir_evaluasi-7`).

    item  code of the question in `evaluation.json` · own_score  0–4 as the region sees it itself.
    """

    KIND = "butir_evaluasi"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evaluation_answers")
    own_score = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta(SharedEntry.Meta):
        constraints = [
            *SharedEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "item", "report_year"], condition=models.Q(deleted_in=None), name="answered_once_a_year"
            ),
        ]
