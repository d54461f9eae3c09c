"""The Komitmen Bersama as the books print it: what the plan made of its words, else as `letters.json` has it. Pure."""

from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts, letter


def agreed(book_data: BookData, texts: BookTexts) -> dict:
    """Return {"opening", "items", "closing"}: a text, a tuple of texts, a text; "" and () for what the plan emptied."""
    own = dict(book_data.closings.commitment.words)
    opening, *_, closing = (texts.fill(block["text"]) for block in _shipped("paragraph"))
    items = [texts.fill(item) for item in _shipped("numbered")[0]["items"]]
    if "butir" in own:
        items = [line.strip() for line in own["butir"].split("\n") if line.strip()]
    return {"opening": own.get("pembuka", opening), "items": tuple(items), "closing": own.get("penutup", closing)}


def _shipped(kind: str) -> list:
    return [block for block in letter("komitmen_bersama")["blocks"] if block["type"] == kind]
