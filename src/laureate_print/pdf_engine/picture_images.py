"""Draws pictures for the engine: eight bits, nothing interpolated, in sRGB or grey, or for a press
in its inks (ISO 19005-2, 6.2.8; ISO 19005-4, 6.2.7; ISO 15930); drawings as vectors, if they can.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pydyf
from PIL import Image

from laureate_print.errors import PictureError, TemplateError
from laureate_print.model import Picture, PrintSettings
from laureate_print.pdf_engine import inks, svg
from laureate_print.pdf_engine.drawn_pictures import DrawnPictures
from laureate_print.pdf_engine.forms import form, is_opaque, size
from laureate_print.sources import pixels

_SCREEN, _PRESS = 300.0, 400.0  # dpi: more is not seen, and is left out
_SPARE = 0.8  # of a picture's columns: one that is hardly too fine stays as it is
_PX_PER_INCH = 96
_JPEG, _JPEG_INKS = 90, 93  # qualities at which nobody sees a difference
_MARGIN = 5.0  # % of ink: what JPEG may overshoot


def image(shown: Picture, settings: PrintSettings | None, drawn: DrawnPictures) -> Any:
    """Gives the engine's image for a picture; for a press if there are its settings.

    Raises:
        TemplateError: a drawing cannot be drawn; with its name.
    """
    if shown.kind == "drawing":
        words = shown.letters, shown.faces
        vectors = named(shown.name, lambda: svg.faithful_vectors(shown.content, *words))
        if vectors and (settings is None or is_opaque(vectors)):
            return _Vectors(shown, vectors, drawn)
    return _Pixels(shown, settings, drawn)


def write_forms(pdf: Any, drawn: DrawnPictures, settings: PrintSettings | None) -> None:
    """Writes the vectors of drawings into the streams that the engine has of them."""
    press = _press(settings) if settings else None
    for stream, vectors in drawn.forms:
        form(pdf, stream, vectors, press)


def named(name: str, action: Callable[[], Any]) -> Any:
    """Does something with a picture; its trouble names it."""
    try:
        return action()
    except PictureError as error:
        raise TemplateError(f"{name}: {error.message}; {error.hint}") from error


def _press(settings: PrintSettings, margin: float = 0) -> inks.Press:
    return inks.press(settings.profile.content, settings.total_ink - margin)


class _Image:
    """What the engine asks of an image: its identifier, its ratio, its size in px."""

    def __init__(self, shown: Picture, kind: str) -> None:
        self.shown = shown
        digest = sha256(shown.content).hexdigest()[:32]
        self.id = f"{kind}{digest}"
        self.ratio = shown.width / shown.height

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, ...]:
        """Gives width and height in CSS px, and their ratio."""
        return self.shown.width, self.shown.height, self.ratio


class _Pixels(_Image):
    """A picture of pixels, or for a press a drawing that is not opaque, as pixels."""

    def __init__(
        self,
        shown: Picture,
        settings: PrintSettings | None,
        drawn: DrawnPictures,
    ) -> None:
        super().__init__(shown, "p")
        self._settings, self._drawn = settings, drawn

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draws it on a box of this size in CSS px."""
        widths, resolutions = self._drawn.widths, self._drawn.resolutions
        widths[self.id] = max(widths.get(self.id, 0), width)
        if self.shown.kind == "pixels":
            across, down = self.shown.pixels
            dpi = min(across / width, down / height) * _PX_PER_INCH
            name = self.shown.name
            resolutions[name] = min(resolutions.get(name, dpi), dpi)
        name = stream.add_image(self, False, 1)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:
        """Gives the image XObject (ISO 32000-1, 8.9.5)."""
        return named(self.shown.name, self._x_object)

    def _x_object(self) -> Any:
        dpi = _PRESS if self._settings else _SCREEN
        most = max(round(self._drawn.widths[self.id] / _PX_PER_INCH * dpi), 1)
        content = self.shown.content
        if self.shown.kind == "drawing":
            content = svg.pixels(content, self.shown.letters, self.shown.faces, most)
        if self._settings is None:
            parts = _for_screen(content, most)
        else:
            parts = _for_press(content, most, self._settings)
            if _is_whitened(content, self._settings):
                self._drawn.whitened[self.shown.name] = None
        base = _stream(parts[0])
        if parts[1]:
            base.extra["SMask"] = _stream(parts[1])
        return base


