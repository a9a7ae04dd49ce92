"""Many renders on many machines: the workers of a cluster of Dask make the artifacts, whoever asked
writes them.

Each worker gets a file of the sources once, by its digest, when it needs it first; what it makes
comes back as bytes. `build.cluster_worker` is what runs there.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import threading
import uuid
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from laureate_print.build import cluster_worker, software
from laureate_print.build.keys import digest
from laureate_print.build.workers import Renderer
from laureate_print.errors import MissingToolError, UsageError
from laureate_print.model import Job, Kept, Render, SiblingFile
from laureate_print.sources.loading import Sources

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE = 5.0  # seconds that a scheduler, or workers where there are none, are waited for
_AT_ONCE = 4  # a thread of a worker has some renders before it, so that it need never wait
_BATCH = 32_000_000  # bytes that are sent at a time
_TRIES = 9  # to have a render made by workers that say each time that they lack the sources


@contextmanager
def renderer_for(sources: Sources, address: str) -> Iterator[tuple[Renderer, int]]:
    """Gives what renders on a cluster, and how many at once; in a program that is ours, for what
    Dask would tell programmers is not told.

    Args:
        sources: what is rendered from.
        address: that of the scheduler, such as `tcp://host:8786` or `tls://host:8786`.

    Raises:
        UsageError: the address is none.
        MissingToolError: Dask is not installed, there is no scheduler or it has no workers.
    """
    with _silence():
        client = _client(address)
        try:
            cluster = _Cluster(client, sources, address)
            yield cluster.render, _AT_ONCE * cluster.threads()
        finally:
            client.close(timeout=1)


class _Cluster:
    """A scheduler with its workers, as what renders from some sources; safe for threads."""

    def __init__(self, client: Client, sources: Sources, address: str) -> None:
        stream = BytesIO()
        apart = cluster_worker.Apart(stream)
        apart.dump(sources)
        self._client, self._address = client, address
        self._sources = cluster_worker.sha256(stream.getvalue())
        self._files = {self._sources: stream.getvalue(), **apart.files}
        self._software = software.made_by()
        self._made_by = digest(self._software)
        self._sending: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def threads(self) -> int:
        """Gives how many renders the workers make at a time.

        Raises:
            MissingToolError: there is no worker.
        """
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise self._no_workers() from None
        return sum(map(int, self._client.nthreads().values())) or 1

    def render(
        self,
        job: Job,
        release: bool = False,
        siblings: Sequence[SiblingFile] = (),
        standing: Kept | None = None,
    ) -> Render:
        """Makes one artifact on a worker, or finds that the one `standing` is as it would be; the
        caller waits. Where a worker dies, Dask gives its renders to others.

        Raises:
            LaureateError: as `build.render.render`; `MissingToolError` if no worker can make it.
        """
        request = pickle.dumps((job, release, tuple(siblings), standing), protocol=5)
        where: list[str] = []
        for _ in range(_TRIES):
            answer = self._answer(job, request, where)
            if isinstance(answer, bytes):
                return _received(answer)
            if isinstance(answer, cluster_worker.OtherSoftware):
                raise MissingToolError(_differing(answer, self._software))
            self._send(answer.worker)
            where = [answer.worker]
        raise MissingToolError(f"the worker {where[0]} does not keep the sources that it gets")

    def _answer(self, job: Job, request: bytes, where: list[str]) -> Any:
        """Gives what a worker answers, if possible that one which has just got the sources."""
        from distributed import CancelledError, KilledWorker

        def task(*given: Any) -> Any:  # not of a module: one that a worker lacks would end it
            from laureate_print.build.cluster_worker import render

            return render(*given)

        future = self._client.submit(
            task,
            self._sources,
            self._made_by,
            request,
            key=f"laureate-print-{job.path}-{uuid.uuid4()}",
            workers=where or None,
            allow_other_workers=bool(where),
            pure=False,
        )
        try:
            return self._result(future)
        except KilledWorker as error:
            raise MissingToolError(
                f"{job.path}: each worker that was to render it died; see whether memory runs out"
                " there"
            ) from error
        except (CancelledError, OSError) as error:
            raise MissingToolError(
                f"the scheduler at {self._address} has gone; what was finished stays"
            ) from error
        except (ImportError, AttributeError, RuntimeError) as error:  # of Dask: ours come packed
            raise MissingToolError(
                f"a worker of {self._address} cannot run this program ({error}); install there"
                " what is installed here"
            ) from error

    def _result(self, future: Future) -> Any:
        """Waits for a result as long as there are workers that may give it."""
        alone = False
        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError:
                before, alone = alone, not self._client.nthreads()
                if before and alone:
                    raise self._no_workers() from None

    def _send(self, worker: str) -> None:
        """Sends a worker the files that it lacks; a worker that is gone gets none."""
        with self._sending[worker]:
            lacking = self._run(worker, cluster_worker.lacking, list(self._files)) or []
            batch: dict[str, bytes] = {}
            for name in lacking:
                batch[name] = self._files[name]
                if name == lacking[-1] or sum(map(len, batch.values())) > _BATCH:
                    self._run(worker, cluster_worker.keep, batch)
                    batch = {}

    def _run(self, worker: str, function: Any, given: Any) -> Any:
        answers = self._client.run(function, given, workers=[worker], on_error="return")
        answer = answers.get(worker)
        if isinstance(answer, Exception) and not isinstance(answer, OSError):
            raise answer
        return None if isinstance(answer, OSError) else answer

    def _no_workers(self) -> MissingToolError:
        return MissingToolError(
            f"the scheduler at {self._address} has no workers; start one: dask worker"
            f" {self._address}"
        )


def _client(address: str) -> Client:
    """Gives a connection to a scheduler.

    Raises:
        UsageError: the address is none.
        MissingToolError: there is none.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingToolError(
            "--cluster needs Dask distributed; install it: pip install 'laureate-print[cluster]'"
        ) from error
    asyncio.run(_reach(address))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other versions of Dask often get on with each other
        return Client(address, timeout=_PATIENCE, set_as_default=False)


async def _reach(address: str) -> None:
    """Sees whether there is a scheduler: a `Client` that finds none takes long to end.

    Raises:
        UsageError: the address is none.
        MissingToolError: nobody answers there, or not by TLS.
    """
    from distributed import Security
    from distributed.comm import connect, get_address_host_port

    try:
        get_address_host_port(address)
        arguments = Security().get_connection_args("client")
    except (ValueError, OSError) as error:
        raise UsageError(f"--cluster {address}: {error}; write it as tcp://host:8786") from error
    try:
        comm = await connect(address, timeout=_PATIENCE, **arguments)
        await comm.close()
    except (OSError, TypeError, RuntimeError) as error:  # TypeError: there is no certificate
        raise MissingToolError(
            f"there is no scheduler of Dask at {address} ({error}); start one: dask scheduler"
        ) from error


def _received(content: bytes) -> Render:
    answer: Render | BaseException = pickle.loads(content)  # noqa: S301 - see docs/scale.md
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _differing(other: cluster_worker.OtherSoftware, own: Mapping[str, str]) -> str:
    """Says in which software a worker differs from the machine that asks."""
    names = sorted(own.keys() | other.software.keys())
    versions = {name: [it.get(name, "none")[:24] for it in (other.software, own)] for name in names}
    told = [
        f"{name} {there} there, {here} here"
        for name, (there, here) in versions.items()
        if there != here
    ]
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return (
        f"the worker {other.worker} would make other bytes: {'; '.join(told[:3])}{more}; install"
        " the same on both machines"
    )


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps what Dask logs from the terminal: what a user can act on is told by our errors."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
