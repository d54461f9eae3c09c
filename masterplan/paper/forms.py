"""What the Excel page is sent: a workbook, or the choice among what its preview offered."""

from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from masterplan.paper.upload import pack, read_upload, unpack
from masterplan.paper.upload_changes import compare
from workshops.forms import FileField, Form
from workshops.number_format import show_number
from workshops.plans.models import Plan
from workshops.sheets import SheetError
from workshops.sheets.table_import import LONGEST

#: Ticks that one form can carry.
MOST = 1_900
NO_FILE = "Pilih berkas Excel (.xlsx) dahulu."
MANY = "Ada {many} perubahan, paling banyak {most} sekaligus. Hapus sebagian baris yang berubah, lalu unggah dua kali."
NOTHING = "Tidak ada perubahan yang ditandai. Tandai paling sedikit satu, lalu simpan."


class ExcelForm(Form):
    """`preview` is what the workbook would change, once it was read; `ticked` are the tokens that stand ticked."""

    id_format = "i-%s"
    berkas = FileField(
        "Berkas Excel",
        accept=".xlsx",
        needed=NO_FILE,
        help_text="Pakai berkas yang diunduh di halaman ini. Tidak ada yang disimpan sebelum Anda memeriksa setiap "
        "perubahan.",
    )

    def __init__(self, plan: Plan, data: QueryDict | None = None, files: MultiValueDict | None = None) -> None:
        super().__init__(data, files)
        self.plan, self.upload, self.preview = plan, None, None
        self.packed, self.ticked = "", set()
        self.is_choice = "muatan" in self.data
        self.fields["berkas"].required = not self.is_choice

    def clean(self) -> dict[str, Any]:
        """Read the workbook, or the one of a preview that its page sends again."""
        given = super().clean()
        if not self.errors:
            try:
                self._look(given["berkas"])
            except SheetError as error:
                self.wrong("berkas", error.sentence, "bad_file")
        return given

    def _look(self, file):
        sent, plan = self.data.get("muatan"), self.plan
        self.upload = unpack(plan, sent) if self.is_choice else read_upload(plan, file.read(), file.name)
        self.preview = compare(plan, self.upload)
        offered = self.preview.offered
        if len(offered) > MOST:
            raise SheetError(MANY.format(many=show_number(len(offered)), most=show_number(MOST)))
        if self.is_choice:
            self.packed, self.ticked = sent, set(self.data.getlist("pilih"))
            return
        self.upload.rows = self.preview.rows
        self.packed = pack(plan, self.upload)
        if len(self.packed) > LONGEST:
            raise SheetError(MANY.format(many="terlalu banyak", most="1,5 MB"))
        unheard = [one for one in self.preview.news if not one.same]
        self.ticked = {one.token for one in [*unheard, *self.preview.changes]}
