"""Units as tables write them: in brackets behind an indicator, behind a figure, as a sign. Pure."""

import re

_UNITS = """
% ‰ persen indeks poin skor nilai angka orang jiwa kk unit desa kelurahan kecamatan kabupaten km km2 km² m m2 m² m3 m³
ha ton kg kuintal liter rupiah rp ribu ribuan juta jutaan miliar milyar triliun tahun bulan hari jam menit detik kasus
kejadian kategori predikat opini peringkat level tingkat rasio dokumen laporan paket kegiatan layanan lembaga sekolah
rumah keluarga kelompok lokasi titik ekor buah mbps kwh mw us$ usd per kapita kelahiran hidup penduduk 1000 1.000 10000
10.000 100000 100.000 kali perkara inovasi aplikasi opd perangkat daerah huruf co2eq tco2eq
"""
_WORDS = frozenset(_UNITS.split())
_IN_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,40})[)\]]\s*$", re.DOTALL)
_BEHIND = re.compile(r"^\(?[-+]?[0-9][0-9.,]*\)?\s*(?P<unit>%|‰|[^\W\d_][^0-9]{0,38}.{0,4})$")


def is_unit(text: str) -> bool:
    """Whether every word of a text is one that units consist of."""
    words = re.split(r"[\s/]+", text.casefold().strip(" ."))
    return bool(text.strip()) and all(word.strip(".,") in _WORDS for word in words if word)


def split_unit(name: str) -> tuple[str, str]:
    """Return (indicator, unit) of `Angka kemiskinan (%)`; (name, "") where no unit stands in brackets at its end."""
    match = _IN_BRACKETS.match(name)
    return (match["name"], match["unit"].strip()) if match and is_unit(match["unit"]) else (name, "")


def unit_behind(typed: str) -> str:
    """Return the unit that stands behind a figure (`73,5 tahun`), "" for none."""
    match = _BEHIND.match(typed.strip())
    return match["unit"].strip() if match and is_unit(match["unit"]) else ""
