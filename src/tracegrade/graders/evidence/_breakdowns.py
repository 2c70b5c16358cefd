"""Payments split into parts: do the parts come to the total that the answer gives?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graph.values import Particular

__all__ = ["breakdown_faults"]

_PAYMENT = re.compile(r"\b(?:payments?|paid|pay|split|breakdown|charged|settled)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal\b(?! (?:from|of all|refund|saving|remaining))", re.IGNORECASE)
_MEANS = re.compile(
    r"\b(?:cards?|certificates?|vouchers?|cash|visa|master\s?card|amex|paypal|wallet|points|account|paid"
    r"|cheque|check|transfer|charged)\b",
    re.IGNORECASE,
)
_NOT_A_PART = re.compile(
    r"\b(?:balance|total|refund\w*|fees?|tax|discount|credit back|was|previous\w*|original\w*|old"
    r"|per|each|difference)\b",
    re.IGNORECASE,
)
_STILL_CHARGED = re.compile(r"\bcharged\b", re.IGNORECASE)
_TAKEN = re.compile(r"\s?(?:from|with|using|on|to|by|via)\b", re.IGNORECASE)
_FURTHEST = 20  # sentences from a total to its parts
_CENT = 1


def breakdown_faults(claims: Claims) -> Iterator[Check]:
    """A fault for each total whose parts, as the answer lists them, come to something else.

    Parts are the items under one that speaks of payment, or under or beside a total and each paid
    by some means; or the amounts of one sentence that are each taken from somewhere:
    `$250 from the certificate, $55 from the card`.
    """
    for number, sentence in enumerate(claims.sentences):
        if sentence.mood is not None:
            continue
        parts = _parts_at(claims.sentences, number)
        total = _total_before(claims.sentences, number) if len(parts) > 1 else None
        if total is None:
            continue
        come_to = sum(_value(part) for part in parts)
        if abs(come_to - _value(total)) * 100 < _CENT:
            continue
        how = " + ".join(part.text for part in parts[:6])
        message = f"{how} is {come_to}, and the total is given as {total.text}"
        yield Check(
            "money", total.text, total.start, "contradicted", code="E07", message=message[:200],
            expected=str(come_to), note="parts of a payment",
        )  # fmt: skip


def _parts_at(sentences: list[Sentence], number: int) -> list[Particular]:
    """The parts that a sentence lists, or that are listed under or after it."""
    sentence = sentences[number]
    if _PAYMENT.search(sentence.text):
        return _taken_from(sentence) or _items(sentences, number, sentence.depth + 1)
    if _TOTAL.search(sentence.text) and len(_money(sentence)) == 1:
        under = _items(sentences, number, sentence.depth + 1, by=_MEANS)
        return under or (
            _items(sentences, number, sentence.depth, by=_MEANS) if sentence.depth else []
        )
    return []


def _value(part: Particular) -> Decimal:
    assert part.value is not None
    return part.value


def _money(sentence: Sentence) -> list[Particular]:
    return [each for each in sentence.stated if each.kind == "money"]


def _taken_from(sentence: Sentence) -> list[Particular]:
    """The amounts of a sentence, if each is taken from somewhere."""
    found = _money(sentence)
    if len(found) < 2 or _NOT_A_PART.search(sentence.text):
        return []
    ends = [each.end - sentence.start for each in found]
    return found if all(_TAKEN.match(sentence.text, end) for end in ends) else []


def _items(
    sentences: list[Sentence], number: int, depth: int, by: re.Pattern[str] | None = None
) -> list[Particular]:
    """The amounts of the items of a depth after a sentence, if each of them is a part."""
    parts: list[Particular] = []
    for item in sentences[number + 1 : number + _FURTHEST]:
        if item.depth < depth or item.kind != "item":
            break
        if item.depth > depth:
            continue
        found = _money(item)
        is_other = _NOT_A_PART.search(item.text) and not _STILL_CHARGED.search(item.text)
        if len(found) != 1 or is_other or item.mood is not None:
            return []
        if by is not None and by.search(item.text) is None:
            return []
        parts += found
    return parts


def _total_before(sentences: list[Sentence], number: int) -> Particular | None:
    """The total given last before the parts, or in the sentence above them."""
    for sentence in reversed(sentences[max(0, number - _FURTHEST) : number + 1]):
        found = _money(sentence)
        if _TOTAL.search(sentence.text) is None or not found:
            continue
        return found[0] if len(found) == 1 and sentence.mood is None else None
    return None
