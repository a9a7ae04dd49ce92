"""Hostile TOML: the project, templates, faces, typography, the facts of a document, glossaries; and
what stands in the environment.
"""

import re

from tests.hostile.mutations import NAMES, ODD, Case, check, mutated, page, renumbered, rewritten

TYPOGRAPHY = '[default]\nleading = 1.5\nheading = 1.2\nhyphens = "auto"\nalign = "justify"\njustified = true\nemphasis = "weight"\nsource = "x"\n[fr]\nleading = 2.0\n'
GLOSSARY = '[[term]]\nsource = "peace"\nfr = "paix"\nja = ["平和"]\n'
PARTS = (
    "[", "]]", "[[a.b.c]]", "a.b.c = 1", "= 1", "[theme]", "[limits]\nseconds = 0", "[limits]\npages = 1", "[limits]\nx = 1", "[print]\nprofile = '/etc/passwd'",
    "[print]\nstandard = 1\ntotal_ink = 'x'\npaper = nan", "[books]\nx = ['en', 'en']", "[theme]\ncolour = 'url(x)'\nemblem = 1", "[theme]\nemblem = '../../secret.txt'",
    "site = 'https://x/<b>'", "utc_offset = '+14:59'", "utc_offset = '-14:59'", "languages = ['x-pig', 'qps', 'en-Latn-US-x-1', 'zh-Hant-HK', 'i-klingon']", "source_language = 'und'", "source_language = ''",
    "documents = ['notice', 'notice']", "documents = []", "documents = ['a" + "b" * 300 + "']", "x" * 9000 + " = 1", '"" = 1', "[templates]\npage = ['pdf', 'pdf', 1]",
    "[templates]\npage = ['print', 'archive']", "[templates]\n'' = []", "\x00", "\ufeff", "'''", "a = 1\na = 2", "languages = ['ja']", "[theme]\nnoun = {}", "hyphens = 'x'\nalign = []", "columns = -1", "styles = ['../../../secret.txt']", "styles = [1]", "styles = 1", "outputs = {}",
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


KINDS = {"settings": made, "names": named}
