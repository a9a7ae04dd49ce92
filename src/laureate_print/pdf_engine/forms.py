"""Takes a PDF of one page, as svg2pdf makes it of a drawing, as a form into the PDF that the engine
writes; for a press in its inks.

svg2pdf paints in sRGB and grey by their profiles (`cs`, `scn`), in shadings along lines and
circles, and in patterns; it names resources in an order of its own every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pydyf

from laureate_print.pdf_engine.inks import Press

_SAMPLES = 64  # of a gradient: its ends alone give other colours between them
_WHOLE = 0.9999  # of opacity


@lru_cache(maxsize=32)
def size(vectors: bytes) -> tuple[float, float]:
    """Gives width and height of a drawing in the units of its form."""
    with pikepdf.open(BytesIO(vectors)) as opened:
        box = [float(value) for value in opened.pages[0].MediaBox]
    return box[2] - box[0], box[3] - box[1]


@lru_cache(maxsize=32)
def is_opaque(vectors: bytes) -> bool:
    """Whether a drawing is made of opaque lines and areas alone, whose colours become ink one by
    one: no mask, no opacity, no blending, no pixels.
    """
    with pikepdf.open(BytesIO(vectors)) as opened:
        return not any(_is_seen_through(item) for item in opened.objects)


def _is_seen_through(item: Any) -> bool:
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if item.get("/Subtype") == "/Image" or "/SMask" in item:
        return True
    opacity = min(float(item.get("/CA", 1)), float(item.get("/ca", 1)))
    return opacity < _WHOLE or item.get("/BM", "/Normal") not in ("/Normal", "/Compatible")


def form(pdf: Any, stream: Any, vectors: bytes, press: Press | None) -> None:
    """Fills the engine's stream, an empty form, with a drawing."""
    with pikepdf.open(BytesIO(vectors)) as opened:
        page = opened.pages[0]
        page.contents_coalesce()
        if press:
            _Inked(press, opened).page(page)
        copied = _Copied(pdf)
        content = page.Contents.read_bytes()
        stream.compress = True
        stream.stream = [content]
        entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": copied.of(page.MediaBox)}
        entries["Resources"] = copied.of(page.get("/Resources", pikepdf.Dictionary()))
        if "/Group" in page:
            entries["Group"] = copied.of(page.Group)
        stream.extra.update(entries)


class _Copied:
    """Objects of a PDF as those of the engine, each once; dictionaries in the order of keys."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, value: Any) -> Any:
        """Gives the engine's object for one of pikepdf."""
        if isinstance(value, pikepdf.Stream):
            return self._stream(value)
        if isinstance(value, pikepdf.Dictionary):
            return pydyf.Dictionary(
                {key[1:]: self.of(value[key]) for key in sorted(value.keys()) if key != "/ProcSet"}
            )
        if isinstance(value, pikepdf.Array):
            return pydyf.Array([self.of(item) for item in value])
        if isinstance(value, pikepdf.Name):
            return str(value)
        if isinstance(value, pikepdf.String):
            return pydyf.String(str(value))
        if isinstance(value, bool):
            return "true" if value else "false"
        return float(value) if not isinstance(value, int) else value

    def _stream(self, value: Any) -> bytes:
        if value.objgen not in self._known:
            skipped = ("/Length", "/ProcSet")
            extra = {
                key[1:]: self.of(value[key]) for key in sorted(value.keys()) if key not in skipped
            }
            made = _Raw(value.read_raw_bytes(), extra)
            self._pdf.add_object(made)
            self._known[value.objgen] = made.reference
        return self._known[value.objgen]


class _Raw(pydyf.Stream):  # type: ignore[misc] # the engine has no types
    """A stream whose data are coded already."""

    def __init__(self, data: bytes, extra: dict[str, Any]) -> None:
        super().__init__([data], extra)

    @property
    def data(self) -> bytes:
        """The object as it is written."""
        [coded] = self.stream
        entries = pydyf.Dictionary({**self.extra, "Length": len(coded)})
        return b"\n".join([entries.data, b"stream", coded, b"endstream"])


