"""Nothing in the file acts, hides or is locked: a print file is paper."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.model import Finding
from laureate_print.pdf_reader.objects import elements, entry, name_of
from laureate_print.preflight.document import PreflightDocument

_PRINTERS = ("/TrapNet", "/PrinterMark")
_HINT = "export the file for print, without anything interactive"


def nothing_is_interactive(document: PreflightDocument) -> Iterator[Finding]:
    """No form, script, action, attachment or annotation but printers' own (ISO 15930-7)."""
    check, root = "nothing_is_interactive", document.pdf.Root
    names = entry(root, "/Names")
    things = {
        "a form (AcroForm)": "/AcroForm" in root,
        "an action when it is opened (OpenAction)": "/OpenAction" in root,
        "actions of its own (AA)": "/AA" in root,
        "JavaScript": entry(names, "/JavaScript") is not None,
        "attached files": entry(names, "/EmbeddedFiles") is not None or "/AF" in root,
    }
    for thing, there in things.items():
        if there:
            yield Finding(check, "error", f"the file has {thing}", "the file", _HINT)
    for number, page in enumerate(document.pdf.pages, 1):
        if "/AA" in page.obj:
            yield Finding(
                check, "error", "the page has actions of its own (AA)", f"page {number}", _HINT
            )
        annotations = elements(entry(page.obj, "/Annots"))
        kinds = [
            f"/{name_of(entry(annotation, '/Subtype')) or 'nameless'}" for annotation in annotations
        ]
        for kind in dict.fromkeys(kind for kind in kinds if kind not in _PRINTERS):
            message = f"{kinds.count(kind)} {kind[1:]} annotation{'s' * (kinds.count(kind) > 1)}"
            yield Finding(check, "error", message, f"page {number}", _HINT)


def nothing_is_encrypted(document: PreflightDocument) -> Iterator[Finding]:
    """The file is not encrypted (ISO 15930-7)."""
    if document.pdf.is_encrypted:
        yield Finding(
            "nothing_is_encrypted",
            "error",
            "the file is encrypted",
            "the file",
            "export it unprotected",
        )


def layers_are_those_of_the_standard(document: PreflightDocument) -> Iterator[Finding]:
    """PDF/X-1a knows no optional content, which came with PDF 1.5 (ISO 15930-4)."""
    if document.is_x1a and "/OCProperties" in document.pdf.Root:
        message, hint = (
            "the file has layers (optional content)",
            "merge the layers where the file is made",
        )
        yield Finding("layers_are_those_of_the_standard", "error", message, "the file", hint)
