"""The looks of our Word files: named styles that the office can change in one place, A4 pages, heads and feet.

The styles carry Word's own names where it has one (Heading 1, Title, Caption, List Number, Header …), so that the
outline, the list of contents and screen readers find them.
"""

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from masterplan.writers import colours
from masterplan.writers.markup import UNPRINTABLE

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
INK, SECOND, HEAD = (colour[1:].upper() for colour in (colours.INK, colours.SOFT, colours.INKS[""][0]))
LINE = "9AA2B1"
FACE = "Arial"
#: A4 in mm: (width, height), margins top, right (outer), bottom, left (inner); the width of the text follows.
PORTRAIT, LANDSCAPE = ((210, 297), (20, 22, 20, 25)), ((297, 210), (20, 16, 17, 16))
BOOK_PORTRAIT, BOOK_LANDSCAPE = ((210, 297), (25, 20, 23, 25)), ((297, 210), (25, 16, 17, 16))
TWENTIETHS = 56.6929  # of a point, in a mm

_TOC_TAB = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{round(165 * TWENTIETHS)}"/></w:tabs>'
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{INK}"/></w:pBdr>'


def _bar(colour):
    return f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{colour}"/></w:pBdr>'


def _list(number):
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _tag(name, **values):
    told = "".join(f' w:{key}="{value}"' for key, value in values.items() if value is not None)
    return f"<w:{name}{told}/>" if told else ""


def _look(
    name,
    size,
    marks="",
    colour=INK,
    *,
    base="Normal",
    keep=False,
    first="",
    before=None,
    after=None,
    line=None,
    left=None,
    right=None,
    centred=False,
    level=None,
):
    """(name, based on, paragraph properties, letters: half points, bold, italic, colour); see `_style`."""
    spaced = _tag("spacing", before=before, after=after, line=line, lineRule=line and "auto")
    made = ("<w:keepNext/>" if keep else "") + first + spaced + _tag("ind", left=left, right=right)
    return (
        name,
        base,
        made + _tag("jc", val="center" if centred else None) + _tag("outlineLvl", val=level),
        size,
        marks,
        colour,
    )


_PARAGRAPHS = {
    "Normal": _look("Normal", 21, base="", before=0, after=120, line=276),
    "Title": _look("Title", 28, "b", keep=True, before=120, after=60, centred=True),
    "Subtitle": _look("Subtitle", 20, after=320, centred=True),
    "Heading1": _look("heading 1", 44, "b", HEAD, keep=True, before=0, after=320, level=0),
    "Heading2": _look("heading 2", 26, "b", keep=True, before=320, after=120, level=1),
    "Heading3": _look("heading 3", 23, "b", keep=True, before=280, after=80, level=2),
    "Heading4": _look("heading 4", 20, "b", keep=True, before=200, after=60, level=3),
    "Caption": _look("caption", 18, "b", HEAD, keep=True, before=160, after=80),
    "ListBullet": _look("List Bullet", 21, after=60, first=_list(1)),
    "ListNumber": _look("List Number", 21, after=60, first=_list(5)),
    "Header": _look("header", 16, "", SECOND, after=0),
    "Footer": _look("footer", 16, "", SECOND, after=0),
    "Quote": _look("Quote", 30, "b", before=120, after=200),
    "Kop": _look("Kop naskah", 24, "b", after=280, centred=True, first=_RULE),
    "Pengantar": _look("Paragraf pembuka", 24, after=240),
    "Catatan": _look("Catatan", 18, left=200, first=_bar(LINE)),
    "Sumber": _look("Sumber", 15, "", SECOND, before=60, after=160),
    "Kotak": _look("Kotak", 20, before=160, after=200, left=140, right=140),
    "Bukti": _look("Bukti", 18, after=60),
    "Kosong": _look("Belum ada", 21, "i", SECOND),
    "Subjudul": _look("Subjudul", 19, "b", HEAD, keep=True, before=160, after=40),
    "Rantai": _look("Rantai", 20, keep=True, before=120, after=40, left=200, first=_bar(HEAD)),
    "Sel": _look("Isi tabel", 18, before=20, after=20, line=240),
    "SelKecil": _look("Isi tabel kecil", 15, base="Sel"),
    "SelKepala": _look("Kepala tabel", 17, "b", HEAD, base="Sel", keep=True),
    "TOC1": _look("toc 1", 20, "b", before=100, after=40, first=_TOC_TAB),
    "TOC2": _look("toc 2", 18, after=20, left=400, right=500, first=_TOC_TAB),
    "TOC3": _look("toc 3", 17, after=20, left=800, right=500, first=_TOC_TAB),
    "TableofFigures": _look("table of figures", 18, after=40, right=500, first=_TOC_TAB),
    "JudulDaftar": _look("TOC Heading", 44, "b", HEAD, keep=True, after=320),
    "Sampul": _look("Sampul", 21, before=240, after=240, centred=True),
    "Gambar": _look("Gambar", 21, keep=True, before=120, after=60),
    "KeteranganGambar": _look("Keterangan gambar", 18, "b", HEAD, base="Caption", first='<w:keepNext w:val="0"/>'),
    "Pita": _look("Pita pilar", 20, "b", keep=True, before=0, after=200),
    "Sidik": _look("Sidik isi", 20, after=120),
}
_LETTERS = {
    "Kode": ("Kode", 0, "b", HEAD),
    "Hilang": ("Isian kosong", 0, "i", SECOND),
    "Kecil": ("Huruf kecil", 16, "", SECOND),
    "Tebal": ("Strong", 0, "b", ""),
    "Miring": ("Emphasis", 0, "i", ""),
    "TebalMiring": ("Tebal miring", 0, "bi", ""),
    "Tautan": ("Hyperlink", 0, "u", "1F479F"),
    "LabelBab": ("Label bab", 26, "", SECOND),
}
_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in ("top", "bottom"))
_INSIDE = f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{SECOND}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = {
    "TabelRembuk": ("Tabel Rembuk", _EDGES + _INSIDE),
    "TabelKotak": ("Tabel kotak", _BOX),
    "TabelPolos": ("Tabel polos", ""),
}


