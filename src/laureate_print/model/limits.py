"""How much a project may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that a book of many hundred pages keeps, and that whatever never ends meets; a project
    sets others in `[limits]` of its file.

    Of one render the `seconds`, the `memory` of its process in MB, and the `pages`. Of one message
    the characters, of one `word` those that stand together where words have spaces between them.
    `nesting` is how many elements may stand inside each other, `columns` those of a table,
    `markup` what a template may write, in MB.
    Of one file the MB: of a `text`, such as a catalog, a `face` and a `picture`, of which `pixels`
    are the millions. `type_size` is in pt, `sheet` the longer side of a page in mm.
    """

    seconds: int = 300
    memory: int = 4000
    pages: int = 2000
    message: int = 10_000
    word: int = 1000
    nesting: int = 100
    columns: int = 60
    markup: int = 50
    picture: int = 100
    pixels: int = 100
    face: int = 200
    text: int = 20
    type_size: int = 1000
    sheet: int = 5000
