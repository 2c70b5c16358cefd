"""Amounts a unit of something else, of which an answer tells the second unit in words: `80 mg a day`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._folding import folded
from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graph.values import Particular

__all__ = ["is_rate_in_words"]

_REACH = 40  # characters after an amount
_WORD = re.compile(r"[^\W\d_]{1,24}|[.;!?]")
_EVERY = {
    86_400: ("daily", "daglig", "taglich", "quotidien", "journalier", "diari", "giornalier", "dagelijks", "dzienn", "codzienn"),
    3_600: ("hourly", "stundlich", "horaire", "horari", "orari", "uurlijks", "godzinow"),
    604_800: ("weekly", "wochentlich", "hebdomadair", "semanal", "settimanal", "wekelijks", "tygodniow"),
}  # fmt: skip
_LASTING = "duration"


def is_rate_in_words(claim: Particular, sentence: Sentence, fact: Fact) -> bool:
    """Whether evidence has a rate, of which what follows a claim tells the second unit: `80 mg daily`.

    Args:
        claim: An amount in the first unit alone.
        sentence: Where it is said.
        fact: The place that states as much of a rate.
    """
    over, stroke, under = (fact.unit or "").partition("/")
    mine, first, second = unit_named(claim.unit or ""), unit_named(over), unit_named(under)
    if not stroke or second is None or mine is None or mine != first:
        return False
    at = claim.start - sentence.start + len(claim.text)
    for word in _WORD.findall(folded(sentence.text[at : at + _REACH])):
        if word in ".;!?":
            return False
        if unit_named(word) == second:
            return True
        if second.measures == _LASTING and word.startswith(_EVERY.get(int(second.factor), ("\0",))):
            return True
    return False
