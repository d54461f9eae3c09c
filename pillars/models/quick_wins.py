"""Nominations for a quick win, the profile of a chosen one, and its risks: cards like those of the chain."""

from django.db import models
from django.db.models import Prefetch, Q

from pillars.models.chain import Entry, Pillar, Programme
from pillars.models.columns import with_columns
from workshops.plans.models import Plan

#: Between the name of a partner and what it does, in a line of `QuickWinProfile.kemitraan`.
DOES = ": "


@with_columns
class Nomination(Entry):
    """A programme that somebody proposes as a quick win, or a proposal that is to become a programme.

    usulan      what is proposed, while there is no programme for it
    proposer    who proposes: a group, an office, a member of the Dewan Smart City
    gate, criteria  {option of the kind's list: "ya" | "sebagian" | "tidak"}
    decision_reason why it was chosen, or not. The standing itself is the programme's `quick_win_status`.
    """

    KIND = "nominasi_quick_win"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="nominations")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="nominations")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="nominations")

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme"], condition=Q(deleted_in=None), name="nomination_once_a_programme"
            ),
        ]

    @property
    def title(self) -> str:
        """Return the programme's name, or the proposal as long as it is no programme."""
        return self.programme.name if self.programme_id else self.usulan


def _resource(key):
    """Return the property that holds one of the `resources`; what the object holds besides stays when it is set."""

    def write(self, value):
        kept = {name: given for name, given in (self.resources or {}).items() if name != key}
        self.resources = (kept if value in (None, [], "") else kept | {key: value}) or None

    return property(lambda self: (self.resources or {}).get(key), write)


@with_columns
class QuickWinProfile(Entry):
    """The ten-part profile of bimtek III.

    partnerships  [{"bentuk", "nama"}]; resources {"anggaran", "sumber", "tahun", "tenaga"}, as in the exchange file;
    the fields `kemitraan`, `anggaran`, `sumber`, `tahun` and `tenaga` of the kind are read from them.
    """

    KIND = "profil_quick_win"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="quick_wins")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="quick_wins")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="quick_win_profiles")
    progres = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    partnerships = models.JSONField(null=True, blank=True)
    resources = models.JSONField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme"], condition=Q(deleted_in=None), name="profile_once_a_programme"
            ),
        ]

    @property
    def title(self) -> str:
        return self.nama_inovasi or self.programme.name

    @property
    def kemitraan(self) -> list[str]:
        """Return the partners as lines: `Universitas Contoh: pengetahuan`."""
        return [partner_line(one) for one in self.partnerships or []]

    @kemitraan.setter
    def kemitraan(self, lines: list[str]) -> None:
        known = {partner_line(one): one for one in self.partnerships or []}
        self.partnerships = [known.get(line) or _partner(line) for line in lines or []] or None

    anggaran, sumber, tahun, tenaga = map(_resource, ("anggaran", "sumber", "tahun", "tenaga"))


def partner_line(partner: dict[str, str]) -> str:
    """Return a partner of a profile as one line."""
    name, does = (str(partner.get(key) or "") for key in ("nama", "bentuk"))
    return f"{name}{DOES}{does}" if does else name


def _partner(line):
    name, mark, does = line.rpartition(DOES)
    return {"bentuk": does, "nama": name} if mark else {"nama": line}


@with_columns
class Risk(Entry):
    """A risk of a quick win: kemungkinan × dampak (1–5 each); tingkat is their product, 1–25. `kode`: R1, R2 …"""

    KIND = "risiko"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="risks")
    profile = models.ForeignKey(QuickWinProfile, on_delete=models.PROTECT, related_name="risks")
    penanggung_jawab = models.CharField(max_length=500, null=True, blank=True)

    @property
    def tingkat(self) -> int | None:
        """Return kemungkinan × dampak, or None while one of them is missing."""
        if self.kemungkinan is None or self.dampak is None:
            return None
        return self.kemungkinan * self.dampak


def risks_of_profiles() -> Prefetch:
    """Prefetch the live risks of profiles, in order, as their `live_risks`."""
    rows = Risk.objects.filter(deleted_in=None).order_by("position", "number")
    return Prefetch("risks", queryset=rows, to_attr="live_risks")
