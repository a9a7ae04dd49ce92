"""A proof sheet for people: each page as PDFium draws it, with trim, safe area, bleed and folds
drawn over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from laureate_print.errors import InputError
from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader.objects import open_pdf
from laureate_print.preflight.geometry import Box, Sheet, sheet

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_GAP = 6.0  # mm between pages and around them
_WIDEST = 12_000  # px: a proof of many pages is drawn smaller


@dataclass(frozen=True, slots=True)
class Line:
    """How a box or a fold is drawn: a colour that the colour-blind tell apart, too, and dashes and
    gaps in mm.
    """

    name: str
    colour: str
    dashes: tuple[float, ...] = ()


TRIM_LINE, BLEED_LINE = Line("trim", "#cc0066"), Line("bleed", "#0072b2", (3.0, 1.5))
SAFE_LINE, FOLD_LINE = (
    Line("safe area", "#007f5f", (0.8, 0.8)),
    Line("fold", "#d55e00", (5.0, 1.2, 1.0, 1.2)),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a proof shows: the names of the pages, folds in mm from the left of each page's trim,
    the safe area in mm.

    `face` is the font file, its bytes, for what is written; with none, Pillow's own face, which
    knows Latin letters alone.
    """

    names: Sequence[str] = ()
    folds: Sequence[Sequence[float]] = ()
    safe: float = 3.0
    resolution: int = 110
    face: bytes | None = None


def proof(content: bytes, settings: Settings | None = None) -> bytes:
    """Gives one PNG of all pages of a PDF, side by side: two in a row, four where there are more
    than four.

    Raises `InputError` if it is no PDF.
    """
    from PIL import Image, ImageDraw

    given = settings or Settings()
    with open_pdf(content) as pdf:
        sheets = [sheet(number, page) for number, page in enumerate(pdf.pages, 1)]
    columns = min(len(sheets), 2 if len(sheets) <= 4 else 4)
    wide = max((here.media.width for here in sheets), default=1) + _GAP
    scale = min(given.resolution / 25.4, _WIDEST / (wide * max(columns, 1) + _GAP))
    pictures = _pictures(content, sheets, scale)
    tiles = [
        _tile(picture, here, given, scale) for picture, here in zip(pictures, sheets, strict=True)
    ]
    rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns or 1)]
    heights = [max(tile.height for tile in row) for row in rows]
    gap = round(_GAP * scale)
    width = max((sum(tile.width + gap for tile in row) for row in rows), default=0) + gap
    legend = _legend(given, scale, width - gap)
    foot = round((max(down for _, _, _, down in legend) + 2 * _GAP) * scale)
    whole = Image.new(
        "RGB", (width, sum(height + gap for height in heights) + gap + foot), "#f2f2f2"
    )
    top = gap
    for row, height in zip(rows, heights, strict=True):
        left = gap
        for tile in row:
            whole.paste(tile, (left, top))
            left += tile.width + gap
        top += height + gap
    draw = ImageDraw.Draw(whole)
    for line, text, across, down in legend:
        middle = top + (down + 2.2) * scale
        _stroke(draw, line, (across, middle), (across + 12 * scale, middle), scale)
        draw.text((across + 14 * scale, top + down * scale), text, line.colour, _font(given, scale))
    target = BytesIO()
    whole.save(target, "PNG", compress_level=3)  # of flat colours smaller than at 9, and sooner
    return target.getvalue()


def _pictures(content: bytes, sheets: Sequence[Sheet], scale: float) -> list[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"PDFium cannot open the PDF: {error}") from error
    pictures = []
    for here, page in zip(sheets, document, strict=True):
        page.set_cropbox(*page.get_mediabox())
        size = (round(here.media.width * scale), round(here.media.height * scale))
        pictures.append(page.render(scale=scale * MM_PER_PT).to_pil().convert("RGB").resize(size))
    document.close()
    return pictures


def _tile(picture: Image, here: Sheet, given: Settings, scale: float) -> Image:
    """Gives a page with its lines, and its name above it."""
    from PIL import Image, ImageDraw

    head = round(_GAP * scale)
    tile = Image.new("RGB", (picture.width, picture.height + head), "#f2f2f2")
    tile.paste(picture, (0, head))
    draw = ImageDraw.Draw(tile)
    names = [f"page {here.number}", *given.names[here.number - 1 : here.number]]
    size = f"{here.trim.width:g} × {here.trim.height:g} mm".replace(".0 ", " ")
    draw.text((0, head * 0.2), f"{' · '.join(names)} · {size}", "#222222", _font(given, scale))
    boxes = (
        (BLEED_LINE, here.bleed),
        (SAFE_LINE, here.trim.grown(-given.safe)),
        (TRIM_LINE, here.trim),
    )
    for line, box in boxes:
        _outline(draw, line, box, here, scale, head)
    for place in (*given.folds[here.number - 1 : here.number], ())[0]:
        _outline(
            draw, FOLD_LINE, Box(place, here.bleed.top, place, here.bleed.bottom), here, scale, head
        )
    return tile


def _outline(draw: ImageDraw, line: Line, box: Box, here: Sheet, scale: float, head: int) -> None:
    def point(x: float, y: float) -> tuple[float, float]:
        return (x - here.media.left) * scale, (y - here.media.top) * scale + head

    corners = [
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        _stroke(draw, line, point(*start), point(*end), scale)


def _stroke(
    draw: ImageDraw, line: Line, start: tuple[float, float], end: tuple[float, float], scale: float
) -> None:
    width, length = max(round(0.35 * scale), 1), abs(end[0] - start[0]) + abs(end[1] - start[1])
    if not length:
        return
    along, number, dashes = 0.0, 0, line.dashes or (length / scale,)
    across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    while along < length:
        step = dashes[number % len(dashes)] * scale
        until = min(along + step, length)
        if number % 2 == 0:
            first = (start[0] + across * along, start[1] + down * along)
            last = (start[0] + across * until, start[1] + down * until)
            draw.line([first, last], fill=line.colour, width=width)
        along, number = until, number + 1


def _legend(given: Settings, scale: float, width: float) -> list[tuple[Line, str, float, float]]:
    """Gives each line with its text, how many px from the left, and how many mm down: they wrap at
    `width` px.
    """
    font, across, down = _font(given, scale), _GAP * scale, 0.0
    places: list[tuple[Line, str, float, float]] = []
    for line in (TRIM_LINE, BLEED_LINE, SAFE_LINE, *([FOLD_LINE] if any(given.folds) else [])):
        text = f"{line.name}, {given.safe:g} mm inside the trim" if line is SAFE_LINE else line.name
        needed = 14 * scale + font.getlength(text)
        if places and across + needed > width:
            across, down = _GAP * scale, down + _GAP
        places.append((line, text, across, down))
        across += needed + _GAP * scale
    return places


def _font(given: Settings, scale: float) -> Any:
    from PIL import ImageFont

    size = max(round(3.4 * scale), 9)
    return (
        ImageFont.truetype(BytesIO(given.face), size)
        if given.face
        else ImageFont.load_default(size)
    )
