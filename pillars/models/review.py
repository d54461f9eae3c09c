"""Telaah: what experts say of a card or a chapter, what is answered, and how far the reading has come."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class ReviewNote(models.Model):
    """One note (`catatan-3`). `number` counts per plan.

    subject  the ref of a card (`sasaran-5`), or `bab-` and the code of a chapter (`bab-B2-3`).
    field    key of the field of the card that is meant; "" for all of it.
    quoted   what stood in that field when it was read, as text: a later change then shows. "" without a field.
    seen     the journal number of what its writer had before them.
    verdict  wajib_perbaiki, saran, bagus (choice list review_verdict).
    state    terbuka, dijawab, selesai (choice list review_status). A note that praises waits for nothing: selesai.
    """

    MUST, ADVICE, GOOD = "wajib_perbaiki", "saran", "bagus"
    OPEN, ANSWERED, DONE = "terbuka", "dijawab", "selesai"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="review_notes")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    seen = models.BigIntegerField(default=0)
    verdict = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    by = models.CharField(max_length=24)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, default=OPEN)
    version = models.BigIntegerField(default=0)

    objects = PeersManager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="review_note_number")]
        indexes = [models.Index(fields=["plan", "subject"], name="review_note_subject")]

    def __str__(self):
        return self.ref

    @property
    def ref(self) -> str:
        return f"catatan-{self.number}"

    @property
    def is_must(self) -> bool:
        return self.verdict == self.MUST

    @property
    def is_done(self) -> bool:
        return self.state == self.DONE


class ReviewReply(models.Model):
    """What was said under a note, oldest first.

    deed  jawab (an answer), diperbaiki (the group says that it is done), selesai (closed), buka (opened again).
    """

    ANSWER, FIXED, CLOSED, REOPENED = "jawab", "diperbaiki", "selesai", "buka"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="review_replies")
    note = models.ForeignKey(ReviewNote, on_delete=models.CASCADE, related_name="replies")
    deed = models.CharField(max_length=12)
    text = models.TextField(blank=True, default="")
    by = models.CharField(max_length=24)
    at = models.DateTimeField()

    objects = PeersManager()

    class Meta:
        ordering = ["id"]


class ReviewState(models.Model):
    """How far the reading of one card or chapter (`subject`, see ReviewNote) is; without a row it is draf.

    reviewed_at_number  the journal number of what the reader had seen: what is younger has changed since.
    fingerprint         of a chapter that can be printed: of its words as they were read. "" for cards.
    reason              why it was taken back last; "" once it went on.
    """

    DRAFT, REVIEWED, APPROVED = "draf", "ditinjau", "disetujui"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="review_states")
    subject = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default=DRAFT)
    reviewed_by = models.CharField(max_length=24, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_at_number = models.BigIntegerField(default=0)
    approved_by = models.CharField(max_length=24, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    reason_by = models.CharField(max_length=24, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    version = models.BigIntegerField(default=0)

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "subject"], name="review_state_once")]

    def __str__(self):
        return f"{self.subject}: {self.state}"
