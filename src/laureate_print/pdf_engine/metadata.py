"""Says in one XMP packet what a file is and which standards it keeps; the engine can say one
(Kozea/WeasyPrint#2783).

ISO 19005-2, 6.6.4 and 6.7.11 (pdfaid), ISO 14289-1, 5 (pdfuaid), ISO 19005-2, 6.6.2.3.3 (extension
schema, because PDF/A-2 does not know the pdfuaid schema); ISO 19005-4, 6.7.3, ISO 14289-2, 5, WTPDF
1.0, 6.1 (pdfd). Each of the latter three is broken by a second `rdf:RDF`.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from weasyprint.document import DocumentMetadata as EngineMetadata

from laureate_print.model import DocumentMetadata, Page

_PACKET = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"{namespaces}>
{declared}
{properties}
</rdf:Description>
</rdf:RDF>"""

# By the part of PDF/A that the engine writes: further namespaces, and what declares the standards.
_FAMILIES = {
    2: (
        """
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#\"""",
        """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>""",
    ),
    4: (
        """
 xmlns:pdfd="http://pdfa.org/declarations/\"""",
        """<pdfaid:part>4</pdfaid:part>
<pdfaid:rev>2020</pdfaid:rev>
<pdfaid:conformance>F</pdfaid:conformance>
<pdfuaid:part>2</pdfuaid:part>
<pdfuaid:rev>2024</pdfuaid:rev>
<pdfd:declarations><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>
</rdf:li>
<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo></rdf:li>
</rdf:Bag></pdfd:declarations>""",
    ),
}


class Metadata(EngineMetadata):  # type: ignore[misc] # the engine has no types
    """The engine's metadata, written as one `rdf:RDF` that declares all standards of the file, in
    every language.
    """

    document_metadata: tuple[DocumentMetadata, ...] = ()

    @classmethod
    def of(cls, metadata: EngineMetadata, page: Page) -> Metadata:
        """Takes over what the engine read from the page's head, and the document_metadata of the
        page.
        """
        taken = cls(
            **{key: value for key, value in vars(metadata).items() if key != "xmp_metadata"}
        )
        taken.document_metadata = page.document_metadata
        return taken

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """Gives the packet's `rdf:RDF`; the engine names the part of PDF/A as `version`."""
        from weasyprint import VERSION

        namespaces, declared = _FAMILIES[version]
        simple = {
            "pdf:Producer": f"WeasyPrint {VERSION}",
            "pdf:Keywords": ", ".join(self.keywords),
            "xmp:CreatorTool": self.generator,
            "xmp:CreateDate": self.created,
            "xmp:ModifyDate": self.modified,
        }
        own = (
            self.document_metadata[0]
            if self.document_metadata
            else DocumentMetadata(self.lang or "", "", "", "", "")
        )
        bodies = dict.fromkeys(filter(None, [*self.authors, own.publisher]))
        lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
        lines += [
            _in_languages(
                "dc:title", self.title, ((it.language, it.title) for it in self.document_metadata)
            ),
            _in_languages(
                "dc:description",
                self.description,
                ((it.language, it.description) for it in self.document_metadata),
            ),
            _in_languages(
                "dc:rights", own.rights, ((it.language, it.rights) for it in self.document_metadata)
            ),
            _listed("dc:creator", "Seq", bodies),
            _listed("dc:publisher", "Bag", bodies),
            _listed("dc:language", "Bag", filter(None, [self.lang])),
            _listed("dc:date", "Seq", filter(None, [self.created])),
        ]
        properties = "\n".join(filter(None, lines))
        return _PACKET.format(
            namespaces=namespaces, declared=declared, properties=properties
        ).encode()


def _in_languages(name: str, default: str | None, texts: Iterable[tuple[str, str]]) -> str:
    """Gives a text in each of its languages, the default one first (XMP, language alternative)."""
    every = [("x-default", default or ""), *texts]
    items = [
        f"<rdf:li xml:lang={quoteattr(tag)}>{escape(text)}</rdf:li>" for tag, text in every if text
    ]
    return f"<{name}><rdf:Alt>\n{chr(10).join(items)}\n</rdf:Alt></{name}>" if items else ""


def _listed(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
