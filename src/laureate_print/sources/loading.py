"""Reads a project's folder, and what is packaged behind it, into one frozen value.

Of faces it notes how they stand; `late_files` reads those that a page is drawn with.
"""

from __future__ import annotations

import functools
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from laureate_print.errors import InputError, ProjectError
from laureate_print.model import Limits, SourceFile
from laureate_print.sources.folders import (
    PROJECT_FILE,
    Stamp,
    check_readable,
    files,
    leads_out,
    named,
    project_files,
    see_names_apart,
    stamp,
)
from laureate_print.sources.languages import is_known, normalise
from laureate_print.sources.late_files import ENDINGS, LateFile
from laureate_print.sources.project import ProjectFile, parse, source_date
from laureate_print.sources.pseudo import LANGUAGES as PSEUDO_LANGUAGES

PROFILES = Path(__file__).with_name("icc")
_PROFILE = "FOGRA39L_coated.icc"
# What looks like a document; what is hidden, or says how the others are written, is none.
_TEXT = re.compile(
    r"templates/documents/(?![._~]|readme)[^/]+\.(?:html|md|markdown)", re.IGNORECASE
)
_DOCUMENT = re.compile(r"templates/documents/([a-z0-9][a-z0-9-]*)\.(?:html|md)")
# What the package gives a project is form and labels: never words, facts or pictures of a
# document, and never what a body says of its own pages.
_FORM = re.compile(
    r"templates/(?!documents/|accessibility/).+"
    r"|locales/(?:[^/]+/LC_MESSAGES/)?(?:interface|index)\.pot?"
    r"|fonts/.+"
)
_TEXTS = (".po", ".pot", ".toml", ".md", ".html", ".css", ".txt")
_ALL = re.compile(".+")
_TICK = 2_000_000_000  # ns: the coarsest clock of a file system that is in use, that of FAT
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Layer:
    """The files of one folder by their paths below it."""

    files: Mapping[str, SourceFile]


