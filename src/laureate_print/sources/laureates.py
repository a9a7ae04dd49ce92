"""Sets the name of a laureate and the citation, of which the facts of a document tell, into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from laureate_print.model import Block, Body
from laureate_print.sources import markdown

_HEADINGS = ("h2", "h3", "h4")
_CITED = ("class", "citation")
NAME = "The laureate's name, in large type."
CITATION = (
    "The citation: for what the laureate is honoured, in one phrase of 15 to 25 words below the"
    " name, in large type. Without a full stop."
)


def as_written(body: Body, name: str) -> str:
    """Gives the message of the heading that says this name, whatever marks it has there; else the
    name.
    """
    said = (it.message for it in body.all_blocks if it.name in _HEADINGS)
    plain = markdown.plain(name)
    return next((message for message in said if markdown.plain(message) == plain), name)


def honoured(body: Body, facts: Mapping[str, Any]) -> Body:
    """Gives a body in which the heading with the laureate's name says that it is one, by its class,
    and the citation stands below it. A name that no heading says becomes one, before all else.
    """
    name, citation = facts.get("laureate", ""), _citation(facts)
    blocks, found = _below_its_heading(body.blocks, name, citation)
    if not found and name:
        heading = Block("h2", 1, name, (("class", "laureate"),), comments=(NAME,))
        blocks = (Block("section", 1, blocks=(heading, *citation)), *body.blocks)
    elif not found:
        blocks = (*citation, *body.blocks)
    return replace(body, blocks=blocks)


def uncited(body: Body) -> Body:
    """Gives a body without its citation, for a sheet that says it in another place."""
    return replace(body, blocks=_without_citation(body.blocks))


def _without_citation(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, blocks=_without_citation(block.blocks))
        for block in blocks
        if _CITED not in block.attributes
    )


def slips(body: Body, facts: Mapping[str, Any]) -> Iterator[str]:
    """Tells a name that a heading says almost, by `line: what`: it would stand there twice."""
    name = facts.get("laureate", "")
    headings = {it.message: it.line for it in body.all_blocks if it.name in _HEADINGS}
    for near in get_close_matches(name, headings, 1, 0.85) if name not in headings else ():
        yield f"{headings[near]}: 'laureate' is '{name}'; write it here as there, letter for letter"


def _citation(facts: Mapping[str, Any]) -> tuple[Block, ...]:
    words = facts.get("citation", "")
    if not markdown.has_words(words):
        return ()
    return (Block("p", 1, words, (_CITED,), comments=(CITATION,)),)


def _below_its_heading(
    blocks: Sequence[Block], name: str, citation: tuple[Block, ...]
) -> tuple[tuple[Block, ...], bool]:
    """Gives blocks with the citation below the first heading of this name, and whether there is
    one.
    """
    made: list[Block] = []
    found = False
    for block in blocks:
        if not found and name and block.name in _HEADINGS and block.message == name:
            made += (
                replace(block, attributes=(*block.attributes, ("class", "laureate"))),
                *citation,
            )
            found = True
        elif not found and block.blocks:
            inner, found = _below_its_heading(block.blocks, name, citation)
            made.append(replace(block, blocks=inner))
        else:
            made.append(block)
    return tuple(made), found
