"""Calculations that an answer spells out, operand by operand: `4 nights x €129 = €516`.

Read from the particulars of a sentence and what stands between them, so that any way to write a number,
a currency or a unit will do, and words after an operand (`4 nights`) are stepped over.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["AMOUNTS", "Sum", "expressions_in", "last_digit", "shown"]

AMOUNTS = frozenset(("number", "money", "percent", "quantity", "duration"))
"""Kinds of particulars that are reckoned with."""

_LOOSE = r"\s{0,6}[$\u20ac\u00a3\u00a5]?\s{0,2}"
_WORDS = r"(?:\s?[^\W\d_]{1,16}\.?){0,3}"
_OPERATION = re.compile(
    rf"{_WORDS}[%)\s]{{0,6}}(?:(?P<close>[+\u2212\u00d7\u00f7*])|\s(?P<spaced>[-\u2013x/:]))[\s(]{{0,6}}[$\u20ac\u00a3\u00a5]?\s{{0,2}}"
)
_EQUALS = re.compile(
    rf"{_WORDS}[%)\s]{{0,6}}(?P<how>=|\u2248|\u2243|\u2245|\s(?:is|are|makes?|gives?|equals|ist|sind|macht|ergibt|fait|font|donne|es|son"
    rf"|da|\u00e8|fa|fanno|s\u00e3o|\u00e9|d\u00e1|daje|wynosi|maakt)\s)(?:[^\W\d_]{{1,12}}\s)?[~\u2248]?{_LOOSE}"
)
_SIGNS = {"\u2212": "-", "\u2013": "-", "\u00d7": "*", "x": "*", "\u00f7": "/", ":": "/"}
_MORE_BEFORE = re.compile(
    r"[-+\u2212\u2013\u00d7*/\u00f7^\u221a]\s{0,3}[($\u20ac\u00a3\s]{0,6}\Z|\w\(\s?\Z"
)
_MORE_AFTER = re.compile(
    r"\s{0,6}[+\u2212\u00d7*/\u00f7^]|\s[-\u2013x]\s?[\d$\u20ac\u00a3(]|[.,:/]\d"
)
_OPENING = re.compile(r"[(\s$\u20ac\u00a3\u00a5]{0,8}\Z")
_MOST_READINGS = 64
_MOST_OPERANDS = 16
_HUNDRED = Decimal(100)
_HALF_CENT = Decimal("0.005")


class Sum(NamedTuple):
    """A result beside what it is reckoned from.

    Attributes:
        start: Where the result stands in the text.
        said: The result, as written.
        expression: What it is reckoned from.
        right: What that comes to.
        is_right: Whether the result is that, as rounded as it is.
        suffix: What is to be written after the right result.
        in_words: Whether words alone say that it is reckoned, and evidence may know better.
    """

    start: int
    said: str
    expression: str
    right: Decimal
    is_right: bool
    suffix: str = ""
    in_words: bool = False


def shown(sentence: Sentence) -> list[Particular]:
    """The amounts of a sentence, in order, each once."""
    return [each for each in sentence.stated if each.kind in AMOUNTS and each.value is not None]


def last_digit(claim: Particular) -> Decimal:
    """What one more in the last digit written of a number would be."""
    return Decimal(claim.scale) / Decimal(10) ** max(claim.places, 0)


def expressions_in(sentence: Sentence) -> Iterator[Sum]:
    """The results in a sentence that stand beside what they are reckoned from, right or wrong."""
    amounts = shown(sentence)
    if len(amounts) < 3:
        return
    text, offset = sentence.text, sentence.start
    gaps = [text[one.end - offset : two.start - offset] for one, two in pairwise(amounts)]
    at = 0
    while at < len(gaps):
        signs: list[str] = []
        while at + len(signs) < len(gaps) and len(signs) < _MOST_OPERANDS:
            sign = _operator(gaps[at + len(signs)])
            if sign is None:
                break
            signs.append(sign)
        end = at + len(signs)
        is_sum = bool(signs) and end < len(gaps) and _EQUALS.fullmatch(gaps[end]) is not None
        if is_sum:
            yield from _weighed(sentence, amounts[at : end + 2], signs, gaps[end])
        at = end + 1


def _operator(gap: str) -> str | None:
    found = _OPERATION.fullmatch(gap) if len(gap) < 60 else None
    if found is None or ("(" in gap and ")" in gap):
        return None
    sign = found["close"] or found["spaced"]
    if found["spaced"] and not gap[found.end("spaced") :][:1].isspace():
        return None  # `5 -3` is no difference
    brackets = "".join(letter for letter in gap if letter in "()")
    sign = _SIGNS.get(sign, sign)
    return f"){sign}" if brackets.startswith(")") else f"{sign}{brackets}"


def _weighed(
    sentence: Sentence, amounts: list[Particular], signs: list[str], equals: str
) -> Iterator[Sum]:
    *operands, result = amounts
    first = operands[0].start - sentence.start
    before, after = sentence.text[:first], sentence.text[result.end - sentence.start :]
    if _MORE_BEFORE.search(before[-12:]) or _MORE_AFTER.match(after):
        return
    opening = _OPENING.search(before[-8:])
    depth = opening[0].count("(") if opening is not None else 0
    closing = sum(sign.count(")") - sign.count("(") for sign in signs) + equals.count(")")
    if closing > depth or not _is_alike(operands, result, signs):
        return
    rights = list(_results(operands, result, signs, "(" * closing))
    if not rights:
        return
    is_rough = any(sign in equals for sign in "\u2248\u2243\u2245~")
    known = result.keys[:1] if result.kind == "percent" else result.keys[:2]
    readings = [key for key in known if isinstance(key, Decimal)]
    is_right = any(
        _is_near(right, reading, result, is_rough=is_rough)
        for right in rights for reading in readings
    )  # fmt: skip
    written = "(" * closing + sentence.text[first : operands[-1].end - sentence.start]
    written += ")" * (written.count("(") - written.count(")"))
    suffix = "%" if result.kind == "percent" else ""
    yield Sum(
        result.start - sentence.start,
        result.text,
        " ".join(written.split()),
        rights[0],
        is_right,
        suffix,
    )


def _is_near(right: Decimal, said: Decimal, result: Particular, *, is_rough: bool) -> bool:
    """Whether a result is the right one, rounded as it is written."""
    digit = last_digit(result)
    if is_rough:
        while said and said % (digit * 10) == 0:
            digit *= 10
    is_rounded = is_rough or right % digit != 0
    return abs(abs(right) - said) <= (digit if is_rounded else Decimal(0)) + min(
        _HALF_CENT, digit / 2
    )


def _is_alike(operands: list[Particular], result: Particular, signs: list[str]) -> bool:
    """Whether what is added up is measured alike: no hours with minutes, no euros with dollars."""
    if all(sign.strip("()") in "*/" for sign in signs):
        return True
    factors = any(sign.strip("()") in "*/" for sign in signs)
    units = {each.unit for each in (*operands, result) if each.unit is not None}
    return factors or len(units) <= 1


def _results(
    operands: list[Particular], result: Particular, signs: list[str], opening: str
) -> Iterator[Decimal]:
    """What an expression comes to, by each way to read its numbers; the most likely first."""
    seen: set[Decimal] = set()
    choices = [_readings(each, place, signs) for place, each in enumerate(operands)]
    for values in islice(product(*choices), _MOST_READINGS):
        value = _evaluated(values, signs, opening)
        if value is None:
            continue
        is_share = result.kind == "percent" and all(each.kind != "percent" for each in operands)
        for each in (value * _HUNDRED, value) if is_share else (value,):
            if each not in seen:
                seen.add(each)
                yield each
    yield from _with_percent(operands, signs)


def _readings(each: Particular, place: int, signs: list[str]) -> list[Decimal]:
    """The numbers that an operand may be; a percentage is a hundredth where it multiplies."""
    keys = [key for key in each.keys[:2] if isinstance(key, Decimal)]
    beside = {sign.strip("()") for sign in signs[max(0, place - 1) : place + 1]}
    return keys[::-1] if each.kind == "percent" and beside & {"*", "/"} else keys


def _with_percent(operands: list[Particular], signs: list[str]) -> Iterator[Decimal]:
    """`200 + 10 %` is 220."""
    if len(operands) == 2 and operands[1].kind == "percent" and operands[0].kind != "percent":
        base, share = operands[0].value, operands[1].value
        if base is not None and share is not None and signs[0] in "+-":
            part = base * share / _HUNDRED
            yield base + part if signs[0] == "+" else base - part


_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


def _evaluated(values: tuple[Decimal, ...], signs: list[str], opening: str) -> Decimal | None:
    """The value of an expression with brackets, products first."""
    numbers: list[Decimal] = []
    pending: list[str] = [*opening]
    for place, value in enumerate(values):
        numbers.append(value)
        for sign in signs[place] if place < len(signs) else "":
            if sign == "(":
                pending.append(sign)
            elif not _reduced(numbers, pending, _RANK.get(sign, 0)):
                return None
            elif sign == ")":
                if not pending:
                    return None
                pending.pop()
            else:
                pending.append(sign)
    while pending:
        if not _reduced(numbers, pending, 0):
            return None
        if pending:
            pending.pop()
    return numbers[0] if len(numbers) == 1 else None


def _reduced(numbers: list[Decimal], pending: list[str], rank: int) -> bool:
    """Work out what is pending up to the last bracket and binds as firmly; whether it can be."""
    while pending and pending[-1] != "(" and _RANK[pending[-1]] >= rank:
        sign, right, left = pending.pop(), numbers.pop(), numbers.pop()
        if sign == "/" and not right:
            return False
        numbers.append(
            left + right if sign == "+" else left - right if sign == "-"
            else left * right if sign == "*" else left / right
        )  # fmt: skip
    return True
