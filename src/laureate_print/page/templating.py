"""Fills a template by Jinja, in the sandbox."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import CodeType
from typing import Any

from laureate_print.errors import LaureateError, TemplateError
from laureate_print.model import Language, Template
from laureate_print.page import filters
from laureate_print.sources.jinja_files import parsed
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.templates import find_file

_SECONDS = 30  # in which the longest of books is filled in


def render_template(
    sources: Sources, template: Template, language: Language, context: dict[str, Any]
) -> str:
    """Gives a template's HTML: strict, everything escaped, in a sandbox.

    Raises:
        TemplateError: the template is not Jinja, asks for something that does not exist, takes
            long or writes much; with its file and line.
    """
    with _mistakes(template.markup), _soon(min(_SECONDS, sources.project.limits.seconds)):
        found = _environment(sources, language).get_template(template.markup)
        return str(found.render(context))


class Macros:
    """The macros of a template file, in one language; it is read when one is asked for."""

    def __init__(
        self, sources: Sources, path: str, language: Language, context: dict[str, Any]
    ) -> None:
        self._path, self._context = path, context
        self._sources, self._language = sources, language

    @cached_property
    def _module(self) -> Any:
        found = _environment(self._sources, self._language).get_template(self._path)
        return found.make_module(self._context)

    def __call__(self, name: str, *values: object) -> str:
        """Gives what a macro makes of some values, without spaces at its ends.

        Raises:
            TemplateError: it asks for something that does not exist; with its file and line.
        """
        with _mistakes(self._path):
            return str(getattr(self._module, name)(*values)).strip("\n")


@remembered
def _environment(sources: Sources, language: Language) -> Any:
    from jinja2 import BaseLoader

    from laureate_print.page.sandbox import Sandbox

    class Loader(BaseLoader):
        def load(self, environment: Any, name: str, values: Any = None) -> Any:
            codes = _compiled(sources)
            if name not in codes:
                file = find_file(sources, name)
                codes[name] = environment.compile(parsed(sources, file).tree, name, file.path)
            return environment.template_class.from_code(environment, codes[name], values or {})

    return Sandbox(Loader(), filters.for_language(language), sources.project.limits.markup)


@remembered
def _compiled(_: Sources) -> dict[str, CodeType]:
    """Gives what keeps the compiled templates of a project: each language fills the same ones."""
    return {}


@contextmanager
def _soon(seconds: int) -> Iterator[None]:
    """Ends what a template does after a while, where that can be: in the main thread of a process,
    on a system that has alarms. A worker's time is bounded anyway.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_: object) -> None:
        raise TemplateError(
            f"it is not filled after {seconds} s; see what goes round and round in it"
        )

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _mistakes(markup: str) -> Iterator[None]:
    """Tells what is wrong in a template as an error of that template."""
    from jinja2 import TemplateSyntaxError

    try:
        yield
    except LaureateError as error:
        raise TemplateError(f"{_place(error, markup)}: {error}") from error
    except MemoryError as error:
        raise TemplateError(
            f"{_place(error, markup)}: what it computes does not fit into memory"
        ) from error
    except RecursionError as error:
        raise TemplateError(
            f"templates/{markup} includes itself, straight or through another"
        ) from error
    except TemplateSyntaxError as error:
        raise TemplateError(f"templates/{error.name}:{error.lineno}: {error.message}") from error
    except Exception as error:  # what a template's own expression raises is its mistake
        raise TemplateError(f"{_place(error, markup)}: {error}") from error


def _place(error: BaseException, markup: str) -> str:
    """Gives the file and line of the template in which an error arose."""
    trace, place = error.__traceback__, markup
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".css")):
            place = f"templates/{'/'.join(name.split('/')[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
