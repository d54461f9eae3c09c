"""Where is searched: the kinds of cards, and what the plan knows besides, as tables with their texts.

Every source is one SELECT that begins at a plan. What is searched of a card follows from the description of its kind.
"""

from dataclasses import dataclass
from functools import cache

from django.core.exceptions import FieldDoesNotExist

from pillars.cards.values import CARD_MODELS, NAME_FIELD
from pillars.kinds import KINDS
from pillars.models import SharedEntry
from pillars.models.search_index import AS_TEXT

_OFFICE = "(SELECT concat_ws(' ', o.name, o.short) FROM workshops_opd o WHERE o.id = t.{}_id)"
#: Fields of a kind that are kept in another form than a column of their name.
_ELSEWHERE = {
    ("profil_quick_win", "kemitraan"): "t.partnerships::text",
    ("profil_quick_win", "anggaran"): "t.resources->>'anggaran'",
    ("profil_quick_win", "sumber"): "t.resources->>'sumber'",
    ("profil_quick_win", "tenaga"): "t.resources->>'tenaga'",
}
_OF_PROGRAMME = "LEFT JOIN pillars_programme pr ON pr.id = t.programme_id"
#: {kind: (title that is shown, title that is searched, join)} where that is no column of the card.
_TITLES = {
    "nominasi_quick_win": ("coalesce(t.usulan, pr.name)", "t.usulan", _OF_PROGRAMME),
    "profil_quick_win": ("coalesce(t.nama_inovasi, pr.name)", "t.nama_inovasi", _OF_PROGRAMME),
    "naskah": ("coalesce(t.title, t.section)", "concat_ws(' ', t.title, t.section)", ""),
    "realisasi": ("concat_ws(' ', pr.code, pr.name, t.year)", "''", _OF_PROGRAMME),
}


@dataclass(frozen=True)
class SearchedText:
    """A text of a row that is searched besides its title; `key` of its field on the row's page, `type` as in kinds."""

    key: str
    label: str
    type: str
    sql: str


@dataclass(frozen=True)
class Source:
    """Rows of one table `t`. `pillar`: whether a row belongs to one (`p`); `shared`: cards of no pillar.

    title, head  what is shown as the title, and what of it is searched.
    office  column of the office whose name counts as a text of the row too.
    """

    key: str
    label: str
    table: str
    title: str
    head: str
    code: str = "''"
    number: str = "t.number"
    parts: tuple = ()
    join: str = ""
    where: str = "true"
    order: str = "t.number"
    office: str = ""
    pillar: bool = False
    shared: bool = False

    @property
    def is_card(self) -> bool:
        return self.pillar or self.shared


@cache
def sources() -> tuple[Source, ...]:
    """Return all of them, in the order in which their results are shown."""
    return (*(_cards(kind) for kind in CARD_MODELS), *_FRAME)


def source(key: str) -> Source | None:
    """Return the source of that key, or None."""
    return next((one for one in sources() if one.key == key), None)


def _cards(kind):
    model = CARD_MODELS[kind]
    shared = issubclass(model, SharedEntry)
    title = f't."{NAME_FIELD[kind]}"'
    shown, head, join = _TITLES.get(kind, (title, title, ""))
    parts = [
        part for field in KINDS[kind].fields if (part := _part(kind, model, field)) and part.sql != f"{title}::text"
    ]
    return Source(
        key=kind,
        label=KINDS[kind].label,
        table=model._meta.db_table,
        title=shown,
        head=head,
        code="t.code",
        parts=tuple(part for part in parts if part.key != NAME_FIELD[kind]),
        join=join,
        order="t.position, t.number" if shared else "p.position, t.position, t.number",
        office=next((f"{one.column}_id" for one in KINDS[kind].fields if one.refers_to == "opd"), ""),
        pillar=not shared,
        shared=shared,
    )


def _part(kind, model, field):
    if field.key == "code" or "search" in field.left_out and field.refers_to != "opd":
        return None
    if field.refers_to == "opd":
        return SearchedText(field.key, field.label, field.type, _OFFICE.format(field.column))
    if sql := _ELSEWHERE.get((kind, field.key)):
        return SearchedText(field.key, field.label, field.type, sql)
    try:
        column = model._meta.get_field(field.key).column
    except FieldDoesNotExist:
        return None
    if field.type not in AS_TEXT:
        return None
    return SearchedText(field.key, field.label, field.type, AS_TEXT[field.type].format(f't."{column}"'))


_FURTHER = "(SELECT string_agg(i.indicator, '; ') FROM pillars_objectiveindicator i WHERE i.objective_id = t.id)"
_REPLIES = "(SELECT string_agg(r.text, ' ') FROM pillars_reviewreply r WHERE r.note_id = t.id)"
_FRAME = (
    Source(
        "rpjmd",
        "Sasaran RPJMD",
        "pillars_objective",
        "t.statement",
        "t.statement",
        code="t.code",
        parts=(
            SearchedText("", "Indikator", "text", "t.indicator"),
            SearchedText("", "Indikator lain", "text", _FURTHER),
            SearchedText("", "Angka awal", "number_unit", AS_TEXT["number_unit"].format("t.baseline")),
            SearchedText("", "Target", "years_table_number", AS_TEXT["years_table_number"].format("t.targets")),
            SearchedText("", "OPD", "text", _OFFICE.format("lead_opd")),
        ),
        order="t.document_id, t.position",
    ),
    Source(
        "misi",
        "Misi RPJMD",
        "pillars_mission",
        "t.statement",
        "t.statement",
        code="t.code",
        number="t.id",
        order="t.position",
    ),
    Source(
        "tujuan_rpjmd",
        "Tujuan RPJMD",
        "pillars_goal",
        "t.statement",
        "t.statement",
        code="t.code",
        number="t.id",
        order="t.position",
    ),
    Source(
        "renstra",
        "Program Renstra",
        "pillars_renstraprogramme",
        "t.name",
        "t.name",
        code="coalesce(t.code, '')",
        parts=(
            SearchedText("", "OPD", "text", _OFFICE.format("opd")),
            SearchedText("", "Pagu", "years_table_rupiah", AS_TEXT["years_table_rupiah"].format("t.pagu_by_year")),
        ),
        order="t.opd_id, t.number",
    ),
    Source(
        "opd",
        "Perangkat daerah",
        "workshops_opd",
        "t.name",
        "concat_ws(' ', t.name, t.short)",
        parts=(SearchedText("", "Nama lain", "list_text", "t.aliases::text"),),
        where="t.merged_into_id IS NULL",
    ),
    Source(
        "pilar",
        "Pilar",
        "pillars_pillar",
        "t.name_id",
        "concat_ws(' ', t.name_id, t.name_en)",
        code="t.code",
        number="t.position",
        parts=(
            SearchedText("", "Definisi", "long_text", "t.definition"),
            SearchedText("", "Arah jangka panjang", "list_text", "t.long_term_directions::text"),
        ),
        order="t.position",
    ),
    Source(
        "catatan",
        "Catatan telaah",
        "pillars_reviewnote",
        "t.text",
        "t.text",
        code="t.subject",
        parts=(SearchedText("", "Jawaban", "long_text", _REPLIES),),
    ),
    Source(
        "peserta",
        "Orang",
        "workshops_participant",
        "t.name",
        "t.name",
        parts=(SearchedText("", "Instansi", "text", "t.institution"),),
        where="t.removed_at IS NULL AND t.merged_into_id IS NULL",
        order="t.name",
    ),
)
