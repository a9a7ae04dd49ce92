"""Which job made each artifact of a bag: a record in JSON, read again to make them again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from laureate_print.errors import InputError, ProjectError
from laureate_print.model import Book, Edition, Job, Pair, Single, Whole
from laureate_print.outputs import output

NAME = "reports/artifacts.json"  # below data/


def write(jobs: Mapping[str, Job]) -> bytes:
    """Gives the record of the jobs by the path that each artifact has below `data/`."""
    rows = [
        {
            "path": path,
            "document": job.document,
            "template": job.template,
            "edition": type(job.edition).__name__.lower(),
            "languages": list(job.edition.languages),
            "output": job.output.name,
        }
        for path, job in sorted(jobs.items())
    ]
    return (json.dumps({"artifacts": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes, where: str) -> dict[str, Job]:
    """Gives the jobs by the paths of their artifacts.

    Raises:
        InputError: the record is not as `write` makes it; with `where` it stands.
    """
    try:
        rows = json.loads(content)["artifacts"]
        return {row["path"]: _job(row, where) for row in rows}
    except (ProjectError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{where} is no record of artifacts: {error}") from error


def _job(row: Mapping[str, Any], where: str) -> Job:
    kind, languages = row["edition"], tuple(map(str, row["languages"]))
    editions: dict[str, Callable[[], Edition]] = {
        "single": lambda: Single(*languages),
        "pair": lambda: Pair(*languages),
        "book": lambda: Book(languages),
        "whole": lambda: Whole(languages),
    }
    edition = editions[kind]()
    return Job(str(row["document"]), str(row["template"]), edition, output(row["output"], where))
