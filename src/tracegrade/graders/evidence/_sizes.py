"""How large the amounts of the evidence are, in units that only a closer look tells.

Made when something asks for it the first time: for a value that would else be flagged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._encoded import encoded_in
from tracegrade.graders.evidence._facts import Fact
from tracegrade.graders.evidence._unit_words import unit_after, unit_ending, unit_written, warmth_of
from tracegrade.graph.values import Unit, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Record

__all__ = ["NUMBER_WRITTEN", "Size", "Sizes", "signed"]

NUMBER_WRITTEN = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3}){1,5}(?:[.,]\d{1,9})?(?![\d])|(?<![\w.,])(?<![eE]-)\d{1,15}(?:[.,]\d{1,12})?(?!\d)"
)
"""A number in a text, grouped or not."""

_CHAIN = re.compile(
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,4})?(?:\s?[x\u00d7*]\s?\d{1,6}(?:[.,]\d{1,4})?){1,3}"
)
_IN_CHAIN = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")
_POWER = re.compile(r"(?<![\w.,])\d{1,6}(?:\.\d{1,12})?[eE][+-]?\d{1,2}(?!\d)")
_MOST_NUMBERS = 8_000
_MOST_TEXT = 400_000  # characters
_MOST_FOUND = 64
_HIGHEST = 3  # objects in which the unit of a number may stand
_UNIT_FIELDS = frozenset(
    (
        "unit",
        "units",
        "uom",
        "einheit",
        "unite",
        "unit\u00e9",
        "unidad",
        "unidade",
        "unita",
        "eenheid",
        "jednostka",
    )
)
_THOUSANDTH_OF_A_PROCESSOR = Unit("processors", Decimal("0.001"))
_MINUS = ("-", "\u2212", "\u2013")


class Size(NamedTuple):
    """So much of the base unit of something, where it is stated, and the number written there."""

    amount: Decimal
    number: Decimal
    fact: Fact
    unit: Unit


class Sizes:
    """The amounts of the evidence by what they measure.

    Args:
        store: The evidence.
    """

    def __init__(self, store: EvidenceStore) -> None:
        self._by_measure: dict[str, list[Size]] = {}
        self._store = store
        for measures, size in (*self._of_fields(), *self._of_texts()):
            self._by_measure.setdefault(measures, []).append(size)
        for sizes in self._by_measure.values():
            sizes.sort(key=_amount)

    def between(self, measures: str, low: Decimal, high: Decimal, before: int) -> list[Size]:
        """The amounts from one to another that are stated before a step."""
        sizes = self._by_measure.get(measures, [])
        at = bisect_left(sizes, low, key=_amount)
        found: list[Size] = []
        while at < len(sizes) and sizes[at].amount <= high and len(found) < _MOST_FOUND:
            if sizes[at].fact.step < before:
                found.append(sizes[at])
            at += 1
        return found

    def has(self, measures: str, before: int) -> bool:
        """Whether anything before a step is measured so."""
        return any(size.fact.step < before for size in self._by_measure.get(measures, ()))

    def _of_fields(self) -> Iterator[tuple[str, Size]]:
        facts = self._store.facts
        for number in facts.numbers()[:_MOST_NUMBERS]:
            for fact in facts.at(("number", number)):
                if fact.record is None or fact.fault:
                    continue
                unit = _unit_of(fact)
                value = -number if fact.text.startswith(_MINUS) else number
                if unit is not None and abs(_plain(fact.text, number)) == number:
                    yield unit.measures, Size(unit.base(value), number, fact, unit)

    def _of_texts(self) -> Iterator[tuple[str, Size]]:
        left = _MOST_TEXT
        for passage in self._store.passages:
            text = passage.text[:left]
            left -= len(text)
            for value, unit, written in (*_amounts_in(text), *_encoded(text)):
                number = abs(value)
                stated = [
                    fact for fact in self._store.facts.at(("number", number)) if fact.step == passage.step
                ]  # fmt: skip
                plain = Fact(passage.step, "tool", "", written, document=passage.document)
                for fact in stated[:_MOST_FOUND] or [plain]:
                    if not fact.fault:
                        yield unit.measures, Size(unit.base(value), number, fact, unit)


def _unit_of(fact: Fact) -> Unit | None:
    """The unit of a leaf: written in it, or in the name of its field."""
    if fact.unit == "m" and "cpu" in fact.field.lower():
        return _THOUSANDTH_OF_A_PROCESSOR
    named = unit_ending(fact.field) or (unit_written(fact.unit) if fact.unit else None)
    return named or (_unit_around(fact.record) if fact.record is not None else None)


def _unit_around(record: Record) -> Unit | None:
    """The unit that a record, or what is around it, states for all of its numbers."""
    around: Record | None = record
    for _ in range(_HIGHEST):
        if around is None:
            return None
        for name, value in around.fields:
            if name.lower() in _UNIT_FIELDS and isinstance(value, str):
                return warmth_of(value) or unit_written(value)
        around = around.parent
    return None


def _encoded(text: str) -> Iterator[tuple[Decimal, Unit, str]]:
    return ((each.value, each.unit, each.written) for each in encoded_in(text))


def _plain(text: str, number: Decimal) -> Decimal:
    """The number that a leaf is, or the one given where it is a text with more in it."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return number


def _amounts_in(text: str) -> Iterator[tuple[Decimal, Unit, str]]:
    """The amounts of a text: `410 cm`, `1.4e-5 M`, and each of `120 x 80 x 45 cm`."""
    for match in _CHAIN.finditer(text):
        unit = unit_after(text, match.end())
        if unit is not None:
            for written in _IN_CHAIN.findall(match[0]):
                yield number_of(written), unit, written
    for match in _POWER.finditer(text):
        unit = unit_after(text, match.end())
        if unit is not None:
            yield Decimal(match[0]), unit, match[0]
    for match in NUMBER_WRITTEN.finditer(text):
        unit = unit_after(text, match.end())
        if unit is not None:
            number = number_of(match[0].replace(" ", ""))
            yield signed(text, match.start(), number), unit, match[0]


def signed(text: str, at: int, number: Decimal) -> Decimal:
    """A number with the sign that is written before it.

    Example:
        >>> signed("at -61.2", 4, Decimal("61.2")), signed("2024-61", 5, Decimal(61))
        (Decimal('-61.2'), Decimal('61'))
    """
    is_minus = text[at - 1 : at] in _MINUS and not text[max(0, at - 2) : at - 1].isalnum()
    return -number if at and is_minus else number


def _amount(size: Size) -> Decimal:
    return size.amount
