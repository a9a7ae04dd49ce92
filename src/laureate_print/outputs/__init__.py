"""The table of outputs: what a file is for, what it declares, and who writes it."""

from __future__ import annotations

from collections.abc import Iterable

from laureate_print.errors import ProjectError
from laureate_print.model import Output
from laureate_print.outputs import html, pdf, pdf_archive, pdf_print

OUTPUTS: dict[str, Output] = {
    output.name: output
    for output in (
        Output("html", "html", html.write, styles="html", tells_siblings=True),
        Output(
            "pdf",
            "pdf",
            pdf.write,
            standards=("PDF/A-2A", "PDF/UA-1"),
            variant="pdf/a-2a",
            has_metadata=True,
        ),
        Output("print", "print.pdf", pdf_print.write, styles="print", for_press=True),
        Output(
            "archive",
            "archive.pdf",
            pdf_archive.write,
            standards=("PDF/A-4F", "PDF/UA-2", "WTPDF 1.0 accessibility", "WTPDF 1.0 reuse"),
            variant="pdf/a-4f",
            has_attachments=True,
            has_metadata=True,
        ),
    )
}


def output(name: str, where: str) -> Output:
    """Gives the output of a name; raises `ProjectError` with `where` it is asked for if there is
    none.
    """
    if not isinstance(name, str) or name not in OUTPUTS:
        raise ProjectError(f"{where}: '{name}' is no output; the outputs are {', '.join(OUTPUTS)}")
    return OUTPUTS[name]


def outputs(names: Iterable[str], where: str) -> tuple[Output, ...]:
    """Gives the outputs of several names."""
    return tuple(output(name, where) for name in names)
