"""Looks at the catalogs before a word is set: complete, placeholders and markup kept, reviewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from laureate_print.checks.contexts import WordsContext
from laureate_print.model import Finding
from laureate_print.sources import markdown, pseudo

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<[^<>]*>?")


def every_message_is_translated(context: WordsContext) -> Iterator[Finding]:
    """Each message that a template asks for has a text; a reader must never meet a foreign sentence
    unawares.
    """
    for catalog in context.catalogs:
        for source, asked_at in context.wanted[catalog.name].items():
            message = catalog.messages.get(source)
            if message is None or not message.text.strip():
                yield Finding(
                    "every_message_is_translated",
                    "error",
                    f"not translated: '{_short(source)}'",
                    message.where if message else catalog.where,
                    (
                        f"translate it (asked for at {asked_at})"
                        if message
                        else (
                            "run 'laureate-print catalog update', then translate it (asked for at"
                            f" {asked_at})"
                        )
                    ),
                )


def placeholders_are_kept(context: WordsContext) -> Iterator[Finding]:
    """A translation holds the placeholders of its source, each as often: a lost one is a lost
    number or date.
    """
    for message in context.translated:
        read = markdown.unmarked if message.source in context.markdown else str
        source, text = (
            Counter(_PLACEHOLDER.findall(read(words))) for words in (message.source, message.text)
        )
        for name in sorted((source - text) | (text - source)):
            verb = "lost" if source[name] > text[name] else "invented"
            yield Finding(
                "placeholders_are_kept",
                "error",
                f"placeholder {{{name}}} is {verb} in '{_short(message.text)}'",
                message.where,
                "use the placeholders of the source text, unchanged and each as often as there",
            )
        without = _PLACEHOLDER.sub("", read(message.text))
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
        kept = markdown.marks if is_markdown else _tags
        source, text = kept(message.source), kept(message.text)
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
    released.
    """
    messages = list(context.translated)
    drafts = [message for message in messages if message.state == "draft"]
    if drafts and (context.release or context.language not in pseudo.LANGUAGES):
        yield Finding(
            "translation_is_reviewed",
            "error" if context.release else "warning",
            f"draft translation: {len(drafts)} of {len(messages)} messages are not yet reviewed",
            drafts[0].where,
            "a native speaker reads them, and then 'laureate-print catalog review"
            f" {context.language} --by NAME' writes it down",
        )


def _tags(words: str) -> Counter[str]:
    return Counter(_TAG.findall(words))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