class _Vectors(_Image):
    """A drawing as vectors: a form, which is filled when the document is finished."""

    def __init__(self, shown: Picture, vectors: bytes, drawn: DrawnPictures) -> None:
        super().__init__(shown, "v")
        self._vectors, self._forms = vectors, drawn.forms

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draws it on a box of this size in CSS px."""
        name = stream.add_image(self, False, 1)
        wide, high = size(self._vectors)
        stream.transform(width / wide, 0, 0, -height / high, 0, height)
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:
        """Gives the form XObject, still empty (ISO 32000-1, 8.10)."""
        stream = pydyf.Stream()
        self._forms.append((stream, self._vectors))
        return stream


def _stream(part: _Part) -> Any:
    return pydyf.Stream([part[1]], pydyf.Dictionary(part[0]))


_Part = tuple[dict[str, Any], bytes]


@lru_cache(maxsize=8)
def _for_screen(content: bytes, most: int) -> tuple[_Part, _Part | None]:
    """Gives entries and data of an image in sRGB or grey, and of its mask."""
    source = pixels.opened(content)
    fits = source.width * _SPARE <= most
    plain = pixels.plain_jpeg(content) if source.format in ("JPEG", "MPO") else None
    if plain and fits and source.mode in ("L", "RGB") and _is_ready(source):
        return _entries(source, {"Filter": "/DCTDecode"}, plain), None
    seen = pixels.as_seen(content)
    seen = seen if fits else _smaller(seen, most)
    return _written(seen, _JPEG if plain else None), _mask(seen)


def _is_ready(source: Image.Image) -> bool:
    return pixels.is_upright(source) and pixels.is_srgb(source)


@lru_cache(maxsize=8)
def _for_press(content: bytes, most: int, settings: PrintSettings) -> tuple[_Part, _Part | None]:
    """Gives entries and data of an image in the inks of a press, and of its mask; for PDF/X-1a,
    which has no masks, on white paper.
    """
    photograph = content[:3] == b"\xff\xd8\xff"
    press = _press(settings, _MARGIN if photograph else 0)
    if given := pixels.as_inks(content):
        printed, profile = given
        return _inked(
            press.of_another_press(_smaller(printed, most), profile), photograph, settings
        ), None
    seen = _smaller(pixels.as_seen(content), most)
    if _is_whitened(content, settings):
        white = Image.new(seen.mode, seen.size, "white")
        seen = Image.alpha_composite(white.convert("RGBA"), seen.convert("RGBA")).convert("RGB")
    return _inked(press.picture(seen), photograph, settings), _mask(seen)


def _is_whitened(content: bytes, settings: PrintSettings) -> bool:
    return settings.standard != "PDF/X-4" and "A" in pixels.as_seen(content).getbands()


def _inked(printed: Image.Image, photograph: bool, settings: PrintSettings) -> _Part:
    """Gives a photograph as JPEG, unless that brings more ink than the press bears."""
    if photograph:
        part = _written(printed, _JPEG_INKS)
        again = Image.open(BytesIO(part[1]))
        if printed.mode == "L" or _press(settings).is_within_limit(again):
            return part
    return _written(printed, None)


def _smaller(image: Image.Image, most: int) -> Image.Image:
    """Gives an image with the columns that can be seen."""
    if image.width * _SPARE <= most:
        return image
    height = max(round(image.height * most / image.width), 1)
    return image.resize((most, height), Image.Resampling.LANCZOS)


def _mask(seen: Image.Image) -> _Part | None:
    return _written(seen.getchannel("A"), None) if "A" in seen.getbands() else None


def _written(image: Image.Image, quality: int | None) -> _Part:
    """Gives an image as JPEG of a quality, or without loss."""
    if "A" in image.getbands():
        image = image.convert(image.mode[:-1])
    if quality is None:
        return _entries(image, *_deflated(image))
    saved = BytesIO()
    image.save(saved, "JPEG", quality=quality, subsampling=0, optimize=True)
    entries: dict[str, Any] = {"Filter": "/DCTDecode"}
    if image.mode == "CMYK":  # as Adobe's programs write it: the other way round
        entries["Decode"] = pydyf.Array([1, 0] * 4)
    return _entries(image, entries, saved.getvalue())


def _deflated(image: Image.Image) -> tuple[dict[str, Any], bytes]:
    """Gives the rows of an image, each as its difference from the one above where that is smaller
    (PNG's filter Up; ISO 32000-1, 7.4.4.4).
    """
    import numpy as np

    channels = len(image.getbands())
    rows = np.asarray(image).reshape(image.height, -1)
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    filtered = np.full((image.height, rows.shape[1] + 1), 2, np.uint8)
    filtered[:, 1:] = rows - above
    parameters = {"Predictor": 15, "Columns": image.width, "Colors": channels}
    entries = {"Filter": "/FlateDecode", "DecodeParms": pydyf.Dictionary(parameters)}
    return entries, zlib.compress(filtered.tobytes(), 9)


def _entries(image: Image.Image, entries: dict[str, Any], data: bytes) -> _Part:
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    common = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }
    return {**common, **entries}, data
