"""Files beside a trajectory that it refers to: sub-agents and continuations."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import list_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.formats._reader import Record

__all__ = ["Beside", "files_beside"]

_MARK = b"ATIF-v"
_HEAD_BYTES = 4096  # writers put `schema_version` first
_MOST_BYTES = 64 * 1024 * 1024
_MOST_FILES = 200
_REFERS = (b'"continued_trajectory_ref"', b'"trajectory_path"')


class Beside:
    """Trajectories in files of their own, found by how another one names them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {os.path.realpath(record.path or ""): record for record in records}

    def find(self, near: str | None, name: Any) -> Record | None:
        """The trajectory that the file `near` calls by this name, if it was given."""
        if near is None or not isinstance(name, str) or not self._records:
            return None
        return self._records.get(os.path.realpath(os.path.join(os.path.dirname(near), name)))

    def all(self) -> list[Record]:
        """Every one of them."""
        return list(self._records.values())


def files_beside(path: str) -> list[str]:
    """Files that the trajectory in this file refers to, and those that they refer to.

    Only names are followed that lead to a file in the same folder or below it: a trace is no
    authority on what may be opened.
    """
    home = os.path.realpath(os.path.dirname(path))
    known = {os.path.realpath(path)}
    waiting = [path]
    found: list[str] = []
    while waiting and len(found) < _MOST_FILES:
        current = waiting.pop(0)
        for name in _named_in(current):
            place = os.path.realpath(os.path.join(os.path.dirname(current), name))
            inside = os.path.commonpath((home, place)) == home
            if inside and place not in known and os.path.isfile(place):
                known.add(place)
                found.append(os.path.join(os.path.dirname(current), name))
                waiting.append(found[-1])
    return found


def _named_in(path: str) -> tuple[str, ...]:
    """The names in a file; none unless it is a trajectory."""
    try:
        about = os.stat(path)
    except OSError:
        return ()
    if about.st_size > _MOST_BYTES or not path.endswith((".json", ".traj")):
        return ()
    return _names(os.path.realpath(path), about.st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _names(path: str, changed: int) -> tuple[str, ...]:  # noqa: ARG001 part of the key
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES)
            if _MARK not in head:
                return ()
            data = head + file.read()
    except OSError:
        return ()
    if not any(key in data for key in _REFERS):
        return ()
    try:
        value = _json.decode_checked(data).value
    except _json.UndecodableError:
        return ()
    return tuple(name for name in _references(value) if "://" not in name and "\0" not in name)


def _references(value: Any) -> list[str]:
    """What a trajectory and those embedded in it refer to by file."""
    found: list[Any] = []
    waiting = [value]
    while waiting:
        trajectory = waiting.pop()
        if not isinstance(trajectory, dict):
            continue
        found.append(trajectory.get("continued_trajectory_ref"))
        waiting += list_or_empty(trajectory.get("subagent_trajectories"))
        for step in list_or_empty(trajectory.get("steps")):
            observation = step.get("observation") if isinstance(step, dict) else None
            results = observation.get("results") if isinstance(observation, dict) else None
            for result in list_or_empty(results):
                references = (
                    result.get("subagent_trajectory_ref") if isinstance(result, dict) else None
                )
                found += [
                    one.get("trajectory_path")
                    for one in list_or_empty(references)
                    if isinstance(one, dict)
                ]
    return [name for name in found if isinstance(name, str) and name]
