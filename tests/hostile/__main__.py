"""`make hostile COUNT=… SEED=…`: so many inputs, shared out over all kinds, and a table of them.

`KIND=…` takes one kind alone, or several with commas between. What falls is named, and its files
stay where the first line says.
"""

import os
import sys
import tempfile

from tests.hostile.runner import KINDS, Runner, Seen, shared_out


def main(count, seed, only="", first=0):
    runner, seen = Runner(tempfile.mkdtemp(prefix="hostile-")), Seen()
    print(runner.place, flush=True)
    kinds = only.split(",") if only else KINDS
    for kind, many in shared_out(kinds, count).items():
        for met in runner.meet_all(seed, kind, range(first, first + many)):
            seen.add(kind, met)
            if flaws := list(met.flaws):
                said = met.said[-300:].replace("\n", " ⏎ ")
                print(f"{met.name}: {'; '.join(flaws)} ({met.seconds:.1f} s): {said}", flush=True)
        print(f"{seen.count.total()} inputs", flush=True)
    assert runner.is_as_it_was(), "a command wrote into a file instead of putting another there"
    print("\n".join(seen.rows()))
    return int(bool(seen.lost.total()))


if __name__ == "__main__":
    sys.exit(
        main(
            int(sys.argv[1]),
            sys.argv[2],
            os.environ.get("KIND", ""),
            int(os.environ.get("FIRST", "0")),
        )
    )
