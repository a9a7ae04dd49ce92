"""Words and template become one accessible HTML page: strict, autoescaped, sandboxed Jinja."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from laureate_print.errors import LaureateError, TemplateError
from laureate_print.model import Catalog, Job, Language, Page, SiblingFile, Template
from laureate_print.page import filters
from laureate_print.page.document_metadata import document_metadata
from laureate_print.sources import conformance, ruby, typography
from laureate_print.sources import fonts as font_room
from laureate_print.sources import templates as template_room
from laureate_print.sources.languages import is_known
from laureate_print.sources.languages import language as language_of
from laureate_print.sources.print_settings import print_settings
from laureate_print.sources.project import Project

_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_PLAIN = "/:;,='!~*()"  # what need not be encoded in a data URL between double quotation marks
_LANG = re.compile(r'\blang="([^"]+)"')
_NAMED = re.compile(
    r'\blang="([^"]+)" hreflang="\1"'
)  # the name of a language, as the link to its page


def compose(
    project: Project,
    job: Job,
    catalogs: Sequence[Catalog],
    sibling_files: Sequence[SiblingFile] = (),
    glossaries: Mapping[str, dict[str, tuple[str, ...]]] | None = None,
    alone: bool = False,
) -> Page:
    """Gives the page of a job: HTML with its style inside, complete but for fonts, which each
    output brings itself.

    `catalogs` are two for each language of the page: the document's and the labels'.
    `sibling_files` stand beside it. `glossaries` tell, by language, the forms of each term: no line
    divides those of a place's name, such as Okinawa. A page that stands `alone`, inside another
    file, has no other languages and papers to link to.

    Raises:
        TemplateError: the template is not Jinja, asks for something that does not exist or lies
            outside the template folders; with its file and line.
    """
    template = template_room.template(project, job.template)
    translators = [
        _translator(words, labels)
        for words, labels in zip(catalogs[::2], catalogs[1::2], strict=True)
    ]
    language, words = translators[0]["language"], catalogs[0]
    context = _context(project, job, translators, sibling_files) | (
        {"languages": [], "templates": ()} if alone else {}
    )
    title = words.messages.get(context["title_source"])
    html = _render(project, template, language, context)
    style = "\n".join([_language_rules(project, html), _style(project, template, job.output)])
    return Page(
        job=job,
        language=language,
        html=html.replace("</head>", f"<style>\n{style}\n</style>\n</head>", 1),
        title=ruby.without_readings(title.text or title.source) if title else job.document,
        date=str(context["created"]),
        address=tuple(context["facts"]["address"]),
        pages=template.pages,
        sizes=(
            template.pair_sizes if len(translators) == 2 and template.pair_sizes else template.sizes
        ),
        sides=template.sides,
        print_settings=print_settings(project) if job.output == "print" else None,
        stitched=template.together == "book",
        names=tuple(_names(glossaries or {})),
        document_metadata=(
            document_metadata(project, job.document, language.tag)
            if job.output in ("pdf", "archive")
            else ()
        ),
    )


def _context(
    project: Project,
    job: Job,
    translators: Sequence[dict[str, Any]],
    sibling_files: Sequence[SiblingFile],
) -> dict[str, Any]:
    """Gives what a template sees."""
    from markupsafe import Markup

    document = template_room.document(project, job.document)
    template = template_room.template(project, job.template)
    language = translators[0]["language"]
    return {
        "document": f"documents/{job.document}.html",
        "facts": document.facts,
        "translators": translators,
        "languages": [language_of(tag) for tag in project.languages],
        "template": job.template,
        "output": job.output,
        "templates": template_room.template_names(project),
        "document_name": job.document,
        "title_source": _title_source(project, job.document),
        "counter": typography.counter_style(language.tag),
        "created": f"{project.epoch or document.facts['date']}T00:00:00+09:00",
        "sibling_files": sibling_files,
        "address": _web_address(project, job),
        "picture": lambda path: Markup(_data_url(template_room.find_file(project, path))),  # noqa: S704 - percent-encoded
        "sheet": conformance.sheet(project, template),
        "record": conformance.record(project, template),
        **translators[0],
    }


def _names(glossaries: Mapping[str, dict[str, tuple[str, ...]]]) -> Iterator[str]:
    for glossary in glossaries.values():
        for term, forms in glossary.items():
            yield from forms if term.istitle() and " " not in term else ()


def _translator(words: Catalog, labels: Catalog) -> dict[str, Any]:
    """Gives what a template needs to speak a language: `_` for the document's words, `ui` for
    labels.
    """
    messages = [*words.messages.values(), *labels.messages.values()]
    return {
        "language": language_of(words.language),
        "_": _speaker(words),
        "ui": _speaker(labels),
        "draft": any(message.state == "draft" for message in messages),
    }


def _web_address(project: Project, job: Job) -> Callable[[str], str]:
    """Gives a function from the path of a file in the document's folder to its address; empty
    without a site.
    """

    def address(path: str) -> str:
        return f"{project.site.rstrip('/')}/{job.document}/{path}" if project.site else ""

    return address


def _language_rules(project: Project, html: str) -> str:
    """Gives the style rules that set each language of a page in its faces and as its table says.

    The page is the lighter for it that what most have in common stands first, that equal rules are
    written once, and that a language of which only its name is there is told of no headings and
    lines.
    """
    book, table = font_room.fonts(project), typography.settings(project)
    tags = sorted(filter(is_known, set(_LANG.findall(html))))
    rules = {
        tag: {**typography.declarations(table, tag), **font_room.declarations(book, tag)}
        for tag in tags
    }
    said = set(_LANG.findall(_NAMED.sub("", html)))
    spoken = [rules[tag] for tag in tags if tag in said]
    common = {
        name: Counter(rule[name] for rule in spoken).most_common(1)[0][0] for name in spoken[0]
    }
    groups: dict[str, list[str]] = {_declared(common): ["[lang]"]}
    for rule in (rule for rule in rules.values() if rule not in spoken):
        rule.update({name: common[name] for name in rule if name != "--text"})
    for tag, rule in rules.items():
        own = {name: value for name, value in rule.items() if value != common[name]}
        groups.setdefault(_declared(own), []).append(f'[lang="{tag}"]')
    return "\n".join(
        f"{', '.join(selectors)} {{ {text} }}" for text, selectors in groups.items() if text
    )


def _declared(rule: dict[str, str]) -> str:
    return " ".join(f"{name}: {rule[name]};" for name in sorted(rule))


def _title_source(project: Project, document: str) -> str:
    """Gives the title's message: the first that a document asks for."""
    asked = template_room.asked_for(
        template_room.find_file(project, f"documents/{document}.html"), "_"
    )
    if not asked:
        raise TemplateError(
            f"templates/documents/{document}.html has no message; its first one is the title"
        )
    return asked[0][1]


