"""Bab 2 of the quick wins: an open book for each, profile on the left, the ten criteria and the risks on the right."""

from collections import Counter

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.chains import years_strip
from masterplan.document.chapters.quick_book.risks import risk_parts, untreated
from masterplan.document.chapters.quick_book.selection import ANSWERS
from masterplan.document.chapters.quick_wins import TEXTS, partners_of, sustained
from masterplan.document.chapters.roadmap import quick_win_bars
from masterplan.document.chapters.summary.selection import shortened, wins_of
from masterplan.document.further_fields import remaining_rows
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Fact, Facts, Profile, ProfileRow
from pillars.quick_win_guide import CONDITIONS, PARTS
from workshops.number_format import show_number, show_rupiah, show_rupiah_short

EMPTY = "belum diisi"
#: Letters of a profile that leave its page room for a chart.
ROOM = 1700


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("QW-2")
    numbering, wins = pieces.Numbering("2"), wins_of(book_data, texts.facts)
    children = [*texts.intro(shipped)]
    if not wins:
        children.append(pieces.absent(texts.missing(shipped["sections"][0], nama_quick_win="")))
    else:
        children += [*quick_win_bars(book_data.pillars, texts, numbering), *_criteria_asked(numbering)]
    for n, win in enumerate(wins, 1):
        children += _spread(win, n, shipped["sections"][0], texts, numbering)
    return pieces.chapter("qw-bab-2", shipped["title"], children)


def _criteria_asked(numbering):
    yield numbering.table(
        "Sepuluh kriteria dan yang ditanyakan",
        tuple(
            pieces.row(str(part.order), pieces.span(part.name, "strong"), " ".join(part.questions)) for part in PARTS
        ),
        "No 12 code | Kriteria 56 | Pertanyaan",
        look="dense",
    )


def _spread(win, n, shipped, texts, numbering):
    nomination = next(
        (x for x in texts.book_data.nominations if win.programme and x.programme == win.programme.ref), None
    )
    values = {
        "nama_quick_win": win.name,
        "nama_pilar": win.pillar.name,
        "opd_quick_win": win.agency or words.NO_AGENCY,
        "ringkasan_quick_win": win.text_of("summary"),
        "kolom_profil_kosong": win.profile is None or any(not win.text_of(name) for _, name in TEXTS),
        "risiko_tinggi_tanpa_penanganan": untreated(win),
    }
    code = f"QW-2.{win.code}" if win.code else f"QW-2.{n}"
    opening = texts.opening({**shipped, "code": code}, **values)
    left = pieces.section(
        f"2.{n}",
        win.name,
        pieces.para(f"Quick win {n} · {' · '.join(filter(None, (win.code, win.pillar.name)))}", "sub"),
        *opening,
        Facts(look="large", pillar=win.pillar.code, items=tuple(_in_short(win))),
        Profile(id="", title=win.name, pillar=win.pillar.code, rows=tuple(_rows(win, nomination, texts))),
        *_change(win, texts, numbering),
        id=f"qw-{n}",
        new_page=True,
        large=True,
        side="left",
        pillar=win.pillar.code,
    )
    right = pieces.section(
        f"2.{n}.1",
        "Sepuluh kriteria dan risiko",
        *_criteria(win, nomination, numbering),
        pieces.para("Risiko", "sub"),
        *(
            risk_parts(win, numbering)
            if win.profile and win.profile.risks
            else [pieces.absent("Risiko quick win belum diisi.")]
        ),
        pieces.para("Tingkat = kemungkinan × dampak, masing-masing 1 sampai 5.", "source"),
        id=f"qw-{n}-kriteria",
        level=3,
        new_page=True,
        pillar=win.pillar.code,
    )
    return left, right


def _change(win, texts, numbering):
    """The years of the indicator that it moves, while the page has room for them."""
    target = texts.facts.target_of(win.programme) if win.programme else None
    if target is None or not target.targets or sum(len(win.text_of(name)) for _, name in TEXTS) > ROOM:
        return
    yield pieces.para("Angka yang diubah", "sub")
    title = (shortened(target.indicator, 110) or "Indikator belum ditulis") + (
        f", {target.unit}" if target.unit else ""
    )
    yield years_strip(target, texts, title, numbering, win.pillar)


def _in_short(win):
    years = win.years
    said = words.years(years) if years else "–"
    yield Fact(value=said, label="tahun pelaksanaan" if years else words.NO_YEARS)
    if win.budget is not None:
        value, _, unit = show_rupiah_short(win.budget).partition(" ")
        yield Fact(value=value, unit=unit, label="kebutuhan dana")
    else:
        yield Fact(value="–", label=words.NO_BUDGET)
    if win.profile and win.profile.progress is not None:
        yield Fact(value=show_number(win.profile.progress), unit="persen", label="kemajuan sampai sekarang")


