"""Differences that a sentence states beside one of the two: `15 less than the other`."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graph.values import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["difference_of", "small_numbers"]

_COMPARES = re.compile(
    r"\b(?:more|less|fewer|above|below|higher|lower|longer|shorter|cheaper|dearer|greater|smaller|larger|ahead|behind|difference"
    r"|differs?|gap|left|remain\w*|still|rest|free|increased?|decreased?|rose|fell|grew|dropped|saved?|saving|short|excess|beyond"
    r"|mehr|weniger|h\u00f6her|niedriger|\u00fcber|unter|unterschied|differenz|verbleib\w*|frei|\u00fcbrig|noch|gestiegen|gefallen"
    r"|plus|moins|reste\w*|diff\u00e9rence|m\u00e1s|menos|quedan?|restan?|diferencia|libres?|pi\u00f9|meno|differenza|rimangono|mais"
    r"|diferen\u00e7a|restam|meer|minder|hoger|lager|verschil|resterend\w*|wi\u0119cej|mniej|r\u00f3\u017cnica|pozosta\u0142\w*|mer|mindre)\b",
    re.IGNORECASE,
)
_KINDS = frozenset(("number", "money", "quantity", "percent", "duration"))
_MOST_SHOWN = 12
_MOST_FACTS = 8
_SMALL = {
    word: Decimal(number)
    for number, words in enumerate(
        ("one eins un uno", "two zwei deux dos due", "three drei trois tres tre", "four vier quatre cuatro quattro",
         "five f\u00fcnf cinq cinco cinque", "six sechs seis sei", "seven sieben sept siete sette",
         "eight acht huit ocho otto", "nine neun neuf nueve nove", "ten zehn dix diez dieci",
         "eleven elf onze once undici", "twelve zw\u00f6lf douze doce dodici"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip


def difference_of(
    store: EvidenceStore, claim: Particular, sentence: Sentence, claims: Claims, before: int
) -> str | None:
    """How a number is the difference of one that is shown beside it and another of its column or record.

    Args:
        store: The evidence.
        claim: The number.
        sentence: Where it stands; it has to compare.
        claims: The answer.
        before: Position of the answer.
    """
    if claim.value is None or claim.kind not in _KINDS or _COMPARES.search(sentence.text) is None:
        return None
    near = claims.sentences[max(0, sentence.number - 1) : sentence.number + 1]
    shown = [each for one in near for each in one.stated if each.value is not None]
    small = {number for one in near for number in small_numbers(one.text)}
    half = Decimal("0.5") / 10**claim.places if claim.places > 0 else Decimal()
    for each in shown[-_MOST_SHOWN:]:
        if each.start == claim.start:
            continue
        for fact in islice(store.facts.stating(each, before), _MOST_FACTS):
            value = _number(fact)
            if value is None or fact.fault:
                continue
            for other in (value - claim.value, value + claim.value):
                if other in small or any(
                    _belong(fact, found) for found in _about(store, abs(other), half, before)
                ):
                    return f"{max(value, other)} - {min(value, other)}"
    return None


def _about(store: EvidenceStore, number: Decimal, half: Decimal, before: int) -> Iterator[Fact]:
    """The places that state a number, or one that a difference so rounded allows for."""
    numbers = store.facts.numbers()
    at = bisect_left(numbers, number - half)
    for known in islice(numbers, at, at + _MOST_FACTS):
        if known > number + half:
            return
        found = store.facts.at(("number", known))
        yield from (each for each in found if each.step < before and not each.fault)


def _belong(one: Fact, other: Fact) -> bool:
    """Whether two places are of one column, or of one record."""
    if one.record is None or other.record is None:
        return False
    return one.record is other.record or one.field == other.field


def _number(fact: Fact) -> Decimal | None:
    digits = re.fullmatch(r"-?[\d.,]{1,40}", fact.text)
    return abs(number_of(fact.text.lstrip("-"))) if digits and fact.text.strip("-.,") else None


def small_numbers(text: str) -> list[Decimal]:
    """The numbers up to twelve that a text spells out.

    Example:
        >>> small_numbers("two months, zwei Tage")
        [Decimal('2'), Decimal('2')]
    """
    return [_SMALL[word] for word in _words(text) if word in _SMALL]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())
