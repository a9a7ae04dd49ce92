"""The story of an archival package: made, described and closed; opened again, looked at, and made
anew.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from laureate_print.atomic_write import unfinished_folder, writing
from laureate_print.build import software
from laureate_print.build.render import catalog_names
from laureate_print.build.workers import build, workers_for
from laureate_print.errors import OutputError
from laureate_print.model import Catalog, Finding, Job, Render
from laureate_print.package import (
    bagit,
    containers,
    job_records,
    payload,
    premis,
    ro_crate,
    validation,
)
from laureate_print.package.values import About, Origin
from laureate_print.page.document_metadata import document_metadata
from laureate_print.sources import catalogs, documents, templates
from laureate_print.sources.folders import PROJECT_FILE
from laureate_print.sources.loading import Sources

Show = Callable[[Render], None]
_TERMS = (
    "The words are the publisher's. The fonts are under the SIL Open Font License 1.1, the program"
    " under the MIT License; their licences stand beside them."
)


@dataclass(frozen=True, slots=True)
class Made:
    """How a package ended: where it stands, unless a finding of severity error stood in its way."""

    path: Path | None
    renders: tuple[Render, ...]
    findings: tuple[Finding, ...]


def create(
    sources: Sources,
    jobs: Sequence[Job],
    folder: Path,
    workers: int,
    drafts: bool,
    zipped: bool,
    show: Show,
) -> Made:
    """Renders the jobs of one document and closes them up with all they were made from: a folder,
    or one zip.

    Nothing stands at its place before all of it is there. `drafts` lets unreviewed translations in,
    marked as such.

    Raises:
        OutputError: it is there already, or cannot be written.
    """
    document = documents.document(sources, jobs[0].document)
    name = f"{document.name}-{document.facts['date'].year}"
    target = folder / (f"{name}.zip" if zipped else name)
    _see_that_none_is(target)
    files = payload.source_files(sources)
    with writing(target):
        folder.mkdir(parents=True, exist_ok=True)
    with writing(target), unfinished_folder(folder) as place:
        bag = place / name
        artifacts = bag / "data" / payload.ARTIFACTS
        renders, made = rendered(sources, jobs, artifacts, workers, not drafts, show)
        findings = tuple(finding for render in renders for finding in render.findings)
        if any(render.failed for render in renders):
            return Made(None, renders, findings)
        for path, content in files.items():
            _put(bag / "data" / path, content)
        verdicts = _validated(bag / "data")
        findings += tuple(invalid(verdicts))
        if any(verdict.broken for verdict in verdicts):
            return Made(None, renders, findings)
        unreviewed = {render.job for render in renders if render.drafts}
        _describe(sources, bag, name, made, unreviewed, findings, verdicts)
        whole = place / target.name
        if zipped:
            with whole.open("wb") as file:
                containers.pack(bag, name, file)
        _see_that_none_is(target)
        whole.rename(target)
    return Made(target, renders, findings)


def _see_that_none_is(target: Path) -> None:
    if target.exists():
        raise OutputError(
            f"{target} is there already; an archive is never overwritten: choose another --out"
        )


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def rendered(
    sources: Sources, jobs: Sequence[Job], folder: Path, workers: int, release: bool, show: Show
) -> tuple[tuple[Render, ...], dict[str, Job]]:
    """Renders jobs into a folder; gives the renders without their bytes, which are there, and the
    job of each file by its path below `data/`.
    """
    renders, made = [], {}
    with workers_for(sources, min(workers, len(jobs))) as own:
        for render in build(own.render, sources, jobs, workers, release):
            for artifact in (render.artifact, *render.artifact.beside) if render.artifact else ():
                _put(folder / artifact.path, artifact.content)
                made[f"{payload.ARTIFACTS}/{artifact.path}"] = render.job
            show(render)
            renders.append(render if render.failed else dataclasses.replace(render, artifact=None))
    return tuple(renders), made


def _validated(folder: Path) -> tuple[validation.Verdict, ...]:
    """Gives the verdicts of veraPDF, where it is installed, and of our own checks, which all here
    has passed.
    """
    made = [path for path in bagit.files(folder) if path.startswith(payload.ARTIFACTS)]
    own = f"{software.NAME} {software.packages()[software.NAME]}"
    checked = [
        validation.Verdict(path, own, "its checks", ())
        for path in made
        if not path.endswith(".png")
    ]
    judged = validation.validate(folder, made) if validation.command() else ()
    return (*checked, *judged)


def invalid(verdicts: Sequence[validation.Verdict]) -> Iterator[Finding]:
    """Tells each PDF that is not valid, and where nobody but ourselves could say so."""
    for verdict in verdicts:
        if verdict.broken:
            message = f"it is not valid by {verdict.profile}: {', '.join(verdict.broken)}"
            yield Finding(
                "pdf_is_valid", "error", message, verdict.path, f"{verdict.validator} says so"
            )
    if not validation.command():
        message = (
            "veraPDF is not installed: the PDFs were judged by laureate-print's own checks alone"
        )
        yield Finding(
            "pdf_is_valid",
            "warning",
            message,
            "",
            "install it to have them judged by another; see: doctor",
        )


def _describe(
    sources: Sources,
    bag: Path,
    name: str,
    jobs: Mapping[str, Job],
    drafts: Collection[Job],
    findings: Sequence[Finding],
    verdicts: Sequence[validation.Verdict],
) -> None:
    """Writes what describes a bag, and last its manifests."""
    data = bag / "data"
    origins = {
        path: _origin(sources, data, path, job, job in drafts) for path, job in sorted(jobs.items())
    }
    _put(data / job_records.NAME, job_records.write(jobs))
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    for path, content in payload.written(
        [dataclasses.asdict(finding) for finding in findings], verdicts, epoch
    ).items():
        _put(data / path, content)
    about = _about(sources, name, list(origins.values()))
    _put(data / "README.txt", payload.readme(about))
    entries = payload.entries(data, origins)
    _put(data / premis.NAME, premis.events(about, entries, verdicts))
    _put(data / ro_crate.NAME, ro_crate.crate(about, payload.entries(data, origins)))
    sizes = ((data / path).stat().st_size for path in bagit.files(data))
    bagit.write(bag, bagit.info(payload.bag_info(about), sizes))


def _origin(sources: Sources, data: Path, path: str, job: Job, draft: bool) -> Origin:
    template = templates.template(sources, job.template)
    names, languages = catalog_names(sources, job), job.edition.languages
    used = [catalogs.catalog(sources, name, tag) for tag in languages for name in names]
    files = [
        *(found for catalog in used if (found := _catalog_path(sources, catalog))),
        *documents.files(sources, job.document),
        *(f"templates/{file}" for file in (template.markup, *template.styles_for(job.output))),
        PROJECT_FILE,
    ]
    origin = tuple(f"{payload.PROJECT}/{file}" for file in files)
    if missing := [source for source in origin if not (data / source).is_file()]:
        raise ValueError(f"{path} was made from {missing[0]}, which is not in the bag")
    return Origin(job, languages, origin, draft)


def _catalog_path(sources: Sources, catalog: Catalog) -> str:
    """Gives where the words of a catalog stand; for the source language its template, if any."""
    paths = (
        catalogs.place(sources, catalog.name, catalog.language),
        catalogs.path(catalog.name, catalog.language),
        catalogs.template_path(catalog.name),
    )
    return next((path for path in paths if sources.find(path)), "")


def _about(sources: Sources, name: str, origins: Sequence[Origin]) -> About:
    document = documents.document(sources, origins[0].job.document)
    facts, offices = document.facts, document.contacts[:1]
    languages = tuple(
        dict.fromkeys(language for origin in origins for language in origin.languages)
    )
    metadata = {
        part.language: part for part in document_metadata(sources, document.name, languages[0])
    }
    publisher = " / ".join(
        dict.fromkeys([str(facts.get("publisher", "")), metadata[languages[0]].publisher])
    )
    return About(
        name=name,
        document=document.name,
        date=sources.midnight(facts["date"]),
        titles={tag: metadata[tag].title for tag in languages if tag in metadata},
        description=(
            f"An announcement of {publisher}, {facts['date']}, in {_counted(len(languages))}: web"
            " pages, PDFs and print files, with the words, the form, the fonts and the program"
            " they were made from."
        ),
        publisher=publisher,
        address=" ".join(line for office in offices for line in office.lines[:2]),
        telephone="".join(office.facts.get("telephone", "") for office in offices),
        identifier=str(facts.get("page_number", "")),
        rights=f"© {facts['date'].year} {publisher}",
        terms=_TERMS,
        software={
            **software.packages(),
            **{key: value for key, value in software.libraries().items() if value},
        },
        draft=any(origin.draft for origin in origins),
    )


def _counted(languages: int) -> str:
    return "one language" if languages == 1 else f"{languages} languages"
