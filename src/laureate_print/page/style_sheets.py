"""Gives the style sheet of a page: that of its template, and how each of its languages is set."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from laureate_print.errors import TemplateError
from laureate_print.model import Output, SourceFile, Template
from laureate_print.page.theming import ORNAMENT, ornament, theme_style
from laureate_print.sources import fonts, typography
from laureate_print.sources.languages import is_known
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.templates import find_file, read
from laureate_print.sources.text_files import text

_CONTENT = "shared/content.css"
_ARTICLE = re.compile("<article.*?</article>", re.DOTALL)
_STYLED = re.compile(
    r"<(?:[uod]l|blockquote|pre|code|table|h[34]|su[bp]|abbr|hr)\b|</header>\s*<p\b|</address>.*<address",
    re.DOTALL,
)
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_PLAIN = "/:;,='!~*()"  # what need not be encoded in a data URL between double quotation marks
_LANG = re.compile(r'\blang="([^"]+)"')
_NAMED = re.compile(
    r'\blang="([^"]+)" hreflang="\1"'
)  # the name of a language, as the link to its page
_RUNNING = ":is(p:not(.citation), li, dd, .note)"
_BESIDE = ":is(header, footer, address, nav)"
_CELLS = ":is(td, th, caption, figcaption)"
_CODE = ":is(code, kbd, samp, pre, .address)"


def language_rules(sources: Sources, html: str) -> str:
    """Gives the style rules that set each language of a page in its faces and as its table says.

    The page is the lighter for it that what most have in common stands first, that equal rules are
    written once, and that a language of which only its name is there has no rules for headings and
    lines.
    """
    tags = sorted(filter(is_known, set(_LANG.findall(html))))
    rules = {tag: dict(_declarations(sources, tag)) for tag in tags}
    written = set(_LANG.findall(_NAMED.sub("", html)))
    main = [rules[tag] for tag in tags if tag in written]
    if not main:
        return ""
    common = {name: Counter(rule[name] for rule in main).most_common(1)[0][0] for name in main[0]}
    groups: dict[str, list[str]] = {_declared(common): ["[lang]"]}
    for rule in (rule for rule in rules.values() if rule not in main):
        rule.update({name: common[name] for name in rule if name != "--text"})
    for tag, rule in rules.items():
        own = {name: value for name, value in rule.items() if value != common[name]}
        groups.setdefault(_declared(own), []).append(f'[lang="{tag}"]')
    return "\n".join(
        f"{', '.join(selectors)} {{ {text} }}" for text, selectors in groups.items() if text
    )


@remembered
def _declarations(sources: Sources, tag: str) -> dict[str, str]:
    """Gives the CSS that sets a language in its faces and as its table says."""
    faces, table = fonts.fonts(sources), typography.settings(sources)
    return {**typography.declarations(table, tag), **fonts.declarations(faces, tag)}


def _declared(rule: dict[str, str]) -> str:
    return " ".join(f"{name}: {rule[name]};" for name in sorted(rule))


def running_text_rules(
    sources: Sources, html: str, template: Template, output: Output
) -> list[str]:
    """Gives the rules that hyphenate and justify running text where a template asks for it: in
    PDFs, and not in heads, feet and addresses. Cells are hyphenated at most, code not even that.
    """
    if output.name == "html":
        return []
    table = typography.settings(sources)
    rules = {
        tag: typography.running_text(table, template, tag)
        for tag in sorted(filter(is_known, set(_LANG.findall(html))))
    }
    found = []
    for tag, rule in ((tag, rule) for tag, rule in rules.items() if rule):
        variants = [other for other in rules if other.startswith(f"{tag}-")]  # have rules or none
        own = f":lang({tag})" + "".join(f":not(:lang({other}))" for other in variants)
        hyphens = rule.get("hyphens", "manual")
        found += [
            f"main {_RUNNING}{own}:not({_BESIDE} *) {{ {_declared(rule)} }}",
            f"main {_CELLS}{own} {{ hyphens: {hyphens}; }}",
            f"main {_CELLS} {_RUNNING}{own} {{ text-align: inherit; }}",
            f"main {_CODE}{own} {{ hyphens: manual; }}",
        ]
    return found


def template_style(
    sources: Sources, html: str, template: Template, output: Output, before: Sequence[str] = ()
) -> str:
    """Gives the template's style sheets as one, those that stand `before` them first, pictures
    inside as data URLs; a page of headings and paragraphs alone does without that of lists, tables
    and further offices.
    """
    is_plain = not any(map(_STYLED.search, _ARTICLE.findall(html)))
    paths = (*before, *template.styles_for(output))
    sheets = [_sheet(sources, path, output) for path in paths if path != _CONTENT or not is_plain]
    return "\n".join([*sheets, *theme_style(sources, output)])


@remembered
def _sheet(sources: Sources, path: str, output: Output) -> str:
    """Gives a style sheet with its pictures inside."""
    sheet = read(sources, path)
    folder = path.rpartition("/")[0]
    for url in set(_URL.findall(sheet)):
        drawn = ornament(sources, output) if url == ORNAMENT else None
        sheet = re.sub(
            rf"""url\(\s*["']?{re.escape(url)}["']?\s*\)""",
            f'url("{data_url(drawn)}")' if drawn else _inline(sources, folder, path, url),
            sheet,
        )
    return sheet


def _inline(sources: Sources, folder: str, sheet: str, url: str) -> str:
    if url == ORNAMENT:
        return "none"
    if url.startswith(("data:", "#")):
        return f'url("{url}")'
    if ":" in url or url.startswith("/"):
        raise TemplateError(
            f"templates/{sheet} asks for {url}; a template may only use files of the template"
            " folders"
        )
    return f'url("{data_url(find_file(sources, f"{folder}/{url}"))}")'


def data_url(file: SourceFile) -> str:
    """Gives a picture as a data URL (RFC 2397); SVG as text, which is shorter than base64."""
    if file.path.endswith(".svg"):
        drawing = text(file).strip()
        drawing = drawing if "'" in drawing else drawing.replace('"', "'")
        return f"data:image/svg+xml,{quote(drawing, _PLAIN)}"
    import mimetypes

    kind = mimetypes.guess_type(file.path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.content).decode()}"
