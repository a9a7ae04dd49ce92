"""Gives a web page its pictures, inside it like its fonts: the page stays one file, which can be
sent, kept and opened without a network.

Each browser of today takes the larger one in AVIF, twice as fine as the column is wide; what cannot
read that gets WebP at half the size. Both together are smaller than one WebP at the full size. What
has few colours stays sharper and smaller without loss, in one WebP. Drawings stay drawings, unless
they hold words: a browser would set these in faces of the reader's machine.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

from PIL import Image

from laureate_print.errors import PictureError, TemplateError
from laureate_print.model import Picture
from laureate_print.pdf_engine import svg
from laureate_print.sources import pixels

_COLUMN = 700  # CSS px: no template has a wider column of text
_FINE = 2  # pixels of a good screen for each CSS px
_AVIF, _WEBP = 60, 75  # qualities at which nobody sees a difference at that size
_LONGEST = 16383  # pixels of a side of WebP (RFC 9649, 2.7.1.1)
_POINTING = re.compile(r'<img\b([^>]*?) src="picture:(\d+)"([^>]*)>')
_PLAIN = "/:;,='!~*()"  # what need not be encoded in a data URL between double quotation marks


def with_pictures(html: str, pictures: tuple[Picture, ...]) -> str:
    """Gives the HTML of a page with its pictures inside.

    Raises:
        TemplateError: a drawing cannot be drawn; with its name.
    """

    def shown(match: re.Match[str]) -> str:
        picture = pictures[int(match[2])]
        try:
            addresses = _addresses(picture)
        except PictureError as error:
            raise TemplateError(f"{picture.name}: {error.message}; {error.hint}") from error
        *better, last = addresses
        image = f'<img{match[1]} src="{last}"{match[3]}>'
        sources = "".join(f'<source type="image/avif" srcset="{it}">' for it in better)
        return f"<picture>{sources}{image}</picture>" if better else image

    return _POINTING.sub(shown, html)


def _addresses(picture: Picture) -> tuple[str, ...]:
    """Gives the data URLs of a picture, the best first; the last is for every browser."""
    width = min(picture.width, _COLUMN)
    if picture.kind == "pixels":
        return _encoded(picture.content, round(width))
    if not picture.letters.strip():
        return (f"data:image/svg+xml,{quote(picture.content.decode(), _PLAIN)}",)
    across = max(round(width * _FINE), 1)
    drawn = svg.pixels(picture.content, picture.letters, picture.faces, across)
    return (_data("webp", _webp(_no_wider(pixels.as_seen(drawn), across), lossless=True)),)


@lru_cache(maxsize=16)
def _encoded(content: bytes, width: int) -> tuple[str, ...]:
    seen = pixels.as_seen(content)
    large, small = (_no_wider(seen, width * scale) for scale in (_FINE, 1))
    avif = BytesIO()
    large.save(avif, "AVIF", quality=_AVIF, speed=6, max_threads=1)
    pair = (_data("avif", avif.getvalue()), _data("webp", _webp(small, lossless=False)))
    if content[:3] != b"\xff\xd8\xff":  # no photograph: perhaps of few colours
        exact = _data("webp", _webp(large, lossless=True))
        if len(exact) <= sum(map(len, pair)):
            return (exact,)
    return pair


def _no_wider(seen: Image.Image, width: int) -> Image.Image:
    """Gives a picture that is no wider, and whose sides WebP has room for."""
    scale = min(width / seen.width, _LONGEST / seen.height, 1)
    if scale == 1:
        return seen
    size = max(round(seen.width * scale), 1), max(round(seen.height * scale), 1)
    return seen.resize(size, Image.Resampling.LANCZOS)


def _webp(seen: Image.Image, lossless: bool) -> bytes:
    saved = BytesIO()
    seen.save(saved, "WEBP", quality=100 if lossless else _WEBP, lossless=lossless, method=4)
    return saved.getvalue()


def _data(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
