"""What a card holds beyond the fields that chapters lay out by hand: a new field of a kind stands in the books by its
entry in `kinds.json` alone. Pure.
"""

from masterplan.document import words
from masterplan.document.pieces import typed_lines
from masterplan.document.tree import ProfileRow
from pillars.fields import display_field
from pillars.kinds import is_empty
from pillars.plan_view.cards import CardView, Programme, QuickWin

#: {kind: the fields that a chapter lays out itself}
LAID_OUT = {
    kind: frozenset(keys.split())
    for kind, keys in {
        "masalah": "code statement dimension evidence evidence_status sources root_cause affected urgency seriousness"
        " growth score rank note",
        "sasaran": "code statement problem_refs dimension indicator unit direction baseline baseline_year"
        " baseline_status baseline_owner measurement sources targets_by_year targets_status rpjmd_ref alignment_status"
        " alignment_reason sdg_refs note",
        "strategi": "code statement target_ref swot_quadrant note",
        "program": "code name strategy_ref action_group nomenclature_code nomenclature_program lead_opd support_opd"
        " funding budget_by_year budget years term output quick_win quick_win_status location renstra_status status"
        " note",
        "kesiapan": "component aspect condition finding evidence",
        "kesenjangan": "element current expected gap way_forward problem_refs",
        "swot": "type statement component agreement",
        "kata_kunci": "word meaning swot_refs rpjmd_keyword",
        "visi_misi": "visi misi rpjmd_misi_refs status",
        "tujuan": "statement misi target_refs",
        "nominasi_quick_win": "programme_ref usulan proposer gate criteria criteria_reason decision_reason",
        "profil_quick_win": "programme_ref nama_inovasi jenis tahap progres penjelasan_singkat manfaat keunikan"
        " daya_tarik kemitraan potensi_pengembangan strategi_keberlangsungan anggaran sumber tahun tenaga status",
        "risiko": "profile_ref kode peristiwa sebab akibat kemungkinan dampak tingkat penanganan penanggung_jawab"
        " waktu",
        "naskah": "section title body",
    }.items()
}


def remaining(card: CardView) -> list[tuple[str, str]]:
    """Return (label, text) of every further field of a card that has a value."""
    fields = [one for one in card.kind.shown_in("book") if one.key not in LAID_OUT[card.kind.key]]
    found = [(field, card.values.get(field.key)) for field in fields]
    return [(field.label, _said(field, value)) for field, value in found if not is_empty(value)]


def remaining_lines(card: CardView) -> tuple[str, ...]:
    """Return the further fields as lines of a cell."""
    return tuple(f"{label}: {text}" for label, text in remaining(card))


def remaining_rows(card: Programme | QuickWin) -> tuple[ProfileRow, ...]:
    """Return the further fields as rows of a profile."""
    return tuple(ProfileRow(label=label, lines=typed_lines(text)) for label, text in remaining(card))


def _said(field, value) -> str:
    """Return a value in words; what is named is called by its label, not by its ref."""
    if field.type in ("references", "list_text"):
        return words.listing(getattr(one, "label", str(one)) for one in value)
    return getattr(value, "label", None) or display_field(field, value)
