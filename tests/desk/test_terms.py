"""Terms go out to termbases and spreadsheets and come back, translations go out as a memory."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from laureate_print.desk.exchange import sending_out, sheets, tbx, terms
from laureate_print.desk.exchange.memory import memory
from laureate_print.errors import InputError
from laureate_print.sources import load
from tests.conftest import ROOT, change, review, run

RUSSIAN = "locales/ru/LC_MESSAGES/glossary.po"
JAPANESE = "locales/ja/LC_MESSAGES/glossary.po"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(folder, name, version="2", *tags):
    """The glossary as a file beside the project."""
    path = folder / name
    [*_] = sending_out.send_terms(load(folder), path, version, tags)
    return path


def taken(folder, path, *tags):
    """What is told of the glossaries that change when a file comes back, and what is refused."""
    told = []
    try:
        came = sending_out.reader_of(path)(path)
        told.extend(terms.take_terms(load(folder), path.name, came, tags))
    except InputError as error:
        return told, str(error).splitlines()
    return [line for line in told if "unchanged" not in line], []


@pytest.mark.parametrize(
    ("name", "version"), [("terms.tbx", "2"), ("terms.tbx", "3"), ("terms.csv", "2")]
)
def test_each_glossary_comes_back_as_it_is(project, name, version):
    before = {path: path.read_bytes() for path in project.rglob("glossary.po")}
    assert taken(project, written(project, name, version)) == ([], [])
    assert {path: path.read_bytes() for path in project.rglob("glossary.po")} == before


@pytest.mark.parametrize("version", ["2", "3"])
def test_each_form_stands_by_itself_the_dictionary_form_preferred(project, version):
    root = etree.parse(written(project, "terms.tbx", version, "ru", "fr")).getroot()
    [entry] = [
        it for it in root.iter() if "Okinawa Peace Prize" in [*it.itertext()] and it.get("id")
    ]
    sections = {it.get(LANG): it for it in entry if it.get(LANG)}
    forms = {
        tag: [(it[0].text, it[1].text.partition("Term")[0]) for it in section]
        for tag, section in sections.items()
    }
    assert root.get("type") == "TBX-Basic"
    assert [*forms] == ["en", "ru", "fr"]
    assert forms["en"] == [("Okinawa Peace Prize", "preferred")]
    assert [status for _, status in forms["ru"]] == [
        "preferred",
        *["admitted"] * (len(forms["ru"]) - 1),
    ]
    assert len(forms["ru"]) > 1
    assert entry[0].text == "Name of the prize."


def test_the_translate_toolkit_reads_the_termbase(project):
    path = written(project, "terms.tbx")
    program = Path(sys.executable).with_name("tbx2po")
    done = subprocess.run(
        [program, "-l", "my", path, project / "my.po"], capture_output=True, text=True
    )
    text = (project / "my.po").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert 'msgid "refugee"\nmsgstr "ဒုက္ခသည်"' in text
    assert text.count("\nmsgid ") == 23


FOREIGN = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX"><text><body>
<termEntry id="1"><langSet xml:lang="en-US"><ntig><termGrp><term>refugee</term></termGrp></ntig></langSet>
<langSet xml:lang="ru-RU">
<ntig><termGrp><term>беглец</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<ntig><termGrp><term>беженка</term></termGrp></ntig>
<ntig><termGrp><term> беженец
</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig></langSet>
<langSet xml:lang="de"><ntig><termGrp><term>Flüchtling</term></termGrp></ntig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>port</term></tig></langSet>
<langSet xml:lang="ja"><tig><term>港</term></tig></langSet></termEntry>
</body></text></martif>"""


def test_a_termbase_of_somebody_else_is_taken_as_far_as_it_is_ours(project):
    path = project / "theirs.tbx"
    path.write_text(FOREIGN, encoding="utf-8")
    told, refused = taken(project, path)

    assert told == [f"{RUSSIAN}: 1 terms changed"]
    assert 'msgid "refugee"\nmsgstr ""\n"беженец\\n"\n"беженка"\n' in (project / RUSSIAN).read_text(
        encoding="utf-8"
    )
    assert refused[0] == "theirs.tbx: it is in 'de', and this project is not translated into that"
    assert refused[1].startswith(
        "theirs.tbx: no document of this project has the term 'port'; name"
    )
    assert len(refused) == 2


