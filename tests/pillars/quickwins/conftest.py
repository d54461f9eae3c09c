"""A chain with programmes for the tests of quick wins."""

import pytest

from tests.pillars.quickwins.quick import add


@pytest.fixture
def programmes(plan, ani, dewi):
    """Four programmes of Tata Kelola under one strategy."""
    problem = add(ani, "masalah", statement="Usulan warga hilang di jalan")
    target = add(ani, "sasaran", statement="Usulan warga dijawab", problem_refs=[problem])
    strategy = add(ani, "strategi", statement="Satu nomor tiap usulan", target_ref=target)
    names = ("Rembug Warga RT digital", "Portal layanan warga", "Sekretariat Dewan", "Kajian indeks")
    return [
        add(ani, "program", name=name, strategy_ref=strategy, years=[2027], budget_by_year={2027: 325_000_000})
        for name in names
    ]
