"""Which records a sentence is about, and what these hold instead of what it says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._fields import Contradiction, agrees, fits, values_of
from tracegrade.graders.evidence._identity import field_words, identity_field
from tracegrade.graph.values import normalized, particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = [
    "Anchor",
    "anchors_of",
    "by_sibling",
    "is_related",
    "sentences_above",
]

_LONGEST_PHRASE = 5  # words
_MOST_WORDS = 120  # of a sentence
_MOST_ANCHORS = 60
_MOST_CARRYING = 24
_SHORTEST_NUMBER = 4  # digits of a name, such as the last ones of a card
_FURTHEST = 30  # sentences
_SHORTEST = 3  # characters of a name
_ROOT = "/"  # of a file system; a disk is named by it
_SIZE = re.compile(r"\d+(?:[.,]\d+)?[kmgtp]i?b?|\d+[.,]\d+[a-z%]{1,3}")
_TRIMMED = ".,;:!?()[]{}\"'|"
_PLACES = frozenset(("mounted", "mount", "mountpoint", "path", "file", "filename", "directory", "dir", "folder", "volume", "target"))  # fmt: skip
_NAMING = frozenset(("name", "title", "label"))


class Anchor(NamedTuple):
    """A record that a sentence names, and by what."""

    phrase: str
    fact: Fact


def anchors_of(store: EvidenceStore, sentence: Sentence, before: int) -> list[Anchor]:
    """The records that a sentence names by an id or a name."""
    return _named_in(store, sentence.text, before)


def sentences_above(sentence: Sentence, sentences: list[Sentence]) -> Iterator[Sentence]:
    """What an item of a list may go on about: items before it, then the item around them.

    Items before the one around it are left out: they are about other things.
    """
    if not sentence.depth:
        return
    limit = sentence.depth
    for other in reversed(sentences[max(0, sentence.number - _FURTHEST) : sentence.number]):
        if other.depth > limit or other.kind == "row":
            continue
        yield other
        if not other.depth:
            return
        if other.depth < sentence.depth:
            limit = other.depth - 1


def _named_in(store: EvidenceStore, text: str, before: int) -> list[Anchor]:
    words = [word.strip(_TRIMMED) for word in normalized(text).split()[:_MOST_WORDS]]
    found: list[Anchor] = []
    seen: set[str] = set()
    facts_of, names = store.facts, store.facts.names
    for start in range(len(words)):
        phrase = ""
        for word in words[start : start + _LONGEST_PHRASE]:
            is_number = not phrase and word.isdigit() and len(word) >= _SHORTEST_NUMBER
            phrase = f"{phrase} {word}" if phrase else word
            is_name = phrase in names
            is_short = len(phrase) < _SHORTEST and phrase != _ROOT
            if not (is_name or is_number) or is_short or phrase in seen:
                continue
            seen.add(phrase)
            if is_name and facts_of.times_named(phrase, before) > _MOST_CARRYING:
                continue  # what so many records carry tells none apart
            facts = facts_of.named(phrase, before) if is_name else []
            if not facts and is_number:
                facts = facts_of.numbered(phrase, before)
            if len(facts) > _MOST_CARRYING:
                continue
            found += [
                Anchor(phrase, fact) for fact in facts if not fact.fault and _names(phrase, fact)
            ]
            if len(found) > _MOST_ANCHORS:
                return found
    return found


def _names(phrase: str, fact: Fact) -> bool:
    """Whether a field says which thing its record is about."""
    record = fact.record
    if record is None:
        return False
    known = identity_field(record)
    if known is not None and known[0] == fact.field:
        return True
    if phrase.isdigit():
        return False
    if phrase.startswith(_ROOT) and " " not in phrase and _is_own(record, fact.field):
        return True
    if not any(letter.isalpha() for letter in phrase) or _SIZE.fullmatch(phrase):
        return False
    words = field_words(fact.field)
    is_first = known is None and bool(record.fields) and record.fields[0][0] == fact.field
    looks_like_id = any(letter.isdigit() for letter in phrase) and " " not in phrase
    return not _is_date(fact.text) and (
        is_first or looks_like_id or bool(words and words[-1] in _NAMING)
    )


def _is_own(record: Record, field: str) -> bool:
    """Whether a field of a row says where the row is: it is called a mount, a path or the like."""
    return bool(record.path) and bool(_PLACES.intersection(field_words(field)))


@lru_cache(maxsize=4096)
def _is_date(text: str) -> bool:
    return any(each.kind in ("date", "time") for each in particulars_in(text))


def is_related(record: Record, anchor: Record) -> bool:
    """Whether one of two records is, or lies inside, the other."""
    return _is_inside(record, anchor) or _is_inside(anchor, record)


def _is_inside(record: Record, other: Record) -> bool:
    around: Record | None = record
    while around is not None:
        if around is other:
            return True
        around = around.parent
    return False


def by_sibling(
    store: EvidenceStore, claim: Particular, facts: list[Fact], anchors: list[Anchor]
) -> Contradiction | None:
    """The anchor's own value of a field, where only records beside it hold what the claim says.

    Every place that states the claim must be a record like the anchor's, in a field that the
    anchor's record has too, with another value there.
    """
    records = {id(each.fact.record): each.fact for each in anchors if each.fact.record is not None}
    if not records or any(fact.record is None for fact in facts):
        return None
    for fact in facts:
        assert fact.record is not None
        if any(is_related(fact.record, each.record) for each in records.values() if each.record):
            return None
    for anchor in records.values():
        for fact in facts:
            found = _other_value(store, claim, fact, anchor)
            if found is not None:
                return found
    return None


def _other_value(
    store: EvidenceStore, claim: Particular, fact: Fact, anchor: Fact
) -> Contradiction | None:
    """What the anchor's own record holds where the record beside it holds the claim's value."""
    mine = _counterpart(store, fact, anchor)
    if mine is None:
        return None
    held = values_of(mine, fact.field)
    if len(held) != 1 or not fits(claim, held[0]) or agrees(claim, held[0]):
        return None
    return Contradiction(anchor.step, mine, fact.field, held[0])


def _counterpart(store: EvidenceStore, fact: Fact, anchor: Fact) -> Record | None:
    """The record of the anchor, or the one in it, that is like the one that states the claim."""
    record, other = anchor.record, fact.record
    if record is None or other is None:
        return None
    names = {name for name, _ in other.fields}
    within = [record] if record.shape == other.shape else store.results.inside(anchor.step, record)
    like = [
        each for each in within
        if each.shape == other.shape and {name for name, _ in each.fields} == names
    ]  # fmt: skip
    return like[0] if len(like) == 1 else None
