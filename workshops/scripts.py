"""The scripts of every page: the modules of `static/js` that `rembuk.js` reaches, joined when they are served.

One file instead of a dozen is what a phone on weak wifi should wait for, and its name tells its content: a page never
runs modules of two versions. A module may say `import { a, b as c } from "./x.js"`, `import * as x from "./x.js"`,
`import "./x.js"`, and `export` before a function or const; statements end in semicolons, templates on their line,
and nothing imports in a circle.
"""

import re
from pathlib import Path

_IMPORT = re.compile(
    r'^import (?:(?:\* as (?P<whole>\w+)|\{(?P<names>[^}]*)\}) from )?"\./(?P<module>\w+)\.js";\n', re.M
)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const) (\w+))", re.M)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n|(?<=[;{}]) // [^\n]*$", re.M | re.S)
_MARGIN = re.compile(r"\n\s+")
_STRING = re.compile(r'("[^"]*")')
_SPACED = re.compile(r" ?([=<>?:,(){}|&!;]+) ?")
_BREAK = re.compile(r"(?<=[;{}(,])\n")
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.M)


def joined(folder: Path, entry: str) -> str:
    """The text of module `entry` in `folder` with all it imports, each once and before whoever needs it.

    Raises ValueError for modules that import in a circle or in words that this does not read.
    """
    pieces, open_ones = {}, []

    def visit(name):
        if name in open_ones:
            raise ValueError(f"{name}.js imports itself over {' → '.join(open_ones)}")
        if name in pieces:
            return
        text = (folder / f"{name}.js").read_text(encoding="utf-8")
        open_ones.append(name)
        for found in _IMPORT.finditer(text):
            visit(found["module"])
        open_ones.remove(name)
        pieces[name] = _wrapped(name, text)

    visit(entry)
    return "".join(pieces.values())


def _wrapped(name, text):
    exports = _EXPORT.findall(text)
    text = _EXPORT.sub("", _IMPORT.sub(_bound, _COMMENT.sub("", text)))
    if left := _LEFT_OVER.search(text):
        raise ValueError(f"{name}.js: {left[0]}")
    lines = "\n".join(map(_tight, _MARGIN.sub("\n", text).strip().split("\n")))
    return f"const ${name}=(()=>{{{_BREAK.sub('', lines)}\nreturn{{{','.join(exports)}}}}})();\n"


def _tight(line):
    """A line without the spaces that only people need; one that may hold a pattern or a template stays as it is."""
    if set(line) & set("`/'\\"):
        return line
    parts = _STRING.split(line)
    parts[::2] = [_SPACED.sub(r"\1", part) for part in parts[::2]]
    return "".join(parts)


def _bound(found):
    """An import as what it means inside one file."""
    if found["whole"]:
        return f"const {found['whole']}=${found['module']};\n"
    if found["names"]:
        return f"const{{{found['names'].replace(' as ', ':').strip()}}}=${found['module']};\n"
    return ""
