"""The house keeps its floors: imports lead only downwards, by folder; functions stay small."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "laureate_print"
# From the door down; `docs/architecture.md` tells what each room is for.
ROOMS = (
    "__main__",
    "cli",
    "",  # the package itself: the public API by name
    "api",
    "package",
    "start",
    "desk",
    "build",
    "outputs",
    "checks",
    "page",
    "pdf_engine",
    "mockups",
    "preflight",
    "pdf_reader",
    "sources",
    "atomic_write",
    "faults",
    "garbage",
    "model",
    "errors",
    "version",
)
LONGEST_FUNCTION = 50  # lines


def name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name(path): path for path in SOURCE.rglob("*.py")}


def room(module: str) -> str:
    return module.partition(".")[0]


def imports(path: Path) -> set[str]:
    """The modules of this house that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("laureate_print"):
            base = (node.module or "").removeprefix("laureate_print").lstrip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in MODULES else base)
    return found


def test_every_room_has_its_floor():
    assert {room(module) for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_lead_only_downwards(module):
    own = ROOMS.index(room(module))
    upward = {other for other in imports(MODULES[module]) if ROOMS.index(room(other)) < own}

    assert upward == set()


def test_no_ring_of_imports():
    left = {module: imports(path) - {module} for module, path in MODULES.items()}
    while free := [module for module, needed in left.items() if not needed & set(left)]:
        for module in free:
            del left[module]

    assert left == {}


@pytest.mark.parametrize(
    ("reader", "writers"),
    [
        ("checks", ("outputs", "pdf_engine", "page")),
        ("preflight", ("outputs", "pdf_engine", "page")),
        ("pdf_reader", ("outputs", "pdf_engine", "page")),
        ("pdf_engine", ("checks", "preflight", "pdf_reader")),
    ],
)
def test_what_reads_shares_no_code_with_what_writes(reader, writers):
    for module in (module for module in MODULES if room(module) == reader):
        assert {room(other) for other in imports(MODULES[module])} & set(writers) == set(), module


@pytest.mark.parametrize("module", sorted(MODULES))
def test_functions_stay_small(module):
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if node.end_lineno - node.lineno >= LONGEST_FUNCTION]

    assert long == []
