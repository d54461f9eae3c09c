"""The prose of a section: blocks as they are stored, and the plain text with marks that a textarea holds. Pure.

Blocks (lists of dicts, as JSON):
    {"type": "paragraph", "spans": [S …]} · {"type": "heading", "level": 1 | 2, "text": …}
    {"type": "list", "ordered": bool, "items": [[S …] …]} · {"type": "quote", "spans": [S …]}
    {"type": "table" | "figure", "ref": …} · {"type": "picture", "ref": "gambar-3", "alt": …, "caption": …}
    S = {"text": …, "bold": True?, "italic": True?, "href": "https://…"?}

The text has one block a line; empty lines between them say nothing:
    # Judul · ## Subjudul · - butir · 1. butir · > kutipan · **tebal** · *miring* · [teks](https://…)
    [[tabel: kunci]] · [[gambar: kunci]] · [[foto: gambar-3 | keterangan | teks pengganti]]
    a backslash before a sign makes it an ordinary one

Stars switch: one italic, two bold, three both; a row of stars that opens nothing, or that nothing closes, is text, and
so is every mark that is not whole. Laws (tests/pillars/test_prose.py): `parse(write(blocks)) == blocks` for blocks as
`normal` leaves them; what `write(parse(text))` gives stays the same from then on; no letter of a text is lost.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from urllib.parse import quote

from workshops.number_format import show_number
from workshops.text import FieldError, clean

type Blocks = list[dict]

MARKS = ("bold", "italic")
#: Signs that a backslash makes ordinary.
ESCAPABLE = "\\*[]#>-.)|•"
LINK_SCHEMES = ("http", "https", "mailto")
LONGEST_LINK = 2_000
MOST_MARKS = 5_000
WORDS = {"table": "tabel", "figure": "gambar", "picture": "foto"}
KINDS = {word: kind for kind, word in WORDS.items()}

_HEADING = re.compile(r"(#{1,2}) +(.*\S)")
_ITEM = re.compile(r"[-*•] +(.*\S)")
_COUNTED = re.compile(r"(\d{1,3})[.)] +(.*\S)")
_QUOTE = re.compile(r"> +(.*\S)")
_REF = r"[^\s\[\]|\\]{1,120}"
_REFERENCE = re.compile(rf"\[\[(tabel|gambar): *({_REF})\]\]")
_PART = r"((?:\\.|[^\]|\\])*)"
_PICTURE = re.compile(rf"\[\[foto: *({_REF}) *\|{_PART}\|{_PART}\]\]")
#: What a line of text must not begin with, and how many of its first letters stand before the backslash.
_BEGINS = re.compile(r"(?:(?=#{1,2} |[-•] |> |\[\[)|(\d{1,3})(?=[.)] ))")
_ADDRESS = r"(?:[^\s()<>]|\([^\s()<>]*\))+"
_LINK = re.compile(rf"\[((?:\\.|[^\[\]\\])+)\]\(({_ADDRESS})\)")
_SEEN = re.compile(r"[^\s*]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPED = re.compile(rf"\\([{re.escape(ESCAPABLE)}])")
_STARS = re.compile(r"\*+")
#: The spaces before, the rest, the spaces behind.
_PARTS = re.compile(r"(\s*)((?:.*\S)?)(\s*)", re.DOTALL)
#: Letters that are no sign: they go through all that follows as one piece.
_PLAIN = re.compile(r"[^\\*\[\]]+")


def read_typed(text: str) -> Blocks:
    """Return what `parse` makes of a text that somebody sends; FieldError also for more marks than anybody sets."""
    if (marks := len(_STARS.findall(text)) + text.count("](")) > MOST_MARKS:
        said = f"Ada {show_number(marks)} tanda tebal, miring, atau tautan, paling banyak {show_number(MOST_MARKS)}."
        raise FieldError("field_error", f"{said} Kurangi tandanya; tulisan Anda tetap ada di sini.")
    return parse(text)


def parse(text: str) -> Blocks:
    """Return the blocks of a text.

    Raises FieldError (field_error) for a link that leads neither to a page nor an e-mail.
    """
    blocks: Blocks = []
    near = False
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            near = False
            continue
        block = _block(line, blocks, near)
        if block["type"] == "list" and blocks and _continues(blocks[-1], block):
            blocks[-1]["items"] += block["items"]
        else:
            blocks.append(block)
        near = True
    return blocks


def _block(line, blocks, near):
    if found := _HEADING.fullmatch(line):
        text = "".join(span["text"] for span in _spans(found[2], links=False))
        return {"type": "heading", "level": len(found[1]), "text": text}
    if found := _ITEM.fullmatch(line):
        return {"type": "list", "ordered": False, "items": [_spans(found[1])]}
    if (found := _COUNTED.fullmatch(line)) and _counts(int(found[1]), blocks, near):
        return {"type": "list", "ordered": True, "items": [_spans(found[2])]}
    if found := _QUOTE.fullmatch(line):
        return {"type": "quote", "spans": _spans(found[1])}
    if found := _REFERENCE.fullmatch(line):
        return {"type": KINDS[found[1]], "ref": found[2]}
    if found := _PICTURE.fullmatch(line):
        caption, alt = (_ESCAPED.sub(r"\1", part).strip() for part in found.groups()[1:])
        return {"type": "picture", "ref": found[1], "alt": alt, "caption": caption}
    return {"type": "paragraph", "spans": _spans(line)}


def _counts(number, blocks, near):
    """Whether a number begins or goes on with a list: `2027. Tahun …` and `3. Keadaan` alone are text."""
    before = blocks[-1] if blocks and blocks[-1]["type"] == "list" and blocks[-1]["ordered"] else None
    return number == 1 or (before is not None and (near or number == len(before["items"]) + 1))


def _continues(last, block):
    return last["type"] == "list" and last["ordered"] == block["ordered"]


def _spans(line, links=True):
    """The spans of one line."""
    if _PLAIN.fullmatch(line):
        return [_span(line.strip())]
    letters, stars = _letters(line, links)
    on = _switched(letters, stars)
    return _trimmed([[letter, href, *(place in on[mark] for mark in MARKS)] for letter, href, place in letters])


def _span(text, href="", **marks):
    return {"text": text} | {mark: True for mark in MARKS if marks.get(mark)} | ({"href": href} if href else {})


def _letters(line, links):
    """[[letters, href, place among the stars]] of a line, and its rows of stars [(length, pieces before it)].

    The stars of a row stand among the letters, each a piece, so that those that switch nothing stay where they are.
    """
    letters, stars = [], []
    at, ends, behind, href = 0, -1, 0, ""
    while at < len(line):
        if at == ends:
            at, ends, href = behind, -1, ""
            continue
        if found := _PLAIN.match(line, at):
            letters.append([found[0], href, None])
            at = found.end()
            continue
        if line[at] == "\\" and line[at + 1 : at + 2] and line[at + 1] in ESCAPABLE:
            letters.append([line[at + 1], href, None])
            at += 2
            continue
        if line[at] == "*":
            row = _STARS.match(line, at)[0]
            stars.append((len(row), len(letters)))
            letters += [["*", href, (len(stars) - 1, n)] for n in range(len(row))]
            at += len(row)
            continue
        found = _LINK.match(line, at) if links and line[at] == "[" and not href else None
        if found and _SEEN.search(found[1]) and (address := _address(found[2])):
            href, ends, behind = address, found.end(1), found.end()
            at += 1
            continue
        letters.append([line[at], href, None])
        at += 1
    return letters, stars


def _address(written):
    """The address of a link; "" where this is no link. Raises FieldError for one that may not be followed."""
    if written.lower().startswith("www."):
        written = f"https://{written}"
    scheme = _SCHEME.match(written)
    if not scheme:
        return ""
    if scheme[1].lower() not in LINK_SCHEMES or len(written) > LONGEST_LINK or written == scheme[0]:
        raise FieldError(
            "field_error",
            f"Tautan “{written[:80]}” tidak dapat dipakai. "
            "Tulis alamat yang dimulai dengan https://, http://, atau mailto:.",
        )
    return written


def _switched(letters, stars):
    """{mark: numbers of the letters under it}; takes the stars that switch out of `letters`, and numbers the others."""
    # what stands beside a row, other stars left out: a star opens before a letter and closes behind one
    solid = [letter != "*" or place is None for letter, _, place in letters]
    before, after = _beside(letters, solid)
    used = set()
    groups = {mark: [] for mark in MARKS}
    for mark, lengths in (("italic", (1, 3)), ("bold", (2, 3))):
        opened = None
        for n, (length, start) in enumerate(stars):
            if length not in lengths:
                continue
            end = start + length
            if opened is None:
                if after[end] not in ("", " "):
                    opened = n
            elif before[start] not in ("", " ") and start > stars[opened][1] + stars[opened][0]:
                groups[mark].append((stars[opened][1], start))
                used |= {(opened, mark), (n, mark)}
                opened = None
    return _numbered(letters, groups, used, stars)


def _beside(letters, solid):
    """The nearest letter before and after each place: " " for any space, "" for the end of the line."""
    many = len(letters)
    before, after = [""] * (many + 1), [""] * (many + 1)
    for n in range(many):
        last = letters[n][0][-1]
        before[n + 1] = (" " if last.isspace() else last) if solid[n] else before[n]
    for n in range(many - 1, -1, -1):
        first = letters[n][0][0]
        after[n] = (" " if first.isspace() else first) if solid[n] else after[n + 1]
    return before, after


def _numbered(letters, groups, used, stars):
    """Numbers the letters for `groups` and drops the stars that were used; {mark: set of numbers under it}."""
    need = {"italic": 1, "bold": 2}
    gone = {n: sum(need[mark] for mark in MARKS if (n, mark) in used) for n in range(len(stars))}
    kept = []
    for n, letter in enumerate(letters):
        place = letter[2]
        if place is not None and place[1] < gone[place[0]]:
            continue
        letter[2] = n
        kept.append(letter)
    letters[:] = kept
    return {mark: {n for start, end in found for n in range(start, end)} for mark, found in groups.items()}


def _joined(spans):
    """Neighbours that look the same as one span."""
    grouped = groupby(spans, key=lambda span: {key: value for key, value in span.items() if key != "text"})
    return [{"text": "".join(span["text"] for span in group)} | look for look, group in grouped]


def write(blocks: Sequence[dict] | None) -> str:
    """Return the text of blocks: an empty line between two of them, none within a list."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks or ())


