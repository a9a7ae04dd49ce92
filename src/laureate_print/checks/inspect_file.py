"""What `inspect` gives of a finished file: a web page, a PDF for screens, a PDF for print."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from laureate_print.errors import InputError
from laureate_print.pdf_reader.document import FontFacts, PdfReader
from laureate_print.pdf_reader.objects import BROKEN, one_line
from laureate_print.sources.folders import content_of

Facts = dict[str, Any]  # ready for JSON, by name
_HEADER = b"%PDF-"
LARGEST = 500  # MB
_NEAR = 1024  # bytes in which readers look for it (ISO 32000-1, annex H, 3.4.1)
# How the content of a web page begins, after white space (WHATWG, MIME Sniffing, 7.1).
_HTML = re.compile(
    rb"\s*(?:<\?xml\b[^>]{0,200}\?>\s*(?=<!doctype html|<html))?"
    rb"(?:<!doctype html|<(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br"
    rb"|p)[\s>]|<!--)",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le"}


def inspect_file(path: Path) -> Facts:
    """Gives what a file says of itself, with its path as `file`; raises `InputError` if it cannot
    be read.
    """
    content = content_of(path, LARGEST)
    try:
        return {"file": str(path)} | inspect(content)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def inspect(content: bytes) -> Facts:
    """Gives what the bytes of a file tell of it: those of a web page, a PDF for screens or a PDF
    for print.

    What of a broken PDF cannot be read says so in one line. Raises `InputError` if the bytes are
    none of the three, or a PDF that does not open.
    """
    facts: Facts = {"bytes": len(content)}
    if not content.startswith(_HEADER) and (html := _web_page(content)) is not None:
        return facts | _html_facts(html)
    if _HEADER not in content[:_NEAR]:
        raise InputError("this is neither a PDF nor a web page")
    pdf = PdfReader(content)
    return facts | (_print_facts(pdf, content) if pdf.is_for_print else _pdf_facts(pdf))


def _read(fact: Callable[[], Any]) -> Any:
    """Gives a fact, or why it cannot be read."""
    try:
        return fact()
    except (*BROKEN, InputError) as error:
        return f"cannot be read: {one_line(error)}"


def _listed(fact: Callable[[], list[Any]]) -> Any:
    """Gives a list of facts; one line instead, why they cannot be read."""
    found = _read(fact)
    return found if isinstance(found, list) else [found]


def _print_facts(pdf: PdfReader, content: bytes) -> Facts:
    from laureate_print.preflight.verdict import preflight

    verdict = preflight(content)
    return {
        "standards": _read(lambda: ", ".join(pdf.standards) or "none declared"),
        "title": _read(lambda: pdf.title),
        "pages": _read(lambda: pdf.pages),
        "sheets": list(verdict.pages),
        "text": _read(lambda: pdf.text.replace("\r", "")),
        "findings": [asdict(finding) for finding in verdict.findings],
    }


def _pdf_facts(pdf: PdfReader) -> Facts:
    return {
        "standards": _read(lambda: ", ".join(pdf.standards) or "none declared"),
        "title": _read(lambda: pdf.title),
        "languages": _read(lambda: _languages(pdf)),
        "pages": _read(lambda: pdf.pages),
        "boxes": _listed(lambda: _boxes(pdf)),
        "colours": _read(lambda: ", ".join(pdf.colours())),
        "fonts": _listed(lambda: [_font(font) for font in pdf.fonts]),
        "links": _listed(lambda: [description for description, _ in pdf.links()]),
        "files": _listed(lambda: _files(pdf)),
        "text layer": _read(lambda: _text_layer(pdf)),
        "text": _read(lambda: pdf.text.replace("\r", "")),
    }


def _languages(pdf: PdfReader) -> str:
    return ", ".join([pdf.language, *(tag for tag in pdf.inner_languages if tag != pdf.language)])


def _boxes(pdf: PdfReader) -> list[str]:
    return [
        ", ".join(f"{name} {box[2]} × {box[3]} mm" for name, box in page.items())
        for page in pdf.boxes()
    ]


def _font(font: FontFacts) -> str:
    if font.kind == "Type3":
        return f"{font.name} (Type 3)"
    if not font.embedded:
        return f"{font.name} (not embedded)"
    if not font.postscript:
        return f"{font.name} (its program gives no name)"
    return f"{font.name} ({font.postscript}{f' {font.revision}' if font.revision else ''})"


def _files(pdf: PdfReader) -> list[str]:
    return [
        f"{file.name}: {file.description or 'no description'} ({file.media_type},"
        f" {len(file.content):,} bytes, {file.relationship or 'not associated'})"
        for file in pdf.files
    ]


def _text_layer(pdf: PdfReader) -> str:
    from laureate_print.pdf_reader.text_agreement import agreement

    if not pdf.is_tagged:
        return "; ".join(["there is no tag tree", *pdf.complaints[:1]])
    found = agreement(pdf.tagged_text, pdf.page_texts, pdf.artifact_texts)
    return "; ".join([found, *pdf.complaints[:1]])


def _web_page(content: bytes) -> str | None:
    """Gives the text of a web page in the encoding that it declares; none if it is no web page."""
    mark = next((mark for mark in _MARKS if content.startswith(mark)), None)
    if mark is not None:
        text = content[len(mark) :].decode(_MARKS[mark], errors="replace")
        return text if _HTML.match(text[:_NEAR].encode()) else None
    if not _HTML.match(content[:_NEAR]):
        return None
    declared = _CHARSET.search(content[:_NEAR])
    try:
        return content.decode(declared[1].decode("ascii") if declared else "utf-8")
    except (UnicodeError, LookupError):
        return content.decode("windows-1252", errors="replace")  # what browsers fall back to


def _html_facts(html: str) -> Facts:
    from laureate_print.checks.reading import Reader

    page = Reader(html)
    declared = next((tag.attributes.get("lang", "") for tag in page.tags if tag.name == "html"), "")
    families = re.findall(
        r'@font-face\s*\{\s*font-family:\s*"([^"]+)";\s*font-weight:\s*(\d+)', " ".join(page.styles)
    )
    return {
        "title": " ".join(page.title.split()),
        "languages": ", ".join(dict.fromkeys([declared, *(run.language for run in page.runs)])),
        "fonts": [f"{family} {weight}" for family, weight in families],
        "links": [
            tag.attributes["href"]
            for tag in page.tags
            if tag.name == "a" and "href" in tag.attributes
        ],
        "text": "\n".join(" ".join(run.text.split()) for run in page.runs),
    }
