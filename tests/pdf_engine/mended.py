"""Sets pages by the mended engine alone, in a process of its own, as a program may use it."""

import json
import subprocess
import sys

SET = """
import json, os, sys
from pathlib import Path
mended, pages = json.load(sys.stdin)
if mended:
    from laureate_print.pdf_engine import load_engine
    weasyprint = load_engine()
else:
    import weasyprint
for html, target, options in pages:
    try:
        weasyprint.HTML(string=html).write_pdf(target, **options)
    except Exception as error:
        print(type(error).__name__)
sys.stdout.flush()
os._exit(0) # as in tests/readers/raw.py
"""


def set_pages(folder, *pages, mended=True, **options):
    """Sets pages one after another in one process, by the raw engine if it is not to be `mended`;
    gives their files, and the errors by name.
    """
    kind = "mended" if mended else "raw"
    targets = [folder / f"{kind}-{number}.pdf" for number in range(len(pages))]
    work = [
        (html, str(target), {"pdf_variant": "pdf/ua-1", **options})
        for html, target in zip(pages, targets, strict=True)
    ]
    done = subprocess.run(
        [sys.executable, "-c", SET],
        input=json.dumps([mended, work]),
        capture_output=True,
        text=True,
        check=True,
    )
    return targets, done.stdout.split()


def set_kinds(folder, kinds):
    """Sets pages by their kinds; gives their files, none of which may fail."""
    paths, errors = set_pages(folder, *kinds.values())
    assert not errors
    return dict(zip(kinds, paths, strict=True))


def page(body, faces, language="en", style=""):
    """A page whose faces are files by family name; the first sets the body."""
    rules = "".join(
        f'@font-face {{ font-family: {family}; src: url("{path.as_uri()}") }} '
        for family, path in faces.items()
    )
    return (
        f"<html lang={language}><title>page</title><style>{rules} body {{ font-family:"
        f" {next(iter(faces))} }} {style}</style><body>{body}</body></html>"
    )
