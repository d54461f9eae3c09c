"""The road map as seen, as a workbook: one sheet with the programmes and their years, one with the money."""

from masterplan.document import words
from masterplan.document.sums import funding_of
from masterplan.roadmap.page import NO_AGENCY, NO_FUNDING, RoadPage
from workshops.sheets import WorkbookTable, write_workbook

TERMS = {"pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang", "": ""}


def build(page: RoadPage) -> bytes:
    """Return the bytes for a `RoadPage`; every programme that is asked for, also those that the page does not draw."""
    return write_workbook([_programmes(page), _money(page)])


def _programmes(page):
    years = page.money_years
    head = ["Kode", "Program", "Pilar", "OPD", "Sumber dana", "Jangka", "Tahun pelaksanaan", "Quick win"]
    rows = [[*head, *(f"Anggaran {year} (Rp)" for year in years), "Belum dibagi per tahun (Rp)", "Jumlah (Rp)"]]
    for _, _, members in page.groups_of_items():
        rows += [_programme(item, page.road.agency_of(item), years) for item in members]
    line = page.last_line
    rows.append(["Jumlah", f"{page.sum.count} program", *[""] * 6, *line.years, line.undated, line.total or 0])
    return WorkbookTable("Peta jalan", rows)


def _programme(item, agency, years):
    amounts = dict(item.budgets)
    return [
        item.code,
        item.name,
        item.pillar,
        agency or NO_AGENCY,
        funding_of(item) or NO_FUNDING,
        TERMS.get(item.term, item.term),
        words.years(item.years) or words.NO_YEARS,
        "Ya" if item.chosen else "",
        *(amounts.get(year) for year in years),
        item.budget if not item.budgets else None,
        item.cost,
    ]


def _money(page):
    head = [page.table_head, *map(str, page.money_years), "Belum dibagi per tahun", "Jumlah"]
    lines = [[line.full_title, *line.years, line.undated, line.total] for line in page.table]
    return WorkbookTable("Anggaran per tahun (rupiah)"[:31], [head, *lines])
