"""Steps that no key matches, paired in order at least total cost (Needleman and Wunsch 1970)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["cheapest_pairs"]

_FORBIDDEN = float("inf")


def cheapest_pairs(
    gaps_old: Sequence[float], gaps_new: Sequence[float], cost: Callable[[int, int], float]
) -> tuple[list[tuple[int, int]], float]:
    """The pairs, ascending on both sides, for which pairs and what is left cost least.

    Of equally cheap ways the one that pairs the earliest places is taken.

    Args:
        gaps_old: What it costs to leave each old step without a partner.
        gaps_new: The same for new steps.
        cost: What it costs to call an old and a new step the same work; may be infinite.

    Returns:
        Positions of the paired steps, and the total cost.

    Example:
        >>> cheapest_pairs([1, 1], [1], lambda old, new: 0.25 if old == 1 else 5)
        ([(1, 0)], 1.25)
    """
    rest = _costs_to_the_end(gaps_old, gaps_new, cost)
    pairs: list[tuple[int, int]] = []
    old = new = 0
    while old < len(gaps_old) and new < len(gaps_new):
        here = rest[old][new]
        if here == cost(old, new) + rest[old + 1][new + 1]:
            pairs.append((old, new))
            old, new = old + 1, new + 1
        elif here == gaps_old[old] + rest[old + 1][new]:
            old += 1
        else:
            new += 1
    return pairs, rest[0][0]


def _costs_to_the_end(
    gaps_old: Sequence[float], gaps_new: Sequence[float], cost: Callable[[int, int], float]
) -> list[list[float]]:
    """For each pair of positions, what everything from there on costs at least."""
    width = len(gaps_new)
    below = [0.0] * (width + 1)
    for new in range(width - 1, -1, -1):
        below[new] = below[new + 1] + gaps_new[new]
    table = [below]
    for old in range(len(gaps_old) - 1, -1, -1):
        gap = gaps_old[old]
        row = [0.0] * (width + 1)
        row[width] = below[width] + gap
        for new in range(width - 1, -1, -1):
            paired = cost(old, new) + below[new + 1]
            row[new] = min(paired, below[new] + gap, row[new + 1] + gaps_new[new])
        table.append(row)
        below = row
    return table[::-1]
