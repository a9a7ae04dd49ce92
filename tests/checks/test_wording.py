"""The checks of the wording: a good translation passes; the same broken in one place is told, by
its own check.
"""

import json
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from laureate_print.checks import CHECKS, WordsContext, suppressions
from laureate_print.checks.characters import (
    no_character_is_invisible,
    no_entity_is_typed,
    no_space_at_the_ends,
    no_space_is_doubled,
    text_is_normalized,
    words_are_of_one_script,
)
from laureate_print.checks.furigana import every_kanji_has_its_reading, readings_are_whole
from laureate_print.checks.glossary import names_are_those_of_the_glossary, terms
from laureate_print.checks.numbers import numbers_are_those_of_the_source
from laureate_print.checks.punctuation import (
    brackets_and_quotes_pair,
    end_is_punctuated_as_the_source,
    quotes_are_not_straight,
    unpaired,
)
from laureate_print.checks.suppressions import every_suppression_is_known
from laureate_print.checks.wording import (
    length_is_that_of_the_source,
    no_word_is_doubled,
    source_is_translated,
)
from laureate_print.model import Catalog, Job, Message, Single
from laureate_print.outputs import OUTPUTS
from laureate_print.sources.fonts import Fonts
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, run


def answer(check, tag, source, text, flags=(), glossary=None, markdown=()):
    """Gives what a check finds in one message; each finding bears the check's name and the
    message's place.
    """
    message = Message(source, text, f"{tag}.po:7", "reviewed", frozenset(flags))
    case = WordsContext(
        job=Job("words", "page", Single(tag), OUTPUTS["html"]),
        catalogs=(Catalog("words", tag, f"{tag}.po", {source: message}),),
        wanted={"words": {source: "words.html:1"}},
        fonts=Fonts({}, {}),
        language=tag,
        glossary=glossary or {},
        markdown=frozenset(markdown),
    )
    found = list(check(case))
    assert {(finding.check, finding.where) for finding in found} <= {
        (check.__name__, f"{tag}.po:7")
    }
    return found


def only(found, severity):
    """Gives the message of the one finding."""
    [finding] = found
    assert finding.severity == severity
    return finding.message


