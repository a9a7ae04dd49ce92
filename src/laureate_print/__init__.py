"""One announcement, every language: from gettext catalogs and Jinja2 templates to web page and PDF.

The story of one render (`build.render`): a *job* names document, template, edition and output. The
*sources* are loaded once. The words are looked at; words and *template* are composed into a *page*;
the page is looked at; an *output* writes it as an *artifact*; its bytes are opened again and looked
at. A *finding* of severity error ends the story.
"""

from laureate_print.api import Project, inspect, load
from laureate_print.errors import (
    CatalogError,
    FontError,
    InputError,
    LaureateError,
    LimitError,
    MissingToolError,
    OutputError,
    ProjectError,
    TemplateError,
    UsageError,
)
from laureate_print.model import Artifact, Finding, Render
from laureate_print.version import __version__

__all__ = [
    "Artifact",
    "CatalogError",
    "Finding",
    "FontError",
    "InputError",
    "LaureateError",
    "LimitError",
    "MissingToolError",
    "OutputError",
    "Project",
    "ProjectError",
    "Render",
    "TemplateError",
    "UsageError",
    "__version__",
    "inspect",
    "load",
]
