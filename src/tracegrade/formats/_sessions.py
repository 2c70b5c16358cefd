"""What readers of agent sessions share: traces that spread over the records of a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import require_safe
from tracegrade.formats._reader import MismatchError, Record, UnsafeValueError
from tracegrade.model import Problem, has_sub_agents, parse_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracegrade.formats._building import ColumnsBuilder, Note
    from tracegrade.model import Capability, Columns, Detail

__all__ = [
    "capabilities_of",
    "drained",
    "file_trace_id",
    "moment_of",
    "object_at",
    "step_id",
    "take_records",
    "text_at",
    "usage_of",
    "without",
]

_NANOSECONDS = 1_000_000
"""In one millisecond; times of steps are whole nanoseconds or ISO 8601 text."""


def take_records(records: Iterable[Record], take: Callable[[Record], None]) -> Iterator[Problem]:
    """Give each record to `take`; a problem for whatever is odd about one, or why it is refused.

    `take` raises `MismatchError` for a record that is not of the format; the others are read on.
    """
    for record in records:
        try:
            careful = _careful(record)
            yield from careful.problems
            take(careful)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            yield problem


def _careful(record: Record) -> Record:
    """The record, decoded again where the fast decoder may have changed it."""
    try:
        require_safe(record, record.value)
    except UnsafeValueError:
        try:
            return record.reread()
        except _json.UndecodableError as error:
            raise MismatchError(error.code, error.message) from None
    return record


def drained(record: Record, notes: list[Note]) -> list[Problem]:
    """The notes made since the last time, as problems of the record just read."""
    found = [record.problem(*note) for note in notes]
    notes.clear()
    return found


def file_trace_id(record: Record) -> str:
    """An id for the only trace of a file that names none: the name of the file.

    Example:
        >>> file_trace_id(Record({}, "runs/old.jsonl", 3))
        'old'
    """
    name = PurePath(record.path or "trace").name
    return name.split(".json")[0] or name


def moment_of(value: Any, *, per_second: int = 1000) -> Any:
    """The value as a step's `at`: ISO text as it is, a count since 1970 in nanoseconds.

    Example:
        >>> moment_of(1785279574895), moment_of("2026-11-23T10:00:00Z"), moment_of("yesterday")
        (1785279574895000000, '2026-11-23T10:00:00Z', None)
    """
    if type(value) is float and abs(value) < 2**53:
        value = int(value)
    if type(value) is int:
        value = value * (1000 * _NANOSECONDS // per_second)
        return value if -(2**63) <= value < 2**63 and parse_time(value) is not None else None
    return value if parse_time(value) is not None else None


def object_at(value: Any, key: str, pointer: str = "") -> Detail:
    """The object under a key.

    Raises:
        MismatchError: It is missing, or something else.
    """
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise MismatchError("wrong-type", f"{key} is not an object", f"{pointer}/{key}")
    return found


def text_at(value: Detail, key: str, pointer: str = "") -> str:
    """The text under a key.

    Raises:
        MismatchError: It is missing, or something else.
    """
    found = value.get(key)
    if not isinstance(found, str):
        raise MismatchError("wrong-type", f"{key} is not text", f"{pointer}/{key}")
    return found


def without(value: Detail, known: Iterable[str]) -> Detail | None:
    """What an object holds beside the known keys; `None` if nothing."""
    left = {key: item for key, item in value.items() if key not in known and item is not None}
    return left or None


def usage_of(counts: Any, names: dict[str, str], *, cached: tuple[str, ...] = ()) -> Detail | None:
    """Usage by the names of the native record.

    Args:
        counts: The numbers as the format has them.
        names: Our name for each of theirs.
        cached: Their names of input tokens that are not part of their input count.
    """
    if not isinstance(counts, dict):
        return None
    found = {ours: counts[key] for key, ours in names.items() if type(counts.get(key)) is int}
    more = [counts[key] for key in cached if type(counts.get(key)) is int]
    if "input_tokens" in found:
        found["input_tokens"] += sum(more)
    return found or None


def step_id(builder: ColumnsBuilder, index: int) -> str:
    """The id of a step that is being built, for what refers to it."""
    return f"s{index}" if 0 <= index < len(builder.columns) else ""


def capabilities_of(columns: Columns, *always: Capability) -> frozenset[Capability]:
    """What a capture shows by what was read of it; `always` is what its format records anyway."""
    details = columns.details.values()
    kept = set[str]().union(*details)
    usage = set[str]().union(*(detail["usage"] for detail in details if detail.get("usage")))
    kinds = set(columns.kinds)
    shown: dict[Capability, bool] = {
        "timestamps": "at" in kept,
        "tokens": bool(usage - {"cost_usd"}),
        "cost": "cost_usd" in usage,
        "tool_results": any(result >= 0 for result in columns.call_results),
        "approvals": bool(kinds & {"approval_request", "approval_decision", "mode_change"}),
        "principals": "principal" in kept,
        "retrieval": "retrieval" in kinds,
        "sub_agents": has_sub_agents(columns),
        "reasoning": "reasoning" in kept,
    }
    return frozenset((*always, *(name for name, is_shown in shown.items() if is_shown)))
