"""Log lines: one line per problem, with ids and places in the code, never what a person typed."""

import logging
import re
import traceback
from pathlib import Path

from masterplan.server.paths import ROOT

#: Join tokens and keys of screens are secrets; refs, slugs and numbers are ids.
_SECRET_PART = re.compile(r"^(/g/|/r/[^/]+/layar/)[^/]+")
_STRANGE = re.compile(r"[^A-Za-z0-9/_.-]")


def safe_path(path: str) -> str:
    """Return an address as it may stand in a log: shortened, without token, without a stranger's letters."""
    return _SECRET_PART.sub(r"\1*", _STRANGE.sub("?", path))[:200]


class OneLine(logging.Formatter):
    """`time level logger: what, where`. Messages of exceptions are left out: a database quotes values in them."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line without a line break."""
        parts = [self.formatTime(record), record.levelname, f"{record.name}:", self._what(record)]
        if record.exc_info and record.exc_info[0]:
            parts.append(self._where(record.exc_info))
        return " ".join(parts).replace("\n", " ")

    def _what(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.") and record.name != "django.tasks":
            request = getattr(record, "request", None)
            status = getattr(record, "status_code", "")
            place = f"{request.method} {safe_path(request.path)}" if hasattr(request, "path") else ""
            return " ".join(part for part in (str(status), place) if part) or str(record.msg)[:100]
        return record.getMessage()

    def _where(self, exc_info) -> str:
        kind, _, trace = exc_info
        frames = traceback.extract_tb(trace)
        ours = [
            frame for frame in frames if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
        ]
        frame = next(reversed(ours or frames), None)
        place = f" at {Path(frame.filename).name}:{frame.lineno} {frame.name}" if frame else ""
        return f"{kind.__module__}.{kind.__qualname__}{place}"
