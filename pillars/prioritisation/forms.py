"""What is typed when a choosing is opened and when scores or dots are given; every error names its field."""

from typing import Any

from django import forms
from django.http import QueryDict

from pillars.cards.values import CHAIN_MODELS, title_of
from pillars.kinds import KINDS
from pillars.models import Choosing
from pillars.models.chain import Problem
from pillars.models.prioritisation import Score
from workshops.forms import ChoiceField, Form, TextField
from workshops.text import FieldError

#: Dots that one person may have to give, and how many are offered.
MOST_DOTS, USUAL_DOTS = 20, 3
WAYS = (
    (Choosing.USG, "Nilai USG", "Tiap orang memberi tiga nilai 1 sampai 5: mendesak, gawat, memburuk."),
    (Choosing.DOTS, "Titik", "Tiap orang membagi beberapa titik, boleh lebih dari satu pada satu kartu."),
)
_ENDS = {
    "u": ("urgency", "seberapa cepat harus ditangani?", "1 dapat menunggu", "5 harus sekarang"),
    "s": ("seriousness", "seberapa besar akibatnya?", "1 ringan", "5 sangat berat"),
    "g": ("growth", "bertambah parah bila dibiarkan?", "1 tetap saja", "5 cepat memburuk"),
}


class OpenForm(Form):
    """What is opened: a list of cards, and whether people score or give dots."""

    jenis = ChoiceField("Yang dinilai", [(key, KINDS[key].label) for key in CHAIN_MODELS], initial="masalah")
    cara = ChoiceField(
        "Cara menilai", [(key, label) for key, label, _ in WAYS], initial=Choosing.USG, widget=forms.RadioSelect
    )
    titik = TextField(
        "Titik per orang (bila memakai titik)",
        parse=lambda text: _whole(text),
        initial=str(USUAL_DOTS),
        attrs={"inputmode": "numeric", "maxlength": 4, "required": False},
    )

    def clean(self) -> dict[str, Any]:
        """Return the values that `open_choosing` takes; dots need a number."""
        given = super().clean()
        dots = given["titik"]
        if given.get("cara") == Choosing.DOTS and not (dots and 1 <= dots <= MOST_DOTS):
            sentence = f"Tulis jumlah titik per orang, 1 sampai {MOST_DOTS}."
            self.wrong("titik", sentence, "out_of_range", names_field=True)
        return {"kind": given.get("jenis"), "way": given.get("cara"), "dots": dots or 0}


class UsgForm:
    """U, S and G of one card. `letters` are (name, label, English word, question, low end, high end, chosen, error)."""

    def __init__(self, mine: Score | None = None, data: QueryDict | None = None) -> None:
        stored = (mine.urgency, mine.seriousness, mine.growth) if mine else ("", "", "")
        self.values = dict(zip("usg", map(str, stored), strict=True))
        if data is not None:
            self.values = {name: data.get(name, "") for name in "usg"}
        self.errors: dict[str, FieldError] = {}
        self.clean: tuple[int, ...] = ()

    def is_valid(self) -> bool:
        """Read what was sent; True when all three are scores from 1 to 5."""
        for name, given in self.values.items():
            if given not in ("1", "2", "3", "4", "5"):
                label = _label(name)
                sentence = f"{label} belum dinilai. Pilih 1 sampai 5." if not given else f"{label}: pilih 1 sampai 5."
                self.errors[name] = FieldError("field_error", sentence, names_field=True)
        self.clean = () if self.errors else tuple(int(self.values[name]) for name in "usg")
        return not self.errors

    @property
    def letters(self) -> list[tuple[str | FieldError | None, ...]]:
        return [(name, _label(name), *_ENDS[name], self.values[name], self.errors.get(name)) for name in "usg"]


def _label(name):
    return KINDS["masalah"].field(_ENDS[name][0]).label


class DotsForm:
    """Dots on the cards of a list. `lines` are (ref, code, title, what stands in the field, error)."""

    def __init__(
        self, choosing: Choosing, cards: list[Problem], mine: dict[str, Score], data: QueryDict | None = None
    ) -> None:
        self.choosing, self.cards = choosing, cards
        self.values = {card.ref: str(mine[card.ref].dots) if card.ref in mine else "" for card in cards}
        sent = {} if data is None else data
        self.values |= {name[6:]: sent[name] for name in sent if name.startswith("titik-")}
        self.errors: dict[str, FieldError] = {}
        self.clean: dict[str, int] = {}
        self.sentence = ""

    def is_valid(self) -> bool:
        """Read what was sent; True when each is a number and together they are not more than a person has."""
        most = self.choosing.dots
        for ref, given in self.values.items():
            dots = _whole(given) if given.strip() else 0
            if dots is None or dots > most:
                sentence = f"Tulis jumlah titik, 0 sampai {most}."
                self.errors[ref] = FieldError("out_of_range", sentence, names_field=True)
            else:
                self.clean[ref] = dots
        if not self.errors and (sum_given := sum(self.clean.values())) > most:
            self.sentence = self.too_many(sum_given)
        return not (self.errors or self.sentence)

    def too_many(self, given: int) -> str:
        """Return what is said to who gives more dots than there are."""
        most = self.choosing.dots
        return f"Anda memberi {given} titik, paling banyak {most}. Kurangi {given - most} titik."

    @property
    def lines(self) -> list[tuple[str, str, str, str, FieldError | None]]:
        return [
            (one.ref, one.code, title_of(one), self.values[one.ref], self.errors.get(one.ref)) for one in self.cards
        ]


def _whole(text):
    """0–9999 from what was typed, or None."""
    given = text.strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None
