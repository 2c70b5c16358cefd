"""What a value of an argument may be: matchers that stand where a plain value could.

A plain value is compared as JSON: the order of keys and 10 against 10.0 make no difference, while
`true` is not 1 and `"1"` is not 1. Each matcher has one meaning and two spellings: a function of
`tracegrade.graders.expect`, and an object with one key of that function's name behind a `$`.
"""

from __future__ import annotations

import abc
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, ClassVar

from tracegrade import _json, _schema_validation
from tracegrade.errors import UsageError

__all__ = [
    "UNSET",
    "Absent",
    "Among",
    "Anything",
    "Containing",
    "Exactly",
    "Fits",
    "Having",
    "Ignored",
    "Maybe",
    "OfType",
    "OtherThan",
    "Same",
    "Value",
    "ValueMatcher",
    "Where",
    "fits",
    "is_number",
    "plain",
    "recorded",
    "said",
    "same_value",
]

Value = Any
"""A plain JSON value, or a matcher, or a list or object that holds matchers."""


class _Unset(Enum):
    """No value given; `None` is a value that JSON has. An enum stays itself when it is pickled."""

    UNSET = "unset"


UNSET = _Unset.UNSET

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def same_value(one: Any, other: Any) -> bool:
    """Whether two plain values are equal as JSON.

    Example:
        >>> same_value({"a": 1, "b": 10.0}, {"b": 10, "a": 1}), same_value(True, 1)
        (True, False)
    """
    if type(one) is type(other) and isinstance(one, str | int):
        return one == other
    return _json.canonical(one) == _json.canonical(other)


class ValueMatcher(abc.ABC):
    """Says whether a value of an argument is one of those that are right.

    Attributes:
        word: The key of the data form, without its `$`.
        may_be_absent: Whether the argument may be missing.
    """

    word: ClassVar[str]
    may_be_absent: ClassVar[bool] = False

    @abc.abstractmethod
    def fits(self, value: Any) -> bool:
        """Whether a decoded value fits."""

    @abc.abstractmethod
    def said(self) -> str:
        """What would fit, in a few words."""

    def given(self, expected: Any) -> ValueMatcher:
        """The matcher with this expected value where it was written without one."""
        return self

    def record(self) -> dict[str, Any]:
        """The data form: the first field under `$word`, the others beside it where they differ."""
        names = [one for one in fields(self) if one.init]  # pyright: ignore[reportArgumentType]
        first = getattr(self, names[0].name) if names else True
        made = {f"${self.word}": True if first is UNSET else recorded(first)}
        for one in names[1:]:
            value = getattr(self, one.name)
            if value != one.default:
                made[one.name] = recorded(value)
        return made


def recorded(value: Any) -> Any:
    """The data form of a value and of every matcher in it."""
    if isinstance(value, ValueMatcher):
        return value.record()
    if isinstance(value, dict):
        return {key: recorded(item) for key, item in value.items()}
    return [recorded(item) for item in value] if isinstance(value, list | tuple) else value


def said(value: Any) -> str:
    """What would fit a plain value or a matcher, in a few words."""
    if isinstance(value, ValueMatcher):
        return value.said()
    return _json.encode(recorded(value)).decode("utf-8", "replace")


def fits(expected: Value, value: Any) -> bool:
    """Whether a decoded value fits a plain value, a matcher, or a structure of both.

    Example:
        >>> fits({"to": Among(("a", "b")), "cc": []}, {"cc": [], "to": "b"})
        True
    """
    if isinstance(expected, ValueMatcher):
        return expected.fits(value)
    if plain(expected):
        return same_value(expected, value)
    if isinstance(expected, dict):
        return isinstance(value, dict) and _fields_fit(expected, value, also_others=False)
    return (
        isinstance(value, list)
        and len(value) == len(expected)
        and all(fits(one, other) for one, other in zip(expected, value, strict=True))
    )


def plain(value: Value) -> bool:
    """Whether a value holds no matcher."""
    if isinstance(value, dict):
        return all(plain(item) for item in value.values())
    if isinstance(value, list):
        return all(plain(item) for item in value)
    return not isinstance(value, ValueMatcher)


def _fields_fit(expected: dict[str, Any], value: dict[str, Any], *, also_others: bool) -> bool:
    for key, wanted in expected.items():
        if key in value:
            if not fits(wanted, value[key]) or isinstance(wanted, Absent):
                return False
        elif not (isinstance(wanted, ValueMatcher) and wanted.may_be_absent):
            return False
    return also_others or value.keys() <= expected.keys()


