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

from laureate_print.cli.arguments import SHELLS
from laureate_print.cli.completion import SCRIPTS
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, run
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
    "completion",
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


@pytest.mark.slow
def test_build_in_a_pipe_prints_one_line_and_with_v_one_for_each_file(tmp_path):
    command = ("build", "-l", "en", "-l", "es", "-t", "page", "-o", "html", "--out", tmp_path)
    first, again, quiet = (run(*command, *options) for options in ((), ("-v",), ("-q",)))
    *files, last = again.stdout.splitlines()

    assert re.fullmatch(
        rf"2 files in {tmp_path}, 2 made \(\d+\.\d s\); 1 language is a draft\n", first.stdout
    )
    assert [line.split("  ") for line in files] == [
        [f"[{number}/2] {DOCUMENT}/{tag}/page.html", "as it was"]
        for number, tag in enumerate(("en", "es"), 1)
    ]
    assert re.fullmatch(
        rf"2 files in {tmp_path} are up to date \(0\.\d s\); 1 language is a draft: es", last
    )
    assert (quiet.returncode, quiet.stdout) == (0, "")
    assert first.stderr + again.stderr + quiet.stderr == ""


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


def test_list_tells_a_machine_what_there_is():
    told = json.loads(run("list", "--json").stdout)

    assert told["documents"] == [DOCUMENT]
    assert [it["tag"] for it in told["languages"] if it["published"]] == list(LANGUAGES)
    assert {"tag": "ar", "name": "العربية", "published": True} in told["languages"]
    [leaflet] = [it for it in told["templates"] if it["name"] == "leaflet"]
    assert {"pdf", "print"} <= set(leaflet["outputs"])


def test_a_shell_completes_what_the_parser_and_the_project_know(tmp_path):
    program = tmp_path / "laureate-print"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m laureate_print "$@"\n')
    program.chmod(0o755)
    asked = (
        "ca",
        "catalog re",
        "build --rel",
        "build -o p",
        "build -l zh",
        "check -l en -t x y",
        "catalog export fr x.xlf -c in",
    )
    tries = "".join(
        f"COMP_WORDS=(laureate-print {words}); COMP_CWORD={len(words.split())}; _laureate_print;"
        ' echo "${COMPREPLY[*]}"; '
        for words in asked
    )
    script = f'eval "$(laureate-print completion bash)"; {tries} complete -p laureate-print'
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        *("catalog", "review", "--release", "pdf print", "zh-Hans zh-Hant", "", "index interface"),
        "complete -o default -F _laureate_print laureate-print",
    ]
    for shell in SHELLS:
        assert "laureate-print completion" in run("completion", shell).stdout
    assert set(SHELLS) == set(SCRIPTS)


def test_doctor_finds_all_that_rendering_needs():
    done, told = run("doctor"), json.loads(run("doctor", "--json").stdout)
    parts = {part["name"]: part for part in told["parts"]}

    assert done.returncode == 0, done.stdout
    assert told["complete"]
    for name in ("Pango", "HarfBuzz", "weasyprint", "fonts", "Ghostscript"):
        assert name in done.stdout
        assert parts[name]["found"]
        assert parts[name]["needed"]
    assert "veraPDF" in done.stdout
    assert not parts["veraPDF"]["needed"]


def test_check_looks_at_the_sources_alone():
    done = run("check", "-l", "ja")

    assert done.returncode == 0
    assert done.stdout == "sources: 0 errors, 0 warnings; 1 language is a draft\n"


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


def test_inspect_of_what_is_no_document_says_so(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("inspect", tmp_path / "x.pdf")

    assert done.returncode == 3
    assert "no PDF that can be read" in done.stderr
    assert "Traceback" not in done.stderr
