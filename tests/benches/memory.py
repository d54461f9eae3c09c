"""How much memory a process and all that it started really hold."""

import re
from pathlib import Path


def family(pid):
    """`pid` and the pids of everything that descends from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def pss_mb(pids):
    """Proportional share of memory (PSS) of these processes in MB: shared pages are counted once over all."""
    kilobytes = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += int(re.search(r"^Pss:\s+(\d+)", text, flags=re.M).group(1))
    return round(kilobytes / 1024, 1)
