"""What a contributor meets first: a command on an empty database, and a change that is taken in while `up` runs."""

import os
import subprocess
import sys
from contextlib import closing

import pytest

from masterplan.server.paths import ROOT
from masterplan.server.reload import PAUSE, Reload
from tests.processes import Home, until


@pytest.mark.server
def test_a_plan_is_loaded_into_a_fresh_clone_whose_database_nobody_has_made():
    with closing(Home.make()) as home:
        done = subprocess.run(
            [sys.executable, "-m", "masterplan.server.manage", "load_plan", "masterplan/content/example_plan.json"],
            cwd=ROOT,
            env=home.environment,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (0, "Rencana ponorogo dimuat.\n"), done.stderr


@pytest.mark.parametrize("name", ["texts.py", "texts.json"])
def test_changed_code_and_content_are_noticed_once_and_only_when_asked_for(name, tmp_path, monkeypatch):
    (tmp_path / "pillars").mkdir()
    file = tmp_path / "pillars" / name
    file.write_text("")
    monkeypatch.setenv("REMBUK_DEBUG", "1")
    wanted = Reload(tmp_path)
    monkeypatch.delenv("REMBUK_DEBUG")
    unwanted = Reload(tmp_path)
    assert not wanted.changed()
    later = file.stat().st_mtime + 10
    os.utime(file, (later, later))
    assert until(wanted.changed, seconds=int(PAUSE) + 10)
    wanted.next = 0.0
    assert not wanted.changed()
    assert not unwanted.changed()