# Each line: check, severity, suppression, language, source, a good translation, the same broken in
# one place.
LONG = (
    "They also provide practical support for living in Japan, such as help with the language, to"
    " each of the families."
)
SAMPLES = [
    (source_is_translated, "warning", "unchanged", "es", "Other languages", "Otros idiomas", "Other languages"),
    (source_is_translated, "warning", "unchanged", "ja", "Contact", "連絡先", "Contact"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "es", "It was founded.", "Se fundó.", "Se fundó"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "ja", "It was born.", "できた。", "できた."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "hi", "It was founded.", "हुई।", "हुई."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "ur", "It was founded.", "ہے۔", "ہے."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "am", "It was founded.", "ነው።", "ነው"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "km", "It was founded.", "នេះ។", "នេះ"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "my", "It was founded.", "သည်။", "သည်"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "th", "It was founded.", "ก่อตั้ง", "ก่อตั้ง."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "lo", "It was founded.", "ນີ້", "ນີ້."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "ar", "Who is it?", "من؟", "من?"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "ko", "A title", "제목", "제목."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "es", "Wait…", "Espere…", "Espere."),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "es", "Welcome!", "¡Bienvenidos!", "¡Bienvenidos"),
    (end_is_punctuated_as_the_source, "warning", "end-punctuation", "zh-Hant", "Contact:", "聯絡：", "聯絡。"),
    (no_word_is_doubled, "warning", "doubled-words", "es", "of the prize", "del premio", "del del premio"),
    (no_word_is_doubled, "warning", "doubled-words", "ru", "of the prize", "в Японии", "в В Японии"),
    (no_space_is_doubled, "warning", "doubled-spaces", "es", "the prize", "el premio", "el  premio"),
    (no_space_is_doubled, "warning", "doubled-spaces", "fr", "the prize", "le prix", "le \u00a0prix"),
    (no_space_at_the_ends, "error", "", "es", "the prize", "el premio", "el premio "),
    (no_space_at_the_ends, "error", "", "ja", "the prize", "平和賞", "\u3000平和賞"),
    (no_space_at_the_ends, "error", "", "es", "the prize ", "el premio ", "el premio"),
    (brackets_and_quotes_pair, "warning", "pairs", "es", "the (JAR) «prize»", "el (JAR) «premio»", "el (JAR «premio»"),
    (brackets_and_quotes_pair, "warning", "pairs", "es", "a “prize”", "un «premio»", "un «premio”"),
    (brackets_and_quotes_pair, "warning", "pairs", "de", "a “prize”", "ein „Preis“", "ein Preis”"),
    (brackets_and_quotes_pair, "warning", "pairs", "ja", "a (prize)", "賞（JAR）", "賞（JAR)"),
    (brackets_and_quotes_pair, "warning", "pairs", "ja", "a “prize”", "「平和『賞』」", "「平和『賞」』"),
    (quotes_are_not_straight, "warning", "straight-quotes", "fr", "a prize", "l’<b id='x'>a</b>", "l'<b id='x'>a</b>"),
    (quotes_are_not_straight, "warning", "straight-quotes", "es", "“prize”", "“premio”", '"premio"'),
    (numbers_are_those_of_the_source, "warning", "numbers", "es", "in 1999", "en 1999", "en 1998"),
    (numbers_are_those_of_the_source, "warning", "numbers", "my", "in 1999", "၁၉၉၉ ခုနှစ်", "၁၉၉၈ ခုနှစ်"),
    (numbers_are_those_of_the_source, "warning", "numbers", "es", "in 1999", "en 1999", "en aquel año"),
    (numbers_are_those_of_the_source, "warning", "numbers", "ar", "the 8th prize", "الجائزة الثامنة", "الجائزة 9"),
    (numbers_are_those_of_the_source, "warning", "numbers", "ja", "over fifteen years", "15年以上", "16年以上"),
    (length_is_that_of_the_source, "warning", "length", "es", LONG, "x" * len(LONG), "x" * (len(LONG) // 3)),
    (length_is_that_of_the_source, "warning", "length", "zh-Hant", LONG, "字" * 40, "字" * 100),
    (text_is_normalized, "error", "", "vi", "the prize", "giải", unicodedata.normalize("NFD", "giải")),
    (text_is_normalized, "error", "", "ja", "the prize", "神\ufa19と葛\U000e0100", "か\u3099賞"),
    (no_character_is_invisible, "error", "", "ar", "the prize", "الجائزة", "\u200fالجائزة"),
    (no_character_is_invisible, "error", "", "fa", "the prize", "می\u200cروم", "می\u00adروم"),
    (no_character_is_invisible, "error", "", "my", "the prize", "ဆု\u200bရှင်", "ဆု\ufeffရှင်"),
    (no_character_is_invisible, "error", "", "es", "the prize", "el premio", "el premio\u0007"),
    (no_character_is_invisible, "error", "", "es", "the prize", "el premio", "\u2067el premio\u2069"[:-1]),
    (no_character_is_invisible, "error", "", "de", "a word", "Frei\u00adwilligen\u00adarbeit", "Frei\u200ewilligen"),
    (no_character_is_invisible, "error", "", "en", "the prize", "the\nprize", "the \u202eprize"),
    (no_character_is_invisible, "error", "", "en", "the prize", "the\nprize", "the\u2028prize"),
    (no_entity_is_typed, "error", "", "fr", "Association: peace", "Association\u00a0: paix", "Association&nbsp;: paix"),
    (no_entity_is_typed, "error", "", "ja", "A & B", "AT&T; R&D", "A &amp; B"),
    (no_entity_is_typed, "error", "", "ar", "peace", "السلام", "&#x202B;السلام"),
    (words_are_of_one_script, "error", "", "ru", "Association", "Ассоциация", "Aссоциация"),
    (words_are_of_one_script, "error", "", "uk", "a module", "модифікатор", "модифiкатор"),
    (words_are_of_one_script, "error", "", "el", "Greece", "Ελλάδα", "EλλάδA"),
    (words_are_of_one_script, "error", "", "hy", "Armenian", "հայերեն", "հայeրեն"),
    (words_are_of_one_script, "error", "", "fr", "Contact", "Contact", "Сontact"),
    (readings_are_whole, "error", "", "ja", "refugees", "一ヶ月《いっかげつ》、𠮟《しか》る", "ヶ月《》"),
    (readings_are_whole, "error", "", "ja", "a title", "｜《海《うみ》の橋》と｜《平和｜》の", "《海の橋》"),
    (readings_are_whole, "error", "", "ja", "refugees", "難民《なんみん》の人", "難民《なんみんの人"),
    (readings_are_whole, "error", "", "ja", "refugees", "難民《なんみん》の人", "難民《》の人"),
    (readings_are_whole, "error", "", "ja", "refugees", "難民《なんみん》の人", "難民の《なんみん》人"),
    (readings_are_whole, "error", "", "ja", "the 8th", "｜第8回《だいはっかい》", "｜第8回"),
    (readings_are_whole, "error", "", "ja-simple", "a month", "一ヶ月《いっかげつ》 \U00020b9fる", "ヶ月《いっかげつ》《》"),
    (every_kanji_has_its_reading, "warning", "readings", "ja-simple", "a scolding", "\U00020b9f《しか》る 葛\U000e0100《くず》", "\U00020b9fる"),
    (every_kanji_has_its_reading, "warning", "readings", "ja-simple", "a person", "その 人《ひと》", "その 人"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "severity", "suppression", "tag", "source", "good", "broken"), SAMPLES
)
def test_a_good_translation_passes_and_the_same_broken_is_told(
    check, severity, suppression, tag, source, good, broken
):
    assert answer(check, tag, source, good) == []
    only(answer(check, tag, source, broken), severity)


@pytest.mark.parametrize(
    ("check", "severity", "suppression", "tag", "source", "good", "broken"), SAMPLES
)
def test_a_flag_waives_a_warning_and_no_error(
    check, severity, suppression, tag, source, good, broken
):
    flags = (
        {f"ignore-{suppression}"}
        if suppression
        else {f"ignore-{name}" for name in suppressions.WAIVERS}
    )

    assert bool(answer(check, tag, source, broken, flags)) == (severity == "error")


def test_every_check_of_the_wording_has_its_sample_and_is_in_the_table():
    checks = {check for check, *_ in SAMPLES} | {
        names_are_those_of_the_glossary,
        every_suppression_is_known,
    }
    of_translations = {
        check for check in CHECKS.words if check.__module__.endswith(".translations")
    }

    assert checks | of_translations == set(CHECKS.words)
    assert {suppression for _, _, suppression, *_ in SAMPLES if suppression} | {"glossary"} == set(
        suppressions.WAIVERS
    )


def test_the_flags_are_told_to_translators():
    answer_there = (ROOT / "docs" / "how-to-add.md").read_text(encoding="utf-8")

    assert all(f"| `ignore-{name}` |" in answer_there for name in suppressions.WAIVERS)


@pytest.mark.slow
def test_the_committed_catalogs_have_no_warning_but_that_they_are_drafts():
    languages = [part for tag in LANGUAGES for part in ("-l", tag)]
    found = json.loads(run("check", *languages, "--json").stdout)["findings"]
    # "Japan Association for Refugees" is said so in Filipino; its glossary knows.
    ours = [one for one in found if one["check"] not in ("translation_is_reviewed",)]

    assert ours == []


# source_is_translated


@pytest.mark.parametrize(
    ("tag", "source"),
    [
        ("fr", "Contact"),
        ("es", "Fax: {fax}"),
        ("ja", "JAR"),
        ("ja", "{number} / {total}"),
        ("en-GB", "Other languages"),
    ],
)
def test_what_may_be_the_same_passes(tag, source):
    assert answer(source_is_translated, tag, source, source) == []


def test_a_term_that_the_glossary_keeps_may_be_the_same():
    name = "Japan Association for Refugees (JAR)"

    assert only(answer(source_is_translated, "fil", name, name), "warning").startswith(
        "the translation is the source"
    )
    kept = {"Japan Association for Refugees": ("Japan Association for Refugees",)}
    assert answer(source_is_translated, "fil", name, name, glossary=kept) == []


# end_is_punctuated_as_the_source


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [
        ("ja", "They say “yes.”", "「はい。」"),
        ("ja", "They work (in Japan).", "活動します（日本）。"),
        ("zh-Hans", "Who is it?", "是谁？"),
        ("ja", "Who is it?", "だれですか。"),
        ("es", "Wait...", "Espere…"),
        ("de", "An association", "Ein Verein (e.V.)"),
        ("es", "Japan {postcode}", "{postcode}"),
        ("el", "Who is it?", "Ποιος;"),
        ("mr", "It was founded.", "आहे."),
        ("th", "Who is it?", "ใคร"),
        ("es", "A <b>word.</b>", "Una <b>palabra.</b>"),
    ],
)
def test_ends_by_the_custom_of_the_script_pass(tag, source, text):
    assert answer(end_is_punctuated_as_the_source, tag, source, text) == []


