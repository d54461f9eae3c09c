"""Where a section that lacks data is filled: the places that `books.json` names, as addresses of the product."""

from dataclasses import dataclass

from django.urls import reverse

from workshops.plans.models import Plan

#: Its prose is where it is filled: no form of the product holds these data.
PROSE = "prose"
#: What `fill_at` says → (page, words of the link). "board" and "completeness" are pages of a group: where the section
#: belongs to no pillar, the board of six leads on to them. `#…` goes behind the address.
PLACES = {
    "Keterangan buku": ("book_details", "Isi keterangan buku"),
    "Pengaturan, Daerah dan masa rencana": ("book_details", "Isi keterangan buku"),
    "Pengaturan, Daerah": ("book_details", "Isi keterangan buku"),
    "Pengaturan, Dasar hukum": ("book_details", "Isi keterangan buku"),
    "Pengaturan, Kelembagaan": (PROSE, "Tulis pada naskah bagian ini"),
    "Buku, Bab 2": ("book_details", "Isi keterangan buku"),
    "Kehadiran dan berita acara": ("closing", "Buka kehadiran dan berita acara"),
    "Pengaturan, Bimtek": ("ready", "Siapkan bimtek"),
    "Kerangka RPJMD": ("frame", "Isi kerangka RPJMD"),
    "Keselarasan": ("coverage", "Buka keselarasan"),
    "Keselarasan, Muat RPJMD": ("frame", "Muat RPJMD"),
    "Papan kelompok": ("board", "Buka papan"),
    "Papan kelompok, Masalah": ("board", "Tulis masalah"),
    "Papan kelompok, Sasaran": ("board", "Lengkapi sasaran"),
    "Papan kelompok, Strategi": ("board", "Lengkapi strategi"),
    "Papan kelompok, Program": ("board", "Tulis program"),
    "Kelengkapan": ("completeness", "Buka kelengkapan"),
    "Kesiapan": ("analysis", "Nilai kesiapan"),
    "Kesenjangan": ("analysis#kesenjangan", "Isi kesenjangan"),
    "SWOT": ("swot", "Isi SWOT"),
    "Analisis, Kata kunci": ("vision", "Pilih kata kunci"),
    "Visi dan misi": ("vision", "Tetapkan visi dan misi"),
    "Peta jalan": ("road_map", "Buka peta jalan"),
    "Quick win": ("quick_wins", "Buka quick win"),
    "Quick win, Profil": ("quick_wins", "Lengkapi profil"),
    "Quick win, Risiko": ("quick_wins", "Isi risiko"),
}
OF_A_GROUP = {"board": "group_board", "completeness": "completeness"}


@dataclass(frozen=True)
class FillLink:
    """A link that leads to where something is filled."""

    text: str
    href: str


def fill_of(plan: Plan, said: str, *, prose: str, pillar: str = "") -> FillLink | None:
    """Return the link for what `fill_at` says; None for an empty one.

    prose   the address where the section's own prose is written
    pillar  the slug of the pillar that the section is about, or ""
    """
    if not said:
        return None
    page, text = PLACES.get(said, (PROSE, "Tulis pada naskah bagian ini"))
    if page == PROSE:
        return FillLink(text, prose)
    if page in OF_A_GROUP:
        group = [plan.slug, pillar] if pillar else None
        return FillLink(
            text, reverse(OF_A_GROUP[page], args=group) if group else reverse("board_of_six", args=[plan.slug])
        )
    name, sharp, anchor = page.partition("#")
    return FillLink(text, reverse(name, args=[plan.slug]) + sharp + anchor)
