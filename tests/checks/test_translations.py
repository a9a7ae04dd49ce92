"""The checks of the words: a good catalog passes; broken in one line, the check that saw it names
file and line.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from laureate_print.checks import WordsContext
from laureate_print.checks.translations import catalog_is_of_its_language, placeholders_are_kept
from laureate_print.model import Catalog, Job, Message, Single
from laureate_print.outputs import OUTPUTS
from laureate_print.sources.fonts import Fonts
from tests.conftest import DOCUMENT, change, review, run
from tests.editions import DOCUMENT_FILE

WORDS = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
INTERFACE = "locales/es/LC_MESSAGES/interface.po"
NAME = 'msgid "Japan Association for Refugees (JAR)"'
NAME_IN_SPANISH = 'msgstr "Asociación Japonesa para los Refugiados (JAR)"'
FLOOR = 'msgid "1st floor (east side), '


@pytest.fixture
def reviewed(project):
    """A project whose Spanish words a native speaker has reviewed."""
    review(project, "es")
    return project


def looked_at(project, drafts=False):
    """Gives what `check` finds in the Spanish sources; only with `drafts` that they are drafts."""
    done = run("check", "-l", "es", "--json", project=project)
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == int(any(finding["severity"] == "error" for finding in found)), (
        done.stderr
    )
    return [one for one in found if drafts or one["check"] != "translation_is_reviewed"]


def only(found):
    """Gives check, severity and place of the one finding, and its message."""
    [finding] = found
    return (finding["check"], finding["severity"], finding["where"]), finding["message"]


def place(project, path, words):
    """Gives file and line of the first line that holds these words."""
    lines = (project / path).read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}"


def test_complete_and_reviewed_words_pass(reviewed):
    assert looked_at(reviewed) == []


# every_message_is_translated


@pytest.mark.parametrize(
    ("path", "source", "translation"),
    [(WORDS, NAME, NAME_IN_SPANISH), (INTERFACE, 'msgid "Contact"', 'msgstr "Contacto"')],
    ids=["document", "interface"],
)
@pytest.mark.parametrize(
    "nothing", ['msgstr ""', 'msgstr " \u200b\u00ad\u3164"'], ids=["empty", "blank"]
)
def test_an_untranslated_message_is_an_error_at_its_line(
    project, path, source, translation, nothing
):
    change(project / path, translation, nothing)
    finding, message = only(looked_at(project))
    assert finding == ("every_message_is_translated", "error", place(project, path, source))
    assert source.removeprefix("msgid ").strip('"') in message


def test_a_message_that_the_catalog_lacks_is_an_error_that_says_who_asks_for_it(project):
    change(project / WORDS, f"{NAME}\n{NAME_IN_SPANISH}\n", "")
    [found] = looked_at(project)
    finding, message = only([found])
    assert finding == ("every_message_is_translated", "error", WORDS)
    assert "Japan Association for Refugees (JAR)" in message
    assert place(project, DOCUMENT_FILE, "## Japan Association for Refugees (JAR)") in found["hint"]
    assert "catalog update" in found["hint"]


def test_an_obsolete_message_is_no_translation(project):
    change(project / WORDS, f"{NAME}\n{NAME_IN_SPANISH}\n", f"#~ {NAME}\n#~ {NAME_IN_SPANISH}\n")
    finding, _ = only(looked_at(project))
    assert finding == ("every_message_is_translated", "error", WORDS)


def test_a_fuzzy_translation_of_another_text_is_told_and_shown_to_nobody(project):
    change(project / WORDS, NAME, f'#, fuzzy\n#| msgid "Amnesty Japan (AJ)"\n{NAME}')
    [found] = [it for it in looked_at(project) if it["check"] == "every_message_is_translated"]

    assert found["severity"] == "error"
    assert "its fuzzy translation is of 'Amnesty Japan (AJ)'" in found["hint"]


def test_an_untranslated_message_writes_nothing(project, tmp_path):
    change(project / WORDS, NAME_IN_SPANISH, 'msgstr ""')
    done = run(
        "build", "-l", "es", "-t", "page", "-o", "html", "--out", tmp_path / "out", project=project
    )
    assert done.returncode == 1
    assert f"{place(project, WORDS, NAME)}: error: not translated" in done.stdout
    assert not (tmp_path / "out").exists()


# catalog_is_of_its_language


@pytest.mark.parametrize(
    ("tag", "declared", "told"),
    [
        ("fr", "de", True), ("fr", "de_AT", True), ("zh-Hans", "ja", True), ("fr", "", False),
        ("fr", "fr_CA.UTF-8", False), ("ja-simple", "ja", False), ("nb", "no", False),
        ("fil", "tl", False), ("zh-Hant", "zh_TW", False), ("kmr", "ku", False),
    ],
)  # fmt: skip
def test_a_catalog_of_another_language_is_told(tag, declared, told):
    catalog = Catalog("notice", tag, f"{tag}.po", {}, declared=declared)
    context = WordsContext(
        job=Job("notice", "page", Single(tag), OUTPUTS["html"]),
        catalogs=(catalog,),
        wanted={"notice": {}},
        fonts=Fonts({}, {}),
        language=tag,
    )
    found = [(it.where, it.severity) for it in catalog_is_of_its_language(context)]
    assert found == [(f"{tag}.po", "warning")] * told


# placeholders_are_kept


def test_placeholders_may_change_their_order(project):
    change(
        project / WORDS,
        "{block} Izumizaki, Naha, Okinawa {postcode}, Japón",
        "{postcode} Okinawa, Naha, Japón, {block} Izumizaki",
    )
    assert looked_at(project) == []


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("Okinawa {postcode}, Japón", "Okinawa, Japón", "placeholder {postcode} is lost"),
        (
            "Okinawa {postcode}, Japón",
            "Okinawa {city} {postcode}, Japón",
            "placeholder {city} is invented",
        ),
        (
            "Okinawa {postcode}, Japón",
            "Okinawa {postcode} {postcode}, Japón",
            "placeholder {postcode} is invented",
        ),
        ("Okinawa {postcode}, Japón", "Okinawa {postcode}, Japón}", "a brace without its pair"),
    ],
    ids=["lost", "invented", "repeated", "brace"],
)
def test_a_changed_placeholder_is_an_error_at_the_line_of_its_message(project, old, new, answer):
    change(project / WORDS, old, new)
    finding, message = only(looked_at(project))
    assert finding == ("placeholders_are_kept", "error", place(project, WORDS, FLOOR))
    assert answer in message


def found_in_placeholders(source, text):
    """Gives what the check says of one message."""
    catalog = Catalog(
        "words", "es", "es.po", {source: Message(source, text, "es.po:7", "reviewed")}
    )
    case = WordsContext(
        job=Job("words", "page", Single("es"), OUTPUTS["html"]),
        catalogs=(catalog,),
        wanted={"words": {source: "words.html:1"}},
        fonts=Fonts({}, {}),
        language="es",
    )
    return [finding.message for finding in placeholders_are_kept(case)]


names = some.lists(some.text("abcdefghij_", min_size=1), min_size=1)
prose = some.text(some.characters(exclude_characters="{}", exclude_categories=["Cs"]))


def sentence(parts, words):
    """Gives a text with these placeholders between words."""
    return words + words.join(f"{{{name}}}" for name in parts) + words


@given(names, prose, prose, some.randoms())
def test_placeholders_in_any_order_and_among_any_words_are_kept(parts, words, other_words, chance):
    moved = chance.sample(parts, len(parts))
    assert found_in_placeholders(sentence(parts, words), sentence(moved, other_words)) == []


@given(names, prose, some.data())
def test_whichever_placeholder_is_lost_or_invented_is_named(parts, words, data):
    name = data.draw(some.sampled_from(parts))
    whole, rest = (
        sentence(parts, words),
        sentence([*parts[: parts.index(name)], *parts[parts.index(name) + 1 :]], "un "),
    )
    [lost] = found_in_placeholders(whole, rest)
    [invented] = found_in_placeholders(rest, whole)
    assert lost.startswith(f"placeholder {{{name}}} is lost")
    assert invented.startswith(f"placeholder {{{name}}} is invented")


# markup_is_that_of_the_source


@pytest.fixture
def emphasised(project):
    """A project in which the laureate's name has emphasis, in the template and in the translation."""
    change(
        project / DOCUMENT_FILE,
        "## Japan Association for Refugees (JAR)",
        "## Japan Association for Refugees (*JAR*)",
    )
    change(project / WORDS, NAME, NAME.replace("JAR", "*JAR*"))
    change(project / WORDS, NAME_IN_SPANISH, NAME_IN_SPANISH.replace("JAR", "*JAR*"))
    return project


