"""Results inside results: what a command printed, or JSON in a text, as a field of the object around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.graph.values import Record, decoded, layout_of, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["with_inner"]

_SHORTEST = 12  # characters of a text that holds others
_MOST = 500  # texts of one result that are taken apart
_ENDS = {"{": "}", "[": "]"}


def with_inner(records: list[Record]) -> list[Record]:
    r"""Records, and those that their texts hold, below the record and the field around them.

    Example:
        >>> outer = Record((), [("code", 0), ("stdout", "Name: tarfast\nVersion: 0.8.13")])
        >>> [(each.pointer(), each.fields[-1]) for each in with_inner([outer])]
        [('', ('code', 0)), ('/stdout', ('Version', '0.8.13'))]
    """
    if not _any_may_hold(records):
        return records
    found: list[Record] = []
    left = _MOST
    for record in records:
        held = [each for each in record.fields if left > 0 and _may_hold(each[1])]
        if not held:
            found.append(record)
            continue
        left -= len(held)
        found += _taken_apart(record)
    return found


def _any_may_hold(records: list[Record]) -> bool:
    for record in records:
        for _, value in record.fields:
            if value.__class__ is not str or len(value) < _SHORTEST:
                continue
            if "\n" in value or (value[0] in _ENDS and _may_hold(value)):
                return True
    return False


def _may_hold(value: Any) -> bool:
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return False
    return "\n" in value or _ENDS.get(value[0]) == value[-1]


def _taken_apart(record: Record) -> Iterator[Record]:
    """A record without the texts that hold others, with what is left of them, then the others."""
    outer = Record(record.path, parent=record.parent)
    inner: list[Record] = []
    for name, value in record.fields:
        held, rest = _held_by(value) if _may_hold(value) else (None, value)
        if held is not None:
            inner += _below(outer, name, held)
        if held is None or rest:
            outer.fields.append((name, rest))
    yield outer
    yield from inner


def _held_by(text: str) -> tuple[Any, str]:
    """The value that a text holds, if any, and what is left of it."""
    value = decoded(text)
    if not isinstance(value, str):
        return value, ""
    layout = layout_of(text)
    return (None, text) if layout is None else (layout.value, layout.rest)


def _below(outer: Record, name: str, value: Any) -> list[Record]:
    found = list(records_of(value))
    known = {id(each) for each in found}
    for each in found:
        each.path = (*outer.path, name, *each.path)
        if each.parent is None or id(each.parent) not in known:
            each.parent = outer
    return found
