"""Words go out as XLIFF 1.2 and 2.1 and come back: nothing is lost, nothing is taken that may not be."""

import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from laureate_print.desk.exchange import parts, taking_in, xliff
from laureate_print.desk.exchange.codes import Code, joined, split
from laureate_print.desk.exchange.values import Note, Part, Unit
from laureate_print.errors import InputError
from laureate_print.model import SourceFile
from laureate_print.sources import load
from laureate_print.sources.po_files import Entry, parse
from laureate_print.sources.po_writing import written
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, review, run
from tests.desk.schemas import flaws

VERSIONS = ("1.2", "2.1")
SCRIPTS = "aZ é\u0301ñ你界𠮷かがアガاَ،١٩\u200d\u200cกิमि्စ္ကሀ😀Ωж֍\u2028\u0085\t\n\r\x07\x1b\x00\ufffe\x7f<>&\"'{}[]()!*_`~^|\\《》｜"
words = st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=("Cs",)), max_size=12)
marked = st.recursive(
    words,
    lambda inner: st.one_of(
        inner.map("**{}**".format),
        inner.map("*{}*".format),
        inner.map('[{}](https://a.example/x_(y) "title")'.format),
        inner.map("![{}](boat.jpg)".format),
        inner.map('[{}]{{lang="fr"}}'.format),
        inner.map("<b>{}</b>".format),
        inner.map("`{}`".format),
        inner.map("難民《{}》".format),
        st.sampled_from(
            ("{n}", "[^1]", "<br/>", "｜第8回《だい》", "\\*", "<https://a.example>", "&amp;")
        ),
        st.lists(inner, max_size=3).map(" ".join),
    ),
    max_leaves=8,
)
manners = st.sampled_from(("markdown", "html", "plain"))


@st.composite
def units(draw):
    """A text with its translation, as no catalog of ours would hold it."""
    manner = draw(manners)
    source, target, earlier = (split(draw(marked), manner, japanese=True) for _ in range(3))
    state = draw(st.sampled_from(("needs-work", "translated", "reviewed")))
    return Unit(
        own=f"m{draw(st.integers(0, 16**16 - 1)):016x}",
        form=draw(st.sampled_from((-1, 0, 5))),
        source=source,
        target=target,
        state=state if target else "untranslated",
        context=draw(st.none() | words),
        notes=(Note("developer", draw(words)), Note("translator", draw(words))),
        places=("templates/a b.html:3", "x"),
        most=draw(st.sampled_from((0, 40))),
        earlier=earlier,
    )


@settings(max_examples=80, deadline=None)
@given(one=units(), version=st.sampled_from(VERSIONS))
def test_any_message_comes_back_letter_for_letter(tmp_path_factory, one, version):
    """With nested marks, placeholders, readings, all scripts, and characters that XML cannot hold."""
    part = Part("prize-8", "locales/ar/prize-8.po", "en", "ar", "ltr", "rtl", (one,))
    content = xliff.WRITERS[version]([part], False)
    path = tmp_path_factory.getbasetemp() / "any.xlf"
    path.write_bytes(content)
    [back] = xliff.read(path)
    [came] = back.units

    assert flaws(content, version) == []
    assert (back.name, back.language, back.source_language) == ("prize-8", "ar", "en")
    assert (came.own, came.form, came.base) == (one.own, one.form, one.base)
    assert came.source == joined(one.source)
    assert (came.target or "") == joined(one.target)
    assert came.state == (one.state if one.target else None)


@pytest.mark.parametrize(
    ("text", "manner", "kinds"),
    [
        ("A [link *x*](https://a.b/x.y(z)) and {n}.", "markdown", "link emphasis emphasis link placeholder"),
        ("`code {x}` \\* <https://a.b/>[^1]", "markdown", "code escape link note"),
        ('[UNHCR]{title="United Nations"}', "markdown", "span span span"),
        ('![a boat](boat.jpg "In port")', "markdown", "image image image"),
        ("｜第8回《だい》**沖縄**", "markdown", "reading reading reading strong strong"),
        ("<b>one {n}</b><br>two < three", "html", "strong placeholder strong break"),
        ("<b>two < three", "plain", ""),
        ("a [b] (c) * d_e", "markdown", ""),
    ],
)  # fmt: skip
def test_marks_are_protected_and_words_are_not(text, manner, kinds):
    pieces = split(text, manner, japanese=True)

    assert joined(pieces) == text
    assert [it.kind for it in pieces if isinstance(it, Code)] == kinds.split()
    for word in ("link", "United Nations", "In port", "a boat", "第8回", "だい", "two"):
        assert word not in "".join(it.data for it in pieces if isinstance(it, Code))


