"""`new` makes a project that builds at once, and takes over a text from Word or Markdown."""

import json
import re
import tomllib

import pypdfium2
import pytest

from laureate_print.cli.arguments import parser
from laureate_print.errors import LaureateError
from laureate_print.sources import documents, load
from laureate_print.sources.print_settings import print_settings
from laureate_print.sources.templates import languages, template_names
from laureate_print.sources.theme import theme
from laureate_print.start.project_folder import new
from tests.conftest import ROOT, run
from tests.start.test_word import LETTER, png
from tests.start.word_file import note, p, picture, table, word


def text_of(path):
    """The text of a PDF as Chrome reads it, without spaces and line ends."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return re.sub(r"\s", "", "".join(pages))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "other", "kinds"), [("ja", "en", ["html", "pdf"]), ("en", "ja", ["html"])]
)
def test_a_new_project_builds_at_once_in_both_languages(tmp_path, language, other, kinds):
    folder = tmp_path / "prize"
    begun = run("new", folder, "--language", language)
    outputs = (part for kind in kinds for part in ("-o", kind))
    built = run("build", *outputs, project=folder)

    assert begun.returncode == built.returncode == 0, begun.stderr + built.stdout
    assert begun.stdout.splitlines()[-1] == f"next: laureate-print --project {folder} build"
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert made == {
        "README.md", "laureate.toml", "locales/announcement.pot",
        f"locales/{other}/LC_MESSAGES/announcement.po", "templates/documents/announcement.md",
        *(f"dist/announcement/{tag}/page.{kind}" for tag in ("ja", "en") for kind in kinds),
        "dist/announcement/index.html", "dist/.laureate-print.json",
    }  # fmt: skip
    assert "error" not in built.stdout
    if "pdf" in kinds:
        assert "走る図書館" in text_of(folder / "dist/announcement/ja/page.pdf")
        assert "LibraryonWheels" in text_of(folder / "dist/announcement/en/page.pdf")
    page = (folder / f"dist/announcement/{language}/page.html").read_text(encoding="utf-8")
    assert 'class="draft"' not in page  # it is the source itself, whatever its labels are
    if language == "ja":
        assert (
            built.stdout.count("has reviewed the labels in 日本語") == 2
        )  # the list shows one too
        assert f"announcement/{language}/page.pdf: warning: draft" not in built.stdout


@pytest.mark.slow
def test_a_project_in_a_language_without_labels_builds_with_english_ones(tmp_path):
    """A Hebrew author has no translator; Georgian and German go the same way."""
    (tmp_path / "text.md").write_text("# פרס השלום\n\nהעיר חיפה.[^a]\n\n[^a]: הערה.\n")
    begun = run("new", tmp_path / "he", "--from", tmp_path / "text.md", "--language", "he")
    built = run("build", "-o", "html", "--json", project=tmp_path / "he")
    page = (tmp_path / "he/dist/text/he/page.html").read_text(encoding="utf-8")

    assert begun.returncode == built.returncode == 0, built.stdout
    [made] = json.loads(built.stdout)["artifacts"]
    told = [it for it in made["findings"] if it["check"] == "every_message_is_translated"]
    assert [it["message"] for it in told] == [
        "labels stand in English, for they are not translated into עברית"
    ]
    assert told[0]["where"] == "locales/he/LC_MESSAGES/interface.po"
    assert (tmp_path / "he" / told[0]["where"]).is_file()
    assert '<span lang="en" dir="ltr">Notes</span></h2>' in page
    assert 'class="draft"' not in page


def test_the_samples_have_the_same_messages_in_each_language(tmp_path):
    """The catalogs of a new project are paired by their order."""
    asked = {}
    for tag in ("ja", "en"):
        list(new(tmp_path / tag, tag=tag))
        asked[tag] = documents.asked_of(load(tmp_path / tag), "announcement")
    ja, en = asked.values()
    notes = [[len(it.comments) for it in messages] for messages in (ja, en)]
    assert notes[0] == notes[1]
    marks = [[re.sub(r"[^*\[\]^()]", "", it.source) for it in messages] for messages in (ja, en)]
    assert marks[0] == marks[1]
    assert all(not re.search("[ぁ-ん]", it.source) for it in en)


@pytest.mark.slow
def test_a_letter_with_a_picture_a_table_and_two_notes_is_built(tmp_path):
    letter = tmp_path / "通知 2026.docx"
    letter.write_bytes(
        word(
            p("第9回平和賞の決定", style="a3"), p("受賞者が決まりました。", note(1)),
            p(picture("p1", "式典の写真")), p("図1 式典", style="ae"), p("表1 応募", style="ae"),
            table(["年", "応募数"], ["2024", "12"], ["2026", "31"]), p("以上です。", note(2)),
            notes=["第一の注。", "第二の注。"], company="例県",
            relations=[("p1", "image", "media/1.png")], parts=[("word/media/1.png", png(400, 200))],
        )
    )  # fmt: skip
    folder = tmp_path / "project"
    begun = run("new", folder, "--from", letter)
    built = run("build", "-o", "html", "-o", "pdf", project=folder)

    assert begun.returncode == 0, begun.stderr
    assert "made: " in begun.stdout
    assert "still to be written, between ◆ ◆" in begun.stdout
    assert built.returncode == 0, built.stdout
    assert (folder / "locales/en/LC_MESSAGES/announcement.po").is_file()
    text = text_of(folder / "dist/announcement/ja/page.pdf")
    for words in (
        "第9回平和賞の決定",
        "受賞者が決まりました",
        "図1式典",
        "表1応募",
        "31",
        "第一の注",
        "第二の注",
    ):
        assert words in text
    page = (folder / "dist/announcement/ja/page.html").read_text(encoding="utf-8")
    assert 'alt="式典の写真"' in page
    assert page.count('role="doc-noteref"') == 2
    assert '<th scope="col"' in page


def test_all_that_a_letter_holds_is_a_document_without_a_slip(tmp_path):
    (tmp_path / "letter.docx").write_bytes(LETTER)
    told = list(new(tmp_path / "project", tmp_path / "letter.docx"))

    assert len([line for line in told if line.startswith("letter.docx: ")]) == 17
    found = documents.document(load(tmp_path / "project"), "letter")
    assert (found.facts["publisher"], found.title) == ("例県", "第9回平和賞の決定について")
    assert found.description == "難民《なんみん》と第｜9回《きゅうかい》の支え。"
    assert set(found.body.notes) == {"1", "2"}
    assert sorted(path.name for path in (tmp_path / "project").rglob("*.png")) == [
        f"picture-{number}.png" for number in range(1, 5)
    ]


TASKS = "- [x] done\n- [ ] [open](https://example.org/)\n"
MARKDOWN = """\
---
title: Not this one
---

