"""What each command does: words in, lines or JSON out, and an exit code."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from laureate_print.cli.progress import Progress

if TYPE_CHECKING:
    from laureate_print.build.records import Records
    from laureate_print.build.unchanged import Look
    from laureate_print.build.workers import Renderer
    from laureate_print.model import Render
    from laureate_print.sources.loading import Sources


def _sources(options: argparse.Namespace) -> Sources:
    from laureate_print.sources.loading import load

    return load(options.project)


def new(options: argparse.Namespace) -> int:
    """Makes a project of one's own."""
    from laureate_print.start.project_folder import new as make

    for line in make(options.folder, options.file, options.language):
        print(line)
    return 0


def build(options: argparse.Namespace) -> int:
    """Renders what is named into the output folder, as far as it would come out otherwise than it
    stands there; 1 if a check found an error, 3 if a source cannot be read.
    """
    from laureate_print.build.records import Records
    from laureate_print.build.unchanged import Look, Request
    from laureate_print.cli import report
    from laureate_print.sources.loading import project_root

    began = time.monotonic()
    root = project_root(options.project)
    request = Request(
        tuple(options.documents),
        tuple(options.languages),
        tuple(options.templates),
        tuple(options.outputs),
        options.release,
    )
    records = Records(options.out or root / "dist", anew=options.all)
    look = Look(root, request, records)
    renders = look.renders()
    if renders is None:
        renders = _made(options, look, records)
    folder = records.folder.resolve()
    shown = str(folder.relative_to(root) if folder.is_relative_to(root) else folder)
    if options.json:
        print(report.as_json(renders, shown))
    else:
        for line in report.build_lines(renders):
            print(line)
        print(report.summary(renders, time.monotonic() - began, shown))
    findings = [finding for render in renders for finding in render.findings]
    for line in report.unreadable(findings):
        print(line, file=sys.stderr)
    return report.exit_code(findings)


def _made(options: argparse.Namespace, look: Look, records: Records) -> list[Render]:
    """Renders what is named."""
    from laureate_print.build import in_folder, software
    from laureate_print.build.jobs import choose

    sources = _sources(options)
    records.made_by(software.made_by())
    jobs = choose(sources, options.documents, options.languages, options.templates, options.outputs)
    renders, progress = [], Progress(len(jobs), quiet=options.json)
    with _renderer(options, sources, len(jobs)) as (renderer, at_once):
        for render in in_folder.build(renderer, sources, jobs, at_once, options.release, records):
            progress.show(render)
            renders.append(dataclasses.replace(render, artifact=None))
    progress.end()
    look.remember(sources, renders)
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
        with workers.renderer_for(sources, at_once) as renderer:
            yield renderer, at_once


def check(options: argparse.Namespace) -> int:
    """Checks the sources without rendering."""
    from laureate_print.build import check_sources
    from laureate_print.build.jobs import choose
    from laureate_print.cli import report

    sources = _sources(options)
    findings = check_sources.check(sources, choose(sources, languages=options.languages))
    if options.json:
        print(report.findings_json(findings))
    else:
        for finding in findings:
            print(report.finding_line(finding))
        counts = report.totals(findings)
        print(f"sources: {counts['errors']} errors, {counts['warnings']} warnings")
    return report.exit_code(findings)


def preview(options: argparse.Namespace) -> int:
    """Shows the editions in the browser, until Ctrl-C."""
    import os

    from laureate_print.desk.server import open_socket, serve

    def ready(address: str) -> None:
        print(f"preview at {address} - Ctrl-C ends it", flush=True)
        if options.open:
            import webbrowser

            webbrowser.open(address)

    serve(_sources(options), min(os.cpu_count() or 1, 3), open_socket(options.port), ready)
    return 0


def inspect(options: argparse.Namespace) -> int:
    """Shows what finished files say of themselves."""
    import json
    import warnings

    from laureate_print.checks.inspect_file import inspect_file
    from laureate_print.cli import report

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # libraries warn in words for programmers, the facts do not
        files = [inspect_file(path) for path in options.files]
    if options.json:
        print(json.dumps({"files": files}, ensure_ascii=False, indent=2))
    else:
        for facts in files:
            print("\n".join([*report.facts_lines(facts), ""]))
    return int(
        any(
            finding["severity"] == "error"
            for facts in files
            for finding in facts.get("findings", ())
        )
    )


