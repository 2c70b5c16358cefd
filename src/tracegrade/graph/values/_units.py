"""Units of measure: what a name measures, and how much of the base unit it is."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["UNIT_NAMES", "Unit", "unit_label_of_field", "unit_named", "unit_of_field"]


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
        "\u00b5g \u03bcg ug mcg microgram micrograms microgramme microgrammes mikrogramm microgramos microgrammi"
        " microgramas microgrammen": "0.000001",
        "mg milligram milligrams milligramm milligrammes miligramos milligrammi miligramas": "0.001",
        "g gram grams gramm grammes gramos grammi gramas gramow": "1",
        "kg kgs kilogram kilograms kilogramm kilogrammes kilogramos chilogrammi quilogramas kilos kilo": "1E+3",
        "t tonne tonnes tonnen tonn toneladas tonnellate": "1E+6", "oz ounce ounces": "28.349523125",
        "lb lbs": "453.59237",
    },
    "length": {
        "\u00b5m \u03bcm": "0.000001", "mm millimeter millimetres millimeters": "0.001",
        "cm centimeter centimeters centimetre centimetres zentimeter": "0.01",
        "km kilometers kilometres kilometer kilometre kilom\u00e8tres kil\u00f3metros chilometri quil\u00f4metros"
        " quil\u00f3metros kilometr\u00f3w": "1000",
        "m meter meters metre metres m\u00e8tres metros metri metr\u00f3w": "1", "ft foot feet": "0.3048",
        "inch inches": "0.0254", "yd yards": "0.9144", "mi mile miles meilen": "1609.344",
    },
    "data": {
        "bytes byte octets": "1", "kb": "1E+3", "mb": "1E+6", "gb gigas gigabytes": "1E+9", "tb": "1E+12",
        "pb": "1E+15", "kib": "1024", "mib": "1048576", "gib": "1073741824", "tib": "1099511627776",
    },
    "duration": {
        "\u00b5s microseconds": "0.000001",
        "ms milliseconds millisekunden millisecondes milisegundos millisecondi milliseconden milisekund": "0.001",
        "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondi seconden sekund"
        " sekundy": "1",
        "min mins minute minutes minuten minuto minutos minuti minuut minut minuty minutach": "60",
        "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzin godziny godzinach": "3600",
        "day days tag tage tagen jour jours d\u00eda d\u00edas giorno giorni dia dias dag dagen dni dniach dniu": "86400",
        "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni tygodnie tygodniach": "604800",
    },
    "area": {
        "m\u00b2 m2 sqm": "1", "km\u00b2 km2": "1E+6", "ft\u00b2 sqft": "0.09290304",
        "ha hectares hektar hect\u00e1reas ettari": "1E+4",
    },
    "temperature": {"\u00b0c \u2103 celsius degc": "1"},
    "volume": {
        "ml": "0.001", "cl": "0.01", "dl": "0.1",
        "l liter liters litre litres litros litri litr\u00f3w": "1", "hl": "100",
        "m\u00b3 m3": "1000", "gal gallon gallons": "3.785411784",
    },
    "speed": {"km/h kph kmh": "1", "mph": "1.609344", "m/s": "3.6"},
    "data per duration": {"kbps kbit/s": "125", "mbps mbit/s": "125000", "gbps gbit/s": "125000000"},
    "power": {"w watt watts": "1", "kw": "1E+3", "mw megawatt": "1E+6", "gw": "1E+9"},
    "energy": {"wh": "0.001", "kwh": "1", "mwh": "1E+3", "gwh": "1E+6", "twh": "1E+9"},
    "pressure": {"pa": "1", "hpa mbar": "100", "kpa": "1000", "bar": "1E+5", "psi": "6894.757293168"},
    "frequency": {"hz": "1", "khz": "1E+3", "mhz": "1E+6", "ghz": "1E+9"},
    "resistance": {"ohm ohms \u03a9 \u2126": "1", "kohm k\u03a9": "1E+3"},
    "share": {
        "bp bps": "0.01", "pp": "1",
    },
}  # fmt: skip
_SHARES = {
    "0.01": ("basis points", "basis point", "Basispunkte", "Basispunkten", "points de base", "puntos b\u00e1sicos",
             "punti base", "pontos base", "basispunten", "punkt\u00f3w bazowych"),
    "1": ("percentage points", "percentage point", "Prozentpunkte", "Prozentpunkten", "points de pourcentage",
          "puntos porcentuales", "punti percentuali", "pontos percentuais", "procentpunten", "punkt\u00f3w procentowych"),
}  # fmt: skip

_UNITS: dict[str, Unit] = {
    name: Unit(measures, Decimal(factor))
    for measures, rows in _TABLE.items()
    for names, factor in rows.items()
    for name in names.split()
} | dict.fromkeys(
    ("\u00b0f", "\u2109", "fahrenheit", "degf"),
    Unit("temperature", Decimal(5) / Decimal(9), Decimal(32)),
) | {
    name.lower(): Unit("share", Decimal(factor)) for factor, names in _SHARES.items() for name in names
}  # fmt: skip
_PERCENT = Unit("share", Decimal(1))
_IN_FIELDS = frozenset(("g", "s", "h", "m"))  # units of one letter that end a field's name
_AMBIGUOUS = frozenset(
    ("min", "mins", "day", "dia", "dag", "tag", "jour", "week", "hour", "hora", "ora", "minute", "second", "bar", "foot",
     "inch", "mile", "gram", "t", "l", "w", "std", "pa", "pp", "kilo", "ore", "mi", "h", "m", "s", "g", "ohm", "byte")
)  # fmt: skip
_LASTING = (
    "duration",
    "time",
    "wait",
    "elapsed",
    "delay",
    "length",
    "late",
    "timeout",
    "interval",
    "eta",
    "ttl",
)
_PERCENTS = frozenset(("%", "pct", "percent", "percentage", "prozent", "pourcentage", "porcentaje"))
_CLOSING = " )]."
_LONGEST_SUFFIX = 12
_BOUNDARIES = frozenset("_- ([/.")

UNIT_NAMES = tuple(_UNITS)
"""Every unit's name, in lower case."""