def sent(folder, tag, version="1.2", *names, copied=False):
    """The catalogs of a language as a file beside the project."""
    sources, path = load(folder), folder / f"{tag}.xlf"
    chosen = parts.names(sources, tag, names)
    path.write_bytes(
        xliff.WRITERS[version]([parts.part(sources, it, tag) for it in chosen], copied)
    )
    return path


def taken(folder, path):
    """What is told when a file comes back, and what is refused."""
    told = []
    try:
        told.extend(taking_in.take_in(load(folder), path.name, xliff.read(path)))
    except InputError as error:
        return told, str(error).splitlines()
    return told, []


def test_every_catalog_comes_back_byte_for_byte(project):
    """33 languages by two versions, all valid: no file differs."""
    before = {path: path.read_bytes() for path in (project / "locales").rglob("*.po")}
    sources, path = load(project), project / "back.xlf"
    for tag in set(LANGUAGES) - {"en"}:
        own = [parts.part(sources, name, tag) for name in parts.names(sources, tag)]
        for version, write in xliff.WRITERS.items():
            path.write_bytes(write(own, False))
            assert flaws(path.read_bytes(), version) == []
            told = [*taking_in.take_in(sources, path.name, xliff.read(path))]
            assert [line.rpartition(": ")[2] for line in told] == ["unchanged"] * len(own)
    assert {path: path.read_bytes() for path in (project / "locales").rglob("*.po")} == before


PLURAL = """# from an earlier translator
#. Counts files.
#: templates/page/page.html:9
#, fuzzy, python-brace-format, max-length:30
#| msgid "{n} paper"
#| msgid_plural "{n} papers"
msgctxt "menu"
msgid "one file"
msgid_plural "{n} files"
msgstr[0] "{n} файл"
msgstr[1] "{n} файла"
msgstr[2] "{n} файлов"

msgid ""
"one "
"two"
msgstr ""
"раз "
"два"

msgid "a <b>bold</b> word"
msgstr ""

"""


@pytest.fixture
def russian(tmp_path):
    """A small project whose Russian labels have all that a catalog can hold."""
    folder = tmp_path / "project"
    labels = folder / "locales/ru/LC_MESSAGES/interface.po"
    labels.parent.mkdir(parents=True)
    for name in ("laureate.toml", "templates"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "locales/ru/LC_MESSAGES/interface.po", labels)
    with labels.open("a", encoding="utf-8") as file:
        file.write(PLURAL)
    return folder


NAMES = ("alpha", "beta", "gamma")
holdable = st.text(
    st.sampled_from(SCRIPTS) | st.characters(exclude_categories=("Cs", "Cn")),
    min_size=1,
    max_size=9,
).filter(lambda text: not re.search(r"[{}<>\x00-\x08\x0b-\x1f\ufffe\uffff]", text))
texts = st.lists(holdable, min_size=3, max_size=3)


@pytest.mark.slow
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    base=texts,
    new=texts,
    here=st.sets(st.integers(0, 2)),
    there=st.sets(st.integers(0, 2)),
    version=st.sampled_from(VERSIONS),
)
def test_who_changed_a_text_last_and_alone_is_heard(russian, base, new, here, there, version):
    """A text changed outside comes in, one changed here stays, one changed on both sides is told."""
    labels = russian / "locales/ru/LC_MESSAGES/interface.po"

    def put(words):
        entries = [Entry((own,), (text,)) for own, text in zip(NAMES, words, strict=True)]
        labels.write_bytes(written(replace(parse(SourceFile("", HEAD, "")), entries=(*entries,))))

    put(base)
    path = sent(russian, "ru", version)
    root = etree.parse(path)
    for at, target in enumerate(root.iter("{*}target")):
        if at in there:
            [target.remove(it) for it in [*target]]
            target.text = f"{new[at]} outside"
    root.write(path, encoding="UTF-8")
    put([f"{text} here" if at in here else text for at, text in enumerate(base)])
    _, refused = taken(russian, path)
    after = [it.texts[0] for it in parse(SourceFile("", labels.read_bytes(), "")).entries]

    for at in range(3):
        outside = at in there and at not in here
        changed = f"{base[at]} here" if at in here else base[at]
        assert after[at] == (f"{new[at]} outside" if outside else changed)
    assert [line.split("'")[1] for line in refused] == [NAMES[at] for at in sorted(here & there)]


HEAD = b'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=utf-8\\n"\n'


