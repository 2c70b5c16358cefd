"""Lengths of time by which amounts are told: the month, the year, the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracegrade.graph.values import Particular

__all__ = ["Period", "period_of"]

_REACH_ON, _REACH_BACK = 25, 50  # characters around a number in which the word stands


class Period(NamedTuple):
    """A length of time by which amounts are told.

    Attributes:
        words: The words for it.
        factors: What an amount is multiplied or divided by to be told by it instead of by another.
    """

    words: re.Pattern[str]
    factors: tuple[int, ...]


_PERIODS = (
    Period(re.compile(r"\b(?:months?|monthly|monat\w*|mois|mensuel\w*|mes(?:es)?|mensual\w*|mes[ie]|mensil\w*|m\u00eas|mensa[il]\w*|maand\w*|miesi\w+)\b|\u6708", re.IGNORECASE), (12,)),
    Period(re.compile(r"\b(?:years?|yearly|annual\w*|jahr\w*|j\u00e4hrlich\w*|ans?|ann\u00e9e\w*|annuel\w*|a\u00f1os?|anual\w*|ann[oi]|annu[ao]\w*|anos?|jaar\w*|rok\w*|lat)\b|\u5e74", re.IGNORECASE), (12, 52, 365)),
    Period(re.compile(r"\b(?:weeks?|weekly|woche\w*|w\u00f6chentlich\w*|semaines?|hebdo\w*|semanas?|semanal\w*|settiman\w*|we(?:ek|ken)|wekelijks\w*|tydzie\u0144|tygodni\w*)\b|\u9031", re.IGNORECASE), (7, 52, 4)),
    Period(re.compile(r"\b(?:days?|daily|tag\w*|t\u00e4glich\w*|jours?|d\u00edas?|diari\w*|giorn\w*|dias?|di\u00e1ri\w*|dag(?:en)?|dagelijks\w*|dni|dzie\u0144|dziennie)\b|\u65e5", re.IGNORECASE), (7, 30, 365, 24)),
    Period(re.compile(r"\b(?:hours?|hourly|stunde\w*|heures?|horas?|or[ae]|uur|uren|godzin\w*|minut\w*|seconds?|sekunde\w*)\b", re.IGNORECASE), (24, 60, 3600)),
)  # fmt: skip
"""Words for lengths of time, and what one of them is multiplied or divided by to be told by another."""


def period_of(text: str, claim: Particular) -> Period | None:
    """The length of time by which a number is told, if a word behind or before it says so.

    Example:
        >>> from tracegrade.graph.values import particulars_in
        >>> text = "It costs $40 per month."
        >>> period = period_of(text, next(particulars_in(text)))
        >>> period is not None and period.factors
        (12,)
    """
    for said in (
        text[claim.end : claim.end + _REACH_ON],
        text[max(0, claim.start - _REACH_BACK) : claim.start],
    ):
        for each in _PERIODS:
            if each.words.search(said):
                return each
    return None
