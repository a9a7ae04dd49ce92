"""Prints the address of each link behind its words, so that who reads on paper gets it; a long one
becomes a note.

A link whose words are its address has it already. Where addresses stand in `.address` their lines
break after the joints, without a hyphen (`pdf_engine/line_breaking`).
"""

from __future__ import annotations

import html as markup
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from laureate_print.model import Language
from laureate_print.page.elements import Edit, Element, edited, elements, part
from laureate_print.page.notes import Forms

_LONG = 40  # characters: about a line of a narrow column
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_TAG = re.compile(r"<[^<>]+>")
_BEFORE = re.compile(r"^(https?://|mailto:|tel:)?(www\.)?")


def with_addresses(
    html: str, languages: Sequence[Language], forms: Mapping[str, Forms], printed: bool
) -> str:
    """Gives a page whose addresses are marked as such; where they are `printed`, one stands behind
    each link that says something else than its address.
    """
    if not any(f'href="{scheme}' in html for scheme in _SCHEMES):
        return html
    tags = [language.tag for language in languages]
    links = [it for it in elements(html) if it.tag == "a" and _leads_outside(it)]
    edits: list[Edit] = []
    for number, link in enumerate(links, 1):
        form = forms[part(link, tags)]
        edits += _set(html, link, form, f"address-{number}", printed)
    return edited(html, edits)


def _leads_outside(link: Element) -> bool:
    """Says whether a link of the text leads to an address that can be written down."""
    address = link.attributes.get("href", "")
    return address.startswith(_SCHEMES) and any(it.tag == "main" for it in link.around())


def _set(html: str, link: Element, form: Forms, name: str, printed: bool) -> Iterator[Edit]:
    address = link.attributes["href"]
    words = markup.unescape(_TAG.sub("", link.content(html))).strip()
    if _says(words, address):
        if " " not in words and not address.startswith("tel:"):
            text = link.content(html)
            yield link.inner, link.inner_end, f'<bdi class="address" dir="ltr">{text}</bdi>'
    elif printed:
        shown = address.partition("?")[0] if address.startswith("mailto:") else address
        shown = re.sub(r"^(mailto|tel):", "", shown)
        within_note = any("note" in outer.classes for outer in link.around())
        if len(shown) > _LONG and not within_note:
            text = f'<bdi class="address" dir="ltr">{markup.escape(shown)}</bdi>'
            yield link.end, link.end, f'<span class="note" id="{name}">{text}</span>'
        else:
            yield link.end, link.end, form("address", shown)


def _says(words: str, address: str) -> bool:
    """Says whether the words of a link give its address."""
    if address.startswith("tel:"):
        said, meant = _digits(words), _digits(address)
        return len(said) > 4 and meant.endswith(said.lstrip("0"))
    plain = _BEFORE.sub("", address.partition("?")[0] if "mailto:" in address else address)
    return plain.rstrip("/").casefold() in words.casefold()


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(it)) for it in text if unicodedata.digit(it, -1) >= 0)
