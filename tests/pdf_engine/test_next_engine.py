"""docs/next-engine.md lists every name of the engine that is private and used here; the engine has
each as it is listed.
"""

import ast
import json
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.pdf_engine import definitions

TEXT = (ROOT / "docs" / "next-engine.md").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "src/laureate_print/pdf_engine").glob("*.py"))
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
# What the engine's reference documents: the package itself, and of these modules what it names.
PUBLIC = {
    "weasyprint.document": {"Document", "DocumentMetadata", "Page"},
    "weasyprint.urls": {"URLFetcher", "URLFetcherResponse", "FatalURLFetchingError"},
    "weasyprint.text.fonts": {"FontConfiguration"},
}
LOOK_UP = """
import inspect, json, pkgutil, sys
found = {}
for name in json.load(sys.stdin):
    try:
        what = pkgutil.resolve_name(name)
    except AttributeError:
        continue  # the engine has nothing of this name
    if inspect.ismodule(what):
        found[name] = "a module"
    elif inspect.isclass(what) and issubclass(what, dict):
        found[name] = "a dictionary"
    else:
        found[name] = str(inspect.signature(what)) if callable(what) else "a value"
print(json.dumps(found))
"""
LOOK = """
import json, sys, weasyprint
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream
html, wanted = json.load(sys.stdin)
document = weasyprint.HTML(string=html).render(pdf_forms=True, pdf_tags=True)
drawn = []
document.write_pdf(pdf_forms=True, pdf_tags=True, finisher=lambda _, pdf: drawn.extend(pdf.objects))
[page] = document.pages
boxes, placeholders = [], []
def walk(box):
    if isinstance(box, AbsolutePlaceholder):
        placeholders.append(box)
        box = box._box
    boxes.append(box)
    for child in getattr(box, "children", ()):
        walk(child)
walk(page._page_box)
def has(things, name):
    return bool(things) and all(hasattr(thing, name) for thing in things)
parents = [box for box in boxes if isinstance(box, weasyprint.formatting_structure.boxes.ParentBox)]
shaped = [box for box in parents if box.element_tag == "p"]
ways = {
    "a page": lambda name: has([page], name),
    "a font configuration": lambda name: has([document.font_config], name),
    "a placeholder of what stands outside the flow": lambda name: has(placeholders, name),
    "a box": lambda name: has(shaped, name),
    "some box": lambda name: any(getattr(box, name, None) not in (None, "") for box in boxes),
    "a stream": lambda name: has([item for item in drawn if isinstance(item, Stream)], name),
    "a font": lambda name: has(list(document.fonts.values()), name),
}
lacking = [(of, name) for of, names in wanted.items() for name in names if not ways[of](name)]
print(json.dumps(lacking))
"""
PAGE = """
<html lang=en><style>@page { @top-center { content: "head" } } aside { position: absolute }</style>
<h1>Title</h1><p>Text <a href="https://example.org">link</a></p><aside>aside</aside>
<table><thead><tr><th colspan=2>a</th></tr></thead><tr><td rowspan=1>b</td><td>c</td></tr>
<tfoot><tr><td>d</td></tr></tfoot></table>
<form><input name=name value=v></form>
"""


def table(heading):
    """The rows of a table of the page, each a list of cells, by what its first cell names."""
    [part] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return {row[0].strip(" `"): [cell.strip() for cell in row] for row in rows[2:]}


REPLACED = table("Names that are replaced")
OVERRIDDEN = table("Methods that are overridden")
USED = table("Names that are used and not documented")
ATTRIBUTES = {
    of: re.findall("`(.+?)`", cells[1])
    for of, cells in table("Attributes that are not documented").items()
}


def dotted(node):
    """The name that a chain of attributes spells."""
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else node.id


def nodes(kind):
    return [node for tree in TREES for node in ast.walk(tree) if isinstance(node, kind)]


def imported():
    """The names that are imported from the engine, by what they are called here."""
    found = {}
    for node in nodes(ast.ImportFrom):
        if (node.module or "").partition(".")[0] == "weasyprint":
            for alias in node.names:
                found[alias.asname or alias.name] = node.module, alias.name
    return found


def test_every_name_that_is_replaced_is_listed():
    targets = [
        target
        for node in nodes(ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and ast.unparse(target).startswith("weasyprint.")
    ]
    assert {dotted(target) for target in targets} == REPLACED.keys()


def test_every_name_that_is_used_and_not_documented_is_listed():
    private = {
        f"{module}.{name}"
        for module, name in imported().values()
        if module != "weasyprint" and name not in PUBLIC.get(module, ())
    }
    assert private == USED.keys()


def test_every_method_that_is_overridden_is_listed():
    engine = imported()
    methods = {
        ".".join((*engine[base.id], part.name))
        for node in nodes(ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in engine
        for part in node.body
        if isinstance(part, ast.FunctionDef)
    }
    overridden = {name for name in signatures(methods) if not name.endswith("__")}
    assert overridden == OVERRIDDEN.keys()


def test_every_private_attribute_is_listed():
    own = {
        name
        for node in nodes(ast.ClassDef)
        for part in ast.walk(node)
        for name in (
            [part.name]
            if isinstance(part, ast.FunctionDef)
            else [part.attr]
            if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
            else []
        )
    }
    used = {node.attr for node in nodes(ast.Attribute) if re.match("_[a-z]", node.attr)}
    listed = {name for names in ATTRIBUTES.values() for name in names if name.startswith("_")}
    assert used - own - {"_replace"} == listed  # `_replace` is a named tuple's


def signatures(names):
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UP],
        input=json.dumps(sorted(names)),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_signatures_are_as_listed():
    listed = {
        name: cells[1].strip("`")
        for name, cells in [*REPLACED.items(), *OVERRIDDEN.items(), *USED.items()]
        if not cells[1].startswith("the same")
    }
    assert signatures(listed) == listed


def test_attributes_are_there():
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        input=json.dumps([PAGE, ATTRIBUTES]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("name", sorted(set(re.findall("`(test_\\w+)`", TEXT))))
def test_every_test_that_the_page_names_is_there(name):
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    assert sum(f"\ndef {name}(" in source for source in sources) == 1


def test_declarations_are_compiled_as_they_stand():
    """`python -m tests.pdf_engine.definitions` writes them."""
    assert definitions.HERE.read_text(encoding="utf-8") == definitions.compiled()
