"""What is done to any bytes, words and values."""

import re
from dataclasses import dataclass, field

HUGE = 10**30
# Values of every type, where one of them is expected.
ODD = (
    "0", "-1", "9" * 400, "1e400", "nan", "-inf", "true", '""', '"\\u0000"', "[]", "{}", "[[]]",
    '[""]', "[1]", "{a = 1}", "[{}]", "0001-01-01", "9999-12-31", "2026-05-01T23:59:59Z",
    "0001-01-01T00:00:00+23:59", "23:59:59", '"²"', '"../../secret.txt"', '"/etc/passwd"',
    '"{nothing}"', '"{0.__class__}"', '"<b>"', '"%s%n"', '"\\u202e"', f'"{"x" * 300}"',
    f'"{"x" * 70_000}"', f"0x{'f' * 5000}", "[" * 900 + "]" * 900, "{a=" * 900 + "1" + "}" * 900,
    "0b1", "1_000", "'''\n'''", '"file:///etc/passwd"', '"http://127.0.0.1:9/"', '"//127.0.0.1/"',
    '"é\\u0301"', '"a/b"', '"."', '"-l"', '"con"', '"data:,"', '"javascript:alert(1)"',
)  # fmt: skip
NAMES = (
    "x" * 255,
    "é" * 127,
    "x" * 250 + ".md",
    "-l",
    "a b",
    "a\nb",
    "\u202egnp",
    "..md",
    "%2e%2e",
    "con",
    "a\\b",
    "\udcff",
)
LETTERS = "aZ é\u0301ñ你界𠮷かがガアاَ،١٩\u200d\u200c\u200e\u202e\u2066\u2069\ufeff\ufffd\u00ad\u200bกิमि्စ្က😀👨‍👩‍👧<>&\"'{}[]()#*_`~|\\/:;=%$@!?.,-–—«»“”‘’「」《》\t\u2028\u0085\u0007\x00"


@dataclass
class Case:
    """A hostile input: the words of the command, and what is done to the files of a project.

    `files` are bytes by their path, or nothing where one is to go, or a function that is called
    with the path. `{project}`, `{place}` and `{out}` stand for folders in the words. Where it is
    refused, the answer names one of `named`.
    """

    words: tuple[str, ...]
    files: dict = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()


def page(*outputs, tag="en"):
    """The words that build a page."""
    named = [word for output in outputs for word in ("-o", output)]
    words = ("build", "--all", "--jobs", "1", "-l", tag, "-t", "page", *named)
    return ("--project", "{project}", *words, "--out", "{out}")


def check(tag="en"):
    """The words that check the sources."""
    return ("--project", "{project}", "check", "-l", tag)


def some_bytes(chance, most=64):
    return chance.randbytes(chance.randint(1, most))


def mutated(content, chance):
    """Bytes that were cut, changed, moved, doubled or emptied somewhere."""
    content = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        place = chance.randrange(len(content) + 1)
        end = min(len(content), place + chance.choice((1, 2, 4, 64, 2000)))
        act = chance.randrange(7)
        if act == 0:
            del content[place:]
        elif act == 1:
            content[place:end] = chance.randbytes(end - place)
        elif act == 2:
            content[place:place] = some_bytes(chance)
        elif act == 3:
            del content[place:end]
        elif act == 4:
            content[place:place] = content[place:end] * chance.choice((1, 3, 100))
        elif act == 5:
            content[place:end] = chance.choice((b"\0", b"\xff", b"\x7f", b" ")) * (end - place)
        elif place < len(content):
            content[place] ^= 1 << chance.randrange(8)
    return bytes(content)


def number(chance):
    """A number as nobody writes it."""
    return chance.choice(
        (
            "0",
            "-1",
            "1e9",
            "1e400",
            "-1e-9",
            "99999999999999999999",
            "nan",
            "0.0000001",
            "2147483648",
            "65536",
            "NaN",
            "Infinity",
            "1e",
            "--1",
        )
    )


def renumbered(text, chance, most=3):
    """A text with some of its numbers others."""
    for _ in range(chance.randint(1, most)):
        found = list(re.finditer(r"\d+(?:\.\d+)?", text))
        if found:
            one = chance.choice(found)
            text = text[: one.start()] + number(chance) + text[one.end() :]
    return text


def rewritten(text, chance, parts):
    """A text into which odd parts were put, or of which lines are gone, doubled or swapped."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, act = chance.randrange(len(lines)), chance.randrange(5)
        if act == 0:
            lines.insert(at, chance.choice(parts))
        elif act == 1:
            line, place = lines[at], chance.randrange(len(lines[at]) + 1)
            lines[at] = line[:place] + chance.choice(parts) + line[place:]
        elif act == 2:
            lines[at : at + chance.choice((1, 5))] = []
            lines = lines or [""]
        elif act == 3:
            lines[at:at] = lines[at : at + 4] * chance.choice((1, 50))
        else:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def long_words(chance, most=9_990):
    """A message near the limit of its length, of one kind of letters."""
    unit = chance.choice((
        "1", "12 ", "1,234.5 ", "<b>x</b>", "<b>", "</b>", "a\u0301", "a" + "\u0301" * 50, "“", "’", "« ", "»", '\\"', "'",
        "א", "ا ب ", "١٢ ", "x" * 999 + " ", "word ", "{number} ", "{", "%(a)s", "&amp;", "&", "https://a.b/ ", "a@b.c ",
        "《か》", "漢《かん》", "漢", "、", "ー", "（", "⁦", "‮x", "👨‍👩‍👧", "\U000e0100", "-", "- ", "…", "\\n", "\t", "  ", "\u00a0",
        "م١٢-٣ ", "a1-b2.c3 ", "+81 98 ", "1999-09-02|", ".", "a.b.", "A", "𝒜", "\u200d", "ก", "က္", "क्", "\\u00ad", "«a» ", "(", "[x](", "`", "*a", "_",
    ))  # fmt: skip
    text = unit * (most // max(1, len(unit)))
    if chance.random() < 0.3:
        other = chance.choice(("x", "1", "“", "ا", "漢", "<b>", " "))
        at = chance.randrange(len(text))
        text = text[:at] + other + text[at:]
    return text[:most]


def some_letters(chance, most=200):
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, most)))
