"""A state machine of hypothesis: random edits of a project, builds between them, some of which are
killed or meet another one, and after at most three of all these its output folder beside a clean
build: the same bytes, the same findings, and nothing left that differs.

`make edits STEPS=500 SEED=1` takes so many steps and prints what it saw; the suite takes a few. A
failure is told by the fewest steps that lead to it.

Each build is the command itself, in a child of this process: all begin from the same state, in
which the engine is warm and nothing of the project is known.
"""

import gc
import itertools
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from laureate_print.build.records import NAME, Records
from laureate_print.build.unchanged import Look, Request
from laureate_print.cli.main import main as command
from laureate_print.model import UNREADABLE
from laureate_print.pdf_engine.process import own_this_process
from tests.build.small_project import OWN, SENTENCES, WORDS, Project
from tests.forked import forked

RUN = 25  # steps before a project begins anew
OFTEN = 3  # edits after which there is a comparison in any case
TICK = 2.1  # seconds after which the stamp of a file is trusted
WATCHED = ("open", "os.rename", "os.remove", "os.mkdir")
ENDS = (0, 1, 3)  # exit codes of a build: all is well, a finding, a source that cannot be read
ALL = Request()
_NUMBERS = itertools.count(1)  # of builds
ENDINGS = {".pdf": b"%%EOF", ".html": b"</html>", ".png": b"IEND\xaeB`\x82"}

tags, sentences, letters = map(some.sampled_from, (list(WORDS), SENTENCES, ("a b", "b a", "c")))
numbers, moments = some.integers(0, 99), some.integers(1, 60)


class Build:
    """The command at work in a child of this process.

    Args:
        project: what it builds.
        folder: where to.
        options: further options.
        moment: before the how manieth touch of that folder it acts; 0 for none.
        act: what it does there.
    """

    def __init__(self, project, folder, *options, moment=0, act=None):
        words = ["--project", project.folder, "build", "--json", "--out", folder, "--jobs", "1"]
        self.folder, self.code = f"{folder}/", None
        self.said = [Path(f"{folder}.{next(_NUMBERS)}.{end}") for end in ("out", "wrong")]

        def begin():
            if moment:
                before(moment, os.fspath(folder), act or stop)

        environment = {"SOURCE_DATE_EPOCH": project.epoch}
        self.child = forked([*words, *options], *self.said, begin, **environment)

    def wait(self):
        """Waits until it stops or ends."""
        _, state = os.waitpid(self.child, os.WUNTRACED)
        if not os.WIFSTOPPED(state):
            self.code = os.waitstatus_to_exitcode(state)
        return self

    def go_on(self):
        """Lets it go on to its end, if it stopped."""
        if self.code is None:
            os.kill(self.child, signal.SIGCONT)
            self.wait()
        return self

    def artifacts(self):
        """Gives what it told of each artifact, and the paths of those that it made."""
        told, wrong = self.said
        assert self.code in ENDS, (self.code, wrong.read_text(encoding="utf-8"))
        if not told.stat().st_size:
            reason = wrong.read_text(encoding="utf-8").replace(self.folder, "")
            return [{"path": None, "findings": [{"check": UNREADABLE, "message": reason}]}], set()
        entries = json.loads(told.read_bytes())["artifacts"]
        for entry in entries:
            entry["path"] = entry["path"] and entry["path"].removeprefix(self.folder)
        made = {entry["path"] for entry in entries if not entry.pop("unchanged")}
        return entries, made - {None}


def before(moment, folder, act):
    """Lets this process act before it touches a folder so many times."""
    left = [moment]

    def touched(event, arguments):
        if event in WATCHED and str(arguments[0]).startswith(folder):
            left[0] -= 1
            if not left[0]:
                act()

    sys.addaudithook(touched)


