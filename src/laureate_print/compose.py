"""Words and template become one accessible HTML page: strict, autoescaped, sandboxed Jinja."""

from __future__ import annotations

import base64
import html as html_module
import mimetypes
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from laureate_print import fonts as font_room
from laureate_print import ruby, typography
from laureate_print import templates as template_room
from laureate_print.errors import LaureateError, ProjectError, TemplateError
from laureate_print.languages import is_known
from laureate_print.languages import language as language_of
from laureate_print.model import Catalog, Job, Language, Page, Template
from laureate_print.project import Project

_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_READING = re.compile(r"<(rp|rt)>.*?</\1>")
_TAG = re.compile(r"<[^<>]+>")
_LANG = re.compile(r'\blang="([^"]+)"')


def compose(project: Project, job: Job, words: Catalog, interface: Catalog) -> Page:
    """Gives the page of a job: HTML with its style inside, complete but for fonts, which each output brings itself.

    Raises:
        TemplateError: the template is not Jinja, asks for something that does not exist or lies outside the template
            folders; with its file and line.
    """
    document = template_room.document(project, job.document)
    template = template_room.template(project, job.template)
    language = language_of(job.language)
    context = {
        "document": f"documents/{job.document}.html",
        "facts": document.facts,
        "language": language,
        "languages": [language_of(tag) for tag in project.languages],
        "template": job.template,
        "counter": typography.counter_style(job.language),
        "draft": any(message.state == "draft" for message in [*words.messages.values(), *interface.messages.values()]),
        "created": f"{project.epoch or document.facts['date']}T00:00:00+09:00",
        "_": _speaker(words),
        "ui": _speaker(interface),
    }
    html = _render(project, template, language, context)
    tags = sorted(filter(is_known, set(_LANG.findall(html))))
    style = "\n".join(
        [
            typography.rules(typography.settings(project), tags),
            _style(project, template),
            font_room.stacks_css(font_room.fonts(project), tags),
        ]
    )
    title = words.messages.get(_title_source(project, job.document))
    return Page(
        job=job,
        language=language,
        html=html.replace("</head>", f"<style>\n{style}\n</style>\n</head>", 1),
        title=ruby.without_readings(title.text or title.source) if title else job.document,
        date=str(context["created"]),
        address=tuple(document.facts["address"]),
        pages=template.pages,
        sizes=template.sizes,
    )


def _title_source(project: Project, document: str) -> str:
    """Gives the title's message: the first that a document asks for."""
    asked = template_room.asked_for(template_room.find_file(project, f"documents/{document}.html"), "_")
    if not asked:
        raise TemplateError(f"templates/documents/{document}.html has no message; its first one is the title")
    return asked[0][1]


def _render(project: Project, template: Template, language: Language, context: dict[str, Any]) -> str:
    from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(
            lambda name: (template_room.read(project, name), str(template_room.find_file(project, name)), None)
        ),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(ltr=_ltr, call=_call, css_string=_css_string, plain=_plain, **_formats(language))
    try:
        return str(environment.get_template(template.markup).render(context))
    except LaureateError as error:
        raise TemplateError(f"{_place(error, template)}: {error}") from error
    except RecursionError as error:
        raise TemplateError(f"templates/{template.markup} includes itself, straight or through another") from error
    except TemplateSyntaxError as error:
        raise TemplateError(f"templates/{error.name}:{error.lineno}: {error.message}") from error
    except Exception as error:  # whatever a template's own expression raises is a mistake in the template
        raise TemplateError(f"{_place(error, template)}: {error}") from error


