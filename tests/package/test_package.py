"""An archival package as an archivist gets it: read by tools that are not ours, proven, and made
again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from xml.etree import ElementTree

import pikepdf
import pytest

from laureate_print.package import bagit
from tests.conftest import DOCUMENT, ROOT, elsewhere, run
from tests.readers import NODE_MODULES

NAME = f"{DOCUMENT}-2024"
PREMIS = {"premis": "http://www.loc.gov/premis/v3"}
CONTEXT = NODE_MODULES / "ro-crate" / "lib" / "context.json"
FILES = (
    "leaflet.pdf",
    "leaflet.print.pdf",
    "leaflet.proof.png",
    "page.archive.pdf",
    "page.html",
    "page.pdf",
)


@pytest.fixture(scope="session")
def english_bag(tmp_path_factory):
    """The package of the English page and leaflet."""
    folder = tmp_path_factory.mktemp("archives")
    chosen = ("-l", "en", "-t", "page", "-t", "leaflet", "--jobs", "2")
    # A folder named from where somebody stands: veraPDF tells whole paths.
    done = run("archive", "create", *chosen, "--out", folder.name, cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / NAME


@pytest.fixture
def copy(english_bag, tmp_path):
    """A copy of it, to be broken; its fonts are links to the same bytes."""
    return shutil.copytree(english_bag, tmp_path / "copy", copy_function=os.link)


def rewrite(path, content):
    """Writes a file of a copy, which shares its bytes with the package."""
    path.unlink()
    path.write_bytes(content)


@pytest.fixture(scope="session")
def quick(tmp_path_factory):
    """The surroundings of a machine that has Ghostscript but no Java: there veraPDF judges nothing."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "gs").symlink_to(shutil.which("gs"))
    return {**os.environ, "PATH": str(folder)}


def close_again(bag):
    """Makes all manifests anew round what stands in a copy, as a forger would."""
    answer = [
        line.split(": ", 1)
        for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    ]
    for path in bag.glob("*.txt"):
        path.unlink()
    bagit.write(
        bag, bagit.info(answer[:-1], [path.stat().st_size for path in payload(bag).values()])
    )


def verified(bag, **options):
    """What `archive verify` finds: the checks that failed, with their places."""
    done = run("archive", "verify", bag, "--json", **options)
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == int(any(finding["severity"] == "error" for finding in found)), (
        done.stderr
    )
    return {(finding["check"], finding["where"]) for finding in found}


# tools that are not ours


