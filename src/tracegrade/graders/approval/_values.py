"""Comparing arguments: what is the same, what differs, and what cannot be told."""

from __future__ import annotations

from typing import Any, NamedTuple

from tracegrade import _json, _schema_validation

__all__ = [
    "MISSING",
    "Difference",
    "at_pointer",
    "compare",
    "digest",
    "holds",
    "holds_redacted",
    "is_redacted",
    "stays_within",
]


class _Missing:
    """The arguments are not in the record; `None` is a value that JSON has."""

    def __repr__(self) -> str:
        return "missing"


MISSING = _Missing()


class Difference(NamedTuple):
    """The first place where two values differ, or where it cannot be told if they do.

    Attributes:
        pointer: JSON pointer of the place.
        expected: What was approved there.
        observed: What ran there.
        certain: Whether they are known to differ.
    """

    pointer: str
    expected: Any
    observed: Any
    certain: bool


def is_redacted(value: Any) -> bool:
    """Whether a value stands in for one that was taken out of the record."""
    if isinstance(value, str):
        return (
            "[REDACTED]" in value
            or "<redacted>" in value
            or "<SECRET:" in value
            or value.strip() == "***"
        )
    return isinstance(value, dict) and value.get("redacted") is True


def holds_redacted(value: Any) -> bool:
    """Whether something in a value was taken out of the record."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            if is_redacted(item):
                return True
            left += item.values()
        elif isinstance(item, list):
            left += item
        elif isinstance(item, str) and is_redacted(item):
            return True
    return False


def at_pointer(pointer: str, value: Any) -> Any:
    """What stands at a JSON pointer, or `MISSING`.

    Example:
        >>> at_pointer("/items/0/id", {"items": [{"id": 7}]}), at_pointer("/a", {})
        (7, missing)
    """
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return MISSING
    return value


def stays_within(schema: dict[str, Any], value: Any) -> bool | None:
    """Whether arguments stay within what a schema allows; `None` if a redacted part leaves it open.

    Unlike for `holds`, an argument that is missing or of another type is outside.
    """
    if value is MISSING or is_redacted(value):
        return None
    faults = _schema_validation.faults(schema, value)
    if not faults:
        return True
    return None if all(holds_redacted(fault.observed) for fault in faults) else False


def compare(approved: Any, ran: Any) -> Difference | None:
    """Where two values differ, or `None` if they are the same.

    A certain difference anywhere comes before an uncertain one: a redacted leaf does not hide
    that another leaf was changed.
    """
    if approved is MISSING or ran is MISSING:
        return Difference("", None, None, certain=False)
    if approved is ran and not holds_redacted(ran):
        return None
    uncertain: Difference | None = None
    stack: list[tuple[tuple[str | int, ...], Any, Any]] = [((), approved, ran)]
    while stack:
        path, one, other = stack.pop()
        if is_redacted(one) or is_redacted(other):
            uncertain = uncertain or Difference(_json.pointer(*path), one, other, certain=False)
        elif isinstance(one, dict) and isinstance(other, dict):
            keys = sorted({*one, *other}, reverse=True)
            stack += [
                ((*path, key), one.get(key, MISSING), other.get(key, MISSING)) for key in keys
            ]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            places = range(len(one) - 1, -1, -1)
            stack += [((*path, place), one[place], other[place]) for place in places]
        elif not _same(one, other):
            return Difference(_json.pointer(*path), _shown(one), _shown(other), certain=True)
    return uncertain


def _same(one: Any, other: Any) -> bool:
    if one is MISSING or other is MISSING:
        return False
    if type(one) is type(other) and isinstance(one, str | int):
        return one == other
    return _json.canonical(one) == _json.canonical(other)


def _shown(value: Any) -> Any:
    return None if value is MISSING else value


def digest(tool: str, arguments: Any) -> bytes:
    """One key for equal calls; numbers compare by value."""
    return _json.canonical([tool, None if arguments is MISSING else arguments])


def holds(schema: dict[str, Any], value: Any) -> bool | None:
    """Whether a value satisfies a schema; `None` if a missing or unfit part leaves it open."""
    if value is MISSING or is_redacted(value):
        return None
    open_question = False
    for fault in _schema_validation.faults(schema, value):
        if not _leaves_open(fault):
            return False
        open_question = True
    return None if open_question else True


def _leaves_open(fault: _schema_validation.Fault) -> bool:
    """Whether a fault says that the value could not be evaluated rather than that it is out.

    The kind of a fault is told by its message, the only place where it reaches this layer.
    """
    if is_redacted(fault.observed):
        return True
    if "valid under any of the given" in fault.message or fault.message in _ALTERNATIVES:
        return any(holds(part, fault.observed) is not False for part in fault.expected)
    return (
        fault.message.endswith("is a required property")
        or " is not of type " in fault.message
        or fault.message in ("breaks 'required'", "breaks 'type'")
    )


_ALTERNATIVES = ("breaks 'anyOf'", "breaks 'oneOf'")
