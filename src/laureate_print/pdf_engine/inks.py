"""Gives colours the inks of a press, by its profile (ICC.1) and within its limit of ink.

What is grey all over prints in black alone, as dark as it is seen: no plate that is off a hair
colours it. It is decided for a whole picture or a flat colour, never for a pixel: neighbours that
are nearly grey would differ in ink.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from laureate_print.errors import PictureError, ProjectError
from laureate_print.sources.pixels import is_neutral

_FULL = 255


class Press:
    """A press: its output profile, and the most ink of all four that it bears, in %."""

    def __init__(self, profile: bytes, total_ink: float) -> None:
        self._profile = ImageCms.ImageCmsProfile(BytesIO(profile))
        self._content = profile
        self._most = total_ink / 100 * _FULL
        self._from_srgb = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            self._profile,
            "RGB",
            "CMYK",
            ImageCms.Intent.PERCEPTUAL,
        )
        self._black = self._black_for_grey()

    def _black_for_grey(self) -> Any:
        """Gives the black ink, from 0 to 255, for each grey of sRGB: as light between paper and
        full black as the grey is between white and black.
        """
        steps = np.zeros((1, 256, 4), np.uint8)
        steps[0, :, 3] = np.arange(256)
        lab = ImageCms.createProfile("LAB")
        printed = _lightness(steps, "CMYK", self._profile, lab)
        seen = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, 2)
        wanted = _lightness(seen, "RGB", ImageCms.createProfile("sRGB"), lab)
        ranged = (wanted - wanted[0]) / (wanted[-1] - wanted[0])
        light = printed[-1] + ranged * (printed[0] - printed[-1])
        black = np.interp(light, printed[::-1], np.arange(256)[::-1])
        return np.rint(black).astype(np.uint8)

    def picture(self, seen: Image.Image) -> Image.Image:
        """Gives a picture of L or RGB in ink: L where black alone prints it, else CMYK."""
        if is_neutral(seen):
            grey = np.asarray(seen.convert("L"))
            return Image.fromarray(_FULL - self._black[grey])
        inks = ImageCms.applyTransform(seen.convert("RGB"), self._from_srgb)
        if inks is None:
            raise ValueError("a copy was asked for")
        return self._limited(inks)

    def of_another_press(self, inks: Image.Image, profile: bytes) -> Image.Image:
        """Gives a picture of CMYK for another press in the inks of this one.

        Raises:
            PictureError: its profile cannot be used.
        """
        if profile == self._content:
            return self._limited(inks)
        try:
            found = ImageCms.profileToProfile(
                inks,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                self._profile,
                ImageCms.Intent.PERCEPTUAL,
                outputMode="CMYK",
            )
        except (ImageCms.PyCMSError, OSError) as error:
            raise PictureError("its colour profile cannot be used", "save it in sRGB") from error
        if found is None:
            raise ValueError("a copy was asked for")
        return self._limited(found)

    def colour(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Gives the four inks of a flat colour of sRGB; all parts are from 0 to 1."""
        parts = [round(min(max(value, 0), 1) * _FULL) for value in (red, green, blue)]
        if len(set(parts)) == 1:
            return 0.0, 0.0, 0.0, float(self._black[parts[0]]) / _FULL
        flat = Image.new("RGB", (1, 1), (parts[0], parts[1], parts[2]))
        inks = self._limited(ImageCms.applyTransform(flat, self._from_srgb) or flat)
        return tuple(float(value) / _FULL for value in np.asarray(inks)[0, 0])

    @cached_property
    def _to_srgb(self) -> Any:
        return ImageCms.buildTransform(
            self._profile,
            ImageCms.createProfile("sRGB"),
            "CMYK",
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )

    def as_printed(self, inks: tuple[float, ...]) -> tuple[float, float, float]:
        """Gives the colour in sRGB that inks have beside the paper, which is white; parts from 0 to
        1.
        """
        flat = Image.fromarray(np.rint(np.array([[inks]]) * _FULL).astype(np.uint8), "CMYK")
        red, green, blue = np.asarray(ImageCms.applyTransform(flat, self._to_srgb))[0, 0] / _FULL
        return float(red), float(green), float(blue)

    def _limited(self, inks: Image.Image) -> Image.Image:
        """Gives a picture with no more ink than the press bears: of what is too much, the coloured
        inks alone give way.
        """
        values = np.asarray(inks).astype(np.float32)
        coloured, black = values[..., :3], values[..., 3]
        total = coloured.sum(axis=2)
        share = np.clip((self._most - black) / np.maximum(total, 1), 0, 1)
        values[..., :3] = np.floor(coloured * share[..., None] + 1e-3)
        return Image.fromarray(values.astype(np.uint8), "CMYK") if (share < 1).any() else inks

    def is_within_limit(self, inks: Image.Image) -> bool:
        """Whether no pixel of a picture has more ink than the press bears."""
        total = np.asarray(inks).astype(np.uint16).sum(axis=2)
        return bool(total.max(initial=0) <= self._most + 1)


def _lightness(values: Any, mode: str, profile: Any, lab: Any) -> Any:
    """Gives L* of a row of colours, from 0 to 255."""
    image = Image.fromarray(values, mode)
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    seen = ImageCms.profileToProfile(image, profile, lab, intent, outputMode="LAB")
    return np.asarray(seen)[0, :, 0].astype(np.float64)


@lru_cache(maxsize=4)
def press(profile: bytes, total_ink: float) -> Press:
    """Gives a press by its output profile and the most ink that it bears, in %.

    Raises:
        ProjectError: the profile is broken.
    """
    try:
        return Press(profile, total_ink)
    except (ImageCms.PyCMSError, OSError) as error:
        raise ProjectError(
            "laureate.toml: [print]: no colour can be reckoned by the 'profile'; ask your print"
            " shop for it anew"
        ) from error