@dataclass(frozen=True)
class Sources:
    """All that a project's folder holds, as it was when it was read.

    The first of the `layers` is the project's own; the packaged one behind it gives the form that
    the project lacks: templates, labels and faces. `root` is the folder itself: new files are
    written there, and paths are shown from there. `profile` describes the press: the project's own,
    or the packaged one; none where it cannot be read. `disk` remembers how the files stood when
    they were read, for `reload`; in another process nobody does.
    """

    root: Path
    layers: tuple[Layer, ...]
    project: ProjectFile
    profile: SourceFile | None = None
    source_date: date | None = None
    disk: _Disk | None = field(default=None, repr=False, compare=False)
    _remembered: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "disk": None, "_remembered": {}}

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file that serves, by its path."""
        paths = dict.fromkeys(path for layer in self.layers for path in layer.files)
        return {path: found.digest for path in sorted(paths) if (found := self.find(path))}

    def whole(self) -> Sources:
        """Gives the same with the bytes of each face inside, for another machine."""
        layers = (
            Layer(
                {path: SourceFile(it.path, it.content, it.shown) for path, it in own.files.items()}
            )
            for own in self.layers
        )
        return replace(self, layers=tuple(layers), _remembered={})

    def with_catalogs(
        self, language: str, files: Iterable[SourceFile], before: Sources | None = None
    ) -> Sources:
        """Gives the same with other catalogs of one language.

        What was remembered stays, but for what names this language: a catalog says nothing of
        anything else. `before` are sources that were made so from these, and remember more.
        """
        own, *behind = self.layers
        changed = Layer({**own.files, **{file.path: file for file in files}})
        known = (before or self)._remembered.items()
        kept = {
            key: found for key, found in known if language not in (*key[1], *dict(key[2]).values())
        }
        return replace(self, layers=(changed, *behind), _remembered=kept)

    def find(self, path: str) -> SourceFile | None:
        """Gives a file, the project's own before the packaged one; nothing where there is none."""
        path = named(path)
        return next((layer.files[path] for layer in self.layers if path in layer.files), None)

    def need(self, path: str, error: type[InputError] = ProjectError) -> SourceFile:
        """Gives a file that has to be there; raises `error` with its path if it is not."""
        found = self.find(path)
        if found is None:
            raise error(f"{path} is missing")
        return found

    def below(self, folder: str) -> Iterator[SourceFile]:
        """Gives each file that serves below a folder, in the order of their paths."""
        files = {
            path: file
            for layer in reversed(self.layers)
            for path, file in layer.files.items()
            if path.startswith(f"{folder}/")
        }
        yield from (files[path] for path in sorted(files))

    @property
    def own(self) -> Layer:
        """The project's own files."""
        return self.layers[0]

    def is_packaged(self, path: str) -> bool:
        """Says whether a file comes from the package, the project having none of its own."""
        return path not in self.own.files and self.find(path) is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to publish: those of the project file, or else all that are translated."""
        return self.project.languages or self.translated

    @property
    def translated(self) -> tuple[str, ...]:
        """The languages to be had: those of the project file, then each folder of the project's
        `locales/`.
        """
        tags = sorted(map(normalise, _language_folders(self.own.files)))
        known = [tag for tag in tags if is_known(tag) and tag not in PSEUDO_LANGUAGES]
        chosen = self.project.languages or (self.project.source_language,)
        return tuple(dict.fromkeys([*chosen, *known]))

    def midnight(self, day: date) -> str:
        """Gives when the day of a document, or `source_date` in its stead, begins (RFC 3339)."""
        return f"{self.source_date or day}T00:00:00{self.project.utc_offset}"

    def shown(self, path: Path) -> str:
        """Gives a path as a person in the project would write it."""
        return _shown(path, self.root)


def remembered(
    function: Callable[Concatenate[Sources, _Given], _Found],
) -> Callable[Concatenate[Sources, _Given], _Found]:
    """Lets a function of sources find the same thing once only.

    What it found stands inside these very sources and dies with them; its other arguments have to
    be hashable.
    """

    @functools.wraps(function)
    def look_up(sources: Sources, *args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
        known, key = sources._remembered, (function, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = function(sources, *args, **kwargs)
        return known[key]  # type: ignore[no-any-return] # what this very function gave

    return look_up  # type: ignore[return-value] # the same but for the names of its parameters


def packaged() -> Path:
    """Gives the folder with the packaged `templates/`, `locales/` and `fonts/typography.toml`: in a
    checkout its top.
    """
    share = Path(__file__).parents[1] / "share"
    return share if share.is_dir() else Path(__file__).parents[3]


def packaged_fonts() -> tuple[Path, ...]:
    """Gives the folder of the installed package `laureate-print-fonts`; none in a checkout, which
    has the faces in its `fonts/`, or where that is not installed: a project may bring its own.
    """
    if (packaged() / "fonts" / "fonts.toml").is_file():
        return ()
    installed = find_spec("laureate_print_fonts")
    return (Path(installed.origin).parent,) if installed and installed.origin else ()


def packaged_files() -> Iterator[Path]:
    """Gives each file that the package brings for projects."""
    yield from files(PROFILES)
    yield from project_files(packaged())
    for place in packaged_fonts():
        yield from files(place)


def load(folder: Path, alone: bool = False, epoch: str | None = None) -> Sources:
    """Reads the project of a folder: that of the `laureate.toml` there, or above it.

    Args:
        folder: where to begin; the project file is looked for from there upward.
        alone: whether nothing packaged stands behind what the project has itself.
        epoch: seconds since 1970 (UTC) that stand in for the document's date; if it is not given,
            `SOURCE_DATE_EPOCH` of the environment.

    Raises:
        ProjectError: there is no project, or `laureate.toml` is not TOML, or has a key or a name
            that is not known.
        InputError: a file cannot be read.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "") if epoch is None else epoch
    root = project_root(folder)
    return _gathered(_Disk(root, alone), source_date(given))


def reload(sources: Sources) -> Sources:
    """Reads what changed in the project's folder, or behind it, since these sources were read: what
    stands as it did is not read again, and where nothing changed these very sources are given.

    Raises:
        ProjectError, InputError: as `load`; the sources that there are stay as good as they were.
    """
    if not has_project(sources.root):
        raise ProjectError(f"there is no {PROJECT_FILE} in {sources.root} any more")
    before = sources.disk
    disk = _Disk(sources.root, bool(before and before.alone), before.files if before else {})
    found = _gathered(disk, sources.source_date)
    same = found.profile is sources.profile and len(found.layers) == len(sources.layers)
    return sources if same and all(map(_is_same, found.layers, sources.layers)) else found


