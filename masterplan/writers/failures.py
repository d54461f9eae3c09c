"""What people are told where a file could not be made."""


class RenderFailed(Exception):
    """`kind`: slow · memory · blocked · broken · cancelled; `sentence` is for people, `part` the part of the book
    that was being laid out.
    """

    def __init__(self, kind: str, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.kind, self.sentence, self.part = kind, sentence, part


SENTENCES = {
    "slow": "Pembuatan buku dihentikan karena terlalu lama.",
    "memory": "Pembuatan buku dihentikan karena memerlukan memori terlalu banyak.",
    "blocked": "Pembuatan buku dihentikan karena isinya meminta berkas dari luar.",
    "broken": "Pembuatan buku gagal.",
    "cancelled": "Pembuatan buku dibatalkan.",
}


def failure(kind: str, part: str = "") -> RenderFailed:
    """Return the RenderFailed of this kind; `part` is what was worked at last."""
    where = (
        f" Bagian terakhir yang dikerjakan: {part}. Periksa isian pada bagian itu, lalu buat lagi."
        if part and kind != "cancelled"
        else ""
    )
    return RenderFailed(kind, SENTENCES[kind] + where, part)
