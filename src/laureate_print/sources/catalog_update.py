"""Keeps the catalogs in step with the templates: extract, init, update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from laureate_print.atomic_write import atomic_write
from laureate_print.errors import UsageError
from laureate_print.sources import catalogs, free_faces
from laureate_print.sources.catalogs import wanted
from laureate_print.sources.documents import document
from laureate_print.sources.fonts import fonts, named, undrawn
from laureate_print.sources.languages import alphabet, language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import parse, written
from laureate_print.version import __version__

_DATE = re.compile(rb'^"(POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_HEADER = "# Words of laureate-print: {name}."
_OWNER = "\n# The announcement's text is {publisher}'s."
_WORD = re.compile(r"\{[^{}]*\}|\w+")
# How many of its words a source must share, in order, with the one that it replaces (0 to 1).
# Measured on the announcement: two of its sources of twelve words or more share at most 0.2, two
# shorter ones or terms at most 0.67.
_ALIKE, _ALIKE_IF_SHORT, _SHORT = 0.5, 0.7, 12


def extract(sources: Sources) -> Iterator[str]:
    """Writes `locales/<catalog>.pot` from the templates; gives a line for each catalog."""
    for name in catalogs.names(sources):
        template = _template(sources, name)
        path = catalogs.template_path(name)
        changed = store(sources, template, path)
        yield f"{path}: {len(template)} messages{'' if changed else ', unchanged'}"


def init(sources: Sources, tag: str) -> Iterator[str]:
    """Makes the catalogs that a language lacks, every message untranslated; gives a line for each,
    and the next step.

    Raises:
        UsageError: the language is not known, needs no catalogs, or has them all already.
    """
    chosen = language(tag)
    names = catalogs.names(sources, chosen.tag)
    asked = [name for name in names if not catalogs.is_source(sources, name, chosen.tag)]
    if not asked:
        raise UsageError(f"'{chosen.tag}' needs no catalogs: its words come from the templates")
    missing = [name for name in asked if catalogs.find(sources, name, chosen.tag) is None]
    if not missing:
        folder = catalogs.path(catalogs.INTERFACE, chosen.tag).rpartition("/")[0]
        raise UsageError(
            f"{folder} has its catalogs already; 'laureate-print catalog update' refreshes them"
        )
    for name in missing:
        catalog = _template(sources, name)
        catalog.locale = chosen.folder
        catalog.fuzzy = False
        path = catalogs.path(name, chosen.tag)
        store(sources, catalog, path)
        yield f"{path}: {len(catalog)} messages to translate"
    yield from _without_a_face(sources, chosen.tag)
    yield (
        f"next: translate them, in Poedit for instance; then 'laureate-print check -l {chosen.tag}'"
    )


def _without_a_face(sources: Sources, tag: str) -> Iterator[str]:
    """Says what of a language's letters no face draws, before anyone translates in vain."""
    if missing := undrawn(fonts(sources), tag, alphabet(tag)):
        advice = free_faces.advice(missing) or "look for a face under the SIL Open Font License"
        yield (
            f"no face of '{tag}' draws {named(missing)}; put one that does into fonts/<family>/ and"
            f" name it in fonts/fonts.toml; {advice}"
        )


def update(sources: Sources) -> Iterator[str]:
    """Brings each catalog to what the templates ask for; gives a line for each catalog.

    A message whose source changed keeps its translation, marked fuzzy, and the source that it
    translated. A new one is untranslated; one that nobody asks for any more is kept as obsolete,
    and comes back when it is asked for again.
    """
    wanted = {f"{name}.po": name for name in catalogs.names(sources)}
    for path, file in sorted(sources.own.files.items()):
        name = wanted.get(path.rpartition("/")[2])
        if name and path.startswith("locales/"):
            catalog = parse(file, obsolete=True)
            _follow(catalog, _template(sources, name))
            changed = store(sources, catalog, path)
            yield f"{path}: {'updated' if changed else 'unchanged'}"


