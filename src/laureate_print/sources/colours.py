"""How well colours can be told from each other (WCAG 2.2, 1.4.3), and the nearest that can."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from math import cbrt, hypot

_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_STEPS = 160  # of lightness and of chroma, among which the nearest is looked for
Colour = tuple[float, float, float]  # sRGB, each from 0 to 1


def parsed(value: object) -> Colour | None:
    """Gives a colour that is written as `#rrggbb` or `#rgb`; nothing where it is none."""
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        return None
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def written(colour: Colour) -> str:
    """Gives a colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def contrast(one: Colour, other: Colour) -> float:
    """Gives the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: Colour, passes: Callable[[Colour], bool]) -> Colour:
    """Gives the colour of the same hue that passes and is most like another one (in OKLab, by
    Euclid's distance); black or white, if none of the hue passes.
    """
    light, a, b = _oklab(colour)
    chroma, hue = hypot(a, b), (a, b)
    unit = (hue[0] / chroma, hue[1] / chroma) if chroma else (0.0, 0.0)
    candidates = []
    for lightness, share in product(range(_STEPS + 1), range(_STEPS // 8 + 1)):
        of_it = (lightness / _STEPS, chroma * share / (_STEPS // 8))
        found = _srgb(of_it[0], unit[0] * of_it[1], unit[1] * of_it[1])
        if found is not None:
            candidates.append((hypot(of_it[0] - light, of_it[1] - chroma), found))
    for shown in dict.fromkeys(written(found) for _, found in sorted(candidates)):
        exact = parsed(shown)
        if exact and passes(exact):
            return exact
    return min(((0.0,) * 3, (1.0,) * 3), key=lambda end: (not passes(end), abs(end[0] - light)))


def _luminance(colour: Colour) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _oklab(colour: Colour) -> Colour:
    """Gives a colour in OKLab (CSS Color Module Level 4, 9.4)."""
    red, green, blue = map(_linear, colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _srgb(light: float, a: float, b: float) -> Colour | None:
    """Gives a colour of OKLab in sRGB; nothing where sRGB has it not."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    if any(not -1e-4 <= part <= 1 + 1e-4 for part in parts):
        return None
    red, green, blue = (_gamma(min(max(part, 0.0), 1.0)) for part in parts)
    return red, green, blue


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
