"""What a start waits for: addresses, and not the views behind them."""

import json
import os
import subprocess
import sys

from masterplan.server.paths import ROOT

#: What makes or reads files, and takes long to import.
MAKERS = {"docx", "fontTools", "lxml", "openpyxl", "pikepdf", "PIL", "pypdfium2", "segno", "typst", "weasyprint"}

LOOK = """
import json, sys
import masterplan.asgi
from django.urls import resolve, reverse
from workshops.late_views import import_all
found = []
def look():
    found.append([sorted({name.split(".")[0] for name in sys.modules}), "pillars.boards.views" in sys.modules])
resolve(reverse("books", args=["ponorogo"]))
look()
import_all()
look()
print(json.dumps(found))
"""


def test_looking_up_an_address_imports_no_view_and_nothing_that_makes_files_and_all_come_when_asked_for():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "masterplan.settings_test"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    (before, has_views), (_, has_views_then) = json.loads(done.stdout)
    assert MAKERS & set(before) == set()
    assert (has_views, has_views_then) == (False, True)
    assert done.stderr == ""