# no_word_is_doubled


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("id", "orang orang"),
        ("tr", "yavaş yavaş"),
        ("hi", "अलग अलग"),
        ("fr", "nous nous réunissons"),
        ("es", "premio, premio"),
        ("es", "{number} {number}"),
        ("es", "— —"),
    ],
)
def test_words_that_may_follow_themselves_pass(tag, text):
    assert answer(no_word_is_doubled, tag, "a source", text) == []


words = some.text(some.characters(categories=["Ll", "Lu"]), min_size=1)


@given(some.lists(words, min_size=1, max_size=8, unique_by=str.casefold), some.data())
def test_whichever_word_is_doubled_is_named(sentence, data):
    assume(all(len({a.casefold(), b.casefold()}) == 2 for a, b in pairwise(sentence)))
    place = data.draw(some.integers(0, len(sentence) - 1))

    assert answer(no_word_is_doubled, "es", "a source", " ".join(sentence)) == []
    doubled = [*sentence[: place + 1], *sentence[place:]]
    assert f"'{sentence[place]}' stands twice" in only(
        answer(no_word_is_doubled, "es", "s", " ".join(doubled)), "warning"
    )


# spaces


def test_an_ideographic_space_is_fine_in_japanese():
    assert answer(no_space_is_doubled, "ja", "a source", "沖縄県\u3000 知事公室") == []
    assert answer(no_space_is_doubled, "es", "a source", "Okinawa\u3000 Naha") != []


