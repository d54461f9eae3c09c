"""The file that somebody attaches."""

from typing import Any

from pillars.uploads import ALLOWED, LARGEST, MIB, CheckedFile, check_file, too_large
from workshops.forms import FileField, Form


def _checked(given: Any) -> CheckedFile:
    if given.size > LARGEST:
        raise too_large(given.size)
    return check_file(given.name or "", given.read())


class FileForm(Form):
    """A file that proves something, a CheckedFile in `cleaned_data`."""

    id_format = "i-%s"
    use_required_attribute = False
    berkas = FileField(
        "Tambah berkas bukti",
        check=_checked,
        needed=f"Pilih satu berkas dahulu: {ALLOWED}, paling besar {LARGEST // MIB} MB.",
        accept=".pdf,.png,.jpg,.jpeg,.xlsx,.docx",
        help_text=f"{ALLOWED}, paling besar {LARGEST // MIB} MB. Tutup data pribadi sebelum diunggah. "
        "Nama berkas: kode butir, tahun, OPD.",
    )
