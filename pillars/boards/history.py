"""The latest changes of a plan in words: who did what to which card, newest first, a page at a time.

THE WORDS OF THE JOURNAL STAND HERE, once. A new verb gets one line, as it follows a name (“Ani …”):

    SENTENCES     when the event's first ref is a card: {card} is its kind, {fields} its changed fields, {many} how many
    OF_THE_PLAN   when it is about no card; {many} as above
    NOT_SHOWN     beginnings of verbs that are no part of the plan's text

The card's own page (`pillars.cards.history`) takes the same line for whatever is not told by its fields, so there is
nothing else to do; `tests/house/test_words.py` names a verb that the source writes and that has no words.
"""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pillars import fields
from pillars.boards.board import address, in_sentence
from pillars.cards.presence import room_of
from pillars.cards.values import CARD_MODELS, parse_ref, right, title_of
from pillars.kinds import KINDS
from pillars.models import SHARED
from workshops.live.models import Event
from workshops.permissions import role_in, verdict
from workshops.text import natural

PAGE = 40

#: What somebody did, as it follows their name. `{card}` is the kind of the card, `{fields}` the names of its fields.
SENTENCES = {
    "entry.added": "menulis {card} baru",
    "entry.saved": "mengubah {fields}",
    "entry.aligned": "mengaitkan ke RPJMD: {fields}",
    "entry.filled": "mengisi tugas: {fields}",
    "entry.conflict": "menulis {fields} bersamaan dengan orang lain",
    "entry.late": "menulis pada kartu yang sudah dihapus",
    "entry.locked": "menulis pada {card} setelah bimtek ditandatangani; kartunya tidak berubah",
    "entry.moved": "memindahkan {card}",
    "entry.reordered": "mengubah urutan {card}",
    "entry.deleted": "menghapus {card}",
    "entry.restored": "mengembalikan {card}",
    "entry.pasted": "menempel {many} {card} sekaligus",
    "entry.unpasted": "membatalkan tempelan {many} {card}",
    "entry.imported": "mengubah {many} kartu lewat Excel",
    "entry.goback": "mengembalikan {fields} ke nilai sebelumnya",
    "entry.undone": "mengurungkan perubahan {fields}",
    "entry.unimported": "membatalkan perubahan dari Excel pada {many} kartu",
    "entry.merged": "menggabungkan {card} lain ke {card} ini",
    "entry.split": "memisahkan {card} yang pernah digabungkan",
    "merging.different": "menyatakan dua {card} yang mirip memang berbeda",
    "merging.maybe": "mengusulkan lagi dua {card} yang mirip",
    "file.attached": "melampirkan berkas bukti pada {card}",
    "file.removed": "menghapus berkas bukti dari {card}",
    "overlap.offered": "menawarkan irisan {card}",
    "overlap.answered": "menanggapi tawaran irisan {card}",
    "overlap.accepted": "menerima irisan {card}",
    "overlap.declined": "menolak irisan {card}",
    "overlap.withdrawn": "menarik irisan {card}",
    "quickwin.chosen": "menetapkan quick win",
    "quickwin.dropped": "memutuskan nominasi quick win tidak dipilih",
    "quickwin.reopened": "membuka kembali putusan quick win",
    "swot.agreed": "menyetujui {card}",
    "swot.disagreed": "menarik persetujuannya atas {card}",
    "check.answered": "menjawab pemeriksaan pada {card}",
    "check.withdrawn": "menarik jawaban pemeriksaan pada {card}",
    "check.accepted": "menerima jawaban pemeriksaan pada {card}",
    "check.repair_asked": "meminta perbaikan atas pemeriksaan pada {card}",
    "review.noted": "memberi catatan telaah pada {card}",
    "review.answered": "menjawab catatan telaah pada {card}",
    "review.fixed": "menandai catatan telaah pada {card} sudah diperbaiki",
    "review.closed": "menutup catatan telaah pada {card}",
    "review.reopened": "membuka lagi catatan telaah pada {card}",
    "review.reviewed": "menandai {card} ditinjau",
    "review.approved": "menyetujui {card}",
    "review.taken_back": "mengembalikan status telaah {card}",
}
#: The same for what is about no card.
OF_THE_PLAN = {
    "check.answered": "menjawab pemeriksaan rencana",
    "check.withdrawn": "menarik jawaban pemeriksaan rencana",
    "check.accepted": "menerima jawaban pemeriksaan rencana",
    "check.repair_asked": "meminta perbaikan atas pemeriksaan rencana",
    "export.ordered": "memesan unduhan buku",
    "export.cancelled": "membatalkan unduhan buku",
    "plan.loaded": "memuat rencana dari berkas",
    "plan.created": "membuat rencana",
    "officer.added": "menambah petugas",
    "choosing.opened": "membuka penilaian bersama",
    "choosing.shown": "menampilkan hasil penilaian bersama",
    "choosing.closed": "menutup penilaian bersama",
    "choosing.reopened": "membuka kembali penilaian bersama",
    "choosing.applied": "memakai urutan hasil penilaian",
    "choosing.taken_back": "mengembalikan urutan sebelum penilaian",
    "task.given": "memberi tugas antarbimtek",
    "task.changed": "mengubah tugas antarbimtek",
    "task.withdrawn": "menarik tugas antarbimtek",
    "task.given_back": "mengembalikan tugas yang ditarik",
    "task.reminded": "mengingatkan tugas antarbimtek",
    "task.link_renewed": "mengganti tautan tugas",
    "task.finished": "menandai tugas selesai dengan catatan",
    "task.reopened": "membuka lagi tugas yang selesai",
    "task.handed_on": "meneruskan tugas kepada rekan",
    "bimtek.window": "mengubah tenggat isian tugas",
    "agenda.planned": "menyusun acara bimtek",
    "agenda.bimtek_opened": "membuka bimtek",
    "agenda.bimtek_changed": "mengubah bimtek",
    "agenda.step_added": "menambah langkah acara",
    "agenda.step_changed": "mengubah langkah acara",
    "agenda.step_moved": "mengubah urutan acara",
    "agenda.step_deleted": "menghapus langkah acara",
    "agenda.step_started": "memulai langkah acara",
    "agenda.step_next": "melanjutkan ke langkah berikutnya",
    "agenda.step_back": "kembali ke langkah sebelumnya",
    "agenda.step_finished": "mengakhiri langkah acara",
    "agenda.step_time": "mengubah waktu selesai",
    "agenda.step_paused": "menjeda langkah acara",
    "agenda.step_resumed": "melanjutkan langkah yang dijeda",
    "agenda.group_held": "menahan satu kelompok di langkahnya",
    "agenda.group_released": "mengembalikan satu kelompok ke langkah bersama",
    "agenda.broadcast": "mengumumkan sesuatu",
    "agenda.broadcast_ended": "mengakhiri pengumuman",
    "agenda.help_called": "memanggil fasilitator",
    "agenda.help_taken": "menjawab panggilan",
    "agenda.help_taken_back": "membatalkan panggilan",
    "agenda.help_closed": "menutup panggilan",
    "agenda.screen_shows": "mengganti tampilan layar proyektor",
    "bimtek.signed": "menandatangani berita acara; isi rencana terkunci",
    "bimtek.reopened": "membuka kembali bimtek yang sudah ditandatangani",
    "minutes.changed": "mengubah naskah berita acara",
    "commitment.changed": "mengubah naskah Komitmen Bersama",
    "edition.frozen": "membekukan sebuah edisi buku",
    "edition.approved": "mencatat persetujuan sebuah edisi buku",
    "edition.approval_taken_back": "menarik persetujuan sebuah edisi buku",
    "edition.withdrawn": "menarik sebuah edisi buku yang keliru",
    "public.switched_on": "menyalakan halaman publik",
    "public.switched_off": "mematikan halaman publik",
    "outline.moved": "mengubah urutan bab buku",
    "outline.renamed": "mengganti judul bab buku",
    "outline.hidden": "menandai bab buku tidak dicetak",
    "outline.shown": "mencetak lagi bab buku",
    "outline.reset": "mengembalikan susunan bawaan buku",
    "outline.undone": "membatalkan perubahan susunan buku",
    "picture.added": "menambah gambar untuk naskah buku",
    "picture.scan_added": "menambah halaman sebuah pindaian untuk naskah buku",
    "picture.scan_hidden": "membatalkan sebuah pindaian: {many} halaman tidak ditawarkan lagi untuk naskah buku",
    "picture.scan_shown": "mengembalikan sebuah pindaian yang dibatalkan: {many} halaman",
    "picture.described": "mengubah teks pengganti sebuah gambar",
    "picture.hidden": "menyembunyikan sebuah gambar",
    "picture.shown": "menampilkan lagi sebuah gambar",
    "arms.chosen": "memilih lambang daerah untuk sampul buku",
    "particulars.saved": "mengisi keterangan buku",
    "frame.misi_added": "menambah misi RPJMD",
    "frame.misi_saved": "mengubah misi RPJMD",
    "frame.misi_dropped": "menghapus misi RPJMD",
    "frame.tujuan_added": "menambah tujuan RPJMD",
    "frame.tujuan_saved": "mengubah tujuan RPJMD",
    "frame.tujuan_dropped": "menghapus tujuan RPJMD",
    "frame.sasaran_added": "menambah sasaran RPJMD",
    "frame.sasaran_saved": "mengubah sasaran RPJMD",
    "frame.sasaran_dropped": "menghapus sasaran RPJMD",
    "frame.renstra_added": "menambah program Renstra",
    "frame.renstra_saved": "mengubah program Renstra",
    "frame.renstra_dropped": "menghapus program Renstra",
    "frame.document_saved": "mengubah nama atau masa RPJMD",
    "frame.imported": "mengimpor kerangka dari Excel",
    "frame.unimported": "membatalkan impor kerangka",
    "coverage.expected": "menandai pilar yang diharapkan untuk sasaran RPJMD",
    "frame.office_added": "menambah OPD",
    "frame.office_saved": "mengubah keterangan OPD",
    "frame.office_renamed": "mengganti nama OPD",
    "frame.office_closed": "menutup OPD",
    "frame.office_reopened": "membuka lagi OPD",
    "frame.office_merged": "menggabungkan dua OPD",
    "frame.office_parted": "membatalkan penggabungan OPD",
    "frame.office_split": "memecah OPD",
    "frame.office_dropped": "menghapus OPD dari daftar",
    "review.noted": "memberi catatan telaah pada bab buku",
    "review.answered": "menjawab catatan telaah pada bab buku",
    "review.fixed": "menandai catatan telaah pada bab buku sudah diperbaiki",
    "review.closed": "menutup catatan telaah pada bab buku",
    "review.reopened": "membuka lagi catatan telaah pada bab buku",
    "review.reviewed": "menandai bab buku ditinjau",
    "review.approved": "menyetujui bab buku",
    "review.taken_back": "mengembalikan status telaah bab buku",
}
#: Codes and people are no part of the plan's text: what happened to them stands on the page of people.
#: Nor is told who has scored and who has not.
NOT_SHOWN = ("person.", "joincode.", "screen.", "choosing.scored")
OTHER = "mengubah rencana"


