"""What the project publishes, by name, and where it stands."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LANGUAGES = (
    *("ja", "ja-simple", "en", "zh-Hans", "zh-Hant", "ko"),
    *("vi", "th", "lo", "km", "my", "id", "fil"),
    *("ne", "hi", "bn", "si", "ta"),
    *("ar", "fa", "ur", "ckb", "ps", "kmr", "tr"),
    *("am", "ti", "sw"),
    *("fr", "es", "pt", "ru", "uk"),
)
TEMPLATES = ("page", "leaflet")  # those that are printed in each language
COMMON = ("index", "accessibility")  # the pages that serve the whole document
DOCUMENT = "okinawa-peace-prize-8"
DOCUMENT_FILE = f"templates/documents/{DOCUMENT}.md"
_MATTER = tomllib.loads((ROOT / DOCUMENT_FILE).read_text(encoding="utf-8").split("+++")[1])
# The facts of the announcement and of its one contact, its address block as `address`.
FACTS = {**_MATTER, **_MATTER["contact"][0], "address": _MATTER["contact"][0]["lines"]}
# The editions and common pages that the tests of a run look at; `tests/selection.py` notes them.
NEEDED = pytest.StashKey[set]()
