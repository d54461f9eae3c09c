"""Making a file: a function of the export's id, so that a killed worker's successor simply starts again."""

import logging

from django.db import InterfaceError, OperationalError
from django.tasks import task

from masterplan.document.books import UnknownBook
from masterplan.exports.actions.progress import Stopped, advance, begin, finish, is_wanted, mark_failed
from masterplan.exports.file_content import make_file
from masterplan.server.worker_shutdown import end_without_database, is_connection_lost
from masterplan.snapshots.storage import Damaged
from masterplan.writers.failures import RenderFailed
from workshops.live.actions.plan_write import NotFound
from workshops.membership.actors import current_actor
from workshops.permissions import Actor, role_in, verdict

logger = logging.getLogger("rembuk.exports")

GONE = "Naskah ini sudah tidak ada, atau berkas yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem."
NO_RIGHT = "Orang yang memesan tidak lagi berhak membuat buku dari rencana ini."
BROKEN = (
    "Buku tidak dapat dibuat karena ada gangguan pada Rembuk. Pesan lagi; bila terulang, beri tahu staf Diskominfo."
)


@task
def make_export(pk: int) -> None:
    """Make the file of export `pk` and keep it in its row; whatever goes wrong is said there in a sentence."""
    try:
        export = begin(pk)
        if not _may(export):
            mark_failed(pk, NO_RIGHT)
            return
        _make(export)
    except Stopped:
        return
    except (NotFound, Damaged):
        mark_failed(pk, GONE)
    except UnknownBook as unknown:
        # the pillar, office or chapter went between the order and now
        mark_failed(pk, str(unknown))
    except RenderFailed as failed:
        # a cancelled file stays cancelled: its row is no longer open
        mark_failed(pk, failed.sentence)
    except Exception as error:
        if isinstance(error, OperationalError | InterfaceError) and is_connection_lost():
            # not the book's fault: who comes next makes it
            end_without_database()
        mark_failed(pk, BROKEN)
        logger.exception("export %s could not be made", pk)


def _may(export):
    """Whether the person who ordered may still do so: asked with their membership as it stands now."""
    actor = current_actor(export.plan, Actor(export.ordered_by, export.plan_id, ""))
    return bool(actor and verdict("book.export", role_in(actor)))


def _make(export):
    made = make_file(
        export,
        on_progress=lambda step, steps, part: advance(export.pk, step, steps, part),
        cancelled=lambda: not is_wanted(export.pk),
    )
    finish(export.pk, made.content, plan_number=made.plan_number, pages=made.pages, warnings=made.warnings)
