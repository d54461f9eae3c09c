"""What was typed into the wizard and is no plan yet."""

from django.db import models

from workshops.plans.models import Account, Plan


class Draft(models.Model):
    """The wizard of one account. `answers` is {page: {field: as typed}}, also what could not be taken yet.

    made, made_op   the plan that this account made last, and with which press of the button: a second press of the
                    same one makes nothing.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="draft")
    answers = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    made = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_op = models.CharField(max_length=64, blank=True, default="")
