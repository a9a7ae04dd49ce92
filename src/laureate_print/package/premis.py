"""Tells archives what was done with each file: made, validated, fixed; PREMIS 3.0, `premis.xml`."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from laureate_print.package.validation import Verdict
from laureate_print.package.values import About, Entry

NAME = "premis.xml"
_NAMESPACE = "http://www.loc.gov/premis/v3"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_MADE, _FIXED = "made", "fixed"


def events(about: About, entries: Sequence[Entry], verdicts: Sequence[Verdict]) -> bytes:
    """Gives the file of all objects, events and agents."""
    ElementTree.register_namespace("premis", _NAMESPACE)
    ElementTree.register_namespace("xsi", _INSTANCE)
    root = ElementTree.Element(_tag("premis"), {"version": "3.0"})
    judged = _by_judge(verdicts)
    for entry in entries:
        _object(
            root,
            about,
            entry,
            [name for name, found in judged.items() if entry.path in dict(found)],
        )
    _events(root, about, entries, judged)
    for name, version in about.software.items():
        _agent(root, name, version)
    for judge in dict.fromkeys(verdict.validator for verdict in verdicts):
        name, _, version = judge.partition(" ")
        _agent(root, name, version)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _by_judge(verdicts: Sequence[Verdict]) -> dict[str, list[tuple[str, Verdict]]]:
    """Gives the verdicts with their files by the name of the event: one for each standard."""
    found: dict[str, list[tuple[str, Verdict]]] = {}
    for verdict in verdicts:
        found.setdefault(f"validated: {verdict.profile}", []).append((verdict.path, verdict))
    return found


def _object(
    root: ElementTree.Element, about: About, entry: Entry, validated: Sequence[str]
) -> None:
    found = _add(root, "object")
    found.set(f"{{{_INSTANCE}}}type", "premis:file")
    _identified(found, "object", entry.path, "path below data/")
    traits = _add(found, "objectCharacteristics")
    for name, digest in entry.digests.items():
        fixity = _add(traits, "fixity")
        _add(fixity, "messageDigestAlgorithm", name.upper().replace("SHA", "SHA-"))
        _add(fixity, "messageDigest", digest)
    _add(traits, "size", str(entry.bytes))
    kind = _add(traits, "format")
    _add(_add(kind, "formatDesignation"), "formatName", entry.format or entry.media_type)
    if entry.puid:
        registry = _add(kind, "formatRegistry")
        _add(registry, "formatRegistryName", "PRONOM")
        _add(registry, "formatRegistryKey", entry.puid)
    if entry.origin:
        maker = _add(traits, "creatingApplication")
        _add(maker, "creatingApplicationName", "laureate-print")
        _add(maker, "creatingApplicationVersion", about.software["laureate-print"])
        relation = _add(found, "relationship")
        _add(relation, "relationshipType", "derivation")
        _add(relation, "relationshipSubType", "has source")
        for source in entry.origin.sources:
            related = _add(relation, "relatedObjectIdentifier")
            _add(related, "relatedObjectIdentifierType", "path below data/")
            _add(related, "relatedObjectIdentifierValue", source)
    for name in ([_MADE] if entry.origin else []) + list(validated) + [_FIXED]:
        _linked(found, "Event", name, "name in this file")


def _events(
    root: ElementTree.Element,
    about: About,
    entries: Sequence[Entry],
    judged: dict[str, list[tuple[str, Verdict]]],
) -> None:
    made = [entry.path for entry in entries if entry.origin]
    _event(
        root,
        about,
        (_MADE, "creation", "rendered from the sources they name"),
        ("laureate-print", made),
    )
    for name, found in judged.items():
        verdict = found[0][1]
        detail = f"by {verdict.validator}, {verdict.profile}: {len(found)} files, all valid"
        _event(
            root,
            about,
            (name, "validation", detail),
            (verdict.validator.partition(" ")[0], [path for path, _ in found]),
        )
    detail = "SHA-256 and SHA-512 of every file, in the manifests of the bag"
    paths = [entry.path for entry in entries]
    _event(root, about, (_FIXED, "message digest calculation", detail), ("laureate-print", paths))


def _event(
    root: ElementTree.Element,
    about: About,
    facts: tuple[str, str, str],
    done: tuple[str, Sequence[str]],
) -> None:
    (name, kind, detail), (agent, paths) = facts, done
    event = _add(root, "event")
    _identified(event, "event", name, "name in this file")
    _add(event, "eventType", kind)
    _add(event, "eventDateTime", about.date)
    _add(_add(event, "eventDetailInformation"), "eventDetail", detail)
    _add(_add(event, "eventOutcomeInformation"), "eventOutcome", "success")
    _linked(event, "Agent", agent, "name")
    for path in paths:
        _linked(event, "Object", path, "path below data/")


def _agent(root: ElementTree.Element, name: str, version: str) -> None:
    agent = _add(root, "agent")
    _identified(agent, "agent", name, "name")
    _add(agent, "agentName", name)
    _add(agent, "agentType", "software")
    _add(agent, "agentVersion", version)


def _identified(parent: ElementTree.Element, what: str, value: str, kind: str) -> None:
    identifier = _add(parent, f"{what}Identifier")
    _add(identifier, f"{what}IdentifierType", kind)
    _add(identifier, f"{what}IdentifierValue", value)


def _linked(parent: ElementTree.Element, what: str, value: str, kind: str) -> None:
    link = _add(parent, f"linking{what}Identifier")
    _add(link, f"linking{what}IdentifierType", kind)
    _add(link, f"linking{what}IdentifierValue", value)


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, _tag(name))
    child.text = text or None
    return child


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