def lines(blocks: Sequence[dict] | None) -> list[str]:
    """Return the lines of blocks, one for each block and each item of a list.

    Every item of a numbered one begins with 1.
    """
    return [line for block in blocks or () for line in _lines(block, counted=False)]


def plain(blocks: Sequence[dict] | None) -> str:
    """Return what blocks say without marks, line by line; a reference by its key, a picture by its caption."""
    return "\n".join(_said(block) for block in blocks or ())


def _said(block):
    match block["type"]:
        case "heading":
            return block["text"]
        case "list":
            return "\n".join("".join(span["text"] for span in item) for item in block["items"])
        case "table" | "figure":
            return f"{WORDS[block['type']]} {block['ref']}"
        case "picture":
            return block["caption"] or block["alt"]
        case _:
            return "".join(span["text"] for span in block["spans"])


def pictures_in(blocks: Sequence[dict] | None) -> list[str]:
    """Return the refs of the pictures that blocks name, in order."""
    return [block["ref"] for block in blocks or () if block["type"] == "picture"]


def _lines(block, counted=True) -> Iterator[str]:
    match block["type"]:
        case "heading":
            yield f"{'#' * block['level']} {_inline([{'text': block['text']}])}"
        case "list":
            for number, item in enumerate(block["items"], 1):
                yield f"{f'{min(number, 999) if counted else 1}.' if block['ordered'] else '-'} {_inline(item)}"
        case "quote":
            yield f"> {_inline(block['spans'])}"
        case "table" | "figure":
            yield f"[[{WORDS[block['type']]}: {block['ref']}]]"
        case "picture":
            parts = (re.sub(r"[\\|\]]", r"\\\g<0>", block[key]) for key in ("caption", "alt"))
            yield f"[[foto: {block['ref']} | {' | '.join(parts)}]]"
        case _:
            line = _inline(block["spans"])
            found = _BEGINS.match(line)
            yield f"{line[: found.end()]}\\{line[found.end() :]}" if found else line