# brackets_and_quotes_pair


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "the refugees’ rights, JAR’s ‘aims’ and ’90s"),
        ("uz", "o‘zbek tili"),
        ("pl", "„nagroda” i «inna»"),
        ("sv", "ett ”pris”"),
        ("da", "en »pris«"),
        ("ur", "”انعام“ اور “انعام”"),
        ("ar", "(JAR) «جائزة»"),
        ("ja", "「賞（JAR）」"),
        ("fr", "« l’aide « d’urgence » »"),
    ],
)
def test_pairs_of_any_custom_pass(tag, text):
    assert answer(brackets_and_quotes_pair, tag, "a source", text) == []


def test_what_the_source_leaves_open_the_translation_may():
    assert answer(brackets_and_quotes_pair, "es", "1) first", "1) primero") == []


kinds = some.sampled_from(["()", "（）", "«»", "„“", "「」", "『』", "‹›"])
nested = some.recursive(
    some.text("ab é字", max_size=5),
    lambda inner: some.tuples(
        some.sampled_from(["()", "（）", "«»", "„“", "「」", "『』", "‹›"]), inner, inner
    ).map(lambda parts: parts[0][0] + parts[1] + parts[0][1] + parts[2]),
    max_leaves=12,
)


@given(nested, some.data())
def test_nested_pairs_pass_and_one_mark_less_is_seen(text, data):
    assert unpaired(text) == ""
    marks = [
        place
        for place, character in enumerate(text)
        if not character.isalpha() and character != " "
    ]
    assume(marks)
    place = data.draw(some.sampled_from(marks))
    assert unpaired(text[:place] + text[place + 1 :])


# numbers_are_those_of_the_source


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [
        ("ar", "the 8th prize of 1999", "الجائزة الثامنة لعام 1999"),
        ("fa", "in 1999", "در ۱۹۹۹"),
        ("ja", "in 1999", "一九九九年に"),
        ("ti", "in 1999", "፲፱፻፺፱"),
        ("de", "10,000 people", "10.000 Menschen"),
        ("fr", "10,000 people", "10\u202f000 personnes"),
        ("de", "3.5 years", "3,5 Jahre"),
        ("hi", "100,000 people", "१,००,००० लोग"),
        ("es", "In 1999 500 people", "En 1999, 500 personas"),
        ("ja", "for fifteen plus years, twice", "15年以上、2回"),
        ("es", "1st floor", "planta baja"),
        ("es", "{block} Naha", "Naha {block}"),
    ],
)
def test_numbers_in_any_digits_and_ordinals_in_words_pass(tag, source, text):
    assert answer(numbers_are_those_of_the_source, tag, source, text) == []


