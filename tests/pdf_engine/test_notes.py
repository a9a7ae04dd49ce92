"""Notes stand at the foot of the page that calls them, linked both ways, in every place of a text
and in five scripts.
"""

import dataclasses
import random
import re

import pikepdf
import pypdfium2
import pytest

from laureate_print.model import Language
from laureate_print.page.notes import FORMS, STYLE, with_notes
from laureate_print.page.templating import Macros
from laureate_print.sources import load
from laureate_print.sources.languages import language
from tests.conftest import ROOT
from tests.in_engine import page_of, written
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers

WORDS = {
    "en": ("The Laureate", "refugees in Japan", "This note says how many."),
    "ja": ("受賞者", "日本の難民", "これは人数についての注です。"),
    "ar": ("الفائز", "اللاجئون في اليابان", "هذه حاشية عن عددهم."),
    "my": ("ဆုရရှိသူ", "ဂျပန်ရှိ ဒုက္ခသည်များ", "အရေအတွက် မှတ်ချက် ဖြစ်သည်။"),
    "hi": ("विजेता", "जापान में शरणार्थी", "यह संख्या की टिप्पणी है।"),
}
ROWS = 40
BODY = """
<article><section><h1>{0}{n1}</h1><p>{1}{n2} {1}<a class="note-call" href="#n1"></a></p>
<ul style="list-style: none"><li>{1}{n3}</li></ul><dl><dt>{0}{n4}</dt><dd>{1}{n5}</dd></dl>
<table><caption>{0}{n6}</caption><thead><tr><th scope="col">{0}{n7}</th></tr></thead>
<tbody>{rows}</tbody></table></section></article>
"""
NOTES = 9


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A page with notes in every place, in each language, to read and to keep."""
    sources = load(ROOT)
    kinds = [(tag, output) for tag in WORDS for output in ("pdf", "archive")]
    kinds = [(tag, output) for tag, output in kinds if output == "pdf" or tag in ("en", "ar")]
    folder = tmp_path_factory.mktemp("notes")
    paths = {kind: folder / f"{'-'.join(kind)}.pdf" for kind in kinds}
    made = written(*(noted(sources, *kind) for kind in kinds))
    for path, artifact in zip(paths.values(), made, strict=True):
        path.write_bytes(artifact.content)
    return paths


def noted(sources, tag, output):
    title, words, text = WORDS[tag]
    composed = page_of("page", tag, output, sources).page
    notes = {f"n{it}": f'<span class="note" id="n{it}">{text}</span>' for it in range(1, 8)}
    notes["n2"] = notes["n2"].replace(
        text, f'<span class="paragraph">{text}</span><span class="paragraph">{words}</span>'
    )
    cells = {number: f'<span class="note" id="r{number}">{text}</span>' for number in (3, ROWS)}
    rows = "".join(f"<tr><td>{words}{cells.get(it, '')}</td></tr>" for it in range(1, ROWS + 1))
    body = BODY.format(title, words, rows=rows, **notes)
    html = composed.html.partition("<main")[0] + f"<main>{body}</main></body></html>"
    of: Language = language(tag)
    context = {"ui": lambda message, **values: message.format(**values), "output": output}
    form = Macros(sources, FORMS, of, {**context, "language": of})
    html = with_notes(html, [of], {tag: form}, foot=True)
    style = (ROOT / "templates" / STYLE).read_text(encoding="utf-8")
    return dataclasses.replace(composed, html=html.replace("</style>", f"{style}</style>", 1))


def elements(pdf, *roles):
    return [
        it
        for it in pdf.objects
        if isinstance(it, pikepdf.Dictionary) and str(it.get("/S")) in roles
    ]


def pages_of(element):
    """The pages on which an element has content."""
    found = []
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            found.append(kid.Pg.objgen)
        elif isinstance(kid, pikepdf.Dictionary) and "/K" in kid:
            found += pages_of(kid)
    return found


def test_calls_and_notes_are_linked_both_ways(files):
    for (tag, output), path in files.items():
        with pikepdf.open(path) as pdf:
            notes = elements(pdf, "/FENote" if output == "archive" else "/Note")
            calls = [it for it in elements(pdf, "/Reference") if it.K[0].S == "/Link"]
            backs = [it for it in elements(pdf, "/Lbl") if it.K[0].get("/S") == "/Link"]
            links = [next(k.Obj for k in it.K[0].K if "/Obj" in k) for it in (*calls, *backs)]

            assert (len(notes), len(calls), len(backs)) == (NOTES, NOTES + 1, NOTES), tag
            assert len({str(note.ID) for note in notes}) == NOTES
            assert len({str(link.Contents) for link in links}) == 2 * NOTES  # one is called twice
            if output == "archive":
                assert all(note.A.NoteType == "/Footnote" for note in notes)
                tied = {call.objgen: call.Ref[0].objgen for call in calls}
                back = {ref.objgen: note.objgen for note in notes for ref in note.Ref}
                assert tied == back


def test_a_note_stands_on_the_page_that_calls_it(files):
    with pikepdf.open(files["ja", "pdf"]) as pdf:
        called = {}
        for call in elements(pdf, "/Reference"):
            target = next(k.Obj for k in call.K[0].K if "/Obj" in k)
            name = str(target.get("/Dest") or target.A.D)
            called.setdefault(f"note-{name}", pages_of(call)[0])
        places = {str(note.ID): set(pages_of(note)) for note in elements(pdf, "/Note")}

        assert len(pdf.pages) > 1
        assert places == {name: {page} for name, page in called.items()}


def test_no_number_of_a_note_lands_in_a_bookmark(files):
    for (tag, _), path in files.items():
        with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
            assert outline.root[0].title == WORDS[tag][0]


def test_each_reader_gives_every_note_once(files):
    for (tag, _), path in files.items():
        text = WORDS[tag][2]
        squeezed = "".join(readers.standard(path).split())
        assert squeezed.count("".join(text.split())) == NOTES, tag
        with pypdfium2.PdfDocument(path) as document:
            drawn = "".join(it.get_textpage().get_text_range() for it in document)
        assert "".join(drawn.split()).count("".join(text.split())) == NOTES, tag


@pytest.mark.java
def test_files_with_notes_are_valid(files):
    judged = readers.declared(files.values())

    assert len(judged) == len(files)
    assert all(not any(rules.values()) for rules in judged.values()), judged


@pytest.mark.slow
def test_raw_engine_takes_a_page_for_each_note_and_loses_some(tmp_path):
    """It takes the last digit of a sum for an overflow, and forgets the note of a line for which it
    has moved others away.
    """
    text = "".join(f"<p>Text {it}<span class=n>Note {it}</span></p>" for it in range(12))
    style = (
        "@page { size: A5; margin: 24mm 28mm 26mm; @footnote { margin-top: 1mm; padding-top: 1mm } }"
        " .n { float: footnote; font-size: 8pt }"
    )
    counts, texts = [], []
    for mended in (False, True):
        paths, _ = set_pages(
            tmp_path,
            page(text, FACE, style=style),
            page(crowded(), FACE, style=NARROW),
            mended=mended,
        )
        with pikepdf.open(paths[0]) as pdf:
            counts.append(len(pdf.pages))
        with pypdfium2.PdfDocument(paths[1]) as document:
            texts.append("".join(it.get_textpage().get_text_range() for it in document))

    assert counts[0] > 10
    assert counts[1] <= 2
    assert [len(re.findall(r"N\d\dx", text)) for text in texts] == [
        26,
        27,
    ]  # and it loses one of a crowd


FACE = {"F": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"}
NARROW = (
    "@page { size: A6; margin: 10mm } html { font-size: 8pt } p { orphans: 3; widows: 3 }"
    " .n { float: footnote; font-size: 7pt; footnote-policy: line }"
)


def crowded():
    """Nine paragraphs of three notes each, of all lengths."""
    chance = random.Random(26)

    def piece(paragraph, number):
        words = "word " * chance.randint(8, 30)
        note = f"N{paragraph}{number}x " + "word " * chance.randint(2, 30)
        return f"{words}end<span class=n>{note}</span> "

    return "".join(f"<p>{''.join(piece(it, number) for number in range(3))}</p>" for it in range(9))