def _is_same(layer: Layer, other: Layer) -> bool:
    return layer.files.keys() == other.files.keys() and all(
        file is other.files[path] for path, file in layer.files.items()
    )


def _gathered(disk: _Disk, day: date | None) -> Sources:
    settings = disk.read(disk.root / PROJECT_FILE, PROJECT_FILE)
    said = parse(settings)
    disk.limits = said.limits
    own = _layer(disk, disk.root).files
    if not said.documents:
        _refuse_other_names(own)
    if not said.languages:
        _refuse_no_languages(own)
    project = parse(settings, _documents(own))
    behind = () if disk.alone else _packaged_layers(disk)
    layers = (Layer({**own, **_drawings(disk, project)}), *behind)
    return Sources(disk.root, layers, project, _profile(disk, project), day, disk)


class _Disk:
    """Reads files for a project that stands `alone` or not, and remembers how each stood; what is
    `known` from an earlier time, and stands as it did, is not read again.
    """

    def __init__(
        self,
        root: Path,
        alone: bool = False,
        known: Mapping[Path, tuple[Stamp | None, SourceFile]] | None = None,
    ) -> None:
        self.root, self.alone, self._known = root, alone, known or {}
        self.files: dict[Path, tuple[Stamp | None, SourceFile]] = {}
        self.limits = Limits()

    def read(self, path: Path, name: str) -> SourceFile:
        """Gives a file as one of the project, by a path below its folder.

        Raises:
            InputError: it cannot be read.
        """
        standing, (before, known) = stamp(path), self._known.get(path, (None, None))
        if known is None or before is None or before != standing or known.path != name:
            found = self._read(path, name)
            known = known if known == found else found
        self.files[path] = None if _is_new(standing) else standing, known
        return known

    def _read(self, path: Path, name: str) -> SourceFile:
        shown = _shown(path, self.root)
        kind = _kind(path)
        if kind != "face" and leads_out(path, self.root):
            raise InputError(
                f"cannot read {shown}: it is a link that leads out of the project; put the file"
                " itself there"
            )
        otherwise = f", or raise '{kind}' in [limits] of {PROJECT_FILE}"
        check_readable(path, shown, getattr(self.limits, kind), otherwise)
        if kind == "face":
            return LateFile(name, path, shown)
        try:
            return SourceFile(name, path.read_bytes(), shown)
        except OSError as error:
            raise InputError(f"cannot read {shown}: {error.strerror}") from error


def _kind(path: Path) -> Literal["face", "picture", "text"]:
    """Says by which limit of a project the size of a file is bounded."""
    ending = path.suffix.lower()
    return "face" if ending in ENDINGS else "text" if ending in _TEXTS else "picture"


def _is_new(standing: Stamp | None) -> bool:
    """Says whether a file was written just now: in the same tick of the file system's clock it may
    be written again, and stand as before.
    """
    return standing is None or time.time_ns() - max(standing[1:3]) < _TICK


def has_project(folder: Path) -> bool:
    """Says whether a folder is that of a project, or below it."""
    return _found(folder.resolve()) is not None


def project_root(folder: Path) -> Path:
    """Gives the folder of the project file: this one, or the next above it that has one.

    Raises:
        ProjectError: there is none.
    """
    try:
        start = folder.resolve()
        is_folder = start.is_dir()
    except FileNotFoundError as error:
        raise ProjectError("the folder you are in is gone; go to another one") from error
    except (OSError, RuntimeError, ValueError) as error:  # too long, a loop of links, with a NUL
        raise ProjectError(f"no folder can have the name {str(folder)!r:.200}") from error
    if not is_folder:
        raise ProjectError(f"there is no folder {start}; name the one that holds laureate.toml")
    root = _found(start)
    if root is None:
        raise ProjectError(
            f"there is no {PROJECT_FILE} in {start} nor above it;"
            " 'laureate-print new FOLDER' makes a project"
        )
    return root