@dataclass(frozen=True)
class Change:
    """One line: `who` `did` something to the card `code` (`href`; "" where there is no such card now).

    binned  the card, where this event put it into the bin, it lies there still, and the reader may take it out
    """

    number: int
    who: str
    did: str
    time: str
    kind: str = ""
    code: str = ""
    title: str = ""
    href: str = ""
    pillar: str = ""
    more: int = 0
    binned: object = None


@dataclass(frozen=True)
class Day:
    label: str
    changes: list = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """A pillar to filter by; `code` "" is all of them."""

    code: str
    name: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class History:
    """One page of changes by day. `older` is the query string of the next page, or ""; `people` [(key, name)] who have
    changed anything, `bins` the pillars whose bin the reader may open."""

    days: list
    choices: list
    people: list
    bins: list
    older: str
    newest: bool


def read_history(plan, query, reader=None):
    """The page that `query` asks for: `kelompok` (slug of a pillar), `oleh` (a membership key) and `sebelum` (an event
    number). `reader`: the Actor who looks; nobody in particular restores nothing."""
    pillars, room = list(plan.pillars.all()), room_of(plan)
    chosen = next((pillar for pillar in pillars if pillar.slug == query.get("kelompok")), None)
    who, before = query.get("oleh", "")[:24], natural(query.get("sebelum"))
    events = Event.objects.filter(plan=plan).order_by("-number")
    for area in NOT_SHOWN:
        events = events.exclude(verb__startswith=area)
    actors = events.order_by("actor").values_list("actor", flat=True).distinct()
    people = sorted(((key, room.name(key)) for key in actors), key=lambda one: one[1].casefold())
    if chosen:
        events = events.filter(pillar=chosen.code)
    if who:
        events = events.filter(actor=who)
    if before is not None:
        events = events.filter(number__lt=before)
    rows = list(events[: PAGE + 1])
    asked = {"kelompok": chosen.slug if chosen else "", "oleh": who}
    return History(
        days=_days(plan, pillars, rows[:PAGE], room, reader),
        choices=[_choice("", "Semua", asked)] + [_choice(pillar.slug, pillar.code, asked) for pillar in pillars],
        people=people,
        bins=[one for one in (*pillars, SHARED) if reader and verdict("bin.view", role_in(reader, one.code))],
        older=_query(asked, sebelum=rows[PAGE - 1].number) if len(rows) > PAGE else "",
        newest=before is None,
    )


