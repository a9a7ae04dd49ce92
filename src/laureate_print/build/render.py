"""The story of one render, from beginning to end."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import accumulate

from laureate_print import outputs
from laureate_print.checks import Case, examine
from laureate_print.model import Artifact, Finding, Job, Page, Render, SiblingFile, folded
from laureate_print.outputs.attachments import attachments
from laureate_print.page.compose import compose
from laureate_print.sources import catalogs, conformance, templates
from laureate_print.sources.fonts import Fonts, fonts
from laureate_print.sources.project import Project


def render(
    project: Project, job: Job, release: bool = False, sibling_files: Sequence[SiblingFile] = ()
) -> Render:
    """Makes one artifact. A gate stands after each stage: a finding of severity error ends the
    story there.
    """
    case = open_case(project, job, release)
    findings = examine_words(case)
    if Render(job, None, findings).failed:
        return Render(job, None, findings)
    case, seen = composed(project, case, sibling_files)
    findings = tuple(dict.fromkeys(findings + seen))
    if Render(job, None, findings).failed or case.page is None:
        return Render(job, None, findings)
    case = dataclasses.replace(case, artifact=outputs.WRITERS[job.output](case.page, case.fonts))
    findings += examine("artifact", case)
    if Render(job, None, findings).failed or case.page is None or case.artifact is None:
        return Render(job, None, findings)
    artifact = (
        with_proof(case.page, case.artifact, case.fonts)
        if case.page.print_settings
        else case.artifact
    )
    return Render(job, artifact, findings)


def composed(
    project: Project, case: Case, sibling_files: Sequence[SiblingFile] = ()
) -> tuple[Case, tuple[Finding, ...]]:
    """Gives a case its page, and the page the sources that an archive file holds; and what the
    checks see on it.
    """
    page = compose(project, case.job, case.catalogs, sibling_files, case.glossaries)
    case = dataclasses.replace(case, page=page)
    findings = examine("page", case)
    if case.job.output == "archive":
        inside, seen = attachments(project, case)
        case, findings = (
            dataclasses.replace(case, page=dataclasses.replace(page, attachments=inside)),
            findings + seen,
        )
    return case, findings


def with_proof(page: Page, artifact: Artifact, book: Fonts) -> Artifact:
    """Gives a print file with its proof beside it: a picture of each side, trim, safe area and
    folds drawn over it.
    """
    from laureate_print.preflight.proof import Settings, proof

    folds = [
        tuple(accumulate(panel.width for panel in side[:-1]))
        for side in folded(page.sides, page.language.direction)
    ]
    [face, *_] = book.faces[book.fallback("text")[0]]
    told = Settings(folds=folds, names=("outside", "inside") if folds else (), face=face.path)
    picture = proof(artifact.content, told)
    beside = Artifact(artifact.path.replace(".print.pdf", ".proof.png"), picture)
    return dataclasses.replace(artifact, beside=(*artifact.beside, beside))


def examine_words(case: Case) -> tuple[Finding, ...]:
    """Looks at the words of each language of a case."""
    return tuple(
        dict.fromkeys(finding for part in case.by_language() for finding in examine("words", part))
    )


def open_case(project: Project, job: Job, release: bool) -> Case:
    """Opens the catalogs and fonts of a job, and the sheet that it reports on."""
    template = templates.template(project, job.template)
    own = templates.own_catalog(templates.find_file(project, template.markup))
    names = (job.document, own or catalogs.INTERFACE)
    tags = templates.spoken(project, job)
    return Case(
        job=job,
        catalogs=tuple(catalogs.catalog(project, name, tag) for tag in tags for name in names),
        wanted={
            name: {
                source: places[0] for source, (places, _) in catalogs.wanted(project, name).items()
            }
            for name in names
        },
        fonts=fonts(project),
        templates=tuple(
            (project.shown(path), templates.read_file(path))
            for path in templates.all_files(project)
        ),
        release=release,
        glossaries={tag: catalogs.glossary(project, tag) for tag in tags},
        source_language=project.source_language,
        sheet=conformance.sheet(project, template),
        record=conformance.record(project, template),
    )
