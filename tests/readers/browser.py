"""The system's Chromium, driven by Playwright."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright


def program():
    """The path of the system's Chromium."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert found, "no Chromium is here; 'make test' installs it"
    return found


@contextmanager
def chromium(*more):
    """Gives the browser, started with nothing that asks the network, and with the switches that are
    named.
    """
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=[*arguments, *more])
        yield browser
        browser.close()


@contextmanager
def another(browser, *more):
    """Gives a second browser beside the first, with the switches that are named."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", *more]
    own = browser.browser_type.launch(executable_path=program(), args=arguments)
    yield own
    own.close()


LINES = """() => {
  const lines = [];
  for (const block of document.querySelectorAll("p, h1, h2, h3, li, td, th")) {
    if (block.closest("nav")) continue;
    const letters = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let place = 0; place < node.data.length; place++) {
        const range = document.createRange();
        range.setStart(node, place); range.setEnd(node, place + 1);
        const letter = node.data[place], box = range.getClientRects()[0];
        if (box && letter.trim()) letters.push([letter, (box.left + box.right) / 2, box.top, box.bottom]);
      }
    }
    let line = [];
    for (const letter of letters) {
      const last = line[line.length - 1];
      if (last && (letter[2] + letter[3]) / 2 > last[3]) { lines.push(line); line = []; }
      line.push(letter);
    }
    if (line.length) lines.push(line);
  }
  return lines.map(line => line.sort((one, other) => one[1] - other[1]).map(letter => letter[0]).join(""));
}"""


def lines_shown(browser, path, width):
    """The lines of a web page's paragraphs as a window of some pixels shows them, each from left to
    right.
    """
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("document.body.offsetHeight && document.fonts.ready.then(() => null)")
        return page.evaluate(LINES)
