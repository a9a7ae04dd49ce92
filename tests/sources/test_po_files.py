"""Catalogs are read as gettext reads them, and written so that nothing is lost."""

import gettext
import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from laureate_print.errors import CatalogError
from laureate_print.model import SourceFile
from laureate_print.sources import catalog_merge, reviews
from laureate_print.sources.po_files import Entry, parse
from laureate_print.sources.po_writing import written
from tests.conftest import DOCUMENT, ROOT

# All that a catalog may hold: what editors and platforms write, and what they never do.
EVERYTHING = r"""
# Translators of the city
msgid ""
msgstr ""
"Language: ru\n"
"Content-Type: text/plain; charset=UTF-8\n"
"X-Generator: Poedit 3.4\n"
"X-Poedit-Basepath: ..\n"
"X-Crowdin-Project: peace\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

# asked the laureate
#as Crowdin writes it
#. for translators
#: templates/a.html:3 ⁨templates/b c.html⁩:4
#, fuzzy, c-format
#| msgctxt "old menu"
#| msgid "Files"
msgctxt "menu"
msgid "File"
msgstr "Файл\t\"x\" \\ \303\251\x41\033[0m"

#, python-brace-format
msgid "one file"
msgid_plural ""
"{n} "
"files"
msgstr[0] "{n} файл"
msgstr[1] "{n} файла"
msgstr[2] ""
"{n} файлов\n"
"вот"

# gone
#, fuzzy
#~| msgctxt "c"
#~| msgid "was"
#~ msgctxt "c"
#~ msgid "is"
#~ msgid_plural "are"
#~ msgstr[0] "a"
#~ msgstr[1] ""
#~ "b\n"
#~ "c"
#~ msgstr[2] "d"
""".lstrip()
DAY = date(2026, 11, 29)
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalog(text, name="words.po"):
    return parse(SourceFile(name, text if isinstance(text, bytes) else text.encode(), name))


def tool(*command, stdin=None):
    """Gives what a tool of gettext answers."""
    done = subprocess.run(command, input=stdin, capture_output=True, check=True)
    return done.stdout


@pytest.mark.reader
def test_gettext_reads_the_same_in_what_is_written(tmp_path):
    ours = written(catalog(EVERYTHING))
    canonical = ("msgcat", "--no-wrap", "-")
    assert tool(*canonical, stdin=ours) == tool(*canonical, stdin=EVERYTHING.encode())

    read = {}
    (tmp_path / "words.po").write_bytes(EVERYTHING.encode())
    tool("msgfmt", "--use-fuzzy", "-o", tmp_path / "words.mo", tmp_path / "words.po")
    with (tmp_path / "words.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    menu, files = catalog(EVERYTHING).entries
    assert menu.texts == (read.pgettext("menu", "File"),)
    assert menu.texts[0].endswith("éA\x1b[0m")
    forms = [read.ngettext("one file", "{n} files", number) for number in (1, 2, 5)]
    assert [*files.texts] == forms


def test_what_was_written_is_written_again():
    once = written(catalog(EVERYTHING))
    assert written(catalog(once)) == once
    for line in ('"X-Crowdin-Project: peace\\n"', '#~| msgctxt "c"', "#as Crowdin writes it"):
        assert line in once.decode()


def test_line_ends_stay_and_a_byte_order_mark_is_no_text():
    returned = b"\xef\xbb\xbf" + EVERYTHING.replace("\n", "\r\n").encode()
    assert written(catalog(returned)) == written(catalog(EVERYTHING)).replace(b"\n", b"\r\n")


@pytest.mark.reader
@pytest.mark.parametrize("tag", ["ar", "ja@simple", "my", "th", "zh_Hans"])
def test_a_catalog_says_the_same_however_a_tool_writes_it(tag):
    """Octal escapes, also of a letter that stands on two lines; wrapped by Poedit's width, or by
    another, or not at all; CRLF, a byte order mark, obsolete and previous messages.
    """
    path = ROOT / "locales" / tag / "LC_MESSAGES" / f"{DOCUMENT}.po"
    content = path.read_bytes() + EVERYTHING.partition("\n\n")[2].encode()
    plain = heart(content)
    for command in (
        ("msgcat", "--escape", "-"),
        ("msgcat", "--escape", "--width=20", "-"),
        ("msgcat", "--width=79", "-"),
        ("msgcat", "--no-wrap", "-"),
    ):
        other = tool(*command, stdin=content)
        assert heart(other) == plain, command
        split = re.sub(rb"(\\[23]\d\d)", rb'\1"\n"', other)  # within a letter
        assert heart(split) == plain, command
        assert heart(b"\xef\xbb\xbf" + other.replace(b"\n", b"\r\n")) == plain, command


def heart(content):
    """What a catalog says: all of its messages but their lines."""
    read = catalog(content)
    return [
        (
            (it.sources, it.texts, it.context, it.flags, it.previous, it.obsolete),
            [comment.strip() for comment in it.comments],
        )
        for it in (*read.entries, *read.obsolete)
    ]


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ('msgid "a"\nmsgstr "1"\n\nmsgid "b"\nmsgstr "2"\n\nmsgid "a"\nmsgstr "3"\n', 10, "line 4"),
        ('msgctxt "c"\nmsgid "a"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "a"\nmsgstr ""\n', 9, "line 5"),
        ('msgid "a"\nmsgstr "\\q"\n', 5, "'\\q' means nothing"),
        ('msgid "a"\nmsgstr "\\377"\n', 5, "no letters in UTF-8"),
        ('msgid "a"\nmsgstr "b\n', 5, "quotation marks"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 6, "does not stand where it should"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 4, "is missing"),
        ('# a note\n"text"\n', 5, "does not stand where it should"),
    ],
    ids=["twice", "context", "escape", "bytes", "quote", "form", "no text", "no keyword"],
)
def test_what_gettext_refuses_is_refused_with_its_line(text, place, told):
    with pytest.raises(CatalogError, match=rf"^words\.po:{place}: .*{re.escape(told)}"):
        catalog(HEAD + text)


