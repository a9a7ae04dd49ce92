"""A picture of a print file as it lies on a table when it is folded or bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from laureate_print.errors import InputError
from laureate_print.mockups import bound_books, flat_sheets, folded_sheets
from laureate_print.mockups.camera import Camera, camera
from laureate_print.mockups.drawing import Picture, draw
from laureate_print.mockups.values import Leaf, placed
from laureate_print.model import MM_PER_PT, PT_PER_MM, Panel
from laureate_print.pdf_reader.objects import open_pdf
from laureate_print.preflight.geometry import Sheet, sheet

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 2400  # px
_GAP = 0.17  # between what lies there, in heights of a page
_TURN = 0.06  # radians by which the first and the last of a row are turned, to show the spine
_OUTSIDE = 1.0  # mm beyond the trim that are drawn, so that edges are not cut short


@dataclass(frozen=True, slots=True)
class Binding:
    """What becomes of a print file: a sheet with panels, those of each side as they lie, or a
    `stitched` book of `paper` of a thickness in mm, bound on the right where it is read
    `from_right`.
    """

    sides: Sequence[Sequence[Panel]] = ()
    stitched: bool = False
    paper: float = 0.1
    from_right: bool = False


def mockup(
    content: bytes, binding: Binding, title: str = "", about: str = "", longest: int = LONGEST
) -> bytes:
    """Gives a PNG of a PDF as it lies on a table when it is folded or bound.

    Args:
        content: the print file.
        binding: what becomes of it.
        title: that of what it holds; the picture has it as text.
        about: what the picture shows, which it says as text, too.
        longest: the pixels of the picture's longer side.

    Raises:
        InputError: it is no PDF.
    """
    with open_pdf(content) as pdf:
        sheets = [sheet(number, page) for number, page in enumerate(pdf.pages, 1)]
    groups = _laid(_views(sheets, binding))
    seen = camera([leaf for group in groups for leaf in group], longest)
    whole = draw(seen, groups, _pictures(content, sheets, groups, seen))
    return _png(whole, seen, {"Title": title, "Description": about})


def _views(sheets: Sequence[Sheet], binding: Binding) -> list[list[tuple[Leaf, ...]]]:
    """Gives what is shown, in rows."""
    sizes = [(here.trim.width, here.trim.height) for here in sheets]
    if binding.stitched and len(sizes) % 4 == 0:
        widths = [width for width, _ in sizes]
        return bound_books.views(widths, sizes[0][1], binding.paper, binding.from_right)
    rows = folded_sheets.views(binding.sides, sizes[0][1]) if len(sizes) == 2 else None
    if rows is None:
        rows = flat_sheets.views(sizes)
        rows = [row[::-1] for row in rows] if binding.from_right else rows
    return rows


def _laid(rows: Sequence[Sequence[tuple[Leaf, ...]]]) -> list[tuple[Leaf, ...]]:
    """Gives what is shown as it lies on the table: each row in the middle below the one before."""
    found: list[tuple[Leaf, ...]] = []
    below = 0.0
    height = max(leaf.height for row in rows for leaves in row for leaf in leaves)
    gap = height * _GAP
    for row in rows:
        highest = max(z for leaves in row for leaf in leaves for _, z in leaf.profile)
        below -= highest / 2 if found else 0  # by which it is seen further up
        widths = [_width(leaves) for leaves in row]
        left = -(sum(widths) + gap * (len(row) - 1)) / 2
        for number, (leaves, width) in enumerate(zip(row, widths, strict=True)):
            turn = _TURN * (1 - 2 * number / (len(row) - 1)) if len(rows) > 1 < len(row) else 0.0
            found.append(placed(leaves, left + width / 2, below, turn))
            left += width + gap
        below -= height + gap
    return found


def _width(leaves: Sequence[Leaf]) -> float:
    across = [x for leaf in leaves for x, _ in leaf.profile]
    return max(across) - min(across)


def _pictures(
    content: bytes, sheets: Sequence[Sheet], groups: Iterable[Sequence[Leaf]], seen: Camera
) -> dict[int, Picture]:
    """Gives the pages of a file that are seen: twice as fine as they are seen, but for those of
    which only the edges are.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"PDFium cannot open the PDF: {error}") from error
    pictures = {}
    for number, whole in _seen(groups, seen).items():
        scale = seen.scale * (2 if whole else 0.5)
        page, here = document[number - 1], sheets[number - 1]
        left, bottom, right, top = here.named.get("TrimBox") or page.get_cropbox()
        more = _OUTSIDE * PT_PER_MM
        page.set_cropbox(left - more, bottom - more, right + more, top + more)
        size = [round((it + 2 * _OUTSIDE) * scale) for it in (here.trim.width, here.trim.height)]
        pixels = page.render(scale=scale * MM_PER_PT).to_pil().convert("RGB").resize(size)
        pictures[number] = Picture(pixels, scale, _OUTSIDE)
    document.close()
    return pictures


def _seen(groups: Iterable[Sequence[Leaf]], seen: Camera) -> dict[int, bool]:
    """Gives the pages of which anything is seen, and of which more than the edges."""
    found: dict[int, bool] = {}
    for leaf in (leaf for group in groups for leaf in group):
        for inside, cut in ((True, leaf.inside), (False, leaf.outside)):
            if cut and any(map(seen.sees, leaf.faces(inside))):
                found[cut.page] = found.get(cut.page, False) or leaf.grey is None
    return found


def _png(whole: Image, seen: Camera, texts: Mapping[str, str]) -> bytes:
    """Gives the picture as PNG in sRGB, in its own size where it is printed, with what it says of
    itself.
    """
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add(b"sRGB", b"\0")  # rendered perceptually (PNG, 11.3.2.5)
    for name, text in texts.items():
        if text:
            info.add_itxt(name, text)
    target = BytesIO()
    dpi = round(seen.scale * 25.4)
    whole.save(target, "PNG", dpi=(dpi, dpi), pnginfo=info, compress_level=6)
    return target.getvalue()
