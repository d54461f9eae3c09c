"""The words before and behind the chapters: the head's greeting, the foreword, Bab 7 with the closing words."""

from masterplan.document import pieces
from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Signatures


def greeting(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the greeting of the regent or mayor."""
    return _front("sambutan_kepala_daerah", texts)


def foreword(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the foreword."""
    return _front("kata_pengantar", texts)


def _front(code, texts):
    shipped = texts.front(code)
    return Chapter(
        id=code.replace("_", "-"),
        title=texts.fill(shipped["title"]),
        matter="front",
        children=(
            *texts.opening({**shipped, "code": f"{texts.book['code']}-{code}"}),
            Signatures(title="Tanda tangan", signers=(tuple(texts.fill(line) for line in shipped["signature"]),)),
        ),
    )


def closing(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return Bab 7: the closing words."""
    shipped = texts.chapter("B2-7")
    return pieces.chapter(
        "bab-7", shipped["title"], (node for part in shipped["sections"] for node in texts.opening(part))
    )
