"""Amounts beside a label that one record carries: `Gift card: $141`, where the gift card holds 128.

The label is the value of a field such as `source` or `type`. Only amounts that nothing but records of
other things state are held against it: a part of what the record holds may be paid with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._fields import Contradiction
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import normalized

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["Labelled", "is_labelled_in"]

_LABELS = frozenset(("source", "type", "kind", "category", "method", "label"))
_AMOUNTS = frozenset(("amount", "balance", "price", "total", "cost", "fee", "limit", "value"))
_BESIDE = re.compile(r"\W{0,8}(?:remaining|balance|amount)?\W{0,4}\Z", re.IGNORECASE)
_AFTER = re.compile(r"[\s*_`]{0,4}")
_SHORTEST = 3  # characters of what is no label
_REACH = 60  # characters around an amount
_MOST_RECORDS = 5_000


class _Carrier(NamedTuple):
    """A record that carries a label, and its one amount."""

    step: int
    record: Record
    field: str
    value: Any


class Labelled:
    """The labels of the records that results before an answer hold.

    Args:
        store: The evidence.
        before: Position of the answer.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._carriers: dict[str, list[_Carrier]] | None = None

    def against(
        self, claim: Particular, sentence: Sentence, facts: list[Fact]
    ) -> Contradiction | None:
        """What the one record holds whose label stands beside an amount, if that is another."""
        if claim.kind != "money" or any(fact.record is None for fact in facts):
            return None
        at = claim.start - sentence.start
        before = normalized(sentence.text[max(0, at - _REACH) : at])
        after = normalized(sentence.text[at + len(claim.text) :][:_REACH])
        for label, carriers in self._known().items():
            if not _stands_beside(label, before, after):
                continue
            steps = {carrier.step for carrier in carriers}
            latest = [each for each in carriers if each.step == max(steps)]
            amounts = {str(each.value) for each in carriers}
            related = {id(each.record) for each in carriers}
            if len(amounts) != 1 or any(id(fact.record) in related for fact in facts):
                return None
            return Contradiction(latest[0].step, latest[0].record, latest[0].field, latest[0].value)
        return None

    def _known(self) -> dict[str, list[_Carrier]]:
        if self._carriers is None:
            self._carriers = {}
            seen = 0
            for call in self._store.calls:
                if call.step >= self._before or call.status not in ("ok", "unknown"):
                    continue
                for record in self._store.results.records_at(call.result):
                    seen += 1
                    if seen > _MOST_RECORDS:
                        return self._carriers
                    self._note(call.result, record)
        return self._carriers

    def _note(self, step: int, record: Record) -> None:
        amounts = [
            (name, value) for name, value in record.fields
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]  # fmt: skip
        if len(amounts) != 1 or not _AMOUNTS.intersection(field_words(amounts[0][0])):
            return
        for name, value in record.fields:
            if name.lower() in _LABELS and isinstance(value, str) and "_" in value:
                label = normalized(value.replace("_", " "))
                carrier = _Carrier(step, record, *amounts[0])
                assert self._carriers is not None
                self._carriers.setdefault(label, []).append(carrier)


def is_labelled_in(record: Record, text: str) -> bool:
    """Whether a text has the label that a record carries."""
    labels = [
        normalized(value.replace("_", " ")) for name, value in record.fields
        if name.lower() in _LABELS and isinstance(value, str) and len(value) > _SHORTEST
    ]  # fmt: skip
    return bool(labels) and any(label in normalized(text) for label in labels)


def _stands_beside(label: str, before: str, after: str) -> bool:
    """Whether a label stands right before an amount, or right after it."""
    start = before.rfind(label)
    if start >= 0 and _BESIDE.fullmatch(before, start + len(label)) is not None:
        return True
    gap = _AFTER.match(after)
    return after.startswith(label, gap.end() if gap is not None else 0)
