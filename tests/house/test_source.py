"""Rules of the house that the source must keep: one test a rule, which names every place that breaks it."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

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


@cache
def source(path):
    return path.read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(source(path))


def tracked():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    return [ROOT / file for file in files if file and (ROOT / file).is_file()]


def test_a_module_fits_on_a_few_screens():
    lines = {name(path): source(path).count("\n") for path in [*MODULES, *SCRIPTS]}
    long = {path: many for path, many in lines.items() if many > 400}
    assert long == {}, "which room does the next function belong to?"


def test_a_module_says_what_it_is_for():
    silent = [name(path) for path in MODULES if source(path).strip() and not ast.get_docstring(tree(path))]
    assert silent == [], "give it a docstring"


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


def test_only_actions_write():
    stray = [line for path in MODULES if not is_action_module(path) for line in stray_writes(path)]
    assert stray == [], "move the write into the room's actions.py"


#: request_started and request_finished close the connection of a page
MAY_LISTEN = {"masterplan/asgi.py"}


def test_no_signals():
    listening = [
        f"{name(path)}:{node.lineno} {node.module}"
        for path in MODULES
        if name(path) not in MAY_LISTEN
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and re.search("signals|dispatch", node.module or "")
    ]
    assert listening == [], "call the function where the thing happens"


def views():
    for path in MODULES:
        if path.name == "views.py" or path.parent.name == "views":
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
                    yield path, node


def test_a_view_reads_as_one_sentence():
    lines = {f"{name(path)}:{view.name}": view.end_lineno - view.lineno + 1 for path, view in views()}
    assert len(lines) > 300
    long = {view: many for view, many in lines.items() if many > 25}
    assert long == {}, "what belongs to form, action or page?"


FORBIDDEN = {
    r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:": "no inline style or script: CSP",
    r"<script(?![^>]*\ssrc=)": "scripts live in static/js",
    r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq": "what people typed is always escaped",
}


def test_templates_keep_to_the_policy_and_escape_what_people_typed():
    wrong = [
        f"{name(path)}: {found.group()!r}: {why}"
        for path in TEMPLATES
        for pattern, why in FORBIDDEN.items()
        if (found := re.search(pattern, source(path)))
    ]
    assert wrong == []


ENGLISH = re.compile(r"\b(Save|Delete|Cancel|Loading|Submit|Search|Error|Close|Edit|Back|Next|Please|Settings)\b")
TEMPLATE_TAGS = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}|{{.*?}}", flags=re.S)
HTML_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", flags=re.S)


def test_the_interface_speaks_indonesian():
    assert len(TEMPLATES) > 100
    shown = {name(path): HTML_TAGS.sub(" ", TEMPLATE_TAGS.sub(" ", source(path))) for path in TEMPLATES}
    assert {path: found.group() for path, text in shown.items() if (found := ENGLISH.search(text))} == {}


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


def test_requirements_are_pinned_by_hash_and_name_no_index():
    for file in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text, file
        assert not re.search(r"://|index-url|find-links", text), file


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


def public_functions(path):
    """Yield (name, function, whether its first parameter is the object or class it is called on) of a module."""
    todo = [("", tree(path))]
    while todo:
        of, node = todo.pop()
        for one in node.body:
            if isinstance(one, ast.ClassDef):
                todo.append((f"{of}{one.name}.", one))
            elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and not one.name.startswith("_"):
                static = any(isinstance(tag, ast.Name) and tag.id == "staticmethod" for tag in one.decorator_list)
                yield f"{of}{one.name}", one, bool(of) and not static


def test_a_public_function_says_what_it_takes_and_returns():
    silent = []
    for path in MODULES:
        for called, function, bound in public_functions(path):
            given = function.args
            taken = [*given.posonlyargs, *given.args][bound:] + given.kwonlyargs
            taken += [one for one in (given.vararg, given.kwarg) if one]
            if function.returns is None or any(one.annotation is None for one in taken):
                silent.append(f"{name(path)}:{function.lineno} {called}")
    assert silent == [], "give every parameter and the result a type"
