"""What is sent to an office or a person about their homework, as text for WhatsApp or a letter. Pure but for dates."""

from pillars.homework.queries import Receiver
from pillars.homework.windows import Window
from workshops.plans.models import Plan

#: So many tasks stand in a message one by one; the rest is a number.
LISTED = 20


def message(plan: Plan, receiver: Receiver, window: Window, address: str) -> str:
    """Return the text: what is awaited, until when, and the link `address` with how one comes in."""
    items = [item for item in receiver.items if item.is_open]
    if not items:
        return ""
    until = f" {window.sentence}" if window.until and window.is_open else ""
    before = f" {window.before}" if window.before else ""
    lines = [
        f"Yth. {receiver.name}",
        "",
        f"Masterplan Smart City {plan.region.name}: {len(items)} isian masih ditunggu dari Anda{before}.{until}",
        "",
        *(f"{place}. {item.card.code} {item.title}: {item.labels}" for place, item in enumerate(items[:LISTED], 1)),
    ]
    if len(items) > LISTED:
        lines.append(f"dan {len(items) - LISTED} lainnya.")
    lines += [
        "",
        f"Isi dari kantor atau rumah: {address}" if address else "Isi dari kantor atau rumah.",
        "Masuk dengan nama dan kode pribadi Anda. Belum punya kode? Hubungi fasilitator.",
        "",
        "Setiap angka disertai tahun dan sumber. Bila data belum ada, tulis “belum ada”.",
    ]
    return "\n".join(lines)
