"""Which field of a record a claim is about, and what the record holds there instead."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._doubts import is_length
from tracegrade.graders.evidence._identity import field_words, identity_field
from tracegrade.graders.evidence._measures import may_be_in
from tracegrade.graders.evidence._misspelled import is_rescaled
from tracegrade.graph.values import forms_of, particulars_in, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = [
    "Contradiction",
    "agrees",
    "by_field",
    "by_only_value",
    "fits",
    "head_of",
    "is_told",
    "values_of",
]

_GENERIC = frozenset(
    ("id", "number", "the", "of", "name", "type", "is", "at", "value", "in", "on", "for", "to",
     "usd", "eur", "gbp", "bar", "pct", "percent", "count", "code", "no", "data", "info")
)  # fmt: skip
_WORD = re.compile(r"[a-z]+")


class Contradiction(NamedTuple):
    """A field of a record that holds another value than the answer states.

    Attributes:
        step: Position of the result.
        record: The record.
        field: Its field.
        value: What it holds.
        is_doubtful: Whether the claim may as well be of something else.
    """

    step: int
    record: Record
    field: str
    value: Any
    is_doubtful: bool = False


def by_field(
    store: EvidenceStore,
    claim: Particular,
    sentence: Sentence,
    anchors: list[Anchor],
    facts: Iterable[Fact] = (),
) -> Contradiction | None:
    """The one field that the sentence names for the claim, of the one thing that it is about.

    Only where there is no doubt: the records that the sentence names agree on the field, it is
    the only one named that holds a value of the claim's kind, or the last one named before the
    claim, its value is not in the sentence as well, and it is none of the places that state the
    claim.
    """
    words = _words_about(claim, sentence)
    stating = {(id(fact.record), fact.field) for fact in facts}
    latest = {anchor.phrase: anchor.fact.step for anchor in anchors}
    found: dict[tuple[str, str], Contradiction] = {}
    for anchor in anchors:
        if anchor.fact.step != latest[anchor.phrase]:
            continue
        for record in _with_parts(store, anchor.fact):
            for name, value in record.fields:
                if fits(claim, value) and _is_named(name, words) and may_be_in(claim, record, name):
                    if (id(record), name) in stating:
                        return None
                    found[name, str(value)] = Contradiction(anchor.fact.step, record, name, value)
    contradiction = _meant(list(found.values()), claim, sentence)
    if contradiction is None or _is_said(claim, sentence, contradiction.value):
        return None
    return contradiction


def by_only_value(
    claim: Particular, sentence: Sentence, anchors: list[Anchor]
) -> Contradiction | None:
    """The only value of the claim's kind in the records that the sentence names, if it is another."""
    found: dict[str, Contradiction] = {}
    for anchor in anchors:
        record = anchor.fact.record
        assert record is not None
        known = identity_field(record)
        for name, value in record.fields:
            is_name = known is not None and known[0] == name
            if fits(claim, value) and not is_name and may_be_in(claim, record, name):
                found[str(value)] = Contradiction(anchor.fact.step, record, name, value)
    alike = [each for each in found.values() if claim.kind != "percent" or _is_share(each)]
    if len(alike) != 1 and len(found) != 1:
        return None
    contradiction = alike[0] if len(alike) == 1 else next(iter(found.values()))
    return None if _is_said(claim, sentence, contradiction.value) else contradiction


def _is_share(found: Contradiction) -> bool:
    """Whether a field says that it holds a percentage: `Use%`, or `91%` itself."""
    return "%" in found.field or "%" in str(found.value)


def _with_parts(store: EvidenceStore, fact: Fact) -> list[Record]:
    """A record, and the objects in it that are no entries of lists: `{"prices": {...}}`."""
    record = fact.record
    assert record is not None
    parts = [
        each for each in store.results.inside(fact.step, record) if isinstance(each.path[-1], str)
    ]
    return [record, *parts]


