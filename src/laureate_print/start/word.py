"""Reads a Word file as Markdown, by mammoth: text, pictures, tables, lists and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from laureate_print.errors import InputError
from laureate_print.start.html_markdown import Writer
from laureate_print.start.picture_files import WHOLE, moves, usable
from laureate_print.start.values import TakenOver
from laureate_print.start.word_losses import (
    PICTURE,
    Picture,
    Prepared,
    prepare,
)
from laureate_print.start.word_package import WordFile, open_word
from laureate_print.start.word_roles import ROLE
from laureate_print.start.word_xml import name

_STYLES = "\n".join(
    (
        f"p.{ROLE}title => h1.title:fresh",
        *(f"p.{ROLE}h{level} => h{level}:fresh" for level in range(1, 7)),
        f"p.{ROLE}caption => p.caption:fresh",
        f"p.{ROLE}quote => blockquote > p:fresh",
    )
)
_PASSED_OVER = re.compile(r"An unrecognised element was ignored: (?:\w+:)?(\w+)")
# What mammoth passes over without a loss, or with one that is told with its place already.
_TOLD_OR_FORM = {
    *("permStart", "permEnd", "pgNum", "ptab", "background", "anchorlock", "wrap"),
    *("formulas", "path", "lock", "stroke", "fill", "textpath", "rect"),
    *("chart", "relIds", "wsp", "wgp", "wpc", "contentPart", "altChunk", "subDoc", "OLEObject"),
}


def read_word(content: bytes, shown: str) -> TakenOver:
    """Reads a Word file.

    Args:
        content: the bytes of a `.docx` or `.docm`.
        shown: its name, for messages.

    Raises:
        InputError: it is no such file, is protected or broken.
    """
    try:
        return _read(open_word(content, shown), shown)
    except RecursionError as error:
        raise InputError(f"{shown} is nested too deeply; take tables out of tables") from error


def _read(file: WordFile, shown: str) -> TakenOver:
    pictures = list[Picture]()
    parts = {file.document: prepare(file, file.document, pictures)}
    for kind in ("footnotes", "endnotes"):
        if (part := f"{file.folder}/{kind}.xml") in file.parts:
            parts[part] = prepare(file, part, pictures, f"{kind}, ")
    gallery = _Gallery(pictures)
    html, said = _converted(file, parts, gallery.take)
    writer = Writer(html, gallery.alt)
    title, body = writer.document(_property(file, "docProps/core.xml", "title"))
    told = [it for part in parts.values() for it in part.told]
    told = [*_macros(file), *told, *gallery.told, *writer.told, *said]
    return TakenOver(
        title=title,
        body=body,
        pictures=gallery.taken,
        told=tuple(f"{shown}: {it}" for it in dict.fromkeys(told)),
        publisher=_property(file, "docProps/app.xml", "Company"),
    )


def _converted(
    file: WordFile, parts: Mapping[str, Prepared], take: Callable[[Any], dict[str, str]]
) -> tuple[Any, list[str]]:
    """Gives the text as HTML, and what mammoth passed over."""
    import mammoth
    from lxml import etree, html

    for part in filter(file.is_read, file.parts):
        file.xml(part)  # is XML without a document type, or mammoth does not get it
    changed = {part: etree.tostring(prepared.root) for part, prepared in parts.items()}
    try:
        result = mammoth.convert_to_html(
            file.packed(changed),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(take),
        )
    except (LookupError, ValueError, AttributeError, TypeError, ArithmeticError) as error:
        reason = (
            "it refers to a part that it has not"
            if isinstance(error, KeyError)
            else "a part of it has another form than Word gives it"
        )
        raise InputError(f"{file.shown} is broken: {reason}; save it anew in Word") from error
    root = html.fragment_fromstring(result.value, create_parent="body")
    return root, sorted(set(_passed_over(str(it.message) for it in result.messages)))


def _passed_over(messages: Iterator[str]) -> Iterator[str]:
    for message in messages:
        found = _PASSED_OVER.match(message)
        if found and found[1] not in _TOLD_OR_FORM:
            yield f"“{found[1]}” somewhere in it is left out"


class _Gallery:
    """Takes the pictures of a Word file: bytes by their new names, alternative texts, losses."""

    def __init__(self, pictures: list[Picture]) -> None:
        self.taken: dict[str, bytes] = {}
        self.told: list[str] = []
        self._pictures, self._alts = pictures, dict[str, str]()

    def alt(self, source: str) -> str:
        """Gives the alternative text of a picture by its new name."""
        return self._alts.get(source, "")

    def take(self, image: Any) -> dict[str, str]:
        """Gives what mammoth writes of a picture: its new name, none where it cannot be used."""
        marked, _, number = (image.alt_text or "").partition(PICTURE)
        known = Picture(marked, False, WHOLE, "the text")
        picture = self._pictures[int(number)] if number.isdigit() else known
        try:
            with image.open() as opened:
                given = opened.read()
            ending, content = usable(given, picture.cut)
        except (OSError, KeyError, ValueError, SyntaxError) as error:
            kind = str(image.content_type).partition("/")[2] or "an unknown kind"
            self.told.append(
                f"{picture.place}: a picture ({kind}) is left out: {_reason(error)}; save it as PNG"
                " or JPEG and insert it anew"
            )
            return {"src": ""}
        source = f"picture-{len(self.taken) + 1}.{ending}"
        if moves(given):
            self.told.append(f"{picture.place}: a picture moves: {source} is its first one alone")
        self.taken[source], self._alts[source] = content, picture.alt
        if not picture.alt and not picture.is_ornament:
            self._alts[source] = source  # no build takes the name of a file for a description
            self.told.append(
                f"{picture.place}: {source} has no alternative text: say between its brackets what"
                f" it shows, ![…]({source}); without a word it is ornament"
            )
        return {"src": source}


def _reason(error: Exception) -> str:
    return "it lies outside the file" if isinstance(error, KeyError) else "it cannot be read"


def _macros(file: WordFile) -> Iterator[str]:
    if any(part.endswith("vbaProject.bin") for part in file.parts):
        yield "its macros are left out"


def _property(file: WordFile, part: str, wanted: str) -> str:
    root = file.xml(part)
    found = [it.text or "" for it in (root if root is not None else ()) if name(it) == wanted]
    return " ".join(found[0].split()) if found else ""