def test_a_spreadsheet_changes_forms_and_nothing_else(project):
    """As one of a country with commas in its numbers writes it."""
    path = written(project, "terms.csv", "2", "ja", "ru")
    [heads, *rows] = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    assert heads == ["en", "comment", "ja", "ru"]
    at = next(number for number, row in enumerate(rows) if row[0] == "refugee")
    rows[at][2] = " 難民 "
    rows[at][3] = "=беженец"
    rows.insert(at + 1, ["", "", "避難民", ""])
    rows.append(["port", "", "港", ""])
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["en-GB", *heads[1:]], *rows])
    path.write_bytes(text.getvalue().encode("utf-16"))
    before = (project / JAPANESE).read_text(encoding="utf-8")
    told, refused = taken(project, path, "ja")

    assert told == [f"{JAPANESE}: 1 terms changed"]
    assert [it.partition("'")[2][:4] for it in refused] == ["port"]
    after = (project / JAPANESE).read_text(encoding="utf-8")
    assert after == re.sub('(msgid "refugee"\nmsgstr )"難民"', r'\1""\n"難民\\n"\n"避難民"', before)
    assert after != before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", b"", ":1: the first row should name the languages"),
        ("x.csv", b"refugee\n", ":1: the first row should name the languages"),
        ("x.csv", b"en,ja\n\xff\xfe\xfa", ": this is not UTF-8; save it as"),
        ("x.csv", b"en,ja\n" + b'"' + b"x" * 200_000, ": this is no CSV"),
        ("x.tbx", b"", ":1: this is no TBX file"),
        ("x.tbx", b"<xliff/>", ":1: this is xliff, and no TBX file"),
        ("x.tbx", b'<!DOCTYPE martif [<!ENTITY a SYSTEM "/etc/passwd">]><martif>&a;</martif>', ":1: it declares"),
    ],
)  # fmt: skip
def test_what_is_no_glossary_is_told_in_a_line(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        {"csv": sheets.read, "tbx": tbx.read}[name[-3:]](path)
    assert str(raised.value).startswith(f"{path}{told}")
    assert "\n" not in str(raised.value)


def test_a_memory_has_each_source_once_with_its_marks_and_without_what_needs_work(project):
    labels = project / "locales/fr/LC_MESSAGES/interface.po"
    change(labels, "#: templates/page/page.html:24\n", "#: templates/page/page.html:24\n#, fuzzy\n")
    review(project, "ja")
    content, count = memory(load(project), ("ja", "fr", "ja-simple"))
    root = etree.fromstring(content, etree.XMLParser(load_dtd=False))
    rows = {
        "".join(it.find(f"tuv[@{LANG}='en']/seg").itertext()): {
            variant.get(LANG): variant for variant in it.iter("tuv")
        }
        for it in root.iter("tu")
    }
    assert content.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
    )
    assert count == len([*root.iter("tu")])
    assert [*rows["Other languages"]] == ["en", "ja", "ja-simple"]
    assert "Okinawa" not in rows  # a term alone, whose translations are forms
    page = rows["Page {number} of {total}"]
    assert [it.get("x") for it in page["ja"].iter("ph")] == ["2", "1"]
    assert page["ja"].find("prop").get("type") == "x-reviewed"
    assert page["fr"].find("prop") is None
    readings = [*rows["Okinawa Prefecture"]["ja-simple"].iter("bpt")]
    assert [it.text for it in readings] == ["《"]
    assert root.find("header").get("srclang") == "en"


def test_the_command_writes_and_takes_them(tmp_path):
    documents = ROOT / "tests/documents"
    done = run("catalog", "memory", tmp_path / "x.tmx", "-l", "my", project=documents)
    assert (done.returncode, done.stderr) == (0, "")
    assert "TMX 1.4b" in done.stdout
    done = run("catalog", "glossary", tmp_path / "x.tbx", project=documents)
    assert done.returncode == 2
    assert "has no terms" in done.stderr
    done = run("catalog", "glossary", "x.odt", "--import")
    assert done.returncode == 2
    assert "spreadsheet (.csv)" in done.stderr
