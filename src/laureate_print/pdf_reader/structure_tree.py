"""Reads the tag tree of any PDF by the standard's own rule: ActualText wins over ToUnicode (ISO
32000-1, 14.9.4).

What it gives is what assistive technology should say: each piece of text in reading order, with its
language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with the role of the element that holds it and the language in force there
    (14.9.2).
    """

    text: str
    language: str
    role: str


def pieces(pdf: Any) -> list[Piece]:
    """Gives the text of an open PDF (pikepdf) in the order of its tag tree; nothing for a file
    without one.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return []
    reader = _Tree(pdf)
    return [
        piece
        for element in _listed(root.K)
        for piece in reader.read(element, str(pdf.Root.get("/Lang", "")))
    ]


class _Tree:
    def __init__(self, pdf: Any) -> None:
        self._contents: dict[tuple[int, int], dict[int, str]] = {
            page.obj.objgen: marked_content(page) for page in pdf.pages
        }

    def read(self, element: Any, language: str, page: Any = None) -> Iterator[Piece]:
        """Gives the text of an element and of all below it."""
        language = str(element.get("/Lang", language))
        page = element.get("/Pg", page)
        role = str(element.get("/S", ""))[1:]
        if "/ActualText" in element:
            yield Piece(str(element.ActualText), language, role)
            return
        told = ""  # content that stands side by side is one piece, however many lines it takes
        for kid in _listed(element.get("/K", [])):
            if not hasattr(kid, "get") or kid._type_name == "integer":
                told += self._text(page, int(kid))
            elif kid.get("/Type") == "/MCR":
                told += self._text(kid.get("/Pg", page), int(kid.MCID))
            elif kid.get("/Type") != "/OBJR":
                if told:
                    yield Piece(told, language, role)
                told = ""
                yield from self.read(kid, language, page)
        if told:
            yield Piece(told, language, role)

    def _text(self, page: Any, number: int) -> str:
        return self._contents.get(page.objgen, {}).get(number, "") if page is not None else ""


def _listed(kids: Any) -> list[Any]:
    """Gives the kids of an element, which may be one or many (14.7.2, table 323)."""
    return (
        list(kids)
        if hasattr(kids, "_type_name") and kids._type_name == "array"
        else [kids]
        if kids != []
        else []
    )


def artifacts(page: Any) -> list[str]:
    """Gives the text of each artifact of a page, such as a page number, in the order of drawing
    (14.8.2.2).
    """
    return [text for number, text in _marked(page).items() if number < 0 and text]


def marked_content(page: Any) -> dict[int, str]:
    """Gives the text of each marked-content sequence of a page by its identifier (14.6)."""
    return {number: text for number, text in _marked(page).items() if number >= 0}


def _marked(page: Any) -> dict[int, str]:
    """Gives the text of each marked-content sequence by its identifier, and of artifacts by numbers
    below nought.
    """
    import pikepdf

    fonts = {
        name: to_unicode(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    texts: dict[int, str] = {}
    open_sequences: list[tuple[int | None, bool]] = []
    font: dict[int, str] = {}
    for place, instruction in enumerate(pikepdf.parse_content_stream(page)):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            properties = instruction.operands[1] if operator == "BDC" else {}
            properties = properties if hasattr(properties, "get") else {}
            number = int(properties["/MCID"]) if "/MCID" in properties else None
            outer = open_sequences[-1] if open_sequences else (None, False)
            if str(instruction.operands[0]) == "/Artifact" and outer[0] is None:
                number = -1 - place
            spoken = "/ActualText" in properties
            holder = outer[0] if number is None else number
            if spoken and holder is not None and not outer[1]:
                texts[holder] = texts.get(holder, "") + str(properties["/ActualText"])
            open_sequences.append((holder, outer[1] or spoken))
        elif operator == "EMC" and open_sequences:
            open_sequences.pop()
        elif operator == "Tf":
            font = fonts.get(str(instruction.operands[0]), {})
        elif operator in ("Tj", "TJ", "'", '"') and open_sequences:
            number, spoken = open_sequences[-1]
            if number is not None and not spoken:
                shown = "".join(
                    font.get(code, "\ufffd") for code in codes(instruction.operands[-1])
                )
                texts[number] = texts.get(number, "") + shown
    return texts


def codes(operand: Any) -> Iterator[int]:
    """Gives the two-byte codes that an operand of Tj or TJ shows."""
    parts = (
        [operand]
        if operand._type_name == "string"
        else [
            part for part in operand if isinstance(part, str | bytes) or hasattr(part, "_type_name")
        ]
    )
    for part in parts:
        data = bytes(part)
        yield from (
            int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)
        )


def to_unicode(font: Any) -> dict[int, str]:
    """Gives the text of each two-byte code of a font, from its ToUnicode map (9.10.3); ranges are
    counted out.
    """
    if "/ToUnicode" not in font:
        return {}
    content = font.ToUnicode.read_bytes()
    texts = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", content, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>", block):
            texts[int(code, 16)] = _decoded(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", content, re.DOTALL):
        for first, last, text in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]+)>", block
        ):
            start = _decoded(text)
            for code in range(int(first, 16), int(last, 16) + 1):
                texts[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
        for first, _, listed in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.DOTALL
        ):
            for place, text in enumerate(re.findall(rb"<([0-9A-Fa-f\s]*)>", listed)):
                texts[int(first, 16) + place] = _decoded(text)
    return texts


def _decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", errors="replace")
