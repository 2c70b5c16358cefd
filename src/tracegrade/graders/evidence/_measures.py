"""What an amount is measured in: its unit beside it, in the name of its field, or in what holds it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._listed_sizes import size_fits
from tracegrade.graders.evidence._minor_units import may_be_hundredths, names_hundredths
from tracegrade.graph.values import UNIT_NAMES, particulars_in, unit_label_of_field, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graph.values import Form, Particular, Record, Unit

__all__ = [
    "is_minor", "may_be_in", "measure_of", "minor_places", "sizes_of", "told_in", "unit_beside", "unit_fits",
]  # fmt: skip

_UNIT_WORDS = frozenset(
    (
        "unit",
        "units",
        "uom",
        "unidad",
        "unidade",
        "einheit",
        "unite",
        "unita",
        "eenheid",
        "jednostka",
    )
)
_OF_MEASURE = frozenset(("of", "measure", "measurement", "code", "name", "type"))
_ANY_AMOUNT = frozenset(
    ("value", "amount", "quantity", "qty", "min", "max", "minimum", "maximum", "low", "high", "from", "to", "total",
     "remaining", "used", "limit", "balance", "size", "average", "mean", "median", "sum", "valor", "wert", "valeur",
     "valore", "waarde", "wartosc", "bedrag", "betrag", "importe", "montant", "reading", "usage", "consumption")
)  # fmt: skip
_NO_AMOUNTS = frozenset(
    ("id", "year", "page", "index", "rank", "position", "count", "version", "exponent", "scale", "decimals",
     "precision", "digits", "number", "no", "month", "day", "zip", "phone", "line")
)  # fmt: skip
_NO_MONEY = frozenset(
    (
        "address",
        "address1",
        "address2",
        "street",
        "zip",
        "postal",
        "postcode",
        "phone",
        "house",
        "seat",
    )
)
_PLACES = frozenset(("exponent", "exp", "scale", "decimals", "precision", "digits"))
_MINOR_WORDS = frozenset(("cents", "cent", "pence", "minor"))
_MINOR_NAMES = frozenset(
    ("cent", "cents", "pence", "minor", "minor_units", "minor units", "minor_unit", "centimes", "groszy", "c\u00e9ntimos")
)  # fmt: skip
_COUNTS = frozenset(
    (
        "count",
        "counts",
        "qty",
        "quantity",
        "pieces",
        "anzahl",
        "nombre",
        "cantidad",
        "quantita",
        "quantidade",
        "aantal",
    )
)
_HUNDRED = Decimal(100)
_MOST_PLACES = 6
_DIVISORS = frozenset(
    ("divisor", "factor", "denominator", "subunits", "subunit_to_unit", "minor_per_major")
)
_POWERS = {10: 1, 100: 2, 1000: 3}
_LONGEST_LABEL = 24
_HIGHEST = 3  # objects around a record in which its unit may stand
_OTHER_SIGNS = re.compile(r"[$\u20ac\u00a3\u00a5]")


def measure_of(label: str | None) -> str | None:
    """What a unit with this name measures; `share` for a percent sign."""
    if label is None:
        return None
    unit = unit_named(label)
    return "share" if label == "%" else None if unit is None else unit.measures


@lru_cache(maxsize=64)
def sizes_of(measures: str) -> tuple[Unit, ...]:
    """The units of one measure, each size once."""
    units = (unit_named(name) for name in UNIT_NAMES)
    return tuple(dict.fromkeys(each for each in units if each and each.measures == measures))


def unit_beside(record: Record, field: str) -> str | None:
    """The unit that a field beside, or around the record, states for the numbers of a field.

    `{"value": 23, "unit": "KG"}`, or `{"unit": "kWh", "readings": [{"value": 18420}]}`.
    """
    around: Record | None = record
    for _ in range(_HIGHEST):
        if around is None:
            return None
        for name, value in around.fields:
            label = _label_stated(name, value) if isinstance(value, str) else None
            if label is not None:
                return label if _is_about(name, field, record) else None
        around = around.parent
    return None


@lru_cache(maxsize=4096)
def _label_stated(name: str, value: str) -> str | None:
    """The unit that a field which is called one holds."""
    if len(value) > _LONGEST_LABEL or not _UNIT_WORDS.intersection(field_words(name)):
        return None
    label = value.strip().lower()
    words = label.replace("_", " ").replace("-", " ").split()
    if label in ("%", "percent", "pct"):
        return "%"
    if unit_named(label) is not None:
        return label
    if len(words) > 1 and "per" not in words and len(words[-1]) > 1 and unit_named(words[-1]):
        return words[-1]
    return None


def _is_about(name: str, field: str, record: Record) -> bool:
    """Whether what a field says of its unit, or of its decimals, is said of another field."""
    rest = {*field_words(name)} - _UNIT_WORDS - _OF_MEASURE - _PLACES
    words = {*field_words(field)}
    if rest:
        return rest <= words
    if words & _ANY_AMOUNT:
        return True
    numbers = {
        key for key, value in record.fields
        if isinstance(value, int | float) and not isinstance(value, bool)
        and not _NO_AMOUNTS.intersection(field_words(key))
    }  # fmt: skip
    return numbers == {field}


def minor_places(record: Record, field: str) -> int | None:
    """The decimal places of an amount in minor units, where a field beside or around says so."""
    around: Record | None = record
    for _ in range(_HIGHEST):
        if around is None:
            return None
        for name, value in around.fields:
            if isinstance(value, str):
                is_minor = value.lower() in _MINOR_NAMES
                places = 2 if is_minor else None
            elif name.lower() in _DIVISORS and value in _POWERS:
                places = _POWERS[value]
            else:
                is_places = bool(_PLACES & set(field_words(name))) and isinstance(value, int)
                places = abs(value) if is_places and 0 < abs(value) <= _MOST_PLACES else None
            if places is not None and name != field:
                is_its = isinstance(value, str) or name.lower() in _DIVISORS
                return places if is_its or _is_about(name, field, record) else None
        around = around.parent
    return None


def is_minor(record: Record, field: str) -> bool:
    """Whether the numbers of a field are hundredths, or the like, of what they are told in."""
    words = field_words(field)
    return (
        bool(_MINOR_WORDS.intersection(words))
        or minor_places(record, field) is not None
        or names_hundredths(record, field)
    )


def in_major_units(record: Record) -> Iterator[Form]:
    """The amounts of a record that it holds in minor units, as they are told."""
    for name, value in record.fields:
        if not isinstance(value, int) or isinstance(value, bool):
            continue
        if is_minor(record, name) or may_be_hundredths(record, name):
            yield "number", Decimal(abs(value)) / 10 ** (minor_places(record, name) or 2)


def unit_fits(claim: Particular, fact: Fact) -> bool:
    """Whether the place that states a number does not measure it in another unit."""
    if claim.kind == "money":
        return _is_of_money(claim, fact)
    if claim.kind == "percent":
        return _is_of_share(claim, fact)
    if claim.unit is None or fact.unit is None or claim.unit == fact.unit:
        return size_fits(claim, fact.text)
    mine, other = unit_named(claim.unit), unit_named(fact.unit)
    if mine is None or mine == other:
        return True
    if other is None:
        return fact.unit != "%" or mine.measures == "share"
    # `size_m` may be anything
    is_other = mine.measures != other.measures
    return len(fact.unit) == 1 if is_other else _is_converted(claim, fact)


def _is_of_money(claim: Particular, fact: Fact) -> bool:
    if fact.record is not None:
        if fact.text.isdigit() and _NO_MONEY.intersection(field_words(fact.field)):
            return False
        if claim.value == _value_of(fact) and is_minor(fact.record, fact.field):
            return False
    if fact.unit == "%":
        return False
    if claim.unit is None or fact.unit is None or claim.unit == fact.unit:
        return True
    return len(fact.unit) != 3 or not fact.unit.isupper()


def _is_of_share(claim: Particular, fact: Fact) -> bool:
    """Whether what is told as a percentage is no amount of something else."""
    if fact.record is None and _OTHER_SIGNS.search(fact.text):
        return False
    measures = measure_of(fact.unit)
    if measures is None and fact.record is not None and _is_count(fact.record, fact.field):
        return claim.value != _value_of(fact)
    if measures is None or len(fact.unit or "") == 1:
        return True
    if measures != "share" or claim.value is None:
        return False
    value, unit = _value_of(fact), unit_named(fact.unit or "")
    if unit is None or value is None:
        return True
    half = Decimal(1) / 2 / Decimal(10) ** max(claim.places, 0)
    return abs(unit.base(value) - claim.value) <= half


def _is_count(record: Record, field: str) -> bool:
    """Whether a field counts things: it says so, or is a part of a whole that stands around it."""
    if _COUNTS.intersection(field_words(field)):
        return True
    numbers = [
        value
        for _, value in record.fields
        if isinstance(value, int) and not isinstance(value, bool)
    ]
    total = sum(numbers)
    if len(numbers) < 2 or total == int(_HUNDRED) or len(numbers) != len(record.fields):
        return False
    around = record.parent
    return around is not None and any(
        value == total for _, value in around.fields if value is not True
    )


def _value_of(fact: Fact) -> Decimal | None:
    return _first_value(fact.text)


@lru_cache(maxsize=4096)
def _first_value(text: str) -> Decimal | None:
    return next((each.value for each in particulars_in(text) if each.value is not None), None)


def _is_converted(claim: Particular, fact: Fact) -> bool:
    """Whether the amount there, in its unit, is the claim's amount in its own."""
    mine, other = unit_named(claim.unit or ""), unit_named(fact.unit or "")
    value = _value_of(fact)
    if mine is None or other is None or value is None or claim.value is None:
        return False
    half = mine.factor / 2 / Decimal(10) ** max(claim.places, 0)
    return abs(other.base(value) - mine.base(claim.value)) <= half


def may_be_in(claim: Particular, record: Record, field: str) -> bool:
    """Whether a field may hold what a claim with a unit tells of.

    No year does, where a weight stands beside it.
    """
    measures = measure_of(claim.unit) if claim.kind != "money" else None
    if measures is None:
        return True
    own = measure_of(unit_label_of_field(field) or unit_beside(record, field))
    if own is not None:
        return own == measures
    others = (unit_label_of_field(name) or unit_beside(record, name) for name, _ in record.fields)
    return not any(measure_of(other) == measures for other in others if other is not None)


def told_in(claim: Particular, head: str) -> Particular | None:
    """A bare number under the head of a column, measured as the head says."""
    label = label_of_head(head) if claim.kind == "number" else None
    unit = unit_named(label) if label is not None else None
    if unit is None or unit.measures == "share":
        return None
    kind = "duration" if unit.measures == "duration" else "quantity"
    return replace(claim, kind=kind, unit=label, places=max(claim.places, 0))


def label_of_head(head: str) -> str | None:
    """The unit that the head of a column states."""
    return unit_label_of_field(head.strip(" *_`"))
