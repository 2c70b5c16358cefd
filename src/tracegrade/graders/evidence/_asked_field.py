"""The number of another field than the one that was asked for: `gave 11.4 kg`, which is what she was fed.

Asked for the milk, an answer whose first sentence names no field tells of the milk. Where it gives what only
another field of the same record holds, and never the one asked for, it is the wrong one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._fields import fits
from tracegrade.graders.evidence._folding import is_word_of, words_in
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._misspelled import is_rescaled
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past
from tracegrade.graph.values import particulars_in, unit_named, unit_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk
    from tracegrade.graph.values import Particular, Record

__all__ = ["AskedField"]

_KINDS = frozenset(("number", "money", "percent", "quantity", "duration", "date", "time"))
_GENERIC = frozenset(
    ("id", "number", "name", "type", "value", "count", "code", "no", "data", "info", "amount", "at", "is", "of", "in", "on",
     "the", "for", "to", "date", "time", "total", "day", "num", "eur", "usd", "gbp", "rate", "per", "pct", "percent")
)  # fmt: skip
_LONGEST = 400  # characters of a question
_MOST_FIELDS = 60

_IDS = frozenset(("id", "ids", "code", "number", "no", "ref", "key"))  # names, which no amount is


class _Field(NamedTuple):
    """One field of a record that the question names."""

    step: int
    record: Record
    name: str
    value: Any


class AskedField:
    """What the first sentence of one answer gives, held against what was asked for.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
        talk: What user and agent said before.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int, talk: Talk) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._asked = talk.asked if len(talk.asked) <= _LONGEST else ""
        self._words = words_in(self._asked)

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of the only amount of a first sentence, if another field than the one asked for has it."""
        if sentence.number or sentence.mood is not None or "?" not in self._asked:
            return
        if is_negated(sentence.text):
            return
        known = {key for each in particulars_in(self._asked) for key in each.keys}
        told = [
            each for each in sentence.particulars
            if each.kind in _KINDS and not known & set(each.keys)
        ]  # fmt: skip
        if len(told) != 1:
            return
        claim = told[0]
        facts = self._store.facts.stating(claim, self._before)
        found = self._meant(claim, sentence, [fact for fact in facts if not fact.fault])
        if found is not None:
            check = of_particular(claim, "contradicted", code="E06", expected=found.value)
            check.step, check.pointer = found.step, found.record.pointer(found.name)
            check.note, check.also = f"field {found.name!r}", ("E02",)
            check.message = f"{claim.text[:80]!r} is {facts[-1].field!r}, asked was {found.name!r}"
            yield check

    def _meant(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> _Field | None:
        """The one field that the question names beside the only one that holds a claim."""
        fields = {fact.field for fact in facts}
        if len(fields) != 1 or any(fact.record is None for fact in facts):
            return None
        fact = facts[-1]
        said = f"{sentence.text} {self._asked}"
        if self._is_partly_named(fact.field, words_in(said), said):
            return None
        assert fact.record is not None
        asked = [
            _Field(fact.step, fact.record, name, value)
            for name, value in fact.record.fields[:_MOST_FIELDS]
            if name != fact.field and self._is_asked(name) and _is_alike(fact.field, name)
            and not _IDS.intersection(field_words(name)[-1:])
            and fits(claim, value)
        ]  # fmt: skip
        if len(asked) != 1 or self._is_told(asked[0].value):
            return None
        return None if speaks_of_past(f"{sentence.text} ") and claim.kind == "date" else asked[0]

    def _is_asked(self, name: str) -> bool:
        own = _own_words(name)
        return bool(own) and all(is_word_of(word, self._words, self._asked) for word in own)

    @staticmethod
    def _is_partly_named(name: str, words: frozenset[str], text: str) -> bool:
        own = _own_words(name)
        return not own or any(is_word_of(word, words, text) for word in own)

    def _is_told(self, value: Any) -> bool:
        """Whether the answer states anywhere what the field asked for holds."""
        keys = {key for each in particulars_in(str(value)) for key in each.keys}
        stated = self._claims.stated
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = abs(Decimal(str(value)))
            return any(
                each.value is not None and is_rescaled(each.value, number) for each in stated
            )
        return any(key in keys for each in stated for key in each.keys)


def _is_alike(one: str, other: str) -> bool:
    """Whether two fields are named to measure the same, or to measure nothing."""
    mine, held = unit_of_field(one), unit_of_field(other)
    return (mine and mine.measures) == (held and held.measures)


def _own_words(name: str) -> tuple[str, ...]:
    return tuple(
        word for word in field_words(name)
        if word not in _GENERIC and unit_named(word) is None and not word.isdigit()
    )  # fmt: skip
