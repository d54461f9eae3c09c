"""Who benefits of a programme: typed into its card, and on the board of the group for everybody to see."""

from bs4 import BeautifulSoup

from pillars.cards.actions import add_entry
from tests.cast import new_op


def test_who_benefits_stands_on_the_board(ani):
    add = lambda kind, **values: add_entry(ani.actor, kind, "GOV", values, op=new_op()).ref  # noqa: E731
    target = add("sasaran", statement="Antrean pendek")
    strategy = add("strategi", statement="Daring", target_ref=target)
    programme = add("program", name="Loket daring", strategy_ref=strategy)
    ani.form(f"/r/ponorogo/tata-kelola/{programme}/", penerima_manfaat="Warga lanjut usia")
    board = BeautifulSoup(ani.get("/r/ponorogo/tata-kelola/").content, "html5lib")
    assert "Penerima manfaat: Warga lanjut usia" in board.find(id=programme).text
