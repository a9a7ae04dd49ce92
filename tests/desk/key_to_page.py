"""How long it takes from a key until what it wrote is on the page: `python -m tests.desk.key_to_page`.

On a machine that does nothing else, for it is the clock that counts; beside it stands how much the
processes of the desk have computed for each key.

In a real browser: the key is pressed in the field of a paragraph, and the clock stops when the new
picture of the page has been decoded, or the new web page has been loaded, and the words of the
desk about it stand at the field.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.desk.desk import Window, at_desk
from tests.editions import DOCUMENT, ROOT
from tests.readers.browser import chromium

TIMES = 50
SETTLED = 700  # ms after which the last checks have looked, too
LETTERS = {"ja": "海", "ar": "ب", "my": "က"}
PAGES = ("page/html", "leaflet/pdf")
WATCH = """() => {
  const pages = document.querySelector("#pages");
  new MutationObserver(() => { window.shown = performance.now(); })
    .observe(pages, { childList: true, subtree: true });
  document.addEventListener("input", () => { window.pressed = performance.now(); }, true);
}"""
NOW = (
    "() => { const ends = window.shown; return ends > window.pressed ? ends - window.pressed : 0 }"
)


def computed(pid):
    """The seconds that a process and those that it has begun have computed."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # and of those that have ended
    return own + sum(map(computed, children))


def measured(context, address, language, page, times):
    """The milliseconds of each key."""
    window = Window(context, address)
    desk = window.page
    desk.goto(f"{address.partition('/desk')[0]}/desk/{language}/{DOCUMENT}/{page}")
    window.go_first()
    window.go_to("As a contract partner")
    window.press("Control+End")
    desk.wait_for_timeout(SETTLED * 2)
    desk.evaluate(WATCH)
    found = []
    for _ in range(times):
        desk.keyboard.insert_text(LETTERS[language])
        desk.wait_for_function(NOW)
        desk.wait_for_timeout(SETTLED)
        found.append(desk.evaluate(NOW))
    assert window.faults == []
    desk.close()
    return found


def main():
    """Prints the medians."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        project = Path(folder)
        shutil.copy(ROOT / "laureate.toml", project)
        for name in ("locales", "templates", "theme"):
            shutil.copytree(ROOT / name, project / name)
        with at_desk(project) as (process, address), browser.new_context() as context:
            for language in LETTERS:
                for page in PAGES:
                    began = time.monotonic()
                    before = computed(process.pid)
                    found = measured(context, address, language, page, times)
                    each = (computed(process.pid) - before) / len(found)
                    print(
                        f"{language} {page}: median {statistics.median(found) / 1000:.2f} s,"
                        f" largest {max(found) / 1000:.2f} s"
                        f" ({each:.2f} s computed a key; {len(found)} keys in {time.monotonic() - began:.0f} s)",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
