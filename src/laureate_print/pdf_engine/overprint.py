"""Lets black print over what it stands on, so that a plate that slips shows no paper beside it.

As the Ghent Workgroup asks (GWG 2015, 4.7 to 4.13): text and lines thinner than 2 pt in black
alone, as DeviceCMYK, under overprint mode 1, where the inks that a colour does not have stay as
they are (ISO 32000-1, 8.6.7). All else knocks out: white would vanish, and a tint would mix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

import pikepdf

_THIN = 2.0  # pt: what is thinner is a line (GWG 2015, 4.12)
_BLACK = (0.0, 0.0, 0.0, 1.0)
_NAMES = {True: "/Overprint", False: "/Knockout"}
_Box = tuple[float, float, float, float]
_EVERYWHERE: _Box = (-1e9, -1e9, 1e9, 1e9)


def overprint_black(pdf: pikepdf.Pdf) -> None:
    """Sets overprint in all pages of a PDF, and in the forms that they draw."""
    done: set[tuple[int, int]] = set()
    states = {over: pdf.make_indirect(_state(over)) for over in (True, False)}
    for page in pdf.pages:
        stream = page.obj.Contents
        if isinstance(stream, pikepdf.Array):
            page.contents_coalesce()
            stream = page.obj.Contents
        _set(stream, page.obj.get("/Resources", pikepdf.Dictionary()), 1.0, states, done)


def _state(over: bool) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=over, op=over, OPM=1)


def _set(
    stream: Any,
    resources: Any,
    scale: float,
    states: dict[bool, Any],
    done: set[tuple[int, int]],
) -> None:
    """Sets overprint in a stream and, once each, in the forms that it draws at their scale."""
    walk = _Walk(resources, scale)
    instructions = list(walk.through(pikepdf.parse_content_stream(stream)))
    if walk.sets:
        stream.write(pikepdf.unparse_content_stream(instructions))
        if "/ExtGState" not in resources:
            resources.ExtGState = pikepdf.Dictionary()
        for over in _NAMES:
            resources.ExtGState[_NAMES[over]] = states[over]
    for form, at in walk.forms:
        if form.objgen not in done:
            done.add(form.objgen)
            _set(form, form.get("/Resources", resources), at, states, done)


@dataclass(slots=True)
class _Graphics:
    """What `q` keeps, as far as it is needed here. Lengths are in pt on paper; `clip` is the box
    around what is left; `opaque` is whether nothing shines through.
    """

    scale: float = 1.0
    width: float = 1.0
    mode: int = 0
    fill_space: str = ""
    stroke_space: str = ""
    fill: bool = False
    stroke: bool = False
    over: bool = False
    opaque: bool = True
    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    clip: _Box = _EVERYWHERE


@dataclass(slots=True)
class _Walk:
    """A walk through one stream. `forms` are those that it draws, with the scale of each; `sets`
    says whether anything in it overprints.
    """

    resources: Any
    scale: float
    now: _Graphics = field(default_factory=_Graphics)
    kept: list[_Graphics] = field(default_factory=list)
    path: list[_Box] = field(default_factory=list)
    cuts: bool = False
    forms: list[tuple[Any, float]] = field(default_factory=list)
    sets: bool = False

    def through(self, instructions: Sequence[Any]) -> Iterator[Any]:
        """Gives the instructions, before each that paints the state that it needs."""
        self.now.scale = self.scale
        for instruction in instructions:
            name = str(instruction.operator)
            wanted = self._wanted(name)
            if wanted is not None and wanted != self.now.over:
                self.now.over, self.sets = wanted, True
                yield ([pikepdf.Name(_NAMES[wanted])], pikepdf.Operator("gs"))
            if (act := _ACTIONS.get(name)) is not None:
                act(self, *instruction.operands)
            if name in _PATH_ENDS:
                self._end_path()
            yield instruction

    def _wanted(self, name: str) -> bool | None:
        """Says whether what an operator paints should overprint; none if it paints nothing."""
        now = self.now
        if name in _TEXT:
            fills, strokes = now.mode in (0, 2, 4, 6), now.mode in (1, 2, 5, 6)
            black = (now.fill or not fills) and (now.stroke or not strokes)
            return black and now.opaque if fills or strokes else None
        if name in ("f", "F", "f*"):
            return now.fill and now.opaque and self._is_thin(name == "f*")
        if name in ("S", "s"):
            return now.stroke and now.opaque and now.width * now.scale < _THIN
        return False if name in _KNOCKING_OUT else None

    def _is_thin(self, even_odd: bool) -> bool:
        """Whether what is filled is a line: a box that is thin, cut thin, or a thin frame."""
        if even_odd and len(self.path) == 2:
            inner, outer = sorted(self.path, key=lambda box: box[2] - box[0] + box[3] - box[1])
            frame = max(abs(a - b) for a, b in zip(inner, outer, strict=True))
            if frame < _THIN:
                return True
        left, bottom, right, top = _cut(_around(self.path), self.now.clip)
        return min(right - left, top - bottom) < _THIN

    def _end_path(self) -> None:
        if self.cuts and self.path:
            self.now.clip = _cut(self.now.clip, _around(self.path))
        self.path, self.cuts = [], False

    def add(self, *points: Any) -> None:
        """Adds points of the path, as pairs of numbers one after another, to what it goes round."""
        a, b, c, d, e, f = self.now.matrix
        values = [float(value) for value in points]
        for x, y in zip(values[::2], values[1::2], strict=True):
            there = (a * x + c * y + e) * self.scale, (b * x + d * y + f) * self.scale
            self.path[-1] = _around([self.path[-1], (*there, *there)])


def _around(boxes: Sequence[_Box]) -> _Box:
    if not boxes:
        return 1e9, 1e9, -1e9, -1e9
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _cut(one: _Box, other: _Box) -> _Box:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, min(one[2], other[2]), min(one[3], other[3])


def _save(walk: _Walk) -> None:
    walk.kept.append(walk.now)
    walk.now = replace(walk.now)


def _restore(walk: _Walk) -> None:
    if walk.kept:
        walk.now = walk.kept.pop()


def _turn(walk: _Walk, *numbers: Any) -> None:
    a, b, c, d, e, f = (float(number) for number in numbers)
    p, q, r, s, t, u = walk.now.matrix
    walk.now.matrix = (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )
    p, q, r, s, *_ = walk.now.matrix
    walk.now.scale = walk.scale * sqrt(abs(p * s - q * r))


def _external(walk: _Walk, name: Any) -> None:
    given = walk.resources.get("/ExtGState", pikepdf.Dictionary()).get(str(name))
    if given is None:
        return
    if "/LW" in given:
        walk.now.width = float(given.LW)
    alphas = [float(given[key]) for key in ("/ca", "/CA") if key in given]
    if alphas:
        walk.now.opaque = min(alphas) >= 1


def _width(walk: _Walk, width: Any) -> None:
    walk.now.width = float(width)


def _mode(walk: _Walk, mode: Any) -> None:
    walk.now.mode = int(mode)


def _is_black(values: Sequence[Any]) -> bool:
    return [float(it) for it in values if not isinstance(it, pikepdf.Name)] == [*_BLACK]


def _space(stroke: bool) -> Callable[..., None]:
    def set_space(walk: _Walk, name: Any) -> None:
        black = str(name) == "/DeviceCMYK"  # which begins with black (ISO 32000-1, 8.6.8)
        if stroke:
            walk.now.stroke_space, walk.now.stroke = str(name), black
        else:
            walk.now.fill_space, walk.now.fill = str(name), black

    return set_space


def _values(stroke: bool) -> Callable[..., None]:
    def set_values(walk: _Walk, *values: Any) -> None:
        if stroke:
            walk.now.stroke = walk.now.stroke_space == "/DeviceCMYK" and _is_black(values)
        else:
            walk.now.fill = walk.now.fill_space == "/DeviceCMYK" and _is_black(values)

    return set_values


def _device(space: str, stroke: bool) -> Callable[..., None]:
    def set_colour(walk: _Walk, *values: Any) -> None:
        _space(stroke)(walk, space)
        _values(stroke)(walk, *values)

    return set_colour


def _begin(walk: _Walk, x: Any, y: Any) -> None:
    walk.path.append((1e9, 1e9, -1e9, -1e9))
    walk.add(x, y)


def _go_on(walk: _Walk, *points: Any) -> None:
    if walk.path:
        walk.add(*points)


def _rectangle(walk: _Walk, x: Any, y: Any, width: Any, height: Any) -> None:
    left, bottom = float(x), float(y)
    right, top = left + float(width), bottom + float(height)
    _begin(walk, left, bottom)
    walk.add(right, bottom, right, top, left, top)


def _clip(walk: _Walk) -> None:
    walk.cuts = True


def _draw(walk: _Walk, name: Any) -> None:
    found = walk.resources.get("/XObject", pikepdf.Dictionary()).get(str(name))
    if found is None or found.get("/Subtype") != "/Form":
        return
    p, q, r, s, *_ = (float(number) for number in found.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    walk.forms.append((found, walk.now.scale * sqrt(abs(p * s - q * r))))


_TEXT = ("Tj", "TJ", "'", '"')
_PATH_ENDS = ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n")
_KNOCKING_OUT = ("B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE")
_ACTIONS: dict[str, Callable[..., None]] = {
    "q": _save,
    "Q": _restore,
    "cm": _turn,
    "gs": _external,
    "w": _width,
    "Tr": _mode,
    "k": _device("/DeviceCMYK", False),
    "K": _device("/DeviceCMYK", True),
    "g": _device("/DeviceGray", False),
    "G": _device("/DeviceGray", True),
    "rg": _device("/DeviceRGB", False),
    "RG": _device("/DeviceRGB", True),
    "cs": _space(False),
    "CS": _space(True),
    "sc": _values(False),
    "scn": _values(False),
    "SC": _values(True),
    "SCN": _values(True),
    "m": _begin,
    "l": _go_on,
    "c": _go_on,
    "v": _go_on,
    "y": _go_on,
    "re": _rectangle,
    "W": _clip,
    "W*": _clip,
    "Do": _draw,
}
