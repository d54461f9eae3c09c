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
# id: (name, kind, based on, paragraph properties, letters: half points, bold, italic, colour); see `_style`
_PARAGRAPHS = {
    "Normal": ("Normal", "", '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>', 21, "", INK),
    "Title": (
        "Title",
        "Normal",
        '<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>',
        28,
        "b",
        INK,
    ),
    "Subtitle": ("Subtitle", "Normal", '<w:spacing w:after="320"/><w:jc w:val="center"/>', 20, "", INK),
    "Heading1": (
        "heading 1",
        "Normal",
        '<w:keepNext/><w:spacing w:before="0" w:after="320"/><w:outlineLvl w:val="0"/>',
        44,
        "b",
        HEAD,
    ),
    "Heading2": (
        "heading 2",
        "Normal",
        '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="1"/>',
        26,
        "b",
        INK,
    ),
    "Heading3": (
        "heading 3",
        "Normal",
        '<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="2"/>',
        23,
        "b",
        INK,
    ),
    "Heading4": (
        "heading 4",
        "Normal",
        '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="3"/>',
        20,
        "b",
        INK,
    ),
    "Caption": ("caption", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', 18, "b", HEAD),
    "ListBullet": (
        "List Bullet",
        "Normal",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>',
        21,
        "",
        INK,
    ),
    "ListNumber": (
        "List Number",
        "Normal",
        '<w:numPr><w:numId w:val="5"/></w:numPr><w:spacing w:after="60"/>',
        21,
        "",
        INK,
    ),
    "Header": ("header", "Normal", '<w:spacing w:after="0"/>', 16, "", SECOND),
    "Footer": ("footer", "Normal", '<w:spacing w:after="0"/>', 16, "", SECOND),
    "Quote": ("Quote", "Normal", '<w:spacing w:before="120" w:after="200"/>', 30, "b", INK),
    "Kop": (
        "Kop naskah",
        "Normal",
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{INK}"/></w:pBdr>'
        '<w:spacing w:after="280"/><w:jc w:val="center"/>',
        24,
        "b",
        INK,
    ),
    "Pengantar": ("Paragraf pembuka", "Normal", '<w:spacing w:after="240"/>', 24, "", INK),
    "Catatan": (
        "Catatan",
        "Normal",
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{LINE}"/></w:pBdr><w:ind w:left="200"/>',
        18,
        "",
        INK,
    ),
    "Sumber": ("Sumber", "Normal", '<w:spacing w:before="60" w:after="160"/>', 15, "", SECOND),
    "Kotak": (
        "Kotak",
        "Normal",
        '<w:spacing w:before="160" w:after="200"/><w:ind w:left="140" w:right="140"/>',
        20,
        "",
        INK,
    ),
    "Bukti": ("Bukti", "Normal", '<w:spacing w:after="60"/>', 18, "", INK),
    "Kosong": ("Belum ada", "Normal", "", 21, "i", SECOND),
    "Subjudul": ("Subjudul", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="40"/>', 19, "b", HEAD),
    "Rantai": (
        "Rantai",
        "Normal",
        f'<w:keepNext/><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{HEAD}"/></w:pBdr>'
        '<w:spacing w:before="120" w:after="40"/><w:ind w:left="200"/>',
        20,
        "",
        INK,
    ),
    "Sel": (
        "Isi tabel",
        "Normal",
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
        18,
        "",
        INK,
    ),
    "SelKecil": ("Isi tabel kecil", "Sel", "", 15, "", INK),
    "SelKepala": ("Kepala tabel", "Sel", "<w:keepNext/>", 17, "b", HEAD),
    "TOC1": ("toc 1", "Normal", _TOC_TAB + '<w:spacing w:before="100" w:after="40"/>', 20, "b", INK),
    "TOC2": ("toc 2", "Normal", _TOC_TAB + '<w:spacing w:after="20"/><w:ind w:left="400" w:right="500"/>', 18, "", INK),
    "TOC3": ("toc 3", "Normal", _TOC_TAB + '<w:spacing w:after="20"/><w:ind w:left="800" w:right="500"/>', 17, "", INK),
    "TableofFigures": (
        "table of figures",
        "Normal",
        _TOC_TAB + '<w:spacing w:after="40"/><w:ind w:right="500"/>',
        18,
        "",
        INK,
    ),
    "JudulDaftar": ("TOC Heading", "Normal", '<w:keepNext/><w:spacing w:after="320"/>', 44, "b", HEAD),
    "Sampul": ("Sampul", "Normal", '<w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>', 21, "", INK),
    "Gambar": ("Gambar", "Normal", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>', 21, "", INK),
    "KeteranganGambar": ("Keterangan gambar", "Caption", '<w:keepNext w:val="0"/>', 18, "b", HEAD),
    "Pita": ("Pita pilar", "Normal", '<w:keepNext/><w:spacing w:before="0" w:after="200"/>', 20, "b", INK),
    "Sidik": ("Sidik isi", "Normal", '<w:spacing w:after="120"/>', 20, "", INK),
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
    """A document without content that has our styles; the same arguments give the same document."""
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
    """The settings of the file. A book is bound: its margins are mirrored and left pages have heads of their own; it
    holds fields that Word works out when it is opened.
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
    """((width, height), margins) of a page, in mm."""
    if book:
        return BOOK_LANDSCAPE if landscape else BOOK_PORTRAIT
    return LANDSCAPE if landscape else PORTRAIT


def text_width(landscape: bool, book: bool = False) -> int:
    """Width of the text in mm."""
    (width, _), (_, right, _, left) = sheet(landscape, book)
    return width - left - right


def section(*, landscape: bool, book: bool, start: str = "nextPage", numbers: str = "", furniture: str = "") -> str:
    """The properties of a run of pages. `numbers`: attributes of its page numbers; `furniture`: what refers to its
    heads and feet.
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
    """A paragraph for a head or a foot: one text on each side of a line of `width` mm."""
    tabs = (
        '<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
        f'<w:tab w:val="right" w:pos="{round(width * TWENTIETHS)}"/></w:tabs>'
    )
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>'
    return f"<w:p {W}>{properties}{left}<w:r><w:tab/></w:r>{right}</w:p>"


def run(text: str, style: str = "") -> str:
    """A run of text that is escaped already."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def field(code: str) -> str:
    """A field that Word works out, such as PAGE."""
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
