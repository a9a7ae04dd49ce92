"""Says in one XMP packet that a file is PDF/A-2a and PDF/UA-1; the engine can say one only (Kozea/WeasyPrint#2783).

ISO 19005-2, 6.6.4 and 6.7.11 (pdfaid), ISO 14289-1, 5 (pdfuaid), ISO 19005-2, 6.6.2.3.3 (extension schema, because
PDF/A does not know the pdfuaid schema).
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from weasyprint.pdf.metadata import DocumentMetadata

_PACKET = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{properties}
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
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


class Metadata(DocumentMetadata):  # type: ignore[misc] # the engine has no types
    """The engine's metadata, told as one `rdf:RDF` that declares both standards."""

    @classmethod
    def of(cls, metadata: DocumentMetadata) -> Metadata:
        """Takes over what the engine read from the page's head."""
        return cls(**{key: value for key, value in vars(metadata).items() if key != "xmp_metadata"})

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """Gives the packet's `rdf:RDF`; the parameters are the engine's own single declaration, not needed here."""
        from weasyprint import VERSION

        simple = {
            "pdf:Producer": f"WeasyPrint {VERSION}",
            "pdf:Keywords": ", ".join(self.keywords),
            "xmp:CreatorTool": self.generator,
            "xmp:CreateDate": self.created,
            "xmp:ModifyDate": self.modified,
        }
        lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
        for name, value in (("dc:title", self.title), ("dc:description", self.description)):
            if value:
                text = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
                lines.append(f"<{name}><rdf:Alt>{text}</rdf:Alt></{name}>")
        authors = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in self.authors)
        lines.append(f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>" if authors else "")
        lines.append(f"<dc:language><rdf:Bag><rdf:li>{escape(self.lang or '')}</rdf:li></rdf:Bag></dc:language>")
        return _PACKET.format(properties="\n".join(line for line in lines if line)).encode()