def _inline(spans):
    text, at = "".join(span["text"] for span in spans), 0
    if len(spans) == 1 and len(spans[0]) == 1 and _PLAIN.fullmatch(text):
        return text
    last = text.rfind("](")
    written, marks, href = [], set(), ""
    for span in [*spans, {"text": ""}]:
        now = {mark for mark in MARKS if span.get(mark)}
        if href and span.get("href") != href:
            written.append(f"]({href})")
        changed = marks ^ now
        written.append("*" * (("italic" in changed) + 2 * ("bold" in changed)))
        if span.get("href") and span["href"] != href:
            written.append("[")
        marks, href = now, span.get("href", "")
        written.append(_escaped(span["text"], at, last, inside=bool(href)))
        at += len(span["text"])
    return "".join(written)


def _escaped(text, at, last, inside):
    """`text`, which stands `at` letters into its line, with a backslash before what would be a sign."""
    signs = "\\*[]" if inside else "\\*"
    return "".join(
        f"\\{letter}" if letter in signs or (letter == "[" and at + n <= last) else letter
        for n, letter in enumerate(text)
    )


def normal(blocks: Sequence[dict]) -> Blocks:
    """Return blocks as the text can say them: cleaned, without empty ones, marks that begin and end at a letter, lists
    of one kind joined. Raises FieldError as `parse` does; KeyError, TypeError or ValueError for what is no block.
    """
    found: Blocks = []
    for block in blocks:
        for one in _normal(block):
            if one["type"] == "list" and found and _continues(found[-1], one):
                found[-1]["items"] += one["items"]
            else:
                found.append(one)
    return found


