"""Judges SVG pictures before they are drawn: what nothing draws as its author sees it is named.

svg2pdf and resvg, which draw them, leave out in silence what they do not know, and read files by
their path. So everything that points outside is refused here, and every letter has its face.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2
from lxml import etree

from laureate_print.errors import PictureError
from laureate_print.model import Face
from laureate_print.sources.fonts import Fonts, coverage

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
_LENGTH = re.compile(rf"\s*\+?({_NUMBER})\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE)
_SIDES = 0.001, 1_000_000  # px: beyond, nothing can be drawn
_UNDRAWN = {
    "foreignObject": "HTML inside the drawing",
    "script": "a script",
    "animate": "animation",
    "animateColor": "animation",
    "animateMotion": "animation",
    "animateTransform": "animation",
    "set": "animation",
    "video": "a film",
    "audio": "sound",
    "iframe": "a frame",
}
_UNKNOWN_FUNCTIONS = {
    *("var", "env", "attr", "calc", "oklch", "oklab", "lch", "lab", "hwb", "color", "color-mix"),
    *("device-cmyk", "icc-color", "light-dark"),
}
# Scripts whose letters change places and join: of South Asia, Tibet, Burma and Cambodia.
_JOINED = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")
_OUTLINES = "write colours, lengths and styles out as SVG 1.1 has them (in Inkscape: plain SVG)"
_INSIDE = "put what it shows into the drawing itself"
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG picture that was judged: its text for those who draw it, and its size in CSS px.

    `letters` are all characters of its words, which `faces` draw; `foreign` are families that it
    names for them and the project has not.
    """

    svg: str
    width: float
    height: float
    letters: str
    faces: tuple[Face, ...]
    foreign: tuple[str, ...]


def drawing(content: bytes, fonts: Fonts) -> Drawing:
    """Reads an SVG picture, and sets its words in the faces of the project.

    Raises:
        PictureError: it is no SVG, has no size, or holds what cannot be drawn as its author
            sees it.
    """
    root = _root(content)
    for element in root.iter():
        if element.tag is etree.PI and element.target == "xml-stylesheet":
            raise PictureError("it takes its styles from another file", _INSIDE)
        if isinstance(element.tag, str):
            _judge(element)
    width, height = _size(root)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    words = "".join(part for item in root.iter(f"{_SVG}text") for part in item.itertext())
    letters, wardrobe = "".join(dict.fromkeys(words)), _Wardrobe(fonts)
    faces: tuple[Face, ...] = ()
    if letters.strip():
        wardrobe.dress(root)
        wardrobe.part(root)
        faces = wardrobe.faces(letters)
    svg = etree.tostring(root, encoding="unicode")
    return Drawing(svg, width, height, letters, faces, tuple(wardrobe.foreign))


