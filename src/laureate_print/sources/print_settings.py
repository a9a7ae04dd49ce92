"""Reads what the print shop asks for: the table `[print]` of the project file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from laureate_print.errors import ProjectError
from laureate_print.model import PrintSettings, SourceFile
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.text_files import IN_WORDS

_CONDITION = "FOGRA39"  # ISO Coated, as the ICC has it in its registry
_KINDS = {
    "standard": str,
    "profile": str,
    "condition": str,
    "marks": str,
    "stock": str,
    "total_ink": int,
    "imposed": bool,
    "paper": float,
    "mockups": bool,
}
_VERSIONS = {"PDF/X-4": (2, 4), "PDF/X-1a:2003": (2,)}  # of ICC profiles
_CHOICES: dict[str, dict[str, Any]] = {
    "standard": {
        "PDF/X-4": "PDF/X-4",
        "PDF/X-1a": "PDF/X-1a:2003",
        "PDF/X-1a:2003": "PDF/X-1a:2003",
    },
    "marks": {name: name for name in ("japanese", "western", "none")},
    # What paper bears of all inks together, in %: more does not dry, and sets off.
    "stock": {"coated": 300, "uncoated": 260, "newsprint": 220},
}


@remembered
def print_settings(sources: Sources) -> PrintSettings:
    """Gives what the project file asks of print files; without a word there, what most Japanese
    shops take.

    Raises:
        ProjectError: a key or a value of `[print]` is not known, or the profile is none of a CMYK
            press.
    """
    settings = sources.project.print
    for key, value in settings.items():
        if key not in _KINDS:
            raise _wrong(f"unknown key '{key}'; the keys are {', '.join(_KINDS)}")
        if type(value) is not _KINDS[key] and (_KINDS[key] is not float or type(value) is not int):
            raise _wrong(f"'{key}' should be {IN_WORDS[_KINDS[key]]}")
    chosen = {key: _chosen(key, settings.get(key, next(iter(_CHOICES[key])))) for key in _CHOICES}
    condition = settings.get("condition", "" if "profile" in settings else _CONDITION)
    if not condition:
        raise _wrong(
            "a 'profile' needs its 'condition', its name in the ICC registry, such as JCW2011 or"
            " FOGRA51"
        )
    total_ink = settings.get("total_ink", chosen["stock"])
    if not 100 <= total_ink <= 400:
        raise _wrong(
            "'total_ink' is the sum of all inks in %, between 100 and 400; shops ask for 300 or 350"
        )
    if not 0 <= (paper := settings.get("paper", 0.1)) <= 1:
        raise _wrong(
            "'paper' is its thickness in mm, such as 0.1; it moves the pages of spreads towards the"
            " spine"
        )
    return PrintSettings(
        standard=chosen["standard"],
        profile=_profile(sources, chosen["standard"]),
        condition=condition,
        marks=chosen["marks"],
        total_ink=float(total_ink),
        imposed=settings.get("imposed", False),
        paper=float(paper),
        mockups=settings.get("mockups", False),
    )


def with_mockups(sources: Sources) -> Sources:
    """Gives the same with a picture asked for of each print file, as it lies when it is folded or
    bound.
    """
    project = replace(sources.project, print=sources.project.print | {"mockups": True})
    return replace(sources, project=project, _remembered={})


def _chosen(key: str, value: str) -> Any:
    if value not in _CHOICES[key]:
        raise _wrong(
            f"'{key}' should be one of {', '.join(dict.fromkeys(_CHOICES[key]))}; it is '{value}'"
        )
    return _CHOICES[key][value]


def _profile(sources: Sources, standard: str) -> SourceFile:
    """Gives the output profile, if it is one for CMYK (ICC.1:2010, 7.2) of a version that the
    standard knows: PDF/X-1a:2003 version 2, PDF/X-4 version 4, too.
    """
    profile = sources.profile
    if profile is None:
        name = sources.root / sources.project.print["profile"]
        raise _wrong(f"cannot read the profile {name}: there is no such file in the project")
    head = profile.content[:40]
    if (head[12:16], head[16:20], head[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        raise _wrong(
            f"{profile.shown} is no ICC profile of a CMYK press; ask your print shop for theirs"
        )
    if head[8] not in (known := _VERSIONS[standard]):
        raise _wrong(
            f"{profile.shown} is an ICC profile of version {head[8]}, and {standard} knows"
            f" {' and '.join(map(str, known))}; ask your print shop for theirs"
        )
    return profile


def _wrong(message: str) -> ProjectError:
    return ProjectError(f"laureate.toml: [print]: {message}")
