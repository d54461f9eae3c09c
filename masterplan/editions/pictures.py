"""The pictures that a book names, and their bytes as editions keep them."""

from masterplan.document import tree
from masterplan.editions.models import EditionPicture


def named(thing) -> set:
    """The hashes of all pictures below a node or a tuple of nodes, wherever they stand."""
    if isinstance(thing, tuple):
        return set().union(*map(named, thing)) if thing else set()
    if type(thing).__name__ not in tree.NODES:
        return set()
    found = {getattr(thing, name, "") for name in ("sha256", "logo")} - {""}
    return found.union(*(named(getattr(thing, name, ())) for name in tree.INNER))


def kept(plan, book) -> dict:
    """{hash: bytes} of the pictures of an edition's book."""
    wanted = named(book)
    rows = EditionPicture.objects.filter(plan=plan, sha256__in=wanted) if wanted else ()
    return {row.sha256: bytes(row.content) for row in rows}
