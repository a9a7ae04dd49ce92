"""Makes a picture of each message, marked on the page that shows it first, for translators who work
in another tool, such as Weblate.

Weblate takes pictures from a repository by the folder of a component, which is one catalog, and
ties each to its message once by hand, or by its API: so a file has its message's name, which stays
as long as the message, and a list says which message each file shows.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laureate_print.atomic_write import atomic_write
from laureate_print.build.jobs import choose
from laureate_print.desk.drawing import drawn
from laureate_print.desk.highlight import blocks, highlighted
from laureate_print.desk.shown import Shown, says
from laureate_print.model import Book, Job, MessageName, MessagePlace, Whole
from laureate_print.preflight.geometry import Box
from laureate_print.sources import catalogs
from laureate_print.sources.languages import normalise
from laureate_print.sources.loading import Sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

LIST = "screenshots.json"
_SCALE = 5.2  # px for each mm: the words of a page can be read
_WIDEST = 1100  # px
_AROUND = 24.0  # mm above and below a message
_LEAST = 0.62  # of a page's width, the height of a picture
_WHOLE = 0.85  # of a page, beyond which all of it is shown
_OUTPUTS = ("pdf", "print", "html")  # of which the first is what a reader sees as it is
_NAME = 40  # letters
_OURS = re.compile(r"[\w-]+/[\w.-]+/[^/\\]+-[0-9a-f]{8}\.png")


def screenshots(
    sources: Sources,
    folder: Path,
    languages: Sequence[str],
    templates: Sequence[str],
    lay: Callable[[Job], Shown],
) -> Iterator[str]:
    """Writes `<language>/<catalog>/<name>.png` for each message that a page shows, and a list of
    all; gives lines that say what there is.

    Args:
        sources: the project.
        folder: where to; pictures that the list there names and that are no more are removed.
        languages: by default the source language.
        templates: by default all that the project prints.
        lay: lays out the page of a job (`desk.shown`).

    Raises:
        LaureateError: a page cannot be made, or a file cannot be written.
    """
    tags = [normalise(tag) for tag in languages] or [sources.project.source_language]
    wanted = {name: it for tag in dict.fromkeys(tags) for name, it in _wanted(sources, tag)}
    waiting = dict(wanted)
    rows: list[dict[str, Any]] = []
    jobs = [job for tag in tags for job in _jobs(sources, tag, templates)]
    for job in jobs:
        names = [name for name in says(sources, job).order if name in waiting]
        view = View(lay(job)) if names else None
        for name in names:
            if view and (place := view.first(name)):
                told = _told(name, waiting.pop(name))
                path = f"{name.language}/{name.catalog}/{_file_name(name.key)}.png"
                atomic_write(_png(view.picture(name)), folder / path)
                rows.append({"file": path, **told, **_where(job, place)})
    missing = [_told(name, it) | {"asked": it.places} for name, it in waiting.items()]
    _write_list(folder, rows, missing)
    yield f"{folder}: {len(rows)} pictures, and {LIST}, which names the message of each"
    if missing:
        yield f"{len(missing)} messages stand on no page: {LIST} tells which"


def _wanted(sources: Sources, tag: str) -> Iterator[tuple[MessageName, catalogs.Wanted]]:
    """Gives each message that a language needs, those of the glossary aside."""
    for name in catalogs.names(sources, tag):
        if name != catalogs.GLOSSARY:
            for own, wanted in catalogs.wanted(sources, name).items():
                yield MessageName(name, tag, own), wanted


def _jobs(sources: Sources, tag: str, templates: Sequence[str]) -> list[Job]:
    """Gives the jobs that say something in a language, in the order in which their pages are
    looked for a message: PDFs to read, print files, web pages; books last.

    Raises:
        UsageError: the project does not have what is named.
    """
    every = choose(sources, template_names=templates)
    whole = [it for it in every if isinstance(it.edition, Whole)]
    names = list(dict.fromkeys(it.template for it in every if it not in whole))
    own = choose(sources, languages=[tag], template_names=names) if names else []
    found = [*own, *(it for it in whole if tag in it.edition.languages)]
    return sorted(
        (it for it in found if it.output.name in _OUTPUTS),
        key=lambda it: (isinstance(it.edition, Book), _OUTPUTS.index(it.output.name)),
    )


class View:
    """A page that was laid out, as pictures on which its messages are marked."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._sheets: dict[tuple[int, float], Image] = {}

    def first(self, name: MessageName) -> MessagePlace | None:
        """Gives the first place of a message that stands on its page."""
        found = self._shown.places.get(name, ())
        return next((it for it in found if self._is_on_page(it)), None)

    def picture(self, name: MessageName) -> Image:
        """Gives the page that shows a message first, or the part of it around, with the message
        marked.
        """
        found = [it for it in self._shown.places[name] if self._is_on_page(it)]
        first = found[0]
        width = self._shown.layout.sizes[first.page - 1][0]
        scale = min(_SCALE, _WIDEST / width)
        marked = [it for it in found if it.page == first.page]
        block = blocks(Box(it.left, it.top, it.right, it.bottom) for it in marked)[0]
        top, bottom = self._cut(first.page, block.top - _AROUND, block.bottom + _AROUND)
        page = self._page(first.page, scale)
        part = page.crop((0, round(top * scale), page.width, round(bottom * scale)))
        lines = [Box(it.left, it.top - top, it.right, it.bottom - top) for it in marked]
        return highlighted(part, lines, scale)

    def _is_on_page(self, it: MessagePlace) -> bool:
        width, height = self._shown.layout.sizes[it.page - 1]
        return it.left > -1 and it.top > -1 and it.right < width + 1 and it.bottom < height + 1

    def _cut(self, page: int, top: float, bottom: float) -> tuple[float, float]:
        """Gives from where to where a page is shown, in mm: around a message, no line cut through;
        all of it where little would be left out.
        """
        width, height = self._shown.layout.sizes[page - 1]
        more = max(_LEAST * width - (bottom - top), 0) / 2
        top, bottom = top - more, bottom + more
        shift = max(-top, 0) - max(bottom - height, 0)
        top, bottom = max(top + shift, 0), min(bottom + shift, height)
        if bottom - top > _WHOLE * height:
            return 0, height
        for line in sorted(self._shown.layout.lines, key=lambda it: it.bottom):
            if line.page == page and line.top < bottom < line.bottom:
                bottom = min(line.bottom + 0.5, height)
        for line in sorted(self._shown.layout.lines, key=lambda it: -it.top):
            if line.page == page and line.top < top < line.bottom:
                top = max(line.top - 0.5, 0)
        return top, bottom

    def _page(self, number: int, scale: float) -> Image:
        """Gives a page alone, at its trim, with so many px for each mm."""
        place = self._shown.pages[number]
        width, height = self._shown.layout.sizes[number - 1]
        key = (place.sheet, scale)
        if key not in self._sheets:
            self._sheets[key] = drawn(self._shown.content, place.sheet, scale)
        left, top = place.left * scale, place.top * scale
        right, bottom = left + width * scale, top + height * scale
        return self._sheets[key].crop((round(left), round(top), round(right), round(bottom)))


