"""What `inspect` gives of a finished file: a web page, a PDF for screens, a PDF for print."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from laureate_print.errors import InputError
from laureate_print.pdf_reader.document import PdfReader


def inspect(path: Path) -> dict[str, Any]:
    """Gives what a file says of itself, by name; raises `InputError` if it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    facts = {"file": str(path), "bytes": len(content)}
    if content[:5] != b"%PDF-":
        return facts | _html_facts(content, path)
    pdf = PdfReader(content)
    prints = path.name.endswith(".print.pdf") or any(
        name.startswith("PDF/X") for name in pdf.standards
    )
    return facts | (_print_facts(pdf, content) if prints else _pdf_facts(pdf))


def _print_facts(pdf: PdfReader, content: bytes) -> dict[str, Any]:
    from laureate_print.preflight import preflight

    verdict = preflight(content)
    return {
        "standards": ", ".join(pdf.standards) or "none declared",
        "title": pdf.title,
        "pages": pdf.pages,
        "sheets": list(verdict.pages),
        "text": pdf.text.replace("\r", ""),
        "findings": [asdict(finding) for finding in verdict.findings],
    }


def _pdf_facts(pdf: PdfReader) -> dict[str, Any]:
    from laureate_print.pdf_reader.text_agreement import agreement

    return {
        "standards": ", ".join(pdf.standards) or "none declared",
        "title": pdf.title,
        "languages": ", ".join(
            [pdf.language, *(tag for tag in pdf.inner_languages if tag != pdf.language)]
        ),
        "pages": pdf.pages,
        "boxes": [
            ", ".join(f"{name} {box[2]} × {box[3]} mm" for name, box in page.items())
            for page in pdf.boxes()
        ],
        "colours": ", ".join(pdf.colours()),
        "fonts": [f"{font.name} ({font.postscript} {font.revision})" for font in pdf.fonts],
        "links": [description for description, _ in pdf.links()],
        "files": [
            f"{file.name}: {file.description or 'no description'} ({file.media_type},"
            f" {len(file.content):,} bytes, {file.relationship or 'not associated'})"
            for file in pdf.files
        ],
        "text layer": agreement(pdf.tagged_text, pdf.page_texts, pdf.artifact_texts),
        "text": pdf.text.replace("\r", ""),
    }


def _html_facts(content: bytes, path: Path) -> dict[str, Any]:
    from laureate_print.checks.reading import Reader

    try:
        html = content.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is neither a PDF nor UTF-8 text") from error
    page = Reader(html)
    declared = next((tag.attributes.get("lang", "") for tag in page.tags if tag.name == "html"), "")
    families = re.findall(
        r'@font-face\s*\{\s*font-family:\s*"([^"]+)";\s*font-weight:\s*(\d+)', " ".join(page.styles)
    )
    return {
        "title": next(iter(re.findall(r"<title>(.*?)</title>", html, re.DOTALL)), ""),
        "languages": ", ".join(dict.fromkeys([declared, *(run.language for run in page.runs)])),
        "fonts": [f"{family} {weight}" for family, weight in families],
        "links": [
            tag.attributes["href"]
            for tag in page.tags
            if tag.name == "a" and "href" in tag.attributes
        ],
        "text": "\n".join(" ".join(run.text.split()) for run in page.runs),
    }
