"""A thousand random changes in a copy of a bag, each by itself: how many are found.

Called as `python -m tests.package.changes BAG`; takes some minutes.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from laureate_print.package import bagit, fixity

KINDS = ("byte changed", "byte taken away", "byte added", "file gone", "file too many")


def main(bag, count=1000):
    chance, found = random.Random(2060), Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(bag, Path(folder) / "bag")
        paths = bagit.files(copy)
        for _ in range(count):
            path, kind = copy / chance.choice(paths), chance.choice(KINDS)
            before, extra = path.read_bytes(), path.with_name(f"{path.name}.more")
            if kind == "file gone":
                path.unlink()
            elif kind == "file too many":
                extra.write_bytes(b"")
            else:
                path.write_bytes(changed(before, chance, kind))
            found[kind, any(fixity.differences(copy))] += 1
            extra.unlink(missing_ok=True)
            path.write_bytes(before)
    for (kind, seen), number in sorted(found.items()):
        print(f"{kind}: {number} {'found' if seen else 'MISSED'}")
    return int(any(not seen for _, seen in found))


def changed(content, chance, kind):
    """The content with one byte changed, taken away or added."""
    place = chance.randrange(len(content))
    byte = {
        "byte changed": bytes([content[place] ^ chance.randrange(1, 256)]),
        "byte taken away": b"",
        "byte added": bytes([chance.randrange(256), content[place]]),
    }[kind]
    return content[:place] + byte + content[place + 1 :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
