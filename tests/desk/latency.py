"""How long it takes from writing a file until the page is on the screen: `python -m tests.desk.latency`."""

import shutil
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.desk.preview import Window, previewing, seconds_until_shown
from tests.editions import DOCUMENT, ROOT

TIMES = 20
SETTLED = 3.0  # seconds after which nothing is made any more
CHANGED = {
    "catalog": ("locales/{folder}/LC_MESSAGES/" + DOCUMENT + ".po", 'msgstr "', 'msgstr "{n} '),
    "template": ("templates/{template}/{template}.html", "<body>", "<body><!-- {n} -->"),
    "style": (
        "templates/shared/house.css",
        "body { margin: 0; }",
        "body {{ margin: 0; --n: {n}; }}",
    ),
    "fact": (
        f"templates/documents/{DOCUMENT}.md",
        'page_number = "1008380"',
        'page_number = "10{n}"',
    ),
    "picture": ("theme/minsa.svg", "</svg>", "<!-- {n} --></svg>"),
}


def measured(project, address, template, language):
    """The seconds of each kind of change, in turn."""
    at = f"{DOCUMENT}/{template}/{language}/pdf"
    found = {kind: [] for kind in CHANGED}
    with Window(address, at):  # what others changed meanwhile is shown first
        time.sleep(SETTLED)
    with Window(address, at) as window:
        window.picture = 0
        seconds_until_shown(window, address, at, lambda: None)
        for number in range(TIMES):
            kind = list(CHANGED)[number % len(CHANGED)]
            path, old, new = CHANGED[kind]
            file = project / path.format(folder=language.replace("-", "_"), template=template)
            text = (ROOT / file.relative_to(project)).read_text(encoding="utf-8")
            start = text.index('msgid "Japan') if kind == "catalog" else 0
            assert old in text[start:], (file, old)
            wanted = text[:start] + text[start:].replace(old, new.format(n=1000 + number), 1)
            found[kind].append(
                seconds_until_shown(
                    window, address, at, partial(file.write_text, wanted, encoding="utf-8")
                )
            )
            time.sleep(0.6)
    return found


def main():
    """Prints the medians of a page and of a leaflet."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / "laureate.toml", project)
        for name in ("locales", "templates", "theme"):
            shutil.copytree(ROOT / name, project / name)
        with previewing(project) as (_, address):
            for template, language in (
                ("page", "ja"),
                ("leaflet", "ja"),
                ("page", "ar"),
                ("leaflet", "my"),
            ):
                found = measured(project, address, template, language)
                times = [it for values in found.values() for it in values]
                kinds = ", ".join(
                    f"{kind} {statistics.median(it):.2f}" for kind, it in found.items()
                )
                print(
                    f"{template} {language}: median {statistics.median(times):.2f} s, largest {max(times):.2f} s ({kinds})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
