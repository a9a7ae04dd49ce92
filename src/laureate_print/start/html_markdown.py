"""Writes the HTML that mammoth gives as the Markdown of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

_MARKED = re.compile(r"[\\`\[\]{}^~]|(?<!\s)\*|\*(?!\s)|<(?=[A-Za-z/!?])|(?<!\w)_|_(?!\w)")
_LINE = re.compile(r"(\d{1,9})([.)])(?=\s|$)|([-+#>:=]|!(?=\[))")
# A sign by itself: ○○県, ・・・ and ■ before a heading are none.
_BULLET = re.compile(r"[・●○▪•‣◦]\s*(?=[^\s・●○▪•‣◦])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SAFE = "/:;,?=&@#%+$!'*~-._"  # what stays in an address between round brackets (RFC 3986, 2)
CODE = "\ue011"  # stands around what is no word of a language (Unicode's Private Use Area)
NUMBER = "\ue012"  # stands around the number that an item has in its list
_NUMBERED = re.compile(f"{NUMBER}(\\d+){NUMBER}")
_MARKS = {"em": "*", "strong": "**", "s": "~~"}
_LINE_ENDS = re.compile("[\u2028\u2029\v\f\x85]")  # soft returns as Pages writes them
_DEEPEST = 4
_HOLDERS = {"p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote"}
_BLOCKS = {"p", "ul", "ol", "table", "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6"}


class Writer:
    """Turns HTML into the title and the body of a document.

    `told` are the things that Markdown has not, each with its place.
    """

    def __init__(self, root: Any, alt: Callable[[str], str]) -> None:
        """Reads the whole text once.

        Args:
            root: the element around the text.
            alt: gives the alternative text of a picture.
        """
        self.told: list[str] = []
        self._alt = alt
        self._notes = {it.get("id"): it for it in root.iter("li") if _is_note(it)}
        self._numbers: dict[str, int] = {}
        self._level, self._tables = 1, 0
        self._blocks = [it for it in root if not _is_notes(it) and isinstance(it.tag, str)]
        self._anchors = _anchors(root)
        self._title = self._find_title()
        self._lift = _lift(self._blocks, self._title)

    def document(self, named: str) -> tuple[str, str]:
        """Gives the title, one line, and the body; `named` is the title that the file itself says,
        for a text that shows none.
        """
        title = self.inline(self._title, line=True) if self._title is not None else ""
        if not title:
            title = escaped(named)
            self.told.append("there is no title in the text; give one the style “Title” (表題)")
        blocks = self.blocks(it for it in self._blocks if it is not self._title)
        notes = [self._note(number) for number in range(1, len(self._notes) + 1)]
        return title, "\n\n".join([*blocks, *filter(None, notes)])

    def _find_title(self) -> Any:
        """Gives the paragraph that is the title: by its style, or the only heading of the first
        level if nothing but short lines stands before it.
        """
        named = [it for it in self._blocks if it.tag == "h1" and it.get("class") == "title"]
        first = [it for it in self._blocks if it.tag == "h1"]
        if named:
            return named[0]
        return first[0] if len(first) == 1 else None

    # blocks

    def blocks(self, elements: Iterable[Any]) -> list[str]:
        """Gives each block as Markdown; a caption goes to the table or picture beside it."""
        written: list[str] = []
        waiting = ""
        for element in elements:
            if element.get("class") == "caption":
                caption = self.inline(element, line=True)
                if written and not waiting and _captioned(written[-1]):
                    written[-1] = _with_caption(written[-1], caption)
                else:
                    waiting = caption
                continue
            block = self.block(element)
            if block and waiting:
                block = (
                    _with_caption(block, waiting) if _captioned(block) else f"{waiting}\n\n{block}"
                )
                waiting = ""
            self._put(written, block)
        if waiting:
            written.append(waiting)
        return written

    def _put(self, written: list[str], block: str) -> None:
        """Adds a block; items of one list that were typed by hand stand together."""
        if not block:
            return
        joined = block.startswith("- ") and "\n" not in block and written
        if joined and written[-1].startswith("- ") and "\n\n" not in written[-1]:
            written[-1] += f"\n{block}"
        else:
            written.append(block)

    def block(self, element: Any) -> str:
        """Gives one block as Markdown; nothing where it holds nothing."""
        tag = element.tag
        if re.fullmatch("h[1-6]", tag):
            return self._heading(element)
        if tag in ("ul", "ol"):
            return self._list(element)
        if tag == "table":
            return self._table(element)
        if tag == "blockquote":
            return _indented("\n\n".join(self.blocks(element)), "> ", "> ").replace("> \n", ">\n")
        return self._paragraph(element)

    def _heading(self, element: Any) -> str:
        words = self.inline(element, line=True)
        if not words:
            return ""
        wanted = int(element.tag[1]) + self._lift
        level = max(2, min(wanted, self._level + 1, _DEEPEST))
        if wanted > _DEEPEST:
            self.told.append(f"the heading “{_quoted(words)}” is of level {_DEEPEST} now")
        self._level = level
        return f"{'#' * level} {words}"

    def _paragraph(self, element: Any) -> str:
        text = self.inline(element)
        text = re.sub(r"^(\*{0,3})\u3000+", r"\1", text)  # indented by hand; the template does it
        if _BULLET.match(text):
            return f"- {_BULLET.sub('', text, count=1)}"
        return "\\\n".join(_line(row) for row in text.split("\\\n") if row.strip())

    def _list(self, element: Any) -> str:
        rows = []
        first = _NUMBERED.match("".join(element[0].itertext())) if len(element) else None
        number = int(first[1]) if first else 1
        for item in element:
            begin = f"{number}. " if element.tag == "ol" else "- "
            number += 1
            inside = _joined(self._parts(item))
            rows.append(_indented(inside, begin, " " * len(begin)))
        return "\n".join(rows)

    def _parts(self, element: Any) -> Iterator[tuple[bool, str]]:
        """Gives what an item or a cell holds: whether it is a block, and its Markdown."""
        inline = [element.text or ""]
        for part in element:
            if part.tag in _BLOCKS:
                if words := self._runs(inline).strip():
                    yield False, _line(words)
                inline = []
                yield part.tag != "p", self.block(part)
            else:
                inline.append(part)
            inline.append(part.tail or "")
        if words := self._runs(inline).strip():
            yield False, _line(words)

    # tables

    def _table(self, element: Any) -> str:
        self._tables += 1
        rows = [row for row in element.iter("tr") if _table_of(row) is element]
        headed = any(True for row in rows if row[:1] and all(cell.tag == "th" for cell in row))
        if len(rows) == 1 and len(rows[0]) == 1:
            self.told.append(f"table {self._tables}: the frame around a text is left out")
            return "\n\n".join(block for _, block in self._parts(rows[0][0]))
        grid = self._grid(rows)
        width = max(map(len, grid), default=0)
        if not width:
            return ""
        if not headed:
            self.told.append(f"table {self._tables}: its first row is taken for its head")
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in grid]
        rule = "|".join(_rule([row[x] for row in grid[1:] if x < len(row)]) for x in range(width))
        return "\n".join([lines[0], f"|{rule}|", *lines[1:]])

    def _grid(self, rows: list[Any]) -> list[list[str]]:
        """Gives the cells of each row; one that another reaches over says so (`^^`, `<<`)."""
        reached: dict[tuple[int, int], str] = {}
        grid = []
        for y, row in enumerate(rows):
            cells: list[str] = []
            for cell in row:
                while (y, len(cells)) in reached:
                    cells.append(reached[y, len(cells)])
                x, words = len(cells), self._cell(cell)
                words = _whole_bold(words) if y == 0 else words
                down, over = (int(cell.get(key, 1)) for key in ("rowspan", "colspan"))
                if y == 0 and (down, over) != (1, 1):
                    self.told.append(
                        f"table {self._tables}: the head cell “{_quoted(words)}” reached over"
                        " others, which are empty now: in the head of a Markdown table each column"
                        " has a cell of its own"
                    )
                marks = ("", "") if y == 0 else ("^^", "<<")
                for below in range(down):
                    for beside in range(over):
                        reached[y + below, x + beside] = marks[0] if below else marks[1]
                cells.append(words)
            while (y, len(cells)) in reached:
                cells.append(reached[y, len(cells)])
            grid.append(cells)
        return grid

    def _cell(self, cell: Any) -> str:
        parts = [*self._flat(cell)]
        if any(it.tag in ("ul", "ol", "table") for it in cell.iterdescendants()):
            self.told.append(f"table {self._tables}: a list or table inside a cell is words now")
        elif len(parts) > 1:
            self.told.append(f"table {self._tables}: the paragraphs of a cell are one now")
        words = " ".join(parts).replace("|", "\\|")
        return " ".join(words.replace("\\\n", " ").split())

    def _flat(self, element: Any) -> Iterator[str]:
        """Gives the words of each paragraph inside an element."""
        inline = [element.text or ""]
        for part in element:
            if part.tag in _HOLDERS:
                if words := self._runs(inline).strip():
                    yield words
                inline = []
                yield from self._flat(part)
            else:
                inline.append(part)
            inline.append(part.tail or "")
        if words := self._runs(inline).strip():
            yield words

    # words

    def inline(self, element: Any, line: bool = False) -> str:
        """Gives what is inside an element as inline Markdown; with `line` on one line."""
        mixed = [element.text or ""]
        for part in element:
            mixed += [part, part.tail or ""]
        words = self._runs(mixed).strip(" \u3000" if line else " ")
        return re.sub(r"(?<!\s)\s*\\\n\s*", " ", words) if line else words

    def _runs(self, mixed: Iterable[Any]) -> str:
        return "".join(
            "\\\n".join(map(escaped, _LINE_ENDS.split(it)))
            if isinstance(it, str)
            else self._mark(it)
            for it in mixed
        )

    def _mark(self, element: Any) -> str:
        tag = element.tag
        if tag == "br":
            return "\\\n"
        if tag == "img":
            source = element.get("src", "")
            return f"![{escaped(self._alt(source))}]({source})" if source else ""
        if tag == "input":
            return "☑" if element.get("checked") else "☐"
        if tag == "sup" and (note := self._note_called(element)):
            return note
        if tag in ("sup", "sub") and not any(map(self._note_called, element.iter("sup"))):
            sign = "^" if tag == "sup" else "~"
            words = re.sub(r"\s", r"\\ ", self.inside(element).strip())
            return f"{sign}{words}{sign}" if words else ""
        if tag == "a":
            return self._link(element, self.inside(element))
        return _around(self.inside(element), _MARKS.get(tag, ""))

    def inside(self, element: Any) -> str:
        """Gives the runs inside an element, spaces at its ends kept."""
        mixed = [element.text or ""]
        for part in element:
            mixed += [part, part.tail or ""]
        return self._runs(mixed)

    def _link(self, element: Any, words: str) -> str:
        address = element.get("href", "").strip()
        if not address or not words.strip():
            return words
        if address.startswith("#"):
            anchor = self._anchors.get(address[1:], "")
            if not anchor:
                self.told.append(f"the link “{_quoted(words)}” led to no heading; it is words now")
            return f"[{words}](#{anchor})" if anchor else words
        if not _SCHEME.match(address):
            self.told.append(f"the link “{_quoted(words)}” leads to {address}; it is words now")
            return words
        if address in (words, f"mailto:{words}") and not re.search(r"[\\<>]", words):
            return f"<{words}>"
        return f"[{words}]({quote(address, _SAFE)})"

    # notes

    def _note_called(self, element: Any) -> str:
        links = [it for it in element if it.tag == "a" and it.get("href", "#")[1:] in self._notes]
        if not links:
            return ""
        number = self._numbers.setdefault(links[0].get("href")[1:], len(self._numbers) + 1)
        return f"[^{number}]"

    def _note(self, number: int) -> str:
        found = [key for key, value in self._numbers.items() if value == number]
        if not found:
            return ""
        item = self._notes[found[0]]
        for back in [it for it in item.iter("a") if it.get("href", "").startswith("#") and
                     "-ref-" in it.get("href")]:  # fmt: skip
            back.getparent().remove(back)
        blocks = [words for _, words in self._parts(item) if words.strip()]
        if any(True for _ in item.iter("ul", "ol", "table")):
            self.told.append(f"the note {number} held a list or a table, which is paragraphs now")
            blocks = [_line(words) for words in self._flat(item)]
        if not blocks:
            self.told.append(f"the note {number} has no text")
        return _indented("\n\n".join(blocks), f"[^{number}]: ", "    ")


def escaped(text: str) -> str:
    """Gives plain text as inline Markdown: what would be a mark is none."""
    plain = re.sub(r"(?<!\s)\s*[\t\r\n]+\s*", " ", _NUMBERED.sub("", text))
    return "".join(
        f"`{part.replace('`', ' ')}`"
        if index % 2
        else _ENTITY.sub(r"\\&", _MARKED.sub(lambda it: f"\\{it[0]}", part))
        for index, part in enumerate(plain.split(CODE))
    )


def _line(text: str) -> str:
    """Gives a line whose beginning is no mark of a list, a heading or the like."""
    found = _LINE.match(text)
    if not found or text.startswith(("![", "[^")):
        return text
    return f"{found[1]}\\{text[found.end(1) :]}" if found[1] else f"\\{text}"


def _around(words: str, mark: str) -> str:
    """Puts marks around words, not around the spaces at their ends."""
    found = re.fullmatch(r"([\s\u3000]*)(.*?)([\s\u3000]*)", words, re.DOTALL)
    if not mark or not found or not found[2]:
        return words
    return f"{found[1]}{mark}{found[2]}{mark}{found[3]}"


def _whole_bold(words: str) -> str:
    """Gives words without the marks that make all of them bold, as a head is anyhow."""
    found = re.fullmatch(r"\*\*((?:(?!\*\*).)+)\*\*", words)
    return found[1] if found else words


def _joined(parts: Iterable[tuple[bool, str]]) -> str:
    """Joins what an item holds: a list below its words stands close to them, a paragraph apart."""
    text = ""
    for is_block, block in parts:
        if block:
            text += ("\n" if is_block else "\n\n") * bool(text) + block
    return text


def _indented(text: str, first: str, further: str) -> str:
    rows = text.split("\n")
    return "\n".join([first + rows[0], *(further + row if row else row for row in rows[1:])])


def _rule(cells: list[str]) -> str:
    """Gives how a column is aligned: numbers to the right, for they are compared."""
    numbers = [
        re.fullmatch(r"[-−△▲+]?[¥￥$€]?\d[\d,，.．٬٫’\u00a0\u202f]*[%％٪]?", it)
        for it in cells
        if it
    ]
    return "---:" if numbers and all(numbers) else "---"


def _captioned(block: str) -> bool:
    return block.startswith("|") or bool(re.fullmatch(r"!\[[^\]]*\]\(\S+\)", block))


def _with_caption(block: str, caption: str) -> str:
    if block.startswith("|"):
        return f"{block}\n\n: {caption}"
    plain = caption.replace('"', "”")
    return f'{block[:-1]} "{plain}")'


def _quoted(words: str) -> str:
    return words[:24] + ("…" if len(words) > 24 else "")


def _is_note(element: Any) -> bool:
    return bool(re.fullmatch(r"(?:foot|end)note-\S+", element.get("id") or ""))


def _is_notes(element: Any) -> bool:
    return element.tag in ("ol", "dl") and (not len(element) or any(map(_is_note, element)))


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"))


def _anchors(root: Any) -> dict[str, str]:
    """Gives the address of each heading that a bookmark stands in."""
    from laureate_print.sources.document_body import slug

    found = {}
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        for mark in heading.iter("a"):
            if mark.get("id"):
                found[mark.get("id")] = slug(escaped(heading.text_content()))
    return found


def _lift(blocks: Iterable[Any], title: Any) -> int:
    """Gives by how many levels headings go down: those below a title begin with the second."""
    levels = [
        int(it.tag[1]) for it in blocks if it is not title and re.fullmatch("h[1-6]", str(it.tag))
    ]
    return 2 - min(levels) if levels else 0
