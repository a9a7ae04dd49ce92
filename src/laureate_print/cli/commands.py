"""What each command does: words in, lines or JSON out, and an exit code."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from laureate_print.cli.folders import check_place, sources_of
from laureate_print.cli.progress import Progress
from laureate_print.model import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laureate_print.build.records import Records
    from laureate_print.build.unchanged import Look
    from laureate_print.build.workers import Renderer
    from laureate_print.errors import LaureateError
    from laureate_print.model import Finding, Render
    from laureate_print.sources.loading import Sources


def new(options: argparse.Namespace) -> int:
    """Makes a project of one's own."""
    from laureate_print.start.project_folder import new as make

    for line in make(options.folder, options.file, options.language):
        print(printable(line))
    return 0


def build(options: argparse.Namespace) -> int:
    """Renders what is named into the output folder, as far as it would come out otherwise than it
    stands there; 1 if a check found an error, 3 if a source cannot be read.
    """
    from laureate_print.build.records import Records
    from laureate_print.build.unchanged import Look, Request
    from laureate_print.cli import findings, report
    from laureate_print.sources.loading import project_root

    began = time.monotonic()
    root = project_root(options.project)
    request = Request(
        tuple(options.documents),
        tuple(options.languages),
        tuple(options.templates),
        tuple(options.outputs),
        options.release,
        options.mockups,
    )
    check_place(options.out, root)
    records = Records(options.out or root / "dist", anew=options.all)
    look = Look(root, request, records)
    renders = look.renders()
    if renders is None:
        renders = _made(options, look, records)
    else:
        _show(options, renders)
    folder = records.folder.resolve()
    shown = str(folder.relative_to(root) if folder.is_relative_to(root) else folder)
    if options.json:
        print(report.as_json(renders, shown))
    else:
        _tell(options, renders, time.monotonic() - began, shown)
    for line in findings.unreadable_lines(renders, options.verbose):
        print(line, file=sys.stderr)
    return report.exit_code(it for render in renders for it in render.findings)


def _show(options: argparse.Namespace, renders: Sequence[Render]) -> None:
    """Shows files of which nothing had to be looked at."""
    with Progress(len(renders), _silent(options), options.verbose) as progress:
        for render in renders:
            progress.show(render)


def _silent(options: argparse.Namespace) -> bool:
    return bool(options.json or options.quiet)


def _tell(options: argparse.Namespace, renders: list[Render], seconds: float, folder: str) -> None:
    """Tells what a build found, and how it ended."""
    from laureate_print.cli import findings

    lines = [*findings.error_lines(renders, options.verbose)]
    if not options.quiet:
        lines = [
            *findings.warning_lines(renders, options.verbose),
            *lines,
            findings.summary(renders, seconds, folder, options.verbose),
        ]
    for line in lines:
        print(printable(line))


def _made(options: argparse.Namespace, look: Look, records: Records) -> list[Render]:
    """Renders what is named."""
    from laureate_print.build import in_folder, software
    from laureate_print.build.jobs import choose
    from laureate_print.errors import UsageError
    from laureate_print.sources.print_settings import with_mockups

    sources = sources_of(options)
    jobs = choose(sources, options.documents, options.languages, options.templates, options.outputs)
    if options.mockups:
        if not any(job.output.for_press for job in jobs):
            raise UsageError(
                "--mockups shows print files, and nothing that is named is one; see: list"
            )
        sources = with_mockups(sources)
    records.made_by(software.made_by({job.output for job in jobs}))
    records.tell_digests(sources)
    look.loaded(sources, jobs)
    renders = []
    with (
        _renderer(options, sources, len(jobs)) as (renderer, at_once),  # before there is a thread
        Progress(len(jobs), _silent(options), options.verbose) as progress,
    ):
        for render in in_folder.build(renderer, sources, jobs, at_once, options.release, records):
            progress.show(render)
            renders.append(dataclasses.replace(render, artifact=None))
    look.remember(renders)
    records.write()
    return renders


@contextmanager
def _renderer(
    options: argparse.Namespace, sources: Sources, most: int
) -> Iterator[tuple[Renderer, int]]:
    """Gives what renders, here or on a cluster, and how many at once."""
    if options.cluster is not None:
        from laureate_print.build import cluster

        with cluster.renderer_for(sources, options.cluster) as (renderer, at_once):
            yield renderer, min(at_once, most)
    else:
        from laureate_print.build import workers

        at_once = min(options.jobs, most)
        with workers.workers_for(sources, at_once) as own:
            yield own.render, at_once


def check(options: argparse.Namespace) -> int:
    """Checks the sources without rendering; writes what was found for the machines of CI, too.

    Raises:
        OutputError: a report cannot be written.
    """
    from laureate_print.atomic_write import write_named
    from laureate_print.cli import ci_reports, findings, report
    from laureate_print.sources.loading import project_root

    found = _found(options)
    for path, written in ((options.sarif, ci_reports.sarif), (options.junit, ci_reports.junit)):
        if path:
            content = written(found, project_root(options.project))
            write_named(content.encode("utf-8", "replace"), path)
    for line in [report.findings_json(found)] if options.json else findings.check_lines(found):
        print(line)
    return report.exit_code(found)


def _found(options: argparse.Namespace) -> list[Finding]:
    """Gives what stands against the sources. Where a machine is to be told, a project that cannot
    be read is a finding, too.
    """
    from laureate_print.build import check_sources
    from laureate_print.build.jobs import choose
    from laureate_print.build.workers import workers_for
    from laureate_print.errors import InputError
    from laureate_print.model import UNREADABLE, Finding

    try:
        sources = sources_of(options)
        jobs = choose(sources, languages=options.languages)
    except InputError as error:
        if not (options.sarif or options.junit):
            raise
        return [Finding(UNREADABLE, "error", str(error))]
    with (
        workers_for(sources) as workers,  # before there is a thread
        Progress(len(jobs), options.json) as progress,
    ):
        return check_sources.check(workers, jobs, lambda job: progress.step(job.path))


