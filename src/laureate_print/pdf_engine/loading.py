"""Loads WeasyPrint and replaces what it lacks.

`docs/next-engine.md` lists each name that is replaced or used, and the test that fails when it
changes.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from laureate_print.errors import MissingToolError

VERSION = "70.0"  # private names of this version are replaced below
_AGAIN = "run: make clean build"
_CALLED_LATER = ("fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer")


def load_engine() -> Any:
    """Gives the package `weasyprint`, mended; of fonts and of what the environment says of them it
    changes nothing.

    Raises:
        MissingToolError: Pango or HarfBuzz is not installed, or WeasyPrint is of another version.
    """
    weasyprint = _imported()
    if weasyprint.VERSION != VERSION:
        raise MissingToolError(
            f"WeasyPrint {VERSION} is needed, {weasyprint.VERSION} is installed; {_AGAIN}"
        )
    mend(weasyprint)
    return weasyprint


def mend(weasyprint: Any) -> None:
    """Replaces what the engine lacks; once is enough for a process."""
    from laureate_print.pdf_engine import glyph_stream

    if weasyprint.pdf.Stream is not glyph_stream.GlyphStream:
        _mend_styles(weasyprint)
        _mend_layout(weasyprint)
        _mend_drawing(weasyprint)
        weasyprint.pdf.Stream = weasyprint.pdf.stream.Stream = glyph_stream.GlyphStream


def _mend_styles(weasyprint: Any) -> None:
    from laureate_print.pdf_engine import styles

    compute = weasyprint.css.ComputedStyle.__missing__
    weasyprint.css.ComputedStyle.__missing__ = styles.quick(compute)
    weasyprint.css.check_math = styles.of_properties(weasyprint.css.check_math)
    to_pixels = weasyprint.css.to_pixels
    weasyprint.css.to_pixels = styles.from_parent(to_pixels)
    compile_list = weasyprint.css.validation.compile_selector_list
    weasyprint.css.validation.compile_selector_list = styles.compiled_once(compile_list)


def _mend_layout(weasyprint: Any) -> None:
    from laureate_print.pdf_engine import (
        balancing,
        bounds,
        feathering,
        justifying,
        line_ends,
        markers,
        notes,
        origins,
        pictures,
        shrinking,
    )

    iterate = weasyprint.layout.block.iter_line_boxes
    weasyprint.layout.block.iter_line_boxes = balancing.balanced(iterate)
    make = weasyprint.formatting_structure.boxes.TextBox.__init__
    weasyprint.formatting_structure.boxes.TextBox.__init__ = bounds.sized(origins.numbered(make))
    transform = weasyprint.formatting_structure.boxes.TextBox.process_text_transform
    weasyprint.formatting_structure.boxes.TextBox.process_text_transform = origins.transformed(
        transform
    )
    mark = weasyprint.formatting_structure.build.marker_to_box
    weasyprint.formatting_structure.build.marker_to_box = markers.with_own_style(mark)
    split = weasyprint.layout.inline.split_text_box
    weasyprint.layout.inline.split_text_box = origins.cut(split)
    remove = weasyprint.layout.inline.remove_last_whitespace
    weasyprint.layout.inline.remove_last_whitespace = line_ends.without_space(remove, split)
    avoid = weasyprint.layout.inline.avoid_collisions
    weasyprint.layout.inline.avoid_collisions = line_ends.laid_out_once(avoid)
    justify = weasyprint.layout.inline.justify_line
    weasyprint.layout.inline.justify_line = justifying.by_characters(justify)
    fill = weasyprint.layout.inline.handle_leader
    weasyprint.layout.inline.handle_leader = line_ends.filled_in_flow(fill)
    shrink = weasyprint.layout.inline.shrink_to_fit
    weasyprint.layout.inline.shrink_to_fit = shrinking.by_widest(shrink)
    load_image = weasyprint.document.original_get_image_from_uri
    weasyprint.document.original_get_image_from_uri = pictures.image_from_uri(load_image)
    lay_out = weasyprint.layout.LayoutContext.layout_footnote
    weasyprint.layout.LayoutContext.layout_footnote = notes.without_limit(lay_out)
    lay_out_backgrounds = weasyprint.layout.layout_backgrounds
    weasyprint.layout.layout_backgrounds = feathering.feathered(lay_out_backgrounds)
    make_page = weasyprint.layout.page.make_page
    weasyprint.layout.page.make_page = bounds.counted(notes.without_loss(make_page))


def _mend_drawing(weasyprint: Any) -> None:
    from laureate_print.pdf_engine import font_codes, kept_layouts, lines_from_right, tags

    weasyprint.pdf.add_tags = tags.add_tags
    weasyprint.pdf.build_fonts_dictionary = font_codes.build_fonts
    set_text = weasyprint.text.line_break.Layout.set_text
    weasyprint.text.line_break.Layout.set_text = kept_layouts.as_one_paragraph(set_text)
    deactivate = weasyprint.text.line_break.Layout.deactivate
    weasyprint.text.line_break.Layout.deactivate = kept_layouts.later(deactivate)
    reactivate = weasyprint.text.line_break.Layout.reactivate
    weasyprint.text.line_break.Layout.reactivate = kept_layouts.as_measured(reactivate)
    draw = weasyprint.draw.draw_inline_level
    weasyprint.draw.draw_inline_level = lines_from_right.drawn_by_line(draw)
    draw_text = weasyprint.draw.text.draw_first_line
    weasyprint.draw.text.draw_first_line = lines_from_right.taken_by_line(draw_text)


def _imported() -> Any:
    """Imports the engine without a word on the terminal."""
    try:
        with _quick_library_search(), _compiled(), _rarely_used(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured")  # that is how we want it
            import weasyprint
            import weasyprint.draw.text
            import weasyprint.formatting_structure.boxes
            import weasyprint.layout.block
            import weasyprint.layout.inline
            import weasyprint.pdf.stream
    except OSError as error:
        library = str(error).split("'")[1] if "'" in str(error) else str(error)
        hint = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise MissingToolError(
            f"the library {library} is not installed; install it with: {hint}"
        ) from error
    except ValueError as error:  # what it declares is not that which was compiled
        raise MissingToolError(
            f"WeasyPrint {VERSION} is needed, another is installed; {_AGAIN}"
        ) from error
    return weasyprint


@contextmanager
def _compiled() -> Iterator[None]:
    """Gives the engine its declarations of C functions compiled, instead of having them parsed."""
    import cffi

    from laureate_print.pdf_engine.compiled_definitions import ffi

    make = cffi.FFI
    cffi.FFI = lambda: ffi
    try:
        yield
    finally:
        cffi.FFI = make


@contextmanager
def _rarely_used() -> Iterator[None]:
    """Spares modules that the engine imports for what it does not do with our faces, which do not
    vary and are no web fonts, nor beside HarfBuzz, which cuts them; they are imported when they are
    used.
    """
    names = [name for name in _CALLED_LATER if name not in sys.modules]
    sys.modules.update((name, _Later(name)) for name in names)
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is used."""

    def __getattr__(self, name: str) -> _Used:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Used(self.__name__, name)


class _Used:
    """Stands for a function, class or module of a module that is imported when this is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _itself(self) -> Any:
        found = getattr(import_module(self._module), self._name, None)
        return found or import_module(f"{self._module}.{self._name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._itself()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._itself(), name)


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
