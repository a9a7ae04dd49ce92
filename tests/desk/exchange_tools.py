"""`make exchange`: what the tools of translators say of catalogs and exchange files of all languages.

`OKAPI=folder` names one with the jars of Okapi (okapi-filter-xliff, okapi-filter-xliff2 and
okapi-lib-verification, with all that they need, as Maven fetches them); without it, Okapi is not
asked. docs/translators.md has the table.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from laureate_print.desk.exchange import parts, sending_out, taking_in, xliff
from laureate_print.errors import InputError
from laureate_print.sources import load
from tests.conftest import ROOT, copied
from tests.desk.schemas import flaws

PROGRAMS = Path(sys.executable).parent
LOSING = "variables,xmltags,escapes,tabs,printf,pythonbraceformat,urls,emails,nplurals,untranslated"


def asked(*command):
    """What a program puts out, on both channels."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    return done.stdout + done.stderr


def told(folder, files):
    """What is told when files come back, by kind, and what is refused."""
    lines, refused = Counter(), []
    for path in files:
        try:
            for line in taking_in.take_in(load(folder), path.name, xliff.read(path)):
                lines[line.rpartition(": ")[2]] += 1
        except InputError as error:
            refused += str(error).splitlines()
    return lines, refused


def exchange(folder, place):
    """Writes each language in each version; gives the files, and how many texts they have."""
    files, texts, invalid = [], 0, []
    sources = load(folder)
    for tag in sources.translated:
        if tag == sources.project.source_language:
            continue
        own = [parts.part(sources, name, tag) for name in parts.names(sources, tag)]
        for version, write in xliff.WRITERS.items():
            path = place / f"{tag}-{version}.xlf"
            path.write_bytes(write(own, False))
            files.append(path)
            texts += sum(len(it.units) for it in own)
            invalid += flaws(path.read_bytes(), version)
    return files, texts, invalid


def programs(folder, place):
    """What programs say that come with gettext and with the test tools."""
    catalogs = sorted(folder.glob("locales/*/LC_MESSAGES/*.po"))
    warned = [
        it for it in catalogs if "warning" in asked("msgfmt", "-c", "-v", "-o", "/dev/null", it)
    ]
    print(f"| msgfmt -c -v | {len(catalogs)} catalogs, {len(warned)} with a warning |")
    found = place / "pofilter"
    asked(PROGRAMS / "pofilter", "-t", LOSING, folder / "locales", found)
    lost = sum(it.read_text(encoding="utf-8").count("(pofilter)") for it in found.rglob("*.po"))
    print(f"| pofilter, what is lost | {lost} |")
    discovered = asked(PROGRAMS / "weblate-discover", folder).count("== Match")
    print(f"| weblate-discover | {discovered} components |")
    [*_] = sending_out.send_terms(load(folder), place / "terms.tbx", "2")
    asked(PROGRAMS / "tbx2po", "-l", "ja", place / "terms.tbx", place / "terms.po")
    asked(PROGRAMS / "xliff2po", place / "ja-1.2.xlf", place / "ja.po")
    for name in ("terms.po", "ja.po"):
        count = (place / name).read_text(encoding="utf-8").count("\nmsgid ") - 1
        print(f"| translate-toolkit | {name}: {count} messages |")


def okapi(folder, place, jars):
    """What Okapi says, and what comes back from it."""
    out = place / "okapi"
    out.mkdir()
    files = sorted(place.glob("*.xlf"))
    classes = ":".join(map(str, sorted(Path(jars).rglob("*.jar"))))
    said = asked("java", "-cp", classes, ROOT / "tests/desk/Okapi.java", out, *files)
    rows = [row for row in said.splitlines() if row.startswith(("valid", "flaw", "issues"))]
    print("\n".join(f"| Okapi | {row} |" for row in rows) or said)
    for version in xliff.WRITERS:
        fresh = copied(place / f"project-{version}")
        print(f"| Okapi, {version} with ! | {told(fresh, sorted(out.glob(f'*-{version}.xlf')))} |")


def main(jars=""):
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = copied(place / "project")
        before = {it: it.read_bytes() for it in folder.rglob("*.po")}
        files, texts, invalid = exchange(folder, place)
        print(f"| schemas of OASIS | {len(files)} files, {len(invalid)} not valid |")
        lines, refused = told(folder, files)
        same = before == {it: it.read_bytes() for it in folder.rglob("*.po")}
        print(
            f"| come back | {texts} texts: {dict(lines)}, {refused or 'none'} refused, bytes {'the same' if same else 'CHANGED'} |"
        )
        programs(folder, place)
        if jars:
            okapi(folder, place, jars)
        return int(bool(invalid or refused or not same))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
