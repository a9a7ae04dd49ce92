"""A bad source or a bad order: one clear line, the right exit code, and the last good artifact
stays as it was.
"""

import errno
import os
import resource
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from laureate_print.build.records import NAME as RECORD
from tests.conftest import DOCUMENT, ROOT, change, findings, run
from tests.editions import DOCUMENT_FILE

BUILD = ("build", "-l", "es", "-t", "page", "-o", "html")
CATALOG = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
TITLE = 'msgstr "La entidad galardonada con el 8.º Premio de la Paz de Okinawa"'
MAIN = '<main id="main" tabindex="-1">'
MARKUP = "templates/page/page.html"
STYLE = "templates/page/page.css"

STOPPED_IN_THE_WRITE = """
import os, signal, sys
from laureate_print.cli import main as cli
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
os.fsync = lambda file: os.kill(os.getpid(), signal.SIGINT)
sys.exit(cli.main(sys.argv[1:]))
"""

FULL_DISK = """
disk=$1; target=$2; shift 2
mount -t tmpfs -o size=40k tmpfs "$disk" && mkdir -p "${target%/*}" && echo before >"$target"
"$@"; code=$?
ls -A "${target%/*}"; cat "$target"
exit $code
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The Spanish web page, built while all was well."""
    folder = tmp_path_factory.mktemp("built")
    done = run(*BUILD, "--out", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def out(built, tmp_path):
    """An output folder in which the last good artifact stands."""
    return shutil.copytree(built, tmp_path / "out")


def contents(folder):
    """Gives every file of a folder but the record of what was made, with the digest of its bytes
    and when it was written.
    """
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != RECORD)
    return {
        path.name: (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in files
    }


def built_again(out, *arguments, **options):
    """Builds over the last good artifact; it must stay as it was, and nobody sees a traceback."""
    before = contents(out)
    done = run(*(arguments or BUILD), "--out", out, **options)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert contents(out) == before, "the last good artifact was touched"
    return done


def complaint(done, exit_code):
    """Gives the one line on standard error with which a command gave up, or that in its answer with
    which it left one file out.
    """
    assert done.returncode == exit_code, done.stdout + done.stderr
    told = [line for line in done.stdout.splitlines() if "[sources_can_be_read]" in line]
    if told and not done.stderr:
        assert len(told) == 1, done.stdout
        return told[0]
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("laureate-print: ")
    return lines[0]


def errors(done):
    """Gives the findings of severity error with which a build ended."""
    assert (done.returncode, done.stderr) == (1, "")
    return [finding for finding in findings(done) if finding["severity"] == "error"]


def place(project, words, path=CATALOG):
    """Gives file and line of the first line that holds these words."""
    lines = (project / path).read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}"


