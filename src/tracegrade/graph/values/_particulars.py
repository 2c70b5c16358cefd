"""Particulars: the numbers, dates, ids and other exact things that a text states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from tracegrade.graph.values._any_case import any_case
from tracegrade.graph.values._eastern import eastern_in, is_eastern, spaced
from tracegrade.graph.values._patterns import CODES, MONTHS, MONTHS_ABROAD, NUMBER, SCAN, SIGNS
from tracegrade.graph.values._units import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Date",
    "Kind",
    "Particular",
    "number_of",
    "particulars_in",
    "particulars_of",
    "shape_of",
    "url_key",
]

Kind = Literal[
    "number", "money", "percent", "quantity", "duration", "date", "time", "id", "code", "url",
    "email", "path", "suffix", "citation", "word",
]  # fmt: skip
"""`code` is a short name of letters and digits, such as a flight; `id` is longer or introduced; a
`word` only looks like one (`4-star`): it may ground an id, and is never a claim."""

Shape = Literal["words", "token", "date"]
"""What a whole text is."""

Date = tuple[int | None, int, int]
"""Year if stated, month, day."""

_MAGNITUDES = {
    "k": 1000, "thousand": 1000, "million": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mrd": 10**9, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "dollar": "USD",
    "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds sterling": "GBP", "z\u0142": "PLN",
}  # fmt: skip
_CURRENCY = re.compile(r"[$\u20ac\u00a3\u00a5\u20b9]|pounds\ssterling|z\u0142|[A-Za-z]{3,7}")
_SIGNS_OF_CURRENCY = {sign: unit for sign, unit in _CURRENCIES.items() if len(sign) == 1}
_INTRODUCING = (
    "order", "reservation", "ticket", "id", "case", "invoice", "confirmation", "account", "booking",
    "reference", "tracking", "issue", "pr", "request", "incident",
)  # fmt: skip
_INTRODUCES_ID = re.compile(
    rf"\b{any_case(_INTRODUCING)}(?:\s{any_case(('id', 'number', 'no', 'code'))})?\.?[\s:#'\"]{{1,4}}$"
)
_DIGITS = re.compile(r"\d+")
_GROUPING = str.maketrans("", "", ",'\u2019\u00a0\u202f\u2009")
_WORDS = re.compile("[a-z]+")
_SWITCHES = re.compile(r"\d[A-Za-z]|[A-Za-z]\d")
_HEX = re.compile(r"[0-9a-f-]{8,64}", re.IGNORECASE)
_NAME_WITH_NUMBER = re.compile(r"\d+[A-Za-z]{1,3}|[12]\d{3}-[A-Za-z]+")
_VERSIONED = re.compile(r"[a-z][a-z0-9-]{0,40}-\d{4}-\d{2}-\d{2}")  # a model and its date
_DECADE = re.compile(r"[12]\d{2}0s")
_PLAIN_NUMBER = re.compile(r"\d{1,30}(?:\.(\d{1,30}))?")
_EITHER_WAY = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_THREE_DIGITS = re.compile(r"\d{3}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_SHAPE = re.compile(
    r"(?P<words>[a-zA-Z _-]{0,64})|(?P<date>\d{4}-\d{2}-\d{2})"
    rf"|(?!{any_case(CODES)}\d)(?P<token>[a-zA-Z]{{1,40}}[-_]?\d{{1,20}}[a-zA-Z]{{0,20}})"
)
_LONGEST_INTRODUCTION = 30  # characters before a token in which a word may announce an id


@dataclass(slots=True)
class Particular:
    """One exact thing that a text states.

    Attributes:
        kind: What it is.
        text: As written.
        start: Where it begins in the text.
        keys: Canonical forms, any of which may be found in a source.
        places: Decimal places written, for rounding; -1 where no rounding is allowed for.
        scale: Factor of a word such as `million`, or 1.
        unit: Currency code or name of the unit, if one is written.

    Example:
        >>> [(each.kind, each.text) for each in particulars_in("Order A-1001: $250 by 3 May")]
        [('id', 'A-1001'), ('money', '$250'), ('date', '3 May')]
    """

    kind: Kind
    text: str
    start: int
    keys: tuple[object, ...]
    places: int = -1
    scale: int = 1
    unit: str | None = None

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    @property
    def value(self) -> Decimal | None:
        """The number stated, if it is one."""
        first = self.keys[0]
        return first if isinstance(first, Decimal) else None


def particulars_in(text: str) -> Iterator[Particular]:
    """Every particular of a text, in order."""
    if SIGNS.search(text) is None:
        return
    if is_eastern(text):
        yield from _eastern(text)
        return
    for match in SCAN.finditer(text):
        kind = match.lastgroup
        if kind == "rest" or kind is None:
            continue
        start = match.start(kind)
        if kind == "token":
            before = text[max(0, start - _LONGEST_INTRODUCTION) : start]
            yield _token(match[kind], start, before)
        elif kind == "money" and start and text[start - 1].isalpha():
            yield from _dollars(match[kind], start, text[max(0, start - 2) : start])
        else:
            yield from _MAKERS[kind](match[kind], start)


def _eastern(text: str) -> list[Particular]:
    """Those written with Japanese or Chinese letters, and those between such letters."""
    found = eastern_in(text)
    own = [
        Particular(cast("Kind", kind), written, start, keys, 0 if kind == "duration" else -1, unit=unit)
        for kind, written, start, keys, unit in found
    ]  # fmt: skip
    return sorted((*own, *particulars_in(spaced(text, found))), key=lambda each: each.start)


def shape_of(text: str) -> Shape | None:
    """What the commonest leaves of results are, all of them, as far as one look can tell.

    `words` state nothing but themselves; a `token` is one id, code or word with a digit in it.

    Example:
        >>> [shape_of(text) for text in ("left at the door", "W-4711", "2026-03-04", "$20")]
        ['words', 'token', 'date', None]
    """
    found = _SHAPE.fullmatch(text)
    return cast("Shape", found.lastgroup) if found is not None else None


def particulars_of(text: str) -> tuple[Particular, ...]:
    """Every particular of a text; of the commonest leaves of results without a scan.

    Example:
        >>> particulars_of("2026-03-04") == tuple(particulars_in("2026-03-04"))
        True
    """
    shape = shape_of(text)
    if shape is None:
        return tuple(particulars_in(text))
    if shape == "date":
        return tuple(_iso(text, 0))
    return () if shape == "words" else (_token(text, 0, ""),)


def _url(written: str, start: int) -> Iterator[Particular]:
    written = written.rstrip(".,;:!?*_")
    yield Particular("url", written, start, (url_key(written),))


def url_key(url: str) -> str:
    """A URL without scheme, `www.`, case of the host, fragment and last slash.

    Example:
        >>> url_key("https://www.Example.com/a/#top")
        'example.com/a'
    """
    rest = url.partition("://")[2].partition("#")[0].removeprefix("www.")
    host, slash, path = rest.partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def _email(written: str, start: int) -> Iterator[Particular]:
    written = written.rstrip(".-")
    yield Particular("email", written, start, (written.lower(),))


def _path(written: str, start: int) -> Iterator[Particular]:
    written = written.rstrip(".")
    yield Particular("path", written, start, (written.removeprefix("./").rstrip("/"),))


def _citation(written: str, start: int) -> Iterator[Particular]:
    for mark in re.split(r"[,;]", written[1:-1]):
        yield Particular("citation", f"[{mark.strip()}]", start, (mark.strip(),))


def _iso(written: str, start: int) -> Iterator[Particular]:
    year, month, day = int(written[:4]), int(written[5:7]), int(written[8:10])
    yield Particular("date", written[:10], start, ((year, month, day),))
    if len(written) > 10:
        minutes = int(written[11:13]) * 60 + int(written[14:16])
        yield Particular("time", written[11:], start + 11, (minutes,))


def _words_of_date(written: str, start: int) -> Iterator[Particular]:
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    name = next(word for word in _WORDS.findall(written.lower()) if word[:3] in MONTHS)
    month = MONTHS[name[:3]]
    year = numbers.pop() if numbers[-1] >= 1000 else None
    for day in numbers:
        yield Particular("date", written, start, ((year, month, day),))


def _abroad(written: str, start: int) -> Iterator[Particular]:
    """A day and a month by a name that is no English one."""
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    name = next(word for word in written.lower().split() if word in MONTHS_ABROAD)
    year = numbers[1] if len(numbers) > 1 else None
    yield Particular("date", written, start, ((year, MONTHS_ABROAD[name], numbers[0]),))


def _slashes(written: str, start: int) -> Iterator[Particular]:
    first, second, year = (int(part) for part in written.split("/"))
    year += 2000 if year < 100 else 0
    keys: list[Date] = [(year, first, second), (year, second, first)]
    yield Particular("date", written, start, tuple(key for key in keys if key[1] <= 12) or (None,))


def _dots(written: str, start: int) -> Iterator[Particular]:
    """The German date; what would be no month is no date."""
    day, month, year = (int(part) for part in written.split("."))
    if 1 <= month <= 12:
        yield Particular("date", written, start, ((year, month, day),))


def _time(written: str, start: int) -> Iterator[Particular]:
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = written.lower().replace(".", "").strip()
    if half.endswith(("am", "pm")):
        hours = [hour % 12 + 12 * half.endswith("pm")] if 1 <= hour <= 12 else []
    else:
        hours = [hour, hour + 12] if 1 <= hour < 12 else [hour] if hour < 24 else []
    if not hours or minute > 59:  # a ratio, a score, or no time at all: only as it is written
        yield Particular("time", written, start, (written,))
        return
    yield Particular("time", written, start, tuple(each * 60 + minute for each in hours))


def _clock(written: str, start: int) -> Iterator[Particular]:
    """`14 h 40`, `14.40 Uhr`, `14 Uhr`."""
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if hour > 24 or minute > 59:
        return
    hours = [hour, hour + 12] if 1 <= hour < 12 else [hour]
    yield Particular("time", written, start, tuple(each * 60 + minute for each in hours))


def _cents(written: str, start: int) -> Iterator[Particular]:
    """Hundredths of a currency, as so much of it."""
    found = _numeric("money", written, start)
    first = found.keys[0]
    assert isinstance(first, Decimal)
    found.keys, found.places = (first / 100, first), max(found.places, 0) + 2
    yield found


def _suffix(written: str, start: int) -> Iterator[Particular]:
    yield Particular("suffix", written, start, (_DIGITS.findall(written)[-1],))


def number_of(digits: str) -> Decimal:
    """The value of digits with separators, English or continental.

    Example:
        >>> number_of("1,250.50") == number_of("1.250,50"), number_of("0,412")
        (True, Decimal('0.412'))
    """
    head, comma, tail = digits.rpartition(",")
    if comma and "." not in tail and "," not in head and (len(tail) != 3 or head == "0"):
        digits = f"{head.replace('.', '')}.{tail}"
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    return Decimal(digits.translate(_GROUPING))


def _numeric(kind: Kind, written: str, start: int) -> Particular:
    found = NUMBER.search(written)
    assert found is not None
    digits = found[0]
    word = written[found.end() :].strip().lower().split(" ")[0]
    scale = _MAGNITUDES.get(word, 1)
    number = number_of(digits)
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    value = number * scale
    keys = (value, value / 100) if kind == "percent" else (value, *_read_otherwise(digits, value))
    if kind == "money" and "," in digits:
        keys = keys[:1]  # nobody writes three decimals of an amount of money
    rounded = places if places or scale > 1 or kind == "percent" else -1
    return Particular(kind, written, start, keys, rounded, scale)


def _read_otherwise(digits: str, value: Decimal) -> tuple[Decimal, ...]:
    """What `3.120` or `1,412` is to those who write the other sign before decimals.

    Nobody writes `1,000` for one: round thousands are thousands.
    """
    if _EITHER_WAY.fullmatch(digits) is None or digits.endswith(",000"):
        return ()
    return (value * 1000,) if "." in digits else (value / 1000,)


def _plain(
    kind: Kind, written: str, start: int, *, at: int = 0, unit: str | None = None
) -> Particular | None:
    """A number written with digits and a point alone, from a place in what is written on."""
    found = _PLAIN_NUMBER.fullmatch(written, at)
    if found is None:
        return None
    places = -1 if found[1] is None else len(found[1])
    value = Decimal(found[0])
    keys = (value, *_read_otherwise(found[0], value)) if places == 3 else (value,)
    return Particular(kind, written, start, keys, places, unit=unit)


def _money(written: str, start: int) -> Iterator[Particular]:
    sign = _SIGNS_OF_CURRENCY.get(written[0])
    plain = _plain("money", written, start, at=1, unit=sign) if sign is not None else None
    if plain is not None:
        yield plain
        return
    found = _numeric("money", written, start)
    words = [_CURRENCIES.get(word.lower(), word.upper()) for word in _CURRENCY.findall(written)]
    found.unit = next((word for word in words if word not in _NO_CURRENCY), None)
    if written[0] in _BEFORE_POINTS:
        found.keys = found.keys[:1]
    yield found


_DOLLARS = {"R": "BRL", "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "NZ": "NZD", "HK": "HKD",
            "S": "SGD", "MX": "MXN"}  # fmt: skip


def _dollars(written: str, start: int, before: str) -> Iterator[Particular]:
    """An amount whose sign has letters before it that say whose it is: `R$ 20`, `HK$20`."""
    letters = before if before.isalpha() and before.isupper() else before[-1]
    for found in _money(written, start):
        if written[0] == "$":
            found.unit = _DOLLARS.get(letters, _DOLLARS.get(letters[-1:], found.unit))
            found.keys = tuple(_keys_of_amount(written)) if letters == "R" else found.keys
        yield found


def _keys_of_amount(written: str) -> Iterator[Decimal]:
    """What an amount may be in a country that writes a comma before decimals, or a point."""
    found = NUMBER.search(written)
    if found is not None:
        value = number_of(found[0])
        yield from (value, *_read_otherwise(found[0], value))


_BEFORE_POINTS = "$\u00a3\u00a5\u20b9"  # signs of those who write a point before decimals
_NO_CURRENCY = frozenset(("THOUSAND", "MILLION", "BILLION"))


def _percent(written: str, start: int) -> Iterator[Particular]:
    yield _numeric("percent", written, start)


def _quantity(written: str, start: int) -> Iterator[Particular]:
    if _DECADE.fullmatch(written):
        return
    found = _numeric("quantity", written, start)
    number = NUMBER.search(written)
    name = written[number.end() :].strip() if number else ""
    for word in _MAGNITUDES:
        name = name.removeprefix(word) if len(word) > 2 else name
    name = name.strip() if unit_named(name.strip()) is not None else name.split(" ")[-1]
    unit = unit_named(name)
    if unit is None and "/" in name:  # `5 MB/request` measures nothing known
        assert number is not None
        found.text, found.kind = number[0], "number"
    elif unit is None or (len(name) == 1 and name.isupper() and name not in "WL"):
        found.kind = "number"  # `5G` and `3D` measure nothing
    else:
        found.kind = "duration" if unit.measures == "duration" else "quantity"
        found.unit = name.lower()
    yield found


def _span(written: str, start: int) -> Iterator[Particular]:
    """Two units together, such as `2 h 14 min`, as so many of the smaller one."""
    (large, name), (small, smaller) = _AMOUNTS.findall(written.lower())
    name = "day" if name == "d" else name
    smaller = "min" if smaller == "m" else smaller
    unit = unit_named(smaller)
    above = unit_named("min" if name == "m" else name)
    assert unit is not None
    assert above is not None
    value = Decimal(large) * above.factor / unit.factor + Decimal(small)
    yield Particular("duration", written, start, (value,), 0, unit=smaller)


def _number(written: str, start: int) -> Iterator[Particular]:
    yield _plain("number", written, start) or _numeric("number", written, start)


def _token(written: str, start: int, before: str) -> Particular:
    """A word with a digit in it; `before` is the text before it, which may announce an id."""
    written = written.strip("-_")
    kind: Kind = "word"
    if _looks_like_id(written) or _INTRODUCES_ID.search(before):
        kind = "id"
    elif not written[:1].isdigit() and any(letter.isupper() for letter in written):
        kind = "code"
    return Particular(kind, written, start, (written,))


def _looks_like_id(token: str) -> bool:
    if token.replace("-", "").isdigit() or _VERSIONED.fullmatch(token):
        return False
    if _FOUR_DIGITS.search(token) and not _NAME_WITH_NUMBER.fullmatch(token):
        return True
    if "_" in token:
        return _THREE_DIGITS.search(token) is not None
    if _HEX.fullmatch(token):
        return True
    plain = token.isalnum() and token.upper() == token
    return plain and len(token) >= 5 and len(_SWITCHES.findall(token)) >= 2


_AMOUNTS = re.compile(r"(\d+)\s?([^\W\d_]+)")
_MAKERS = {
    "url": _url,
    "email": _email,
    "path": _path,
    "file": _path,
    "cite": _citation,
    "iso": _iso,
    "mdy": _words_of_date,
    "dmy": _words_of_date,
    "abroad": _abroad,
    "slash": _slashes,
    "dots": _dots,
    "clock": _clock,
    "time": _time,
    "suffix": _suffix,
    "money": _money,
    "coded": _money,
    "priced": _money,
    "cents": _cents,
    "percent": _percent,
    "span": _span,
    "quantity": _quantity,
    "plain": _number,
}
