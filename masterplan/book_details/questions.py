"""What is asked for the books: names, offices, laws and short summaries, by the marks that print them; and how the
books look. Pure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class BookDetail:
    """`key`: the mark that prints it; `long`: a paragraph, not a line; `example`: how such an entry reads; `choices`:
    (value, what it is called), the first is what holds where nothing was chosen: of no mark.
    """

    key: str
    label: str
    help: str = ""
    example: str = ""
    long: bool = False
    choices: tuple = ()

    def answer_text(self, value: str) -> str:
        """Return the value as people read it."""
        return dict(self.choices).get(value, self.choices[0][1]) if self.choices else value


#: The choice of a cover, and its value for the white one.
COVER, WHITE = "sampul", "kantor"
GROUPS = (
    (
        "Kepala daerah dan pejabat",
        (
            BookDetail("nama_kepala_daerah", "Nama kepala daerah", "Lengkap dengan gelar; tercetak di bawah sambutan."),
            BookDetail("nama_sekda", "Nama Sekretaris Daerah", "Lengkap dengan gelar."),
            BookDetail("nama_kepala_dinas", "Nama kepala dinas kominfo", "Tercetak di bawah kata pengantar."),
            BookDetail("ibu_kota", "Tempat surat dibuat", "Nama kota di depan tanggal.", "Ponorogo"),
        ),
    ),
    (
        "Program dan pembina",
        (
            BookDetail("nama_kementerian", "Kementerian pembina", example="Kementerian Komunikasi dan Digital"),
            BookDetail("nama_program", "Program nasional", example="Gerakan Menuju Kota Cerdas"),
            BookDetail(
                "nama_indeks_digital",
                "Indeks yang dipakai",
                "SPBE atau Pemerintah Digital.",
                "Indeks Pemerintah Digital",
            ),
        ),
    ),
    (
        "Dasar hukum",
        (
            BookDetail("undang_undang_pembentukan", "Undang-undang pembentukan daerah", "Nomor, tahun, dan judulnya."),
            BookDetail("nomor_sk", "Nomor SK Dewan dan Tim Pelaksana"),
            BookDetail("nomor_perbup", "Nomor peraturan kepala daerah", "Kosongkan bila belum ditetapkan."),
        ),
    ),
    (
        "Gambaran daerah",
        (
            BookDetail("kekhasan_daerah", "Kekhasan daerah", "Satu atau dua kalimat untuk latar belakang.", long=True),
            BookDetail("ringkasan_rpjpd", "Ringkasan RPJPD", "Satu alinea arah jangka panjang daerah.", long=True),
            BookDetail("ringkasan_rtrw", "Ringkasan RTRW", "Satu alinea arah tata ruang.", long=True),
        ),
    ),
    (
        "Cetakan",
        (
            BookDetail(
                COVER,
                "Sampul",
                "Sampul kantor mencetak sampul, halaman visi, dan pembuka pilar di atas kertas putih untuk pencetak "
                "kantor; isi dan sidik isi buku tetap sama.",
                choices=(("", "Penuh warna"), (WHITE, "Sampul kantor (putih, hemat tinta)")),
            ),
        ),
    ),
)
DETAILS = {one.key: one for _, group in GROUPS for one in group}
#: Those that a mark prints.
MARKS = tuple(one for one in DETAILS.values() if not one.choices)
#: Characters of a line and of a paragraph.
LINE, PARAGRAPH = 300, 5000
