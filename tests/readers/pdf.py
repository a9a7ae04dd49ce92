"""Text by PDFium, poppler and mupdf; validity by veraPDF; the tag tree by pikepdf, after the standard's own rules."""

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2

VERAPDF = Path(__file__).parents[2] / ".venv" / "share" / "verapdf"


def pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document)


def pdfium_between(path, head, foot):
    """What PDFium sees without running heads (`head` mm off each page but the first) and page numbers (`foot` mm)."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document):
            top = page.get_height() - (head * 72 / 25.4 if number else 0)
            found.append(page.get_textpage().get_text_bounded(bottom=foot * 72 / 25.4, top=top))
    return "".join(found)


def poppler(path):
    return _output("pdftotext", "-enc", "UTF-8", path, "-")


def mupdf(path):
    return _output("mutool", "draw", "-q", "-F", "txt", path)


READERS = (pdfium, poppler, mupdf)


def lines(text):
    """The lines of a text, without the marks that only order them (U+200E, U+202A and the like) and edge spaces."""
    return [re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", line).strip() for line in text.splitlines()]


def verapdf(paths, flavour):
    """The files that veraPDF finds valid, and for the others the rules that they break."""
    jar = next(VERAPDF.glob("*.jar"))
    command = ["java", "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "json"]
    report = json.loads(_output(*command, *paths, check=False))["report"]
    valid, broken = set(), {}
    for job in report["jobs"]:
        name = job["itemDetails"]["name"]
        for result in job["validationResult"]:
            if result["compliant"]:
                valid.add(name)
            else:
                broken[name] = [rule["clause"] for rule in result["details"]["ruleSummaries"]]
    return valid, broken


def tree(path):
    """The tag tree as indented text: role, language, text of the content (ActualText wins over ToUnicode, 14.9.4)."""
    with pikepdf.open(path) as pdf:
        contents = [_marked_content(page) for page in pdf.pages]
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return "\n".join(_branch(pdf.Root.StructTreeRoot.K[0], 0, contents, pages)) + "\n"


def _branch(element, depth, contents, pages):
    language = f" lang={element.Lang}" if "/Lang" in element else ""
    extra = "".join(f" {key[1:]}={element[key]}" for key in ("/Alt", "/E") if key in element)
    actual = element.get("/ActualText")
    below = [] if actual is None else [f"{'  ' * (depth + 1)}“{actual}”"]
    for kid in element.get("/K", []):
        if kid.get("/Type") == "/MCR":
            if actual is None:
                below.append(f"{'  ' * (depth + 1)}“{contents[pages[kid.Pg.objgen]][int(kid.MCID)]}”")
        elif kid.get("/Type") == "/OBJR":
            below.append(f"{'  ' * (depth + 1)}(annotation: {kid.Obj.Contents})")
        else:
            below.extend(_branch(kid, depth + 1, contents, pages))
    return [f"{'  ' * depth}{str(element.S)[1:]}{language}{extra}", *below]


def _marked_content(page):
    """The text of each marked-content sequence of a page, by its identifier."""
    fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    texts, current, font = {}, None, {}
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "BDC":
            properties = instruction.operands[1]
            current = properties.get("/MCID")
            actual = str(properties.ActualText) if "/ActualText" in properties else None
            if current is not None:
                texts[int(current)] = actual or ""
        elif operator == "EMC":
            current = None
        elif operator == "Tf":
            font = fonts[str(instruction.operands[0])]
        elif operator in ("Tj", "TJ") and current is not None and actual is None:
            texts[int(current)] += "".join(font.get(code, "\ufffd") for code in _codes(instruction.operands[0]))
    return texts


def _codes(operand):
    for part in [operand] if isinstance(operand, pikepdf.String) else operand:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            yield from (int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2))


def _to_unicode(font):
    pairs = re.findall(rb"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _output(*command, check=True):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=check)
    return done.stdout.decode()
