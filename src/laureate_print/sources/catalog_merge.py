"""Brings a catalog to what its template asks for, as msgmerge does: what stays, what is offered as
fuzzy, what is kept as obsolete.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from laureate_print.sources.po_files import Entry, PoFile

# A source is words, but for scripts that put no space between them: there it is letters. (Kana and
# ideographs; Thai, Lao, Burmese, Khmer and their neighbours.)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A mark (the vowel signs of India, say) is part of its word, as a letter is.
_WORD = re.compile(
    rf"\{{[^{{}}]*\}}|[{_UNSPACED}]|(?:[^\W{_UNSPACED}]|[\u0300-\u036f\u0590-\u05c7\u064b-\u065f\u0900-\u0dff])+"
)
# How many of its words a source must share, in order, with the one that it replaces (0 to 1).
# Measured on all that the announcement asks for: two of its sources of 60 letters or more share at
# most 0.4, two shorter ones or terms at most 0.67, but for one that says the same.
_ALIKE, _ALIKE_IF_SHORT, _SHORT = 0.5, 0.7, 60


def follow(catalog: PoFile, template: PoFile, count: int, others: Mapping[str, Entry]) -> PoFile:
    """Brings a catalog to what the template holds, translations and comments kept.

    A message that lacks a translation gets, in this order, the one that another catalog has of it
    word for word; that of a message which vanished and which it replaces; and, as it is offered by
    whoever has a source most like its own: what this catalog keeps as obsolete, or another catalog.
    The latter two are fuzzy and tell the source that they translate.

    Args:
        catalog: as it is.
        template: what is asked for.
        count: how many plural forms the language has.
        others: translations of other catalogs by key, for what this one lacks.
    """
    asked = {entry.key for entry in template.entries}
    kept = {entry.key: entry for entry in catalog.obsolete if any(entry.texts)}
    known = kept | {entry.key: entry for entry in catalog.entries}
    lacking = [entry for entry in template.entries if not any(_texts(known, entry))]
    taken = {entry.key: others[entry.key] for entry in lacking if entry.key in others}
    new = [entry for entry in lacking if entry.key not in taken]
    changes = _changes(
        [entry for entry in catalog.entries if entry.key not in asked and any(entry.texts)], new
    )
    lent = [entry for entry in kept.values() if entry.key not in asked]
    offers = _offers([*lent, *others.values()], [it for it in new if it.key not in changes])
    given = taken | changes | offers
    entries = [
        _renewed(entry, _given(known.get(entry.key), given.get(entry.key)), count)
        for entry in template.entries
    ]
    replaced = {old.key for old in changes.values()}
    gone = [
        replace(entry, obsolete=True, notes=(), places=())
        for entry in (*catalog.obsolete, *catalog.entries)
        if entry.key not in asked | replaced and any((*entry.texts, *entry.comments))
    ]
    return replace(catalog, entries=tuple(entries), obsolete=tuple(gone))


def _given(own: Entry | None, given: Entry | None) -> Entry | None:
    """Gives a message with the translation that it is given, and the comments that it has."""
    if own is None or given is None:
        return given or own
    return replace(given, comments=tuple(dict.fromkeys((*own.comments, *given.comments))))


def _texts(known: dict[str, Entry], entry: Entry) -> tuple[str, ...]:
    return known[entry.key].texts if entry.key in known else ()


def _renewed(asked: Entry, old: Entry | None, count: int) -> Entry:
    """Gives a message as it is asked for, with the translation that it had."""
    plural = len(asked.sources) > 1
    if old is None:
        return replace(asked, texts=("",) * count if plural else ("",))
    texts = old.texts if plural == (len(old.sources) > 1) else (old.texts[0],)
    if plural:
        texts = (*texts, *("",) * count)[: max(count, len(texts) if len(old.sources) > 1 else 0)]
    formats = [flag for flag in asked.flags if flag not in old.flags]
    flags = [flag for flag in old.flags if not flag.endswith("-format") or flag in asked.flags]
    changed = old.sources != asked.sources and any(texts)
    previous = old.previous if old.fuzzy else ()
    if changed:
        flags = list(dict.fromkeys(["fuzzy", *flags]))
        # What the translation was made for is the older source, if nobody has looked at it since.
        previous = previous or _as_previous(old)
    return replace(
        asked,
        texts=texts,
        comments=old.comments,
        flags=(*flags, *formats),
        previous=previous,
    )


def _as_previous(old: Entry) -> tuple[tuple[str, str], ...]:
    context = () if old.context is None else (("msgctxt", old.context),)
    return (*context, *zip(("msgid", "msgid_plural"), old.sources, strict=False))


def _changes(vanished: list[Entry], new: list[Entry]) -> dict[str, Entry]:
    """Gives for the key of each new message the vanished one that it replaces: the most alike
    first, and each only once.

    A message that is still asked for has not changed, however much a new one is like it.
    """
    pairs = (
        (_likeness(old, message), x, y)
        for x, old in enumerate(vanished)
        for y, message in enumerate(new)
    )
    chosen: dict[int, int] = {}
    for likeness, x, y in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if likeness and x not in chosen and y not in chosen.values():
            chosen[x] = y
    return {new[y].key: vanished[x] for x, y in chosen.items()}


def _offers(lenders: list[Entry], new: list[Entry]) -> dict[str, Entry]:
    """Gives for the key of each new message the one whose source is most like its own, the first of
    several; nothing where none is.
    """
    found = {}
    for message in new:
        likeness = [_likeness(lender, message) for lender in lenders]
        if any(likeness):
            found[message.key] = lenders[likeness.index(max(likeness))]
    return found


def _likeness(old: Entry, new: Entry) -> float:
    """Gives the share of words that two sources have in common, in order; 0 if one is no
    change of the other, or stands in another context.
    """
    if len(old.sources) != len(new.sources) or old.context != new.context:
        return 0
    return _shared(" ".join(old.sources), " ".join(new.sources))


@lru_cache(maxsize=1 << 18)  # the same sources meet in each language
def _shared(old: str, new: str) -> float:
    least = _ALIKE if min(len(old), len(new)) >= _SHORT else _ALIKE_IF_SHORT
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    # The first two are limits of the third, in the order of what they cost.
    if least > matcher.real_quick_ratio() or least > matcher.quick_ratio():
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0


@lru_cache(maxsize=1 << 14)
def _words(source: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(source))
