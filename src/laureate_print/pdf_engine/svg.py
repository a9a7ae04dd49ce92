"""Draws SVG pictures: as vectors by svg2pdf, as pixels by resvg; both know nearly all of SVG 1.1
that does not move, of which the engine leaves out half in silence. Each drawing is compared.

Words are drawn as outlines in the project's faces: what a reader gets is the picture's alternative
text.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from laureate_print.atomic_write import temporary_folder, writing
from laureate_print.errors import PictureError
from laureate_print.model import Face
from laureate_print.sources.fonts import cut

_CHILD = Path(__file__).with_name("svg_child.py")
_SECONDS = 20  # one filter can take a minute
_COMPARED = 300  # px across
_DIFFERENT, _SHARE = 32, 0.01  # of 255, of all pixels: less is how edges are drawn
_SCALE = 4.0  # of what becomes pixels in a drawing of vectors: 384 dpi


@lru_cache(maxsize=16)
def faithful_vectors(svg: bytes, letters: str, faces: tuple[Face, ...]) -> bytes | None:
    """Gives a drawing as a PDF of one page, which is as large as the drawing; none where svg2pdf
    draws it otherwise than resvg, which knows a little more of SVG.

    Raises:
        PictureError: it cannot be drawn, or not within 20 s.
    """
    seen = Image.open(BytesIO(pixels(svg, letters, faces, _COMPARED)))
    vectors = _attempt(svg, letters, faces, scale=_SCALE)
    if isinstance(vectors, PictureError):  # resvg draws it, if more coarsely
        return None
    with pypdfium2.PdfDocument(vectors) as document:
        page = document[0]
        drawn = page.render(scale=seen.width / page.get_width()).to_pil()
    one, other = (_from_afar(image, seen.height / seen.width) for image in (seen, drawn))
    off = (np.abs(one - other).max(axis=2) > _DIFFERENT).mean()
    return vectors if off <= _SHARE else None


def _from_afar(image: Image.Image, ratio: float) -> Any:
    """Gives a picture small and blurred, so that edges count little."""
    size = (_COMPARED // 2, max(round(_COMPARED // 2 * ratio), 1))
    shown = image.convert("RGBA")
    shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    small = shown.convert("RGB").resize(size, Image.Resampling.BOX)
    return np.asarray(small.filter(ImageFilter.GaussianBlur(1))).astype(np.int16)


def pixels(svg: bytes, letters: str, faces: tuple[Face, ...], width: int) -> bytes:
    """Gives a drawing as a PNG of so many columns.

    Raises:
        PictureError: it cannot be drawn, or not within 20 s.
    """
    drawn = _attempt(svg, letters, faces, width=width)
    if isinstance(drawn, PictureError):
        raise drawn
    return drawn


@lru_cache(maxsize=32)
def _attempt(
    svg: bytes, letters: str, faces: tuple[Face, ...], **asked: float
) -> bytes | PictureError:
    """Gives what the child draws, or why it does not: it is asked once."""
    with temporary_folder() as folder:
        paths = [folder / f"{number}.ttf" for number, _ in enumerate(faces)]
        for path, face in zip(paths, faces, strict=True):
            with writing(path):
                path.write_bytes(cut(face, letters))
        order = {**asked, "svg": svg.decode(), "fonts": [str(path) for path in paths]}
        order["seconds"] = _SECONDS
        try:
            done = subprocess.run(  # noqa: S603 # our own program
                [sys.executable, "-P", str(_CHILD)],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            trouble = f"it takes longer than {_SECONDS} s to draw"
            return PictureError(trouble, "make its filters smaller")
    if done.returncode or not done.stdout:
        hint = "save it again as plain SVG"
        if letters.strip():
            hint = "give each script a <text> of its own, or turn its words into paths"
        return PictureError("it cannot be drawn", hint)
    return done.stdout