def _told(name: MessageName, wanted: catalogs.Wanted) -> dict[str, Any]:
    """Gives a message as tools of translation name it."""
    return {
        "catalog": name.catalog,
        "language": name.language,
        "msgctxt": wanted.context,
        "msgid": wanted.source,
        "msgid_plural": wanted.plural or None,
    }


def _where(job: Job, place: MessagePlace) -> dict[str, Any]:
    return {
        "document": job.document,
        "template": job.template,
        "output": job.output.name,
        "page": place.page,
    }


def _file_name(key: str) -> str:
    """Gives the name of a message's picture: its first words, and a digest that tells it from all
    others; it stays as long as the message.
    """
    letters = (it if unicodedata.category(it)[0] in "LMN" else " " for it in key.lower())
    words = "-".join("".join(letters).split())
    short = words if len(words) <= _NAME else words[: _NAME + 1].rpartition("-")[0] or words[:_NAME]
    return f"{short}-{hashlib.sha256(key.encode()).hexdigest()[:8]}".lstrip("-")


def _png(picture: Image) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _write_list(folder: Path, rows: list[dict[str, Any]], missing: list[dict[str, Any]]) -> None:
    """Writes the list; pictures of the list that stood there and are no more are removed."""
    for gone in _listed(folder) - {row["file"] for row in rows}:
        (folder / gone).unlink(missing_ok=True)
    told = {"pictures": rows, "without": missing}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    atomic_write(f"{text}\n".encode(), folder / LIST)


def _listed(folder: Path) -> set[str]:
    """Gives the pictures that a list of ours names, none outside its folder."""
    try:
        rows = json.loads((folder / LIST).read_text("utf-8"))["pictures"]
        names = {str(row["file"]) for row in rows}
    except (OSError, ValueError, TypeError, KeyError):
        return set()
    return {name for name in names if _OURS.fullmatch(name)}
