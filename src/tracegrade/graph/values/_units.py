"""Units of measure: what a name measures, and how much of the base unit it is."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

__all__ = ["UNIT_NAMES", "Unit", "unit_named", "unit_of_field"]


class Unit(NamedTuple):
    """A unit: what it measures, and its size in the base unit of that.

    Example:
        >>> unit_named("kg").factor / unit_named("g").factor
        Decimal('1E+3')
    """

    measures: str
    factor: Decimal
    offset: Decimal = Decimal(0)

    def base(self, amount: Decimal) -> Decimal:
        """An amount in this unit, in the base unit.

        Example:
            >>> unit_named("kg").base(Decimal(2))
            Decimal('2E+3')
        """
        return (amount - self.offset) * self.factor


_TABLE = {
    "mass": {
        "\u00b5g": "0.000001", "mg": "0.001", "g gram grams": "1", "kg kgs kilogram kilograms": "1E+3",
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
    "area": {"m\u00b2 m2 sqm": "1", "km\u00b2 km2": "1E+6", "ft\u00b2 sqft": "0.09290304", "ha hectares": "1E+4"},
    "temperature": {"\u00b0c celsius": "1"},
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
} | dict.fromkeys(
    ("\u00b0f", "fahrenheit"), Unit("temperature", Decimal(5) / Decimal(9), Decimal(32))
)
_WARMTH = {"c": _UNITS["\u00b0c"], "f": _UNITS["\u00b0f"]}
_FIELD_UNITS = {
    name: unit for name, unit in _UNITS.items() if len(name) > 1 or name in ("g", "s", "h", "m")
}

UNIT_NAMES = tuple(_UNITS)
"""Every unit's name, in lower case."""


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
    if len(words) > 1 and words[-1] in _WARMTH and words[-2].startswith("temp"):
        return _WARMTH[words[-1]]
    return _FIELD_UNITS.get(words[-1]) if len(words) > 1 or field in _LONG_UNITS else None


_LONG_UNITS = frozenset(("minutes", "hours", "days", "seconds", "weeks", "miles", "bytes"))
