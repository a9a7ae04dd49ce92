"""Opens a Word file (ECMA-376, Part 2: a zip of parts); says what to do with one that it is not."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from laureate_print.errors import InputError

_LARGEST = 200_000_000  # bytes, unpacked; what is larger is no announcement
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
        from lxml import etree

        if name not in self.parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError as error:
            raise InputError(f"{self.shown} is broken: {name} is no XML; save it anew") from error
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
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise InputError(f"{shown} is larger than 200 MB unpacked; take pictures out")
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InputError(f"{shown} is broken: {error}; save it anew in Word") from error
    return WordFile(shown, parts, _document(parts, shown))


def _document(parts: Mapping[str, bytes], shown: str) -> str:
    from lxml import etree

    wanted = "word/document.xml"
    if "_rels/.rels" in parts:
        try:
            root = etree.fromstring(parts["_rels/.rels"])
        except etree.XMLSyntaxError as error:
            raise InputError(f"{shown} is broken: _rels/.rels is no XML; save it anew") from error
        named = [it.get("Target", "").lstrip("/") for it in root if "officeDocument" in
                 it.get("Type", "").rpartition("/")[2]]  # fmt: skip
        wanted = named[0] if named else wanted
    for name, what in _OTHERS.items():
        if name in parts:
            raise InputError(f"{shown} is {what}")
    if wanted not in parts:
        raise InputError(f"{shown} is no Word file; open it in Word and save it as .docx")
    return wanted
