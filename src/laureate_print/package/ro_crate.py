"""Tells machines what each file of a bag is and what it was made from: RO-Crate 1.2,
`ro-crate-metadata.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from laureate_print.package.program import home
from laureate_print.package.values import About, Entry

NAME = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.2"
_PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
_MAKER = "#laureate-print"
_ACTION = "#made"

_FOLDERS = {
    "project/locales/": "the words in one language",
    "project/templates/": "the form",
    "project/fonts/": "a font, or its licence",
    "project/": "the project",
    "profiles/": "the colour profile of print files, or its licence",
    "software/": "what made the files",
    "reports/": "what checks found, or which job made each file",
}

Thing = dict[str, Any]


def crate(about: About, entries: Sequence[Entry]) -> bytes:
    """Gives the metadata file of a crate whose root is the payload folder."""
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _VERSION},
        },
        _root(about, entries),
        {
            "@id": "#publisher",
            "@type": "Organization",
            "name": about.publisher,
            "address": about.address,
            "contactPoint": {"@id": "#office"},
        },
        {"@id": "#name", "@type": "PropertyValue", "name": "package", "value": about.name},
        {
            "@id": "#office",
            "@type": "ContactPoint",
            "contactType": "office",
            "telephone": about.telephone,
        },
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": about.rights,
            "description": about.terms,
        },
        *_made(about, entries),
        *(_file(entry) for entry in entries),
        *_formats(entries),
    ]
    return (
        json.dumps(
            {"@context": f"{_VERSION}/context", "@graph": graph}, ensure_ascii=False, indent=1
        )
        + "\n"
    ).encode()


def _root(about: About, entries: Iterable[Entry]) -> Thing:
    return {
        "@id": "./",
        "@type": "Dataset",
        "identifier": {"@id": "#name"},
        "name": _single(
            [{"@language": tag, "@value": title} for tag, title in about.titles.items()]
        ),
        "description": about.description,
        "datePublished": about.date,
        "inLanguage": _single(list(about.titles)),
        "publisher": {"@id": "#publisher"},
        "author": {"@id": "#publisher"},
        "license": {"@id": "#rights"},
        "contactPoint": {"@id": "#office"},
        "creativeWorkStatus": "Draft" if about.draft else "Published",
        "hasPart": [{"@id": entry.path} for entry in entries],
        "mentions": {"@id": _ACTION},
    }


def _single(values: list[Any]) -> Any:
    """Gives a list, or its one value, as the standard recommends."""
    return values[0] if len(values) == 1 else values


def _made(about: About, entries: Iterable[Entry]) -> Iterator[Thing]:
    """Gives how the artifacts were made: by which software, of which version, with
    which libraries.
    """
    yield {
        "@id": _ACTION,
        "@type": "CreateAction",
        "name": f"{about.name} was rendered",
        "endTime": about.date,
        "instrument": {"@id": _MAKER},
        "result": [{"@id": entry.path} for entry in entries if entry.origin],
    }
    for name, version in about.software.items():
        thing: Thing = {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "version": version,
            "url": home(name),
        }
        if name == _MAKER[1:]:
            thing["url"] = next(entry.path for entry in entries if entry.path.endswith(".whl"))
            thing["softwareRequirements"] = [
                {"@id": f"#{other}"} for other in about.software if other != name
            ]
        yield thing


def _file(entry: Entry) -> Thing:
    thing: Thing = {
        "@id": entry.path,
        "@type": "File",
        "name": entry.path.rpartition("/")[2],
        "description": _described(entry),
        "contentSize": str(entry.bytes),
        "encodingFormat": (
            [entry.media_type, {"@id": _PRONOM + entry.puid}] if entry.puid else entry.media_type
        ),
        "sha256": entry.digests["sha256"],
    }
    if origin := entry.origin:
        thing["inLanguage"] = _single(list(origin.languages))
        thing["isBasedOn"] = _single([{"@id": path} for path in origin.sources])
        thing["creativeWorkStatus"] = "Draft" if origin.draft else "Published"
    return thing


def _described(entry: Entry) -> str:
    """Says in words what a file is."""
    if origin := entry.origin:
        return f"{origin.job.template} in {', '.join(origin.languages)}: {entry.format}"
    folder = next(
        (words for start, words in _FOLDERS.items() if entry.path.startswith(start)),
        "what is in this package",
    )
    return f"{folder}: {entry.format}"


def _formats(entries: Iterable[Entry]) -> Iterator[Thing]:
    for puid in dict.fromkeys(entry.puid for entry in entries if entry.puid):
        yield {"@id": _PRONOM + puid, "@type": ["WebPage", "Standard"], "name": f"PRONOM {puid}"}
