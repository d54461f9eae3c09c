"""Sheets for the room as markup: the invitation with a QR code for each table, table tents, QR codes for the wall."""

from typing import Any

from masterplan.document import tree
from masterplan.writers.blocks import profile_table
from masterplan.writers.figures import icon
from masterplan.writers.markup import HeaderFooter, escaped, plain
from workshops.qr_code import QUIET, qr_path


def room_piece(node: tree.RoomPiece, page: HeaderFooter) -> str:
    """Return the page of one sheet."""
    return {"invitation": invitation, "tent": tent, "wall": wall}[node.kind](node, page)


def invitation(node: Any, page: Any) -> str:
    """Return one A4 page: when, where, what, and the way into each group."""
    cells = "".join(
        f'<div class="und-s"{page.ink(place.code)}><p class="und-n">{escaped(place.name)}</p>'
        f'<p class="s">{escaped(place.code)}</p>{qr(place.to, "Kode QR gabung " + place.name, "36mm")}</div>'
        for place in node.entries
    )
    inner = (
        f'<h1 id="{plain(node.id)}" data-judul="{plain(node.title)}">{escaped(node.title)}</h1>'
        f'<p class="lead">{escaped(node.subtitle)}</p>{profile_table(node.rows)}'
        '<h2 data-judul="Gabung ke kelompok">Gabung ke kelompok Anda</h2>'
        "<p>Arahkan kamera HP ke kode kelompok, isi nama dan instansi. Tanpa akun dan tanpa kata sandi.</p>"
        f'<div class="und">{cells}</div>'
        f'<p class="und-k">Tanpa kamera: buka <b>{escaped(node.text)}</b>, '
        f'tulis kode <b class="und-c">{escaped(node.code)}</b></p>'
    )
    return page.unit("bahan", "", "", inner, foot=node.running)


def tent(node: tree.RoomPiece, page: HeaderFooter) -> str:
    """Return one landscape page to fold in the middle: the same on both sides, the upper one upside down."""
    seat = page.seats.get(node.pillar, "")
    body = (
        f'<div class="tk-b"><p class="tk-c">{escaped(node.pillar)}</p>'
        f'<p class="tk-n{_size(node.title)}">{escaped(node.title)}</p>'
        f'<p class="tk-k">Kode gabung <b>{escaped(node.code)}</b></p></div>'
    )
    drawn = f'<span class="tk-i">{icon(seat, node.title, "44mm", "#fff")}</span>'
    code = "".join(
        f'<div class="tk-q">{qr(place.to, "Kode QR gabung " + place.name, "38mm")}</div>' for place in node.entries
    )
    inner = (
        f'<div class="tk tk--atas"><div class="tk-p">{drawn}{body}{code}</div></div>'
        f'<p class="tk-l">lipat di garis ini</p><div class="tk"><h1 class="tk-h" id="{plain(node.id)}" '
        f'data-judul="{plain(node.title)}">Meja {escaped(node.title)}</h1>'
        f'<div class="tk-p">{drawn}{body}{code}</div></div>'
    )
    return page.unit("tenda", "", node.pillar, inner)


def _size(name) -> str:
    return " kecil" if len(name) > 16 else ""


def wall(node: tree.RoomPiece, page: HeaderFooter) -> str:
    """Return one A4 page with one large code, to be read from three metres."""
    place = node.entries[0]
    seat = page.seats.get(node.pillar, "")
    mark = f'<p class="lq-k">{icon(seat, node.title, "18mm")}</p>' if seat else ""
    inner = (
        f'<div class="lq">{mark}<h1 id="{plain(node.id)}" data-judul="{plain(node.title)}">{escaped(node.title)}</h1>'
        f'<p class="lq-n">{escaped(node.subtitle)}</p>{qr(place.to, "Kode QR gabung " + place.name, "104mm")}'
        '<p class="lq-p">Pindai dengan kamera HP</p>'
        f'<p class="lq-u">atau buka <b>{escaped(node.text)}</b> dan tulis kode</p>'
        f'<p class="lq-c">{escaped(node.code)}</p></div>'
        '<ol class="lq-l"><li><b>Pindai</b> atau tulis kode</li><li><b>Tulis</b> nama dan instansi</li>'
        "<li><b>Gabung</b>, lalu langsung mengisi</li></ol>"
        '<p class="lq-s">Tidak perlu memasang aplikasi, nomor telepon, atau kata sandi. '
        "Tidak punya HP? Beri tahu fasilitator.</p>"
    )
    return page.unit("bahan", "", node.pillar, inner, foot=node.running)


def qr(payload: str, name: str, side: str) -> str:
    """Return the code as a drawing with its quiet zone; error level M."""
    size, dark = qr_path(payload, QUIET)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" '
        f'width="{side}" height="{side}" shape-rendering="crispEdges" role="img">'
        f"<title>{plain(name)}</title>"
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path fill="#000" d="{dark}"/></svg>'
    )
