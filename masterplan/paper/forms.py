"""What the Excel page is sent: a workbook, or the choice among what its preview offered."""

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from masterplan.paper.upload import pack, read_upload, unpack
from masterplan.paper.upload_changes import compare
from workshops.number_format import show_number
from workshops.plans.models import Plan
from workshops.sheets import SheetError
from workshops.sheets.table_import import LONGEST

#: Ticks that one form can carry.
MOST = 1_900
NO_FILE = "Pilih berkas Excel (.xlsx) dahulu."
MANY = "Ada {many} perubahan, paling banyak {most} sekaligus. Hapus sebagian baris yang berubah, lalu unggah dua kali."
NOTHING = "Tidak ada perubahan yang ditandai. Tandai paling sedikit satu, lalu simpan."


class ExcelForm:
    """`error` is a sentence where there is no preview; `ticked` are the tokens that stand ticked."""

    def __init__(self, plan: Plan, data: QueryDict, files: MultiValueDict) -> None:
        self.upload = self.preview = None
        self.error, self.packed, self.ticked = "", "", set()
        self.is_choice = "muatan" in data
        try:
            self.upload = self._upload(plan, data, files)
            if self.upload is not None:
                self._look(plan, data)
        except SheetError as error:
            self.error = error.sentence

    def _upload(self, plan, data, files):
        if self.is_choice:
            return unpack(plan, data["muatan"])
        file = files.get("berkas")
        if file is None:
            self.error = NO_FILE
            return None
        return read_upload(plan, file.read(), file.name)

    def _look(self, plan, data):
        self.preview = compare(plan, self.upload)
        offered = self.preview.offered
        if len(offered) > MOST:
            raise SheetError(MANY.format(many=show_number(len(offered)), most=show_number(MOST)))
        if self.is_choice:
            self.packed, self.ticked = data["muatan"], set(data.getlist("pilih"))
            return
        self.upload.rows = self.preview.rows
        self.packed = pack(plan, self.upload)
        if len(self.packed) > LONGEST:
            raise SheetError(MANY.format(many="terlalu banyak", most="1,5 MB"))
        unheard = [one for one in self.preview.news if not one.same]
        self.ticked = {one.token for one in [*unheard, *self.preview.changes]}
