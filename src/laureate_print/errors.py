"""Every reason to stop that a person can act on, each with its exit code.

LaureateError
├── UsageError       2  the command line asks for something that is not there
├── InputError       3  a source cannot be read
│   ├── ProjectError       laureate.toml
│   │   └── DocumentError      a document; a line for each slip
│   ├── CatalogError       a .po file
│   ├── TemplateError      a template folder
│   ├── FontError          fonts/ or fonts.toml
│   └── PictureError       a picture of a document
├── OutputError      4  a file cannot be written
├── MissingToolError 5  a system library or program is not installed
│   └── DiedError          a process that renders died, and the one after it, too
└── LimitError       1  more time or memory is needed than is allowed

Exit code 1 says also that findings of severity error were found. 70 is a mistake of ours
(`faults`); 128 and the number of a signal, such as 130 for Ctrl-C, that the command was ended.
"""

import signal

# The signals by which a program is asked to end, where the system knows them.
ENDINGS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class LaureateError(Exception):
    """A reason why we cannot go on: one line that says what to do next."""

    exit_code = 3


class UsageError(LaureateError):
    """The command line asks for something that is not there."""

    exit_code = 2


class InputError(LaureateError):
    """A source cannot be read."""


class ProjectError(InputError):
    """`laureate.toml` or what it names is not as it should be."""


class DocumentError(ProjectError):
    """A document is not as it should be: a line for each slip, all that there are."""


class CatalogError(InputError):
    """A `.po` file cannot be read."""


class TemplateError(InputError):
    """A template cannot be composed."""


class FontError(InputError):
    """A font file or `fonts.toml` is missing or wrong."""


class PictureError(InputError):
    """A picture cannot be read, or not be drawn as its author sees it; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


class OutputError(LaureateError):
    """A file cannot be written; what stood there before is untouched."""

    exit_code = 4


class MissingToolError(LaureateError):
    """A system library or program that is needed is not installed."""

    exit_code = 5


class DiedError(MissingToolError):
    """A process that renders died, and the one that was begun in its place, too."""


class LimitError(LaureateError):
    """More time or memory is needed than is allowed (`model.Limits`)."""

    exit_code = 1


class Stopped(KeyboardInterrupt):
    """A signal asks this program to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
