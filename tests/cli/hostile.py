"""Hands each hostile file to its command, in a process of its own, and tells how that went.

Called as `python -m tests.cli.hostile [KIND …]`; takes some minutes.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.cli.hostile_files import KINDS

_LONGEST, _HIGHEST = 130, 2_600  # seconds and MB: those of one file, and what a process is itself


@dataclass
class Answer:
    """How a command ended: exit code, what it said, seconds, MB of the largest process."""

    name: str
    code: int
    said: str
    shown: str
    seconds: float
    memory: float

    @property
    def troubles(self):
        if self.code not in (0, 1, 3, 5):
            yield f"exit code {self.code}: {self.said[:300]}"
        if self.code == 5:
            yield f"died: {self.said}"
        rows = self.said.splitlines()
        if len(rows) > 3 or "Traceback" in self.said:
            yield f"{len(rows)} lines: {self.said[:300]}"
        if re.search("[\x00-\x08\x0b-\x1f\x7f]", self.shown):
            yield "a control character is shown"
        if self.seconds > _LONGEST or self.memory > _HIGHEST:
            yield f"{self.seconds:.0f} s, {self.memory:.0f} MB"


def asked(command, path, folder):
    """What a command says to a file."""
    words = {
        "inspect": ["inspect", path],
        "archive verify": ["archive", "verify", path],
        "new": ["new", folder / f"new-{path.name}", "--from", path],
    }[command]
    began = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as shown:
        process = subprocess.Popen(
            [sys.executable, "-m", "laureate_print", *words], stdout=shown, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (said, shown):
            file.seek(0)
            texts.append(file.read(1_000_000).decode())
    seconds = time.monotonic() - began
    return Answer(path.name, process.returncode, *texts, seconds, used.ru_maxrss / 1000)


def made(folder, name, content):
    path = folder / name
    if callable(content):
        content(path)
    else:
        path.write_bytes(content)
    return path


def main(chosen):
    lost = 0
    print(
        "| kind | how many | lost | longest | highest memory | exit codes |\n|---|--:|--:|--:|--:|---|"
    )
    for kind, (command, make) in KINDS.items():
        if chosen and not any(part in kind for part in chosen):
            continue
        answers = []
        for name, content in make().items():
            with tempfile.TemporaryDirectory() as folder:
                answers.append(asked(command, made(Path(folder), name, content), Path(folder)))
            for trouble in answers[-1].troubles:
                print(f"{kind}: {name!r}: {trouble}", file=sys.stderr)
            if os.environ.get("SHOW"):
                it = answers[-1]
                print(f"  {it.code} {it.seconds:.1f}s {it.memory:.0f}MB {name!r}: "
                      f"{(it.said or it.shown)[:150]!r}", file=sys.stderr)  # fmt: skip
        wrong = sum(any(answer.troubles) for answer in answers)
        codes = Counter(answer.code for answer in answers)
        print(
            f"| {kind} | {len(answers)} | {wrong} | {max(it.seconds for it in answers):.1f} s"
            f" | {max(it.memory for it in answers):.0f} MB"
            f" | {', '.join(f'{code}: {number}' for code, number in sorted(codes.items()))} |",
            flush=True,
        )
        lost += wrong
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
