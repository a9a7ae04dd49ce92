"""Faults, as SQLite tests them: the file system refuses a command one touch after the other, or a
command is killed at a random moment; what stood there is whole then, and the next run succeeds.

`make faults` does so at every touch, with every fault; the suite takes one touch in a hundred.

Each run is the command itself, in a child of this process that is warm; workers that it begins are
copies of it and count with it. A touch is each opening, write, fsync, rename, mkdir or removal
below the folders of a case, that of temporary files included.
"""

import builtins
import errno
import gc
import io
import json
import mmap
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from itertools import islice
from pathlib import Path

from laureate_print.build.records import NAME
from laureate_print.cli.main import main as command
from laureate_print.pdf_engine.process import own_this_process
from tests.build.small_project import OWN, Project

REFUSALS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EINTR")
KINDS = (*REFUSALS, "short", "from then on")
CALLS = ("open", "fsync", "replace", "rename", "mkdir", "unlink", "remove", "rmdir", "link")
KILLS = 200
_DATES = re.compile(rb'^"(?:POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_CLEARED = ("unlink", "remove", "rmdir")  # what cannot be taken away stays


class FileSystem:
    """A file system that refuses one touch of some folder, or all from that one on.

    Args:
        folder: where it refuses.
        moment: the how manieth touch.
        kind: one of `KINDS`; for "short" the half of what is written gets there first.
    """

    def __init__(self, folder, moment, kind):
        self.folder, self.moment, self.kind = os.path.realpath(folder), moment, kind
        self.shared = mmap.mmap(-1, 64)  # with the workers: touches, then what was refused

    def begin(self):
        """Stands between this process and the real one from now on."""
        for name in CALLS:
            setattr(os, name, self._refusing(name, getattr(os, name)))
        self.open = io.open
        io.open = builtins.open = self._opened

    def touched(self, call, path):
        """Counts a touch; says whether it is the one, or raises what it is refused with."""
        if not isinstance(path, int) and not self._is_watched(path):
            return False
        number = int.from_bytes(self.shared[:8], "little") + 1
        self.shared[:8] = number.to_bytes(8, "little")
        if number != self.moment and not (self.kind == "from then on" and number > self.moment):
            return False
        self.shared[8:24] = call.encode().ljust(16)
        if self.kind == "short" and call == "write":
            return True
        kind = self.kind if self.kind in REFUSALS else "ENOSPC"
        number = getattr(errno, kind)
        raise OSError(number, os.strerror(number), path)

    def _is_watched(self, path):
        return str(Path.cwd() / os.fsdecode(path)).startswith(self.folder)

    def _refusing(self, name, call):
        def act(path, *arguments, **named):
            reads = name == "open" and not arguments[0] & (os.O_WRONLY | os.O_RDWR)
            if not reads and "dir_fd" not in named:
                self.touched(name, path)
            return call(path, *arguments, **named)

        return act

    def _opened(self, file, mode="r", buffering=-1, encoding=None, *others, **named):
        if isinstance(file, int) or not self._is_watched(file):
            return self.open(file, mode, buffering, encoding, *others, **named)
        self.touched("open", file)
        if not set(mode) & set("wxa+"):
            return self.open(file, mode, buffering, encoding, *others, **named)
        raw = Writing(self, file, mode.replace("b", "").replace("t", ""))
        kind = io.BufferedRandom if "+" in mode else io.BufferedWriter
        opened = kind(raw)
        return opened if "b" in mode else io.TextIOWrapper(opened, encoding, *others, **named)

    @property
    def touches(self):
        """How often the folder was touched."""
        return int.from_bytes(self.shared[:8], "little")

    @property
    def refused(self):
        """What it refused."""
        return self.shared[8:24].strip(b" \0").decode()


class Writing(io.FileIO):
    """A file whose writes count as touches."""

    def __init__(self, system, path, mode):
        super().__init__(path, mode)
        self.system, self.full = system, False

    def write(self, content):
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.system.touched("write", self.name):
            self.full = True
            content = memoryview(content)[: len(content) // 2]
        return super().write(content)


class Case:
    """A verb, and the folder in which it works: `project`, `out`, and `tmp` for what is temporary.

    Args:
        place: the folder.
        begun: as it stands before each run.
        words: of the command.
    """

    def __init__(self, place, begun, *words):
        self.place, self.begun, self.words = place, begun, words
        self.before = contents(begun)
        [self.code, self.after, _] = self.run()
        assert not self.code, self.code

    def anew(self):
        """Lets the folder be as it was."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.begun, self.place, copy_function=shutil.copy2)

    def child(self, system=None):
        """Begins the command; gives the number of its process."""
        sys.stdout.flush()
        if child := os.fork():
            return child
        code = 70
        try:
            os.setpgid(0, 0)
            for number in (1, 2):
                told = os.open(f"{self.place}.{number}", os.O_CREAT | os.O_RDWR | os.O_TRUNC)
                os.dup2(told, number)
            os.environ |= {"TMPDIR": str(self.place / "tmp"), "PATH": "/nowhere"}
            os.chdir(self.place)
            if system:
                system.begin()
            code = command([*map(str, self.words)])
            sys.stdout.flush()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)

    def run(self, system=None, again=False):
        """Runs the command to its end; gives its exit code, what stands there, and what it said."""
        if not again:
            self.anew()
        _, state = os.waitpid(self.child(system), 0)
        said = Path(f"{self.place}.2").read_text(encoding="utf-8")
        return os.waitstatus_to_exitcode(state), contents(self.place), said

    def check(self, code, found, said, uncleared=False):
        """Sees that a run that met trouble has left nothing half-done, and that the next one has no
        trouble.
        """
        assert code in (0, 3, 4), (code, said)
        assert code == 0 or len(said.splitlines()) == 1, said
        self.check_whole(found, uncleared)
        if code == 0 and not uncleared:
            assert found == self.after, "said to be done, and is not"
            return
        if any(found.get(path) != self.after[path] for path in self.after):
            code, found, said = self.run(again=True)
            assert code == 0, (code, said)
        lost = {path for path in self.after if found.get(path) != self.after[path]}
        assert not lost, ("not as it should be after the next run", lost)

    def check_whole(self, found, uncleared):
        """Sees that each file is as it was before or as it is to be, and that there is no other."""
        for path, content in found.items():
            if uncleared and any(part[0] == "." or path[:4] == "tmp/" for part in Path(path).parts):
                continue
            assert content in (self.before.get(path), self.after.get(path)), ("half-written", path)
        assert self.before.keys() <= found.keys(), "gone"


def contents(folder):
    """Gives what counts of each file by its path: the record has stamps, and catalogs the time."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.name == NAME:
                json.loads(content)
                content = b""
            found[str(path.relative_to(folder))] = _DATES.sub(b"", content)
    return found


def cases(place, names):
    """Gives each case by its name, in a folder of its own."""
    base = place / "base"
    for folder in ("out", "tmp"):
        (base / folder).mkdir(parents=True)
    project = Project(base / "project", languages=("en", "fr"))
    build = ("--project", "project", "build", "--out", "out", "--jobs", "1")
    os.environ["SOURCE_DATE_EPOCH"] = "1800000000"
    if not names or "build" in names:
        with redirect_stdout(None):
            command(
                ["--project", f"{project.folder}", "build", "--out", f"{base}/out", *build[-2:]]
            )
    project.words["fr"][OWN[0]] = "Le port ouvre en juillet."
    project.write()
    gc.freeze()
    update = ("--project", "project", "catalog", "update")
    review = ("--project", "project", "catalog", "review", "fr", "--by", "Higa", "--on")
    archive = ("--project", "project", "archive", "create", "--allow-drafts", "-o", "html")
    words = {
        "build": build,
        "catalog update": update,
        "catalog init": ("--project", "project", "catalog", "init", "ko"),
        "catalog review": (*review, "2026-05-01"),
        "archive create": (*archive, "-l", "fr", "--out", "kept", "--jobs", "1"),
        "archive create --zip": (*archive, "-l", "fr", "--out", "kept", "--jobs", "1", "--zip"),
        "new": ("new", "begun/there"),
        "new, in a folder": ("new", "empty"),
    }
    for name in names or words:
        begun = place / name.replace(" ", "-") / "begun"
        shutil.copytree(base, begun, copy_function=shutil.copy2)
        if name == "new, in a folder":
            (begun / "empty").mkdir()
        yield name, Case(begun.with_name("place"), begun, *words[name])


def refusals(case, stride, number, seen):
    """Lets the file system refuse each touch of a run in turn, or every so manieth."""
    counting = FileSystem(case.place, 0, "")
    case.run(counting)
    last = counting.touches
    seen["touches"] = last
    moments = [(moment, kind) for moment in range(1, last + 1) for kind in KINDS]
    for moment, kind in islice(moments, number % stride, None, stride):
        system, began = FileSystem(case.place, moment, kind), time.monotonic()
        code, found, said = case.run(system)
        try:
            stays = kind == "from then on" or system.refused in _CLEARED
            case.check(code, found, said, uncleared=stays)
        except AssertionError as error:
            seen["lost"] += 1
            print(
                f"  {' '.join(case.words)}: {moment} {system.refused} {kind}: {error}"[:700],
                flush=True,
            )
        seen["refused"] += 1
        seen[f"exit {code}"] += 1
        seen["longest"] = max(seen["longest"], time.monotonic() - began)


def kills(case, times, chance, seen):
    """Kills a run at random moments."""
    began = time.monotonic()
    case.run()
    whole = time.monotonic() - began
    for _ in range(times):
        case.anew()
        child = case.child()
        time.sleep(chance.random() * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        try:
            case.check(0, contents(case.place), "", uncleared=True)
        except AssertionError as error:
            seen["lost"] += 1
            print(f"  {' '.join(case.words)}: killed: {error}"[:500], flush=True)
        seen["killed"] += 1


def main(stride=1, number=0, killed=KILLS, names=()):
    """Lets each case meet its faults and kills; prints what was seen, and gives how often anything
    was lost.
    """
    own_this_process()
    seen, chance = defaultdict(Counter), random.Random(number)
    with tempfile.TemporaryDirectory() as place:
        found = list(cases(Path(place), names))
        for name, case in found:
            refusals(case, stride, number, seen[name])
            kills(case, killed // len(found), chance, seen[name])
            print(name, {key: round(it, 2) for key, it in seen[name].items()}, flush=True)
    return sum(row["lost"] for row in seen.values())


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])))
