"""The story of one render, told from beginning to end; and many renders side by side."""

from __future__ import annotations

import dataclasses
import functools
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from laureate_print import catalogs, conformance, outputs, pseudo, templates
from laureate_print.checks import Case, examine
from laureate_print.compose import compose
from laureate_print.enclosures import enclosed
from laureate_print.errors import InputError, UsageError
from laureate_print.fonts import Fonts, fonts
from laureate_print.inspection import PdfReader
from laureate_print.languages import normalise
from laureate_print.model import MULTIPLE, Artifact, Companion, Finding, Job, Page, Render
from laureate_print.paper import folded
from laureate_print.project import Project


def render(project: Project, job: Job, release: bool = False, companions: Sequence[Companion] = ()) -> Render:
    """Makes one artifact. A gate stands after each stage: a finding of severity error ends the story there."""
    case = open_case(project, job, release)
    findings = examine_words(case)
    if Render(job, None, findings).failed:
        return Render(job, None, findings)
    case, seen = composed(project, case, companions)
    findings = tuple(dict.fromkeys(findings + seen))
    if Render(job, None, findings).failed or case.page is None:
        return Render(job, None, findings)
    case = dataclasses.replace(case, artifact=outputs.WRITERS[job.output](case.page, case.fonts))
    findings += examine("artifact", case)
    if Render(job, None, findings).failed or case.page is None or case.artifact is None:
        return Render(job, None, findings)
    artifact = with_proof(case.page, case.artifact, case.fonts) if case.page.press else case.artifact
    return Render(job, artifact, findings)


def composed(project: Project, case: Case, companions: Sequence[Companion] = ()) -> tuple[Case, tuple[Finding, ...]]:
    """Gives a case its page, and the page the sources that an archive file holds; and what the checks see on it."""
    page = compose(project, case.job, case.catalogs, companions, case.glossaries)
    case = dataclasses.replace(case, page=page)
    findings = examine("page", case)
    if case.job.output == "archive":
        sources, seen = enclosed(project, case)
        case, findings = dataclasses.replace(case, page=dataclasses.replace(page, sources=sources)), findings + seen
    return case, findings


def with_proof(page: Page, artifact: Artifact, book: Fonts) -> Artifact:
    """Gives a print file with its proof beside it: a picture of each side, trim, safe area and folds drawn over it."""
    from laureate_print.preflight.proof import Settings, proof

    folds = [
        tuple(accumulate(panel.width for panel in side[:-1])) for side in folded(page.sides, page.language.direction)
    ]
    [face, *_] = book.faces[book.fallback("text")[0]]
    told = Settings(folds=folds, names=("outside", "inside") if folds else (), face=face.path)
    picture = proof(artifact.content, told)
    beside = Artifact(artifact.path.replace(".print.pdf", ".proof.png"), picture)
    return dataclasses.replace(artifact, beside=(*artifact.beside, beside))


def examine_words(case: Case) -> tuple[Finding, ...]:
    """Looks at the words of each language of a case."""
    return tuple(dict.fromkeys(finding for part in case.by_language() for finding in examine("words", part)))


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
            name: {source: places[0] for source, (places, _) in catalogs.wanted(project, name).items()}
            for name in names
        },
        fonts=fonts(project),
        templates=tuple((project.shown(path), templates.read_file(path)) for path in templates.all_files(project)),
        release=release,
        glossaries={tag: catalogs.glossary(project, tag) for tag in tags},
        source_language=project.source_language,
        sheet=conformance.sheet(project, template),
        record=conformance.record(project, template),
    )


def choose(
    project: Project,
    documents: Sequence[str] = (),
    languages: Sequence[str] = (),
    template_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
) -> list[Job]:
    """Gives the jobs for what is named; with nothing named, all that the project file allows.

    Raises:
        UsageError: something is named that the project does not have; with what it has.
    """
    known = templates.template_names(project)
    chosen_documents = _chosen("document", documents, project.documents)
    chosen_languages = _languages(project, languages)
    chosen_outputs = _chosen("output", output_names, tuple(outputs.WRITERS))
    chosen_templates = _chosen("template", template_names, known)
    jobs = [
        Job(document, template, language, output)
        for document in chosen_documents
        for language, fitting in _editions(project, chosen_templates, chosen_languages, whole=not languages)
        for template in fitting
        for output in templates.outputs(project, template)
        if output in chosen_outputs and ("+" not in language or output == "print")  # side by side on paper alone
    ]
    if not jobs:
        raise UsageError("there is nothing to build: the templates named have none of the outputs named; see: list")
    return jobs


