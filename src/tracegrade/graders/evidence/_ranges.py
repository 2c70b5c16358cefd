"""Claims to have read so many pages, lines or rows, where the calls asked for fewer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._gone_through import says_gone_through
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS
from tracegrade.graders.evidence._quantifiers import admits_a_part, numbers_said
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._quantifiers import Universal

__all__ = ["beyond_range"]

_FIRST_TOLD = "first from start begin offset skip von de desde da od"
_FIRST = frozenset(_FIRST_TOLD.split())
_LAST_TOLD = "last to end until stop through bis jusque hasta ate fino tot"
_LAST = frozenset(_LAST_TOLD.split())
_MOST_TOLD = "limit max count take top rows lines pages size n num length"
_MOST = frozenset(_MOST_TOLD.split())
_TEXT = 20_000
_AFTER = 3  # words after `all` among which the number stands
_FEWEST = 3


def beyond_range(sentence: Sentence, universal: Universal, calls: list[Call]) -> Check | None:
    """A fault where all of a number of parts are said to be read, and the calls asked for fewer of them.

    Only where a result itself tells that number, and each call that asked for a range ended before it.
    """
    if not says_gone_through(sentence.text) or admits_a_part(sentence.text, universal.language):
        return None
    after = " ".join(WORDS.findall(sentence.text[universal.end :])[:_AFTER])
    for number in numbers_said(after, universal.language):
        told = [call for call in calls if number >= _FEWEST and _tells(call, number)]
        ends = [_end_of(call) for call in calls if told and call.tool == told[-1].tool]
        known = [end for end in ends if end is not None]
        if not known or len(known) < len(ends) or max(known) >= number or len(known) >= number:
            continue
        call, text = told[-1], sentence.text.strip()[:120]
        message = (
            f"says {text!r}, but {call.tool!r} was asked for no more than {max(known)} of {number}"
        )
        return Check("coverage", text, sentence.start, "contradicted", max(call.result, call.step), code="E13",
                     message=message, expected=f"{max(known)} of {number}")  # fmt: skip
    return None


def _tells(call: Call, number: int) -> bool:
    """Whether a result tells a number: in a field of its own, or in its text."""
    if isinstance(call.content, str):
        return re.search(rf"(?<![\w.]){number}(?![\w.]\d)", call.text[:_TEXT]) is not None
    return any(
        value == number and not isinstance(value, bool) for _, value in leaves_of(call.content)
    )


def _end_of(call: Call) -> int | None:
    """Up to where a call asked for parts; `None` where it does not say."""
    first, last, most = 0, None, None
    for pointer, value in leaves_of(call.arguments):
        if not isinstance(value, int) or isinstance(value, bool):
            continue
        words = set(field_words(pointer.rsplit("/", 1)[-1]))
        if words & _LAST:
            last = value
        elif words & _MOST:
            most = value
        elif words & _FIRST:
            first = value
    if last is not None:
        return last
    return first + most if most is not None else None
