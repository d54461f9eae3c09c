"""Addresses: of a plan (/r/<slug>/) and of its pillars (/r/<slug>/<pillar>/)."""

import re
import unicodedata

from masterplan.exchange.faults import quote
from pillars.catalogue import BY_CODE

LONGEST = 60
FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED_PLANS = frozenset(["baru", "masuk", "tanpa-sambungan"])
# Names of pages that stand, or will stand, where a pillar's address stands.
RESERVED_PILLARS = frozenset(
    ("saya", "kelompok", "hadir", "orang", "gabung", "riwayat", "buku", "acara", "layar", "kehadiran", "selaras")
    + ("analisis", "peta-jalan", "quick-win", "telaah", "periksa", "pengaturan", "siapkan", "tugas", "ruang", "cari")
    + ("baru", "masuk", "tanpa-sambungan", "lembar", "kerangka", "evaluasi", "berkas")
)


class BadSlug(ValueError):
    """The text cannot be a plan's address; the message says why, in Indonesian."""


def check_plan_slug(slug: str) -> str:
    """Return the slug, or BadSlug."""
    if len(slug) > LONGEST or not FORM.fullmatch(slug):
        raise BadSlug(f"“{quote(slug)}” hanya boleh memuat a–z, 0–9, dan tanda hubung, paling banyak {LONGEST} huruf")
    if slug in RESERVED_PLANS:
        raise BadSlug(f"“{slug}” dipakai oleh sistem; gunakan slug lain")
    return slug


def plan_slug(region: str) -> str:
    """Return `Kabupaten Ponorogo` → `ponorogo`.

    `Kota Kediri` → `kota-kediri`, since a regency may have the same name.
    """
    return _free(slugify(region, "rencana").removeprefix("kabupaten-"), RESERVED_PLANS)


def pillar_slug(code: str, name: str, taken: set[str]) -> str:
    """Return the catalogue's slug for the six known codes, else one from the name.

    Never a page's name or in `taken`.
    """
    wanted = BY_CODE[code].slug if code in BY_CODE else slugify(name, "pilar")
    return _free(wanted, RESERVED_PILLARS | set(taken))


def slugify(text: str, otherwise: str) -> str:
    """Return letters a–z, digits and single hyphens, at most 60; `otherwise` where nothing of the text is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise


def _free(wanted, taken):
    candidate, number = wanted, 2
    while candidate in taken:
        ending = f"-{number}"
        candidate = wanted[: LONGEST - len(ending)].rstrip("-") + ending
        number += 1
    return candidate
