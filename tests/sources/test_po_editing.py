"""A message is changed where it stands: every other byte of the catalog stays, and a long text is
wrapped as the file wraps its own.
"""

import subprocess
from dataclasses import replace

import pytest

from laureate_print.model import SourceFile
from laureate_print.sources.po_editing import edited
from laureate_print.sources.po_files import parse
from tests.conftest import DOCUMENT, ROOT

FOREIGN = """\
\ufeff# Dr. Müller's words,   kept   as they are
#
msgid ""
msgstr ""
"Project-Id-Version: 3\\n"
"X-Foreign: yes\\n"

# a comment
#  and one with two spaces
#. from the program
#: a.html:3   b.html:4
#, python-brace-format,   c-format
#| msgid "Old"
msgctxt "menu"
msgid "Save"
msgstr ""
"Sichern "

"hier"

#~ msgid "gone"
#~ msgstr "weg"
msgid "one"
msgid_plural "{n} many"
msgstr[0] "eins"
msgstr[1] ""
# of the next
msgid "tab\\t\\"quoted\\""
msgstr  "  kept  "

#~ msgid "gone, too"
#~ msgstr "auch weg"
# at the end
"""


def changed(content, **texts):
    """The bytes with other texts, by the first word of the source."""
    file = parse(SourceFile("a.po", content, "a.po"))
    new = [
        replace(entry, texts=texts[word])
        for entry in file.entries
        if (word := entry.sources[0].split()[0].strip('\t"')) in texts
    ]
    return edited(content, file, new)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_text_changes_in_what_others_have_written(ending):
    content = FOREIGN.replace("\n", ending).encode()
    wanted = content.replace(
        f'msgstr ""{ending}"Sichern "{ending}{ending}"hier"'.encode(), b'msgstr "Speichern"'
    ).replace(b'msgstr[1] ""', b'msgstr[1] "{n} viele"')

    assert changed(content, Save=("Speichern",), one=("eins", "{n} viele")) == wanted


def test_flags_comments_and_the_earlier_source_change_where_they_stand():
    content = FOREIGN.encode()
    file = parse(SourceFile("a.po", content, "a.po"))
    first, second, _ = file.entries
    after = edited(
        content,
        file,
        [
            replace(first, flags=("fuzzy", *first.flags), comments=(*first.comments, " new")),
            replace(second, flags=("fuzzy",)),
        ],
    ).decode()

    assert "#  and one with two spaces\n# new\n#. from the program\n" in after
    assert "b.html:4\n#, fuzzy, python-brace-format, c-format\n#| msgid" in after
    assert '#~ msgstr "weg"\n#, fuzzy\nmsgid "one"\n' in after
    back = parse(SourceFile("a.po", after.encode(), "a.po"))
    cleared = [replace(entry, flags=(), previous=(), comments=()) for entry in back.entries]
    assert edited(after.encode(), back, cleared).decode() == (
        FOREIGN.replace("# a comment\n#  and one with two spaces\n", "")
        .replace("#, python-brace-format,   c-format\n", "")
        .replace('#| msgid "Old"\n', "")
        .replace("# of the next\n", "")
    )


@pytest.mark.parametrize("tag", ["ja", "ar", "my", "hi", "es", "am"])
def test_what_is_changed_and_changed_back_is_as_it_was(tag):
    for path in (ROOT / "locales" / tag / "LC_MESSAGES").glob("*.po"):
        content = path.read_bytes()
        file = parse(SourceFile(path.name, content, path.name))
        other = [replace(it, texts=tuple(f'{text}\n"' for text in it.texts)) for it in file.entries]
        between = edited(content, file, other)
        read = parse(SourceFile(path.name, between, path.name))

        assert [it.texts for it in read.entries] == [it.texts for it in other]
        assert edited(between, read, file.entries) == content


@pytest.mark.reader
@pytest.mark.parametrize("tag", ["es", "ar", "th"])
def test_a_file_that_is_wrapped_is_wrapped_as_gettext_does(tag):
    path = ROOT / f"locales/{tag}/LC_MESSAGES/{DOCUMENT}.po"
    content = subprocess.run(["msgcat", str(path)], capture_output=True, check=True).stdout
    file = parse(SourceFile("a.po", content, "a.po"))
    short = edited(content, file, [replace(it, texts=("x",)) for it in file.entries])

    assert short.count(b'msgstr "x"\n') == len(file.entries)
    assert edited(short, parse(SourceFile("a.po", short, "a.po")), file.entries) == content
