"""What there is to see and how far it is: pages are made when somebody looks at them, the one that
is looked at first, and again when a file changes.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal

from laureate_print import faults
from laureate_print.build.jobs import choose
from laureate_print.build.sibling_files import expected
from laureate_print.build.workers import Workers
from laureate_print.desk.bench import DRAFT, Start
from laureate_print.desk.values import Asked, Made
from laureate_print.errors import LaureateError
from laureate_print.model import (
    FAULT,
    UNREADABLE,
    Book,
    Finding,
    Job,
    SiblingFile,
    Single,
    SourceFile,
)
from laureate_print.sources.loading import Sources, reload

State = Literal["waiting", "fresh", "old", "failed"]
_PLACE = re.compile(r"(?P<where>[^\n]+?:\d+): (?P<message>.+)")
_BENCH = "laureate_print.desk.bench"
_STEP_BACK = 5  # for pages at which nobody looks now


@dataclass
class Sight:
    """What is shown of a job.

    `trouble` says why what is shown is old, or why there is nothing; `seen` is what the last checks
    found, of this page once it `is_checked`, until then of the one before. `version` grows with
    each change of what is shown, `picture` with each of the bytes; `made_for` is the generation of
    the files that it shows.
    """

    job: Job
    made: Made | None = None
    seen: tuple[Finding, ...] = ()
    trouble: tuple[Finding, ...] = ()
    is_checked: bool = False
    version: int = 0
    picture: int = 0
    seconds: float = 0
    made_for: int = -1
    bench: Workers | None = field(default=None, repr=False)

    @property
    def state(self) -> State:
        """Whether there is something to see, and whether it shows the files as they are."""
        if self.trouble:
            return "old" if self.made else "failed"
        return "fresh" if self.made else "waiting"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is known to be wrong, the gravest first; each language that is a draft last."""
        known = (*self.trouble, *(self.made.findings if self.made else ()), *self.seen)
        return tuple(sorted(dict.fromkeys(known), key=lambda it: (it.severity, it.check == DRAFT)))


class Client:
    """A window of the browser: the job at which it looks, or else the jobs whose small pictures are
    in sight; and what it is to be told: what changed, or nothing where that is the list of all.
    """

    def __init__(self, looks_at: Job | None) -> None:
        self.looks_at = looks_at
        self.in_sight: tuple[Job, ...] = ()
        self.news: asyncio.Queue[Sight | None] = asyncio.Queue()


@dataclass(frozen=True, slots=True)
class _Task:
    act: Literal["make", "look"]
    sight: Sight


