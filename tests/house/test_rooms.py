"""Rooms are modules: what a room imports does not need that room, by whatever way round. Each failure prints the way.

A room is a folder or a module directly in a package. An import inside a function counts like any other.
"""

import ast
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("masterplan", "pillars", "workshops")
#: Modules that only put the rooms of a package together for Django.
TABLES = {"models", "urls", ""}
#: Rooms of a package that may stand in a cycle. It only goes down; at 0 it stays.
ALLOWED = {"masterplan": 0, "pillars": 0, "workshops": 0}


def modules(root, package):
    """Return {dotted name: path} of the modules of `package`, migrations left out."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(module, path, known):
    """Yield (line, dotted name of a module in `known`) for each import of `module`, which stands at `path`."""
    parts = module.split(".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = parts[: len(parts) - node.level + (path.name == "__init__.py")] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield node.lineno, name if name in known else base
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


def arrows(root, package):
    """Return {(room, other room): ["file:line imports module"]} of `package`."""
    known, found = modules(root, package), defaultdict(list)
    for name, path in known.items():
        for line, target in imported(name, path, known):
            rooms = room_of(name), room_of(target)
            if target.startswith(f"{package}.") and rooms[0] != rooms[1] and not TABLES & set(rooms):
                found[rooms].append(f"{path.relative_to(root)}:{line} imports {target}")
    return found


def room_of(name):
    """Return `plans` for `workshops.plans.models`, "" for the package itself."""
    return name.split(".")[1] if "." in name else ""


def way_back(found, room):
    """Return the shortest way of rooms from `room` to itself, [] where there is none."""
    after, ways = defaultdict(set), [[room]]
    for one, other in found:
        after[one].add(other)
    seen = set()
    while ways:
        way = ways.pop(0)
        for other in sorted(after[way[-1]] - seen):
            if other == room:
                return [*way, room]
            seen.add(other)
            ways.append([*way, other])
    return []


def rooms_in_cycles(found):
    """Return {room: its shortest way back} of the rooms that stand in a cycle."""
    rooms = sorted({room for pair in found for room in pair})
    return {room: way for room in rooms if (way := way_back(found, room))}


def told(found, ways):
    """Return the ways as lines, each arrow with the first import that makes it."""
    lines = []
    for way in ways.values():
        lines.append(" -> ".join(way))
        lines += [f"    {found[pair][0]}" for pair in pairwise(way)]
    return "\n".join(lines)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_needs_a_room_that_needs_it(package):
    found = arrows(ROOT, package)
    ways = rooms_in_cycles(found)
    assert len(ways) <= ALLOWED[package], f"{len(ways)} rooms of {package} in cycles\n{told(found, ways)}"


def test_an_import_in_a_function_that_closes_a_cycle_is_found_with_its_line(tmp_path):
    for name, text in {
        "a/one.py": "from shop.b.two import price\n",
        "b/two.py": "from .. import c\n",
        "c/__init__.py": "def late():\n    from shop.a import one\n    return one\n",
        "d.py": "from shop.a.one import price\n",
    }.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "shop/a/__init__.py").touch()
    found = arrows(tmp_path, "shop")
    ways = rooms_in_cycles(found)
    assert set(ways) == {"a", "b", "c"}
    assert ways["a"] == ["a", "b", "c", "a"]
    assert "shop/c/__init__.py:2 imports shop.a" in told(found, ways)
