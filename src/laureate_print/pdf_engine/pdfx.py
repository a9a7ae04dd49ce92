"""Makes a file one for blind exchange: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4), and
nothing besides.

What the engine leaves over is taken out: colour spaces that nothing paints in, RGB groups,
annotations, outlines.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from laureate_print.model import Page, PrintSettings

_REGISTRY = "http://www.color.org"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
{declared}
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{identifier}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_DECLARED = {
    "PDF/X-4": "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
    "PDF/X-1a:2003": "<pdfx:GTS_PDFXVersion>PDF/X-1a:2003</pdfx:GTS_PDFXVersion>",
}


def pdfx(pdf: Any, page: Page, settings: PrintSettings) -> bytes:
    """Gives a PDF of sheets, opened, as the bytes of a file that conforms to the standard of the
    press.

    The identifiers come from the content alone, so that the same work has the same bytes on any
    day.
    """
    import pikepdf

    _scrub(pdf, flat=settings.standard != "PDF/X-4")
    pdf.Root.OutputIntents = pikepdf.Array([_output_intent(pdf, settings)])
    _describe(pdf, page, settings)
    saved = BytesIO()
    version = "1.6" if settings.standard == "PDF/X-4" else "1.4"
    pdf.save(
        saved,
        force_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
        fix_metadata_version=False,
        linearize=False,
    )
    return saved.getvalue()


def _scrub(pdf: Any, flat: bool) -> None:
    """Takes out what the engine leaves over; of groups without transparency the colour space, or
    all if `flat`. The group of a soft mask is one of light, not of ink (ISO 32000-1, 11.5.3).
    """
    import pikepdf

    found = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary | pikepdf.Stream)]
    masks = {it.SMask.G.objgen for it in found if isinstance(it.get("/SMask"), pikepdf.Dictionary)}
    for item in found:
        if "/Group" in item and flat:
            del item["/Group"]
        elif "/Group" in item:
            of_light = item.objgen in masks
            item.Group.CS = pikepdf.Name.DeviceGray if of_light else pikepdf.Name.DeviceCMYK
        spaces = item.get("/ColorSpace")
        if isinstance(spaces, pikepdf.Dictionary):
            for name in [name for name in spaces.keys() if name.startswith("/lab-")]:  # noqa: SIM118
                del spaces[name]


def _output_intent(pdf: Any, settings: PrintSettings) -> Any:
    """Gives the output intent with the profile of the press inside (ISO 15930-7; ISO 32000-1,
    14.11.5).
    """
    import pikepdf

    content = settings.profile.content
    profile = pdf.make_stream(content)
    profile.N = 4
    description = _description(content)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String(settings.condition),
        OutputCondition=pikepdf.String(description),
        RegistryName=pikepdf.String(_REGISTRY),
        Info=pikepdf.String(description),
        DestOutputProfile=profile,
    )


def _description(profile: bytes) -> str:
    """Gives what an ICC profile says that it is for (its profileDescriptionTag)."""
    from PIL.ImageCms import ImageCmsProfile, getProfileDescription

    return str(getProfileDescription(ImageCmsProfile(BytesIO(profile)))).strip()


def _pdf_date(date: str) -> str:
    """Gives a date of RFC 3339 as PDF writes it (ISO 32000-1, 7.9.4)."""
    when, sign, zone = date[:19], date[19], date[20:]
    return f"D:{re.sub('[-T:]', '', when)}{sign}{zone.replace(':', chr(39))}'"


def _describe(pdf: Any, page: Page, settings: PrintSettings) -> None:
    """Says the same in the document information and in XMP, as PDF/X asks."""
    import pikepdf

    from laureate_print.pdf_engine.loading import VERSION

    content = hashlib.sha256()
    for sheet in pdf.pages:
        content.update(sheet.Contents.read_bytes())
        for name in sorted(sheet.Resources.XObject.keys()):
            content.update(sheet.Resources.XObject[name].read_bytes())
    producer, creator = f"WeasyPrint {VERSION}", "laureate-print"
    date = _pdf_date(page.date)
    info = pikepdf.Dictionary(
        Title=pikepdf.String(page.title),
        Creator=pikepdf.String(creator),
        Producer=pikepdf.String(producer),
        CreationDate=pikepdf.String(date),
        ModDate=pikepdf.String(date),
        Trapped=pikepdf.Name("/False"),
    )
    if settings.standard != "PDF/X-4":
        info.GTS_PDFXVersion = pikepdf.String(settings.standard)
    pdf.trailer.Info = pdf.make_indirect(info)
    packet = _PACKET.format(
        title=escape(page.title),
        language=escape(page.language.tag),
        producer=producer,
        creator=creator,
        declared=_DECLARED[settings.standard],
        date=page.date,
        identifier=uuid.UUID(bytes=content.digest()[:16]),
    )
    metadata = pdf.make_stream(packet.encode())
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = metadata
