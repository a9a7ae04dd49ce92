"""The sandbox in which templates run: every value that one computes has a bound, so that no single
step of it takes longer than a moment. What takes many steps is ended by its time (`templating`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from laureate_print.errors import TemplateError
from laureate_print.sources.jinja_files import SYNTAX

_BITS = 14_000  # of a number: what Python writes out, 4,300 digits
_REPEATED = 100_000  # how often, or how wide, anything can be made at once; `range` has the same
_ENTRIES = 1_000_000  # of a list
_STEPS = 1_000_000_000  # of one step in C: a second
# Whose numbers say how much is made: methods and filters of the same name do the same.
_WIDE = frozenset((
    "batch", "center", "expandtabs", "indent", "ljust", "rjust", "round", "slice",
    "to_bytes", "tojson", "truncate", "urlize", "wordwrap", "zfill",
))  # fmt: skip
_PLAIN = (str, bytes, int, float, list, tuple, dict, set)
_FORMATS = frozenset(("format", "format_map"))
_PRINTF = re.compile(r"%(?:\([^()]*\))?[-#0 +]*(\d+|\*)?(?:\.(\d+|\*))?")
_FIELD = re.compile(r"\{[^{}]*:([^{}]*)(\{)?")
_NUMBER = re.compile(r"\d+")


class _Unfolded(CodeGenerator):
    """Leaves all that is computed to the time when a template is filled, in the sandbox."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.kept(")
        super().visit_Concat(node, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja: strict, escaping everything, without side effects; with some `filters` more, and
    texts of so many MB at most.

    Raises, while a template is filled:
        TemplateError: a value is beyond its bound.
    """

    code_generator_class = _Unfolded
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, loader: Any, filters: Mapping[str, Callable[..., Any]], most: int) -> None:
        super().__init__(
            loader=loader, undefined=StrictUndefined, autoescape=True, optimized=False, **SYNTAX
        )
        self._most = most
        del self.globals["lipsum"], self.filters["random"]  # a page comes out the same each time
        for name, own in {**self.filters, **filters}.items():
            self.filters[name] = self._bounded(name, own)
        self.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}

    def kept(self, value: Any) -> Any:
        """Gives a value, which may not be too large."""
        if isinstance(value, int):
            if value.bit_length() > _BITS:
                raise TemplateError("a number in it has more than 4,300 digits")
        elif isinstance(value, str | bytes):
            if len(value) > self._most * 1_000_000:
                raise _too_long(len(value), self._most)
        elif isinstance(value, list | tuple | dict | set) and len(value) > _ENTRIES:
            raise TemplateError(f"a list in it has {len(value):,} entries, 1,000,000 are allowed")
        return value

    def concat(self, parts: Iterable[str]) -> str:
        """Joins what a template, a macro or a block writes, as long as it is not too much."""
        written, length = [], 0
        for part in parts:
            written.append(part)
            length += len(part)
            if length > self._most * 1_000_000:
                raise _too_long(length, self._most)
        return "".join(written)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Computes one step of arithmetic."""
        self.kept(left)
        self.kept(right)
        if operator == "*":
            _check_repeated(left, right)
        elif operator == "**":
            _check_power(left, right)
        elif operator == "%" and isinstance(left, str):
            _check_printf(left, right if isinstance(right, tuple) else (right,))
        return self.kept(super().call_binop(context, operator, left, right))

    def call(self, context: Context, called: Any, *args: Any, **named: Any) -> Any:
        """Calls a function, or a method of a value."""
        name, method = getattr(called, "__name__", ""), called
        if name in _FORMATS:  # the sandbox's own stands around it
            method = getattr(called, "__wrapped__", called)
        if isinstance(subject := getattr(method, "__self__", None), _PLAIN):
            self._check(name, (subject, *args, *named.values()))
        return self.kept(super().call(context, called, *args, **named))

    def _bounded(self, name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        """Gives a filter, which takes and gives nothing too large."""
        first = 1 if hasattr(own, "jinja_pass_arg") else 0  # the environment or the context
        kind = "%" if name == "format" else name

        @functools.wraps(own)
        def filtered(*args: Any, **named: Any) -> Any:
            self._check(kind, (*args[first:], *named.values()))
            return self.kept(own(*args, **named))

        return filtered

    def _check(self, name: str, values: tuple[Any, ...]) -> None:
        """Sees that a filter or method of a name has no more to do than it can in a moment."""
        for value in values:
            self.kept(value)
        subject, *others = values or ("",)
        if name in _FORMATS:
            _check_fields(str(subject), others)
        elif name == "%":
            _check_printf(str(subject), others)
        elif name == "replace" and len(others) > 1:
            old, new = map(str, others[:2])
            _check_steps(str(subject).count(old) * len(new))
        elif name == "sum" and any(isinstance(it, list | tuple) for it in others):
            _check_sum(subject)
        else:
            for number in others if name in _WIDE else ():
                _check_width(number)
            _check_steps(_size(subject) * max(map(_size, others), default=0))


def _too_long(length: int, most: int) -> TemplateError:
    return TemplateError(
        f"it writes {length / 1_000_000:,.0f} MB, {most} MB are allowed; make loops and texts"
        " shorter, or raise 'markup' in [limits] of laureate.toml"
    )


def _size(value: object) -> int:
    """Gives how many characters or entries a value has."""
    if isinstance(value, dict):
        return sum(len(it) if isinstance(it, str) else 1 for it in value.values())
    return len(value) if isinstance(value, str | bytes | list | tuple | set | range) else 1


def _check_steps(count: int) -> None:
    if count > _STEPS:
        raise TemplateError("texts or lists in it are too long for what is done with them")


def _check_sum(lists: object) -> None:
    """Sees how much is copied when lists become one."""
    if not isinstance(lists, list | tuple):
        raise TemplateError("'sum' makes one list of a list of lists alone; put 'list' before it")
    _check_steps(len(lists) * sum(map(_size, lists)))


def _check_width(number: object) -> None:
    if isinstance(number, int | float) and not abs(number) <= _REPEATED:
        raise TemplateError(
            f"a width or count in it is {number:.3g}, {_REPEATED:,} are allowed"
            if isinstance(number, float) or number.bit_length() < 1000
            else f"a width or count in it is beyond all measure, {_REPEATED:,} are allowed"
        )


def _check_repeated(left: Any, right: Any) -> None:
    """Sees how long a text or list gets that is repeated."""
    for value, count in ((left, right), (right, left)):
        if isinstance(value, str | bytes | list | tuple) and isinstance(count, int):
            _check_width(len(value) * max(count, 0))


def _check_power(base: Any, exponent: Any) -> None:
    """Sees how many digits a power has."""
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and abs(base) > 1 and base.bit_length() * abs(exponent) > 2 * _BITS:
        raise TemplateError("a power in it has more than 4,300 digits")


def _check_printf(text: str, values: Sequence[Any]) -> None:
    """Sees how wide the places of a format like `%5d` are, and how much is put there."""
    numbers = [it for found in _PRINTF.findall(text) for it in found if it]
    for number in numbers:
        _check_width(0 if number == "*" else int(number[:9]))
    for value in values if "*" in numbers else ():
        _check_width(value)
    _check_steps(text.count("%") * max(map(_size, values), default=0))


def _check_fields(text: str, values: Sequence[Any]) -> None:
    """Sees how wide the fields of a format like `{:5}` are, and how much is put there."""
    for given, nested in _FIELD.findall(text):
        if nested:
            raise TemplateError("a width in it is itself a field; write the number")
        for number in _NUMBER.findall(given):
            _check_width(int(number[:9]))
    _check_steps(text.count("{") * max(map(_size, values), default=0))
