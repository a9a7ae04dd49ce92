"""The words that the door understands; their names are fixed, people and scripts rely on them."""

from __future__ import annotations

import argparse
import errno
import os
from datetime import date, datetime
from pathlib import Path

from laureate_print.outputs import OUTPUTS
from laureate_print.version import __version__

_DESCRIPTION = """\
Makes one announcement in every language its readers speak: an accessible web page, a tagged PDF,
one to keep.
The words are in locales/, the form is in templates/, the project is described in laureate.toml;
'new' makes a project, from nothing or from a Word file."""

_BUILD = "Renders what is named, or everything that the project file allows."

_PREVIEW = """Shows every edition in the browser of this machine, and makes a page again when a file
that it is made from changes. Nothing is written. Ctrl-C ends it."""

_DESK = """Opens a desk for translators in the browser of this machine: the messages of a language
beside the finished page, which shows what is typed. Saving writes the catalog; what is not saved is
kept for the next time. Ctrl-C ends it. The address has a token: who does not know it sees
nothing."""

_NEW = """Makes a project that builds at once: laureate.toml, a document, its catalogs and a
README. With --from, the document has the text, pictures, tables, lists and notes of a file; what
cannot be taken over is told, by place."""

_CHECK = """Looks at words, facts, templates, pictures and fonts, in a second or two and without a
page: what it tells, a build would tell too."""

_INSPECT = """Reads finished files back, as somebody who knows nothing of how they were made."""

_INIT = """Makes a catalog for a language: a file .po with each text to translate, for Poedit or
any such program. Then name the language in laureate.toml."""

_UPDATE = """Brings each catalog to what the document says now, after every change of its text. What
is translated stays; a text that changed is marked to be looked at again."""

_CREATE = """Makes one package for each document: every artifact, what each was made
from, fonts, profile and program, with checksums and records for archives. A folder (a
bag, RFC 8493), or one zip of it."""

_VERIFY = """Says whether each file of a package is as it was, whether each PDF is valid
and gives back the words of the catalogs in it; with --rebuild also whether the same bytes
come out again."""

_REVIEW = """Writes into the catalogs of a language that somebody has reviewed them: each
message that is translated and not marked as fuzzy ('Needs work' in Poedit) gets a record with
name, day and a digest of the text. A text that changes later is a draft again."""

_SCREENSHOTS = """Makes a picture of each message, marked on the page that shows it first, as
FOLDER/LANG/CATALOG/NAME.png, and screenshots.json, which says which message each shows; for
Weblate and other tools. What stands on no page (titles, descriptions, names of links) is listed
there too."""

_PROOFS = """Writes a translation out for who reads it on paper: each finished page, on it
the numbers of its messages, and after it source, translation and state of each, with room for
remarks, and at the end to sign. A file .pdf or .html, tagged as every other."""

_EXPORT = """Writes the words of a language into one XLIFF file, as agencies and the programs of
translators take it: all catalogs that the project translates, or those that are named. Marks,
{placeholders} and readings are protected; comments, states, plural forms and limits of length go
with them."""

_IMPORT = """Takes an XLIFF file back: what was changed in it goes into the catalogs, and nothing
else is touched. What cannot be taken in is told, by line: another language, a text that has changed
since, a mark or placeholder that is lost."""

_GLOSSARY = """Writes the terms of the project with their accepted forms for a termbase (.tbx) or a
spreadsheet (.csv), in all languages that have a glossary or those that are named; with --import it
takes them back into the glossaries. The ending of the file says which it is."""

_MEMORY = """Writes what is translated as a translation memory (TMX 1.4b) for other programs, in all
languages or those that are named. What needs work is left out."""

_COMPLETION = """Prints the script that completes commands, options and the names of your project:
  bash  eval "$(laureate-print completion bash)", in ~/.bashrc
  zsh   eval "$(laureate-print completion zsh)", in ~/.zshrc after compinit
  fish  laureate-print completion fish > ~/.config/fish/completions/laureate-print.fish"""