def blank(title: str, author: str) -> WordDocument:
    """Return a document without content that has our styles; the same arguments give the same document."""
    document = Document()
    styles = document.styles.element
    known = {style.get(f"{{{styles.nsmap['w']}}}styleId"): style for style in styles.findall("{*}style")}
    for id, (name, base, paragraph, size, marks, colour) in _PARAGRAPHS.items():
        _put(styles, known, id, _style(id, name, "paragraph", base, paragraph, size, marks, colour))
    for id, (name, size, marks, colour) in _LETTERS.items():
        _put(styles, known, id, _style(id, name, "character", "", "", size, marks, colour))
    for id, (name, borders) in _TABLES.items():
        _put(styles, known, id, _table_style(id, name, borders))
    for id, style in known.items():  # the examples of the template that nothing here uses
        if id not in _PARAGRAPHS and style.get(f"{{{styles.nsmap['w']}}}type") == "table" and id != "TableNormal":
            styles.remove(style)
    defaults = styles.find("{*}docDefaults")
    styles.replace(defaults, parse_xml(_DEFAULTS))
    core = document.core_properties
    title, author = (UNPRINTABLE.sub("", said)[:255] for said in (title, author))
    core.title, core.author, core.last_modified_by, core.comments, core.language = title, author, author, "", "id-ID"
    core.keywords, core.category = "", ""
    return document


def settle(document: WordDocument, *, book: bool) -> None:
    """Write the settings of the file. A book is bound: its margins are mirrored and left pages have heads of their own;
    it holds fields that Word works out when it is opened.
    """
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    mirrored = "<w:mirrorMargins/>" if book else ""
    facing = "<w:evenAndOddHeaders/>" if book else ""
    fields = '<w:updateFields w:val="true"/>' if book else ""
    made = parse_xml(
        f'<w:settings {W}><w:zoom w:percent="100"/>{mirrored}<w:defaultTabStop w:val="720"/>{facing}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{fields}<w:compat>{_COMPAT}</w:compat>'
        '<w:themeFontLang w:val="id-ID"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
        'w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" '
        'w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
    settings.extend(made)


def sheet(landscape: bool, book: bool) -> tuple:
    """Return ((width, height), margins) of a page, in mm."""
    if book:
        return BOOK_LANDSCAPE if landscape else BOOK_PORTRAIT
    return LANDSCAPE if landscape else PORTRAIT


def text_width(landscape: bool, book: bool = False) -> int:
    """Return width of the text in mm."""
    (width, _), (_, right, _, left) = sheet(landscape, book)
    return width - left - right


def section(*, landscape: bool, book: bool, start: str = "nextPage", numbers: str = "", furniture: str = "") -> str:
    """Return the properties of a run of pages. `numbers`: attributes of its page numbers; `furniture`: what refers to
    its heads and feet.
    """
    (width, height), margins = sheet(landscape, book)
    top, right, bottom, left = (round(mm * TWENTIETHS) for mm in margins)
    lying = ' w:orient="landscape"' if landscape else ""
    counted = f"<w:pgNumType {numbers}/>" if numbers else ""
    return (
        f'<w:sectPr {W} {R}>{furniture}<w:type w:val="{start}"/>'
        f'<w:pgSz w:w="{round(width * TWENTIETHS)}" w:h="{round(height * TWENTIETHS)}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" '
        f'w:gutter="0"/>{counted}<w:cols w:space="720"/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )


def line(style: str, left: str, right: str, width: float) -> str:
    """Return a paragraph for a head or a foot: one text on each side of a line of `width` mm."""
    tabs = (
        '<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
        f'<w:tab w:val="right" w:pos="{round(width * TWENTIETHS)}"/></w:tabs>'
    )
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>'
    return f"<w:p {W}>{properties}{left}<w:r><w:tab/></w:r>{right}</w:p>"


def run(text: str, style: str = "") -> str:
    """Return a run of text that is escaped already."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def field(code: str) -> str:
    """Return a field that Word works out, such as PAGE."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _put(styles, known: dict, id: str, xml: str) -> None:
    made = parse_xml(xml)
    if id in known:
        styles.replace(known[id], made)
    else:
        styles.append(made)


def _style(id, name, kind, base, paragraph, size, marks, colour) -> str:
    default = ' w:default="1"' if id == "Normal" else ""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    bold = "<w:b/>" if "b" in marks else '<w:b w:val="0"/>' if kind == "paragraph" else ""
    italic = "<w:i/>" if "i" in marks else ""
    lined = '<w:u w:val="single"/>' if "u" in marks else ""
    inked = f'<w:color w:val="{colour}"/>' if colour else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style {W} w:type="{kind}"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"{properties}<w:rPr>{bold}{italic}{inked}{sized}{lined}</w:rPr></w:style>"
    )


def _table_style(id: str, name: str, borders: str) -> str:
    return (
        f'<w:style {W} w:type="table" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


_MICROSOFT = "http://schemas.microsoft.com/office/word"
_COMPAT = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="{_MICROSOFT}" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    )
)
_DEFAULTS = (
    f'<w:docDefaults {W}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}" '
    f'w:eastAsia="{FACE}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)
