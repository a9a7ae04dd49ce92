"""Writes the folder of a new project, which builds at once."""

from __future__ import annotations

import json
import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from laureate_print.atomic_write import MARK, finished, unfinished_folder, writing
from laureate_print.build.apart import apart
from laureate_print.errors import InputError, UsageError
from laureate_print.sources import (
    catalog_template,
    catalog_update,
    catalogs,
    documents,
    load,
    markdown,
)
from laureate_print.sources.folders import PROJECT_FILE, content_of
from laureate_print.sources.languages import is_known, language, normalise
from laureate_print.sources.missing_faces import missing_faces
from laureate_print.sources.po_files import parse
from laureate_print.start.values import TakenOver

_SAMPLES = Path(__file__).with_name("samples")
_SPOKEN = ("ja", "en")  # what a sample is written in, and what a new project is translated into
_DOCUMENT = "announcement"
_PARTS = "parts.json"  # what is about to be put into a folder that stands there
_LARGEST = 100  # MB of a file that is taken over
_TO_WRITE = {
    "ja": ("◆発表者◆", "◆問い合わせ先◆", "◆一文で:何の発表か◆"),
    "en": ("◆publisher◆", "◆whom readers may ask◆", "◆one sentence: what is announced◆"),
}
_BLANK = re.compile("◆[^◆\\s][^◆]*◆")
_DENSE = ("ja", "zh-Hans", "ko")
_LATIN = re.compile("[!-~]+")
_OF_AN_ADDRESS = re.compile(r"@|://|\.[a-z]")
_SENTENCE = re.compile(r".{10,160}?(?:[。．！？]|[.!?؟।။።](?=\s|$))")


