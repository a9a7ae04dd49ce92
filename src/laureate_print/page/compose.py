"""Words and template become one accessible HTML page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from laureate_print.errors import TemplateError
from laureate_print.model import (
    Catalog,
    Document,
    Job,
    Language,
    Output,
    Page,
    Picture,
    SiblingFile,
    Template,
    Used,
)
from laureate_print.page import notes
from laureate_print.page.addresses import with_addresses
from laureate_print.page.document_metadata import document_metadata
from laureate_print.page.filters import in_own_words
from laureate_print.page.ids import own_ids
from laureate_print.page.isolates import isolated
from laureate_print.page.lead_pictures import lead
from laureate_print.page.marks import Marks
from laureate_print.page.pictures import STYLE, placed
from laureate_print.page.style_sheets import (
    data_url,
    language_rules,
    running_text_rules,
    template_style,
)
from laureate_print.page.templating import Macros, render_template
from laureate_print.page.theming import emblem, icon
from laureate_print.page.translators import Words, translator
from laureate_print.page.ways import way
from laureate_print.sources import (
    conformance,
    documents,
    fonts,
    markdown,
    ruby,
    templates,
    typography,
)
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.print_settings import print_settings
from laureate_print.sources.templates import read

# What each page has, and how it is found.
_WHOLE = {
    "<html lang>": re.compile(r"<html\b[^>]*\slang\s*=", re.IGNORECASE),
    "<title>": re.compile(r"<title\b[^>]*>\s*[^\s<]", re.IGNORECASE),
    "</head>": re.compile("</head>"),
}
# The style of parts that templates include, by what shows that they are there.
_PARTS = {
    '<figure class="lead-picture': "shared/lead_picture.css",
    '<div class="way"': "shared/way.css",
}
_SHORT = 16  # letters of a term that a heading keeps together as it does a name
_DOCUMENT = "shared/announcement.html"  # how a document is said, whatever it is written in


def compose(
    sources: Sources,
    job: Job,
    catalogs: Sequence[Catalog],
    sibling_files: Sequence[SiblingFile] = (),
    glossaries: Mapping[str, dict[str, tuple[str, ...]]] | None = None,
    alone: bool = False,
    marks: Marks | None = None,
) -> Page:
    """Gives the page of a job: HTML with its style inside, complete but for fonts, which each
    output brings itself.

    Args:
        sources: the project.
        job: what is asked for.
        catalogs: two for each language of the page: the document's and the labels'.
        sibling_files: the finished files that stand beside it.
        glossaries: by language the forms of each term; no line divides those of a place's name.
        alone: whether it stands inside another file: then it links to no other language.
        marks: what marks each message, in a page to be read and not to be laid out (`page.places`).

    Raises:
        TemplateError: the template is not Jinja, or asks for what is in no template folder.
    """
    template = templates.template(sources, job.template)
    document = documents.document(sources, job.document)
    say = partial(_said, sources, job, document, sibling_files, alone)
    words, (context, html, pictures) = _heard(catalogs, marks, say)
    style = _style(sources, html, template, job.output, bool(pictures))
    return Page(
        job=job,
        language=context["language"],
        html=_styled(html, style, template),
        title=_title(words[0], document),
        date=str(context["created"]),
        address=_address(document, context["language"]),
        pages=template.pages,
        sizes=_sizes(template, len(words) // 2),
        sides=template.sides,
        print_settings=print_settings(sources) if job.output.for_press else None,
        stitched=template.together == "book",
        names=tuple(_names(glossaries or {})),
        in_headings=tuple(dict.fromkeys(_in_headings(sources, job, glossaries or {}))),
        document_metadata=_metadata(sources, job.document, context["language"].tag, job.output),
        pictures=pictures,
        used=tuple(Used(it.catalog.name, it.catalog.language, frozenset(it.asked)) for it in words),
        limits=sources.project.limits,
        smallest=sources.project.smallest,
    )


def _address(document: Document, language: Language) -> tuple[str, ...]:
    """Gives the lines of the addresses that stand on a page as their offices write them."""
    written = (it for it in document.contacts if not in_own_words(language, it))
    return tuple(line for contact in written for line in contact.lines)


_Said = tuple[dict[str, Any], str, tuple[Picture, ...]]


def _said(
    sources: Sources,
    job: Job,
    document: Document,
    sibling_files: Sequence[SiblingFile],
    alone: bool,
    words: Sequence[Words],
    drafts: Collection[str],
) -> _Said:
    """Gives what a template sees, and the page that it makes of it with its pictures; `drafts` are
    the languages that say of themselves that nobody has reviewed them.
    """
    template = templates.template(sources, job.template)
    translators = [
        translator(own, labels, document, own.catalog.language in drafts)
        for own, labels in zip(words[::2], words[1::2], strict=True)
    ]
    context = _context(sources, job, document, translators, sibling_files)
    if alone:
        context |= {"languages": [], "templates": ()}
    html = render_template(sources, template, context["language"], context)
    html, pictures = placed(sources, job.document, html, job.output.styles == "html")
    return context, isolated(_finished(sources, html, template, job, context)), pictures


def _heard(
    catalogs: Sequence[Catalog],
    marks: Marks | None,
    said: Callable[[Sequence[Words], Collection[str]], _Said],
) -> tuple[Sequence[Words], _Said]:
    """Lets a page be said, and gives the words that it asked for: only then it is known whether one
    is a draft, which the page says at its top.

    So it is guessed first, and said again where the guess is in doubt: the notice may be the one
    draft that was heard.
    """
    guess = {
        catalog.language
        for catalog in catalogs
        if not catalog.packaged
        and any(message.state == "draft" for message in catalog.messages.values())
    } - {
        catalog.language  # labels beside words that are no translation make no draft of them
        for catalog in catalogs[::2]
        if any(message.state == "source" for message in catalog.messages.values())
    }
    words = [Words(catalog, marks) for catalog in catalogs]
    page = said(words, guess)
    if all(heard > 1 for heard in _drafts(words, guess).values()):
        return words, page
    words = [Words(catalog, marks) for catalog in catalogs]
    page = said(words, ())
    drafts = {tag for tag, heard in _drafts(words, guess).items() if heard}
    return words, said(words, drafts) if drafts else page


def _drafts(words: Sequence[Words], languages: Collection[str]) -> dict[str, int]:
    """Counts for languages the messages asked for that nobody has reviewed; labels that come with
    the program are nobody's draft.
    """
    heard = dict.fromkeys(languages, 0)
    for it in words:
        if it.catalog.language in heard and not it.catalog.packaged:
            found = (it.catalog.messages.get(own) for own in it.asked)
            states = [message.state for message in found if message]
            heard[it.catalog.language] += states.count("draft")
    return heard


def _finished(
    sources: Sources, html: str, template: Template, job: Job, context: dict[str, Any]
) -> str:
    """Gives a page whose ids are one language's each, with the addresses of its links and its
    notes.
    """
    spoken = [translator["language"] for translator in context["translators"]]
    html = own_ids(html, [language.tag for language in spoken])
    forms = {
        translator["language"].tag: Macros(
            sources, notes.FORMS, translator["language"], context | translator
        )
        for translator in context["translators"]
    }
    screen = job.output.name == "html"
    if not screen:
        printed = template.links == "printed" or (job.output.for_press and not template.links)
        html = with_addresses(html, spoken, forms, printed)
    if notes.has_notes(html):
        at_foot = not screen and template.notes == "foot"
        try:
            html = notes.with_notes(html, spoken, forms, foot=at_foot)
        except notes.NoteError as error:
            raise TemplateError(f"templates/{template.markup}: {error}") from error
    return html


def _styled(html: str, style: str, template: Template) -> str:
    """Gives a page with its style, and so with its faces.

    Raises:
        TemplateError: it is no whole page: nobody can know its language, its title or its style.
    """
    if lacking := [name for name, pattern in _WHOLE.items() if not pattern.search(html)]:
        raise TemplateError(
            f"templates/{template.markup}: its page has no {', no '.join(lacking)};"
            " write <html lang=…><head><title>…</title></head><body>…</body></html>"
        )
    return html.replace("</head>", f"<style>\n{style}\n</style>\n</head>", 1)


def _style(
    sources: Sources, html: str, template: Template, output: Output, has_pictures: bool
) -> str:
    """Gives the style of a page: of its languages, of its template, and of its running text."""
    before = [STYLE] * has_pictures + [sheet for mark, sheet in _PARTS.items() if mark in html]
    parts = [language_rules(sources, html), template_style(sources, html, template, output, before)]
    parts += [read(sources, notes.STYLE)] if notes.has_notes(html) else []
    return "\n".join([*parts, *running_text_rules(sources, html, template, output)])


def _sizes(template: Template, languages: int) -> tuple[float, float] | None:
    pair = languages == 2 and template.pair_sizes
    return template.pair_sizes if pair else template.sizes


def _title(words: Words, document: Document) -> str:
    text = words.text(document.title)
    return ruby.without_readings(markdown.plain(text) if document.body else text)


def _metadata(sources: Sources, document: str, tag: str, output: Output) -> tuple[Any, ...]:
    return document_metadata(sources, document, tag) if output.has_metadata else ()


def _context(
    sources: Sources,
    job: Job,
    document: Document,
    translators: Sequence[dict[str, Any]],
    sibling_files: Sequence[SiblingFile],
) -> dict[str, Any]:
    """Gives what a template sees."""
    from markupsafe import Markup

    facts = document.facts
    template = templates.template(sources, job.template)

    def picture(path: str) -> Markup:
        return Markup(data_url(templates.find_file(sources, path)))  # noqa: S704 - percent-encoded

    return {
        "document": _DOCUMENT,
        "markup": "" if document.body else document.markup.path.removeprefix("templates/"),
        "facts": facts,
        "contacts": document.contacts,
        "translators": translators,
        "faces": tuple(dict.fromkeys(_faces(sources, translators))),
        "languages": [language(tag) for tag in sources.languages],
        "template": job.template,
        "output": job.output.name,
        "templates": templates.template_names(sources),
        "document_name": job.document,
        "title_source": document.title,
        "description_source": document.description,
        "counter": typography.counter_style(translators[0]["language"].tag),
        "created": sources.midnight(facts["date"]),
        "sibling_files": sibling_files,
        "address": _web_address(sources, job),
        "way": None if job.output.name == "html" else way(sources, document, job),
        "picture": picture,
        "lead_picture": lead(sources, document),
        "icon": Markup(data_url(icon(sources))),  # noqa: S704 - percent-encoded
        "emblem": Markup(emblem(sources)),  # noqa: S704 - a drawing that was judged
        "sheet": conformance.sheet(sources, template),
        "record": conformance.record(sources, template),
        **translators[0],
    }


def _names(glossaries: Mapping[str, dict[str, tuple[str, ...]]]) -> Iterator[str]:
    for glossary in glossaries.values():
        for term, forms in glossary.items():
            yield from forms if term.istitle() and " " not in term else ()


def _faces(sources: Sources, translators: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Gives the families in which the languages of a page are set: each language's for text and
    for display.
    """
    faces = fonts.fonts(sources)
    for spoken in translators:
        for role in fonts.ROLES:
            yield from faces.own(spoken["language"].tag, role)[:1]


def _in_headings(
    sources: Sources, job: Job, glossaries: Mapping[str, dict[str, tuple[str, ...]]]
) -> Iterator[str]:
    """Gives the forms of proper names, and the shorter ones of other terms; in the source language
    the terms themselves.
    """
    known = [*glossaries.values()]
    if sources.project.source_language in glossaries:
        known.append({term: (term,) for term, *_ in documents.terms(sources, job.document)})
    for glossary in known:
        for term, forms in glossary.items():
            yield from (form for form in forms if not term.islower() or len(form) <= _SHORT)


def _web_address(sources: Sources, job: Job) -> Callable[[str], str]:
    """Gives a function from the path of a file in the document's folder to its address; empty
    without a site.
    """
    site = sources.project.site.rstrip("/")

    def address(path: str) -> str:
        return f"{site}/{job.document}/{path}" if site else ""

    return address
