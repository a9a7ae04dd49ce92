"""The tag tree of any PDF by the standard's own rule: ActualText wins over ToUnicode (ISO 32000-1,
14.9.4).
"""

import re

import pikepdf


def standard(path):
    """The text in the order of the tag tree, as assistive technology should take it."""
    with pikepdf.open(path) as pdf:
        tree = pdf.Root.StructTreeRoot
        return "".join(_Texts(pdf).below({"/K": tree.K}, None))


def tree(path):
    """The tag tree as indented text: role, language, text of the content."""
    with pikepdf.open(path) as pdf:
        answer = _Texts(pdf)
        return "".join(
            f"{line}\n"
            for element in _kids(pdf.Root.StructTreeRoot)
            for line in _branch(element, 0, answer, None)
        )


def _branch(element, depth, answer, page):
    page = element.get("/Pg", page)
    language = f" lang={element.Lang}" if "/Lang" in element else ""
    extra = "".join(f" {key[1:]}={element[key]}" for key in ("/Alt", "/E") if key in element)
    yield f"{'  ' * depth}{str(element.S)[1:]}{language}{extra}"
    inner = "  " * (depth + 1)
    if "/ActualText" in element:
        yield f"{inner}“{element.ActualText}”"
    for kid in _kids(element):
        if _type(kid) == "/OBJR":
            yield f"{inner}(annotation: {kid.Obj.Contents})"
        elif _type(kid) == "/StructElem":
            yield from _branch(kid, depth + 1, answer, page)
        elif "/ActualText" not in element:
            yield f"{inner}“{answer.content(kid, page)}”"


class _Texts:
    """What the marked content of a file's pages stands for, each page read once."""

    def __init__(self, pdf):
        self._pages = {page.objgen: _marked_content(page) for page in pdf.pages}

    def below(self, element, page):
        """The text of an element, piece by piece."""
        page = element.get("/Pg", page)
        if "/ActualText" in element:
            yield str(element["/ActualText"])
            return
        for kid in _kids(element):
            if _type(kid) == "/StructElem":
                yield from self.below(kid, page)
            elif _type(kid) != "/OBJR":
                yield self.content(kid, page)

    def content(self, kid, page):
        """The text of one marked-content sequence, named by its number or by a reference to it
        (14.7.4).
        """
        if _type(kid) == "/MCR":
            page, kid = kid.get("/Pg", page), kid.MCID
        return self._pages[page.objgen][int(kid)]


def _kids(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, list | pikepdf.Array) else [kids]


def _type(kid):
    """A kid is an element, a reference to content or to an object, or a number; /Type may be left
    out of an element.
    """
    return str(kid.get("/Type", "/StructElem")) if isinstance(kid, pikepdf.Dictionary) else None


def _marked_content(page):
    """The text of each marked-content sequence of a page by its identifier (14.6): the innermost
    identifier owns it.
    """
    resources = page.get("/Resources", {})
    fonts = {name: to_unicode(font) for name, font in resources.get("/Font", {}).items()}
    texts, stack, font = {}, [(None, False)], {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        owner, uttered = stack[-1]
        if operator == "BMC":
            stack.append((owner, uttered))
        elif operator == "BDC":
            properties = operands[1]
            if isinstance(properties, pikepdf.Name):
                properties = resources.Properties[str(properties)]
            owner = int(properties.MCID) if "/MCID" in properties else owner
            texts.setdefault(owner, "")
            if "/ActualText" in properties and not uttered:
                texts[owner] += str(properties.ActualText)
            stack.append((owner, uttered or "/ActualText" in properties))
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ", "'", '"') and not uttered and owner is not None:
            texts[owner] += "".join(font.get(code, "\ufffd") for code in _codes(operands[-1]))
    return texts


def _codes(operand):
    """The two-byte codes that are shown: every font that we look at is a composite one with
    Identity-H.
    """
    for part in [operand] if isinstance(operand, pikepdf.String) else operand:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            yield from (
                int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)
            )


def to_unicode(font):
    """The text of each code, from the font's ToUnicode map; lines of single codes only, as every
    file here has.
    """
    content = font.ToUnicode.read_bytes()
    assert b"beginbfrange" not in content
    pairs = re.findall(
        rb"<([0-9a-fA-F]{4})> *<([0-9a-fA-F]*)>",
        b"".join(re.findall(rb"(?s)beginbfchar(.*?)endbfchar", content)),
    )
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
