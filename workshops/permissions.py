"""Who may do what: one table, asked by views, by actions and by the buttons of a page.

Pure. The table is the project's access matrix for the actions that exist; the tests hold it against
`tests/corpus/access_matrix.json`, cell by cell.
"""

from dataclasses import dataclass

ROLES = (
    "anonim",
    "luar",
    "anggota",
    "ketua",
    "lain",
    "fasilitator",
    "ahli",
    "staf",
    "operator",
)

#: Stands in an address where the pillar of a card stands, for the cards of no pillar.
SHARED_BOARD = "analisis"

REASONS = {
    "bukan_kelompok": "Kartu ini milik kelompok lain. Anda dapat membacanya dan mengusulkan irisan.",
    "hanya_ketua": "Hanya ketua, notulis, atau fasilitator yang dapat melakukan ini.",
    "hanya_fasilitator": "Hanya fasilitator atau staf yang dapat melakukan ini.",
    "hanya_staf": "Hanya staf Diskominfo yang dapat melakukan ini.",
    "ahli_menelaah": "Tenaga ahli memberi catatan, tidak mengubah isi.",
    "hanya_ahli": "Penilaian telaah diberikan oleh tenaga ahli.",
    "utas_ahli_lain": "Tenaga ahli menjawab pada catatannya sendiri. Tulis catatan baru untuk menambahkan.",
    "tanpa_suara": "Hanya anggota kelompok yang memberi skor.",
    "terkunci": "Bimtek sudah ditandatangani pada {waktu} (berita acara {nomor}). Hubungi staf untuk membuka kembali.",
    "bukan_penulis": "Hanya penulisnya, ketua kelompok, atau fasilitator yang dapat membatalkan ini.",
    "kelompok_berubah": "Anda sekarang di kelompok {kelompok}. Tulisan Anda aman sebagai draf di HP ini.",
    "identitas_berubah": "Halaman ini dibuka sebagai orang lain. Tulisan Anda aman sebagai draf; "
    "muat ulang halaman sebelum menyimpan.",
}

_SHORT = {
    "kel": "bukan_kelompok",
    "ket": "hanya_ketua",
    "fas": "hanya_fasilitator",
    "staf": "hanya_staf",
    "ahli": "ahli_menelaah",
    "tel": "hanya_ahli",
    "pen": "bukan_penulis",
    "skor": "tanpa_suara",
}

