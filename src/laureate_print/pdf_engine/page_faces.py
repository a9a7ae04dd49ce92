"""Gives the engine the faces that a page may be set in, all at once.

By rules of a style sheet (`@font-face`) each face would be asked for, written and made known to
fontconfig by itself, which took a twentieth of a build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from laureate_print.atomic_write import temporary_folder, writing
from laureate_print.errors import FontError
from laureate_print.model import Face
from laureate_print.sources.fonts import cut

_WEIGHTS = {400: 80, 700: 200}  # of CSS, and of fontconfig
# What the engine asks for itself: the family stands before that of the file (WeasyPrint#2510).
_SETTING = """
<match target="scan"><test name="file" compare="eq"><string>{path}</string></test>
<edit name="family" mode="prepend"><string>{family}</string></edit>
<edit name="weight" mode="assign_replace"><int>{weight}</int></edit></match>
<match target="font"><test name="file" compare="eq"><string>{path}</string></test>
<edit name="fontfeatures" mode="assign_replace"><string>kern 1</string></edit></match>"""


@contextmanager
def page_faces(faces: Iterable[Face], characters: frozenset[str]) -> Iterator[Any]:
    """Gives the engine's font configuration with some faces, of which those to be cut are cut to
    some characters; their files are gone when it is no longer needed.
    """
    with temporary_folder() as folder:
        yield _configuration(faces, characters, folder)


def _configuration(faces: Iterable[Face], characters: frozenset[str], folder: Path) -> Any:
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    made = FontConfiguration()
    made._folder = folder  # where the engine puts those that a page brings along
    paths = {folder / str(number): face for number, face in enumerate(faces)}
    for path, face in paths.items():
        content = cut(face, characters) if face.cut else face.file.content
        with writing(path):
            path.write_bytes(content)
    settings = "".join(
        _SETTING.format(
            path=escape(path.as_posix()), family=escape(face.family), weight=_WEIGHTS[face.weight]
        )
        for path, face in paths.items()
    )
    whole = f'<?xml version="1.0"?><fontconfig>{settings}</fontconfig>'.encode()
    fontconfig.FcConfigParseAndLoadFromMemory(made._config, whole, True)
    for path, face in paths.items():
        if not fontconfig.FcConfigAppFontAddFile(made._config, os.fsencode(path)):
            raise FontError(
                f"{face.file.shown}: no program that draws text can load it; take another copy of"
                " the font"
            )
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", made.font_map))
    return made
