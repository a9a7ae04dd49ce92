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
from laureate_print.desk.shown import Shown
from laureate_print.desk.sights import Asked, Sight, sights, wanted
from laureate_print.model import Job, MessageName
from laureate_print.sources import catalogs
from laureate_print.sources.languages import normalise
from laureate_print.sources.loading import Sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

LIST = "screenshots.json"
_Row = dict[str, Any]
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
        folder: where to; what the list there tells of other languages stays.
        languages: by default the source language.
        templates: by default all that the project prints.
        lay: lays out the page of a job (`desk.shown`).

    Raises:
        LaureateError: a page cannot be made, or a file cannot be written.
    """
    tags = [*dict.fromkeys(map(normalise, languages))] or [sources.project.source_language]
    made: list[_Row] = []
    missing: list[_Row] = []
    for tag in tags:
        asked = Asked(tag, templates=templates)
        names = wanted(sources, asked)
        for sight in sights(sources, asked, names, lay):
            for name in sight.names:
                path = f"{tag}/{name.catalog}/{_file_name(name.key)}.png"
                atomic_write(_png(sight.view.part(name)), folder / path)
                made.append({"file": path, **_told(name, names.pop(name)), **_where(sight, name)})
        missing += [_told(name, it) | {"asked": it.places} for name, it in names.items()]
    _write_list(folder, tags, made, missing)
    yield f"{folder}: {len(made)} pictures, and {LIST}, which names the message of each"
    if missing:
        yield f"{len(missing)} messages stand on no page: {LIST} tells which"


def _told(name: MessageName, message: catalogs.Wanted) -> _Row:
    """Gives a message as tools of translation name it."""
    return {
        "catalog": name.catalog,
        "language": name.language,
        "msgctxt": message.context,
        "msgid": message.source,
        "msgid_plural": message.plural or None,
    }


def _where(sight: Sight, name: MessageName) -> _Row:
    return {
        "document": sight.job.document,
        "template": sight.job.template,
        "output": sight.job.output.name,
        "page": sight.view.places(name)[0].page,
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
    picture.save(target, "PNG")
    return target.getvalue()


def _write_list(
    folder: Path, tags: Sequence[str], made: Sequence[_Row], missing: Sequence[_Row]
) -> None:
    """Writes the list: of these languages what there is now, of others what it told before.
    Pictures of these languages that it named before and that are no more are removed.
    """
    before = _listed(folder)
    rest = {key: [it for it in rows if it["language"] not in tags] for key, rows in before.items()}
    told = {"pictures": [*rest["pictures"], *made], "without": [*rest["without"], *missing]}
    kept = {it["file"] for it in told["pictures"]}
    for row in before["pictures"]:
        if row["file"] not in kept:
            (folder / row["file"]).unlink(missing_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    atomic_write(f"{text}\n".encode(), folder / LIST)


def _listed(folder: Path) -> dict[str, list[_Row]]:
    """Gives what a list of ours tells; what is none, and what lies outside the folder, counts as
    nothing.
    """
    try:
        told = json.loads((folder / LIST).read_text("utf-8"))
        rows = {key: [*told[key]] for key in ("pictures", "without")}
        good = [it for it in rows["pictures"] if _OURS.fullmatch(it["file"]) and it["language"]]
        return {"pictures": good, "without": [it for it in rows["without"] if it["language"]]}
    except (OSError, ValueError, TypeError, KeyError):
        return {"pictures": [], "without": []}
