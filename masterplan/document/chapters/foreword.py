"""The head's greeting and the foreword, with room for the signatures."""

from masterplan.document.book_data import BookData
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Signatures


def greeting(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the greeting of the regent or mayor."""
    return _front("sambutan_kepala_daerah", texts)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
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
