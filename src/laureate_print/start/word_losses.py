"""Makes the text of a Word file ready for mammoth, and tells what of it cannot be taken over.

mammoth reads paragraphs, lists, tables, notes, links and pictures, and passes over the rest without
a place. Here readings become the notation that catalogs have, text boxes paragraphs, and each
thing that is lost a sentence with its place (ECMA-376, Part 1, 17; names without their namespaces,
which differ between the transitional and the strict form).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from laureate_print.start.html_markdown import CODE, NUMBER
from laureate_print.start.word_package import WordFile

# Private signs (Unicode's Private Use Area) that pass through mammoth and are gone behind it.
PICTURE = "\ue010"
_KANJI = re.compile(
    "[\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
TITLE = "laureate-title"  # a style of ours, by which mammoth knows the title
STYLES_OF_TITLES = ("title", "表題", "タイトル", "题目", "標題", "제목")
_HEADING = re.compile(r"heading|見出し|标题|標題|제목", re.IGNORECASE)
_BLACK = ("auto", "000000", "")
_FORMATS = {"decimal", "bullet", "none", "decimalFullWidth", "decimalHalfWidth", "decimalZero"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What the text says of a picture: its alternative text, whether it is ornament, what is cut
    off on the left, above, right and below (shares of its size), where it stands.
    """

    alt: str
    is_ornament: bool
    cut: tuple[float, float, float, float]
    place: str


@dataclass(slots=True)
class Prepared:
    """A tree that mammoth reads, and what was told of it."""

    root: Any
    told: list[str] = field(default_factory=list)


