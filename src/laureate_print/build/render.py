"""The story of one render, from beginning to end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from laureate_print.checks import CHECKS, ArtifactContext, PageContext, WordsContext, examine
from laureate_print.model import Artifact, Finding, Job, Page, Render, SiblingFile, folded
from laureate_print.outputs import OUTPUTS
from laureate_print.outputs.attachments import attachments
from laureate_print.page.compose import compose
from laureate_print.sources import catalogs, conformance, documents, templates
from laureate_print.sources.fonts import Fonts, fonts
from laureate_print.sources.loading import Sources

WEB = OUTPUTS["html"]


def render(
    sources: Sources, job: Job, release: bool = False, sibling_files: Sequence[SiblingFile] = ()
) -> Render:
    """Makes one artifact. A gate stands after each stage: a finding of severity error ends the
    story there.
    """
    findings = examine_words(sources, job, release)
    if _fail(findings):
        return Render(job, None, findings)
    context, on_the_page = composed(sources, job, sibling_files)
    findings = _once(findings, on_the_page)
    if _fail(findings):
        return Render(job, None, findings)
    artifact = job.output.write(context.page, context.fonts)
    findings = _once(findings, examine(CHECKS.artifact, finished(context, artifact)))
    if _fail(findings):
        return Render(job, None, findings)
    if context.page.print_settings:
        artifact = with_proof(context.page, artifact, context.fonts)
    return Render(job, artifact, findings)


def examine_words(sources: Sources, job: Job, release: bool = False) -> tuple[Finding, ...]:
    """Looks at the words of each language of a job."""
    base = _opened(sources, job)
    found = (
        examine(
            CHECKS.words,
            WordsContext(
                **base | {"catalogs": tuple(_of_language(base["catalogs"], tag))},
                language=tag,
                source_language=sources.project.source_language,
                glossary=catalogs.glossary(sources, tag),
                release=release,
            ),
        )
        for tag in job.edition.languages
    )
    return _once(*found)


def composed(
    sources: Sources, job: Job, sibling_files: Sequence[SiblingFile] = ()
) -> tuple[PageContext, tuple[Finding, ...]]:
    """Gives the page of a job, with the attachments that its output asks for, and what the checks
    see on it.
    """
    context = page_context(sources, job, sibling_files)
    findings = examine(CHECKS.page, context)
    if job.output.has_attachments:
        inside, on_the_web_page = attachments(sources, context, WEB)
        page = dataclasses.replace(context.page, attachments=inside)
        context = dataclasses.replace(context, page=page)
        findings = _once(findings, on_the_web_page)
    return context, findings


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


def with_proof(page: Page, artifact: Artifact, fonts: Fonts) -> Artifact:
    """Gives a print file with its proof beside it: a picture of each side, trim, safe area and
    folds drawn over it.
    """
    from laureate_print.preflight.proof import Settings, proof

    folds = [
        tuple(accumulate(panel.width for panel in side[:-1]))
        for side in folded(page.sides, page.language.direction)
    ]
    [face, *_] = fonts.faces[fonts.fallback("text")[0]]
    names = ("outside", "inside") if folds else ()
    picture = proof(artifact.content, Settings(folds=folds, names=names, face=face.file.content))
    beside = Artifact(page.job.path_with("proof.png"), picture)
    return dataclasses.replace(artifact, beside=(*artifact.beside, beside))


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
        "wanted": {
            name: {
                source: asked.places[0] for source, asked in catalogs.wanted(sources, name).items()
            }
            for name in names
        },
        "fonts": fonts(sources),
        "templates": templates.all_files(sources, (".html", ".css", ".md")),
        "markdown": frozenset(message.source for message in asked),
        "facts_at": document.facts_at,
    }


def _of_language(found: Iterable[Any], tag: str) -> Iterable[Any]:
    return (catalog for catalog in found if catalog.language == tag)


def _once(*findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for part in findings for finding in part))


def _fail(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
