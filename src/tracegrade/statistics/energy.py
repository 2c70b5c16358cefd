"""Whether two groups differ in anything that a distance sees (Székely and Rizzo 2013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["energy_distance"]


def energy_distance(distances: Sequence[Sequence[float]], new: Sequence[int]) -> float:
    """Mean distance across two groups, less half the mean distances within each.

    Over relabellings its mean is about 0 where the groups do not differ. A group of one has no
    distance within.

    Args:
        distances: Symmetric, between all members of the pool.
        new: Members of the one group; the rest is the other.

    Example:
        >>> energy_distance([[0, 0, 1], [0, 0, 1], [1, 1, 0]], [2])
        1.0
    """
    chosen = set(new)
    old = [member for member in range(len(distances)) if member not in chosen]
    across = sum(sum(distances[one][other] for other in chosen) for one in old)
    mean = across / (len(old) * len(chosen))
    return mean - (_within(distances, old) + _within(distances, sorted(chosen))) / 2


def _within(distances: Sequence[Sequence[float]], members: Sequence[int]) -> float:
    """The mean distance of two different members."""
    pairs = len(members) * (len(members) - 1)
    if not pairs:
        return 0.0
    return sum(sum(distances[one][other] for other in members) for one in members) / pairs
