"""Takes out of a style sheet what means nothing: comments and needless spaces (CSS Syntax Level 3,
4).
"""

from __future__ import annotations

import re

_COMMENT = r"/\*(?>.*?(?:\*/|\Z))"
_SPACE = rf"(?:\s|{_COMMENT})"
_TOKEN = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\)|\\.)"""  # as they are
    rf"|(?:{_SPACE}|;)*+(\}}){_SPACE}*+"
    rf"|{_SPACE}*+([,;>{{]){_SPACE}*+"
    rf"|([:(\[]){_SPACE}++"  # before a colon a space can stand for any descendant
    rf"|{_SPACE}++([)\]])|(?P<bare>(?:{_COMMENT})++)(?!\s)|{_SPACE}++",
    re.DOTALL,
)


def squeezed(style: str) -> str:
    """Gives a style sheet without comments and needless spaces."""
    return _TOKEN.sub(_short, style).strip(" ")


def _short(token: re.Match[str]) -> str:
    if token.lastgroup == "bare":
        return "/**/"  # `a/**/.b` means other things than `a .b`
    return token[token.lastindex] if token.lastindex else " "
