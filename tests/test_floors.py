"""The house keeps its floors: imports lead only downwards, rooms and functions stay small, nothing draws in a ring."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "laureate_print"
FLOORS = {
    "model": 0, "errors": 0, "paper": 0, "archival": 0,
    "project": 1, "languages": 1, "catalogs": 1, "templates": 1, "fonts": 1,
    "typography": 1, "ruby": 1, "po_files": 1, "pseudo": 1, "conformance": 1, "press": 1,
    "compose": 2, "cards": 2, "filters": 2, "outputs.html": 2, "outputs.web_fonts": 2,
    "outputs.pdf": 2, "outputs.press": 2, "outputs.archive": 2,
    "report": 2, "inspection": 2, "delivery": 2, "upkeep": 2,
    "doctor": 2, "status": 2, "tag_tree": 2, "facts": 2, "packet": 2,
    "checks.case": 2, "checks.reading": 2, "checks.translations": 2, "checks.markup": 2, "checks.glyphs": 2,
    "checks.layout": 2, "checks.pdf": 2, "checks.text_layer": 2, "checks.waivers": 2, "checks.characters": 2,
    "checks.wording": 2, "checks.punctuation": 2, "checks.numbers": 2, "checks.glossary": 2, "checks.furigana": 2,
    "checks.languages": 2, "checks.claims": 2, "checks.archive": 2, "checks.prepress": 2, "agreement": 2,
    "typeset": 2, "typeset.engine": 2, "typeset.structure": 2, "typeset.elements": 2, "typeset.tags": 2,
    "typeset.text_layer": 2, "typeset.glyph_texts": 2, "typeset.line_breaking": 2, "typeset.metadata": 2,
    "typeset.lines": 2, "typeset.direction": 2, "typeset.bidi": 2, "typeset.fitting": 2, "typeset.furigana": 2,
    "typeset.glyph_tables": 2, "typeset.balancing": 2, "typeset.exchange": 2, "typeset.marks": 2, "typeset.sheets": 2,
    "typeset.destinations": 2, "typeset.associated": 2,
    "preflight": 2, "preflight.geometry": 2, "preflight.colours": 2, "preflight.values": 2, "preflight.faces": 2,
    "preflight.graphics": 2, "preflight.canvas": 2, "preflight.state_operators": 2, "preflight.path_operators": 2,
    "preflight.text_operators": 2, "preflight.object_operators": 2, "preflight.painting": 2, "preflight.plates": 2,
    "preflight.bleed": 2, "preflight.marks": 2, "preflight.resources": 2, "preflight.opened": 2, "preflight.figures": 2,
    "preflight.identity_rules": 2, "preflight.interaction_rules": 2, "preflight.page_rules": 2,
    "preflight.resource_rules": 2, "preflight.paint_rules": 2, "preflight.picture_rules": 2, "preflight.proof": 2,
    "bags": 2, "bags.values": 2, "bags.formats": 2, "bags.tag_files": 2, "bags.containers": 2, "bags.fixity": 2,
    "bags.software": 2, "bags.validation": 2, "bags.differences": 2, "bags.crate": 2, "bags.events": 2,
    "bags.payload": 2,
    "outputs": 3, "checks": 3,
    "archive": 4, "verification": 4, "build": 4, "sources": 4, "enclosures": 4,
    "cli": 5, "arguments": 5, "__main__": 5, "": 0,
}  # fmt: skip


def name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name(path): path for path in SOURCE.rglob("*.py")}


def imports(path: Path) -> set[str]:
    """The rooms of this house that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("laureate_print"):
            base = (node.module or "").removeprefix("laureate_print").lstrip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in MODULES else base)
    return found


def test_every_room_has_its_floor():
    assert set(MODULES) == set(FLOORS)


@pytest.mark.parametrize("room", sorted(MODULES))
def test_imports_lead_only_downwards(room):
    upward = {other for other in imports(MODULES[room]) if FLOORS[other] > FLOORS[room]}

    assert upward == set()


def test_no_ring_of_imports():
    left = {room: imports(path) - {room} for room, path in MODULES.items()}
    while free := [room for room, needed in left.items() if not needed & set(left)]:
        for room in free:
            del left[room]

    assert left == {}


def test_checks_share_no_code_with_what_wrote_the_artifact():
    writers = {room for room in MODULES if room.startswith(("outputs", "typeset", "compose"))}

    readers = ("checks", "preflight", "inspection", "facts")

    for room in (room for room in MODULES if room.startswith(readers)):
        assert imports(MODULES[room]) & writers == set(), room


@pytest.mark.parametrize("room", sorted(MODULES))
def test_rooms_and_functions_stay_small(room):
    text = MODULES[room].read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > 50]

    assert text.count("\n") <= 250
    assert long == []
