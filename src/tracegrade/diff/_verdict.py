"""The verdict of a diff, and the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade._text import counted
from tracegrade.diff._features import APART, EFFECTS
from tracegrade.diff._shifts import ALPHA, CORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._model import (
        CaseDiff,
        DiffVerdict,
        Effect,
        Fact,
        Outcomes,
        Pairing,
        Shift,
    )

__all__ = ["Decision", "Findings", "decide", "is_sure"]

_ENOUGH_EVIDENCE = 20.0  # of an e-value, for 5 %
_FAILURES = ("new_failure", "gone_failure")
_MOST_SAID = 3
_FACTOR = 10  # a change beyond that is said in its own unit


class Decision(NamedTuple):
    """A verdict and why."""

    verdict: DiffVerdict
    reason: str


class Findings(NamedTuple):
    """What a verdict is made from."""

    pairing: Pairing
    cases: Sequence[CaseDiff]
    facts: Sequence[Fact]
    effects: Sequence[Effect]
    outcomes: Outcomes | None
    shifts: Sequence[Shift]


def decide(findings: Findings) -> Decision:
    """The strongest verdict that the findings bear: `broken`, `shift`, `inconclusive`, `equivalent`.

    A new tool or a new kind of side effect alone decides nothing: rare ones appear on one side
    only by chance in most pairs of runs of one and the same agent.
    """
    broken = [fact for fact in findings.facts if fact.breaks]
    if broken:
        return Decision("broken", broken[0].message)
    if not findings.pairing.pairs:
        return Decision("inconclusive", "no trace of one side has a partner on the other")
    if shift := _shift(findings):
        return Decision("shift", shift)
    if equal := _equal(findings):
        return Decision("equivalent", equal)
    return Decision("inconclusive", _undecided(findings))


def _shift(findings: Findings) -> str | None:
    """What differs by more than noise, if something does."""
    found = [shift for shift in findings.shifts if is_sure(shift)]
    if found:
        return _said(found)
    outcomes = findings.outcomes
    if outcomes is None or outcomes.e_value < _ENOUGH_EVIDENCE:
        return None
    flips = f"{len(outcomes.worse)} cases pass less often and {len(outcomes.better)} more often"
    return f"{flips} (e-value {outcomes.e_value:.0f})"


def _equal(findings: Findings) -> str | None:
    """Why the runs are equivalent, if they are: nothing differs, or nothing that counts."""
    pairs = [pair for case in findings.cases for pair in case.pairs]
    outcomes = findings.outcomes
    if any(case.unpaired for case in findings.cases):
        return None
    flipped = outcomes is not None and (outcomes.better or outcomes.worse)
    if not findings.facts and not flipped and all(pair.is_same for pair in pairs):
        return f"all {len(pairs)} pairs did the same" if len(pairs) > 1 else "the pair did the same"
    failing = any(fact.kind in _FAILURES for fact in findings.facts)
    return None if failing or _has_new_effects(findings) else _within(findings)


def is_sure(shift: Shift) -> bool:
    """Whether a quantity differs by more than noise, all headline quantities considered."""
    return shift.family == "headline" and shift.p_adjusted is not None and shift.p_adjusted < ALPHA


def _said(found: Sequence[Shift]) -> str:
    """The shifts that are news, or else those that a fact accounts for, after the fact."""
    news = [shift for shift in found if shift.finding == "shift"]
    causes = {} if news else dict.fromkeys(cause for shift in found for cause in shift.follows)
    told = [shift for shift in news or found if shift.feature not in APART]
    if not told:
        named = "side effects differ" if found[0].feature == EFFECTS else "behaviour differs"
        return f"{named} by more than noise"
    said = [_change(shift) for shift in told[:_MOST_SAID]]
    more = f" and {len(told) - _MOST_SAID} more" if len(told) > _MOST_SAID else ""
    because = f"{', '.join(causes)}: " if causes else ""
    verb = "differs" if len(told) == 1 else "differ"
    return f"{because}{', '.join(said)}{more} {verb} by more than noise"


def _change(shift: Shift) -> str:
    if shift.effect is None or shift.old is None:
        return shift.feature
    if shift.relative is not None and abs(shift.relative) < _FACTOR:
        return f"{shift.feature} {shift.relative:+.0%}".replace("%", " %")
    return f"{shift.feature} {shift.effect:+.3g}"


def _has_new_effects(findings: Findings) -> bool:
    """Whether some side effect is more than what old trials of the case do as well."""
    return any(effect.change != "extra" or not effect.in_old[0] for effect in findings.effects)


def _within(findings: Findings) -> str | None:
    """The quantities that count, if all of them lie within their margins."""
    known = [shift for shift in findings.shifts if shift.feature in CORE]
    if not known or any(shift.finding != "equivalent" for shift in known):
        return None
    names = ", ".join(shift.feature.replace("_", " ") for shift in known)
    return f"{names} lie within their margins in {counted(findings.pairing.clusters, 'case')}"


def _undecided(findings: Findings) -> str:
    pairs = [pair for case in findings.cases for pair in case.pairs]
    differing = sum(not pair.is_same for pair in pairs)
    verb = "differs" if differing == 1 else "differ"
    text = f"{differing or 'none'} of {counted(len(pairs), 'pair')} {verb}"
    tested = [
        shift.p_adjusted
        for shift in findings.shifts
        if shift.family == "headline" and shift.p_adjusted is not None
    ]
    if not tested or min(tested) == 1.0:
        return f"{text}; whether by more than noise cannot be told from so few"
    return f"{text}, but nothing by more than noise (least adjusted p {min(tested):.2f})"
