"""What a release promises: its data opens in every later version, and its papers are there."""

from masterplan.server.paths import ROOT, VERSION
from tests.house.released import migrations, released


def test_no_migration_of_a_released_version_was_edited_or_taken_away():
    now = migrations()
    edited = [
        f"{version}: {path}"
        for version, known in released().items()
        for path, digest in known.items()
        if now.get(path) != digest
    ]
    assert edited == [], "write a new migration: data of a released version has run the old one"


def test_the_present_version_is_among_the_released_and_in_the_changelog():
    assert VERSION in released(), "python -m tests.house.released"
    assert f"\n## {VERSION}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_file_with_terms_of_its_own_is_in_the_notice():
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    folders = {path.parent for kind in ("*.ttf", "*.woff2", "*.otf") for path in ROOT.glob(f"[!.]*/**/{kind}")}
    named = [*folders, *(path for path in (ROOT / "static/vendor").iterdir() if path.name != "README")]
    assert [str(path.relative_to(ROOT)) for path in named if str(path.relative_to(ROOT)) not in notice] == []