def _query(asked, **more):
    return "?" + urlencode({name: value for name, value in {**asked, **more}.items() if value})


def _choice(slug, name, asked):
    return Choice(slug, name, _query(asked, kelompok=slug), slug == asked["kelompok"])


def _days(plan, pillars, events, room, reader):
    zone = ZoneInfo(plan.time_zone)
    cards = _cards(plan, events)
    by_code = {pillar.code: pillar for pillar in pillars}
    days = []
    for event in events:
        local = event.at.astimezone(zone)
        label = fields.show_day(local.date())
        if not days or days[-1].label != label:
            days.append(Day(label))
        days[-1].changes.append(_change(plan, event, local, room, cards, by_code, reader))
    return days


def _cards(plan, events):
    """{ref: entry}, in the bin or not, of the cards that the events are about."""
    wanted = {}
    for event in events:
        try:
            kind, number = parse_ref(event.refs[0])
        except (IndexError, ValueError):
            continue
        if kind in CARD_MODELS:
            wanted.setdefault(kind, set()).add(number)
    found = {}
    for kind, numbers in wanted.items():
        found |= {row.ref: row for row in CARD_MODELS[kind].objects.filter(plan=plan, number__in=numbers)}
    return found


def _change(plan, event, local: datetime, room, cards, by_code, reader):
    entry = cards.get(event.refs[0]) if event.refs else None
    if entry is None:
        did = OF_THE_PLAN.get(event.verb, OTHER).format(many=len(event.changes))
        if why := event.changes.get(event.refs[0] if event.refs else "", {}).get("reason"):
            did = f"{did}, alasan: {why[1]}"
        return Change(event.number, room.name(event.actor), did, fields.show_time(local), pillar=event.pillar)
    place = by_code.get(event.pillar) or next((one for one in by_code.values() if one.pk == entry.pillar_id), SHARED)
    kind = KINDS[entry.KIND]
    changed = [key for key in event.changes.get(entry.ref, {}) if key in kind.keys]
    changed = changed or [key for key in event.lost if key in kind.keys]
    labels = [in_sentence(kind.field(key).label) for key in changed]
    did = SENTENCES.get(event.verb) or OF_THE_PLAN.get(event.verb) or SENTENCES["entry.saved"]
    branch = sum(1 for changes in event.changes.values() if "deleted" in changes)
    return Change(
        number=event.number,
        who=room.name(event.actor),
        did=did.format(many=len(event.changes), card=kind.label.lower(), fields=", ".join(labels) or "kartu"),
        time=fields.show_time(local),
        kind=entry.KIND,
        code=entry.code,
        title=title_of(entry),
        href=f"{address(plan, place)}{entry.ref}/riwayat/",
        pillar=event.pillar,
        more=0 if "{many}" in did else max(branch - 1, 0),
        binned=entry if _may_restore(event, entry, by_code, reader) else None,
    )


def _may_restore(event, entry, by_code, reader):
    """Whether the reader may take the card out of the bin that this event put it into."""
    if reader is None or entry.deleted_in != event.number or entry.merged_into:
        return False
    code = next((code for code, one in by_code.items() if one.pk == entry.pillar_id), SHARED.code)
    return bool(verdict(right(entry.KIND, "restore"), role_in(reader, code)))
