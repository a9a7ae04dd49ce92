"""Has the engine set a page: closed URL fetcher, private fonts, options."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from laureate_print.errors import TemplateError
from laureate_print.model import Face, Layout, Page
from laureate_print.pdf_engine.loading import load_engine
from laureate_print.pdf_engine.process import check_owned

# Readers join a divided word at U+002D alone. A head goes with what it heads, a row with its notes.
_BREAKS = """
html { hyphenate-character: "-"; hyphenate-limit-chars: 6 2 3 }
caption, dt { break-after: avoid }
caption, figure, tr { break-inside: avoid }
"""


def typeset(page: Page, faces: tuple[Face, ...]) -> tuple[bytes, Layout]:
    """Lays out a page and gives it with what was laid out where.

    A page to keep becomes PDF/A-4f, PDF/UA-2 and WTPDF 1.0 with its sources inside, one for a press
    a plain PDF, any other PDF/A-2a and PDF/UA-1.

    Where its template allows several type sizes, the largest is taken at which the text keeps to
    its pages.

    Raises:
        TemplateError: the page asks for anything but its own data and our faces.
        MissingToolError: Pango or HarfBuzz is not installed.
    """
    check_owned()
    weasyprint = load_engine()
    from weasyprint.urls import FatalURLFetchingError

    with _complaints() as complaints:
        try:
            return _typeset(weasyprint, page, faces, complaints)
        except FatalURLFetchingError as error:
            raise TemplateError(str(error)) from error


def _typeset(
    weasyprint: Any, page: Page, faces: tuple[Face, ...], complaints: list[str]
) -> tuple[bytes, Layout]:
    from laureate_print.pdf_engine.attachments import associate_once, attachments
    from laureate_print.pdf_engine.fitting import fitted
    from laureate_print.pdf_engine.lines import read_layout

    options = _options(page)
    source = _Source(weasyprint, page, faces)

    def lay_out(size: float) -> Any:
        complaints.clear()  # of a size that was tried before
        return source.lay_out(size, options)

    size, document = fitted(lay_out, page)
    _describe(document, page, source.bookmarks)
    inside = attachments(page.attachments, page.date)
    content = document.write_pdf(finisher=associate_once, attachments=inside, **options)
    return content, read_layout(document.pages, tuple(dict.fromkeys(complaints)), size)


class _Source:
    """A page with its faces, ready to be laid out at any type size."""

    def __init__(self, weasyprint: Any, page: Page, faces: tuple[Face, ...]) -> None:
        from weasyprint.text.fonts import FontConfiguration

        from laureate_print.pdf_engine.furigana import STYLE

        self._weasyprint = weasyprint
        self._fetcher, rules = _closed_fetcher(faces, frozenset(page.html))
        self._configuration = FontConfiguration()
        self._html = weasyprint.HTML(string=page.html, url_fetcher=self._fetcher)
        self.bookmarks = _prepare(self._html.etree_element, page)
        self._faces = self._sheet(rules + STYLE + _BREAKS)

    def lay_out(self, size: float, options: dict[str, Any]) -> Any:
        """Gives the engine's document at a type size in pt; at 0 as its own style says."""
        sheets = [self._faces]
        if size:
            sheets.append(self._sheet(f":root {{ font-size: {size}pt }}"))
        return self._html.render(font_config=self._configuration, stylesheets=sheets, **options)

    def _sheet(self, text: str) -> Any:
        return self._weasyprint.CSS(
            string=text, font_config=self._configuration, url_fetcher=self._fetcher
        )


def _options(page: Page) -> dict[str, Any]:
    """Gives the engine's name for the standard that a page starts from; a press takes
    none of them.
    """
    variant = page.job.output.variant
    return {"pdf_variant": variant, "pdf_tags": True} if variant else {}


def _describe(document: Any, page: Page, bookmarks: dict[str, str]) -> None:
    """Gives a document that is laid out what the engine does not say of it by itself; bookmarks
    lose their readings.
    """
    from laureate_print.pdf_engine.line_breaking import plain
    from laureate_print.pdf_engine.metadata import Metadata

    document.metadata = Metadata.of(document.metadata, page)
    for laid_out in document.pages:
        laid_out.bookmarks = [
            (level, plain(bookmarks.get(label, label)), *rest)
            for level, label, *rest in laid_out.bookmarks
        ]


def _prepare(root: Any, page: Page) -> dict[str, str]:
    """Gives the element tree what the engine does not know by itself; gives the bookmarks that have
    readings.
    """
    from laureate_print.pdf_engine.direction import order_runs
    from laureate_print.pdf_engine.furigana import keep_phrases, stack_ruby, titles
    from laureate_print.pdf_engine.line_breaking import break_lines

    stack_ruby(root)
    bookmarks = titles(root)
    keep_phrases(root, page.language.tag)
    order_runs(root)
    break_lines(root, page.language.tag, page.names)
    return bookmarks


def _closed_fetcher(faces: tuple[Face, ...], characters: frozenset[str]) -> tuple[Any, str]:
    """Gives a fetcher that knows our faces and data URLs only, and the `@font-face` rules that ask
    for them.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from laureate_print.sources.fonts import cut

    urls = {f"laureate-font:{number}": face for number, face in enumerate(faces)}

    class ClosedFetcher(URLFetcher):  # type: ignore[misc] # the engine has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if face := urls.get(url):
                content = cut(face, characters) if face.cut else face.file.content
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(
                f"the page asks for {url}; a page may only use files of the template folders"
            )

    rules = [
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src:'
        f" url({url}); }}"
        for url, face in urls.items()
    ]
    return ClosedFetcher(), "\n".join(rules)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collects the engine's warnings and errors, instead of letting them pass by on
    the terminal.
    """
    complaints: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    handlers, logger.handlers = logger.handlers, [collector]
    propagate, logger.propagate = logger.propagate, False
    try:
        yield complaints
    finally:
        logger.handlers, logger.propagate = handlers, propagate
