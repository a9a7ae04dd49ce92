"""The checks that open the finished archive file again: a good one passes, the same one broken in
one line does not.
"""

import pikepdf
import pytest

from laureate_print.checks import CHECKS, archive, pdf
from tests.checks.conftest import findings_on, finished
from tests.conftest import DOCUMENT
from tests.readers.process import apart


@pytest.fixture(scope="module")
def good():
    return apart(finished, "archive")


@pytest.fixture
def broken(good):
    """Breaks the file in one place; gives what a check finds."""

    def break_it(check, mend):
        findings = findings_on(good, check, mend)
        assert {finding.severity for finding in findings} == {"error"}
        return [finding.message for finding in findings]

    return break_it


@pytest.mark.parametrize("check", CHECKS["artifact"], ids=lambda check: check.__name__)
def test_a_good_file_passes(good, check):
    assert list(check(good)) == []


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (b"<pdfaid:part>4<", b"<pdfaid:part>3<", "PDF/A-4F"),
        (b"<pdfuaid:part>2<", b"<pdfuaid:part>1<", "PDF/UA-2"),
        (b"wtpdf#accessibility1.0<", b"<", "WTPDF 1.0 accessibility"),
        (b"wtpdf#reuse1.0<", b"<", "WTPDF 1.0 reuse"),
    ],
)
def test_a_standard_that_is_not_declared_is_seen(broken, old, new, missing):
    def mend(document):
        packet = document.Root.Metadata.read_bytes()
        assert old in packet
        document.Root.Metadata = document.make_stream(packet.replace(old, new))

    assert broken(pdf.standards_are_declared, mend) == [f"{missing} is not declared"]


def test_a_file_without_a_title_is_seen(broken):
    def mend(document):
        packet = document.Root.Metadata.read_bytes().replace(b"x-default", b"en")
        document.Root.Metadata = document.make_stream(packet)

    assert broken(pdf.standards_are_declared, mend) == ["its language is 'es' and its title ''"]


def word(document):
    return document.attachments[f"{DOCUMENT}.po"].obj


def change_a_byte(document):
    content = word(document).EF.F.read_bytes()
    word(document).EF.F.write(content.replace(b"JAR", b"JAP", 1))


def lose(document):
    del document.attachments["laureate.toml"]


def add(document):
    document.attachments["notes.txt"] = b"private"


def change_the_type(document):
    word(document).EF.F.Subtype = pikepdf.Name("/text/plain")


def change_the_relationship(document):
    word(document).AFRelationship = pikepdf.Name.Data


def associate_nothing(document):
    document.Root.AF = pikepdf.Array(list(document.Root.AF)[1:])


@pytest.mark.parametrize(
    ("mend", "message"),
    [
        (change_a_byte, f"the bytes of {DOCUMENT}.po are not those of the source"),
        (lose, "laureate.toml is missing"),
        (add, "notes.txt is no source of this edition"),
        (
            change_the_type,
            f"media type of {DOCUMENT}.po is 'text/plain' and not 'text/x-gettext-translation'",
        ),
        (change_the_relationship, f"relationship of {DOCUMENT}.po is 'Data' and not 'Source'"),
        (associate_nothing, "relationship of interface.po is '' and not 'Source'"),
    ],
)
def test_a_source_that_is_not_as_it_went_in_is_seen(broken, mend, message):
    assert broken(archive.sources_are_inside, mend) == [message]