class _Inked:
    """Turns the colours of a page and of what it draws into the inks of a press."""

    def __init__(self, press: Press, opened: Any) -> None:
        self._press, self._opened = press, opened
        self._done: set[tuple[int, int]] = set()

    def page(self, page: Any) -> None:
        """Turns a page and all that it draws."""
        resources = page.get("/Resources", pikepdf.Dictionary())
        page.Contents.write(self._content(page.Contents, resources))
        self._resources(resources)
        if "/Group" in page:
            del page["/Group"]

    def _resources(self, resources: Any) -> None:
        for kind in ("/XObject", "/Pattern"):
            for name in sorted(resources.get(kind, pikepdf.Dictionary()).keys()):
                self._drawn(resources[kind][name])
        for name in sorted(resources.get("/Shading", pikepdf.Dictionary()).keys()):
            self._shading(resources["/Shading"][name])
        if "/ColorSpace" in resources:
            del resources["/ColorSpace"]

    def _drawn(self, value: Any) -> None:
        if value.objgen in self._done:
            return
        self._done.add(value.objgen)
        if "/Shading" in value:
            self._shading(value.Shading)
        if isinstance(value, pikepdf.Stream):
            inner = value.get("/Resources", pikepdf.Dictionary())
            value.write(self._content(value, inner))
            self._resources(inner)
            if "/Group" in value:
                del value["/Group"]

    def _content(self, stream: Any, resources: Any) -> bytes:
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        turned = []
        for instruction in pikepdf.parse_content_stream(stream):
            operands, operator = list(instruction.operands), instruction.operator
            name = str(operator)
            if name in ("cs", "CS") and _components(spaces.get(str(operands[0]))):
                continue
            if name in ("scn", "SCN", "sc", "SC", "rg", "RG", "g", "G"):
                values = [float(value) for value in operands if not isinstance(value, pikepdf.Name)]
                if values:
                    operands = list(self._inks(values))
                    operator = pikepdf.Operator("k" if name.islower() else "K")
            turned.append((operands, operator))
        return bytes(pikepdf.unparse_content_stream(turned))

    def _inks(self, values: Sequence[float]) -> tuple[Any, ...]:
        red, green, blue = values if len(values) == 3 else [values[0]] * 3
        return tuple(round(value, 4) for value in self._press.colour(red, green, blue))

    def _shading(self, shading: Any) -> None:
        """Gives a gradient the inks of its colours, sampled along its way (ISO 32000-1, 7.10.2)."""
        if shading.ColorSpace == "/DeviceCMYK":
            return
        low, high = (float(value) for value in shading.get("/Domain", [0, 1]))
        data = bytearray()
        for step in range(_SAMPLES):
            colour = value_at(shading.Function, low + (high - low) * step / (_SAMPLES - 1))
            data += bytes(round(ink * 255) for ink in self._inks(colour))
        function = self._opened.make_stream(bytes(data))
        function.FunctionType, function.BitsPerSample = 0, 8
        function.Domain, function.Range = [low, high], [0, 1] * 4
        function.Size = [_SAMPLES]
        shading.Function, shading.ColorSpace = function, pikepdf.Name.DeviceCMYK


def _components(space: Any) -> int:
    """Gives how many components a space by a profile has; none for a pattern."""
    if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased":
        return int(space[1].N)
    return 0


def value_at(function: Any, place: float) -> tuple[float, ...]:
    """Gives the value of an interpolating or stitching function (ISO 32000-1, 7.10.3, 7.10.4)."""
    low, high = (float(value) for value in function.Domain)
    place = min(max(place, low), high)
    if function.FunctionType == 2:
        share = place ** float(function.N)
        pairs = zip(function.C0, function.C1, strict=True)
        return tuple(float(a) + share * (float(b) - float(a)) for a, b in pairs)
    if function.FunctionType != 3:
        raise ValueError(f"function of type {function.FunctionType}")
    edges = [low, *(float(value) for value in function.Bounds), high]
    number = 0
    while number + 2 < len(edges) and place >= edges[number + 1]:
        number += 1
    start, end = edges[number], edges[number + 1]
    first, last = (float(value) for value in function.Encode[2 * number : 2 * number + 2])
    share = (place - start) / (end - start) if end > start else 0
    return value_at(function.Functions[number], first + share * (last - first))
