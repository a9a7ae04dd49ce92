"""Faults, as SQLite tests them: the file system refuses a command one touch after the other, or a
command is killed at a random moment; what stood there is whole then, and the next run succeeds.

`make faults` does so at every touch, with every fault; the suite takes one touch in sixty.

Each run is the command itself, in a child of this process that is warm; workers that it begins are
copies of it and count with it. A touch is each opening, read, write, fsync, rename, mkdir or removal
below the folders of a case, that of temporary files included. What is packaged has four faces.
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
from collections import Counter, defaultdict
from contextlib import chdir, redirect_stderr, redirect_stdout
from itertools import islice
from pathlib import Path

from laureate_print.build.records import NAME
from laureate_print.cli.main import main as command
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import loading
from tests.build.small_project import OWN, ROOT, Project
from tests.forked import forked

REFUSALS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EINTR")
KINDS = (*REFUSALS, "short", "from then on")
FACES = ('[faces."Source Sans 3"]', '[faces."BIZ UDPGothic"]')
STACKS = """[stacks]
fallback = { text = ["Source Sans 3", "BIZ UDPGothic"] }
Latn = { text = ["Source Sans 3"] }
Jpan = { text = ["BIZ UDPGothic"] }
"""
CALLS = ("open", "fsync", "replace", "rename", "mkdir", "unlink", "remove", "rmdir", "link")
KILLS = 200
_DATES = re.compile(rb'^"(?:POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_CLEARED = ("unlink", "remove", "rmdir")
# Python itself reads again after a signal; what cannot be taken away stays, for whatever reason.
OTHER_KINDS = {"read": ("EIO",)} | dict.fromkeys(_CLEARED, ("EACCES", "from then on"))


class FileSystem:
    """A file system that refuses one touch of some folder, or all from that one on.

    Args:
        folder: where it refuses.
        moment: the how manieth touch.
        kind: one of `KINDS`; for "short" the half of what is written gets there first.
    """

    def __init__(self, folder, moment, kind):
        self.folder, self.moment, self.kind = os.path.realpath(folder), moment, kind
        self.shared = mmap.mmap(
            -1, 1 << 20
        )  # with the workers: how many touches, then of which call

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
        number = self.touches + 1
        self.shared[:8] = number.to_bytes(8, "little")
        self.shared[number * 8 : number * 8 + 8] = call.encode().ljust(8)
        later = self.kind == "from then on" and number > self.moment > 0 and call != "read"
        if number != self.moment and not later:
            return False
        if self.kind == "short" and call == "write":
            return True
        kind = self.kind if self.kind in REFUSALS else "ENOSPC"
        number = getattr(errno, kind)
        raise OSError(number, os.strerror(number), path)

    def _is_watched(self, path):
        return str(Path.cwd() / os.fsdecode(path)).startswith(self.folder)

    def _refusing(self, name, call):
        def act(path, *arguments, **named):
            if name != "open" or arguments[0] & (os.O_WRONLY | os.O_RDWR):
                folder = named.get("dir_fd") or named.get("src_dir_fd")
                within = Path("/proc/self/fd", str(folder)).readlink() if folder else ""
                self.touched(name, path if isinstance(path, int) else os.path.join(within, path))  # noqa: PTH118
            return call(path, *arguments, **named)

        return act

    def _opened(self, file, mode="r", buffering=-1, encoding=None, *others, **named):
        if isinstance(file, int) or not self._is_watched(file):
            return self.open(file, mode, buffering, encoding, *others, **named)
        self.touched("open", file)
        raw = Watched(self, file, mode.replace("b", "").replace("t", ""))
        if not buffering:
            return raw
        writes = io.BufferedWriter if set(mode) & set("wxa") else io.BufferedReader
        opened = (io.BufferedRandom if "+" in mode else writes)(raw)
        return opened if "b" in mode else io.TextIOWrapper(opened, encoding, *others, **named)

    @property
    def touches(self):
        """How often the folder was touched."""
        return int.from_bytes(self.shared[:8], "little")

    def call(self, moment):
        """Which call a touch was."""
        return self.shared[moment * 8 : moment * 8 + 8].strip(b" \0").decode()


class Watched(io.FileIO):
    """A file whose reads and writes count as touches."""

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

    def readinto(self, content):
        self.system.touched("read", self.name)
        return super().readinto(content)

    def read(self, size=-1):
        self.system.touched("read", self.name)
        return super().read(size)

    def readall(self):
        self.system.touched("read", self.name)
        return super().readall()


class Case:
    """A verb, and the folder in which it works: `project`, `out`, and `tmp` for what is temporary.

    Args:
        place: the folder.
        begun: as it stands before each run.
        words: of the command.
    """

    def __init__(self, place, begun, *words):
        self.place, self.begun, self.words = place, begun, words
        self.standing = contents(begun)
        self.before = counted(self.standing)
        [self.code, found, said] = self.run()
        self.after = counted(found)
        assert not self.code, (
            self.code,
            said,
            Path(f"{self.place}.out").read_text(encoding="utf-8"),
        )

    def anew(self):
        """Lets the folder be as it was."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.begun, self.place, copy_function=shutil.copy2)

    def child(self, system=None):
        """Begins the command; gives the number of its process."""
        out, wrong = (Path(f"{self.place}.{end}") for end in ("out", "wrong"))
        for path in (out, wrong):
            path.unlink(missing_ok=True)

        def begin():
            os.chdir(self.place)
            if system:
                system.begin()

        environment = {"TMPDIR": str(self.place / "tmp"), "PATH": "/nowhere"}
        return forked(self.words, out, wrong, begin, **environment)

    def run(self, system=None, again=False):
        """Runs the command to its end; gives its exit code, what stands there, and what it said."""
        if not again:
            self.anew()
        _, state = os.waitpid(self.child(system), 0)
        said = Path(f"{self.place}.wrong").read_text(encoding="utf-8")
        return os.waitstatus_to_exitcode(state), contents(self.place), said

    def check(self, code, found, said, uncleared=False):
        """Sees that a run that met trouble has left nothing half-done, and that the next one has no
        trouble.
        """
        assert code in (0, 3, 4), (code, said)
        assert code == 0 or len(said.splitlines()) == 1, said
        now = counted(found)
        self.check_whole(now, uncleared)
        if code == 0 and not uncleared:
            assert now == self.after, "said to be done, and is not"
            return
        if found == self.standing:
            return  # the next run is the first one, which has no trouble
        if any(now.get(path) != self.after[path] for path in self.after):
            code, found, said = self.run(again=True)
            assert code == 0, (code, said)
            now = counted(found)
        lost = {path for path in self.after if now.get(path) != self.after[path]}
        assert not lost, ("not as it should be after the next run", lost)

    def check_whole(self, found, uncleared):
        """Sees that each file is as it was before or as it is to be, and that there is no other."""
        for path, content in found.items():
            if uncleared and any(part[0] == "." or path[:4] == "tmp/" for part in Path(path).parts):
                continue
            assert content in (self.before.get(path), self.after.get(path)), ("half-written", path)
        assert self.before.keys() <= found.keys(), "gone"


