"""An XMP packet, read as XML."""

from xml.etree import ElementTree

import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDFD = "{http://pdfa.org/declarations/}"
IDENTIFIED = {
    "{http://www.aiim.org/pdfa/ns/id/}": "pdfaid",
    "{http://www.aiim.org/pdfua/ns/id/}": "pdfuaid",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def packet(path):
    """The one `rdf:RDF` of a file's packet."""
    with pikepdf.open(path) as pdf:
        packet = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - a file that we made
    [rdf] = packet.iter(f"{RDF}RDF")
    return rdf


def in_languages(rdf, name):
    """The text of a Dublin Core property by language, in the order of the file."""
    [property_] = rdf.iter(DC + name)
    items = list(property_.find(f"{RDF}Alt"))
    texts = {item.attrib[_LANGUAGE]: item.text for item in items}
    assert len(texts) == len(items)
    return texts


def listed(rdf, name):
    """The values of a Dublin Core property."""
    [property_] = rdf.iter(DC + name)
    return [item.text for item in property_.iter(f"{RDF}li")]


def identified(rdf):
    """What the file says that it is: `pdfaid` and `pdfuaid`."""
    found = {}
    for element in rdf.iter():
        namespace, _, name = element.tag.rpartition("}")
        if f"{namespace}}}" in IDENTIFIED:
            found[f"{IDENTIFIED[namespace + '}']}:{name}"] = element.text
    return found


def declarations(rdf):
    """The PDF Declarations."""
    return [element.text for element in rdf.iter(f"{PDFD}conformsTo")]
