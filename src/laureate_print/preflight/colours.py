"""Colour spaces as a file names them, down to the inks that they print with (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

from laureate_print.pdf_reader.objects import BROKEN, entry, name_of

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_DEVICE = {
    "/DeviceGray": ("DeviceGray", 1),
    "/G": ("DeviceGray", 1),
    "/CalGray": ("CalGray", 1),
    "/DeviceRGB": ("DeviceRGB", 3),
    "/RGB": ("DeviceRGB", 3),
    "/CalRGB": ("CalRGB", 3),
    "/Lab": ("Lab", 3),
    "/DeviceCMYK": ("DeviceCMYK", 4),
    "/CMYK": ("DeviceCMYK", 4),
}


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, how many components it has, its colorants, and the space below
    it.

    `base` is the space below an Indexed or Pattern space, the alternate one of Separation, DeviceN
    and ICCBased.
    """

    family: str
    components: int
    colorants: tuple[str, ...] = ()
    base: Space | None = None
    table: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """The space in a person's words, such as `Separation PANTONE 185 C` or
        `Indexed DeviceRGB`.
        """
        if self.family in ("Separation", "DeviceN"):
            return f"{self.family} {' + '.join(self.colorants)}"
        if self.family == "ICCBased":
            return f"ICCBased of {self.components} components"
        return f"{self.family} {self.base.name}" if self.base else self.family

    @property
    def is_print(self) -> bool:
        """Whether it is DeviceCMYK, DeviceGray, or spot colours upon one of these (ISO 15930-4)."""
        if self.family in ("Separation", "DeviceN", "Indexed"):
            return self.base is not None and self.base.is_print
        return self.family in ("DeviceCMYK", "DeviceGray") or (
            self.family == "Pattern" and (self.base is None or self.base.is_print)
        )

    def inks(self, values: Sequence[float]) -> dict[str, float]:
        """Gives the inks that a colour prints, each with its tint from 0 to 1; none where they
        are not known.
        """
        values = [
            min(max(value, 0.0), 1.0) if self.family != "Indexed" else value for value in values
        ]
        if self.family == "Indexed" and self.base and values and self.base.components:
            count = self.base.components
            entry = self.table[int(values[0]) * count :][:count]
            return self.base.inks([byte / 255 for byte in entry]) if len(entry) == count else {}
        if len(values) < self.components:
            return {}
        if self.family in ("Separation", "DeviceN"):
            return {
                ink: tint
                for ink, tint in zip(self.colorants, values, strict=False)
                if ink != "None" and tint
            }
        if self.family == "DeviceCMYK" or (self.family == "ICCBased" and self.components == 4):
            return {ink: tint for ink, tint in zip(PROCESS, values, strict=False) if tint}
        if self.family in ("DeviceGray", "CalGray") or (
            self.family == "ICCBased" and self.components == 1
        ):
            return {"Black": 1 - values[0]} if values[0] < 1 else {}
        return {}

    @property
    def first(self) -> tuple[float, ...]:
        """The colour that holds after `cs` (ISO 32000-1, 8.6.8)."""
        if self.family in ("Separation", "DeviceN"):
            return (1.0,) * self.components
        return (0.0, 0.0, 0.0, 1.0) if self.family == "DeviceCMYK" else (0.0,) * self.components


GRAY, RGB, CMYK = Space("DeviceGray", 1), Space("DeviceRGB", 3), Space("DeviceCMYK", 4)
PATTERN = Space("Pattern", 0)
UNKNOWN = Space("unknown", 0)


def space(value: object, named: object = None, depth: int = 0) -> Space:
    """Gives the space that an object stands for; `named` is the resources' ColorSpace
    dictionary.
    """
    if depth > 8 or value is None:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        if (device := _DEVICE.get(f"/{name_of(value)}")) is not None:
            return Space(*device)
        if value == "/Pattern":
            return PATTERN
        found = entry(named, value)
        return space(found, named, depth + 1) if found is not None and found != value else UNKNOWN
    if not isinstance(value, pikepdf.Array) or not len(value):
        return UNKNOWN
    try:
        return _array(value, named, depth)
    except BROKEN:
        return UNKNOWN


def _array(value: pikepdf.Array, named: object, depth: int) -> Space:
    family = f"/{name_of(value[0])}"
    if family in _DEVICE:
        return Space(*_DEVICE[family])
    if family == "/Pattern":
        return (
            Space("Pattern", 0, base=space(value[1], named, depth + 1))
            if len(value) > 1
            else PATTERN
        )
    if family == "/ICCBased":
        components = int(value[1].N)
        return Space("ICCBased", components)
    if family in ("/Indexed", "/I"):
        table = value[3]
        content = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return Space("Indexed", 1, base=space(value[1], named, depth + 1), table=content)
    if family == "/Separation":
        return Space("Separation", 1, (name_of(value[1]),), space(value[2], named, depth + 1))
    if family == "/DeviceN":
        names = tuple(map(name_of, value[1]))
        return Space("DeviceN", len(names), names, space(value[2], named, depth + 1))
    return UNKNOWN
