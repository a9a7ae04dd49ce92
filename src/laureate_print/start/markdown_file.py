"""Takes over a Markdown file that was written for something else, with its pictures."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from os.path import isfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from laureate_print.errors import InputError
from laureate_print.sources.markdown import parser
from laureate_print.start.picture_files import moves, usable
from laureate_print.start.values import TakenOver

_MATTER = re.compile(
    r"\A\s*^(\+\+\+|---)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
_TITLE = re.compile(r"^title\s*[:=]\s*(?P<sign>[\"']?)(?P<words>.+?)(?P=sign)\s*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE)
_DEEPEST = 4
_LONGEST = 120  # characters of a name that are told
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_NAMES = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}


def read_markdown(content: bytes, file: Path) -> TakenOver:
    """Reads a Markdown file; its pictures are looked for beside it.

    What a document does not hold, such as HTML, is told by line when the document is read.

    Raises:
        InputError: it is no text.
    """
    told: list[str] = []
    text = _decoded(content, file.name, told).replace("\r\n", "\n").replace("\r", "\n")
    text = _BREAK.sub("\\\\\n", text.expandtabs(4))
    text = _TASK.sub(lambda it: it[1] + ("☐" if it[2] == " " else "☑"), text)
    found = _MATTER.match(text)
    matter = found[2] if found else ""
    facts = matter if found and found[1] == "+++" and _is_ours(matter) else ""
    if matter and not facts:
        told.append(f"{file.name}:1: the facts before the text are left out; write them anew")
    title, body = _parted(text[found.end() :] if found else text, file.name, told)
    if not title and (said := _TITLE.search(matter)):
        title = said["words"]
    if not title:
        told.append(f"{file.name}: there is no title; begin with '# The title'")
    pictures: dict[str, bytes] = {}
    body = _with_pictures(body, file, pictures, told)
    return TakenOver(title, body.strip("\n"), pictures, tuple(told), facts=facts)


def _decoded(content: bytes, shown: str, told: list[str]) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        charsets = ["utf-16"]
    elif len(_HALF_WIDTH.findall(content.decode("cp932", "ignore"))) > len(content) / 8:
        charsets = ["utf-8-sig", "euc_jp", "cp932"]  # EUC reads as half-width katakana otherwise
    else:
        charsets = ["utf-8-sig", "cp932"]
    for charset in charsets:
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if charset in _NAMES:
            told.append(
                f"{shown}: read as {_NAMES[charset]}, for it is no UTF-8; see whether words are"
                " right"
            )
        return text
    raise InputError(f"{shown} is no text; save it as UTF-8 in your editor")


def _is_ours(matter: str) -> bool:
    try:
        return "publisher" in tomllib.loads(matter)
    except (ValueError, RecursionError):
        return False


def _parted(text: str, shown: str, told: list[str]) -> tuple[str, str]:
    """Gives the title, which is the first heading of the first level, and the rest.

    Where more headings are of that level, all the others go down by one.
    """
    rows = text.split("\n")
    tokens = _tokens(text)
    headings = [it for it in tokens if it.type == "heading_open" and it.level == 0]
    words = {id(it): after.content for it, after in pairwise(tokens)}
    first = [it for it in headings if it.tag == "h1"]
    if not first:
        return "", text
    down = len(first) > 1
    if down:
        told.append(
            f"{shown}: it has {len(first)} titles; all headings but the first go down by one"
        )
    title = ""
    for heading in reversed(headings):
        begin, end = heading.map
        said = " ".join(words.get(id(heading), "").split())
        if heading is first[0]:
            title, rows[begin:end] = said, []
        elif down:
            level = min(int(heading.tag[1]) + 1, _DEEPEST)
            rows[begin:end] = [f"{'#' * level} {said}"]
    return title, "\n".join(rows)


def _tokens(text: str) -> list[Any]:
    return list(parser().parse(text))


def _with_pictures(body: str, file: Path, pictures: dict[str, bytes], told: list[str]) -> str:
    """Takes the pictures that lie beside the file, or below its folder, into `pictures`; gives the
    text that names them there. Whoever wrote the file may not have others taken.
    """
    folder = file.parent.resolve()
    inline = [part for it in _tokens(body) for part in it.children or ()]
    for source in dict.fromkeys(str(it.attrs["src"]) for it in inline if it.type == "image"):
        if "://" in source or source.startswith("data:"):
            continue
        name = unquote(source)
        places = (file.parent / name, file.parent / file.stem / name)
        # unlike `Path.is_file`, it takes any name, also one that is too long for the system
        found = next((place for place in places if isfile(place)), None)  # noqa: PTH113
        if found is None:
            told.append(f"{file.name}: there is no picture {name[:_LONGEST]} beside it")
            continue
        if not found.resolve().is_relative_to(folder):
            told.append(
                f"{file.name}: the picture {name} lies outside its folder; put it beside it"
            )
            continue
        try:
            given = found.read_bytes()
            ending, content = usable(given)
        except (OSError, ValueError, SyntaxError):
            told.append(f"{file.name}: the picture {name} cannot be read; save it as PNG or JPEG")
            continue
        new = f"picture-{len(pictures) + 1}.{ending}"
        if moves(given):
            told.append(f"{file.name}: the picture {name} moves: {new} is its first one alone")
        pictures[new] = content
        body = re.sub(
            rf"(\]\(\s*<?|^\[[^\]]+\]:\s*<?){re.escape(source)}(?=[>\s)]|$)",
            lambda it, new=new: f"{it[1]}{new}",  # type: ignore[misc] # bound at once
            body.replace(name, source),
            flags=re.MULTILINE,
        )
    return body
