"""The one place that calls WeasyPrint: closed URL fetcher, private fonts, options."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laureate_print.errors import MissingToolError, TemplateError
from laureate_print.model import Face, Layout, Page

_FONTS = str(Path(__file__).with_name("fonts.conf"))
VERSION = "70.0"  # seven private names of this version are replaced below


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
    weasyprint = _engine()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    from laureate_print.pdf_engine.attachments import associate_once, attachments
    from laureate_print.pdf_engine.fitting import fitted
    from laureate_print.pdf_engine.furigana import STYLE
    from laureate_print.pdf_engine.lines import read_layout

    fetcher, rules = _closed_fetcher(faces, frozenset(page.html))
    configuration = FontConfiguration()
    options = _options(page)

    def sheet(text: str) -> Any:
        return weasyprint.CSS(string=text, font_config=configuration, url_fetcher=fetcher)

    with _complaints() as complaints:
        try:
            source = weasyprint.HTML(string=page.html, url_fetcher=fetcher)
            bookmarks = _prepare(source.etree_element, page)
            faces_sheet = sheet(rules + STYLE)

            def lay_out(size: float) -> Any:
                complaints.clear()
                sheets = (
                    [faces_sheet, sheet(f":root {{ font-size: {size}pt }}")]
                    if size
                    else [faces_sheet]
                )
                return source.render(font_config=configuration, stylesheets=sheets, **options)

            size, document = fitted(lay_out, page)
            _describe(document, page, bookmarks)
            inside = attachments(page.attachments, page.date)
            content = document.write_pdf(finisher=associate_once, attachments=inside, **options)
        except FatalURLFetchingError as error:
            raise TemplateError(str(error)) from error
    return content, read_layout(document.pages, tuple(dict.fromkeys(complaints)), size)


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


def own_this_process() -> None:
    """Makes this process the engine's: no font of the system is in sight in it.

    Never to be called in the process of a host program: it changes what fontconfig finds there.
    """
    os.environ["FONTCONFIG_FILE"] = _FONTS


def _engine() -> Any:
    """Imports the engine in a process of its own, and replaces what it lacks."""
    if os.environ.get("FONTCONFIG_FILE") != _FONTS:
        raise RuntimeError("the engine runs in a process that is ours alone: see build.workers")
    try:
        with _quick_library_search(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured")  # that is how we want it
            import weasyprint
            import weasyprint.layout.block
            import weasyprint.pdf
            from weasyprint.pdf.stream import Stream
    except OSError as error:
        library = str(error).split("'")[1] if "'" in str(error) else str(error)
        hint = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise MissingToolError(
            f"the library {library} is not installed; install it with: {hint}"
        ) from error
    from laureate_print.pdf_engine import balancing, tags, text_layer
    from laureate_print.pdf_engine.glyph_texts import GlyphTexts

    replaced = {
        weasyprint.pdf: ("add_tags", "build_fonts_dictionary"),
        weasyprint.layout.block: ("iter_line_boxes",),
        Stream: ("marked", "add_font", "show_text", "set_text_rise"),
    }
    for owner, names in replaced.items():
        if weasyprint.VERSION != VERSION or not all(hasattr(owner, name) for name in names):
            raise MissingToolError(
                f"WeasyPrint {VERSION} is needed, {weasyprint.VERSION} is installed; run: make"
                " clean build"
            )
    if weasyprint.pdf.add_tags is not tags.add_tags:
        weasyprint.pdf.add_tags = tags.add_tags
        weasyprint.layout.block.iter_line_boxes = balancing.balanced(
            weasyprint.layout.block.iter_line_boxes
        )
        texts = GlyphTexts(Stream, weasyprint.pdf.build_fonts_dictionary)
        Stream.marked, Stream.add_font = text_layer.marked, texts.add_font()
        Stream.show_text, Stream.set_text_rise = texts.show_text(), texts.set_text_rise()
        weasyprint.pdf.build_fonts_dictionary = texts.build_fonts()
    return weasyprint


@contextmanager
def _quick_library_search() -> Iterator[None]:
    """Spares 22 searches that each start a compiler: on Linux the engine's last name for a library
    is the right one.
    """
    import ctypes.util

    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


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
