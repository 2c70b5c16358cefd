"""The values that the keys of a policy take: each function checks one and returns it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from tracegrade import _json, _schema_validation
from tracegrade.errors import UsageError
from tracegrade.signals import EFFECT_CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "WrongValueError",
    "approvers",
    "class_or_classes",
    "classes",
    "effect_class",
    "glob",
    "globs",
    "one_of",
    "pointer",
    "pointers",
    "schema",
    "scopes",
    "seconds",
    "texts",
    "truth",
    "whole_number",
]

_SCOPES = ("once", "call", "plan", "session", "always")
_PRINCIPALS = ("human", "policy", "agent", "tool", "environment")


class WrongValueError(Exception):
    """A value that its key does not take; the message goes on from the key's name."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(f"is a text, not {value!r}")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts that is not empty."""
    if not isinstance(value, list) or not value:
        raise WrongValueError(f"is a list of texts, not {value!r}")
    return tuple(text(item) for item in value)


def glob(value: Any) -> str:
    """The name or glob of a tool, without blanks at its ends, which no name has."""
    if text(value) != value.strip():
        raise WrongValueError(f"{value!r} begins or ends with a blank", f"{value.strip()!r}")
    return value


def globs(value: Any) -> tuple[str, ...]:
    """A list of globs."""
    return tuple(glob(item) for item in texts(value))


def one_of(*allowed: str) -> Callable[[Any], str]:
    """A check for one of these words."""

    def check(value: Any) -> str:
        return _word(value, allowed)

    return check


def effect_class(value: Any) -> str:
    """The name of an effect class."""
    return _word(value, EFFECT_CLASSES)


def classes(value: Any) -> frozenset[str]:
    """A list of effect classes."""
    return frozenset(effect_class(item) for item in texts(value))


def class_or_classes(value: Any) -> frozenset[str]:
    """One effect class, or a list of them."""
    return classes(value) if isinstance(value, list) else frozenset((effect_class(value),))


def scopes(value: Any) -> frozenset[str]:
    """A list of scopes."""
    return frozenset(_word(item, _SCOPES) for item in texts(value))


def approvers(value: Any) -> tuple[str, ...]:
    """A list of globs of principals, such as `human:*`."""
    for item in texts(value):
        kind, colon, name = item.partition(":")
        if item in ("*", "environment"):
            continue
        if "*" not in kind and "?" not in kind and kind not in _PRINCIPALS:
            raise WrongValueError(f"{item!r} is no principal", _suggestion(kind, _PRINCIPALS))
        if not colon or not name:
            raise WrongValueError(f"{item!r} is no principal", f"{kind}:* is every {kind}")
    return texts(value)


def schema(value: Any) -> dict[str, Any]:
    """A JSON Schema, as a table or as JSON text."""
    if isinstance(value, str):
        try:
            value = _json.decode(value)
        except _json.UndecodableError as error:
            raise WrongValueError(f"is not JSON: {error.message}") from None
    if not isinstance(value, dict):
        raise WrongValueError(f"is a JSON Schema, not {value!r}")
    try:
        _schema_validation.check_schema(value)
    except UsageError as error:
        raise WrongValueError(f"is {error.message}") from None
    if _schema_validation.refers_elsewhere(value):
        raise WrongValueError("refers to a schema elsewhere", "inline it; none is ever fetched")
    return value


def truth(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise WrongValueError(f"is true or false, not {value!r}")
    return value


def whole_number(value: Any) -> int:
    """A whole number from 1."""
    if type(value) is not int or value < 1:
        raise WrongValueError(f"is a whole number from 1, not {value!r}")
    return value


def seconds(value: Any) -> float:
    """A number of seconds above 0."""
    if type(value) not in (int, float) or not 0 < value < 1e10:
        raise WrongValueError(f"is a number of seconds above 0, not {value!r}")
    return value


def pointer(value: Any) -> str:
    """A JSON pointer into the arguments."""
    if not text(value).startswith("/"):
        raise WrongValueError(f"{value!r} is no JSON pointer", f"write '/{value}'")
    return value


def pointers(value: Any) -> tuple[str, ...]:
    """A list of JSON pointers into the arguments."""
    return tuple(pointer(item) for item in texts(value))


def _word(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        hint = _suggestion(value, allowed) if isinstance(value, str) else None
        raise WrongValueError(f"is one of {', '.join(allowed)}, not {value!r}", hint)
    return value


def _suggestion(value: str, allowed: tuple[str, ...]) -> str | None:
    close = difflib.get_close_matches(value, allowed, n=1)
    return f"did you mean {close[0]!r}?" if close else None
