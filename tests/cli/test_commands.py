"""The door: names that people and scripts rely on, quick help, plain lines in a pipe, JSON for
machines.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import time

import pytest

from tests.conftest import DOCUMENT, LANGUAGES, change, run
from tests.readers import raw


def test_help_reads_like_a_person_wrote_it():
    done = run("--help")

    assert done.returncode == 0
    for verb in ("build", "check", "inspect", "catalog", "archive", "list", "doctor", "exit codes"):
        assert verb in done.stdout


VERBS = (
    "build",
    "check",
    "inspect",
    "catalog",
    "catalog init",
    "archive create",
    "archive verify",
    "list",
    "doctor",
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb):
    done = run(*verb.split(), "--help")
    assert done.returncode == 0
    assert not re.search(
        r"^  (?!ACT)[A-Z]+$", done.stdout, re.MULTILINE
    )  # a word that is not explained


def test_help_is_quick():
    def seconds():
        began = time.monotonic()
        run("--help")
        return time.monotonic() - began

    assert min(seconds() for _ in range(5)) < 0.3


def test_help_does_not_wake_the_engine():
    code = (
        "import sys; from laureate_print.cli.main import main\ntry: main(['--help'])\nexcept"
        " SystemExit: pass\n"
    )
    code += (
        "print([name for name in ('weasyprint', 'babel', 'jinja2', 'pikepdf', 'fontTools') if name"
        " in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("[]\n")


def test_build_makes_every_artifact(dist):
    names = ("page.html", "page.pdf", "page.archive.pdf", "leaflet.pdf")
    expected = {f"{language}/{name}" for language in LANGUAGES for name in names}
    expected |= {"index.html", "accessibility.html"}

    assert {str(path.relative_to(dist)) for path in dist.rglob("*") if path.is_file()} == expected


def test_build_in_a_pipe_prints_plain_lines(tmp_path):
    done = run("build", "-l", "en", "-l", "es", "-t", "page", "-o", "html", "--out", tmp_path)
    lines = done.stdout.splitlines()

    assert done.returncode == 0
    assert "\r" not in done.stdout + done.stderr
    assert lines[0].startswith(f"[1/2] {DOCUMENT}/es/page.html") or lines[0].startswith(
        f"[1/2] {DOCUMENT}/en/page.html"
    )
    assert f"{DOCUMENT}/es/page.html: warning: draft translation" in done.stdout
    assert lines[-1].startswith("2 artifacts in ")
    assert lines[-1].endswith("1 language in draft translation")


def test_json_tells_what_was_made(tmp_path):
    done = run("build", "-l", "zh_Hant", "-t", "page", "-o", "html", "--out", tmp_path, "--json")
    artifact = json.loads(done.stdout)["artifacts"][0]
    content = (tmp_path / DOCUMENT / "zh-Hant" / "page.html").read_bytes()

    assert {key: artifact[key] for key in ("document", "language", "template", "output")} == {
        "document": DOCUMENT,
        "language": "zh-Hant",
        "template": "page",
        "output": "html",
    }
    assert artifact["bytes"] == len(content)
    assert artifact["sha256"] == hashlib.sha256(content).hexdigest()
    assert artifact["findings"][0]["severity"] == "warning"
    assert json.loads(done.stdout)["summary"] == {"written": 1, "errors": 0, "warnings": 1}


def test_list_names_what_there_is():
    done = run("list")

    for word in (DOCUMENT, "zh-Hant", "繁體中文", "العربية", "page", "leaflet", "html, pdf"):
        assert word in done.stdout


def test_doctor_finds_all_that_rendering_needs():
    done = run("doctor")

    assert done.returncode == 0, done.stdout
    for name in ("Pango", "HarfBuzz", "weasyprint", "fonts", "veraPDF", "Ghostscript"):
        assert name in done.stdout


def test_check_looks_at_the_sources_alone():
    done = run("check", "-l", "ja")

    assert done.returncode == 0
    assert "draft translation" in done.stdout
    assert done.stdout.splitlines()[-1] == "sources: 0 errors, 1 warnings"


def test_with_the_engine_in_its_process_output_and_exit_code_are_whole(project, tmp_path):
    """Then the process ends at once, when all is flushed."""
    change(project / "templates/leaflet/template.toml", "pages = 2", "pages = 1")
    command = ("build", "-l", "es", "-t", "leaflet", "-o", "pdf", "--jobs", "1", "--json")
    done = run(*command, "--out", tmp_path, project=project)
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["errors"] == 1


@pytest.mark.editions("ar")
@pytest.mark.slow
def test_inspect_reads_a_pdf_back(dist):
    done = run("inspect", dist / "ar" / "page.pdf")

    for words in (
        "PDF/A-2A, PDF/UA-1",
        "ar, ja",
        "210.0 × 297.0 mm",
        "BIZUDPGothic-Regular",
        "098-894-2226",
        "DeviceRGB",
    ):
        assert words in done.stdout


@pytest.mark.parametrize("edition", ["vi/leaflet", "ar/page", "ja-simple/page"])
def test_inspect_tells_that_a_text_layer_agrees(dist, edition):
    assert (
        "text layer  the tag tree and PDFium agree in "
        in run("inspect", dist / f"{edition}.pdf").stdout
    )


def test_inspect_tells_where_a_text_layer_differs(tmp_path):
    page = (
        "<html lang=hi><head><title>x</title></head><body style='font-family: Noto Sans"
        " Devanagari'><p>ओकिनावा</p>"
    )
    raw.render({tmp_path / "raw.pdf": page})

    shown = run("inspect", tmp_path / "raw.pdf").stdout
    assert (
        "text layer  differs at character 2: after 'ओ' the tag tree gives 'क' (U+0915 DEVANAGARI"
        " LETTER KA)" in shown
    )


@pytest.mark.editions("ko")
def test_inspect_reads_a_web_page_back(dist):
    facts = json.loads(run("inspect", dist / "ko" / "page.html", "--json").stdout)["files"][0]

    assert facts["languages"].startswith("ko, en, ja")
    assert "BIZ UDPGothic 400" in facts["fonts"]
    assert "沖縄県 知事公室 平和・地域外交推進課" in facts["text"]


@pytest.mark.slow
def test_nothing_opens_the_network(tmp_path):
    code = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(f"the network was opened: {event} {arguments}")
sys.addaudithook(refuse)
from laureate_print.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
    command = [
        sys.executable,
        "-c",
        code,
        "build",
        *("-l", "ar", "-t", "page", "-t", "leaflet"),
        "--jobs",
        "1",
        "--out",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / DOCUMENT).rglob("*.*"))) == 6, (
        "for screens, to keep, for the press, and proofs"
    )


def test_a_terminal_shows_progress_on_one_line(tmp_path):
    ours, theirs = os.openpty()
    command = [
        sys.executable,
        "-m",
        "laureate_print",
        "build",
        "-l",
        "en",
        "-t",
        "page",
        "--out",
        str(tmp_path),
    ]
    done = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, text=True)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert done.returncode == 0
    assert f"\r\x1b[K[3/3] {DOCUMENT}/en/page.html" in shown
    assert "[3/3]" not in done.stdout


def test_inspect_of_what_is_no_document_says_so(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("inspect", tmp_path / "x.pdf")

    assert done.returncode == 3
    assert "no PDF that can be read" in done.stderr
    assert "Traceback" not in done.stderr
