"""`make readers CORPUS=FOLDER`: inspects every PDF of public collections, which are fetched and not kept here.

Each file is inspected in a process of its own kind, with a time limit. What is told is compared with pikepdf's own
reading of the standards; files whose names say that they pass PDF/UA should have a tag tree that agrees with PDFium.
"""

import argparse
import multiprocessing
import sys
import traceback
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf

LIMIT = 30  # seconds for one file
ANSWER, REFUSAL, TRACEBACK, SLOW = "answers", "one-line refusals", "tracebacks", "over time"
COLUMNS = (ANSWER, REFUSAL, TRACEBACK, SLOW, "standards differ", "text compared", "text agrees")
NO_TREE = "there is no tag tree"
UA = "of veraPDF's files that pass PDF/UA"


def main():
    parser = argparse.ArgumentParser(prog="make readers", description=__doc__.partition("\n")[0])
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name each file that is not well")
    options = parser.parse_args()
    table = {}
    for folder in options.folders:
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
        for path, (outcome, facts) in zip(files, inspected(files), strict=True):
            rows = [folder.name, *([UA] if passes_ua(path) else [])]
            for word in judged(outcome, facts, path):
                for row in rows:
                    table.setdefault(row, Counter())[word] += 1
            if options.verbose and complaint(outcome, facts, path):
                print(f"{path}: {complaint(outcome, facts, path)}", file=sys.stderr)
    print(f"| collection | files | {' | '.join(COLUMNS)} |\n|---|{'--:|' * (len(COLUMNS) + 1)}")
    for row, counts in table.items():
        print(f"| {row} | {counts['files']} | {' | '.join(str(counts[c]) for c in COLUMNS)} |")
    return int(any(counts[TRACEBACK] or counts[SLOW] for counts in table.values()))


def inspected(files):
    """What `inspect` gives of each file, in order; a process that dies or takes too long is started anew."""
    worker = Worker()
    for path in files:
        yield worker.inspect(path)
    worker.end()


class Worker:
    def __init__(self):
        self.here, there = multiprocessing.get_context("spawn").Pipe()
        self.process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,))
        self.process.start()
        there.close()

    def inspect(self, path):
        self.here.send(path)
        try:
            if self.here.poll(LIMIT):
                return self.here.recv()
            outcome = SLOW, {"trouble": f"no answer in {LIMIT} s"}
        except EOFError:
            outcome = TRACEBACK, {"trouble": "the process died"}
        self.process.kill()
        self.__init__()
        return outcome

    def end(self):
        self.here.close()
        self.process.join()


def serve(connection):
    import logging
    import warnings

    from laureate_print.checks.inspect_file import inspect
    from laureate_print.errors import LaureateError

    warnings.simplefilter("ignore")  # the command line's process does the same
    logging.disable()
    while True:
        try:
            path = connection.recv()
        except EOFError:
            return
        try:
            connection.send((ANSWER, inspect(path.read_bytes())))
        except LaureateError as error:
            kind = TRACEBACK if "\n" in str(error) else REFUSAL
            connection.send((kind, {"trouble": str(error)}))
        except Exception:
            connection.send((TRACEBACK, {"trouble": traceback.format_exc()}))


def judged(outcome, facts, path):
    yield "files"
    yield outcome
    if outcome == ANSWER:
        if standards_differ(facts["standards"], path):
            yield "standards differ"
        if not facts.get("text layer", NO_TREE).startswith(NO_TREE):
            yield "text compared"
            if agrees(facts):
                yield "text agrees"


def complaint(outcome, facts, path):
    if outcome != ANSWER:
        return f"{outcome}: {facts['trouble']}"
    if standards_differ(facts["standards"], path):
        return f"standards: {facts['standards']} where pikepdf reads {sorted(pikepdfs(path))}"
    if not facts.get("text layer", NO_TREE).startswith(NO_TREE) and not agrees(facts):
        return f"text layer: {facts['text layer']}"
    return ""


def agrees(facts):
    return facts["text layer"].startswith("the tag tree and PDFium agree")


def passes_ua(path):
    return "PDF_UA" in str(path.parent) and "-pass-" in path.name


def standards_differ(answer, path):
    answer = {name for name in answer.split(", ") if name.startswith("PDF/")}
    return answer != pikepdfs(path)


def pikepdfs(path):
    """The standards by pikepdf's own reading, beside ours."""
    with pikepdf.open(BytesIO(path.read_bytes()), suppress_warnings=True) as pdf:
        try:
            metadata = pdf.open_metadata()
            found = {metadata.pdfx_status}
            for name in ("A", "UA"):
                part = metadata.get(f"pdf{name.lower()}id:part")
                level = metadata.get("pdfaid:conformance", "").upper() if name == "A" else ""
                found.add(f"PDF/{name}-{part}{level}" if part else "")
        except (pikepdf.PdfError, ValueError, SyntaxError, AttributeError):
            found = {""}
        return {name for name in found if name}


if __name__ == "__main__":
    sys.exit(main())
