"""Whatever changes in a bag is found: a thousand random changes, each by itself, in a folder and in
one zip.
"""

import random
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from laureate_print.errors import LaureateError
from laureate_print.package import bagit, containers, fixity, verify
from tests.package.changes import KINDS, changed

CHANGES = 1000
DESCRIBED = [("Source-Organization", "沖縄県"), ("Bag-Software-Agent", "laureate-print 1.0")]
TAG_FILES = {"bagit.txt", "bag-info.txt"} | {
    f"{kind}-{name}.txt" for kind in ("manifest", "tagmanifest") for name in ("sha256", "sha512")
}


@pytest.fixture
def bag(tmp_path):
    """A bag of a few small files."""
    folder = tmp_path / "bag"
    for name, content in (
        ("a.txt", b"one\n"),
        ("words/ja.po", "沖縄".encode() * 40),
        ("picture.png", bytes(range(256))),
        ("software/versions.json", b"{}"),
    ):
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_bytes(content)
    sizes = [(folder / "data" / path).stat().st_size for path in bagit.files(folder / "data")]
    bagit.write(folder, bagit.info(DESCRIBED, sizes))
    return folder


def test_a_whole_bag_has_no_differences(bag):
    assert set(bagit.files(bag)) == TAG_FILES | {
        "data/a.txt",
        "data/picture.png",
        "data/software/versions.json",
        "data/words/ja.po",
    }
    assert list(fixity.differences(bag)) == []


@pytest.mark.slow
def test_every_single_byte_is_found(bag):
    chance, missed = random.Random(8), []
    paths = bagit.files(bag)
    for _ in range(CHANGES):
        path = bag / chance.choice(paths)
        before = path.read_bytes()
        kind = chance.choice(KINDS[:3])
        path.write_bytes(changed(before, chance, kind))
        answer = list(fixity.differences(bag))
        if not any(finding.severity == "error" and finding.where in paths for finding in answer):
            missed.append(f"{path.name}: {kind}")
        path.write_bytes(before)
    assert missed == []
    assert list(fixity.differences(bag)) == []


@pytest.mark.parametrize("path", sorted(TAG_FILES | {"data/a.txt"}))
def test_a_missing_file_is_named(bag, path):
    (bag / path).unlink()
    assert path in {finding.where for finding in fixity.differences(bag)}


@pytest.mark.parametrize(
    "path",
    ["data/more.txt", "data/words/.hidden", "more.txt", "meta/more.txt", "tagmanifest-md5.txt"],
)
def test_a_file_too_many_is_named(bag, path):
    (bag / path).parent.mkdir(exist_ok=True)
    (bag / path).write_bytes(b"more")
    assert path in {finding.where for finding in fixity.differences(bag)}


def test_a_changed_file_is_named_once(bag):
    (bag / "data" / "a.txt").write_bytes(b"two\n")
    [finding] = fixity.differences(bag)
    assert (finding.check, finding.where) == ("every_file_is_as_it_was", "data/a.txt")


def test_a_link_is_no_file(bag):
    shutil.copy(bag / "data" / "a.txt", bag.parent)
    (bag / "data" / "a.txt").unlink()
    (bag / "data" / "a.txt").symlink_to(bag.parent / "a.txt")
    assert [finding.check for finding in fixity.differences(bag)] == [
        "nothing_leads_out_of_the_bag"
    ]


def test_what_is_no_bag_is_refused(tmp_path):
    with pytest.raises(LaureateError, match="is no bag"):
        list(fixity.differences(tmp_path))


def packed(bag, target):
    with target.open("wb") as file:
        containers.pack(bag, "bag-2024", file)
    return target


@pytest.mark.slow
def test_every_single_byte_of_a_zip_is_found(bag, tmp_path):
    chance, missed = random.Random(9), []
    content = packed(bag, tmp_path / "bag.zip").read_bytes()
    for number in range(CHANGES):
        kind = chance.choice(KINDS[:3])
        (tmp_path / "changed.zip").write_bytes(changed(content, chance, kind))
        folder = tmp_path / f"out{number}"
        try:
            opened, place = containers.unpack(tmp_path / "changed.zip", folder)
            found = bool(place) or any(fixity.differences(opened))
        except LaureateError:
            found = True
        if not found:
            missed.append(f"{number}: {kind}")
        shutil.rmtree(folder, ignore_errors=True)
    assert missed == []
    assert containers.unpack(tmp_path / "bag.zip", tmp_path / "whole")[1] == ""


def test_a_zip_of_the_same_files_is_the_same(bag, tmp_path):
    one = packed(bag, tmp_path / "one.zip").read_bytes()
    again = shutil.copytree(bag, tmp_path / "again")
    for path in sorted(again.rglob("*"), reverse=True):
        path.chmod(0o700)
    assert packed(again, tmp_path / "two.zip").read_bytes() == one


def test_a_zip_that_leads_out_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("bag/../../out.txt", b"out")
    with pytest.raises(LaureateError, match="one folder"):
        containers.unpack(tmp_path / "bad.zip", tmp_path / "folder")


def test_a_name_with_a_percent_sign_is_as_whole_as_any(bag):
    """RFC 8493, 2.1.3: line ends and % alone are encoded in a manifest, and only from version 1 on."""
    for name in ("50%.png", "a%20b", "c%0Ad", "%25%25%25", "e\nf\ng\nh"):
        (bag / "data" / name).write_bytes(b"")
    sizes = [(bag / path).stat().st_size for path in bagit.files(bag) if path.startswith("data/")]
    bagit.write(bag, bagit.info(DESCRIBED, sizes))
    before = bag.parent / "before"
    (before / "data").mkdir(parents=True)
    (before / "data" / "a%25b").write_bytes(b"")
    (before / "manifest-md5.txt").write_text("d41d8cd98f00b204e9800998ecf8427e  data/a%25b\n")
    (before / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")

    assert list(fixity.differences(bag)) == []
    assert list(fixity.differences(before)) == []


def test_a_zip_is_refused_in_plain_words_whatever_is_odd_in_it(tmp_path):
    """No folder, folders without end, names that are no text, another name inside than in the list."""
    odd = {
        "one-file": [("bag", b"x")],
        "no-folder": [("bagit.txt", b"x")],
        "deep": [("bag/" + "d/" * 2000 + "x", b"")],
        "no-text": [("bag/é", b"")],
        "other-name": [("bag/a", b"")],
    }
    for name, entries in odd.items():
        path = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for entry, content in entries:
                archive.writestr(entry, content)
        content = (
            path.read_bytes().replace("é".encode(), b"\xff\xff").replace(b"bag/a", b"bag/b", 1)
        )
        path.write_bytes(content)
        with pytest.raises(LaureateError, match=r"^[^\n]{9,400}$") as refused:
            containers.unpack(path, tmp_path / name)
        assert not re.search(r"codec|recursion|Errno|\bb'", str(refused.value))


def test_a_folder_that_cannot_be_read_is_told_in_one_line(bag, monkeypatch):
    monkeypatch.chdir(bag / "data")
    for _ in range(30):
        Path("d" * 200).mkdir()
        monkeypatch.chdir("d" * 200)
    with pytest.raises(LaureateError, match=r"cannot read .*: File name too long"):
        verify.verify(bag, False, 1, print)
