"""What `catalog` does: catalogs are kept in step, go out to other tools, and come back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from laureate_print.cli.folders import check_place, sources_of
from laureate_print.cli.progress import Progress
from laureate_print.model import printable

if TYPE_CHECKING:
    from pathlib import Path

    from laureate_print.desk.shown import Engine, Shown
    from laureate_print.model import Job


def catalog(options: argparse.Namespace) -> int:
    """Does one of the acts of `catalog`.

    Raises:
        InputError: what cannot be read, one a line, once all else is done.
    """
    return _ACTS[options.act](options)


def _extract(options: argparse.Namespace) -> int:
    from laureate_print.sources import catalog_update

    return _told(catalog_update.extract(sources_of(options)))


def _update(options: argparse.Namespace) -> int:
    from laureate_print.sources import catalog_update

    return _told(catalog_update.update(sources_of(options)))


def _init(options: argparse.Namespace) -> int:
    from laureate_print.sources import catalog_update

    return _told(catalog_update.init(sources_of(options), options.language))


def _review(options: argparse.Namespace) -> int:
    from laureate_print.sources import catalog_review

    who = options.language, options.by, options.on, options.catalogs
    return _told(catalog_review.review(sources_of(options), *who))


def _status(options: argparse.Namespace) -> int:
    from laureate_print.cli import report
    from laureate_print.errors import InputError
    from laureate_print.sources import catalog_status

    standings, broken = catalog_status.status(sources_of(options))
    lines = [report.status_json(standings)] if options.json else report.status_table(standings)
    print("\n".join(lines))
    if broken:
        raise InputError("\n".join(broken))
    return 0


def _export(options: argparse.Namespace) -> int:
    from laureate_print.desk.exchange import sending_out

    out = (options.language, options.file, options.version, options.catalogs)
    return _told(sending_out.send_out(sources_of(options), *out, options.copy_source))


def _import(options: argparse.Namespace) -> int:
    from laureate_print.desk.exchange import taking_in, xliff

    sources = sources_of(options)
    came = _apart(xliff.read, options.file)
    return _told(taking_in.take_in(sources, str(options.file), came))


def _glossary(options: argparse.Namespace) -> int:
    from laureate_print.desk.exchange import sending_out, terms

    sources = sources_of(options)
    if options.back:
        came = _apart(sending_out.reader_of(options.file), options.file)
        return _told(terms.take_terms(sources, str(options.file), came, options.languages))
    return _told(sending_out.send_terms(sources, options.file, options.version, options.languages))


def _memory(options: argparse.Namespace) -> int:
    from laureate_print.desk.exchange import sending_out

    return _told(sending_out.send_memory(sources_of(options), options.file, options.languages))


def _screenshots(options: argparse.Namespace) -> int:
    from laureate_print.desk.screenshots import screenshots
    from laureate_print.desk.shown import Engine

    sources = sources_of(options)
    check_place(options.folder, sources.root)
    with Engine(sources) as engine, Progress(0) as progress:
        lay = _laying(engine, progress)
        lines = [*screenshots(sources, options.folder, options.languages, options.templates, lay)]
    return _told(lines)


def _proofs(options: argparse.Namespace) -> int:
    from laureate_print.atomic_write import write_named
    from laureate_print.cli import report
    from laureate_print.cli.findings import finding_line
    from laureate_print.desk.proofs import proofs
    from laureate_print.desk.shown import Engine
    from laureate_print.desk.sights import Asked

    sources = sources_of(options)
    asked = Asked(options.language, options.documents, options.templates)
    check_place(options.file, sources.root)
    with Engine(sources) as engine, Progress(0) as progress:
        made = proofs(sources, asked, options.file, _laying(engine, progress))
        content, findings = engine.write(made.page)
    for finding in findings:
        print(finding_line(finding))
    if content:
        write_named(content, options.file)
        print(f"{options.file}: {made.messages} messages, {made.sights} pages")
    return report.exit_code(findings)


def _laying(engine: Engine, progress: Progress) -> Callable[[Job], Shown]:
    """Gives what lays pages out, and shows of each that it does."""

    def lay(job: Job) -> Shown:
        progress.step(job.path)
        return engine.lay(job)

    return lay


def _apart(read: Callable[[Path], Any], path: Path) -> Any:
    """Reads a file of strangers in a process apart."""
    from laureate_print.build.apart import apart

    with apart(read) as look:
        return look(str(path), path)


def _told(lines: Iterable[str]) -> int:
    for line in lines:
        print(printable(line))
    return 0


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "extract": _extract,
    "update": _update,
    "init": _init,
    "review": _review,
    "status": _status,
    "export": _export,
    "import": _import,
    "glossary": _glossary,
    "memory": _memory,
    "screenshots": _screenshots,
    "proofs": _proofs,
}
