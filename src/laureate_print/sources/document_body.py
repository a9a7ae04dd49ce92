"""Reads the body of a Markdown document into blocks, each with its one message, and tells the
author's slips by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from laureate_print.model import Block, Body, Limits
from laureate_print.sources import markdown
from laureate_print.sources.languages import is_known

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_LINK = re.compile(r"https?://[^/\s]|mailto:[^@\s]+(?:@|%40)[^@\s]|tel:\+?[0-9(*#]|#")
_UNSEEN = " \n\u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff"
_NAMED = {"link_open": ("href", "title"), "image": ("src", "alt", "title")}  # by Markdown itself
_SLIPS = (
    (re.compile(r"(?<!\*)\*\*\*?(?!\*)"), "{} has no counterpart; write **words**"),
    (re.compile(r"(?:^|(?<=[\s(「『（]))[*_](?=[^\s*_])"), "{} has no counterpart; write *words*"),
    (re.compile("`"), "{} has no counterpart; write `code`, or \\` for the sign itself"),
    (re.compile(r"!\[\[[^\]]*\]\]"), "{} is no picture; write ![What it shows](photo.jpg)"),
    (re.compile(r"\[\^[^\]]+\]"), "the note {} has no text; write it below: {}: The note."),
    (re.compile(r"\[[^\[\]]+\]\[[^\[\]]*\]"), "the address behind {} is not given"),
    (re.compile("&[a-z][A-Za-z0-9]+;"), "{} is no sign that HTML knows; write the sign itself"),
    (re.compile(r"\]\([^)]*\)?"), "{} is no address; write [words](https://example.jp/)"),
)
_LINES = (
    (re.compile(r"#{1,6}[^#\s]"), "a heading has a space behind its {}"),
    (
        re.compile("#{1,6}[\u00a0\u3000]"),
        "the space behind {} is a wide or a fixed one; a heading has an ordinary space there",
    ),
    (re.compile("＃+"), "{} is of full width; a heading begins with # and a space"),
    (re.compile(r"[・●○■◆▪•]\s?(?=\S)"), "{} makes no list; begin each item with '- '"),
)
_TABLE = re.compile(r"\|.*\|\s*$", re.MULTILINE)
_NUMBER = re.compile(r"[(（]?(?:[0-9０-９]{1,2}|[a-z]|[가-하])[.)．）、]|[①-⑳]")
_LETTERS = re.compile(r"[^\w\s-]")
_HEADING = re.compile("h[1-6]")
_CONTINUES_ABOVE, _CONTINUES_BEFORE = "^^", "<<"


def read_body(
    text: str, offset: int, placeholders: Sequence[str], longest: int = Limits().message
) -> tuple[Body, list[str]]:
    """Gives the body of a document, and what its author has to mend: `line: what`.

    Args:
        text: Markdown, without the front matter.
        offset: how many lines stand before it in the file.
        placeholders: the names of the facts that the text may name as `{name}`.
        longest: how many characters a message may have.
    """
    from markdown_it.tree import SyntaxTreeNode

    reader = _Reader(text.split("\n"), offset, placeholders)
    reader.look_for_tabs()
    try:
        tokens, beyond = markdown.parsed(text, longest)
        for line, length in beyond:
            told = (
                f"a message of {length:,} characters, {longest:,} are allowed; make several of it"
            )
            reader.slip(
                f"{told}, or raise 'message' in [limits] of laureate.toml", offset + line + 1
            )
        blocks = reader.blocks(SyntaxTreeNode(tokens).children)
    except RecursionError:
        reader.slip("lists, quotations, marks or brackets stand too deep inside each other", offset)
        blocks = []
    title = reader.title(blocks)
    anchors = _anchors([title, *blocks, *reader.notes.values()])
    rest = [block for block in blocks if block.name != "h1"]
    reader.look_at_levels(rest)
    body = Body(title, _nested(_with_ids(rest, anchors), 2), dict(reader.notes))
    reader.look_at_references(body, anchors)
    return body, [f"{line}: {what}" for line, what in sorted(set(reader.slips))]


@dataclass(slots=True)
class _Reader:
    rows: Sequence[str]
    offset: int
    placeholders: Sequence[str]
    slips: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, Block] = field(default_factory=dict)
    _comments: list[str] = field(default_factory=list)
    _line: int = 1

    def slip(self, what: str, line: int = 0) -> None:
        self.slips.append((line or self._line, what))

    def look_for_tabs(self) -> None:
        fenced = False
        for number, row in enumerate(self.rows, self.offset + 1):
            fenced ^= row.lstrip().startswith("```")
            if "\t" in row and not fenced:
                self.slip("a tab; write spaces, or a table with | between its columns", number)

    def title(self, blocks: Sequence[Block]) -> Block:
        titles = [block for block in blocks if block.name == "h1"]
        for second in titles[1:]:
            self.slip("a second title; a document has one, write ## for a section", second.line)
        if not titles:
            self.slip("there is no title; begin with '# The title'", self.offset + 1)
        elif blocks[0].name != "h1":
            self.slip("this stands before the title", blocks[0].line)
        return titles[0] if titles else Block("h1", self.offset + 1)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        """Gives the blocks of one level."""
        found: list[Block] = []
        for node in nodes:
            self._line = (
                (node.map[0] if node.map else self._line - 1 - self.offset) + 1 + self.offset
            )
            if node.type == "html_block":
                self._html(node.content)
            elif node.type == "footnote_reference":
                self._note(node)
            elif _is_caption(node, found):
                caption = self._words("caption", _inline_of(node), strip=": ")
                found[-1] = replace(found[-1], blocks=(caption, *found[-1].blocks))
            else:
                found.append(self._block(node))
        return found

    def _block(self, node: SyntaxTreeNode) -> Block:
        self._look_at_attributes(node.attrs)
        makers: dict[str, Callable[[SyntaxTreeNode], Block]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "ordered_list": self._container,
            "bullet_list": self._container,
            "list_item": self._item,
            "blockquote": self._container,
            "dl": self._container,
            "dt": lambda node: self._words("dt", _inline_of(node)),
            "dd": self._item,
            "table": self._table,
            "fence": self._fence,
            "hr": lambda node: Block("hr", self._line),
        }
        if node.type not in makers:
            self.slip(f"{node.type.replace('_', ' ')} cannot stand in a document")
            return Block("p", self._line)
        return makers[node.type](node)

    def _fence(self, node: SyntaxTreeNode) -> Block:
        last = self.rows[node.map[1] - 1] if node.map else ""
        if not last.strip(" >").startswith(node.markup):
            self.slip(f"{node.markup} has no counterpart; write it below the code, too")
        return Block("pre", self._line, code=node.content)

    def _heading(self, node: SyntaxTreeNode) -> Block:
        if node.tag in ("h5", "h6"):
            self.slip("headings go down to ####")
        if not _inline_of(node).content.strip():
            self.slip(f"{node.markup} has no words behind it")
        return replace(self._words(node.tag, _inline_of(node)), attributes=_attributes(node))

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        tokens = _tokens(_inline_of(node))
        if len(tokens) == 1 and tokens[0].type == "image":
            return self._figure(tokens[0])
        self._look_at_lines(_inline_of(node).content)
        name = "" if node.hidden else "p"
        return replace(self._words(name, _inline_of(node)), attributes=_attributes(node))

    def _figure(self, image: Token) -> Block:
        comments, self._comments = tuple(self._comments), []
        size = {name: value for name, value in image.attrs.items() if name not in ("alt", "title")}
        alt = Block("img", self._line, image.content, _pairs(size), comments=comments)
        caption = str(image.attrs.get("title", ""))
        self._look_at(image.children or [])
        shown = (Block("figcaption", self._line, caption),) if caption else ()
        return Block("figure", self._line, blocks=(alt, *shown))

    def _container(self, node: SyntaxTreeNode) -> Block:
        line = self._line
        attributes = _attributes(node)
        return Block(
            node.tag, line, attributes=attributes, blocks=tuple(self.blocks(node.children))
        )

    def _item(self, node: SyntaxTreeNode) -> Block:
        if not node.children:
            self.slip("an item of a list has no words; write them, or take it out")
        return self._container(node)

    def _table(self, node: SyntaxTreeNode) -> Block:
        line, attributes = self._line, dict(_attributes(node))
        rows = [row for part in node.children for row in part.children]
        corner = _inline_of(rows[0].children[0]).content == ""
        classes = attributes.pop("class", "").split()
        heads = corner or "row-heads" in classes
        kept = " ".join(name for name in classes if name != "row-heads")
        head, *body = [self._row(row, heads) for row in rows]
        [head], body = _spanned([head]), _spanned(body)
        self._look_at_spans([head, *body])
        attributes |= {"class": kept} if kept else {}
        parts = (Block("thead", line, blocks=(head,)), *_row_groups(body))
        return Block("table", line, attributes=_pairs(attributes), blocks=parts)

    def _row(self, row: SyntaxTreeNode, heads: bool) -> Block:
        place = row.map[0] if row.map else 0
        self._line = place + 1 + self.offset
        self._look_at_row(self.rows[place], len(row.children))
        cells = []
        for column, cell in enumerate(row.children):
            is_head = cell.tag == "th" or (heads and column == 0)
            name = "th" if is_head and _inline_of(cell).content else "td"
            scope = {"scope": "col" if cell.tag == "th" else "row"} if name == "th" else {}
            align = {"text-align:right": "number", "text-align:center": "center"}
            kind = align.get(str(cell.attrs.get("style", "")))
            attributes = _pairs({**scope, **({"class": kind} if kind else {})})
            cells.append(replace(self._words(name, _inline_of(cell)), attributes=attributes))
        return Block("tr", self._line, blocks=tuple(cells))

    def _look_at_spans(self, rows: Sequence[Block]) -> None:
        for cell in (cell for row in rows for cell in row.blocks):
            for mark, where in ((_CONTINUES_ABOVE, "above"), (_CONTINUES_BEFORE, "before")):
                if cell.message == mark:
                    self.slip(f"{mark} has no cell {where} it", cell.line)
                elif cell.message.endswith(" " + mark):
                    self.slip(f"{mark} stands alone in the cell that goes on", cell.line)

    def _look_at_row(self, row: str, columns: int) -> None:
        from markdown_it.rules_block.table import escapedSplit

        cells = escapedSplit(row.strip().removeprefix("|").removesuffix("|"))
        if len(cells) != columns:
            self.slip(f"a row of {len(cells)} cells in a table of {columns} columns")

    def _note(self, node: SyntaxTreeNode) -> None:
        label, line = str(node.meta["label"]), self._line
        if label in self.notes:
            self.slip(f"a second note [^{label}]")
        blocks = tuple(self.blocks(node.children))
        if other := next((block for block in blocks if block.name != "p"), None):
            self.slip(f"a note has paragraphs alone, and here is a <{other.name}>", other.line)
        elif not any(block.message for block in blocks):
            self.slip(f"the note [^{label}] has no text", line)
        self.notes[label] = Block("note", line, blocks=blocks)

    def _html(self, content: str) -> None:
        comments, rest = _without_comments(content)
        for comment in comments:
            if comment.strip().startswith("i18n:"):
                self._comments.append(" ".join(comment.strip().removeprefix("i18n:").split()))
        if tag := re.search(r"<[^>\s]*>?", rest):
            self.slip(_no_html(tag[0]))

    def _words(self, name: str, node: SyntaxTreeNode, strip: str = "") -> Block:
        tokens = _tokens(node)
        self._look_at(tokens)
        message = markdown.message(tokens).removeprefix(strip)
        comments, self._comments = tuple(self._comments), []
        return Block(name, self._line, message, comments=comments)

    def _look_at_lines(self, content: str) -> None:
        for number, row in enumerate(content.split("\n")):
            for pattern, what in _LINES:
                if found := pattern.match(row):
                    self.slip(what.format(found[0].strip()), self._line + number)
        if _TABLE.match(content):
            self.slip("no table without a line |---|---| below its head")
        for number, (above, row) in enumerate(pairwise(content.split("\n")), 1):
            found = _NUMBER.match(row)
            if found and _NUMBER.match(above) and not above.endswith(("\\", "  ")):
                self.slip(
                    f"{found[0]} makes no list; begin each item with '1. '", self._line + number
                )

    def _look_at(self, tokens: Sequence[Token]) -> None:
        read = ""
        for token in tokens:
            read = "" if token.type == "link_open" else read + token.content.strip(_UNSEEN)
            if token.type == "link_close" and not read:
                self.slip("a link has no words; write [words](https://example.jp/)")
            if token.type == "html_inline" and not re.match("<!--|</", token.content):
                self.slip(_no_html(token.content))
            if token.type == "link_open" and not _LINK.match(str(token.attrs["href"])):
                self.slip(
                    f"the link leads to '{token.attrs['href']}', which is no address; write"
                    " https://example.jp/, mailto:name@example.jp, tel:+81… or # and a heading"
                )
            self._look_at_attributes(token.attrs, _NAMED.get(token.type, ()))
            if token.type == "text":
                self._look_at_text(token.content)

    def _look_at_attributes(
        self, attributes: Mapping[str, object], named: Sequence[str] = ()
    ) -> None:
        """Tells what stands in `{…}` and means nothing."""
        for name, value in attributes.items():
            if name not in (*markdown.ATTRIBUTES, *named):
                known = ", ".join(markdown.ATTRIBUTES)
                self.slip(f'{{{name}="{value}"}} says nothing here; there are {known}')
            elif name == "lang" and not is_known(str(value)):
                self.slip(
                    f'no language is called {{lang="{value}"}}; write a BCP 47 tag such as fr'
                )

    def _look_at_text(self, text: str) -> None:
        for pattern, what in _SLIPS:
            for found in pattern.finditer(text):
                self.slip(what.format(*[found[0]] * what.count("{}")))
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in self.placeholders:
                known = ", ".join(f"{{{known}}}" for known in self.placeholders)
                self.slip(f"{{{name}}} is no fact of this document ({known}); \\{{ for a brace")

    def look_at_levels(self, blocks: Sequence[Block]) -> None:
        level = 1
        for block in blocks:
            if _HEADING.fullmatch(block.name):
                own = int(block.name[1])
                if own > level + 1:
                    above, right = "#" * level, "#" * (level + 1)
                    self.slip(
                        f"a heading {'#' * own} under one of {above}; write {right}", block.line
                    )
                level = own

    def look_at_references(self, body: Body, anchors: dict[str, str]) -> None:
        """Tells notes to which nothing refers, and links to headings that are not there."""
        kept = [
            (block, mark) for block in body.all_blocks for mark in markdown.marks(block.message)
        ]
        called = {mark[2:-1] for _, mark in kept if mark.startswith("[^")}
        if not self.slips:  # a call alone is told already, as what looks like Markdown and is none
            for block, mark in kept:
                if mark.startswith("[^") and mark[2:-1] not in self.notes:
                    self.slip(f"there is no note {mark}", block.line)
        for label in self.notes.keys() - called:
            self.slip(f"nothing refers to the note [^{label}]", self.notes[label].line)
        for block, mark in kept:
            if mark.startswith("(#") and mark[2:-1] not in anchors.values():
                self.slip(f"no heading is called '{mark[1:-1]}'", block.line)


def _is_caption(node: SyntaxTreeNode, before: Sequence[Block]) -> bool:
    after_table = bool(before) and before[-1].name == "table"
    return after_table and node.type == "paragraph" and _inline_of(node).content.startswith(": ")


def _without_comments(content: str) -> tuple[list[str], str]:
    """Gives the comments of HTML, and what stands around them."""
    comments, rest, at = list[str](), "", 0
    while (begin := content.find("<!--", at)) >= 0 and (end := content.find("-->", begin + 4)) >= 0:
        comments.append(content[begin + 4 : end])
        rest += content[at:begin]
        at = end + 3
    return comments, rest + content[at:]


def _no_html(tag: str) -> str:
    hint = "end the line with \\" if tag.lower().startswith("<br") else "write Markdown"
    return f"{tag} is HTML, which a document does not hold; {hint}"


def _inline_of(node: SyntaxTreeNode) -> SyntaxTreeNode:
    return next(child for child in node.children if child.type == "inline")


def _tokens(node: SyntaxTreeNode) -> list[Token]:
    """Gives the marks and words of inline content, one after the other."""
    return (node.token.children if node.token else None) or []


def _attributes(node: SyntaxTreeNode) -> tuple[tuple[str, str], ...]:
    return _pairs(
        {name: value for name, value in node.attrs.items() if name in markdown.ATTRIBUTES}
    )


def _pairs(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())


def _spanned(rows: list[Block]) -> list[Block]:
    """Lets a cell reach over those that only say that it goes on: `^^` below it, `<<` behind it."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row.blocks):
            up = cell.message == _CONTINUES_ABOVE and (y - 1, x) in owner
            left = cell.message == _CONTINUES_BEFORE and (y, x - 1) in owner
            owner[y, x] = owner[y - 1, x] if up else owner[y, x - 1] if left else (y, x)
    columns = Counter((own, x) for (_, x), own in owner.items())
    lines = Counter((own, y) for (y, _), own in owner.items())
    spanned = []
    for y, row in enumerate(rows):
        cells = []
        for x, cell in enumerate(row.blocks):
            if owner[y, x] != (y, x):
                continue
            spans = {"rowspan": columns[(y, x), x], "colspan": lines[(y, x), y]}
            more = _pairs({name: count for name, count in spans.items() if count > 1})
            cells.append(replace(cell, attributes=cell.attributes + more))
        spanned.append(replace(row, blocks=tuple(cells)))
    return spanned


