"""What others say an exchange file has to be: the schemas of OASIS."""

from functools import cache

from lxml import etree

from tests.conftest import ROOT

FOLDER = ROOT / "tests/desk/schemas"
_SECOND = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="xliff_core_2.0.xsd"/>
<xs:import namespace="urn:oasis:names:tc:xliff:metadata:2.0" schemaLocation="metadata.xsd"/>
<xs:import namespace="urn:oasis:names:tc:xliff:sizerestriction:2.0" schemaLocation="size_restriction.xsd"/>
</xs:schema>"""


class Beside(etree.Resolver):
    """Finds each schema that another names in this folder, wherever that looks for it."""

    def resolve(self, address, _, context):
        name = address.rpartition("/")[2]
        found = [*FOLDER.rglob(name)]
        return self.resolve_filename(str(found[0]), context) if found else None


@cache
def schema(version):
    """The schema of a version of XLIFF, with its modules."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    main = (
        (FOLDER / "xliff-core-1.2-strict.xsd").read_bytes()
        if version == "1.2"
        else _SECOND.encode()
    )
    return etree.XMLSchema(etree.fromstring(main, parser))


def flaws(content, version):
    """What a schema has against a file."""
    judge = schema(version)
    return [] if judge.validate(etree.fromstring(content)) else [str(judge.error_log[0])]
