"""Whether a particular rests on evidence, the most specific fault first."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._anchors import (
    Anchor,
    anchors_of,
    by_field,
    by_sibling,
    is_related,
    sentences_above,
    values_of,
)
from tracegrade.graders.evidence._arithmetic import Sum, sums_in
from tracegrade.graders.evidence._check import FAILING_KINDS, Check, of_particular
from tracegrade.graders.evidence._derivation import (
    columns_of,
    span_of_days,
    witness,
    witness_of_share,
)
from tracegrade.graders.evidence._moods import admits_failure, is_negated, speaks_of_past
from tracegrade.graders.evidence._nearest import nearest
from tracegrade.graph.values import forms_of, particulars_in, unit_named
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._derivation import Columns
    from tracegrade.graders.evidence._store import EvidenceStore, Fact
    from tracegrade.graph.values import Particular

__all__ = ["Grounding"]

_WITHOUT_EVIDENCE = frozenset(("id", "url"))  # checked even if nothing was looked up
_DERIVABLE = frozenset(("money", "number", "percent", "quantity", "duration"))
_RELATIONAL = frozenset(("money", "number", "percent", "quantity", "duration", "date", "time"))
_MOST_EXPLAINED = 50  # faults for which near misses are looked up
_MOST_DERIVATIONS = 2_000  # numbers not found as such; each costs some 300 sums
_MOST_SHOWN_BEFORE = 20_000  # characters
_MOST_RELATED = 400  # particulars for which records are compared
_TOGETHER = re.compile(
    r"\b(?:total|sum|combined|both|altogether|together|overall)\b", re.IGNORECASE
)
_ACCIDENTAL = Decimal("0.05")
_FEWEST_FOR_ACCIDENT = 200


class Grounding:
    """Checks the particulars of one answer.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
        shown_before: What the user saw last before the answer, for numbers to reckon with.
        columns: Sums over columns, where another answer of the trace has had them made.
    """

    def __init__(
        self, store: EvidenceStore, claims: Claims, before: int, shown_before: str = ""
    ) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._shown_before = shown_before
        self._has_calls = store.has_calls(before)
        self._has_results = store.has_results(before)
        self._explained = self._tried = self._related = 0
        self._operands: list[Decimal] | None = None
        self._anchors: dict[int, list[Anchor]] = {}
        self._sums: dict[int, dict[int, Sum]] = {}

    def check(self, claim: Particular, sentence: Sentence) -> Check:  # noqa: PLR0911 one return a fate
        """What the evidence says of one particular."""
        if not self._has_calls and claim.kind not in _WITHOUT_EVIDENCE:
            return of_particular(claim, "unchecked", note="nothing was looked up")
        reckoned = self._sums_of(sentence).get(claim.start)
        if reckoned is not None and not reckoned.is_right:
            return self._reckoned_wrong(claim, reckoned)
        facts = self._store.stating(claim, self._before)
        good = [fact for fact in facts if not fact.fault]
        fitting = [fact for fact in good if _unit_fits(claim, fact)]
        if fitting:
            return self._found(claim, sentence, fitting)
        derivation = reckoned.expression if reckoned else self._derivation(claim, sentence)
        if derivation is not None:
            return of_particular(claim, "derived", note=derivation)
        if good:
            return self._of_other_kind(claim, good[-1])
        if facts:
            return _inadmissible(claim, sentence, facts[-1])
        return self._floating(claim, sentence)

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

    def _sums_up(self, sentence: Sentence) -> bool:
        """Whether a sentence that names nothing itself speaks of several things together."""
        is_sum = bool(self._sums_of(sentence)) or _TOGETHER.search(sentence.text) is not None
        return is_sum and not self._own_anchors(sentence)

    def _own_anchors(self, sentence: Sentence) -> list[Anchor]:
        if sentence.start not in self._anchors:
            self._anchors[sentence.start] = anchors_of(self._store, sentence, self._before)
        return self._anchors[sentence.start]

    # Where the evidence states it

    def _found(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check:
        """A particular that evidence states: of the thing the sentence is about, and still?"""
        self._related += 1
        if self._related <= _MOST_RELATED:
            for fault in (
                self._of_another(claim, sentence, facts),
                self._superseded(claim, sentence, facts),
                self._conflicting(claim, sentence, facts),
            ):
                if fault is not None:
                    return fault
        if self._is_accidental(claim, sentence, facts):
            return of_particular(claim, "weak", facts[-1], note="one of very many numbers")
        return of_particular(claim, "grounded", facts[-1])

    def _of_another(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check | None:
        """A value that only another record, or another field of the record, holds."""
        if claim.kind not in _RELATIONAL or is_negated(sentence.text):
            return None
        anchors = self.anchors(sentence)
        if not anchors or self._sums_up(sentence):
            return None
        found = by_sibling(self._store, claim, facts, anchors)
        if found is None and self._is_only_elsewhere(sentence, facts, anchors):
            found = by_field(claim, sentence, anchors)
        if found is None:
            return None
        check = of_particular(claim, "contradicted", code="E02", expected=found.value)
        check.step, check.pointer = found.step, found.record.pointer(found.field)
        check.note = f"field {found.field!r}"
        check.also = ("E06",)
        return check

    def _is_only_elsewhere(
        self, sentence: Sentence, facts: list[Fact], anchors: list[Anchor]
    ) -> bool:
        """Whether only the user, or another field of the one record named, states the value."""
        if speaks_of_past(sentence.text):
            return False
        if all(fact.speaker == "user" for fact in facts):
            return True
        records = {id(anchor.fact.record): anchor.fact.record for anchor in anchors}
        return all(
            fact.record is not None and id(fact.record) in records for fact in facts
        ) and all(fact.field not in sentence.text for fact in facts)

    def _superseded(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check | None:
        """A value that later results for the same thing no longer hold."""
        if speaks_of_past(sentence.text):
            return None
        newer: tuple[Fact, Any, int] | None = None
        for fact in facts:
            found = self._later(fact)
            if found is None:
                return None
            newer = (fact, *found)
        if newer is None:
            return None
        fact, value, step = newer
        stated = {form for each in sentence.stated for form in forms_of(each.text)}
        if stated & set(forms_of(value)):
            return None
        check = of_particular(claim, "stale", fact, code="E08", expected=value)
        check.note = f"field {fact.field!r} was read again in a later step"
        check.step, check.also = step, ("E02",)
        return check

    def _later(self, fact: Fact) -> tuple[Any, int] | None:
        """Another value that a later reading of the same thing, or a write to it, gave."""
        if fact.record is None or fact.speaker != "tool" or not fact.field:
            return None
        versions = self._store.versions_of(fact.step, fact.record)
        tool = next((each.tool for each in versions if each.step == fact.step), "")
        latest: tuple[Any, int] | None = None
        for version in versions:
            if not fact.step < version.step < self._before:
                continue
            if version.tool != tool and not has_side_effect(effect_classes(version.tool)):
                continue
            held = values_of(version.record, fact.field)
            if len(held) == 1:
                latest = (held[0], version.step)
        mine = values_of(fact.record, fact.field)
        if latest is None or len(mine) != 1 or str(latest[0]) == str(mine[0]):
            return None
        return latest

    def _conflicting(
        self, claim: Particular, sentence: Sentence, facts: list[Fact]
    ) -> Check | None:
        """Another source that says otherwise of the same thing, which the answer does not say."""
        if claim.kind not in _RELATIONAL:
            return None
        for fact in facts:
            if fact.record is None or fact.speaker != "tool" or fact.record.path:
                continue
            for version in self._store.versions_of(fact.step, fact.record):
                held = values_of(version.record, fact.field)
                if version.step == fact.step or version.step >= self._before or len(held) != 1:
                    continue
                mine = values_of(fact.record, fact.field)
                if len(mine) != 1 or str(mine[0]) == str(held[0]) or self._says(held[0]):
                    continue
                if any(other.step == version.step for other in facts):
                    continue
                if self._later(fact) is not None or version.step < fact.step:
                    continue
                check = of_particular(claim, "conflicting", fact, code="E15", expected=held[0])
                check.severity, check.step = "info", version.step
                return check
        return None

    def _says(self, value: Any) -> bool:
        """Whether the answer states a value anywhere."""
        forms = set(forms_of(value)) | {
            ("date", each.keys[0]) for each in particulars_in(str(value)) if each.kind == "date"
        }
        return any(
            form in forms for each in self._claims.stated for form in (
                *forms_of(each.text), *((each.kind, key) for key in each.keys),
                *(("number", key) for key in each.keys),
            )
        )  # fmt: skip

    def _is_accidental(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> bool:
        """Whether so many numbers are at hand that one of them is what the claim says."""
        if claim.kind != "number" or claim.value is None or len(claim.text) > 6:
            return False
        numbers = self._store.numbers()
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
        expected = (
            f"{fact.text} {fact.unit}".strip()
            if fact.unit and fact.unit not in fact.text
            else fact.text
        )
        check = of_particular(claim, "contradicted", fact, code="E06", expected=expected)
        check.severity = "fail" if claim.kind in FAILING_KINDS else "warn"
        check.also = ("E01",)
        check.message = f"{claim.kind} {claim.text[:120]!r} has another unit in the evidence"
        return check

    def _reckoned_wrong(self, claim: Particular, wrong: Sum) -> Check:
        right = format(wrong.right.normalize(), "f")
        check = of_particular(claim, "contradicted", code="E07", expected=right)
        check.note = wrong.expression
        check.message = f"{wrong.expression[:80]} is {right}, not {wrong.said[:40]}"
        check.also = ("E01",)
        return check

    def _sums_of(self, sentence: Sentence) -> dict[int, Sum]:
        if sentence.start not in self._sums:
            self._sums[sentence.start] = {
                each.start + sentence.start: each for each in sums_in(sentence.text)
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
        if (
            claim.kind in _RELATIONAL
            and not is_negated(sentence.text)
            and not self._sums_up(sentence)
        ):
            against = by_field(claim, sentence, self.anchors(sentence))
        if against is not None:
            check.status, check.code, check.severity = "contradicted", "E02", "fail"
            check.step, check.expected, check.also = against.step, against.value, ("E01",)
            check.pointer = against.record.pointer(against.field)
            check.note = f"field {against.field!r}"
        else:
            check.expected = nearest(self._store, claim, self._before)
        return check

    def _derivation(self, claim: Particular, sentence: Sentence) -> str | None:
        value = claim.value
        if claim.kind not in _DERIVABLE or value is None or not self._has_results:
            return None
        if self._tried >= _MOST_DERIVATIONS:
            return None
        self._tried += 1
        if self._operands is None:
            self._operands = self._shown()
        operands = [each for each in self._operands if each != value]
        if claim.kind == "percent":
            return witness_of_share(value, claim.places, operands)
        if claim.kind == "duration":
            found = self._span(claim, value)
            if found is not None:
                return found
        found = witness(value, operands, self._columns(), self._before, sentence.text)
        if found is not None:
            self._operands.append(value)  # what was derived may be reckoned with
        return found

    def _columns(self) -> Columns:
        if self._store.columns is None:
            self._store.columns = columns_of(self._store.calls)
        return self._store.columns

    def _span(self, claim: Particular, value: Decimal) -> str | None:
        """Two dates of one record, or that the answer shows, that lie so far apart."""
        unit = unit_named(claim.unit or "")
        if unit is None or unit.factor < 86400:
            return self._between_times(claim, value)
        days = value * (unit.factor / 86400)
        shown = [
            key for each in self._claims.stated if each.kind == "date" for key in each.keys
            if isinstance(key, tuple) and key[0] is not None
        ]  # fmt: skip
        return span_of_days(days, [*self._store.dates(self._before), *shown])

    def _between_times(self, claim: Particular, value: Decimal) -> str | None:
        """Two times that the answer shows, or a start and an end in one record."""
        unit = unit_named(claim.unit or "")
        if unit is None:
            return None
        minutes = [
            key for each in self._claims.stated if each.kind == "time" for key in each.keys
            if isinstance(key, int)
        ][:24]  # fmt: skip
        wanted = value * unit.factor / 60
        for place, one in enumerate(minutes):
            for other in minutes[place + 1 :]:
                if wanted in (abs(one - other), 1440 - abs(one - other)):
                    return "between two times shown"
        return None

    def _shown(self) -> list[Decimal]:
        """Numbers that the answer or what came before shows, and that the evidence holds."""
        before = particulars_in(self._shown_before[:_MOST_SHOWN_BEFORE])
        return [
            found.value
            for found in (*before, *self._claims.stated)
            if found.value is not None
            and (found.value <= 12 or any(
                not fact.fault for fact in self._store.stating(found, self._before)
            ))
        ]  # fmt: skip


def _inadmissible(claim: Particular, sentence: Sentence, fact: Fact) -> Check:
    """A particular that only a failure or an untrusted document states."""
    if fact.fault == "E09" and admits_failure(sentence.text):
        return of_particular(claim, "grounded", fact, note="reported as an error")
    status = "inadmissible" if fact.fault == "E09" else "tainted"
    check = of_particular(claim, status, fact, code=fact.fault)
    check.severity = "fail" if fact.fault == "E09" else "warn"
    check.also = ("E01",)
    return check


def _unit_fits(claim: Particular, fact: Fact) -> bool:
    """Whether the place that states a number does not measure it in another unit."""
    if claim.unit is None or fact.unit is None or claim.unit == fact.unit:
        return True
    if claim.kind == "money":
        return len(fact.unit) != 3 or not fact.unit.isupper()
    mine, other = unit_named(claim.unit), unit_named(fact.unit)
    if mine is None or other is None or mine == other:
        return True
    if mine.measures != other.measures:
        return False
    return _is_converted(claim, fact)


def _is_converted(claim: Particular, fact: Fact) -> bool:
    """Whether the amount there, in its unit, is the claim's amount in its own."""
    mine, other = unit_named(claim.unit or ""), unit_named(fact.unit or "")
    value = next((each.value for each in particulars_in(fact.text) if each.value is not None), None)
    if mine is None or other is None or value is None or claim.value is None:
        return False
    half = mine.factor / 2 / Decimal(10) ** max(claim.places, 0)
    return abs(value * other.factor - claim.value * mine.factor) <= half
