"""Numbers that follow from others by one step of arithmetic, with the step as witness.

Operands are few on purpose: with many numbers at hand nearly every value is some sum or product
(measured on tau-bench by the authors of the design: an unbounded search accepts most mutations).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import combinations, pairwise, product
from statistics import median
from typing import TYPE_CHECKING, Any

from tracegrade.graph.values import particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call

__all__ = [
    "Columns", "asks_to_reckon", "cells_of", "columns_of", "count_of", "is_asked_for", "lists_in", "number_in", "span_of_days", "speaks_of_age", "speaks_of_reckoning",
    "sum_of_run", "witness", "witness_of_pair", "witness_of_share", "years_between",
]  # fmt: skip

_MOST_OPERANDS = 24
_MOST_SHARED = 10  # numbers that may make a percentage; more make any
_LARGEST_QUANTITY = 12
_MOST_NODES = 20_000  # of a result's JSON; the rest is not summed
_MOST_PAIRED = 6  # cells of a column; with more, pairs hit too much by accident
_MOST_RUNS = 8  # cells of a column, of which neighbours are added up
_MOST_DATES = 12
_MEAN = re.compile(
    r"\b(?:mean|average[ds]?|on average|per|durchschnitt\w*|schnitt|mittel\w*|moyenne\w*|promedio|media|m\u00e9dia|gemiddeld\w*"
    r"|\u015bredni\w*|median\w*|m\u00e9diane?|mediana)\b|\u5e73\u5747",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:differ\w*|range[sd]?|spread|more|less|saves?|saving|cheaper|between|gap|up to|unterschied|differenz|spanne|mehr|weniger"
    r"|diff\u00e9rence|\u00e9cart|plus|moins|diferencia|m\u00e1s|menos|differenza|pi\u00f9|meno|diferen\u00e7a|mais|verschil|meer|minder|r\u00f3\u017cnica"
    r"|wi\u0119cej|mniej)\b|\u5dee",
    re.IGNORECASE,
)
_RECKONED = re.compile(
    r"\b(?:total\w*|subtotal|sums?|summed|combined|both|altogether|together|overall|each|every|per|remain\w*"
    r"|left|leav\w+|rest|refund\w*|differ\w*|sav\w+|more|less|fewer|cheaper|dearer|extra|additional\w*"
    r"|increas\w*|decreas\w*|ris\w+|rose|gain\w*|drop\w*|fell|fall\w*|grew|growth|net|after|minus|plus"
    r"|averag\w*|mean|rang\w+|spread|gap|between|com\w+ to|came to|amount\w* to|makes?|makes up|adds? up|owe\w*|so"
    r"|therefore|thus|hence|twice(?!\s(?:daily|weekly|an?|per|each|every)\b)|double|half|third|shared?|split|spent|worth|due|outstanding|short|over"
    r"|under|above|below|shortfall|surplus|profit|loss|margin|change[sd]?|up from|down from|than|all|x|times"
    r"|previous\w*|original\w*|excluding|including|incl|excl|without|with"
    # German
    r"|gesamt\w*|insgesamt|summe\w*|zusammen|je|pro|verbleib\w*|bleib\w*|\u00fcbrig|rest\w*|unterschied\w*|differenz|mehr|weniger|minus|macht"
    r"|ergibt|also|somit|damit|durchschnitt\w*|mittel\w*|abz\u00fcglich|zuz\u00fcglich|nach|gestiegen|gesunken|doppelt|h\u00e4lfte|spar\w*"
    # French
    r"|totaux|somme|ensemble|chacune?|chaque|par|reste\w*|diff\u00e9rence|\u00e9cart|moins|moyenne\w*|soit|donc|apr\u00e8s|hausse|baisse|augment\w*"
    r"|diminu\w*|moiti\u00e9|\u00e9conom\w*"
    # Spanish, Italian, Portuguese
    r"|suma\w*|juntos|conjunto|cada|por|queda\w*|restan\w*|diferencia|m\u00e1s|menos|promedio|media|tanto|despu\u00e9s|aument\w*|dismin\w*|mitad"
    r"|ahorr\w*|totale|somma|insieme|ciascun\w*|ogni|resta\w*|differenza|pi\u00f9|meno|quindi|dopo|met\u00e0|risparmi\w*|totais|soma|juntos|ao todo"
    r"|diferen\u00e7a|mais|m\u00e9dia|portanto|depois|metade|sobra\w*|economi\w*"
    # Dutch, Polish
    r"|totaal|som|samen|elk|resterend\w*|blijft|over|verschil|meer|minder|gemiddeld\w*|dus|na|helft|razem|\u0142\u0105cznie|suma|ka\u017cd\w*|pozosta\w*"
    r"|r\u00f3\u017cnica|wi\u0119cej|mniej|\u015bredni\w*|czyli|po|po\u0142owa)\b|[=+\u00d7\u5408\u8a08\u5dee]|\u5e73\u5747",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:sums?|sum up|totals?|together|altogether|combined|difference|average|mean|save|saving|add(?:s|ed)? up"
    r"|double|half|how (?:much|many) (?:more|less|fewer|longer|cheaper|older|faster)|calculate|work out"
    r"|summe|gesamt|insgesamt|zusammen|unterschied|differenz|durchschnitt\w*|somme|ensemble|diff\u00e9rence|moyenne|suma|diferencia|promedio"
    r"|media|somma|insieme|differenza|soma|diferen\u00e7a|m\u00e9dia|totaal|samen|verschil|gemiddeld\w*|razem|\u0142\u0105cznie|r\u00f3\u017cnica|\u015bredni\w*)\b"
    r"|[\u5408\u8a08\u5dee]|\u5e73\u5747",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:born|birth\w*|aged?|years?|old|anniversary|turn(?:s|ed))\b", re.IGNORECASE
)
_CENT = Decimal("0.005")

Columns = dict[Decimal, tuple[int, str]]
"""Sums and counts over single columns of results: the step, and how each came about."""


def witness(
    value: Decimal, operands: list[Decimal], columns: Columns, before: int, sentence: str = ""
) -> str | None:
    """An operation on displayed numbers, or on one column, that gives a value.

    Small whole numbers are quantities: they multiply, and are neither added nor taken away.
    """
    known = columns.get(value)
    if known is not None and known[0] < before and is_asked_for(known[1], sentence):
        return known[1]
    found = witness_of_pair(value, operands)
    if found is not None:
        return found
    amounts = _amounts_of(operands)
    quantities = sorted({each for each in operands if _is_quantity(each) and each > 1})
    for amount in amounts:
        for quantity in quantities:
            if abs(amount * quantity - value) < _CENT:
                return f"{amount} * {quantity}"
    if "%" in sentence or "percent" in sentence:
        for one, other in combinations(amounts, 2):
            if abs(one * other / 100 - value) < _CENT:
                return f"{one} * {other} / 100"
    return sum_of_run(value, [each for each in operands if not _is_quantity(each)])


def count_of(value: Decimal, columns: Columns, before: int) -> str | None:
    """The list whose length a value is, if any."""
    known = columns.get(value)
    is_count = known is not None and known[0] < before and known[1].startswith("count")
    return known[1] if known is not None and is_count else None


def witness_of_pair(
    value: Decimal, operands: list[Decimal], others: list[Decimal] | None = None
) -> str | None:
    """Two displayed numbers whose sum or difference a value is; one of the others, if given."""
    amounts = _amounts_of(operands)
    pairs = combinations(amounts, 2) if others is None else product(amounts, _amounts_of(others))
    for one, other in pairs:
        if abs(one + other - value) < _CENT:
            return f"{one} + {other}"
        if one != other and abs(abs(one - other) - value) < _CENT:
            return f"{max(one, other)} - {min(one, other)}"
    return None


def _amounts_of(operands: list[Decimal]) -> list[Decimal]:
    amounts = dict.fromkeys(each for each in operands if each and not _is_quantity(each))
    return list(amounts)[:_MOST_OPERANDS]


@lru_cache(maxsize=256)
def speaks_of_reckoning(text: str) -> bool:
    """Whether a text says that a number was worked out from others.

    Example:
        >>> speaks_of_reckoning("The total is $40."), speaks_of_reckoning("It costs $40.")
        (True, False)
    """
    return _RECKONED.search(text) is not None


def asks_to_reckon(text: str) -> bool:
    """Whether a question asks for a number to be worked out.

    Example:
        >>> asks_to_reckon("How much is that together?"), asks_to_reckon("What does it cost?")
        (True, False)
    """
    return _ASKED.search(text) is not None


def is_asked_for(how: str, sentence: str) -> bool:
    """Whether a sentence speaks of a mean or a difference, where that is what was worked out."""
    for word, said in (("mean", _MEAN), ("difference", _DIFFERENCE)):
        if how.startswith(word):
            return said.search(sentence) is not None
    return True


def _is_quantity(value: Decimal) -> bool:
    return value <= _LARGEST_QUANTITY and value == value.to_integral_value()


def sum_of_run(value: Decimal, amounts: list[Decimal]) -> str | None:
    """Three or more amounts shown one after the other that add up to a value."""
    shown = amounts[:_MOST_OPERANDS]
    for start in range(len(shown) - 2):
        total = Decimal()
        for end in range(start, len(shown)):
            total += shown[end]
            if end - start >= 2 and abs(total - value) < _CENT:
                return f"sum of {end - start + 1} amounts shown one after the other"
    return None


def witness_of_share(
    percent: Decimal, places: int, operands: list[Decimal], *, most: int = _MOST_SHARED
) -> str | None:
    """Two of the last few displayed numbers that give a percentage, as a share or a change."""
    half = Decimal(1) / 2 / Decimal(10) ** max(places, 0)
    for part, whole in combinations(dict.fromkeys(operands[-most:]), 2):
        for one, other in ((part, whole), (whole, part)):
            if not other:
                continue
            for share, how in (
                (one / other, f"{one} / {other}"),
                (abs(one - other) / other, f"change from {other} to {one}"),
            ):
                if abs(share * 100 - percent) <= half:
                    return how
    return None


def span_of_days(days: Decimal, dates: list[tuple[int, int, int]]) -> str | None:
    """Two dates that lie so many days apart, counted with or without the last one."""
    known = [each for each in (_date(each) for each in dict.fromkeys(dates)) if each is not None]
    for one, other in combinations(known[-_MOST_DATES:], 2):
        if days in (abs((one - other).days), abs((one - other).days) + 1):
            return f"{min(one, other)} to {max(one, other)}"
    return None


@lru_cache(maxsize=256)
def speaks_of_age(text: str) -> bool:
    """Whether a text tells how many years something has lasted.

    Example:
        >>> speaks_of_age("Born in May, so she is 74."), speaks_of_age("It is 74.")
        (True, False)
    """
    return _AGED.search(text) is not None


def years_between(years: Decimal, dates: list[tuple[int, int, int]]) -> str | None:
    """Two dates between which so many whole years lie."""
    known = [each for each in (_date(each) for each in dict.fromkeys(dates)) if each is not None]
    for one, other in combinations(sorted(known[-_MOST_DATES:]), 2):
        is_before = (other.month, other.day) < (one.month, one.day)
        if other.year - one.year - is_before == years:
            return f"{one} to {other}"
    return None


def _date(parts: tuple[int, int, int]) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None


def columns_of(calls: list[Call]) -> Columns:
    """Sums over each numeric column of each result, and the length of each list."""
    columns: Columns = {}
    for call in calls:
        if call.result < 0 or call.status in ("error", "denied", "pending"):
            continue
        for rows in lists_in(call.content):
            columns.setdefault(Decimal(len(rows)), (call.result, f"count of {len(rows)} entries"))
            sums: dict[str, list[Decimal]] = {}
            for row in rows:
                for key, item in cells_of(row):
                    number = number_in(item)
                    if number is not None:
                        sums.setdefault(key, []).append(number)
            for key, numbers in sums.items():
                _add_column(columns, key or "a list", numbers, call.result)
    return columns


def _add_column(columns: Columns, name: str, numbers: list[Decimal], step: int) -> None:
    """Sum, mean and spread of a column, and the sum of any two cells where they are few."""
    if len(numbers) > 1:
        total = sum(numbers, Decimal())
        columns.setdefault(total, (step, f"sum of {name}"))
        columns.setdefault(total / len(numbers), (step, f"mean of {name}"))
        columns.setdefault(median(numbers), (step, f"mean (median) of {name}"))
        mean = (total / len(numbers)).quantize(Decimal("0.01"))
        columns.setdefault(mean, (step, f"mean of {name}"))
        columns.setdefault(mean.quantize(Decimal("0.1")), (step, f"mean of {name}"))
        columns.setdefault(max(numbers) - min(numbers), (step, f"difference of {name}"))
    if 2 < len(numbers) <= _MOST_RUNS:
        for start in range(len(numbers) - 2):
            run = numbers[start] + numbers[start + 1]
            for end in range(start + 2, len(numbers)):
                run += numbers[end]
                columns.setdefault(run, (step, f"sum of {end - start + 1} rows of {name}"))
    if 2 < len(numbers) <= _MOST_PAIRED:
        for one, other in pairwise(numbers):
            columns.setdefault(one + other, (step, f"{one} + {other} of {name}"))


def lists_in(value: Any) -> Iterator[list[Any]]:
    """The lists of a decoded value, those inside of others too."""
    stack = [value]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, list):
            yield item
            stack += item


def cells_of(row: Any) -> Iterator[tuple[str, Any]]:
    """The cells of a row, those of an object inside it by dotted name."""
    if not isinstance(row, dict):
        yield "", row
        return
    for key, item in row.items():
        if isinstance(item, dict):
            yield from ((f"{key}.{inner}", cell) for inner, cell in item.items())
        else:
            yield key, item


def number_in(value: Any) -> Decimal | None:
    """The number that a cell holds, or the amount of money."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        found = next(particulars_in(value[:24]), None) if value[:1] in "$\u20ac\u00a3" else None
        if found is not None and found.kind == "money" and found.text == value:
            return found.value
    try:
        number = Decimal(str(value)) if len(str(value)) < 40 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number) < 10**15 else None
