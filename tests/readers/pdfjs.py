"""Text by pdf.js, the reader of Firefox, run in Debian's Chromium; it knows nothing of ActualText."""

import base64
from pathlib import Path

LIBRARY = Path(__file__).parent / "node_modules" / "pdfjs-dist"
SITE = "https://pdfjs.invalid/"
READ = """async content => {
  const pdfjs = await import("/build/pdf.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = "/build/pdf.worker.mjs";
  const data = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  const file = await pdfjs.getDocument({ data, cMapUrl: "/cmaps/", isEvalSupported: false }).promise;
  let text = "";
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    for (const item of items) text += item.str + (item.hasEOL ? "\\n" : "");
    text += "\\f";
  }
  return text;
}"""


def reader(browser):
    """Gives a function from a file to its text; nothing but the library's own files is ever asked
    for.
    """
    page = browser.new_page()
    page.route("**/*", _serve)
    page.goto(SITE)
    return lambda path: page.evaluate(READ, base64.b64encode(Path(path).read_bytes()).decode())


def _serve(route):
    name = route.request.url.removeprefix(SITE)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>pdf.js</title>")
    elif (LIBRARY / name).is_file():
        kind = "text/javascript" if name.endswith("mjs") else "application/octet-stream"
        route.fulfill(content_type=kind, body=(LIBRARY / name).read_bytes())
    else:
        route.abort()
