"""What results said of which thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._identity import identity_of

if TYPE_CHECKING:
    from tracegrade.graph.values import Record

__all__ = ["Results", "Version"]

_Like = tuple[str, tuple[str, ...]]
"""An equal call, and the shape of a record's path."""


class Version(NamedTuple):
    """What one result said of one thing."""

    step: int
    tool: str
    record: Record


class Results:
    """The records of each result, and what others said of the same thing.

    Which things records are about is worked out for those alike to one that is asked for.
    """

    __slots__ = ("_alike", "_asked", "_inside", "_reads", "_records", "_versions")

    def __init__(self) -> None:
        self._records: dict[int, list[Record]] = {}
        self._reads: dict[int, str] = {}
        self._asked: dict[int, list[tuple[str, Any]]] = {}
        self._alike: dict[_Like, list[Version]] = {}
        self._versions: dict[_Like, dict[str | None, list[Version]]] = {}
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
        if not is_sound:
            return
        for record in records:
            alike = _like(reads, record)
            self._alike.setdefault(alike, []).append(Version(step, tool, record))

    def versions_of(self, step: int, record: Record) -> list[Version]:
        """What results said of the thing that a record is about, in order.

        A result that says its id is about that thing, whichever tool gave it. A record inside a
        result is the same one only in an equal call: one flight has other fares on other days.
        """
        like = _like(self._reads.get(step, ""), record)
        if like not in self._versions:
            known = self._versions[like] = {}
            for version in self._alike.get(like, ()):
                known.setdefault(identity_of(version.record), []).append(version)
        return self._versions[like].get(identity_of(record), [])

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


def _like(reads: str, record: Record) -> _Like:
    """What records that may be about the same thing have in common."""
    if record.path or identity_of(record) is None:
        return (reads, record.shape)
    return ("", ())
