"""What a mode lets the arguments of a call be."""

from __future__ import annotations

from typing import Any

from tracegrade._schema_validation import check_schema
from tracegrade.errors import UsageError
from tracegrade.graders.approval._values import compare, stays_within

__all__ = ["schema_of_limits", "stays_within_limits"]

_SCHEMA_WORDS = frozenset(
    ("$ref", "additionalProperties", "allOf", "anyOf", "const", "enum", "not", "oneOf", "properties",
     "required", "type")
)  # fmt: skip


def schema_of_limits(limits: Any) -> dict[str, Any] | None:
    """The limits as a JSON Schema; `None` where they are something else."""
    if not isinstance(limits, dict) or _SCHEMA_WORDS.isdisjoint(limits):
        return None
    try:
        check_schema(limits)
    except UsageError:
        return None
    return limits


def stays_within_limits(limits: Any, arguments: Any) -> bool | None:
    """Whether arguments are among those that a mode allows; `None` if that is open.

    Limits are a JSON Schema, or arguments as they have to be, or the words of a vendor, such as
    the rule that a coding agent wrote down; of those only the vendor knows what they allow.

    Example:
        >>> stays_within_limits({"properties": {"n": {"maximum": 5}}}, {"n": 7})
        False
        >>> stays_within_limits({"n": 7}, {"n": 7}), stays_within_limits({"rule": "ls:*"}, {"n": 7})
        (True, None)
    """
    schema = schema_of_limits(limits)
    if schema is not None:
        return stays_within(schema, arguments)
    difference = compare(limits, arguments)
    if difference is None:
        return True
    if not isinstance(limits, dict) or not isinstance(arguments, dict):
        return None
    shared = {key: limits[key] for key in limits if key in arguments}
    if len(shared) < len(limits):
        return None
    difference = compare(shared, {key: arguments[key] for key in shared})
    return False if difference is not None and difference.certain else None
