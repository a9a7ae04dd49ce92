"""Lets the command meet hostile inputs, each in a child of a process that is warm, and judges how it
ends: by an answer of lines that say what to do, soon, within its memory, with nothing read outside
the project, no connection and no program but ours.
"""

import gc
import logging
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
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
from tests.forked import forked
from tests.hostile import catalogs, exchange, faces, pictures, settings, strangers, texts

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
    """Gives each case's kind and number; of kinds that cost much it takes a quarter."""
    turns = [kind for kind in kinds for _ in range(1 if kind in COSTLY else 4)]
    met = Counter()
    for kind in islice(cycle(turns), count):
        yield kind, met[kind]
        met[kind] += 1


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

    def meet(self, seed, kind, number):
        """Makes the case of a number and lets the command meet it."""
        chance = random.Random(f"{seed}/{kind}/{number}")
        case = KINDS[kind](self.files, chance)
        place = self.place / "cases" / f"{kind.replace(' ', '-')}-{number}"
        project = shutil.copytree(
            self.place / "base", place / "inside" / "project", copy_function=os.link
        )
        shutil.copy(self.place / "secret.txt", place)
        for path, content in case.files.items():
            _put(project / path, content)
        (place / "temporary").mkdir()
        met = self._met(place, f"{kind} {number}", case)
        if not list(met.flaws):
            shutil.rmtree(place, ignore_errors=True)
        return met

    def is_as_it_was(self):
        """Says whether nobody wrote into a file of the project that all cases share by links."""
        base = self.place / "base"
        return all(
            (base / path).read_bytes() == content
            for path, content in self.files.items()
            if path not in MADE
        )

    def _met(self, place, name, case):
        folders = {
            "place": place / "inside",
            "project": place / "inside/project",
            "out": place / "out",
        }
        words = [word.format(**folders) if word.startswith("{") else word for word in case.words]
        began = time.monotonic()
        child = _begun(place, words, case.environment)
        met = Met(name, case.named)
        while True:
            done, state, used = os.wait4(child, os.WNOHANG)
            met.seconds = time.monotonic() - began
            if done or met.seconds > WAITING:
                break
            time.sleep(0.002 if met.seconds < 1 else 0.05)
        if not done:
            end_session(child)
            _, state, used = os.wait4(child, 0)
        met.code = os.waitstatus_to_exitcode(state)
        met.work = used.ru_utime + used.ru_stime
        met.memory = used.ru_maxrss / 1000
        met.said = (place / "said").read_text("utf-8", "replace").strip()
        met.given = b"".join(it for it in case.files.values() if isinstance(it, bytes))
        met.left = done and _left(child)
        met.trespasses = (place / "trespasses").read_text("utf-8", "replace").splitlines()
        return met


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


def _begun(place, words, environment):
    """Lets a child be the command, which is watched; gives its number."""

    def begin():
        watched = os.open(place / "trespasses", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY * 10**6, MEMORY * 10**6))
        sys.addaudithook(_watch(f"{place}/", watched))

    environment = {"TMPDIR": f"{place}/temporary", **environment}
    return forked(words, place / "said", place / "said", begin, **environment)


def _watch(place, told):
    """Gives what notes each file that is opened outside, each connection and each program."""
    inside, secret = os.path.realpath(place), os.path.realpath(f"{place}/secret.txt")

    def event(name, arguments):
        if name == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path == secret or not path.startswith((inside, *PLACES)):
                os.write(told, f"opens {path}\n".encode("utf-8", "replace"))
        elif name.startswith("socket.") and name != "socket.gethostname":
            os.write(told, f"{name}\n".encode())
        elif name in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
            program = os.fsdecode(arguments[0] or arguments[1][0])
            if not OURS.fullmatch(program):
                os.write(told, f"starts {program}\n".encode("utf-8", "replace"))

    return event


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