def _root(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PictureError(
            f"it is no SVG that can be read ({error})", "save it again as SVG"
        ) from error
    if root.tag != f"{_SVG}svg":
        raise PictureError("it is XML, but no SVG", 'its root should be <svg xmlns="…/2000/svg">')
    return root


def _judge(element: Any) -> None:
    name = etree.QName(element).localname
    parent = element.getparent()
    chosen = parent is not None and parent.tag == f"{_SVG}switch"  # a renderer may pass it over
    if name in _UNDRAWN and element.tag == f"{_SVG}{name}" and not chosen:
        raise PictureError(f"it holds {_UNDRAWN[name]} (<{name}>), which paper does not", _INSIDE)
    if "systemLanguage" in element.attrib:
        raise PictureError(
            "it changes with the reader's language (systemLanguage)", "make a picture for each"
        )
    for key, value in element.attrib.items():
        if key in ("href", _XLINK) and name != "a":
            _judge_link(name, value)
        elif key == "style":
            _judge_style(value)
        elif "(" in value and "{" not in key:
            _judge_value(value)
    if name == "style" and element.tag == f"{_SVG}style":
        _judge_style("".join(element.itertext()))


def _judge_link(name: str, link: str) -> None:
    link = link.strip()
    if link.startswith("data:image/svg"):
        raise PictureError("it holds another SVG picture as data", _INSIDE)
    if not link.startswith("#") and not (link.startswith("data:image/") and name != "use"):
        raise PictureError(f"it asks for {link[:60]}, which is outside of it", _INSIDE)


def _judge_style(style: str) -> None:
    for token in tinycss2.parse_component_value_list(style, skip_comments=True):
        if token.type == "at-keyword" and token.lower_value not in ("charset", "namespace"):
            raise PictureError(f"its styles have @{token.value}, which is not drawn", _OUTLINES)
    _judge_value(style)


def _judge_value(value: str) -> None:
    for token in _flat(tinycss2.parse_component_value_list(value, skip_comments=True)):
        if token.type == "function" and token.lower_name in _UNKNOWN_FUNCTIONS:
            raise PictureError(f"it uses {token.name}(), which is not drawn", _OUTLINES)
        if token.type == "function" and token.lower_name == "url":
            _judge_link(
                "", "".join(part.value for part in token.arguments if part.type == "string")
            )
        if token.type == "url":
            _judge_link("", token.value)


def _flat(tokens: Any) -> Iterator[Any]:
    for token in tokens:
        yield token
        for inner in ("content", "arguments"):
            yield from _flat(getattr(token, inner, None) or ())


def _size(root: Any) -> tuple[float, float]:
    """Gives width and height in CSS px: as the drawing says, else those of its view box.

    Raises:
        PictureError: it says neither, or nothing that can be drawn.
    """
    sides = _told_size(root)
    if not _SIDES[0] <= min(sides) <= max(sides) <= _SIDES[1]:
        size = " × ".join(f"{side:g}" for side in sides)
        raise PictureError(f"it is {size} px large", "give its <svg> another width and height")
    return sides


def _told_size(root: Any) -> tuple[float, float]:
    found = re.findall(rf"-?{_NUMBER}", root.get("viewBox", ""), re.IGNORECASE)
    box = [min(float(part), sys.float_info.max) for part in found]
    told = [_px(root.get(key, "")) for key in ("width", "height")]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        ratio = box[2] / box[3]
        width = told[0] or (told[1] * ratio if told[1] else box[2])
        return width, told[1] or (width / ratio if ratio else 0)
    if not told[0] or not told[1]:
        raise PictureError("it has no size", "give its <svg> width and height, or a viewBox")
    return told[0], told[1]


def _px(value: str) -> float:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _PX[found[2].lower()] if found else 0


class _Wardrobe:
    """Sets the words of a drawing in faces of the project, and notes which of the families that it
    names the project has not.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        stacks = [roles.get("text", ()) for _, roles in sorted(fonts.stacks.items())]
        usual = [*fonts.fallback("text"), *(family for stack in stacks for family in stack)]
        self.order = dict.fromkeys([*usual, *sorted(fonts.faces)])
        self._first = next(iter(self.order))
        self.own: dict[str, None] = {}
        self.foreign: dict[str, None] = {}

    def dress(self, root: Any) -> None:
        """Names a face of the project wherever the drawing names one, and at its root."""
        for element in root.iter(f"{_SVG}*"):
            if family := element.get("font-family"):
                element.set("font-family", self._chosen(_tokens(family)))
            if style := element.get("style"):
                element.set("style", self._styled(style))
        for sheet in root.iter(f"{_SVG}style"):
            rules = tinycss2.parse_stylesheet("".join(sheet.itertext()), True, True)
            sheet.text = "".join(
                f"{tinycss2.serialize(rule.prelude)}{{{self._styled(rule.content)}}}"
                for rule in rules
                if rule.type == "qualified-rule"
            )
        root.set("font-family", root.get("font-family") or self._chosen([]))

    def part(self, root: Any) -> None:
        """Gives each text one face that draws all of it, or else parts it into spans of one face
        each: what draws it leaves words out that need two more.

        Raises:
            PictureError: it has letters that join beside others: what draws it joins them by the
                rules of the first letter, and not over the end of a span.
        """
        for text in root.iter(f"{_SVG}text"):
            words = "".join(text.itertext())
            for chunk in _chunks(text):
                letters = [letter for letter in chunk if letter.isalpha()]
                if _JOINED.search(chunk) and not _JOINED.match(letters[0]):
                    raise _unjoined(chunk)
            needed = {ord(letter) for letter in words if not letter.isspace()}
            if any(self._covered(name, needed) == needed for name in (self._first, *self.own)):
                continue
            drawing = (name for name in self.order if self._covered(name, needed) == needed)
            alone = next(drawing, "")
            if alone:
                self.own[alone] = None
                for element in text.iter(f"{_SVG}*"):
                    element.set("style", f"{element.get('style', '')};font-family:'{alone}'")
            elif _JOINED.search(words):
                raise _unjoined(words)
            else:
                self._part(text)

    def _part(self, text: Any) -> None:
        for element in list(text.iter(f"{_SVG}*")):
            spans = self._spans(element.text or "")
            if spans:
                element.text = ""
                element[:0] = spans
            if element is not text and (spans := self._spans(element.tail or "")):
                element.tail = ""
                parent = element.getparent()
                place = parent.index(element) + 1
                parent[place:place] = spans

    def _spans(self, text: str) -> list[Any]:
        """Gives the parts of a text as spans; none where the face in force draws all of it."""
        parts: list[tuple[str, str]] = []
        for letter in text:
            family = self._family(letter, parts[-1][0] if parts else "")
            before = parts.pop()[1] if parts and parts[-1][0] == family else ""
            parts.append((family, before + letter))
        if all(not family for family, _ in parts):
            return []
        spans = []
        for family, words in parts:
            spans.append(etree.Element(f"{_SVG}tspan"))
            spans[-1].text = words
            if family:
                spans[-1].set("font-family", f"'{family}'")
        return spans

    def _family(self, letter: str, before: str) -> str:
        """Gives the family that a letter needs; nothing where the one in force draws it, which may
        be any that the drawing names.
        """
        needed = {ord(letter)}
        if before and (letter.isspace() or self._covered(before, needed)):
            return before
        if letter.isspace() or any(
            self._covered(name, needed) for name in (self._first, *self.own)
        ):
            return ""
        return next((name for name in self.order if self._covered(name, needed)), "")

    def _covered(self, family: str, letters: set[int]) -> set[int]:
        """Gives those of some code points that a family draws."""
        covered = coverage(self._fonts.faces[family][0])
        return {letter for letter in letters if letter in covered}

    def _styled(self, style: Any) -> str:
        entries = tinycss2.parse_declaration_list(style, True, True)
        return ";".join(self._declared(entry) for entry in entries if entry.type == "declaration")

    def _declared(self, entry: Any) -> str:
        value = entry.value
        if entry.lower_name == "font-family":
            text = self._chosen(value)
        elif entry.lower_name == "font":  # style, weight and size, then the families
            sizes = [n for n, it in enumerate(value) if it.type in ("dimension", "percentage")]
            head = value[: sizes[-1] + 1] if sizes else value
            text = f"{tinycss2.serialize(head)} {self._chosen(value[len(head) :])}"
        else:
            text = tinycss2.serialize(value)
        return f"{entry.name}:{text}{'!important' if entry.important else ''}"

    def _chosen(self, tokens: Any) -> str:
        """Gives the families of the project that stand in a list, the first face behind them."""
        names = [name for name in _named(tokens) if name not in _GENERIC]
        own = [name for name in names if name in self._fonts.faces]
        if not own:
            self.foreign.update(dict.fromkeys(names[:1]))
        self.own.update(dict.fromkeys(own))
        return ", ".join(f"'{name}'" for name in dict.fromkeys([*own, self._first]))

    def faces(self, letters: str) -> tuple[Face, ...]:
        """Gives the faces that draw these letters.

        Raises:
            PictureError: no face draws one of them.
        """
        needed = {ord(letter) for letter in letters if not letter.isspace()}
        chosen: list[Face] = []
        for family in dict.fromkeys([*self.own, *self.order]):
            covered = self._covered(family, needed)
            if family in self.own or family == self._first or covered:
                chosen += self._fonts.faces[family]
                needed -= covered
        if needed:
            raise PictureError(
                f"no face of this project draws '{chr(min(needed))}' (U+{min(needed):04X}) in it",
                "turn its words into paths, or name a face in fonts/fonts.toml",
            )
        return tuple(chosen)


def _chunks(text: Any) -> Iterator[str]:
    """Gives the words of a text in parts that are drawn by themselves: from each place on."""
    chunk = text.text or ""
    for element in text.iterdescendants(f"{_SVG}*"):
        if element.get("x") or element.get("y"):
            yield chunk
            chunk = ""
        chunk += (element.text or "") + (element.tail or "")
    yield chunk


def _unjoined(words: str) -> PictureError:
    return PictureError(
        f"the letters of its words '{' '.join(words.split())[:30]}' would not join",
        "give each script a <text> of its own, or turn the words into paths",
    )


def _tokens(value: str) -> Any:
    return tinycss2.parse_component_value_list(value, skip_comments=True)


def _named(tokens: Any) -> Iterator[str]:
    """Gives the family names of a list: strings, or names of several words."""
    words: list[str] = []
    for token in [*tokens, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            yield from [" ".join(words)] if words else []
            words = []
        elif token.type in ("ident", "string"):
            words.append(token.value)
        elif token.type in ("number", "dimension"):  # Source Sans 3, without quotation marks
            words.append(token.representation)
