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
└── MissingToolError 5  a system library or program is not installed

Exit code 1 is not here: it says that findings of severity error were found. 130 is Ctrl-C.
"""


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
