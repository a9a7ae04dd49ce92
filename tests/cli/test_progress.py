"""The bar on a terminal: it fits, whatever the names and however narrow; it leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import unicodedata

import pytest
from wcwidth import wcswidth

from laureate_print.cli.progress import bar, duration, time_left
from tests.conftest import DOCUMENT, ROOT

NAMES = (
    f"{DOCUMENT}/ar/page.pdf",
    "沖縄平和賞のお知らせ/ja/page.html",
    "إعلان/ar/page.html",
    "ကြေညာချက်အသစ်များ/my/page.archive.pdf",
    "नेपालीसूचना-कार्यक्रम/ne/page.pdf",
    "ประกาศที่สำคัญมากๆ/th/leaflet.pdf",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_bar_fits_and_breaks_no_letter(name):
    for columns in range(120):
        line = bar(7, 234, "1 min 20 s left", name, columns)
        shown = line.partition("  ...")[2]

        assert 0 <= wcswidth(line) < max(1, columns)
        assert ("7/234" in line) == (columns > 5)
        assert line.startswith("[") or columns < 35
        assert not shown or (name.endswith(shown) and unicodedata.category(shown[0])[0] != "M")
    assert bar(7, 234, "1 min 20 s left", name, 120).endswith(f", 1 min 20 s left  {name}")


def test_the_time_left_is_that_of_the_pace_of_late():
    quick_then_slow = [0.0, 0.1, 0.2, 2.2, 4.2, 6.2]

    assert time_left(quick_then_slow[:2], 0.2, 9) == ""
    assert time_left(quick_then_slow[-4:], 6.2, 9) == "18 s left"
    assert time_left(quick_then_slow[-4:], 8.2, 9) == "16 s left"
    assert time_left(quick_then_slow[-4:], 8.2, 0) == ""
    assert [duration(it) for it in (0.4, 59.4, 60, 80, 3600, 7500)] == [
        *("0 s", "59 s", "1 min", "1 min 20 s", "1 h", "2 h 5 min")
    ]


COMMAND = """
import signal
from laureate_print.cli.main import entry
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
entry()
"""


def on_a_terminal(*arguments, stop_at=None):
    """Runs `build` on a terminal of 60 columns; gives exit code, all that came, and the rows that
    stand there at the end. Ctrl-C comes as soon as `stop_at` is seen.
    """
    ours, theirs = os.openpty()
    subprocess.run(["stty", "cols", "60"], stdin=theirs, check=True)
    command = [sys.executable, "-c", COMMAND, "build", *arguments]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.Popen(
        command, cwd=ROOT, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    came = ""
    while True:
        try:
            came += os.read(ours, 65536).decode()
        except OSError:  # the other end is closed
            break
        if stop_at and stop_at in came:
            os.killpg(done.pid, signal.SIGINT)
            stop_at = None
    os.close(ours)
    rows = [re.split(r"\r\x1b\[K", row)[-1] for row in came.split("\r\n")]
    return done.wait(), came, rows


def test_a_bar_moves_on_a_terminal_and_is_gone_at_the_end(tmp_path):
    chosen = ("-l", "my", "-t", "page", "-o", "html", "--out", str(tmp_path))
    code, came, [last, end] = on_a_terminal(*chosen)
    first, *_, latest, nothing = re.findall(r"\r\x1b\[K([^\r]*)", came)

    assert (code, end) == (0, "")
    assert re.fullmatch(rf"1 file in {tmp_path}, 1 made \(.*\); 1 language is a draft", last)
    assert first == f"[{'.' * 24}] 0/1"
    assert re.fullmatch(rf"\[{'#' * 24}\] 1/1  \.\.\..*/my/page\.html", latest)
    assert len(latest) < 60
    assert nothing == last


def test_ctrl_c_leaves_a_clean_terminal(tmp_path):
    code, _, rows = on_a_terminal("-o", "html", "--out", str(tmp_path), stop_at="0/")

    assert code == 130
    assert rows == [
        "laureate-print: stopped; what was finished stays, nothing is half-written",
        "",
    ]
