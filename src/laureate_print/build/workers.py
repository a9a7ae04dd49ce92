"""Many renders side by side, each in a process that is ours: what the engine changes in its process
(fonts in sight, its own functions, signals) never reaches the program that asked.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laureate_print.build.render import render
from laureate_print.build.sibling_files import sibling_files
from laureate_print.errors import MissingToolError
from laureate_print.model import Job, Render, SiblingFile
from laureate_print.sources.loading import Sources

_START = (
    "import sys; sys.path[:] = {path!r}; from laureate_print.build import worker; worker.main()"
)
Renderer = Callable[[Job, bool, Sequence[SiblingFile]], Render]


class Workers:
    """Processes that render from the same sources, begun when they are needed; safe for threads.

    A host that forks gets workers of its own in the child. They end with this object, or with the
    program.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._alive: list[_Worker] = []
        self._owner = os.getpid()
        self._ended = False
        self._finalizer = weakref.finalize(self, _end, self._alive)

    def render(
        self, job: Job, release: bool = False, siblings: Sequence[SiblingFile] = ()
    ) -> Render:
        """Makes one artifact in a worker; the caller waits.

        A worker that dies is replaced and asked once more.

        Raises:
            LaureateError: as `build.render.render`; `MissingToolError` if no worker survives.
        """
        answer = self._answer((job, release, tuple(siblings))) or self._answer(
            (job, release, tuple(siblings))
        )
        if answer is None:
            raise MissingToolError(
                f"{job.path}: the process that renders it died twice; see whether memory runs out,"
                " or render fewer at a time: --jobs 1"
            )
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _answer(self, request: Any) -> Render | BaseException | None:
        """Gives what a worker answers; nothing if it dies."""
        worker = self._take()
        try:
            answer: Render | BaseException = worker.ask(request)
        except (EOFError, BrokenPipeError):
            self._drop(worker)
            return None
        except BaseException:
            self._drop(worker)  # its answer is still to come: nobody may take it for another's
            raise
        with self._lock:
            self._idle.append(worker)
        return answer

    def end(self) -> None:
        """Ends all workers, at work or idle."""
        self._ended = True
        with self._lock:
            self._idle.clear()
            _end(self._alive)

    def _take(self) -> _Worker:
        with self._lock:
            if self._owner != os.getpid():  # a fork: these workers belong to the parent
                self._owner = os.getpid()
                self._idle.clear()
                self._alive.clear()
            if self._ended:
                raise MissingToolError("the workers have ended; load the project again")
            if self._idle:
                return self._idle.pop()
        worker = _Worker(self._sources)
        with self._lock:
            self._alive.append(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._alive:
                self._alive.remove(worker)
        worker.end()


class _Worker:
    """One process that renders."""

    def __init__(self, sources: Sources) -> None:
        if not sys.executable:
            raise MissingToolError("there is no Python to start workers with: set sys.executable")
        code = _START.format(path=[os.path.abspath(entry) for entry in sys.path])  # noqa: PTH100 - entries may be empty
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            self._send(sources)
        except BrokenPipeError as error:
            self.end()
            raise MissingToolError("a process that renders does not start; see: doctor") from error

    def ask(self, request: Any) -> Any:
        """Sends a request and waits for its answer.

        Raises:
            EOFError, BrokenPipeError: the process is gone.
        """
        self._send(request)
        try:
            return pickle.load(self._process.stdout)  # type: ignore[arg-type] # noqa: S301 - from our own process
        except pickle.UnpicklingError as error:  # it died in the middle of its answer
            raise EOFError from error

    def _send(self, value: Any) -> None:
        stream = self._process.stdin
        pickle.dump(value, stream, protocol=5)  # type: ignore[arg-type] # a pipe
        stream.flush()  # type: ignore[union-attr] # a pipe

    def end(self) -> None:
        """Ends the process; it holds nothing that would be lost."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                stream.close()  # type: ignore[union-attr] # a pipe
            except BrokenPipeError:
                continue  # what was left to send has nobody to go to
        self._process.wait()


def _end(alive: list[_Worker]) -> None:
    while alive:
        alive.pop().end()


def build(
    sources: Sources,
    jobs: Sequence[Job],
    workers: int,
    release: bool = False,
    folder: Path | None = None,
    own_process: bool = False,
) -> Iterator[Render]:
    """Renders many jobs, as many at a time as there are workers; gives them in the order of their
    jobs, pages that name other files last.

    Those name the bytes and pages of the PDFs beside them: of this build, or as they stand in
    `folder`. `own_process` says that this process is ours: with one worker it renders here.
    """
    made: dict[Job, Render] = {}
    first = [job for job in jobs if not job.output.tells_siblings]
    last = [job for job in jobs if job.output.tells_siblings]
    with _pool(sources, min(workers, len(jobs)), own_process) as submit:
        for wait in [submit(job, release, ()) for job in first]:
            result = wait()
            made[result.job] = result
            yield result
        beside = [sibling_files(sources, job, made, folder) for job in last]
        waiting = [submit(job, release, files) for job, files in zip(last, beside, strict=True)]
        for wait in waiting:
            yield wait()


@contextmanager
def _pool(
    sources: Sources, workers: int, own_process: bool
) -> Iterator[Callable[..., Callable[[], Render]]]:
    """Gives a function that begins a render and gives another one, which waits for its end."""
    if workers < 2 and own_process:
        from laureate_print.pdf_engine.process import own_this_process

        own_this_process()
        yield lambda *request: lambda: render(sources, *request)
        return
    crew = Workers(sources)
    threads = ThreadPoolExecutor(workers)

    def submit(*request: Any) -> Callable[[], Render]:
        future: Future[Render] = threads.submit(crew.render, *request)
        return future.result

    try:
        yield submit
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        crew.end()
        threads.shutdown()
