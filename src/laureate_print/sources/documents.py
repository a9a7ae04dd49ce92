"""Reads documents: their words, facts, contacts and glossary terms, and the messages that they ask
for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from laureate_print.errors import DocumentError, ProjectError, UsageError
from laureate_print.model import Block, Body, Document, SourceFile, printable
from laureate_print.sources import laureates, markdown
from laureate_print.sources.document_body import messages, read_body
from laureate_print.sources.front_matter import FrontMatter
from laureate_print.sources.jinja_files import GETTEXT, parsed
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.pictures import as_address, path_beside
from laureate_print.sources.project import is_name
from laureate_print.sources.templates import is_document
from laureate_print.sources.text_files import text, toml

_FENCE = "+++"
_TABLES = ("contact", "facts", "picture")  # of the front matter, which are no facts themselves
_TITLE = "Title of the announcement; also the title of the web page and of the PDF."
_DESCRIPTION = "One sentence for search engines and for the file's properties; not printed."
_PUBLISHER = "The body that announces, in the head of the page."
_PRIZE = "Name of the prize, in the head of the page."
_OPTIONAL = ("prize", "page_number", "laureate", "citation")
_ALT = "What the picture at the head of the page shows, for those who do not see it."
_CREDIT = "Whose picture it is, in small letters below it."
_GLOSS = "A gloss of the address for those who cannot read it."


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that is asked for: at which line, and what translators should know.

    One that counts something has a `plural`; one that is told from others of the same words has a
    `context`.
    """

    line: int
    source: str
    comments: tuple[str, ...]
    plural: str = ""
    context: str | None = None


def folder(name: str) -> str:
    """Gives the folder of the pictures of a document."""
    return f"templates/documents/{name}"


@remembered
def document(sources: Sources, name: str) -> Document:
    """Reads a document, Markdown or Jinja.

    Raises:
        UsageError: `name` is no name.
        DocumentError: it is not there, or not as it should be; a line for each slip.
    """
    if not is_name(name):
        raise UsageError(
            f"'{name}' is no document name; this project has {', '.join(sources.project.documents)}"
        )
    written, jinja = (sources.find(f"{folder(name)}.{ending}") for ending in ("md", "html"))
    if written and jinja:
        raise DocumentError(f"{written.shown} and {jinja.shown} are one document; keep one of them")
    if written:
        return _markdown(sources, name, written)
    if jinja:
        return _jinja(sources, name, jinja)
    raise DocumentError(
        f"{folder(name)}.md is missing; {sources.project.shown} names the document '{name}'"
    )


def _markdown(sources: Sources, name: str, file: SourceFile) -> Document:
    rows = text(file).split("\n")
    ends = [at for at, row in enumerate(rows) if row.strip() == _FENCE]
    if len(ends) < 2 or any(row.strip() for row in rows[: ends[0]]):
        raise DocumentError(
            f"{file.shown}:1: a document begins with its facts between two lines {_FENCE}"
        )
    begin, end = ends[:2]
    matter = "\n".join(["", *rows[begin + 1 : end]])
    facts = FrontMatter(matter, ("publisher", "description"), False, _given(sources))
    written, longest = "\n".join(rows[end + 1 :]), sources.project.limits.message
    body, slips = read_body(written, end + 1, facts.placeholders, longest)
    slips = [*facts.slips, *slips, *_missing_pictures(sources, name, body)]
    slips += _missing_lead(sources, name, facts)
    if not slips and (said := facts.facts.get("laureate")):
        facts.facts["laureate"] = laureates.as_written(body, said)
        slips = [*laureates.slips(body, facts.facts)]
    if slips:
        raise DocumentError("\n".join(f"{file.shown}:{slip}" for slip in slips))
    body = laureates.honoured(body, facts.facts)
    return _document(
        name, file, file.shown, facts, body.title.message, facts.facts["description"], body
    )


def _jinja(sources: Sources, name: str, file: SourceFile) -> Document:
    described = sources.need(f"{folder(name)}.toml", DocumentError)
    facts = FrontMatter(text(described), ("publisher",), True, _given(sources))
    if slips := [*facts.slips, *_missing_lead(sources, name, facts)]:
        raise DocumentError("\n".join(f"{described.shown}:{slip}" for slip in slips))
    title, description = (_named(sources, file, key) for key in ("title", "description"))
    if not title:
        raise DocumentError(f'{file.shown}: it has no title; write {{% set title = _("…") %}}')
    return _document(name, file, described.shown, facts, title, description)


def _given(sources: Sources) -> dict[str, str]:
    """Gives the facts that hold for all documents of a project: who speaks in it."""
    publisher = sources.project.theme.get("publisher")
    return {"publisher": publisher} if publisher else {}


def _document(
    name: str,
    file: SourceFile,
    facts_at: str,
    matter: FrontMatter,
    title: str,
    description: str,
    body: Body | None = None,
) -> Document:
    facts = {key: value for key, value in matter.facts.items() if key not in _TABLES}
    facts |= matter.facts.get("facts", {})
    facts = {**dict.fromkeys(_OPTIONAL, ""), "publisher_label": facts["publisher"]} | facts
    return Document(
        name, file, facts_at, title, description, facts, matter.contacts, body, matter.picture
    )


def _missing_pictures(sources: Sources, name: str, body: Body) -> Iterator[str]:
    for block in body.all_blocks:
        for path in _pictures(block):
            yield from _missing(sources, name, path, block.line)


def _missing_lead(sources: Sources, name: str, matter: FrontMatter) -> Iterator[str]:
    if matter.picture:
        address = as_address(matter.picture.file)
        yield from _missing(sources, name, address, matter.picture_line)


