"""Hostile TOML: the project, templates, faces, typography, the facts of a document, glossaries; and
what stands in the environment.
"""

import re
from dataclasses import asdict

from laureate_print.model import Limits
from tests.hostile.mutations import NAMES, ODD, Case, check, mutated, page, renumbered, rewritten

TYPOGRAPHY = '[default]\nleading = 1.5\nheading = 1.2\nhyphens = "auto"\nalign = "justify"\njustified = true\nemphasis = "weight"\nsource = "x"\n[fr]\nleading = 2.0\n'
GLOSSARY = '[terms]\n"peace" = "Of the prize."\n"the harbour" = "Of Seto."\n'
# Every key of every settings file, in which one value is of another type.
WHOLE = (
    ("laureate.toml", "[print]\ncondition = 'JCW2011'\nprofile = 'gone.icc'\n"),
    (
        "laureate.toml",
        """source_language = 'en'
documents = ['notice']
languages = ['en', 'fr']
site = 'https://x.example'
utc_offset = '+09:00'
[templates]
page = ['html', 'pdf']
leaflet = ['print']
booklet = ['print']
[books]
booklet = ['en', 'fr']
[theme]
colour = '#14284b'
accent = '#b58a2f'
emblem = 'emblem.svg'
icon = 'emblem.svg'
ornament = 'emblem.svg'
publisher = 'City of Seto'
[print]
standard = 'PDF/X-4'
marks = 'japanese'
total_ink = 300
imposed = false
paper = 0.1
condition = 'JCW2011'
[limits]
"""
        + "".join(f"{name} = {usual}\n" for name, usual in asdict(Limits()).items()),
    ),
    (
        "templates/page/template.toml",
        """outputs = ['html', 'pdf']
markup = 'page/page.html'
styles = ['page/page.css']
html_styles = ['page/page.css']
print_styles = ['page/page.css']
sides = [[[1, 100], [2, 100]]]
together = 'pair'
pair_sizes = [8, 12]
pages = 2
sizes = [10, 16]
languages = ['en']
sheet = ''
hyphens = 'auto'
align = 'start'
notes = 'end'
links = 'printed'
""",
    ),
    ("fonts/typography.toml", TYPOGRAPHY),
    (
        "fonts/fonts.toml",
        """[faces.'Source Sans 3']
folder = 'own'
regular = 'own.ttf'
bold = 'own.ttf'
version = '1'
origin = 'x'
reserved = 'x'
cut = true
[stacks.ja]
text = ['BIZ UDPGothic']
display = ['BIZ UDPGothic']
""",
    ),
    ("templates/documents/notice.glossary.toml", GLOSSARY),
    (
        "templates/documents/notice.md",
        """+++
publisher = 'x'
publisher_label = 'City of Seto'
prize = 'Seto Peace Prize'
description = 'A notice of the city.'
page_number = '1'
date = 2026-05-01
number = 9
[[contact]]
language = 'ja'
lines = ['瀬戸市役所', '〒489-8701']
gloss = ['Seto City Hall {postcode} {own}']
country = 'JP'
postcode = '489-8701'
block = '1'
region = 'x'
locality = 'x'
street = 'x'
telephone = '098-894-2226'
fax = '098-894-2226'
email = 'a@x.example'
web = 'https://x.example/'
own = 'x'
[facts]
more = 'x'
+++

# A notice of peace

The harbour opens in May.
""",
    ),
)
TYPES = (
    "7", "-1", "1.5", "nan", "true", '"x"', '""', '["x"]', "[1]", "[]", '[[["x"]]]', "{a = 1}", "{}", "[{}]", "[[]]", "2026-05-01T12:00:00", "2026-05-01",
    "23:59:59", "9" * 40, "[nan]", "['', '']", "[true]",
)  # fmt: skip
PARTS = (
    "[", "]]", "[[a.b.c]]", "a.b.c = 1", "= 1", "[theme]", "[limits]\nseconds = 0", "[limits]\npages = 1", "[limits]\nx = 1", "[print]\nprofile = '/etc/passwd'",
    "[print]\nstandard = 1\ntotal_ink = 'x'\npaper = nan", "[books]\nx = ['en', 'en']", "[theme]\ncolour = 'url(x)'\nemblem = 1", "[theme]\nemblem = '../../secret.txt'",
    "site = 'https://x/<b>'", "utc_offset = '+14:59'", "utc_offset = '-14:59'", "languages = ['x-pig', 'qps', 'en-Latn-US-x-1', 'zh-Hant-HK', 'i-klingon']", "source_language = 'und'", "source_language = ''",
    "documents = ['notice', 'notice']", "documents = []", "documents = ['a" + "b" * 300 + "']", "x" * 9000 + " = 1", '"" = 1', "[templates]\npage = ['pdf', 'pdf', 1]",
    "[templates]\npage = ['print', 'archive']", "[templates]\n'' = []", "\x00", "\ufeff", "'''", "a = 1\na = 2", "languages = ['ja']", "[theme]\nnoun = {}", "hyphens = 'x'\nalign = []", "columns = -1", "styles = ['../../../secret.txt']", "styles = [1]", "styles = 1", "outputs = {}",
    "languages = ['fr', 'FR', 'fr_FR']", "[books]\npage = ['de', 'DE']", "[books]\nnothing = ['fr']", "site = 'https://me:secret@x.example/'", "site = 'https://x.example:99999/'", "site = 'https://[::1/'", "site = 'https://x.example/../%zz'", "publisher = 'a\\u001b[31m\\u202e'",
    "date = 2026-02-30", "publisher = City", "[theme]\ncolour = 'oklch(30% .1 270)'", "[print]\npaper = 5\nimposed = 'yes'", "[print]\nstock = 1", "[print]\nstock = 'newsprint'\ntotal_ink = 100", "[smallest]\ntext = nan\nruby = 99", "[smallest]\ntext = 72",
)  # fmt: skip