def stop():
    """Stops this process until it is told to go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def die():
    """Kills this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_writing(most):
    """Lets the system kill this process when a file that it writes has so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def options(request):
    """Gives a request as it stands on the command line."""
    named = [("-l", tag) for tag in request.languages] + [("-o", it) for it in request.outputs]
    return [*itertools.chain(*named), *(["--release"] if request.release else [])]


def contents(folder):
    """Gives the bytes of each finished file by its path."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Seen:
    """What was seen of all runs."""

    def __init__(self):
        self.steps, self.longest, self.between = 0, 0, 0
        self.rules, self.comparisons, self.clean = Counter(), 0, 0
        self.made = defaultdict(Counter)

    def ran(self, steps):
        """Counts a run of so many steps; tells how far all is, if it is a long way."""
        self.longest = max(self.longest, steps)
        if self.steps % 100 < steps < self.steps:
            print(f"{self.steps} steps, {self.comparisons} comparisons", flush=True)

    def tell(self):
        edits = dict(self.rules)
        runs = edits.pop("run")
        print(f"{self.steps} steps in {runs} runs, the longest of {self.longest} steps;")
        print(f"{self.comparisons} comparisons with {self.clean} clean builds,")
        print(f"at most {self.between} steps between two of them")
        print(", ".join(f"{name} {edits[name]}" for name in sorted(edits)))
        print("\nsince the last comparison, how often, artifacts made, of which other bytes")
        total = Counter()
        for names in sorted(self.made, key=lambda names: (names.count("+"), names)):
            total += (found := self.made[names])
            if "+" not in names or found["made"] > found["other"]:
                print(f"{names:40} {found['times']:4} {found['made']:5} {found['other']:5}")
        print(f"{'all':40} {total['times']:4} {total['made']:5} {total['other']:5}")


