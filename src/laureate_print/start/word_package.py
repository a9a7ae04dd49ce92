"""Opens a Word file (ECMA-376, Part 2: a zip of parts); says what to do with one that it is not."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from laureate_print.errors import InputError
from laureate_print.model import printable

_LARGEST = 200_000_000  # bytes, unpacked; what is larger is no announcement
_MOST_XML = 50_000_000  # of them in XML: some thousand pages
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # that Word takes (ECMA-376, Part 2, annex B)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    "xl/workbook.xml": "an Excel file; put its table into a Word file",
    "ppt/presentation.xml": "a PowerPoint file; put its text into a Word file",
    "mimetype": "a file of LibreOffice; save it there as Word (.docx)",
}


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a Word file by their names; `document` is the name of the text."""

    shown: str
    parts: Mapping[str, bytes]
    document: str

    @property
    def folder(self) -> str:
        """The folder of the text, from which relationships are reckoned."""
        return self.document.rpartition("/")[0]

    def is_read(self, name: str) -> bool:
        """Says whether a part is XML that somebody reads: of the package, or beside the text."""
        beside = name.rpartition("/")[0] in ("", "_rels", self.folder, f"{self.folder}/_rels")
        return beside and name.endswith((".xml", ".rels"))

    def xml(self, name: str) -> Any:
        """Gives a part as a tree; nothing where it is not there.

        Raises:
            InputError: it is not XML, or declares a document type, which no Word file does.
        """
        if name not in self.parts:
            return None
        root = _parsed(self.parts[name], name, self.shown)
        if root.getroottree().docinfo.doctype:
            raise InputError(f"{self.shown}: {name} declares a document type; no Word file does")
        return root

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Gives the target and the kind of each relationship of a part, by its id."""
        name = f"{self.folder}/_rels/{part.rpartition('/')[2]}.rels"
        root = self.xml(name)
        return {
            str(it.get("Id")): (str(it.get("Target")), str(it.get("Type")).rpartition("/")[2])
            for it in (root if root is not None else ())
        }

    def part(self, target: str) -> str:
        """Gives the name of the part to which a relationship leads."""
        from posixpath import normpath

        return target[1:] if target.startswith("/") else normpath(f"{self.folder}/{target}")

    def packed(self, changed: Mapping[str, bytes]) -> BytesIO:
        """Gives the file anew, with some of its parts changed."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in {**self.parts, **changed}.items():
                archive.writestr(name, content)
        packed.seek(0)
        return packed


def open_word(content: bytes, shown: str) -> WordFile:
    """Opens a Word file.

    Raises:
        InputError: it is none, is protected by a password, or broken; with what to do.
    """
    if content.startswith(_OLE):
        if _PASSWORD in content:
            raise InputError(
                f"{shown} is protected by a password; take it off in Word: File, Info, Protect"
            )
        raise InputError(
            f"{shown} is a file of Word 97 to 2003; open it in Word and save it as .docx"
        )
    if not content.startswith(b"PK"):
        kind = "is rich text (RTF)" if content.startswith(b"{\\rtf") else "is no Word file"
        raise InputError(f"{shown} {kind}; open it in Word and save it as .docx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(archive.infolist(), shown)
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except _DAMAGE as error:
        words = printable(str(error))[:160]
        raise InputError(f"{shown} is broken: {words}; save it anew in Word") from error
    return WordFile(shown, parts, _document(parts, shown))


def _check(entries: Sequence[zipfile.ZipInfo], shown: str) -> None:
    """Sees how large the parts are, before any is unpacked."""
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise InputError(f"{shown} is larger than 200 MB unpacked; take pictures out")
    xml = (entry for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if sum(entry.file_size for entry in xml) > _MOST_XML:
        raise InputError(f"{shown} has more than 50 MB of text and form; take it in parts")
    if any(entry.compress_type not in _KINDS for entry in entries):
        raise InputError(f"{shown} is packed as Word packs none; save it anew in Word")


def _parsed(content: bytes, name: str, shown: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(  # at most 256 levels deep
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        reason = "is nested too deeply" if "depth" in str(error) else "is no XML"
        raise InputError(f"{shown} is broken: {name} {reason}; save it anew") from error


def _document(parts: Mapping[str, bytes], shown: str) -> str:
    wanted = "word/document.xml"
    if "_rels/.rels" in parts:
        root = _parsed(parts["_rels/.rels"], "_rels/.rels", shown)
        named = [it.get("Target", "").lstrip("/") for it in root if "officeDocument" in
                 it.get("Type", "").rpartition("/")[2]]  # fmt: skip
        wanted = named[0] if named else wanted
    for name, what in _OTHERS.items():
        if name in parts:
            raise InputError(f"{shown} is {what}")
    if wanted not in parts:
        raise InputError(f"{shown} is no Word file; open it in Word and save it as .docx")
    return wanted
