"""The ordered files of a plan as people see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masterplan.closing.papers import is_paper, title_of
from masterplan.document.books import VOLUMES
from masterplan.downloads.models import Export
from workshops.membership.actors import names_of
from workshops.plans.models import Plan

#: Formats of a book and of an edition, as people call them.
FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON"}
CSV = "csv"
NAMES = FORMATS | {CSV: "CSV"}
#: States in which a file is still to be made.
OPEN = (Export.MENUNGGU, Export.DIKERJAKAN)
#: What is said of a file whose worker was killed twice; the row itself could not be told any more.
DIED = "Pembuatan terhenti dua kali, mungkin karena server kehabisan memori. Pesan lagi bila server sudah lega."


@dataclass(frozen=True)
class DownloadItem:
    """A file on the shelf. `percent` is what is done of a file in the making; `failure` a sentence or ""."""

    export: Export
    state: str
    by: str
    failure: str = ""

    @property
    def number(self) -> int:
        return self.export.number

    @property
    def label(self) -> str:
        return f"{content_label(self.export)} · {NAMES[self.export.format]}"

    @property
    def format(self) -> str:
        return NAMES[self.export.format]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_ready(self) -> bool:
        return self.state == Export.SELESAI

    @property
    def is_cancelled(self) -> bool:
        return self.state == Export.BATAL

    @property
    def done(self) -> int:
        """Return how many steps lie behind: the step that is being made is not done yet."""
        return max(self.export.step - 1, 0)

    @property
    def size(self) -> str:
        """Return `1,9 MB`, `240 kB`; "" without a file."""
        size = self.export.size
        if size is None:
            return ""
        if size < 1_000_000:
            return f"{max(size // 1000, 1)} kB"
        return f"{size // 1_000_000},{size // 100_000 % 10} MB"


def content_label(export: Export) -> str:
    """Return what a file is of: `Buku 2 · Pilar Ekonomi`."""
    return export.label or (title_of(export.book) if is_paper(export.book) else VOLUMES[export.book].label)


def find_item(plan: Plan, number: int) -> DownloadItem | None:
    """Return the file with this number as an Item, or None."""
    return next(iter(items_of(plan, plan.exports.filter(number=number))), None)


def items_of(plan: Plan, exports: QuerySet[Any]) -> list[DownloadItem]:
    """Return items for rows of `Export`, without reading the files themselves."""
    rows = list(exports.defer("content"))
    tasks = DBTaskResult.objects.filter(pk__in=[row.task_id for row in rows if row.task_id and row.state in OPEN])
    dead = {str(pk) for pk in tasks.filter(status=TaskResultStatus.FAILED).values_list("pk", flat=True)}
    names = names_of(plan, {row.ordered_by for row in rows})
    return [_item(row, names, row.task_id in dead) for row in rows]


def _item(row, names, died):
    by = names.get(row.ordered_by, "seseorang")
    if died:
        return DownloadItem(row, Export.GAGAL, by, DIED)
    return DownloadItem(row, row.state, by, row.failure)
