"""What the file says of itself: its standard, the printing condition, trapping, and metadata that
agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from laureate_print.model import Finding
from laureate_print.preflight.document import PreflightDocument, moment

_VERSIONS = {
    "PDF/X-1:2001": 1.3,
    "PDF/X-1a:2001": 1.3,
    "PDF/X-1a:2003": 1.4,
    "PDF/X-3:2002": 1.3,
    "PDF/X-3:2003": 1.4,
}
_BOTH = (  # document information (ISO 32000-1, 14.3.3), XMP packet
    ("Title", "dc:title"),
    ("Author", "dc:creator"),
    ("Subject", "dc:description"),
    ("Keywords", "pdf:Keywords"),
    ("Creator", "xmp:CreatorTool"),
    ("Producer", "pdf:Producer"),
    ("CreationDate", "xmp:CreateDate"),
    ("ModDate", "xmp:ModifyDate"),
)
_MENDED = "this belongs to whatever wrote the file: export it again"


def _error(check: str, message: str, hint: str = _MENDED) -> Finding:
    return Finding(check, "error", message, "the file", hint)


def standard_is_declared(document: PreflightDocument) -> Iterator[Finding]:
    """The file declares the part of PDF/X that is expected, alike wherever it does (ISO 15930-7,
    ISO 15930-4).
    """
    check, wanted = "standard_is_declared", document.limits.standard
    in_xmp, in_info = document.xmp_value("pdfxid:GTS_PDFXVersion"), document.info_standard
    declared = document.standard
    if not declared:
        yield _error(check, "no PDF/X standard is declared", "export it as PDF/X-4 or PDF/X-1a")
        return
    if in_xmp and in_info and in_xmp != in_info:
        yield _error(
            check, f"the XMP packet declares '{in_xmp}', the document information '{in_info}'"
        )
    if wanted and declared != wanted:
        yield _error(
            check, f"{declared} is declared where {wanted} is expected", f"export it as {wanted}"
        )
    if declared.startswith("PDF/X-4") and not in_xmp:
        yield _error(
            check,
            f"{declared} is declared in the document information only; its place is the XMP packet",
        )
    if declared in _VERSIONS and not in_info:
        yield _error(
            check,
            f"{declared} is declared in the XMP packet only; its place is the document information",
        )


def version_is_that_of_the_standard(document: PreflightDocument) -> Iterator[Finding]:
    """PDF/X-4 is built on PDF 1.6 (ISO 15930-7), PDF/X-1a:2003 on PDF 1.4 without object streams
    (ISO 15930-4).
    """
    check, standard = (
        "version_is_that_of_the_standard",
        document.limits.standard or document.standard,
    )
    version = float(document.pdf.pdf_version)
    allowed = _VERSIONS.get(standard, 1.6 if standard.startswith("PDF/X-4") else None)
    if allowed is not None and version > allowed:
        yield _error(check, f"the file is PDF {version}, and {standard} is built on PDF {allowed}")
    if document.is_x1a and re.search(rb"/Type\s*/(ObjStm|XRef)\b", document.content):
        yield _error(check, f"the file has object streams, which {standard} does not know")


def output_intent_is_complete(document: PreflightDocument) -> Iterator[Finding]:
    """One output intent names the printing condition and brings its profile (ISO 15930-7; ISO
    32000-1, 14.11.5).
    """
    check = "output_intent_is_complete"
    given = document.pdf.Root.get("/OutputIntents", ())
    intents = [intent for intent in given if intent.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield _error(
            check,
            f"there are {len(intents)} output intents for print (GTS_PDFX) where there must be one",
        )
        return
    [intent] = intents
    for name in ("OutputConditionIdentifier", "RegistryName"):
        if not str(intent.get(f"/{name}", "")).strip():
            yield _error(check, f"the output intent has no {name}")
    for name in ("OutputCondition", "Info"):
        if not str(intent.get(f"/{name}", "")).strip():
            message = f"the output intent has no {name}: a person cannot read what it is for"
            yield Finding(check, "warning", message, "the file", _MENDED)
    identifier = str(intent.get("/OutputConditionIdentifier", ""))
    if len(identifier) > 40 or len(identifier.splitlines()) > 1:
        message = (
            "the output intent's OutputConditionIdentifier is no name of a registry:"
            f" '{identifier[:50]}…'"
        )
        yield _error(check, message, "it is a short name such as FOGRA39 or JC200103")
    yield from _profile(check, intent.get("/DestOutputProfile"), needed=not document.is_x1a)


def _profile(check: str, profile: pikepdf.Object | None, needed: bool) -> Iterator[Finding]:
    if profile is None:
        if needed:
            yield _error(check, "the output intent does not embed its profile (DestOutputProfile)")
        return
    head = bytes(profile.read_bytes())[:128]
    kind, colours, signature = head[12:16], head[16:20], head[36:40]
    if signature != b"acsp" or kind != b"prtr" or colours != b"CMYK" or profile.get("/N") != 4:
        found = (
            f"class '{kind.decode('latin-1')}', colours '{colours.decode('latin-1')}', N"
            f" {profile.get('/N')}"
        )
        yield _error(check, f"the output intent's profile is no CMYK output profile: {found}")


def trapped_is_declared(document: PreflightDocument) -> Iterator[Finding]:
    """Trapped is True or False, in both places that say it (ISO 15930-7; ISO 32000-1, 14.11.6)."""
    check = "trapped_is_declared"
    in_info, in_xmp = document.info.get("Trapped", ""), document.xmp_value("pdf:Trapped")
    for place, value in (("document information", in_info), ("XMP packet", in_xmp)):
        if value not in ("True", "False"):
            yield _error(
                check,
                f"the {place} does not say whether the file is trapped: '{value or 'nothing'}'",
            )
    if in_info != in_xmp and {in_info, in_xmp} == {"True", "False"}:
        yield _error(
            check,
            f"trapped is {in_info} in the document information and {in_xmp} in the XMP packet",
        )


def metadata_agree(document: PreflightDocument) -> Iterator[Finding]:
    """What document information and XMP packet both say is the same; titles and dates are there
    (ISO 15930-7).
    """
    check = "metadata_agree"
    if "/Metadata" in document.pdf.Root and not document.xmp.readable:
        yield _error(check, "the XMP packet cannot be read")
    for key, name in _BOTH:
        in_info, in_xmp = document.info.get(key, ""), document.xmp_value(name)
        dates = "Date" in key
        same = (
            moment(in_info) == moment(in_xmp)
            if dates
            else in_info.replace(", ", "; ") == in_xmp.replace(", ", "; ")
        )
        if in_info and in_xmp and not same:
            yield _error(
                check,
                f"{key} is '{in_info}' in the document information and '{in_xmp}' in the XMP"
                " packet",
            )
        needed = in_info if document.is_x1a else in_xmp
        if key in ("Title", "CreationDate", "ModDate") and not needed:
            place = "document information" if document.is_x1a else "XMP packet"
            yield _error(check, f"the {place} has no {key if document.is_x1a else name}")
    if document.standard.startswith("PDF/X-4"):
        for name in (
            "xmpMM:DocumentID",
            "xmpMM:VersionID",
            "xmpMM:RenditionClass",
            "xmp:MetadataDate",
        ):
            if not document.xmp_value(name):
                yield _error(check, f"the XMP packet has no {name}")


def file_has_an_identifier(document: PreflightDocument) -> Iterator[Finding]:
    """The trailer has an ID of two strings (ISO 15930-7; ISO 32000-1, 14.4)."""
    given = document.pdf.trailer.get("/ID", ())
    if len(given) != 2 or not all(bytes(part) for part in given):
        yield _error("file_has_an_identifier", "the file has no identifier (/ID)")
