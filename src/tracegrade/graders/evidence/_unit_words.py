"""Units as people write them after a number: with a prefix, in words of several languages, squared, one per another.

The scan of all texts knows the commonest units only. What it does not know is read here, and only for a
value that nothing else has grounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tracegrade.graph.values import Unit, unit_named

__all__ = ["unit_after", "unit_ending", "unit_written", "warmth_of"]

_PREFIXES = {
    "n": "1E-9", "\u00b5": "0.000001", "\u03bc": "0.000001", "u": "0.000001", "m": "0.001", "c": "0.01", "d": "0.1",
    "h": "100", "k": "1E+3", "M": "1E+6", "G": "1E+9", "T": "1E+12", "P": "1E+15",
    "Ki": "1024", "Mi": "1048576", "Gi": "1073741824", "Ti": "1099511627776",
}  # fmt: skip
_SYMBOLS = {
    "m": ("length", "1"), "g": ("mass", "1"), "s": ("duration", "1"), "l": ("volume", "1"), "L": ("volume", "1"),
    "W": ("power", "1"), "Wh": ("energy", "0.001"), "J": ("energy", "2.777777777777778E-7"),
    "cal": ("energy", "0.000001163"), "V": ("voltage", "1"), "A": ("current", "1"), "Ah": ("charge", "1"),
    "\u03a9": ("resistance", "1"), "\u2126": ("resistance", "1"), "Hz": ("frequency", "1"), "Pa": ("pressure", "1"),
    "bar": ("pressure", "1E+5"), "M": ("concentration", "1"), "mol": ("substance", "1"), "N": ("force", "1"),
    "B": ("data", "1"), "bps": ("data per duration", "0.125"), "bit/s": ("data per duration", "0.125"),
    "Sv": ("dose", "1"), "Gy": ("absorbed", "1"), "Bq": ("activity", "1"), "eq": ("equivalents", "1"),
    "IU": ("international units", "1"), "px": ("picture points", "1"), "F": ("capacity", "1"),
}  # fmt: skip
_ALONE = frozenset(("Mi", "Gi", "Ki", "Ti"))  # `256Mi` of a cluster
_WORDS = {
    ("speed", "1.852"): "kn kt kts knot knots knoten n\u0153uds noeuds nudos nodi n\u00f3s knopen w\u0119z\u0142\u00f3w knob knop",
    ("speed", "1"): "kmh kph km/t km/u km/std km/godz",
    ("speed", "1.609344"): "mph",
    ("length", "0.3048"): "fu\u00df pieds pies piedi p\u00e9s voet st\u00f3p fod fot",
    ("length", "0.0254"): "in inch inches zoll pouces pulgadas pollici polegadas cali tum tommer \u2033 \u201d",
    ("length", "1609.344"): "mi mile miles meilen millas miglia milhas mijl mil",
    ("length", "1852"): "nm nmi seemeilen",
    ("length", "0.9144"): "yard yards yd",
    ("length", "1000"): "kilometri kil\u00f3metro chilometro kilometern quil\u00f4metros",
    ("mass", "453.59237"): "lb lbs pound pounds pfund livres libras libbre funt\u00f3w",
    ("mass", "28.349523125"): "oz ounce ounces unzen onces onzas once on\u00e7as uncji",
    ("mass", "6350.29318"): "st stone",
    ("mass", "907184.74"): "tons",
    ("mass", "1000"): "kilo kilos kilogramo kilogramos chili chilo quilos kilogram\u00f3w",
    ("area", "4046.8564224"): "acre acres ac morgen",
    ("area", "1E+4"): "ha hectare hectares hektar hektare hect\u00e1reas ettari hektar\u00f3w",
    ("volume", "0.473176473"): "pint pints pt",
    ("volume", "0.0295735295625"): "floz fl.oz",
    ("volume", "3.785411784"): "gal gallon gallons gallonen gallonit",
    ("volume", "0.2365882365"): "cup cups",
    ("pressure", "3386.389"): "inhg",
    ("pressure", "133.322387415"): "mmhg torr",
    ("pressure", "100"): "mbar mb hpa",
    ("pressure", "101325"): "atm",
    ("energy", "0.001163"): "kcal kilocalories kilokalorien calor\u00edas calories kalorien calorie",
    ("power", "735.49875"): "ps cv ch pk km(moc) hk",
    ("power", "745.69987"): "hp bhp",
    ("share", "0.1"): "\u2030 promille",
    ("share", "0.0001"): "ppm",
    ("share", "0.0000001"): "ppb",
    ("share", "1"): "%",
    ("processors", "1"): "core cores cpu cpus vcpu vcpus kerne coeurs n\u00facleos rdzenie",
    ("direction", "1"): "\u00b0 degrees degree grad degr\u00e9s grados gradi graus graden stopni",
    ("duration", "31557600"): "year years jahr jahre ans a\u00f1os anni anos jaar lat",
}  # fmt: skip
_NAMED = {
    word: Unit(measures, Decimal(factor)) for (measures, factor), words in _WORDS.items() for word in words.split()
}  # fmt: skip
_SQUARES = {
    "ft": "0.09290304", "feet": "0.09290304", "foot": "0.09290304", "mi": "2589988.110336", "miles": "2589988.110336",
    "m": "1", "metres": "1", "meters": "1", "km": "1E+6", "kilometres": "1E+6", "kilometers": "1E+6", "in": "0.00064516",
    "inches": "0.00064516", "yards": "0.83612736",
}  # fmt: skip
_AFTER = re.compile(
    r"[ \u00a0\u202f|]{0,3}(?P<first>[^\W\d_]{1,14}[\u00b2\u00b323]?|\u00b0[CFcf]?|[\u2103\u2109%\u2030\u2033\u201d])"
    r"(?:\s?/\s?(?P<below>[^\W\d_]{1,10}[\u00b2\u00b323]?)(?![^\W_])|[ \u00a0](?P<second>[^\W\d_]{1,12})(?:\s(?P<third>[^\W\d_]{1,12}))?)?"
)
_NAME = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PER = frozenset(("per", "a", "an", "pro", "par", "por", "al", "na", "i"))
_WARMTH = {
    "c": Unit("temperature", Decimal(1)), "f": Unit("temperature", Decimal(5) / Decimal(9), Decimal(32)),
}  # fmt: skip
_OTHER = {"length per duration": ("speed", Decimal("3.6"))}


@lru_cache(maxsize=4096)
def unit_written(written: str) -> Unit | None:
    """The unit that a sign or a word stands for; the case of a sign tells `mM` from `MM`.

    Example:
        >>> [unit_written(word).measures for word in ("mM", "kJ", "Knoten", "Mi", "g/dL")]
        ['concentration', 'energy', 'speed', 'data', 'mass per volume']
        >>> unit_written("nights") is None
        True
    """
    if "/" in written:
        return _NAMED.get(written.lower()) or _speed(unit_named(written)) or _one_per_other(written)
    if written[:1] == "\u00b0" and len(written) == 2:
        return _WARMTH.get(written[1].lower())
    return _with_prefix(written) or unit_named(written) or _NAMED.get(written.lower())


def _with_prefix(written: str) -> Unit | None:
    if written in _ALONE:
        return Unit("data", Decimal(_PREFIXES[written]))
    plain = _SYMBOLS.get(written)
    if plain is not None:
        return Unit(plain[0], Decimal(plain[1]))
    for size in (2, 1):
        prefix, symbol = written[:size], written[size:]
        if prefix in _PREFIXES and symbol in _SYMBOLS:
            measures, factor = _SYMBOLS[symbol]
            return Unit(measures, Decimal(factor) * Decimal(_PREFIXES[prefix]))
    return None


def _one_per_other(written: str) -> Unit | None:
    above, _, below = written.partition("/")
    over, under = unit_written(above), unit_written(below)
    if over is None or under is None:
        return None
    return _speed(Unit(f"{over.measures} per {under.measures}", over.factor / under.factor))


def _speed(unit: Unit | None) -> Unit | None:
    """A length in a time as a speed."""
    if unit is None or unit.measures not in _OTHER:
        return unit
    measures, times = _OTHER[unit.measures]
    return Unit(measures, unit.factor * times)


def unit_after(text: str, at: int) -> Unit | None:
    """The unit that is written in a text from a place on, just after a number.

    Example:
        >>> unit_after("1,480 sq ft", 5).measures, unit_after("13 metres per second", 2).measures
        ('area', 'speed')
        >>> unit_after("40 in stock", 2) is None
        True
    """
    match = _AFTER.match(text, at)
    if match is None:
        return None
    first, second, third = match["first"], match["second"], match["third"]
    if match["below"]:
        return unit_written(f"{first}/{match['below']}")
    if first.lower() in ("sq", "square") and second:
        size = _SQUARES.get(second.lower())
        return None if size is None else Unit("area", Decimal(size))
    if first.lower() in ("fl", "nautical") and second:
        return _NAMED.get("floz" if first.lower() == "fl" else "nm")
    if third and second and second.lower() in _PER:
        found = unit_written(f"{first}/{third.lower()}")
        if found is not None and (second.lower() == "per" or found.measures.endswith("duration")):
            return found
    is_word = first.lower() in ("in", "a", "once", "mil", "pies", "lat", "once", "st") and second
    return None if is_word else unit_written(first)


@lru_cache(maxsize=4096)
def unit_ending(field: str) -> Unit | None:
    """The unit that the last word of a field's name stands for, in any case: `battery_mv`, `setpoint_f`.

    Example:
        >>> unit_ending("altimeter_inhg").measures, unit_ending("setpointF").measures, unit_ending("total")
        ('pressure', 'temperature', None)
    """
    words = _NAME.findall(_CAMEL.sub(" ", field))
    if len(words) < 2:
        return None if not words else _whole_name(words[0].lower())
    last = words[-1].lower()
    if last in _WARMTH:
        return _WARMTH[last]
    if last == "ms" and {"wind", "speed", "gust", "velocity"} & {word.lower() for word in words}:
        return unit_named("m/s")
    joined = f"{words[-2].lower()}/{last}"
    return _one_per_other(joined) if _is_ratio(joined) else _in_any_case(last)


def warmth_of(letter: str) -> Unit | None:
    """The unit of warmth that a field of units calls by its letter alone.

    Example:
        >>> warmth_of("F").measures, warmth_of("kg")
        ('temperature', None)
    """
    return _WARMTH.get(letter.lower())


def _is_ratio(joined: str) -> bool:
    """Whether two words are a mass in a volume: `o3_ug_m3`."""
    above, _, below = joined.partition("/")
    return below in ("m3", "l", "dl", "ml") and above in ("ug", "mg", "g", "ng")


def _whole_name(word: str) -> Unit | None:
    if word in ("ps", "pt"):
        return _NAMED[word]
    return _in_any_case(word) if len(word) > 1 and word not in ("in", "min", "bar", "mil") else None


def _in_any_case(word: str) -> Unit | None:
    if len(word) == 1 or word in ("in", "min", "once", "pt", "st", "ps", "ch", "day", "a", "an"):
        return None
    found = _NAMED.get(word) or unit_named(word)
    if found is not None:
        return found
    symbols = {symbol.lower(): symbol for symbol in _SYMBOLS if len(symbol) < 3 and symbol != "M"}
    symbol = symbols.get(word[1:])
    if word[0] in "mkunc" and symbol is not None:
        return _with_prefix(f"{word[0]}{symbol}")
    return _with_prefix(f"{word[0].upper()}{symbols[word[1:]]}") if word[1:] in symbols else None
