"""Runs of LangSmith as they come in a file: alone, listed, or in the batches that its client sends.

A client sends a run when it begins and again when it is over. Source: `_batch_ingest_run_ops` and
`combine_serialized_queue_operations` of `langsmith`: the first goes under `post`, the second, which may
leave out what has not changed, under `patch`.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._reader import Evidence, MismatchError
from tracegrade.formats.dialects.spans import Origin, decoded_or_text, nanoseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.formats._reader import Record

__all__ = ["Run", "parent_of", "runs_of", "sniff", "whole_runs"]

_OBJECTS = ("inputs", "outputs", "extra")
_SENT = frozenset(("post", "patch"))
_PLACED = ("id", "trace_id", "dotted_order")


class Run(NamedTuple):
    """A run as it was exported or sent, and where it stood.

    Attributes:
        trace_id: The trace it is a part of.
        start: Nanoseconds since 1970; 0 if it does not say.
        row: What it says; `inputs`, `outputs` and `extra` are decoded.
        origin: The list it stood in.
        number: Its place there.
        is_patch: Whether it was sent as a change of a run.
    """

    trace_id: str
    start: int
    row: dict[str, Any]
    origin: Origin
    number: int
    is_patch: bool

    @property
    def depth(self) -> int:
        """How many runs lie around it."""
        order = self.row.get("dotted_order")
        return order.count(".") if type(order) is str else 0

    @property
    def stage(self) -> tuple[bool, bool]:
        """What tells a later word on a run from an earlier one."""
        return self.is_patch, self.row.get("end_time") is not None


def sniff(value: Any) -> Evidence | None:
    """Why a record looks like a run, several, or a batch of them."""
    one = value[0] if isinstance(value, list) and value else value
    if not isinstance(one, dict):
        return None
    if _is_batch(one):
        first = next((rows[0] for rows in one.values() if rows), None)
        sent = isinstance(first, dict) and first.keys() >= set(_PLACED)
        return Evidence(3, "runs under 'post' or 'patch'") if sent else None
    placed = {"dotted_order", "trace_id", "parent_run_id"} & one.keys()
    if {"run_type", "inputs"} <= one.keys() and placed:
        return Evidence(3, "keys 'run_type' and 'inputs'")
    return Evidence(3, "key 'dotted_order'") if one.keys() >= set(_PLACED) else None


def _is_batch(value: Any) -> bool:
    if type(value) is not dict or not value or not value.keys() <= _SENT:
        return False
    return all(type(rows) is list or rows is None for rows in value.values())


def runs_of(record: Record) -> list[Run | MismatchError]:
    """The runs of one record; in place of one that is none, why.

    Raises:
        MismatchError: The record is a single run, and none.
    """
    value = record.value
    if type(value) is not list and not _is_batch(value):
        return [_run(value, Origin(record, {}, ""), 0, is_patch=False)]
    found: list[Run | MismatchError] = []
    for pointer, rows, is_patch in _lists_of(value):
        origin = Origin(record, {}, pointer)
        for number, row in enumerate(rows):
            if _is_batch(row):
                continue
            try:
                found.append(_run(row, origin, number, is_patch=is_patch))
            except MismatchError as error:
                error.pointer = f"{pointer}/{number}{error.pointer}"
                found.append(error)
    return found


def _lists_of(value: Any) -> Iterator[tuple[str, list[Any], bool]]:
    """The lists of runs in a list or a batch or a list of batches, and whether they are changes."""
    listed = type(value) is list
    if listed:
        yield "", value, False
    for number, batch in enumerate(value if listed else [value]):
        for name, rows in batch.items() if _is_batch(batch) else ():
            yield f"/{number}/{name}" if listed else f"/{name}", rows or [], name == "patch"


def _run(row: Any, origin: Origin, number: int, *, is_patch: bool) -> Run:
    if type(row) is not dict:
        raise MismatchError("wrong-type", "a run is not an object")
    run_id, trace_id = row.get("id"), row.get("trace_id") or row.get("id")
    if type(run_id) is not str or type(trace_id) is not str:
        raise MismatchError("wrong-type", "a run has no id", "/id")
    if any(type(row.get(key)) is str for key in _OBJECTS):
        row = {**row, **{key: decoded_or_text(row.get(key)) for key in _OBJECTS}}
    return Run(trace_id, nanoseconds(row.get("start_time")), row, origin, number, is_patch)


def whole_runs(runs: Iterable[Run]) -> list[Run]:
    """One run for each id, with the last word on everything it says, whatever their order.

    What a later word leaves out or empty stays as it was; of `extra` that goes for each of its parts.
    """
    found: dict[str, Run] = {}
    for run in sorted(runs, key=attrgetter("stage")):
        known = found.setdefault(run.row["id"], run)
        if known is not run:
            row = _changed(known.row, run.row)
            found[run.row["id"]] = known._replace(row=row, start=known.start or run.start)
    return list(found.values())


def _changed(row: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in change.items() if value not in (None, {}, [])}
    extra, before = said.get("extra"), row.get("extra")
    if type(extra) is dict and type(before) is dict:
        said["extra"] = before | extra
    return row | said


def parent_of(row: dict[str, Any]) -> str:
    """The run around this one: as it is named, or as its order shows; "" if there is none.

    Example:
        >>> parent_of({"dotted_order": "20261123T100000000000Za.20261123T100001000000Zb"})
        'a'
    """
    parent, order = row.get("parent_run_id"), row.get("dotted_order")
    if type(parent) is str or type(order) is not str:
        return parent if type(parent) is str else ""
    above = order.split(".")[-2:-1]  # each a time, a Z and the id of a run
    return above[0].partition("Z")[2] if above else ""