The Prize
=========

Words with a [link](https://example.org/) and ![a star](<img/my star.png>).<br>A second line.\tEnd.

# One more title

![](https://example.org/far.png) <u>HTML</u>

[^1]: A note without a call
"""


def test_markdown_brings_its_pictures_and_what_has_to_be_mended_is_told_by_line(tmp_path):
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "my star.png").write_bytes(png())
    (tmp_path / "Prize 9.md").write_text(f"{MARKDOWN}\n{TASKS}", encoding="utf-8")
    told = "\n".join(new(tmp_path / "project", tmp_path / "Prize 9.md"))
    path = tmp_path / "project" / "templates" / "documents" / "prize-9.md"
    body = path.read_text(encoding="utf-8").split("+++\n")[2]

    assert body.startswith("\n# The Prize\n\nWords with a [link](https://example.org/)")
    assert "![a star](<picture-1.png>).\\\nA second line." in body
    assert "\t" not in body
    assert "\n## One more title\n" in body
    assert "- ☑ done\n- ☐ [open](https://example.org/)" in body
    assert (path.with_suffix("") / "picture-1.png").read_bytes() == png()
    assert "Prize 9.md:1: the facts before the text are left out" in told
    assert "it has 2 titles; all headings but the first go down by one" in told
    rows = path.read_text(encoding="utf-8").split("\n")
    line = next(number for number, row in enumerate(rows, 1) if "<u>" in row)
    assert (
        f"templates/documents/prize-9.md:{line}: https://example.org/far.png lies elsewhere" in told
    )
    assert f"templates/documents/prize-9.md:{line}: <u> is HTML" in told


@pytest.mark.parametrize("way", ["../own.png", "link.png", "inside/../../own.png"])
def test_markdown_takes_no_picture_from_outside_its_folder(tmp_path, way):
    """Whoever wrote it knows where something lies, and may not have it published."""
    (tmp_path / "letter" / "inside").mkdir(parents=True)
    (tmp_path / "own.png").write_bytes(png())
    (tmp_path / "letter" / "link.png").symlink_to("../own.png")
    (tmp_path / "letter" / "text.md").write_text(f"# Peace\n\n![a star]({way})\n")
    told = "\n".join(new(tmp_path / "project", tmp_path / "letter" / "text.md"))

    assert f"text.md: the picture {way} lies outside its folder; put it beside it" in told
    assert not [*(tmp_path / "project").rglob("*.png")]


@pytest.mark.parametrize("way", ["none.png", "x" * 70_000, "%00.png"])
def test_a_picture_that_no_system_can_have_is_told_like_one_that_is_not_there(tmp_path, way):
    (tmp_path / "text.md").write_text(f"# Peace\n\n![a star]({way})\n")
    told = "\n".join(new(tmp_path / "project", tmp_path / "text.md"))

    assert f"text.md: there is no picture {way.replace('%00', chr(0))[:120]}" in told


@pytest.mark.parametrize(
    ("words", "language", "charset"),
    [
        ("発表します。", "ja", "cp932"),
        ("平和賞を発表します。", "ja", "euc_jp"),
        ("The prize of the Sea, 海の橋, was announced", "en", "utf-8"),
        ("発表 docs/annual.report.on.books です", "ja", "utf-8"),
        ("발표합니다.", "ko", "utf-8-sig"),
        ("نعلن الفائز", "ar", "utf-8"),
        ("ကြေညာသည်", "my", "utf-8"),
        ("घोषणा", "hi", "utf-8"),
        ("ประกาศ", "th", "utf-8"),
        ("Nous annonçons", "en", "utf-8"),
    ],
)
def test_the_language_is_seen_from_the_letters(tmp_path, words, language, charset):
    (tmp_path / "text.md").write_bytes(f"# {words}\n\n{words}\n".encode(charset))
    told = list(new(tmp_path / "project", tmp_path / "text.md"))
    settings = tomllib.loads((tmp_path / "project/laureate.toml").read_text(encoding="utf-8"))

    assert (settings["source_language"], settings["languages"]) == (language, [language])
    read_as = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(charset)
    assert any(f"read as {read_as}," in line for line in told) == bool(read_as)
    assert any(line.endswith("today’s") for line in told)
    project = load(tmp_path / "project")
    title = documents.document(project, "text").title
    assert title == words.replace(
        "koho.heiwa.gaiko@pref.example.jp", "<koho.heiwa.gaiko@pref.example.jp>"
    )
    for template in ("booklet", "index"):  # of those published alone, whatever the form prefers
        assert languages(project, template) == (language,)


def test_what_cannot_be_begun_is_one_line_and_nothing_is_left_behind(tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    before = sorted(tmp_path.rglob("*"))
    fresh = tmp_path / "new"
    for arguments, code, told in (
        ((full,), 2, "is there and not empty"),
        ((fresh, None, "tlh-xx"), 2, "no language 'tlh-xx' is known"),
        ((fresh, None, "fr"), 2, "bring a text: --from FILE"),
        ((fresh, tmp_path / "none.docx"), 3, "cannot read"),
        ((fresh, tmp_path / "sheet.xlsx"), 3, "save it as Word"),
        ((full / "mine.txt" / "new",), 4, "cannot write"),
    ):
        with pytest.raises(LaureateError) as refused:
            list(new(*arguments))
        assert refused.value.exit_code == code, arguments
        assert told in str(refused.value)
        assert "\n" not in str(refused.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_each_line_of_the_project_file_is_explained_and_right(tmp_path):
    """What the comments of the project file offer works when the # is taken away."""
    for tag in ("ja", "en"):
        list(new(tmp_path / tag, tag=tag))
        path = tmp_path / tag / "laureate.toml"
        text = path.read_text(encoding="utf-8")
        offered = re.sub(r"^# (?=[a-z_]+ = |\[[a-z]+\]$)", "", text, flags=re.MULTILINE)
        assert offered.count("\n# ") < text.count("\n# ") - 8
        (tmp_path / tag / "theme").mkdir()
        drawing = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
        )
        (tmp_path / tag / "theme" / "emblem.svg").write_text(drawing)
        path.write_text(offered, encoding="utf-8")
        sources = load(tmp_path / tag)
        assert "poster" in template_names(sources)
        assert theme(sources).emblem.path == "theme/emblem.svg"
        assert print_settings(sources).total_ink == 300


def test_the_readme_tells_the_owner_of_no_command_that_there_is_not():
    for tag in ("ja", "en"):
        text = (ROOT / f"src/laureate_print/start/samples/{tag}/README.md").read_text("utf-8")
        for command in set(re.findall(r"`laureate-print ([a-z]+(?: [a-z]+)?)`", text)):
            with pytest.raises(SystemExit) as shown:
                parser().parse_args([*command.split(), "--help"])
            assert shown.value.code == 0, command
