"""JSON Schema: the only user of jsonschema, imported on use, with one compiled validator a schema.

A validator is made once for each schema: `jsonschema.validate` in a loop takes some 300 times the
decoding of the JSON (measured on a prototype). A remote `$ref` is never fetched.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from tracegrade import _json
from tracegrade._schema_shortcut import shortcut
from tracegrade.errors import UsageError

__all__ = ["Fault", "Schema", "check_schema", "faults", "refers_elsewhere"]

_MOST_FAULTS = 20


class Fault(NamedTuple):
    """One place where a value breaks its schema.

    Attributes:
        pointer: JSON pointer of the place.
        message: What is wrong, in words.
        expected: What the schema says under its keyword.
        observed: The value there.
        keyword: The keyword of the schema that is broken, e.g. `required`.
    """

    pointer: str
    message: str
    expected: Any
    observed: Any
    keyword: str


class Schema:
    """A schema made ready for checking many values.

    Raises:
        UsageError: `faults` finds that it is no schema, or refers to one elsewhere.

    Example:
        >>> Schema({"type": "object"}).faults([])[0].message
        "[] is not of type 'object'"
    """

    __slots__ = ("_check", "schema")

    def __init__(self, schema: Any) -> None:
        self.schema = schema
        self._check = shortcut(schema)

    def faults(self, value: Any) -> list[Fault]:
        """Where a value breaks it."""
        if self._check is not None and self._check(value):
            return []
        return faults(self.schema, value)


def check_schema(schema: Any) -> None:
    """Check that a schema is one.

    Raises:
        UsageError: It is not; the message says where.
    """
    _validator(_json.encode(schema))


def refers_elsewhere(schema: Any) -> bool:
    """Whether a schema refers to one outside itself, which is never fetched.

    Example:
        >>> refers_elsewhere({"$ref": "#/$defs/id"}), refers_elsewhere({"items": {"$ref": "a.json"}})
        (False, True)
    """
    left = [schema]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#"):
                return True
            left += value.values()
        elif isinstance(value, list):
            left += value
    return False


def faults(schema: Any, value: Any) -> list[Fault]:
    """Where a value breaks a schema, at most 20 places, in the order of the value.

    Raises:
        UsageError: The schema is not valid, or refers to one elsewhere.

    Example:
        >>> faults({"type": "object", "required": ["to"]}, {})[0].message
        "'to' is a required property"
    """
    import referencing.exceptions

    try:
        found = sorted(_validator(_json.encode(schema)).iter_errors(value), key=_place)
    except referencing.exceptions.Unresolvable as error:
        raise UsageError(f"a schema elsewhere is never fetched: {error.ref!r}") from None
    return [
        Fault(
            _json.pointer(*error.absolute_path),
            error.message if len(error.message) < 200 else f"breaks {error.validator!r}",
            error.validator_value,
            error.instance,
            str(error.validator),
        )
        for error in found[:_MOST_FAULTS]
    ]


def _place(error: Any) -> list[str]:
    return [str(part) for part in error.absolute_path]


@lru_cache(maxsize=1024)
def _validator(encoded: bytes) -> Any:
    import jsonschema
    from jsonschema.validators import validator_for
    from referencing import Registry

    schema = _json.decode(encoded)
    kind = validator_for(schema, default=jsonschema.Draft202012Validator)
    try:
        kind.check_schema(schema)
    except jsonschema.SchemaError as error:
        place = _json.pointer(*error.absolute_path) or "the schema"
        raise UsageError(f"not a JSON Schema: {place}: {error.message}") from None
    return kind(schema, registry=Registry())
