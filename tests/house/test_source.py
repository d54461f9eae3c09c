"""Rules of the house that the source must keep; each failure says what to do."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("masterplan", "pillars", "workshops")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
}
# Not the database: Django's session, the document's own writers, a file.
NOT_ROWS = {"session", "image", "pdf", "document", "book", "buffer", "phone", "builder"}


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    return [ROOT / file for file in files if file and (ROOT / file).is_file()]


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name)
def test_a_module_fits_on_a_few_screens(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{name(path)} has {lines} lines: which room does the next function belong to?"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path):
    if path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree(path)), f"{name(path)} has no docstring"


def test_no_module_has_a_name_that_says_nothing():
    vague = [
        name(path)
        for path in MODULES
        if set(path.relative_to(ROOT).with_suffix("").parts) & {"utils", "helpers", "common", "misc"}
    ]
    assert vague == []


def is_action_module(path):
    parts = path.relative_to(ROOT).parts
    return path.name == "actions.py" or "actions" in parts


def stray_writes(path):
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = ast.unparse(node.func.value)
        if owner.split(".")[-1].split("(")[0] in NOT_ROWS:
            continue
        if owner == "self":
            continue
        queryset = ".objects" in owner or ".filter(" in owner or ".all()" in owner
        if node.func.attr in WRITES or (node.func.attr == "update" and queryset):
            yield f"{name(path)}:{node.lineno} {owner}.{node.func.attr}()"


@pytest.mark.parametrize("path", [path for path in MODULES if not is_action_module(path)], ids=name)
def test_only_actions_write(path):
    assert list(stray_writes(path)) == [], "move the write into the room's actions.py"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_signals(path):
    imported = {
        alias for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) for alias in [node.module or ""]
    }
    allowed = {"masterplan/asgi.py"}  # request_started and request_finished close the connection of a page
    assert name(path) in allowed or not [module for module in imported if "signals" in module or "dispatch" in module]


def views():
    for path in MODULES:
        if path.name == "views.py" or path.parent.name == "views":
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
                    yield pytest.param(path, node, id=f"{name(path)}:{node.name}")


@pytest.mark.parametrize(("path", "view"), list(views()))
def test_a_view_reads_as_one_sentence(path, view):
    lines = view.end_lineno - view.lineno + 1
    assert lines <= 25, f"{name(path)}: {view.name} has {lines} lines; what belongs to form, action or page?"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_keep_to_the_policy_and_escape_what_people_typed(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), "no inline style or script: CSP"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "scripts live in static/js"
    assert not re.search(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq", text), "what people typed is always escaped"


ENGLISH = re.compile(r"\b(Save|Delete|Cancel|Loading|Submit|Search|Error|Close|Edit|Back|Next|Please|Settings)\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_interface_speaks_indonesian(path):
    text = re.sub(
        r"{#.*?#}|{%.*?%}|{{.*?}}|{% comment %}.*?{% endcomment %}", " ", path.read_text(encoding="utf-8"), flags=re.S
    )
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.S)
    assert not ENGLISH.search(text), ENGLISH.search(text)


def test_no_file_names_a_registry_host_or_a_path_of_one_machine():
    hosts = re.compile(
        "|".join(["py" + r"pi\.org", "python" + "hosted", r"registry\." + "npm", r"deb\." + r"debian\.org"])
    )
    bad = [
        name(path)
        for path in tracked()
        if path.suffix not in {".png", ".woff2", ".ttf", ".otf", ".pdf"}
        and hosts.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert bad == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_by_hash_and_name_no_index(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"://|index-url|find-links", text)


def test_vendored_files_are_the_ones_that_were_checked():
    import hashlib

    listed = re.findall(
        r"^([0-9a-f]{64})\s+(\S+)", (ROOT / "static/vendor/README").read_text(encoding="utf-8"), flags=re.M
    )
    found = {path.name for path in (ROOT / "static/vendor").iterdir()} - {"README"}
    assert {file for _, file in listed} == found
    for wanted, file in listed:
        assert hashlib.sha256((ROOT / "static/vendor" / file).read_bytes()).hexdigest() == wanted


def test_each_decision_has_a_number_of_its_own():
    numbers = [path.name[:3] for path in (ROOT / "docs/decisions").glob("*.md")]
    assert sorted(set(numbers)) == sorted(numbers)


def test_every_dependency_has_its_reason_in_the_decisions():
    import tomllib

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    said = "\n".join(path.read_text(encoding="utf-8").lower() for path in (ROOT / "docs/decisions").glob("*.md"))
    names = [re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in wanted]
    assert [package for package in names if package not in said] == []
