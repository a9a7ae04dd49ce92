"""No step of a template takes long: what would is refused by name, what is ordinary passes."""

import random
import time

import pytest
from jinja2 import DictLoader

from laureate_print.page import filters
from laureate_print.page.sandbox import Sandbox
from laureate_print.sources.languages import language

SANDBOX = Sandbox(DictLoader({}), filters.for_language(language("en")), 5)
LONG = {
    "width": 10**9,
    "huge": 10**4000,
    "text": "x- <" * 25_000,
    "list": ["x"] * 100_000,
    "lines": "\n" * 100_000,
}
VALUES = (
    *LONG,
    "1",
    "'a'",
    "1.5",
    "[[1]*999]*99",
    "'{:999999999}'",
    "'%999999999d'",
    "{'x': text}",
)
CONSTANTS = (  # which Jinja alone would compute while it compiles
    "1|round(-10**9)", "'x' * 10**9", "'x'|center(10**9)", "[1] * 10**9", "9 ** (9 ** 9)", "'x'|indent(10**9)|length",
    "'%999999999d'|format(1)", "'%*d'|format(10**9, 1)", "'{:999999999}'.format(1)", "'{:{}}'.format(1, 10**9)",
    "'x'|wordwrap(width=10**9)", "('x' * 90000)|replace('x', 'y' * 90000)", "range(10**9)", "'x'.zfill(10**9)", "('<'|escape).ljust(10**9)",
    "(['x' * 90000] * 9000)|join", "([[1]] * 90000)|sum(start=[])", "range(10)|map('center', 10**9)|list", "10**4000 * 10**4000",
)  # fmt: skip
ORDINARY = {
    "'100% {a} 0988942226 {b} *'.format(a=7000000000, b=2)": "100% 7000000000 0988942226 2 *",
    "'{:,} {:>6}'.format(7000000000, 'x')": "7,000,000,000      x",
    "'%.2f %5d'|format(1.5, 7000000000)": "1.50 7000000000",
    "'%(a)s%%' % {'a': 50}": "50%",
    "7000000000|round(-9)|int": "7000000000",
    "[[1], [2]]|sum(start=[])|join": "12",
    "'-' * 3 ~ 'a'|center(5) ~ '<'": "---  a  &lt;",
    "2 ** 10 + 10 // 3 - 7 % 4": "1024",
    "absent|default(70000000)": "70000000",
    "'a b'|replace(' ', '&')": "a&amp;b",
}  # fmt: skip


def said(expression):
    """What is said of an expression, and how long that takes of the processor, in s."""
    began = time.process_time()
    try:
        SANDBOX.from_string("\n{{ " + expression + " }}").render(LONG)
        told = ""
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
    return told, time.process_time() - began


@pytest.mark.parametrize("expression", CONSTANTS)
def test_a_constant_beyond_all_measure_is_refused(expression):
    told, seconds = said(expression)

    assert told.startswith(("TemplateError: ", "OverflowError: Range too big")), told
    assert seconds < 1


@pytest.mark.parametrize(("expression", "words"), ORDINARY.items())
def test_what_is_ordinary_passes(expression, words):
    assert SANDBOX.from_string("{{ " + expression + " }}").render() == words


@pytest.mark.slow
def test_no_filter_method_or_operator_takes_long():
    """Of any values, with any arguments."""
    chance, slow = random.Random(17), {}
    methods = [name for name in dir(str) + dir(bytes) + dir(int) if not name.startswith("_")]
    acts = [f"|{name}" for name in SANDBOX.filters] + [f".{name}" for name in methods]
    for act in acts:
        for value in chance.sample(VALUES, 3):
            one, other = chance.sample(VALUES, 2)
            for given in ("", f"({one})", f"({one}, {other})"):
                expression = f"({value}){act}{given if act[0] == '|' else given or '()'}"
                _, slow[expression] = said(expression)
    for operator in ("+", "-", "*", "/", "//", "%", "**", "~", "in", "<"):
        for _ in range(8):
            one, other = chance.sample(VALUES, 2)
            _, slow[f"({one}) {operator} ({other})"] = said(f"({one}) {operator} ({other})")

    assert {it: seconds for it, seconds in slow.items() if seconds > 2} == {}


def test_what_grows_by_itself_stops_at_what_a_template_may_write():
    doubled = "{% set x %}{{ y }}{{ y }}{% endset %}{% set y = x ~ x %}" * 20
    with pytest.raises(Exception, match="5 MB are allowed"):
        SANDBOX.from_string("{% set y = 'words' %}" + doubled).render()
