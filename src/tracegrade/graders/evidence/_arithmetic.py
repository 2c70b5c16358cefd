"""Sums that an answer spells out: do they come out?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._expressions import Sum, expressions_in
from tracegrade.graders.evidence._named import named_results
from tracegrade.graders.evidence._shares_told import is_of_another_share
from tracegrade.graph.values import number_of

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence

__all__ = ["Sum", "sums_in", "sums_of"]

_NUMBER = r"[$\u20ac\u00a3]?\s?\d[\d,]{0,20}(?:\.\d{1,6})?"
_CHAIN = rf"({_NUMBER}(?:\s?[-+\u2212\u2013x\u00d7*/\u00f7]\s?{_NUMBER}){{1,12}})"
_EQUATION = re.compile(rf"(?<![\w.,%/:-]){_CHAIN}\s?=\s?({_NUMBER})(?![\w%/:]|[.,]\d)")
_MONEY = r"(?:[$\u20ac\u00a3\u00a5]|(?:[A-Z]{3})\s)?"
_AMOUNT = rf"{_MONEY}\s?(\d[\d,]{{0,20}}(?:\.\d{{1,6}})?)"
_SPOKEN = re.compile(
    rf"(?<![\w.,])({_AMOUNT}(?:\s[A-Za-z]{{1,12}})?\s(less|minus|plus|times|multiplied\sby|divided\sby)\s{_AMOUNT})"
    rf"(?:\s[A-Za-z]{{1,12}})?,?\s(?:is|are|leaves|makes|equals|gives|comes\sto|amounts\sto|totals)\s({_AMOUNT})(?![\w%/:]|[.,]\d)",
)
_SAID_SIGNS = {
    "less": "-",
    "minus": "-",
    "plus": "+",
    "times": "*",
    "multiplied by": "*",
    "divided by": "/",
}
_ASIDE = re.compile(rf"({_NUMBER})(?:\s\w{{1,12}}){{0,2}}\s?\(\s?{_CHAIN}\s?\)")
_SHARE = re.compile(
    r"(?<![\w.,/])(\d[\d,]{0,15})\s(?:out\s)?of\s(?:the\s|all\s)?(\d[\d,]{0,15})\b(?![.,]\d)"
    r"([^%;\n]{0,60}?)\(?\b(\d{1,3}(?:\.\d{1,4})?)\s?(?:%|percent)"
)
_OPERATOR = re.compile(r"\s?([-+\u2212\u2013x\u00d7*/\u00f7])\s?(?=[$\u20ac\u00a3]?\s?\d)")
_SIGNS = {"\u2212": "-", "\u2013": "-", "x": "*", "\u00d7": "*", "\u00f7": "/"}
_LOOKS_SPACED = re.compile(r"\s[-+\u2212\u2013x\u00d7*/\u00f7]\s")


def sums_of(sentence: Sentence) -> dict[int, Sum]:
    """The results in a sentence that are reckoned in it, by where they stand in it, right or wrong."""
    found = {each.start: each for each in sums_in(sentence.text)}
    if len(sentence.stated) > 2:
        for each in (*named_results(sentence), *expressions_in(sentence)):
            found[each.start] = each
    return found


def sums_in(text: str) -> list[Sum]:
    """The results in a text that are reckoned beside them, right or wrong.

    Example:
        >>> [(each.said, each.right, each.is_right) for each in sums_in("$118 + $134 = $262")]
        [('$262', Decimal('252'), False)]
    """
    found: list[Sum] = []
    for match in _EQUATION.finditer(text):
        found += _compared(match, expression=1, result=2)
    for match in _ASIDE.finditer(text):
        if _LOOKS_SPACED.search(match[2]):  # `12 (3-5)` is a range
            found += _compared(match, expression=2, result=1)
    for match in _SPOKEN.finditer(text):
        found += _spoken(match)
    for match in _SHARE.finditer(text):
        part, whole, said = number_of(match[1]), number_of(match[2]), Decimal(match[4])
        places = len(match[4].partition(".")[2])
        has_more = any(letter.isdigit() for letter in match[3])
        if whole and part <= whole and not has_more:
            right = part / whole * 100
            if is_of_another_share(text, match.start(), match.end(), right):
                continue
            is_right = abs(right - said) <= Decimal(1) / Decimal(10) ** places
            right = right.quantize(Decimal(1) / Decimal(10) ** max(places, 1))
            said_text = text[match.start(4) : match.end()].strip()
            how = f"{match[1]} of {match[2]}"
            found.append(Sum(match.start(4), said_text, how, right, is_right))
    return found


def _spoken(match: re.Match[str]) -> list[Sum]:
    """A sum told in words: `1,286 less 214 leaves 1,072`."""
    right = _reckoned(f"{match[2]} {_SAID_SIGNS[match[3]]} {match[4]}")
    if right is None:
        return []
    value, places = number_of(match[6]), len(match[6].partition(".")[2])
    allowed = (
        Decimal(1) / Decimal(10) ** places if right != right.to_integral_value() else Decimal(0)
    )
    is_right = abs(abs(right) - value) <= allowed
    return [Sum(match.start(5), match[5], match[1], right, is_right)]


def _compared(match: re.Match[str], *, expression: int, result: int) -> list[Sum]:
    right = _reckoned(match[expression])
    said = match[result].lstrip("$\u20ac\u00a3 ")
    if right is None:
        return []
    value = number_of(said.rstrip(","))
    places = len(said.partition(".")[2])
    # a result may be rounded, and a unit may turn up later in the text
    allowed = (
        Decimal(1) / Decimal(10) ** places if right != right.to_integral_value() else Decimal(0)
    )
    is_right = abs(abs(right) - value) <= allowed + Decimal("0.005")
    start = match.start(result) + len(match[result]) - len(match[result].lstrip())
    return [Sum(start, match[result].strip(), match[expression].strip(), right, is_right)]


def _reckoned(expression: str) -> Decimal | None:
    """The value of a chain of operations; products first."""
    parts = _OPERATOR.split(expression.strip())
    numbers = [number_of(part.strip().lstrip("$\u20ac\u00a3 ").rstrip(",")) for part in parts[::2]]
    signs = [_SIGNS.get(sign, sign) for sign in parts[1::2]]
    terms = [numbers[0]]
    pending: list[str] = []
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "*":
            terms[-1] *= number
        elif sign == "/":
            if not number:
                return None
            terms[-1] /= number
        else:
            pending.append(sign)
            terms.append(number)
    total = terms[0]
    for sign, term in zip(pending, terms[1:], strict=True):
        total = total + term if sign == "+" else total - term
    return total
