"""What is seen of a project's folder while a preview runs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from laureate_print.desk.server import Preview
from laureate_print.desk.studio import Studio
from laureate_print.desk.watching import watch
from laureate_print.sources.loading import load
from tests.build.small_project import Project


@pytest.mark.slow
def test_a_folder_that_is_taken_away_and_put_back_is_watched_again(tmp_path):
    """As a checkout, a synchronised folder or a rename has it; a watch stays with what went."""
    project = Project(tmp_path / "project", languages=("en",))
    project.write()
    sources, elsewhere = load(project.folder), tmp_path / "elsewhere"

    async def seen():
        told = asyncio.Event()

        async def changed():
            told.set()

        watching = asyncio.create_task(watch(lambda: sources, changed))
        await asyncio.sleep(0.5)
        project.folder.rename(elsewhere)
        await asyncio.wait_for(told.wait(), 20)
        await asyncio.sleep(1.5)  # nothing is there
        told.clear()
        elsewhere.rename(project.folder)
        await asyncio.wait_for(told.wait(), 20)
        await asyncio.sleep(1.5)
        told.clear()
        (project.folder / "templates" / "new.txt").write_text("words")
        await asyncio.wait_for(told.wait(), 20)
        watching.cancel()

    with ThreadPoolExecutor(1) as apart:  # in this thread a browser's loop may be at work
        apart.submit(lambda: asyncio.run(seen())).result()


def test_too_many_connections_are_told_once_and_not_a_thousand_times(tmp_path, capsys):
    """asyncio says so of each, and tries again: 20 MB on the terminal in three seconds."""
    project = Project(tmp_path / "project", languages=("en",))
    project.write()
    preview = Preview(Studio(load(project.folder), 1))
    for _ in range(1000):
        preview.tell(None, {"exception": OSError(24, "Too many open files")})
    told = capsys.readouterr().err

    assert (
        told
        == "laureate-print: the system refuses: Too many open files; close windows that look at this\n"
    )
