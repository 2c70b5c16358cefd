"""The longest common subsequence of two sequences, exactly and fast.

Bit-parallel after Hyyrö (2004) on Python integers: one row of the dynamic-programming table is one
integer, so a row costs a few big-number operations. Two sequences of 10,000 take some 25 ms and
12.5 MB; the well-known heuristics of the standard library drop every symbol that is frequent,
which in traces is every tool that matters (docs/decisions/0005).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["common_by_masks", "common_subsequence"]


def common_subsequence(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions (in old, in new) of a longest common subsequence, ascending in both.

    Example:
        >>> common_subsequence("search read book", "search book")[-1]
        (15, 10)
        >>> common_subsequence(["a", "b"], ["b", "a"])
        [(0, 1)]
    """
    start, stop_old, stop_new = 0, len(old), len(new)
    while start < stop_old and start < stop_new and old[start] == new[start]:
        start += 1
    while stop_old > start and stop_new > start and old[stop_old - 1] == new[stop_new - 1]:
        stop_old -= 1
        stop_new -= 1
    pairs = [(place, place) for place in range(start)]
    middle = _between(old[start:stop_old], new[start:stop_new])
    pairs += [(start + one, start + other) for one, other in middle]
    tail = range(len(old) - stop_old)
    return pairs + [(stop_old + place, stop_new + place) for place in tail]


def _between(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The same for sequences that differ at both ends."""
    if not old or not new:
        return []
    places: dict[Hashable, int] = {}
    for place, symbol in enumerate(old):
        places[symbol] = places.get(symbol, 0) | 1 << place
    return common_by_masks([places.get(symbol, 0) for symbol in new], len(old))


def common_by_masks(masks: Sequence[int], count: int) -> list[tuple[int, int]]:
    """The same for any relation: each mask says as bits which of `count` old ones match a new one.

    Example:
        >>> common_by_masks([0b10, 0b01, 0b11], 2)
        [(0, 1), (1, 2)]
    """
    everything = (1 << count) - 1
    row = everything
    rows = [row]
    for mask in masks:
        matches = row & mask
        row = ((row + matches) | (row - matches)) & everything
        rows.append(row)
    return _walk_back(rows, count)


def _walk_back(rows: list[int], count: int) -> list[tuple[int, int]]:
    """The matches that the rows imply, from the last cell to the first.

    A clear bit in a row says that the subsequence is longer by one with that position of old.
    """
    pairs: list[tuple[int, int]] = []
    one, other = count - 1, len(rows) - 1
    while one >= 0 and other > 0:
        if rows[other] >> one & 1:
            one -= 1
        elif not rows[other - 1] >> one & 1:
            other -= 1
        else:
            pairs.append((one, other - 1))
            one -= 1
            other -= 1
    pairs.reverse()
    return pairs
