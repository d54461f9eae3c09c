"""The thin walk: Ani adds a whole thread with plain forms and edits each card of it."""

from pillars.models import Problem, Programme, Strategy, Target

BOARD = "/r/ponorogo/tata-kelola/"


def test_ani_writes_a_thread_from_problem_to_programme_without_javascript(ani):
    first = ani.form(f"{BOARD}masalah/baru/", statement="Antrean panjang di kantor kecamatan")
    assert first.status_code == 303, first.content.decode()
    assert first["Location"] == f"{BOARD}masalah-1/?tersimpan=1"
    page = ani.get(first["Location"]).content.decode()
    assert 'data-kind="saved"' in page

    second = ani.form(f"{BOARD}sasaran/baru/?induk=masalah-1", statement="Menurunnya antrean", unit="menit")
    assert second.status_code == 303, second.content.decode()
    third = ani.form(f"{BOARD}strategi/baru/?induk=sasaran-1", statement="Melimpahkan pemeriksaan berkas")
    assert third.status_code == 303, third.content.decode()
    fourth = ani.form(f"{BOARD}program/baru/?induk=strategi-1", name="Pelimpahan berkas", lead_opd="Dinkes")
    assert fourth.status_code == 303, fourth.content.decode()

    assert list(Target.objects.get().problems.all()) == [Problem.objects.get()]
    assert Strategy.objects.get().target == Target.objects.get()
    assert Programme.objects.get().strategy == Strategy.objects.get()
    assert Programme.objects.get().lead_opd.short == "Dinkes"


def test_ani_edits_one_card_of_each_kind(ani):
    ani.form(f"{BOARD}masalah/baru/", statement="Antrean panjang")
    ani.form(f"{BOARD}sasaran/baru/?induk=masalah-1", statement="Antrean pendek")
    ani.form(f"{BOARD}strategi/baru/?induk=sasaran-1", statement="Melimpahkan berkas")
    ani.form(f"{BOARD}program/baru/?induk=strategi-1", name="Pelimpahan")
    edits = {
        "masalah-1": {"evidence": "Dua jam", "urgency": "4", "sources": "BPS 2025\nDinkes 2026"},
        "sasaran-1": {"indicator": "Lama antre", "baseline": "1.234,5", "targets_by_year.2028": "9,33"},
        "strategi-1": {"swot_quadrant": "WO"},
        "program-1": {"budget_by_year.2027": "Rp1,2 miliar", "years": ["2027", "2028"], "funding": ["DAK"]},
    }
    for ref, changes in edits.items():
        answer = ani.form(f"{BOARD}{ref}/", **changes)
        assert answer.status_code == 303, answer.content.decode()
        assert 'data-kind="saved"' in ani.get(answer["Location"]).content.decode()
    assert Problem.objects.get().sources == ["BPS 2025", "Dinkes 2026"]
    assert Target.objects.get().targets_by_year == {"2028": "9.33"}
    assert Programme.objects.get().budget_by_year == {"2027": 1_200_000_000}
    assert Programme.objects.get().years == [2027, 2028]
