"""Opens font files: a member of a collection, a variable font at one weight; what forbids its
embedding is refused by the name of its flag, what has pictures for glyphs by that of its table.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from io import BytesIO

from laureate_print.errors import FontError, LaureateError
from laureate_print.model import SourceFile

_SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true")
_COLLECTION = b"ttcf"
_TAG = 4  # letters of a table's name
_AXIS = "wght"
# OpenType, OS/2, fsType: what a file may hold of a face. The first three bits exclude each other,
# and in older files the most generous of them holds.
_USAGE, _RESTRICTED = 0x000E, 0x0002
_FORBIDDING = {
    0x0100: "it may not be cut to the characters of a file (no subsetting, 0x0100)",
    0x0200: "only its bitmaps may be embedded (bitmap embedding only, 0x0200)",
}
# Tables of bitmaps or pictures in colours: of a face that has one the engine draws no outlines.
_PICTURES = ("CBDT", "COLR", "SVG ", "sbix")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_ASK = "choose a face under the SIL Open Font License, or ask its maker for one without the flag"


def is_font(file: SourceFile) -> bool:
    """Says whether the bytes are those of a TrueType or OpenType font, or of a collection."""
    return file.part(0, 4) in (*_SIGNATURES, _COLLECTION)


def opened(file: SourceFile, member: str, weight: int) -> SourceFile:
    """Gives a font file as it can be embedded: one face, which does not vary.

    `member` says which face of a collection is meant, by its PostScript name, as RFC 8081, 4.2,
    has it, or by its place from 0. A variable font is set at `weight`, in CSS units, and stands at
    its defaults in all else (PDF has no variable fonts: ISO 32000-1, 9.9).

    Raises:
        FontError: the collection has no such member, the font forbids embedding or subsetting,
            shows bitmaps or pictures, has no axis of weight, or its tables are broken.
    """
    if file.part(0, 4) == _COLLECTION:
        file = _changed(file, lambda whole: _member(whole, member))
    elif member:
        raise FontError(f"{file.shown} is no collection: name it without '#{member}'")
    tables = _tables(file)
    _permit(file, tables)
    _check_outlines(file, tables)
    if "fvar" in tables:
        file = _changed(file, lambda whole: _instance(whole, weight))
    return file


def _changed(file: SourceFile, change: Callable[[SourceFile], bytes]) -> SourceFile:
    """Gives a file with the font that `change` makes of it."""
    with reading(file):
        return SourceFile(file.path, change(file), file.shown)


@contextmanager
def reading(file: SourceFile) -> Iterator[None]:
    """Tells whatever the libraries' parsers stumble over in a font as an error of that file."""
    try:
        yield
    except (LaureateError, MemoryError):
        raise
    except Exception as error:
        missing = isinstance(error, KeyError) and len(str(error.args[0])) == _TAG
        which = f" ({error.args[0]} is missing)" if missing else ""
        raise FontError(
            f"{file.shown}: its tables cannot be read{which}; take another copy of the font"
        ) from error


def _member(file: SourceFile, member: str) -> bytes:
    from fontTools.ttLib import TTCollection

    fonts = TTCollection(BytesIO(file.content), lazy=True, recalcTimestamp=False).fonts
    names = [font["name"].getDebugName(6) or "" for font in fonts]
    place = int(member) if member.isascii() and member.isdigit() else -1
    place = names.index(member) if member in names else place
    if not 0 <= place < len(fonts):
        example = f"{file.path.rpartition('/')[2]}#{names[0]}"
        raise FontError(
            f'{file.shown} is a collection of {len(fonts)} faces; say which, such as "{example}":'
            f" they are {', '.join(names)}"
        )
    saved = BytesIO()
    fonts[place].save(saved, reorderTables=False)
    return saved.getvalue()


def _tables(file: SourceFile) -> dict[str, tuple[int, int]]:
    """Gives where the tables of a font begin and how many bytes each has, by their tags."""
    count = int.from_bytes(file.part(4, 2), "big")
    directory = file.part(12, 16 * count)
    if len(directory) < 16 * count:
        return {}  # cut off; whoever reads the tables says so
    rows = struct.iter_unpack(">4s4xII", directory)
    return {tag.decode("latin-1"): (start, size) for tag, start, size in rows}


def with_tables(file: SourceFile, tags: Collection[str]) -> bytes:
    """Gives a font of some tables alone; no others are read."""
    found = [(tag, place) for tag, place in _tables(file).items() if tag in tags]
    rows, tables = [], []
    start = 12 + 16 * len(found)
    for tag, place in found:
        table = file.part(*place)
        rows.append(struct.pack(">4s4xII", tag.encode("latin-1"), start, len(table)))
        tables.append(table.ljust(-(-len(table) // 4) * 4, b"\0"))
        start += len(tables[-1])
    return b"".join([_SIGNATURES[0], struct.pack(">H6x", len(found)), *rows, *tables])


def _permit(file: SourceFile, tables: dict[str, tuple[int, int]]) -> None:
    """Refuses a font that may not be embedded, or not in part (OpenType, OS/2, fsType)."""
    start, size = tables.get("OS/2", (0, 0))
    flags = int.from_bytes(file.part(start + 8, 2 if size >= 10 else 0), "big")
    if flags & _USAGE == _RESTRICTED:
        said = "it may not be embedded (restricted license embedding, 0x0002)"
    else:
        said = next((said for bit, said in _FORBIDDING.items() if flags & bit), "")
    if said:
        raise FontError(f"{file.shown} says in fsType: {said}; {_ASK}")


def _check_outlines(file: SourceFile, tables: dict[str, tuple[int, int]]) -> None:
    """Refuses a font that shows pictures: they take no ink, no size and no text of their own."""
    pictures = next((tag for tag in _PICTURES if tag in tables), "")
    if pictures:
        said = f"draws its glyphs as pictures in colours (table {pictures.strip()})"
    elif "EBDT" in tables and not any(tables.get(tag, (0, 0))[1] for tag in _OUTLINES):
        said = "has no outlines, only bitmaps (table EBDT)"
    else:
        return
    raise FontError(f"{file.shown} {said}; choose one in outlines: of emoji, Noto Emoji")


def _instance(file: SourceFile, weight: int) -> bytes:
    """Gives a variable font at one weight, with all its glyphs and features."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(file.content))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.flags |= uharfbuzz.SubsetFlags.DOWNGRADE_CFF2  # no PDF knows CFF2
    wanted.pin_all_axes_to_default(face)
    if not wanted.pin_axis_location(face, _AXIS, weight):
        raise FontError(f"{file.shown} varies, but not in weight: name files that do not vary")
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