def name(element: Any) -> str:
    """Gives the name of an element without its namespace; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, key: str = "val") -> str:
    """Gives an attribute by its name without a namespace; nothing where there is none."""
    named = {} if element is None else element.attrib
    return next((str(it) for at, it in named.items() if at.rpartition("}")[2] == key), "")


def text(element: Any) -> str:
    """Gives the words inside an element, but those that were deleted."""
    parts = () if element is None else element.iter()
    return "".join(it.text or "" for it in parts if name(it) == "t")


def child(element: Any, wanted: str) -> Any:
    """Gives the first child of a name; nothing where there is none."""
    return next((it for it in element if name(it) == wanted), None)


def above(element: Any, wanted: str) -> Any:
    """Gives the nearest element of a name around one; nothing where there is none."""
    return next((it for it in element.iterancestors() if name(it) == wanted), None)


def prepare(file: WordFile, part: str, pictures: list[Picture], prefix: str = "") -> Prepared:
    """Gives a part of a Word file, ready to be read, with what is lost.

    Args:
        file: the Word file.
        part: the name of the part: the text, its footnotes or endnotes.
        pictures: those of the whole file, to which those of this part are added.
        prefix: what stands before each place, for a part that is not the text.
    """
    return _Preparation(file, part, pictures, prefix).prepared


class _Preparation:
    def __init__(self, file: WordFile, part: str, pictures: list[Picture], prefix: str) -> None:
        root = file.xml(part)
        self.prepared, self._pictures = Prepared(root), pictures
        self._file, self._prefix = file, prefix
        self._pairs = file.relationships()
        self._places: dict[Any, str] = dict(self._numbered(root))
        self._levels, self._counted = _list_levels(file), dict[tuple[str, str], int]()
        self._styles, self._numbered_styles = _style_names(file), _numbered_styles(file)
        if part == file.document:
            self._look_for_title()
        handlers = self._handlers()
        for step in ({"AlternateContent"}, handlers.keys() - {"AlternateContent"}):
            for element in [*root.iter()]:
                # What an earlier handler took out is no part of the text any more.
                if name(element) in step and _is_inside(element, root):
                    handlers[name(element)](element)

    def _look_for_title(self) -> None:
        """Takes the first centred line for the title where no style says which it is."""
        for paragraph in self._places:
            settings = child(paragraph, "pPr")
            if settings is None or above(paragraph, "tbl") is not None:
                continue
            style, place = child(settings, "pStyle"), child(settings, "jc")
            named = self._styles.get(value(style), "").lower()
            if named.startswith(STYLES_OF_TITLES) or named.endswith(" 1"):
                return
            if value(place) == "center" and text(paragraph).strip():
                self._lost(paragraph, "taken for the title, for it is the first centred line")
                if style is None:
                    style = settings.makeelement(settings.tag.replace("}pPr", "}pStyle"), {})
                    settings.insert(0, style)
                key = settings.tag.replace("}pPr", "}val")
                style.attrib.clear()
                style.set(key, TITLE)
                return

    def _handlers(self) -> dict[str, Callable[[Any], None]]:
        return {
            "AlternateContent": self._alternative,
            "ruby": self._ruby,
            "vanish": self._hidden,
            "em": _dots,
            "oMath": self._equation,
            "oMathPara": _unwrapped,
            "fldSimple": _unwrapped,
            "dir": _unwrapped,
            "bdo": _unwrapped,
            "cr": _line_end,
            "contentPart": lambda it: self._lost(it, "a drawing by hand is left out"),
            "graphicData": self._drawing,
            "docPr": self._picture,
            "object": self._object,
            "textbox": lambda it: self._lost(
                it, f"a text box stands behind it now: “{text(it)[:24]}”"
            ),
            "del": lambda it: self._change(it, "a deletion is carried out"),
            "moveFrom": lambda it: self._change(it, "a move is carried out"),
            "ins": lambda it: self._change(it, "an insertion is taken over"),
            "commentReference": self._comment,
            "color": self._colour,
            "highlight": lambda it: self._once(it, "coloured marking is left out", value(it)),
            "shd": self._shade,
            "strike": lambda it: self._lost(it, "words that are struck through stay as they are"),
            "dstrike": lambda it: self._lost(it, "words that are struck through stay as they are"),
            "u": _underlined,
            "numPr": self._numbers,
            "pStyle": self._style,
            "cols": self._columns,
            "textDirection": self._turned,
            "sym": self._symbol,
            "tab": self._tab,
            "headerReference": lambda it: self._margin(it, "header"),
            "footerReference": lambda it: self._margin(it, "footer"),
            "altChunk": lambda it: self._lost(it, "a file inside the file is left out"),
            "subDoc": lambda it: self._lost(it, "a file inside the file is left out"),
        }

    def _numbered(self, root: Any) -> Iterator[tuple[Any, str]]:
        """Gives each paragraph with its place: its number, or that of its table, and its words."""
        paragraphs = tables = 0
        for element in root.iter():
            if name(element) == "tbl" and above(element, "tbl") is None:
                tables += 1
            if name(element) != "p":
                continue
            words = " ".join(text(element).split())
            shown = f" (“{words[:24]}{'…' if len(words) > 24 else ''}”)" if words else ""
            if above(element, "tbl") is None:
                paragraphs += 1
                yield element, f"{self._prefix}paragraph {paragraphs}{shown}"
            else:
                yield element, f"{self._prefix}table {tables}{shown}"

    def place(self, element: Any) -> str:
        """Gives where an element stands."""
        inside = element if name(element) == "p" else above(element, "p")
        while inside is not None and inside not in self._places:
            inside = above(inside, "p")
        return self._places.get(inside, f"{self._prefix}the page")

    def _lost(self, element: Any, what: str) -> None:
        sentence = f"{self.place(element)}: {what}"
        if sentence not in self.prepared.told:
            self.prepared.told.append(sentence)

    def _once(self, element: Any, what: str, given: str) -> None:
        """Tells what many runs of a text have, at the first place alone."""
        if given != "none" and not any(it.endswith(what) for it in self.prepared.told):
            self._lost(element, what)

    # what becomes something else

    def _alternative(self, element: Any) -> None:
        """Takes the newer of two ways to say the same (17.17.3), and words out of a drawn box."""
        choice = child(element, "Choice")
        chosen = choice if choice is not None and len(choice) else child(element, "Fallback")
        inside = () if chosen is None else chosen.iter()
        words = [it for it in inside if name(it) == "txbxContent"]
        if words:
            self._box(element, words)
            _remove(element)
            return
        if chosen is not None:
            element.getparent().replace(element, chosen)
            _unwrapped(chosen)

    def _box(self, element: Any, words: list[Any]) -> None:
        paragraph = above(element, "p")
        if paragraph is None:
            return
        self._lost(element, f"a text box stands behind it now: “{text(words[0])[:24]}”")
        behind = [deepcopy(it) for part in words for it in part if name(it) in ("p", "tbl")]
        for part in reversed(behind):
            paragraph.addnext(part)
            for inner in part.iter():
                if name(inner) == "p":
                    self._places[inner] = f"{self.place(paragraph)}, text box"

    def _ruby(self, element: Any) -> None:
        base, reading = (text(child(element, part)) for part in ("rubyBase", "rt"))
        run = element.getparent()
        before = "".join(map(text, reversed([*run.itersiblings(preceding=True)])))
        plain = _KANJI.fullmatch(base) and not _KANJI.fullmatch(before[-1:])
        new = element.makeelement(element.tag.replace("ruby", "t"), {})
        new.text = f"{'' if plain else '｜'}{base}《{reading}》" if reading else base
        run.replace(element, new)

    def _hidden(self, element: Any) -> None:
        run = above(element, "r")
        if value(element) not in ("0", "false") and text(run).strip():
            self._lost(element, f"hidden words are left out: “{text(run)[:24]}”")
            _remove(run)

    def _equation(self, element: Any) -> None:
        words = "".join(it.text or "" for it in element.iter() if name(it) == "t")
        self._lost(
            element, f"an equation is a line of text now; see whether it is right: “{words}”"
        )
        code = f"{CODE}{words}{CODE}" if words.strip() else ""
        paragraph = above(element, "p")
        if paragraph is not None:
            element.getparent().replace(element, _run(paragraph, code))

    # pictures

    def _picture(self, element: Any) -> None:
        """Gives a picture a number in place of its alternative text, by which it is found again."""
        holder = element.getparent()
        found = [it for it in holder.iter() if name(it) in ("blip", "srcRect", "svgBlip")]
        blips = [it for it in found if name(it) == "blip"]
        if not blips:
            return
        for vector in (it for it in found if name(it) == "svgBlip"):
            for key in [at for at in blips[0].attrib if at.endswith("}embed")]:
                blips[0].set(key, value(vector, "embed"))
        cut = next((it for it in found if name(it) == "srcRect"), None)
        sides = [] if cut is None else [_share(value(cut, side)) for side in "ltrb"]
        ornament = any(
            name(it) == "decorative" and value(it) in ("1", "true") for it in element.iter()
        )
        alt = " ".join((value(element, "descr") or value(element, "title")).split())
        left, top, right, bottom = sides or [0.0] * 4
        self._pictures.append(
            Picture(alt, ornament, (left, top, right, bottom), self.place(element))
        )
        element.set("descr", f"{PICTURE}{len(self._pictures) - 1}")

    def _drawing(self, element: Any) -> None:
        kind = value(element, "uri").rpartition("/")[2]
        what = {
            "chart": "a chart", "diagram": "a SmartArt drawing", "wordprocessingShape": "a shape",
            "wordprocessingGroup": "a group of shapes", "wordprocessingCanvas": "a drawing",
            "chartex": "a chart", "model3d": "a model in three dimensions",
        }.get(kind)  # fmt: skip
        if what and not (kind == "wordprocessingShape" and not _shown(element)):
            self._lost(element, f"{what} is left out; save it as a picture and insert that")

    def _object(self, element: Any) -> None:
        self._lost(element, "an embedded object is left out; insert it as a picture")
        _remove(element)

    # what is lost

    def _change(self, element: Any, what: str) -> None:
        if name(element.getparent()) != "rPr" or name(element) == "del":
            self._once(element, f"changes are tracked: {what}, as Word shows it without marks", "")

    def _comment(self, element: Any) -> None:
        root = self._file.xml(f"{self._file.folder}/comments.xml")
        found = [it for it in (root if root is not None else ()) if
                 value(it, "id") == value(element, "id")]  # fmt: skip
        words = text(found[0])[:40] if found else ""
        self._lost(element, f"a comment is left out: “{words}”")

    def _colour(self, element: Any) -> None:
        run = above(element, "r")
        if value(element) not in _BLACK and text(run).strip():
            self._once(element, "coloured words are black now; say with words what colour said", "")

    def _shade(self, element: Any) -> None:
        if name(element.getparent()) in ("rPr", "tcPr") and value(element, "fill") not in (
            *_BLACK, "FFFFFF",
        ):  # fmt: skip
            self._once(element, "coloured grounds are left out", "")

    def _numbers(self, element: Any) -> None:
        """Gives an item its number, by which a list that goes on after other words is known."""
        settings = element.getparent()
        if name(settings) != "pPr":
            return
        number, level = child(element, "numId"), child(element, "ilvl")
        key = (
            value(number),
            value(level) or "0",
        )
        kind, start = self._levels.get(key, ("decimal", 1))
        style = child(settings, "pStyle")
        if _HEADING.search(self._styles.get(value(style), "")):
            self._lost(element, "the number of the heading is left out; write it, if it is needed")
        elif kind not in ("bullet", "none"):
            if kind not in _FORMATS:
                self._lost(element, f"the list counts 1, 2, 3 now, not by “{kind}”")
            for deeper in [it for it in self._counted if it[0] == key[0] and it[1] > key[1]]:
                del self._counted[deeper]
            self._counted[key] = self._counted.get(key, start - 1) + 1
            settings.addnext(_run(settings.getparent(), f"{NUMBER}{self._counted[key]}{NUMBER}"))

    def _style(self, element: Any) -> None:
        named = self._styles.get(value(element), "")
        if value(element) in self._numbered_styles and _HEADING.search(named):
            self._lost(element, "the number of the heading is left out; write it, if it is needed")

    def _columns(self, element: Any) -> None:
        if value(element, "num") not in ("", "1"):
            self._once(element, "columns are left out; the template says how the page is set", "")

    def _turned(self, element: Any) -> None:
        if value(element).startswith("tb") and value(element) != "tbLrV":
            self._once(element, "vertical text runs from left to right now", "")

    def _symbol(self, element: Any) -> None:
        from mammoth.docx.dingbats import dingbats

        font, code = value(element, "font"), value(element, "char")
        codes = (
            (int(code, 16), int(code[-2:], 16)) if re.fullmatch("[0-9A-Fa-f]{2,6}", code) else ()
        )
        if not any((font, it) in dingbats for it in codes):
            self._lost(element, f"a sign of the face {font} is left out; no other face has it")

    def _tab(self, element: Any) -> None:
        run = element.getparent()
        if name(run) == "r" and any(
            text(it).strip() for it in [run, *run.itersiblings(preceding=True)]
        ):
            self._lost(element, "a tab is a space now; for columns make a table in Word")

    def _margin(self, element: Any, kind: str) -> None:
        target = self._pairs.get(value(element, "id"), ("", ""))[0]
        root = self._file.xml(self._file.part(target)) if target else None
        words = " ".join(text(root).split())
        if re.search(r"[^\W\d_]", words):
            sentence = f"{kind} of the page: left out, the template has its own: “{words[:40]}”"
            if sentence not in self.prepared.told:
                self.prepared.told.append(sentence)


def _is_inside(element: Any, root: Any) -> bool:
    return element is root or any(it is root for it in element.iterancestors())


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _share(thousandths: str) -> float:
    """Gives a share of a picture's size; it is told in thousandths of a percent (20.1.10.41)."""
    try:
        return min(1.0, max(0.0, float(thousandths.rstrip("%") or 0) / 100_000))
    except ValueError:
        return 0.0


