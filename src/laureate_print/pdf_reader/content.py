"""The one walk of content streams: operators with their operands, the stack of graphics states,
marked content, and the streams that a stream draws (ISO 32000-1, 7.8.2, 8.4, 8.10 and 14.6).

A walk has a table of operators. Those here keep what every walk needs; the preflight adds all that
paints, the reader of texts what shows text and sets colours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Self, TypeVar

import pikepdf

from laureate_print.pdf_reader.fonts import Font
from laureate_print.pdf_reader.objects import (
    BROKEN,
    DEEPEST,
    ObjectKey,
    dictionary,
    elements,
    entry,
    inherited,
    is_number,
    name_of,
    one_line,
)

_MOST_DRAWS = 100_000  # forms, patterns and glyphs of one walk
# An operator's action takes the run of its stream, then the operands: as many as broken files have.
Action = Callable[..., None]
Instruction = tuple[str, tuple[pikepdf.Object, ...]]


@dataclass(slots=True)
class State:
    """What `q` keeps and `Q` brings back, as far as every walk needs it."""

    font: Font | None = None
    size: float = 0.0


StateT = TypeVar("StateT", bound=State)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence that is open: its tag, the page or form and the identifier (MCID)
    by which the tag tree finds it, and the text that stands in for its own (ActualText).
    """

    tag: str
    key: tuple[ObjectKey, int] | None = None
    actual_text: str | None = None


@dataclass(slots=True)
class Walk:
    """What the streams of one walk share: the operators' actions, streams and fonts read once, and
    what could not be understood.
    """

    actions: Mapping[str, Action]
    complaints: list[str] = field(default_factory=list)
    fonts: dict[ObjectKey, Font] = field(default_factory=dict)
    draws: int = 0
    rings: int = 0
    _parsed: dict[ObjectKey, list[Instruction]] = field(default_factory=dict)

    @property
    def is_exhausted(self) -> bool:
        """Whether more is drawn than anybody could read: a few forms can ask for billions of
        others, and one that draws itself twice does so, too.
        """
        return self.draws >= _MOST_DRAWS or self.rings > 1

    def complain(self, text: str) -> None:
        """Notes once what could not be understood."""
        if text not in self.complaints:
            self.complaints.append(text)

    def font(self, value: pikepdf.Object) -> Font:
        """Gives a font of the file, read once where it is an object of its own."""
        if not value.is_indirect:
            return Font(value)
        if value.objgen not in self.fonts:
            self.fonts[value.objgen] = Font(value)
        return self.fonts[value.objgen]

    def perform(self, run: Run[StateT], stream: pikepdf.Object | pikepdf.Page) -> None:
        """Performs the instructions of a stream, one by one; one that is broken is left out."""
        for operator, operands in self._instructions(stream):
            try:
                self.actions[operator](run, *operands)
            except BROKEN as error:
                inside = f" in {run.within}" if run.within else ""
                self.complain(
                    f"the operator {operator}{inside} cannot be understood: {_why(error)}"
                )

    def _instructions(self, stream: pikepdf.Object | pikepdf.Page) -> list[Instruction]:
        key = (stream.obj if isinstance(stream, pikepdf.Page) else stream).objgen
        if key in self._parsed:
            return self._parsed[key]
        parsed: list[Instruction] = []
        try:
            parsed += self._parse(stream)
        except BROKEN as error:
            self.complain(f"a content stream cannot be read: {one_line(error)}")
            for part in elements(entry(getattr(stream, "obj", None), "/Contents")):
                try:
                    parsed += self._parse(part)
                except BROKEN:  # this is the part that the complaint is of
                    continue
        if key != (0, 0):
            self._parsed[key] = parsed
        return parsed

    def _parse(self, stream: pikepdf.Object | pikepdf.Page) -> list[Instruction]:
        """Gives the instructions of a stream for which there is an action."""
        instructions = pikepdf.parse_content_stream(stream)
        return [
            (name, tuple(item.operands))
            for item in instructions
            if (name := _name(item.operator)) in self.actions
        ]


def _name(operator: pikepdf.Operator) -> str:
    """Gives the name of an operator; bytes that are no text are none that anybody knows."""
    try:
        return str(operator)
    except UnicodeDecodeError:
        return ""


def _why(error: Exception) -> str:
    """Gives why an operator fails: an action of Python that gets too few operands, or too many,
    says so in words for programmers.
    """
    if isinstance(error, TypeError) and "positional argument" in str(error):
        return "it has too few operands, or too many"
    return one_line(error)[:120]


