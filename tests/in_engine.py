"""Writes pages as the build does, in a process that is the engine's: this one stays as it is."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from laureate_print.build import jobs
from laureate_print.build.render import composed
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from tests.conftest import DOCUMENT, ROOT


def written(*pages, sources=None):
    """Gives the artifact of each composed page, unchecked."""
    sources = sources or load(ROOT)
    with ProcessPoolExecutor(1, get_context("spawn"), own_this_process) as pool:
        return [pool.submit(page.job.output.write, page, fonts(sources)).result() for page in pages]


def page_of(template, language, output, sources=None):
    """Gives the context of a composed page of the announcement."""
    sources = sources or load(ROOT)
    context, _ = composed(sources, jobs.job(sources, DOCUMENT, template, language, output))
    return context
