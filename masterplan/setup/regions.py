"""The 514 kabupaten and kota with their 38 provinces (`masterplan/content/regions.json`, source named there). Pure."""

import json
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "content" / "regions.json"
#: The three zones as people call them, with the name that computers know.
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
ZONE_NAMES = {computer: name for name, computer in ZONES.items()}


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A kabupaten or kota: `Kabupaten Ponorogo`, its province and its zone (`WIB`, `WITA`, `WIT`)."""

    name: str
    province: str
    zone: str

    @property
    def time_zone(self) -> str:
        return ZONES[self.zone]


def _read():
    for province in json.loads(SOURCE.read_text(encoding="utf-8"))["provinces"]:
        for kind, names in (("Kabupaten", province["kabupaten"]), ("Kota", province["kota"])):
            for name in names:
                yield RegionChoice(f"{kind} {name}", province["name"], province["zone"])


PLACES = tuple(_read())


def key_of(name: str) -> str:
    """Return a name without capitals, spaces and marks: `Kab.

    Tojo Una-una` and `KABUPATEN TOJO UNA UNA` are the same.
    """
    words = name.lower().replace("kab.", "kabupaten ").replace("kab ", "kabupaten ")
    return "".join(letter for letter in words if letter.isalnum())


def find(typed: str, places: tuple[RegionChoice, ...] = PLACES) -> list[RegionChoice]:
    """Return the places that `typed` may mean: the one of that name, else all whose name without its kind it is."""
    wanted = key_of(typed)
    exact = [place for place in places if key_of(place.name) == wanted]
    return exact or [place for place in places if key_of(place.name.partition(" ")[2]) == wanted]


def near(typed: str, most: int = 4) -> list[RegionChoice]:
    """Return up to `most` places in whose name `typed` stands, for “Maksudnya …?”."""
    wanted = key_of(typed)
    return [place for place in PLACES if wanted and wanted in key_of(place.name)][:most]
