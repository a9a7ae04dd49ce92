"""Random edits of a project, and after each its output folder beside a clean build of the same:
the same bytes, and nothing made that did not differ from what stood there.

`make edits STEPS=500` runs as many as it is told, in seeded order, and prints what it saw; the suite
runs a few. It typesets in its own process.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from PIL import Image

from laureate_print.build import in_folder, jobs, software
from laureate_print.build.records import NAME, Records
from laureate_print.build.render import render
from laureate_print.build.unchanged import Look, Request
from laureate_print.model import UNREADABLE
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import catalog_update, load

ROOT = Path(__file__).parents[2]
DOCUMENT = "notice"
FRONT_MATTER = """+++
date = 2026-05-{day}
number = 9
page_number = "1009999"
publisher = "瀬戸市"
publisher_label = "City of Seto"
prize = "Seto Peace Prize"
description = "A notice of the city."

[[contact]]
language = "ja"
lines = ["瀬戸市役所", "〒489-8701 愛知県瀬戸市追分町64-1"]
gloss = ["Seto City Hall"]
+++
"""
TEXT = (
    FRONT_MATTER
    + """
# A notice of peace

The harbour opens in May.

![A boat](boat.png "A boat in the harbour")

## What follows

The bridge opens in June.
"""
)
WORDS = {
    "A notice of peace": "Avis de paix",
    "The harbour opens in May.": "Le port ouvre en mai.",
    "The bridge opens in June.": "Le pont ouvre en juin.",
    "What follows": "La suite",
    "A boat": "Un bateau",
    "A boat in the harbour": "Un bateau dans le port",
    "A notice of the city.": "Un avis de la ville.",
    "City of Seto": "Ville de Seto",
    "Seto Peace Prize": "Prix de la paix de Seto",
    "Seto City Hall": "Mairie de Seto",
}
FACE = """[faces."Source Sans 3"]
folder = "own"
regular = "own.ttf"
bold = "own.ttf"
version = "3.052"
origin = "this test"
reserved = "Source"
"""


class Project:
    """A project whose parts change at random; each edit says what it did."""

    def __init__(self, folder, seed, outputs):
        self.folder, self.out, self.outputs = folder / "project", folder / "out", outputs
        self.chance, self.words = random.Random(seed), {"fr": dict(WORDS)}
        self.day, self.languages, self.site, self.last = 1, ["en", "fr"], "", None
        self.documents = self.folder / "templates" / "documents"
        (self.documents / DOCUMENT).mkdir(parents=True)
        for name in outputs:
            shutil.copytree(ROOT / "templates" / name, self.folder / "templates" / name)
        self.picture()
        self.write()

    def write(self):
        """Writes what may have changed of the text files."""
        listed = ", ".join(f'"{tag}"' for tag in self.languages)
        site = f'site = "{self.site}"\n' if self.site else ""
        printed = "\n".join(f"{name} = {list(kinds)}" for name, kinds in self.outputs.items())
        settings = f"languages = [{listed}]\n{site}[templates]\n{printed}\n".replace("'", '"')
        (self.folder / "laureate.toml").write_text(settings, encoding="utf-8")
        text = TEXT.replace("{day}", f"{self.day:02}")
        (self.documents / f"{DOCUMENT}.md").write_text(text, encoding="utf-8")
        for tag, words in self.words.items():
            place = self.folder / "locales" / tag / "LC_MESSAGES" / f"{DOCUMENT}.po"
            place.parent.mkdir(parents=True, exist_ok=True)
            head = f"Language: {tag}\\nContent-Type: text/plain; charset=UTF-8\\n"
            rows = (f'msgid "{own}"\nmsgstr "{said}"\n' for own, said in words.items())
            place.write_text(f'msgid ""\nmsgstr "{head}"\n\n' + "\n".join(rows), encoding="utf-8")
        list(catalog_update.extract(load(self.folder, epoch="")))

    def message(self):
        """Changes one message."""
        own = self.chance.choice([own for own in WORDS if own[-1] == "."])
        self.words["fr"][own] = f"{WORDS[own][:-1]} {self.chance.choice('abcdefgh')}."
        self.write()

    def wrong_message(self):
        """Leaves one message without its translation, or gives it again."""
        had = self.words["fr"]["What follows"]
        self.words["fr"]["What follows"] = "" if had else "La suite"
        self.write()

    def fact(self):
        """Changes the date."""
        self.day = self.day % 28 + 1
        self.write()

    def setting(self):
        """Changes the address of the site, which pages name."""
        self.site = "" if self.site else "https://seto.example/prize"
        self.write()

    def language(self):
        """Adds a language, or drops it."""
        if "es" in self.languages:
            self.languages.remove("es")
            del self.words["es"]
            shutil.rmtree(self.folder / "locales" / "es")
        else:
            self.languages.append("es")
            self.words["es"] = {own: f"{said}" for own, said in WORDS.items()}
        self.write()

    def picture(self):
        """Changes the picture."""
        colour = (self.chance.randrange(256), 90, 120)
        Image.new("RGB", (1800, 900), colour).save(self.documents / DOCUMENT / "boat.png")

    def template(self):
        """Changes a template, or its style."""
        files = sorted((self.folder / "templates").glob("*/*.*ml")) + sorted(
            (self.folder / "templates").glob("*/*.css")
        )
        file = self.chance.choice([path for path in files if path.suffix != ".toml"])
        text = file.read_text(encoding="utf-8")
        spacing = f"p {{ letter-spacing: 0.0{self.chance.randrange(1, 9)}em }}\n"
        file.write_text(text + (spacing if file.suffix == ".css" else "\n"), encoding="utf-8")

    def face(self):
        """Gives a family another face, or the packaged one again."""
        own = self.folder / "fonts"
        if own.exists():
            shutil.rmtree(own)
            return
        (own / "own").mkdir(parents=True)
        packaged = ROOT / "fonts" / "source-sans-3"
        shutil.copy(self.chance.choice(sorted(packaged.glob("*.ttf"))), own / "own" / "own.ttf")
        shutil.copy(packaged / "OFL.txt", own / "own")
        (own / "fonts.toml").write_text(FACE, encoding="utf-8")

    def damage(self):
        """Changes, cuts or removes a finished file; its times may be those of before."""
        made = sorted(path for path in self.out.rglob("*") if path.is_file() and path.name != NAME)
        if not made:
            return
        file = self.chance.choice(made)
        content, found = bytearray(file.read_bytes()), file.stat()
        act = self.chance.choice(("change", "cut", "remove", "touch"))
        if act == "remove":
            file.unlink()
            return
        if act == "change":
            content[self.chance.randrange(len(content))] ^= 1
        if act == "cut":
            del content[len(content) // 2 :]
        file.write_bytes(content)
        if self.chance.random() < 0.5:
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    def record(self):
        """Damages or removes the record of what was made."""
        file = self.out / NAME
        if not file.exists():
            return
        content = bytearray(file.read_bytes())
        act = self.chance.choice(("remove", "cut", "change"))
        if act == "remove":
            file.unlink()
        elif act == "cut":
            file.write_bytes(content[: self.chance.randrange(len(content))])
        else:
            content[self.chance.randrange(len(content))] = self.chance.randrange(32, 127)
            file.write_bytes(content)

    def killed(self):
        """Changes something, and kills the command that builds it at a random moment."""
        self.chance.choice((self.message, self.template, self.picture))()
        with self.command() as process:
            time.sleep(self.chance.uniform(0.1, 3))
            process.kill()

    def together(self):
        """Changes something twice, with a command building after each, at the same time."""
        self.message()
        with self.command():
            time.sleep(self.chance.uniform(0, 1))
            self.template()
            with self.command():
                pass

    def command(self):
        """Gives the command at work, which is waited for at the end."""
        command = ["build", "--out", self.out, "--jobs", "2"]
        return subprocess.Popen(
            [sys.executable, "-m", "laureate_print", "--project", self.folder, *command],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
        )

    def nothing(self):
        """Changes nothing."""

    EDITS = (
        message, message, wrong_message, fact, setting, language, picture, template, template, face,
        damage, damage, record, nothing, killed, together,
    )  # fmt: skip


def built(project, out, anew=False):
    """Builds into a folder as the command does; gives each render, and whether nothing was loaded."""
    records = Records(out, anew)
    look = Look(project.folder, Request(), records)
    told = look.renders()
    if told is not None:
        return told, True
    sources = load(project.folder, epoch="")
    records.made_by(software.made_by())
    asked = jobs.choose(sources)
    renders = list(
        in_folder.build(
            lambda *request: render(sources, *request), sources, asked, 1, False, records
        )
    )
    look.remember(sources, renders)
    records.write()
    return renders, False


def contents(folder):
    """Gives the digest of each finished file by its path."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


