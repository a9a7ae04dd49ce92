"""A language, a template, a document are added with nothing but files."""

import json
import re
import shutil

import pikepdf
import pytest

from laureate_print.errors import ProjectError
from laureate_print.sources import load
from laureate_print.sources.templates import languages
from tests.conftest import DOCUMENT, ROOT, change, review, run
from tests.outputs.test_pdf import ADDRESS
from tests.readers import pdf as readers

ONE_MORE = ROOT / "tests" / "sources" / "one_more"


def add_language(project, folder):
    """Drops the catalogs of one more language into a project."""
    shutil.copytree(ONE_MORE / "locales" / folder, project / "locales" / folder, dirs_exist_ok=True)


@pytest.mark.parametrize(("language", "words"), [("he", "פרס השלום של אוקינאווה")])
@pytest.mark.java
def test_one_more_language_is_nothing_but_files(project, language, words):
    add_language(project, language)
    checked = run("check", "-l", language, project=project)
    built = run("build", "-o", "html", "-o", "pdf", "-l", language, project=project)

    assert checked.returncode == 0, checked.stdout
    assert built.returncode == 0, built.stdout
    folder = project / "dist" / DOCUMENT / language
    assert words in (folder / "page.html").read_text(encoding="utf-8")
    for template in ("page", "leaflet"):
        for reader in readers.READERS:
            lines = [line for line in readers.lines(reader(folder / f"{template}.pdf")) if line]
            if (
                reader is readers.poppler
            ):  # it moves a bracket at the end of a line to its beginning
                lines = [re.sub(r"^\)(.*)", r"\1)", line) for line in lines]
            assert lines[lines.index(ADDRESS[0]) :][:3] == ADDRESS
        assert f"Document lang={language}" in readers.tree(folder / f"{template}.pdf")
    assert (
        list(readers.declared(sorted(folder.glob("*.pdf"))).values())
        == [{"PDF/A-2A": [], "PDF/UA-1": []}] * 2
    )


def test_without_a_list_every_language_folder_is_built(project):
    settings = (project / "laureate.toml").read_text(encoding="utf-8")
    kept = re.sub(r"^languages = \[.*?\]", "", settings, flags=re.DOTALL | re.MULTILINE)
    (project / "laureate.toml").write_text(kept, encoding="utf-8")

    listed = run("list", project=project).stdout
    assert all(
        f"  {tag} " in listed for tag in ("en", "ja", "zh-Hant", "ko", "es", "vi", "ar", "my")
    )


def test_a_template_is_nothing_but_files(project):
    folder = project / "templates" / "card"
    folder.mkdir()
    (folder / "template.toml").write_text(
        'outputs = ["pdf"]\nmarkup = "leaflet/leaflet.html"\nstyles = ["card/card.css"]\n'
    )
    (folder / "card.css").write_text("@page { size: A3 }\naddress { font-style: normal }\n")
    done = run("build", "-l", "en", "-t", "card", project=project)

    assert done.returncode == 0, done.stdout
    with pikepdf.open(project / "dist" / DOCUMENT / "en" / "card.pdf") as pdf:
        assert round(float(pdf.pages[0].MediaBox[2])) == 842


@pytest.mark.slow
def test_a_document_is_nothing_but_files(project):
    source = project / "templates" / "documents" / f"{DOCUMENT}.md"
    ninth = shutil.copy(source, source.with_stem("okinawa-peace-prize-9"))
    change(
        ninth,
        "# The Laureate of the 8th Okinawa Peace Prize",
        "# The Laureate of the 9th Okinawa Peace Prize",
    )
    change(
        project / "laureate.toml",
        '"okinawa-peace-prize-8"',
        '"okinawa-peace-prize-8", "okinawa-peace-prize-9"',
    )
    done = run(
        "build", "okinawa-peace-prize-9", "-o", "html", "-o", "pdf", "-l", "en", project=project
    )

    assert done.returncode == 0, done.stdout
    page = project / "dist" / "okinawa-peace-prize-9" / "en" / "page.html"
    assert "The Laureate of the 9th Okinawa Peace Prize" in page.read_text(encoding="utf-8")


