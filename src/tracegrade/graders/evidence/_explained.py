"""What a value that a record seems to deny may be instead: reckoned from what the record holds.

`120,000 at 40 % = 48,000` tells of a deal of 120,000, and `postcode is missing in 125 rows` of 12,375 out
of 12,500: the field is named because it was reckoned with. Asked only before a record is held against a
claim, and answered only where so few results lie near the claim that none is there by accident.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._derivation import number_in
from tracegrade.graders.evidence._folding import words_in
from tracegrade.graders.evidence._misspelled import digits_of
from tracegrade.graders.evidence._within import numbers_of
from tracegrade.graph.values import particulars_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._fields import Contradiction
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["Explaining"]

_AMOUNTS = frozenset(("number", "money", "quantity"))
_LONGEST = 40  # characters of a value
_LONGEST_NAME = 80
_MOST_HELD = 8
_MOST_SHOWN = 8
_MOST_LOOKED_AT = 24
_MOST_BESIDE = 60  # entries of the list
_MOST_MEANT = 4
_FEW_ROWS = 6
_FEW_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,40}")
_SMALL = 12  # numbers that need no source
_ACCIDENTAL = 0.05  # results expected by accident where the claim is
_ACCIDENTAL_SUMS = 0.1
_TELLING = 3  # digits of a result that two numbers of a record do not give by accident
_TELLING_WORD = 4  # letters
_REACH = 3  # times the claim, up and down, within which results are counted
_EXACT = 1e-9

_Results = tuple[tuple[float, str], ...]


class Explaining:
    """Finds what claims that records seem to deny are reckoned from.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before

    def of_shown(self, claim: Particular, sentence: Sentence, found: Contradiction) -> str | None:
        """How a claim follows from the value of the field and a number that the sentence shows."""
        if claim.kind not in _AMOUNTS or not claim.value:
            return None
        held = _held_by(found)
        return _reckoned(claim, [(held, each) for each in self._shown_beside(claim, sentence)])

    def of_records(self, claim: Particular, sentence: Sentence, found: Contradiction) -> str | None:
        """How a claim follows from two numbers of the record, or of one that the sentence may be about."""
        if claim.kind not in _AMOUNTS or not claim.value or _is_plain(sentence):
            return None
        how: str | None = None
        if len(digits_of(claim.value).replace(".", "").strip("0")) >= _TELLING:
            held, own = _held_by(found), _numbers(found.record)
            how = _reckoned(claim, [(held, each) for each in own])
            how = how or _reckoned(claim, combinations(own, 2))
        how = how or _reckoned(claim, self._pairs_beside(sentence, found))
        return how or _given_by(claim, self._column_pairs(found), _sums_of, _ACCIDENTAL)

    def _shown_beside(self, claim: Particular, sentence: Sentence) -> list[float]:
        """Other numbers of the sentence and of the one before it that rest on something."""
        near = self._claims.sentences[max(0, sentence.number - 1) : sentence.number + 1]
        stated = [each for one in reversed(near) for each in one.stated]
        values = [
            float(each.value) for each in stated[:_MOST_LOOKED_AT]
            if each.value and each.start != claim.start and each.value != claim.value
            and (each.value <= _SMALL or self._store.facts.stating(each, self._before))
        ]  # fmt: skip
        return list(dict.fromkeys(values))[:_MOST_SHOWN]

    def _column_pairs(self, found: Contradiction) -> list[tuple[float, float]]:
        """The cells of each column in which the record and few others beside it stand."""
        records = self._store.results.records_at(found.step)
        alike = [each for each in records[:_MOST_BESIDE] if each.shape == found.record.shape]
        if len(alike) > _FEW_ROWS:
            return []
        columns: dict[str, list[float]] = {}
        for record in alike:
            for name, value in record.fields:
                number = number_in(value)
                if number:
                    columns.setdefault(name, []).append(abs(float(number)))
        return [pair for cells in columns.values() for pair in combinations(cells, 2)]

    def _pairs_beside(
        self, sentence: Sentence, found: Contradiction
    ) -> Iterator[tuple[float, float]]:
        """Numbers of entries beside the record that share a word with the sentence."""
        said = words_in(f"{sentence.above} {sentence.text}")
        alike = (
            each for each in self._store.results.records_at(found.step)[:_MOST_BESIDE]
            if each.shape == found.record.shape and each is not found.record and _names(each) & said
        )  # fmt: skip
        for each in islice(alike, _MOST_MEANT):
            yield from combinations(_numbers(each), 2)


def _is_plain(sentence: Sentence) -> bool:
    """Whether an item of a list or a row has little more than a name and one amount: `- Cedar: 39.4`."""
    amounts = [each for each in sentence.stated if each.value is not None]
    if sentence.kind not in ("item", "row") or len(amounts) > 1:
        return False
    return len(_WORD.findall(sentence.text)) <= _FEW_WORDS


def _names(record: Record) -> frozenset[str]:
    """The telling words of the short texts of a record."""
    texts = [
        value
        for _, value in record.fields
        if isinstance(value, str) and len(value) <= _LONGEST_NAME
    ]
    return frozenset(word for word in words_in(" ".join(texts)) if len(word) >= _TELLING_WORD)


def _numbers(record: Record) -> list[float]:
    return [float(each) for each in numbers_of(record)][:_MOST_HELD]


def _held_by(found: Contradiction) -> float:
    """The one number that stands in the field, or 0."""
    stated = [each.value for each in particulars_in(str(found.value)[:_LONGEST]) if each.value]
    return float(stated[0]) if len(stated) == 1 else 0.0


def _reckoned(claim: Particular, pairs: Iterable[tuple[float, float]]) -> str | None:
    """The operation that gives a value, if it is there by more than accident: a sum before others."""
    both = [(one, other) for one, other in pairs if one and one != other]
    found = _given_by(claim, both, _sums_of, _ACCIDENTAL_SUMS)
    return found or _given_by(claim, both, _results_of, _ACCIDENTAL)


def _given_by(
    claim: Particular,
    pairs: list[tuple[float, float]],
    results_of: Callable[[float, float], _Results],
    most: float,
) -> str | None:
    assert claim.value is not None
    value, half = float(claim.value), float(claim.scale) / 2 / 10 ** max(claim.places, 0)
    how: str | None = None
    near: set[float] = set()
    for one, other in pairs:
        for result, sign in results_of(one, other):
            if value / _REACH <= result <= value * _REACH:
                near.add(round(result, 6))
                if how is None and abs(result - value) <= half + _EXACT * value:
                    how = f"{one:g} {sign} {other:g}"
    width = value * (_REACH - 1 / _REACH)
    digit = float(_last_digit_of(claim.value))
    return how if len(near) * max(2 * half, digit) <= most * width else None


def _last_digit_of(value: Decimal) -> Decimal:
    """What the last digit of a number counts that is no zero: 100 of 3,500."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def _sums_of(one: float, other: float) -> _Results:
    smaller = min(one, other)
    if smaller <= _SMALL and smaller.is_integer():
        return ()  # a count, which nothing is added to
    return (max(one, other) - min(one, other), "-"), (one + other, "+")


def _results_of(one: float, other: float) -> _Results:
    if 1 in (one, other):
        return ()
    share = one * other / 100
    return (
        (one * other, "*"), (one / other, "/"), (other / one, "under"), (share, "at %"),
        (one + share, "and % more"), (abs(one - share), "and % less"),
    )  # fmt: skip
