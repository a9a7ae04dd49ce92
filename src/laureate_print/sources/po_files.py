"""Reads and writes `.po` files by Babel, and keeps what Babel lets go: previous sources, flags of
obsolete messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

from laureate_print.errors import CatalogError
from laureate_print.model import SourceFile

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?{_TEXT})?")
_PREVIOUS = re.compile(rf"(msgctxt|msgid|msgid_plural)?\s*({_TEXT})")
# Stands for lines that Babel would wrap or leave out, until the file is whole (Unicode's Private
# Use Area).
_STAND_IN = re.compile('# \ue000(\\d+)\ue000\n|#\\| msgid "\ue000(\\d+)\ue000"\n')


def parse(file: SourceFile, obsolete: bool = False) -> Any:
    """Parses a `.po` or `.pot` file into Babel's catalog; raises `CatalogError` with
    file and line.
    """
    from babel.messages.pofile import PoFileError, read_po

    text, where = _decoded(file), file.shown
    for number, row in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(row.strip()):
            raise CatalogError(
                f"{where}:{number}: no line of a catalog, see its quotation marks: {row.strip()!r}"
            )
    text = re.sub(
        r"^#~\|", "#|", text, flags=re.MULTILINE
    )  # Babel knows no previous source of an obsolete message
    try:
        catalog = read_po(StringIO(text), abort_invalid=True, ignore_obsolete=not obsolete)
    except PoFileError as error:
        raise CatalogError(
            f"{where}:{error.lineno + 1}: {error.args[0].split(' on ')[0]}"
        ) from error
    except ValueError as error:
        raise CatalogError(f"{where}: {error}") from error
    for message in (*catalog, *catalog.obsolete.values()):
        message.previous_id = _previous(
            comment for comment in message.user_comments if comment.startswith("|")
        )
        message.user_comments = [
            comment for comment in message.user_comments if not comment.startswith("|")
        ]
    return catalog


def _decoded(file: SourceFile) -> str:
    content, where = file.content, file.shown
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogError(
            f"{where}:{line}: this is not UTF-8; save the file as UTF-8 in your editor"
        ) from error
    charset = re.search(r'^"Content-Type:[^"]*charset=([\w-]+)', text, re.MULTILINE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise CatalogError(
            f"{where}: its header says {charset[1]}; set the charset to UTF-8 in your editor"
        )
    return text


def _previous(comments: Iterable[str]) -> list[str]:
    """Gives the previous source that stands in the comments `| msgid "…"`, and its plural."""
    from babel.messages.pofile import unescape

    fields: dict[str, str] = {}
    field = "msgid"
    for comment in comments:
        if found := _PREVIOUS.fullmatch(comment.removeprefix("|").strip()):
            field = found[1] or field
            fields[field] = fields.get(field, "") + unescape(found[2])
    return [fields[field] for field in ("msgid", "msgid_plural") if fields.get(field)]


def written(catalog: Any) -> bytes:
    """Gives a catalog as the bytes of its file; one message, one line, so that a change is one line
    of a diff.
    """
    from babel.messages.pofile import write_po

    lines: list[str] = []

    def stand_in(text: str) -> str:
        lines.append(text)
        return f"\ue000{len(lines) - 1}\ue000"

    everyone = [*catalog, *catalog.obsolete.values()]
    befores = [(message.previous_id, message.user_comments) for message in everyone]
    for message in everyone:  # Babel wraps comments, whatever the width
        message.user_comments = [stand_in(f"# {row}\n") for row in message.user_comments]
    for message in catalog:
        message.previous_id = (
            [stand_in(_previous_lines("#|", message))] if message.previous_id else []
        )
    for message in catalog.obsolete.values():
        extra = [f"#, {', '.join(sorted(message.flags))}\n"] if message.flags else []
        extra += [_previous_lines("#~|", message)] if message.previous_id else []
        message.user_comments = [*message.user_comments, *map(stand_in, extra)]
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, ignore_obsolete=False, include_previous=True)
    for message, before in zip(everyone, befores, strict=True):
        message.previous_id, message.user_comments = before
    return _STAND_IN.sub(
        lambda found: lines[int(found[1] or found[2])], buffer.getvalue().decode()
    ).encode()


def _previous_lines(prefix: str, message: Any) -> str:
    from babel.messages.pofile import normalize

    fields = zip(("msgid", "msgid_plural"), message.previous_id, strict=False)
    texts = [f"{field} {normalize(text, width=0)}" for field, text in fields]
    return "".join(f"{prefix} {line}\n" for text in texts for line in text.split("\n"))
