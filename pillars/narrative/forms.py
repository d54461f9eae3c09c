"""The picture that somebody uploads, and the words for one."""

from typing import Any

from pillars.narrative.pdf_scan import check_scan, is_scan, scan_too_large, stem_of
from pillars.narrative.picture_check import ALLOWED, check_picture, too_large
from pillars.uploads import LARGEST, MIB
from workshops.forms import FileField, Form, TextField
from workshops.text import check_length

LONGEST_ALT = 500
#: Letters of what says which page of a scan a picture is.
LONGEST_PAGE = len(", halaman 20 dari 20")


class AltForm(Form):
    """The words for a picture."""

    use_required_attribute = False
    alt = TextField("Teks pengganti", LONGEST_ALT, needed="Tulis apa yang terlihat pada gambar, dalam satu kalimat.")


class PictureForm(AltForm):
    """A picture with its words, or a `scan` whose pages each become one. After `is_valid()`: `pictures`, their `alts`.

    The words of the pages of a scan are made from what was typed, or from the name of the file.
    """

    id_format = "i-%s"
    field_order = ("gambar", "alt")
    gambar = FileField(
        "Gambar",
        needed=f"Pilih satu gambar dahulu: {ALLOWED}, paling besar {LARGEST // MIB} MB.",
        accept=".jpg,.jpeg,.png,.webp,.pdf",
        help_text="JPG, PNG, WebP, atau pindaian PDF, paling besar 10 MB. Gambar diperkecil dan tempat pengambilannya "
        "dihapus. Setiap halaman PDF menjadi satu gambar, paling banyak 20 halaman.",
    )

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["alt"].help_text = (
            "Apa yang terlihat, untuk yang tidak dapat melihat gambarnya. Misalnya: Warga antre di loket layanan "
            "kecamatan. Untuk PDF boleh kosong: setiap halaman diberi nama berkas dan nomornya, dan dapat diubah "
            "sesudahnya."
        )
        file: Any = self.files.get("gambar")
        self.content = file.read() if file is not None and file.size <= LARGEST else b""
        self.scan = file is not None and is_scan(file.name or "", self.content)
        self.fields["alt"].required = not self.scan

    def clean(self) -> dict[str, Any]:
        """Read the pictures, unless the words for the pages of a scan have to be written anew first."""
        given, alt = super().clean(), self.cleaned_data.get("alt", "")
        if self.scan:
            with self.reading("alt"):
                check_length(alt, LONGEST_ALT - LONGEST_PAGE)
        if "gambar" in given and not (self.scan and self.errors):
            with self.reading("gambar"):
                self._read(given["gambar"], alt)
        return given

    def _read(self, file, alt):
        name = file.name or ""
        if file.size > LARGEST:
            raise scan_too_large(name, file.size) if self.scan else too_large(file.size)
        self.pictures = check_scan(name, self.content) if self.scan else [check_picture(name, self.content)]
        said, count = alt or f"Pindaian {stem_of(name)}", len(self.pictures)
        self.alts = [f"{said}, halaman {n} dari {count}" for n in range(1, count + 1)] if count > 1 else [said]
