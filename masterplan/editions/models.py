"""A book as it was frozen, who approved it and when, the pictures it names, and which edition the public reads."""

from django.db import models

from workshops.plans.models import PeersManager, Plan


class Edition(models.Model):
    """One frozen book (`edisi-7`). Nothing of it is changed later but its withdrawal; it is never deleted.

    number       counts the editions of a plan, `sequence` those of one book: Buku 2, fourth, is edition 2.4.
    code         eight digits, unique in the installation: the address of its check page, printed with `address`.
    plan_number  journal number of the plan that it shows, as read at `read_at`.
    changes      sentences: what is not as in `previous`, the edition before it of the same book ("" where none was).
    tree         zlib over the packed tree (`packing`), `tree_sha256` over that text. Prints are made from it alone.
    facts        the same of what the public page shows (`facts`); data: the zip of open data; snapshot: the plan in
                 the exchange format, from which the next edition tells its changes. Each with its hash.
    fingerprint  SHA-256 over the content of the book, printed in it: the same for PDF, Word and Excel.
    withdrawn_*  when, by whom and why it was marked as a mistake.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    book = models.CharField(max_length=8)
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=8, unique=True)
    address = models.CharField(max_length=255)
    title = models.CharField(max_length=400)
    region = models.CharField(max_length=200)
    plan_number = models.BigIntegerField()
    read_at = models.DateTimeField()
    made_by = models.CharField(max_length=24)
    made_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True, default="")
    previous = models.CharField(max_length=60, blank=True, default="")
    changes = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    tree = models.BinaryField()
    tree_sha256 = models.CharField(max_length=64)
    facts = models.BinaryField()
    facts_sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    data_sha256 = models.CharField(max_length=64)
    snapshot = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=24, blank=True, default="")
    withdrawn_reason = models.CharField(max_length=1000, blank=True, default="")

    #: What no list needs.
    LONG = ("tree", "facts", "data", "snapshot")
    objects = PeersManager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number"),
            models.UniqueConstraint(fields=["plan", "book", "sequence"], name="edition_sequence"),
        ]

    @property
    def ref(self) -> str:
        return f"edisi-{self.number}"

    @property
    def label(self) -> str:
        """Return `2.4`: the fourth of Buku 2. The booklet of quick wins counts as 4."""
        return f"{'4' if self.book == 'qw' else self.book}.{self.sequence}"


class Approval(models.Model):
    """That an edition was approved: by whom, when, under which letter. Taken back it stays, with the reason."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="approvals")
    name = models.CharField(max_length=160)
    position = models.CharField(max_length=200)
    on = models.DateField()
    letter = models.CharField(max_length=120, blank=True, default="")
    recorded_by = models.CharField(max_length=24)
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=24, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")

    objects = PeersManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(taken_back_at=None), name="edition_approved_once"
            )
        ]


class EditionPicture(models.Model):
    """The bytes of a picture that some edition of the plan names, kept whatever becomes of the plan's own picture."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edition_pictures")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = PeersManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="edition_picture")]


class PublicPage(models.Model):
    """What of a plan everybody may read at `/p/<plan>/`: nothing unless `is_on`, and then one approved edition."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="public_page")
    edition = models.ForeignKey(Edition, on_delete=models.RESTRICT, related_name="+", null=True, blank=True)
    is_on = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=24, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PeersManager()
