"""Broken, locked and odd files: facts as far as they can be read, one line for what cannot, no traceback."""

import time
import zlib

import pikepdf
import pytest

from laureate_print.checks.inspect_file import inspect
from laureate_print.errors import InputError
from laureate_print.pdf_reader.objects import BROKEN, one_line, open_pdf
from laureate_print.pdf_reader.page_content import read_pages
from tests.conftest import run
from tests.pdf_reader import handmade

READABLE = {
    "encrypted-for-everyone": (lambda: handmade.encrypted(""), "locked"),
    "annotations-of-any-type": (handmade.annotations_of_any_type, "text"),
    "fonts-of-any-type": (handmade.fonts_of_any_type, "text"),
    "font-without-a-name": (handmade.simple_font(b"(text)", BaseFont=None), "text"),
    "font-without-an-encoding": (handmade.type3, "Ж📞"),
    "jbig2-without-a-decoder": (handmade.jbig2_without_decoder, "text"),
    "name-beyond-utf-8": (handmade.name_beyond_utf8, "text"),
    "tree-in-a-ring": (handmade.tree_in_a_ring, "one"),
    "second-page-broken": (handmade.broken_second_page, "text"),
    "contents-partly-broken": (handmade.contents_partly_broken, "text"),
    "operators-without-operands": (handmade.operators_without_operands, "text"),
    "forms-by-the-billion": (handmade.forms_by_the_billion, "more forms are drawn than"),
    "form-in-a-ring": (handmade.form_in_a_ring, "x"),
    "form-in-two-rings": (lambda: handmade.form_in_a_ring(2), "more forms are drawn than"),
    "rubbish-before": (lambda: b"x" * 900 + handmade.type3(), "Ж📞"),
    "cut-short": (lambda: handmade.type3()[:-40], "cannot be read: PDFium cannot"),
}
REFUSED = {
    "encrypted-with-a-password": (lambda: handmade.encrypted("user"), "without its password"),
    "pages-in-a-ring": (handmade.pages_in_a_ring, "Loop detected"),
    "no-objects": (lambda: b"%PDF-1.7\n" + b"\0" * 99, "no PDF that can be read"),
    "nothing": (lambda: b"", "neither a PDF nor a web page"),
    "words": (lambda: b"To whom it may concern", "neither a PDF nor a web page"),
    "words-with-a-lesser-than": (lambda: b"a < b and b > c", "neither a PDF nor a web page"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "neither a PDF nor a web page"),
    "package": (lambda: b"PK\3\4" + b"\0" * 99, "neither a PDF nor a web page"),
}


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_told(name):
    made, words = READABLE[name]
    facts = inspect(made())

    assert words in facts["text"]
    assert facts["pages"] in (1, 2)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gets_one_line(name):
    made, words = REFUSED[name]

    with pytest.raises(InputError, match=words) as refusal:
        inspect(made())
    assert "\n" not in str(refusal.value)
    assert "BytesIO" not in str(refusal.value)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (handmade.broken_stream, "cannot be read"),
        (
            handmade.operators_without_operands,
            "the operator Tf cannot be understood: it has too few",
        ),
        (handmade.form_in_a_ring, "form X contains itself"),
        (handmade.forms_by_the_billion, "too much is drawn before it"),
        (handmade.fonts_of_any_type, "there is no tag tree"),
    ],
)
def test_what_could_not_be_understood_is_said_beside_the_text(made, words):
    assert words in inspect(made())["text layer"]


def test_a_name_beyond_utf_8_is_told_as_far_as_it_goes():
    assert inspect(handmade.name_beyond_utf8())["fonts"] == ["\ufffd\ufffd (not embedded)"]


@pytest.mark.parametrize("name", ["letter.txt", "letter.html", "letter.pdf", "letter.print.pdf"])
def test_a_file_that_is_none_is_refused_by_the_command_whatever_its_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"To whom it may concern")
    done = run("inspect", tmp_path / name)

    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"{name}: this is neither a PDF nor a web page" in done.stderr


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("<!DOCTYPE html><title>café</title>".encode(), "café"),
        ("\n <html><title>café</title>".encode(), "café"),
        ("<!-- a page --><title>café</title>".encode(), "café"),
        ("<html><meta charset='iso-8859-1'><title>café</title>".encode("latin-1"), "café"),
        ("<html><title>café</title>".encode("windows-1252"), "café"),
        ("<html><title>日本</title>".encode("utf-16"), "日本"),
        ("\ufeff<html><title>日本</title>".encode(), "日本"),
        (
            "<html><meta http-equiv=content-type content='text/html; charset=shift_jis'>"
            "<title>日本</title>".encode("shift_jis"),
            "日本",
        ),
        (b"<html><meta charset='no-such'><title>a</title>", "a"),
    ],
)
def test_a_web_page_is_known_by_its_content_in_any_encoding(content, title):
    assert inspect(content)["title"] == title


def test_what_is_left_of_a_page_is_read_by_ourselves_too():
    [page] = read_pages(open_pdf(handmade.contents_partly_broken())).pages

    assert page.unmarked == "text"


def test_a_web_page_is_read_whatever_is_odd_in_it():
    """Encodings that are none, numbers without end, 30,000 elements of which none ends, XHTML."""
    page = b"<!doctype html><html lang=en>"
    titles = {
        b"<title dir=ltr>Peace &amp; harbour</title>": "Peace & harbour",
        b"<TITLE>\n Peace </TITLE><svg><title>A dove</title></svg>": "Peace",
        b"<meta charset=undefined><title>Peace</title>": "Peace",
        b"<title>Peace</title><p>&#" + b"9" * 5000 + b"; &#" + b"0" * 5000 + b"65;": "Peace",
        b"<title>Peace</title>" + b"<b>" * 30_000 + b"</i>" * 30_000: "Peace",
    }
    began = time.process_time()
    found = {content: inspect(page + content) for content in titles}
    xhtml = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html lang="en"><title>Peace</title></html>'

    assert {content: facts["title"] for content, facts in found.items()} == titles
    assert "\ufffd A" in [facts["text"] for facts in found.values()]
    assert inspect(xhtml)["title"] == "Peace"
    assert time.process_time() - began < 4


def test_what_cannot_be_unpacked_is_said_without_the_words_of_zlib():
    packed = zlib.compress(b"some words " * 999)
    broken = packed[:9] + b"\xff" * 9 + packed[18:]
    pdf = pikepdf.new()
    with pytest.raises(BROKEN) as error:
        pikepdf.Stream(pdf, broken, Filter=pikepdf.Name.FlateDecode).read_bytes()

    assert "inflate" in str(error.value)
    assert one_line(error.value).endswith("what is compressed in it cannot be unpacked")
