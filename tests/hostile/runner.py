"""Lets the command meet hostile inputs, in children of a process that is warm, and judges how it
ends: by an answer of lines that say what to do, soon, within its memory, with nothing read outside
the project, no connection and no program but ours.

A child meets several inputs of a kind, one after the other; one that it does not meet as it should
is met once more, by a child of its own, and that is what counts.
"""

import gc
import logging
import os
import random
import re
import resource
import select
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import laureate_print
from laureate_print.cli.main import main as command
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources.loading import packaged, packaged_fonts
from tests.build.small_project import ROOT, Project
from tests.hostile import catalogs, exchange, faces, pictures, settings, strangers, texts
from tests.hostile.mutations import Case

KINDS = {
    **catalogs.KINDS,
    **settings.KINDS,
    **texts.KINDS,
    **pictures.KINDS,
    **faces.KINDS,
    **strangers.KINDS,
    **exchange.KINDS,
}
COSTLY = {"document", "template", "style", "svg", "picture", "face", "profile"}  # those with pages
MADE = ("page.pdf", "page.html")
PATIENCE = 20  # seconds of work
WAITING = 90  # seconds by the clock, of a machine that has much to do
MEMORY = 1500  # MB of a process
TOGETHER = 25  # cases that a child meets
ANSWER = struct.Struct("=idd")  # exit code, seconds of work, most memory in MB
USAGE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
LIMITS = b"[limits]\nseconds = 4\nmemory = 1000\n"
CANARY = "kept from everybody"
ENDS = (0, 1, 2, 3, 4)
OURS = re.compile(r"(?:.*/)?(?:python[\d.]*|gs)")  # the programs that a build may start
# What an answer says that was meant for programmers.
RAW = re.compile(
    r"Traceback|object (?:has no|is not|does not)|NoneType|<class |<function|codec can't|\bunhashable|\bErrno\b"
    r"|not subscriptable|to unpack|list index|out of range|positional argument|unexpected keyword|not supported between"
    r"|Object of type|must be (?:str|real|int|bytes)|can only concatenate|invalid literal|string indices|\bself\b\."
)
# What an expression of a template raises is told in Jinja's words, with its place.
AT_LINE = re.compile(r"templates/\S+:\d+: ")
PLACES = tuple(
    os.path.realpath(place)
    for place in (
        *(ROOT, packaged(), *packaged_fonts(), Path(laureate_print.__file__).parent),
        *(sys.prefix, sys.base_prefix, "/usr/lib", "/usr/share", "/lib", "/proc"),
        *("/dev/null", "/dev/urandom", "/etc/mime.types"),
    )
)


def shared_out(kinds, count):
    """Gives how many cases there are of each kind; of kinds that cost much it takes a quarter."""
    turns = [kind for kind in kinds for _ in range(1 if kind in COSTLY else 4)]
    return Counter(islice(cycle(turns), count))


@dataclass(frozen=True)
class Asked:
    """A case in its folder, before the command has met it."""

    name: str
    place: Path
    words: list[str]
    case: Case

    @property
    def given(self):
        """All that it holds."""
        return b"".join(it for it in self.case.files.values() if isinstance(it, bytes))


@dataclass
class Met:
    """How the command met a case."""

    name: str
    named: tuple[str, ...] = ()
    code: int = 0
    seconds: float = 0
    work: float = 0
    memory: float = 0
    said: str = ""
    given: bytes = b""
    trespasses: list[str] = field(default_factory=list)
    left: bool = False

    @property
    def flaws(self):
        """What it did that it may not do."""
        if self.work > PATIENCE or self.seconds > WAITING:
            yield "hangs"
        elif self.code == 70:
            yield "our fault"
        elif self.code not in ENDS:
            yield f"ends with {self.code}"
        if self.memory > MEMORY:
            yield f"{self.memory:.0f} MB"
        raw = RAW.search(self.said)
        if raw and raw[0].encode() not in self.given and not AT_LINE.search(self.said):
            yield f"says {raw[0]!r}"
        if self.code == 3 and not re.search(r"[\w-]+\.\w{2,5}\b|SOURCE_DATE_EPOCH|/", self.said):
            yield "names no file"
        if self.code == 3 and self.named and not any(it in self.said for it in self.named):
            yield f"does not name {self.named[0]}"
        if CANARY in self.said:
            yield "told the secret"
        if self.left:
            yield "leaves a process at work"
        yield from sorted(set(self.trespasses))


