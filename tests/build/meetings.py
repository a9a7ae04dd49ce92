"""Two writers: commands, editors and a preview at work in one project and one output folder at once;
afterwards no catalog has lost a translation, what an editor saved is in it, each artifact is that of
a clean build, and the preview shows the last word.

`make meetings COUNT=60 SEED=1` lets so many meet, each at random moments that its seed and number
repeat; the suite a few. An editor saves in one of three ways: another file takes the name (Poedit),
the file is emptied and written in two parts, or put aside and written anew (vim has both).
"""

import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from laureate_print.cli.main import main as command
from laureate_print.pdf_engine.process import own_this_process
from tests.build.edits import contents
from tests.build.small_project import OWN, WORDS, Project
from tests.desk.preview import asked, previewing
from tests.forked import forked

LANGUAGES = ("fr", "ja")
MEANWHILE = "was saved by another program meanwhile"
WAYS = ("by another file", "in place", "put aside")
KINDS = {  # the commands of a meeting, with how many saves of an editor between them
    "updates": (("catalog update",) * 3, 0),
    "update, editor": (("catalog update", "catalog update"), 3),
    "review, editor": (("catalog review", "catalog update"), 3),
    "builds": (("build", "build", "build one"), 0),
    "builds, editor": (("build", "build one"), 3),
    "all": (("build", "catalog update", "build one", "catalog review"), 3),
}
LONGEST = {"catalog update": 0.1, "build": 0.5}  # seconds of which a moment is taken
SOON = 20  # seconds in which a preview shows the last word