def _shown(shape: Any) -> bool:
    """Says whether a shape shows more than its words: they were taken over already."""
    return not any(name(it) == "txbxContent" for it in shape.iter())


def _dots(element: Any) -> None:
    """Lets dots of emphasis (圏点, 17.3.2.12) be emphasis."""
    if name(element.getparent()) == "rPr" and value(element) not in ("none", ""):
        element.addnext(element.makeelement(element.tag.replace("}em", "}i"), {}))


def _unwrapped(element: Any) -> None:
    """Puts what is inside an element into its place."""
    parent, at = element.getparent(), element.getparent().index(element)
    parent.remove(element)
    for offset, part in enumerate([*element]):
        parent.insert(at + offset, part)


def _line_end(element: Any) -> None:
    element.tag = element.tag.replace("}cr", "}br")


def _underlined(element: Any) -> None:
    """Lets an underline be emphasis, but that of a link."""
    run = above(element, "r")
    linked = run is None or above(run, "hyperlink") is not None or child(run, "fldChar") is not None
    style = child(element.getparent(), "rStyle")
    is_link = "yperlink" in value(style)
    if not linked and not is_link and value(element) not in ("none", "", "0", "false"):
        element.addnext(element.makeelement(element.tag.rpartition("}")[0] + "}i", {}))