class Runner:
    """A folder in which cases are met, one after the other."""

    def __init__(self, place):
        own_this_process()
        logging.getLogger("pikepdf").setLevel(
            logging.CRITICAL
        )  # of PDFs that are broken on purpose
        self.place = Path(place)
        project = Project(self.place / "base", languages=("en", "fr"))
        project.face = "SourceSans3-Regular.ttf"
        project.write()
        (self.place / "secret.txt").write_text(CANARY)
        base = ["--project", str(project.folder), "build", "--out", f"{place}/out", "--jobs", "1"]
        with redirect_stdout(None):
            command(base)
        with (project.folder / "laureate.toml").open("ab") as file:
            file.write(LIMITS)
        paths = [path for path in project.folder.rglob("*") if path.is_file()]
        self.files = {it.relative_to(project.folder).as_posix(): it.read_bytes() for it in paths}
        for name in MADE:
            self.files[name] = (self.place / "out/notice/en" / name).read_bytes()
        self._warm()
        gc.collect()
        gc.freeze()  # what the children share with this process is not looked through in each

    def _warm(self):
        """Loads what a child would load."""
        import laureate_print.checks.inspect_file
        import laureate_print.package.verify
        import laureate_print.preflight.proof
        import laureate_print.start.word  # noqa: F401
        from laureate_print.build.jobs import choose
        from laureate_print.build.render import render
        from laureate_print.sources import load

        sources = load(self.place / "base")
        for job in choose(sources):
            assert render(sources, job).artifact, job
        with redirect_stdout(None):
            (self.place / "a.docx").write_bytes(strangers.word())
            command(["new", str(self.place / "made"), "--from", str(self.place / "a.docx")])

    def meet_all(self, seed, kind, numbers):
        """Makes the cases of these numbers and lets the command meet them; gives how it did."""
        for first in range(0, len(numbers), TOGETHER):
            asked = {it: self._asked(seed, kind, it) for it in numbers[first : first + TOGETHER]}
            while asked:
                for number, met in zip([*asked], met_by_one([*asked.values()]), strict=False):
                    yield self.meet(seed, kind, number) if [*met.flaws] else met
                    if not [*met.flaws]:
                        shutil.rmtree(asked[number].place, ignore_errors=True)
                    del asked[number]

    def meet(self, seed, kind, number):
        """The same of one case, in a child of its own; where it falls its files stay."""
        asked = self._asked(seed, kind, number)
        [met] = met_by_one([asked])
        if not [*met.flaws]:
            shutil.rmtree(asked.place, ignore_errors=True)
        return met

    def _asked(self, seed, kind, number):
        chance = random.Random(f"{seed}/{kind}/{number}")
        case = KINDS[kind](self.files, chance)
        place = self.place / "cases" / f"{kind.replace(' ', '-')}-{number}"
        shutil.rmtree(place, ignore_errors=True)
        project = shutil.copytree(
            self.place / "base", place / "inside" / "project", copy_function=os.link
        )
        shutil.copy(self.place / "secret.txt", place)
        for path, content in case.files.items():
            _put(project / path, content)
        (place / "temporary").mkdir()
        folders = {"place": place / "inside", "project": project, "out": place / "out"}
        words = [word.format(**folders) if word.startswith("{") else word for word in case.words]
        return Asked(f"{kind} {number}", place, words, case)

    def is_as_it_was(self):
        """Says whether nobody wrote into a file of the project that all cases share by links."""
        base = self.place / "base"
        return all(
            (base / path).read_bytes() == content
            for path, content in self.files.items()
            if path not in MADE
        )


def met_by_one(waiting):
    """Lets one child meet the cases in turn as far as it gets, one at least; gives how it did."""
    answers, gives = os.pipe()
    child = _begun(waiting, gives)
    os.close(gives)
    met, began = [], time.monotonic()
    for asked in waiting:
        ready, _, _ = select.select([answers], [], [], WAITING)
        answer = os.read(answers, ANSWER.size) if ready else b""
        seconds, began = time.monotonic() - began, time.monotonic()
        met.append(Met(asked.name, asked.case.named, seconds=seconds, given=asked.given))
        if not answer:  # it hangs, or the child died of it
            end_session(child)
            break
        met[-1].code, met[-1].work, met[-1].memory = ANSWER.unpack(answer)
    os.close(answers)
    _, state = os.waitpid(child, 0)
    if not answer:
        met[-1].code = os.waitstatus_to_exitcode(state)
    left = _left(child)
    for asked, it in zip(waiting, met, strict=False):
        it.left = bool(answer) and left
        it.said = _text(asked.place / "said")
        it.trespasses = _text(asked.place / "trespasses").splitlines()
    return met


