"""The data forms of the matchers: which words there are, and what stands beside each."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.errors import UsageError
from tracegrade.graders._expectation._tolerances import (
    Between,
    Date,
    Near,
    Regex,
    Text,
    Time,
    Unordered,
)
from tracegrade.graders._expectation._values import (
    UNSET,
    Absent,
    Among,
    Anything,
    Containing,
    Exactly,
    Fits,
    Having,
    Ignored,
    Maybe,
    OfType,
    OtherThan,
    Same,
    ValueMatcher,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["VALUE_FORMS", "ValueForm"]


class ValueForm(NamedTuple):
    """The data form of one matcher.

    Attributes:
        kind: The matcher.
        options: Keys that may stand beside its word.
        nests: Whether what stands in it may hold matchers.
        first: Makes the first field of what stands under the word.
    """

    kind: type[ValueMatcher]
    options: tuple[str, ...]
    nests: bool
    first: Callable[[Any], Any]

    def made(self, given: Any, options: dict[str, Any]) -> ValueMatcher:
        """The matcher.

        Raises:
            UsageError: It does not take what is given.
        """
        names = _names(self.kind)
        if not names:
            if given is not True:
                raise UsageError(f"${self.kind.word} stands alone", hint=f"${self.kind.word}: true")
            return self.kind()
        return self.kind(**{names[0]: self.first(given), **options})


def _names(kind: type[ValueMatcher]) -> list[str]:
    return [one.name for one in fields(kind) if one.init]  # pyright: ignore[reportArgumentType]


def _as_given(value: Any) -> Any:
    return value


def _listed(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise UsageError(f"a list is expected here, not {value!r}")
    return tuple(value)


def _or_unset(value: Any) -> Any:
    """What the tolerance is about; `true` leaves it to the expected value at that place."""
    return UNSET if value is True else value


_NESTING = (Among, Maybe, Containing, Having, OtherThan, Unordered, Same)
_FIRST: dict[type[ValueMatcher], Callable[[Any], Any]] = {
    Among: _listed,
    Between: _listed,
    **dict.fromkeys((Near, Text, Time, Date, Unordered), _or_unset),
}
_KINDS: tuple[type[ValueMatcher], ...] = (
    Exactly, Anything, Ignored, Absent, Maybe, Regex, Among, OfType, Fits, Near, Between, Text,
    Time, Date, Unordered, Containing, Having, OtherThan, Same,
)  # fmt: skip

VALUE_FORMS: dict[str, ValueForm] = {
    kind.word: ValueForm(
        kind, tuple(_names(kind)[1:]), kind in _NESTING, _FIRST.get(kind, _as_given)
    )
    for kind in _KINDS
}
"""Every matcher that can be written as data, by its word."""