class Studio:
    """All that is shown of a project, and the processes that make it.

    At a desk `words` are, by language, catalogs with what nobody has saved yet; in the preview
    there are none.
    """

    def __init__(self, sources: Sources, processes: int) -> None:
        self.sources = sources
        self.trouble: tuple[Finding, ...] = ()
        self.jobs = tuple(choose(sources))
        self.clients: set[Client] = set()
        self.words: dict[str, tuple[SourceFile, ...]] | None = None
        self.ended = False
        self._sights: dict[Job, Sight] = {}
        self._generation = 0
        self._busy: set[Job] = set()
        self._news = asyncio.Condition()
        starts = [Start(sources.root, _STEP_BACK * (number > 0)) for number in range(processes)]
        self._benches = [Workers(start, 1, _BENCH, sources.project.limits) for start in starts]

    async def run(self) -> None:
        """Makes what is needed, until it is cancelled or ended."""
        async with asyncio.TaskGroup() as group:
            for bench in self._benches:
                keeps_free = bench is self._benches[0] and len(self._benches) > 1
                group.create_task(self._work(bench, keeps_free))

    async def end(self) -> None:
        """Ends all processes, and what waits for them."""
        self.ended = True
        for bench in self._benches:
            await asyncio.to_thread(bench.end)
        await self.wake()

    def sight(self, job: Job) -> Sight:
        """Gives what is shown of a job."""
        return self._sights.setdefault(job, Sight(job))

    def job_at(self, path: str) -> Job | None:
        """Gives the job whose file stands at a path below the output folder: one of the project's,
        or one that was looked at.
        """
        return next((job for job in (*self.jobs, *self._sights) if job.path == path), None)

    def is_current(self, sight: Sight) -> bool:
        """Says whether no file changed since a page was made, or was tried."""
        return sight.made_for == self._generation

    def tell(self, tag: str) -> None:
        """Lets the windows that look at a language know that its words are others."""
        for client in self.clients:
            job = client.looks_at
            if job and tag in job.edition.languages:
                client.news.put_nowait(self.sight(job))

    async def wake(self) -> None:
        """Lets the processes see what there is to do."""
        async with self._news:
            self._news.notify_all()

    async def shown(self, job: Job) -> Sight:
        """Gives what is shown of a job once it has been tried with the files as they are."""
        sight, client = self.sight(job), Client(job)
        self.clients.add(client)
        try:
            await self.wake()
            async with self._news:
                await self._news.wait_for(lambda: self.ended or sight.made_for == self._generation)
        finally:
            self.clients.discard(client)
        return sight

    async def refresh(self) -> None:
        """Reads what changed in the project; what is shown is made again where something did."""
        before = self.sources
        jobs = self.jobs
        trouble: tuple[Finding, ...] = ()
        try:
            self.sources = await asyncio.to_thread(reload, before)
            jobs = tuple(choose(self.sources))
        except LaureateError as error:
            trouble = findings_of(error)
        if self.sources is before and trouble == self.trouble:
            return
        for job in set(self.jobs) - set(jobs):
            self._sights.pop(job, None)
        other, self.jobs, self.trouble = jobs != self.jobs, jobs, trouble
        self._generation += 1
        for client in self.clients:
            if other:
                client.news.put_nowait(None)
            elif client.looks_at:
                client.news.put_nowait(self.sight(client.looks_at))
        await self.wake()

    async def say(self, tag: str, words: tuple[SourceFile, ...]) -> None:
        """Takes catalogs of a language with words that nobody has saved yet; pages that are looked
        at are made again where they are others.
        """
        if self.words is None or self.words.get(tag, ()) == words:
            return
        self.words[tag] = words
        self._generation += 1
        await self.wake()

    async def _work(self, bench: Workers, keeps_free: bool) -> None:
        """Does one task after the other; a process that keeps free for what somebody looks at does
        nothing else but small pictures, and none that takes long.
        """
        while True:
            if not bench.is_ready:  # not yet, or not any more: a process lives for so many pages
                with suppress(LaureateError):  # each page will tell it
                    await asyncio.to_thread(bench.ask, self.sources.project.shown, "begin")
            async with self._news:
                while not self.ended and (task := self._next(bench, keeps_free)) is None:
                    await self._news.wait()
                if self.ended or task is None:
                    return
                self._busy.add(task.sight.job)
            await self._do(task, bench)
            self._busy.discard(task.sight.job)
            await self.wake()

    def _next(self, bench: Workers, keeps_free: bool) -> _Task | None:
        """Gives what is to be done first: of what somebody looks at, then of what is in sight, then
        of what was shown before.
        """
        looked_at = self._free(it.looks_at for it in self.clients if it.looks_at)
        if task := self._unmade(looked_at) or self._unchecked(looked_at, bench):
            return task
        in_sight = self._free(job for it in self.clients for job in it.in_sight)
        if keeps_free:
            quick = [it for it in in_sight if not it.job.output.for_press]
            return self._unchecked(quick, bench) or self._unmade(quick)
        behind = self._free(self._sights if self.words is None else ())  # typing comes first
        return self._unchecked(behind, bench) or self._unmade(in_sight) or self._unmade(behind)

    def _free(self, jobs: Iterable[Job]) -> list[Sight]:
        """Gives what is shown of jobs on which nobody works now; books, which take long, last."""
        free = dict.fromkeys(job for job in jobs if job not in self._busy)
        return [self.sight(it) for it in sorted(free, key=lambda it: isinstance(it.edition, Book))]

    def _unmade(self, sights: Iterable[Sight]) -> _Task | None:
        found = (it for it in sights if it.made_for != self._generation)
        return next((_Task("make", it) for it in found), None)

    def _unchecked(self, sights: Iterable[Sight], bench: Workers) -> _Task | None:
        found = (it for it in sights if it.made_for == self._generation and it.bench is bench)
        return next((_Task("look", it) for it in found), None)

    async def _do(self, task: _Task, bench: Workers) -> None:
        sight, generation = task.sight, self._generation
        sight.bench = None
        try:
            if task.act == "make":
                await self._make(sight, bench, generation)
            else:
                await self._look(sight, bench)
        except LaureateError as error:
            sight.trouble, sight.made_for = findings_of(error), generation
        except Exception as error:  # a mistake of ours; whoever writes still sees the last page
            if self.ended:
                return
            told = faults.told(error)
            sys.stderr.write(f"laureate-print: {told}\n")
            sight.trouble = (Finding(FAULT, "error", told),)
            sight.made_for = generation
        sight.version += 1
        for client in self.clients:
            if client.looks_at in (sight.job, None):
                client.news.put_nowait(sight)

    async def _make(self, sight: Sight, bench: Workers, generation: int) -> None:
        began, job, before = time.monotonic(), sight.job, sight.made
        known = before.key if before and sight.is_checked else ""
        request = job, self._siblings(job), known, self._asked(job)
        made = await asyncio.to_thread(bench.ask, job.path, "make", *request)
        sight.trouble, sight.made_for = (), generation
        if before and made.key == known:
            told = replace(before.told, whose=made.told.whose, lacking=made.told.lacking)
            sight.made = replace(before, findings=made.findings, drafts=made.drafts, told=told)
            return
        sight.made, sight.bench, sight.is_checked = made, bench, False
        sight.seconds = time.monotonic() - began
        sight.picture += 1

    def _asked(self, job: Job) -> Asked | None:
        """Gives what a desk asks for beside the page of a language."""
        if self.words is None or not isinstance(job.edition, Single):
            return None
        [tag] = job.edition.languages
        return Asked(tag, self.words.get(tag, ()))

    async def _look(self, sight: Sight, bench: Workers) -> None:
        seen = await asyncio.to_thread(bench.ask, sight.job.path, "look", sight.job)
        if seen.gone:
            sight.made_for = -1
            return
        sight.seen, sight.is_checked = seen.findings, True

    def _siblings(self, job: Job) -> tuple[SiblingFile, ...]:
        """Gives the files that a web page names: as they were made here, or else as they will
        stand.
        """
        if not job.output.tells_siblings:
            return ()
        known = {it.job.path: it.made for it in self._sights.values() if it.made}
        folder = job.path.rpartition("/")[0]
        return tuple(
            SiblingFile(it.template, it.path, len(made.content), len(made.sheets))
            if (made := known.get(f"{folder}/{it.path}"))
            else it
            for it in expected(self.sources, job)
        )


def findings_of(error: LaureateError) -> tuple[Finding, ...]:
    """Gives the reasons why we cannot go on as findings, each with its place."""
    rows = (_PLACE.fullmatch(row) or row for row in str(error).split("\n"))
    return tuple(
        Finding(UNREADABLE, "error", row)
        if isinstance(row, str)
        else Finding(UNREADABLE, "error", row["message"], row["where"])
        for row in rows
    )
