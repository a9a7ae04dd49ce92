"""The story of one render, from beginning to end."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import Any

from laureate_print.build import keys
from laureate_print.checks import CHECKS, ArtifactContext, PageContext, WordsContext, examine
from laureate_print.model import (
    Artifact,
    Attachment,
    Finding,
    Job,
    Kept,
    Page,
    Render,
    SiblingFile,
    SourceFile,
    Used,
    folded,
)
from laureate_print.outputs import OUTPUTS
from laureate_print.outputs.attachments import as_attachment, attached, web_page
from laureate_print.page.compose import compose
from laureate_print.sources import catalogs, conformance, documents, templates
from laureate_print.sources.fonts import Fonts, fonts
from laureate_print.sources.loading import Sources, remembered

WEB = OUTPUTS["html"]
_DRAFT = "translation_is_reviewed"
_MOCKUP = "mockup.png"


def render(
    sources: Sources,
    job: Job,
    release: bool = False,
    sibling_files: Sequence[SiblingFile] = (),
    standing: Kept | None = None,
) -> Render:
    """Makes one artifact. A gate stands after each stage: a finding of severity error ends the
    story there.

    Where the one that is `standing` was made from the same, it is not made again, and its findings
    are told again.
    """
    context = page_context(sources, job, sibling_files)
    inside = web_page(sources, context, WEB)
    said = examine_words(sources, [(job, used(context, inside))], release)
    findings = _once(*said.values())
    drafts = tuple(tag for tag, found in said.items() if any(it.check == _DRAFT for it in found))
    if _fail(findings):
        return Render(job, None, findings, drafts)
    findings = _once(findings, on_the_page(context, inside))
    if _fail(findings):
        return Render(job, None, findings, drafts)
    files = attached(sources, context)
    made_from = keys.key(context.page, inside, files, context.fonts)
    places = places_of(sources, context)
    if standing and standing.key == made_from and _still_serves(standing, places, context.page):
        return Render(job, None, _once(findings, standing.findings), drafts, standing, True)
    context = with_attachments(context, files, inside)
    artifact = job.output.write(context.page, context.fonts)
    on_the_artifact = examine(CHECKS.artifact, finished(context, artifact))
    findings = _once(findings, on_the_artifact)
    if _fail(findings):
        return Render(job, None, findings, drafts)
    if context.page.print_settings:
        artifact = with_pictures(context.page, artifact, context.fonts)
    kept = _kept(artifact, made_from, places, on_the_artifact)
    return Render(job, artifact, findings, drafts, kept)


def _kept(artifact: Artifact, key: str, places: str, findings: tuple[Finding, ...] = ()) -> Kept:
    """Gives what is known of an artifact, and of those beside it."""
    return Kept(
        path=artifact.path,
        key=key,
        sha256=hashlib.sha256(artifact.content).hexdigest(),
        bytes=len(artifact.content),
        pages=len(artifact.layout.sizes) if artifact.layout else 0,
        places=places,
        findings=findings,
        beside=tuple(_kept(other, key, places) for other in artifact.beside),
    )


def places_of(sources: Sources, context: PageContext) -> str:
    """Gives the digest of the files that findings on an artifact may point to."""
    names = dict.fromkeys(catalog.name for catalog in context.catalogs)
    tags = context.job.edition.languages
    found = (catalogs.find(sources, name, tag) for name in names for tag in tags)
    return keys.digest(context.templates, tuple(found))


def _still_serves(standing: Kept, places: str, page: Page) -> bool:
    """Says whether the places of findings are still where these stand, and all that is to go with
    a file stands beside it.
    """
    beside = {it.path for it in standing.beside}
    if _shows_mockup(page) and page.job.path_with(_MOCKUP) not in beside:
        return False
    return standing.places == places or not any(it.where for it in standing.findings)


def _shows_mockup(page: Page) -> bool:
    return page.print_settings is not None and page.print_settings.mockups


def used(context: PageContext, inside: Page | None) -> tuple[Used, ...]:
    """Gives the messages that a file shows: those of its page, and of the web page inside."""
    return (*context.page.used, *(inside.used if inside else ()))


def examine_words(
    sources: Sources, shown: Sequence[tuple[Job, Sequence[Used]]], release: bool = False
) -> dict[str, tuple[Finding, ...]]:
    """Looks at the words that jobs of one document show; gives the findings of each language."""
    base = _opened(sources, shown[0][0])
    asked: dict[str, dict[str, set[str]]] = {}
    for _, parts in shown:
        for part in parts:
            of_language = asked.setdefault(part.language, {})
            of_language.setdefault(part.catalog, set()).update(part.messages)
    return {
        tag: examine(
            CHECKS.words,
            WordsContext(
                **base
                | {
                    "catalogs": tuple(catalogs.catalog(sources, name, tag) for name in names),
                    "wanted": {
                        name: _shown(sources, shown[0][0].document, name, tag, keys)
                        for name, keys in names.items()
                    },
                },
                language=tag,
                source_language=sources.project.source_language,
                glossary=catalogs.glossary(sources, tag),
                release=release,
            ),
        )
        for tag, names in asked.items()
    }


def _shown(
    sources: Sources, document: str, name: str, tag: str, keys: Collection[str]
) -> dict[str, str]:
    """Gives the messages of a catalog that are shown, each with the place that asks for it first;
    none for what no template names as it stands: of that, translators know nothing.
    """
    asked = _wanted(sources, document, name)
    known = {own: place for own, place in asked.items() if own in keys}
    if catalogs.is_source(sources, name, tag):
        return known
    return known | {own: "" for own in sorted(keys) if own not in asked}


@remembered
def _wanted(sources: Sources, document: str, name: str) -> dict[str, str]:
    """Gives the messages that are asked of a catalog, each with its first place, as far as it can
    be in this document or in a template.
    """
    places = {own: asked.places for own, asked in catalogs.wanted(sources, name).items()}
    return {
        own: next((place for place in found if not _of_another(place, document)), found[0])
        for own, found in places.items()
    }


@remembered
def _templates(sources: Sources, document: str) -> tuple[SourceFile, ...]:
    """Gives the markup files and style sheets to which findings may point."""
    files = templates.all_files(sources, (".html", ".css", ".md"))
    return tuple(file for file in files if not _of_another(file.path, document))


def _of_another(path: str, document: str) -> bool:
    """Says whether a file is that of another document."""
    folder = "templates/documents/"
    return path.startswith(folder) and not path.startswith(f"{folder}{document}.")


def composed(sources: Sources, job: Job) -> tuple[PageContext, tuple[Finding, ...]]:
    """Gives the page of a job, with the attachments that its output asks for, and what the checks
    see on it.
    """
    context = page_context(sources, job)
    inside = web_page(sources, context, WEB)
    findings = on_the_page(context, inside)
    inside = None if _fail(findings) else inside
    return with_attachments(context, attached(sources, context), inside), findings


def on_the_page(context: PageContext, inside: Page | None) -> tuple[Finding, ...]:
    """Gives what the checks see on a page, and on the web page that goes inside it."""
    findings = examine(CHECKS.page, context)
    if inside:
        also = dataclasses.replace(context, job=inside.job, page=inside)
        findings = _once(findings, examine(CHECKS.page, also))
    return findings


def with_attachments(
    context: PageContext, files: tuple[Attachment, ...], inside: Page | None
) -> PageContext:
    """Gives a page ready to be written: with its attachments, and no faces but its own."""
    written = (as_attachment(inside, context.fonts),) if inside else ()
    page = dataclasses.replace(context.page, attachments=(*files, *written))
    return dataclasses.replace(context, page=page, fonts=context.fonts.for_page(page.html))


def page_context(
    sources: Sources, job: Job, sibling_files: Sequence[SiblingFile] = ()
) -> PageContext:
    """Composes the page of a job."""
    base = _opened(sources, job)
    template = templates.template(sources, job.template)
    glossaries = {tag: catalogs.glossary(sources, tag) for tag in job.edition.languages}
    return PageContext(
        **base,
        page=compose(sources, job, base["catalogs"], sibling_files, glossaries),
        sheet=conformance.sheet(sources, template),
        record=conformance.record(sources, template),
    )


def finished(context: PageContext, artifact: Artifact) -> ArtifactContext:
    """Gives what the last checks look at: the page, and the artifact that was made of it."""
    known = {field.name: getattr(context, field.name) for field in dataclasses.fields(PageContext)}
    return ArtifactContext(**known, artifact=artifact)


def with_pictures(page: Page, artifact: Artifact, fonts: Fonts) -> Artifact:
    """Gives a print file with what people look at beside it: its proof, and where it is asked for
    its mock-up.
    """
    pictures = [_proof(page, artifact, fonts)]
    if _shows_mockup(page):
        pictures.append(_mockup(page, artifact))
    return dataclasses.replace(artifact, beside=(*artifact.beside, *pictures))


def _proof(page: Page, artifact: Artifact, fonts: Fonts) -> Artifact:
    """Gives a picture of each side, trim, safe area and folds drawn over it."""
    from laureate_print.preflight.proof import Settings, proof

    folds = [
        tuple(accumulate(panel.width for panel in side[:-1]))
        for side in folded(page.sides, page.language.direction)
    ]
    [face, *_] = fonts.faces[fonts.fallback("text")[0]]
    names = ("outside", "inside") if folds else ()
    picture = proof(artifact.content, Settings(folds=folds, names=names, face=face.file.content))
    return Artifact(page.job.path_with("proof.png"), picture)


def _mockup(page: Page, artifact: Artifact) -> Artifact:
    """Gives a picture of a print file as it lies when it is folded or bound."""
    from laureate_print.mockups.mockup import Binding, mockup

    binding = Binding(
        sides=folded(page.sides, page.language.direction),
        stitched=page.stitched,
        paper=page.print_settings.paper if page.print_settings else 0,
        from_right=page.language.direction == "rtl",
    )
    picture = mockup(artifact.content, binding, page.title, f"{artifact.path} as it lies")
    return Artifact(page.job.path_with(_MOCKUP), picture)


def catalog_names(sources: Sources, job: Job) -> tuple[str, str]:
    """Gives the two catalogs of a job: of its document, and of the labels of its template."""
    template = templates.template(sources, job.template)
    own = templates.own_catalog(sources, templates.find_file(sources, template.markup))
    return job.document, own or catalogs.INTERFACE


def _opened(sources: Sources, job: Job) -> dict[str, Any]:
    """Gives what the contexts of all stages know of a job."""
    names = catalog_names(sources, job)
    document = documents.document(sources, job.document)
    asked = documents.asked_of(sources, job.document) if document.body else ()
    return {
        "job": job,
        "catalogs": tuple(
            catalogs.catalog(sources, name, tag) for tag in job.edition.languages for name in names
        ),
        "wanted": {name: _wanted(sources, job.document, name) for name in names},
        "fonts": fonts(sources),
        "templates": _templates(sources, job.document),
        "markdown": frozenset(message.source for message in asked),
        "facts_at": document.facts_at,
    }


def _once(*findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for part in findings for finding in part))


def _fail(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