DIGITS = [
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "၀၁၂၃၄၅၆၇၈၉",
    "០១២៣៤៥៦៧៨៩",
]


@given(
    some.integers(1000, 9999), some.sampled_from(DIGITS), some.integers(0, 3), some.integers(1, 9)
)
def test_a_wrong_digit_is_found_in_every_script(year, digits, place, more):
    def written(number):
        return "".join(digits[int(digit)] for digit in number)

    wrong = str(year)[:place] + str((int(str(year)[place]) + more) % 10) + str(year)[place + 1 :]
    source = f"It was established in {year}."

    assert answer(numbers_are_those_of_the_source, "my", source, f"x {written(str(year))} y") == []
    message = only(
        answer(numbers_are_those_of_the_source, "my", source, f"x {written(wrong)} y"), "warning"
    )
    assert message == f"{year} is lost and {wrong} is not in the source"


# length_is_that_of_the_source


def test_short_sources_may_grow_and_shrink():
    assert (
        answer(length_is_that_of_the_source, "fil", "Contact", "Makipag-ugnayan sa opisinang ito")
        == []
    )


# names_are_those_of_the_glossary

GLOSSARY = {
    "Okinawa Peace Prize": ("Premio de la Paz de Okinawa",),
    "Okinawa": ("Okinawa",),
    "Japan Association for Refugees": (),
    "Japan": ("Japón",),
    "refugee": ("refugiado", "refugiada"),
    "NGO": ("ONG",),
}


@pytest.mark.parametrize(
    ("source", "text", "missing"),
    [
        ("Refugees in Japan", "Las REFUGIADAS en Japón", []),
        (
            "Refugees in Japan",
            "Los exiliados en Japón",
            ["'refugee' should be 'refugiado' or 'refugiada'"],
        ),
        ("the Okinawa Peace Prize", "el Premio de la Paz", ["'Okinawa Peace Prize' should be"]),
        ("the Japan Association for Refugees", "la asociación", []),
        ("Japanese NGOs", "ONG japonesas", []),
        ("NGOs", "organizaciones", ["'NGO' should be 'ONG'"]),
        ("{Japan} and ngo", "x", []),
    ],
)
def test_a_term_is_called_as_the_glossary_says(source, text, missing):
    found = answer(names_are_those_of_the_glossary, "es", source, text, glossary=GLOSSARY)

    assert {finding.severity for finding in found} <= {"warning"}
    assert [
        start
        for start in missing
        if not any(finding.message.startswith(start) for finding in found)
    ] == []
    assert len(found) == len(missing)


def test_a_glossary_warning_is_waived():
    assert (
        answer(names_are_those_of_the_glossary, "es", "Japan", "x", {"ignore-glossary"}, GLOSSARY)
        == []
    )


def test_forms_are_compared_without_readings_and_breaks():
    forms = {"refugee": ("難民支援",), "peace": ("ငြိမ်းချမ်းရေး",)}

    assert (
        answer(
            names_are_those_of_the_glossary,
            "ja",
            "refugees",
            "難民《なんみん》支援《しえん》",
            (),
            forms,
        )
        == []
    )
    assert (
        answer(names_are_those_of_the_glossary, "my", "peace", "ငြိမ်း\u200bချမ်းရေး", (), forms) == []
    )


@given(some.permutations(list(GLOSSARY)))
def test_the_longest_term_wins_in_any_order(order):
    source = "the Okinawa Peace Prize for the Japan Association for Refugees"
    assert terms(source, tuple(order)) == ("Japan Association for Refugees", "Okinawa Peace Prize")


# readings


def test_angle_brackets_are_quotation_marks_outside_japanese():
    assert answer(readings_are_whole, "zh-Hans", "a source", "《难民公约》") == []


def test_japanese_for_all_needs_no_reading():
    assert answer(every_kanji_has_its_reading, "ja", "refugees", "難民の人") == []


