"""A small project in three scripts; its files are made of a few values, which tests change."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
FRONT_MATTER = """+++
date = 2026-05-{day}
number = 9
page_number = "1009999"
publisher = "瀬戸市"
publisher_label = "City of Seto"
prize = "Seto Peace Prize"
description = "A notice of the city."

[[contact]]
language = "ja"
lines = ["瀬戸市役所", "〒489-8701 愛知県瀬戸市追分町64-1"]
gloss = ["Seto City Hall"]
+++
"""
TEXT = """
# A notice of peace

The harbour opens in May.

![A boat](boat.png "A boat in the harbour")

## What follows

The bridge opens in June.
"""
NEWS = """
# What follows

The bridge opens in June.
"""
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="{}"/></svg>'
OWN = (
    "The harbour opens in May.", "The bridge opens in June.", "A notice of peace", "What follows",
    "A boat", "A boat in the harbour", "A notice of the city.", "City of Seto", "Seto Peace Prize",
    "Seto City Hall",
)  # fmt: skip
SENTENCES = OWN[:2]
WORDS = {
    "ja": (
        "港は五月に開きます。", "橋は六月に開きます。", "平和のお知らせ", "このあとのこと", "船",
        "港の船", "市からのお知らせです。", "瀬戸市", "瀬戸平和賞", "瀬戸市役所",
    ),
    "ar": (
        "يُفتح الميناء في مايو.", "يُفتح الجسر في يونيو.", "بيان السلام", "ما يلي ذلك", "قارب",
        "قارب في الميناء", "بيان من المدينة.", "مدينة سيتو", "جائزة سيتو للسلام", "بلدية سيتو",
    ),
    "fr": (
        "Le port ouvre en mai.", "Le pont ouvre en juin.", "Avis de paix", "La suite", "Un bateau",
        "Un bateau dans le port", "Un avis de la ville.", "Ville de Seto",
        "Prix de la paix de Seto", "Mairie de Seto",
    ),
}  # fmt: skip
FACE = """[faces."Source Sans 3"]
folder = "own"
regular = "own.ttf"
bold = "own.ttf"
version = "3.052"
origin = "this test"
reserved = "Source"
"""


class Project:
    """A project of its own folder. Whoever changes one of its values calls `write`."""

    def __init__(self, folder, languages=("en", "ja", "ar"), outputs=("html", "pdf")):
        self.folder, self.languages = folder, list(languages)
        self.printed = {"page": list(outputs)}
        self.name, self.news = "notice", False
        self.english = {own: own for own in OWN}
        self.words = {tag: dict(zip(OWN, said, strict=True)) for tag, said in WORDS.items()}
        self.fuzzy, self.reviewed, self.mislaid = set(), {}, set()
        self.day, self.settings, self.colour, self.epoch = 1, {}, "", ""
        self.picture, self.radius, self.face, self.added = (90, 45, 0), 9, "", {}
        self._written = {}
        self.write()

    def write(self):
        """Writes the files that are to be others than they were; gives their paths."""
        files = self._files()
        for path in self._written.keys() - files.keys():
            (self.folder / path).unlink()
        changed = [path for path in files if self._written.get(path) != files[path]]
        for path in changed:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(files[path])
        self._written = files
        return [self.folder / path for path in changed]

    @property
    def paths(self):
        """Where the files lie."""
        return [self.folder / path for path in sorted(self._written)]

    @property
    def digest(self):
        """A digest of all that a build is made from."""
        told = [(path, sha256(content).hexdigest()) for path, content in self._written.items()]
        return sha256(json.dumps([sorted(told), self.epoch]).encode()).hexdigest()

    def _files(self):
        """Gives the content of each file by its path."""
        documents = {self.name: TEXT} | ({"news": NEWS} if self.news else {})
        texts = {"laureate.toml": self._settings(), "emblem.svg": EMBLEM.format(self.radius)}
        for name, text in documents.items():
            texts[f"templates/documents/{name}.md"] = self._in_english(FRONT_MATTER + text)
            for tag in self.languages:
                if tag in self.words:
                    lost = (tag, name) in self.mislaid
                    place = f"locales/{tag}/LC_MESSAGES/{'old-' * lost}{name}.po"
                    texts[place] = "\n".join(self._catalog(tag))
        files = {path: text.encode() for path, text in texts.items()}
        return files | self._templates() | self._fonts() | self._pictures()

    def _settings(self):
        languages = ", ".join(f'"{tag}"' for tag in self.languages)
        settings = [f"{name} = {json.dumps(value)}" for name, value in self.settings.items()]
        printed = [f"{name} = {json.dumps(kinds)}" for name, kinds in self.printed.items()]
        theme = ["[theme]", 'emblem = "emblem.svg"']
        theme += [f"colour = {json.dumps(self.colour)}"] if self.colour else []
        rows = [f"languages = [{languages}]", *settings, "[templates]", *printed, *theme]
        return "\n".join([*rows, ""])

    def _in_english(self, text):
        text = text.replace("{day}", f"{self.day:02}")
        for own in SENTENCES:
            text = text.replace(own, self.english[own])
        return text

    def _catalog(self, tag):
        yield 'msgid ""'
        yield f'msgstr "Language: {tag}\\nContent-Type: text/plain; charset=UTF-8\\n"'
        for own, said in self.words[tag].items():
            yield ""
            if read := self.reviewed.get((tag, own)):
                yield f"# reviewed: 2026-05-01 Higa Yōko sha256:{read}"
            if (tag, own) in self.fuzzy:
                yield "#, fuzzy"
            yield f'msgid "{self.english[own]}"'
            yield f'msgstr "{said}"'
        yield ""

    def review(self, tag, own):
        """Gives a message the record that somebody has read it as it stands."""
        read = ["", [self.english[own]], [self.words[tag][own]]]
        text = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
        self.reviewed[tag, own] = sha256(text.encode()).hexdigest()

    def _templates(self):
        paths = [path for name in self.printed for path in (ROOT / "templates" / name).iterdir()]
        named = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
        return {path: own + self.added.get(path, "").encode() for path, own in named.items()}

    def _fonts(self):
        packaged = ROOT / "fonts" / "source-sans-3"
        if not self.face:
            return {}
        return {
            "fonts/fonts.toml": FACE.encode(),
            "fonts/own/own.ttf": (packaged / self.face).read_bytes(),
            "fonts/own/OFL.txt": (packaged / "OFL.txt").read_bytes(),
        }

    def _pictures(self):
        """Gives the picture, uncompressed: each of the same size in pixels has as many bytes."""
        width, height, colour = self.picture
        content = BytesIO()
        Image.new("RGB", (width, height), (colour, 90, 120)).save(content, "PNG", compress_level=0)
        return {f"templates/documents/{self.name}/boat.png": content.getvalue()}
