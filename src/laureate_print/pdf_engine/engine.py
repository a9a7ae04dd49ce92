"""Has the engine set a page: closed URL fetcher, private fonts, options."""

from __future__ import annotations

import dataclasses
import logging
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from laureate_print.errors import TemplateError
from laureate_print.model import Layout, Page
from laureate_print.pdf_engine.bounds import without_measure
from laureate_print.pdf_engine.loading import load_engine
from laureate_print.pdf_engine.process import check_owned
from laureate_print.sources.fonts import Fonts

# Readers join a divided word at U+002D alone. A head goes with what it heads, a row with its notes.
_BREAKS = """
html { hyphenate-character: "-"; hyphenate-limit-chars: 6 2 3 }
caption, dt { break-after: avoid }
caption, figure, tr { break-inside: avoid }
"""


def typeset(page: Page, fonts: Fonts) -> tuple[bytes, Layout]:
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
            return _typeset(weasyprint, page, fonts, complaints)
        except FatalURLFetchingError as error:
            raise TemplateError(str(error)) from error
        except RecursionError as error:
            raise TemplateError(
                f"{_template(page)}: elements, selectors or values stand too deep inside each other"
            ) from error
        except TypeError as error:
            if not str(error).startswith("Layout for "):  # the engine's word for what it cannot set
                raise
            raise TemplateError(
                f"{_template(page)}: a style sheet puts an element where none can stand, such as"
                " the whole page into a head or foot (position: running())"
            ) from error
        except (ArithmeticError, ValueError, struct.error) as error:
            found = without_measure(page.html)
            if not found:  # no number of the page's is to blame
                raise
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            raise TemplateError(
                f"{_template(page)}: nothing can be drawn with {'; '.join(found[:3])[:300]}{more}:"
                " numbers far too large or too small, or divided by zero"
            ) from error


def _template(page: Page) -> str:
    """Gives the folder in which a mistake of the page lies."""
    return f"templates/{page.job.template}"


def _typeset(
    weasyprint: Any, page: Page, fonts: Fonts, complaints: list[str]
) -> tuple[bytes, Layout]:
    from laureate_print.pdf_engine import markers
    from laureate_print.pdf_engine.attachments import associate_once, attachments
    from laureate_print.pdf_engine.fitting import fitted
    from laureate_print.pdf_engine.lines import read_layout
    from laureate_print.pdf_engine.page_faces import page_faces
    from laureate_print.pdf_engine.writing import write_once

    options = _options(page)
    drawn = frozenset(page.html) | markers.characters(page.html)
    with page_faces(fonts.of_page(page.html), drawn) as configuration:
        source = _Source(weasyprint, page, fonts, configuration)
        of_the_page = list(complaints)

        def lay_out(size: float) -> Any:
            complaints[:] = of_the_page  # without those of a size that was tried before
            return source.lay_out(size, options)

        size, document = fitted(lay_out, page)
        _describe(document, page, source.bookmarks)
        inside = attachments(page.attachments, page.date)

        def finish(_: Any, pdf: Any) -> None:
            associate_once(pdf)
            source.pictures.finish(pdf)
            write_once(pdf)

        content = document.write_pdf(finisher=finish, attachments=inside, **options)
    layout = read_layout(document.pages, tuple(dict.fromkeys(complaints)), size)
    drawn_pictures = source.pictures.drawn
    resolutions = tuple(drawn_pictures.resolutions.items())
    whitened = tuple(drawn_pictures.whitened)
    return content, dataclasses.replace(layout, resolutions=resolutions, whitened=whitened)


class _Source:
    """A page with its faces, ready to be laid out at any type size."""

    def __init__(self, weasyprint: Any, page: Page, fonts: Fonts, configuration: Any) -> None:
        from laureate_print.pdf_engine import bounds, markers
        from laureate_print.pdf_engine.pictures import Pictures

        self._weasyprint, self._configuration = weasyprint, configuration
        self._fetcher = _closed_fetcher()
        self._fetcher.pictures = self.pictures = Pictures(page.pictures, page.print_settings)
        self._numbers = markers.KnownStyles()
        configuration.limits = page.limits
        media = "screen" if page.job.output.styles == "html" else "print"
        self._html = weasyprint.HTML(string=page.html, url_fetcher=self._fetcher, media_type=media)
        bounds.check_elements(self._html.etree_element, page.limits)
        self.bookmarks, rules = _prepare(self._html.etree_element, page, fonts)
        own, numbers = _own_style(weasyprint)
        self._numbers.update(numbers)
        self._sheets = [own, self._sheet(rules)] if rules else [own]

    def lay_out(self, size: float, options: dict[str, Any]) -> Any:
        """Gives the engine's document at a type size in pt, at 0 as its own style says."""
        from laureate_print.pdf_engine.lines_from_right import note_rows
        from laureate_print.pdf_engine.markers import draw_in_order

        sheets = [*self._sheets]
        if size:
            sheets.append(self._sheet(f":root {{ font-size: {size}pt }}"))
        document = self._html.render(
            font_config=self._configuration,
            counter_style=self._numbers,
            stylesheets=sheets,
            presentational_hints=True,  # where a list begins to count
            **options,
        )
        for page in document.pages:
            draw_in_order(page._page_box)
            note_rows(page._page_box)
        return document

    def _sheet(self, text: str) -> Any:
        return self._weasyprint.CSS(
            string=text, font_config=self._configuration, url_fetcher=self._fetcher
        )


@lru_cache(maxsize=1)
def _own_style(weasyprint: Any) -> tuple[Any, dict[str, Any]]:
    """Gives the style that every page has from us, as the engine reads it once, and the styles of
    numbers that stand in it.
    """
    from laureate_print.pdf_engine import furigana, markers

    numbers: dict[str, Any] = {}
    text = furigana.STYLE + markers.STYLE + _BREAKS
    return weasyprint.CSS(string=text, counter_style=numbers), numbers


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
            (level, plain(bookmarks.get(plain(label), label)), *rest)
            for level, label, *rest in laid_out.bookmarks
        ]


def _prepare(root: Any, page: Page, fonts: Fonts) -> tuple[dict[str, str], str]:
    """Gives the element tree what the engine does not know by itself; gives the bookmarks that have
    readings, and the rules of further faces.
    """
    from laureate_print.pdf_engine.direction import order_runs
    from laureate_print.pdf_engine.furigana import keep_phrases, stack_ruby, titles
    from laureate_print.pdf_engine.indices import set_on_the_line
    from laureate_print.pdf_engine.last_lines import hold_ends
    from laureate_print.pdf_engine.line_breaking import break_lines, hold_wholes, hold_words
    from laureate_print.pdf_engine.markers import count_back
    from laureate_print.pdf_engine.variants import choose_faces

    count_back(root)
    stack_ruby(root)
    bookmarks = titles(root)
    keep_phrases(root, page.language.tag)
    rules = set_on_the_line(root, fonts, page.language.tag)
    hold_wholes(root, page.language.tag)
    order_runs(root)
    break_lines(root, page.language.tag, page.names, in_headings=page.in_headings)
    hold_ends(root, page.language.tag)
    hold_words(root, page.language.tag)
    choose_faces(root, fonts, page.language.tag)
    return bookmarks, rules


def _closed_fetcher() -> Any:
    """Gives a fetcher that knows data URLs only."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class ClosedFetcher(URLFetcher):  # type: ignore[misc] # the engine has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(
                f"the page asks for {url}; a page may only use files of the template folders"
            )

    return ClosedFetcher()


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
