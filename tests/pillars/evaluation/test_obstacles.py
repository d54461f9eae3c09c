"""What hinders a programme in a year: typed beside how far it came, and there for whoever opens the form next."""

from bs4 import BeautifulSoup

from tests.pillars.evaluation.test_pages import FIRST, programmes, say

__all__ = ["programmes"]


def test_what_hinders_a_programme_stands_in_its_form(ani, budi, programmes):
    said = say(ani, status="berjalan", kendala="Menara di 3 desa belum ada")
    assert said.status_code == 303
    page = BeautifulSoup(budi.get(FIRST).content, "html5lib")
    assert page.find(attrs={"name": "kendala"}).text.strip() == "Menara di 3 desa belum ada"
