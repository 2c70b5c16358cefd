"""Many tests at once: family-wise error and false discoveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["benjamini_hochberg", "max_t"]


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that hold the share of false discoveries (Benjamini and Hochberg 1995).

    Example:
        >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.04, 0.03, 0.5])]
        [0.04, 0.053, 0.053, 0.5]
    """
    count = len(p_values)
    order = sorted(range(count), key=lambda place: p_values[place], reverse=True)
    adjusted = [1.0] * count
    least = 1.0
    for passed, place in enumerate(order):
        least = min(least, p_values[place] * (count / (count - passed)))
        adjusted[place] = least
    return adjusted


def max_t(observed: Sequence[float], drawn: Sequence[Sequence[float]]) -> list[int]:
    """How often the largest statistic of a draw reaches each observed one, step by step down.

    The free step-down of Westfall and Young (1993): the largest observed statistic is held
    against the maximum over all quantities, the next against the maximum over the rest, and so on.

    Args:
        observed: Statistics, larger is more extreme.
        drawn: For each of them, its values under the same relabellings.

    Returns:
        Counts, so that the caller divides by the number of draws in the way it drew them; no
        count is smaller than that of a larger statistic.

    Example:
        >>> max_t([3.0, 1.0], [[3.0, 1.0, 0.5], [0.0, 2.0, 0.5]])
        [1, 1]
    """
    order = sorted(range(len(observed)), key=observed.__getitem__)
    counts = [0] * len(observed)
    largest: Sequence[float] = []
    for place in order:
        column = drawn[place]
        largest = list(map(max, largest, column)) if largest else column
        bar = observed[place]
        counts[place] = sum([value >= bar for value in largest])
    most = 0
    for place in reversed(order):
        most = counts[place] = max(most, counts[place])
    return counts
