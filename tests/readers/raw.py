"""The raw engine: WeasyPrint as it comes, in a process of its own, with the same faces and no
mends.
"""

import json
import os
import subprocess
import sys
import tomllib

from tests.conftest import ROOT

# No page numbers and no running heads: misread, they would stand between two halves of a paragraph.
_NO_FURNITURE = (
    "@page { @top-center { content: none; border: none } @bottom-center { content: none } }"
)
# It ends at once: a thread of Pango's may still run when an orderly end unloads its library, and that
# crashes once in some hundred times, all files written.
_RENDER = """
import json, os, sys, weasyprint
variant, pages = json.load(sys.stdin)
for html, target in pages:
    weasyprint.HTML(string=html).write_pdf(target, pdf_variant=variant, pdf_tags=True)
os._exit(0)
"""


def render(pages, variant="pdf/ua-1"):
    """Writes composed pages, given as HTML by the path of their file, as one of the engine's
    variants of PDF.
    """
    style = f"<style>{_faces()}{_NO_FURNITURE}</style></head>"
    jobs = variant, [(html.replace("</head>", style, 1), str(path)) for path, html in pages.items()]
    fonts = (
        ROOT / "src" / "laureate_print" / "pdf_engine" / "fonts.conf"
    )  # no face but those of the page
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    command = [sys.executable, "-W", "ignore", "-c", _RENDER]
    subprocess.run(
        command,
        input=json.dumps(jobs).encode(),
        env=environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )


def _faces():
    """The rules that name every face of `fonts/`, as files."""
    rules = ""
    for family, face in tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text(encoding="utf-8"))[
        "faces"
    ].items():
        for name, weight in (("regular", 400), ("bold", 700)):
            if name in face:
                url = (ROOT / "fonts" / face["folder"] / face[name]).as_uri()
                rules += (
                    f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src:'
                    f' url("{url}") }}\n'
                )
    return rules
