"""Whether a particular rests on evidence, the most specific fault first."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._anchors import (
    Anchor,
    anchors_of,
    is_related,
    sentences_above,
)
from tracegrade.graders.evidence._arithmetic import Sum, sums_of
from tracegrade.graders.evidence._calendar import relative_day, without_own_weekday
from tracegrade.graders.evidence._check import FAILING_KINDS, Check, of_particular
from tracegrade.graders.evidence._code_parts import how_it_stands_inside
from tracegrade.graders.evidence._compared import difference_of
from tracegrade.graders.evidence._confirming import is_argument, is_confirming
from tracegrade.graders.evidence._explained import Explaining
from tracegrade.graders.evidence._field_names import is_field_name
from tracegrade.graders.evidence._fields import by_field, by_only_value, head_of
from tracegrade.graders.evidence._measures import measure_of, told_in, unit_fits
from tracegrade.graders.evidence._moods import (
    approximation_of,
    is_denied_at,
    is_negated,
    speaks_of_past,
)
from tracegrade.graders.evidence._nearest import nearest
from tracegrade.graders.evidence._own_words import own_words
from tracegrade.graders.evidence._rates import is_rate_in_words
from tracegrade.graders.evidence._reckoning import Reckoning
from tracegrade.graders.evidence._relations import RELATIONAL, Relations, contradicted
from tracegrade.graders.evidence._reported import is_reported
from tracegrade.graders.evidence._respelled import Respelled
from tracegrade.graders.evidence._shares_told import is_another_share
from tracegrade.graders.evidence._slots import Slots
from tracegrade.graders.evidence._spelled_out import is_spelled_out
from tracegrade.graders.evidence._times import Times
from tracegrade.graders.evidence._totals import total_of_rows
from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._fields import Contradiction
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk
    from tracegrade.graph.values import Particular

__all__ = ["Grounding"]

_WITHOUT_EVIDENCE = frozenset(("id", "url"))  # checked even if nothing was looked up
_FAR = 20  # times as much as a whole number is another thing than it
_HELD = RELATIONAL | {"code"}  # kinds of what a field of a record holds
_MOST_EXPLAINED = 50  # faults for which near misses are looked up
_MOST_BESIDE = 24  # sentences
_NEAR = 200  # characters around a date in which words may move it
_MOST_MOVES = 200  # dates that may follow from others
_MOST_DAYS = 60  # that they may follow from
_MOST_WISHES = 4_000  # characters of what the user said last
_MOST_SOUGHT = 60  # particulars that are looked for inside of other things
_MOST_RELATED = 400  # particulars for which records are compared
_TOGETHER = re.compile(
    r"\b(?:total|sum|combined|both|altogether|together|overall)\b", re.IGNORECASE
)
_SIGNED = ("$", "\u20ac", "\u00a3")
_ROUGHLY = Decimal("0.1")  # `about 400` may be so much off
_ROUNDS = re.compile(
    r"\b(?:round(?:ed|ing)|to the nearest|whole (?:euros|dollars|pounds|numbers|units)|gerundet|arrondi\w*|redonde\w*"
    r"|arrotond\w*|arredondad\w*|afgerond\w*|zaokr\u0105glon\w*)\b",
    re.IGNORECASE,
)
_DISCLOSES = re.compile(
    r"\b(?:unverified|unconfirmed|unofficial|untrusted|forum|rumou?rs?|reportedly|alleged(?:ly)?|anecdotal(?:ly)?|claims?|hearsay"
    r"|user-?generated|not (?:been )?(?:verified|confirmed)|unbest\u00e4tigt\w*|angeblich|non v\u00e9rifi\u00e9\w*|sin confirmar"
    r"|non verificat\w*|n\u00e3o confirmad\w*|onbevestigd\w*|niepotwierdzon\w*)\b",
    re.IGNORECASE,
)
_BEYOND = Decimal("1.15")  # `over 400` may stand for so much more
_ACCIDENTAL = Decimal("0.05")
_FEWEST_FOR_ACCIDENT = 200


class Grounding:
    """Checks the particulars of one answer.

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
        self._spoken = talk.spoken
        self._wishes = talk.wishes[-_MOST_WISHES:]
        self._has_calls = store.has_calls(before)
        self._explained = self._related = 0
        self._moves = self._sought = 0
        self._known_days: list[tuple[Any, ...]] | None = None
        self._relations = Relations(store, claims, before)
        self._reckoning = Reckoning(
            store, claims, before, talk, anchors=self.anchors, against=self._without_reckoning
        )
        self._slots = Slots(store, claims, before)
        self._respelled = Respelled(store, before)
        self._explaining = Explaining(store, claims, before)
        self._times = Times(store, claims, before)
        self._operands: list[Decimal] | None = None
        self._own_operands: list[Decimal] | None = None
        self._anchors: dict[int, list[Anchor]] = {}
        self._summing: dict[int, bool] = {}
        self._sums: dict[int, dict[int, Sum]] = {}

    def check(self, claim: Particular, sentence: Sentence) -> Check:  # noqa: PLR0911 one return a fate
        """What the evidence says of one particular."""
        if not self._has_calls and claim.kind not in _WITHOUT_EVIDENCE:
            return of_particular(claim, "unchecked", note="nothing was looked up")
        reckoned = self._sums_of(sentence).get(claim.start)
        is_wrong = reckoned is not None and not reckoned.is_right
        if reckoned is not None and is_wrong and not reckoned.in_words:
            return self._reckoned_wrong(claim, reckoned)
        facts, fitting = self._stating(claim, sentence)
        good = [fact for fact in facts if not fact.fault]
        if fitting:
            return self._found(claim, sentence, fitting)
        reckoned = reckoned or total_of_rows(claim, sentence, self._claims.sentences)
        if reckoned is not None and not reckoned.is_right:
            return self._reckoned_wrong(claim, reckoned)
        moved = self._moved(claim, sentence)
        if moved is not None:
            return of_particular(claim, "derived", note=moved)
        derivation = (
            reckoned.expression if reckoned else self._reckoning.witness_of(claim, sentence)
        )
        if derivation is not None:
            return of_particular(claim, "derived", note=derivation)
        otherwise = self._otherwise(claim, sentence, is_unit_other=bool(good))
        if otherwise is not None:
            return otherwise
        if good:
            is_rate = is_rate_in_words(claim, sentence, good[-1])
            return (
                self._found(claim, sentence, good)
                if is_rate
                else self._of_other_kind(claim, good[-1])
            )
        if facts:
            return self._inadmissible(claim, sentence, facts[-1])
        return self._floating(claim, sentence)

    def _otherwise(
        self, claim: Particular, sentence: Sentence, *, is_unit_other: bool
    ) -> Check | None:
        """What is no plain statement: spelled otherwise, a difference, in words, or only near it."""
        respelled = self._respelled.found(claim, sentence, is_unit_other=is_unit_other)
        if respelled is not None:
            return self._found(respelled[0], sentence, respelled[1])
        if is_spelled_out(claim, self._store, self._before):
            return of_particular(claim, "grounded", note="in words there")
        inside = self._inside(claim)
        if inside is not None:
            return of_particular(claim, "grounded", note=inside)
        reckoned = self._reckoned(claim, sentence)
        if reckoned is not None:
            return of_particular(claim, "derived", note=reckoned)
        if self._is_near(claim):
            return of_particular(claim, "unchecked", note="given as near it only")
        is_said = bool(self._store.facts.stating(claim, self._before))  # then it matters by whom
        own = None if is_said else own_words(claim, sentence, self._store, self._before)
        return None if own is None else of_particular(claim, "unchecked", note=own)

    def _reckoned(self, claim: Particular, sentence: Sentence) -> str | None:
        """How a claim follows from other numbers, the harder to be had where a record says otherwise."""
        compared = difference_of(self._store, claim, sentence, self._claims, self._before)
        compared = compared or self._times.witness_of(claim, sentence)
        if compared is not None:
            return compared
        is_denied = self._against(claim, sentence) is not None
        is_denied = is_denied or is_another_share(claim, self._only_value(claim, sentence))
        return self._reckoning.witnesses.of(claim, sentence, is_denied=is_denied)

    def _inside(self, claim: Particular) -> str | None:
        """In what else a name, a number or a time stands, if it does."""
        self._sought += 1
        if self._sought > _MOST_SOUGHT or self._store.facts.stating(claim, self._before):
            return None  # what only a failure or an untrusted document states stands in it too
        if is_field_name(claim, self._store, self._before):
            return "name of a field"
        return how_it_stands_inside(claim, self._claims.text, self._store, self._before)

    def _stating(self, claim: Particular, sentence: Sentence) -> tuple[list[Fact], list[Fact]]:
        """The places that state a claim, and those of them that measure it alike."""
        facts = self._store.facts.stating(claim, self._before)
        fitting = [fact for fact in facts if not fact.fault and unit_fits(claim, fact)]
        if fitting or sentence.kind != "row":
            return facts, fitting
        told = told_in(claim, head_of(sentence, claim))
        if told is None:
            return facts, fitting
        measured = self._store.facts.stating(told, self._before)
        return facts or measured, [
            fact for fact in measured if not fact.fault and unit_fits(told, fact)
        ]

    def _inadmissible(self, claim: Particular, sentence: Sentence, fact: Fact) -> Check:
        """A particular that only a failure or an untrusted document states."""
        is_failure = fact.fault == "E09"
        if is_failure and is_reported(self._store, self._claims, claim, sentence, fact):
            return of_particular(claim, "grounded", fact, note="reported as an error")
        if not is_failure and _DISCLOSES.search(sentence.text) is not None:
            return of_particular(claim, "grounded", fact, note="said to be unconfirmed")
        status = "inadmissible" if is_failure else "tainted"
        check = of_particular(claim, status, fact, code=fact.fault)
        check.severity = "fail" if is_failure else "warn"
        check.also = ("E01",)
        return check

    def _moved(self, claim: Particular, sentence: Sentence) -> str | None:
        """How a day follows from another by what user or answer say, if it does."""
        self._moves += 1
        if claim.kind != "date" or self._moves > _MOST_MOVES:
            return None
        key = claim.keys[0]
        if not isinstance(key, tuple):
            return None
        at = claim.start - sentence.start
        before = without_own_weekday(sentence.text[max(0, at - _NEAR) : at])
        near = before + sentence.text[at : at + len(claim.text) + _NEAR]
        said = f"{self._wishes} {near} {sentence.above[-_NEAR:]}".lower()
        return relative_day(key, (day for day in self._days() if day != key), said)

    def _days(self) -> list[tuple[Any, ...]]:
        """Every full date of the evidence and of the answer, the last ones last."""
        if self._known_days is None:
            keys = (key for each in self._claims.stated if each.kind == "date" for key in each.keys)
            shown = [key for key in keys if isinstance(key, tuple) and key[0] is not None]
            self._known_days = [*self._store.facts.dates(self._before), *shown][-_MOST_DAYS:]
        return self._known_days

    def anchors(self, sentence: Sentence) -> list[Anchor]:
        """The records that a sentence is about, looked up once."""
        found = self._own_anchors(sentence)
        if found:
            return found
        for other in sentences_above(sentence, self._claims.sentences):
            found = self._own_anchors(other)
            if found:
                return found
        return []

    def _anchors_of_group(self, sentence: Sentence) -> list[Anchor]:
        """What the items beside an item of a list, and those in them, are about."""
        found: list[Anchor] = []
        for other in reversed(
            self._claims.sentences[max(0, sentence.number - _MOST_BESIDE) : sentence.number]
        ):
            if not sentence.depth or other.depth < sentence.depth:
                break
            found += self._own_anchors(other)
        return found

    def _sums_up(self, sentence: Sentence) -> bool:
        """Whether a sentence that names nothing itself speaks of several things together."""
        if sentence.start not in self._summing:
            is_sum = bool(self._sums_of(sentence)) or _TOGETHER.search(sentence.text) is not None
            self._summing[sentence.start] = is_sum and not self._own_anchors(sentence)
        return self._summing[sentence.start]

    def _own_anchors(self, sentence: Sentence) -> list[Anchor]:
        if sentence.start not in self._anchors:
            self._anchors[sentence.start] = anchors_of(self._store, sentence, self._before)
        return self._anchors[sentence.start]

    # Where the evidence states it

    def _found(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check:
        """A particular that evidence states: of the thing the sentence is about, and still?"""
        self._related += 1
        if self._related <= _MOST_RELATED:
            anchors = self.anchors(sentence) if claim.kind in RELATIONAL else []
            sums_up = self._sums_up(sentence)
            fault = self._relations.fault(claim, sentence, facts, anchors, sums_up=sums_up)
            fault = fault or self._confirmed(claim, sentence, facts)
            if fault is not None:
                return fault
            around = anchors or self._anchors_of_group(sentence)
            unknown = self._relations.of_nothing_named(claim, sentence, facts, around, self._spoken)
            unknown = unknown or self._relations.of_other_label(claim, sentence, facts)
            if unknown is not None:
                how = self._reckoning.witness_of(claim, sentence)
                return unknown if how is None else of_particular(claim, "derived", note=how)
        if self._is_accidental(claim, sentence, facts):
            return of_particular(claim, "weak", facts[-1], note="one of very many numbers")
        return of_particular(claim, "grounded", facts[-1])

    def _confirmed(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check | None:
        """What only the user has said, and asked about, where a result says otherwise."""
        if any(fact.speaker != "user" for fact in facts) or claim.kind not in _HELD:
            return None
        is_denied = is_denied_at(sentence.text, claim.start - sentence.start)
        is_said = not is_negated(sentence.text) and not speaks_of_past(sentence.text)
        if (
            is_denied
            or not is_said
            or not is_confirming(claim, sentence, self._claims, self._wishes)
        ):
            return None
        if is_argument(claim, self._store.calls, self._before):
            return None
        anchors = self.anchors(sentence) or self._focus(sentence)
        found = self._slots.against(claim, sentence, anchors, is_sure=True)
        if found is None or (claim.kind == "money" and _is_a_count(found.value, claim)):
            return None
        return contradicted(claim, found, also=("E01",))

    def _is_accidental(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> bool:
        """Whether so many numbers are at hand that one of them is what the claim says."""
        if claim.kind != "number" or claim.value is None or len(claim.text) > 6:
            return False
        numbers = self._store.facts.numbers()
        if len(numbers) < _FEWEST_FOR_ACCIDENT:
            return False
        digits = claim.text.replace(",", "").replace(".", "")
        near = [each for each in numbers if claim.value / 10 <= each <= claim.value * 10]
        if Decimal(len(near)) / Decimal(10) ** len(digits) <= _ACCIDENTAL:
            return False
        anchors = [each.fact.record for each in self.anchors(sentence)]
        return not any(
            fact.record is None or any(each and is_related(fact.record, each) for each in anchors)
            for fact in facts
        )

    # Where it does not

    def _of_other_kind(self, claim: Particular, fact: Fact) -> Check:
        unit = fact.unit or ""
        is_bare = not any(map(str.isalpha, fact.text)) and fact.text[:1] not in _SIGNED
        expected = (
            f"{fact.text} {unit}" if unit and is_bare and unit not in fact.text else fact.text
        )
        check = of_particular(claim, "contradicted", fact, code="E06", expected=expected)
        check.severity = "fail" if claim.kind in FAILING_KINDS else "warn"
        check.also = ("E01",)
        check.message = f"{claim.kind} {claim.text[:120]!r} has another unit in the evidence"
        return check

    def _reckoned_wrong(self, claim: Particular, wrong: Sum) -> Check:
        right = f"{format(wrong.right.normalize(), 'f')}{wrong.suffix}"
        check = of_particular(claim, "contradicted", code="E07", expected=right)
        check.note = wrong.expression
        check.message = f"{wrong.expression[:80]} is {right}, not {wrong.said[:40]}"
        check.also = ("E01",)
        return check

    def _sums_of(self, sentence: Sentence) -> dict[int, Sum]:
        if sentence.start not in self._sums:
            self._sums[sentence.start] = {
                start + sentence.start: each for start, each in sums_of(sentence).items()
            }
        return self._sums[sentence.start]

    def _floating(self, claim: Particular, sentence: Sentence) -> Check:
        check = of_particular(claim, "floating", code="E03" if claim.kind == "url" else "E01")
        check.status = "fabricated" if claim.kind == "url" else "floating"
        check.also = ("E03",) if claim.kind == "id" else ("E01",) if claim.kind == "url" else ()
        check.severity = "fail" if claim.kind in FAILING_KINDS else "warn"
        self._explained += 1
        if self._explained > _MOST_EXPLAINED:
            return check
        against = None
        if claim.kind in _HELD and not is_negated(sentence.text):
            against = self._against(claim, sentence) or self._in_place(claim, sentence)
        if against is not None:
            how = self._explaining.of_shown(claim, sentence, against)
            how = how or self._explaining.of_records(claim, sentence, against)
            if how is not None:
                return of_particular(claim, "derived", note=how)
            if not against.is_doubtful:
                return contradicted(claim, against, also=("E01",))
            check.step, check.expected, check.also = (
                against.step,
                against.value,
                (*check.also, "E02"),
            )
            return check
        check.expected = nearest(self._store, claim, self._before)
        only = self._only_value(claim, sentence)
        if only is not None and claim.kind not in FAILING_KINDS:
            return contradicted(claim, only, also=("E01",))
        if only is not None:
            check.step, check.expected = only.step, only.value
            check.also = (*check.also, "E02")
        return check

    def _without_reckoning(self, claim: Particular, sentence: Sentence) -> Contradiction | None:
        """What the record has instead that a sentence is about, or an item or row stands for."""
        against = self._against(claim, sentence)
        amounts = [each for each in sentence.stated if each.value is not None]
        if against is not None or sentence.kind not in ("item", "row") or len(amounts) > 1:
            return against
        return self._only_value(claim, sentence)

    def _in_place(self, claim: Particular, sentence: Sentence) -> Contradiction | None:
        """What stands in the place of a result that a claim belongs to."""
        if self._sums_up(sentence) or self._store.why_incomplete(self._before):
            return None
        anchors = self.anchors(sentence) or self._focus(sentence)
        return self._slots.against(claim, sentence, anchors)

    def _only_value(self, claim: Particular, sentence: Sentence) -> Contradiction | None:
        """The one value of its kind that the record named has, though no field is named."""
        if claim.kind not in RELATIONAL or is_negated(sentence.text) or self._sums_up(sentence):
            return None
        return by_only_value(claim, sentence, self._own_anchors(sentence))

    def _against(self, claim: Particular, sentence: Sentence) -> Contradiction | None:
        """What the record that a sentence is about has instead."""
        if self._sums_up(sentence):
            return None
        anchors = self.anchors(sentence) or self._focus(sentence)
        return by_field(self._store, claim, sentence, anchors)

    def _focus(self, sentence: Sentence) -> list[Anchor]:
        """What the sentence before is about, where it is about one thing."""
        if sentence.kind != "text" or not sentence.number:
            return []
        found = self._own_anchors(self._claims.sentences[sentence.number - 1])
        return found if len({anchor.phrase for anchor in found}) == 1 else []

    def small(self, sentence: Sentence) -> Iterator[Check]:
        """Faults of small amounts, which need no source, that records measure in another unit."""
        if sentence.mood is not None or not self._has_calls:
            return
        checked = {each.start for each in sentence.particulars}
        for claim in sentence.stated:
            if claim.kind not in ("duration", "quantity") or claim.start in checked:
                continue
            facts = self._store.facts.stating(claim, self._before)
            mine = measure_of(claim.unit)
            is_other = bool(facts) and all(
                fact.record is not None and not fact.fault and measure_of(fact.unit) == mine
                and not unit_fits(claim, fact)
                for fact in facts
            )  # fmt: skip
            if is_other:
                yield self._of_other_kind(claim, facts[-1])

    @cached_property
    def _rounds(self) -> bool:
        """Whether the answer says somewhere that it rounds."""
        return _ROUNDS.search(self._claims.text) is not None

    def _is_rounded(self, claim: Particular) -> bool:
        """Whether an answer that says it rounds has rounded a number that is stated."""
        if claim.value is None or not self._rounds:
            return False
        half = Decimal("0.5") / 10 ** max(claim.places, 0)
        return self._store.facts.has_number(claim.value - half, claim.value + half)

    def _is_near(self, claim: Particular) -> bool:
        """Whether a number is only said to be near, or not far beyond, some other one."""
        if self._is_rounded(claim):
            return True
        sense = approximation_of(self._claims.text, claim.start)
        if sense is None:
            return False
        value = claim.value
        if sense == "near":
            return value is None or claim.kind == "duration" or self._has_near(claim, value)
        if value is None or claim.kind != "number":
            return False
        ends = (value, value * _BEYOND)
        if sense == "below":
            ends = (value / _BEYOND, value)
        return self._store.facts.has_number(*ends)

    def _has_near(self, claim: Particular, value: Decimal) -> bool:
        """Whether something is stated, or shown, that so rough a number may stand for."""
        digit = Decimal(claim.scale) / Decimal(10) ** max(claim.places, 0)
        while value and value % (digit * 10) == 0:
            digit *= 10
        allowed = max(digit, value * _ROUGHLY)
        ends = (value - allowed, value + allowed)
        unit = unit_named(claim.unit or "")
        shown = [
            each.value
            for each in self._claims.stated
            if each.value is not None and each is not claim
        ]
        return (
            self._store.facts.has_number(*ends)
            or (
                unit is not None
                and self._store.facts.has_number(
                    unit.base(ends[0]), unit.base(ends[1]), unit.measures
                )
            )
            or self._reckoning.has_sum_between(*ends)
            or any(ends[0] <= each <= ends[1] for each in shown)
        )


def _is_a_count(value: object, claim: Particular) -> bool:
    """Whether a record holds how many there are, where an amount of money is told: 19 seats, $1000."""
    return isinstance(value, int) and claim.value is not None and value * _FAR < claim.value