def test_the_same_source_in_another_context_is_another_message():
    text = 'msgid "a"\nmsgstr "1"\n\nmsgctxt ""\nmsgid "a"\nmsgstr "2"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "3"\n'
    assert [entry.texts[0] for entry in catalog(HEAD + text).entries] == ["1", "2", "3"]


@pytest.mark.reader
def test_each_catalog_is_clean_and_followed_as_msgmerge_follows_it(tmp_path):
    """Nothing to fill in, by `msgfmt --check`; and of a template in which one message is worded
    anew, one is gone and one is new, both make the same.
    """
    for path in sorted(ROOT.glob(f"locales/*/LC_MESSAGES/{DOCUMENT}.po")):
        seen = subprocess.run(
            ("msgfmt", "-c", "-v", "-o", "/dev/null", path), capture_output=True, text=True
        )
        assert re.fullmatch(r"\d+ translated messages\.\n", seen.stderr)

        template = catalog((ROOT / "locales" / f"{DOCUMENT}.pot").read_bytes())
        first, second, _, *rest = template.entries
        worded = replace(first, sources=(f"{first.sources[0]} (new)",))
        new = Entry(("Quite another thing, in words of its own",))
        template = replace(template, entries=(worded, second, *rest, new))
        (tmp_path / "words.pot").write_bytes(written(template))
        theirs = tool("msgmerge", "--quiet", "--previous", path, tmp_path / "words.pot")
        ours = written(catalog_merge.follow(catalog(path.read_bytes()), template, 1, {}))
        assert sorted(heart(ours), key=str) == sorted(heart(theirs), key=str)


@pytest.mark.reader
def test_gettext_tools_keep_the_record_of_a_review(tmp_path):
    entries = catalog(EVERYTHING)
    reviewed = [reviews.approved(entry, "Higa Yōko", DAY) for entry in entries.entries]
    path = tmp_path / "words.po"
    path.write_bytes(written(entries.with_entries(reviewed)))
    for command in (
        ("msgcat", path),
        ("msgattrib", "--no-obsolete", path),
        ("msgmerge", "--quiet", path, path),
        ("msgconv", "-t", "UTF-8", path),
    ):
        kept = catalog(tool(*command)).entries
        assert all(map(reviews.fits, kept)), command
        assert [it.reviewer for entry in kept for it in reviews.records(entry.comments)] == [
            "Higa Yōko"
        ] * 2
