"""Keeps the catalogs in step with the templates: extract, init, update, status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from laureate_print import __version__, catalogs
from laureate_print.catalogs import parse, wanted
from laureate_print.delivery import deliver
from laureate_print.errors import UsageError
from laureate_print.languages import language
from laureate_print.project import Project

_DATE = re.compile(rb'^"(POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_HEADER = """\
# Words of laureate-print: {name}.
# The announcement's text is Okinawa Prefecture's."""


def extract(project: Project) -> Iterator[str]:
    """Writes `locales/<catalog>.pot` from the templates; gives a line for each catalog."""
    for name in catalogs.names(project):
        template = _template(project, name)
        path = project.locales / f"{name}.pot"
        changed = _store(template, path)
        yield f"{project.shown(path)}: {len(template)} messages{'' if changed else ', unchanged'}"


def init(project: Project, tag: str) -> Iterator[str]:
    """Makes the catalogs of a new language, every message untranslated.

    Raises:
        UsageError: the language is not known, or has its catalogs already.
    """
    chosen = language(tag)
    for name in catalogs.names(project):
        path = catalogs.path(project, name, chosen.tag)
        if path.is_file():
            raise UsageError(f"{project.shown(path)} is there already; 'laureate-print catalog update' refreshes it")
        catalog = _template(project, name)
        catalog.locale = chosen.folder
        catalog.fuzzy = False
        _store(catalog, path)
        yield f"{project.shown(path)}: {len(catalog)} messages to translate"


def update(project: Project) -> Iterator[str]:
    """Brings each catalog to what the templates ask for: new messages untranslated, old ones kept as obsolete."""
    for folder in sorted(path.parent for path in project.locales.glob("*/LC_MESSAGES")):
        for name in catalogs.names(project):
            path = catalogs.path(project, name, folder.name)
            if path.is_file():
                catalog = parse(path, project.shown(path), obsolete=True)
                catalog.update(_template(project, name), no_fuzzy_matching=True, keep_user_comments=True)
                changed = _store(catalog, path)
                yield f"{project.shown(path)}: {'updated' if changed else 'unchanged'}"


def status(project: Project) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Gives language, catalog and how many messages are reviewed, draft and untranslated."""
    for tag in project.languages:
        if tag == project.source_language:
            continue
        for name in catalogs.names(project):
            messages = catalogs.catalog(project, name, tag).messages
            counts = {"reviewed": 0, "draft": 0, "untranslated": 0}
            for source in wanted(project, name):
                counts[messages[source].state if source in messages else "untranslated"] += 1
            yield tag, name, counts


def _template(project: Project, name: str) -> Any:
    """Gives a catalog of what the templates ask for."""
    from babel.messages.catalog import Catalog

    catalog = Catalog(
        project=name,
        version=__version__,
        header_comment=_HEADER.format(name=name),
        charset="utf-8",
        fuzzy=False,
    )
    for source, (places, comments) in wanted(project, name).items():
        flags = ["python-brace-format"] if "{" in source else []
        locations = [(file, int(line)) for file, _, line in (place.rpartition(":") for place in places)]
        catalog.add(source, locations=locations, auto_comments=comments, flags=flags)
    return catalog


def _store(catalog: Any, path: Path) -> bool:
    """Writes a catalog if more than its dates is new; says whether it was."""
    from babel.messages.pofile import write_po

    buffer = BytesIO()
    write_po(buffer, catalog, width=0, ignore_obsolete=False)
    if path.is_file() and _DATE.sub(b"", path.read_bytes()) == _DATE.sub(b"", buffer.getvalue()):
        return False
    deliver(buffer.getvalue(), path)
    return True
