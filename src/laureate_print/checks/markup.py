"""Looks at the composed page: it runs nothing and asks for nothing outside itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from laureate_print.checks.contexts import PageContext
from laureate_print.checks.reading import Tag
from laureate_print.model import Finding

_RUNNING = {"script", "iframe", "object", "embed", "applet", "base", "form"}
_FETCHING = {"src", "srcset", "poster", "data", "background", "xlink:href"}
_LEADING = {"a", "area"}  # their href is followed by the reader, not by the page
_TELLING = {
    "canonical",
    "alternate",
}  # links that say where a page is published, and fetch nothing
_DATA = "application/ld+json"  # a block of data, which no browser runs (HTML, 4.12.1)
_FETCHING_FUNCTIONS = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"}
# Comments, strings and addresses of data are passed over as browsers pass over them; all else that
# may ask for something, and what would have to be unescaped first, is looked at token by token.
_IN_STYLE = re.compile(
    r"""/\*.*?\*/|"[^"\n\r\f\\]*"|'[^'\n\r\f\\]*'"""
    r"""|url\(\s*(?:"data:[^"\n\r\f\\]*"|'data:[^'\n\r\f\\]*')\s*\)"""
    r"""|(?P<asks>["'\\]|/\*|url\(|src\(|image(?:-set)?\(|cross-fade\(|@import)""",
    re.DOTALL | re.IGNORECASE,
)
# Attributes that lead somewhere, what a browser leaves out of them, and what runs instead.
_TARGETS = ("href", "action", "formaction", "xlink:href")
_UNREAD = re.compile("[\0-\x20\x7f]")
_SCRIPTS = ("javascript:", "vbscript:", "data:text/html")


def page_runs_nothing(context: PageContext) -> Iterator[Finding]:
    """No script, no frame, no event handler: the page is words and form, whoever wrote them."""
    for tag in context.read.tags:
        if not tag.attributes and tag.name not in _RUNNING:
            continue
        running = [name for name in tag.attributes if name.startswith("on")]
        links = [
            _UNREAD.sub("", value).lower()
            for name, value in tag.attributes.items()
            if name in _TARGETS
        ]
        runs = tag.name in _RUNNING and not (
            tag.name == "script" and tag.attributes == {"type": _DATA}
        )
        running += [scheme for link in links for scheme in _SCRIPTS if link.startswith(scheme)]
        if runs or running:
            found = f"<{tag.name}>" if runs else f"{running[0]} on <{tag.name}>"
            yield Finding(
                "page_runs_nothing",
                "error",
                f"the page holds {found}",
                _place(context, tag, *running),
                "take it out of the template",
            )


def page_asks_for_nothing_outside(context: PageContext) -> Iterator[Finding]:
    """No file and no address outside the page: it must read the same in fifty years and without a
    network.
    """
    page = context.read
    asked = [(url, _place(context, tag)) for tag in page.tags for url in _asked_by(tag)]
    asked += [
        (url, context.template_place(url))
        for style in page.styles
        for url in _asked_by_style(style)
    ]
    for url, place in asked:
        if not url.startswith(("data:", "#", "picture:")):
            yield Finding(
                "page_asks_for_nothing_outside",
                "error",
                f"the page asks for {url}",
                place,
                "put the file into the template folder and name it in the style sheet",
            )


def _asked_by(tag: Tag) -> Iterator[str]:
    leads = tag.name in _LEADING or (tag.name == "link" and tag.attributes.get("rel") in _TELLING)
    for name, value in tag.attributes.items():
        if name in _FETCHING or (name == "href" and not leads):
            yield value
        elif name == "style":
            yield from _asked_by_style(value)
    if tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh":
        yield tag.attributes.get("content", "")


@lru_cache(maxsize=16)
def _asked_by_style(style: str) -> tuple[str, ...]:
    """Gives the addresses in a style sheet, however they are written (CSS Syntax Level 3, 4); none
    where there are none but those of data inside.
    """
    if not any(found["asks"] for found in _IN_STYLE.finditer(style)):
        return ()
    import tinycss2

    tokens = tinycss2.parse_component_value_list(style, skip_comments=True)
    return tuple(_asked_by_tokens(tokens))


def _asked_by_tokens(tokens: list[Any], fetching: bool = False) -> Iterator[str]:
    for token in tokens:
        if token.type == "url" or (token.type == "string" and fetching):
            yield token.value
        elif token.type == "function":
            yield from _asked_by_tokens(token.arguments, token.lower_name in _FETCHING_FUNCTIONS)
        elif hasattr(token, "content"):
            yield from _asked_by_tokens(token.content)
        if token.type == "at-keyword":
            fetching = token.lower_value == "import"
        elif token.type == "literal" and token.value == ";":
            fetching = False


def _place(context: PageContext, tag: Tag, *told: str) -> str:
    words = (*told, f"<{tag.name}")
    return context.message_place(words[-1]) or context.template_place(*words)
