"""What a plan looks like at its end, for the tests of Buku 1: the example with bimteks, gaps, keywords and aims."""

from dataclasses import replace
from datetime import UTC, date, datetime

from masterplan.document import bimteks as b
from masterplan.document.book_data import BookData
from pillars.plan_view.cards import Aim, Gap, Keyword
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan

SUBJECTS = (
    "Kesiapan, kesenjangan, SWOT, dan masalah",
    "Visi, sasaran, strategi, dan program",
    "Inovasi, peta jalan, dan profil quick win",
    "Telaah buku dan komitmen",
)
OUTSIDE = ("Universitas Contoh", "Kamar Dagang Contoh", "Komunitas Relawan Contoh")


def closings(book_data) -> b.Closings:
    """Three signed bimteks and one to come."""
    days = (date(2026, 9, 8), date(2026, 10, 13), date(2026, 12, 3), date(2027, 1, 12))
    offices = [opd.name for opd in book_data.opd][:20]
    told = []
    for n, (subject, day) in enumerate(zip(SUBJECTS, days, strict=True), 1):
        label = f"Bimtek {('I', 'II', 'III', 'IV')[n - 1]}"
        planned = b.BimtekFacts(number=n, label=label, subject=subject, first_day=day, days=2)
        if n == 4:
            told.append(planned)
            continue
        people = tuple(
            b.Institution(name=name, kind=b.OFFICE, people=2 + (at + n) % 4) for at, name in enumerate(offices)
        ) + tuple(b.Institution(name=name, kind=b.OUTSIDE, people=at + 1) for at, name in enumerate(OUTSIDE))
        came = sum(one.people for one in people)
        told.append(
            replace(
                planned,
                venue="Ruang rapat contoh",
                came=came,
                institutions=people,
                halves=tuple(
                    b.AttendedHalfDay(day=day, half=half, people=came - lost)
                    for day, half, lost in ((1, "Pagi", 0), (1, "Siang", 3), (2, "Pagi", 5), (2, "Siang", 9))
                ),
                signed_on=datetime(2026, 8 + n, 9, 16, 0, tzinfo=UTC),
                minutes_number=f"000/{100 + n}/DISKOMINFO/2026",
                results=(f"{10 * n} sasaran dengan indikator dan target.", "Peta jalan awal disepakati."),
                decisions=("Perangkat daerah melengkapi angka awal dan sumbernya.",),
                objections=("Angka sampah harian diperiksa kembali.",) if n == 2 else (),
                counts=(("masalah", 20 * n), ("sasaran", 15 * n), ("strategi", 18 * n), ("program", 25 * n)),
                changes=_changes(book_data, told[-1].label) if n > 1 else None,
            )
        )
    people = max(one.came for one in told) + 11
    return b.Closings(
        bimteks=tuple(told),
        people=people,
        offices=len(offices),
        outside=len(OUTSIDE),
        experts=3,
        tasks=180,
        tasks_done=164,
    )


def _changes(book_data, since) -> b.ChangesSince:
    pillars = []
    for pillar in book_data.pillars:
        lines = [b.ChangedCard(how="Baru", kind="Program", code=p.code, title=p.name) for p in pillar.programmes[:6]]
        lines += [
            b.ChangedCard(
                how="Berubah", kind="Sasaran", code=t.code, title=t.statement, fields=("Angka awal", "Sumber")
            )
            for t in pillar.targets[:2]
        ]
        if pillar.problems:
            last = pillar.problems[-1]
            note = f"menjadi bagian dari {pillar.problems[0].code}"
            lines.append(b.ChangedCard(how="Digabung", kind="Masalah", code=last.code, title=last.statement, note=note))
        pillars.append(b.PillarChanges(code=pillar.code, name=pillar.name, lines=tuple(lines), same=20))
    return b.ChangesSince(since=since, pillars=tuple(pillars), also=("Visi", "Daftar perangkat daerah"))


def finished_book_data() -> BookData:
    """The example plan after its third bimtek."""
    book_data = book_data_of(example_plan())
    sides = {
        key: [item for item in book_data.swot if item.type == key]
        for key in dict.fromkeys(i.type for i in book_data.swot)
    }
    swot = tuple(
        item.replace(component=("alam", "struktur", "budaya", "")[at % 4], voices=9 - at)
        for items in sides.values()
        for at, item in enumerate(items)
    )
    strong, weak = ([item.statement for item in sides[key]] for key in ("strengths", "weaknesses"))
    problems = [problem for pillar in book_data.pillars for problem in pillar.problems]
    poor = [a for c in book_data.readiness for a in c.aspects if a.condition in ("buruk", "sedang")]
    gaps = tuple(
        Gap.of(
            f"kesenjangan-{at}",
            f"KS-{at}",
            element=aspect.aspect,
            current=aspect.finding,
            expected="Merata dan berjalan di semua kecamatan pada akhir masa rencana.",
            gap="Baru berjalan di sebagian perangkat daerah.",
            way_forward="Menata petugas, alur kerja, dan pemeliharaannya bertahap.",
            problems=(problems[3 * at].code, problems[3 * at + 1].code),
        )
        for at, aspect in enumerate(poor)
    )
    keywords = (
        Keyword.of("kata_kunci-1", word="budaya", meaning="Reog menjadi tenaga.", sources=strong[:1], rpjmd="Elok"),
        Keyword.of("kata_kunci-2", word="data", meaning="Keputusan berdasar data.", sources=weak[:1], rpjmd="Amanah"),
        Keyword.of("kata_kunci-3", word="warga", meaning="Warga menjadi tujuan.", sources=strong[2:3]),
    )
    aims = tuple(
        Aim.of(
            f"tujuan-{n}",
            f"TJ-{n}",
            statement=f"Terwujudnya keadaan yang dituju misi {n}",
            mission=mission,
            targets=tuple(t.ref for t in pillar.targets[:2]),
        )
        for n, (mission, pillar) in enumerate(zip(book_data.vision.missions, book_data.pillars, strict=True), 1)
    )
    told = book_data.with_cards(
        swot=swot,
        visi_misi=[book_data.vision.replace(rpjmd_missions=("M1", "M5"))],
        kesenjangan=gaps,
        kata_kunci=keywords,
        tujuan=aims,
    )
    return replace(told, closings=closings(book_data))