def test_reviewed_words_pass_a_release(project):
    review(project, "es")
    done = run(
        "build", "-l", "es", "-t", "page", "-o", "html", "--release", "--json", project=project
    )
    page = (project / "dist" / DOCUMENT / "es" / "page.html").read_text(encoding="utf-8")

    assert done.returncode == 0
    assert json.loads(done.stdout)["artifacts"][0]["findings"] == []
    assert 'class="draft"' not in page


def test_facts_are_those_of_the_source():
    import tomllib

    text = (ROOT / "templates" / "documents" / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    facts = tomllib.loads(text.split("+++")[1])
    source = (ROOT / "templates" / "documents" / f"{DOCUMENT}.txt").read_text(encoding="utf-8")

    [contact] = facts["contact"]
    assert contact["lines"] == ADDRESS
    assert contact["postcode"] in ADDRESS[1]
    assert contact["block"] in ADDRESS[1]
    assert contact["telephone"] in ADDRESS[2]
    assert contact["fax"] in ADDRESS[2]
    date = facts["date"]
    assert (
        f"ページ番号{facts['page_number']}  更新日 {date.year}年{date.month}月{date.day}日"
        in source
    )


@pytest.mark.editions("en")
def test_english_is_the_source_word_for_word(dist):
    import html

    source = [
        line
        for line in (
            (ROOT / "templates" / "documents" / f"{DOCUMENT}.txt").read_text("utf-8").splitlines()
        )
        if line
    ]
    page = html.unescape(
        re.sub(r"<[^>]+>", "", (dist / "en" / "page.html").read_text(encoding="utf-8"))
    )

    for line in source:
        assert line in page


WRITTEN = {
    "en": "1,234.5 A, B, and C January 11, 2024",
    "fr": "1\u202f234,5 A, B et C 11 janvier 2024",
    "ja": "1,234.5 A、B、C 2024年1月11日",
    "ne": "१,२३४.५ A,B र C २०२४ जनवरी ११",
    "fa": "۱٬۲۳۴٫۵ A،\u200f B، و C ۱۱ ژانویهٔ ۲۰۲۴",
    "ckb": "١٬٢٣٤٫٥ A, B, C ١١ی کانوونی دووەمی ٢٠٢٤",
}


@pytest.mark.slow
def test_numbers_lists_and_dates_are_written_as_the_language_does(project):
    change(
        project / "templates" / "page" / "page.html",
        '<main id="main" tabindex="-1">',
        '<main id="main" tabindex="-1">'
        '<p id="x">{{ 1234.5|number }} {{ ["A", "B", "C"]|listed }} {{ facts.date|long_date }}</p>',
    )
    chosen = [part for language in WRITTEN for part in ("-l", language)]
    done = run("build", *chosen, "-t", "page", "-o", "html", project=project)

    assert done.returncode == 0, done.stdout
    for language, written in WRITTEN.items():
        html = (project / "dist" / DOCUMENT / language / "page.html").read_text(encoding="utf-8")
        [said] = re.findall('<p id="x">(.*?)</p>', html)
        assert re.sub('<span class="held">(.*?)</span>', r"\1", said) == written


def test_the_project_file_is_told_all_its_mistakes_at_once(project):
    (project / "laureate.toml").write_text(
        'colour = "red"\ndocuments = ["Prize 8"]\nlanguages = ["ja", "xx-yy"]\nsite = 3\n'
        '[templates]\npage = "pdf"\n[books]\nbooklet = ["ja", "zz-qq"]\n',
        encoding="utf-8",
    )
    done = run("list", project=project)

    assert done.returncode == 3
    for told, line in zip(
        [
            "unknown key 'colour'",
            "'site' should be",
            "'Prize 8' is no name",
            "'page' should be a list",
            "no language 'xx-yy'",
            "no language 'zz-qq'",
        ],
        done.stderr.splitlines(),
        strict=True,
    ):
        assert line.removeprefix("laureate-print: ").startswith(f"laureate.toml: {told}")


def told(folder, settings):
    """Gives what is wrong with a project file, a line each."""
    (folder / "laureate.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ProjectError) as wrong:
        load(folder)
    return str(wrong.value).replace("laureate.toml: ", "").split("\n")


def test_nothing_is_named_twice_and_no_book_binds_what_is_not_published(tmp_path):
    assert told(
        tmp_path,
        'documents = ["a", "b", "a"]\nlanguages = ["fr", "ja", "FR"]\n[templates]\n'
        'page = ["pdf", "pdf"]\n[books]\nbooklet = ["ja", "JA", "de"]\n',
    ) == [
        "booklet in [books] binds 'de', which is none of the 'languages'",
        "documents has 'a' twice; leave one of them out",
        "languages has 'fr' twice; leave one of them out",
        "booklet in [books] has 'ja' twice; leave one of them out",
        "page in [templates] has 'pdf' twice; leave one of them out",
    ]


def test_a_site_is_an_address_that_others_may_know(tmp_path):
    for site in (
        "https://me:secret@x.example/", "https://x.example:99999/", "https://x.example:0x50/",
        "https://[::1/", "https://x.example/a/../b", "https://x.example/%zz", "https://x..example",
        "https://x.example\\\\@y.example/", f"https://{'x' * 64}.example/",
    ):  # fmt: skip
        assert told(tmp_path, f'site = "{site}"\n') == [
            "'site' should be the address of the output folder, such as https://example.org/prize"
        ], site
    for site in ("https://例え.テスト/賞/", "http://[::1]:8080/a", "https://x.example./%E8%B3%9E"):
        (tmp_path / "laureate.toml").write_text(f'site = "{site}"\n', encoding="utf-8")
        assert load(tmp_path).project.site == site


def test_no_text_is_left_out_in_silence_for_its_name(tmp_path):
    folder = tmp_path / "templates/documents"
    folder.mkdir(parents=True)
    for name in ("Notice.md", "my notice.md", "お知らせ.markdown", "a.MD"):
        (folder / name).write_text("x", encoding="utf-8")
    for name in ("b.md", "README.md", ".c.md", "~$d.md"):
        (folder / name).write_text("x", encoding="utf-8")
    answers = told(tmp_path, "")
    hint = "is no name of a document; use small letters, digits and hyphens, such as prize-8.md"
    assert answers == [
        f"templates/documents/{name} {hint}"
        for name in ("Notice.md", "a.MD", "my notice.md", "お知らせ.markdown")
    ]

    (tmp_path / "laureate.toml").write_text('documents = ["b"]', encoding="utf-8")
    assert load(tmp_path).project.documents == ("b",)


def test_no_translation_is_left_out_in_silence_for_the_name_of_its_folder(tmp_path):
    for name in ("fr", "zz", "zh_Hant", "fr copy", "en-XA", "templates"):
        folder = tmp_path / "locales" / name / ("LC_MESSAGES" if name != "templates" else "")
        folder.mkdir(parents=True)
        (folder / "a.po").write_text("")
    hint = "is known; name the folder by a BCP 47 tag such as ja or zh_Hant"
    assert told(tmp_path, "") == [
        f"locales/{name}/: no language '{name}' {hint}" for name in ("fr copy", "zz")
    ]

    (tmp_path / "laureate.toml").write_text('languages = ["fr"]', encoding="utf-8")
    assert load(tmp_path).languages == ("fr",)


@pytest.mark.parametrize(
    ("books", "bound"),
    [("", ("en", "fr", "de")), ('[books]\nbooklet = ["de", "fr"]\n', ("de", "fr"))],
)
def test_a_book_binds_what_is_published_or_what_the_project_chose(tmp_path, books, bound):
    (tmp_path / "laureate.toml").write_text(f'languages = ["en", "fr", "de"]\n{books}')
    assert languages(load(tmp_path), "booklet") == bound
    assert languages(load(tmp_path), "leaflet") == ()


def test_a_project_that_names_nothing_has_its_documents_and_the_page(project):
    (project / "laureate.toml").write_text("", encoding="utf-8")
    rows = run("list", project=project).stdout.splitlines()
    assert rows[:2] == ["documents", f"  {DOCUMENT}"]
    assert "  page     html, pdf" in rows