def _style_names(file: WordFile) -> dict[str, str]:
    """Gives the name of each style by its id (17.7.4)."""
    root = file.xml(f"{file.folder}/styles.xml")
    styles = [it for it in (root if root is not None else ()) if name(it) == "style"]
    named = {value(it, "styleId"): child(it, "name") for it in styles}
    return {key: value(it) for key, it in named.items() if it is not None}


def _numbered_styles(file: WordFile) -> frozenset[str]:
    """Gives the ids of the styles that number their paragraphs."""
    root = file.xml(f"{file.folder}/styles.xml")
    styles = [it for it in (root if root is not None else ()) if name(it) == "style"]
    return frozenset(
        value(it, "styleId") for it in styles for inner in it.iter() if name(inner) == "numPr"
    )


def _run(paragraph: Any, words: str) -> Any:
    """Gives a run of words for a paragraph."""
    space = paragraph.tag.rpartition("}")[0] + "}"
    run = paragraph.makeelement(f"{space}r", {})
    held = paragraph.makeelement(f"{space}t", {})
    held.text = words
    run.append(held)
    return run


def _list_levels(file: WordFile) -> dict[tuple[str, str], tuple[str, int]]:
    """Gives how each level of each list counts, and from which number (17.9)."""
    root = file.xml(f"{file.folder}/numbering.xml")
    if root is None:
        return {}
    abstract = {value(it, "abstractNumId"): it for it in root if name(it) == "abstractNum"}
    found = {}
    for number in (it for it in root if name(it) == "num"):
        pointer = child(number, "abstractNumId")
        levels = abstract.get(value(pointer), ())
        for level in (it for it in levels if name(it) == "lvl"):
            kind, start = child(level, "numFmt"), child(level, "start")
            own = [it for it in number if value(it, "ilvl") == value(level, "ilvl")]
            again = child(own[0], "startOverride") if own else None
            begin = again if again is not None else start
            counts = value(begin)
            found[value(number, "numId"), value(level, "ilvl")] = (
                value(kind) or "decimal",
                int(counts) if counts.isdigit() else 1,
            )
    return found
