"""Puts together what goes into a bag beside the artifacts: sources, fonts, profile, software, and
words for people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from laureate_print.build import software
from laureate_print.errors import ProjectError
from laureate_print.package import program
from laureate_print.package.bagit import files
from laureate_print.package.formats import format_of
from laureate_print.package.validation import Verdict
from laureate_print.package.values import About, Entry, Origin, digests
from laureate_print.sources.folders import PROJECT_FILE
from laureate_print.sources.languages import language
from laureate_print.sources.loading import PROFILES, Sources
from laureate_print.sources.print_settings import print_settings

ARTIFACTS, PROJECT, SOFTWARE = "artifacts", "project", "software"
VERSIONS = f"{SOFTWARE}/versions.json"
LOCK = f"{SOFTWARE}/requirements.txt"
# What makes fonts/ a package, and no byte of an artifact.
_PACKAGING = (
    *("pyproject.toml", "README.md", "cut_names.py", "even_heights.py"),
    "measure.py",
)

_README = """\
{title}

{description}
{draft}
WHAT IS HERE
  artifacts/    what readers and print shops got, a folder for each language: web pages (.html),
                PDFs for screens (.pdf), for archives (.archive.pdf) and for the press (.print.pdf,
                with a .proof.png)
  project/      what they were made from: the words (locales/, gettext), the form (templates/,
                Jinja2 and CSS), the fonts with their licences (fonts/), and the project file
                (laureate.toml)
  profiles/     the colour profile of the print files, with its licence
  software/     the program that made them (a Python wheel), the lock file with all it needs
                (requirements.txt), and the versions of all that took part (versions.json)
  reports/      what the program's own checks and veraPDF found, and which job made each file
  ro-crate-metadata.json   the same for machines: each file, its format, language and sources
                (RO-Crate 1.2)
  premis.xml               what was done with each file (PREMIS 3.0)

IS IT AS IT WAS?
  In the folder above this one:  sha256sum --check manifest-sha256.txt
  With the program:              laureate-print archive verify FOLDER

TO MAKE IT AGAIN
  Python 3.11 or newer is needed; its libraries and those of the system: software/versions.json
  python3 -m venv made
  made/bin/pip install --require-hashes --no-deps -r FOLDER/data/software/requirements.txt
  made/bin/pip install --no-deps --no-index FOLDER/data/software/{wheel}
  made/bin/laureate-print archive verify --rebuild FOLDER

ここにあるもの
  artifacts は公開物(言語ごとのウェブページ、PDF、印刷用データ)、project はその原稿・書式・書体、
  software は作成に使ったプログラムと版の一覧、reports は検査の記録です。改変の有無は、一つ上の
  フォルダーで sha256sum --check manifest-sha256.txt を実行すると確かめられます。
"""


def source_files(sources: Sources) -> dict[str, bytes]:
    """Gives the files from which a project is rendered, by their path below `data/`; its own win
    over the packaged.

    Raises:
        ProjectError: the profile of the press lies outside the project.
    """
    files = [sources.need(PROJECT_FILE), *sources.below("templates"), *sources.below("fonts")]
    found = {f"{PROJECT}/{file.path}": file.content for file in files}
    for name in _PACKAGING:
        found.pop(f"{PROJECT}/fonts/{name}", None)
    found |= {
        f"{PROJECT}/{path}": sources.need(path).content
        for path in map(str, sources.project.theme.values())
        if path in sources.own.files
    }
    # Of the package's labels those of the project's languages, and their sources (.pot).
    folders = {language(tag).folder for tag in sources.translated}
    found |= {
        f"{PROJECT}/{file.path}": file.content
        for file in sources.below("locales")
        if not sources.is_packaged(file.path)
        or file.path.endswith(".pot")
        or file.path.split("/")[1] in folders
    }
    if "profile" in sources.project.print:
        profile = print_settings(sources).profile
        place = (sources.root / profile.path).resolve()
        if not place.is_relative_to(sources.root.resolve()):
            raise ProjectError(
                f"laureate.toml: [print]: put {profile.shown} beside laureate.toml, so that it can"
                " be archived"
            )
        path = place.relative_to(sources.root.resolve()).as_posix()
        found[f"{PROJECT}/{path}"] = profile.content
    packaged = (path for path in sorted(PROFILES.iterdir()) if path.is_file())
    return found | {f"profiles/{path.name}": path.read_bytes() for path in packaged}


def written(
    findings: Sequence[Mapping[str, str]], verdicts: Sequence[Verdict], epoch: str
) -> dict[str, bytes]:
    """Gives the files on software and checks by their path below `data/`."""
    name, wheel = program.wheel()
    versions = {
        "libraries": software.libraries(),
        "packages": software.packages(),
        "SOURCE_DATE_EPOCH": epoch,
    }
    judged: dict[str, dict[str, list[str]]] = {}
    for verdict in verdicts:
        judged.setdefault(f"{verdict.validator}, {verdict.profile}", {})[verdict.path] = list(
            verdict.broken
        )
    return {
        f"{SOFTWARE}/{name}": wheel,
        LOCK: program.requirements(),
        VERSIONS: _json(versions),
        "reports/findings.json": _json({"findings": list(findings)}),
        "reports/validation.json": _json({"rules broken by each file": judged}),
    }


def readme(about: About) -> bytes:
    """Gives the words for people."""
    draft = (
        "\nDRAFT: not all of its translations were reviewed by a native speaker; each page that was"
        " not says so.\n"
    )
    return _README.format(
        title=about.titles.get("en") or next(iter(about.titles.values())),
        description=about.description,
        draft=draft if about.draft else "",
        wheel=program.wheel()[0],
    ).encode()


def bag_info(about: About) -> list[tuple[str, str]]:
    """Gives what `bag-info.txt` says, in the words that archives use (RFC 8493, 2.2.2)."""
    rows = [
        ("Source-Organization", about.publisher),
        ("Organization-Address", about.address),
        ("Contact-Phone", about.telephone),
        (
            "External-Description",
            about.description + (" Draft translations are among them." if about.draft else ""),
        ),
        ("External-Identifier", about.name),
        ("Internal-Sender-Identifier", about.identifier),
        ("Bag-Group-Identifier", about.document),
        ("Bag-Count", "1 of 1"),
        ("Bagging-Date", about.date[:10]),
        ("Bag-Software-Agent", f"laureate-print {about.software['laureate-print']}"),
    ]
    return [(label, value) for label, value in rows if value]


def entries(folder: Path, origins: Mapping[str, Origin]) -> list[Entry]:
    """Describes the files of a payload folder; `origins` are those of artifacts, by path."""
    found = []
    for path in files(folder):
        media_type, name, puid = format_of(folder / path)
        size = (folder / path).stat().st_size
        found.append(
            Entry(path, size, digests(folder / path), media_type, name, puid, origins.get(path))
        )
    return found


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
