"""Where things lie on this machine. No Django here: the launcher imports it before anything is prepared."""

import os
import tomllib
from pathlib import Path

#: The checkout (the folder that holds `rembuk` and `manage.py`).
ROOT = Path(__file__).resolve().parents[2]

#: The version, which stands in pyproject.toml and nowhere else.
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

#: What Rembuk keeps: database, secret, files. `REMBUK_DATA` moves it, e.g. to another disk.
DATA = Path(os.environ.get("REMBUK_DATA") or ROOT / ".data").absolute()

#: The database of `up`, the one of the tests and the one of the benches never meet.
DATABASE = DATA / "database"
TEST_DATABASE = DATA / "test"
BENCH_DATABASE = DATA / "bench"

#: Name of the database inside an embedded cluster.
DATABASE_NAME = "rembuk"