def _is_said(claim: Particular, sentence: Sentence, value: Any) -> bool:
    """Whether the claim agrees with a value, or the sentence states that value as well."""
    stated = {form for each in sentence.stated for form in forms_of(each.text)}
    if agrees(claim, value) or stated & set(forms_of(value)) or is_told(claim, sentence, value):
        return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and claim.value is not None and is_rescaled(claim.value, Decimal(str(value)))


def is_told(claim: Particular, sentence: Sentence, value: Any) -> bool:
    """Whether the sentence states, beside a claim, what a field holds, as rounded as that may be."""
    beside = [each for each in sentence.stated if each.start != claim.start]
    if isinstance(value, int | float) and not isinstance(value, bool):
        held = Decimal(str(value))
        return any(each.value is not None and is_rescaled(each.value, held) for each in beside)
    alike = [each for each in beside if each.kind == claim.kind]
    return any(agrees(each, value) for each in alike)


def _words_about(claim: Particular, sentence: Sentence) -> frozenset[str]:
    """The words that may name the field: of a cell, the name of its column and the row."""
    words = _stems(sentence.text)
    if sentence.kind != "row":
        return words
    return words | _stems(head_of(sentence, claim))


def head_of(sentence: Sentence, claim: Particular) -> str:
    """The head of the column in which a claim in a row of a table stands."""
    column = sentence.text.count("|", 0, max(0, claim.start - sentence.start))
    rows = [line for line in sentence.above.split("\n") if "|" in line]
    cells = rows[-1].split("|") if rows else []
    return cells[column] if column < len(cells) else sentence.above


def _meant(
    found: list[Contradiction], claim: Particular, sentence: Sentence
) -> Contradiction | None:
    """The only field named; else the one named last before the claim, with no number between."""
    if len(found) == 1:
        return found[0]
    at = claim.start - sentence.start
    text = sentence.text.lower()
    before = max(
        (each.end - sentence.start for each in sentence.stated if each.end <= claim.start),
        default=0,
    )
    places = [
        max(text.rfind(word, before, at) for word in _own_words(each.field)) for each in found
    ]
    nearest = max(places, default=-1)
    if nearest < 0 or places.count(nearest) > 1:
        return None
    return found[places.index(nearest)]


def values_of(record: Record, field: str) -> list[Any]:
    """Every value that a record has in a field."""
    return [value for name, value in record.fields if name == field]


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset((*words, *(word.removesuffix("s") for word in words)))


@lru_cache(maxsize=4096)
def _own_words(name: str) -> frozenset[str]:
    """The words of a field's name that say which one it is."""
    return frozenset(
        word.removesuffix("s")
        for word in field_words(name)
        if word not in _GENERIC and unit_named(word) is None and not word.isdigit()
    )


def _is_named(name: str, words: frozenset[str]) -> bool:
    parts = _own_words(name)
    return bool(parts) and all(part in words or f"{part}s" in words for part in parts)


def fits(claim: Particular, value: Any) -> bool:
    """Whether a field holds a value of the claim's kind."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    if isinstance(value, int | float):
        return claim.value is not None
    if is_length(claim) and not is_length(claim, value):
        return False  # `98:12` is no time of the day
    return _kind_of_text(claim.kind, claim.value is not None, value[:200])


@lru_cache(maxsize=8192)
def _kind_of_text(kind: str, is_amount: bool, value: str) -> bool:  # noqa: FBT001 a key of the cache
    found = list(particulars_in(value))
    covered = sum(len(each.text) for each in found)
    if 2 * covered <= len(value):
        return False
    if kind in ("date", "time"):
        return any(each.kind == kind for each in found)
    if is_amount:
        return len(found) == 1 and found[0].value is not None
    return kind in ("id", "code") and any(each.kind in ("id", "code") for each in found)


def agrees(claim: Particular, value: Any) -> bool:
    """Whether a claim says what a field holds, in any spelling."""
    if set(forms_of(claim.text)) & set(forms_of(value)):
        return True
    held = [key for each in particulars_in(str(value)) for key in each.keys]
    return any(key in held for key in claim.keys)
