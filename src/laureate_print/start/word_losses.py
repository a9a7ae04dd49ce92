"""Makes the text of a Word file ready for mammoth, and tells what of it cannot be taken over.

mammoth reads paragraphs, lists, tables, notes, links and pictures, and passes over the rest without
a place. Here readings become the notation that catalogs have, text boxes paragraphs, and each
thing that is lost a sentence with its place (ECMA-376, Part 1, 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from laureate_print.start.html_markdown import CODE, NUMBER
from laureate_print.start.word_drawings import (
    can_be_read,
    is_picture,
    share_of,
    shows_more,
    stands_in,
    with_picture,
)
from laureate_print.start.word_fields import (
    chosen_entry,
    drawn,
    equation_field,
    field_of,
    furigana,
    kind_of,
    line_of,
    with_reading,
)
from laureate_print.start.word_lists import list_levels
from laureate_print.start.word_marks import (
    dots,
    line_end,
    own_mark,
    struck,
    underlined,
    unwrapped,
)
from laureate_print.start.word_package import WordFile
from laureate_print.start.word_roles import Roles
from laureate_print.start.word_xml import above, child, made, name, remove, run_of, text, value

# Private signs (Unicode's Private Use Area) that pass through mammoth and are gone behind it.
PICTURE = "\ue010"
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


def prepare(file: WordFile, part: str, pictures: list[Picture], prefix: str = "") -> Prepared:
    """Gives a part of a Word file, ready to be read, with what is lost.

    Args:
        file: the Word file.
        part: the name of the part: the text, its footnotes or endnotes.
        pictures: those of the whole file, to which those of this part are added.
        prefix: what stands before each place, for a part that is not the text.
    """
    return _Preparation(file, part, pictures, prefix).prepared


_COUNTED = ("PAGE", "NUMPAGES", "PAGEREF", "NOTEREF")  # fields that show a number of Word's


class _Preparation:
    def __init__(self, file: WordFile, part: str, pictures: list[Picture], prefix: str) -> None:
        root = file.xml(part)
        self.prepared, self._pictures = Prepared(root), pictures
        self._file, self._prefix = file, prefix
        self._pairs = file.relationships(part)
        self._places: dict[Any, str] = dict(self._numbered(root))
        self._levels, self._counted = list_levels(file), dict[tuple[str, str], int]()
        self._words_begin = dict[Any, int]()  # at which part of each line with tabs
        handlers = self._handlers()
        self._go_through(root, {"AlternateContent": self._alternative})
        self._roles = Roles(file, root, self._lost)
        if part == file.document:
            self._roles.guess([it for it in root.iter() if name(it) == "p"])
        self._set_pictures_apart(root)
        self._go_through(root, handlers)

    def _go_through(self, root: Any, handlers: dict[str, Callable[[Any], None]]) -> None:
        for element in [*root.iter()]:
            # What an earlier handler took out is no part of the text any more.
            if name(element) in handlers and _is_inside(element, root):
                handlers[name(element)](element)

    def _handlers(self) -> dict[str, Callable[[Any], None]]:
        return {
            "ruby": self._ruby,
            "vanish": self._hidden,
            "em": dots,
            "fldChar": self._field,
            "showingPlcHdr": self._unfilled,
            "rFonts": self._symbols,
            "jc": self._edge,
            "rect": self._rule,
            "textpath": self._word_art,
            "drawing": self._drawn_box,
            "footnoteReference": own_mark,
            "endnoteReference": own_mark,
            "oMath": self._equation,
            "oMathPara": unwrapped,
            "fldSimple": unwrapped,
            "dir": unwrapped,
            "bdo": unwrapped,
            "cr": line_end,
            "contentPart": lambda it: self._lost(it, "a drawing by hand is left out"),
            "graphicData": self._drawing,
            "docPr": self._picture,
            "imagedata": self._old_picture,
            "object": self._object,
            "textbox": lambda it: self._tell_box(it, child(it, "txbxContent")),
            "del": lambda it: self._change(it, "a deletion is carried out"),
            "moveFrom": lambda it: self._change(it, "a move is carried out"),
            "ins": lambda it: self._change(it, "an insertion is taken over"),
            "commentReference": self._comment,
            "color": self._colour,
            "highlight": lambda it: self._once(it, "coloured marking is left out", value(it)),
            "shd": self._shade,
            "dstrike": struck,
            "u": underlined,
            "numPr": self._numbers,
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
            if name(element) != "p" or above(element, "txbxContent") is not None:
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
        chosen = choice if can_be_read(choice) else child(element, "Fallback")
        inside = () if chosen is None else chosen.iter()
        words = [it for it in inside if name(it) == "txbxContent"]
        if words:
            self._box(element, words, chosen)
            remove(element)
            return
        if chosen is not None:
            element.getparent().replace(element, chosen)
            unwrapped(chosen)

    def _box(self, element: Any, words: list[Any], drawing: Any) -> None:
        """Puts the paragraphs of text boxes behind the one in which they are anchored."""
        paragraph = above(element, "p")
        if paragraph is None:
            return
        self._tell_box(element, words[0])
        pictures = (it for it in drawing.iter() if name(it) in ("blip", "imagedata"))
        if any(above(it, "txbxContent") not in words for it in pictures):
            self._lost(element, "the drawing around a text box is left out; insert it as a picture")
        behind = [deepcopy(it) for part in words for it in part if name(it) in ("p", "tbl")]
        for part in reversed(behind):
            paragraph.addnext(part)
            for inner in part.iter():
                if name(inner) == "p":
                    self._places[inner] = f"{self.place(paragraph)}, text box"

    def _tell_box(self, element: Any, words: Any) -> None:
        shown = " ".join(text(words).split())
        self._lost(element, f"a text box stands behind it now: “{shown[:24]}”")

    def _ruby(self, element: Any) -> None:
        base, reading = (text(child(element, part)) for part in ("rubyBase", "rt"))
        run = element.getparent()
        run.replace(element, made(element, "t", with_reading(run, base, reading)))

    def _field(self, element: Any) -> None:
        """Gives a field that shows no words, as equation fields do, its words (17.16); tells which
        numbers were counted by Word.
        """
        if value(element, "fldCharType") != "begin":
            return
        run = element.getparent()
        kind = kind_of(run)
        if kind not in (*_COUNTED, "EQ", "FORMDROPDOWN"):
            return
        parts = field_of(run)
        code = "".join(it.text or "" for part in parts for it in part.iter("{*}instrText"))
        if kind in _COUNTED:
            shown = "".join(map(text, parts))
            self._lost(run, f"“{shown}” is a number that Word counted; see whether it is right")
        words = ""
        if kind == "EQ":
            base, reading = furigana(code)
            words = with_reading(run, base, reading) if base else equation_field(code)
        elif kind == "FORMDROPDOWN":
            words = chosen_entry(run)
        if not words:
            return
        if kind == "EQ" and not furigana(code)[0]:
            self._lost(run, f"an equation field is words now; see whether it is right: “{words}”")
        run.addprevious(_said(run.getparent(), words))
        for part in parts:
            remove(part)

    def _unfilled(self, element: Any) -> None:
        control = above(element, "sdt")
        self._lost(control, f"a field that was not filled in is left out: “{text(control)}”")
        remove(control)

    def _symbols(self, element: Any) -> None:
        face, run = value(element, "ascii") or value(element, "hAnsi"), above(element, "r")
        if run is not None and drawn(run, face):
            self._lost(run, f"a sign of the face {face} is left out; no other face has it")

    def _hidden(self, element: Any) -> None:
        run = above(element, "r")
        if value(element) not in ("0", "false") and run is not None and text(run).strip():
            self._lost(element, f"hidden words are left out: “{text(run)[:24]}”")
            remove(run)

    def _equation(self, element: Any) -> None:
        words = line_of(element)
        self._lost(
            element, f"an equation is a line of text now; see whether it is right: “{words}”"
        )
        code = f"{CODE}{words}{CODE}" if words.strip() else ""
        paragraph = above(element, "p")
        if paragraph is not None:
            element.getparent().replace(element, _said(paragraph, code))

    # pictures

    def _set_pictures_apart(self, root: Any) -> None:
        """Lets pictures among the words of a paragraph stand behind it: here they are as large as
        the page allows.
        """
        for paragraph in [it for it in root.iter() if name(it) == "p"]:
            settings = child(paragraph, "pPr")
            held = above(paragraph, "tbl") is not None or child(settings, "numPr") is not None
            pictures = [it for it in paragraph.iter("{*}drawing", "{*}pict") if is_picture(it)]
            pictures = [it for it in pictures if stands_in(it, paragraph)]
            words = text(paragraph).strip()
            pictures = pictures if words else pictures[1:]
            if held or not pictures:
                continue
            if words and any(name(it) == "inline" for picture in pictures for it in picture):
                self._lost(paragraph, "a picture among its words stands behind it now")
            for picture in reversed(pictures):
                apart = made(paragraph, "p")
                apart.append(run_of(paragraph, picture))
                paragraph.addnext(apart)
                self._places[apart] = self.place(paragraph)

    def _drawn_box(self, element: Any) -> None:
        words = [it for it in element.iter() if name(it) == "txbxContent"]
        if words:
            self._box(element, words, element)
            remove(element)

    def _word_art(self, element: Any) -> None:
        run, words = above(element, "r"), value(element, "string")
        if run is not None and words.strip():
            self._lost(element, f"WordArt is plain words now: “{words}”")
            run.addnext(_said(run.getparent(), words))

    def _picture(self, element: Any) -> None:
        """Gives a picture a number in place of its alternative text, by which it is found again."""
        holder = element.getparent()
        found = [it for it in holder.iter() if name(it) in ("blip", "srcRect", "svgBlip")]
        blips = [it for it in found if name(it) == "blip"]
        if not blips:
            return
        embedded = value(blips[0], "embed")
        if embedded and self._pairs and embedded not in self._pairs:
            self._lost(element, "a picture is left out: it is not in the file; insert it anew")
            remove(blips[0])
            return
        for vector in (it for it in found if name(it) == "svgBlip"):
            for key in [at for at in blips[0].attrib if at.endswith("}embed")]:
                blips[0].set(key, value(vector, "embed"))
        cut = next((it for it in found if name(it) == "srcRect"), None)
        sides = [] if cut is None else [share_of(value(cut, side)) for side in "ltrb"]
        ornament = any(
            name(it) == "decorative" and value(it) in ("1", "true") for it in element.iter()
        )
        alt = " ".join((value(element, "descr") or value(element, "title")).split())
        left, top, right, bottom = sides or [0.0] * 4
        self._pictures.append(
            Picture(alt, ornament, (left, top, right, bottom), self.place(element))
        )
        element.set("descr", f"{PICTURE}{len(self._pictures) - 1}")

    def _old_picture(self, element: Any) -> None:
        """Writes a picture of Word 2003 (VML) as newer ones are: mammoth loses its description."""
        alt = " ".join((value(element.getparent(), "alt") or value(element, "title")).split())
        self._pictures.append(Picture(alt, False, (0.0, 0.0, 0.0, 0.0), self.place(element)))
        old = above(element, "pict")
        if old is not None:
            mark = f"{PICTURE}{len(self._pictures) - 1}"
            old.getparent().replace(old, with_picture(old, value(element, "id"), mark))

    def _drawing(self, element: Any) -> None:
        kind = value(element, "uri").rpartition("/")[2]
        what = {
            "chart": "a chart", "diagram": "a SmartArt drawing", "wordprocessingShape": "a shape",
            "wordprocessingGroup": "a group of shapes", "wordprocessingCanvas": "a drawing",
            "chartex": "a chart", "model3d": "a model in three dimensions",
        }.get(kind)  # fmt: skip
        if what and not (kind == "wordprocessingShape" and not shows_more(element)):
            self._lost(element, f"{what} is left out; save it as a picture and insert that")

    def _object(self, element: Any) -> None:
        self._lost(element, "an embedded object is left out; insert it as a picture")
        remove(element)

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

    def _edge(self, element: Any) -> None:
        paragraph = above(element, "p")
        is_plain = paragraph is not None and not self._roles.of(paragraph)
        is_set = value(element) in ("right", "end", "center") and above(element, "tbl") is None
        if is_plain and is_set and text(paragraph).strip():
            self._once(element, "lines at the right or in the middle begin at the edge now", "")

    def _rule(self, element: Any) -> None:
        if value(element, "hr") in ("t", "true", "1"):
            self._lost(element, "a line across the page is left out; write --- where it shall be")

    def _colour(self, element: Any) -> None:
        run = above(element, "r")
        if run is None or above(run, "hyperlink") is not None:
            return
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
        if self._roles.is_heading(settings.getparent()):
            self._lost(element, "the number of the heading is left out; write it, if it is needed")
        elif kind not in ("bullet", "none"):
            if kind not in _FORMATS:
                self._lost(element, f"the list counts 1, 2, 3 now, not by “{kind}”")
            for deeper in [it for it in self._counted if it[0] == key[0] and it[1] > key[1]]:
                del self._counted[deeper]
            self._counted[key] = self._counted.get(key, start - 1) + 1
            number_of_it = f"{NUMBER}{self._counted[key]}{NUMBER}"
            settings.addnext(_said(settings.getparent(), number_of_it))

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
        if name(run) != "r":
            return
        line = run.getparent()
        if line not in self._words_begin:
            begins = (place for place, it in enumerate(line) if text(it).strip())
            self._words_begin[line] = next(begins, len(line))
        if line.index(run) >= self._words_begin[line]:
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


def _said(paragraph: Any, words: str) -> Any:
    """Gives a run of words for a paragraph."""
    return run_of(paragraph, made(paragraph, "t", words))
