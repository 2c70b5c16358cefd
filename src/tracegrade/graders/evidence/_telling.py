"""How a number is told: with what label, as what rate, and how exactly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["digits_telling", "is_rate", "is_rest", "label_of", "last_digit"]

_LABEL = re.compile(r"([^\W\d_][\w ]{1,30}):[\s*_$\u20ac\u00a3]{0,6}\Z")
_LONGEST_LABEL, _AFTER = 40, 25
_NEAR = 20
_REST = re.compile(
    r"\b(?:other|others|remaining|remain|left|rest|further|more|fewer|missing|still|ahead|behind|later|earlier|apart|\u00fcbrig\w*"
    r"|restlich\w*|weitere\w*|fehlen|noch|autres?|restants?|restent?|manquent?|encore|otr[oa]s|dem\u00e1s|restantes?|quedan|faltan"
    r"|altr[ie]|rimanent[ei]|mancano|ancora|outr[oa]s|faltam|restam|overige|andere|resterende|nog|pozosta\u0142\w*|jeszcze|zosta\w+"
    r"|less|menos|moins|meno|weniger|minder|mniej|mindre|mehr|plus|pi\u00f9|m\u00e1s|mais|meer|wi\u0119cej|\u00f6vriga|kvar|\u00f8vrige|tilbage)\b",
    re.IGNORECASE,
)
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


def is_rest(text: str, claim: Particular) -> bool:
    """Whether a number is told as what is left of another, or beyond it.

    Example:
        >>> from tracegrade.graph.values import particulars_in
        >>> text = "The other 42 I have not looked at."
        >>> is_rest(text, next(particulars_in(text)))
        True
    """
    before = text[max(0, claim.start - _NEAR) : claim.start]
    return _REST.search(before + " " + text[claim.end : claim.end + _NEAR]) is not None


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
