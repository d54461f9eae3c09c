"""Answers that are given before a page is reached: they need no database, no session and no template engine.

The words stand in `templates/masterplan/server/refusal.html`, which is read once when first needed.
"""

import functools
from pathlib import Path

from masterplan.server.paths import ROOT

Answer = tuple[int, tuple[tuple[str, str], ...], bytes]

_TOO_LARGE = (
    "Kiriman ini lebih besar dari 2 MB, atau berkasnya lebih besar dari 10 MB. "
    "Bagi menjadi beberapa bagian atau perkecil berkasnya, lalu kirim lagi."
)
#: status: (message kind, sentence, further headers). Kinds and statuses: reliability rules of the project.
SENTENCES: dict[int, tuple[str, str, dict[str, str]]] = {
    400: ("forbidden", "Permintaan ini tidak bisa dibaca. Muat ulang halaman, lalu coba lagi.", {}),
    404: ("not_found", "Halaman ini tidak ada.", {}),
    405: ("forbidden", "Cara meminta ini tidak dilayani.", {"Allow": "GET, HEAD, POST, OPTIONS"}),
    408: ("slow_down", "Kiriman terlalu lama sampai. Periksa sambungan, lalu kirim lagi.", {"Connection": "close"}),
    413: ("too_large", _TOO_LARGE, {}),
    414: ("not_found", "Alamat ini terlalu panjang.", {}),
    431: ("forbidden", "Keterangan yang dikirim peramban terlalu panjang. Hapus kuki situs ini, lalu coba lagi.", {}),
    500: ("forbidden", "Ada kesalahan pada Rembuk. Isian Anda masih ada di HP ini; coba lagi sebentar lagi.", {}),
    503: (
        "slow_down",
        "Rembuk sedang sibuk atau baru dinyalakan. Isian Anda masih ada di HP ini; coba lagi sebentar lagi.",
        {"Retry-After": "3"},
    ),
}


@functools.cache
def refusal(status: int, sentence: str = "") -> Answer:
    """Return status, headers and body (UTF-8 HTML) of one refusal; `sentence` instead of the usual one."""
    kind, usual, more = SENTENCES[status]
    page = (ROOT / "templates" / Path("masterplan/server/refusal.html")).read_text()
    body = page.replace("[[kind]]", kind).replace("[[sentence]]", sentence or usual).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        **more,
    }
    return status, tuple(headers.items()), body