# Columns in the order of ROLES: ya = allowed, - = does not exist (404), a word = 403 with that reason;
# a star = 403 "terkunci" instead of ya once the present bimtek is signed.
_TABLE = """
                     anoni luar  anggo ketua lain  fasil ahli  staf  opera
site.front           ya    ya    ya    ya    ya    ya    ya    ya    ya
join.enter           ya    ya    ya    ya    ya    ya    ya    ya    ya
join.return          ya    ya    ya    ya    ya    ya    ya    ya    -
session.login        ya    ya    ya    ya    ya    ya    ya    ya    ya
public.page          ya    ya    ya    ya    ya    ya    ya    ya    ya
edition.verify       ya    ya    ya    ya    ya    ya    ya    ya    ya
projector.view       ya    ya    ya    ya    ya    ya    ya    ya    ya
account.self         -     ya    -     -     -     ya    ya    ya    ya
plan.open            -     -     ya    ya    ya    ya    ya    ya    -
entry.view           -     -     ya    ya    ya    ya    ya    ya    -
entry.history        -     -     ya    ya    ya    ya    ya    ya    -
changes.since        -     -     ya    ya    ya    ya    ya    ya    -
stream.listen        -     -     ya    ya    ya    ya    ya    ya    -
search               -     -     ya    ya    ya    ya    ya    ya    -
coverage.view        -     -     ya    ya    ya    ya    ya    ya    -
check.view           -     -     ya    ya    ya    ya    ya    ya    -
file.view            -     -     ya    ya    ya    ya    ya    ya    -
agenda.view          -     -     ya    ya    ya    ya    ya    ya    -
people.list          -     -     ya    ya    ya    ya    ya    ya    -
attendance.view      -     -     fas   ya    kel   ya    ya    ya    -
overlap.view         -     -     ya    ya    ya    ya    ya    ya    -
task.view            -     -     ya    ya    -     ya    ya    ya    -
room.health          -     -     fas   fas   fas   ya    ahli  ya    -
bin.view             -     -     ya    ya    kel   ya    ahli  ya    -
entry.add            -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.edit           -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.move           -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.delete         -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.delete_branch  -     -     ket   ya*   kel   ya*   ahli  ya*   -
entry.restore        -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.paste          -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.undo_own       -     -     ya*   ya*   kel   ya*   ahli  ya*   -
entry.undo_other     -     -     pen   ya*   kel   ya*   ahli  ya*   -
entry.goback         -     -     pen   ya*   kel   ya*   ahli  ya*   -
entry.merge          -     -     ket   ya*   kel   ya*   ahli  ya*   -
entry.merge_across   -     -     ket   fas   fas   ya*   ahli  ya*   -
overlap.offer        -     -     ya*   ya*   ya*   ya*   ahli  ya*   -
overlap.answer       -     -     ket   ya*   kel   ya*   ahli  ya*   -
align.link           -     -     ya*   ya*   kel   ya*   ahli  ya*   -
file.attach          -     -     ya*   ya*   kel   ya*   ahli  ya*   -
realisation.edit     -     -     ya    ya    kel   ya    ahli  ya    -
evaluation.answer    -     -     fas   fas   fas   ya    ahli  ya    -
check.answer         -     -     ya*   ya*   kel   ya*   ahli  ya*   -
check.accept         -     -     staf  staf  staf  staf  staf  ya    -
analysis.edit        -     -     ya*   ya*   kel   ya*   ahli  ya*   -
swot.agree           -     -     ya*   ya*   skor  skor  skor  skor  -
quickwin.nominate    -     -     ya*   ya*   kel   ya*   ahli  ya*   -
quickwin.choose      -     -     ket   ya*   kel   ya*   ahli  ya*   -
review.view          -     -     ya    ya    ya    ya    ya    ya    -
review.comment       -     -     tel   tel   tel   ya    ya    ya    -
review.answer        -     -     ya    ya    kel   ya    ya    ya    -
review.close_must    -     -     tel   tel   tel   tel   ya    ya    -
review.mark_reviewed -     -     tel   tel   tel   tel   ya    ya    -
review.approve       -     -     staf  staf  staf  staf  staf  ya    -
task.assign          -     -     fas   fas   fas   ya    ahli  ya    -
task.hand_on         -     -     ya    ya    -     ya    ahli  ya    -
task.fill            -     -     ya*   ya*   -     ya*   ahli  ya*   -
window.set           -     -     staf  staf  staf  staf  ahli  ya    -
score.result         -     -     ya    ya    ya    ya    ya    ya    -
score.give           -     -     ya*   ya*   skor  skor  skor  skor  -
score.reveal         -     -     ket   ya*   kel   ya*   ahli  ya*   -
presence.report      -     -     ya    ya    ya    ya    ya    ya    -
attendance.mark      -     -     fas   ya*   kel   ya*   ahli  ya*   -
help.call            -     -     ya    ya    ya    ya    ahli  ya    -
help.handle          -     -     fas   fas   fas   ya    ahli  ya    -
step.steer           -     -     fas   fas   fas   ya    ahli  ya    -
bimtek.open          -     -     fas   fas   fas   ya    ahli  ya    -
bimtek.sign          -     -     staf  staf  staf  staf  ahli  ya    -
bimtek.reopen        -     -     staf  staf  staf  staf  ahli  ya    -
snapshot.view        -     -     ya    ya    ya    ya    ya    ya    -
minutes.prepare      -     -     fas   fas   fas   ya*   ahli  ya*   -
plan.setup           -     -     staf  staf  staf  staf  ahli  ya    -
people.import        -     -     fas   fas   fas   ya    ahli  ya    -
people.self          -     -     ya    ya    ya    ya    ya    ya    -
people.manage        -     -     fas   fas   fas   ya    ahli  ya    -
group.change_ask     -     -     ya    ya    ya    -     -     -     -
lead.appoint         -     -     fas   fas   fas   ya    ahli  ya    -
joincode.manage      -     -     fas   fas   fas   ya    ahli  ya    -
projector.steer      -     -     fas   fas   fas   ya    ahli  ya    -
book.preview         -     -     ya    ya    ya    ya    ya    ya    -
book.export          -     -     fas   fas   fas   ya    ya    ya    -
book.download        -     -     fas   fas   fas   ya    ya    ya    -
edition.freeze       -     -     staf  staf  staf  staf  ahli  ya    -
edition.approve      -     -     staf  staf  staf  staf  ahli  ya    -
public.switch        -     -     staf  staf  staf  staf  ahli  ya    -
import.xlsx          -     -     staf  staf  staf  staf  ahli  ya*   -
reference.edit       -     -     staf  staf  staf  staf  ahli  ya    -
plan.dump            -     -     staf  staf  staf  staf  staf  ya    ya
plan.load            -     -     -     -     -     -     -     ya    ya
plan.create          -     -     -     -     -     -     -     ya    ya
handout.make         -     -     fas   fas   fas   ya    ahli  ya    -
"""