def test_markup_of_the_source_passes(emphasised):
    assert looked_at(emphasised) == []


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        ("*JAR)", "markup *…* is missing"),
        ("*JAR*<br>)", "markup <br> is not in the source text"),
    ],
    ids=["missing", "more"],
)
def test_changed_markup_is_an_error_at_the_line_of_its_message(emphasised, new, answer):
    change(emphasised / WORDS, 'Refugiados (*JAR*)"', f'Refugiados ({new}"')
    finding, message = only(looked_at(emphasised))
    assert finding == (
        "markup_is_that_of_the_source",
        "error",
        place(emphasised, WORDS, 'msgid "Japan Association'),
    )
    assert message == answer


# translation_is_reviewed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('msgid "Contact"\n', '#, fuzzy\nmsgid "Contact"\n'),
        ('msgstr "Contacto"', 'msgstr "Contáctenos"'),
    ],
    ids=["needs work", "changed since"],
)
def test_what_nobody_has_reviewed_as_it_stands_is_a_draft(reviewed, old, new):
    change(reviewed / INTERFACE, old, new)
    found = looked_at(reviewed, drafts=True)
    finding, message = only([it for it in found if it["check"] == "translation_is_reviewed"])
    where = place(reviewed, INTERFACE, 'msgid "Contact"')
    assert finding == ("translation_is_reviewed", "warning", where)
    assert "1 of " in message