def _row_groups(rows: Sequence[Block]) -> Iterator[Block]:
    """Gives the rows of a table as one group; where a cell reaches over several rows, each row that
    stands by itself and each such set of rows, which no page may part.
    """
    ends = [
        place
        + max((int(dict(cell.attributes).get("rowspan", 1)) for cell in row.blocks), default=1)
        for place, row in enumerate(rows)
    ]
    if all(end == place + 1 for place, end in enumerate(ends)):
        yield Block("tbody", rows[0].line if rows else 0, blocks=tuple(rows))
        return
    start = end = 0
    for place, row_end in enumerate(ends):
        end = max(end, row_end)
        if end == place + 1:
            yield Block("tbody", rows[start].line, blocks=tuple(rows[start:end]))
            start = end


def slug(message: str) -> str:
    """Gives the name by which `#…` finds a heading: its words in small letters, hyphens between."""
    return "-".join(_LETTERS.sub("", markdown.plain(message).lower()).split())


def messages(document: Body) -> Iterator[Block]:
    """Gives each block that holds a message for translators, in their order."""
    for block in document.all_blocks:
        if block.message and markdown.has_words(block.message):
            yield block


def _anchors(blocks: Sequence[Block]) -> dict[str, str]:
    """Gives the ids that headings have or that links ask for, by the message of the heading."""
    asked = {
        mark[2:-1]
        for top in blocks
        for block in (top, *top.inner)
        for mark in markdown.marks(block.message)
        if mark.startswith("(#")
    }
    headings = [block for block in blocks if _HEADING.fullmatch(block.name)]
    own = {block.message: dict(block.attributes).get("id", "") for block in headings}
    return {
        message: given or slug(message)
        for message, given in own.items()
        if given or slug(message) in asked
    }


def _with_ids(blocks: Sequence[Block], anchors: Mapping[str, str]) -> list[Block]:
    found = []
    for block in blocks:
        is_heading = _HEADING.fullmatch(block.name)
        given = {**dict(block.attributes)}
        if is_heading and (anchor := anchors.get(block.message)):
            given["id"] = anchor
        found.append(replace(block, attributes=_pairs({**given})))
    return found


def _nested(blocks: Sequence[Block], level: int) -> tuple[Block, ...]:
    """Puts each heading and what follows it into a section, and deeper sections inside it."""
    places = [place for place, block in enumerate(blocks) if block.name == f"h{level}"]
    if not places:
        deeper = any(_HEADING.fullmatch(block.name) for block in blocks)
        return _nested(blocks, level + 1) if deeper else tuple(blocks)
    lead = tuple(blocks[: places[0]])
    ends = [*places[1:], len(blocks)]
    sections = []
    for start, end in zip(places, ends, strict=True):
        inside = _nested(blocks[start + 1 : end], level + 1)
        held = (Block("div", blocks[start].line, blocks=inside),) if level == 2 else inside
        sections.append(Block("section", blocks[start].line, blocks=(blocks[start], *held)))
    return (*lead, *sections)