def _editions(
    project: Project, names: Sequence[str], languages: Sequence[str], whole: bool
) -> Iterator[tuple[str, list[str]]]:
    """Gives each language, pair or set of languages with the templates that have an edition of it.

    `whole` says that no language was named: then templates for a whole document have theirs, too.
    """
    together = {name: templates.template(project, name).together for name in names}
    for language in languages:
        if "+" in language:
            yield language, [name for name in names if together[name] == "pair"]
        else:
            yield language, [name for name in _by_language(project, names) if together[name] != "book"]
    if whole:
        yield MULTIPLE, [name for name in names if templates.languages(project, name)]
    else:
        bound = "+".join(dict.fromkeys(tag for language in languages for tag in language.split("+")))
        yield bound, [name for name in names if together[name] == "book"]


def _languages(project: Project, wanted: Sequence[str]) -> list[str]:
    """Gives the languages and pairs named, which may be any that has its catalogs or needs none; else those to publish.

    A pair is two languages for one sheet, such as `ja+en`.
    """
    named = [[normalise(tag) for tag in language.split("+")] for language in wanted]
    for tag in (tag for tags in named for tag in tags):
        if tag not in (*project.translated, *pseudo.LANGUAGES):
            raise UsageError(
                f"no language '{tag}' in this project; it has {', '.join(project.translated)}; "
                f"'laureate-print catalog init {tag}' starts a new one"
            )
    for tags in named:
        if len(set(tags)) != len(tags) or len(tags) > 2:
            raise UsageError(f"'{'+'.join(tags)}' is no pair of languages; a pair is two, such as ja+en")
    return list(dict.fromkeys("+".join(tags) for tags in named)) or list(project.languages)


def _chosen(kind: str, wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    for name in wanted:
        if name not in known:
            raise UsageError(f"no {kind} '{name}' in this project; it has {', '.join(known)}")
    return list(dict.fromkeys(wanted or known))


def build(
    project: Project, jobs: Sequence[Job], workers: int, release: bool = False, folder: Path | None = None
) -> Iterator[Render]:
    """Renders many jobs, as many at a time as there are workers; gives them as they are done.

    Web pages come last: they tell the bytes and pages of the PDFs beside them, those of this build and those that
    stand in `folder` already.
    """
    made: dict[Job, Render] = {}
    first, last = ([job for job in jobs if (job.output == "html") == web] for web in (False, True))
    with _pool(min(workers, len(jobs))) as submit:
        for result in [submit(render, project, job, release) for job in first]:
            made[result().job] = result()
            yield result()
        beside = [companions(project, job, made, folder) for job in last]
        pending = [submit(render, project, job, release, files) for job, files in zip(last, beside, strict=True)]
        yield from (result() for result in pending)


@contextmanager
def _pool(workers: int) -> Iterator[Callable[..., Callable[[], Render]]]:
    """Gives a function that starts a render and gives another one, which waits for it; alone, it renders then."""
    if workers < 2:
        yield lambda function, *arguments: functools.cache(lambda: function(*arguments))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_door) as pool:
        try:
            yield lambda *call: pool.submit(*call).result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def companions(project: Project, job: Job, made: dict[Job, Render], folder: Path | None) -> tuple[Companion, ...]:
    """Gives the PDFs beside a web page in the order of the templates: as made just now, or else as they stand."""
    found = []
    for name in _by_language(project, templates.template_names(project)) if job.language != MULTIPLE else ():
        other = dataclasses.replace(job, template=name, output="pdf")
        artifact = made[other].artifact if other in made else None
        standing = folder / other.path if folder else None
        if artifact and artifact.layout:
            found.append(Companion(name, f"{name}.pdf", len(artifact.content), len(artifact.layout.sizes)))
        elif standing and standing.is_file() and "pdf" in templates.outputs(project, name):
            found.append(_standing(standing, name))
    return tuple(found)


def _standing(file: Path, template: str) -> Companion:
    """Gives a PDF that an earlier build made; raises `InputError` if it is none."""
    content = file.read_bytes()
    try:
        return Companion(template, file.name, len(content), PdfReader(content).pages)
    except InputError as error:
        raise InputError(f"{file}: {error}; remove it or build it again") from error


def _by_language(project: Project, names: Sequence[str]) -> list[str]:
    """Gives the templates that each language has a file of its own of."""
    return [name for name in names if not templates.languages(project, name)]


def _leave_interrupts_to_the_door() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
