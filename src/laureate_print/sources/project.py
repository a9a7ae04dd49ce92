"""Finds `laureate.toml` upward from here and says what is in the project."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from laureate_print.errors import ProjectError
from laureate_print.sources import pseudo
from laureate_print.sources.languages import is_known, normalise

_KEYS = {
    "source_language": str,
    "documents": list,
    "languages": list,
    "templates": dict,
    "site": str,
    "print": dict,
}
OUTPUTS = ("html", "pdf", "print", "archive")
_SITE = re.compile(r"https?://[^\s/?#]+(/[^\s?#\"<>]*)?")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project holds: where its folders are and what it publishes.

    `folders` are searched in order, so that a project's own `templates/` and `fonts/` win over the
    packaged ones. `site` is the address at which the output folder is published; empty where it is
    not told. `print` is what the project file says of the print shop, as it stands there.
    """

    root: Path
    folders: tuple[Path, ...]
    source_language: str
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    templates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    site: str = ""
    print: dict[str, Any] = field(default_factory=dict)
    epoch: date | None = None

    @property
    def locales(self) -> Path:
        """The folder of the catalogs: the project's own, or the packaged one where it has none."""
        return next(folder / "locales" for folder in self.folders if (folder / "locales").is_dir())

    @property
    def translated(self) -> tuple[str, ...]:
        """The languages to be had: those that the project file names, then each further folder of
        `locales/`.
        """
        folders = sorted(normalise(path.parent.name) for path in self.locales.glob("*/LC_MESSAGES"))
        known = [tag for tag in folders if is_known(tag) and tag not in pseudo.LANGUAGES]
        return tuple(dict.fromkeys([*self.languages, *known]))

    def searched(self, name: str) -> tuple[Path, ...]:
        """Gives the folders of `name` (`templates`, `fonts`), the project's own first."""
        places = [folder / name for folder in self.folders]
        if name == "fonts" and packaged() in self.folders:  # a bag is searched by itself
            places += packaged_fonts()
        return tuple(place for place in dict.fromkeys(places) if place.is_dir())

    def shown(self, path: Path) -> str:
        """Gives a path as a person in the project would write it."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)


def packaged() -> Path:
    """Gives the folder with the packaged `laureate.toml`, `locales/`, `templates/` and
    `fonts/typography.toml`: in a checkout its top.
    """
    share = Path(__file__).parents[1] / "share"
    return share if share.is_dir() else Path(__file__).parents[3]


def packaged_fonts() -> tuple[Path, ...]:
    """Gives the folder of the packaged faces: in a checkout its `fonts/`, else that of the package
    `laureate-print-fonts`; none where that is not installed, for a project may bring its own.
    """
    checkout = packaged() / "fonts"
    if (checkout / "fonts.toml").is_file():
        return (checkout,)
    installed = find_spec("laureate_print_fonts")
    return (Path(installed.origin).parent,) if installed and installed.origin else ()


def find_project(start: Path) -> Project:
    """Gives the project of a folder; without a `laureate.toml` above it, the packaged one, read
    from that folder.

    Raises:
        ProjectError: `laureate.toml` is not TOML, or has a key or a name that is not known.
    """
    start = start.resolve()
    if not start.is_dir():
        raise ProjectError(f"there is no folder {start}; name the one that holds laureate.toml")
    found = next(
        (folder for folder in (start, *start.parents) if (folder / "laureate.toml").is_file()), None
    )
    root = found or start
    settings = _read(found / "laureate.toml" if found else packaged() / "laureate.toml")
    folders = tuple(dict.fromkeys([root, packaged()]))
    project = Project(
        root=root,
        folders=folders,
        source_language=normalise(settings.get("source_language", "en")),
        documents=tuple(settings.get("documents", ())),
        languages=tuple(normalise(tag) for tag in settings.get("languages", ())),
        templates={name: tuple(outputs) for name, outputs in settings.get("templates", {}).items()},
        site=settings.get("site", ""),
        print=settings.get("print", {}),
        epoch=source_date(os.environ.get("SOURCE_DATE_EPOCH", "")),
    )
    return project if project.languages else _with_every_language(project)


def _with_every_language(project: Project) -> Project:
    """Adds the folders of `locales/`, the source language first."""
    import dataclasses

    languages = dict.fromkeys([project.source_language, *project.translated])
    return dataclasses.replace(project, languages=tuple(languages))


def read_toml(path: Path) -> dict[str, Any]:
    """Reads a TOML file; raises `ProjectError` with its line if it is not one."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProjectError(f"{path} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{path} cannot be read: {error}") from error
    except UnicodeDecodeError as error:
        raise ProjectError(f"{path} is not UTF-8; save the file as UTF-8 in your editor") from error


def _read(path: Path) -> dict[str, Any]:
    settings = read_toml(path)
    for key, value in settings.items():
        if key not in _KEYS:
            raise ProjectError(f"{path}: unknown key '{key}'; the keys are {', '.join(_KEYS)}")
        if not isinstance(value, _KEYS[key]):
            raise ProjectError(f"{path}: '{key}' should be a {_KEYS[key].__name__}")
    for name in [*settings.get("documents", ()), *settings.get("templates", {})]:
        if not is_name(name):
            raise ProjectError(
                f"{path}: '{name}' is no name; use small letters, digits and hyphens, such as"
                " prize-8"
            )
    if not _SITE.fullmatch(settings.get("site", "https://x")):
        raise ProjectError(
            f"{path}: 'site' should be the address of the output folder, such as"
            " https://example.org/prize"
        )
    for tag in [settings.get("source_language", "en"), *settings.get("languages", ())]:
        if not isinstance(tag, str) or not is_known(tag):
            raise ProjectError(
                f"{path}: no language '{tag}' is known; use a BCP 47 tag such as en, ja or zh-Hant"
            )
        if normalise(tag) in pseudo.LANGUAGES:
            raise ProjectError(
                f"{path}: '{tag}' is a pseudo-language and never published; 'build -l {tag}'"
                " makes it"
            )
    for name, outputs in settings.get("templates", {}).items():
        for output in outputs if isinstance(outputs, list) else [outputs]:
            if output not in OUTPUTS:
                raise ProjectError(
                    f"{path}: '{output}' is no output of '{name}'; the outputs are"
                    f" {', '.join(OUTPUTS)}"
                )
        if not isinstance(outputs, list):
            raise ProjectError(f"{path}: '{name}' should be a list of outputs, such as [\"pdf\"]")
    return settings


def is_name(name: object) -> bool:
    """Says whether this can name a document or a template: it becomes part of a file name."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def source_date(value: str) -> date | None:
    """Gives the date of a `SOURCE_DATE_EPOCH` (seconds since 1970, UTC), if there is one; else
    `ProjectError`.
    """
    if not value:
        return None
    if not value.isdigit():
        raise ProjectError(
            f"SOURCE_DATE_EPOCH is '{value}'; it should be seconds since 1970, such as 1704931200"
        )
    return datetime.fromtimestamp(int(value), UTC).date()
