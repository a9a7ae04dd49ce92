"""Measures what shrinks to its content, such as ruby and phrases, no oftener than needed.

Its width is `min(max(narrowest, available), widest)` (CSS 2.2, 10.3.5): the widest, wherever that
has room. The engine measures the narrowest all the same, by a line for each letter.
`tests/pdf_engine/test_upstream.py` shows when this is no longer needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout.preferred import max_content_width


def by_widest(shrink: Callable[..., float]) -> Callable[..., float]:
    """Gives the engine's `shrink_to_fit`, which measures the narrowest width only where the widest
    has no room.
    """

    def shrink_to_fit(context: Any, box: Any, available_content_width: float) -> float:
        widest: float = max_content_width(context, box, outer=False)
        if widest <= available_content_width:
            return widest
        return shrink(context, box, available_content_width)

    return shrink_to_fit
