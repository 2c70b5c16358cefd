"""Two tools that say otherwise of the same field of the same thing, of which an answer tells one only.

The stock of a part in two systems, the capacity of a plant by its operator and by a register: both calls
were asked for the same thing, both results have a field of one name, and the answer knows of one value.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._fields import values_of
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._misspelled import is_rescaled
from tracegrade.graph.values import particulars_in
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["TwoSources"]

_KINDS = frozenset(("number", "money", "percent", "quantity", "duration", "date"))
_NOT_OF_THE_THING = frozenset(
    ("id", "version", "timestamp", "ts", "updated", "fetched", "retrieved", "queried", "page", "limit", "offset", "score",
     "rank", "latency", "took", "elapsed", "year", "as", "checked", "generated", "request", "index", "code")
)  # fmt: skip
_READING = (
    "get",
    "query",
    "list",
    "search",
    "find",
    "fetch",
    "read",
    "lookup",
    "show",
    "check",
    "view",
)
_MOST_READINGS = 60
_SHORTEST = 3  # characters of what calls were asked for


class _Reading(NamedTuple):
    """What one tool said of one thing."""

    step: int
    tool: str
    asked: frozenset[str]
    record: Record


class TwoSources:
    """The values of one answer that another tool gives otherwise.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._known: list[_Reading] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """Information on each value of which another tool says otherwise, if the answer does not."""
        if sentence.mood is not None or len(self._readings()) < 2:
            return
        for claim in sentence.stated:
            if claim.kind not in _KINDS:
                continue
            facts = self._store.facts.stating(claim, self._before)
            other = self._otherwise(claim, [fact for fact in facts if not fact.fault])
            if other is not None:
                step, value, fact = other
                check = of_particular(claim, "conflicting", fact, code="E15", expected=value)
                check.severity, check.step = "info", step
                yield check

    def _otherwise(self, claim: Particular, facts: list[Fact]) -> tuple[int, Any, Fact] | None:
        """What another tool holds in the field of the one that states a claim."""
        records = {id(each.record): each for each in self._readings()}
        if not facts or any(
            fact.record is None or id(fact.record) not in records for fact in facts
        ):
            return None  # somebody else says so too
        fact = facts[-1]
        mine = records[id(fact.record)]
        if _NOT_OF_THE_THING.intersection(field_words(fact.field)):
            return None
        for other in self._readings():
            if other.tool == mine.tool or not other.asked & mine.asked:
                continue
            held, own = values_of(other.record, fact.field), values_of(mine.record, fact.field)
            is_other = len(held) == len(own) == 1 and _differ(own[0], held[0])
            if is_other and not self._says(held[0], claim):
                return other.step, held[0], fact
        return None

    def _says(self, value: Any, claim: Particular) -> bool:
        """Whether the answer states a value beside a claim, as rounded as that may be."""
        keys = {key for each in particulars_in(str(value)) for key in each.keys}
        stated = [each for each in self._claims.stated if not set(each.keys) & set(claim.keys)]
        if isinstance(value, int | float):
            number = abs(Decimal(str(value)))
            if any(each.value is not None and is_rescaled(each.value, number) for each in stated):
                return True
        return any(key in keys for each in stated for key in each.keys)

    def _readings(self) -> list[_Reading]:
        """What tools that change nothing said last of the one thing that they were asked for."""
        if self._known is None:
            found: dict[tuple[str, frozenset[str]], _Reading] = {}
            for call in self._store.calls:
                if call.step >= self._before or call.result < 0:
                    continue
                if _changes(call.tool):
                    found.clear()  # what was read before may be changed
                    continue
                reading = self._reading(call.result, call.tool)
                if reading is not None and call.status in ("ok", "unknown"):
                    found[call.tool, reading.asked] = reading
            self._known = list(found.values())[-_MOST_READINGS:]
        return self._known

    def _reading(self, step: int, tool: str) -> _Reading | None:
        records = [each for each in self._store.results.records_at(step)[:3] if each.fields]
        if len(records) != 1:
            return None
        held = {str(value).lower() for _, value in records[0].fields}
        asked = {
            str(value).lower() for _, value in self._store.results.asked_with(step)
            if len(str(value)) >= _SHORTEST
        }  # fmt: skip
        same = frozenset(asked & held)
        return _Reading(step, tool, same, records[0]) if same else None


def _changes(tool: str) -> bool:
    """Whether a tool may change what it is about; `query_register` does not register."""
    words = field_words(tool)
    return words[:1] not in [(verb,) for verb in _READING] and has_side_effect(effect_classes(tool))


def _differ(one: Any, other: Any) -> bool:
    """Whether two values are of one kind, and not the same."""
    numbers = [
        Decimal(str(each)) for each in (one, other)
        if isinstance(each, int | float) and not isinstance(each, bool)
    ]  # fmt: skip
    if len(numbers) == 2:
        return numbers[0] != numbers[1]
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    mine, held = (list(particulars_in(text[:80])) for text in (one, other))
    is_alike = len(mine) == len(held) == 1 and mine[0].kind == held[0].kind
    return is_alike and not set(mine[0].keys) & set(held[0].keys)
