"""Each message has a picture of the page that shows it first, on which it is marked."""

import json

import pytest
from PIL import Image

from laureate_print.cli.main import main
from laureate_print.sources import catalogs, load
from tests.conftest import DOCUMENT, ROOT

FRAME = (214, 60, 0)
GROUNDS = ((255, 235, 160), (97, 92, 75), (243, 221, 147))  # of marked words: paper, indigo, sand
OLD, OTHER = "ar/interface/gone-0123abcd.png", "fr/interface/there-0123abcd.png"


@pytest.mark.slow
def test_each_message_is_marked_on_a_picture(tmp_path, capsys):
    outside = tmp_path / "outside-0123abcd.png"
    outside.touch()
    folder = tmp_path / "pictures"
    (folder / OLD).parent.mkdir(parents=True)
    (folder / OLD).touch()
    names = (OLD, OTHER, f"../{outside.name}", "ar/../../x-0123abcd.png")
    before = [{"file": name, "language": name.partition("/")[0]} for name in names]
    told = {"pictures": before, "without": []}
    (folder / "screenshots.json").write_text(json.dumps(told))

    arguments = ["--project", str(ROOT), "catalog", "screenshots", str(folder)]

    assert main([*arguments, "-l", "ar", "-t", "leaflet"]) == 0

    said, complaints = capsys.readouterr()
    told = json.loads((folder / "screenshots.json").read_text("utf-8"))
    assert told["pictures"].pop(0) == {"file": OTHER, "language": "fr"}
    files = {str(it.relative_to(folder)) for it in folder.rglob("*.png")}
    assert complaints == ""
    assert files == {row["file"] for row in told["pictures"]}
    assert outside.exists()
    assert f"{len(files)} pictures" in said
    for row in told["pictures"]:
        assert row["file"].startswith(f"ar/{row['catalog']}/")
        assert (row["language"], row["document"], row["template"]) == ("ar", DOCUMENT, "leaflet")
        with Image.open(folder / row["file"]) as picture:
            assert picture.width > picture.height * 0.7
            colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}
            assert FRAME in colours
            assert any(is_like(it, ground) for it in colours for ground in GROUNDS), row["file"]
    sources = load(ROOT)
    wanted = {
        (name, message.context, message.source)
        for name in catalogs.names(sources, "ar")
        if name != "glossary"
        for message in catalogs.wanted(sources, name).values()
    }
    rows = [*told["pictures"], *told["without"]]
    assert {(row["catalog"], row["msgctxt"], row["msgid"]) for row in rows} == wanted
    assert len(rows) == len(wanted)
    unseen = {row["msgid"] for row in told["without"]}
    assert {"Call {telephone}", "Skip to main content"} <= unseen
    titles = [row["msgid"] for row in told["pictures"] if row["page"] == 1]
    assert "The Laureate of the 8th Okinawa Peace Prize" in titles


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("screenshots", "{}", "-l", "nn"), "no language 'nn'"),
        (("screenshots", "{}/locales/x"), "lies in locales/"),
        (("proofs", "ar", "{}/x.docx"), "proofs are a file .pdf or .html"),
        (("proofs", "en", "{}/x.pdf", "-t", "leaflet"), "'en' is translated from nothing"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(arguments, told, capsys):
    named = [it.format(ROOT) for it in arguments]

    assert main(["--project", str(ROOT), "catalog", *named]) == 2

    [line] = capsys.readouterr().err.splitlines()
    assert told in line


def is_like(one, other):
    return all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))
