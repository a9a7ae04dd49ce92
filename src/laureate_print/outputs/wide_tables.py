"""Lets a table that is wider than a reader's window scroll by itself, and not the page with it
(WCAG 2.2, 1.4.10).
"""

from __future__ import annotations

import re
from itertools import count

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption\b([^>]*)>")
_ID = re.compile(r'\bid="([^"]+)"')


def scrollable(html: str) -> str:
    """Gives a page whose announcement has each of its tables in a region that the keyboard reaches
    (2.1.1), named by the table's caption.
    """
    numbers = count(1)

    def region(found: re.Match[str]) -> str:
        table = found[0]
        caption = _CAPTION.search(table)
        if caption is None:
            return f'<div class="scroll" role="group" tabindex="0">\n{table}\n</div>'
        given = _ID.search(caption[1])
        name = given[1] if given else f"table-{next(numbers)}"
        if not given:
            table = _CAPTION.sub(rf'<caption\1 id="{name}">', table, count=1)
        label = f'role="region" aria-labelledby="{name}"'
        return f'<div class="scroll" {label} tabindex="0">\n{table}\n</div>'

    return _ARTICLE.sub(lambda article: _TABLE.sub(region, article[0]), html)
