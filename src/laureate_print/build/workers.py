"""Many renders side by side, each in a process that is ours: what the engine changes in its process
(fonts in sight, its own functions, signals) never reaches the program that asked.
"""

from __future__ import annotations

import functools
import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import IO, Any, NoReturn, Protocol

from laureate_print import faults
from laureate_print.build.records import Records
from laureate_print.build.sibling_files import sibling_files
from laureate_print.build.worker import rendered
from laureate_print.errors import DiedError, InputError, LaureateError, LimitError, MissingToolError
from laureate_print.model import (
    BEYOND_LIMITS,
    DIED,
    FAULT,
    UNREADABLE,
    Finding,
    Job,
    Kept,
    Limits,
    Render,
    SiblingFile,
)
from laureate_print.sources.loading import Sources

_START = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"
RENDERS = "laureate_print.build.worker"
# Answers after which a worker gives way to a new one: of each page that the engine lays out, some
# 0.3 MB stay with the libraries behind it.
_LIFE = 150
_FORKS = sys.platform == "linux"
Renderer = Callable[[Job, bool, Sequence[SiblingFile], Kept | None], Render]


class Workers:
    """Processes that answer from the same first value, begun when they are needed; safe for
    threads. As they are, they render from sources, or answer by another function of a module that
    gets these first; a `module` with another `main` answers other requests.

    At most so many work at a time; who asks for more waits. One that goes beyond its `limits` of
    time or memory is ended. A host that forks gets workers of its own in the child. They end with
    this object, or with the program.

    With `forked`, a program that is ours and has no thread yet begins the first one as a copy of
    itself, where the system can: it need not load again what stands in memory. What is not
    `of_project` has limits that nobody can set, and is not tried again when it kills a worker.
    """

    def __init__(
        self,
        first: Any,
        most: int | None = None,
        module: str = RENDERS,
        limits: Limits | None = None,
        forked: bool = False,
        of_project: bool = True,
    ) -> None:
        self._first, self._module, self._limits = first, module, limits or Limits()
        self._of_project = of_project
        self._most = most or os.cpu_count() or 1
        self._ended = False
        self._begin()
        if forked and _FORKS and threading.active_count() == 1:
            worker = _Worker(_Copy(module, first, self._limits), self._limits)
            self._alive.append(worker)
            self._idle.append(worker)

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(self._most)
        self._idle: list[_Worker] = []
        self._alive: list[_Worker] = []
        self._finalizer = weakref.finalize(self, _end, self._alive, self._owner)

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
            LaureateError: as `build.render.render`; also `LimitError` and `DiedError`, as `ask`.
        """
        made: Render = self.ask(job.path, rendered, job, release, tuple(siblings), standing)
        return made

    def ask(self, name: str, *request: Any) -> Any:
        """Gives what a worker answers to a request, of which `name` tells people; the caller waits.

        A worker that dies is replaced and asked once more.

        Raises:
            LimitError: it takes more time or memory than is allowed.
            DiedError: no worker survives.
            Exception: what the worker raised.
        """
        if self._owner != os.getpid():  # a fork: those workers are the parent's
            self._finalizer.detach()
            self._begin()
        with self._free:
            answer = self._answer(name, request)
            if answer is None and self._of_project:
                answer = self._answer(name, request)
        if answer is None and not self._of_project:
            raise DiedError(f"{name} cannot be read: the process that reads it dies of it")
        if answer is None:
            raise DiedError(
                f"{name}: the process at work on it died twice; see whether memory runs out, or let"
                " fewer be at work at a time: --jobs 1"
            )
        if isinstance(answer, MemoryError):
            raise LimitError(
                f"{name} needs more than {self._limits.memory} MB of memory and was ended; see what"
                f" is so large in it{self._where('memory')}"
            )
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _where(self, limit: str) -> str:
        return f" ('{limit}' in [limits] of laureate.toml)" if self._of_project else ""

    def _answer(self, name: str, request: Any) -> Any:
        """Gives what a worker answers; nothing if it dies."""
        worker = self._take()
        try:
            answer = worker.ask(request)
        except (EOFError, BrokenPipeError):
            self._drop(worker)
            if worker.is_overdue:
                raise LimitError(
                    f"{name} took more than {self._limits.seconds} s and was ended; see what is so"
                    f" large in it{self._where('seconds')}"
                ) from None
            return None
        except BaseException:
            self._drop(worker)  # its answer is still to come: nobody may take it for another's
            raise
        if worker.answers < _LIFE and not isinstance(answer, MemoryError):
            with self._lock:
                self._idle.append(worker)
        else:
            self._drop(worker)
        return answer

    @property
    def is_ready(self) -> bool:
        """Whether a worker that has begun waits for a request."""
        with self._lock:
            return bool(self._idle)

    def end(self) -> None:
        """Ends all workers, at work or idle."""
        self._ended = True
        with self._lock:
            self._idle.clear()
            _end(self._alive, self._owner)

    def _take(self) -> _Worker:
        with self._lock:
            if self._ended:
                raise MissingToolError("the workers have ended; load the project again")
            if self._idle:
                return self._idle.pop()
        process = _Program(self._module, self._first, self._limits)
        worker = _Worker(process, self._limits)
        with self._lock:
            self._alive.append(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._alive:
                self._alive.remove(worker)
        worker.end()


class _Process(Protocol):
    """A process that answers: what is sent to it, what comes back, and its end."""

    pid: int
    requests: IO[bytes]
    answers: IO[bytes]

    def kill(self) -> None:
        """Ends it at once, and what it has begun."""

    def wait(self) -> object:
        """Waits until it has ended."""


class _Program:
    """A process that was begun as another program."""

    def __init__(self, module: str, first: Any, limits: Limits) -> None:
        if not sys.executable:
            raise MissingToolError("there is no Python to start workers with: set sys.executable")
        try:
            process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-c", _START.format(path=_path(), module=module)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                process_group=0,  # a Ctrl-C is for who asked, also while a worker still starts
            )
        except OSError as error:
            reason = f"{sys.executable}: {error.strerror}"
            raise MissingToolError(f"a process that renders does not start: {reason}") from error
        self.pid, self.wait = process.pid, process.wait
        self._alone = process.kill
        self.requests, self.answers = _open(process.stdin), _open(process.stdout)
        try:
            pickle.dump(limits, self.requests, protocol=5)
            pickle.dump(first, self.requests, protocol=5)
            self.requests.flush()
        except BrokenPipeError as error:
            self.kill()
            self.wait()
            raise MissingToolError("a process that renders does not start; see: doctor") from error

    def kill(self) -> None:
        """Ends it at once, and what it has begun."""
        _end_group(self.pid, self._alone)


def _path() -> list[str]:
    """Gives where modules are looked for, wherever a process stands; where the host's own folder
    is gone, what is reckoned from there is nowhere.
    """
    try:
        return [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100 - entries may be empty
    except FileNotFoundError:
        return [entry for entry in sys.path if os.path.isabs(entry)]  # noqa: PTH117 - as above


class _Copy:
    """A process that was begun as a copy of this one, with all that it has loaded."""

    def __init__(self, module: str, first: Any, limits: Limits) -> None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        takes, gives = os.pipe(), os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(takes[1])
            os.close(gives[0])
            _become(module, first, limits, takes[0], gives[1])
        os.close(takes[0])
        os.close(gives[1])
        self.requests: IO[bytes] = os.fdopen(takes[1], "wb")
        self.answers: IO[bytes] = os.fdopen(gives[0], "rb")

    def kill(self) -> None:
        """Ends it at once, and what it has begun."""
        _end_group(self.pid, lambda: os.kill(self.pid, signal.SIGKILL))

    def wait(self) -> object:
        """Waits until it has ended."""
        return os.waitpid(self.pid, 0)


def _end_group(leader: int, alone: Callable[[], object]) -> None:
    """Ends a process with what it has begun, such as a picture's drawer or Ghostscript; `alone`
    where it is not yet a group of its own, or where there are none.
    """
    try:
        os.killpg(leader, signal.SIGKILL)
    except (AttributeError, OSError):
        alone()


def _become(module: str, first: Any, limits: Limits, requests: int, answers: int) -> NoReturn:
    """Makes this copy of the program a worker; it never comes back."""
    code = 1
    try:
        os.setpgid(0, 0)  # as for `_Program`
        os.dup2(requests, 0)
        os.dup2(answers, 1)
        import_module(module).main(limits, first)
        code = 0
    finally:  # whatever went wrong, whoever asks sees that this process is gone
        os._exit(code)


class _Worker:
    """One process that answers, each time within its limits."""

    def __init__(self, process: _Process, limits: Limits) -> None:
        self._process, self._seconds = process, limits.seconds
        self.answers = 0
        self.is_overdue = False

    def ask(self, request: Any) -> Any:
        """Sends a request and waits for its answer.

        Raises:
            EOFError, BrokenPipeError: the process is gone, perhaps because it `is_overdue`.
        """
        self.answers += 1
        clock = threading.Timer(self._seconds, self._stop)
        clock.daemon = True
        clock.start()
        try:
            pickle.dump(request, self._process.requests, protocol=5)
            self._process.requests.flush()
            return pickle.load(self._process.answers)  # noqa: S301 - from our own process
        except pickle.UnpicklingError as error:  # it died in the middle of its answer
            raise EOFError from error
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self.is_overdue = True
        self._process.kill()

    def end(self) -> None:
        """Ends the process; it holds nothing that would be lost."""
        self._process.kill()
        for stream in (self._process.requests, self._process.answers):
            try:
                stream.close()
            except BrokenPipeError:
                continue  # what was left to send has nobody to go to
        self._process.wait()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    """Gives a pipe of a process; there is one, for it was asked for."""
    if stream is None:
        raise RuntimeError("a process was started without its pipes")
    return stream


def _end(alive: list[_Worker], owner: int) -> None:
    """Ends workers, if this process is the one that has begun them and not a fork of it."""
    while alive and os.getpid() == owner:
        alive.pop().end()


def build(
    renderer: Renderer,
    sources: Sources,
    jobs: Sequence[Job],
    at_once: int,
    release: bool = False,
    records: Records | None = None,
) -> Iterator[Render]:
    """Renders many jobs, so many at once; gives them in the order of their jobs, pages that name
    other files last. What stands by the `records` of a folder is not made again where it would be
    the same.

    A source that cannot be read stops the jobs that need it, and no other: their renders say so.

    Those name the bytes and pages of the PDFs beside them: of this build, or as they stand there.
    """
    made: dict[Job, Render] = {}
    standing = records.standing if records else lambda _: None
    first = [job for job in jobs if not job.output.tells_siblings]
    last = [job for job in jobs if job.output.tells_siblings]
    with _submitting(renderer, min(at_once, len(jobs))) as submit:
        for job, wait in [(it, submit(it, release, (), standing(it.path))) for it in first]:
            render = _ended(job, wait)
            made[job] = replace(render, artifact=None)
            yield render
        beside = [sibling_files(sources, job, made, records) for job in last]
        waiting = [
            submit(job, release, files, standing(job.path))
            for job, files in zip(last, beside, strict=True)
        ]
        for job, wait in zip(last, waiting, strict=True):
            yield _ended(job, wait)


def _ended(job: Job, wait: Callable[[], Render]) -> Render:
    """Gives how a job ended; one that could not be made has failed, and says why: the others are
    made all the same.
    """
    try:
        return wait()
    except Exception as error:
        return Render(job, None, (failure(error),))


def failure(error: Exception) -> Finding:
    """Gives the finding of what kept one of many answers from being given; raises again what none
    of them could be given with.
    """
    kinds = {LimitError: BEYOND_LIMITS, DiedError: DIED}
    if isinstance(error, InputError | LimitError | DiedError):
        return Finding(kinds.get(type(error), UNREADABLE), "error", str(error))
    if isinstance(error, LaureateError):
        raise error
    return Finding(FAULT, "error", faults.told(error))  # whatever it is, it is ours


@contextmanager
def workers_for(sources: Sources, at_once: int = 1) -> Iterator[Workers]:
    """Gives what is at work in a program that is ours, such as the command line."""
    workers = Workers(sources, at_once, limits=sources.project.limits, forked=at_once < 2)
    try:
        yield workers
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
