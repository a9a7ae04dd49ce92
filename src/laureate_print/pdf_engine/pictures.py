"""Gives the engine pictures that keep what the file declares.

Takes the place of `weasyprint.document.original_get_image_from_uri` for pages of ours. The engine
draws nothing by itself then: it asks a picture for its size, and to draw itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laureate_print.model import Picture, PrintSettings
from laureate_print.pdf_engine.drawn_pictures import DrawnPictures
from laureate_print.sources.pictures import looks_like_svg

SCHEME = "picture:"


class Pictures:
    """The pictures of one page for the engine, by address; finishes those that are forms."""

    def __init__(self, pictures: tuple[Picture, ...], settings: PrintSettings | None) -> None:
        self._pictures, self._settings = pictures, settings
        self._images: dict[str, Any] = {}
        self.drawn = DrawnPictures()

    def image(self, url: str, fetch: Callable[[], bytes]) -> Any:
        """Gives the engine's image for an address; none where it should draw by itself: a drawing
        in a style sheet, which may have colours of the press.
        """
        if url not in self._images:
            if url.startswith(SCHEME):
                self._images[url] = self._made(self._pictures[int(url.removeprefix(SCHEME))])
            else:
                self._images[url] = self._of_a_style_sheet(fetch())
        return self._images[url]

    def _made(self, shown: Picture) -> Any:
        from laureate_print.pdf_engine.picture_images import image

        return image(shown, self._settings, self.drawn)

    def _of_a_style_sheet(self, content: bytes) -> Any:
        if looks_like_svg(content):
            return None
        from laureate_print.pdf_engine.picture_images import named
        from laureate_print.sources.pixels import size

        name = "a picture of a style sheet"
        wide, high = named(name, lambda: size(content))
        return self._made(Picture(name, content, "pixels", wide, high, (wide, high)))

    def finish(self, pdf: Any) -> None:
        """Writes the forms of drawings into a PDF, whose pages are drawn."""
        if self.drawn.forms:
            from laureate_print.pdf_engine.picture_images import write_forms

            write_forms(pdf, self.drawn, self._settings)


def image_from_uri(original: Callable[..., Any]) -> Callable[..., Any]:
    """Gives what takes the place of the engine's own function: for pages of ours our images, for
    those of a host program, and for drawings in style sheets, those of the engine.
    """

    def get_image_from_uri(
        cache: Any, url_fetcher: Any, options: Any, url: str, *rest: Any, **further: Any
    ) -> Any:
        pictures = getattr(url_fetcher, "pictures", None)
        if isinstance(pictures, Pictures):
            found = pictures.image(url, lambda: url_fetcher.fetch(url).read())
            if found is not None:
                return found
        return original(cache, url_fetcher, options, url, *rest, **further)

    return get_image_from_uri