def preview(options: argparse.Namespace) -> int:
    """Shows the editions in the browser, until Ctrl-C."""
    import os

    from laureate_print.desk.server import open_socket, serve

    def ready(address: str) -> None:
        print(f"preview at {address} - Ctrl-C ends it", flush=True)
        if options.open:
            import webbrowser

            webbrowser.open(address)

    serve(sources_of(options), min(os.cpu_count() or 1, 3), open_socket(options.port), ready)
    return 0


def desk(options: argparse.Namespace) -> int:
    """Lets a language be translated and reviewed in the browser, until Ctrl-C."""
    import os

    from laureate_print.desk.desk_server import serve
    from laureate_print.desk.server import open_socket

    def ready(address: str) -> None:
        print(f"desk at {address} - Ctrl-C ends it", flush=True)
        if options.open:
            import webbrowser

            webbrowser.open(address)

    def left() -> None:
        print("what is not saved is kept; the next desk shows it", flush=True)

    processes = min(os.cpu_count() or 1, 3)
    opened = open_socket(options.port)
    serve(sources_of(options), options.language, processes, opened, ready, left)
    return 0


def inspect(options: argparse.Namespace) -> int:
    """Shows what finished files say of themselves.

    Raises:
        InputError, LimitError: what could not be read, one a line, after all others.
    """
    import json

    from laureate_print.build.apart import apart
    from laureate_print.checks.inspect_file import inspect_file
    from laureate_print.cli import report
    from laureate_print.errors import InputError, LimitError

    files: list[dict[str, Any]] = []
    refused: list[LaureateError] = []
    with apart(inspect_file) as look, Progress(len(options.files), options.json) as progress:
        for path in options.files:
            try:
                files.append(look(str(path), path))
            except (InputError, LimitError) as error:
                refused.append(error)
            progress.step(str(path))
    if options.json:
        print(json.dumps({"files": files}, ensure_ascii=False, indent=2))
    else:
        for facts in files:
            print("\n".join([*report.facts_lines(facts), ""]))
    if refused:
        raise type(refused[0])("\n".join(map(str, refused)))
    return int(
        any(
            finding["severity"] == "error"
            for facts in files
            for finding in facts.get("findings", ())
        )
    )


def catalog(options: argparse.Namespace) -> int:
    """Keeps catalogs in step, sends them to other tools, and takes them back."""
    from laureate_print.cli.catalog_commands import catalog as act

    return act(options)


def archive(options: argparse.Namespace) -> int:
    """Makes a package, or looks at one."""
    return _verify(options) if options.act == "verify" else _create(options)


def _create(options: argparse.Namespace) -> int:
    from laureate_print.build.jobs import choose
    from laureate_print.cli import report
    from laureate_print.package import create

    sources = sources_of(options)
    jobs = choose(sources, options.documents, options.languages, options.templates, options.outputs)
    check_place(options.out, sources.root)
    folder = options.out or sources.root / "archives"
    began, code = time.monotonic(), 0
    for document in dict.fromkeys(job.document for job in jobs):
        own = [job for job in jobs if job.document == document]
        drafts = options.allow_drafts and not options.release
        with Progress(len(own), options.json, options.verbose) as progress:
            made = create.create(
                sources, own, folder, options.jobs, drafts, options.zip, progress.show
            )
        path = sources.shown(made.path.resolve()) if made.path else ""
        if options.json:
            print(report.archive_json(path, made.renders, made.findings))
        else:
            print(
                "\n".join(
                    report.archive_lines(
                        path, made.renders, made.findings, time.monotonic() - began
                    )
                )
            )
        code = max(code, report.exit_code(made.findings) if made.path is None else 0)
    return code


def _verify(options: argparse.Namespace) -> int:
    from laureate_print.cli import report
    from laureate_print.cli.findings import finding_line
    from laureate_print.package import verify

    with Progress(0, options.json, options.verbose) as progress:
        findings = verify.verify(options.bag, options.rebuild, options.jobs, progress.show)
    if options.json:
        print(report.findings_json(findings))
    else:
        for finding in findings:
            print(finding_line(finding))
        print(report.verdict(str(options.bag), findings))
    return int(any(finding.severity == "error" for finding in findings))


def list_project(options: argparse.Namespace) -> int:
    """Lists what the project has."""
    import json

    from laureate_print.cli.listing import lines, listing

    project = listing(sources_of(options))
    if options.json:
        print(json.dumps(project, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(project)))
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Shows what this machine has, project or none; 5 if something that is needed is missing."""
    import json

    from laureate_print.cli.doctor import examine
    from laureate_print.sources.loading import has_project, load_form

    sources = sources_of(options) if has_project(options.project) else load_form()
    parts = list(examine(sources))
    complete = not any(part.needed and not part.found for part in parts)
    if options.json:
        told = {"parts": [dataclasses.asdict(part) for part in parts], "complete": complete}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for part in parts:
            print(f"{part.name:12} {part.state}")
    return 0 if complete else 5


def completion(options: argparse.Namespace) -> int:
    """Gives the script that completes the command line in a shell; after it `--` and words, what
    can stand in the place of the last one.
    """
    from laureate_print.cli.arguments import parser
    from laureate_print.cli.completion import SCRIPTS, answer

    if options.words:
        for line in answer(parser(), options.shell, options.words):
            print(line)
    else:
        print(SCRIPTS[options.shell], end="")
    return 0
