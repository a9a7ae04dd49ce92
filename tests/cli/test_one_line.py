"""What a command says of words that others wrote is one line each, and moves no cursor."""

from laureate_print.cli.findings import finding_line
from laureate_print.cli.main import main
from laureate_print.model import Finding

WORDS = "a\x1b[31m\x0bb\u2028c\u202ed\x9b2Je"
SHOWN = r"a\x1b[31m\x0bb\u2028c\u202ed\x9b2Je"


def test_a_finding_is_one_line():
    assert finding_line(Finding("x", "error", WORDS, "a.po:1", "b\nc")) == (
        rf"a.po:1: error: {SHOWN}; b\nc [x]"
    )


def test_what_stops_a_command_is_one_line(tmp_path, capsys):
    (tmp_path / "laureate.toml").write_text(
        'languages = ["a\\u001b[31m\\u000bb\\u2028c\\u202ed\\u009b2Je"]', encoding="utf-8"
    )

    assert main(["--project", str(tmp_path), "list"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        f"laureate-print: laureate.toml: no language '{SHOWN}' is known; use a BCP 47 tag such as"
        " en, ja or zh-Hant"
    ]
