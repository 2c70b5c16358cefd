"""Whether two groups differ in anything that a distance sees (Székely and Rizzo 2013)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["energy_distance", "standardised"]

_SAME = 1e-9  # values that differ by less, as a share of the largest, differ by rounding


def energy_distance(distances: Sequence[Sequence[float]], new: Sequence[int]) -> float:
    """Mean distance across two groups, less half the mean distances within each; never below 0.

    0 where both groups hold the same members. Means within a group take in the distance of each
    member to itself, so a group of one has none within. On a line, twice this is the square of
    what is often called the energy distance.

    Args:
        distances: Symmetric, between all members of the pool, 0 on the diagonal.
        new: Members of the one group; the rest is the other.

    Example:
        >>> energy_distance([[0, 0, 1], [0, 0, 1], [1, 1, 0]], [2])
        1.0
    """
    chosen = sorted(set(new))
    old = [member for member in range(len(distances)) if member not in set(chosen)]
    across = _mean(distances, old, chosen)
    return across - (_mean(distances, old, old) + _mean(distances, chosen, chosen)) / 2


def standardised(values: Sequence[float]) -> list[float]:
    """Values with mean 0 and variance 1; all 0 where they are equal.

    Example:
        >>> standardised([4.0, 0.0, 0.0, 4.0])
        [1.0, -1.0, -1.0, 1.0]
    """
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    if deviation <= _SAME * max(map(abs, values)):
        return [0.0] * len(values)
    return [(value - mean) / deviation for value in values]


def _mean(
    distances: Sequence[Sequence[float]], ones: Sequence[int], others: Sequence[int]
) -> float:
    total = sum(sum(distances[one][other] for other in others) for one in ones)
    return total / (len(ones) * len(others))
