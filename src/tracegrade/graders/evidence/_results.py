"""What results said of which thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._identity import identity_field, identity_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracegrade.graph.values import Record

__all__ = ["Results", "Version"]


class Version(NamedTuple):
    """What one result said of one thing."""

    step: int
    tool: str
    record: Record


class Results:
    """The records of each result, and what others said of the same thing.

    Which things records are about is worked out for those alike to one that is asked for.
    """

    __slots__ = ("_asked", "_inside", "_reads", "_records", "_sound", "_versions")

    def __init__(self) -> None:
        self._records: dict[int, list[Record]] = {}
        self._reads: dict[int, str] = {}
        self._asked: dict[int, list[tuple[str, Any]]] = {}
        self._sound: dict[str, list[tuple[int, str]]] = {}
        self._versions: dict[object, dict[str | None, list[Version]]] = {}
        self._inside: dict[int, dict[int, list[Record]]] = {}

    def add(
        self, step: int, records: list[Record], tool: str, arguments: Any, *, is_sound: bool
    ) -> None:
        """Add a result.

        Args:
            step: Position of the result.
            records: Its objects.
            tool: Name of the tool.
            arguments: What the tool was called with.
            is_sound: Whether what the result says counts.
        """
        named = _json.canonical(arguments).decode() if arguments is not None else ""
        reads = self._reads[step] = f"{tool} {named}"
        if isinstance(arguments, dict):
            self._asked[step] = [
                (name, value) for name, value in arguments.items() if isinstance(value, str | int)
            ]
        self._records[step] = [*self._records.get(step, ()), *records]
        if is_sound:
            self._sound.setdefault(reads, []).append((step, tool))

    def versions_of(self, step: int, record: Record) -> list[Version]:
        """What results said of the thing that a record is about, in order.

        A result that says its id is about that thing, whichever tool gave it. A record inside a
        result is the same one only in an equal call: one flight has other fares on other days.
        """
        identity = self._id_of(step, record)
        if not record.path and identity is not None:
            return self._whole().get(identity, [])
        reads, shape = self._reads.get(step, ""), record.shape
        place = self.place_of(record)
        if (reads, shape) not in self._versions:
            self._versions[reads, shape] = _by(
                lambda version: self.place_of(version.record),
                (Version(at, tool, each)
                 for at, tool in self._sound.get(reads, ()) for each in self._records[at]
                 if each.shape == shape),
            )  # fmt: skip
        return [] if place is None else self._versions[reads, shape].get(place, [])

    def _whole(self) -> dict[str | None, list[Version]]:
        """What results that say what they are about said, whichever tool gave them."""
        if None not in self._versions:
            places = sorted(place for places in self._sound.values() for place in places)
            self._versions[None] = _by(
                lambda version: self._id_of(version.step, version.record),
                (Version(step, tool, each)
                 for step, tool in places for each in self._records[step] if not each.path),
            )  # fmt: skip
        return self._versions[None]

    def readings(self, before: int) -> Iterator[list[int]]:
        """The sound results before a step of each call that was made more than once."""
        for places in self._sound.values():
            steps = sorted({step for step, _ in places if step < before})
            if len(steps) > 1:
                yield steps

    @staticmethod
    def place_of(record: Record) -> str | None:
        """Which entry of a list a record is, or lies in; empty where it lies in none."""
        entry: Record | None = record
        while entry is not None and not (entry.path and isinstance(entry.path[-1], int)):
            entry = entry.parent
        return "" if entry is None else identity_of(entry)

    def latest(self, before: int) -> list[int]:
        """The last sound result before a step of each call that was made, in order."""
        lasts = (
            max((step for step, _ in places if step < before), default=-1)
            for places in self._sound.values()
        )
        return sorted(step for step in lasts if step >= 0)

    def _id_of(self, step: int, record: Record) -> str | None:
        """The id that a record states, or the name that its call has asked for.

        Its first text alone may be no more than `exit code 0`.
        """
        identity = identity_of(record)
        if identity is None or identity_field(record) is not None:
            return identity
        name = record.fields[0][1]
        return identity if any(value == name for _, value in self.asked_with(step)) else None

    def asked_with(self, step: int) -> list[tuple[str, Any]]:
        """The texts and numbers that the call of a result was given, by their names."""
        return self._asked.get(step, [])

    def records_at(self, step: int) -> list[Record]:
        """The records of one result."""
        return self._records.get(step, [])

    def inside(self, step: int, record: Record) -> list[Record]:
        """The records that lie right inside a record of a result."""
        if step not in self._inside:
            below: dict[int, list[Record]] = {}
            for each in self._records.get(step, ()):
                if each.parent is not None:
                    below.setdefault(id(each.parent), []).append(each)
            self._inside[step] = below
        return self._inside[step].get(id(record), [])


def _by(
    name_of: Callable[[Version], str | None], versions: Iterable[Version]
) -> dict[str | None, list[Version]]:
    known: dict[str | None, list[Version]] = {}
    for version in versions:
        known.setdefault(name_of(version), []).append(version)
    return known