def odd_value(text, chance):
    """A text in which a key says something of any other type."""
    rows = text.split("\n")
    keys = [at for at, row in enumerate(rows) if re.match(r'\s*[\w"-]+\s*=', row)]
    at = chance.choice(keys)
    rows[at] = f"{rows[at].partition('=')[0]}= {chance.choice(ODD)}"
    return "\n".join(rows)


def front(text, chance):
    """A document whose facts are odd."""
    before, facts, body = text.split("+++\n", 2)
    return f"{before}+++\n{changed(facts, chance)}\n+++\n{body}"


def changed(text, chance):
    act = chance.randrange(5)
    if act < 3:
        return odd_value(text, chance)
    return renumbered(text, chance) if act == 3 else rewritten(text, chance, PARTS)


def made(project, chance):
    """One of the TOML files of a project."""
    name, text = chance.choice((
        ("laureate.toml", "source_language = 'en'\nsite = 'https://x.example'\nutc_offset = '+09:00'\n" + project["laureate.toml"].decode()),
        ("laureate.toml", project["laureate.toml"].decode()),
        ("templates/page/template.toml", project["templates/page/template.toml"].decode()),
        ("fonts/fonts.toml", project["fonts/fonts.toml"].decode() + "[stacks]\nfr = ['Source Sans 3']\n[stacks.ja]\ntext = ['BIZ UDPGothic']\n"),
        ("fonts/typography.toml", TYPOGRAPHY),
        ("templates/documents/notice.md", ""),
        ("templates/documents/notice.md", ""),
        ("templates/documents/notice.glossary.toml", GLOSSARY),
    ))  # fmt: skip
    if chance.random() < 0.1:
        content = mutated(text.encode() or project[name], chance)
    elif name.endswith(".md"):
        content = front(project[name].decode(), chance).encode("utf-8", "surrogatepass")
    else:
        content = changed(text, chance).encode("utf-8", "surrogatepass")
    words = chance.choice(
        (check(), page("html"), page("html", "pdf"), ("--project", "{project}", "list"))
    )
    return Case(words, {name: content})


def named(project, chance):
    """A file with a name of any kind in a folder of the project, or odd words of the command."""
    act = chance.randrange(4)
    if act == 0:
        value = chance.choice(
            (
                "²",
                "٣",
                "1" * 5000,
                "-1",
                "1e9",
                "99999999999999",
                "253402300800",
                " ",
                "1.5",
                "0x10",
                "\u0661",
            )
        )
        return Case(page("html"), environment={"SOURCE_DATE_EPOCH": value})
    name = chance.choice(NAMES)
    if act == 1:
        folder = chance.choice(
            (
                "templates/documents",
                "templates/page",
                "locales",
                "locales/fr",
                "fonts",
                "fonts/own",
                "templates",
            )
        )
        return Case(check(), {f"{folder}/{name}": b"x"})
    if act == 2:
        folder = chance.choice(
            (
                "templates/documents/notice.md",
                "templates/page/page.html",
                "templates/page/page.css",
                "laureate.toml",
                "templates/page/template.toml",
                "fonts/fonts.toml",
                "fonts/own/own.ttf",
                "emblem.svg",
                "templates/documents/notice/boat.png",
            )
        )
        return Case(
            page("html"),
            {
                folder: chance.choice(
                    (
                        b"",
                        None,
                        lambda path: path.mkdir(),
                        lambda path: path.symlink_to(path),
                        b"\0" * 9,
                    )
                )
            },
        )
    option = chance.choice(("-l", "-t", "-o", ""))
    odd = name if "\0" not in name else "x"
    return Case(
        (
            "--project",
            "{project}",
            "build",
            *([option, odd] if option else ["--", odd]),
            "--out",
            "{out}",
        )
    )


def keys(text):
    """The lines of a settings file that give a key a value, each with the key."""
    rows = text.split("\n")
    end = rows.index("+++", 1) if rows[0] == "+++" else len(rows)
    for at, row in enumerate(rows[:end]):
        if found := re.match(r"(\w+) = ", row):
            yield at, found[1]


def typed(project, chance):
    """A key of a settings file whose value is of another type."""
    return retyped(*chance.choice(list(every_key())), chance.choice(TYPES))


def every_key():
    """Each key of each settings file: the file, its text, the line and the key."""
    return ((name, text, at, key) for name, text in WHOLE for at, key in keys(text))


def retyped(name, text, at, key, value):
    """The case in which a key says a value; where that is a word, the word may be named instead."""
    rows = text.split("\n")
    rows[at] = f"{key} = {value}"
    return Case(check(), {name: "\n".join(rows).encode()}, named=(key, "'x'", "/x", "''", "own/ "))


KINDS = {"settings": made, "names": named, "types": typed}
