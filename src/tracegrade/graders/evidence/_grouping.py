"""What is written in groups: `48 213`, `1 250,50 EUR`, `DE44 5001 0517`, `555-0138`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graph.values import Particular, particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["grouped", "is_set_apart", "joined", "with_joined"]

_SHORTEST = 7  # letters and digits of what may be told by them alone
_LONGEST = 40
_LARGEST_TEXT = 200_000
_SET_APART = r"[ \u00a0./()-]{0,2}"
_GAPS = dict.fromkeys(map(ord, " \u00a0./()-"))
_LEADING = re.compile(r"[1-9]\d{0,2}(?: \d{3}){0,4}")
_GROUP = re.compile(r"\d{3}(?!\d)")
_GROUPED = frozenset(("number", "money", "quantity", "duration"))


def grouped(text: str) -> Iterator[Particular]:
    """The particulars of a text, with `48 213` as one number.

    Example:
        >>> [(each.text, each.value) for each in grouped("48 213 of 7")]
        [('48 213', Decimal('48213')), ('7', Decimal('7'))]
    """
    last: Particular | None = None
    for found in particulars_in(text):
        both = None if last is None else joined(last, found, text)
        if last is not None and both is None:
            yield last
        last = found if both is None else both
    if last is not None:
        yield last


def with_joined(found: Iterable[Particular], text: str) -> Iterator[Particular]:
    """The particulars of a text, each alone, and those that may be one number as that too.

    Example:
        >>> [each.text for each in with_joined(particulars_in("48 213"), "48 213")]
        ['48', '213', '48 213']
    """
    last: Particular | None = None
    for each in found:
        yield each
        both = None if last is None or last.kind != "number" else joined(last, each, text)
        if both is not None:
            yield both
        last = each if both is None else both


def is_set_apart(value: str, texts: Iterable[str]) -> bool:
    """Whether a text states a long id or number with blanks, dots or dashes in other places.

    Example:
        >>> is_set_apart("DE445001", ["to DE44 5001"]), is_set_apart("DE445001", ["to DE44 5002"])
        (True, False)
    """
    letters = [letter for letter in value if letter.isalnum()]
    if not _SHORTEST <= len(letters) <= _LONGEST:
        return False
    closed_up = "".join(letters).lower()
    likely = [text for text in texts if closed_up in _closed_up(text[:_LARGEST_TEXT])]
    if not likely:
        return False
    pattern = re.compile(r"(?<![^\W_])" + _SET_APART.join(letters) + r"(?![^\W_])", re.IGNORECASE)
    return any(pattern.search(text, 0, _LARGEST_TEXT) is not None for text in likely)


@lru_cache(maxsize=64)
def _closed_up(text: str) -> str:
    """A text without what may stand between the groups of a number, in lower case."""
    return text.lower().translate(_GAPS)


def joined(last: Particular, found: Particular, text: str) -> Particular | None:
    """A number and the next three digits of it as one number, if that is what they are."""
    is_next = (
        found.start == last.end + 1
        and last.kind == "number"
        and found.kind in _GROUPED
        and text[last.end] == " "
        and _LEADING.fullmatch(last.text) is not None
        and _GROUP.match(found.text) is not None
    )
    if not is_next or last.value is None or found.value is None:
        return None
    written = text[last.start : found.end]
    return replace(found, text=written, start=last.start, keys=(last.value * 1000 + found.value,))
