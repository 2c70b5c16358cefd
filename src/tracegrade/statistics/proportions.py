"""Rates: intervals, bounds where nothing was seen, and k attempts out of n."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

__all__ = [
    "Interval",
    "pass_at_k",
    "pass_hat_k",
    "rule_of_three",
    "wilson_interval",
]


class Interval(NamedTuple):
    """A lower and an upper bound.

    Example:
        >>> Interval(0.25, 0.75).low
        0.25
    """

    low: float
    high: float


def wilson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """The score interval of a rate (Wilson 1927), exactly 0 or 1 at an end that was never left.

    Args:
        successes: How often it happened.
        trials: How often it could have.
        confidence: 0..1, two-sided.

    Raises:
        ValueError: There are no trials, or more successes than trials.

    Example:
        >>> low, high = wilson_interval(78, 80)
        >>> round(low, 6), round(high, 6)
        (0.913356, 0.993117)
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"{successes} of {trials} is no rate")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    rate = successes / trials
    middle = rate + z * z / (2 * trials)
    spread = z * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    low = 0.0 if successes == 0 else (middle - spread) / scale
    high = 1.0 if successes == trials else (middle + spread) / scale
    return Interval(low, high)


def rule_of_three(trials: int, *, confidence: float = 0.95) -> float:
    """The highest rate that fits never having been seen: about 3 over the number of trials.

    Example:
        >>> round(rule_of_three(40), 3)
        0.075
    """
    return min(1.0, -math.log(1 - confidence) / trials) if trials else 1.0


def pass_at_k(trials: int, passed: int, k: int) -> float:
    """The chance that at least one of k trials passes, unbiased (Chen and others 2021).

    Raises:
        ValueError: k is not between 1 and the number of trials.

    Example:
        >>> pass_at_k(4, 2, 2) == 1 - 1 / 6
        True
    """
    _check_k(trials, k)
    return 1 - math.comb(trials - passed, k) / math.comb(trials, k)


def pass_hat_k(trials: int, passed: int, k: int) -> float:
    """The chance that all of k trials pass, unbiased (tau-bench, Yao and others 2024).

    Raises:
        ValueError: k is not between 1 and the number of trials.

    Example:
        >>> pass_hat_k(4, 2, 2) == 1 / 6
        True
    """
    _check_k(trials, k)
    return math.comb(passed, k) / math.comb(trials, k)


def _check_k(trials: int, k: int) -> None:
    if not 1 <= k <= trials:
        raise ValueError(f"k must be 1..{trials}, not {k}")