def catalog(options: argparse.Namespace) -> int:
    """Keeps the catalogs in step with the templates, or shows how far they are.

    Raises:
        InputError: what cannot be read, one a line, once all else is done.
    """
    from laureate_print.cli import report
    from laureate_print.errors import InputError
    from laureate_print.sources import catalog_review, catalog_status, catalog_update

    sources = _sources(options)
    if options.act == "status":
        standings, broken = catalog_status.status(sources)
        print(
            report.status_json(standings)
            if options.json
            else "\n".join(report.status_table(standings))
        )
        if broken:
            raise InputError("\n".join(broken))
        return 0
    acts = {
        "extract": lambda: catalog_update.extract(sources),
        "update": lambda: catalog_update.update(sources),
        "init": lambda: catalog_update.init(sources, options.language),
        "review": lambda: catalog_review.review(
            sources, options.language, options.by, options.on, options.catalogs
        ),
    }
    for line in acts[options.act]():
        print(line)
    return 0


def archive(options: argparse.Namespace) -> int:
    """Makes a package, or looks at one."""
    return _verify(options) if options.act == "verify" else _create(options)


def _create(options: argparse.Namespace) -> int:
    from laureate_print.build.jobs import choose
    from laureate_print.cli import report
    from laureate_print.package import create

    sources = _sources(options)
    jobs = choose(sources, options.documents, options.languages, options.templates, options.outputs)
    folder, began, code = options.out or sources.root / "archives", time.monotonic(), 0
    for document in dict.fromkeys(job.document for job in jobs):
        own = [job for job in jobs if job.document == document]
        progress = Progress(len(own), quiet=options.json)
        drafts = options.allow_drafts and not options.release
        made = create.create(sources, own, folder, options.jobs, drafts, options.zip, progress.show)
        progress.end()
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
    from laureate_print.package import verify

    progress = Progress(0, quiet=options.json)
    findings = verify.verify(options.bag, options.rebuild, options.jobs, progress.show)
    progress.end()
    if options.json:
        print(report.findings_json(findings))
    else:
        for finding in findings:
            print(report.finding_line(finding))
        print(report.verdict(str(options.bag), findings))
    return int(any(finding.severity == "error" for finding in findings))


def list_project(options: argparse.Namespace) -> int:
    """Lists what the project has."""
    from laureate_print.sources import catalogs, pseudo, templates
    from laureate_print.sources.languages import language

    sources = _sources(options)
    print("documents")
    for document in sources.project.documents:
        print(f"  {document}")
    print("languages")
    for tag in sources.languages:
        print(f"  {tag:10} {language(tag).name}")
    if more := [tag for tag in sources.translated if tag not in sources.languages]:
        print("languages that laureate.toml does not name (built with -l)")
        for tag in more:
            print(f"  {tag:10} {language(tag).name}")
    print("pseudo-languages (built with -l, to try a layout)")
    for tag, shows in pseudo.LANGUAGES.items():
        print(f"  {tag:10} {shows}")
    print("templates")
    for name in templates.template_names(sources):
        given = sources.is_packaged(f"templates/{name}/template.toml")
        behind = "  (from the package)" if given else ""
        print(f"  {name:8} {', '.join(templates.outputs(sources, name))}{behind}")
    labels = [
        tag
        for tag in sources.translated
        if sources.is_packaged(catalogs.path(catalogs.INTERFACE, tag))
    ]
    if labels:
        print(f"labels from the package: {', '.join(labels)}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Shows what this machine has, project or none; 5 if something that is needed is missing."""
    from laureate_print.cli.doctor import examine
    from laureate_print.sources.loading import has_project, load_form

    sources = _sources(options) if has_project(options.project) else load_form()
    complete = True
    for name, state, needed in examine(sources):
        print(f"{name:12} {state}")
        complete = complete and not (needed and state.startswith("missing"))
    return 0 if complete else 5