@pytest.mark.parametrize("version", VERSIONS)
def test_states_plurals_contexts_and_limits_go_with_the_words(russian, version):
    review_one = russian / "locales/ru/LC_MESSAGES/interface.po"
    review(russian, "ru")
    change(review_one, "#, fuzzy, python", "#, fuzzy, python")
    content = sent(russian, "ru", version).read_bytes()
    root = etree.fromstring(content)
    text = content.decode()

    assert flaws(content, version) == []
    forms = root.xpath(
        "//*[local-name()='group']/*[local-name()='trans-unit' or local-name()='unit']"
    )
    assert [re.sub(r"\W", " ", it.get("id")).split()[1] for it in forms] == ["0", "1", "2"]
    assert "Plural form 3 of 3, for the numbers 0, 5, 6, 7, 8, 9 …" in text
    assert text.count("from an earlier translator") == 3
    assert text.count("Counts files.") == 3
    assert "reviewed: 2026" not in text
    assert ">menu<" in text
    if version == "1.2":
        assert forms[0].get("maxwidth"), forms[0].get("size-unit") == ("30", "char")
        assert root.xpath("count(//@approved[.='yes'])") == 25
        assert root.xpath("count(//*[@state='signed-off'])") == 25
        assert root.xpath("count(//*[@state='needs-review-translation'])") == 3
        assert root.xpath("string(//*[local-name()='alt-trans']/*)") == "{n} paper"
    else:
        assert 'sizeRestriction="30"' in text
        assert root.xpath("count(//*[@state='reviewed'])") == 25
        assert root.xpath("count(//*[@subState='gettext:fuzzy'])") == 3


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_changed_outside_and_nothing_else_comes_in(russian, version):
    """New words, a cleared mark and a translator's note; comments, context and order stay."""
    labels = russian / "locales/ru/LC_MESSAGES/interface.po"
    path = sent(russian, "ru", version)
    text = path.read_text(encoding="utf-8").replace("Другие языки", "Иные языки")
    text = re.sub(r"(<target [^>]*)>(<[^>]+>\{n\}</ph>|<ph [^>]*/>) файлов", r"\1>\2 файловъ", text)
    text = text.replace('state="needs-review-translation"', 'state="translated"')
    text = text.replace('state="initial" subState="gettext:fuzzy"', 'state="translated"')
    text = text.replace(
        "Counts files.</note>", "Counts files.</note><note>файлов?\n, fuzzy</note>", 1
    )
    path.write_text(text, encoding="utf-8")
    before = labels.read_text(encoding="utf-8")
    told, refused = taken(russian, path)
    after = labels.read_text(encoding="utf-8")

    assert refused == []
    assert told == ["locales/ru/LC_MESSAGES/interface.po: 2 messages changed"]
    expected = before.replace("Другие языки", "Иные языки").replace("{n} файлов", "{n} файловъ")
    expected = expected.replace("#, fuzzy, python", "#, python")
    expected = re.sub(r"#\| .*\n", "", expected)
    expected = expected.replace(
        "earlier translator\n", "earlier translator\n# файлов?\n# , fuzzy\n"
    )
    assert after == expected


def test_one_file_is_taken_back_in_parts(project):
    """What cannot be is told with the places of both files; the rest goes in."""
    labels, own = (f"locales/fr/LC_MESSAGES/{it}.po" for it in ("interface", DOCUMENT))
    path = sent(project, "fr")
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r'(<target [^>]*>Page <ph id="1"[^>]*>\{number\}</ph>).*(</target>)', r"\1\2", text
    )
    text = text.replace("Fichiers PDF", "Fichiers").replace(
        'original="locales/fr/LC_MESSAGES/glossary.po"', 'original="unknown.po"'
    )
    text = text.replace(">Other languages<", ">Other tongues<").replace(
        ">Autres langues<", ">D’autres<"
    )
    text = text.replace(">Préfecture d’Okinawa<", ">Préfecture<").replace(
        ">Prix de la paix d’Okinawa<", ">Prix<"
    )
    text = re.sub(r'id="m\w+"( approved[^>]*>\s*<source [^>]*>Leaflet<)', r'id="x"\1', text)
    text = text.replace('approved="no"', 'approved="yes"', 1)
    path.write_text(text, encoding="utf-8")
    change(project / own, 'msgstr "Préfecture d’Okinawa"', 'msgstr "La préfecture"')
    written = project / f"templates/documents/{DOCUMENT}.md"
    for before in ('laureate = "', "## "):
        change(written, f"{before}Japan Association for Refugees (JAR)", f"{before}JAR")
    assert run("catalog", "update", project=project).returncode == 0
    told, refused = taken(project, path)

    assert told[0].endswith("1 messages changed")
    assert told[1].startswith("  1 are reviewed by the word of the file")
    assert told[2] == f"{labels}: 1 messages changed"
    reasons = {
        "Japan Association": "its source text has changed since it was exported",
        "'Okinawa Prefecture' ": "it was changed here since it was exported, and in the file",
        "'Page {number} of {total}' (locales/fr/LC_MESSAGES/interface.po:": "{total} is lost",
        "'Other tongues' (locales/": "its source text was changed in the file",
        "'Leaflet'": "it is no message that this project has exported",
        "'unknown'": "is no document that this project has in 'fr'",
    }
    assert len(refused) == len(reasons)
    for line, (place, reason) in zip(refused, reasons.items(), strict=True):
        assert re.match(r"fr\.xlf(:\d+)?: ", line)
        assert place in line
        assert reason in line
    assert 'msgstr "Fichiers"' in (project / labels).read_text(encoding="utf-8")


