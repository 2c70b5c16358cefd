"""A shortcut through the part of JSON Schema that tools use: plain checks made once for a schema.

It never says that a value is wrong, only that it is surely right or has to be looked at by the full
validator, which also words the faults. A schema with any keyword that is not known here has no
shortcut.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Check", "shortcut"]

Check = Callable[[Any], bool]
"""Whether a value surely satisfies a schema."""

_IGNORED = frozenset(
    ("title", "description", "default", "examples", "$schema", "$id", "$comment", "deprecated",
     "readOnly", "writeOnly", "format")
)  # fmt: skip
_KNOWN = _IGNORED | {
    "type", "properties", "required", "additionalProperties", "enum", "items", "minimum", "maximum",
}  # fmt: skip
_DEEPEST = 20
_TYPES: dict[str, Check] = {
    "string": lambda value: type(value) is str,
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) is int or type(value) is float,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "array": lambda value: type(value) is list,
    "object": lambda value: type(value) is dict,
}


def shortcut(schema: Any, depth: int = 0) -> Check | None:
    """The checks of a schema, or `None` if it says more than they can tell.

    Example:
        >>> check = shortcut({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}})
        >>> check({"n": 5}), check({"n": "5"}), check({})
        (True, False, False)
        >>> shortcut({"oneOf": []}) is None
        True
    """
    if schema is True:
        return _anything
    if not isinstance(schema, dict) or not schema.keys() <= _KNOWN or depth > _DEEPEST:
        return None
    checks: list[Check] = []
    for word, make in _MAKERS.items():
        if word not in schema:
            continue
        check = make(schema, depth)
        if check is None:
            return None
        checks.append(check)
    return _all(checks)


def _anything(_: Any) -> bool:
    return True


def _all(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _of_type(schema: dict[str, Any], _: int) -> Check | None:
    wanted = schema["type"]
    if isinstance(wanted, str):
        return _TYPES.get(wanted)
    named = wanted if isinstance(wanted, list) else []
    known = [_TYPES[one] for one in named if isinstance(one, str) and one in _TYPES]
    if not known or len(known) < len(named):
        return None  # a type that there is not makes the schema a wrong one
    return lambda value: any(check(value) for check in known)


def _enum(schema: dict[str, Any], _: int) -> Check | None:
    options = schema["enum"]
    if not isinstance(options, list) or not all(isinstance(one, str) for one in options):
        return None
    texts = frozenset(options)
    return lambda value: type(value) is str and value in texts


def _limits(schema: dict[str, Any], _: int) -> Check | None:
    low, high = schema.get("minimum"), schema.get("maximum")
    if any(type(one) not in (int, float) for one in (low, high) if one is not None):
        return None

    def check(value: Any) -> bool:
        if type(value) is not int and type(value) is not float:
            return type(value) is not bool  # limits say nothing of other types
        return (low is None or value >= low) and (high is None or value <= high)

    return check


def _items(schema: dict[str, Any], depth: int) -> Check | None:
    check = shortcut(schema["items"], depth + 1)
    if check is None:
        return None
    return lambda value: type(value) is not list or all(map(check, value))


def _fields(schema: dict[str, Any], depth: int) -> Check | None:
    properties, required = schema.get("properties", {}), schema.get("required", [])
    others = schema.get("additionalProperties", True)
    if not isinstance(properties, dict) or not isinstance(required, list):
        return None
    if not isinstance(others, bool) or not all(isinstance(one, str) for one in required):
        return None
    checks = {name: shortcut(inner, depth + 1) for name, inner in properties.items()}
    known = {name: check for name, check in checks.items() if check is not None}
    if len(known) != len(checks):
        return None
    needed = frozenset(required)

    def check(value: Any) -> bool:
        if type(value) is not dict:
            return True
        if not needed <= value.keys():
            return False
        for name, item in value.items():
            inner = known.get(name)
            if not (others if inner is None else inner(item)):
                return False
        return True

    return check


_MAKERS: dict[str, Callable[[dict[str, Any], int], Check | None]] = {
    "type": _of_type,
    "enum": _enum,
    "minimum": _limits,
    "maximum": _limits,
    "items": _items,
    "properties": _fields,
    "required": _fields,
    "additionalProperties": _fields,
}
