"""One section beside its print: who reads it, what the preview shows, the numbers of its text."""

from bs4 import BeautifulSoup

from tests.manuscript.test_outline import words

SECTION = "/r/ponorogo/buku/2/bab/B2-1.1/"


def test_preview(satya, ani):
    answer = satya.get(SECTION)
    print(answer.content.decode()[1500:])
    answer = ani.client.get(SECTION + "pratinjau/", headers={"HX-Request": "true"})
    print(answer.content.decode()[:1500], answer["Cache-Control"])
