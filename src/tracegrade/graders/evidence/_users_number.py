"""Numbers of things that only the user stated, and that the record gives otherwise.

Asked about an order over 240 cartridges, an answer says that 240 cartridges are ordered; the order that was
read has 420. What the user remembers is no evidence of what the record holds.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._folding import folded
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import is_denied_at, is_negated, speaks_of_past
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["UsersNumber"]

_NOUN = re.compile(r"[\s*_`]{1,4}(?:[^\W\d_]{1,12}\s)?([^\W\d_]{4,30})")
_QUANTITIES = frozenset(
    ("quantity", "qty", "quantities", "menge", "anzahl", "bestellmenge", "stueckzahl", "count", "units", "pieces", "stueck", "ordered",
     "cantidad", "unidades", "quantite", "nombre", "quantita", "pezzi", "quantidade", "aantal", "hoeveelheid", "stuks", "ilosc",
     "sztuk", "antal", "kvantitet", "maengde", "stock", "seats", "headcount", "attendees", "participants", "licences", "licenses",
     "copies", "nights", "guests", "tickets")
)  # fmt: skip
_PARTIAL = frozenset(
    ("min", "max", "minimum", "maximum", "delivered", "shipped", "open", "remaining", "reserved", "returned", "free", "left",
     "available", "received", "cancelled", "invoiced", "per", "pack", "limit")
)  # fmt: skip
_SAYS_WHO = re.compile(
    r"\b(?:you (?:said|mention\w*|expect\w*|remember\w*|asked|gave|wrote|want\w*|request\w*|thought|assum\w*)|as you|your (?:figure|number|message)"
    r"|instead|against|versus|genannt\w*|erw\u00e4hn\w*|angegeben\w*|gew\u00fcnscht\w*|gesagt|erwartet\w*|laut ihnen|wie sie|mentionn\w*|indiqu\w*"
    r"|demand\w*|mencion\w*|indica\w*|pedid\w*|menzionat\w*|indicat\w*|richiest\w*|genoemd\w*|gevraagd\w*|podan\w*|wspomnia\w*|n\u00e4mn\w*"
    r"|n\u00e6vn\w*|bad om|expected|requested|could|would|enough|reicht|need|braucht|missing|fehl\w*|more|fewer|less|noch)\b",
    re.IGNORECASE,
)
_SHORTEST_STEM = 5
_MOST_RECORDS = 400
_MOST_RESULTS = 20


class _Held(NamedTuple):
    """A quantity that a record holds of a thing."""

    step: int
    record: Record
    field: str
    value: Decimal


class UsersNumber:
    """The numbers of one answer that only the user stated.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._given: set[str] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of each number of things of which a record holds another number."""
        if sentence.mood is not None or is_negated(sentence.text):
            return
        if speaks_of_past(sentence.text) or _SAYS_WHO.search(sentence.text) is not None:
            return
        for claim in sentence.particulars:
            is_denied = is_denied_at(sentence.text, claim.start - sentence.start)
            if claim.kind != "number" or claim.value is None or is_denied:
                continue
            facts = self._store.facts.stating(claim, self._before)
            is_only_said = bool(facts) and all(fact.speaker == "user" for fact in facts)
            held = self._held(claim, sentence) if is_only_said else None
            if held is not None:
                check = of_particular(claim, "contradicted", code="E02", expected=str(held.value))
                check.step, check.pointer = held.step, held.record.pointer(held.field)
                check.note, check.also = f"field {held.field!r}", ("E06",)
                yield check

    def _held(self, claim: Particular, sentence: Sentence) -> _Held | None:
        """The one number that records hold of what stands after a claim."""
        noun = _NOUN.match(sentence.text, claim.end - sentence.start)
        if noun is None or self._was_given(claim):
            return None
        stem = folded(noun[1])
        stem = stem[: max(_SHORTEST_STEM, len(stem) - 2)]
        if len(stem) < _SHORTEST_STEM:
            return None
        found = {each.value: each for each in self._quantities(stem)}
        if len(found) != 1:
            return None
        held = next(iter(found.values()))
        is_told = any(each.value == held.value for each in self._claims.stated)
        return None if is_told or held.value == claim.value else held

    def _quantities(self, stem: str) -> Iterator[_Held]:
        """The quantities of the records that name a thing."""
        for step in self._store.results.latest(self._before)[-_MOST_RESULTS:]:
            for record in islice(self._store.results.records_at(step), _MOST_RECORDS):
                texts = [str(value) for _, value in record.fields if isinstance(value, str)]
                is_named = any(stem in folded(text[:120]) for text in texts)
                for name, value in record.fields:
                    words = set(field_words(folded(name) if name.isupper() else name))
                    number = _number(value)
                    is_own = stem in folded(name).replace("_", " ")
                    is_quantity = is_named and bool(words & _QUANTITIES)
                    if number is not None and (is_own or is_quantity) and not words & _PARTIAL:
                        yield _Held(step, record, name, number)

    def _was_given(self, claim: Particular) -> bool:
        """Whether a call was made with a number."""
        if self._given is None:
            self._given = {
                str(value) for call in self._store.calls if call.step < self._before
                for _, value in islice(leaves_of(call.arguments), _MOST_RECORDS)
            }  # fmt: skip
        return any(str(key) in self._given for key in claim.keys)


def _number(value: object) -> Decimal | None:
    """A whole number, as such or in a text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and value.isdigit() and len(value) <= 9 and value[0] != "0":
        return Decimal(value)
    return None