def _rows(win, nomination, texts):
    facts, profile, p = texts.facts, win.profile, win.programme
    support = words.listing(facts.agency(name) for name in p.support_opd) if p else ""
    yield pieces.field(
        "Perangkat daerah",
        *filter(None, (win.agency or pieces.gap(words.NO_AGENCY), support and f"pendukung: {support}")),
    )
    yield from _answered(p, facts)
    kind = (
        "; ".join(
            filter(None, (profile.innovation, f"tahap {profile.stage.replace('_', ' ')}" if profile.stage else ""))
        )
        if profile
        else ""
    )
    yield pieces.field("Jenis dan tahap", kind or pieces.gap(EMPTY))
    for label, name in TEXTS:
        yield ProfileRow(label=label, lines=pieces.typed_lines(win.text_of(name), EMPTY))
    yield pieces.field("Kemitraan", partners_of(profile) or pieces.gap(EMPTY))
    yield pieces.field("Keberlangsungan", sustained(profile) or pieces.gap(EMPTY))
    yield pieces.field("Sumber daya", *_means(win))
    if p and p.output:
        yield pieces.field("Keluaran", words.sentence(p.output))
    yield pieces.field("Syarat awal", _gate(nomination) or pieces.gap("belum dijawab"))
    if profile and profile.status:
        yield pieces.field("Keterangan isi", pieces.status_words(profile.status))
    if profile:
        yield from remaining_rows(profile)


def _answered(programme, facts):
    """What the quick win answers: its target, and the problems behind it."""
    target = facts.target_of(programme) if programme else None
    if target is None:
        yield pieces.field("Yang dijawab", pieces.gap("belum dikaitkan dengan sasaran"))
        return
    problems = [facts.problems[ref] for ref in target.problems if ref in facts.problems]
    lines = [(pieces.span(f"{p.code} ", "code"), pieces.span(shortened(p.statement, 150))) for p in problems[:2]]
    lines.append((pieces.span(f"{target.code} ", "code"), pieces.span(shortened(target.statement, 150))))
    yield pieces.field("Yang dijawab", *lines)


def _means(win):
    profile = win.profile
    money = show_rupiah(win.budget) if win.budget is not None else pieces.gap(words.NO_BUDGET)
    sources = (profile.funding if profile else ()) or (win.programme.funding if win.programme else ())
    yield (
        pieces.span(money) if isinstance(money, str) else money,
        *((pieces.span(f" dari {words.listing(sources)}"),) if sources else ()),
    )
    if profile and profile.resources:
        yield from pieces.typed_lines(profile.resources)


def _gate(nomination) -> str:
    answers = dict(nomination.gate) if nomination else {}
    return "; ".join(
        f"{c.name.lower()}: {ANSWERS.get(answers[c.key], answers[c.key]).lower()}"
        for c in CONDITIONS
        if c.key in answers
    )


def _criteria(win, nomination, numbering):
    answers = dict(nomination.criteria) if nomination else {}
    rows = []
    for part in PARTS:
        answer = answers.get(part.key, "")
        meaning = dict(part.answers).get(answer, "")
        rows.append(
            pieces.row(
                str(part.order),
                pieces.span(part.name, "strong"),
                pieces.span(ANSWERS.get(answer, answer), "strong") if answer else pieces.gap("belum dijawab"),
                meaning or pieces.span(part.questions[0], "small"),
                pillar=win.pillar.code,
            )
        )
    yield numbering.table(
        "Jawaban atas sepuluh kriteria",
        rows,
        "No 9 code | Kriteria 58 | Jawaban 24",
        pieces.col("Artinya" if answers else "Yang ditanyakan"),
        look="close",
        pillar=win.pillar.code,
    )
    counts = Counter(answers.get(part.key, "") for part in PARTS)
    told = words.listing(
        f"{words.count(counts[a])} {label.lower()}"
        for a, label in (*ANSWERS.items(), ("", "belum dijawab"))
        if counts[a]
    )
    yield pieces.para(
        f"{told.capitalize()}. Jawaban dibaca bersama; tidak ada jumlah nilai yang memutuskan sendiri.", "source"
    )
    if nomination and nomination.reason:
        yield pieces.para(
            (pieces.span("Alasan penilaian. ", "strong"), pieces.span(shortened(nomination.reason, 420))), "evidence"
        )
