"""Writes small Word files by hand (ECMA-376): a zip of XML parts, as Word writes them."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
STYLES = {
    "a3": "Title", "1": "heading 1", "2": "heading 2", "3": "heading 3", "ae": "caption",
    "m1": "見出し 1", "af": "footnote text", "aa": "Hyperlink", "q": "Quote",
}  # fmt: skip


def r(words, properties=""):
    """A run of words."""
    held = f'<w:t xml:space="preserve">{escape(words)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{held}</w:r>"


def p(*runs, style="", properties=""):
    """A paragraph; a plain string is a run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(it if it.startswith("<") else r(it) for it in runs)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inside}</w:p>"


def item(words, number=1, level=0):
    """An item of a list: number 1 has bullets, 2 counts."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(words, properties=numbered)


def table(*rows, head=True):
    """A table of strings; a cell may be `(words, properties)`."""
    lines = []
    for place, row in enumerate(rows):
        cells = [it if isinstance(it, tuple) else (it, "") for it in row]
        held = "".join(
            f"<w:tc><w:tcPr>{more}</w:tcPr>{words if words.startswith('<w:p>') else p(words)}</w:tc>"
            for words, more in cells
        )
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and place == 0 else ""
        lines.append(f"<w:tr>{mark}{held}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


def picture(target, alt="", more="", crop=""):
    """A picture in a run; `target` is the id of its relationship."""
    told = f' descr="{escape(alt)}"' if alt else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1"{told}>{more}</wp:docPr><a:graphic><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{target}"/>{crop}</pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def note(number, kind="footnote"):
    """The call of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def word(
    *body, notes=(), relations=(), parts=(), title="", company="", own_styles=(), numbering=True
):
    """The bytes of a Word file.

    `notes` are the paragraphs of footnotes from 1; `own_styles` say what a style says by its id; `relations` are (id, kind, target), an address
    as it is; `parts` are (name, bytes).
    """
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = [
        *relations, ("n1", "numbering", "numbering.xml"), ("s1", "styles", "styles.xml"),
        ("f1", "footnotes", "footnotes.xml"),
    ]  # fmt: skip
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kinds}/{kind}" Target="{escape(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target or ':' in target else ''}/>"
        for key, kind, target in related
    )
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(4)
        )
        + "</w:abstractNum>"
        for key, form in ((1, "bullet"), (2, "decimal"), (3, "aiueo"))
    ) + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (1, 2, 3)
    )
    styles = "".join(
        f'<w:style w:type="{"character" if name == "Hyperlink" else "paragraph"}" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    ) + "".join(
        f'<w:style w:type="{"character" if key == "s" else "paragraph"}" w:styleId="{key}"><w:name w:val="Own {key}"/>{more}</w:style>'
        for key, more in dict(own_styles).items()
    )
    held = "".join(
        f'<w:footnote w:id="{number}">{it if it.startswith("<") else p(it, style="af")}</w:footnote>'
        for number, it in enumerate(notes, 1)
    )
    core = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + "".join(f'<Default Extension="{it}" ContentType="image/{kind}"/>' for it, kind in
                  (("png", "png"), ("jpeg", "jpeg"), ("emf", "x-emf"), ("gif", "gif"), ("svg", "svg+xml")))
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="d" Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{rows}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{levels}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{held}</w:footnotes>",
        "docProps/core.xml": core,
        "docProps/app.xml": f'<Properties xmlns="p"><Company>{company}</Company></Properties>',
    }  # fmt: skip
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in {**files, **dict(parts)}.items():
            archive.writestr(name, content)
    return saved.getvalue()