def append(path, text):
    """Adds a text to the end of a file, which may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


# Catalogs


@pytest.mark.parametrize(
    "broken",
    [TITLE.removesuffix('"'), f"{TITLE} y más", TITLE.replace("Paz", '"Paz"')],
    ids=["quote_left_open", "words_after_the_quote", "quote_within"],
)
def test_a_catalog_with_a_wrong_quote_is_told_with_its_line(project, out, broken):
    change(project / CATALOG, TITLE, broken)
    assert place(project, broken) in complaint(built_again(out, project=project), 3)


def test_a_catalog_with_a_line_of_garbage_is_told_with_its_line(project, out):
    change(project / CATALOG, TITLE, f"{TITLE}\nthis is no gettext")
    line = complaint(built_again(out, project=project), 3)
    assert f"{place(project, 'this is no gettext')}: " in line
    assert "'this is no gettext'" in line


def test_a_message_without_its_translation_line_is_told_with_its_line(project, out):
    change(project / CATALOG, TITLE, "")
    message = place(project, 'msgid "The Laureate of the 8th')
    assert f"{message}: " in complaint(built_again(out, project=project), 3)


def test_a_catalog_in_latin_1_is_told_with_its_line(project, out):
    path = project / CATALOG
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace"))
    before = next(
        number
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if not line.isascii()
    )
    line = complaint(built_again(out, project=project), 3)
    assert f"{CATALOG}:{before}: " in line
    assert "UTF-8" in line


def test_a_catalog_whose_header_says_another_charset_is_refused(project, out):
    change(project / CATALOG, "charset=utf-8", "charset=shift_jis")
    line = complaint(built_again(out, project=project), 3)
    assert CATALOG in line
    assert "shift_jis" in line


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", '<b onclick="alert(1)">Premio</b>'.replace('"', r"\"")]
)
def test_running_markup_in_a_message_is_told_with_its_line(project, out, markup):
    change(project / CATALOG, TITLE, f'{TITLE.removesuffix(chr(34))} {markup}"')
    found = errors(built_again(out, *BUILD, "--json", project=project))
    where = place(project, 'msgid "The Laureate of the 8th')
    assert {(finding["check"], finding["where"]) for finding in found} == {
        ("markup_is_that_of_the_source", where)
    }
    assert any(
        markup.partition(">")[0].replace("\\", "") in finding["message"] for finding in found
    )


# The command line and the project file


def test_an_unknown_language_is_a_mistake_on_the_command_line(out):
    line = complaint(built_again(out, "build", "-l", "tlh"), 2)
    assert "'tlh'" in line
    assert "zh-Hant" in line, "it says what there is"


def test_a_way_out_of_the_project_is_no_document(out):
    assert "'../secret'" in complaint(built_again(out, "build", "../secret"), 2)


def test_a_way_out_of_the_project_is_no_document_in_the_project_file_either(project, out):
    change(project / "laureate.toml", f'"{DOCUMENT}"', '"../secret"')
    line = complaint(built_again(out, project=project), 3)
    assert "laureate.toml" in line
    assert "'../secret'" in line


def test_an_unknown_key_in_the_project_file_is_told_with_those_that_there_are(project, out):
    change(project / "laureate.toml", "source_language", 'colour = "red"\nsource_language')
    line = complaint(built_again(out, project=project), 3)
    assert "laureate.toml" in line
    assert "'colour'" in line
    assert "source_language" in line


def test_a_language_that_does_not_exist_in_the_project_file_is_told_with_the_file(project, out):
    change(project / "laureate.toml", '"es"', '"es", "xx"')
    line = complaint(built_again(out, project=project), 3)
    assert "laureate.toml" in line
    assert "'xx'" in line


@pytest.mark.parametrize(
    ("good", "bad"),
    [('"es"', "5"), ('page = ["html", "pdf", "archive"]', "page = 5")],
    ids=["a_number_for_a_language", "a_number_for_outputs"],
)
def test_a_wrong_value_in_the_project_file_is_told_with_the_file(project, out, good, bad):
    change(project / "laureate.toml", good, bad)
    assert "laureate.toml" in complaint(built_again(out, project=project), 3)


def test_an_output_that_does_not_exist_in_the_project_file_is_told_with_the_file(project, out):
    change(project / "laureate.toml", '"html", "pdf"', '"html", "docx"')
    line = complaint(built_again(out, project=project), 3)
    assert "laureate.toml" in line
    assert "'docx'" in line


def test_a_template_without_a_folder_is_told_by_name(project, out):
    change(project / "laureate.toml", "[templates]\n", '[templates]\nbanner = ["pdf"]\n')
    line = complaint(built_again(out, "build", "-l", "es", "-t", "banner", project=project), 3)
    assert "'banner'" in line


# Fonts


def test_a_font_that_is_not_there_is_told_with_its_path(project, out):
    append(
        project / "fonts/fonts.toml",
        '[faces.Lost]\nfolder = "lost"\nregular = "Lost-Regular.ttf"\n',
    )
    append(project / "fonts/lost/OFL.txt", "Copyright\n")
    line = complaint(built_again(out, project=project), 3)
    assert "fonts/lost/Lost-Regular.ttf" in line
    assert "'Lost'" in line


@pytest.mark.parametrize(("template", "output"), [("page", "html"), ("leaflet", "pdf")])
def test_a_file_that_is_no_font_is_told_with_its_path(project, out, template, output):
    append(
        project / "fonts/fonts.toml", '[faces.Odd]\nfolder = "odd"\nregular = "Odd-Regular.ttf"\n'
    )
    append(project / "fonts/fonts.toml", '[stacks.es]\ntext = ["Odd"]\n')
    append(project / "fonts/odd/OFL.txt", "Copyright\n")
    append(project / "fonts/odd/Odd-Regular.ttf", "these are words, no outlines")
    done = built_again(out, "build", "-l", "es", "-t", template, "-o", output, project=project)
    assert "fonts/odd/Odd-Regular.ttf" in complaint(done, 3)


def test_a_wrong_value_in_the_table_of_fonts_is_told_with_the_file(project, out):
    append(project / "fonts/fonts.toml", "[stacks]\nes = 5\n")
    assert "fonts.toml" in complaint(built_again(out, project=project), 3)


# Templates


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://example.com/x.png"])
@pytest.mark.parametrize("output", ["html", "pdf"])
def test_a_picture_from_outside_stops_the_page(project, out, url, output):
    change(project / MARKUP, MAIN, f'<img src="{url}" alt="">\n{MAIN}')
    done = built_again(
        out, "build", "-l", "es", "-t", "page", "-o", output, "--json", project=project
    )
    [finding] = errors(done)
    assert finding["check"] == "pictures_can_be_drawn"
    assert url in finding["message"]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://example.com/x.png", "../../laureate.toml"]
)
def test_a_style_sheet_that_asks_for_something_outside_stops_the_page(project, out, url):
    append(project / STYLE, f"nav {{ background: url({url}); }}\n")
    assert url in complaint(built_again(out, project=project), 3)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../laureate.toml"])
def test_a_template_includes_nothing_from_outside(project, out, path):
    change(project / MARKUP, MAIN, f'{{% include "{path}" %}}\n{MAIN}')
    line = complaint(built_again(out, project=project), 3)
    assert f"'{path}'" in line
    assert "page/page.html" in line


def test_a_template_includes_nothing_from_outside_through_a_link(project, out, tmp_path):
    (tmp_path / "secret.txt").write_text("no template\n", encoding="utf-8")
    (project / "templates/page/inside.html").symlink_to(tmp_path / "secret.txt")
    change(project / MARKUP, MAIN, f'{{% include "page/inside.html" %}}\n{MAIN}')
    assert "page/inside.html" in complaint(built_again(out, project=project), 3)


@pytest.mark.parametrize(
    "expression",
    ["''.__class__.__mro__", "_.__globals__", "'{0.__class__}'.format(1)", "facts.clear()"],
)
def test_a_template_does_not_leave_its_sandbox(project, out, expression):
    change(project / MARKUP, MAIN, f"{{{{ {expression} }}}}\n{MAIN}")
    assert place(project, expression, MARKUP) in complaint(built_again(out, project=project), 3)


@pytest.mark.parametrize(
    "mistake", ["{{ nothing }}", "{{ 1 // 0 }}", "{{ range(1000000) }}", "{% if %}"]
)
def test_a_mistake_in_a_template_is_told_with_its_line(project, out, mistake):
    change(project / MARKUP, MAIN, f"{mistake}\n{MAIN}")
    assert f"{place(project, mistake, MARKUP)}: " in complaint(built_again(out, project=project), 3)


@pytest.mark.slow
def test_a_template_that_includes_itself_is_told_by_name(project, out):
    change(project / MARKUP, MAIN, f'{{% include "page/page.html" %}}\n{MAIN}')
    assert "page/page.html" in complaint(built_again(out, project=project), 3)


@pytest.mark.parametrize("path", [MARKUP, STYLE, DOCUMENT_FILE])
def test_a_template_file_that_is_not_utf_8_is_told_by_name(project, out, path):
    (project / path).write_bytes("# Präfektur\n".encode("latin-1"))
    assert path.removeprefix("templates/") in complaint(built_again(out, project=project), 3)


# Writing


def test_an_output_folder_below_a_file_cannot_be_written(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder\n", encoding="utf-8")
    line = complaint(run(*BUILD, "--out", file / "out"), 4)
    assert f"cannot write {file}/out" in line
    assert file.read_text(encoding="utf-8") == "no folder\n"


@pytest.mark.slow
def test_a_file_that_may_not_grow_leaves_the_old_one(out):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    assert "cannot write" in complaint(built_again(out, *BUILD, "--all", preexec_fn=small_files), 4)


def test_a_full_disk_leaves_the_old_file(tmp_path):
    target = tmp_path / DOCUMENT / "es/page.html"
    build = [sys.executable, "-m", "laureate_print", "--project", ROOT, *BUILD, "--out", tmp_path]
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = [
        "unshare",
        "--mount",
        *as_root,
        "sh",
        "-c",
        FULL_DISK,
        "sh",
        tmp_path,
        target,
        *build,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert os.strerror(errno.ENOSPC) in complaint(done, 4)
    assert done.stdout == "page.html\nbefore\n", "the old file, and no half of a new one"


def test_ctrl_c_in_the_middle_of_a_write_leaves_the_old_file(out):
    before = contents(out)
    command = [
        sys.executable,
        "-c",
        STOPPED_IN_THE_WRITE,
        "--project",
        ROOT,
        *BUILD,
        "--all",
        "--out",
        out,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "stopped" in complaint(done, 130)
    assert contents(out) == before, "the old file, and no half of a new one"


@pytest.mark.parametrize("folder", ["templates", "locales/pages", "fonts/../fonts"])
def test_nothing_is_built_into_what_pages_are_made_of(project, folder):
    done = run("--project", project, "build", "-l", "en", "--out", project / folder)

    assert done.returncode == 2
    assert "holds what pages are made of; name another folder" in done.stderr


def test_a_path_that_no_file_can_have_is_refused(project, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    long = run("--project", project, "build", "--out", "x" * 300)
    loop = run("--project", tmp_path / "loop", "check")

    assert (long.returncode, loop.returncode) == (2, 2)
    assert "is no path: file name too long" in long.stderr
    assert "is no path: too many levels of symbolic links" in loop.stderr


@pytest.mark.slow
def test_a_report_replaces_no_device_and_no_link(project, tmp_path):
    """Whoever may write anywhere would else put a file where /dev/stdout was."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("real")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    run("--project", project, "check", "-l", "en", "--junit", tmp_path / "pipe")
    run("--project", project, "check", "-l", "en", "--junit", tmp_path / "link")

    assert os.read(reader, 9) == b"<?xml ver"
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes().startswith(b"<?xml")


def test_no_program_in_a_project_is_run(project):
    """Whoever stands in the project's folder has files of its author where Python may look."""
    command = Path(sys.executable).with_name("laureate-print")
    for name in ("json", "http", "weasyprint", "numpy", "sitecustomize", "laureate_print"):
        (project / f"{name}.py").write_text("raise SystemExit('run')")
    words = (command, "build", "-l", "en", "-t", "page", "-o", "html", "-o", "pdf", "--jobs", "2")
    done = subprocess.run(words, cwd=project, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
