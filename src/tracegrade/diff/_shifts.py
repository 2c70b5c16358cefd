"""Quantities that differ by more than noise, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracegrade.diff._columns import MOST_POOLED, Design, columns_of
from tracegrade.diff._features import APART, EFFECTS, features_of
from tracegrade.diff._following import followers, order_of_causes
from tracegrade.diff._model import Shift, Transition
from tracegrade.statistics import (
    benjamini_hochberg,
    bootstrap_t_interval,
    minimum_detectable_effect,
    permutation_test,
    standard_error,
    tost,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._columns import Table
    from tracegrade.diff._features import Capture
    from tracegrade.diff._pairing import Case, Distances
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["ALPHA", "CORE", "Evidence", "Shifts", "shifts_of"]

ALPHA = 0.04
"""Chance of any false alarm that the headline quantities may give together.

Of the 5 % that a verdict may cost, 1 % is left to flips of outcomes, which raise a shift as well.
"""

_ALPHA_OF_EQUIVALENCE = 0.05
_FALSE_DISCOVERIES = 0.1
_MARGIN, _MARGIN_OF_RATES = 0.1, 0.05
_RATES = frozenset(("passed",))
_FEWEST_CASES = 5  # for saying that something is equivalent
CORE = ("passed", "steps", "calls", "side_effects", "cost_usd")
"""Quantities that all have to be equivalent, where they are known, for two runs to be so."""


@dataclass(slots=True)
class Shifts:
    """What the statistics say.

    Attributes:
        shifts: Every quantity that was compared: those that differ by more than noise first.
        transitions: Which tool follows which.
        not_compared: Quantities that a side cannot show, with the reason.
        relabellings: How many ways to deal the trials were looked at.
    """

    shifts: list[Shift]
    transitions: list[Transition]
    not_compared: list[str]
    relabellings: int


@dataclass(slots=True)
class Evidence:
    """What the tests work on.

    Attributes:
        cases: Cases that both sides have.
        vocabulary: What signatures refer to by number.
        distances: Distances between traces.
        captures: What each side can show.
        clustered: Whether cases of one cluster go together.
        turned: Whether the new side is looked at first, so that swapping the sides changes no p.
        seed: For everything drawn at random.
    """

    cases: list[Case]
    vocabulary: Vocabulary
    distances: Distances
    captures: tuple[Capture, Capture]
    clustered: bool
    turned: bool
    seed: int


def shifts_of(evidence: Evidence, facts: Sequence[tuple[str, str]]) -> Shifts:
    """Test what the traces of the cases that both sides have measure.

    Args:
        evidence: The cases.
        facts: Facts that a quantity measures: what to call the fact, and the quantity.
    """
    features = features_of(evidence.cases, evidence.vocabulary, evidence.captures)
    if not evidence.cases:
        return Shifts([], [], features.not_compared, 0)
    design = Design.of(
        evidence.cases, clustered=evidence.clustered, turned=evidence.turned, seed=evidence.seed
    )
    whole = len(features.headline)
    names = [*features.headline, *APART, *features.tail]
    table = columns_of(names, design, evidence.vocabulary, evidence.distances)
    test = permutation_test(
        [table.tested(name) for name in names],
        family=whole + len(APART),
        one_sided=frozenset(range(whole, whole + len(APART))),
        seed=evidence.seed,
    )
    tail = benjamini_hochberg(test.p[len(test.p_adjusted) :])
    adjusted = [*test.p_adjusted, *tail]
    shifts = [
        _shift(
            name, table, p, p_adjusted, is_headline=place < len(test.p_adjusted), seed=evidence.seed
        )
        for place, (name, p, p_adjusted) in enumerate(zip(names, test.p, adjusted, strict=True))
    ]
    _find(shifts, facts, table, _reading(evidence.vocabulary))
    lacking = features.not_compared
    unknown = [name for name in APART if not table.columns[name].count]
    shifts = [shift for shift in shifts if shift.feature not in unknown]
    lacking = [*lacking, *(f"{name} as a whole: {_why_not(evidence)}" for name in unknown)]
    transitions = [_transition(shift) for shift in shifts if ">" in shift.feature]
    return Shifts(sorted(shifts, key=_rank), transitions, lacking, test.draws)


def _shift(
    name: str, table: Table, p: float, p_adjusted: float, *, is_headline: bool, seed: int
) -> Shift:
    """One quantity with its effect, interval, power and equivalence."""
    column = table.columns[name]
    clusters = table.clusters(name)
    shift = Shift(name, None, None, None, None, p, p_adjusted, column.count)
    shift.family = "headline" if is_headline else "tail"
    if not column.count:
        shift.p = shift.p_adjusted = None
        return shift
    differences = math.fsum(value for unit in clusters for value in unit)
    shift.effect = differences / column.count
    if name not in APART:
        shift.old, shift.new = column.old / column.count, column.new / column.count
        shift.relative = shift.effect / abs(shift.old) if shift.old else None
    if len(clusters) > 1:
        error = standard_error(clusters)
        shift.mde = minimum_detectable_effect(error, 1)
    if is_headline and name not in APART:
        shift.ci = bootstrap_t_interval(clusters, seed=seed)
        shift.p_equivalent = _equivalence(shift, clusters)
        if shift.p_equivalent is not None and shift.p_equivalent < _ALPHA_OF_EQUIVALENCE:
            shift.finding = "equivalent"
    return shift


def _equivalence(shift: Shift, clusters: list[list[float]]) -> float | None:
    """The p-value of lying within the margin, where there is one and enough is known."""
    is_rate = shift.feature in _RATES
    margin = _MARGIN_OF_RATES if is_rate else _MARGIN * abs(shift.old or 0.0)
    if len(clusters) < _FEWEST_CASES or not margin:
        return None
    if is_rate and not any(value for unit in clusters for value in unit):
        # Not one case flipped: the chance of that if as many flipped as the margin allows.
        return (1 - margin) ** len(clusters)
    return tost(clusters, -margin, margin)


def _reading(vocabulary: Vocabulary) -> list[str]:
    """The tools that only read."""
    return [tool for tool, classes in vocabulary.effects.items() if classes <= {"read"}]


def _find(
    shifts: list[Shift],
    facts: Sequence[tuple[str, str]],
    table: Table,
    reading: Sequence[str],
) -> None:
    """Say what is a shift and what follows from one: the headline first, then the tail."""
    by_name = {shift.feature: shift for shift in shifts}
    rare = [
        shift.feature
        for shift in shifts
        if shift.p_adjusted is not None
        and shift.p_adjusted < (ALPHA if shift.family == "headline" else _FALSE_DISCOVERIES)
    ]
    if not rare:
        return
    known = [
        (label, name)
        for label, name in facts
        if name in by_name and (name != EFFECTS or name in rare)
    ]
    for name, causes in followers(rare, known, table, reading).items():
        by_name[name].finding = "follows" if causes else "shift"
        by_name[name].follows = causes


def _why_not(evidence: Evidence) -> str:
    if evidence.clustered:
        return "the sides of a cluster can only be swapped, which changes no distance"
    if any(len(case.old) + len(case.new) > MOST_POOLED for case in evidence.cases):
        return f"more than {MOST_POOLED} trials of a case are not held against each other"
    return "it takes several trials of a case to know how far a side is from itself"


def _transition(shift: Shift) -> Transition:
    source, _, target = shift.feature.partition(">")
    return Transition(source, target, shift.old or 0.0, shift.new or 0.0, shift.p_adjusted)


def _rank(shift: Shift) -> tuple[int, int, float, str]:
    places = {"shift": 0, "follows": 1}
    order = order_of_causes(shift.feature)
    is_tail = shift.family == "tail"
    p = shift.p_adjusted if shift.p_adjusted is not None else 1.0
    return (2 * places.get(shift.finding, 2) + is_tail, order, p, shift.feature)