def step(project, folder):
    """Makes one edit and both builds, and compares them; gives what was done and seen."""
    edit = project.chance.choice(project.EDITS)
    edit(project)
    before = contents(project.out)
    renders, at_once = built(project, project.out)
    clean = folder / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    wanted, _ = built(project, clean, anew=True)
    after, meant = contents(project.out), contents(clean)
    told = [(it.job.path, it.findings, it.drafts, it.failed) for it in renders]
    assert told == [(it.job.path, it.findings, it.drafts, it.failed) for it in wanted], (
        edit.__name__
    )
    differing = {path for path in meant if before.get(path) != meant[path]}
    assert {path: after.get(path) for path in meant} == meant, (edit.__name__, sorted(differing))
    made = {it.job.path for it in renders if it.kept and not it.unchanged}
    beside = {file.path for it in renders if it.kept for file in it.kept.beside}
    assert differing - beside <= made, edit.__name__
    again, nothing_loaded = built(project, project.out)
    unreadable = [
        it.message for render in renders for it in render.findings if it.check == UNREADABLE
    ]
    assert nothing_loaded or unreadable, edit.__name__
    assert not unreadable, unreadable
    assert not any(it.kept and not it.unchanged for it in again), edit.__name__
    return edit.__name__, len(made), len(differing - beside), at_once


def main(steps, seed, outputs):
    """Runs the edits; prints how many files each kind made, and how many of them differed."""
    own_this_process()
    made, differing, count = Counter(), Counter(), Counter()
    with tempfile.TemporaryDirectory() as place:
        project = Project(Path(place), seed, outputs)
        for number in range(steps):
            name, renders, different, _ = step(project, Path(place))
            made[name] += renders
            differing[name] += different
            count[name] += 1
            if not (number + 1) % 50:
                print(f"{number + 1} edits", flush=True)
    print("edit, how often, artifacts made, of which other bytes than stood there")
    for name in sorted(count):
        print(f"{name:14} {count[name]:4} {made[name]:5} {differing[name]:5}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        int(sys.argv[2]),
        {"page": ["html", "pdf", "archive"], "leaflet": ["print"]},
    )
