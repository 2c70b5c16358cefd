"""What the numbers of an answer that stand nowhere may have been reckoned from.

Operands are taken from near to far: what the sentence shows, the record it is about, what stands around it in
the answer, sums over results, and last whatever the evidence states. What was found is an operand for what is
left, so that a chain of steps is followed. The further away, the more was tried: a hit counts only where none
was to be expected by accident.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._aggregates import rows_of
from tracegrade.graders.evidence._compared import small_numbers
from tracegrade.graders.evidence._derivation import (
    asks_to_reckon,
    is_asked_for,
    speaks_of_reckoning,
)
from tracegrade.graders.evidence._fields import head_of
from tracegrade.graders.evidence._moods import approximation_of
from tracegrade.graders.evidence._periods import period_of
from tracegrade.graders.evidence._respelled import Respelled
from tracegrade.graders.evidence._search import Operand, Search
from tracegrade.graders.evidence._telling import (
    digits_telling,
    is_rate,
    is_rest,
    label_of,
    last_digit,
)
from tracegrade.graders.evidence._within import groups_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.graders.evidence._aggregates import Aggregate, Rows
    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk
    from tracegrade.graph.values import Particular

__all__ = ["Witnesses"]

_KINDS = frozenset(("money", "number", "percent", "quantity", "duration"))
_MOST_CLAIMS = 120  # of an answer; each costs some thousand operations
_MOST_TRIED = 400_000  # operations for one answer
_PASSES = 3
_MOST_NEAR = 12
_REACH = 4  # sentences
_MOST_RECORDS = 60
_MOST_KNOWN = 3_000
_MOST_NUMBERS = 400
_MOST_STATED = 5_000
_MOST_SHARES = 8  # percentages of the evidence that may come to a hundred
_FEW_FOR_RESTS = 60
_NEAREST = 2
_YEARS = range(1900, 2101)
_FEW_NUMBERS = 30  # in all the evidence
_MOST_SAID = 12
_MOST_ASKED = 2_000  # characters
_MOST_BY_PERIOD = 6
_ROUGH = 0.03
_LARGEST_QUANTITY = 12
_ALLOWED = {
    "_beside": (0.03, 0.3),
    "_as_rest": (0.45, 0.45),
    "_by_period": (0.03, 0.25),
    "_in_records": (0.02, 0.2),
    "_around": (0.02, 0.12),
    "_by_row": (0.02, 0.2),
    "_over_rows": (0.003, 0.08),
    "_anywhere": (0.005, 0.03),
}
"""Hits expected by accident up to which one counts, by where it was found; the second where the sentence
speaks of reckoning."""

_IF_DENIED = 0.02  # where a record says otherwise, and only where the sentence speaks of reckoning
_SHARES = 1.5  # times as many for percentages, which tell themselves that they are reckoned
_WHOLE_SHARES = 3  # and for whole ones, of which there are a hundred, out of one row or sentence
_CLOSE = frozenset(("_beside", "_in_records", "_by_row"))
_THOUSANDS = re.compile(r"k[A-Za-z]{1,3}|t")
_TELLING = 3  # digits of a number that are no accident where nothing says that it was reckoned


class Witnesses:
    """Looks for what the floating numbers of one answer were reckoned from.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer.
        talk: What user and agent said before.
        anchors: The records that a sentence is about.
    """

    def __init__(
        self,
        store: EvidenceStore,
        claims: Claims,
        before: int,
        talk: Talk,
        anchors: Callable[[Sentence], list[Anchor]],
    ) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._anchors = anchors
        self._is_asked = asks_to_reckon(talk.asked[-_MOST_ASKED:])
        self._respelled = Respelled(store, before)
        self._found: dict[int, tuple[str, float]] | None = None
        self._held: dict[int, bool] = {}
        self._rows: list[Rows] | None = None
        self._known: list[Aggregate] = []
        self._numbers: list[float] = []
        self._said: list[Operand] = []
        self._shares: list[float] = []
        self._tried = 0

    def of(self, claim: Particular, sentence: Sentence, *, is_denied: bool) -> str | None:
        """How a claim may have been reckoned, if it may.

        Args:
            claim: A number that the evidence does not state.
            sentence: Where it stands.
            is_denied: Whether a record says otherwise, so that an accident is the likelier.
        """
        if claim.kind not in _KINDS or not claim.value:
            return None
        if self._found is None:
            self._found = {}
            self._go_through()
        how, chance = self._found.get(claim.start, (None, 0.0))
        if how is not None and is_denied:
            is_sure = chance <= _IF_DENIED and self._speaks_of_it(claim, sentence)
            return how if is_sure else None
        return how

    def _go_through(self) -> None:
        """Look for witnesses of all numbers that are not stated, those found being operands for the rest."""
        assert self._found is not None
        self._gather()
        left = [
            (claim, sentence)
            for sentence in self._claims.sentences for claim in sentence.stated
            if claim.kind in _KINDS and claim.value and not self._is_held(claim, sentence)
        ][:_MOST_CLAIMS]  # fmt: skip
        for _ in range(_PASSES):
            rest: list[tuple[Particular, Sentence]] = []
            for claim, sentence in left:
                found = self._witness(claim, sentence) if self._tried < _MOST_TRIED else None
                if found is None:
                    rest.append((claim, sentence))
                else:
                    self._found[claim.start] = found
            if len(rest) == len(left):
                return
            left = rest

    def _gather(self) -> None:
        """What the evidence holds, once for the answer."""
        self._rows = rows_of(self._store, self._before)
        self._known = list(
            islice((each for rows in self._rows for each in rows.aggregates()), _MOST_KNOWN)
        )
        stated = [
            (form, fact) for form, fact in islice(self._store.facts.firsts("number"), _MOST_STATED)
            if isinstance(form, Decimal) and form and fact.step < self._before and fact.fault != "E16"
        ]  # fmt: skip
        self._shares = [
            float(form) for form, fact in islice(self._store.facts.firsts("share"), _MOST_SHARES)
            if isinstance(form, Decimal) and fact.step < self._before
        ]  # fmt: skip
        said = [form for form, fact in stated if fact.speaker in ("user", "system")]
        self._said = [_operand(form) for form in said[-_MOST_SAID:]]
        if len(stated) <= _MOST_NUMBERS:
            self._numbers = sorted({float(form) for form, _ in stated})

    def _is_held(self, claim: Particular, sentence: Sentence) -> bool:
        if claim.start not in self._held:
            facts = self._store.facts.stating(claim, self._before)
            is_stated = any(fact.fault != "E16" for fact in facts)
            self._held[claim.start] = is_stated or self._is_respelled(claim, sentence)
        return self._held[claim.start]

    def _is_respelled(self, claim: Particular, sentence: Sentence) -> bool:
        return self._respelled.found(claim, sentence, is_unit_other=False) is not None

    def _witness(self, claim: Particular, sentence: Sentence) -> tuple[str, float] | None:
        """The first operation that comes to a claim where none was to be expected by accident."""
        spoken = claim.kind == "percent" or self._speaks_of_it(claim, sentence)
        is_plain = digits_telling(claim) < _TELLING or label_of(claim, sentence) is not None
        if not spoken and is_plain:
            return None
        keys = [key for key in claim.keys if isinstance(key, Decimal) and key]
        searches = [self._search_for(claim, key) for key in keys]
        if claim.unit is not None and _THOUSANDS.fullmatch(claim.unit):
            searches += [self._search_for(claim, key, times=1000) for key in keys]
        for look in (
            self._beside, self._as_rest, self._by_period, self._in_records, self._around, self._by_row, self._over_rows,
            self._anywhere,
        ):  # fmt: skip
            most = self._allowed(look.__name__, claim, spoken=spoken)
            for search in searches:
                found = self._first(look(claim, sentence, search), search, most)
                if found is not None:
                    return found
        return None

    def _allowed(self, where: str, claim: Particular, *, spoken: bool) -> float:
        """How many hits may have been expected by accident."""
        most = _ALLOWED[where][spoken]
        if claim.kind == "percent":
            return most * (_WHOLE_SHARES if claim.places <= 0 and where in _CLOSE else _SHARES)
        if where != "_anywhere" or len(self._numbers) > _FEW_NUMBERS:
            return most
        return most * 2

    def _speaks_of_it(self, claim: Particular, sentence: Sentence) -> bool:
        """Whether a sentence, or what leads to its list, says that a number was reckoned."""
        if is_rest(self._claims.text, claim):
            return True
        if is_rate(self._claims.text, claim) and digits_telling(claim) >= _TELLING:
            return True
        label = label_of(claim, sentence)
        if label is not None:
            return speaks_of_reckoning(label)
        lead = self._lead(sentence)
        said = f"{sentence.text} {sentence.above} {lead[-1].text if lead else ''}"
        return self._is_asked or speaks_of_reckoning(said)

    def _first(
        self, hits: Iterator[str | None], search: Search, most: float
    ) -> tuple[str, float] | None:
        search.begin()
        for how in hits:
            if how is not None and search.chance <= most:
                self._tried += search.tried
                return how, search.chance
        self._tried += search.tried
        return None

    def _search_for(self, claim: Particular, key: Decimal, *, times: int = 1) -> Search:
        """Between which ends lies what is told so, rounded as it is; in units so many times as small."""
        value = float(key)
        half = claim.scale / 2 / 10 ** max(claim.places, 0)
        sense = approximation_of(self._claims.text, claim.start)
        low, high = value - half, value + half
        if sense == "near":
            half = max(half, min(last_digit(value) / 2, value * _ROUGH))
            low, high = value - half, value + half
        elif sense == "below":
            low = min(low, value * (1 - _ROUGH))
        elif sense == "above":
            high = max(high, value * (1 + _ROUGH))
        digit = last_digit(value) if claim.places <= 0 else 0.0
        kind = claim.kind
        return Search(
            low * times, high * times, digit=digit * times, is_share=kind == "percent",
            is_money=kind == "money",
        )  # fmt: skip

    # Where operands are looked for, from near to far

    def _beside(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """What the sentence shows."""
        shown = self._shown(claim, [sentence])
        if search.is_share:
            shares = [*(each.value for each in shown if each.is_share), *self._shares]
            yield search.known((100 - each, f"100 - {each:.10g}") for each in shares)
            yield search.pairs([Operand(each, is_share=True) for each in self._shares])
        yield search.pairs(shown)
        yield search.threes(shown[:5])

    def _as_rest(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """What a number beside it is more or less than another that the evidence states."""
        if search.is_share or not is_rest(self._claims.text, claim):
            return
        numbers = self._numbers if len(self._numbers) <= _FEW_FOR_RESTS else []
        shown = [each for each in self._shown(claim, [sentence]) if each.value not in _YEARS]
        for operand in shown[:_NEAREST]:
            both = [
                (abs(operand.value - each), f"{operand.value:.10g} and {each:.10g}")
                for each in numbers
            ]
            yield search.known(both)

    def _by_period(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """A number beside it that is told by the year, where this one is by the month, or the like."""
        period = period_of(self._claims.text, claim)
        if search.is_share or period is None:
            return
        shown = [
            each for near in self._near(sentence, 3) for each in near.stated
            if each.value and each.start != claim.start and self._is_known(each, near)
        ]  # fmt: skip
        shown.sort(key=lambda each: abs(each.start - claim.start))
        for each in shown[:_MOST_BY_PERIOD]:
            if not each.value or period_of(self._claims.text, each) is period:
                continue
            number = float(each.value)
            for factor in period.factors:
                yield search.known(
                    ((number * factor, f"{number:.10g} * {factor}"),
                     (number / factor, f"{number:.10g} / {factor}"))
                )  # fmt: skip

    def _in_records(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """The numbers of the records that the sentence is about, or of which it shows one."""
        named = [each.fact.record for each in self._anchors(sentence) if each.fact.record]
        beside = self._shown(claim, [sentence])
        seen = [Decimal(str(each.value)) for each in self._shown(claim, self._near(sentence, 1))]
        groups = groups_of(self._store, self._before, seen, named)
        for group in islice(groups, _MOST_RECORDS):
            own = [_operand(each) for each in group]
            yield search.pairs(own if claim.kind == "money" else _counts(own))
            yield search.pairs(own, beside)
            yield search.threes(own)

    def _around(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """What stands around the sentence, in its column, and what was said."""
        shown = self._shown(claim, self._near(sentence, _REACH))
        own = self._shown(claim, [sentence])
        yield search.known(self._columns(claim, sentence))
        yield search.pairs(own, self._shown(claim, self._lead(sentence)))
        yield search.pairs(own, [*shown, *self._said])
        yield search.pairs([*shown, *self._said][:_MOST_NEAR])

    def _near(self, sentence: Sentence, reach: int) -> list[Sentence]:
        """The sentences around one; of a row of a table, and of an item, what leads to it too."""
        near = self._claims.sentences[max(0, sentence.number - reach) : sentence.number + reach + 1]
        return [*(each for each in self._lead(sentence) if each not in near), *near]

    def _lead(self, sentence: Sentence) -> list[Sentence]:
        """The two sentences before the table, or the list, that a sentence is in."""
        if sentence.kind not in ("row", "item"):
            return []
        sentences, first = self._claims.sentences, sentence.number
        while first and sentences[first].kind == sentence.kind:
            first -= 1
        return sentences[max(0, first - 1) : first + 1]

    def _by_row(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """What two numbers of one row, or of one column with few rows, come to."""
        for rows in self._rows or ():
            yield search.known(rows.shares_by_row() if search.is_share else rows.row_by_row())
            yield search.known(rows.between_rows(is_share=search.is_share))

    def _over_rows(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """Sums, means and counts over the rows of results, and shares of them."""
        if not search.is_share:
            yield search.known(self._told_of(claim, sentence))
            for limit in self._shown(claim, [sentence])[:3]:
                counts = (each for rows in self._rows or () for each in rows.over(limit.value))
                yield search.known((each.value, each.how) for each in counts)
        by_column: dict[str, list[Operand]] = {}
        for each in self._known:
            if len(by_column.setdefault(each.column, [])) < _MOST_NEAR and each.value:
                by_column[each.column].append(Operand(each.value))
        sums = [Operand(each.value) for each in self._known if each.how == f"sum of {each.column}"]
        yield search.pairs(sums[:_MOST_NEAR])
        for column, operands in by_column.items():
            if search.is_share and column:
                yield search.pairs(self._shown(claim, [sentence]), operands[:1])
            yield search.pairs(operands)

    def _told_of(self, claim: Particular, sentence: Sentence) -> Iterator[tuple[float, str]]:
        """The sums, means and counts of which a sentence may tell, of a group only where it is named."""
        said = f"{sentence.text} {sentence.above}".lower()
        for each in self._known:
            is_named = not each.group or each.group in said
            if is_named and is_asked_for(each.how, said):
                yield each.value, each.how

    def _anywhere(
        self, claim: Particular, sentence: Sentence, search: Search
    ) -> Iterator[str | None]:
        """Whatever the evidence states, with a number that stands near."""
        near = [*self._shown(claim, self._near(sentence, 1)), *self._said]
        totals = sorted({each.value for each in self._known if each.how.startswith("sum")})
        for numbers in (self._numbers, totals):
            for operand in near:
                yield search.scaled(operand, numbers)

    def _shown(self, claim: Particular, sentences: list[Sentence]) -> list[Operand]:
        """The numbers that sentences show and that are known, the nearest to a claim first."""
        assert self._found is not None
        shown = [
            each for sentence in sentences for each in sentence.stated
            if each.value and each.start != claim.start and each.value != claim.value
            and self._is_known(each, sentence)
        ]  # fmt: skip
        shown.sort(key=lambda each: abs(each.start - claim.start))
        spelled = [_operand(each) for one in sentences[-1:] for each in small_numbers(one.text)]
        operands = [_operand(self._meant(each), each.kind) for each in shown]
        if claim.kind == "number" and is_rest(self._claims.text, claim):
            operands, spelled = _counts(operands), _counts(spelled)
        return list(dict.fromkeys((*operands, *spelled)))[:_MOST_NEAR]

    def _meant(self, claim: Particular) -> Decimal:
        """The number that a claim means, of those that `299.500` may be: the one that is stated."""
        keys = [key for key in claim.keys if isinstance(key, Decimal)]
        return next((key for key in keys if self._store.facts.holds(("number", key))), keys[0])

    def _is_known(self, claim: Particular, sentence: Sentence) -> bool:
        assert self._found is not None
        is_small = claim.value is not None and claim.value <= _LARGEST_QUANTITY
        return is_small or claim.start in self._found or self._is_held(claim, sentence)

    def _columns(self, claim: Particular, sentence: Sentence) -> Iterator[tuple[float, str]]:
        """The sum and the mean of what stands above a claim, in its column or in the items before it."""
        assert self._found is not None
        before: list[float] = []
        head = head_of(sentence, claim) if sentence.kind == "row" else None
        for other in reversed(self._claims.sentences[: sentence.number]):
            if other.kind not in ("row", "item") and before:
                break
            same = [
                each for each in other.stated
                if each.value and each.kind == claim.kind and each.unit == claim.unit
                and (head is None or head_of(other, each) == head)
            ]  # fmt: skip
            if same:
                before.append(float(same[-1].value or 0))
        if len(before) > 1:
            yield sum(before), f"sum of {len(before)} lines before it"
            yield sum(before) / len(before), f"mean of {len(before)} lines before it"


def _operand(value: Decimal, kind: str = "number") -> Operand:
    """A number to reckon with; `9.0` is an amount, where `9` may be how many."""
    is_small = value <= _LARGEST_QUANTITY and value == value.to_integral_value()
    is_quantity = kind == "number" and is_small and value.as_tuple().exponent == 0
    return Operand(float(value), kind == "percent", is_quantity)


def _counts(operands: list[Operand]) -> list[Operand]:
    """Numbers of one record, the small ones being counts like the others: 12 of 100 are used."""
    return [each._replace(is_quantity=False) for each in operands]
