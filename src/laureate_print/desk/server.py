"""The server: it listens on the loopback address alone, gives what the studio has, and nothing from
the disk by its name.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import islice
from types import FrameType
from typing import Any, Literal

import uvicorn
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from laureate_print import faults
from laureate_print.build.jobs import job as named_job
from laureate_print.desk.drawing import picture
from laureate_print.desk.guard import MADE, Guard
from laureate_print.desk.interface import Interface, chosen, interfaces
from laureate_print.desk.studio import Client, Sight, Studio
from laureate_print.desk.views import PAGES, Views, link
from laureate_print.desk.watching import watch
from laureate_print.errors import LaureateError, Stopped, UsageError
from laureate_print.model import Job, printable
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import Sources


class _Few(Convertor[int]):
    """A number in an address that counts pages, faces or weights."""

    regex = "[0-9]{1,6}"

    def convert(self, value: str) -> int:
        """Gives the number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Gives its digits."""
        return str(value)


register_url_convertor("few", _Few())
LOOPBACK = "127.0.0.1"
PORT = 8014
_TYPES = {
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "preview.svg": "image/svg+xml",
    "desk.css": "text/css",
    "desk.js": "text/javascript",
}
# px of the longer side: A4 at 150 dpi; beside the words of a desk; a small picture, twice as seen
_LARGE, _MIDDLE, _SMALL = 1754, 1240, 420
_LASTING = {"cache-control": "private, max-age=86400, immutable"}
_MOST_SAID = 4_000_000  # bytes
_BEAT = 15.0  # s: a window that is gone is noticed


def open_socket(port: int | None) -> socket.socket:
    """Gives a socket on the loopback address: of this port, or else of the usual one or, if that is
    taken, a free one.

    Raises:
        UsageError: another program has the port.
    """
    for number in (port,) if port is not None else (PORT, 0):
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((LOOPBACK, number))
            return opened
        except (OSError, OverflowError):
            opened.close()
    raise UsageError(f"port {port} is taken by another program; choose another: --port N")


def serve(
    sources: Sources, processes: int, opened: socket.socket, ready: Callable[[str], None]
) -> None:
    """Serves the preview until a signal ends it; calls `ready` with its address once it listens.

    Raises:
        Stopped: a signal has ended it; no process and no file is left.
    """
    run(Preview(Studio(sources, processes)), opened, ready)


def run(
    preview: Preview, opened: socket.socket, ready: Callable[[str], None], token: str = ""
) -> None:
    """Serves until a signal ends it, to who knows the `token` if there is one; as `serve`."""
    port = opened.getsockname()[1]
    hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
    app = Starlette(
        routes=preview.routes(),
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        lifespan=preview.lifespan,
    )
    logging.getLogger("uvicorn.error").handlers = [_Faults()]
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="error",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, preview, lambda: ready(f"http://{LOOPBACK}:{port}/"))
    server.run([opened])
    if server.ended_by:
        raise Stopped(server.ended_by)


_OF_REQUESTS = "h11"  # whose errors are those of a client


class _Faults(logging.Handler):
    """Tells what goes wrong in an answer in one line; that of a request which is no HTTP goes
    nowhere, and none is due.
    """

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if type(error).__module__.partition(".")[0] == _OF_REQUESTS:
            return
        told = faults.told(error) if error else record.getMessage()
        sys.stderr.write(f"laureate-print: {printable(told)}\n")


class _Server(uvicorn.Server):
    """Tells when it listens, and ends the streams of news when it is to end: it would wait for
    them.
    """

    def __init__(self, config: uvicorn.Config, preview: Preview, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._preview, self._ready = preview, ready
        self.ended_by = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.ended_by:  # a second Ctrl-C changes nothing: it is ending
            self.ended_by, self.should_exit = sig, True
            self._preview.close()


class Preview:
    """Answers what a browser asks."""

    def __init__(self, studio: Studio) -> None:
        self._interfaces = interfaces()
        self._studio, self._views = studio, self.views(studio)
        self._clients: dict[str, Client] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = asyncio.Event()
        self._noted: set[str] = set()

    def views(self, studio: Studio) -> Views:
        """Gives what the browser gets to see."""
        return Views(studio, self._interfaces)

    def routes(self) -> list[Route]:
        """Gives each address with what answers there."""
        one = "/{document}/{template}/{edition}/{output}"
        return [
            Route("/", self._grid),
            Route(f"/edition{one}", self._edition),
            Route(f"/picture{one}/{{number:few}}.png", self._picture),
            Route("/files/{path:path}", self._file),
            Route("/news", self._news),
            Route("/in-sight/{client}", self._in_sight, methods=["POST"]),
            Route("/own/{name}", self._own),
            Route("/faces.css", self._faces),
            Route("/faces/{place:few}/{weight:few}", self._face),
        ]

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Watches the files and makes pages as long as the server runs."""
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self.tell)
        tasks = [
            asyncio.create_task(self._studio.run()),
            asyncio.create_task(watch(lambda: self._studio.sources, self._studio.refresh)),
            asyncio.create_task(self._end()),
        ]
        try:
            yield
        finally:
            await self._studio.end()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _end(self) -> None:
        """Ends the processes once the server is to close, so that nobody waits for a page."""
        await self._closing.wait()
        await self._studio.end()

    def tell(self, _: object, context: Mapping[str, object]) -> None:
        """Tells once of what went wrong between the requests, such as more connections than the
        system lets a program have: asyncio tries again by itself.
        """
        error = context.get("exception")
        if self._closing.is_set() or not isinstance(error, Exception):
            return
        if isinstance(error, OSError):
            said = f"the system refuses: {error.strerror}; close windows that look at this"
        else:
            said = faults.told(error)
        if said not in self._noted:
            self._noted.add(said)
            sys.stderr.write(f"laureate-print: {said}\n")

    def close(self) -> None:
        """Ends what takes long: the streams of news, and the processes; may be called while a
        signal is handled.
        """
        if self._loop:
            self._loop.call_soon_threadsafe(self._closing.set)

    def _interface(self, request: Request) -> Interface:
        return chosen(self._interfaces, request.headers.get("accept-language", ""))

    def _job(self, document: str, template: str, edition: str, output: str) -> Job:
        """Gives the job that an address names, one that a build would have to be asked for too.

        Raises:
            UsageError: the project does not have it.
        """
        address = "/".join(["", "edition", document, template, edition, output])
        known = next((job for job in self._studio.jobs if link(job) == address), None)
        return known or named_job(self._studio.sources, document, template, edition, output)

    async def _grid(self, request: Request) -> Response:
        return HTMLResponse(self._views.grid(self._interface(request)))

    async def _edition(self, request: Request) -> Response:
        interface = self._interface(request)
        try:
            job = self._job(**request.path_params)
        except LaureateError as error:
            return HTMLResponse(self._views.missing(str(error), interface), 404)
        return HTMLResponse(self._views.edition(job, interface))

    async def _picture(self, request: Request) -> Response:
        number = request.path_params.pop("number")
        try:
            sight = self._studio.sight(self._job(**request.path_params))
            if sight.made is None:
                sight = await self._studio.shown(sight.job)
            content = sight.made.content if sight.made and sight.made.sheets else b""
            asked = request.query_params
            size = _SMALL if "small" in asked else _MIDDLE if "middle" in asked else _LARGE
            drawn = await asyncio.to_thread(picture, content, number, size) if content else b""
        except (LaureateError, LookupError):
            drawn = b""
        if not drawn:
            return Response(status_code=404)
        return Response(drawn, media_type="image/png", headers=_LASTING)

    async def _file(self, request: Request) -> Response:
        """Gives a file as a build would write it, at its path below the output folder."""
        path = request.path_params["path"]
        job = self._studio.job_at(path)
        sight = await self._studio.shown(job) if job else None
        if sight is None or sight.made is None:
            message = "\n".join(it.message for it in sight.trouble) if sight else path
            return HTMLResponse(self._views.missing(message, self._interface(request)), 404)
        if sight.job.output.ending != "html":
            return Response(sight.made.content, media_type="application/pdf")
        return HTMLResponse(sight.made.content, headers={"content-security-policy": MADE})

    async def _in_sight(self, request: Request) -> Response:
        """Takes in which small pictures are in sight in a window."""
        client = self._clients.get(request.path_params["client"])
        asked = await _names(request)
        if client is None or asked is None:
            return Response(status_code=404)
        known = {link(job, "").strip("/"): job for job in self._studio.jobs}
        client.in_sight = tuple(known[name] for name in asked if name in known)
        await self._studio.wake()
        return Response(status_code=204)

    async def _own(self, request: Request) -> Response:
        """Gives the style or the script of the preview."""
        name = request.path_params["name"]
        if name not in _TYPES:
            return Response(status_code=404)
        return Response((PAGES / name).read_bytes(), media_type=_TYPES[name])

    async def _faces(self, _: Request) -> Response:
        """Gives the style by which each language is set in its own faces."""
        return Response(self._views.faces(), media_type="text/css")

    async def _face(self, request: Request) -> Response:
        """Gives a face of the project, or of the package."""
        place, weight = request.path_params["place"], request.path_params["weight"]
        found = fonts(self._studio.sources).faces
        family = next(islice(found.values(), place, None), ())
        face = next((it for it in family if it.weight == weight), None)
        if face is None:
            return Response(status_code=404)
        return Response(face.file.content, media_type="font/ttf", headers=_LASTING)

    async def _news(self, request: Request) -> Response:
        """Gives the stream of news (HTML, 9.2): of the job that is named, or else of the grid."""
        named = request.query_params.get("at", "")
        try:
            client = Client(self._job(*named.split("/")) if named else None)
        except (LaureateError, TypeError):
            return Response(status_code=404)
        news = self._stream(client, self._interface(request))
        return StreamingResponse(news, media_type="text/event-stream")

    async def _stream(self, client: Client, interface: Interface) -> AsyncIterator[str]:
        own = secrets.token_urlsafe(12)
        self._clients[own] = client
        self._studio.clients.add(client)
        await self._studio.wake()
        try:
            yield event("hello", own)
            if client.looks_at:
                client.news.put_nowait(self._studio.sight(client.looks_at))
            async for sight in self._told(client):
                if sight == "beat":
                    yield ": still here\n\n"
                elif sight is None:
                    yield event("other", "")
                elif client.looks_at:
                    yield event("edition", self._views.edition_news(sight, interface))
                else:
                    yield event("card", self._views.card_news(sight, interface))
        finally:
            self._studio.clients.discard(client)
            del self._clients[own]

    async def _told(self, client: Client) -> AsyncIterator[Sight | Literal["beat"] | None]:
        """Gives what a window is told as it comes, and a beat where nothing does; until the server
        ends.
        """
        closing = asyncio.create_task(self._closing.wait())
        try:
            while not self._closing.is_set():
                news = asyncio.create_task(client.news.get())
                try:
                    await asyncio.wait(
                        [news, closing], timeout=_BEAT, return_when=asyncio.FIRST_COMPLETED
                    )
                    if news.done():
                        yield news.result()
                    elif not closing.done():
                        yield "beat"
                finally:
                    news.cancel()
        finally:
            closing.cancel()


async def json_of(request: Request) -> Any:
    """Gives what a window says as JSON.

    Raises:
        ValueError: it is none, or more than a window has to say.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > _MOST_SAID:
            raise ValueError("more is said than a window has to say")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("it stands too deep inside each other") from error


async def _names(request: Request) -> list[str] | None:
    """Gives the names that a window sends; nothing if it sends anything else."""
    try:
        asked = await json_of(request)
    except ValueError:
        return None
    return [it for it in asked if isinstance(it, str)] if isinstance(asked, list) else None


def event(name: str, data: object) -> str:
    """Gives a piece of news as the stream has it."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
