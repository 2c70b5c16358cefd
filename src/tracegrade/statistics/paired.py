"""Paired yes-or-no outcomes: exact tests, and evidence that may be looked at after every case."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Stratum", "e_value", "mcnemar_exact", "stratified_exact"]

Stratum = tuple[int, int, int, int]
"""Events and trials of the old side, then of the new side, within one case."""

_MOST_EXACT = 400  # undecided strata; beyond, the normal approximation is closer than anyone needs


def mcnemar_exact(worse: int, better: int) -> float:
    """The two-sided p-value of so many discordant pairs each way (McNemar, by the binomial).

    Example:
        >>> round(mcnemar_exact(9, 2), 10)
        0.0654296875
        >>> mcnemar_exact(1, 0)
        1.0
    """
    total = worse + better
    few = min(worse, better)
    tail = sum(math.comb(total, count) for count in range(few + 1))
    return min(1.0, 2 * tail / 2**total)


def stratified_exact(strata: Iterable[Stratum]) -> float:
    """The chance of at least so many events on the new side if the sides did not differ.

    One-sided and exact: given how often the event happened in each stratum, every way to deal its
    trials to the two sides is equally likely (the conditional test of Cochran, Mantel and
    Haenszel). With one trial a side it is the sign test.

    Example:
        >>> stratified_exact([(0, 1, 1, 1)] * 7) == 0.5**7
        True
        >>> stratified_exact([(0, 3, 3, 3)] * 2) == (1 / 20) ** 2
        True
    """
    undecided: list[tuple[int, int, int]] = []
    seen = 0
    for old, old_trials, new, new_trials in strata:
        if old_trials and new_trials and 0 < old + new < old_trials + new_trials:
            undecided.append((old + new, old_trials, new_trials))
            seen += new
    if len(undecided) > _MOST_EXACT:
        return _approximately(undecided, seen)
    chances = [1.0]
    for events, old_trials, new_trials in undecided:
        dealt = _hypergeometric(events, old_trials, new_trials)
        longer = [0.0] * (len(chances) + len(dealt) - 1)
        for place, chance in enumerate(chances):
            for more, share in enumerate(dealt):
                longer[place + more] += chance * share
        chances = longer
    return min(1.0, math.fsum(chances[seen:]))


def _hypergeometric(events: int, old_trials: int, new_trials: int) -> list[float]:
    """The chance of 0, 1, ... events on the new side."""
    ways = math.comb(old_trials + new_trials, events)
    return [
        math.comb(new_trials, new) * math.comb(old_trials, events - new) / ways
        for new in range(min(events, new_trials) + 1)
    ]


def _approximately(undecided: list[tuple[int, int, int]], seen: int) -> float:
    mean = variance = 0.0
    for events, old, new in undecided:
        total = old + new
        mean += events * new / total
        variance += events * (total - events) * old * new / (total * total * (total - 1))
    return 1 - NormalDist().cdf((seen - 0.5 - mean) / math.sqrt(variance))


def e_value(worse: int, better: int) -> float:
    """The evidence that changes for the worse and for the better are not equally likely.

    The mixture of Krichevsky and Trofimov over the discordant pairs. It may be looked at after
    every pair: under no difference the chance that it ever reaches 1 / alpha is at most alpha, so
    20 stands for 5 %. Values of independent batches multiply.

    Example:
        >>> round(e_value(7, 0), 1), round(e_value(6, 0), 1), round(e_value(12, 2), 1)
        (26.8, 14.4, 10.9)
    """
    total = worse + better
    logarithm = (
        math.lgamma(worse + 0.5)
        + math.lgamma(better + 0.5)
        - math.log(math.pi)
        - math.lgamma(total + 1)
        + total * math.log(2)
    )
    return math.exp(min(logarithm, 700.0))