def _normal(block):
    match block["type"]:
        case "heading":
            if block["level"] not in (1, 2):
                raise ValueError(f"level {block['level']}")
            text = _line(block["text"]).strip()
            yield from [{"type": "heading", "level": block["level"], "text": text}] if text else []
        case "list":
            items = [spans for item in block["items"] if (spans := _trimmed(_pieces(item)))]
            yield from [{"type": "list", "ordered": bool(block["ordered"]), "items": items}] if items else []
        case "table" | "figure":
            yield {"type": block["type"], "ref": _named(block["ref"])}
        case "picture":
            said = {key: _line(block.get(key) or "").strip() for key in ("alt", "caption")}
            yield {"type": "picture", "ref": _named(block["ref"]), **said}
        case "paragraph" | "quote":
            spans = _trimmed(_pieces(block["spans"]))
            yield from [{"type": block["type"], "spans": spans}] if spans else []
        case other:
            raise ValueError(f"type {other}")


def _named(ref):
    if not re.fullmatch(_REF, ref):
        raise ValueError(f"ref {ref}")
    return ref


def _line(text):
    # spaces at its ends stay, since they may stand between two spans
    return clean(f"|{text}|", one_line=False).text[1:-1].replace("\n", " ")


def _pieces(spans):
    """Spans as [[letters, href, bold, italic]]."""
    pieces = []
    for span in spans:
        look = [_kept_address(span.get("href") or ""), *(bool(span.get(mark)) for mark in MARKS)]
        pieces.append([_line(span["text"]), *look])
    return [piece for piece in pieces if piece[0]]


def _trimmed(pieces):
    """Spans of letters: without space at the ends, links and marks without space at theirs."""
    pieces = [[part, *look] for letters, *look in pieces for part in _PARTS.match(letters).groups() if part]
    said = [n for n, piece in enumerate(pieces) if not piece[0].isspace()]
    pieces = pieces[said[0] : said[-1] + 1] if said else []
    for place, none in ((1, ""), (2, False), (3, False)):
        for look, run in groupby(range(len(pieces)), key=lambda n, place=place: pieces[n][place]):
            run = list(run)
            for side in (run, run[::-1]) if look else ():
                for n in takewhile(lambda n: pieces[n][0].isspace(), side):
                    pieces[n][place] = none
    return _joined(_span(letters, href, bold=bold, italic=italic) for letters, href, bold, italic in pieces)


def _kept_address(href):
    if href and not re.fullmatch(_ADDRESS, href):
        href = re.sub(r"[\s()<>]", lambda sign: quote(sign[0]), href)
    return href and _address(href)
