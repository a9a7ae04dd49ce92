"""Draws paper on a table: what is printed, in perspective and in its light, and the shadows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laureate_print.mockups.camera import Camera, Pixels
from laureate_print.mockups.light import casters, light
from laureate_print.mockups.values import Face, Leaf, Point

if TYPE_CHECKING:
    from PIL.Image import Image

_GROUND = (211, 210, 207)
_FINER = 2  # so many pixels are drawn for one, each way
_COLUMN, _STEP = 1.0, 4.0  # mm of light that is reckoned at once along a bent leaf, and blurred
_CREASE, _SOFT = 0.16, 1.4  # how much darker a fold is, and within how many mm


@dataclass(frozen=True, slots=True)
class Picture:
    """What is printed on a page of the file: its pixels, `scale` of them to the mm, from `outside`
    mm beyond its trim box on.
    """

    pixels: Image
    scale: float
    outside: float


def draw(seen: Camera, groups: Sequence[Sequence[Leaf]], pictures: Mapping[int, Picture]) -> Image:
    """Gives the picture of groups of leaves, each group from the lowest to the highest."""
    whole = _ground(seen, groups)
    for leaves in groups:
        _draw_group(whole, seen, leaves, pictures)
    return whole


def _ground(seen: Camera, groups: Sequence[Sequence[Leaf]]) -> Image:
    """Gives the table with the shadows of all that lies there."""
    from PIL import Image, ImageChops, ImageFilter

    leaves = [leaf for group in groups for leaf in group]
    shadowing = casters(leaves)
    points = [corner for corners in shadowing for corner in corners]
    left, right = (side(x for x, _, _ in points) for side in (min, max))
    near, far = (side(y for _, y, _ in points) for side in (min, max))
    more = max(right - left, far - near) * 0.6
    size = right - left + 2 * more, far - near + 2 * more
    face = Face((left - more, far + more, 0), (1, 0, 0), (0, -1, 0), (0, 0, 1), *size, 0)
    lit = light(face, shadowing).filter(ImageFilter.GaussianBlur(2))
    fine = _warped(lit, seen.onto(face), (lit.width / size[0], lit.height / size[1]), seen.size)
    ground = Image.new("RGB", seen.size, _GROUND)
    return ImageChops.multiply(ground, Image.merge("RGB", (fine, fine, fine)))


def _warped(
    picture: Image,
    onto: Sequence[float],
    scale: tuple[float, float],
    size: tuple[int, int],
    begin: tuple[float, float] = (0, 0),
) -> Image:
    """Gives a picture in perspective, white around it.

    Args:
        picture: what is drawn.
        onto: the matrix that brings mm of it to pixels of the result.
        scale: pixels of it to the mm, across and down.
        size: that of the result.
        begin: where in it the mm begin, across and down.
    """
    from PIL import Image

    back = _inverse(onto)
    across = [a * scale[0] + c * begin[0] for a, c in zip(back[:3], back[6:], strict=True)]
    down = [b * scale[1] + c * begin[1] for b, c in zip(back[3:6], back[6:], strict=True)]
    norm = back[8]
    matrix = [value / norm for value in (*across, *down, *back[6:8])]
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.transform(
        size, Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BILINEAR, fillcolor=white
    )


def _inverse(matrix: Sequence[float]) -> tuple[float, ...]:
    """Gives the inverse of a matrix of three rows, but for a factor: in perspective none counts."""
    a, b, c, d, e, f, g, h, i = matrix
    return (
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    )


def _draw_group(
    whole: Image, seen: Camera, leaves: Sequence[Leaf], pictures: Mapping[int, Picture]
) -> None:
    """Draws leaves that may cover each other: finer than they are seen, for smooth edges."""
    from PIL import Image, ImageChops

    points = [
        seen.at(it) for leaf in leaves for face in leaf.faces(inside=True) for it in face.corners
    ]
    across, along = zip(*points, strict=True)
    left, top = max(int(min(across)) - 1, 0), max(int(min(along)) - 1, 0)
    width = min(math.ceil(max(across)) + 1, whole.width) - left
    height = min(math.ceil(max(along)) + 1, whole.height) - top
    tile = Image.new("RGB", (width * _FINER, height * _FINER), 0)
    covered = Image.new("L", tile.size, 0)
    for leaf in leaves:
        shadowing = casters([other for other in leaves if other is not leaf])
        for inside in (True, False):
            _draw_side(_Tile(tile, covered, seen, left, top), leaf, inside, shadowing, pictures)
    tile, covered = tile.reduce(_FINER), covered.reduce(_FINER)
    there = whole.crop((left, top, left + width, top + height))
    free = ImageChops.invert(covered)
    behind = ImageChops.multiply(there, Image.merge("RGB", (free, free, free)))
    whole.paste(ImageChops.add(behind, tile), (left, top))


@dataclass(frozen=True, slots=True)
class _Tile:
    """A part of the picture that is drawn finer: its pixels, which of them are covered, and where
    it lies.
    """

    pixels: Image
    covered: Image
    seen: Camera
    left: int
    top: int

    def at(self, point: Point) -> Pixels:
        """Gives the place of a point in it."""
        x, y = self.seen.at(point)
        return (x - self.left) * _FINER, (y - self.top) * _FINER

    def onto(self, face: Face, left: int, top: int, finer: int) -> tuple[float, ...]:
        """Gives the matrix of a face for the part of it that begins at a pixel, drawn so much
        finer than the whole picture.
        """
        a, b, c, d, e, f, g, h, i = self.seen.onto(face)
        x, y = self.left + left / _FINER, self.top + top / _FINER
        across = ((a - x * g) * finer, (b - x * h) * finer, (c - x * i) * finer)
        return (*across, (d - y * g) * finer, (e - y * h) * finer, (f - y * i) * finer, g, h, i)


def _draw_side(
    tile: _Tile,
    leaf: Leaf,
    inside: bool,
    shadowing: Sequence[Sequence[Point]],
    pictures: Mapping[int, Picture],
) -> None:
    """Draws what is seen of a side of a leaf."""
    from PIL import Image, ImageDraw

    cut = leaf.inside if inside else leaf.outside
    faces = [face for face in leaf.faces(inside) if tile.seen.sees(face)]
    if cut is None or not faces:
        return
    picture, finer = pictures[cut.page], _FINER if leaf.grey is None else 1
    lit = _lit(leaf, inside, shadowing, picture)
    begin = picture.outside * picture.scale
    stretch = (cut.right - cut.left) / leaf.width
    for face in faces:
        corners = [tile.at(it) for it in face.corners]
        across, along = zip(*corners, strict=True)
        left, top = max(int(min(across)), 0), max(int(min(along)), 0)
        width = min(math.ceil(max(across)) + 1, tile.pixels.width) - left
        height = min(math.ceil(max(along)) + 1, tile.pixels.height) - top
        if width < 1 or height < 1:
            continue
        part = _warped(
            lit,
            tile.onto(face, left, top, finer),
            (picture.scale * stretch, picture.scale),
            (math.ceil(width * finer / _FINER), math.ceil(height * finer / _FINER)),
            (begin + face.begin * picture.scale * stretch, begin),
        )
        if finer < _FINER:
            part = part.resize((width, height), Image.Resampling.NEAREST)
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners], fill=255)
        tile.pixels.paste(part, (left, top), mask)
        tile.covered.paste(255, (left, top, left + width, top + height), mask)


def _lit(leaf: Leaf, inside: bool, shadowing: Sequence[Sequence[Point]], picture: Picture) -> Image:
    """Gives what is printed on a side of a leaf, in its light, with what stands outside of it."""
    from PIL import Image, ImageChops

    cut = leaf.inside if inside else leaf.outside
    if cut is None:
        raise ValueError("nothing is printed on this side")
    outside, scale = picture.outside, picture.scale
    box = (
        round(cut.left * scale),
        0,
        round((cut.right + 2 * outside) * scale),
        picture.pixels.height,
    )
    printed = picture.pixels.crop(box)
    if leaf.grey is not None:
        return printed.point(lambda value: round(value * leaf.grey))
    whole = _light_along(leaf, inside, shadowing)
    fine = _creased(whole.resize(printed.size, Image.Resampling.BILINEAR), leaf, inside, picture)
    return ImageChops.multiply(printed, Image.merge("RGB", (fine, fine, fine)))


def _light_along(leaf: Leaf, inside: bool, shadowing: Sequence[Sequence[Point]]) -> Image:
    """Gives the light on a side of a leaf, one flat part after the other, without steps."""
    from PIL import Image, ImageFilter

    faces = list(leaf.faces(inside))
    lights = [light(face, shadowing) for face in faces]
    whole = Image.new("L", (max(math.ceil(leaf.width / _COLUMN), 2), lights[0].height), 255)
    for face, lit in zip(faces, lights, strict=True):
        begin, end = (round(it / _COLUMN) for it in (face.begin, face.begin + face.width))
        whole.paste(lit.resize((max(end - begin, 1), lit.height)), (begin, 0))
    return whole.filter(ImageFilter.GaussianBlur((_STEP if len(faces) > 1 else 1, 1.2)))


def _creased(lit: Image, leaf: Leaf, inside: bool, picture: Picture) -> Image:
    """Gives the light on a side with a soft shade along its folds."""
    import numpy
    from PIL import Image

    folds = leaf.folds if inside else leaf.folds[::-1]
    across = numpy.arange(lit.width, dtype=numpy.float32) / numpy.float32(picture.scale)
    across -= numpy.float32(picture.outside)
    shade = numpy.ones(lit.width, dtype=numpy.float32)
    ends = 0.0, lit.width / picture.scale - 2 * picture.outside
    for is_fold, place in zip(folds, ends, strict=True):
        if is_fold:
            far = numpy.abs(across - numpy.float32(place)) / numpy.float32(_SOFT)
            shade *= 1 - numpy.float32(_CREASE) / (1 + far * far)
    values = numpy.asarray(lit).astype(numpy.float32) * shade
    return Image.fromarray((values + 0.5).astype(numpy.uint8))
