"""The way from paper to the web: the address at which a document is found in every language, for a
camera and in letters.

It leads to the list of languages. Who cannot read the sheet in hand finds a language by its own
name there, and who can is one step from the page; so all sheets of a document have one code, which
stays right when a language is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from laureate_print.model import Document, Job
from laureate_print.page.qr_code import qr_code
from laureate_print.sources.languages import WRITTEN_IN, language
from laureate_print.sources.loading import Sources
from laureate_print.sources.web_addresses import ascii_address, readable_address

_LEAST = 20  # mm across, at arm's length


@dataclass(frozen=True, slots=True)
class Way:
    """Where a sheet leads: an `address` in ASCII, and its `letters` as they are read and typed, in
    the script of a `language` (BCP 47; none for ASCII). `to_languages` says whether readers find
    several there.
    """

    address: str
    letters: str
    language: str
    to_languages: bool

    def code(self, alternative: str, least: float = _LEAST) -> Any:
        """Gives the QR code of the address as a picture, at least so many mm across without its
        quiet zone; `alternative` says what it is, for those who do not see it.
        """
        from markupsafe import Markup

        image = Markup('<img class="qr-code" alt="{}" data-svg="{}">')
        return image.format(alternative, qr_code(self.address, float(least)))


def way(sources: Sources, document: Document, job: Job) -> Way | None:
    """Gives where a sheet leads; nothing without a site, or if the project has no web page."""
    site, path = sources.project.site.rstrip("/"), _path(sources, job)
    if not site or not path:
        return None
    address = f"{site}/{document.name}/{path}"
    exact, letters = ascii_address(address), readable_address(address)
    speaker = "" if letters.isascii() else _speaker(sources, document, letters)
    if not letters.isascii() and not speaker:
        letters = exact.removeprefix("https://")  # which can be typed on every keyboard
    return Way(exact, letters, speaker, len(sources.languages) > 1)


def _path(sources: Sources, job: Job) -> str:
    """Gives the page that readers come to, as a path in the folder of the document."""
    made = [name for name, outputs in sources.project.templates.items() if "html" in outputs]
    if "index" in made and len(sources.languages) > 1:
        return "index.html"
    return f"{job.edition.languages[0]}/page.html" if "page" in made else ""


def _speaker(sources: Sources, document: Document, letters: str) -> str:
    """Gives the first language of a project in whose script the letters of an address stand."""
    from fontTools import unicodedata

    scripts = {unicodedata.script(it) for it in letters if not it.isascii()} - {"Zyyy", "Zinh"}
    for tag in _languages(sources, document):
        script = language(tag).script
        if scripts <= WRITTEN_IN.get(script, {script}):
            return tag
    return ""


def _languages(sources: Sources, document: Document) -> Iterator[str]:
    yield sources.project.source_language
    yield from (contact.language for contact in document.contacts)
    yield from sources.languages
