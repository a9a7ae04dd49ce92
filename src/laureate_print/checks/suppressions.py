"""Which warnings a message may suppress by a flag in its `.po` file, and the messages
that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laureate_print.checks.contexts import WordsContext
from laureate_print.model import Finding, Severity
from laureate_print.sources import pseudo
from laureate_print.sources.languages import language
from laureate_print.sources.markdown import plain
from laureate_print.sources.ruby import without_readings

# `#, ignore-length` above a message suppresses the warning of that name. Errors cannot be
# suppressed.
WAIVERS = (
    "doubled-spaces",
    "doubled-words",
    "end-punctuation",
    "glossary",
    "length",
    "numbers",
    "pairs",
    "readings",
    "straight-quotes",
    "unchanged",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A source and its translation as they are read, without marks and readings, and where the
    translation stands.
    """

    source: str
    text: str
    where: str

    def finding(self, check: str, severity: Severity, message: str, hint: str) -> Finding:
        """Gives a finding at the place of the translation."""
        return Finding(check, severity, message, self.where, hint)


def wordings(context: WordsContext, suppression: str = "") -> Iterator[Wording]:
    """Gives the translations that a check of the wording looks at: all that do not suppress it, of
    a human language.
    """
    if context.language in pseudo.LANGUAGES:
        return
    japanese = language(context.language).script == "Jpan"
    for message in context.translated:
        if (
            message.state != "source"
            and message.text.strip()
            and f"ignore-{suppression}" not in message.flags
        ):
            source, text = message.source, message.text
            if source in context.markdown:
                source, text = plain(source), plain(text)
            text = without_readings(text) if japanese else text
            yield Wording(source, text, message.where)


def every_suppression_is_known(context: WordsContext) -> Iterator[Finding]:
    """A flag `ignore-…` names a warning; one with a slip of the pen would suppress
    nothing, unseen.
    """
    for message in context.translated:
        for flag in sorted(message.flags):
            if flag.startswith("ignore-") and flag.removeprefix("ignore-") not in WAIVERS:
                yield Finding(
                    "every_suppression_is_known",
                    "warning",
                    f"the flag '{flag}' suppresses no warning",
                    message.where,
                    f"the flags are {', '.join(f'ignore-{name}' for name in WAIVERS)}; errors"
                    " cannot be suppressed",
                )
