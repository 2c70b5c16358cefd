"""What belongs to one thing: the objects of a result that tell of it, however they are nested.

`{"flight": {"number": "1071"}, "departure": {"gate": "B24"}}` is one thing, and an entry of a list is
one; the entries of a list in it are things of their own, unless it has one only.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Record

__all__ = ["Scopes", "distance"]

_MOST_RECORDS = 3_000  # of one result that are looked at
_DEEPEST = 40


class Scopes:
    """The things that results tell of.

    Args:
        store: The evidence.
    """

    __slots__ = ("_homes", "_store", "_things")

    def __init__(self, store: EvidenceStore) -> None:
        self._store = store
        self._things: dict[int, dict[int, list[Record]]] = {}
        self._homes: dict[int, Record] = {}

    def things_at(self, step: int) -> dict[int, list[Record]]:
        """The records of a result by the thing that they tell of."""
        if step not in self._things:
            records = list(islice(self._store.results.records_at(step), _MOST_RECORDS))
            paths = {record.path for record in records}
            things: dict[int, list[Record]] = {}
            for record in records:
                home = self._homes[id(record)] = _home_of(record, paths)
                things.setdefault(id(home), []).append(record)
            self._things[step] = things
        return self._things[step]

    def around(self, step: int, record: Record) -> list[Record]:
        """All records that tell of the thing that a record tells of."""
        things = self.things_at(step)
        home = self._homes.get(id(record))
        return [record] if home is None else things.get(id(home), [record])


def _home_of(record: Record, paths: set[tuple[str | int, ...]]) -> Record:
    """The entry of a list that a record lies in, or the whole result."""
    home = record
    for _ in range(_DEEPEST):
        if home.parent is None:
            return home
        last = home.path[-1] if home.path else ""
        is_one_of_many = isinstance(last, int) and (last > 0 or (*home.path[:-1], 1) in paths)
        if is_one_of_many:
            return home
        home = home.parent
    return home


def distance(one: Record, other: Record) -> int:
    """How many steps up and down the objects lead from one record to another."""
    shared = 0
    for mine, its in zip(one.path, other.path, strict=False):
        if mine != its:
            break
        shared += 1
    return len(one.path) + len(other.path) - 2 * shared
