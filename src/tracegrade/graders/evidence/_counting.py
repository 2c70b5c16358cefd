"""So many of a kind of thing: do results list fewer?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence

__all__ = ["more_than_listed"]

_COUNTED = re.compile(r"\b(\d{1,6})\s([A-Za-z]{3,30})\b")
_LONGEST_TEXT = 20_000


def more_than_listed(sentence: Sentence, calls: list[Call], asked: str) -> Check | None:
    """A fault where more of a kind of thing are counted than all the lists of them hold."""
    lists = [
        (call, rows) for call in calls
        if call.status in ("ok", "unknown") and call.result >= 0
        for rows in _lists_of(call.content)
    ]  # fmt: skip
    for match in _COUNTED.finditer(sentence.text):
        noun, said = _singular(match[2].lower()), int(match[1])
        rows = [(call, listed) for call, listed in lists if noun in _nouns_of(call, listed)]
        listed = sum(len(each) for _, each in rows)
        if (
            not rows
            or not 1 < listed < said
            or any(each >= said for call in calls for each in _numbers_in(call.content))
            or re.search(rf"\b{said}\b", asked) is not None
        ):
            continue
        call = rows[-1][0]
        message = f"says {match[0]!r}, and {call.tool!r} gave {listed}"
        return Check("coverage", match[0], sentence.start + match.start(), "contradicted", call.result,
                     code="E13", message=message, expected=str(listed), also=("E01",))  # fmt: skip
    return None


def _lists_of(content: Any) -> list[list[Any]]:
    """The result itself where it is a list, or the lists that stand in its fields."""
    if isinstance(content, list):
        return [content]
    if isinstance(content, dict):
        return [value for value in content.values() if isinstance(value, list)]
    return []


def _nouns_of(call: Call, rows: list[Any]) -> set[str]:
    """What the entries of a list are called: by the field that holds it, or by the tool."""
    if isinstance(call.content, dict):
        names = [name for name, value in call.content.items() if value is rows]
    else:
        names = [call.tool]
    return {_singular(field_words(name)[-1]) for name in names if field_words(name)}


def _numbers_in(content: Any) -> Iterator[int]:
    """The whole numbers of a result's own fields, which may count what it does not list."""
    if isinstance(content, str):
        yield from (int(digits) for digits in re.findall(r"\d{1,6}", content[:_LONGEST_TEXT]))
    elif isinstance(content, dict):
        for value in content.values():
            if isinstance(value, int) and not isinstance(value, bool):
                yield value


def _singular(word: str) -> str:
    """A word without the ending of the plural."""
    return word.removesuffix("s") if len(word) > 3 else word
