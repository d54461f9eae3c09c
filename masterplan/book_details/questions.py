"""What is asked for the books: names, offices, laws and short summaries, by the marks that print them; and how the
books look. `masterplan/content/book_details.json` describes them. Pure.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BookDetail:
    """`key`: the mark that prints it; `long`: a paragraph, not a line; `example`: how such an entry reads; `choices`:
    (value, what it is called), the first is what holds where nothing was chosen: of no mark.
    """

    key: str
    label: str
    help: str = ""
    example: str = ""
    long: bool = False
    choices: tuple = ()

    def answer_text(self, value: str) -> str:
        """Return the value as people read it."""
        return dict(self.choices).get(value, self.choices[0][1]) if self.choices else value


#: The choice of a cover, and its value for the white one.
COVER, WHITE = "sampul", "kantor"
SOURCE = Path(__file__).parents[1] / "content" / "book_details.json"


def _detail(choices=(), **told):
    return BookDetail(choices=tuple(map(tuple, choices)), **told)


GROUPS = tuple(
    (group["title"], tuple(_detail(**detail) for detail in group["details"]))
    for group in json.loads(SOURCE.read_text(encoding="utf-8"))["groups"]
)
DETAILS = {one.key: one for _, group in GROUPS for one in group}
#: Those that a mark prints.
MARKS = tuple(one for one in DETAILS.values() if not one.choices)
#: Characters of a line and of a paragraph.
LINE, PARAGRAPH = 300, 5000
