"""Sets readings above their words: ruby as stacked inline blocks, for the engine prints them in line.

A group never breaks, its base keeps the line's baseline, and lines stay at an even pitch: the reading takes the room
that the leading gives (Kozea/WeasyPrint#406). `tests/typeset/test_upstream.py` tells when this is no longer needed.
"""

from __future__ import annotations

from typing import Any

STYLE = """
ruby { display: inline-block; text-align: center; text-indent: 0; line-height: 1;
  padding-top: .5em; margin-top: -.5em; vertical-align: .94em }
rb { display: block }
rt { display: block; font-size: .5em; font-weight: 400; line-height: 1; white-space: nowrap;
  margin-top: -3em; margin-bottom: 2em }
"""


def stack_ruby(root: Any) -> None:
    """Gives each ruby a base of its own and takes the brackets away that stand in where ruby is not known."""
    for ruby in root.iter("ruby"):
        base = ruby.makeelement("rb", {})
        base.text, ruby.text = ruby.text, None
        for child in ruby.findall("rp"):
            ruby.remove(child)
        ruby.insert(0, base)