# The flags, in a file.

WORDS = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
NAME = 'msgid "Japan Association for Refugees (JAR)"'


def test_an_unknown_flag_is_a_warning_that_names_the_known_ones():
    [finding] = answer(
        every_suppression_is_known, "es", "a source", "x", {"ignore-lenght", "fuzzy"}
    )

    assert finding.severity == "warning"
    assert "'ignore-lenght'" in finding.message
    assert "ignore-length" in finding.hint


@pytest.mark.slow
def test_a_flag_in_the_file_waives_at_the_place_of_its_message_and_survives_update(project):
    def found():
        done = run("check", "-l", "es", "--json", project=project)
        return [
            one
            for one in json.loads(done.stdout)["findings"]
            if one["check"] != "translation_is_reviewed"
        ]

    change(project / WORDS, 'Refugiados (JAR)"', 'Refugiados (JAR)."')
    [finding] = found()
    line = (project / WORDS).read_text(encoding="utf-8").splitlines().index(NAME) + 1
    assert (finding["check"], finding["where"]) == (
        "end_is_punctuated_as_the_source",
        f"{WORDS}:{line}",
    )

    comment, flag = "# ignore-length, ignore-end-punctuation\n", "#, ignore-end-punctuation\n"
    change(project / WORDS, NAME, f"{comment}{NAME}")
    assert found() == []
    change(project / WORDS, comment, flag)
    assert found() == []
    before = (project / WORDS).read_bytes()
    run("catalog", "update", project=project)
    assert (project / WORDS).read_bytes() == before
    written = project / "templates" / "documents" / f"{DOCUMENT}.md"
    for before in ('laureate = "', "## "):  # the name among the facts, and as a heading
        change(written, f"{before}Japan Association", f"{before}Japan's Association")
    run("catalog", "update", project=project)
    assert f"#, fuzzy, ignore-end-punctuation\n#| {NAME}" in (project / WORDS).read_text(
        encoding="utf-8"
    )


def test_a_glossary_in_the_file_is_looked_at(project):
    path = project / "locales" / "es" / "LC_MESSAGES" / "glossary.po"
    change(path, 'msgstr "Naha"', 'msgstr ""\n"Nafa\\n"\n"Napha"')
    done = run("check", "-l", "es", "--json", project=project)
    found = [one for one in json.loads(done.stdout)["findings"] if "Naha" in one["message"]]

    assert [one["message"] for one in found] == ["'Naha' should be 'Nafa' or 'Napha' here"]
    assert found[0]["where"].startswith(WORDS)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ru", "VIPов, iPhoneа, e-mailом, Googleу, IT-специалист, PR-акция, COVID-19, ЯндексGo"),
        ("uz-Cyrl", "JARнинг, БМТнинг, UNHCRга"),
        ("tr", "UNHCR’nin, NGOlar, Çanakkale"),
        ("ja", "JARの、COVID-19と、3D、Tシャツ、X線、コロナ禍、ＮＧＯ"),
        ("el", "μm, kΩ, ΔT, ΔTmax, Ωmega"),
        ("zh-Hans", "A型、T恤、卡拉OK"),
        ("ar", "الـJAR، لـUNHCR"),
        ("th", "องค์กรJARและUNHCR"),
        ("sr-Latn", "NATO-a, Đorđe"),
    ],
)
def test_what_is_joined_on_purpose_is_no_mixed_word(tag, text):
    assert answer(words_are_of_one_script, tag, "a source", text) == []


# all together


def test_a_message_of_which_nothing_is_read_is_no_trouble():
    picture = "![the badge](badge.png)"
    for check in CHECKS.words:
        assert answer(check, "fr", picture, "![](badge.png)", markdown=[picture]) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "x" * 400_000),
        ("de", "„a“ " * 50_000),
        ("fr", "1" * 100_000),
        ("ja-simple", "難民支援協会" * 60_000),
        ("my", "ငြိမ်းချမ်းရေး" * 30_000),
    ],
    ids=["one word", "quotation marks", "digits", "kanji", "Burmese"],
)
def test_a_message_is_looked_at_once_however_long(tag, text):
    began = time.process_time()
    for check in CHECKS.words:
        answer(check, tag, "a source", text)
    assert time.process_time() - began < 5