def new(
    folder: Path, file: Path | None = None, tag: str = "", day: date | None = None
) -> Iterator[str]:
    """Makes a project in a folder that is not there yet, or empty; gives a line for each thing that
    its owner should know.

    Args:
        folder: where it shall stand.
        file: a text to take over, `.docx` or `.md`; a sample, if none is given.
        tag: the language in which the document is written (BCP 47); seen from its letters, if none
            is given.
        day: the date of the announcement; today, if none is given.

    Raises:
        UsageError: the folder holds something, or no such language is known.
        InputError: the file cannot be read, or is of a kind that cannot be taken over.
        LimitError: it takes too much time or memory.
        OutputError: the folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a new folder")
    _take_back(folder)
    if folder.is_dir() and any(finished(folder)):
        raise UsageError(f"{folder} is there and not empty; name a new folder")
    if tag and not is_known(tag):
        raise UsageError(f"no language '{tag}' is known; use a BCP 47 tag such as ja or en")
    day = day or date.today()  # noqa: DTZ011 - the day of the person who begins
    found = _taken_over(file) if file else None
    chosen = normalise(tag) if tag else _language_of(found) if found else "en"
    if not found and chosen not in _SPOKEN:
        raise UsageError(
            f"the sample is written in {' or '.join(_SPOKEN)}; bring a text: --from FILE"
        )
    with writing(folder):
        place = folder if folder.is_dir() else folder.parent
        place.mkdir(parents=True, exist_ok=True)
        with unfinished_folder(place) as unfinished:
            made = unfinished / "project"
            told = _written(made, found, file, chosen, day)
            steps = list(_next(made, folder, found, file, chosen))
            _put_there(made, folder)
    yield from told
    if found and not tag:
        name = language(chosen).name
        yield f"taken for {name}; if the text is in another language, say which: --language"
    yield from steps


def _put_there(made: Path, folder: Path) -> None:
    """Gives a project its place: as a whole, or part by part where a folder stands there, in which
    somebody may be at work; all parts, or none.
    """
    if not folder.is_dir():
        made.rename(folder)
        return
    parts = sorted(made.iterdir(), key=lambda part: part.name == PROJECT_FILE)
    told = {part.name: part.stat().st_ino for part in parts}
    made.with_name(_PARTS).write_text(json.dumps(told), encoding="utf-8")
    try:
        for part in parts:
            part.rename(folder / part.name)
    except BaseException:
        for part in list(finished(folder)):
            part.rename(made / part.name)
        raise


def _take_back(folder: Path) -> None:
    """Takes parts out of a folder that never became a project: whoever put them there was killed
    in between, or the disk was gone.
    """
    for told in folder.glob(f"{MARK}*/{_PARTS}"):
        with writing(folder), suppress(ValueError):  # half-written: nothing was moved yet
            for name, number in json.loads(told.read_bytes()).items():
                part = folder / name
                is_ours = part.exists() and part.stat().st_ino == number
                if is_ours and not (folder / PROJECT_FILE).exists():
                    part.rename(told.with_name("project") / name)


def _taken_over(file: Path) -> TakenOver:
    with apart(_read) as read:
        found: TakenOver = read(str(file), file)
    return found


def _read(file: Path) -> TakenOver:
    from laureate_print.start.markdown_file import read_markdown
    from laureate_print.start.word import read_word

    content = content_of(file, _LARGEST)
    ending = file.suffix.lower()
    if ending in (".md", ".markdown"):
        return read_markdown(content, file)
    if ending in (".docx", ".docm", ".dotx", ".doc", ".rtf"):
        return read_word(content, file.name)
    raise InputError(f"{file.name} cannot be taken over; save it as Word (.docx) or Markdown (.md)")


def _language_of(found: TakenOver) -> str:
    """Gives the language in which a text is written, as far as its letters tell; addresses, which
    are Latin everywhere, aside. A letter of East Asia says more than one of an alphabet.
    """
    letters = _LATIN.sub(
        lambda run: "" if _OF_AN_ADDRESS.search(run[0]) else run[0], f"{found.title}{found.body}"
    )
    kana = len(re.findall("[\u3041-\u30ff]", letters))
    scripts = {
        "en": "[A-Za-z]", "ja" if kana else "zh-Hans": "[\u3041-\u30ff\u4e00-\u9fff]",
        "ko": "[\uac00-\ud7a3]", "ar": "[\u0620-\u064a]",
        "hi": "[\u0904-\u0939]", "th": "[\u0e01-\u0e2e]", "my": "[\u1000-\u102a]",
        "ru": "[\u0410-\u044f]", "he": "[\u05d0-\u05ea]", "km": "[\u1780-\u17a2]",
        "lo": "[\u0e81-\u0eae]", "bn": "[\u0985-\u09b9]", "si": "[\u0d85-\u0dc6]",
        "ta": "[\u0b85-\u0bb9]", "am": "[\u1200-\u135a]", "el": "[\u0391-\u03c9]",
    }  # fmt: skip
    counted = {tag: len(re.findall(signs, letters)) for tag, signs in scripts.items()}
    return max(counted, key=lambda tag: counted[tag] * (3 if tag in _DENSE else 1))


def _written(
    made: Path, found: TakenOver | None, file: Path | None, tag: str, day: date
) -> list[str]:
    """Writes the project; gives what has to be told."""
    name = _name(file)
    others = [other for other in _SPOKEN if other != tag]
    values = {
        "document": name,
        "language": tag,
        "date": str(day),
        "languages": json.dumps(tag) if found else ", ".join(map(json.dumps, _SPOKEN)),
        "index": "# " if found else "",
        "catalogs": ", ".join(catalogs.path(name, other) for other in others),
    }
    spoken = tag if tag in _SPOKEN else "en"
    text = _document(found, spoken, values) if found else _sample(spoken, "announcement.md", values)
    _put(made, "laureate.toml", _sample(spoken, "laureate.toml", values))
    _put(made, "README.md", _sample(spoken, "README.md", values))
    _put(made, f"{documents.folder(name)}.md", text)
    for source, content in (found.pictures if found else {}).items():
        path = made / documents.folder(name) / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [*(found.told if found else ()), *_begun(made, name, others, values, not found)]


def _begun(
    made: Path, name: str, others: list[str], values: Mapping[str, str], is_sample: bool
) -> Iterator[str]:
    """Begins the catalogs; tells what in the document has to be mended first."""
    try:
        for _ in catalog_update.extract(load(made, epoch="")):
            pass
        own = values["language"]
        yield from missing_faces(load(made, epoch=""), own)
        for other in (own, *others):
            with suppress(UsageError):  # it has all that it needs
                for _ in catalog_update.init(load(made, epoch=""), other):
                    pass
            if is_sample and other != own:
                _translate(made, name, other, values)
    except InputError as error:
        if isinstance(error.__cause__, OSError):  # of what was written just now: no flaw of a text
            raise
        yield from str(error).split("\n")
        yield "mend these first; then 'laureate-print catalog update' makes the catalogs"


def _translate(made: Path, name: str, tag: str, values: Mapping[str, str]) -> None:
    """Fills the catalog of the sample with the words of the same sample in another language.

    The two have the same messages in the same order, as a test sees.
    """
    own = load(made, epoch="")
    with tempfile.TemporaryDirectory(dir=made.parent) as place:
        other = Path(place)
        _put(other, "laureate.toml", f'source_language = "{tag}"\n')
        _put(other, f"{documents.folder(name)}.md", _sample(tag, "announcement.md", values))
        theirs = documents.asked_of(load(other, epoch=""), name)
    pairs = zip(documents.asked_of(own, name), theirs, strict=True)
    words = {asked.source: translated.source for asked, translated in pairs}
    path = catalogs.path(name, tag)
    catalog = parse(own.need(path))
    entries = tuple(
        replace(entry, texts=(words[entry.key],)) if entry.key in words else entry
        for entry in catalog.entries
    )
    catalog_template.store(own, replace(catalog, entries=entries), path)


def _document(found: TakenOver, spoken: str, values: Mapping[str, str]) -> str:
    """Gives a text that was taken over as a document, its facts before it."""
    publisher, contact, sentence = _TO_WRITE[spoken]
    description = _SENTENCE.match(_first_words(found.body)) if found.body else None
    facts = found.facts or _sample(spoken, "facts.toml", {
        **values,
        "publisher": _quoted(found.publisher or publisher),
        "description": _quoted(
            description[0] if description else markdown.plain(found.title) or sentence
        ),
        "contact": _quoted(contact),
    })  # fmt: skip
    body = f"\n{found.body.rstrip()}\n" if found.body.strip() else ""
    return f"+++\n{facts}+++\n\n# {found.title or values['document']}\n{body}"


def _first_words(body: str) -> str:
    """Gives the first paragraph of a text as it is read."""
    for block in body.split("\n\n"):
        if not block.startswith(("#", "|", "- ", "![", ">", "[^", ":", "<", "1. ")):
            return markdown.plain(" ".join(block.replace("\\\n", " ").split()))
    return ""


def _sample(spoken: str, name: str, values: Mapping[str, str]) -> str:
    text = (_SAMPLES / spoken / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def _name(file: Path | None) -> str:
    """Gives the name of the document: that of the file where it is one."""
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") if file else ""
    return name if re.search("[a-z]", name) else _DOCUMENT


def _quoted(text: str) -> str:
    """Gives a text as a string of TOML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _next(
    made: Path, folder: Path, found: TakenOver | None, file: Path | None, tag: str
) -> Iterator[str]:
    path = f"{documents.folder(_name(file))}.md"
    document = folder / path
    yield f"made: {folder}, a project in {language(tag).name}; its README.md says how to go on"
    rows = (made / path).read_text(encoding="utf-8").split("\n")
    if found and not found.facts:
        at = next(number for number, row in enumerate(rows, 1) if row.startswith("date ="))
        yield f"{document}:{at}: write the day of the announcement; the date is today’s"
    if lines := [str(number) for number, row in enumerate(rows, 1) if _BLANK.search(row)]:
        yield f"still to be written, between ◆ ◆: {document}, lines {', '.join(lines)}"
    yield f"next: laureate-print --project {shlex.quote(str(folder))} build"