class Meetings:
    """A project in which all meet, and what is known of it.

    Args:
        place: the folder of all.
        address: of its preview, if there is one.
    """

    def __init__(self, place):
        self.place, self.address = place, ""
        self.project, self.out = place / "project", place / "out"
        Project(self.project, languages=("en", *LANGUAGES))
        self.saved = {tag: WORDS[tag][0] for tag in LANGUAGES}  # what an editor said last
        self.count, self.processes, self.seen = 0, [], Counter()
        self.run("catalog update")
        self.run("build")

    def words(self, verb):
        """The command line of a verb."""
        build = ("build", "--out", self.out, "--jobs", "1")
        asked = {
            "build": build,
            "build one": (*build, "-l", "fr", "-o", "html"),
            "catalog review": ("catalog", "review", "fr", "--by", "Higa", "--on", "2026-05-01"),
        }.get(verb, verb.split())
        return ["--project", self.project, *asked]

    def begin(self, verb):
        """Begins a command in a child."""
        self.count += 1
        said = [self.place / f"said-{self.count}.{end}" for end in ("out", "wrong")]
        self.processes.append((verb, forked(self.words(verb), *said), said))

    def end(self):
        """Waits for all, and sees that each ended as it may."""
        for verb, child, (out, wrong) in self.processes:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said = wrong.read_text(encoding="utf-8")
            self.seen[f"{verb}: exit {code}"] += 1
            assert code in (0, 1, 3, 4), (verb, code, said)
            assert code < 3 or len(said.splitlines()) == 1 or code == 3, (verb, said)
            assert code != 4 or MEANWHILE in said, (verb, said)
            assert code != 1 or verb[:5] == "build", (verb, said, out.read_text("utf-8"))
        self.processes = []

    def run(self, verb):
        """Runs a command alone, which has no trouble."""
        self.begin(verb)
        verb, _, (out, wrong) = self.processes[-1]
        before = self.seen[f"{verb}: exit 0"]
        self.end()
        told = out.read_text("utf-8") + wrong.read_text("utf-8")
        assert self.seen[f"{verb}: exit 0"] > before, (verb, "has trouble when it is alone", told)

    def editor(self, chance, tag):
        """Gives the steps by which an editor loads a catalog, and saves it some time later."""
        path = self.project / f"locales/{tag}/LC_MESSAGES/notice.po"
        way, loaded = chance.choice(WAYS), []
        said = f"{WORDS[tag][0]} {chance.randrange(10**6)}"

        def load():
            text = path.read_text(encoding="utf-8")
            own = re.escape(json.dumps(OWN[0]))
            loaded[:] = [re.sub(f'(msgid {own}\nmsgstr ").*(")', rf"\g<1>{said}\2", text)]
            assert said in loaded[0], ("the editor finds no such message", text)

        def write(part):
            content = loaded[0].encode()
            middle = len(content) // 2
            with path.open("ab" if part else "wb") as file:
                file.write(content[middle:] if part else content[:middle])

        def save():
            if way == "by another file":
                beside = path.with_suffix(".tmp")
                beside.write_text(loaded[0], encoding="utf-8")
                beside.replace(path)
            elif way == "in place":
                path.write_bytes(b"")
                write(0)
            else:
                path.rename(f"{path}~")
            self.saved[tag] = said

        def finish():
            if way == "put aside":
                write(0)
            if way != "by another file":
                write(1)
            Path(f"{path}~").unlink(missing_ok=True)

        return [load, save, finish]

    def meet(self, kind, chance):
        """Lets a meeting take place, and sees what has become of all."""
        verbs, saves = KINDS[kind]
        news = chance.randrange(10**6)
        document = self.project / "templates/documents/notice.md"
        text = document.read_text(encoding="utf-8")
        document.write_text(re.sub(r"in June.*", f"in June {news}.", text), encoding="utf-8")
        most = LONGEST["build" if "build" in verbs else "catalog update"]
        steps = [(chance.random() * most, lambda verb=verb: self.begin(verb)) for verb in verbs]
        now = 0
        for _ in range(saves):
            for step in self.editor(chance, chance.choice(LANGUAGES)):
                now += chance.random() * (0.15 if step.__name__ == "finish" else most / saves)
                steps.append((now, step))
        began = time.monotonic()
        for moment, step in sorted(steps, key=lambda it: it[0]):
            time.sleep(max(moment + began - time.monotonic(), 0))
            step()
        self.end()
        self.check()

    def check(self):
        """Sees that nothing is lost: after the meeting, and after what anybody would do next."""
        for _ in range(2):
            for tag in LANGUAGES:
                self.check_catalog(tag)
            self.run("catalog update")
        for tag in LANGUAGES:
            self.finish_translation(tag)
        self.run("build")
        clean = self.place / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        self.out, out = clean, self.out
        self.run("build")
        self.out = out
        assert contents(out) == contents(clean), "artifacts are not those of a clean build"
        left = [path for path in self.place.rglob("*") if "unfinished" in path.name]
        assert not left, left
        if self.address:
            self.check_preview()

    def check_catalog(self, tag):
        """Sees by another reader of catalogs that all that was translated is there."""
        path = self.project / f"locales/{tag}/LC_MESSAGES/notice.po"
        read = read_po(BytesIO(path.read_bytes()), abort_invalid=True)
        said = {message.string for message in read} | {it.string for it in read.obsolete.values()}
        wanted = {self.saved[tag], *WORDS[tag][2:]}
        assert wanted <= said, (tag, "lost", wanted - said)

    def finish_translation(self, tag):
        """Translates what the document asks for now, as a translator does next."""
        path = self.project / f"locales/{tag}/LC_MESSAGES/notice.po"
        text = path.read_text(encoding="utf-8")
        news = '(msgid "The bridge opens in June .*"\nmsgstr ).*'
        text = re.sub(news, lambda it: it[1] + json.dumps(WORDS[tag][1], ensure_ascii=False), text)
        text = re.sub(r'(?m)^#, fuzzy\n((?:#\|.*\n|".*\n)*msgid "The bridge)', r"\1", text)
        path.write_text(text, encoding="utf-8")

    def check_preview(self):
        """Sees that the preview shows what was said last."""
        for tag in LANGUAGES:
            until = time.monotonic() + SOON
            while True:
                status, _, content = asked(self.address, f"files/notice/{tag}/page.html")
                if status == 200 and self.saved[tag].split()[-1] in content.decode():
                    break
                assert time.monotonic() < until, (tag, "the preview does not show it", status)
                time.sleep(0.1)


def main(count, number, preview=True, kinds=tuple(KINDS)):
    """Lets so many meetings take place, of all kinds in turn; prints what was seen, and gives how
    many fell.
    """
    own_this_process()
    fell, seen, longest = 0, Counter(), 0
    with tempfile.TemporaryDirectory() as place:
        warm = Project(Path(place, "warm"), languages=("en",))
        told = (redirect_stdout(None), redirect_stderr(None))
        with told[0], told[1]:
            command(["--project", f"{warm.folder}", "build", "--out", f"{place}/o", "--jobs", "1"])
        meetings = Meetings(Path(place, "all"))
        shown = previewing(meetings.project) if preview else nullcontext((None, ""))
        with shown as (_, meetings.address):
            for at in range(count):
                kind, began = kinds[at % len(kinds)], time.monotonic()
                try:
                    meetings.meet(kind, random.Random(f"{number}/{at}"))
                except AssertionError as error:
                    fell += 1
                    print(f"  {kind} {at}: {error}"[:900], flush=True)
                    meetings.end()
                seen[kind] += 1
                longest = max(longest, time.monotonic() - began)
    print(f"{seen.total()} meetings, {fell} fell, the longest {longest:.1f} s")
    print(", ".join(f"{kind} {times}" for kind, times in seen.items()))
    print(", ".join(f"{name} {times}" for name, times in sorted(meetings.seen.items())))
    return fell


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
