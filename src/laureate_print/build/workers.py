"""Many renders side by side, each in a process that is ours: what the engine changes in its process
(fonts in sight, its own functions, signals) never reaches the program that asked.
"""

from __future__ import annotations

import functools
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from laureate_print.build.render import render
from laureate_print.build.sibling_files import sibling_files
from laureate_print.errors import InputError, MissingToolError
from laureate_print.model import UNREADABLE, Finding, Job, Kept, Render, SiblingFile
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources.loading import Sources

_START = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"
RENDERS = "laureate_print.build.worker"
# Answers after which a worker gives way to a new one: of each page that the engine lays out, some
# 0.3 MB stay with the libraries behind it.
_LIFE = 150
Renderer = Callable[[Job, bool, Sequence[SiblingFile], Kept | None], Render]


class Workers:
    """Processes that answer from the same first value, begun when they are needed; safe for
    threads. As they are, they render from sources; a `module` with another `main` answers other
    requests.

    At most so many work at a time; who asks for more waits. A host that forks gets workers of its
    own in the child. They end with this object, or with the program.
    """

    def __init__(self, first: Any, most: int | None = None, module: str = RENDERS) -> None:
        self._first, self._module = first, module
        self._most = most or os.cpu_count() or 1
        self._ended = False
        self._begin()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(self._most)
        self._idle: list[_Worker] = []
        self._alive: list[_Worker] = []
        self._finalizer = weakref.finalize(self, _end, self._alive)

    def render(
        self,
        job: Job,
        release: bool = False,
        siblings: Sequence[SiblingFile] = (),
        standing: Kept | None = None,
    ) -> Render:
        """Makes one artifact in a worker, or finds that the one `standing` is as it would be; the
        caller waits.

        Raises:
            LaureateError: as `build.render.render`; `MissingToolError` if no worker survives.
        """
        made: Render = self.ask(job.path, job, release, tuple(siblings), standing)
        return made

    def ask(self, name: str, *request: Any) -> Any:
        """Gives what a worker answers to a request, of which `name` tells people; the caller waits.

        A worker that dies is replaced and asked once more.

        Raises:
            MissingToolError: no worker survives.
            Exception: what the worker raised.
        """
        if self._owner != os.getpid():  # a fork: those workers are the parent's
            self._finalizer.detach()
            self._begin()
        with self._free:
            answer = self._answer(request)
            if answer is None:
                answer = self._answer(request)
        if answer is None:
            raise MissingToolError(
                f"{name}: the process that renders it died twice; see whether memory runs out,"
                " or render fewer at a time: --jobs 1"
            )
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _answer(self, request: Any) -> Any:
        """Gives what a worker answers; nothing if it dies."""
        worker = self._take()
        try:
            answer = worker.ask(request)
        except (EOFError, BrokenPipeError):
            self._drop(worker)
            return None
        except BaseException:
            self._drop(worker)  # its answer is still to come: nobody may take it for another's
            raise
        if worker.answers < _LIFE:
            with self._lock:
                self._idle.append(worker)
        else:
            self._drop(worker)
        return answer

    def end(self) -> None:
        """Ends all workers, at work or idle."""
        self._ended = True
        with self._lock:
            self._idle.clear()
            _end(self._alive)

    def _take(self) -> _Worker:
        with self._lock:
            if self._ended:
                raise MissingToolError("the workers have ended; load the project again")
            if self._idle:
                return self._idle.pop()
        worker = _Worker(self._first, self._module)
        with self._lock:
            self._alive.append(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._alive:
                self._alive.remove(worker)
        worker.end()


class _Worker:
    """One process that answers."""

    def __init__(self, first: Any, module: str) -> None:
        if not sys.executable:
            raise MissingToolError("there is no Python to start workers with: set sys.executable")
        path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100 - entries may be empty
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", _START.format(path=path, module=module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # a Ctrl-C is for who asked, also while a worker still starts
        )
        self.answers = 0
        try:
            self._send(first)
        except BrokenPipeError as error:
            self.end()
            raise MissingToolError("a process that renders does not start; see: doctor") from error

    def ask(self, request: Any) -> Any:
        """Sends a request and waits for its answer.

        Raises:
            EOFError, BrokenPipeError: the process is gone.
        """
        self._send(request)
        self.answers += 1
        try:
            return pickle.load(_open(self._process.stdout))  # noqa: S301 - from our own process
        except pickle.UnpicklingError as error:  # it died in the middle of its answer
            raise EOFError from error

    def _send(self, value: Any) -> None:
        stream = _open(self._process.stdin)
        pickle.dump(value, stream, protocol=5)
        stream.flush()

    def end(self) -> None:
        """Ends the process; it holds nothing that would be lost."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                _open(stream).close()
            except BrokenPipeError:
                continue  # what was left to send has nobody to go to
        self._process.wait()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    """Gives a pipe of a process; there is one, for it was asked for."""
    if stream is None:
        raise RuntimeError("a process was started without its pipes")
    return stream


def _end(alive: list[_Worker]) -> None:
    while alive:
        alive.pop().end()


def build(
    renderer: Renderer,
    sources: Sources,
    jobs: Sequence[Job],
    at_once: int,
    release: bool = False,
    folder: Path | None = None,
    standing: Callable[[str], Kept | None] = lambda _: None,
) -> Iterator[Render]:
    """Renders many jobs, so many at once; gives them in the order of their jobs, pages that name
    other files last. What is `standing` at a path is not made again where it would be the same.

    A source that cannot be read stops the jobs that need it, and no other: their renders say so.

    Those name the bytes and pages of the PDFs beside them: of this build, or as they stand in
    `folder`.
    """
    made: dict[Job, Render] = {}
    first = [job for job in jobs if not job.output.tells_siblings]
    last = [job for job in jobs if job.output.tells_siblings]
    with _submitting(renderer, min(at_once, len(jobs))) as submit:
        for job, wait in [(it, submit(it, release, (), standing(it.path))) for it in first]:
            render = _ended(job, wait)
            made[job] = replace(render, artifact=None)
            yield render
        beside = [sibling_files(sources, job, made, folder) for job in last]
        waiting = [
            submit(job, release, files, standing(job.path))
            for job, files in zip(last, beside, strict=True)
        ]
        for job, wait in zip(last, waiting, strict=True):
            yield _ended(job, wait)


def _ended(job: Job, wait: Callable[[], Render]) -> Render:
    """Gives how a job ended; one whose sources cannot be read has failed, and says why."""
    try:
        return wait()
    except InputError as error:
        return Render(job, None, (Finding(UNREADABLE, "error", str(error)),))


@contextmanager
def renderer_for(sources: Sources, at_once: int) -> Iterator[Renderer]:
    """Gives what renders in a program that is ours, such as the command line: this very process if
    it is to render one at a time, else workers.
    """
    if at_once < 2:
        own_this_process()
        yield functools.partial(render, sources)
        return
    workers = Workers(sources, at_once)
    try:
        yield workers.render
    finally:
        workers.end()


@contextmanager
def _submitting(renderer: Renderer, at_once: int) -> Iterator[Callable[..., Callable[[], Render]]]:
    """Gives a function that begins a render and gives another one, which waits for its end; one at
    a time begins when it is waited for.
    """
    if at_once < 2:
        yield lambda *request: functools.partial(renderer, *request)
        return
    threads = ThreadPoolExecutor(at_once)
    try:
        yield lambda *request: threads.submit(renderer, *request).result
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