def test_a_draft_is_written_and_says_so(project, tmp_path):
    out = tmp_path / "out"
    done = run("build", "-l", "es", "-t", "page", "-o", "html", "--out", out, project=project)
    assert done.returncode == 0
    assert done.stdout.endswith("; 1 language is a draft\n")
    assert "Traducción provisional" in (out / DOCUMENT / "es/page.html").read_text(encoding="utf-8")


def test_a_release_refuses_a_draft(reviewed, tmp_path):
    change(reviewed / WORDS, NAME, f"#, fuzzy\n{NAME}")
    out = tmp_path / "out"
    done = run(
        "build",
        "-l",
        "es",
        "-t",
        "page",
        "-o",
        "html",
        "--release",
        "--json",
        "--out",
        out,
        project=reviewed,
    )
    finding, _ = only(json.loads(done.stdout)["artifacts"][0]["findings"])
    assert done.returncode == 1
    assert finding == ("translation_is_reviewed", "error", place(reviewed, WORDS, NAME))
    assert not out.exists()


def test_a_release_writes_what_is_reviewed(reviewed, tmp_path):
    out = tmp_path / "out"
    done = run(
        "build", "-l", "es", "-t", "page", "-o", "html", "--release", "--out", out, project=reviewed
    )
    assert done.returncode == 0, done.stdout
    assert "provisional" not in (out / DOCUMENT / "es/page.html").read_text(encoding="utf-8")
