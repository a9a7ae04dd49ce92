"""Looks at the way from paper to the web: a code that cameras read, an address that people type."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import PageContext
from laureate_print.model import Finding

_MOST = 120  # characters: a code of 45 modules; four lines in a narrow column


def printed_address_is_short(context: PageContext) -> Iterator[Finding]:
    """The address beside a QR code can be typed, and its code need not grow far beyond its size:
    who has no camera, or an old one, has nothing else.
    """
    tags = context.read.tags
    for place, tag in enumerate(tags):
        if tag.attributes.get("class") != "way":
            continue
        address = next((it.attributes["href"] for it in tags[place:] if it.name == "a"), "")
        if len(address) > _MOST:
            yield Finding(
                "printed_address_is_short",
                "warning",
                f"the address on paper has {len(address)} characters, which nobody types, and makes"
                " a large QR code",
                "laureate.toml",
                f"publish it at a shorter address, and name that as 'site': {_MOST} characters with"
                " the document's name are enough",
            )
