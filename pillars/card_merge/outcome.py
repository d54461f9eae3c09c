"""What merging two cards will do, in sentences, before anybody presses the button. Reads, never writes."""

from pillars.cards.changes import other_editors
from pillars.cards.display import joined
from pillars.cards.queries import children
from pillars.kinds import KINDS
from pillars.models.chain import Problem, Programme
from workshops.plans.models import Plan

NAMED = 4


def merge_outcome(plan: Plan, kept: Problem | Programme, twin: Problem | Programme, me: str) -> list[tuple[str, str]]:
    """Return [(icon, sentence)] for merging `twin` into `kept`; `me` is the membership key of whoever asks."""
    label, across = KINDS[kept.KIND].label.lower(), kept.pillar_id != twin.pillar_id
    found = _below(kept, twin, across)
    if across:
        found.append(("orang", f"{kept.code} tetap milik {kept.pillar.name_id}."))
    found.append(
        ("riwayat", f"Isi, riwayat, dan skor {twin.code} tetap ada. Nomornya tidak dipakai untuk {label} lain.")
    )
    if names := [name for name, _ in other_editors(plan, twin.ref, me)]:
        sentence = f"{joined(names)} sedang membuka {twin.code}. Tulisannya ditawarkan sebagai usulan pada {kept.code}."
        found.append(("orang", sentence))
    found.append(("banding", f"“Pisahkan lagi” tersedia di {kept.code} dan di Kartu terhapus."))
    return found


def _quick_wins(kept, twin):
    """A programme has one nomination and one profile: what becomes of the twin's."""
    stand = {row.KIND: row for row in children(kept)}
    for row in children(twin):
        card = f"{KINDS[row.KIND].label} {row.code}"
        if row.KIND in stand:
            yield "kilat", f"{card} masuk Kartu terhapus bersama {twin.code}; yang berlaku {stand[row.KIND].code}."
        else:
            yield "kilat", f"{card} menjadi milik {kept.code}."


def _below(kept, twin, across):
    if kept.KIND == "program":
        return list(_quick_wins(kept, twin))
    rows = children(twin)
    if not rows:
        return []
    kind = KINDS[rows[0].KIND]
    codes = [row.code for row in rows]
    named = joined(codes) if len(codes) <= NAMED else f"{len(codes)} {kind.label.lower()}"
    named = f"{kind.label} {named}" if len(codes) <= NAMED else named
    doing = "menjawab" if kept.KIND == "masalah" else "berada di bawah"
    if not across:
        return [(kind.key, f"{named} {doing} {kept.code}. Yang ada di bawahnya tidak berubah.")]
    moving = f"{named} pindah ke papan {kept.pillar.name_id}, di bawah {kept.code}, bersama semua yang ada di bawahnya."
    if kept.KIND == "masalah":
        moving += f" Sasaran yang juga menjawab masalah lain di {twin.pillar.name_id} tetap di sana."
    return [(kind.key, moving)]
