"""The migrations of the versions that were released: none of them is ever edited or taken away.

`.venv/bin/python -m tests.house.released` writes those that exist now under the version of pyproject.toml, when a
version is tagged.
"""

import hashlib
import json
from pathlib import Path

from masterplan.server.paths import ROOT, VERSION

FILE = Path(__file__).parent / "released_migrations.json"


def migrations() -> dict[str, str]:
    """Return {path: sha256} of the migrations of the three packages."""
    found = [
        path
        for package in ("workshops", "pillars", "masterplan")
        for path in Path(ROOT, package).rglob("migrations/0*.py")
    ]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(found)}


def released() -> dict[str, dict[str, str]]:
    """Return {version: {path: sha256}}."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def main() -> None:
    """Add the present version, or write its entry anew as long as it is not tagged."""
    FILE.write_text(json.dumps(released() | {VERSION: migrations()}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
