"""The public API in a host program: it renders what the command renders, and leaves its host as it
was.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

import laureate_print
from laureate_print import api
from laureate_print.build import apart
from laureate_print.model import Limits
from tests.build import trouble
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, run

HOST = """
import ctypes.util, hashlib, json, os, signal, sys, threading, warnings
warnings.simplefilter("error")
import weasyprint
import weasyprint.pdf
import laureate_print

root, document, out = sys.argv[1:]

def own():
    pdf = weasyprint.HTML(string="<p>invoice &#35531;&#27714;&#26360;").write_pdf(pdf_variant="pdf/ua-1")
    return hashlib.sha256(pdf).hexdigest()

def state():
    kept = [weasyprint.pdf.add_tags, weasyprint.pdf.Stream, weasyprint.pdf.build_fonts_dictionary]
    signals = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    return kept, signals, dict(os.environ), ctypes.util.find_library, os.getcwd()

state_before, before, seen, made = state(), own(), [], {}

def work(project, language):
    render = project.render(document, "page", language, "pdf")
    made[language] = hashlib.sha256(render.artifact.content).hexdigest()
    seen.append(own())

with laureate_print.load(root) as project:
    work(project, "ar")
    threads = [threading.Thread(target=work, args=(project, tag)) for tag in ("ja", "my", "hi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
seen.append(own())
print(json.dumps({"same": set(seen) == {before}, "state": state() == state_before, "made": made}))
"""


@pytest.fixture(scope="module")
def project():
    """The announcement, loaded as a program does it."""
    with laureate_print.load(ROOT) as project:
        yield project


def digest(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.slow
def test_a_host_that_uses_the_engine_itself_gets_the_same_bytes_as_without_us(tmp_path):
    command = [sys.executable, "-c", HOST, str(ROOT), DOCUMENT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    built = run(
        "build",
        *(f"-l{tag}" for tag in ("ar", "ja", "my", "hi")),
        "-t",
        "page",
        "-o",
        "pdf",
        "--out",
        tmp_path,
    )

    assert built.returncode == 0, built.stdout + built.stderr
    files = {path.parent.name: digest(path.read_bytes()) for path in tmp_path.rglob("*.pdf")}
    answer = json.loads(done.stdout)
    assert answer == {"same": True, "state": True, "made": files}


@pytest.mark.slow
def test_the_example_of_the_page_runs_as_it_stands(tmp_path):
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    example = example.replace("path/to/project", str(ROOT))
    command = [sys.executable, "-c", example]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert f"{DOCUMENT}/ar/leaflet.pdf" in done.stdout
    assert f"{DOCUMENT}/ja/page.html made" in done.stdout
    assert done.stdout.endswith("A page\n")


@pytest.mark.slow
def test_editions_are_named_as_on_the_command_line(project):
    index = project.render(DOCUMENT, "index", "mul", "html")
    pair = project.render(DOCUMENT, "leaflet", "ja+en", "print")

    assert index.artifact.path == f"{DOCUMENT}/index.html"
    assert pair.artifact.path == f"{DOCUMENT}/ja+en/leaflet.print.pdf"
    assert [file.path for file in pair.artifact.beside] == [f"{DOCUMENT}/ja+en/leaflet.proof.png"]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("nothing", "page", "ja", "pdf"), "no document 'nothing'"),
        ((DOCUMENT, "nothing", "ja", "pdf"), "no template 'nothing'"),
        ((DOCUMENT, "page", "tlh", "pdf"), "no language 'tlh'"),
        ((DOCUMENT, "page", "ja", "epub"), "no output 'epub'"),
        ((DOCUMENT, "page", "mul", "pdf"), "name a language"),
        ((DOCUMENT, "poster", "ja", "html"), "nothing to build"),
    ],
)
def test_what_the_project_does_not_have_is_a_usage_error(project, asked, hint):
    with pytest.raises(laureate_print.UsageError, match=hint):
        project.render(*asked)


def test_any_iterable_names_what_to_build(project):
    renders = project.build(
        languages=(tag for tag in ["ja"]), templates={"page"}, outputs=iter(["html", "pdf"])
    )

    assert [render.job.path.rpartition("/")[2] for render in renders] == ["page.pdf", "page.html"]


def test_one_name_is_no_iterable_of_letters(project):
    [render] = project.build(languages="ja", templates="page", outputs="html")

    assert render.job.path.endswith("/ja/page.html")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "loop"])
def test_a_folder_that_cannot_be_is_no_project(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(laureate_print.ProjectError, match="no folder can have the name"):
        laureate_print.load(name)


def test_a_finding_stands_in_the_way_of_its_artifact(project):
    render = project.render(DOCUMENT, "page", "ja", "html", release=True)

    assert render.failed
    assert render.artifact is None
    assert {finding.check for finding in render.findings} == {"translation_is_reviewed"}


@pytest.mark.slow
def test_what_was_loaded_stays_and_loading_again_sees_what_changed(tmp_path, project):
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "locales", folder / "locales")
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "laureate.toml").write_bytes((ROOT / "laureate.toml").read_bytes())
    with laureate_print.load(folder) as loaded:
        before = loaded.render(DOCUMENT, "page", "es", "html").artifact.content
        change(folder / "locales/es/LC_MESSAGES/interface.po", "Contacto", "Contactos")
        (folder / "templates" / "page" / "page.css").unlink()
        assert loaded.render(DOCUMENT, "page", "es", "html").artifact.content == before
    (folder / "templates" / "page" / "page.css").write_bytes(
        (ROOT / "templates" / "page" / "page.css").read_bytes()
    )
    with laureate_print.load(folder) as again:
        assert "Contactos" in again.render(DOCUMENT, "page", "es", "html").artifact.content.decode()


def test_every_part_has_its_digest(project):
    digests = project.sources.digests

    assert digests["laureate.toml"] == digest((ROOT / "laureate.toml").read_bytes())
    assert {path.partition("/")[0] for path in digests} == {
        "laureate.toml",
        "fonts",
        "locales",
        "templates",
        "theme",
    }
    for path in list(digests)[::40]:
        assert digests[path] == digest((ROOT / path).read_bytes())


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_the_render_goes_on():
    with laureate_print.load(ROOT) as project:
        first = project.render(DOCUMENT, "page", "fr", "html")
        [worker] = project._workers._alive
        os.kill(worker._process.pid, signal.SIGKILL)
        again = project.render(DOCUMENT, "page", "fr", "html")

    assert again.artifact.content == first.artifact.content


@pytest.mark.slow
def test_a_forked_child_renders_with_workers_of_its_own(tmp_path):
    code = f"""
        import os, sys, laureate_print
        project = laureate_print.load({str(ROOT)!r})
        first = project.render({DOCUMENT!r}, "page", "fr", "html").artifact.content
        child = os.fork()
        same = project.render({DOCUMENT!r}, "page", "fr", "html").artifact.content == first
        if not child:
            os._exit(0 if same else 1)
        assert same and os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        [worker] = project._workers._alive
        for ends in (sys.exit, project.close):  # a child ends none that are the parent's
            if not os.fork():
                ends()
                os._exit(0)
            os.wait()
        assert worker._process.wait.__self__.poll() is None
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_nothing_is_left_running_when_a_program_ends(tmp_path):
    code = f"""
        import laureate_print
        project = laureate_print.load({str(ROOT)!r})
        project.render({DOCUMENT!r}, "page", "fr", "html")
        [worker] = project._workers._alive
        print(worker._process.pid)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_the_engine_refuses_a_process_that_is_not_ours():
    code = "from laureate_print.pdf_engine.engine import typeset; typeset(None, ())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert "a process of ours alone" in done.stderr


@pytest.mark.slow
def test_a_strangers_file_is_read_elsewhere_and_ends_no_host():
    """What breaks its reader, or keeps it for ever, is one line."""
    page = b"<!doctype html><html lang=en><title>A page</title>"
    limits = Limits(seconds=2, memory=300)
    workers = apart.readers(trouble.get_into, limits)
    told = []
    for kind in ("words", "memory", "death"):
        with pytest.raises((laureate_print.InputError, laureate_print.LimitError)) as raised:
            apart.ask(workers, "the file", kind)
        told.append(f"{type(raised.value).__name__}: {raised.value}")
    workers.end()

    assert (
        laureate_print.inspect(page)["title"] == laureate_print.inspect(page)["title"] == "A page"
    )
    assert len(api._readers()._alive) == 1
    with pytest.raises(laureate_print.InputError, match="neither a PDF nor a web page"):
        laureate_print.inspect(b"words")
    assert told == [
        "LimitError: the file took more than 2 s and was ended; see what is so large in it",
        "LimitError: the file needs more than 300 MB of memory and was ended; see what is so large in it",
        "InputError: the file cannot be read: the process that reads it dies of it",
    ]


def test_a_host_that_has_no_python_no_folder_or_no_bytes_is_told(tmp_path, monkeypatch):
    with pytest.raises(TypeError, match="the bytes of a file and no str"):
        laureate_print.inspect("page.html")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(laureate_print.MissingToolError, match="/nowhere/python: No such file"):
        apart.readers(trouble.get_into).ask("the file", "words")
    with pytest.raises(laureate_print.ProjectError, match="the folder you are in is gone"):
        laureate_print.load(".")


def test_to_import_us_loads_no_heavy_library():
    code = "import sys, laureate_print; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    heavy = {"weasyprint", "babel", "jinja2", "pikepdf", "pypdfium2", "fontTools", "PIL", "numpy"}
    assert heavy & set(done.stdout.split()) == set()


@pytest.mark.slow
def test_no_more_workers_than_processors_however_many_threads_ask():
    with laureate_print.load(ROOT) as project:
        threads = [
            threading.Thread(target=project.render, args=(DOCUMENT, "page", tag, "html"))
            for tag in LANGUAGES[:8]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert 1 <= len(project._workers._alive) <= os.cpu_count()


@pytest.mark.slow
def test_a_build_that_is_left_early_leaves_the_project_usable():
    with laureate_print.load(ROOT) as project:
        for render in project.build(templates=["page"], outputs=["html"], jobs=2):
            assert render.artifact
            break
        assert project.render(DOCUMENT, "page", "fr", "html").artifact


def test_a_closed_project_says_so():
    project = laureate_print.load(ROOT)
    project.close()
    with pytest.raises(laureate_print.MissingToolError, match="load the project again"):
        project.render(DOCUMENT, "page", "fr", "html")
