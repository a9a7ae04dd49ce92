"""What the readers of a document should find: the words of its messages, by Babel and regular
expressions, with none of the product's own code.
"""

import re

from babel.messages.pofile import read_po

from tests.editions import ROOT

PROJECT = ROOT / "tests/documents"
LANGUAGES = ("ja", "en", "ar", "my", "hi")
DOCUMENTS = ("everything", "seto-peace-prize-9", "report")
_APART = "\0"
_PATTERNS = (
    (r"!\[[^\]]*\]\([^)]*\)(\{[^}]*\})?", _APART),  # a picture: its words are its Alt
    (r"\[\^[^\]]*\]", _APART),
    (r"\[([^\]]*)\]\([^)]*\)", rf"{_APART}\1{_APART}"),
    (r"\[([^\]]*)\]\{[^}]*\}", rf"{_APART}\1{_APART}"),
    (r"<([^>]*)>", rf"{_APART}\1{_APART}"),
    (r"\\\n|\{[^}]*\}", _APART),
    (r"[*~^`]", ""),
)


def runs(document, language):
    """Gives the runs of words of a document that stand in a row, in the order of its catalog."""
    hidden = _hidden(document)
    for source, text in _messages(document, language):
        if source in hidden:
            continue
        for pattern, new in _PATTERNS:
            text = re.sub(pattern, new, text)
        for part in text.split(_APART):
            if re.search(r"[^\W\d_]", part):
                yield part.strip()


def alternatives(document, language):
    """Gives the alternative texts of the figures of a document."""
    translated = dict(_messages(document, language))
    return [translated[source] for source in _alternatives(document)]


def _markdown(document):
    return (PROJECT / f"templates/documents/{document}.md").read_text(encoding="utf-8")


def _alternatives(document):
    text = _markdown(document)
    at_the_head = re.findall(r'^alt = "(.*)"', text, re.MULTILINE)
    return at_the_head + re.findall(r"^!\[([^\]]+)\]", text, re.MULTILINE)


def _hidden(document):
    """Gives the messages that stand in files, but not on their pages."""
    described = re.search(r'^description = "(.*)"', _markdown(document), re.MULTILINE)[1]
    return {described, *_alternatives(document)}


def _messages(document, language):
    """Gives source and translation of each message; the source's own for its language."""
    place = f"{language}/LC_MESSAGES/{document}.po" if language != "en" else f"{document}.pot"
    with (PROJECT / "locales" / place).open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield message.id, message.string or message.id