def _missing(sources: Sources, name: str, address: str, line: int) -> Iterator[str]:
    beside = [file.path.removeprefix(f"{folder(name)}/") for file in sources.below(folder(name))]
    path = unquote(address)
    if "://" in path:
        yield f"{line}: {path} lies elsewhere; put the picture into {folder(name)}/"
    elif path_beside(name, address) not in beside:
        near = get_close_matches(path, beside, 1)
        hint = f"did you mean {near[0]}?" if near else f"put it into {folder(name)}/"
        yield f"{line}: there is no picture {path}; {hint}"


def files(sources: Sources, name: str) -> tuple[str, ...]:
    """Gives the paths of the files of which a document consists: its text, its facts, pictures."""
    beside = (file.path for file in sources.below(folder(name)))
    facts = sources.find(f"{folder(name)}.toml")
    markup = document(sources, name).markup.path
    return (markup, *([facts.path] if facts else []), *beside)


def _pictures(block: Block) -> Iterator[str]:
    if block.name == "img":
        yield dict(block.attributes)["src"]
    for mark in markdown.marks(block.message):
        if mark.startswith("![]("):
            yield mark[4:-1]


@remembered
def asked_of(sources: Sources, name: str) -> tuple[Asked, ...]:
    """Gives each message that a document asks for, in the order of its text.

    Raises:
        DocumentError, TemplateError: as `document`, `asked_for`.
    """
    found = document(sources, name)
    head = [Asked(1, found.title, (_TITLE,)), Asked(1, found.description, (_DESCRIPTION,))]
    rows = text(found.markup).split("\n")
    said = _LABELS if found.body else _LABELS | _HONOURS
    labels = [(found.facts.get(key, ""), note) for key, note in said.items()]
    if found.picture:
        labels += [(found.picture.alt, _ALT), (found.picture.credit, _CREDIT)]
    tail = [Asked(1, label, (note,)) for label, note in labels if label]
    for contact in found.contacts:
        values = "; ".join(f"{{{key}}} is {value}" for key, value in contact.facts.items())
        for row in contact.gloss:
            used = "; ".join(part for part in values.split("; ") if part.partition(" ")[0] in row)
            tail.append(Asked(1, row, (f"{_GLOSS} {used}.".replace(" .", ""),)))
    if found.body:
        inside = [Asked(it.line, it.message, it.comments) for it in messages(found.body)]
    else:
        inside = [*asked_for(sources, found.markup, "_")]
    return tuple(_placed(asked, rows) for asked in [*head, *inside, *tail] if asked.source)


_LABELS = {"publisher_label": _PUBLISHER, "prize": _PRIZE}
_HONOURS = {"laureate": laureates.NAME, "citation": laureates.CITATION}  # in Markdown, of its text


def _placed(asked: Asked, rows: list[str]) -> Asked:
    """Gives a message of the front matter its own line, where it can be found."""
    if asked.line > 1:
        return asked
    found = (at for at, row in enumerate(rows, 1) if asked.source in row.replace('\\"', '"'))
    return replace(asked, line=next(found, 1))


@remembered
def terms(sources: Sources, name: str) -> tuple[tuple[str, str, str], ...]:
    """Gives the glossary terms of a document, each with its translator comment and its place
    (`file:line`).

    They stand in `documents/<name>.glossary.toml`, which a document need not have.

    Raises:
        ProjectError: the file is not TOML, or a term has no comment.
    """
    path = f"documents/{name}.glossary.toml"
    file = sources.find(f"templates/{path}")
    if file is None:
        return ()
    found, rows = toml(file).get("terms"), text(file).splitlines()
    entries: dict[str, Any] = found if isinstance(found, dict) else {"[terms]": found}
    odd = [term for term, comment in entries.items() if type(comment) is not str]
    if odd:
        raise ProjectError(
            f'{file.shown}: each line below [terms] should be "term" = "comment for translators";'
            f" see {printable(odd[0])}"
        )
    lines = {
        term: number
        for number, row in enumerate(rows, 1)
        for term in entries
        if row.strip().startswith((f'"{term}"', f"{term} "))
    }
    return tuple(
        (term, comment, f"templates/{path}:{lines.get(term, 1)}")
        for term, comment in entries.items()
    )


@remembered
def asked_for(sources: Sources, file: SourceFile, function: str) -> tuple[Asked, ...]:
    """Gives each message that a template asks for by `function` (`_` or `ui`), or by the names of
    gettext (`ngettext`, `pgettext` …), which ask a document's own catalog in a document and the
    labels everywhere else.

    Raises:
        TemplateError: the template is not Jinja, with its file and line.
    """
    names = GETTEXT if function == "_" or not is_document(file) else ()
    return tuple(
        Asked(it.line, it.messages[0], it.comments, "".join(it.messages[1:]), it.context)
        for it in parsed(sources, file).asked((function, *names))
    )


def _named(sources: Sources, file: SourceFile, name: str) -> str:
    """Gives the message to which a document's markup gives a name: `{% set title = _("…") %}`; else
    nothing.

    Raises:
        TemplateError: the markup is not Jinja, with its file and line.
    """
    from jinja2 import nodes

    for assigned in parsed(sources, file).tree.find_all(nodes.Assign):
        target, call = assigned.target, assigned.node
        if isinstance(target, nodes.Name) and target.name == name and isinstance(call, nodes.Call):
            asked = call.args[0] if call.args else None
            if (
                isinstance(call.node, nodes.Name)
                and call.node.name == "_"
                and isinstance(asked, nodes.Const)
            ):
                return str(asked.value)
    return ""
