"""What the browser gets to see: the grid of all editions, and one edition with its findings."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from laureate_print.desk.bench import DRAFT
from laureate_print.desk.interface import Interface
from laureate_print.desk.studio import Sight, Studio
from laureate_print.model import Finding, Job, Language, Pair, Single
from laureate_print.sources.fonts import ROLES, fonts
from laureate_print.sources.languages import language

PAGES = Path(__file__).with_name("pages")
_LONGEST_LINE = 160  # letters of a source file that are shown


@dataclass(frozen=True, slots=True)
class Plate:
    """All templates of one edition in the grid; `languages` are those that stand in it."""

    name: str
    languages: tuple[Language, ...]
    jobs: tuple[Job, ...]


class Views:
    """The pages of the preview; everything in them is escaped."""

    def __init__(self, studio: Studio, spoken: Iterable[str]) -> None:
        self._studio, self._spoken = studio, tuple(spoken)
        self._run = secrets.token_urlsafe(6)  # no picture of an earlier run is taken for one of now
        self._templates = Environment(
            loader=FileSystemLoader(PAGES),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def grid(self, interface: Interface) -> str:
        """Gives the page with a small picture of each edition."""
        documents = {
            name: list(_plates(job for job in self._studio.jobs if job.document == name))
            for name in dict.fromkeys(job.document for job in self._studio.jobs)
        }
        return self._filled("grid.html", interface, documents=documents, cards=self._card)

    def edition(self, job: Job, interface: Interface) -> str:
        """Gives the page of one job: what was made, beside it what was found."""
        jobs = self._studio.jobs
        outputs = [it for it in jobs if _kind(it) == _kind(job)] or [job]
        editions = [it for it in jobs if _but_edition(it) == _but_edition(job)]
        values = self._sight(self._studio.sight(job)) | {"outputs": outputs, "editions": editions}
        return self._filled("edition.html", interface, **values)

    def faces(self) -> str:
        """Gives the style by which what the preview says, and the names of languages, are set in
        the project's own faces.
        """
        found = fonts(self._studio.sources)
        numbers = {family: number for number, family in enumerate(found.faces)}
        rules = [
            f"@font-face {{ font-family: F{numbers[family]}; font-weight: {face.weight};"
            f" src: url(/faces/{numbers[family]}/{face.weight}?v={self._run}) }}"
            for family, faces in found.faces.items()
            for face in faces
        ]
        for tag in ("", *dict.fromkeys([*self._spoken, *self._studio.sources.translated])):
            stacks = {
                role: ", ".join(
                    f"F{numbers[it]}"
                    for it in (found.stack(tag, role) if tag else found.fallback(role))
                )
                for role in ROLES
            }
            own = "; ".join(f"--{role}: {stack}" for role, stack in stacks.items())
            rules.append(f"{f'[lang={tag}]' if tag else ':root'} {{ {own} }}")
            if tag:  # what is said in one language and quotes the other
                rules.append(f"[data-desk={tag}] {{ --tongue: {stacks['text']} }}")
        return "\n".join(rules)

    def missing(self, message: str, interface: Interface) -> str:
        """Gives the page that says that there is no such page."""
        return self._filled("missing.html", interface, message=message)

    def card_news(self, sight: Sight, interface: Interface) -> dict[str, Any]:
        """Gives what the grid is told when a page was made or looked at."""
        card = self._card(sight.job)
        html = self._filled("card.html", interface, card=card)
        return {"id": card["id"], "html": html}

    def edition_news(self, sight: Sight, interface: Interface) -> dict[str, Any]:
        """Gives what the page of a job is told when that was made or looked at: its parts."""
        values = self._sight(sight)
        parts = {
            name: self._filled(f"{name}.html", interface, **values)
            for name in ("state", "pages", "findings")
        }
        return parts | {"picture": sight.picture}

    def _filled(self, name: str, interface: Interface, **values: Any) -> str:
        return self._templates.get_template(name).render(
            _=interface,
            language=interface.language,
            project=self._studio.sources.root.name,
            run=self._run,
            link=link,
            name=edition_languages,
            **values,
        )

    def _card(self, job: Job) -> dict[str, Any]:
        sight = self._studio.sight(job)
        told = [it for it in sight.findings if it.check != DRAFT]
        return {
            "id": "/".join(_parts(job)),
            "job": job,
            "sight": sight,
            "worst": told[0] if told else None,
            "errors": sum(it.severity == "error" for it in told),
            "warnings": sum(it.severity == "warning" for it in told),
            "draft": any(it.check == DRAFT for it in sight.findings),
            "picture": f"{link(job, 'picture')}/1.png?v={self._run}-{sight.picture}&small",
            "page": f"/files/{job.path}?v={self._run}-{sight.picture}",
        }

    def _sight(self, sight: Sight) -> dict[str, Any]:
        findings = sight.findings
        return {
            "sight": sight,
            "job": sight.job,
            "making": not self._studio.is_current(sight),
            "findings": [(it, self._line(it)) for it in findings],
            "errors": sum(it.severity == "error" for it in findings),
            "warnings": sum(it.severity == "warning" for it in findings),
            "version": f"{self._run}-{sight.picture}",
            "is_desk": self._studio.words is not None,
        }

    def _line(self, finding: Finding) -> str:
        """Gives the line of a source file to which a finding points; nothing where there is
        none.
        """
        shown, _, number = finding.where.rpartition(":")
        layers = self._studio.sources.layers
        files = (file for layer in layers for file in layer.files.values() if file.shown == shown)
        file = next(files, None)
        if file is None or not number.isdigit():
            return ""
        rows = file.content.decode("utf-8", "replace").split("\n")
        row = rows[int(number) - 1].strip() if 0 < int(number) <= len(rows) else ""
        return row if len(row) <= _LONGEST_LINE else f"{row[:_LONGEST_LINE]}…"


def link(job: Job, kind: str = "edition") -> str:
    """Gives the address of a job's page, or of its pictures."""
    return "/".join(["", kind, *_parts(job)])


def edition_languages(job: Job) -> tuple[Language, ...]:
    """Gives the languages of an edition that is named by them; none of a file that serves all."""
    named = isinstance(job.edition, (Single, Pair))
    return tuple(map(language, job.edition.languages)) if named else ()


def _parts(job: Job) -> Sequence[str]:
    return job.document, job.template, _edition(job), job.output.name


def _edition(job: Job) -> str:
    return job.edition.name if edition_languages(job) else "all"


def _kind(job: Job) -> tuple[Any, ...]:
    return job.document, job.template, job.edition


def _but_edition(job: Job) -> tuple[Any, ...]:
    return job.document, job.template, job.output.name


def _plates(jobs: Iterator[Job]) -> Iterator[Plate]:
    """Gives the jobs that stand in the grid by their editions: of each template one, whose pages
    are pictures if it has such an output.
    """
    pictured: dict[tuple[Any, ...], Job] = {}
    for job in jobs:
        known = pictured.setdefault(_kind(job), job)
        if known.output.ending == "html":
            pictured[_kind(job)] = job
    groups: dict[str, list[Job]] = {}
    for job in pictured.values():
        groups.setdefault(_edition(job), []).append(job)
    for name, found in sorted(groups.items(), key=lambda it: it[0] == "all"):
        yield Plate(name, edition_languages(found[0]), tuple(found))
