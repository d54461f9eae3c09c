"""Style sheets, scripts and the sprite: joined, hashed, compressed once, served under a name that keeps its meaning.

`room.css` goes with every page; `office.css` only with pages made for a desk (people, import, books, settings).
`public.css` is all that the public page of a plan needs, for it is read once and on slow phones.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from workshops.scripts import joined, small

#: Components that only pages for a desk load.
OFFICE = (
    "book",
    "checks",
    "edition",
    "health",
    "import",
    "manuscript",
    "people",
    "projector",
    "prose",
    "wizard",
)
#: Components of the public page; none but it loads its own.
PUBLIC = ("appbar", "button", "chip", "icon", "pillar", "public", "receipt", "reflow", "table")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\n\s*")


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire; `packed` is the same body, gzipped."""

    name: str
    content_type: str
    body: bytes
    packed: bytes
    digest: str


def _css(name):
    folder = settings.BASE_DIR / "static" / "css"
    components = sorted((folder / "components").glob("*.css"))
    first = [folder / part for part in ("tokens.css", "base.css", "layout.css")]
    if name == "office.css":
        parts = [part for part in components if part.stem in OFFICE]
    elif name == "public.css":
        parts = first + [part for part in components if part.stem in PUBLIC]
    else:
        parts = first + [part for part in components if part.stem not in (*OFFICE, "public")]
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    # the joined file stands at another depth than its parts
    text = text.replace('url("../fonts/', f'url("{settings.STATIC_URL}fonts/')
    return _SPACE.sub("\n", _COMMENT.sub("", text)).strip()


def _sprite(name):
    return (settings.BASE_DIR / "static" / "icons" / name).read_text(encoding="utf-8")


def _js(name):
    # in a block the names of the modules are its own, so they are made short as well
    return small(f"{{{joined(settings.BASE_DIR / 'static' / 'js', name.removesuffix('.js'))}}}")


SOURCES = {
    "rembuk.js": (_js, "text/javascript; charset=utf-8"),
    "preview.js": (_js, "text/javascript; charset=utf-8"),
    "prose.js": (_js, "text/javascript; charset=utf-8"),
    "long_board.js": (_js, "text/javascript; charset=utf-8"),
    "road_map.js": (_js, "text/javascript; charset=utf-8"),
    "projector.js": (_js, "text/javascript; charset=utf-8"),
    "room.css": (_css, "text/css; charset=utf-8"),
    "office.css": (_css, "text/css; charset=utf-8"),
    "public.css": (_css, "text/css; charset=utf-8"),
    "sprite.svg": (_sprite, "image/svg+xml"),
}


def _load(name):
    make, content_type = SOURCES[name]
    body = make(name).encode()
    return Asset(name, content_type, body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:12])


_kept = cache(_load)


def asset(name: str) -> Asset:
    """Return the asset called `name`. Raises KeyError for one that does not exist. Read afresh while `DEBUG` is on."""
    return _load(name) if settings.DEBUG else _kept(name)


def asset_name(name: str) -> str:
    """Return the name with the digest of its content: `room.3f2a9c01b7de.css`."""
    stem, _, ending = name.partition(".")
    return f"{stem}.{asset(name).digest}.{ending}"


def asset_address(name: str) -> str:
    """Return the address of an asset: a joined file by its hashed name, else a static file."""
    if name.startswith(("js/", "vendor/", "fonts/", "icons/")):
        return settings.STATIC_URL + name
    return _address(asset_name(name))


_address = cache(lambda hashed: reverse("asset", args=[hashed]))