@dataclass(slots=True)
class Run(Generic[StateT]):
    """One stream on its way: its resources, its graphics states, and the marked content that is
    open.

    `owner` is the page or form whose identifiers of marked content count here (14.7.4.2). `within`
    shows people the way to a stream that another one draws, `around` are the streams on this way.
    """

    walk: Walk
    resources: pikepdf.Object | None
    state: StateT
    owner: ObjectKey
    within: str = ""
    around: frozenset[ObjectKey] = frozenset()
    stack: list[StateT] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def resource(self, kind: str, name: object) -> pikepdf.Object | None:
        """Gives a named resource, or none; notes that it is missing."""
        found = entry(self.resources, kind, name) if isinstance(name, pikepdf.Name) else None
        if found is None:
            self.walk.complain(f"{kind[1:]} {name_of(name)} is used but is not among the resources")
        return found

    def way_to(self, name: str) -> str:
        """Gives the way to what is drawn inside, for people."""
        return f"{self.within} > {name}" if self.within else name

    def draw(self, stream: pikepdf.Object, inside: Run[StateT]) -> None:
        """Performs a form, pattern or glyph procedure with a run of its own."""
        name = inside.within.rpartition(" > ")[2]
        if stream.objgen in self.around or len(self.around) > DEEPEST:
            self.walk.rings += 1
            self.walk.complain(f"{name} contains itself")
        elif self.walk.draws >= _MOST_DRAWS:
            self.walk.complain(f"{name} is not looked at: too much is drawn before it")
        else:
            self.walk.draws += 1
            inside.around = self.around | {stream.objgen}
            self.walk.perform(inside, stream)

    def inner(self, stream: pikepdf.Object, state: StateT, within: str) -> Self:
        """Gives the run of a stream that this one draws, with its own resources, else those
        here.
        """
        own = dictionary(stream.get("/Resources"))
        return replace(
            self,
            resources=self.resources if own is None else own,
            state=state,
            within=within,
            stack=[],
            marks=list(self.marks),
        )


def save(run: Run[StateT]) -> None:
    """`q`: keeps the state."""
    run.stack.append(run.state)
    run.state = replace(run.state)


def restore(run: Run[StateT]) -> None:
    """`Q`: brings the state back that was kept last."""
    if run.stack:
        run.state = run.stack.pop()
    else:
        run.walk.complain("Q without q")


def set_font(run: Run[StateT], name: object, size: object) -> None:
    """`Tf`: sets font and size."""
    font = dictionary(run.resource("/Font", name))
    run.state.font = run.walk.font(font) if font is not None else None
    run.state.size = float(size) if is_number(size) else 0.0


def set_state(run: Run[StateT], name: object) -> None:
    """`gs`: takes the font of a graphics state dictionary, if it has one (8.4.5)."""
    given = entry(run.resource("/ExtGState", name), "/Font")
    if isinstance(given, pikepdf.Array) and len(given) == 2 and dictionary(given[0]) is not None:
        run.state.font, run.state.size = run.walk.font(given[0]), float(given[1])


def begin_mark(run: Run[StateT], tag: object, properties: object = None) -> None:
    """`BMC` and `BDC`: opens a marked-content sequence."""
    if isinstance(properties, pikepdf.Name):
        properties = entry(run.resources, "/Properties", str(properties))
    identifier = entry(properties, "/MCID")
    text = entry(properties, "/ActualText")
    run.marks.append(
        Mark(
            name_of(tag),
            (run.owner, int(identifier)) if is_number(identifier) else None,
            str(text) if isinstance(text, pikepdf.String) else None,
        )
    )


def end_mark(run: Run[StateT]) -> None:
    """`EMC`: closes the marked-content sequence that was opened last."""
    if run.marks:
        run.marks.pop()


ACTIONS: dict[str, Action] = {
    "q": save,
    "Q": restore,
    "Tf": set_font,
    "gs": set_state,
    "BMC": begin_mark,
    "BDC": begin_mark,
    "EMC": end_mark,
}


def resources_of(page: pikepdf.Page) -> pikepdf.Object | None:
    """Gives the resources of a page, or those of the page tree above it (7.7.3.4)."""
    return inherited(page.obj, "/Resources")


def strings(operand: object) -> Sequence[bytes]:
    """Gives the strings that an operand of Tj or TJ shows."""
    if isinstance(operand, pikepdf.String):
        return (bytes(operand),)
    if isinstance(operand, pikepdf.Array):
        return [bytes(part) for part in operand if isinstance(part, pikepdf.String)]
    return ()
