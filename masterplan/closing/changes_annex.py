"""A comparison of two states of a plan as an annex of the berita acara."""

from masterplan.document import pieces
from masterplan.document import tree as t
from masterplan.snapshots.comparison import WAYS, Comparison, EntryComparison
from workshops.number_format import show_number

NOBODY = "–"


def headline(comparison: Comparison) -> str:
    """Return `8 baru, 3 berubah, 1 dihapus, 5 tetap`."""
    counted = [(comparison.count(how), word) for how, _, word in WAYS]
    told = [f"{show_number(count)} {word}" for count, word in counted if count]
    return ", ".join([*told, f"{show_number(comparison.same)} tetap"])


def annex(comparison: Comparison, heading: str, names: dict, *, running: str) -> t.Paper:
    """Return `heading`: from when to when; `names`: {membership key: name}."""
    children: list[t.Node] = [pieces.para(f"{headline(comparison)}.", "lead")]
    if comparison.is_empty:
        children = [pieces.para("Tidak ada isi rencana yang berubah.")]
    for pillar in comparison.pillars:
        if pillar.entries:
            tables = tuple(_table(pillar, how, title, names) for how, title, _ in WAYS if pillar.count(how))
            title = f"{pillar.name} ({pillar.code})" if pillar.code else pillar.name
            children.append(t.Section(title=title, children=tables, pillar=pillar.code))
    if comparison.beside:
        lines = tuple(_row("", change.label, (change,), "") for change in comparison.beside)
        table = t.Table(title="Visi, misi, dan SWOT", columns=_columns(), rows=lines)
        children.append(t.Section(title="Di luar rantai", children=(table,)))
    if comparison.also:
        children.append(pieces.para(f"Juga berubah: {', '.join(comparison.also)}.", "note"))
    return t.Paper(
        id="perubahan",
        title=f"Lampiran: Perubahan Rencana\n{heading}",
        running=f"{running} · perubahan",
        children=tuple(children),
    )


def _columns():
    return pieces.cols("Kode 22 code | Isi | Oleh 34")


def _table(pillar, how, title, names):
    rows = tuple(
        _row(entry.code, f"{entry.label}: {entry.title}", entry.changes, by(entry, names), entry.note)
        for entry in pillar.entries
        if entry.how == how
    )
    return t.Table(title=title, unit=show_number(len(rows)), columns=_columns(), rows=rows)


def by(entry: EntryComparison, names: dict[str, str]) -> str:
    """Return the names of everybody who had a hand in it."""
    keys = dict.fromkeys((*entry.who, *(key for change in entry.changes for key in change.who)))
    return ", ".join(names.get(key, "peserta") for key in keys) or NOBODY


def _row(code, title, changes, by, note=""):
    lines = [title, note] if note else [title]
    lines += [_change(change) for change in changes]
    return pieces.row(code, pieces.cell(*lines), by)


def _change(change):
    """`Indikator: lama → baru`; a long text shows what was taken out and what was put in."""
    if not change.old:
        return (pieces.span(f"{change.label}: ", "strong"), pieces.span(change.new))
    if not change.new:
        return (
            pieces.span(f"{change.label}: ", "strong"),
            pieces.gap("dikosongkan, tadinya "),
            pieces.span(change.old),
        )
    said = (pieces.span(f"{change.label}: ", "strong"), pieces.span(change.old), pieces.span(" → ", "strong"))
    return (*said, *(pieces.span(text, "strong" if op == "add" else "") for op, text in change.runs if op != "del"))
