"""Code of other people, run so that what it raises is a value: the one place that catches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Raised", "outcome_of"]

Value = TypeVar("Value")


class Raised:
    """That foreign code raised an error.

    Attributes:
        error: The error.
        said: Its type and what it says.
    """

    __slots__ = ("error", "said")

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.said = f"{type(error).__name__}: {error}"


def outcome_of(run: Callable[[], Value]) -> Value | Raised:
    """What the code gave, or that it raised.

    Example:
        >>> outcome_of(lambda: 1 / 1)
        1.0
        >>> outcome_of(lambda: 1 / 0).said
        'ZeroDivisionError: division by zero'
    """
    try:
        return run()
    except Exception as error:  # noqa: BLE001 graders and plugins may raise anything
        return Raised(error)
