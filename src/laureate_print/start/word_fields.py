"""Gives what Word draws out of codes as the words that it shows: equation fields, equations, signs
of symbol faces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from laureate_print.start.word_xml import child, name, text, value

# What Word made of furigana before it had ruby: EQ \o\ad(\s\up 9(reading),base).
_RAISED = re.compile(r"\\s\s*\\up\s*[\d.]*\s*\((?P<reading>[^()]*)\)\s*[,;]\s*(?P<base>[^()]*)\)")
_KANJI = re.compile(
    "[\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_ARGUMENTS = re.compile(r"\(([^()]*)\)")
_LONGEST_KIND = 100  # letters in which the code of a field says what it is
_BETWEEN = {"sSup": "^", "sSub": "_", "f": "/"}
_PRIVATE = 0xF000  # where Word puts the codes of a symbol face (Unicode's Private Use Area)


def furigana(code: str) -> tuple[str, str]:
    """Gives the base and the reading that an equation field draws; nothing where it draws none."""
    found = _RAISED.search(code)
    return (found["base"].strip(), found["reading"].strip()) if found else ("", "")


def equation_field(code: str) -> str:
    """Gives the words of an equation field, with a space between its parts."""
    parts = [part for found in _ARGUMENTS.findall(code) for part in re.split("[,;]", found)]
    return " ".join(part.strip() for part in parts if part.strip())


def line_of(equation: Any) -> str:
    """Gives an equation (22.1) as a line: powers by ^, indices by _, fractions by /."""
    return "".join(_pieces(equation))


def _pieces(element: Any) -> Iterator[str]:
    for part in element:
        kind = name(part)
        if kind == "t":
            yield part.text or ""
        elif kind in _BETWEEN:
            first, *rest = [line_of(it) for it in part if not name(it).endswith("Pr")] or [""]
            yield _BETWEEN[kind].join([_held(first) if kind == "f" else first, *map(_held, rest)])
        elif kind == "rad":
            yield f"√({line_of(child(part, 'e'))})"
        elif not kind.endswith("Pr"):
            yield from _pieces(part)


def _held(part: str) -> str:
    return part if part.isalnum() else f"({part})"


def drawn(run: Any, face: str) -> list[str]:
    """Puts the signs that a symbol face draws into a run, in place of its codes; gives those that
    no other face has. Of all other faces it changes nothing.
    """
    from mammoth.docx.dingbats import dingbats

    if not any(face == known for known, _ in dingbats):
        return []
    lost = []
    for held in (it for it in run if name(it) == "t"):
        signs = []
        for sign in held.text or "":
            code = ord(sign) - _PRIVATE if ord(sign) >= _PRIVATE else ord(sign)
            is_of_it = 0x20 < code < 0x100
            found = dingbats.get((face, code)) if is_of_it else ord(sign)
            signs.append(chr(found) if found else "")
            lost += [] if found else [sign]
        held.text = "".join(signs)
    return lost


def with_reading(run: Any, base: str, reading: str) -> str:
    """Gives furigana as catalogs write it; a base that is not plainly told begins with ｜."""
    before = "".join(map(text, reversed([*run.itersiblings(preceding=True)])))
    plain = _KANJI.fullmatch(base) and not _KANJI.fullmatch(before[-1:])
    return f"{'' if plain else '｜'}{base}《{reading}》" if reading else base


def kind_of(begin: Any) -> str:
    """Gives the kind of the field that a run begins, such as PAGE: the first word of its code."""
    code = ""
    for part in chain((begin,), begin.itersiblings()):
        code += "".join(it.text or "" for it in part.iter("{*}instrText"))
        marks = [value(it, "fldCharType") for it in part if name(it) == "fldChar"]
        if (
            len(code.split()) > 1
            or len(code) > _LONGEST_KIND
            or not {"separate", "end"}.isdisjoint(marks)
        ):
            break
    return (code.split() or [""])[0].upper()


def field_of(begin: Any) -> list[Any]:
    """Gives the runs of a field, from the one that begins it to the one that ends it."""
    parts, depth = [], 0
    for part in chain((begin,), begin.itersiblings()):
        parts.append(part)
        marks = [value(it, "fldCharType") for it in part if name(it) == "fldChar"]
        depth += marks.count("begin") - marks.count("end")
        if depth <= 0:
            break
    return parts


def chosen_entry(run: Any) -> str:
    """Gives what is chosen in a list of a form (17.16.12)."""
    entries = [value(it) for it in run.iter() if name(it) == "listEntry"]
    result = [value(it) for it in run.iter() if name(it) in ("result", "default")]
    at = int(result[0]) if result and result[0].isdigit() else 0
    return entries[at] if at < len(entries) else ""