SHELLS = ("bash", "zsh", "fish")

_EPILOG = """\
exit codes: 0 all is well, 1 a check found an error, 2 a mistake on the command line, 3 a
source cannot be read, 4 a file cannot be written, 5 a tool is missing, 130 stopped by
Ctrl-C"""


def _path(text: str) -> Path:
    """Gives the path that somebody names for what is to be made, if a file system can have one of
    that name at all. What is to be read is told by its reader, file by file.
    """
    path = Path(text)
    try:
        path.stat()
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            reason = (error.strerror or "").lower()
            raise argparse.ArgumentTypeError(f"'{text}' is no path: {reason}") from error
    return path


def parser() -> argparse.ArgumentParser:
    """Gives the parser of the command line."""
    shape = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        "laureate-print", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=shape
    )
    place = "folder of laureate.toml (default: found from here upward)"
    top.add_argument("--project", metavar="DIR", type=_path, default=Path(), help=place)
    top.add_argument("--version", action="version", version=f"laureate-print {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    _build(verbs.add_parser("build", help="render artifacts into dist/", description=_BUILD))
    _new(verbs.add_parser("new", help="make a project of one's own", description=_NEW))
    check = verbs.add_parser(
        "check",
        help="look at catalogs, templates and fonts without rendering",
        description=_CHECK,
    )
    _check(check)
    _windows(verbs)
    inspect = verbs.add_parser(
        "inspect",
        help=(
            "read any HTML or PDF back: standards, fonts, languages, files, text; preflight of"
            " print files"
        ),
        description=_INSPECT,
    )
    inspect.add_argument("files", metavar="FILE", nargs="+", type=Path, help="an HTML or a PDF")
    _catalog(verbs.add_parser("catalog", help="keep the translations in step with the templates"))
    _archive(
        verbs.add_parser(
            "archive", help="make a package that can be proven and rebuilt, or look at one"
        )
    )
    listed = verbs.add_parser(
        "list", help="documents, languages, templates and outputs of this project"
    )
    doctor = verbs.add_parser(
        "doctor", help="what this machine has: Pango, HarfBuzz, Ghostscript, fonts, veraPDF"
    )
    for verb in (check, inspect, listed, doctor):
        _json(verb)
    _completion(verbs.add_parser("completion", help="complete the command line in your shell"))
    return top


def _check(check: argparse.ArgumentParser) -> None:
    _several(check, "-l", "languages", "LANG", "only this language; may be repeated")
    for name, form in (("junit", "JUnit's XML"), ("sarif", "SARIF 2.1.0")):
        told = f"also write what is found as {form}, for CI"
        check.add_argument(f"--{name}", metavar="FILE", type=_path, help=told)


def _json(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of lines")


def _verbose(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "-v", "--verbose", action="store_true", help="a line for each file, and nothing shortened"
    )


def _completion(completion: argparse.ArgumentParser) -> None:
    completion.description = _COMPLETION
    completion.formatter_class = argparse.RawDescriptionHelpFormatter
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    completion.add_argument("words", nargs="*", help=argparse.SUPPRESS)


def _windows(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds what opens in the browser."""
    seen, written = "see each page while you write", "translate and review beside the finished page"
    preview = verbs.add_parser("preview", help=seen, description=_PREVIEW)
    desk = verbs.add_parser("desk", help=written, description=_DESK)
    told = "begin with this language, such as fr or zh-Hant; one that is not there yet is begun"
    desk.add_argument("-l", dest="language", metavar="LANG", default="", help=told)
    port = "port on the loopback address (default: 8014, or a free one where that is taken)"
    for window in (preview, desk):
        window.add_argument("--port", metavar="N", type=_port, help=port)
        window.add_argument("--open", action="store_true", help="open it in the browser")


def _new(new: argparse.ArgumentParser) -> None:
    new.add_argument("folder", metavar="FOLDER", type=_path, help="a folder that is new or empty")
    new.add_argument(
        "--from", dest="file", metavar="FILE", type=Path, help="a Word file (.docx) or Markdown"
    )
    seen = "the document's language (default: seen from its letters; the sample is ja or en)"
    new.add_argument("--language", metavar="LANG", default="", help=seen)


def _build(build: argparse.ArgumentParser) -> None:
    _chosen(build, "build")
    where = build.add_mutually_exclusive_group()
    _at_once(where)
    cluster = "render on the workers of a Dask scheduler, such as tcp://host:8786 (docs/scale.md)"
    where.add_argument("--cluster", metavar="ADDRESS", help=cluster)
    build.add_argument(
        "--out",
        metavar="DIR",
        type=_path,
        help="folder for the artifacts (default: dist in the project)",
    )
    build.add_argument("--all", action="store_true", help="make everything, changed or not")
    build.add_argument(
        "--release", action="store_true", help="refuse languages whose translation is still a draft"
    )
    shown = "also make a picture of each print file as it lies, folded or bound (….mockup.png)"
    build.add_argument("--mockups", action="store_true", help=shown)
    build.add_argument("-q", "--quiet", action="store_true", help="tell errors, and nothing else")
    _verbose(build)
    _json(build)


def _archive(archive: argparse.ArgumentParser) -> None:
    acts = archive.add_subparsers(dest="act", metavar="ACT", required=True)
    create = acts.add_parser(
        "create", help="render all and close it up with all it was made from", description=_CREATE
    )
    _chosen(create, "archive")
    _at_once(create)
    create.add_argument(
        "--out", metavar="DIR", type=_path, help="folder for it (default: archives in the project)"
    )
    create.add_argument("--zip", action="store_true", help="make one zip instead of a folder")
    drafts = "let in languages whose translation is still a draft, marked so"
    create.add_argument("--allow-drafts", action="store_true", help=drafts)
    create.add_argument("--release", action="store_true", help="refuse them (the default)")
    verify = acts.add_parser(
        "verify", help="say whether anything in a package changed", description=_VERIFY
    )
    verify.add_argument("bag", metavar="BAG", type=_path, help="the folder or the zip")
    verify.add_argument(
        "--rebuild", action="store_true", help="make each artifact again and compare the bytes"
    )
    _at_once(verify)
    for act in (create, verify):
        _verbose(act)
        _json(act)


def _chosen(verb: argparse.ArgumentParser, name: str) -> None:
    """Lets a verb take what to render."""
    verb.add_argument(
        "documents", metavar="DOCUMENT", nargs="*", help=f"documents to {name} (default: all)"
    )
    languages = (
        "only this language, such as ja or zh-Hant, or the pseudo-language en-XA or ar-XB; may be"
        " repeated; "
    )
    languages += "for print also a pair for one sheet, such as ja+en"
    _several(verb, "-l", "languages", "LANG", languages)
    _several(
        verb, "-t", "templates", "TEMPLATE", "only this template, such as leaflet; may be repeated"
    )
    _several(
        verb,
        "-o",
        "outputs",
        "OUTPUT",
        f"only this output: {', '.join(OUTPUTS)}; may be repeated",
    )


def _at_once(verb: argparse._ActionsContainer) -> None:
    at_once = "renders at a time (default: one for each processor)"
    verb.add_argument(
        "--jobs", metavar="N", type=_number, default=os.cpu_count() or 1, help=at_once
    )


def _several(verb: argparse.ArgumentParser, flag: str, name: str, metavar: str, text: str) -> None:
    verb.add_argument(flag, dest=name, metavar=metavar, action="append", default=[], help=text)


def _catalog(catalog: argparse.ArgumentParser) -> None:
    acts = catalog.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("extract", help="write locales/*.pot from the templates")
    init = acts.add_parser("init", help="start a new language", description=_INIT)
    init.add_argument("language", metavar="LANG", help="the language, such as fr or zh-Hant")
    acts.add_parser(
        "update", help="bring every .po file to what the templates ask for", description=_UPDATE
    )
    review = acts.add_parser(
        "review", help="write down who has reviewed a language", description=_REVIEW
    )
    review.add_argument("language", metavar="LANG", help="the language, such as fr or zh-Hant")
    _several(
        review, "-c", "catalogs", "CATALOG", "only this catalog, such as interface; may be repeated"
    )
    review.add_argument("--by", metavar="NAME", required=True, help="who has read them")
    today = datetime.now().astimezone().date()
    review.add_argument(
        "--on", metavar="DATE", type=_day, default=today, help="when (the default is today)"
    )
    _exchange(acts)
    _json(acts.add_parser("status", help="say how far each language is"))
    _screenshots(
        acts.add_parser(
            "screenshots",
            help="make a picture of each message, marked on its page",
            description=_SCREENSHOTS,
        )
    )
    _proofs(
        acts.add_parser(
            "proofs", help="write a translation out to be read on paper", description=_PROOFS
        )
    )


def _screenshots(screenshots: argparse.ArgumentParser) -> None:
    screenshots.add_argument("folder", metavar="FOLDER", type=_path, help="where to")
    text = "pictures in this language (default: the source language); may be repeated"
    _several(screenshots, "-l", "languages", "LANG", text)
    text = "only on pages of this template, such as leaflet; may be repeated"
    _several(screenshots, "-t", "templates", "TEMPLATE", text)


def _proofs(proofs: argparse.ArgumentParser) -> None:
    proofs.add_argument("language", metavar="LANG", help="the language, such as fr or zh-Hant")
    proofs.add_argument("file", metavar="FILE", type=_path, help="what to write: .pdf or .html")
    text = "documents to read (default: all)"
    proofs.add_argument("documents", metavar="DOCUMENT", nargs="*", help=text)
    text = "only pages of this template, such as leaflet; may be repeated"
    _several(proofs, "-t", "templates", "TEMPLATE", text)


def _exchange(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Lets words go out to the tools of translators, and come back."""
    out = acts.add_parser("export", help="write a language as XLIFF", description=_EXPORT)
    out.add_argument("language", metavar="LANG", help="the language, such as fr or zh-Hant")
    out.add_argument("file", metavar="FILE", type=_path, help="the file to write, such as fr.xlf")
    version = "of XLIFF (default: 1.2, which every program reads)"
    out.add_argument("--version", choices=("1.2", "2.1"), default="1.2", help=version)
    _several(out, "-c", "catalogs", "CATALOG", "only this catalog; may be repeated")
    copied = "put the source where nothing is translated yet (OmegaT 3 needs it)"
    out.add_argument("--copy-source", action="store_true", help=copied)
    back = acts.add_parser("import", help="take an XLIFF file back", description=_IMPORT)
    back.add_argument("file", metavar="FILE", type=Path, help="the file that came back")
    terms = acts.add_parser(
        "glossary", help="write the terms for a termbase, or take them back", description=_GLOSSARY
    )
    terms.add_argument("file", metavar="FILE", type=_path, help="such as terms.tbx or terms.csv")
    terms.add_argument("--import", dest="back", action="store_true", help="take the file back")
    edition = "of TBX: 2 is ISO 30042:2008, which every program reads (the default), 3 that of 2019"
    terms.add_argument("--version", choices=("2", "3"), default="2", help=edition)
    memory = acts.add_parser("memory", help="write a translation memory", description=_MEMORY)
    memory.add_argument("file", metavar="FILE", type=_path, help="such as memory.tmx")
    for act in (terms, memory):
        _several(act, "-l", "languages", "LANG", "only this language; may be repeated")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-29") from None


def _number(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of jobs; use 1, 2, 3 …")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; use 1024 to 65535")
    return int(text)
