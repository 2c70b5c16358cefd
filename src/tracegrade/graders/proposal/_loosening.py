"""Values of an argument in several traces as one that is right in all of them."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders._expectation import _tolerances as tolerances
from tracegrade.graders._expectation import _values as values

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Loosened", "loosened_arguments"]

LONGEST_TEXT = 300
"""Characters of a text that is proposed as it is; a longer one may be any text."""
_MOST_KEYS = 60
_MOST_OPTIONS = 4
_MOST_VALUES = 400
_DEEPEST = 20


class Loosened(NamedTuple):
    """What the arguments of a call have to be.

    Attributes:
        arguments: Plain values and matchers by name; `None` leaves them open.
        notes: By path, what was loosened and why.
    """

    arguments: dict[str, Any] | None
    notes: tuple[tuple[str, str], ...]


def loosened_arguments(given: Sequence[Any]) -> Loosened:
    """Arguments that are right in every trace, from those of one call in each.

    Args:
        given: Decoded arguments; anything but an object leaves them open.
    """
    if not all(isinstance(one, dict) for one in given):
        return Loosened(None, (("", "left open: they are not recorded, or no JSON object"),))
    names = list(dict.fromkeys(name for one in given for name in one))
    if len(names) > _MOST_KEYS or not all(map(_is_plain_name, names)):
        return Loosened(None, (("", "left open: their names are too many, or odd"),))
    notes: list[tuple[str, str]] = []
    made = {name: _field(name, given, notes, "", 0) for name in names}
    return Loosened(made, tuple(notes))


def _field(
    name: str, given: Sequence[Any], notes: list[tuple[str, str]], path: str, depth: int
) -> Any:
    """One argument, or field of an object, that may be missing in some."""
    here = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
    found = [one[name] for one in given if name in one]
    if len(found) == len(given):
        return _loosened(found, notes, here, depth)
    notes.append((here, f"may be missing: it is in {len(given) - len(found)} of {len(given)}"))
    return values.Maybe(_loosened(found, notes, here, depth))


def _is_plain_name(name: str) -> bool:
    return not name.startswith("$") and _is_writable(name)


def _loosened(given: list[Any], notes: list[tuple[str, str]], path: str, depth: int) -> Any:
    first = given[0]
    if all(values.same_value(first, one) for one in given):
        if isinstance(first, str) and len(first) > LONGEST_TEXT:
            notes.append((path, f"any text: it has {len(first):,} characters"))
            return values.OfType("string")
        written = _written(first)
        if isinstance(written, values.OfType):
            notes.append((path, f"{values.said(written)}: it is too large or odd to be written"))
        return written
    if all(isinstance(one, dict) for one in given) and depth < _DEEPEST:
        return _object(given, notes, path, depth)
    wanted = _of_one_kind(given)
    notes.append((path, f"{values.said(wanted)}: it varies"))
    return wanted


def _object(given: list[Any], notes: list[tuple[str, str]], path: str, depth: int) -> Any:
    """An object field by field, unless its keys are data."""
    names = list(dict.fromkeys(name for one in given for name in one))
    shared = [name for name in names if all(name in one for one in given)]
    if not shared or len(names) > _MOST_KEYS or not all(map(_is_plain_name, names)):
        notes.append((path, "any object: its keys vary"))
        return values.OfType("object")
    return {name: _field(name, given, notes, path, depth + 1) for name in names}


def _of_one_kind(given: list[Any]) -> values.ValueMatcher:
    """A matcher for values that differ."""
    if all(isinstance(one, str) for one in given):
        text = tolerances.Text(given[0])
        return text if all(map(text.fits, given)) else _among(given) or values.OfType("string")
    if all(isinstance(one, list) for one in given):
        items = tolerances.Unordered([_written(item) for item in given[0]])
        return items if all(map(items.fits, given)) else values.OfType("array")
    for name in ("boolean", "integer", "number", "object"):
        kind = values.OfType(name)
        if all(map(kind.fits, given)):
            return _among(given) or kind
    return values.Anything()


def _among(given: list[Any]) -> values.ValueMatcher | None:
    """One of few values, if each of them was seen again and again."""
    options: list[Any] = []
    for one in given:
        if not any(values.same_value(one, other) for other in options):
            options.append(one)
    if len(options) > _MOST_OPTIONS or not all(isinstance(one, str | int) for one in options):
        return None
    seen = [sum(values.same_value(one, other) for other in given) for one in options]
    short = all(not isinstance(one, str) or len(one) <= LONGEST_TEXT for one in options)
    return values.Among(tuple(options)) if short and min(seen) > 1 else None


def _written(value: Any) -> Any:
    """A plain value as it can be written: as one of its kind where a file could not hold it."""
    survey = _Survey(value)
    if survey.is_unwritable or (survey.has_words and survey.has_null):
        return values.OfType(_kind_of(value))
    return values.Exactly(value) if survey.has_words else value


class _Survey:
    """What stands in a value that not every file can hold."""

    def __init__(self, value: Any) -> None:
        self.has_words = self.has_null = self.is_unwritable = False
        left: list[tuple[Any, int]] = [(value, 0)]
        seen = 0
        while left and not self.is_unwritable:
            one, depth = left.pop()
            seen += 1
            self.has_null |= one is None
            self.is_unwritable = depth > _DEEPEST or seen > _MOST_VALUES or not _is_writable(one)
            if isinstance(one, dict):
                self.has_words |= any(key.startswith("$") for key in one)
                left += [(part, depth + 1) for pair in one.items() for part in pair]
            elif isinstance(one, list):
                left += [(part, depth + 1) for part in one]


def _is_writable(value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, str) or not any("\ud800" <= one <= "\udfff" for one in value)


def _kind_of(value: Any) -> str:
    kinds = ("string", "boolean", "integer", "number", "array", "object")
    return next(kind for kind in kinds if values.OfType(kind).fits(value))
