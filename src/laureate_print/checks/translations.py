"""Looks at the catalogs before a word is set: complete, placeholders and markup kept, reviewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from laureate_print.checks.blanks import is_seen
from laureate_print.checks.contexts import WordsContext
from laureate_print.model import Catalog, Finding, Message
from laureate_print.sources import markdown, plurals, pseudo
from laureate_print.sources.languages import language
from laureate_print.sources.po_files import CONTEXT_ENDS

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<[^<>]*>?")
_CODE = 2  # letters of a language's short code (ISO 639-1)
_NORWEGIAN = {"no", "nb", "nn"}  # a language and its two written forms


def every_message_is_translated(context: WordsContext) -> Iterator[Finding]:
    """Each message that a template asks for has a text; a reader must never meet a foreign sentence
    unawares.
    """
    for catalog in context.catalogs:
        for own, asked_at in context.wanted[catalog.name].items():
            message = catalog.messages.get(own)
            if message and is_seen(message.text) and message.state != "untranslated":
                continue
            if catalog.lent and asked_at:
                yield _lent(catalog, context.release)
            else:
                yield Finding(
                    "every_message_is_translated",
                    "error",
                    f"not translated: '{_short(own.rpartition(CONTEXT_ENDS)[2])}'"
                    + _lacking_forms(message),
                    message.where if message else catalog.where,
                    _advice(message, asked_at),
                )


def _lent(catalog: Catalog, release: bool) -> Finding:
    """Says that labels stand in another language, in the same words for each of them."""
    theirs, own = language(catalog.lent).name, language(catalog.language).name
    return Finding(
        "every_message_is_translated",
        "error" if release else "warning",
        f"labels stand in {theirs}, for they are not translated into {own}",
        catalog.where,
        "translate this file ('laureate-print catalog update' makes it where it is missing)",
    )


def _lacking_forms(message: Message | None) -> str:
    """Says which plural forms of a message have no text, if it has others."""
    forms = message.forms if message else ()
    lacking = [str(form) for form, text in enumerate(forms) if not text.strip()]
    return f" (msgstr[{'], msgstr['.join(lacking)}])" if 0 < len(lacking) < len(forms) else ""


def _advice(message: Message | None, asked_at: str) -> str:
    if not asked_at:
        return (
            "a template asks for it by a name that changes, so no translator gets it; write it out"
            ' there: ui("…") or _("…")'
        )
    if message and message.earlier:
        return (
            f"its fuzzy translation is of '{_short(message.earlier)}': make it one of this text and"
            " clear the fuzzy mark"
        )
    first = "" if message else "run 'laureate-print catalog update', then "
    return f"{first}translate it (asked for at {asked_at})"


def catalog_is_of_its_language(context: WordsContext) -> Iterator[Finding]:
    """The header of a catalog says no other language than its folder: a German one that was put
    into `fr/` has letters that no other check would miss. Codes of two letters are compared; those
    of three stand for parts and groups of languages.
    """
    for catalog in context.catalogs:
        tags = (catalog.language, catalog.declared)
        own, said = (re.split("[-_.@]", tag)[0].lower() for tag in tags)
        if len(own) == len(said) == _CODE and own != said and not {own, said} <= _NORWEGIAN:
            yield Finding(
                "catalog_is_of_its_language",
                "warning",
                f"its header says '{catalog.declared}', and its folder '{catalog.language}'",
                catalog.where,
                f"see in which language it is; if it is in the right one, write Language: {own}",
            )


def plural_forms_are_those_of_the_language(context: WordsContext) -> Iterator[Finding]:
    """A message that counts has a text for each plural form of its language, and the header of its
    catalog says rightly which number takes which: else readers meet "1 files".
    """
    for catalog in context.catalogs:
        shown = (catalog.messages.get(own) for own in context.wanted[catalog.name])
        counting = [message for message in shown if message and message.plural]
        if not counting or counting[0].state == "source" or context.language in pseudo.LANGUAGES:
            continue
        forms, right = plurals.parsed(catalog.plural_forms), plurals.of_language(context.language)
        hint = f"write into the header of the file: Plural-Forms: {right.header}"
        if not forms or not forms.fits(context.language):
            told = f"says '{catalog.plural_forms}'" if catalog.plural_forms else "has none"
            yield Finding(
                "plural_forms_are_those_of_the_language",
                "error",
                f"the header's Plural-Forms are not those of '{context.language}': it {told}",
                catalog.where,
                hint,
            )
            continue
        for message in counting:
            if len(message.forms) != forms.count:
                have = len(message.forms) or 1
                yield Finding(
                    "plural_forms_are_those_of_the_language",
                    "error",
                    f"'{_short(message.source)}' has {have} of {forms.count} plural forms",
                    message.where,
                    f"give it a msgstr for each, from msgstr[0] to msgstr[{forms.count - 1}]",
                )


def placeholders_are_kept(context: WordsContext) -> Iterator[Finding]:
    """A translation holds the placeholders of its source, each as often: a lost one is a lost
    number or date. A plural form that serves one number alone may leave it out.
    """
    for message in context.translated:
        is_markdown = message.source in context.markdown
        source, text = (placeholders(it, is_markdown) for it in (message.source, message.text))
        lost = Counter() if message.sole else source - text
        for name in sorted(lost | (text - source)):
            verb = "lost" if source[name] > text[name] else "invented"
            yield Finding(
                "placeholders_are_kept",
                "error",
                f"placeholder {{{name}}} is {verb} in '{_short(message.text)}'",
                message.where,
                "use the placeholders of the source text, unchanged and each as often as there",
            )
        without = _PLACEHOLDER.sub("", _read(message.text, is_markdown))
        if "{" in without or "}" in without:
            yield Finding(
                "placeholders_are_kept",
                "error",
                f"a brace without its pair in '{_short(message.text)}'",
                message.where,
                "write placeholders as {name}",
            )


def markup_is_that_of_the_source(context: WordsContext) -> Iterator[Finding]:
    """A translation has the tags of its source, no more and no less, and so no script and no event
    handler; one of Markdown its links, pictures, notes, code and emphasis.

    `[words]{lang="fr"}` may stand in any translation: it says the language of a name.
    """
    for message in context.translated:
        is_markdown = message.source in context.markdown
        source, text = (marks(it, is_markdown) for it in (message.source, message.text))
        hint = "keep the links, notes and marks" if is_markdown else "keep the tags"
        for tag in sorted((source - text) | (text - source)):
            verb = "missing" if source[tag] > text[tag] else "not in the source text"
            yield Finding(
                "markup_is_that_of_the_source",
                "error",
                f"markup {tag} is {verb}",
                message.where,
                f"{hint} of the source text exactly, or none if it has none",
            )


def translation_is_reviewed(context: WordsContext) -> Iterator[Finding]:
    """A draft says so; a release refuses it. A pseudo-language is never reviewed, and never
    released. Labels that come with the program make no draft of words that are not theirs.
    """
    found = [
        (catalog, message)
        for catalog, message in context.found
        if message.state != "source" and not _are_labels(catalog, context)
    ]
    drafts = [message for _, message in found if message.state == "draft"]
    if drafts and (context.release or context.language not in pseudo.LANGUAGES):
        yield Finding(
            "translation_is_reviewed",
            "error" if context.release else "warning",
            f"draft translation: {len(drafts)} of {len(found)} messages are not yet reviewed",
            drafts[0].where,
            "a native speaker reads them, and then 'laureate-print catalog review"
            f" {context.language} --by NAME' writes it down",
        )


def labels_are_reviewed(context: WordsContext) -> Iterator[Finding]:
    """Labels beside words that are no draft say once, of all together, that nobody has reviewed
    them. A release refuses those of the project; of the program's its owner cannot answer.
    """
    labels = [
        catalog
        for catalog, message in context.found
        if message.state == "draft" and _are_labels(catalog, context)
    ]
    if not labels or any(True for _ in translation_is_reviewed(context)):
        return
    [catalog, *_] = labels
    command = f"'laureate-print catalog review {context.language} -c {catalog.name} --by NAME'"
    yield Finding(
        "labels_are_reviewed",
        "error" if context.release and not catalog.packaged else "warning",
        f"no native speaker has reviewed the labels in {language(context.language).name}",
        catalog.where,
        "they come with the program, and your words are no draft for that"
        if catalog.packaged
        else f"a native speaker reads them, and then {command} writes it down",
    )


def _are_labels(catalog: Catalog, context: WordsContext) -> bool:
    """Says whether messages are labels alone: those of the program, or beside words that are the
    source itself.
    """
    if context.language in pseudo.LANGUAGES:
        return False
    return catalog.packaged or context.language == context.source_language


def reviews_are_of_this_text(context: WordsContext) -> Iterator[Finding]:
    """A review counts for the text that was read: where source or translation are others since, or
    the record says less than who, when and what, nobody has reviewed the message.
    """
    for message in context.shown:
        if message.outdated:
            yield Finding(
                "reviews_are_of_this_text",
                "warning",
                f"'{_short(message.text)}' is not what {message.outdated} reviewed: source or"
                " translation have changed since",
                message.where,
                "let it be reviewed again; the record of the old review counts for nothing",
            )
        if message.unsigned:
            yield Finding(
                "reviews_are_of_this_text",
                "warning",
                f"no record of a review: '#{message.unsigned}'",
                message.where,
                f"'laureate-print catalog review {context.language} --by NAME' writes one",
            )


def placeholders(words: str, is_markdown: bool) -> Counter[str]:
    """Gives the names of the placeholders of a message, and how often each stands there."""
    return Counter(_PLACEHOLDER.findall(_read(words, is_markdown)))


def marks(words: str, is_markdown: bool) -> Counter[str]:
    """Gives the markup of a message that a translation has to keep, and how often it stands there:
    of Markdown its links, pictures, notes, code and emphasis, else its tags.
    """
    return markdown.marks(words) if is_markdown else Counter(_TAG.findall(words))


def _read(words: str, is_markdown: bool) -> str:
    return markdown.unmarked(words) if is_markdown else words


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
