"""What pages hold, painted or not: colour spaces of the press, shadings that fit them,
transparency, objects.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from laureate_print.model import Finding
from laureate_print.preflight.colours import UNKNOWN, Space, space
from laureate_print.preflight.document import Page, PreflightDocument
from laureate_print.preflight.resources import Resource


def colours_are_those_of_the_press(document: PreflightDocument) -> Iterator[Finding]:
    """All is DeviceCMYK, DeviceGray or a spot colour upon these, used or not (ISO 15930-4; house
    rule for PDF/X-4).
    """
    for page in document.pages:
        seen: dict[str, list[str]] = {}
        where: dict[str, str] = {}
        for thing in sorted(
            page.objects, key=lambda thing: thing.alpha <= 0
        ):  # what can be seen first
            if not thing.space.is_print:
                seen.setdefault(thing.space.name, []).append(
                    f"{thing.kind} in {thing.within or 'the page'}"
                )
                where.setdefault(thing.space.name, page.sheet.at(thing.place))
        for item in page.resources:
            for found in _spaces(item):
                if not found.is_print:
                    seen.setdefault(found.name, []).append(item.way)
        for name, ways in seen.items():
            several = dict.fromkeys(ways)
            more = f" and in {len(several) - 2} more" if len(several) > 2 else ""
            message = f"{name}: {', '.join([*several][:2])}{more}"
            hint = "give all colours, images and groups as CMYK, grey or spot colours"
            place = where.get(name, f"page {page.sheet.number}")
            yield Finding("colours_are_those_of_the_press", "error", message, place, hint)


def _spaces(item: Resource) -> Iterator[Space]:
    if item.kind == "space":
        yield space(item.value, item.named)
    elif item.kind == "shading":
        yield space(item.value.get("/ColorSpace"), item.named)
    elif item.kind == "image" and not item.value.get("/ImageMask"):
        value = item.value.get("/ColorSpace")
        yield Space("JPEG 2000's own", 0) if value is None else space(value, item.named)
    elif item.kind == "group" and "/CS" in item.value:
        yield space(item.value.CS)


def functions_fit_their_colours(document: PreflightDocument) -> Iterator[Finding]:
    """A shading's function gives as many values as its space has components (ISO 32000-1, 8.7.4.5,
    8.6.6).
    """
    for page in document.pages:
        for item in page.resources:
            for function, inks, name in _functions(item):
                given = outputs(function)
                if given is not None and inks.components and given != inks.components:
                    message = (
                        f"{item.way}: {name} gives {given} values for {inks.name}, which has"
                        f" {inks.components}"
                    )
                    hint = "rebuild the gradient in CMYK where the file is made"
                    yield Finding(
                        "functions_fit_their_colours",
                        "error",
                        message,
                        f"page {page.sheet.number}",
                        hint,
                    )


def _functions(item: Resource) -> Iterator[tuple[pikepdf.Object, Space, str]]:
    if item.kind == "shading" and "/Function" in item.value:
        yield item.value.Function, space(item.value.get("/ColorSpace"), item.named), "its function"
    value = item.value.get("/ColorSpace") if item.kind in ("shading", "image") else item.value
    if isinstance(value, pikepdf.Name):
        value = item.named.get(str(value)) if item.named is not None else None
    if (
        isinstance(value, pikepdf.Array)
        and len(value) > 3
        and value[0] in ("/Separation", "/DeviceN")
    ):
        yield value[3], space(value, item.named).base or UNKNOWN, "the function of its spot colour"


def outputs(function: pikepdf.Object, depth: int = 0) -> int | None:
    """Gives how many values a function gives; none where that is not known (ISO
    32000-1, 7.10).
    """
    if depth > 4:
        return None
    if isinstance(function, pikepdf.Array):
        counts = [outputs(part, depth + 1) for part in function]
        return None if None in counts else sum(count or 0 for count in counts)
    kind = function.get("/FunctionType")
    if kind == 2:
        return len(function.get("/C0", function.get("/C1", (0,))))
    if kind == 3:
        counts = [outputs(part, depth + 1) for part in function.Functions]
        return max((count for count in counts if count), default=None)
    return len(function.Range) // 2 if "/Range" in function else None


def transparency_is_that_of_the_standard(document: PreflightDocument) -> Iterator[Finding]:
    """PDF/X-1a knows no transparency: no groups, soft masks, blend modes, opacity (ISO 15930-4)."""
    if not document.is_x1a:
        return
    for page in document.pages:
        for way in transparent(page):
            hint = "flatten it where the file is made, or export it as PDF/X-4"
            yield Finding(
                "transparency_is_that_of_the_standard",
                "error",
                f"{way}",
                f"page {page.sheet.number}",
                hint,
            )


def transparent(page: Page) -> Iterator[str]:
    """Gives what of a page is transparent, in words."""
    for item in page.resources:
        value = item.value
        if item.kind == "group" and value.get("/S") == "/Transparency":
            yield f"{item.way} is a transparency group"
        elif item.kind == "image" and ("/SMask" in value or value.get("/SMaskInData")):
            yield f"{item.way} has a soft mask"
        elif item.kind == "state":
            if value.get("/SMask", "/None") != "/None":
                yield f"{item.way} has a soft mask"
            if min(float(value.get("/CA", 1)), float(value.get("/ca", 1))) < 1:
                yield f"{item.way} has an opacity below 1"
            if str(value.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
                yield f"{item.way} has the blend mode {str(value.BM).lstrip('/')}"


def objects_are_those_of_the_standard(document: PreflightDocument) -> Iterator[Finding]:
    """No PostScript, alternate images, OPI, transfer functions, outside files; no JPEG 2000 in X-1a
    (ISO 15930-7).
    """
    for page in document.pages:
        for item in page.resources:
            value = item.value
            wrong = []
            if item.kind == "form" and (
                value.get("/Subtype") == "/PS" or value.get("/Subtype2") == "/PS"
            ):
                wrong.append("is PostScript")
            if item.kind in ("form", "image"):
                wrong += [words for key, words in _STRANGE.items() if key in value]
            if (
                item.kind == "image"
                and document.is_x1a
                and "/JPXDecode" in str(value.get("/Filter", ""))
            ):
                wrong.append("is a JPEG 2000 image, which came after PDF 1.4")
            if item.kind == "state" and (
                "/TR" in value or value.get("/TR2", "/Default") != "/Default"
            ):
                wrong.append("has a transfer function")
            for words in wrong:
                message, place = f"{item.way} {words}", f"page {page.sheet.number}"
                hint = "export the file again without it"
                yield Finding("objects_are_those_of_the_standard", "error", message, place, hint)


_STRANGE = {
    "/Alternates": "has alternate images",
    "/OPI": "refers to an outside image (OPI)",
    "/F": "is kept in an outside file",
}
