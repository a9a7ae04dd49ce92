"""The languages that one artifact holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Single:
    """An edition in one language, a BCP 47 tag."""

    language: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that stand in it."""
        return (self.language,)

    @property
    def name(self) -> str:
        """Its name on the command line, and of its folder."""
        return self.language


@dataclass(frozen=True, slots=True)
class Pair:
    """An edition in two languages side by side on one sheet, such as `ja+en`."""

    first: str
    second: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that stand in it."""
        return (self.first, self.second)

    @property
    def name(self) -> str:
        """Its name on the command line, and of its folder."""
        return f"{self.first}+{self.second}"


@dataclass(frozen=True, slots=True)
class Book:
    """An edition that binds the languages which were chosen, one after the other, in one file."""

    languages: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return "+".join(self.languages)


@dataclass(frozen=True, slots=True)
class Whole:
    """The one edition that serves a whole document: a template's own languages in one file."""

    languages: tuple[str, ...]

    @property
    def name(self) -> str:
        """For machines: several languages (ISO 639-2); it has no folder of its own."""
        return "mul"


Edition = Single | Pair | Book | Whole