def _follow(catalog: Any, template: Any) -> None:
    """Brings a catalog to what the template holds, translations and comments kept."""
    for key in [key for key in catalog.obsolete if _named(template, key)]:
        message = catalog.obsolete.pop(key)
        if message.string and not _named(catalog, key):
            catalog[message.id] = message
    for old, new in _changes(catalog, template):
        catalog.delete(old.id, old.context)
        source = [old.id] if isinstance(old.id, str) else list(old.id)
        changed = old.clone()
        # What the translation was made for is the older source, if nobody has looked at it since.
        changed.previous_id = old.previous_id if old.fuzzy and old.previous_id else source
        changed.id, changed.flags = new.id, old.flags | {"fuzzy"}
        catalog[changed.id] = changed
    previous = {
        (message.id, message.context): message.previous_id for message in catalog if message.fuzzy
    }
    catalog.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    for message in catalog:
        message.previous_id = previous.get((message.id, message.context), [])


def _named(catalog: Any, key: Any) -> Any:
    """Gives the message of a catalog's own key: the source, or source and context."""
    return catalog.get(*key) if isinstance(key, tuple) else catalog.get(key)


def _changes(catalog: Any, template: Any) -> list[tuple[Any, Any]]:
    """Pairs each message that vanished with the new one that replaces it, the most alike first, and
    each only once.

    A message that is still asked for has not changed, however much a new one is like it; nor has
    one that stood in another file, or in another context.
    """
    vanished = [
        old
        for old in catalog
        if old.id and old.string and template.get(old.id, old.context) is None
    ]
    new = [
        message
        for message in template
        if message.id and catalog.get(message.id, message.context) is None
    ]
    pairs = (
        (_likeness(old, message), x, y)
        for x, old in enumerate(vanished)
        for y, message in enumerate(new)
    )
    chosen: dict[int, int] = {}
    for likeness, x, y in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if likeness and x not in chosen and y not in chosen.values():
            chosen[x] = y
    return [(vanished[x], new[y]) for x, y in chosen.items()]


def _likeness(old: Any, new: Any) -> float:
    """Gives the share of words that two sources have in common, in order; 0 if one is no
    change of the other.
    """
    files = [{file for file, _ in message.locations} for message in (old, new)]
    if not isinstance(old.id, str) or not isinstance(new.id, str) or old.context != new.context:
        return 0
    if files[0] and not files[0] & files[1]:
        return 0
    before, after = (_WORD.findall(message.id) for message in (old, new))
    ratio = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return (
        ratio
        if ratio >= (_ALIKE if min(len(before), len(after)) >= _SHORT else _ALIKE_IF_SHORT)
        else 0
    )


def _template(sources: Sources, name: str) -> Any:
    """Gives a catalog of what the templates ask for."""
    from babel.messages.catalog import Catalog

    catalog = Catalog(
        project=name,
        version=__version__,
        header_comment=_HEADER.format(name=name) + _owner(sources, name),
        charset="utf-8",
        fuzzy=False,
    )
    for source, asked in wanted(sources, name).items():
        flags = ["python-brace-format"] if "{" in source else []
        locations = [
            (file, int(line)) for file, _, line in (place.rpartition(":") for place in asked.places)
        ]
        catalog.add(source, locations=locations, auto_comments=asked.comments, flags=flags)
    return catalog


def _owner(sources: Sources, name: str) -> str:
    """Gives the line that says whose words a document's catalog holds; labels are nobody's."""
    if name not in sources.project.documents:
        return ""
    facts = document(sources, name).facts
    publisher = facts.get("publisher_label") or facts.get("publisher")
    return _OWNER.format(publisher=publisher) if publisher else ""


def store(sources: Sources, catalog: Any, path: str) -> bool:
    """Writes a catalog of the project if more than its dates is new; says whether it was."""
    content = written(catalog)
    before = sources.find(path)
    if before and _DATE.sub(b"", before.content) == _DATE.sub(b"", content):
        return False
    atomic_write(content, sources.root / path)
    return True
