"""Says what each paragraph of a Word file is: title, heading, caption, quotation; by its style, by
its level in the outline, and where neither says it, by its look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from itertools import pairwise
from typing import Any

from laureate_print.start.word_package import WordFile
from laureate_print.start.word_styles import Style, is_on, outline_role, styles
from laureate_print.start.word_xml import above, child, made, name, remove, set_value, text, value

ROLE = "laureate-"  # styles of ours, by which mammoth knows what a paragraph is
_LONGEST = 80  # letters of a line that looks like a heading
_SHORTEST = 2  # letters; 記, which Japanese letters have in the middle, is no title
_SENTENCE = re.compile(r"[。．.！!？?、，,;:：；]$")
_MARKS = ("b", "i", "vanish")


class Roles:
    """What the paragraphs of one part are; each gets a style of ours, and its words get as settings
    of their own what their styles say of them.
    """

    def __init__(self, file: WordFile, root: Any, tell: Callable[[Any, str], None]) -> None:
        self._styles, self._tell, self._roles = styles(file), tell, dict[Any, str]()
        paragraphs = [it for it in root.iter() if name(it) == "p"]
        for paragraph in paragraphs:
            self._give(paragraph, self._role(paragraph))
            marks = self._style(child(paragraph, "pPr"), "pStyle").marks
            for run in [it for it in paragraph.iter() if name(it) == "r"]:
                self._mark(run, marks)
        for paragraph in [it for it in paragraphs if self._roles.get(it) == "toc"]:
            if paragraph.getnext() is not None or name(paragraph.getparent()) != "tc":
                remove(paragraph)
            tell(root, "the table of contents is left out; readers find headings without it")

    def of(self, paragraph: Any) -> str:
        """Gives the role of a paragraph; nothing for plain text."""
        return self._roles.get(paragraph, "")

    def is_heading(self, paragraph: Any) -> bool:
        """Says whether a paragraph is a heading or the title."""
        return bool(re.fullmatch(r"h\d|title", self.of(paragraph)))

    def guess(self, paragraphs: list[Any]) -> None:
        """Takes lines for the title or headings that look like them, where no style says which."""
        lines = [it for it in paragraphs if above(it, "tbl") is None and text(it).strip()]
        have_headings = any(self.of(it).startswith("h") for it in lines)
        self._guess_title(lines)
        for line, below in pairwise(lines):
            if not have_headings and self._looks_like_heading(line, below):
                self._give(line, "h2")
                self._tell(line, "taken for a heading, for it is a bold line by itself")

    def _guess_title(self, lines: list[Any]) -> None:
        for line in lines:
            if self.of(line) in ("title", "h1"):
                return
            is_centred = value(child(child(line, "pPr"), "jc")) == "center"
            is_bold = line is lines[0] and _all_bold(line) and len(text(line)) <= _LONGEST
            if is_bold or (is_centred and len(text(line).strip()) > _SHORTEST):
                why = "first centred line" if is_centred else "first line, and bold"
                self._tell(line, f"taken for the title, for it is the {why}")
                self._give(line, "title")
                return

    def _looks_like_heading(self, line: Any, below: Any) -> bool:
        words, settings = text(line).strip(), child(line, "pPr")
        if self.of(line) or child(settings, "numPr") is not None or not _all_bold(line):
            return False
        return len(words) <= _LONGEST and not _SENTENCE.search(words) and not _all_bold(below)

    def _role(self, paragraph: Any) -> str:
        settings = child(paragraph, "pPr")
        return outline_role(settings) or self._style(settings, "pStyle").role

    def _style(self, settings: Any, kind: str) -> Style:
        return self._styles.get(value(child(settings, kind)), Style())

    def _give(self, paragraph: Any, role: str) -> None:
        if not role:
            return
        settings = child(paragraph, "pPr")
        if settings is None:
            settings = made(paragraph, "pPr")
            paragraph.insert(0, settings)
        style = child(settings, "pStyle")
        if self._style(settings, "pStyle").is_numbered and re.fullmatch(r"h\d|title", role):
            self._tell(
                paragraph, "the number of the heading is left out; write it, if it is needed"
            )
        if style is None:
            style = made(settings, "pStyle")
            settings.insert(0, style)
        set_value(style, f"{ROLE}{role}")
        self._roles[paragraph] = role
        if self.is_heading(paragraph) and _all_bold(paragraph):
            for bold in [
                it for run in _shown_runs(paragraph) for it in run.iter() if name(it) == "b"
            ]:
                remove(bold)

    def _mark(self, run: Any, of_lines: Set[str]) -> None:
        """Gives a run as settings of its own what the styles of its words and paragraph say."""
        own = child(run, "rPr")
        of_words = self._style(own, "rStyle").marks
        for mark in _MARKS:
            if (mark in of_words or mark in of_lines) and child(own, mark) is None:
                if own is None:
                    own = made(run, "rPr")
                    run.insert(0, own)
                own.append(made(run, mark))
        if of_words:
            remove(child(own, "rStyle"))  # mammoth knows some styles by name, and would mark twice


def _shown_runs(paragraph: Any) -> list[Any]:
    return [it for it in paragraph.iter() if name(it) == "r" and text(it).strip()]


def _all_bold(paragraph: Any) -> bool:
    runs = _shown_runs(paragraph)
    return bool(runs) and all(is_on(child(child(run, "rPr"), "b")) for run in runs)
