"""Hostile gettext catalogs."""

import os

from tests.hostile.mutations import Case, check, long_words, mutated, page, rewritten, some_letters

PATH = "locales/fr/LC_MESSAGES/notice.po"
PARTS = (
    'msgid "x"', 'msgstr "x"', 'msgstr[0] "x"', 'msgstr[99999999999] "x"', "#~ msgid", "#| msgid", '"', '\\"', "\\", '"\\777"', '"\\x"',
    '"\\u"', "msgctxt", '"Plural-Forms: nplurals=9999999; plural=n%0;\\n"', '"Plural-Forms: nplurals=2; plural=(((((n)))));\\n"',
    '"Plural-Forms: nplurals=2; plural=n**n**n**n;\\n"', '"Content-Type: text/plain; charset=utf-7\\n"', '"Language: \\n"',
    "# reviewed: 9999-99-99 x sha256:zz", "# reviewed: 0001-01-01", "#, fuzzy, fuzzy, no-wrap", "#: a:b:c:-1", "domain x", "\x00",
    "\ufeff", "\u2028", "msgid_plural \"x\"", 'msgid ""', "#,", '"Language: ../../x\\n"', "# reviewed: 2026-05-01 x sha256:" + "a" * 64,
    'msgstr "Le \x1b[31mport {x}\x9b2J \u202e"', 'msgstr "Le port[^1] ouvre."', 'msgstr "\u200b\u00ad\u3164"', "#= fuzzy", "#,Fuzzy,c-format",
    '"Content-Type: text/plain; charset=CHARSET\\n"', '"X-Crowdin-Language: fr\\n"', "<<<<<<< HEAD", 'msgstr "#-#-#-#-#  a.po  #-#-#-#-#\\n"',
)  # fmt: skip
FIRST = 'msgstr "Le port ouvre en mai."'


def nested(chance):
    tag = chance.choice(("b", "span lang='ja'", "a href='https://x.example/'", "ruby", "q", "("))
    many = chance.choice((90, 300, 1500))
    close = f"</{tag.split()[0]}>" if chance.random() < 0.7 else ""
    return (f"<{tag}>" * many + "x" + close * many).replace('"', '\\"')[:9_990]


def plural(chance):
    inside = chance.choice(
        (
            "(" * 400 + "n" + ")" * 400,
            "n" + "+n" * 3000,
            "!" * 5000 + "n",
            "n?" * 900 + "1" + ":0" * 900,
            "9" * 5000,
            "n*" * 500 + "n",
            "1/n",
            "n%0",
            "",
        )
    )
    return f'"Plural-Forms: nplurals={chance.choice((0, 1, 2, 7, 10**9))}; plural={inside};\\n"'


def odd_file(chance):
    """What stands in the place of a catalog."""
    acts = (
        lambda path: path.mkdir(),
        os.mkfifo,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to("/etc/passwd"),
        lambda path: path.symlink_to(path),
        lambda path: path.symlink_to("../../../../../secret.txt"),
        lambda path: (path.touch(), os.truncate(path, 10**9)),
        lambda path: (path.touch(), path.chmod(0)),
        lambda path: path.write_bytes(b""),
    )
    return chance.choice(acts)


def made(project, chance):
    """A catalog of a language of the project."""
    text = project[PATH].decode()
    act = chance.randrange(8)
    if act == 0:
        content = mutated(project[PATH], chance)
    elif act == 1:
        content = rewritten(text, chance, PARTS).encode("utf-8", "surrogatepass")
    elif act == 2:
        content = odd_file(chance)
    elif act == 3:
        content = text.replace(
            'msgid ""\nmsgstr "', f'msgid ""\nmsgstr ""\n{plural(chance)}\n"', 1
        ).encode()
    elif act == 4:
        content = text.replace(FIRST, f'msgstr "{nested(chance)}"').encode()
    elif act == 5:
        words = some_letters(chance).replace("\\", "\\\\").replace('"', '\\"')
        content = text.replace(FIRST, f'msgstr "{words}"').encode("utf-8", "surrogatepass")
    else:
        content = text.replace(FIRST, f'msgstr "{long_words(chance)}"').encode()
    words = chance.choice((
        check("fr"), check("fr"), page("html", tag="fr"), page("pdf", tag="fr"),
        ("--project", "{project}", "catalog", chance.choice(("status", "update", "extract"))),
    ))  # fmt: skip
    return Case(words, {PATH: content})


KINDS = {"catalog": made}
