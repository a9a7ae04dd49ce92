"""Judges a PDF for a print shop by all rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Any, Protocol

from laureate_print.model import Finding
from laureate_print.pdf_reader.objects import BROKEN, one_line
from laureate_print.preflight import (
    code_rules,
    ground_rules,
    identity_rules,
    interaction_rules,
    page_rules,
    paint_rules,
    picture_rules,
    resource_rules,
)
from laureate_print.preflight.document import PreflightDocument
from laureate_print.preflight.figures import figures
from laureate_print.preflight.values import Limits

__all__ = ["RULES", "Limits", "Verdict", "preflight"]


class Rule(Protocol):
    """A rule is a sentence that should be true of a file; it says where it is not."""

    __name__: str

    def __call__(self, document: PreflightDocument) -> Iterator[Finding]:
        """Gives the findings."""


RULES: tuple[Rule, ...] = (
    identity_rules.standard_is_declared,
    identity_rules.version_is_that_of_the_standard,
    identity_rules.output_intent_is_complete,
    identity_rules.trapped_is_declared,
    identity_rules.metadata_agree,
    identity_rules.file_has_an_identifier,
    interaction_rules.nothing_is_interactive,
    interaction_rules.nothing_is_encrypted,
    interaction_rules.layers_are_those_of_the_standard,
    page_rules.boxes_are_there,
    page_rules.boxes_are_nested,
    page_rules.media_begin_at_the_origin,
    page_rules.trim_is_centred,
    page_rules.bleed_is_as_wide_as_asked,
    page_rules.pages_are_of_one_size,
    resource_rules.colours_are_those_of_the_press,
    resource_rules.functions_fit_their_colours,
    resource_rules.transparency_is_that_of_the_standard,
    resource_rules.objects_are_those_of_the_standard,
    paint_rules.small_text_has_one_ink,
    paint_rules.registration_colour_is_for_marks,
    paint_rules.lines_are_thick_enough,
    paint_rules.images_are_sharp_enough,
    paint_rules.fonts_are_embedded,
    paint_rules.white_does_not_overprint,
    ground_rules.text_stands_out,
    ground_rules.reversed_type_can_be_held,
    ground_rules.small_black_overprints,
    paint_rules.page_can_be_understood,
    code_rules.qr_codes_can_be_scanned,
    picture_rules.total_ink_is_within_the_limit,
    picture_rules.bleed_is_covered,
    picture_rules.marks_are_in_place,
    picture_rules.ghostscript_has_no_complaint,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the preflight has to say of a file: its standard, its findings, and the figures of each
    page.
    """

    standard: str
    findings: tuple[Finding, ...]
    pages: tuple[dict[str, Any], ...]

    @property
    def failed(self) -> bool:
        """Whether a shop would send the file back."""
        return any(finding.severity == "error" for finding in self.findings)


def preflight(content: bytes, limits: Limits | None = None) -> Verdict:
    """Judges the bytes of a PDF by all rules, and gives the figures of each page.

    Raises `InputError` if it is no PDF, `MissingToolError` if there is no Ghostscript.
    """
    return judge(PreflightDocument(content, limits or Limits()))


def judge(document: PreflightDocument) -> Verdict:
    """The same of a document that is open; of what it paints, nothing is interpreted twice."""
    findings = dict.fromkeys(finding for rule in RULES for finding in look(rule, document))
    return Verdict(document.standard, tuple(findings), _figures(document))


def look(rule: Rule, document: PreflightDocument) -> Iterator[Finding]:
    """Gives what a rule finds; where an object has not even the type that it should, that is a
    finding, too.
    """
    try:
        yield from rule(document)
    except BROKEN as error:
        message = (
            "an object of the file is broken, so this could not be looked at:"
            f" {one_line(error)[:120]}"
        )
        yield Finding(rule.__name__, "error", message, "the file", "export the file again")


def _figures(document: PreflightDocument) -> tuple[dict[str, Any], ...]:
    try:
        return tuple(starmap(figures, zip(document.pages, document.pictures, strict=True)))
    except BROKEN:  # the rules say so
        return ()
