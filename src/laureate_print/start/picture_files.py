"""Gives pictures in a form that documents can hold: PNG, JPEG or SVG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

WHOLE = (0.0, 0.0, 0.0, 0.0)
# What Pillow reads by itself; of PostScript it would start a program.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "DIB", "ICO", "TIFF", "WEBP", "AVIF", "PSD", "TGA", "PCX")
_KEPT = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}


def usable(content: bytes, cut: tuple[float, float, float, float] = WHOLE) -> tuple[str, bytes]:
    """Gives a picture as it can be used, and the ending of its name; the first of one that moves.

    Args:
        content: the picture.
        cut: what is cut off on the left, above, on the right and below, in shares of its size.

    Raises:
        ValueError: it is in no form that can be read.
    """
    if b"<svg" in content[:4000]:
        return "svg", content
    ending = next((it for begin, it in _KEPT.items() if content.startswith(begin)), "")
    if ending and not any(cut) and not moves(content):
        return ending, content
    with _opened(content) as picture:
        left, top, right, bottom = cut
        width, height = picture.size
        box = (
            round(left * width), round(top * height),
            round((1 - right) * width), round((1 - bottom) * height),
        )  # fmt: skip
        form, saved = "JPEG" if ending == "jpg" else "PNG", BytesIO()
        profile = picture.info.get("icc_profile")
        picture.crop(box).save(saved, form, quality=92, icc_profile=profile)
    return ending or "png", saved.getvalue()


def moves(content: bytes) -> bool:
    """Says whether a picture shows several one after the other, as an animated GIF does."""
    try:
        with _opened(content) as picture:
            # A camera's JPEG (MPO) holds its preview, too.
            return getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO"
    except ValueError:  # an SVG, or none that can be read
        return False


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Gives a picture.

    Raises:
        ValueError: it is in no form that can be read, or broken, or too large.
    """
    from PIL import Image

    Image.init()  # Pillow knows the later formats only then
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            yield picture
    except MemoryError:
        raise
    except Exception as error:  # over files that are broken Pillow raises whatever it stumbles on
        raise ValueError("no picture that can be read") from error
