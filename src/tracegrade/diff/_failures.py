"""Checks that newly fail, and whether that breaks anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tracegrade.diff._model import Fact
from tracegrade.statistics import rule_of_three, stratified_exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._pairing import Case
    from tracegrade.diff._vocabulary import Vocabulary
    from tracegrade.statistics import Stratum

__all__ = ["failures_of"]

_ALPHA = 0.01


class _Counted:
    """How often a way of failing occurs.

    Attributes:
        old: Old traces with it.
        new: New traces with it.
        newly: Cases in which new trials have it and no old one.
        gone: Cases in which old trials have it and no new one.
        strata: Events and trials by case, where both sides have trials that could be decided.
        had_none: Whether old trials of a case in `newly` were free of it.
        is_high_risk: Whether one of these cases says that a failure costs much.
    """

    __slots__ = ("gone", "had_none", "is_high_risk", "new", "newly", "old", "strata")

    def __init__(self) -> None:
        self.old = self.new = 0
        self.newly: list[str] = []
        self.gone: list[str] = []
        self.strata: list[Stratum] = []
        self.had_none = self.is_high_risk = False


def failures_of(cases: Sequence[Case], vocabulary: Vocabulary) -> list[Fact]:
    """Ways of failing a check that are new, and those that are gone.

    A way is new if no old trace has it, or if it is in more cases than chance would have it. It
    breaks if its check was given, if a new trial has it in a case in which no old trial does, and
    if that is no noise: by an exact test over cases (p < 0.01, divided by the number of ways that
    are tested), or because it is of high risk and no old trace has it at all.
    """
    counted = _counted(cases, vocabulary)
    undecided = _undecided(cases)
    traces = sum(len(case.old) for case in cases), sum(len(case.new) for case in cases)
    given = sum(vocabulary.failures[number].is_given for number in counted)
    facts: list[Fact] = []
    for number, counts in counted.items():
        failure = vocabulary.failures[number]
        old, new = (
            total - missing[failure.grader]
            for total, missing in zip(traces, undecided, strict=True)
        )
        fact = Fact("", vocabulary.examples[number], (counts.old, old), (counts.new, new))
        fact.subject = f"{failure.grader} {failure.code}"
        if counts.new and _is_new(fact, counts):
            is_sure = (fact.p or 0.0) < _ALPHA / max(1, given)
            alone = not counts.old and (failure.is_high_risk or counts.is_high_risk)
            fact.breaks = failure.is_given and counts.had_none and (is_sure or alone)
            facts.append(fact)
        elif counts.old and not counts.new and _is_gone(fact, counts):
            facts.append(fact)
    return _merged(sorted(facts, key=_rank))


def _counted(cases: Sequence[Case], vocabulary: Vocabulary) -> dict[int, _Counted]:
    """How often each way of failing occurs, by number."""
    found: defaultdict[int, _Counted] = defaultdict(_Counted)
    for case in cases:
        sides = case.old, case.new
        seen = {number for side in sides for trial in side for number in trial.checked.failures}
        for number in sorted(seen):
            grader = vocabulary.failures[number].grader
            events = [sum(number in trial.checked.failures for trial in side) for side in sides]
            trials = [
                sum(grader not in trial.checked.undecided for trial in side) for side in sides
            ]
            counts = found[number]
            counts.old += events[0]
            counts.new += events[1]
            if trials[0] and trials[1]:
                counts.strata.append((events[0], trials[0], events[1], trials[1]))
            if not events[0]:
                counts.newly.append(case.case_id)
                counts.had_none |= bool(trials[0])
                counts.is_high_risk |= any(trial.is_high_risk for trial in case.new)
            elif not events[1]:
                counts.gone.append(case.case_id)
    return dict(found)


def _undecided(cases: Sequence[Case]) -> tuple[Counter[str], Counter[str]]:
    """By grader, the traces of either side that it could not decide."""
    found: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for case in cases:
        for counts, side in zip(found, (case.old, case.new), strict=True):
            for trial in side:
                counts.update(trial.checked.undecided)
    return found


def _is_new(fact: Fact, counts: _Counted) -> bool:
    """Whether it was never seen before, or far less often."""
    fact.p = stratified_exact(counts.strata)
    fact.kind, fact.cases = "new_failure", counts.newly
    fact.message = f"{_grader(fact)} newly fails: {fact.message}"
    if not counts.old:
        fact.bound = round(rule_of_three(fact.old[1]), 6)
    return not counts.old or fact.p < _ALPHA


def _is_gone(fact: Fact, counts: _Counted) -> bool:
    """Whether it was there often enough for its absence to say something."""
    fact.p = stratified_exact(
        [(new, trials, old, olds) for old, olds, new, trials in counts.strata]
    )
    fact.kind, fact.cases = "gone_failure", counts.gone
    fact.message = f"{_grader(fact)} no longer fails: {fact.message}"
    fact.bound = round(rule_of_three(fact.new[1]), 6)
    return fact.p < _ALPHA


def _grader(fact: Fact) -> str:
    return fact.subject.rpartition(" ")[0]


def _rank(fact: Fact) -> tuple[bool, bool, int, str]:
    return (not fact.breaks, fact.kind != "new_failure", -fact.new[0], fact.message)


def _merged(facts: list[Fact]) -> list[Fact]:
    """One fact for ways of failing one check that the same traces share."""
    kept: dict[object, Fact] = {}
    for fact in facts:
        key = (fact.kind, _grader(fact), fact.old, fact.new, tuple(fact.cases))
        kept.setdefault(key, fact)
    return list(kept.values())