@dataclass(frozen=True)
class Actor:
    """Who acts: a seat in one plan. `key` is "p12" (participant 12), "a3" (account 3) or "sistem".

    `role` is the seat: anggota, ketua, notulis, fasilitator, ahli, staf, or operator (system acts).
    `pillar` is the code of the group's pillar for participants, else "".
    """

    key: str
    plan_id: int
    role: str
    name: str = ""
    pillar: str = ""
    generation: int = 0

    @property
    def is_participant(self) -> bool:
        return self.key.startswith("p")


@dataclass(frozen=True)
class Verdict:
    """The answer to “may I?”: `status` 200, 403 or 404; `sentence` is what a refused person reads."""

    status: int
    reason: str = ""
    sentence: str = ""

    @property
    def allowed(self) -> bool:
        return self.status == 200

    @property
    def kind(self) -> str:
        """Return what a notice that says it is known by: a lock passes, another refusal does not."""
        return "locked" if self.reason == "terkunci" else "forbidden"

    def __bool__(self):
        return self.allowed


#: A lock to ask with whether a lock would matter.
ANY_LOCK = {"waktu": "", "nomor": ""}
YES = Verdict(200)
NOT_THERE = Verdict(404, "", "Halaman ini tidak ada atau bukan untuk Anda.")


def refusal(reason: str, **words: str) -> Verdict:
    """Return a 403 with the sentence of `reason`; `words` fill its braces."""
    return Verdict(403, reason, REASONS[reason].format_map(words) if words else REASONS[reason])


def _read(text):
    lines = [line.split() for line in text.strip().splitlines()[1:]]
    return {line[0]: dict(zip(ROLES, line[1:], strict=True)) for line in lines}


TABLE = _read(_TABLE)


def role_in(actor: Actor, pillar: str | None = None) -> str:
    """Return the matrix column of `actor` for a thing of the pillar with code `pillar` (None: of no group)."""
    if actor is None:
        return "anonim"
    if actor.role not in ("anggota", "ketua", "notulis"):
        return actor.role
    if pillar and pillar != actor.pillar:
        return "lain"
    return "anggota" if actor.role == "anggota" else "ketua"


def verdict(action: str, role: str, *, lock: dict[str, str] | None = None) -> Verdict:
    """Return whether `role` (a column) may do `action` (a row). `lock` is {"waktu", "nomor"} while the bimtek is
    signed.

    Raises KeyError for an action that is in no row: not knowing is a defect, not a yes.
    """
    cell = TABLE[action][role]
    if cell == "-":
        return NOT_THERE
    if cell.endswith("*"):
        return refusal("terkunci", **lock) if lock else YES
    return YES if cell == "ya" else refusal(_SHORT[cell])
