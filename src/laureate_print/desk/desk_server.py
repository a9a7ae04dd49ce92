"""The server of the translator's desk: that of the preview, to which a language's words can be
said.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from laureate_print.build.jobs import choose, editions
from laureate_print.desk.desk_views import DeskViews, desk_link
from laureate_print.desk.drafts import Journal
from laureate_print.desk.memory import alike
from laureate_print.desk.placing import identity
from laureate_print.desk.server import Preview, event, json_of, run
from laureate_print.desk.studio import Client, Studio
from laureate_print.desk.writing import Saved, Writing
from laureate_print.errors import InputError, LaureateError, OutputError, UsageError
from laureate_print.model import Job, Single
from laureate_print.sources import catalog_status, catalog_update, catalogs, reviews
from laureate_print.sources.languages import is_known, language
from laureate_print.sources.loading import Sources

_PATIENCE = 10.0  # s for which the messages wait for their page, whose order they have
_SOON = 0.02  # s in which news that come together are told as one


def serve(
    sources: Sources,
    tag: str,
    processes: int,
    opened: socket.socket,
    ready: Callable[[str], None],
    left: Callable[[], None],
) -> None:
    """Serves the desk, at first of a language if one is named, until a signal ends it; calls
    `ready` with its address, which has a token, once it listens, and `left` at the end if anything
    is not saved.

    Raises:
        UsageError: there is no such language, or it is the one that all is written in.
        OutputError: what was typed before cannot be kept.
        Stopped: a signal has ended it; what is not saved stays for the next desk.
    """
    if tag:
        tag = language(tag).tag
        if catalogs.is_source(sources, sources.project.documents[0], tag):
            raise UsageError(f"'{tag}' needs no translation: the documents are written in it")
    token = secrets.token_urlsafe(24)
    desk = Desk(Studio(sources, processes), left)
    place = f"desk/{tag}" if tag else "desk"
    run(desk, opened, lambda address: ready(f"{address}{place}?token={token}"), token)


class Desk(Preview):
    """Answers what a browser asks of the desk."""

    _views: DeskViews

    def __init__(self, studio: Studio, left: Callable[[], None]) -> None:
        super().__init__(studio)
        self._left = left
        studio.words = {}
        self._journal = Journal(studio.sources.root)
        self._writings: dict[str, Writing] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._jobs_before: dict[str, list[Job]] = {}
        for tag, drafts in self._journal.taken_over().items():
            if is_known(tag):
                writing = self._writing(tag)
                writing.drafts |= drafts
                studio.words[tag] = writing.words(studio.sources)

    def views(self, studio: Studio) -> DeskViews:
        """Gives what the browser gets to see."""
        return DeskViews(studio, self._interfaces)

    def routes(self) -> list[Route]:
        """Gives each address with what answers there."""
        posts = {
            "type": self._type,
            "settle": self._settle,
            "save": self._save,
            "accept": self._accept,
            "return": self._return,
            "prepare": self._prepare,
            "forget": self._forget,
        }
        return [
            *super().routes(),
            Route("/desk", self._languages),
            Route("/desk/{language}", self._language),
            Route("/desk/{language}/{document}/{template}/{output}", self._desk),
            Route("/news/desk/{language}/{document}/{template}/{output}", self._desk_news),
            Route("/similar/{language}/{message}", self._similar),
            *(
                Route(f"/{name}/{{language}}", partial(self._said, act), methods=["POST"])
                for name, act in posts.items()
            ),
        ]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Works as the preview does; what is not saved at the end is kept."""
        async with super().lifespan(app):
            try:
                yield
            finally:
                with suppress(OutputError):  # it was kept while it was typed
                    for tag, writing in self._writings.items():
                        writing.tidy(self._studio.sources)
                        self._journal.keep(tag, writing.drafts)
                if self._journal.close():
                    self._left()

    def _writing(self, tag: str) -> Writing:
        return self._writings.setdefault(tag, Writing(tag))

    def _jobs(self, tag: str) -> list[Job]:
        """Gives the pages of a language; as they were, while a template cannot be read.

        Raises:
            LaureateError: the project does not have it, or never could be read.
        """
        try:
            found = choose(self._studio.sources, languages=[tag])
        except InputError:
            if tag not in self._jobs_before:
                raise
            return self._jobs_before[tag]
        self._jobs_before[tag] = [job for job in found if isinstance(job.edition, Single)]
        return self._jobs_before[tag]

    async def _languages(self, request: Request) -> Response:
        standings, _ = await asyncio.to_thread(catalog_status.status, self._studio.sources)
        return HTMLResponse(self._views.languages(standings, self._interface(request)))

    async def _language(self, request: Request) -> Response:
        """Leads to the first page of a language; to its beginning, if it has no catalogs yet."""
        tag = request.path_params["language"]
        try:
            tag = language(tag).tag
            editions(self._studio.sources, [tag])
        except UsageError as error:
            return self._not_begun(tag, error, request)
        try:
            jobs = self._jobs(tag)
        except LaureateError as error:
            return HTMLResponse(self._views.missing(str(error), self._interface(request)), 404)
        if not self._writing(tag).catalogs(self._studio.sources):
            return self._not_begun(tag, UsageError(""), request)
        return RedirectResponse(desk_link(_first(jobs)), 303)

    def _not_begun(self, tag: str, error: Exception, request: Request) -> Response:
        interface = self._interface(request)
        try:
            return HTMLResponse(self._views.beginning(language(tag).tag, interface, ""))
        except UsageError:
            return HTMLResponse(self._views.missing(str(error), interface), 404)

    def _desk_job(self, values: Mapping[str, str]) -> tuple[Job, list[Job]]:
        tag, *rest = (values[name] for name in ("language", "document", "template", "output"))
        jobs = self._jobs(tag)
        for job in jobs:
            if [job.document, job.template, job.output.name] == rest:
                return job, jobs
        raise UsageError(f"there is no page {'/'.join(rest)} in '{tag}'")

    async def _desk(self, request: Request) -> Response:
        interface = self._interface(request)
        try:
            job, jobs = self._desk_job(request.path_params)
        except LaureateError as error:
            return HTMLResponse(self._views.missing(str(error), interface), 404)
        with suppress(TimeoutError):  # a page that takes long comes when it comes
            await asyncio.wait_for(self._studio.shown(job), _PATIENCE)
        writing = self._writing(request.path_params["language"])
        return HTMLResponse(self._views.desk(job, jobs, writing, interface))

    async def _similar(self, request: Request) -> Response:
        tag, own = request.path_params["language"], request.path_params["message"]
        wording = self._writing(tag).wording(self._studio.sources, own)
        if wording is None:
            return Response(status_code=404)
        source = wording.entry.sources[0]
        found = await asyncio.to_thread(alike, self._studio.sources, tag, *wording.name, source)
        return HTMLResponse(self._views.similar(found, tag, self._interface(request)))

    async def _said(self, act: Callable[[Writing, Any], Any], request: Request) -> Response:
        """Takes what a window says of a language, one after the other."""
        tag = request.path_params["language"]
        try:
            tag = language(tag).tag
            given = await json_of(request)
            turn = self._turns.setdefault(tag, asyncio.Lock())
            async with turn:
                answer = await act(self._writing(tag), given)
        except (KeyError, TypeError, ValueError, AttributeError):
            return Response(status_code=400)
        except LaureateError as error:
            return JSONResponse({"trouble": str(error).splitlines()})
        return JSONResponse(answer)

    async def _type(self, writing: Writing, said: Any) -> dict[str, Any]:
        """Takes what was typed: a list of messages, each with its texts."""
        sources, unknown = self._studio.sources, []
        for it in said:
            texts = tuple(str(text) for text in it["texts"])
            known = writing.type(
                sources, it["message"], texts, bool(it["needs_work"]), int(it["version"])
            )
            if not known:
                unknown.append(it["message"])
        await self._changed(writing)
        versions = {
            it["message"]: wording.version
            for it in said
            if (wording := writing.wording(sources, it["message"]))
        }
        return {"versions": versions, "unknown": unknown}

    async def _settle(self, writing: Writing, said: Any) -> dict[str, Any]:
        """Takes which of several texts of a message somebody has chosen."""
        texts = tuple(str(text) for text in said["texts"])
        known = writing.settle(self._studio.sources, said["message"], texts)
        await self._changed(writing)
        return {} if known else {"unknown": [said["message"]]}

    async def _forget(self, writing: Writing, said: Any) -> dict[str, Any]:
        """Lets go of a draft whose message is no more."""
        for name, _ in writing.homeless(self._studio.sources):
            if identity(*name) == said["message"]:
                del writing.drafts[name]
        await self._changed(writing)
        return {}

    async def _changed(self, writing: Writing) -> None:
        """Keeps the drafts, and lets pages and windows follow."""
        tag, drafts = writing.language, dict(writing.drafts)
        await self._studio.say(tag, writing.words(self._studio.sources))
        await asyncio.to_thread(self._journal.keep, tag, drafts)
        self._studio.tell(tag)

    async def _save(self, writing: Writing, _: Any) -> dict[str, Any]:
        """Writes what is not saved into the catalogs."""
        drafts = dict(writing.drafts)
        saved: Saved = await asyncio.to_thread(writing.save, self._studio.sources, drafts)
        await self._studio.refresh()
        writing.forget(saved.written)
        await self._changed(writing)
        return {
            "saved": len(saved.written),
            "torn": len(saved.torn),
            "trouble": saved.trouble,
        }

    async def _accept(self, writing: Writing, said: Any) -> dict[str, Any]:
        """Writes that a reviewer has read a message and found it right."""
        seen = tuple(str(text) for text in said["texts"])
        day = datetime.now().astimezone().date()
        judged = partial(
            writing.accept, self._studio.sources, said["message"], seen, str(said["by"]), day
        )
        return await self._judged(writing, judged, said["message"])

    async def _return(self, writing: Writing, said: Any) -> dict[str, Any]:
        """Writes that a reviewer has given a message back, and why."""
        seen = tuple(str(text) for text in said["texts"])
        day = datetime.now().astimezone().date()
        given = reviews.Return(day, str(said["by"]), str(said["note"]))
        judged = partial(writing.give_back, self._studio.sources, said["message"], seen, given)
        return await self._judged(writing, judged, said["message"])

    async def _judged(
        self, writing: Writing, judged: Callable[[], None], own: str
    ) -> dict[str, Any]:
        wording = writing.wording(self._studio.sources, own)
        await asyncio.to_thread(judged)
        await self._studio.refresh()
        if wording:
            writing.drafts.pop(wording.name, None)
        await self._changed(writing)
        return {}

    async def _prepare(self, writing: Writing, _: Any) -> dict[str, Any]:
        """Makes the catalogs that a language lacks, and brings the others up to date."""
        sources, tag = self._studio.sources, writing.language

        def prepared() -> list[str]:
            if tag not in sources.translated:
                return [*catalog_update.init(sources, tag)]
            return [*catalog_update.update(sources, [tag])]

        lines = await asyncio.to_thread(prepared)
        await self._studio.refresh()
        await self._changed(writing)
        return {"lines": lines}

    async def _desk_news(self, request: Request) -> Response:
        """Gives the stream of news of the desk beside a page."""
        try:
            job, _ = self._desk_job(request.path_params)
        except LaureateError:
            return Response(status_code=404)
        news = self._desk_stream(Client(job), request)
        return StreamingResponse(news, media_type="text/event-stream")

    async def _desk_stream(self, client: Client, request: Request) -> AsyncIterator[str]:
        interface, known = self._interface(request), dict[str, Any]()
        with suppress(ValueError):  # who asks for something else sees it anew
            known["/picture"] = int(request.query_params.get("picture", "-1"))
        writing = self._writing(request.path_params["language"])
        self._studio.clients.add(client)
        await self._studio.wake()
        try:
            yield event("hello", "")
            if client.looks_at:
                client.news.put_nowait(self._studio.sight(client.looks_at))
            async for sight in self._told(client):
                if sight == "beat":
                    yield ": still here\n\n"
                    continue
                await asyncio.sleep(_SOON)
                while not client.news.empty():
                    sight = client.news.get_nowait() or sight
                if sight is None:
                    yield event("other", "")
                else:
                    writing.tidy(self._studio.sources)
                    yield event("desk", self._views.news(sight, writing, known, interface))
        finally:
            self._studio.clients.discard(client)


def _first(jobs: Sequence[Job]) -> Job:
    """Gives the page at which a translator begins: a web page, if there is one."""
    return next((job for job in jobs if job.output.ending == "html"), jobs[0])
