"""Searches for something else than what is said not to be there: another year, day, id, name or place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._denials import KINDS
from tracegrade.graders.evidence._languages import alike, plain_words, singular
from tracegrade.graders.evidence._listings import VERBS
from tracegrade.graph.values import leaves_of, particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._denials import Denial
    from tracegrade.graders.evidence._vocabulary import CallWords

__all__ = ["Another", "another_in_question", "another_value"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_ID = re.compile(r"(?=[A-Za-z-]{0,12}\d)[A-Za-z]{0,6}-?\d[\dA-Za-z-]{3,20}")
_NAME = re.compile(r"[^\W\d_]{5,30}")
_JOINING = frozenset(
    [
        "and",
        "or",
        "und",
        "oder",
        "et",
        "ou",
        "y",
        "o",
        "e",
        "en",
        "of",
        "i",
        "lub",
        "czy",
        "nor",
        "as",
        "plus",
    ]
)
_CONTRASTS = tuple(
    frozenset(words.split())
    for words in (
        "production staging testing development sandbox",
        "inbox archive spam trash drafts outbox",
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april june july august september october november december",
        "north south east west",
        "today tomorrow yesterday",
    )
)
_APART = 5  # words between two things that a question names side by side
_LEAST_ALIKE = 0.8


class Another(NamedTuple):
    """What a call looked for, and what it should have looked for."""

    call: Call
    sought: str
    wanted: str


def another_value(denial: Denial, calls: list[Call], asked: str) -> Another | None:
    """A year, a day, an id or a name that calls were made with instead of the one that is denied.

    Args:
        denial: What is said not to be there.
        calls: The calls that may have looked for it.
        asked: What the user asked, in lower case.
    """
    for kind in (_years, _days, _ids, _names, _contrasting):
        wanted = set(kind(denial.text))
        if len(wanted) != 1:
            continue
        value = next(iter(wanted))
        sought = [(call, {each for text in _given(call) for each in kind(text)}) for call in calls]
        sought = [(call, values) for call, values in sought if values]
        if not sought or any(len(values) != 1 for _, values in sought):
            continue
        if any(_is_same(value, each) for _, values in sought for each in values):
            continue
        call, values = sought[-1]
        other = next(iter(values))
        if _is_mistaken(kind, value, other, asked) and not _is_told(value, calls):
            return Another(call, _shown(other), _shown(value))
    return None


def _given(call: Call) -> Iterator[str]:
    """The short texts and numbers that a call was made with."""
    for _, value in leaves_of(call.arguments):
        if isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) <= 80:
            yield str(value)


def _years(text: str) -> Iterator[Any]:
    return (
        (word for word in plain_words(text) if _YEAR.fullmatch(word))
        if not _has_day(text)
        else iter(())
    )


def _has_day(text: str) -> bool:
    return next(_days(text), None) is not None


def _days(text: str) -> Iterator[Any]:
    keys = (key for each in particulars_in(text) if each.kind == "date" for key in each.keys)
    return (key[1:] for key in keys if isinstance(key, tuple))


def _ids(text: str) -> Iterator[Any]:
    return (
        match[0].lower()
        for match in _ID.finditer(text)
        if not _YEAR.fullmatch(match[0]) and not _has_day(match[0])
    )


def _names(text: str) -> Iterator[Any]:
    words = text.split()
    first = (
        words[0] if len(words) > 1 else ""
    )  # a capital at the beginning of a sentence names nothing
    return (
        match[0].lower()
        for match in _NAME.finditer(text)
        if match[0][0].isupper() and match[0] != first
    )


def _contrasting(text: str) -> Iterator[Any]:
    return (word for word in plain_words(text) if any(word in words for words in _CONTRASTS))


def _is_same(one: Any, other: Any) -> bool:
    return one == other or (
        isinstance(one, str) and isinstance(other, str) and (one in other or other in one)
    )


def _is_mistaken(kind: Any, value: Any, other: Any, asked: str) -> bool:
    """Whether the one cannot be another way to say the other."""
    if kind is _contrasting:
        return any(value in words and other in words for words in _CONTRASTS)
    if kind is _names or kind is _ids:
        value, other = str(value), str(other)
        is_near = (
            SequenceMatcher(None, value, other).ratio() >= _LEAST_ALIKE and value[:1] == other[:1]
        )
        return is_near and value in asked and other not in asked
    return True


def _is_told(value: Any, calls: list[Call]) -> bool:
    return isinstance(value, str) and any(value in call.text.lower() for call in calls)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(f"{each:02}" for each in value)


def another_in_question(
    denial: Denial, calls: list[tuple[Call, CallWords]], asked: str, unseen: list[str]
) -> Another | None:
    """Of two things that were asked for side by side, only the other one was looked for.

    Args:
        denial: What is said not to be there.
        calls: The calls that may have looked for it, with their words.
        asked: What the user asked.
        unseen: The words of the denial that are in no call and no result.
    """
    question = [singular(word) for word in plain_words(asked)]
    places = {word: at for at, word in reversed(list(enumerate(question)))}
    for word in unseen:
        if word not in places:
            continue
        for call, words in reversed(calls):
            for other in (words.given.words | words.names.words - VERBS) & places.keys():
                is_other = (
                    other not in denial.words and other not in KINDS and not alike(word, other)
                )
                if is_other and _side_by_side(question, places[word], places[other]):
                    return Another(call, other, word)
    return None


def _side_by_side(question: list[str], one: int, other: int) -> bool:
    """Whether two words of a question are joined: `in Leeds or Cardiff`."""
    low, high = sorted((one, other))
    between = question[low + 1 : high]
    return len(between) <= _APART and bool(_JOINING & set(between))
