"""Builds into a folder, and makes nothing twice there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from laureate_print.build import workers
from laureate_print.build.records import Records
from laureate_print.errors import OutputError
from laureate_print.model import Job, Render
from laureate_print.sources.loading import Sources

_OFTEN = 5.0  # seconds after which what has been made is written down: a kill costs no more


def build(
    renderer: workers.Renderer,
    sources: Sources,
    jobs: Sequence[Job],
    at_once: int,
    release: bool,
    records: Records,
) -> Iterator[Render]:
    """Renders many jobs as `workers.build`, and puts each artifact into the folder of the records;
    one that stands there and would come out the same is left as it is.

    Raises:
        OutputError: the folder cannot be written.
    """
    written = time.monotonic()
    with _written_down(records):
        for render in workers.build(renderer, sources, jobs, at_once, release, records):
            if render.artifact:
                records.put(render.artifact)
            if render.kept:
                records.add(render.kept)
            records.add_digests(render.faces)
            if time.monotonic() - written > _OFTEN:
                records.write()
                written = time.monotonic()
            yield render


@contextmanager
def _written_down(records: Records) -> Iterator[None]:
    """Writes down what was made, however a build ends; where it ends in another trouble, that is
    what counts.
    """
    try:
        yield
    except BaseException:
        with suppress(OutputError):
            records.write()
        raise
    records.write()
