"""Where the pieces of traces lie in a file: a few bytes a piece, so that a large file fits."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PieceIndex", "Whereabouts", "key_of", "moment", "rank_of"]

_PARTS = 8  # how many parts are sorted one after the other
_SAMPLE = 512
_LATEST = 2**63 - 1


def key_of(trace_id: str) -> int:
    """A number of 64 bits that stands for a trace id, the same in every process.

    Example:
        >>> key_of("t-1") == key_of("t-1") != key_of("t-2")
        True
    """
    digest = blake2b(trace_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def rank_of(trace_id: str) -> int:
    """A number of 64 bits that orders ids by their first eight characters, as text is ordered.

    Example:
        >>> rank_of("t-1") < rank_of("t-10") < rank_of("t-2")
        True
    """
    return int.from_bytes(trace_id[:8].encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"), "big")


def moment(start: int) -> int:
    """A start as the index keeps it; what is not known comes after all that is.

    Example:
        >>> moment(5) < moment(0) == moment(-1)
        True
    """
    return start if 0 < start <= _LATEST else _LATEST


class Whereabouts(NamedTuple):
    """One trace of the index.

    Attributes:
        key: What `key_of` gives for its id; of ids that share a key, all pieces are named.
        size: How many bytes its pieces take in the file.
        records: Place and line of each record that holds some of them, in file order.
    """

    key: int
    size: int
    records: list[tuple[int, int]]


class PieceIndex:
    """Which records hold the pieces of which trace.

    Six numbers are kept for each trace in each record, in 40 bytes; putting them in order takes
    four bytes more, and what sorting an eighth of them takes.

    Example:
        >>> index = PieceIndex()
        >>> index.add("t-2", start=20, place=0, line=1, size=100)
        >>> index.add("t-1", start=10, place=100, line=2, size=100)
        >>> [trace.records for trace in index.traces()]
        [[(100, 2)], [(0, 1)]]
    """

    def __init__(self) -> None:
        self._keys = array("Q")
        self._ranks = array("Q")
        self._starts = array("Q")
        self._places = array("Q")
        self._lines = array("I")
        self._sizes = array("I")

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, trace_id: str, *, start: int, place: int, line: int, size: int) -> None:
        """Note that a record holds pieces of a trace, the first of which began at this moment."""
        self._keys.append(key_of(trace_id))
        self._ranks.append(rank_of(trace_id))
        self._starts.append(start)
        self._places.append(place)
        self._lines.append(line)
        self._sizes.append(size)

    def move(self, moves: dict[str, str]) -> None:
        """Count the pieces of some traces to others, from id to id."""
        moved = {key_of(old): (key_of(new), rank_of(new)) for old, new in moves.items()}
        for entry, key in enumerate(self._keys):
            if key in moved:
                self._keys[entry], self._ranks[entry] = moved[key]

    def traces(self) -> Iterator[Whereabouts]:
        """Every trace, in the order they began; those that began together by rank, then by key."""
        self._begin_together()
        for key, entries in groupby(self._in_order(), self._keys.__getitem__):
            listed = list(entries)
            yield Whereabouts(
                key,
                sum([self._sizes[entry] for entry in listed]),
                [(self._places[entry], self._lines[entry]) for entry in listed],
            )

    def _begin_together(self) -> None:
        """Give all entries of a trace the start of the first of them."""
        keys, starts = self._keys, self._starts
        for part in range(_PARTS):
            chosen = [entry for entry, key in enumerate(keys) if key % _PARTS == part]
            chosen.sort(key=keys.__getitem__)
            for _, entries in groupby(chosen, keys.__getitem__):
                listed = list(entries)
                first = min([starts[entry] for entry in listed])
                for entry in listed:
                    starts[entry] = first

    def _in_order(self) -> array[int]:
        """The entries, by start, rank and key, then as they were added."""
        order = array("I")
        for low, high in pairwise(self._bounds()):
            marks = zip(self._starts, self._ranks, self._keys, strict=True)
            chosen = [entry for entry, mark in enumerate(marks) if low <= mark < high]
            for numbers in (self._keys, self._ranks, self._starts):
                chosen.sort(key=numbers.__getitem__)
            order.extend(chosen)
        return order

    def _bounds(self) -> list[tuple[int, ...]]:
        """Bounds between which about equally many entries lie."""
        step = max(1, len(self) // _SAMPLE)
        numbers = (self._starts[::step], self._ranks[::step], self._keys[::step])
        sample = sorted(zip(*numbers, strict=True))
        inner = (
            [sample[len(sample) * part // _PARTS] for part in range(1, _PARTS)] if sample else []
        )
        return [(0,), *dict.fromkeys(inner), (_LATEST + 1,)]
