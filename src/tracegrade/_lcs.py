"""The longest common subsequence of two sequences, exactly and fast.

Bit-parallel after Hyyrö (2004) on Python integers: one row of the dynamic-programming table is one
integer, so a row costs a few big-number operations. Two sequences of 10,000 take some 25 ms and
12.5 MB; the well-known heuristics of the standard library drop every symbol that is frequent,
which in traces is every tool that matters (docs/decisions/0005).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

__all__ = ["common_by_masks", "common_length", "common_subsequence"]


def common_subsequence(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions (in old, in new) of a longest common subsequence, ascending in both.

    Example:
        >>> common_subsequence("search read book", "search book")[-1]
        (15, 10)
        >>> common_subsequence(["a", "b"], ["b", "a"])
        [(0, 1)]
    """
    start, tail = _ends(old, new)
    pairs = [(place, place) for place in range(start)]
    middle = _between(old[start : len(old) - tail], new[start : len(new) - tail])
    pairs += [(start + one, start + other) for one, other in middle]
    return pairs + [(len(old) - place, len(new) - place) for place in range(tail, 0, -1)]


def common_length(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """The length of a longest common subsequence, without saying which.

    Example:
        >>> common_length("search read book", "search book")
        11
    """
    start, tail = _ends(old, new)
    count = len(old) - tail - start
    masks = _masks(old[start : len(old) - tail], new[start : len(new) - tail])
    last = deque(_rows(masks, count), maxlen=1)[0]
    return start + tail + count - last.bit_count()


def _ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How long the common start is, and the common end of what is left."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, tail


def _between(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The same for sequences that differ at both ends."""
    if not old or not new:
        return []
    return common_by_masks(_masks(old, new), len(old))


def _masks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each symbol of new, as bits, where it stands in old."""
    places: dict[Hashable, int] = {}
    for place, symbol in enumerate(old):
        places[symbol] = places.get(symbol, 0) | 1 << place
    return [places.get(symbol, 0) for symbol in new]


def common_by_masks(masks: Sequence[int], count: int) -> list[tuple[int, int]]:
    """The same for any relation: each mask says as bits which of `count` old ones match a new one.

    Example:
        >>> common_by_masks([0b10, 0b01, 0b11], 2)
        [(0, 1), (1, 2)]
    """
    return _walk_back(list(_rows(masks, count)), count)


def _rows(masks: Iterable[int], count: int) -> Iterator[int]:
    """The rows of the table: one for nothing, and one for each mask."""
    everything = (1 << count) - 1
    row = everything
    yield row
    for mask in masks:
        matches = row & mask
        row = ((row + matches) | (row - matches)) & everything
        yield row


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
