"""Writes pages as the build does, in a process that is the engine's: this one stays as it is."""

from laureate_print.build import jobs
from laureate_print.build.render import composed
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from tests.conftest import DOCUMENT, ROOT
from tests.readers.process import apart


def written(*pages):
    """Gives the artifact of each composed page of the project, unchecked."""
    return apart(written_here, pages)


def written_here(pages):
    """The same, in this process."""
    own_this_process()
    faces = fonts(load(ROOT))
    return [page.job.output.write(page, faces) for page in pages]


def page_of(template, language, output, sources=None):
    """Gives the context of a composed page of the announcement."""
    sources = sources or load(ROOT)
    context, _ = composed(sources, jobs.job(sources, DOCUMENT, template, language, output))
    return context