def contents(folder):
    """Gives the bytes of each file by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def counted(found):
    """Gives what counts of each file by its path: the record has stamps, and catalogs the time."""
    for path, content in found.items():
        if Path(path).name == NAME:
            json.loads(content)
    return {
        path: b"" if Path(path).name == NAME else _DATES.sub(b"", content)
        for path, content in found.items()
    }


def few_faces(place):
    """Makes what is packaged anew, with a few faces: all of them have a hundred megabytes."""
    for name in ("templates", "locales"):
        shutil.copytree(ROOT / name, place / name)
    parts = (ROOT / "fonts/fonts.toml").read_text(encoding="utf-8").split("\n\n")
    faces = "\n\n".join(part for part in parts if part.startswith(FACES))
    (place / "fonts").mkdir()
    (place / "fonts/fonts.toml").write_text(f"{faces}\n\n{STACKS}", encoding="utf-8")
    shutil.copy(ROOT / "fonts/typography.toml", place / "fonts")
    shutil.copy(ROOT / ".ci/lock/build.txt", place / "requirements.txt")
    for folder in re.findall('^folder = "(.+)"', faces, re.MULTILINE):
        shutil.copytree(ROOT / "fonts" / folder, place / "fonts" / folder)
    return place


ARCHIVE = ("archive", "create", "--allow-drafts", "-o", "html", "-l", "fr", "--out", "kept")
WORDS = {
    "build": ("build", "--out", "out", "--jobs", "1"),
    "catalog update": ("catalog", "update"),
    "catalog init": ("catalog", "init", "ko"),
    "catalog review": ("catalog", "review", "fr", "--by", "Higa", "--on", "2026-05-01"),
    "archive create": (*ARCHIVE, "--jobs", "1"),
    "archive create --zip": (*ARCHIVE, "--jobs", "1", "--zip"),
    "new": ("new", "begun/there"),
    "new, in a folder": ("new", "empty"),
}


def cases(place, names):
    """Gives each case by its name, in a folder of its own."""
    base = place / "base"
    for folder in ("out", "tmp", "empty"):
        (base / folder).mkdir(parents=True)
    project = Project(base / "project", languages=("en", "fr"))
    os.environ["SOURCE_DATE_EPOCH"] = "1800000000"
    within = {name: ("--project", "project", *words) for name, words in WORDS.items()}
    chosen = names or WORDS
    if "build" in chosen:
        with redirect_stdout(None), chdir(base):
            command(within["build"])
    project.words["fr"][OWN[0]] = "Le port ouvre en juillet."
    project.write()
    warm = shutil.copytree(base, place / "warm")
    with redirect_stdout(None), redirect_stderr(None), chdir(warm):
        for name in chosen:
            command(within[name])
    gc.freeze()  # what the children share with this process is not looked through in each
    for name in chosen:
        begun = place / name.replace(" ", "-") / "begun"
        shutil.copytree(base, begun, copy_function=shutil.copy2)
        yield name, Case(begun.with_name("place"), begun, *within[name])


def refusals(case, first, stride, number, seen):
    """Lets the file system refuse each touch of a run in turn, from the first on, or every so
    manieth.
    """
    counting = FileSystem(case.place, 0, "")
    case.run(counting)
    seen["touches"] = counting.touches
    moments = [
        (moment, kind)
        for moment in range(first, counting.touches + 1)
        for kind in OTHER_KINDS.get(counting.call(moment), KINDS)
    ]
    for moment, kind in islice(moments, number % stride, None, stride):
        began, call = time.monotonic(), counting.call(moment)
        code, found, said = case.run(FileSystem(case.place, moment, kind))
        try:
            case.check(code, found, said, uncleared=kind == "from then on" or call in _CLEARED)
        except AssertionError as error:
            seen["lost"] += 1
            lost = f"  {' '.join(case.words)}: {moment} {call} {kind}: {error}"
            print(lost[:700], flush=True)
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
        few = few_faces(Path(place, "packaged"))
        loading.packaged = lambda: few
        found = list(cases(Path(place), names))
        for name, case in found:
            # Up to its packing, a zip is made as the folder is.
            first = seen["archive create"]["touches"] if name.endswith("--zip") else 0
            refusals(case, first or 1, stride, number, seen[name])
            kills(case, killed // len(found), chance, seen[name])
            print(name, {key: round(it, 2) for key, it in seen[name].items()}, flush=True)
    return sum(row["lost"] for row in seen.values())


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])))
