"""Which claims of an answer follow from others by arithmetic, and which sentences leave room for it."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._derivation import (
    asks_to_reckon,
    columns_of,
    count_of,
    is_asked_for,
    span_of_days,
    speaks_of_age,
    speaks_of_reckoning,
    sum_of_run,
    witness,
    witness_of_pair,
    witness_of_share,
    years_between,
)
from tracegrade.graders.evidence._measures import sizes_of
from tracegrade.graders.evidence._within import (
    groups_of,
    lasting,
    reckoned_within,
    share_within,
)
from tracegrade.graders.evidence._witnesses import Witnesses
from tracegrade.graph.values import particulars_in, unit_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._derivation import Columns
    from tracegrade.graders.evidence._fields import Contradiction
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk
    from tracegrade.graph.values import Particular

__all__ = ["Reckoning"]

_DERIVABLE = frozenset(("money", "number", "percent", "quantity", "duration"))
_MOST_DERIVATIONS = 2_000  # numbers not found as such; each costs some 300 sums
_MOST_SHOWN_BEFORE = 20_000  # characters
_MOST_ASKED = 2_000  # characters
_MOST_MONEY = 200  # particulars among which amounts of money are looked for
_MOST_TIMES = 24
_REACH_BACK, _REACH_ON = 80, 25  # characters around a number in which a word tells of reckoning
_CENTS = 2  # decimal places
_MOST_PAIRS = 1_600  # of 100 000 amounts to the cent below 1000, three ways: 5 % by accident
_DAY_S = 86400
_MOST_LOOKS = 60  # claims for which records are gone through
_MOST_COLUMNS = 50


class Reckoning:
    """Finds for the claims of one answer what they may have been reckoned from.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
        talk: What user and agent said before.
        anchors: The records that a sentence is about.
        against: What the record that a sentence is about has instead of a claim.
    """

    def __init__(
        self,
        store: EvidenceStore,
        claims: Claims,
        before: int,
        talk: Talk,
        *,
        anchors: Callable[[Sentence], list[Anchor]],
        against: Callable[[Particular, Sentence], Contradiction | None],
    ) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._shown_before = talk.shown
        self._anchors = anchors
        self._against = against
        self._is_asked = asks_to_reckon(talk.asked[-_MOST_ASKED:])
        self._has_results = store.has_results(before)
        self.witnesses = Witnesses(store, claims, before, talk, anchors)
        self._tried = 0
        self._operands: list[Decimal] | None = None
        self._own_operands: list[Decimal] | None = None
        self._money: list[Decimal] | None = None
        self._column_keys: list[Decimal] | None = None
        self._looked = 0

    def witness_of(self, claim: Particular, sentence: Sentence) -> str | None:
        """How a claim follows from others, if it does."""
        value = claim.value
        if claim.kind not in _DERIVABLE or value is None or not self._has_results:
            return None
        if self._tried >= _MOST_DERIVATIONS:
            return None
        self._tried += 1
        if self._operands is None:
            self._operands = self._shown()
        operands = [each for each in self._operands if each != value]
        if claim.kind == "number" and speaks_of_age(sentence.text):
            age = years_between(value, self._all_days())
            if age is not None:
                return age
        if claim.kind == "percent":
            return self._share(claim, value, sentence, operands)
        found = self._span(claim, value) if claim.kind == "duration" else None
        found = found or self._sum(claim, value, sentence, operands)
        found = found or self._of_column(claim, value, sentence) or self._within(claim, sentence)
        if found is not None:
            self._operands.append(value)  # what was derived may be reckoned with
        return found

    def _sum(
        self, claim: Particular, value: Decimal, sentence: Sentence, operands: list[Decimal]
    ) -> str | None:
        """Any operation where the sentence speaks of one; else a count, or a pair with one shown here.

        Without such a word nothing is reckoned that the record itself states otherwise.
        """
        if self._speaks_of_it(claim, sentence):
            found = witness(value, operands, self._columns(), self._before, sentence.text)
            found = found or self._sum_of_money(claim, value)
            found = found or self._to_the_cent(claim, value)
            if found is not None:
                return found
        if self._against(claim, sentence) is not None:
            return None
        counted = None
        if claim.kind != "money":
            counted = count_of(value, self._columns(), self._before)
        here = [each for each in self._shown_here() if each != value]
        return counted or witness_of_pair(value, here, operands)

    def _share(
        self, claim: Particular, value: Decimal, sentence: Sentence, operands: list[Decimal]
    ) -> str | None:
        """A share of what is shown, of what stands beside it in its record, or of a column."""
        near = [each for each in self._near(sentence) if each != value]
        found = witness_of_share(value, claim.places, near)
        if found is None and claim.places > 0:
            found = witness_of_share(value, claim.places, operands)
        return found or self._within(claim, sentence)

    def _near(self, sentence: Sentence) -> list[Decimal]:
        """Numbers of the sentence, and of the one before and after it, that the evidence holds."""
        at = sentence.number
        around = self._claims.sentences[max(0, at - 1) : at + 2]
        return self._held(each for other in around for each in other.stated)

    def _within(self, claim: Particular, sentence: Sentence) -> str | None:
        """An operation on the numbers of one record that the sentence names or shows a number of."""
        self._looked += 1
        if self._looked > _MOST_LOOKS or self._against(claim, sentence) is not None:
            return None
        if claim.kind == "duration":
            found = lasting(claim, self._store, self._before)
            if found is not None:
                return found
        named = [each.fact.record for each in self._anchors(sentence) if each.fact.record]
        shown = [each for each in self._near(sentence) if each != claim.value]
        groups = groups_of(self._store, self._before, shown, named)
        if claim.kind == "percent":
            return share_within(claim, groups)
        return reckoned_within(claim, groups, self._said_near(claim, sentence))

    def _of_column(self, claim: Particular, value: Decimal, sentence: Sentence) -> str | None:
        """The mean of a column, rounded as the claim is, or its sum in other units than the column's."""
        for low, high, is_mean in self._sizes(claim, value):
            for step, how in self._columns_between(low, high):
                is_like = how.startswith("mean" if is_mean else "sum")
                if is_like and step < self._before and is_asked_for(how, sentence.text):
                    return how
        return None

    def _sizes(self, claim: Particular, value: Decimal) -> Iterator[tuple[Decimal, Decimal, bool]]:
        """The ends between which a sum or mean may lie, in each unit that a column may be in."""
        half = Decimal(claim.scale) / 2 / Decimal(10) ** max(claim.places, 0)
        yield value - half, value + half, True
        unit = unit_named(claim.unit or "") if claim.kind != "money" else None
        if unit is not None:
            size, width = unit.base(value), half * unit.factor
            for other in sizes_of(unit.measures):
                yield (size - width) / other.factor, (size + width) / other.factor, False
        elif claim.kind == "money":
            yield value * 100, value * 100, False

    def has_sum_between(self, low: Decimal, high: Decimal) -> bool:
        """Whether a sum or mean of a column lies between two numbers."""
        return any(True for _ in self._columns_between(low, high))

    def _columns_between(self, low: Decimal, high: Decimal) -> Iterator[tuple[int, str]]:
        columns = self._columns()
        if self._column_keys is None:
            self._column_keys = sorted(columns)
        at = bisect_left(self._column_keys, low)
        for key in islice(self._column_keys, at, at + _MOST_COLUMNS):
            if key > high:
                return
            yield columns[key]

    def _sum_of_money(self, claim: Particular, value: Decimal) -> str | None:
        """Amounts of money that the answer shows one after the other, small ones too."""
        if claim.kind != "money":
            return None
        if self._money is None:
            stated = self._claims.stated[:_MOST_MONEY]
            self._money = [each.value for each in stated if each.kind == "money" and each.value]
        return sum_of_run(value, [each for each in self._money if each != value])

    def _to_the_cent(self, claim: Particular, value: Decimal) -> str | None:
        """A sum or difference, to the cent, of a number shown here and any other there is.

        Only with so few numbers that an accidental one is not to be expected.
        """
        here = [each for each in self._shown_here() if each != value]
        known = self._store.facts.numbers()
        if claim.places < _CENTS or len(known) * len(here) > _MOST_PAIRS:
            return None
        for one in here:
            for other in (one - value, one + value, value - one):
                if other > 0 and self._store.facts.has_number(other, other):
                    return f"{one} and {other}"
        return None

    def _speaks_of_it(self, claim: Particular, sentence: Sentence) -> bool:
        """Whether a sentence says near a number that it was reckoned, or is about several things."""
        near = self._said_near(claim, sentence)
        if self._is_asked or speaks_of_reckoning(near) or speaks_of_reckoning(sentence.above):
            return True
        if claim.kind != "money" and sum(each.kind == claim.kind for each in sentence.stated) > 1:
            return False  # each of the things named has an amount of its own
        return len({anchor.phrase for anchor in self._anchors(sentence)}) > 1

    @staticmethod
    def _said_near(claim: Particular, sentence: Sentence) -> str:
        at = claim.start - sentence.start
        return sentence.text[max(0, at - _REACH_BACK) : at + len(claim.text) + _REACH_ON]

    def _columns(self) -> Columns:
        if self._store.columns is None:
            self._store.columns = columns_of(self._store.calls)
        return self._store.columns

    def _span(self, claim: Particular, value: Decimal) -> str | None:
        """Two dates of one record, or that the answer shows, that lie so far apart."""
        unit = unit_named(claim.unit or "")
        if unit is None or unit.factor < _DAY_S:
            return self._between_times(claim, value)
        days = value * (unit.factor / _DAY_S)
        return span_of_days(days, self._all_days())

    def _all_days(self) -> list[tuple[int, int, int]]:
        """Every full date of the evidence and of the answer."""
        shown = [
            key for each in self._claims.stated if each.kind == "date" for key in each.keys
            if isinstance(key, tuple) and key[0] is not None
        ]  # fmt: skip
        return [*self._store.facts.dates(self._before), *shown]

    def _between_times(self, claim: Particular, value: Decimal) -> str | None:
        """Two times that the answer shows, or a start and an end in one record."""
        unit = unit_named(claim.unit or "")
        if unit is None:
            return None
        minutes = [
            key for each in self._claims.stated if each.kind == "time" for key in each.keys
            if isinstance(key, int)
        ][:_MOST_TIMES]  # fmt: skip
        wanted = value * unit.factor / 60
        for place, one in enumerate(minutes):
            for other in minutes[place + 1 :]:
                if wanted in (abs(one - other), 1440 - abs(one - other)):
                    return "between two times shown"
        return None

    def _shown(self) -> list[Decimal]:
        """Numbers that the answer or what came before shows, and that the evidence holds."""
        before = particulars_in(self._shown_before[:_MOST_SHOWN_BEFORE])
        return [*self._held(before), *self._shown_here()]

    def _shown_here(self) -> list[Decimal]:
        """Numbers that the answer itself shows, and that the evidence holds."""
        if self._own_operands is None:
            self._own_operands = self._held(self._claims.stated)
        return self._own_operands

    def _held(self, stated: Iterable[Particular]) -> list[Decimal]:
        """Those that anything states; what an error tells of a total may be reckoned with."""
        return [
            found.value
            for found in stated
            if found.value is not None
            and (found.value <= 12 or self._store.facts.stating(found, self._before))
        ]  # fmt: skip
