"""The page that says what the short names of offices mean."""

from bs4 import BeautifulSoup

from workshops.plans.models import Opd

PAGE = "/r/ponorogo/selaras/singkatan/"


def test_short_names_stand_beside_what_they_mean(plan, ani, oka):
    Opd.objects.create(plan=plan, number=901, name="Dinas Uji Coba", short="DUC")
    page = BeautifulSoup(ani.get(PAGE).content, "html5lib")
    said = {dt.text: dt.find_next("dd").text for dt in page.select("main dl dt")}
    assert said["DUC"] == "Dinas Uji Coba"
    assert oka.get(PAGE).status_code == 404
