"""A scheduler of Dask and workers as processes on the loopback address, and how fast they are.

`python -m tests.build.scale 10 100` prints the table of docs/scale.md for so many documents.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from laureate_print.sources import catalog_update, load
from tests.build.small_project import FRONT_MATTER
from tests.conftest import run

DOCUMENT = (
    FRONT_MATTER.replace("A notice of", "Notice {number} of")
    + """
# Notice {number}

The harbour opens on day {number}. The bridge opens a day later.

| What | How many |
|---|--:|
| boats | {number} |
"""
)
SETTINGS = """languages = ["en"]
[templates]
page = ["pdf"]
"""


class Cluster:
    """A scheduler and workers, each with one thread; they end with the block."""

    def __init__(self, place, workers):
        self.place, self.count = place, workers

    def __enter__(self):
        self.ends, self.address = [], ""
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self.told("scheduler", r"Scheduler at: +(tcp://\S+)")
        self.workers = [self.worker(number) for number in range(self.count)]
        return self

    def worker(self, number):
        """Starts a worker, with its files in a folder of its own."""
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", self.place / f"{number}")
        return self.start("worker", self.address, *options, log=f"worker-{number}")

    def start(self, kind, *options, log=None):
        code = f"from distributed.cli.dask_{kind} import main; main()"
        with (self.place / f"{log or kind}.log").open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-c", code, *map(str, options), "--no-dashboard"],
                stdout=told,
                stderr=told,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        self.ends.append(process)
        return process

    def told(self, log, pattern):
        """Waits for what a process logs."""
        for _ in range(600):
            if found := re.search(pattern, (self.place / f"{log}.log").read_text(encoding="utf-8")):
                return found[1]
            time.sleep(0.05)
        raise TimeoutError((self.place / f"{log}.log").read_text(encoding="utf-8"))

    def kept(self, number):
        """Gives the files that a worker keeps: bytes and number of each, which changes if it is
        sent again.
        """
        files = (self.place / f"{number}").rglob("laureate-print/*")
        return {path.name: (path.stat().st_size, path.stat().st_ino) for path in files}

    def __exit__(self, *error):
        for process in reversed(self.ends):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def project(folder, documents):
    """Makes a project of so many small documents."""
    place = folder / "templates" / "documents"
    place.mkdir(parents=True)
    (folder / "laureate.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(1, documents + 1):
        text = DOCUMENT.replace("{number}", str(number)).replace("{day}", f"{number % 28 + 1:02}")
        (place / f"notice-{number}.md").write_text(text, encoding="utf-8")
    list(catalog_update.extract(load(folder, epoch="")))
    return folder


def measured(place, documents, workers):
    """Builds on a cluster of so many workers; gives seconds from cold, when warm, and the bytes of the
    sources that each worker was sent.
    """
    own = project(place / "project", documents)
    with Cluster(place, workers) as cluster:
        seconds = []
        for _ in range(2):
            began = time.monotonic()
            done = run("build", "--all", "--json", "--cluster", cluster.address, project=own)
            seconds.append(time.monotonic() - began)
            assert done.returncode == 0, done.stderr
        sent = [sum(size for size, _ in cluster.kept(it).values()) for it in range(workers)]
    return *seconds, sent


def local(place, documents):
    """Builds here with two workers; gives the seconds."""
    own = project(place / "project", documents)
    began = time.monotonic()
    done = run("build", "--all", "--json", "--jobs", "2", project=own)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def main(counts):
    """Prints the table."""
    print(f"processors: {os.cpu_count()}")
    print("| documents | workers | cold (s) | warm (s) | documents a second, warm | sent (bytes) |")
    print("|--:|--:|--:|--:|--:|--:|")
    for documents in counts:
        for workers in (0, 1, 2, 3):
            place = Path(tempfile.mkdtemp())
            try:
                if workers:
                    cold, warm, sent = measured(place, documents, workers)
                    rate, bytes_ = documents / warm, " + ".join(f"{it:,}" for it in sent)
                    row = f"{workers} | {cold:.1f} | {warm:.1f} | {rate:.1f} | {bytes_}"
                else:
                    cold = local(place, documents)
                    row = f"none: `--jobs 2` | {cold:.1f} | | {documents / cold:.1f} | "
                print(f"| {documents} | {row} |", flush=True)
            finally:
                shutil.rmtree(place)


if __name__ == "__main__":
    main([int(it) for it in sys.argv[1:]])
