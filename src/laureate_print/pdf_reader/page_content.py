"""What each page of a PDF shows: the text of its marked content, its artifacts, the codes of its
fonts, the colour spaces that it paints in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pikepdf

from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.fonts import Font
from laureate_print.pdf_reader.objects import ObjectKey, dictionary, entry, name_of

MarkKey = tuple[ObjectKey, int]
_DEVICE_SPACES = {
    "g": "DeviceGray",
    "G": "DeviceGray",
    "rg": "DeviceRGB",
    "RG": "DeviceRGB",
    "k": "DeviceCMYK",
    "K": "DeviceCMYK",
}


@dataclass(slots=True)
class PageContent:
    """What a page shows. `texts` are those of marked-content sequences, by page or form and
    identifier (14.7.4), in the order of drawing.

    `artifacts` are the texts of sequences that are no part of the document (14.8.2.2), `unmarked`
    is what stands in neither; `codes` are those that are shown in each font.
    """

    texts: dict[MarkKey, str] = field(default_factory=dict)
    artifact_texts: dict[MarkKey, str] = field(default_factory=dict)
    unmarked: str = ""
    colours: dict[str, None] = field(default_factory=dict)
    codes: dict[Font, set[int]] = field(default_factory=dict)

    @property
    def artifacts(self) -> tuple[str, ...]:
        """The text of each artifact, such as a page number."""
        return tuple(text for text in self.artifact_texts.values() if text)


@dataclass(slots=True)
class _PageRun(content.Run[content.State]):
    page: PageContent = field(default_factory=PageContent)
    drawn: set[ObjectKey] = field(default_factory=set)
    silent: bool = False  # what patterns and glyph procedures draw is no text

    def note(self, text: str) -> None:
        """Adds a text where it belongs; one for which ActualText stands in is left out."""
        if self.silent or any(mark.actual_text is not None for mark in self.marks):
            return
        self.add(text)

    def add(self, text: str) -> None:
        key = _holder(self.marks)
        if key is None:
            self.page.unmarked += text
        else:
            texts = self.page.artifact_texts if key[1] < 0 else self.page.texts
            texts[key] = texts.get(key, "") + text


def _holder(marks: Sequence[content.Mark]) -> MarkKey | None:
    return next((mark.key for mark in reversed(marks) if mark.key is not None), None)


@dataclass(frozen=True, slots=True)
class Contents:
    """What all pages of a PDF show, and the walk that read them, with its fonts and complaints."""

    pages: tuple[PageContent, ...]
    walk: content.Walk


def _is_reversed(marks: Sequence[content.Mark]) -> bool:
    """Whether each string is shown backwards, as right-to-left text may be (14.8.2.3.3)."""
    return any(mark.tag == "ReversedChars" for mark in marks)


def read_pages(pdf: pikepdf.Pdf) -> Contents:
    """Gives what each page shows."""
    walk = content.Walk(_ACTIONS)
    pages = []
    for page in pdf.pages:
        run = _PageRun(walk, content.resources_of(page), content.State(), page.obj.objgen)
        walk.perform(run, page)
        pages.append(run.page)
    return Contents(tuple(pages), walk)


def _begin(run: _PageRun, tag: object, properties: object = None) -> None:
    """Opens a sequence; an artifact gets a number below zero, unless content holds it."""
    holder, replaced = _holder(run.marks), any(mark.actual_text is not None for mark in run.marks)
    content.begin_mark(run, tag, properties)
    mark = run.marks[-1]
    if mark.tag == "Artifact" and holder is None:
        key = (run.owner, -1 - len(run.page.artifact_texts))
        run.marks[-1] = mark = replace(mark, key=key)
        run.page.artifact_texts[key] = ""
    if mark.actual_text is not None and not replaced and not run.silent:
        run.add(mark.actual_text)


def _show(run: _PageRun, *operands: object) -> None:
    font = run.state.font
    if font is None or not operands:
        return
    strings = list(map(font.codes, content.strings(operands[-1])))
    used = run.page.codes.setdefault(font, set())
    used.update(*strings)
    texts = [font.shown(codes) for codes in strings]
    run.note("".join(text[::-1] for text in texts) if _is_reversed(run.marks) else "".join(texts))
    if font.kind == "Type3":
        for procedure in filter(None, map(font.procedure, chain(*strings))):
            _draw_silently(run, procedure, font.font)


def _draw(run: _PageRun, name: object) -> None:
    """`Do`: reads what a form shows; its identifiers are its own, what has none is the page's."""
    form = run.resource("/XObject", name)
    if entry(form, "/Subtype") == "/Form" and form is not None:
        inside = run.inner(form, replace(run.state), run.way_to(f"form {name_of(name)}"))
        inside.owner = form.objgen
        run.draw(form, inside)


def _draw_silently(run: _PageRun, stream: pikepdf.Object, holder: pikepdf.Object) -> None:
    """Reads the colours of a pattern or a glyph procedure, once a page."""
    if stream.objgen in run.drawn:
        return
    run.drawn.add(stream.objgen)
    inside = run.inner(holder, content.State(), run.way_to("a pattern or glyph"))
    run.draw(stream, replace(inside, silent=True))


def _device(space: str) -> content.Action:
    def set_colour(run: _PageRun, *_values: object) -> None:
        run.page.colours[space] = None

    return set_colour


def _space(run: _PageRun, name: object) -> None:
    run.page.colours[name_of(name)] = None


def _colour(run: _PageRun, *operands: object) -> None:
    """`scn`: paints with a pattern, if the last operand names one."""
    if operands and isinstance(operands[-1], pikepdf.Name):
        pattern = dictionary(run.resource("/Pattern", operands[-1]))
        if pattern is not None and entry(pattern, "/PatternType") == 1:
            _draw_silently(run, pattern, pattern)


_ACTIONS: dict[str, content.Action] = {
    **content.ACTIONS,
    **{operator: _device(space) for operator, space in _DEVICE_SPACES.items()},
    "BMC": _begin,
    "BDC": _begin,
    "Tj": _show,
    "TJ": _show,
    "'": _show,
    '"': _show,
    "Do": _draw,
    "cs": _space,
    "CS": _space,
    "scn": _colour,
    "SCN": _colour,
}
