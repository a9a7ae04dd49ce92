"""Two wheels, a light one of the program and a rare one of its fonts, work as a stranger installs them."""

import hashlib
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import laureate_print
from laureate_print.build.records import NAME as RECORD
from tests.conftest import DOCUMENT, ROOT, change, elsewhere, run

pytestmark = pytest.mark.slow  # the wheel of the fonts alone takes seconds
PROGRAM, FONTS = "laureate-print", "laureate-print-fonts"
FACES = sorted((ROOT / "fonts").glob("*/*.ttf"))
MB = 1_000_000


def build_wheels(folder, before=(), **options):
    """Builds both wheels as `make wheels` does; gives them by the names of their distributions."""
    command = [*before, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    for place in (ROOT, ROOT / "fonts"):
        subprocess.run(command, **{**options, "cwd": place}, check=True, capture_output=True)
    names = {path.name.partition("-")[0].replace("_", "-"): path for path in folder.glob("*.whl")}
    assert set(names) == {PROGRAM, FONTS}
    return names


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    return build_wheels(tmp_path_factory.mktemp("wheels"))


def install(wheels, place):
    """Makes an environment with nothing but these wheels, beside the libraries that the tests run on."""
    venv.create(place, with_pip=False, symlinks=True)
    libraries = sysconfig.get_path("purelib")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    # A path that a .pth file names is searched, and its own .pth files, which lead here, are not read.
    (site / "libraries.pth").write_text(f"{libraries}\n")
    pip = [sys.executable, "-m", "pip", "--python", place, "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", *wheels], check=True)
    return place / "bin" / "laureate-print"


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    return install(wheels.values(), tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def without_fonts(wheels, tmp_path_factory):
    return install([wheels[PROGRAM]], tmp_path_factory.mktemp("without-fonts"))


def call(program, *arguments, folder):
    """Runs an installed copy in a folder, where nothing leads to the checkout."""
    command = [program, *map(str, arguments)]
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(command, cwd=folder, env=bare, capture_output=True, encoding="utf-8")


def made(folder):
    """The bytes of all files in a folder but the record of what was made, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


# what is in them


def test_the_program_is_light_and_holds_no_font(wheels):
    with zipfile.ZipFile(wheels[PROGRAM]) as wheel:
        names = wheel.namelist()
    assert wheels[PROGRAM].stat().st_size < 1.5 * MB
    assert [name for name in names if re.search(r"\.(ttf|otf|ttc|woff2?)$", name)] == []
    shared = [name.removeprefix("laureate_print/share/") for name in names if "/share/" in name]
    assert not [name for name in shared if re.search("document|accessibility|prize|glossary", name)]
    assert "laureate.toml" not in shared
    assert {
        "laureate_print/py.typed",
        "laureate_print/pdf_engine/fonts.conf",
        "laureate_print/share/requirements.txt",
        "laureate_print/share/fonts/typography.toml",
    } <= set(names)


def test_the_fonts_are_whole_and_each_has_its_licence_beside_it(wheels):
    with zipfile.ZipFile(wheels[FONTS]) as wheel:
        packed = {
            name.removeprefix("laureate_print_fonts/"): wheel.read(name)
            for name in wheel.namelist()
            if name.startswith("laureate_print_fonts/")
        }
    here = {path.relative_to(ROOT / "fonts").as_posix(): path.read_bytes() for path in FACES}
    licences = {f"{path.parent.name}/OFL.txt" for path in FACES}
    assert len(here) > 30
    assert {name: packed.get(name) == content for name, content in here.items()} == dict.fromkeys(
        here, True
    )
    assert set(packed) == {*here, *licences, "__init__.py", "fonts.toml"}


@pytest.mark.reader
def test_wheels_have_the_same_bytes_on_another_day(wheels, tmp_path):
    again = build_wheels(tmp_path, **elsewhere(tmp_path))
    for name, path in wheels.items():
        assert path.name == again[name].name
        assert (
            hashlib.sha256(path.read_bytes()).digest()
            == hashlib.sha256(again[name].read_bytes()).digest()
        ), name


# the version


def test_the_version_stands_in_one_place(wheels, installed, tmp_path):
    version = laureate_print.__version__
    places = [
        *(path for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".toml", ".conf")),
        *(path for path in (ROOT / ".ci").glob("*") if path.is_file()),
        *(ROOT / name for name in ("pyproject.toml", "laureate.toml", "Makefile")),
    ]
    found = [
        path.relative_to(ROOT).as_posix()
        for path in places
        if re.search(rf"(?<![\d.]){re.escape(version)}(?![\d.])", path.read_text(encoding="utf-8"))
    ]
    assert found == ["src/laureate_print/version.py"]
    assert wheels[PROGRAM].name == f"laureate_print-{version}-py3-none-any.whl"
    assert call(installed, "--version", folder=tmp_path).stdout == f"laureate-print {version}\n"


def test_code_that_is_not_what_was_installed_is_told_in_one_line(wheels, tmp_path):
    """After the number was raised in a checkout, say: what is installed describes another program."""
    program = install([wheels[PROGRAM]], tmp_path)
    [code] = tmp_path.glob("lib/*/site-packages/laureate_print/version.py")
    change(code, f'"{laureate_print.__version__}"', '"99.0"')
    done = call(program, "doctor", folder=tmp_path)
    assert done.returncode == 5
    [line] = done.stderr.splitlines()
    assert f"installed as {laureate_print.__version__}, its code is 99.0" in line


# what they do


def test_an_empty_folder_is_told_how_to_begin_and_nothing_is_written(installed, tmp_path):
    """The package has form and labels; words, facts and catalogs of a document are a project's."""
    before = made(tmp_path)
    for command in (
        ["build"],
        ["list"],
        ["check"],
        ["catalog", "init", "it"],
        ["catalog", "update"],
    ):
        done = call(installed, *command, folder=tmp_path)
        assert (done.returncode, done.stdout) == (3, ""), command
        [line] = done.stderr.splitlines()
        assert "there is no laureate.toml" in line
        assert "laureate-print new FOLDER" in line
    assert call(installed, "doctor", folder=tmp_path).returncode == 0
    assert made(tmp_path) == before == {}


def test_new_makes_a_project_that_builds_in_an_empty_folder_and_leaves_the_package_alone(
    installed, tmp_path
):
    [package] = installed.parents[1].glob("lib/*/site-packages/laureate_print")
    before = {path: path.read_bytes() for path in package.rglob("*.po*")}
    begun = call(installed, "new", "prize", folder=tmp_path)
    assert begun.returncode == 0, begun.stderr
    chosen = ["--project", "prize", "build", "-t", "page", "-t", "index", "-o", "html"]
    done = call(installed, *chosen, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"en/page.html", "ja/page.html", "index.html"} == set(
        made(tmp_path / "prize" / "dist" / "announcement")
    )
    added = call(installed, "--project", "prize", "catalog", "init", "it", folder=tmp_path)
    assert added.returncode == 0, added.stderr
    own = {f"locales/it/LC_MESSAGES/{name}.po" for name in ("announcement", "interface")}
    assert own == {path for path in made(tmp_path / "prize") if "/it/" in path}
    assert {path: path.read_bytes() for path in package.rglob("*.po*")} == before


def test_installed_copy_works_in_any_folder(installed, project, tmp_path):
    """It makes what the checkout makes, byte for byte, with the form of the package alone."""
    for folder in ("templates", "locales"):
        for path in (project / folder).rglob("*"):
            if path.is_file() and _is_form(path.relative_to(project).as_posix()):
                path.unlink()
    ours = tmp_path / "ours"
    listed = call(installed, "list", folder=project)
    assert listed.returncode == 0, listed.stderr
    assert re.search(r"page +html, pdf, archive +\(from the package\)", listed.stdout)
    assert re.search(r"labels from the package: .*ja.*uk", listed.stdout)

    chosen = ["build", "-l", "ja", "-t", "page", "-t", "leaflet", "-o", "html", "-o", "pdf"]
    done = call(installed, *chosen, folder=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(*chosen, "--out", ours).returncode == 0
    assert {f"{DOCUMENT}/ja/{name}" for name in ("page.html", "page.pdf", "leaflet.pdf")} <= set(
        made(ours)
    )
    assert made(project / "dist") == made(ours)


def _is_form(path):
    own = ("templates/documents/", "templates/accessibility/")
    labels = ("interface.po", "index.po", "interface.pot", "index.pot")
    return path.endswith(labels) or (path.startswith("templates/") and not path.startswith(own))


def test_a_package_is_made_from_the_same_sources_wherever_they_lie(installed, project, tmp_path):
    """Fonts of the package and those of the checkout are one: the same names, the same digests."""
    chosen = ["archive", "create", "--allow-drafts", "-l", "ja", "-t", "page", "-o", "html"]
    for folder in ("copy", "ours"):
        (tmp_path / folder).mkdir()
    done = call(installed, *chosen, "--out", tmp_path / "copy", folder=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(*chosen, "--out", tmp_path / "ours").returncode == 0
    answer = []
    for folder in ("copy", "ours"):
        [manifest] = (tmp_path / folder).glob("*/manifest-sha256.txt")
        lines = manifest.read_text(encoding="utf-8").splitlines()
        answer.append([line for line in lines if re.search(r" data/(project|artifacts)/", line)])
    assert answer[0] == answer[1]
    assert sum(line.endswith(".ttf") for line in answer[0]) == len(FACES)
    assert not any("pyproject.toml" in line for line in answer[0])


def test_without_any_font_it_says_what_to_install(without_fonts, project):
    done = call(without_fonts, "build", "-l", "ja", "-t", "page", "-o", "html", folder=project)
    assert done.returncode == 3
    assert "laureate-print-fonts" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_project_that_brings_its_own_fonts_needs_no_package_of_them(
    without_fonts, project, tmp_path
):
    (project / "fonts").symlink_to(ROOT / "fonts")
    done = call(
        without_fonts, "build", "-l", "ja", "-t", "page", "-o", "html", "--out", tmp_path / "out",
        folder=project,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / DOCUMENT / "ja" / "page.html").is_file()
