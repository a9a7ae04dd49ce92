"""Says what the project file, `laureate.toml`, asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from laureate_print.errors import ProjectError
from laureate_print.model import Limits, SmallestType, SourceFile
from laureate_print.sources import pseudo
from laureate_print.sources.languages import is_known, normalise
from laureate_print.sources.text_files import IN_WORDS, toml
from laureate_print.sources.web_addresses import ascii_address

_KEYS = {
    "source_language": str,
    "documents": list,
    "languages": list,
    "templates": dict,
    "books": dict,
    "site": str,
    "utc_offset": str,
    "theme": dict,
    "print": dict,
    "limits": dict,
    "smallest": dict,
}
_SMALLEST = {floor.name: float(str(floor.default)) for floor in fields(SmallestType)}
_LIMITS = {limit.name: int(str(limit.default)) for limit in fields(Limits)}
# The lists of words, with an example.
_OF_WORDS = {"documents": '["prize-9"]', "languages": '["ja", "en"]'}
_LEAST = {"memory": 300}  # MB, without which Python and the engine do not even begin
_TEMPLATES = {"page": ["html", "pdf"]}  # what is printed where the file does not say
_SITE = re.compile(r"https?://[^\s/?#\\]+(/([^\s?#\"<>\\%]|%[0-9A-Fa-f]{2})*)?")
_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """What a project publishes, as `laureate.toml` says it.

    `languages` are empty where the file does not name them. `templates` are printed as the outputs
    behind their names; `books` are the languages that those bind which bind several. `site` is the
    address at which the output folder is published; empty where there is none. `utc_offset` says
    where the day of a document begins (RFC 3339, 4.2). `theme` and `print` are what the file says
    of the look and of the print shop, as it stands there; `limits` are how much it may ask for,
    `smallest` how small type may be.
    `shown` is the file itself, for messages.
    """

    shown: str
    source_language: str = "en"
    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    templates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    books: dict[str, tuple[str, ...]] = field(default_factory=dict)
    site: str = ""
    utc_offset: str = "+00:00"
    theme: dict[str, Any] = field(default_factory=dict)
    print: dict[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    smallest: SmallestType = field(default_factory=SmallestType)


def parse(file: SourceFile, documents: Sequence[str] = ()) -> ProjectFile:
    """Gives what a project file says; where it names no documents, those of the project's folder.

    Raises:
        ProjectError: it is not TOML, or has keys, names or languages that are not known; with all
            of them, a line each.
    """
    settings = toml(file)
    if wrong := list(_wrong(settings)):
        raise ProjectError("\n".join(f"{file.shown}: {problem}" for problem in wrong))
    return ProjectFile(
        shown=file.shown,
        source_language=normalise(settings.get("source_language", "en")),
        documents=tuple(settings.get("documents", documents)),
        languages=tuple(dict.fromkeys(map(normalise, settings.get("languages", ())))),
        templates={
            name: tuple(outputs) for name, outputs in settings.get("templates", _TEMPLATES).items()
        },
        books={
            name: tuple(map(normalise, tags)) for name, tags in settings.get("books", {}).items()
        },
        site=settings.get("site", ""),
        utc_offset=settings.get("utc_offset", "+00:00"),
        theme=settings.get("theme", {}),
        print=settings.get("print", {}),
        limits=Limits(**settings.get("limits", {})),
        smallest=SmallestType(**settings.get("smallest", {})),
    )


def _wrong(settings: dict[str, Any]) -> Iterator[str]:
    """Gives what is wrong with the settings, a sentence each."""
    kinds = [(key, value) for key, value in settings.items() if key in _KEYS]
    for key in sorted(settings.keys() - _KEYS.keys()):
        yield f"unknown key '{key}'; the keys are {', '.join(_KEYS)}"
    mistaken = [key for key, value in kinds if not isinstance(value, _KEYS[key])]
    yield from (f"'{key}' should be {IN_WORDS[_KEYS[key]]}" for key in mistaken)
    of_others = [key for key in _OF_WORDS if key not in mistaken and not _are_words(settings, key)]
    yield from (f"'{key}' should be a list of words, such as {_OF_WORDS[key]}" for key in of_others)
    mistaken += of_others
    right = {key: value for key, value in kinds if key not in mistaken}
    for name in [*right.get("documents", ()), *right.get("templates", {})]:
        if not is_name(name):
            yield f"'{name}' is no name; use small letters, digits and hyphens, such as prize-8"
    if not _is_site(right.get("site", "https://x")):
        yield (
            "'site' should be the address of the output folder, such as https://example.org/prize"
        )
    if not _OFFSET.fullmatch(right.get("utc_offset", "+00:00")):
        yield "'utc_offset' should be the time of your place against UTC, such as +09:00"
    for name in right.get("templates", {}):
        if not _are_words(right["templates"], name):
            yield f"'{name}' should be a list of outputs, such as [\"pdf\"]"
    for name in right.get("books", {}):
        if not _are_words(right["books"], name):
            yield f'\'{name}\' in [books] should be a list of languages, such as ["ja", "en"]'
    yield from _wrong_limits(right.get("limits", {}))
    yield from _wrong_floors(right.get("smallest", {}))
    yield from _wrong_languages(right)
    yield from _named_twice(right)


def _is_site(address: str) -> bool:
    """Says whether pages can stand at an address and others can know it (RFC 3986, 3): it has a
    host and perhaps a port, and nobody's password, no step up and no escape of nothing.
    """
    if not _SITE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # which raises beyond 65535
        ascii_address(address)
    except ValueError:
        return False
    labels = host.removesuffix(".").split(".")
    right = ":" in host or (len(host) < 254 and all(0 < len(label) < 64 for label in labels))
    return right and "@" not in parts.netloc and not {".", ".."} & {*parts.path.split("/")}


def _named_twice(settings: dict[str, Any]) -> Iterator[str]:
    """Gives what a list names twice, a language by its tag, however that is written."""
    lists = {key: settings.get(key, []) for key in ("documents", "languages")}
    for table in ("books", "templates"):
        lists |= {f"{key} in [{table}]": names for key, names in settings.get(table, {}).items()}
    for key, names in lists.items():
        if not isinstance(names, list):
            continue
        tags = key == "languages" or key.endswith("[books]")
        told = [normalise(name) if tags and is_known(name) else name for name in map(str, names)]
        for name in dict.fromkeys(name for name in told if told.count(name) > 1):
            yield f"{key} has '{name}' twice; leave one of them out"


def _are_words(settings: dict[str, Any], key: str) -> bool:
    """Says whether a key has a list of words, if it is there."""
    words = settings.get(key, [])
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def _wrong_limits(limits: dict[str, Any]) -> Iterator[str]:
    for name, value in limits.items():
        least = _LEAST.get(name, 1)
        if name not in _LIMITS:
            yield f"unknown limit '{name}'; the limits are {', '.join(_LIMITS)}"
        elif type(value) is not int or not least <= value <= _LIMITS[name] * 1000:
            yield (
                f"'{name}' in [limits] should be a number from {least} to"
                f" {_LIMITS[name] * 1000:,}, such as {_LIMITS[name]}"
            )


def _wrong_floors(floors: dict[str, Any]) -> Iterator[str]:
    for name, value in floors.items():
        if name not in _SMALLEST:
            yield f"unknown key '{name}' in [smallest]; the keys are {', '.join(_SMALLEST)}"
        elif type(value) not in (int, float) or not 1 <= value <= 72:
            yield (
                f"'{name}' in [smallest] should be a size of type in pt, from 1 to 72, such as"
                f" {_SMALLEST[name]:g}"
            )


def _wrong_languages(settings: dict[str, Any]) -> Iterator[str]:
    books = settings.get("books", {})
    bound = [tags for name, tags in books.items() if _are_words(books, name)]
    named = dict.fromkeys([*settings.get("languages", ()), *chain(*bound)])
    for tag in [settings.get("source_language", "en"), *named]:
        if not is_known(tag):
            yield f"no language '{tag}' is known; use a BCP 47 tag such as en, ja or zh-Hant"
        elif normalise(tag) in pseudo.LANGUAGES:
            yield (f"'{tag}' is a pseudo-language and never published; 'build -l {tag}' makes it")
    published = {normalise(str(tag)) for tag in settings.get("languages", ())}
    for name, tags in settings.get("books", {}).items():
        for tag in tags if isinstance(tags, list) and published else ():
            if is_known(str(tag)) and normalise(str(tag)) not in published:
                yield f"{name} in [books] binds '{tag}', which is none of the 'languages'"


def is_name(name: object) -> bool:
    """Says whether this can name a document or a template: it becomes part of a file name."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def source_date(value: str) -> date | None:
    """Gives the date of a `SOURCE_DATE_EPOCH` (seconds since 1970, UTC), if there is one; else
    `ProjectError`.
    """
    if not value:
        return None
    try:
        return datetime.fromtimestamp(
            int(value if value.isdecimal() and len(value) < 20 else ""), UTC
        ).date()
    except (ValueError, OverflowError, OSError):  # of no number, or of no year that has four digits
        raise ProjectError(
            f"SOURCE_DATE_EPOCH is '{value[:50]}'; it should be seconds since 1970, such as"
            " 1704931200"
        ) from None
