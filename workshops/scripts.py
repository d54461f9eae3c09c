"""The scripts of every page: the modules of `static/js` that one of them reaches, joined and made small when served.

One file instead of a dozen is what a phone on weak wifi should wait for, and its name tells its content: a page never
runs modules of two versions. A module may say `import { a, b as c } from "./x.js"`, `import * as x from "./x.js"`,
`import "./x.js"`, and `export` before a function or const; nothing imports in a circle.
"""

import re
from pathlib import Path

try:
    import minify
except ImportError:  # no wheel for this kind of computer: its phones load more
    minify = None

_IMPORT = re.compile(
    r'^import (?:(?:\* as (?P<whole>\w+)|\{(?P<names>[^}]*)\}) from )?"\./(?P<module>\w+)\.js";\n', re.M
)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const) (\w+))", re.M)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.M)


def small(script: str) -> str:
    """Return `script` without what only people need: comments, spaces, long names."""
    return minify.string("application/javascript", script) if minify else script


def source_of(folder: Path, module: str) -> str:
    """Return the text of one module as it was written."""
    return (folder / f"{module}.js").read_text(encoding="utf-8")


def joined(folder: Path, entry: str) -> str:
    """Return the text of module `entry` in `folder` with all it imports, each once and before whoever needs it.

    Raises ValueError for modules that import in a circle or in words that this does not read.
    """
    pieces, open_ones = {}, []

    def visit(name):
        if name in open_ones:
            raise ValueError(f"{name}.js imports itself over {' → '.join(open_ones)}")
        if name in pieces:
            return
        text = source_of(folder, name)
        open_ones.append(name)
        for found in _IMPORT.finditer(text):
            visit(found["module"])
        open_ones.remove(name)
        pieces[name] = _wrapped(name, text)

    visit(entry)
    return "".join(pieces.values())


def _wrapped(name, text):
    exports = _EXPORT.findall(text)
    text = _EXPORT.sub("", _IMPORT.sub(_bound, text))
    if left := _LEFT_OVER.search(text):
        raise ValueError(f"{name}.js: {left[0]}")
    given = f"return {{ {', '.join(exports)} }};\n" if exports else ""
    return f"const ${name} = (() => {{\n{text}\n{given}}})();\n"


def _bound(found):
    """An import as what it means inside one file."""
    if found["whole"]:
        return f"const {found['whole']} = ${found['module']};\n"
    if found["names"]:
        return f"const {{{found['names'].replace(' as ', ': ')}}} = ${found['module']};\n"
    return ""