def is_number(value: Any) -> bool:
    """Whether it is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Exactly(ValueMatcher):
    """This plain value, whatever it looks like; the way to write a key that begins with `$`."""

    word: ClassVar[str] = "exactly"
    value: Any = field(hash=False)

    def fits(self, value: Any) -> bool:
        """Whether the value is equal as JSON."""
        return same_value(self.value, value)

    def said(self) -> str:
        """The value."""
        return said(self.value)


@dataclass(frozen=True, slots=True)
class Anything(ValueMatcher):
    """Any value, but there has to be one."""

    word: ClassVar[str] = "anything"

    def fits(self, value: Any) -> bool:
        """Always."""
        return True

    def said(self) -> str:
        """Any value."""
        return "any value"


@dataclass(frozen=True, slots=True)
class Ignored(ValueMatcher):
    """Any value or none."""

    word: ClassVar[str] = "ignored"
    may_be_absent: ClassVar[bool] = True

    def fits(self, value: Any) -> bool:
        """Always."""
        return True

    def said(self) -> str:
        """Anything or nothing."""
        return "anything or nothing"


@dataclass(frozen=True, slots=True)
class Absent(ValueMatcher):
    """No such argument."""

    word: ClassVar[str] = "absent"
    may_be_absent: ClassVar[bool] = True

    def fits(self, value: Any) -> bool:
        """Never: there is a value."""
        return False

    def said(self) -> str:
        """Nothing."""
        return "nothing"


@dataclass(frozen=True, slots=True)
class Maybe(ValueMatcher):
    """No such argument, or one that fits."""

    word: ClassVar[str] = "maybe"
    may_be_absent: ClassVar[bool] = True
    value: Value = field(hash=False)

    def fits(self, value: Any) -> bool:
        """Whether the value that is there fits."""
        return fits(self.value, value)

    def said(self) -> str:
        """What fits, or nothing."""
        return f"{said(self.value)} or nothing"


@dataclass(frozen=True, slots=True)
class Among(ValueMatcher):
    """One of several values or matchers."""

    word: ClassVar[str] = "among"
    options: tuple[Value, ...] = field(hash=False)

    def __post_init__(self) -> None:
        if not self.options:
            raise UsageError("no value is among none", hint="name at least one")

    def fits(self, value: Any) -> bool:
        """Whether one of the options fits."""
        return any(fits(option, value) for option in self.options)

    def said(self) -> str:
        """The options."""
        return " or ".join(said(option) for option in self.options)


@dataclass(frozen=True, slots=True)
class OfType(ValueMatcher):
    """Any value of a JSON type; `integer` takes 10.0, as JSON Schema does."""

    word: ClassVar[str] = "of_type"
    name: str

    def __post_init__(self) -> None:
        if self.name not in _TYPES:
            raise UsageError(
                f"{self.name!r} is no type of JSON", hint=f"one of {', '.join(_TYPES)}"
            )

    def fits(self, value: Any) -> bool:
        """Whether the value is of the type."""
        if self.name == "integer" and isinstance(value, float):
            return value.is_integer()
        if isinstance(value, bool) and self.name != "boolean":
            return False
        return isinstance(value, _TYPES[self.name])

    def said(self) -> str:
        """The type."""
        return f"any {self.name}"


@dataclass(frozen=True, slots=True)
class Fits(ValueMatcher):
    """A value that satisfies a JSON Schema; the schema is compiled once."""

    word: ClassVar[str] = "fits"
    schema: dict[str, Any] = field(hash=False)

    def __post_init__(self) -> None:
        _schema_validation.check_schema(self.schema)
        if _schema_validation.refers_elsewhere(self.schema):
            raise UsageError("a schema elsewhere is never fetched", hint="inline it")

    def fits(self, value: Any) -> bool:
        """Whether the value satisfies the schema."""
        return not _schema_validation.faults(self.schema, value)

    def said(self) -> str:
        """That there is a schema."""
        return f"what fits {said(self.schema)}"


@dataclass(frozen=True, slots=True)
class Containing(ValueMatcher):
    """A text that holds this one, or a list with an item that fits."""

    word: ClassVar[str] = "containing"
    value: Value = field(hash=False)

    def fits(self, value: Any) -> bool:
        """Whether it is in the text or the list."""
        if isinstance(value, str):
            return isinstance(self.value, str) and self.value in value
        return isinstance(value, list) and any(fits(self.value, item) for item in value)

    def said(self) -> str:
        """What has to be inside."""
        return f"something that contains {said(self.value)}"


@dataclass(frozen=True, slots=True)
class Having(ValueMatcher):
    """An object with at least these fields."""

    word: ClassVar[str] = "having"
    fields_: dict[str, Value] = field(hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.fields_, dict):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"having takes an object, not {self.fields_!r}")

    def fits(self, value: Any) -> bool:
        """Whether it is an object, and each of the fields is there and fits."""
        return isinstance(value, dict) and _fields_fit(self.fields_, value, also_others=True)

    def said(self) -> str:
        """The fields."""
        return f"an object with {said(self.fields_)}"


@dataclass(frozen=True, slots=True)
class OtherThan(ValueMatcher):
    """Any value that does not fit this one."""

    word: ClassVar[str] = "other_than"
    value: Value = field(hash=False)

    def fits(self, value: Any) -> bool:
        """Whether it does not fit."""
        return not fits(self.value, value)

    def said(self) -> str:
        """What is not right."""
        return f"anything but {said(self.value)}"


@dataclass(frozen=True, slots=True)
class Same(ValueMatcher):
    """The same value wherever this name stands in the expectation, and one that fits if said.

    Which value it is, is found while matching; alone, it takes whatever fits.
    """

    word: ClassVar[str] = "same"
    name: str
    value: Value = field(default_factory=Anything, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"same takes a name, not {self.name!r}")

    def fits(self, value: Any) -> bool:
        """Whether the value fits, whatever the others are."""
        return fits(self.value, value)

    def said(self) -> str:
        """The name."""
        return f"the same {self.name} as in the other calls"

    def record(self) -> dict[str, Any]:
        """The name, and what the value has to be where something is said of it."""
        more = {} if self.value == Anything() else {"value": recorded(self.value)}
        return {"$same": self.name, **more}


@dataclass(frozen=True, slots=True)
class Where(ValueMatcher):
    """A value of which a function says that it is right; there is no data form."""

    word: ClassVar[str] = "where"
    function: Callable[[Any], bool]

    def fits(self, value: Any) -> bool:
        """What the function says."""
        return bool(self.function(value))

    def said(self) -> str:
        """The function's name."""
        return f"what {getattr(self.function, '__name__', 'the function')} accepts"

    def record(self) -> dict[str, Any]:
        """Never.

        Raises:
            UsageError: A function cannot be written as data.
        """
        raise UsageError("a function cannot be written as data", hint="use it from Python only")
