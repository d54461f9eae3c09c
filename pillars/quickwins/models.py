"""The profile of a chosen quick win and its risks."""

from django.db import models

from pillars.chain.models import Pillar, Programme
from workshops.plans.fetching import PeersManager
from workshops.plans.models import Plan


class QuickWinProfile(models.Model):
    """The ten-part profile of bimtek III.

    partnerships  [{"bentuk", "nama"}]; resources {"anggaran", "sumber", "tahun", "tenaga"}, as in the exchange file.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="quick_wins")
    number = models.PositiveIntegerField()
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, null=True, related_name="quick_wins")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="quick_win_profiles")
    nama_inovasi = models.CharField(max_length=500, null=True, blank=True)
    jenis = models.CharField(max_length=40, null=True, blank=True)
    tahap = models.CharField(max_length=40, null=True, blank=True)
    progres = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    penjelasan_singkat = models.TextField(null=True, blank=True)
    manfaat = models.TextField(null=True, blank=True)
    keunikan = models.TextField(null=True, blank=True)
    daya_tarik = models.TextField(null=True, blank=True)
    partnerships = models.JSONField(null=True, blank=True)
    potensi_pengembangan = models.TextField(null=True, blank=True)
    strategi_keberlangsungan = models.JSONField(null=True, blank=True)
    resources = models.JSONField(null=True, blank=True)
    status = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="quick_win_number")]


class Risk(models.Model):
    """A risk of a quick win: kemungkinan × dampak (1–5 each); tingkat is their product, 1–25."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    profile = models.ForeignKey(QuickWinProfile, on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40, null=True, blank=True)
    peristiwa = models.TextField()
    sebab = models.TextField(null=True, blank=True)
    akibat = models.TextField(null=True, blank=True)
    kemungkinan = models.PositiveSmallIntegerField(null=True, blank=True)
    dampak = models.PositiveSmallIntegerField(null=True, blank=True)
    penanganan = models.TextField(null=True, blank=True)
    penanggung_jawab = models.CharField(max_length=500, null=True, blank=True)
    waktu = models.CharField(max_length=120, null=True, blank=True)
    extra = models.JSONField(default=dict)

    objects = PeersManager()

    class Meta:
        ordering = ["position"]

    @property
    def tingkat(self):
        """kemungkinan × dampak, or None while one of them is missing."""
        if self.kemungkinan is None or self.dampak is None:
            return None
        return self.kemungkinan * self.dampak
