"""Measures what people wait for, beside the plain WeasyPrint command on the same page, as ratios in
one run. It fails nobody.

Machines are noisy, and others may be at work on them: what counts is the processor's time, user and
system, of a command and all that it started; each round runs every command once, and the ratios are
taken within the round. Memory is that of the largest single process.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from tests.conftest import DOCUMENT, ROOT, run

ROUNDS = 5
DOCUMENTS = 100  # of three languages each; the environment may ask for others, such as 1000
FACE = re.compile(r'@font-face\{font-family:"([^"]*)";font-weight:(\d+);[^}]*\}')
# Python keeps what it compiled, as where a program was installed.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
# A loop over the plain engine in one process: pages by their names, a file for each.
LOOP = """
import sys, weasyprint
for page in sys.argv[1:]:
    weasyprint.HTML(page).write_pdf(page + ".pdf", pdf_variant="pdf/ua-1")
"""
# Many documents of three languages in one worker, a page for each; memory (MB) and ms for each
# of them, at every tenth part of the way.
MANY = """
import os, sys, time
from pathlib import Path
from laureate_print.build import jobs
from laureate_print.build.render import render
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import load

root, document, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
own_this_process()
page, unit = os.sysconf("SC_PAGE_SIZE"), 1e6
began = time.process_time()
for number in range(count):
    sources = load(Path(root))
    for tag in ("en", "ja", "ar"):
        assert render(sources, jobs.job(sources, document, "page", tag, "pdf")).artifact
    if (number + 1) % max(count // 10, 1) == 0:
        used = int(Path("/proc/self/statm").read_text().split()[1]) * page / unit
        each = (time.process_time() - began) / max(count // 10, 1) * 1000
        print(f"{number + 1:6} documents of three languages: {used:4.0f} MB, {each:5.0f} ms each")
        sys.stdout.flush()
        began = time.process_time()
"""


@dataclass(frozen=True)
class Run:
    """What a command took: processor and wall, in s, and the memory of its largest process, in
    MB.
    """

    cpu: float
    wall: float
    memory: float


def measured(command):
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, said.read().decode()
    wall = time.monotonic() - began
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def plain_page(page, beside):
    """A finished web page as the plain command would be given it: the same words and style, the
    faces that it names as files.
    """
    files = {
        (family, face.weight): ROOT / face.file.path
        for family, faces in fonts(load(ROOT)).faces.items()
        for face in faces
    }

    def as_file(rule):
        family, weight = rule[1], int(rule[2])
        file = files.get((family, weight))
        if file is None:  # the font of other scripts' names, which is made for the page
            return ""
        named = f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
        return f'{named} src: url("{file.as_uri()}") }}'

    beside.write_text(FACE.sub(as_file, page.read_text(encoding="utf-8")), encoding="utf-8")
    return beside


def ours(*arguments):
    return [sys.executable, "-m", "laureate_print", "--project", str(ROOT), *map(str, arguments)]


def cold(folder, *options):
    return ours("build", "--all", *options, "--out", folder / "one")


def commands(folder):
    """What is run once in each round, by name."""
    run("build", "-l", "en", "-t", "page", "-o", "html", "--out", folder / "first")
    page = plain_page(folder / f"first/{DOCUMENT}/en/page.html", folder / "plain.html")
    engine = Path(sys.executable).with_name("weasyprint")
    plain = [str(engine), "--pdf-variant", "pdf/ua-1", str(page), str(folder / "plain.pdf")]
    one = ("-l", "en", "-t", "page")
    return {
        "plain WeasyPrint, one page": plain,
        "help": ours("--help"),
        "one cold PDF, all checks": cold(folder, *one, "-o", "pdf"),
        "one cold web page": cold(folder, *one, "-o", "html"),
        "one print file, judged, its proof": cold(
            folder, "-l", "en", "-t", "leaflet", "-o", "print"
        ),
        "check of all languages": ours("check"),
    }


def told(name, runs, base):
    ratio = statistics.median(own.cpu / first.cpu for own, first in zip(runs, base, strict=True))
    cpu, wall = (statistics.median(getattr(own, kind) for own in runs) for kind in ("cpu", "wall"))
    memory = max(own.memory for own in runs)
    print(f"{name:42} {cpu:7.2f} s {wall:7.2f} s {memory:5.0f} MB {ratio:7.2f}", flush=True)


def once(folder, name, command, base, what):
    """Measures what takes long once, and tells its ratio to what it stands beside."""
    own = measured(command)
    told(name, [own], [base or own])
    print(f"{'':42} to {what}")
    return own


def main():
    print(f"{'':42} {'cpu':>9} {'wall':>9} {'memory':>8} {'ratio':>7}  (cpu, medians)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        all_commands = commands(folder)
        rounds = [
            {own: measured(command) for own, command in all_commands.items()}
            for _ in range(ROUNDS + 1)
        ][1:]  # the first one compiles
        base = [it["plain WeasyPrint, one page"] for it in rounds]
        for own in all_commands:
            told(own, [it[own] for it in rounds], base)
        run("build", "-t", "page", "-o", "html", "--out", folder / "pages")
        pages = [
            str(plain_page(page, folder / f"{page.parent.name}.html"))
            for page in sorted((folder / "pages" / DOCUMENT).glob("*/page.html"))
        ]
        loop = once(
            folder,
            f"plain loop, {len(pages)} pages",
            [sys.executable, "-c", LOOP, *pages],
            None,
            "itself",
        )
        pdfs = ("build", "--all", "-t", "page", "-o", "pdf")
        single, double = (
            once(
                folder,
                f"{len(pages)} page PDFs, {jobs} at a time",
                ours(*pdfs, "--jobs", jobs, "--out", folder / f"jobs{jobs}"),
                loop,
                "the plain loop",
            )
            for jobs in (1, 2)
        )
        print(f"two workers beside one: {single.wall / double.wall:.2f} times as fast (wall)")
        whole = measured(ours("build", "--all", "--jobs", "2", "--out", folder / "whole"))
        made = sum(path.is_file() for path in (folder / "whole").rglob("[!.]*.*"))
        print(
            f"the whole project, {made} files, two workers: {whole.wall:.0f} s (wall),"
            f" {whole.cpu:.0f} s (cpu), {whole.cpu / base[0].cpu:.0f} plain pages"
        )
        again = measured(ours("build", "--out", folder / "whole"))
        print(f"the same again, nothing changed: {again.wall:.2f} s (wall)")
    print("memory over many documents in one process:", flush=True)
    count = int(os.environ.get("DOCUMENTS", DOCUMENTS))
    command = [sys.executable, "-c", MANY, str(ROOT), DOCUMENT, str(count)]
    subprocess.run(command, env=ENVIRONMENT, check=True)


if __name__ == "__main__":
    main()
