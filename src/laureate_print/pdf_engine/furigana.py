"""Sets readings above their words: ruby as stacked inline blocks, for the engine prints them in
line.

A group never breaks, its base keeps the line's baseline, and lines stay at an even pitch: the
reading takes the room that the leading gives (Kozea/WeasyPrint#406). It is half as large as its
base, and never smaller than `--reading`, which style sheets set where small type closes up.
`tests/pdf_engine/test_upstream.py` shows when this is no longer needed.
"""

from __future__ import annotations

import re
from typing import Any

from laureate_print.pdf_engine.notes import is_call, own_text

_ENDS = re.compile(r"( )|(?<=[、。])(?![」』）、。])")
_BLOCKS = {"p", "h1", "h2", "h3", "li", "dt", "dd"}

# A line as high as its type has its baseline at .88 of it in BIZ UDPGothic, .932 in Noto Serif JP.
STYLE = """
ruby { --size: max(.5em, var(--reading, 6pt)); display: inline-block; text-align: center;
  text-indent: 0; line-height: 1; padding: var(--size) 0 1em; margin-top: calc(0pt - var(--size));
  vertical-align: calc(.88em + .12 * var(--size)) }
:is(h1, h2, h3, .laureate, .citation, .publisher) ruby {
  vertical-align: calc(.932em + .068 * var(--size)) }
rb { display: block; margin-bottom: calc(-1em - var(--size)) }
rt { display: block; font-size: var(--size); font-weight: 400; line-height: 1; white-space: nowrap }
.phrase { display: inline-block }
"""


def stack_ruby(root: Any) -> None:
    """Gives each ruby a base of its own and takes the brackets away that stand in where ruby is not
    known.
    """
    for ruby in root.iter("ruby"):
        base = ruby.makeelement("rb", {})
        base.text, ruby.text = ruby.text, None
        for child in ruby.findall("rp"):
            ruby.remove(child)
        ruby.insert(0, base)


def titles(root: Any) -> dict[str, str]:
    """Gives each text of the page's headings, as it stands with its readings and the numbers of its
    notes, without them: for bookmarks.
    """
    headings = [heading for level in range(1, 7) for heading in root.iter(f"h{level}")]
    pairs = (
        (own_text(heading), own_text(heading, ("rt",), ("note", "note-call")))
        for heading in headings
    )
    return {
        " ".join(whole.split()): " ".join(words.split()) for whole, words in pairs if whole != words
    }


def keep_phrases(element: Any, tag: str) -> None:
    """Lets lines of plain Japanese, whose phrases are divided by spaces, break at those spaces
    alone.
    """
    tag = element.get("lang") or tag
    for child in list(element):
        if isinstance(child.tag, str):
            keep_phrases(child, tag)
    if tag == "ja-simple" and element.tag in _BLOCKS:
        pieces = _pieces(element)
        for child in list(element):
            element.remove(child)
        element.text, last = "", None
        for phrase in pieces:
            if phrase == [" "]:
                _append(element, last, " ")
            else:
                last = element.makeelement("span", {"class": "phrase"})
                inner = None
                for piece in phrase:
                    if isinstance(piece, str):
                        _append(last, inner, piece)
                    else:
                        last.append(piece)
                        inner = piece
                element.append(last)


def _pieces(element: Any) -> list[list[Any]]:
    """Gives the phrases of an element, each a list of texts and elements, and between them the
    spaces.
    """
    phrases: list[list[Any]] = [[]]
    for content in [element.text or "", *element]:
        text = content if isinstance(content, str) else content.tail or ""
        if not isinstance(content, str):
            if is_call(content) and phrases[-1] == [] and phrases[-2:-1] not in ([], [[" "]]):
                phrases.pop()  # it stands behind the mark that ends the phrase
            phrases[-1].append(content)
            content.tail = None
        for part in _ENDS.split(text):
            if part == " ":
                phrases += [[" "], []]
            elif part:
                phrases[-1].append(part)
                phrases += [[]] if part[-1] in "、。" else []
    return [phrase for phrase in phrases if phrase]


def _append(parent: Any, last: Any, text: str) -> None:
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text
