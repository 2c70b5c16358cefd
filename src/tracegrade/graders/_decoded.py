"""The arguments of a trace's calls, decoded once for all graders that look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.model import ToolDefinition, Trace

__all__ = [
    "Arguments",
    "DecodedArguments",
    "Fields",
    "Spelling",
    "arguments_of",
    "defaults_of",
    "key_of",
    "spelling",
]


class DecodedArguments(NamedTuple):
    """The arguments of one call: a value, or why there is none."""

    value: Any
    error: str | None


Spelling = Any
"""A hashable value that is equal for equal JSON values, and only for these."""


def spelling(value: Any) -> Spelling:
    """One hashable spelling of equal JSON values: 10 and 10.0 are equal, 1 and true are not.

    Example:
        >>> spelling(10) == spelling(10.0), spelling(1) == spelling(True), spelling("a") == "a"
        (True, False, True)
    """
    kind = type(value)
    if kind is str or kind is int or (kind is float and value == value):  # noqa: PLR0124 not NaN
        return value
    return _json.canonical(value)  # bytes, which no text or number is equal to


def key_of(arguments: Any) -> Spelling:
    """One hashable spelling of equal arguments, as `Arguments.key` gives it."""
    if isinstance(arguments, dict):
        return frozenset((name, spelling(item)) for name, item in arguments.items())
    return "no object", spelling(arguments)


class Fields(NamedTuple):
    """The arguments of one call, field by field.

    Attributes:
        keys: By name, one spelling for equal values.
        items: The same as pairs.
        names: The names.
    """

    keys: dict[str, Spelling]
    items: frozenset[tuple[str, Spelling]]
    names: frozenset[str]


class Arguments:
    """The arguments of the calls of one trace, as the model asked for them.

    Attributes:
        are_recorded: Whether the capture records the arguments of any call.
    """

    __slots__ = ("_by_text", "_decoded", "_fields", "_keys", "_names", "_raw", "are_recorded")

    def __init__(self, trace: Trace) -> None:
        self._raw = trace.columns.call_arguments
        self._decoded: list[DecodedArguments | None] = [None] * len(self._raw)
        self._keys: list[Spelling] = [None] * len(self._raw)
        self._fields: list[Fields | None] = [None] * len(self._raw)
        self._names: dict[frozenset[str], frozenset[str]] = {}  # equal sets of names as one
        self._by_text: dict[str, DecodedArguments] = {}
        self.are_recorded = any(raw is not None for raw in self._raw)

    def decoded(self, number: int) -> DecodedArguments:
        """The arguments of a call; none given is an empty object where others are recorded."""
        found = self._decoded[number]
        if found is None:
            found = self._decoded[number] = self._decode(self._raw[number])
        return found

    def _decode(self, raw: Any) -> DecodedArguments:
        if raw is None:
            return DecodedArguments({}, None)
        if type(raw) is not str:
            return DecodedArguments(raw, None)
        found = self._by_text.get(raw)
        if found is None:
            found = self._by_text[raw] = DecodedArguments(*_json.decode_arguments(raw))
        return found

    def key(self, number: int) -> Spelling:
        """One spelling for equal arguments; those that are no JSON equal none that are."""
        key = self._keys[number]
        if key is None:
            value, error = self.decoded(number)
            if error is not None:
                key = "not JSON", value
            elif isinstance(value, dict):
                key = self.fields(number).items
            else:
                key = key_of(value)
            self._keys[number] = key
        return key

    def fields(self, number: int) -> Fields:
        """Each argument in one spelling for equal values; none where they are no object."""
        found = self._fields[number]
        if found is None:
            value, error = self.decoded(number)
            given = value.items() if error is None and isinstance(value, dict) else ()
            keys = {name: spelling(item) for name, item in given}
            names = frozenset(keys)
            names = self._names.setdefault(names, names)
            found = self._fields[number] = Fields(keys, frozenset(keys.items()), names)
        return found


def arguments_of(trace: Trace) -> Arguments:
    """The arguments of a trace's calls, made once.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> sorted(arguments_of(trace).decoded(0).value)
        ['order_id']
    """
    return trace.cached("arguments", Arguments)


def defaults_of(definition: ToolDefinition | None) -> Mapping[str, Any]:
    """What the arguments of a tool are where they are missing, as its schema declares it."""
    properties = (definition.parameters or {}).get("properties") if definition else None
    if not isinstance(properties, dict):
        return {}
    return {
        name: schema["default"]
        for name, schema in properties.items()
        if isinstance(schema, dict) and "default" in schema
    }
