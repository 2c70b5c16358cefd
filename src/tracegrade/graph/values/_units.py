"""Units of measure: what a name measures, and how much of the base unit it is."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

__all__ = ["UNIT_PATTERN", "Unit", "unit_named", "unit_of_field"]


class Unit(NamedTuple):
    """A unit: what it measures, and its size in the base unit of that.

    Example:
        >>> unit_named("kg").factor / unit_named("g").factor
        Decimal('1E+3')
    """

    measures: str
    factor: Decimal


_TABLE = {
    "mass": {
        "mg": "0.001", "g gram grams": "1", "kg kgs kilogram kilograms": "1E+3",
        "tonne tonnes": "1E+6", "oz ounce ounces": "28.349523125", "lb lbs": "453.59237",
    },
    "length": {
        "mm": "0.001", "cm": "0.01", "km kilometers kilometres kilometer kilometre": "1000",
        "m meter meters metre metres": "1", "ft foot feet": "0.3048", "inch inches": "0.0254",
        "mi mile miles": "1609.344",
    },
    "data": {
        "bytes": "1", "kb": "1E+3", "mb": "1E+6", "gb": "1E+9", "tb": "1E+12",
        "kib": "1024", "mib": "1048576", "gib": "1073741824",
    },
    "duration": {
        "ms milliseconds": "0.001", "s sec secs second seconds": "1",
        "min mins minute minutes": "60", "h hr hrs hour hours": "3600",
        "day days": "86400", "week weeks": "604800",
    },
    "volume": {"ml": "0.001", "l liter liters litre litres": "1", "gal gallon gallons": "3.785411784"},
    "speed": {"km/h kph kmh": "1", "mph": "1.609344"},
    "power": {"w watt watts": "1", "kw": "1E+3"},
    "energy": {"kwh": "1", "mwh": "1E+3"},
}  # fmt: skip

_UNITS = {
    name: Unit(measures, Decimal(factor))
    for measures, rows in _TABLE.items()
    for names, factor in rows.items()
    for name in names.split()
}
_FIELD_UNITS = {
    name: unit
    for name, unit in _UNITS.items()
    if len(name) > 1 or name in ("g", "s", "h")  # `size_m` may be anything, `timeout_s` is not
}

UNIT_PATTERN = (
    "(?i:" + "|".join(sorted(map(str, _UNITS), key=lambda name: (-len(name), name))) + ")"
)
"""Any unit's name, longest first."""


def unit_named(name: str) -> Unit | None:
    """The unit with this name, in any case."""
    return _UNITS.get(name.lower())


def unit_of_field(field: str) -> Unit | None:
    """The unit that the last word of a field's name states.

    Example:
        >>> unit_of_field("weight_kg").measures, unit_of_field("total")
        ('mass', None)
    """
    words = field.replace("-", "_").lower().split("_")
    return _FIELD_UNITS.get(words[-1]) if len(words) > 1 or field in _LONG_UNITS else None


_LONG_UNITS = frozenset(("minutes", "hours", "days", "seconds", "weeks", "miles", "bytes"))
