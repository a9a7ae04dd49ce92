"""The frozen values that move through the house, from what was asked to what was made."""

from laureate_print.model.artifacts import (
    Artifact,
    Frame,
    Kind,
    Layout,
    Line,
    MessagePlace,
    PlacedPicture,
    WideColumn,
)
from laureate_print.model.documents import (
    Block,
    Body,
    Contact,
    Document,
    DocumentMetadata,
    LeadPicture,
)
from laureate_print.model.editions import Book, Edition, Pair, Single, Whole
from laureate_print.model.files import Attachment, Face, SiblingFile, SourceFile
from laureate_print.model.findings import (
    BEYOND_LIMITS,
    DIED,
    FAULT,
    UNREADABLE,
    Finding,
    Severity,
    printable,
)
from laureate_print.model.jobs import Job, Kept, Output, Render
from laureate_print.model.limits import Limits
from laureate_print.model.pages import Page, Picture
from laureate_print.model.sheets import BLEED, MM_PER_PT, PT_PER_MM, Panel, PrintSettings, folded
from laureate_print.model.templates import Template
from laureate_print.model.type_sizes import SmallestType
from laureate_print.model.words import Catalog, Language, Message, MessageName, State, Used

__all__ = [
    "BEYOND_LIMITS",
    "BLEED",
    "DIED",
    "FAULT",
    "MM_PER_PT",
    "PT_PER_MM",
    "UNREADABLE",
    "Artifact",
    "Attachment",
    "Block",
    "Body",
    "Book",
    "Catalog",
    "Contact",
    "Document",
    "DocumentMetadata",
    "Edition",
    "Face",
    "Finding",
    "Frame",
    "Job",
    "Kept",
    "Kind",
    "Language",
    "Layout",
    "LeadPicture",
    "Limits",
    "Line",
    "Message",
    "MessageName",
    "MessagePlace",
    "Output",
    "Page",
    "Pair",
    "Panel",
    "Picture",
    "PlacedPicture",
    "PrintSettings",
    "Render",
    "Severity",
    "SiblingFile",
    "Single",
    "SmallestType",
    "SourceFile",
    "State",
    "Template",
    "Used",
    "Whole",
    "WideColumn",
    "folded",
    "printable",
]
