"""The decision on a nomination; every error names its field and what to do."""

from django.http import QueryDict

from pillars.quick_win_guide import KEPT
from pillars.quickwins.queries import CHOSEN, DROPPED, NOMINATED
from workshops.forms import ChoiceField, Form, TextField, TickField

LONGEST = 2000


class NominationDecisionForm(Form):
    """`kedudukan` is the standing to give, `alasan` why; `terlihat` the standing that the page had shown."""

    id_format = "i-%s"
    kedudukan = ChoiceField(
        choices=[(one, one) for one in (CHOSEN, DROPPED, NOMINATED)],
        needed="Pilih Tetapkan, Tidak dipilih, atau Buka kembali.",
    )
    alasan = TextField(
        "Alasan",
        LONGEST,
        rows=3,
        needed="Tulis alasannya: mengapa, oleh siapa, kapan.",
        help_text="Mengapa, oleh siapa, kapan. Tertulis di daftar nominasi dan riwayat.",
    )
    lebih = TickField(f"Tetapkan juga yang ini, menjadi lebih dari {KEPT}", value="ya")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.seen = self.data.get("terlihat", "")
