"""What inks look like on paper, by the output profile that a file has inside (ICC.1)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from laureate_print.pdf_reader.objects import BROKEN, elements, entry

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Values = NDArray[numpy.floating[Any]]


class PrintedColours:
    """Colours as a press prints them beside the white of its paper."""

    def __init__(self, profile: bytes) -> None:
        """Raises `PyCMSError` or `OSError` where it is no profile of a press of four inks."""
        from PIL import ImageCms

        self._to_lab: Any = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("LAB"),
            "CMYK",
            "LAB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )

    def luminance(self, inks: Values) -> Values:
        """Gives Y of colours of four inks (colours × inks, each from 0 to 1): 1 is the paper, as
        CIE L* has it.
        """
        import numpy
        from PIL import Image, ImageCms

        bytes_ = numpy.rint(inks * 255).astype(numpy.uint8)[None]
        lab = ImageCms.applyTransform(Image.fromarray(bytes_, "CMYK"), self._to_lab)
        light = numpy.asarray(lab)[0, :, 0] * (100 / 255)
        bright = ((light + 16) / 116) ** 3
        luminance: Values = numpy.where(light > 8, bright, light * (27 / 24389))
        return luminance


def contrast(one: Values, other: Values) -> Values:
    """Gives the contrast of luminances, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    import numpy

    lighter, darker = numpy.maximum(one, other), numpy.minimum(one, other)
    ratio: Values = (lighter + numpy.float32(0.05)) / (darker + numpy.float32(0.05))
    return ratio


def printed_colours(pdf: pikepdf.Pdf) -> PrintedColours | None:
    """Gives how the first output condition of a file prints; none where its profile is not of four
    inks, or not there.
    """
    from PIL.ImageCms import PyCMSError

    for intent in elements(entry(pdf.Root, "/OutputIntents")):
        profile = entry(intent, "/DestOutputProfile")
        if isinstance(profile, pikepdf.Stream):
            try:
                return PrintedColours(profile.read_bytes())
            except (PyCMSError, *BROKEN):
                return None
    return None
