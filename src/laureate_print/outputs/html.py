"""Writes the web page: one file, its fonts inside, its style in one sheet, and a policy that lets
nothing else in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from laureate_print.model import Artifact, Page
from laureate_print.outputs.squeezed_styles import squeezed
from laureate_print.outputs.web_fonts import OTHERS, web_fonts
from laureate_print.outputs.web_lines import with_held_signs
from laureate_print.outputs.web_variants import with_faces
from laureate_print.outputs.wide_tables import scrollable
from laureate_print.sources.fonts import Fonts

_STYLE = re.compile(r"<style>\n?(.*?)</style>\s*", re.DOTALL)
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_WRITTEN = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)  # whose spaces count
_STACK = re.compile(r"\[lang\]\{[^}]*?--text:[^;}]*")  # that of most languages of the page
_NAMED = re.compile(
    r'(?:\[lang="[\w-]+"\],?)+\{--text:(?P<stack>(?:"[^"]+",)*)var\(--text-behind\)\}'
)
_BEHIND = re.compile(r"--text-behind:[^;}]*")
_PICTURE = re.compile(r'url\("data:image/[^"]*"\)')
_FAMILY = re.compile(r'"([^"]+)"')
_CLOSED = "base-uri 'none'; form-action 'none'"
_CHARSET = '<meta charset="utf-8">'


def write(page: Page, fonts: Fonts) -> Artifact:
    """Gives the page as HTML that needs nothing beside it, and lets a browser run or fetch nothing
    (CSP Level 3).
    """
    cut = list(web_fonts(page.html, fonts, page.language.tag))
    families = {family for family, *_ in cut}
    style = "".join(map(squeezed, _STYLE.findall(page.html)))
    for family in fonts.faces.keys() - families:
        style = style.replace(f'"{family}",', "").replace(f',"{family}"', "")
    style = _drawn_once(_without_names(style))
    if OTHERS in families:
        stack = [family for family in fonts.fallback("text") if family in families]
        behind = f"--text-behind:{','.join(_quoted(*stack, OTHERS))}"
        style = _BEHIND.sub(behind, style)
    style += "".join(_font_rule(*font) for font in cut)
    html = scrollable(_unindented(_STYLE.sub("", page.html)))
    html, rule = with_held_signs(html, page.names, page.in_headings)
    html, rules = with_faces(html, fonts)
    style += rule + rules
    html = html.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    policy = _policy(style, html)
    html = html.replace(_CHARSET, f"{_CHARSET}\n{policy}", 1)
    if page.pictures:
        from laureate_print.outputs.web_pictures import with_pictures

        html = with_pictures(html, page.pictures)
    return Artifact(page.job.path, html.encode())


def _without_names(style: str) -> str:
    """Gives a style sheet without the rules of languages of which a page has only the name, in no
    face of their own: the stack of all others ends in the same.
    """
    common = _STACK.search(style)
    known = set(_FAMILY.findall(common[0])) if common else set()
    return _NAMED.sub(
        lambda rule: rule[0] if set(_FAMILY.findall(rule["stack"])) - known else "", style
    )


def _drawn_once(style: str) -> str:
    """Gives a style sheet that says each picture once, and its name where it stands again."""
    for number, (picture, times) in enumerate(Counter(_PICTURE.findall(style)).items(), 1):
        if times > 1:
            name = f"--picture-{number}"
            style = f":root{{{name}:{picture}}}" + style.replace(picture, f"var({name})")
    return style


def _unindented(html: str) -> str:
    parts = _WRITTEN.split(html)
    parts[::2] = [re.sub(r"\n\s+", "\n", part) for part in parts[::2]]
    return "".join(parts)


def _policy(style: str, html: str) -> str:
    """Gives the policy under which a browser takes this style sheet and data of the page's own, and
    nothing else.

    Its one `<script>` is a block of data, which no browser runs; it is named by its hash, for
    checkers take it for a script. So nothing can connect anywhere; `connect-src 'self'` lets a
    search engine's robot see robots.txt.
    """
    rules = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        "font-src data:",
        "img-src data:",
        "connect-src 'self'",
    ]
    rules += [f"script-src {_hash(data)}" for data in _DATA.findall(html)]
    content = "; ".join([*rules, _CLOSED])
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _font_rule(family: str, weight: int, content: bytes) -> str:
    data = base64.b64encode(content).decode()
    source = f"url(data:font/woff2;base64,{data})"
    return f'@font-face{{font-family:"{family}";font-weight:{weight};src:{source}}}'


def _quoted(*families: str) -> Iterator[str]:
    yield from (f'"{family}"' for family in families)