def test_nobody_signs_by_a_file(russian):
    """Neither an attribute nor a note makes a review; a record that fits stays one."""
    labels = russian / "locales/ru/LC_MESSAGES/interface.po"
    path = sent(russian, "ru")
    text = path.read_text(encoding="utf-8").replace('approved="no"', 'approved="yes"')
    text = text.replace('state="translated"', 'state="signed-off"')
    path.write_text(text, encoding="utf-8")
    told, refused = taken(russian, path)
    assert (len(told), refused) == (2, [])
    assert told[1].startswith("  26 are reviewed by the word of the file")
    assert "reviewed:" not in labels.read_text(encoding="utf-8")

    review(russian, "ru")
    record = re.search(
        r"# (reviewed: .*)\n(?:#.*\n)*msgid \"Other", labels.read_text(encoding="utf-8")
    )[1]
    text = text.replace("</trans-unit>", f"<note>{record}</note></trans-unit>", 1)
    path.write_text(text, encoding="utf-8")
    before = labels.read_bytes()
    _, refused = taken(russian, path)
    assert [it.rpartition(": ")[2][:33] for it in refused] == ["a note says that it was reviewed;"]
    assert labels.read_bytes() == before


def test_a_file_that_its_tool_has_rewritten_is_read(russian):
    """Codes without their words, sentences apart, another name of the language, no word of states."""
    path = sent(russian, "ru")
    text = path.read_text(encoding="utf-8").replace(
        'target-language="ru"', 'target-language="ru-RU"'
    )
    text = re.sub(r' state="[^"]*"| extradata="[^"]*"| approved="[^"]*"', "", text)
    text = re.sub(r"(<target .*)<ph id=\"1\"[^>]*>[^<]*</ph>", r'\1<ph id="1"/>', text)
    text = text.replace(
        ">Другие языки<", '><mrk mtype="seg" mid="1">Другие</mrk> <g id="9">языки</g><'
    )
    path.write_text(text, encoding="utf-8")
    assert taken(russian, path) == (["locales/ru/LC_MESSAGES/interface.po: unchanged"], [])

    path = sent(russian, "ru", "2.1")
    text = re.sub(
        r"<segment([^>]*)>\s*<source([^>]*)>Other languages</source>\s*<target([^>]*)>Другие языки</target>",
        r"<segment\1><source\2>Other </source><target\3>Другие </target></segment>"
        r"<segment\1><source\2>languages</source><target\3>языки</target>",
        path.read_text(encoding="utf-8"),
    )
    path.write_text(re.sub(r'(<target .*<ph id="c1") dataRef="d1"', r"\1", text), encoding="utf-8")
    assert text.count("<segment") == 30
    assert taken(russian, path) == (["locales/ru/LC_MESSAGES/interface.po: unchanged"], [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "1: this is no XLIFF file"),
        (b"<xliff", "1: this is no XLIFF file"),
        (b"<html/>", "1: this is html; ask for XLIFF 1.2 or 2.1"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>', "1: it declares"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><xliff/>', "1: it declares"),
        (b'<xliff version="1.0" xmlns="urn:x"/>', "1: this is XLIFF 1.0"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', " it holds no document"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="de-AT"/></xliff>', " it is in 'de-AT'"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" trgLang="../x"><file/></xliff>', " it is in '../x'"),
        (b"<a>" * 300 + b"</a>" * 300, "1: this is no XLIFF file"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_told_in_a_line(russian, content, told):
    path = russian / "back.xlf"
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        [*taking_in.take_in(load(russian), str(path), xliff.read(path))]
    assert str(raised.value).startswith(f"{path}:{told}")
    assert "\n" not in str(raised.value)


def test_the_command_sends_out_and_takes_back(russian, tmp_path):
    file = tmp_path / "ru.xlf"
    done = run("catalog", "export", "ru", file, project=russian)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("interface: 29 texts, 1 to translate, 3 marked")
    change(file, "Другие языки", "Иные языки")
    done = run("catalog", "import", file, project=russian)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "locales/ru/LC_MESSAGES/interface.po: 1 messages changed\n"
    done = run("catalog", "import", file, project=ROOT / "tests/documents")
    assert done.returncode == 3
    assert "it is in 'ru'" in done.stderr