def _render(
    project: Project, template: Template, language: Language, context: dict[str, Any]
) -> str:
    from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(
            lambda name: (
                template_room.read(project, name),
                str(template_room.find_file(project, name)),
                None,
            )
        ),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters.for_language(language))
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    try:
        return str(environment.get_template(template.markup).render(context))
    except LaureateError as error:
        raise TemplateError(f"{_place(error, template)}: {error}") from error
    except RecursionError as error:
        raise TemplateError(
            f"templates/{template.markup} includes itself, straight or through another"
        ) from error
    except TemplateSyntaxError as error:
        raise TemplateError(f"templates/{error.name}:{error.lineno}: {error.message}") from error
    except (
        Exception
    ) as error:  # whatever a template's own expression raises is a mistake in the template
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


def _style(project: Project, template: Template, output: str) -> str:
    """Gives the template's style sheets as one, pictures inside as data URLs."""
    sheets = []
    for path in template.styles + {
        "html": template.html_styles,
        "print": template.print_styles,
    }.get(output, ()):
        sheet = template_room.read(project, path)
        folder = path.rpartition("/")[0]
        for url in set(_URL.findall(sheet)):
            sheet = re.sub(
                rf"""url\(\s*["']?{re.escape(url)}["']?\s*\)""",
                _inline(project, folder, path, url),
                sheet,
            )
        sheets.append(sheet)
    return "\n".join(sheets)


def _inline(project: Project, folder: str, sheet: str, url: str) -> str:
    if url.startswith(("data:", "#")):
        return f'url("{url}")'
    if ":" in url or url.startswith("/"):
        raise TemplateError(
            f"templates/{sheet} asks for {url}; a template may only use files of the template"
            " folders"
        )
    return f'url("{_data_url(template_room.find_file(project, f"{folder}/{url}"))}")'


def _data_url(file: Path) -> str:
    """Gives a picture as a data URL (RFC 2397); SVG as text, which is shorter than base64."""
    if file.suffix == ".svg":
        text = template_room.read_file(file).strip()
        return "data:image/svg+xml," + quote(
            text if "'" in text else text.replace('"', "'"), _PLAIN
        )
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
