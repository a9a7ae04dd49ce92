"""Many renders side by side."""

from __future__ import annotations

import functools
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from laureate_print.build.render import render
from laureate_print.build.sibling_files import sibling_files
from laureate_print.model import Job, Render
from laureate_print.sources.project import Project


def build(
    project: Project,
    jobs: Sequence[Job],
    workers: int,
    release: bool = False,
    folder: Path | None = None,
) -> Iterator[Render]:
    """Renders many jobs, as many at a time as there are workers; gives them as they are done.

    Web pages come last: they tell the bytes and pages of the PDFs beside them, those of this build
    and those that stand in `folder` already.
    """
    made: dict[Job, Render] = {}
    first, last = ([job for job in jobs if (job.output == "html") == web] for web in (False, True))
    with _pool(min(workers, len(jobs))) as submit:
        for result in [submit(render, project, job, release) for job in first]:
            made[result().job] = result()
            yield result()
        beside = [sibling_files(project, job, made, folder) for job in last]
        pending = [
            submit(render, project, job, release, files)
            for job, files in zip(last, beside, strict=True)
        ]
        yield from (result() for result in pending)


@contextmanager
def _pool(workers: int) -> Iterator[Callable[..., Callable[[], Render]]]:
    """Gives a function that starts a render and gives another one, which waits for it; alone, it
    renders then.
    """
    if workers < 2:
        yield lambda function, *arguments: functools.cache(lambda: function(*arguments))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_door) as pool:
        try:
            yield lambda *call: pool.submit(*call).result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_door() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
