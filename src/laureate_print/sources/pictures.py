"""Finds and judges the pictures of a document, which stand beside it, in
`templates/documents/<name>/`.

A picture that cannot be drawn as its author sees it is no reason to stop: it tells its trouble, for
the checks.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from posixpath import normpath
from urllib.parse import quote, unquote, unquote_to_bytes

from laureate_print.errors import PictureError
from laureate_print.model import Picture
from laureate_print.sources.folders import PROJECT_FILE, named
from laureate_print.sources.fonts import Fonts, fonts
from laureate_print.sources.loading import Sources, remembered

_DATA = re.compile(r"data:[^,;]*(?:;(?!base64)[^,;]*)*(;base64)?,(.*)", re.DOTALL)


@remembered
def picture(sources: Sources, document: str, name: str) -> Picture:
    """Gives the picture that a document names: a file in its folder, or data of a template.

    The name is an address in HTML: `photo.jpg`, or `<document>/photo.jpg`.
    """
    if found := _DATA.fullmatch(name):
        return _bounded(sources, judged("a picture of the template", _data(found), fonts(sources)))
    if re.match(r"[a-z][a-z0-9+.-]*:|//", name, re.IGNORECASE):
        trouble = "it is an address, and a page asks for nothing outside"
        return Picture(name, trouble=trouble, hint=f"save it into {_folder(document)}")
    path = path_beside(document, name)
    place = normpath(f"{_folder(document)}{path}")
    file = sources.own.files.get(place) if place.startswith(_folder(document)) else None
    if file is None:
        return Picture(
            name, trouble="there is no such picture", hint=_hint(sources, document, path)
        )
    return _bounded(sources, judged(name, file.content, fonts(sources)))


def _bounded(sources: Sources, found: Picture) -> Picture:
    """Gives a picture, or its trouble where it has more pixels than a project's limits allow."""
    millions, most = found.width * found.height / 1_000_000, sources.project.limits.pixels
    if found.kind == "drawing" or millions <= most:
        return found
    trouble = f"it has {millions:,.0f} million pixels, {most} are allowed"
    hint = f"make it smaller, or raise 'pixels' in [limits] of {PROJECT_FILE}"
    return Picture(found.name, trouble=trouble, hint=hint)


def path_beside(document: str, name: str) -> str:
    """Gives the path that an address in a document names, below the folder of its pictures: as
    seen from there, or from the file of the document.
    """
    path = unquote(name.partition("#")[0].partition("?")[0])
    return named(path).removeprefix(f"{document}/")


def as_address(name: str) -> str:
    """Gives the address of a file beside a document by its name, which may hold `%`, `?`, `#`."""
    return re.sub("[%?#]", lambda sign: quote(sign[0]), name)


def _folder(document: str) -> str:
    return f"templates/documents/{document}/"


def _hint(sources: Sources, document: str, path: str) -> str:
    folder = _folder(document)
    there = [place.removeprefix(folder) for place in sources.own.files if place.startswith(folder)]
    close = get_close_matches(path, there, 1, 0.6)
    if close:
        return f"{folder} has {close[0]}: did you mean that?"
    return f"put it into {folder}, which has {', '.join(there[:6]) or 'no picture'}"


def _data(found: re.Match[str]) -> bytes:
    import base64

    content = unquote_to_bytes(found[2])
    return base64.b64decode(content) if found[1] else content


def judged(name: str, content: bytes, fonts: Fonts) -> Picture:
    """Gives a picture of these bytes, with its size, or with its trouble."""
    try:
        if looks_like_svg(content):
            return _drawing(name, content, fonts)
        from laureate_print.sources.pixels import size

        width, height = size(content)
    except PictureError as error:
        return Picture(name, content, trouble=error.message, hint=error.hint)
    return Picture(name, content, "pixels", width, height, (width, height))


def looks_like_svg(content: bytes) -> bool:
    """Whether bytes are XML rather than pixels."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _drawing(name: str, content: bytes, fonts: Fonts) -> Picture:
    from laureate_print.sources.drawings import drawing

    drawn = drawing(content, fonts)
    remark, hint = "", ""
    if drawn.foreign:
        remark = f"its words are not drawn in {drawn.foreign[0]}, which this project has not"
        hint = "turn its words into paths, or put the face into fonts/"
    return Picture(
        name,
        drawn.svg.encode(),
        "drawing",
        drawn.width,
        drawn.height,
        letters=drawn.letters,
        faces=drawn.faces,
        remark=remark,
        hint=hint,
    )
