"""Draws SVG pictures: as vectors by svg2pdf, as pixels by resvg; both know all of SVG 1.1 that does
not move, of which the engine leaves out half in silence.

Words are drawn as outlines in the project's faces: what a reader gets is the picture's alternative
text.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from laureate_print.errors import PictureError
from laureate_print.model import Face
from laureate_print.sources.fonts import cut

_CHILD = Path(__file__).with_name("svg_child.py")
_SECONDS = 20  # one filter can take a minute
_SCALE = 4.0  # of what becomes pixels in a drawing of vectors: 384 dpi


@lru_cache(maxsize=16)
def vectors(svg: bytes, letters: str, faces: tuple[Face, ...]) -> bytes:
    """Gives a drawing as a PDF of one page, which is as large as the drawing.

    Raises:
        PictureError: it cannot be drawn, or not within 20 s.
    """
    return _draw(svg, letters, faces, {"scale": _SCALE})


@lru_cache(maxsize=16)
def pixels(
    svg: bytes, letters: str, faces: tuple[Face, ...], width: int, background: str | None
) -> bytes:
    """Gives a drawing as a PNG of so many columns, on a background if there is one.

    Raises:
        PictureError: it cannot be drawn, or not within 20 s.
    """
    return _draw(svg, letters, faces, {"width": width, "background": background})


def _draw(svg: bytes, letters: str, faces: tuple[Face, ...], asked: dict[str, Any]) -> bytes:
    with TemporaryDirectory() as folder:
        paths = []
        for number, face in enumerate(faces):
            paths.append(Path(folder, f"{number}.ttf"))
            paths[-1].write_bytes(cut(face, letters))
        asked = {**asked, "svg": svg.decode(), "fonts": [str(path) for path in paths]}
        try:
            done = subprocess.run(  # noqa: S603 # our own program
                [sys.executable, "-P", str(_CHILD)],
                input=json.dumps(asked).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PictureError(
                f"it takes longer than {_SECONDS} s to draw", "make its filters smaller"
            ) from error
    if done.returncode or not done.stdout:
        hint = "save it again as plain SVG"
        if letters.strip():
            hint = "give each script a <text> of its own, or turn its words into paths"
        raise PictureError("it cannot be drawn", hint)
    return done.stdout
