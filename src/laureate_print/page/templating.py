"""Fills a template by Jinja: strict, escaping everything, in a sandbox."""

from __future__ import annotations

from typing import Any

from laureate_print.errors import LaureateError, TemplateError
from laureate_print.model import Language, Template
from laureate_print.page import filters
from laureate_print.sources.loading import Sources
from laureate_print.sources.templates import find_file
from laureate_print.sources.text_files import text


def render_template(
    sources: Sources, template: Template, language: Language, context: dict[str, Any]
) -> str:
    """Gives a template's HTML: strict, everything escaped, in a sandbox.

    Raises:
        TemplateError: the template is not Jinja, or asks for something that does not exist; with
            its file and line.
    """
    from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def read(name: str) -> tuple[str, str, None]:
        file = find_file(sources, name)
        return text(file), file.path, None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(read),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters.for_language(language))
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    try:
        return str(environment.get_template(template.markup).render(context))
    except LaureateError as error:
        raise TemplateError(f"{_place(error, template)}: {error}") from error
    except RecursionError as error:
        raise TemplateError(
            f"templates/{template.markup} includes itself, straight or through another"
        ) from error
    except TemplateSyntaxError as error:
        raise TemplateError(f"templates/{error.name}:{error.lineno}: {error.message}") from error
    except Exception as error:  # what a template's own expression raises is its mistake
        raise TemplateError(f"{_place(error, template)}: {error}") from error


def _place(error: BaseException, template: Template) -> str:
    """Gives the file and line of the template in which an error arose."""
    trace, place = error.__traceback__, template.markup
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".css")):
            place = f"templates/{'/'.join(name.split('/')[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
