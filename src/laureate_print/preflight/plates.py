"""The printing plates as a picture: Ghostscript separates each page, numpy counts the ink."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from laureate_print.atomic_write import temporary_folder, writing
from laureate_print.errors import MissingToolError
from laureate_print.preflight.colours import PROCESS
from laureate_print.preflight.geometry import Box, Point, Sheet

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Ink = NDArray[numpy.float32]

_CHATTER = re.compile(
    r"GPL Ghostscript \S+ \(|Copyright|This software is|see the file|Processing pages|Page"
    r" \d+$|Querying operating"
    r"|The following (errors|warnings)|This file had errors|The file was produced|>>>>|Please"
    r" notify|file that it does"
    r"|specification\.$|Operand stack|Execution stack|Dictionary stack|Current allocation|--"
)
RESOLUTION = 100  # dpi: a millimetre is four pixels, and a mark of 0.1 mm still fills one


@dataclass(frozen=True, slots=True)
class InkMaximum:
    """The most ink in one place: total ink in %, and where, in mm from the top left corner of the
    trim box.
    """

    total: float
    x: float
    y: float


@dataclass(frozen=True)
class Plates:
    """The plates of one page, each a picture of its tints from 0 (paper) to 1 (full), at
    `resolution` dpi.
    """

    sheet: Sheet
    inks: dict[str, Ink]
    resolution: int = RESOLUTION

    @property
    def step(self) -> float:
        """The side of a pixel in mm."""
        return 25.4 / self.resolution

    @cached_property
    def total(self) -> Ink:
        """All inks together: 4 where the four process colours are full."""
        import numpy

        total: Ink = numpy.sum(list(self.inks.values()), axis=0, dtype=numpy.float32)
        return total

    def part(self, picture: Ink, box: Box) -> Ink:
        """Gives the pixels that stand wholly in a box, at least one; nothing where the box is off
        the page.
        """
        (left, top), step = self.origin, self.step
        x, y = self._first(box)
        p, q = int((box.right - left) / step), int((box.bottom - top) / step)
        return picture[y : max(q, y + 1, 0), x : max(p, x + 1, 0)]

    @property
    def origin(self) -> Point:
        """The top left corner of the picture, in mm: it stands on the page's lower edge, so it may
        begin above it.
        """
        return self.sheet.media.left, self.sheet.media.bottom - self.total.shape[0] * self.step

    def _first(self, box: Box) -> tuple[int, int]:
        left, top = self.origin
        x, y = int((box.left - left) / self.step + 0.999), int((box.top - top) / self.step + 0.999)
        return max(x, 0), max(y, 0)

    def inks_in(self, box: Box, least: float = 0.02) -> tuple[str, ...]:
        """Gives the inks that print more than `least` (2 %) anywhere in a box."""
        return tuple(
            ink
            for ink, picture in self.inks.items()
            if (part := self.part(picture, box)).size and part.max() > least
        )

    def worst(self, box: Box, window: float = 0.0) -> InkMaximum:
        """Gives the most ink in a box: in one pixel, or on average in a square of `window` mm."""
        part = self.part(self.total, box)
        side = max(round(window / self.step), 1)
        if min(part.shape, default=0) < side:
            return InkMaximum(0.0, 0.0, 0.0)
        means = _averages(part, side)
        first, (row, column) = self._first(box), divmod(int(means.argmax()), means.shape[1])
        return InkMaximum(
            round(float(means[row, column]) * 100, 1),
            round(self.origin[0] + (first[0] + column + side / 2) * self.step, 1),
            round(self.origin[1] + (first[1] + row + side / 2) * self.step, 1),
        )


def _averages(picture: Ink, side: int) -> Ink:
    import numpy

    if side == 1:
        return picture
    sums = numpy.zeros((picture.shape[0] + 1, picture.shape[1] + 1), dtype=numpy.float64)
    sums[1:, 1:] = picture.cumsum(axis=0, dtype=numpy.float64).cumsum(axis=1)
    total = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    means: Ink = (total / side**2).astype(numpy.float32)
    return means


class Separation:
    """The plates of a whole file; `warnings` is what Ghostscript had to say.

    Use it as a context: the pictures are read page by page from a folder that goes with it. Raises
    `MissingToolError` where there is no Ghostscript.
    """

    def __init__(self, content: bytes, resolution: int = RESOLUTION) -> None:
        self._content, self._resolution = content, resolution
        self._open = ExitStack()
        self.warnings: tuple[str, ...] = ()

    def __enter__(self) -> Separation:
        self._folder = folder = self._open.enter_context(temporary_folder())
        with writing(folder / "file.pdf"):
            (folder / "file.pdf").write_bytes(self._content)
        command = [
            "gs",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=tiffsep",
            f"-r{self._resolution}",
        ]
        command += [
            "-sCompression=none",
            "-dUseMediaBox=true",
            "-sOutputFile=page%d.tif",
            "file.pdf",
        ]
        try:
            done = subprocess.run(  # noqa: S603 a fixed command; the file is named by us
                command,
                cwd=folder,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=600,
                env=os.environ | {"TMPDIR": str(folder)},
            )
        except FileNotFoundError as error:
            self._open.close()
            raise MissingToolError(
                "Ghostscript is missing; install the package ghostscript, or run: make build"
            ) from error
        except subprocess.TimeoutExpired:
            self.warnings = ("Ghostscript had not separated the file after ten minutes",)
            return self
        self.warnings = tuple(dict.fromkeys(_sentences(done.stdout + "\n" + done.stderr)))
        if done.returncode and not self.warnings:
            self.warnings = (f"Ghostscript stopped with code {done.returncode}",)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def page(self, sheet: Sheet) -> Plates | None:
        """Gives the plates of a page, process colours first; none where Ghostscript made none."""
        inks = dict(self._pictures(sheet.number))
        if not inks:
            return None
        ordered = {
            ink: inks[ink] for ink in (*PROCESS, *sorted(inks.keys() - set(PROCESS))) if ink in inks
        }
        return Plates(sheet, ordered, self._resolution)

    def _pictures(self, number: int) -> Iterator[tuple[str, Ink]]:
        import numpy
        from PIL import Image

        for path in self._folder.glob(f"page{number}(*).tif"):
            name = re.sub(r"^page\d+\((.*)\)\.tif$", r"\1", path.name)
            with Image.open(path) as picture:
                tints = 1 - numpy.asarray(picture).astype(numpy.float32) / numpy.float32(255)
            if name in PROCESS or tints.any():
                yield name, tints


def _sentences(text: str) -> Iterator[str]:
    """Gives the lines about the file, without Ghostscript's greeting, its paths and its
    stacks.
    """
    for line in text.splitlines():
        words = " ".join(line.replace("****", "").split())
        if words and not _CHATTER.match(words):
            yield re.sub(r" from /\S+", "", words)[:300]