@lru_cache(maxsize=1024)
def unit_named(name: str) -> Unit | None:
    """The unit with this name, in any case; of two with a stroke between, the one over the other.

    Example:
        >>> unit_named("KG").measures, unit_named("L/min").measures
        ('mass', 'volume per duration')
    """
    name = name.lower()
    found = _UNITS.get(name)
    if found is not None or "/" not in name:
        return found
    above, _, below = name.partition("/")
    over, under = _UNITS.get(above), _UNITS.get(below)
    if over is None or under is None:
        return None
    return Unit(f"{over.measures} per {under.measures}", over.factor / under.factor)


@lru_cache(maxsize=4096)
def unit_label_of_field(field: str) -> str | None:
    """The name of the unit that a field, or the head of a column, ends with.

    Example:
        >>> [unit_label_of_field(name) for name in ("weightLimitKg", "Usage (kWh)", "price_per_kg", "total")]
        ['kg', 'kwh', None, None]
    """
    name = field.rstrip(_CLOSING)
    lower = name.lower()
    if lower[-2:] in ("_c", "_f") and "temp" in lower:
        return f"\u00b0{lower[-1]}"
    for size in range(min(_LONGEST_SUFFIX, len(name)), 0, -1):
        label = lower[-size:]
        is_percent = label in _PERCENTS
        if label not in _UNITS and not is_percent:
            continue
        before = name[:-size]
        if not before:
            return None if label in _AMBIGUOUS else "%" if is_percent else label
        if not _is_boundary(before[-1], name[-size]):
            continue
        return _of_suffix(label, before.lower().rstrip("_- (["), is_percent=is_percent)
    return None


def _is_boundary(before: str, first: str) -> bool:
    return before in _BOUNDARIES or (first.isupper() and (before.islower() or before.isdigit()))


def _of_suffix(label: str, before: str, *, is_percent: bool) -> str | None:
    if before.endswith(("per", "pro", "/")):
        return None
    if is_percent:
        return "%"
    if label in _AMBIGUOUS and label not in _IN_FIELDS and not before.endswith(_LASTING):
        return None
    return label


def unit_of_field(field: str) -> Unit | None:
    """The unit that the end of a field's name states.

    Example:
        >>> unit_of_field("weight_kg").measures, unit_of_field("total")
        ('mass', None)
    """
    label = unit_label_of_field(field)
    return _PERCENT if label == "%" else None if label is None else _UNITS[label]