class Edits(RuleBasedStateMachine):
    """A project, its output folder, and what was done since they were last compared."""

    place, seen = Path(), Seen()

    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp(dir=Edits.place))
        self.project, self.out = Project(self.place / "project"), self.place / "out"
        shutil.copytree(Edits.place / "out", self.out)
        self.since, self.steps, self.sound, self.damage = [], 0, True, {}
        self.clean_of, self.meant, self.wanted = "", {}, []
        self.older = defaultdict(list)
        self.seen.rules["run"] += 1

    def took(self, name):
        """Remembers that a step was taken; not yet that all is well after it."""
        self.sound = False
        self.steps += 1
        self.seen.steps += 1
        self.seen.rules[name] += 1

    def did(self, name):
        """Remembers an edit, and writes what it changed of the project; gives the paths."""
        self.took(name)
        self.since.append(name)
        return self.project.write()

    # Words

    @rule(
        tag=tags,
        own=some.sampled_from(OWN),
        letter=letters,
        clock=some.sampled_from(("now", "same", "back")),
    )
    def message(self, tag, own, letter, clock):
        """Changes a translation; the clock of its file may say that it did not, or go back."""
        said = self.project.words[tag][own].rstrip(" abc")
        self.project.words[tag][own] = f"{said} {letter}"
        catalogs = [path for path in self.project.paths if path.suffix == ".po"]
        times = {path: path.stat() for path in catalogs}
        for path in self.did("message"):
            if path in times and clock != "now":
                back = 3_600_000_000_000 * (clock == "back")
                os.utime(path, ns=(times[path].st_atime_ns, times[path].st_mtime_ns - back))

    @rule(own=sentences, letter=letters)
    def source(self, own, letter):
        """Changes a sentence of the document, which the catalogs follow."""
        self.project.english[own] = f"{own} {letter}"
        self.did("source")

    @rule(tag=tags, own=sentences)
    def untranslated(self, tag, own):
        """Takes a translation away, or gives it again."""
        said = self.project.words[tag][own]
        self.project.words[tag][own] = "" if said else WORDS[tag][OWN.index(own)]
        self.did("untranslated")

    @rule(tag=tags, own=sentences)
    def fuzzy(self, tag, own):
        """Marks a translation, or takes the mark away."""
        self.project.fuzzy ^= {(tag, own)}
        self.did("fuzzy")

    @rule(tag=tags, whole=some.booleans())
    def reviewed(self, tag, whole):
        """Reviews a language, in part or as a whole, or takes the marks away."""
        if (tag, OWN[0]) in self.project.reviewed:
            self.project.reviewed = {}
        else:
            for own in OWN if whole else SENTENCES:
                self.project.review(tag, own)
        self.did("reviewed")

    @rule(tag=tags)
    def catalog_renamed(self, tag):
        """Renames a catalog, so that its language has none, or gives it its name again."""
        self.project.mislaid ^= {(tag, self.project.name)}
        self.did("catalog_renamed")

    # Facts and settings

    @rule(day=some.integers(1, 28))
    def fact(self, day):
        """Changes the date."""
        self.project.day = day
        self.did("fact")

    @rule(site=some.sampled_from(("", "https://seto.example/a", "https://seto.example/b")))
    def setting_site(self, site):
        """Changes the address that pages name."""
        self.project.settings = {"site": site} if site else {}
        self.did("setting_site")

    @rule(colour=some.sampled_from(("", "#14284b", "#24284b")))
    def setting_colour(self, colour):
        """Changes the colour of the house."""
        self.project.colour = colour
        self.did("setting_colour")

    @rule(epoch=some.sampled_from(("", "1800000000", "1800086400")))
    def epoch(self, epoch):
        """Changes the day in whose name all is made."""
        self.project.epoch = epoch
        self.did("epoch")

    @rule(tag=tags)
    def language(self, tag):
        """Adds a language, or drops it."""
        tags = self.project.languages
        (tags.remove if tag in tags else tags.append)(tag)
        self.did("language")

    @rule(kind=some.sampled_from(("archive", "leaflet")))
    def output(self, kind):
        """Asks for one more output, or no longer."""
        page = ["html", "pdf"]
        printed = {
            "archive": {"page": [*page, "archive"]},
            "leaflet": {"page": page, "leaflet": ["print"]},
        }
        plain = {"page": page}
        self.project.printed = plain if self.project.printed == printed[kind] else printed[kind]
        self.did("output")

    # Documents, pictures, form

    @rule()
    def document(self):
        """Adds a document, or drops it."""
        self.project.news = not self.project.news
        self.did("document")

    @rule()
    def document_renamed(self):
        """Gives a document another name, with its catalogs and pictures."""
        self.project.name = "letter" if self.project.name == "notice" else "notice"
        self.did("document_renamed")

    @rule(colour=some.integers(0, 255), wide=some.booleans())
    def picture(self, colour, wide):
        """Changes the picture for one of as many bytes, or for a wider one."""
        self.project.picture = (120 if wide else 90, 45, colour)
        self.did("picture")

    @rule(radius=some.integers(5, 9))
    def drawing(self, radius):
        """Changes a drawing that the project file names."""
        self.project.radius = radius
        self.did("drawing")

    @rule(
        name=some.sampled_from(("page.html", "page.css", "browser.css")),
        text=some.sampled_from(("", "\n", "\n\n")),
    )
    def template(self, name, text):
        """Changes a template as nobody sees it."""
        self.project.added[f"templates/page/{name}"] = text
        self.did("template")

    @rule(name=some.sampled_from(("page.css", "browser.css")), spacing=some.integers(1, 9))
    def style(self, name, spacing):
        """Changes a style sheet."""
        self.project.added[f"templates/page/{name}"] = f"p {{ letter-spacing: 0.0{spacing}em }}\n"
        self.did("style")

    @rule(name=some.sampled_from(("", "SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf")))
    def face(self, name):
        """Gives a family another face, or the packaged one again."""
        self.project.face = name
        self.did("face")

    # Files that stay what they are

    @rule(number=numbers, hours=some.sampled_from((0, 1, -1)))
    def touched(self, number, hours):
        """Changes the times of a file of the project, forwards or back."""
        path = self.project.paths[number % len(self.project.paths)]
        day = time.time() + 3600 * hours
        os.utime(path, (day, day))
        self.did("touched")

    @rule()
    def time_passes(self):
        """Lets all files be so old that their stamps are trusted."""
        time.sleep(TICK)
        self.did("time_passes")

    @rule()
    def folder_moved(self):
        """Moves the project to another folder."""
        home = self.project.folder
        self.project.folder = home.with_name("moved" if home.name == "project" else "project")
        home.rename(self.project.folder)
        self.did("folder_moved")

    @rule(times=some.booleans())
    def output_copied(self, times):
        """Puts a copy of the output folder in its place, with the times of the files or of now."""
        before = self.out.rename(self.place / "before")
        shutil.copytree(before, self.out, copy_function=shutil.copy2 if times else shutil.copyfile)
        shutil.rmtree(before)
        self.did("output_copied")

    # What stands in the output folder

    @rule(
        number=numbers,
        act=some.sampled_from(("change", "cut", "remove", "touch", "other", "older")),
        times=some.booleans(),
    )
    def damaged(self, number, act, times):
        """Changes, cuts or removes a finished file, or puts another in its place: of another job,
        or of an earlier build. Its times may stay.
        """
        self.did("damaged")
        if not (made := sorted(contents(self.out))):
            return
        path = made[number % len(made)]
        file, older = self.out / path, self.older[path]
        content, found = file.read_bytes(), file.stat()
        if act == "remove":
            file.unlink()
            return
        middle = len(content) // 2
        content = {
            "change": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "cut": content[:middle],
            "touch": content,
            "other": (self.out / made[number * 7 % len(made)]).read_bytes(),
            "older": older[number % len(older)] if older else content,
        }[act]
        file.write_bytes(content)
        self.damage[path] = content
        if times:
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    @rule(act=some.sampled_from(("remove", "cut", "change", "older")), number=numbers)
    def record(self, act, number):
        """Removes or damages the record of what was made, or puts an older one in its place."""
        self.did("record")
        file, older = self.out / NAME, self.older[NAME]
        if act == "remove" or not file.exists():
            file.unlink(missing_ok=True)
            return
        content = file.read_bytes()
        place = len(content) * number // 100
        content = {
            "cut": content[:place],
            "change": content[:place] + b"7" + content[place + 1 :],
            "older": older[number % len(older)] if older else content,
        }[act]
        file.write_bytes(content)

    # Builds

    @rule()
    def build(self):
        """Builds, and compares."""
        self.took("build")
        self.compare()

    @rule()
    def build_all(self):
        """Builds all anew, and compares."""
        self.took("build_all")
        self.compare(anew=True)

    @rule(number=numbers, output=some.sampled_from(("html", "pdf", "")), release=some.booleans())
    def part(self, number, output, release):
        """Builds and compares one language or all, perhaps one output alone or for release."""
        self.did("part")
        tags = [(), *((tag,) for tag in self.project.languages)]
        outputs = (output,) if output else ()
        self.compare(Request((), tags[number % len(tags)], (), outputs, release))

    @rule(moment=moments, most=some.integers(0, 20_000), anew=some.booleans())
    def killed(self, moment, most, anew):
        """Kills a build before it touches the output folder so many times, or when a file that it
        writes from then on has so many bytes.
        """
        self.did("killed")
        everything = ["--all"] if anew else []
        act = partial(die_writing, most) if most else die
        Build(self.project, self.out, *everything, moment=moment, act=act).wait()

    @rule(
        first=moments,
        second=moments,
        output=some.sampled_from(("", "html")),
        what=some.sampled_from(("message", "drawing")),
        number=some.integers(0, 2),
        turned=some.booleans(),
    )
    def together(self, first, second, output, what, number, turned):
        """Lets two builds meet, with an edit between their beginnings: each stops before a touch
        of the output folder until the other has stopped too; then they end, one after the other.
        """
        request = Request(outputs=(output,) if output else ())
        one = Build(self.project, self.out, *options(request), moment=first)
        one.wait()
        if what == "message":
            said = ("a b", "b a", "c")[number]
            self.project.words["ar"][OWN[0]] = f"{WORDS['ar'][0]} {said}"
        else:
            self.project.radius = 5 + number
        self.did("together")
        two = Build(self.project, self.out, moment=second).wait()
        for build in (two, one) if turned else (one, two):
            build.go_on()
        assert one.code in ENDS and two.code in ENDS, (one.code, two.code)

    # What must hold

    @invariant()
    def all_is_well(self):
        """Each file in the output folder ends as it should, but those that the rules damaged; and
        after so many steps there is a comparison in any case.
        """
        for path, content in contents(self.out).items():
            if self.damage.get(path) != content:
                assert content.rstrip().endswith(ENDINGS[Path(path).suffix]), path
        if len(self.since) >= OFTEN:
            self.compare()
        self.sound = True

    def teardown(self):
        try:
            if self.sound and self.since:
                self.compare()
            self.seen.ran(self.steps)
        finally:
            shutil.rmtree(self.place)

    def compare(self, request=ALL, anew=False):
        """Builds what is asked for, and compares it with a clean build; then nothing is left to
        do.
        """
        before = contents(self.out)
        meant, wanted = self.clean_build(request)
        build = Build(self.project, self.out, *options(request), *(["--all"] if anew else []))
        entries, made = build.wait().artifacts()
        after = contents(self.out)
        assert entries == wanted
        assert {path for path in meant if after.get(path) != meant[path]} == set(), "other bytes"
        told = {entry["path"] for entry in entries}
        other = {path for path in meant if before.get(path) != meant[path]} & told
        assert other <= made, "not made, and differs"
        again = Look(self.project.folder, request, Records(self.out)).renders()
        if all(it["check"] != UNREADABLE for entry in entries for it in entry["findings"]):
            assert again is not None and all(it.unchanged for it in again if it.kept), "not at once"
        self.seen.comparisons += 1
        if request == ALL:
            self.remember("" if anew else "+".join(sorted(self.since)), made, other)

    def clean_build(self, request):
        """Gives the files of a build into another folder, and what it told. Where a part is asked
        for, all else stands there already as in the output folder, for web pages tell of it.
        """
        whole = request == ALL
        if not whole or self.clean_of != self.project.digest:
            clean = self.place / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            if not whole:
                shutil.copytree(self.out, clean, ignore=shutil.ignore_patterns(".*"))
            build = Build(self.project, clean, *options(request), "--all")
            told, made = build.wait().artifacts()
            self.seen.clean += 1
            found = contents(clean)
            if not whole:
                return {path: found[path] for path in made}, told
            self.meant, self.wanted, self.clean_of = found, told, self.project.digest
        return self.meant, self.wanted

    def remember(self, names, made, other):
        """Counts a comparison, and keeps what stands now for rules that bring it back."""
        if names:
            self.seen.made[names] += Counter(times=1, made=len(made), other=len(other))
        self.seen.between = max(self.seen.between, len(self.since))
        self.since = []
        for path, content in {**self.meant, NAME: (self.out / NAME).read_bytes()}.items():
            if content not in self.older[path]:
                self.older[path].append(content)


def main(steps, number):
    """Takes at least so many steps, of which a first run does nothing but build; prints what was
    seen.
    """
    own_this_process()
    Edits.seen = Seen()
    with tempfile.TemporaryDirectory() as place:
        Edits.place = Path(place)
        base = Project(Edits.place / "base")
        with redirect_stdout(None):
            command(
                ["--project", f"{base.folder}", "build", "--out", f"{place}/out", "--jobs", "1"]
            )
        gc.freeze()  # what the children share with this process is not looked through in each
        while Edits.seen.steps < steps:  # hypothesis ends some runs early
            run_state_machine_as_test(
                seed(number)(Edits),
                settings=settings(
                    max_examples=2 + (steps - Edits.seen.steps) // RUN,
                    stateful_step_count=min(steps, RUN),
                    phases=(Phase.generate, Phase.shrink),
                    suppress_health_check=list(HealthCheck),
                    database=None,
                    deadline=None,
                    report_multiple_bugs=False,
                ),
            )
            number += 1
    Edits.seen.tell()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
