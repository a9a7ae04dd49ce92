"""Files of strangers, each hostile in one way, are refused in one line or read as far as they go;
`make strangers` does so for all, in processes of their own.
"""

import re

import pytest

from laureate_print.errors import InputError
from laureate_print.package import containers, fixity
from laureate_print.start.word import read_word
from tests.cli import hostile_files as hostile
from tests.cli.hostile import made
from tests.conftest import run

# They take seconds each.
LARGE = {
    *("burst-of-4-GB.zip", "65,536-files.zip", "200,000-files.zip"),
    *("hole", "a-million-lines"),
}


def one_line(text):
    return text and not re.search("[\0-\x1f\x7f]", text) and len(text) < 600


@pytest.mark.slow
def test_inspect_answers_for_each_and_refuses_in_one_line(tmp_path):
    kinds = (hostile.locked_and_damaged, hostile.in_a_ring, hostile.polyglot, hostile.no_file)
    files = {name: content for kind in kinds for name, content in kind().items()}
    files["count.pdf"] = hostile.page(pages=b"/Count 1000000000")
    files["titles.html"] = b"<!doctype html>" + b"<title>" * 100_000
    del files["name\nof-two-lines\x1b[2J.pdf"]  # the name is the caller's own
    paths = [made(tmp_path, name, content) for name, content in files.items()]
    done = run("inspect", *paths, timeout=60)
    refused = [row for row in done.stderr.splitlines() if str(tmp_path) in row]

    assert done.returncode == 3
    assert len(refused) == len(done.stderr.splitlines())
    assert done.stdout.count("file  ") + len(refused) == len(paths)
    assert not re.search("[\0-\x09\x0b-\x1f\x7f]", done.stdout)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_zip_writes_outside_bursts_or_breaks_us(tmp_path):
    wrong = []
    for name, content in hostile.zips().items():
        if name in LARGE or "-for" in name:
            continue
        (tmp_path / name).mkdir()
        path = made(tmp_path / name, name, content)
        try:
            bag, _ = containers.unpack(path, tmp_path / name / "folder")
            if (tmp_path / name / "folder") not in bag.parents:
                wrong.append(name)
        except InputError as refusal:
            if not one_line(str(refusal)):
                wrong.append((name, str(refusal)))
        if {it.name for it in (tmp_path / name).iterdir()} - {name, "folder"}:
            wrong.append(f"{name} wrote outside")
    assert not wrong
    assert {it.name for it in tmp_path.iterdir()} <= set(hostile.zips())


def test_no_bag_is_followed_opened_or_believed_beyond_itself(tmp_path):
    found = {}
    for name, content in hostile.folders().items():
        if name not in LARGE:
            path = made(tmp_path, name, content)
            try:
                found[name] = [finding.message for finding in fixity.differences(path)]
            except InputError as refusal:
                found[name] = [str(refusal)]
    whole = {name for name, said in found.items() if not said}

    # What is asked for is not fetched; what is no manifest by RFC 8493 is none.
    no_manifests = {"no-such-algorithm", "algorithm-that-leads-out", "manifest-is-a-folder"}
    assert whole == {"whole", "fetch"} | no_manifests
    assert all(one_line(words) for said in found.values() for words in said), found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_word_file_breaks_us(tmp_path):
    read, wrong = [], []
    for name, content in hostile.words().items():
        if not callable(content) and name.endswith(".docx") and len(content) < 20_000:
            try:
                read_word(content, name)
                read.append(name)
            except InputError as refusal:
                if not one_line(str(refusal)):
                    wrong.append((name, str(refusal)))
    assert not wrong
    assert "whole.docx" in read
    assert "outside.docx" not in read