def test_bagit_takes_it_for_a_valid_bag(english_bag):
    command = [sys.executable, "-m", "bagit", "--validate", str(english_bag)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (
        english_bag / "bagit.txt"
    ).read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_coreutils_find_every_file_as_the_manifest_says(english_bag, algorithm):
    for manifest in (f"manifest-{algorithm}.txt", f"tagmanifest-{algorithm}.txt"):
        subprocess.run(
            [f"{algorithm}sum", "--check", "--strict", "--quiet", manifest],
            cwd=english_bag,
            check=True,
        )


def test_an_ro_crate_validator_takes_it_for_a_crate(english_bag):
    """All that the standard requires, and of what it recommends all but a web address of publisher
    and rights.
    """
    assert CONTEXT.is_file()
    command = [
        sys.executable,
        "-m",
        "tests.package.crates",
        str(english_bag / "data"),
        str(CONTEXT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["checks"] > 50
    assert [issue for issue in answer["issues"] if issue["severity"] == "REQUIRED"] == []
    about = {issue["about"].rpartition("/")[2] for issue in answer["issues"]}
    assert about <= {"#publisher", "#rights"}


def test_qpdf_finds_every_pdf_sound(english_bag):
    found = sorted((english_bag / "data" / "artifacts").rglob("*.pdf"))
    assert len(found) == 4
    for path in found:
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


# what it says of itself


def payload(bag):
    return {
        path.relative_to(bag / "data").as_posix(): path
        for path in (bag / "data").rglob("*")
        if path.is_file()
    }


def crate(bag):
    graph = json.loads((bag / "data" / "ro-crate-metadata.json").read_text(encoding="utf-8"))[
        "@graph"
    ]
    return {thing["@id"]: thing for thing in graph}


def test_it_holds_all_that_a_render_takes(english_bag):
    found = set(payload(english_bag))
    assert {f"artifacts/{DOCUMENT}/en/{name}" for name in FILES} <= found
    assert {path for path in found if path.startswith("artifacts/")} == {
        f"artifacts/{DOCUMENT}/en/{name}" for name in FILES
    }
    for folder in ("locales", "templates", "theme", "fonts"):
        ours = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
            and path.suffix != ".py"
            and path.name not in ("pyproject.toml", "README.md")
        }
        assert {
            path.removeprefix("project/") for path in found if path.startswith(f"project/{folder}/")
        } == ours
    assert {
        "profiles/FOGRA39L_coated.icc",
        "profiles/LICENSE.txt",
        "project/laureate.toml",
    } <= found
    assert (english_bag / "data" / "software" / "requirements.txt").read_bytes() == (
        ROOT / ".ci/lock/build.txt"
    ).read_bytes()


def test_the_crate_knows_every_file_by_its_digest(english_bag):
    answer = crate(english_bag)
    files = {name: thing for name, thing in answer.items() if thing["@type"] == "File"}
    assert set(files) == set(payload(english_bag)) - {"ro-crate-metadata.json"}
    for name, path in payload(english_bag).items():
        if name in files:
            assert files[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), name
            assert files[name]["contentSize"] == str(path.stat().st_size)
    page = files[f"artifacts/{DOCUMENT}/en/page.archive.pdf"]
    assert page["inLanguage"] == "en"
    assert {"@id": "https://www.nationalarchives.gov.uk/PRONOM/fmt/1912"} in page["encodingFormat"]
    assert {"@id": f"project/locales/{DOCUMENT}.pot"} in page["isBasedOn"]
    assert all(
        source["@id"] in files for thing in files.values() for source in thing.get("isBasedOn", ())
    )
    assert answer["#laureate-print"]["version"]


def test_premis_tells_what_was_done_with_each_file(english_bag):
    root = ElementTree.fromstring((english_bag / "data" / "premis.xml").read_bytes())  # noqa: S314 - our own file
    events = {
        value.text
        for value in root.iterfind(
            "premis:event/premis:eventIdentifier/premis:eventIdentifierValue", PREMIS
        )
    }
    agents = {value.text for value in root.iterfind("premis:agent/premis:agentName", PREMIS)}
    done = {}
    for item in root.iterfind("premis:object", PREMIS):
        name = item.findtext(
            "premis:objectIdentifier/premis:objectIdentifierValue", namespaces=PREMIS
        )
        links = item.iterfind(
            "premis:linkingEventIdentifier/premis:linkingEventIdentifierValue", PREMIS
        )
        done[name] = {link.text for link in links}
        assert done[name] <= events
    assert set(done) == set(payload(english_bag)) - {"ro-crate-metadata.json", "premis.xml"}
    validated = {
        event
        for event in done[f"artifacts/{DOCUMENT}/en/page.archive.pdf"]
        if event.startswith("validated")
    }
    assert {"made", "fixed"} < done[f"artifacts/{DOCUMENT}/en/page.archive.pdf"]
    assert len(validated) == 5  # by our checks, and by veraPDF: 4f, ua2, wt1a, wt1r
    assert {"laureate-print", "veraPDF", "weasyprint", "Pango", "HarfBuzz"} <= agents
    linked = {
        value.text
        for value in root.iterfind("premis:event//premis:linkingAgentIdentifierValue", PREMIS)
    }
    assert linked <= agents


def test_reports_say_that_every_pdf_is_valid(english_bag):
    answer = json.loads(
        (english_bag / "data" / "reports" / "validation.json").read_text(encoding="utf-8")
    )
    [judged] = answer.values()
    assert sum("veraPDF" in judge for judge in judged) == 6
    assert all(broken == [] for files in judged.values() for broken in files.values())


# proof


def test_a_whole_bag_passes(english_bag):
    assert verified(english_bag) == set()


@pytest.mark.parametrize(
    "path", [f"data/artifacts/{DOCUMENT}/en/page.pdf", "data/project/laureate.toml", "bag-info.txt"]
)
def test_a_changed_byte_is_named(copy, path):
    content = bytearray((copy / path).read_bytes())
    content[len(content) // 2] ^= 1
    rewrite(copy / path, bytes(content))
    assert ("every_file_is_as_it_was", path) in verified(copy)


def test_words_that_are_not_those_of_the_catalogs_are_found(copy, quick):
    """Someone exchanged the text of the catalog and made all manifests anew: fixity holds, the words do
    not.
    """
    catalog = copy / "data" / "project" / "locales" / f"{DOCUMENT}.pot"
    template = copy / "data" / "project" / "templates" / "documents" / f"{DOCUMENT}.md"
    for path in (catalog, template):
        before = path.read_text(encoding="utf-8")
        assert "nonprofit" in before
        rewrite(path, before.replace("nonprofit", "profitable").encode())
    close_again(copy)
    checks = {check for check, _ in verified(copy, env=quick)}
    assert checks & {"tag_tree_gives_the_text", "sources_are_inside"}
    assert "every_file_is_as_it_was" not in checks


def test_what_is_no_package_is_told_in_one_line(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_bytes(b"a")
    bagit.write(tmp_path, bagit.info([], [1]))
    cases = {
        ROOT / "nowhere": "there is no",
        ROOT / "docs": "is no bag",
        ROOT / "README.md": "cannot be unpacked",
        tmp_path: "none of laureate-print",
    }
    for place, answer in cases.items():
        done = run("archive", "verify", place)
        assert (done.returncode, done.stdout) == (3, "")
        assert answer in done.stderr
        assert done.stderr.count("\n") == 1


# drafts


@pytest.mark.slow
def test_drafts_stay_out_unless_they_are_let_in(tmp_path):
    done = run("archive", "create", "-l", "ar", "-t", "page", "-o", "html", "--out", tmp_path)
    assert done.returncode == 1
    assert "no archive was made" in done.stdout
    assert list(tmp_path.iterdir()) == []

    done = run(
        "archive",
        "create",
        "-l",
        "ar",
        "-t",
        "page",
        "-o",
        "html",
        "--allow-drafts",
        "--out",
        tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer = crate(tmp_path / NAME)
    assert answer["./"]["creativeWorkStatus"] == "Draft"
    assert answer[f"artifacts/{DOCUMENT}/ar/page.html"]["creativeWorkStatus"] == "Draft"
    assert "Draft translations" in (tmp_path / NAME / "bag-info.txt").read_text(encoding="utf-8")
    assert "DRAFT" in (tmp_path / NAME / "data" / "README.txt").read_text(encoding="utf-8")


def test_an_archive_is_never_overwritten(english_bag):
    before = (english_bag / "bagit.txt").stat()
    done = run(
        "archive", "create", "-l", "en", "-t", "page", "-o", "html", "--out", english_bag.parent
    )
    assert done.returncode == 4
    assert "never overwritten" in done.stderr
    assert (english_bag / "bagit.txt").stat() == before


# sameness


@pytest.mark.reader
def test_one_zip_has_the_same_bytes_anywhere(tmp_path):
    """On another day, under another time zone, language, user and umask; and what stands in it is a
    bag.
    """
    chosen = ["-l", "en", "-t", "page", "-o", "html", "--zip"]
    made = []
    for name, options in (("here", {}), ("there", elsewhere(tmp_path))):
        (tmp_path / name).mkdir()
        done = run("archive", "create", *chosen, "--out", tmp_path / name, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(hashlib.sha256((tmp_path / name / f"{NAME}.zip").read_bytes()).hexdigest())
    assert made[0] == made[1]
    subprocess.run(
        ["unzip", "-tq", tmp_path / "here" / f"{NAME}.zip"], check=True, capture_output=True
    )
    assert verified(tmp_path / "here" / f"{NAME}.zip") == set()


def test_a_bag_is_made_again_in_an_empty_folder(english_bag, tmp_path):
    """From nothing but the english_bag: its lock file, its program, its sources; in a fresh virtual
    environment.
    """
    shutil.copytree(english_bag, tmp_path / "bag")
    venv.create(tmp_path / "made", with_pip=True)
    install = [
        tmp_path / "made" / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    software = tmp_path / "bag" / "data" / "software"
    subprocess.run([*install, "--require-hashes", "-r", software / "requirements.txt"], check=True)
    subprocess.run([*install, "--no-index", *software.glob("*.whl")], check=True)
    command = [
        tmp_path / "made" / "bin" / "laureate-print",
        "archive",
        "verify",
        "--rebuild",
        "--json",
        tmp_path / "bag",
    ]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=bare)
    answer = json.loads(done.stdout)["findings"]
    assert [finding for finding in answer if finding["check"] != "pdf_is_valid"] == [], (
        done.stderr
    )  # there is no veraPDF
    assert done.returncode == 0


def test_what_comes_out_otherwise_is_named_with_its_object(copy, quick):
    """A PDF that somebody touched, in a bag made anew round it, is not what its sources make."""
    path = copy / "data" / "artifacts" / DOCUMENT / "en" / "page.pdf"
    with pikepdf.open(path) as pdf:
        pdf.Root.Touched = True
        pdf.save(path.with_suffix(".new"), deterministic_id=True)
    path.with_suffix(".new").replace(path)
    close_again(copy)
    done = run("archive", "verify", copy, "--rebuild", env=quick)
    assert done.returncode == 1
    assert re.search(r"page\.pdf: error: made again it differs at object \d+", done.stdout), (
        done.stdout
    )
