"""A font of a PDF as a page shows it: its name, whether its program is embedded, how far each code
moves on.
"""

from __future__ import annotations

from typing import Any

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


class Face:
    """A font dictionary, read once (ISO 32000-1, 9.5 to 9.7)."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.kind = str(font.get("/Subtype", ""))[1:]
        self.composite = self.kind == "Type0"
        inner = font.DescendantFonts[0] if self.composite else font
        descriptor = inner.get("/FontDescriptor")
        self.name = str(font.get("/BaseFont", font.get("/Name", "/unnamed")))[1:]
        self.embedded = self.kind == "Type3" or (
            descriptor is not None and any(name in descriptor for name in _PROGRAMS)
        )
        self.vertical = self.composite and str(font.get("/Encoding", "")).endswith("-V")
        self._default = (
            float(inner.get("/DW", 1000)) if self.composite else _missing(descriptor, self.kind)
        )
        self._widths = _composite_widths(inner) if self.composite else _simple_widths(font)

    def codes(self, text: bytes) -> list[int]:
        """Gives the character codes of a string: two bytes each in a composite font."""
        if self.composite:
            return [int.from_bytes(text[i : i + 2], "big") for i in range(0, len(text), 2)]
        return list(text)

    def advance(self, code: int) -> float:
        """Gives how far a code moves on, in thousandths of the type size (in glyph units for Type
        3).
        """
        return 1000.0 if self.vertical else self._widths.get(code, self._default)

    def procedure(self, code: int) -> Any:
        """Gives the stream that draws a code of a Type 3 font, or none."""
        import pikepdf

        current = 0
        differences = self.font.Encoding.get("/Differences", ()) if "/Encoding" in self.font else ()
        for item in differences:
            if not isinstance(item, pikepdf.Name):
                current = int(item)
            else:
                if current == code:
                    return self.font.CharProcs.get(str(item))
                current += 1
        return None


def _missing(descriptor: Any, kind: str) -> float:
    if descriptor is not None:
        return float(descriptor.get("/MissingWidth", 0)) or 500.0
    return (
        0.0 if kind == "Type3" else 500.0
    )  # the standard 14 fonts bring no widths: half an em is near enough


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + index: float(width) for index, width in enumerate(font.get("/Widths", ()))}


def _composite_widths(font: Any) -> dict[int, float]:
    import pikepdf

    widths: dict[int, float] = {}
    items = list(font.get("/W", ()))
    while len(items) >= 2:
        if isinstance(items[1], pikepdf.Array):
            start, several, items = int(items[0]), items[1], items[2:]
            widths |= {start + index: float(width) for index, width in enumerate(several)}
        else:
            if len(items) < 3:
                break
            start, end, width, items = int(items[0]), int(items[1]), float(items[2]), items[3:]
            widths |= dict.fromkeys(range(start, min(end, 0xFFFF) + 1), width)
    return widths
