"""What is asked for the books: names, offices, laws and short summaries, by the marks that print them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Particular:
    """`key`: the mark that prints it; `long`: a paragraph, not a line; `example`: how such an entry reads."""

    key: str
    label: str
    help: str = ""
    example: str = ""
    long: bool = False


GROUPS = (
    (
        "Kepala daerah dan pejabat",
        (
            Particular("nama_kepala_daerah", "Nama kepala daerah", "Lengkap dengan gelar; tercetak di bawah sambutan."),
            Particular("nama_sekda", "Nama Sekretaris Daerah", "Lengkap dengan gelar."),
            Particular("nama_kepala_dinas", "Nama kepala dinas kominfo", "Tercetak di bawah kata pengantar."),
            Particular("ibu_kota", "Tempat surat dibuat", "Nama kota di depan tanggal.", "Ponorogo"),
        ),
    ),
    (
        "Program dan pembina",
        (
            Particular("nama_kementerian", "Kementerian pembina", example="Kementerian Komunikasi dan Digital"),
            Particular("nama_program", "Program nasional", example="Gerakan Menuju Kota Cerdas"),
            Particular(
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
            Particular("undang_undang_pembentukan", "Undang-undang pembentukan daerah", "Nomor, tahun, dan judulnya."),
            Particular("nomor_sk", "Nomor SK Dewan dan Tim Pelaksana"),
            Particular("nomor_perbup", "Nomor peraturan kepala daerah", "Kosongkan bila belum ditetapkan."),
        ),
    ),
    (
        "Gambaran daerah",
        (
            Particular("kekhasan_daerah", "Kekhasan daerah", "Satu atau dua kalimat untuk latar belakang.", long=True),
            Particular("ringkasan_rpjpd", "Ringkasan RPJPD", "Satu alinea arah jangka panjang daerah.", long=True),
            Particular("ringkasan_rtrw", "Ringkasan RTRW", "Satu alinea arah tata ruang.", long=True),
        ),
    ),
)
PARTICULARS = tuple(one for _, group in GROUPS for one in group)
#: Characters of a line and of a paragraph.
LINE, PARAGRAPH = 300, 5000
