"""Numbers that the evidence writes out in words: `sixty-two nurses`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["is_spelled_out", "spelled_out"]

_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EINER = ("", "ein", "zwei", "drei", "vier", "f\u00fcnf", "sechs", "sieben", "acht", "neun")
_ZEHNER = (
    "",
    "",
    "zwanzig",
    "drei\u00dfig",
    "vierzig",
    "f\u00fcnfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
)
_KINDS = frozenset(("number", "quantity", "duration", "percent"))
_BEYOND = 1_000
_MOST_PASSAGES = 60


def is_spelled_out(claim: Particular, store: EvidenceStore, before: int) -> bool:
    """Whether a source has a whole number below a thousand in words."""
    value = claim.value
    if value is None or claim.kind not in _KINDS or value != int(value) or not 0 < value < _BEYOND:
        return False
    forms = spelled_out(int(value))
    texts = [each.text for each in store.passages if each.step < before][:_MOST_PASSAGES]
    return any(form in text.lower() for text in texts for form in forms)


def spelled_out(number: int) -> tuple[str, ...]:
    """A number below a thousand in words, English and German, however it is joined.

    Example:
        >>> spelled_out(62)
        ('sixty-two', 'sixty two', 'zweiundsechzig')
        >>> spelled_out(340)
        ('three hundred forty', 'three hundred and forty')
    """
    hundreds, rest = divmod(number, 100)
    below = _below(rest)
    if not hundreds:
        return below
    head = f"{_ONES[hundreds]} hundred"
    if not rest:
        return (head, "a hundred") if hundreds == 1 else (head,)
    return tuple(f"{head} {joint}{each}" for each in below[:2] for joint in ("", "and "))


def _below(number: int) -> tuple[str, ...]:
    """A number below a hundred."""
    if number < len(_ONES):
        return (_ONES[number],) if number else ()
    tens, ones = divmod(number, 10)
    if not ones:
        return (
            (_TENS[tens], _ZEHNER[tens]) if number < _BEYOND // 10 and tens != 4 else (_TENS[tens],)
        )
    return (
        f"{_TENS[tens]}-{_ONES[ones]}", f"{_TENS[tens]} {_ONES[ones]}", f"{_EINER[ones]}und{_ZEHNER[tens]}",
    )  # fmt: skip
