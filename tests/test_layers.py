"""A room imports only from the floors below it, and each outside library stays in its room."""

import ast
import re
from pathlib import Path

import pytest

from explainer.settings import PACKAGE

FLOORS = (
    {"pickled"},
    {"record", "sign_off", "health_words", "senses", "finding", "walk", "errors", "settings", "store", "__init__"},
    {"model", "inputs", "shares"},
    {"reading", "packed"},
    {"language"},
    {"checks", "audit", "headers", "codings"},
    {"show"},
    {"gather", "web", "export", "pdf", "curate"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN = {
    "flask": "web",
    "click": "cli",
    "granian": "cli",
    "babel": "language",
    "httpx": "curate/registry.py",
    "jinja2": "show",
    "llm": "curate/language_model.py",
    "markdown_it": "reading/prose.py",
    "yaml": "reading/front_matter.py",
    "weasyprint": "pdf/press.py",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only(path):
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "explainer" and len(parts) > 1:
            there = parts[1]
            same_room = there == room(path)
            assert same_room or FLOOR[there] < FLOOR[room(path)], f"{path.name} imports {name} from a floor that is not below"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_libraries_stay_in_their_rooms(path):
    here = path.relative_to(PACKAGE).as_posix()
    for name in imported(path):
        where = ONLY_IN.get(name.split(".")[0])
        assert where is None or here.startswith(where), f"{here} imports {name}, which belongs to {where}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{path.name}: {node.name}"


RAW = {"Markup", "markup"}
"""What says of a text that it is HTML already."""


def test_html_is_made_of_text_in_few_places_only():
    """The renderer of our Markdown, and the macros of templates. `filled` escapes, but for the form itself."""
    places = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in (each for each in ast.walk(tree) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)):
            if node.func.id in RAW:
                places.add(path.relative_to(PACKAGE).as_posix())
            elif node.func.id == "filled":
                form = node.args[0]
                assert isinstance(form, ast.Constant) or (isinstance(form, ast.Name) and form.id in constants), path
    assert places == {"show/html.py", "show/templating.py"}
    templates = [path.read_text(encoding="utf-8") for path in (PACKAGE / "show" / "templates").iterdir()]
    assert len(templates) > 10
    assert not [text for text in templates if re.search(r"\|\s*safe\b|\{%-?\s*autoescape", text)]
