"""What `up` says on the terminal."""

from dataclasses import dataclass

from masterplan.server.paths import VERSION
from workshops.qr_code import qr_terminal


@dataclass(frozen=True)
class Addresses:
    """Where the pages are. `here` is this computer; `network` other devices (None: in no network).

    `open_to_network` is whether other devices really get in; `public` the address of `REMBUK_URL`.
    """

    here: str
    network: str | None
    open_to_network: bool
    public: str = ""

    @property
    def for_phones(self) -> str:
        """Return the base address that the QR code carries."""
        return self.public or (self.network if self.open_to_network and self.network else self.here)


PLAIN = """\
  Perhatian: --lan memakai http biasa. Isian, kode, dan kata sandi lewat tanpa
  enkripsi, jadi siapa pun di Wi-Fi yang sama bisa membacanya. HP tidak bisa
  menyimpan halaman untuk dibuka tanpa sinyal. Pakai hanya di Wi-Fi acara sendiri.
"""


def startup_banner(addresses: Addresses, way_in: dict | None, *, lan: bool) -> str:
    """Return the whole text. `way_in` has `code` and `path` of the join page, at the first start also `login` and
    `password`, later `plan`; None when nobody can join yet.
    """
    lines = ["", f"Rembuk {VERSION} siap.", "", _line("Di komputer ini", addresses.here)]
    if addresses.public:
        lines.append(_line("Untuk peserta", addresses.public))
    elif addresses.network and addresses.open_to_network:
        lines.append(_line("Di jaringan", addresses.network))
    elif addresses.network:
        lines.append(_line("Di jaringan", f"{addresses.network} (tertutup; buka dengan ./rembuk up --lan)"))
    else:
        lines.append(_line("Di jaringan", "komputer ini tidak tersambung ke jaringan"))
    if lan and not addresses.public.startswith("https"):
        lines += ["", PLAIN.rstrip("\n")]
    lines += ["", *_account(way_in or {}), *_join(addresses, way_in)]
    return "\n".join([*lines, "", "  Hentikan dengan Ctrl+C.", ""])


def _account(way_in: dict) -> list[str]:
    if "password" in way_in:
        return [
            _line("Akun staf", f"{way_in['login']}   kata sandi  {way_in['password']}"),
            _line("", "kata sandi dibuat barusan dan hanya tampil sekali ini"),
        ]
    return [
        _line("Akun staf", "kata sandi hilang? ./rembuk manage staff_password NAMA"),
        _line("", f"orang baru: ./rembuk manage add_staff {way_in.get('plan', 'RENCANA')} NAMA"),
    ]


def _join(addresses: Addresses, way_in: dict | None) -> list[str]:
    if not way_in:
        return [_line("Rencana", "muat berkas dengan ./rembuk manage load_plan BERKAS.json")]
    page = addresses.for_phones.rstrip("/") + way_in["path"]
    return [_line("Kode gabung", way_in["code"]), "", qr_terminal(page), _line("Pindai, atau", page)]


def _line(name: str, value: str) -> str:
    return f"  {name:<16}{value}"
