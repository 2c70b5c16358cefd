"""Days on which something is said not to be: the day that the call was made for narrows nothing further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.evidence._languages import plain_words, singular
from tracegrade.graders.evidence._weekdays import is_weekday
from tracegrade.graph.values import leaves_of, particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._denials import Denial

__all__ = ["on_day_of"]

_LONGEST = 40


def on_day_of(call: Call, denial: Denial) -> Denial:
    """A denial without the words of the days that a call was made for.

    Example:
        >>> from tracegrade.graders.evidence._calls import Call
        >>> from tracegrade.graders.evidence._denials import denials_in
        >>> call = Call(0, "events", {"day": "2026-03-06"}, "ok")
        >>> denial = next(denials_in("There are no events on Friday 6 March.", 0, "en"))
        >>> on_day_of(call, denial).words
        ('event',)
    """
    days = [each for each in particulars_in(denial.text) if each.kind == "date"]
    if not days:
        return denial
    asked = list(_asked_days(call))
    if not asked or not all(any(_is_one(key, asked) for key in each.keys) for each in days):
        return denial
    dropped = {singular(word) for each in days for word in plain_words(each.text)}
    words = tuple(word for word in denial.words if word not in dropped and not is_weekday(word))
    return denial._replace(words=words, around=denial.around - dropped)


def _asked_days(call: Call) -> Iterator[tuple[int | None, ...]]:
    for _, value in leaves_of(call.arguments):
        if isinstance(value, str) and len(value) <= _LONGEST:
            for each in particulars_in(value):
                if each.kind == "date":
                    yield from (key for key in each.keys if isinstance(key, tuple))


def _is_one(key: object, asked: list[tuple[int | None, ...]]) -> bool:
    """Whether a day, be it without its year, is one that was asked for."""
    return isinstance(key, tuple) and any(
        key[1:] == other[1:] and (key[0] is None or other[0] is None or key[0] == other[0])
        for other in asked
    )
