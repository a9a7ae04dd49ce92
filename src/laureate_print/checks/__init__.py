"""The table of checks: which look at a render at which stage. A check sees a context and gives
findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from laureate_print.checks import (
    archive,
    characters,
    claims,
    furigana,
    glossary,
    glyphs,
    graphics,
    languages,
    layout,
    markup,
    numbers,
    pdf,
    pictures,
    prepress,
    punctuation,
    shaping,
    suppressions,
    text_layer,
    translations,
    type_sizes,
    ways,
    wording,
)
from laureate_print.checks.contexts import ArtifactContext, PageContext, WordsContext
from laureate_print.model import Finding

__all__ = ["CHECKS", "ArtifactContext", "PageContext", "WordsContext", "examine"]

_Context = TypeVar("_Context", WordsContext, PageContext, ArtifactContext)


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of each stage, in the order in which they look."""

    words: tuple[Callable[[WordsContext], Iterator[Finding]], ...]
    page: tuple[Callable[[PageContext], Iterator[Finding]], ...]
    artifact: tuple[Callable[[ArtifactContext], Iterator[Finding]], ...]


CHECKS = Checks(
    words=(
        translations.every_message_is_translated,
        translations.placeholders_are_kept,
        translations.markup_is_that_of_the_source,
        translations.catalog_is_of_its_language,
        translations.plural_forms_are_those_of_the_language,
        translations.translation_is_reviewed,
        translations.labels_are_reviewed,
        translations.reviews_are_of_this_text,
        characters.text_is_normalized,
        characters.no_character_is_invisible,
        characters.no_entity_is_typed,
        characters.words_are_of_one_script,
        characters.no_space_at_the_ends,
        characters.no_space_is_doubled,
        wording.source_is_translated,
        wording.no_word_is_doubled,
        wording.length_is_that_of_the_source,
        punctuation.end_is_punctuated_as_the_source,
        punctuation.brackets_and_quotes_pair,
        punctuation.quotes_are_not_straight,
        numbers.numbers_are_those_of_the_source,
        glossary.names_are_those_of_the_glossary,
        furigana.readings_are_whole,
        furigana.every_kanji_has_its_reading,
        suppressions.every_suppression_is_known,
    ),
    page=(
        markup.page_runs_nothing,
        markup.page_asks_for_nothing_outside,
        pictures.pictures_can_be_drawn,
        pictures.pictures_say_what_they_show,
        glyphs.every_character_has_a_glyph,
        shaping.no_cluster_is_broken,
        languages.parts_say_their_language,
        languages.nothing_is_left_to_write,
        ways.printed_address_is_short,
        claims.every_claim_is_proven,
        claims.document_was_tested,
    ),
    artifact=(
        layout.engine_has_no_complaint,
        glyphs.generated_text_has_glyphs,
        layout.sheet_is_not_exceeded,
        layout.text_stays_in_its_box,
        layout.no_text_is_cut_off,
        layout.tables_keep_to_the_text,
        layout.titles_split_no_word,
        layout.text_stays_clear_of_frames,
        layout.no_text_is_lost,
        type_sizes.type_is_large_enough,
        pictures.pictures_are_whole,
        pictures.pictures_keep_their_shape,
        pictures.pictures_stay_clear_of_frames,
        pictures.pictures_are_sharp_enough,
        pictures.pictures_are_on_their_ground,
        pdf.standards_are_declared,
        pdf.fonts_are_ours,
        pdf.fonts_keep_the_standards,
        pdf.every_glyph_has_text,
        pdf.links_are_described,
        graphics.graphics_keep_the_standard,
        pdf.address_reads_back,
        languages.tagged_parts_say_their_language,
        text_layer.tag_tree_gives_the_text,
        text_layer.text_reads_back,
        text_layer.phrases_are_found,
        archive.sources_are_inside,
        prepress.words_are_in_the_print_file,
        prepress.print_shop_accepts_it,
        prepress.book_can_be_stitched,
    ),
)


def examine(
    checks: Iterable[Callable[[_Context], Iterator[Finding]]], context: _Context
) -> tuple[Finding, ...]:
    """Gives all that the checks of a stage see, each finding once."""
    return tuple(dict.fromkeys(finding for check in checks for finding in check(context)))