def _found(start: Path) -> Path | None:
    return next(
        (place for place in (start, *start.parents) if (place / PROJECT_FILE).is_file()), None
    )


def load_form() -> Sources:
    """Gives what the package has of itself, as a project without a document."""
    root = packaged()
    return Sources(root, _packaged_layers(_Disk(Path())), ProjectFile(shown=PROJECT_FILE))


def _packaged_layers(disk: _Disk) -> tuple[Layer, ...]:
    """Gives the layers of the package behind a project; none of form where that is the checkout
    itself, which has it all.
    """
    form = () if disk.root == packaged() else (_layer(disk, packaged(), _FORM),)
    return (*form, *(_fonts_layer(disk, place) for place in packaged_fonts()))


def _documents(paths: Iterable[str]) -> tuple[str, ...]:
    """Gives the names of the documents that a project has, in their order."""
    found = (_DOCUMENT.fullmatch(path) for path in sorted(paths))
    return tuple(dict.fromkeys(name[1] for name in found if name))


def _refuse_other_names(paths: Iterable[str]) -> None:
    """Sees that no text is left out in silence for the name of its file.

    Raises:
        ProjectError: a file beside the documents is none; a line for each.
    """
    texts = (path for path in sorted(paths) if _TEXT.fullmatch(path))
    if others := [path for path in texts if not _DOCUMENT.fullmatch(path)]:
        raise ProjectError(
            "\n".join(
                f"{path} is no name of a document; use small letters, digits and hyphens, such as"
                " prize-8.md"
                for path in others
            )
        )


def _language_folders(paths: Iterable[str]) -> set[str]:
    """Gives the folders of `locales/` that hold catalogs, by their names."""
    places = (path.split("/") for path in paths if path.startswith("locales/"))
    return {parts[1] for parts in places if parts[2:3] == ["LC_MESSAGES"]}


def _refuse_no_languages(paths: Iterable[str]) -> None:
    """Sees that no translation is left out in silence for the name of its folder.

    Raises:
        ProjectError: a folder of catalogs is named as no language is; a line for each.
    """
    if unknown := [name for name in sorted(_language_folders(paths)) if not is_known(name)]:
        raise ProjectError(
            "\n".join(
                f"locales/{name}/: no language '{name}' is known; name the folder by a BCP 47 tag"
                " such as ja or zh_Hant"
                for name in unknown
            )
        )


def _layer(disk: _Disk, place: Path, serving: re.Pattern[str] = _ALL) -> Layer:
    found = [path.relative_to(place) for path in project_files(place)]
    see_names_apart(found)
    paths = {named(path.as_posix()): place / path for path in found}
    return Layer(
        {name: disk.read(path, name) for name, path in paths.items() if serving.fullmatch(name)}
    )


def _fonts_layer(disk: _Disk, place: Path) -> Layer:
    """Gives the files of the package of the fonts as if they stood in a folder `fonts/`."""
    paths = {f"fonts/{path.relative_to(place).as_posix()}": path for path in files(place)}
    return Layer({name: disk.read(path, name) for name, path in paths.items()})


def _drawings(disk: _Disk, project: ProjectFile) -> dict[str, SourceFile]:
    """Gives the drawings of the theme by their paths; none lies outside the project."""
    names = [name for name in project.theme.values() if isinstance(name, str)]
    drawn = [name for name in names if name.lower().endswith(".svg")]
    paths = {name: disk.root / name for name in drawn if not Path(name).is_absolute()}
    inside = {
        name: path
        for name, path in paths.items()
        if path.is_file() and path.resolve().is_relative_to(disk.root.resolve())
    }
    return {name: disk.read(path, name) for name, path in inside.items()}


def _profile(disk: _Disk, project: ProjectFile) -> SourceFile | None:
    """Gives the output profile that the project file names, else the packaged one."""
    name = project.print.get("profile")
    if not isinstance(name, str):
        return disk.read(PROFILES / _PROFILE, _PROFILE)
    path = disk.root / name
    inside = path.is_file() and path.resolve().is_relative_to(disk.root.resolve())
    return disk.read(path, name) if inside else None


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
