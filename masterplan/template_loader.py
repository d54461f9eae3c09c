"""Templates are written in many short lines; what goes over the wire has neither their indentation nor their breaks."""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

#: Elements beside which white space is never shown.
BLOCKS = (
    "html head body title meta link script main section article aside header footer nav div p ul ol li dl dt dd table "
    "caption thead tbody tr th td form fieldset legend details summary h1 h2 h3 h4 h5 h6 option optgroup datalist "
    "figure figcaption blockquote br dialog noscript"
).replace(" ", "|")
#: Elements in a line: a break just inside one is nothing, one beside it is a space.
INLINE = "a b button code del ins label mark select small span strong time".replace(" ", "|")
_REST = r'\b(?>{%(?:[^%]|%(?!}))*%}|{{[^}]*}}|"[^"]*"|[^>"{])*+>'
_AFTER_NOTHING = re.compile(r"({%\s*(?:load|extends)\b.*?%}|{#.*?#})\s*\n\s*")
_AFTER = re.compile(rf"(</?(?:{BLOCKS}){_REST}|<(?:{INLINE}){_REST})(?:\s*\n\s*)?")
_BEFORE = re.compile(rf"(?:\s*\n\s*)?(?=<!doctype|</?(?:{BLOCKS})\b|</(?:{INLINE})>)")
_BREAK = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"({%.*?%})")
_FREE = "\0"  # beside the place where a break is nothing


class CompactLoader(filesystem.Loader):
    """The file loader, for readers of pages: a line break of a template is one space, or nothing where none is shown.

    Not used while REMBUK_DEBUG is on: there an error page names the line of the file.
    """

    def get_contents(self, origin: Origin) -> str:
        """Return the source of a template without the white space that only its readers need."""
        return compact(super().get_contents(origin))


def compact(source: str) -> str:
    """Return `source` with each break and its indentation made one space, or nothing where none is ever shown."""
    source = _AFTER_NOTHING.sub(r"\1", source)
    source = _BEFORE.sub(_FREE, source)
    source = _AFTER.sub(rf"\1{_FREE}", source)
    parts = _TAG.split(_BREAK.sub("\n", source))
    _strip(parts, forward=True)
    _strip(parts, forward=False)
    return "".join(parts).replace(_FREE, "").replace("\n", " ")


def _strip(parts, *, forward):
    """Take the breaks out of the texts in `parts` that follow a space (or precede one), whichever way conditions go."""
    opening, closing = ("if", "for"), ("endif", "endfor")
    if not forward:
        opening, closing = closing, opening
    spaced, before = False, []  # is there a space here already; [where the condition began, after all its branches]
    for place in range(len(parts)) if forward else reversed(range(len(parts))):
        part = parts[place]
        if place % 2 == 0:
            if spaced:
                parts[place] = part.removeprefix("\n") if forward else part.removesuffix("\n")
            edge = part[-1:] if forward else part[:1]
            spaced = edge in (" ", "\n", _FREE) if part else spaced
            continue
        word = part[2:].split(maxsplit=1)[0]
        if word in opening:
            before.append([spaced, True])
            spaced = spaced and word in ("if", "endif")
        elif before and word in ("elif", "else", "empty"):
            before[-1][1] &= spaced
            spaced = before[-1][0] and word != "empty"
            if word == "else":
                before[-1].append("else")
        elif before and word in closing:
            start, ends, *has_else = before.pop()
            spaced = ends and spaced and (start or bool(has_else))
        elif word not in ("with", "endwith"):
            spaced = False
