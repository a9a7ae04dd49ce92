"""The story of one render, told from beginning to end; and many renders side by side."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Iterator, Sequence

from laureate_print import catalogs, outputs, pseudo, templates
from laureate_print.checks import Case, examine
from laureate_print.compose import compose
from laureate_print.errors import UsageError
from laureate_print.fonts import fonts
from laureate_print.languages import normalise
from laureate_print.model import Job, Render
from laureate_print.project import Project


def render(project: Project, job: Job, release: bool = False) -> Render:
    """Makes one artifact. A gate stands after each stage: a finding of severity error ends the story there."""
    case = open_case(project, job, release)
    findings = examine("words", case)
    if Render(job, None, findings).failed:
        return Render(job, None, findings)
    case = dataclasses.replace(case, page=compose(project, job, *case.catalogs))
    findings += examine("page", case)
    if Render(job, None, findings).failed or case.page is None:
        return Render(job, None, findings)
    case = dataclasses.replace(case, artifact=outputs.WRITERS[job.output](case.page, case.fonts))
    findings += examine("artifact", case)
    failed = Render(job, None, findings).failed
    return Render(job, None if failed else case.artifact, findings)


def open_case(project: Project, job: Job, release: bool) -> Case:
    """Opens the catalogs and fonts of a job."""
    names = (job.document, catalogs.INTERFACE)
    return Case(
        job=job,
        catalogs=tuple(catalogs.catalog(project, name, job.language) for name in names),
        wanted={
            name: {source: places[0] for source, (places, _) in catalogs.wanted(project, name).items()}
            for name in names
        },
        fonts=fonts(project),
        templates=tuple((project.shown(path), templates.read_file(path)) for path in templates.all_files(project)),
        release=release,
        glossary=catalogs.glossary(project, job.language),
        source_language=project.source_language,
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
    chosen_languages = _languages(project, [normalise(tag) for tag in languages])
    chosen_outputs = _chosen("output", output_names, tuple(outputs.WRITERS))
    jobs = [
        Job(document, template, language, output)
        for document in chosen_documents
        for language in chosen_languages
        for template in _chosen("template", template_names, known)
        for output in templates.outputs(project, template)
        if output in chosen_outputs
    ]
    if not jobs:
        raise UsageError("there is nothing to build: the templates named have none of the outputs named; see: list")
    return jobs


def _languages(project: Project, wanted: Sequence[str]) -> list[str]:
    """Gives the languages named, which may be any that has its catalogs or needs none; else those to publish."""
    for tag in wanted:
        if tag not in (*project.translated, *pseudo.LANGUAGES):
            raise UsageError(
                f"no language '{tag}' in this project; it has {', '.join(project.translated)}; "
                f"'laureate-print catalog init {tag}' starts a new one"
            )
    return list(dict.fromkeys(wanted or project.languages))


def _chosen(kind: str, wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    for name in wanted:
        if name not in known:
            raise UsageError(f"no {kind} '{name}' in this project; it has {', '.join(known)}")
    return list(dict.fromkeys(wanted or known))


def build(project: Project, jobs: Sequence[Job], workers: int, release: bool = False) -> Iterator[Render]:
    """Renders many jobs, as many at a time as there are workers; gives them as they are done, in the jobs' order."""
    if workers < 2 or len(jobs) < 2:
        yield from (render(project, job, release) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(jobs)), initializer=_leave_interrupts_to_the_door) as pool:
        try:
            renders = [pool.submit(render, project, job, release) for job in jobs]
            yield from (pending.result() for pending in renders)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_door() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
