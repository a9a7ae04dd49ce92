"""Sets every paragraph of the document at several measures, so that many line ends are seen."""

import shutil
import subprocess
import sys

from tests.conftest import DOCUMENT, ROOT, run

TEMPLATE = "narrow"
MARKUP = """<!doctype html>
{{% import document as words with context %}}
<html lang="{{{{ language.tag }}}}" dir="{{{{ language.direction }}}}">
<head>{{% include "shared/head.html" %}}</head>
<body>
{bodies}</body>
</html>
"""
# One tall page; the address stands wider, for the product refuses an address whose lines break.
STYLE = """@page {{ size: 200mm 3600mm; margin: 10mm; }}
html, h1, h2 {{ font-size: 10pt; }}
{rules}
"""


def project_with_measures(folder, widths, body="{{ words.announcement() }}", outputs=("pdf",)):
    """Gives a copy of the project whose template `narrow` sets `body` once at each width in mm."""
    folder.mkdir()
    shutil.copy(ROOT / "laureate.toml", folder)
    for name in ("locales", "templates", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    template = folder / "templates" / TEMPLATE
    template.mkdir()
    bodies = "".join(f'<div class="w{width}">{body}</div>\n' for width in widths)
    narrow = "h1, .w{0} h2, .w{0} p:not(address p)"
    rules = "\n".join(
        f".w{width} {narrow.format(width)} {{ max-width: {width}mm; }}" for width in widths
    )
    (template / "narrow.html").write_text(MARKUP.format(bodies=bodies), encoding="utf-8")
    (template / "narrow.css").write_text(STYLE.format(rules=rules), encoding="utf-8")
    kinds = ", ".join(f'"{output}"' for output in outputs)
    described = f'outputs = [{kinds}]\nstyles = ["shared/house.css", "narrow/narrow.css"]\n'
    (template / "template.toml").write_text(described, encoding="utf-8")
    return folder


def build(project, out, *languages):
    """Builds the template `narrow`; gives a function from a language (and output) to its file,
    which must be there.
    """
    chosen = [part for language in languages for part in ("-l", language)]
    done = run("build", "-t", TEMPLATE, "--out", out, "--jobs", "2", *chosen, project=project)
    answer = "\n".join(line for line in done.stdout.splitlines() if "error" in line) + done.stderr

    def built(language, output="pdf"):
        path = out / DOCUMENT / language / f"{TEMPLATE}.{output}"
        assert path.is_file(), answer
        return path

    return built


RENDER = """
import sys
from pathlib import Path
from laureate_print.build.jobs import job
from laureate_print.build.render import page_context
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import load
own_this_process()
where, out, document, template, *languages = sys.argv[1:]
sources = load(Path(where))
for language in languages:
    for output in ("pdf", "html"):
        context = page_context(sources, job(sources, document, template, language, output))
        artifact = context.job.output.write(context.page, context.fonts)
        path = Path(out) / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
"""


def set_unchecked(project, out, languages):
    """Sets the template `narrow` without the product's own checks, which refuse what PDFium reads
    in another order.
    """
    command = [sys.executable, "-c", RENDER, str(project), str(out), DOCUMENT, TEMPLATE, *languages]
    subprocess.run(command, check=True, timeout=300)
    return out / DOCUMENT
