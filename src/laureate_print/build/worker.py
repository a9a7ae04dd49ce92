"""A process that is ours: it gets a first value once, such as the sources, then a request at a
time, until its standard input ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from laureate_print.build.render import render
from laureate_print.errors import ENDINGS, InputError, LaureateError
from laureate_print.garbage import look_now
from laureate_print.model import Job, Limits, Render
from laureate_print.pdf_engine.process import end_after, keep_within, own_this_process
from laureate_print.sources.late_files import found_digests
from laureate_print.sources.loading import Sources


def main(limits: Limits | None = None, sources: Sources | None = None) -> None:
    """Answers by functions that get sources, which are given here or come first, and what is asked
    with them.
    """
    serve(_asked, limits, sources)


def serve(
    begin: Callable[[Any], Callable[..., Any]], limits: Limits | None = None, first: Any = None
) -> None:
    """Answers each request by the function that `begin` makes of the first value; what is printed
    on the way goes to the standard error output. A process that was begun as another program gets
    its limits and the first value as the requests get there.
    """
    for number in ENDINGS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what a Ctrl-C means
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _print_elsewhere()
    own_this_process()
    try:
        limits = limits or pickle.load(requests)  # noqa: S301 - from the process that started this one
        keep_within(limits.memory)
        answer = begin(pickle.load(requests) if first is None else first)  # noqa: S301 - as above
        while True:
            request = pickle.load(requests)  # noqa: S301 - as above
            end_after(limits.seconds)
            answers.write(packed(answered(answer, request)))
            answers.flush()
            look_now()
    except (EOFError, pickle.UnpicklingError):  # whoever asked is gone, or died while it sent
        return
    except BrokenPipeError:  # nobody waits any more
        os.close(answers.fileno())
        os._exit(0)


def _print_elsewhere() -> None:
    """Sends what is printed to the standard error output, or nowhere if the host has closed it."""
    try:
        os.dup2(2, 1)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _asked(sources: Sources) -> Callable[..., Any]:
    return lambda act, *values: act(sources, *values)


def rendered(sources: Sources, *request: Any) -> Render:
    """Gives a render as `build.render.render`, with the digests of the faces that it read."""
    made = render(sources, *request)
    files = (file for layer in sources.layers for file in layer.files.values())
    return replace(made, faces=found_digests(files))


def answered(answer: Callable[..., Any], request: Sequence[Any]) -> Any:
    """Gives an answer, or the reason why there is none; a mistake of ours keeps its traceback.

    What stands deeper inside each other than Python's stack holds is none of ours.
    """
    try:
        return answer(*request)
    except (LaureateError, MemoryError) as error:
        return error.with_traceback(None)
    except RecursionError:
        return InputError(
            f"{_named(request)}: what it is made of stands too deep inside each other"
        )
    except Exception as error:  # the asking process raises it again
        name = _named(request)
        error.add_note(f"in the process at work on {name}:\n{traceback.format_exc()}")
        return error


def _named(request: Sequence[Any]) -> str:
    """Gives the job or file of a request, for people."""
    named = (it.path if isinstance(it, Job) else it for it in request)
    return next((str(it) for it in named if isinstance(it, str | Path)), "a page")


def packed(value: Any) -> bytes:
    """Gives an answer as bytes; of an error that no other process can have, its traceback."""
    try:
        content = pickle.dumps(value, protocol=5)
        if isinstance(value, BaseException):
            pickle.loads(content)  # noqa: S301 - made just now
    except Exception as error:  # what cannot be sent, or not be received, may fail in any way
        kept = value if isinstance(value, BaseException) else error
        return pickle.dumps(RuntimeError("".join(traceback.format_exception(kept))))
    return content
