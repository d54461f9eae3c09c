"""What a contributor meets first: a command on an empty database, and a change that is taken in while `up` runs."""

import os
import subprocess
import sys
from contextlib import closing
from subprocess import PIPE

import pytest

from masterplan.server.paths import ROOT
from masterplan.server.reload import PAUSE, CodeReloader
from tests.processes import Home, until


@pytest.mark.in_turn
@pytest.mark.server
def test_two_plans_are_loaded_at_once_into_a_fresh_clone_whose_database_nobody_has_made():
    """Both find no tables: one makes them, the other waits for it."""
    with closing(Home.make()) as home:
        command = [
            sys.executable,
            "-m",
            "masterplan.server.manage",
            "load_plan",
            "masterplan/content/example_plan.json",
        ]
        several = [
            subprocess.Popen([*command, "--slug", slug], cwd=ROOT, env=home.environment, stdout=PIPE, stderr=PIPE)
            for slug in ("satu", "dua")
        ]
        said = [process.communicate(timeout=180) for process in several]
    assert [process.returncode for process in several] == [0, 0], said
    assert [out for out, _ in said] == [b"Rencana satu dimuat.\n", b"Rencana dua dimuat.\n"]


@pytest.mark.parametrize("name", ["texts.py", "texts.json"])
def test_changed_code_and_content_are_noticed_once_and_only_when_asked_for(name, tmp_path, monkeypatch):
    (tmp_path / "pillars").mkdir()
    file = tmp_path / "pillars" / name
    file.write_text("")
    monkeypatch.setenv("REMBUK_DEBUG", "1")
    wanted = CodeReloader(tmp_path)
    monkeypatch.delenv("REMBUK_DEBUG")
    unwanted = CodeReloader(tmp_path)
    assert not wanted.changed()
    later = file.stat().st_mtime + 10
    os.utime(file, (later, later))
    assert until(wanted.changed, seconds=int(PAUSE) + 10)
    wanted.next = 0.0
    assert not wanted.changed()
    assert not unwanted.changed()