def _text(path):
    return path.read_text("utf-8", "replace").strip() if path.exists() else ""


def _put(path, content):
    """Lets a file be as a case says; a name that no file can have is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if callable(content):
            content(path)
        elif content is not None:
            path.write_bytes(content)
    except (OSError, ValueError):
        return


def _begun(waiting, gives):
    """Lets a child be the command for one case after the other, and is told how it ended, how long
    it worked and how much memory it took; gives the number of the child.
    """
    sys.stdout.flush()
    if child := os.fork():
        return child
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY * 10**6, MEMORY * 10**6))
        watch, environment = Watch(), {**os.environ}
        sys.addaudithook(watch)
        for asked in waiting:
            watch.at(asked.place)
            os.environ.clear()
            os.environ |= environment | {"TMPDIR": f"{asked.place}/temporary"}
            os.environ |= asked.case.environment
            tempfile.tempdir = None
            before = _work()
            code = _ended(asked)
            most = max(resource.getrusage(of).ru_maxrss for of in USAGE)
            os.write(gives, ANSWER.pack(code, _work() - before, most / 1000))
    finally:
        os._exit(0)


def _ended(asked):
    """Is the command; gives its exit code."""
    said = os.open(asked.place / "said", os.O_CREAT | os.O_RDWR | os.O_APPEND)
    for number in (1, 2):
        os.dup2(said, number)
    os.close(said)
    code = 70
    try:
        code = command([*map(str, asked.words)])
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _work():
    return sum(os.times()[:4])


class Watch:
    """Notes each file that is opened outside a case's folder, each connection and each program."""

    def at(self, place):
        """Goes on to another case."""
        self._inside = os.path.realpath(place) + "/"
        self._secret = os.path.realpath(place / "secret.txt")
        self._told = os.open(place / "trespasses", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def __call__(self, name, arguments):
        if name == "open" and isinstance(arguments[0], str | bytes):
            path = os.fsdecode(arguments[0])
            if path.startswith(PLACES) and ".." not in path:
                return  # what no input can turn into a link: to see where each leads takes long
            path = os.path.realpath(path)
            if path == self._secret or not path.startswith((self._inside, *PLACES)):
                os.write(self._told, f"opens {path}\n".encode("utf-8", "replace"))
        elif name.startswith("socket.") and name != "socket.gethostname":
            os.write(self._told, f"{name}\n".encode())
        elif name in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
            program = os.fsdecode(arguments[0] or arguments[1][0])
            if not OURS.fullmatch(program):
                os.write(self._told, f"starts {program}\n".encode("utf-8", "replace"))


def session(leader):
    """Gives the processes that a child has begun, and itself."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            of = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(of[3]) == leader and of[0] != "Z":
            yield int(path.parent.name)


def end_session(leader):
    """Ends them all."""
    for number in session(leader):
        os.kill(number, signal.SIGKILL)


def _left(leader):
    """Says whether a process of a child that has ended stays at work, and ends it."""
    until = time.monotonic() + 1
    while any(session(leader)) and time.monotonic() < until:
        time.sleep(0.05)
    found = any(session(leader))
    end_session(leader)
    return found


class Seen:
    """What was seen of all cases."""

    def __init__(self):
        self.count, self.lost = Counter(), Counter()
        self.work, self.memory = defaultdict(list), defaultdict(float)
        self.codes, self.ended = defaultdict(Counter), Counter()

    def add(self, kind, met):
        self.count[kind] += 1
        self.work[kind].append(met.work)
        self.memory[kind] = max(self.memory[kind], met.memory)
        self.codes[kind][met.code] += 1
        self.lost[kind] += bool(list(met.flaws))
        self.ended[kind] += "was ended" in met.said

    def rows(self):
        """Gives a table of all kinds."""
        yield "| kind | inputs | passed / found / refused | ended at a limit | lost | most work, s | mean, s | most memory, MB |"
        yield "|---|---:|---:|---:|---:|---:|---:|---:|"
        for kind, many in self.count.items():
            of, times = self.codes[kind], self.work[kind]
            yield (
                f"| {kind} | {many:,} | {of[0]} / {of[1]} / {of[3] + of[2]} | {self.ended[kind]} | {self.lost[kind]}"
                f" | {max(times):.1f} | {sum(times) / many:.2f} | {self.memory[kind]:.0f} |"
            )
        yield f"| all | {self.count.total():,} | | {self.ended.total()} | {self.lost.total()} | | | |"
