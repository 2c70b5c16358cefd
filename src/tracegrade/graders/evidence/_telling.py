"""How a number is told: with what label, as what rate, and how exactly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["digits_telling", "is_rate", "label_of", "last_digit"]

_LABEL = re.compile(r"([^\W\d_][\w ]{1,30}):[\s*_$\u20ac\u00a3]{0,6}\Z")
_LONGEST_LABEL, _AFTER = 40, 25
_RATE = re.compile(
    r"\s?(?:[^\W\d]{1,4})?\s?(?:/\s?[^\W\d_]|(?:per|je|pro|par|por|cada|each|al|a|na|za)\s)",
    re.IGNORECASE,
)


def label_of(claim: Particular, sentence: Sentence) -> str | None:
    """What stands around a number that has a label: `Price: $188` says of itself what it is."""
    at = claim.start - sentence.start
    label = _LABEL.search(sentence.text[max(0, at - _LONGEST_LABEL) : at])
    if label is None:
        return None
    return label[1] + sentence.text[at + len(claim.text) :][:_AFTER]


def is_rate(text: str, claim: Particular) -> bool:
    """Whether a number is told by the piece: `$24.65 each`, `15.17 /m2`."""
    return _RATE.match(text, claim.end) is not None


def digits_telling(claim: Particular) -> int:
    """How many digits a number has that tell something: the noughts at its end do not."""
    if claim.value is None:
        return 0
    digits = "".join(map(str, claim.value.as_tuple().digits))
    return len(digits.strip("0") if claim.places <= 0 else digits.lstrip("0"))


def last_digit(value: float) -> float:
    """What one more in the last digit that is no nought makes.

    Example:
        >>> last_digit(1200.0), last_digit(1204.0)
        (100.0, 1.0)
    """
    digit = 1.0
    while value and value % (digit * 10) == 0:
        digit *= 10
    return digit