def _place(error: BaseException, template: Template) -> str:
    """Gives the file and line of the template in which an error arose."""
    trace, place = error.__traceback__, template.markup
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".css")):
            place = f"templates/{'/'.join(name.split('/')[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _speaker(catalog: Catalog) -> Callable[..., Any]:
    """Gives the function by which a template asks for a message; values take the place of `{name}`.

    A message keeps its markup only where its source has some; else all is escaped.
    """
    from markupsafe import Markup, escape

    japanese = language_of(catalog.language).script == "Jpan"

    def speak(source: str, **values: Any) -> Markup:
        message = catalog.messages.get(source)
        text = message.text if message and message.text else source
        safe = Markup(text) if "<" in source else escape(text)  # noqa: S704 - the markup check compared it with the source
        safe = Markup(ruby.markup(safe)) if japanese else safe  # noqa: S704 - escaped above
        for name, value in values.items():
            safe = Markup(safe.replace(f"{{{name}}}", escape(value)))  # noqa: S704 - both sides are escaped
        return safe

    return speak


def _ltr(value: object) -> Any:
    """Keeps a number or code in its own order within right-to-left text."""
    from markupsafe import Markup

    return Markup('<span dir="ltr">{}</span>').format(value)


def _plain(text: str) -> Any:
    """Gives a message without readings and markup, for titles and labels."""
    from markupsafe import Markup

    return Markup(_TAG.sub("", _READING.sub("", text)))  # noqa: S704 - a message without its tags stays escaped


def _call(text: str, number: str, label: str = "") -> Any:
    """Makes the telephone number inside a text a link that calls it from anywhere (RFC 3966); Japan is +81."""
    from markupsafe import Markup

    before, found, after = text.partition(number)
    name = Markup(' aria-label="{}"').format(label) if label else ""
    link = Markup('<a href="tel:+81-{}" dir="ltr"{}>{}</a>').format(number.removeprefix("0"), name, number)
    return Markup("{}{}{}").format(before, link if found else "", after)


def _formats(language: Language) -> dict[str, Callable[..., str]]:
    """Gives the filters that write dates, numbers and lists as the language does (CLDR), in its own digits."""

    def long_date(value: object, tag: str = "") -> str:
        from babel.dates import format_date

        if not isinstance(value, date):
            raise ProjectError(f"the fact '{value}' should be a date such as 2024-01-11, without quotes")
        reader = language_of(tag) if tag else language
        return format_date(value, "long", locale=reader.locale).translate(_own_digits(reader))

    def number(value: float) -> str:
        from babel.numbers import format_decimal

        written = format_decimal(value, locale=language.locale, numbering_system="default")
        return written.translate(_own_digits(language))

    def listed(values: list[str]) -> str:
        from babel.lists import format_list

        return format_list(values, locale=language.locale)

    return {"long_date": long_date, "number": number, "listed": listed}


def _own_digits(language: Language) -> dict[int, str]:
    """Gives the table that turns ASCII digits into those of a language (CLDR, defaultNumberingSystem)."""
    return {ord("0") + value: digit for value, digit in enumerate(language.digits)}


def _css_string(text: str, **counters: str) -> Any:
    """Gives a message as the value of CSS `content`; `{name}` becomes the counter that is given for it."""
    from markupsafe import Markup

    parts = re.split(r"\{(\w+)\}", html_module.unescape(_plain(text)))
    quoted = [
        counters[part]
        if index % 2
        else '"' + part.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'
        for index, part in enumerate(parts)
        if part
    ]
    return Markup(" ".join(quoted))  # noqa: S704 - quoted for CSS above, and no tag can open


def _style(project: Project, template: Template) -> str:
    """Gives the template's style sheets as one, pictures inside as data URLs."""
    sheets = []
    for path in template.styles:
        sheet = template_room.read(project, path)
        folder = path.rpartition("/")[0]
        for url in set(_URL.findall(sheet)):
            sheet = re.sub(rf"""url\(\s*["']?{re.escape(url)}["']?\s*\)""", _inline(project, folder, path, url), sheet)
        sheets.append(sheet)
    return "\n".join(sheets)


def _inline(project: Project, folder: str, sheet: str, url: str) -> str:
    if url.startswith(("data:", "#")):
        return f'url("{url}")'
    if ":" in url or url.startswith("/"):
        raise TemplateError(f"templates/{sheet} asks for {url}; a template may only use files of the template folders")
    content = template_room.find_file(project, f"{folder}/{url}").read_bytes()
    kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
    return f'url("data:{kind};base64,{base64.b64encode(content).decode()}")'
