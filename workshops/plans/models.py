"""The region, its plan (the tenant and the root of the journal), its offices and bimteks, and who works for it."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Lower, Trim


class PeersManager(models.Manager):
    """Rows whose forgotten relations cost one query for the whole result, not one a row."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A person who logs in: staff, facilitator, expert, or the operator of the machine.

    Participants have no account; they are `Participant` rows of one plan.
    """

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="account_username_ci")]

    def __str__(self):
        return self.name


class Region(models.Model):
    """A kabupaten or kota. Facts that change with the years stand on the plan, beside their year."""

    name = models.CharField(max_length=500)
    province = models.CharField(max_length=500, null=True, blank=True)
    bps_code = models.CharField(max_length=40, null=True, blank=True)

    def __str__(self):
        return self.name


class Plan(models.Model):
    """One masterplan in the making: the tenant. Every other row reaches it by a direct `plan` key.

    `head` is the number of the last journal event; it grows only under this row's lock. `rights_head` is that of the
    last one that may have changed who may do what (any but those of cards), or that merged cards or parted them.
    `formation` is how the tables stand now (`Group.formation`).
    `counters` holds the last number given per kind (`{"masalah": 12}`), so that refs are never reused.
    `extra` (here and on every row) keeps what an exchange file said beyond the columns; only `masterplan.exchange`
    reads it.
    """

    #: Columns of a file that no page shows on its way: not read where only the plan's state is asked.
    LONG = ("note", "extra", "region_sources", "population_note", "period_note")

    slug = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="plans")
    head = models.BigIntegerField(default=0)
    rights_head = models.BigIntegerField(default=0)
    counters = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    formation = models.CharField(max_length=8, default="pilar")

    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()
    short_term = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    medium_term = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    long_term = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    period_note = models.TextField(null=True, blank=True)

    area_km2 = models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)
    districts = models.PositiveIntegerField(null=True, blank=True)
    villages = models.PositiveIntegerField(null=True, blank=True)
    population = models.PositiveBigIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    population_note = models.TextField(null=True, blank=True)
    region_sources = models.JSONField(null=True, blank=True)

    note = models.JSONField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    def __str__(self):
        return self.slug

    @property
    def years(self) -> list[int]:
        """Return the years of the plan's period, first to last."""
        return list(range(self.period_start, self.period_end + 1))


class OpdManager(PeersManager):
    """The offices that are there: one that was merged into another is a name of before."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(merged_into=None)


class Opd(models.Model):
    """A perangkat daerah of the plan. `number` makes its ref (`opd-3`).

    aliases      texts that find it too: names of before, of offices that were merged into it, usual short names.
    merged_into  the office that took it over; such a row is in no list (`every` still finds it) and keeps its name.
    closed_year  dissolved in that year: what is recorded under it stays, nothing new is offered.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="opds")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    short = models.CharField(max_length=120, null=True, blank=True)
    aliases = models.JSONField(default=list)
    status = models.CharField(max_length=500, null=True, blank=True)
    source = models.TextField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged")
    closed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = OpdManager()
    every = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="opd_number"),
            models.UniqueConstraint(
                "plan", Lower(Trim("name")), name="opd_name_once", condition=models.Q(merged_into=None)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def ref(self) -> str:
        return f"opd-{self.number}"


class Governance(models.Model):
    """Dewan, Tim Pelaksana and Forum Smart City: lists of text as the plan file holds them."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="governance")
    dewan_smart_city = models.JSONField(null=True, blank=True)
    tim_pelaksana = models.JSONField(null=True, blank=True)
    forum_smart_city = models.JSONField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    note = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)


class StaffRole(models.Model):
    """What an account is in a plan: staf, fasilitator or ahli."""

    STAF, FASILITATOR, AHLI = "staf", "fasilitator", "ahli"
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="staff_roles")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(
        max_length=12, choices=[(STAF, "Staf"), (FASILITATOR, "Fasilitator"), (AHLI, "Tenaga ahli")]
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "account"], name="one_role_a_plan")]


class Bimtek(models.Model):
    """One workshop of the plan. `number` counts from 1 in the order in which they are held (`bimtek-2`).

    opened_at       when participants were let in; the last one opened is the present one.
    signed_at       when its berita acara (`minutes_number`, as printed) was signed: from then on the plan's content
                    is locked until the next bimtek is opened.
    window_until    until when tasks after it may be filled.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bimteks")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, blank=True, default="")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, default="")
    venue = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    first_day = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(default=2)
    opened_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    minutes_number = models.CharField(max_length=120, blank=True, default="")
    window_until = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="bimtek_number")]

    def __str__(self):
        return self.title

    @property
    def ref(self) -> str:
        return f"bimtek-{self.number}"

    @property
    def short(self) -> str:
        """Return `Bimtek II` of `Bimtek II: Visi, sasaran …`."""
        return self.title.partition(":")[0][:40]

    @property
    def theme(self) -> str:
        """Return `Visi, sasaran …` of `Bimtek II: Visi, sasaran …`; the purpose where the title has no colon."""
        return self.title.partition(":")[2].strip() or self.purpose

    @property
    def last_day(self) -> date | None:
        """Return the day that it ends on, None without a first day."""
        return self.first_day and self.first_day + timedelta(days=max(self.days, 1) - 1)
