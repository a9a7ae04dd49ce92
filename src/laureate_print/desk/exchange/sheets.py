"""A glossary as a table for people (CSV): a column for each language, a row for each form."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from pathlib import Path

from laureate_print.desk.exchange.terms import ReturnedTerms, Termbase
from laureate_print.desk.exchange.xml import content_of
from laureate_print.errors import InputError

_COMMENT = "comment"
_BETWEEN = (",", ";", "\t")  # as spreadsheets of one country and another write it


def table(base: Termbase) -> bytes:
    """Gives a glossary as CSV that spreadsheets open as UTF-8: the first row of a term has its
    comment and the dictionary forms, each one below it a further form of each language.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerow([base.language, _COMMENT, *base.languages])
    for term in base.terms:
        columns = [term.forms.get(tag, ()) for tag in base.languages]
        rows = [*zip_longest(*columns, fillvalue="")] or [()]
        for number, row in enumerate(rows):
            writer.writerow([term.source, "" if number else term.comment, *row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def read(path: Path) -> ReturnedTerms:
    """Reads such a table, as a spreadsheet may have written it.

    Raises:
        InputError: it is none.
    """
    rows = _rows(path)
    heads = [head.strip() for head in rows[0]] if rows else []
    if len(heads) < 2:
        raise InputError(
            f"{path}:1: the first row should name the languages, such as: en,comment,ja,fr"
        )
    concepts: dict[str, dict[str, list[str]]] = {}
    last = ""
    for row in rows[1:]:
        cells = dict(zip(heads, (" ".join(cell.split()) for cell in row), strict=False))
        last = cells.get(heads[0]) or last
        if not last:
            continue
        concept = concepts.setdefault(last, {heads[0]: [last]})
        for head, cell in cells.items():
            if head and cell and head not in (heads[0], _COMMENT):
                concept.setdefault(head, []).append(cell)
    return ReturnedTerms([*concepts.values()])


def _rows(path: Path) -> list[list[str]]:
    content = content_of(path)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
        head = text.partition("\n")[0]
        between = max(_BETWEEN, key=head.count)
        return [*csv.reader(io.StringIO(text, newline=""), delimiter=between)]
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: this is not UTF-8; save it as “CSV UTF-8” in your spreadsheet"
        ) from error
    except csv.Error as error:
        raise InputError(f"{path}: this is no CSV: {error}") from error
