"""Amounts that follow from the numbers of one record, of one column, or of one result with few of them.

The price of an order line is its quantity times its unit price, a share is a part of what stands beside it, a
length lies between a start and an end. Operands are kept to what belongs together, so that few results hit by
accident: a record is used where the sentence names it or shows one of its numbers.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from itertools import combinations, islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._measures import in_major_units
from tracegrade.graph.values import particulars_in, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["groups_of", "lasting", "numbers_of", "reckoned_within", "share_within"]

_MOST_RECORDS = 400  # of one result
_MOST_RESULTS = 40
_MOST_NUMBERS = 10  # of one record
_MOST_SHARED = 6  # numbers of a record of which one may be a share of another
_FEW_SHARED = 4  # where the percentage is a whole one
_MOST_MOMENTS = 8
_LONGEST_LEAF = 40
_DIGITS_TO_TELL = 3  # digits of a result that is not there by accident
_NAMES = frozenset(
    ("id", "year", "zip", "postcode", "phone", "page", "version", "code", "number", "no")
)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?"
)
_PUT_TOGETHER = re.compile(
    r"\b(?:total\w*|sums?|together|combined|both|left|remain\w*|rest|differ\w*|more|less|fewer|sav\w+|net|minus|plus|after|summe\w*|gesamt\w*"
    r"|insgesamt|zusammen|\u00fcbrig|verbleib\w*|bleib\w*|mehr|weniger|nach|somme|ensemble|reste\w*|\u00e9cart|moins|suma|queda\w*|restan\w*"
    r"|m\u00e1s|menos|insieme|resta\w*|pi\u00f9|meno|dopo|soma|mais|sobra\w*|totaal|samen|blijft|verschil|meer|minder|razem|\u0142\u0105cznie"
    r"|pozosta\w*|wi\u0119cej|mniej)\b|\u5408\u8a08|[\u6b8b\u5dee]",
    re.IGNORECASE,
)
_DAY_S = 86_400
_HUNDRED = Decimal(100)
_CENT = Decimal("0.005")


def numbers_of(record: Record) -> list[Decimal]:
    """The amounts of a record, the names left out."""
    found: list[Decimal] = []
    for name, value in record.fields:
        if isinstance(value, bool) or _NAMES.intersection(field_words(name)[-1:]):
            continue
        number = number_of_leaf(value)
        if number:
            found.append(number)
    found += [amount for _, amount in in_major_units(record) if isinstance(amount, Decimal)]
    return list(dict.fromkeys(found))[:_MOST_NUMBERS]


def number_of_leaf(value: object) -> Decimal | None:
    """The one number that a field holds, without its sign."""
    if isinstance(value, int | float):
        number = Decimal(str(value))
        return abs(number) if number.is_finite() else None
    if not isinstance(value, str) or len(value) > _LONGEST_LEAF or not any(map(str.isdigit, value)):
        return None
    found = list(particulars_in(value))
    return (
        found[0].value if len(found) == 1 and found[0].kind not in ("date", "time", "id") else None
    )


def groups_of(
    store: EvidenceStore, before: int, shown: Iterable[Decimal], named: list[Record]
) -> Iterator[list[Decimal]]:
    """The numbers of each record that the sentence names or of which it shows one, the last first."""
    seen = {each for each in shown if each > 1}
    ids = {id(record) for record in named}
    for records in _results(store, before):
        for record in records:
            own = _amounts_of(store, record)
            parts = [record, *([record.parent] if record.parent is not None else [])]
            if not own or not (ids.intersection(map(id, parts)) or seen.intersection(own)):
                continue
            around = _amounts_of(store, record.parent) if record.parent is not None else []
            yield list(dict.fromkeys((*own, *around)))[:_MOST_NUMBERS]


def _amounts_of(store: EvidenceStore, record: Record) -> list[Decimal]:
    known = store.amounts.get(id(record))
    if known is None:
        known = store.amounts[id(record)] = numbers_of(record)
    return known


def _results(store: EvidenceStore, before: int) -> Iterator[list[Record]]:
    steps = [
        call.result for call in store.calls
        if 0 <= call.result < before and call.status in ("ok", "unknown")
    ]  # fmt: skip
    for step in steps[: -_MOST_RESULTS - 1 : -1]:
        yield store.results.records_at(step)[:_MOST_RECORDS]


def reckoned_within(claim: Particular, groups: Iterable[list[Decimal]], said: str) -> str | None:
    """Two numbers of one record whose product or quotient a claim is, or where words say so its sum.

    Args:
        claim: The claim.
        groups: The numbers of each record.
        said: What is said around the claim.
    """
    value = claim.value
    if value is None or not value:
        return None
    is_telling = len(value.as_tuple().digits) >= _DIGITS_TO_TELL
    is_telling = is_telling and _PUT_TOGETHER.search(said) is not None
    half = Decimal(claim.scale) / 2 / Decimal(10) ** max(claim.places, 0)
    for group in groups:
        for one, other in combinations(group, 2):
            small, large = sorted((one, other))
            if small > 1 and abs(one * other - value) <= min(half, _CENT):
                return f"{one} * {other}"
            if small > 1 and abs(large / small - value) <= half * (value != large):
                return f"{large} / {small}"
            if is_telling and min(abs(one + other - value), abs(large - small - value)) < _CENT:
                return f"{one} and {other}"
    return None


def share_within(claim: Particular, groups: Iterable[list[Decimal]]) -> str | None:
    """Two numbers of one record of which one is so many percent of the other."""
    if claim.value is None:
        return None
    half = Decimal(1) / 2 / Decimal(10) ** max(claim.places, 0)
    most = _MOST_SHARED if claim.places > 0 else _FEW_SHARED
    for group in groups:
        if len(group) > most:
            continue
        for one, other in combinations(group, 2):
            small, large = sorted((one, other))
            ways = (small / large, 1 - small / large, large / small - 1)
            if any(abs(way * _HUNDRED - claim.value) <= half for way in ways):
                return f"{small} of {large}"
    return None


# Lengths of time


def lasting(claim: Particular, store: EvidenceStore, before: int) -> str | None:
    """A start and an end that one result states, so far apart."""
    unit = unit_named(claim.unit or "")
    if unit is None or claim.value is None or unit.factor > _DAY_S:
        return None
    wanted = claim.value * unit.factor
    half = unit.factor / 2 / Decimal(10) ** max(claim.places, 0)
    for records in _results(store, before):
        whole = [each for record in records for each in _moments(record)]
        groups = [whole] if len(whole) <= _MOST_MOMENTS else _by_entry(records)
        for moments in groups:
            for one, other in combinations(moments, 2):
                if one[0] == other[0] and abs(abs(one[1] - other[1]) - wanted) <= half:
                    return "between two times of one result"
    return None


_Moments = list[tuple[bool, int]]
"""Whether each has a day, and its seconds."""


def _by_entry(records: list[Record]) -> Iterator[_Moments]:
    """The moments of each record with those of the objects in it."""
    groups: dict[int, _Moments] = {}
    for record in records:
        moments = _moments(record)
        around: Record | None = record
        for _ in range(3):
            if around is None:
                break
            groups.setdefault(id(around), []).extend(moments)
            around = around.parent
    return (each for each in groups.values() if 1 < len(each) <= _MOST_MOMENTS)


def _moments(record: Record) -> _Moments:
    found: _Moments = []
    for _, value in islice(record.fields, 40):
        match = (
            _MOMENT.fullmatch(value)
            if isinstance(value, str) and len(value) < _LONGEST_LEAF
            else None
        )
        if match is None:
            continue
        if match[1] is None:
            found.append((False, int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)))
            continue
        try:
            moment = datetime.fromisoformat(match[1])
        except ValueError:
            continue
        found.append(
            (
                True,
                moment.toordinal() * _DAY_S
                + moment.hour * 3600
                + moment.minute * 60
                + moment.second,
            )
        )
    return found
