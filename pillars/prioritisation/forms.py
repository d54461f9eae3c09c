"""What is typed when a choosing is opened and when scores or dots are given; every error names its field."""

from typing import Any

from django import forms
from django.http import QueryDict

from pillars.cards.values import CHAIN_MODELS, title_of
from pillars.kinds import KINDS
from pillars.models import Choosing
from pillars.models.chain import Problem
from pillars.models.prioritisation import Score
from workshops.forms import BoundField, ChoiceField, Form, TextField
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
            self.wrong("titik", sentence, "out_of_range")
        return {"kind": given.get("jenis"), "way": given.get("cara"), "dots": dots or 0}


def _score(name):
    label = KINDS["masalah"].field(_ENDS[name][0]).label
    choices = [(score, score) for score in "12345"]
    return ChoiceField(label, choices, needed=f"{label} belum dinilai. Pilih 1 sampai 5.", widget=forms.RadioSelect)


class UsgForm(Form):
    """U, S and G of one card, each a score from 1 to 5."""

    id_format = "%s"
    use_required_attribute = False  # a button takes the scores back
    u = _score("u")
    s = _score("s")
    g = _score("g")

    def __init__(self, mine: Score | None = None, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={name: getattr(mine, word, "") for name, (word, *_) in _ENDS.items()})

    @property
    def letters(self) -> list[tuple[BoundField, str, str, str, str]]:
        """Return [(field, English word, question, low end, high end)]."""
        return [(self[name], *words) for name, words in _ENDS.items()]


class DotsForm(Form):
    """Dots on the cards of a list; what is not sent stays as it is stored."""

    id_format = "%s"
    partial = True

    def __init__(
        self, choosing: Choosing, cards: list[Problem], mine: dict[str, Score], data: QueryDict | None = None
    ) -> None:
        self.choosing, self.cards = choosing, cards
        look = {"class": "input--num", "inputmode": "numeric", "maxlength": 4, "placeholder": 0}
        names = [*(f"titik-{one.ref}" for one in cards), *(name for name in data or () if name.startswith("titik-"))]
        self.base_fields = {name: TextField("Titik", parse=self._dots, attrs=look, required=False) for name in names}
        super().__init__(data, initial={f"titik-{ref}": str(score.dots) for ref, score in mine.items()})

    def _dots(self, text):
        dots, most = _whole(text) if text else 0, self.choosing.dots
        if dots is None or dots > most:
            raise FieldError("out_of_range", f"Tulis jumlah titik, 0 sampai {most}.")
        return dots

    @property
    def dots(self) -> dict[str, int]:
        """Return {ref of a card: its dots}."""
        return {name[6:]: dots for name, dots in self.cleaned_data.items()}

    def too_many(self, given: int) -> str:
        """Return what is said to who gives more dots than there are."""
        most = self.choosing.dots
        return f"Anda memberi {given} titik, paling banyak {most}. Kurangi {given - most} titik."

    @property
    def lines(self) -> list[tuple[str, str, BoundField]]:
        """Return [(code, title, field)] of the cards."""
        return [(one.code, title_of(one), self[f"titik-{one.ref}"]) for one in self.cards]


def _whole(text):
    """0–9999 from what was typed, or None."""
    given = text.strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None
