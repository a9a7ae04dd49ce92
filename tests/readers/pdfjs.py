"""Text by pdf.js, the reader of Firefox, run in Debian's Chromium; it knows nothing of ActualText."""

import base64
from pathlib import Path

from tests.readers import NODE_MODULES

LIBRARY = NODE_MODULES / "pdfjs-dist"
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

FIND = """async ([content, phrases]) => {
  const pdfjs = globalThis.pdfjsLib = await import("/build/pdf.mjs");
  const viewer = await import("/web/pdf_viewer.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = "/build/pdf.worker.mjs";
  const data = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  const file = await pdfjs.getDocument({ data, cMapUrl: "/cmaps/", isEvalSupported: false }).promise;
  const eventBus = new viewer.EventBus(), linkService = new viewer.PDFLinkService({ eventBus });
  linkService.setDocument(file);
  linkService.setViewer({ currentPageNumber: 1, pageViewsReady: true });
  const search = new viewer.PDFFindController({ eventBus, linkService, delay: 0 });
  search.setDocument(file);
  const found = [];
  for (const query of phrases) {
    eventBus.dispatch("find", { type: "again", query, highlightAll: true });
    do await new Promise(done => setTimeout(done));
    while (search._dirtyMatch || search.pageMatches.length < file.numPages || search._pendingFindMatches.size);
    found.push(search.pageMatches.reduce((sum, matches) => sum + (matches ? matches.length : 0), 0));
  }
  return found;
}"""


def reader(browser):
    """Gives a function from a file to its text; nothing but the library's own files is ever asked
    for.
    """
    page = _opened(browser)
    return lambda path: page.evaluate(READ, _content(path))


def search(browser):
    """Gives a function from a file and phrases to how often each is found, by the find bar's own
    code and settings.
    """
    page = _opened(browser)
    return lambda path, phrases: page.evaluate(FIND, [_content(path), list(phrases)])


def _opened(browser):
    page = browser.new_page()
    page.route("**/*", _serve)
    page.goto(SITE)
    return page


def _content(path):
    return base64.b64encode(Path(path).read_bytes()).decode()


def _serve(route):
    name = route.request.url.removeprefix(SITE)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>pdf.js</title>")
    elif (LIBRARY / name).is_file():
        kind = "text/javascript" if name.endswith("mjs") else "application/octet-stream"
        route.fulfill(content_type=kind, body=(LIBRARY / name).read_bytes())
    else:
        route.abort()
