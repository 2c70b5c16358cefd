"""Lengths of time in a text: with units or words, as `PT2H55M`, as `3:31:44`, as the number of a field."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._length_words import (
    FRACTIONS,
    JOINTS,
    NUMBERS,
    PHRASES,
    UNITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._length_words import Measure

__all__ = ["Length", "clock_lengths_in", "lengths_in"]

_MOST = 400
_HOURS_OF_DAY = 24
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")
_LIKELY_MILLISECONDS = 10_000
_SIGNS = "".join(FRACTIONS)
_NUMBER_WORDS = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
_PART = re.compile(
    rf"(?P<number>(?<![A-Za-z\d_.,:/])\d{{1,9}}(?:[.,]\d{{1,9}})?(?P<sign>\s?[{_SIGNS}])?|(?<!\w)[{_SIGNS}]|\b(?:{_NUMBER_WORDS})(?=[\s-])|\bun'(?=ora\b))"
    r"\)?(?:\s(?:of|von|sur|de|su|van|z|av|af)(?:\s[^\W\d_]{1,4})?\s\d{1,4})?[\s\u00a0\u202f-]?(?P<unit>\u00b5s|\u03bcs|(?:working|business|calendar|arbeits|werk)?[\s-]?[^\W\d_]{1,16}'?)",
    re.IGNORECASE,
)
_AFTER_ONE_WORD = re.compile(r"\s([^\W\d_]{1,16})")
_BARE_MINUTES = re.compile(r"\s?([0-5]\d)(?![\w:%]|[.,]\d)")
_JOINT = re.compile(rf"(?:\.?[\s,]{{0,2}}(?:{JOINTS})\s|\.?[\s,]{{0,2}})", re.IGNORECASE)
_ISO = re.compile(
    r"\bP(?=[\dT])(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d{1,6})?S)?)?(?!\w)"
)
_CLOCK = re.compile(r"(?<![\d:.])(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:[.,](\d{1,3}))?(?![\d:])")
_FIELD = re.compile(
    r"([A-Za-z_][\w-]{0,40})[\"']?\s?[:=]\s?[\"']?(\d{1,12}(?:\.\d{1,9})?)(?![\w:/-]|\.\d)(?:\s?(?:ms|s|min|h)\b)?"
)
_UNIT_OF_ALL = re.compile(r"[\"']?\bunits?[\"']?\s?[:=]\s?[\"']?([^\W\d_]{1,12})", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?<![\w.])((?:\d{1,9}(?:\.\d{1,9})?/){1,6}\d{1,9}(?:\.\d{1,9})?)\s?([^\W\d_]{1,5})\b"
)
_FOUR_DIGITS = re.compile(
    r"\b(?:time|duration|eet|ete|blk|block|elapsed|enroute)\b[\s:=]{1,3}([01]\d|2[0-3])([0-5]\d)(?![\w:.])",
    re.IGNORECASE,
)
_LASTING_WORDS = (
    "time dur duration elapsed length seconds secs runtime uptime latency delay wait age timeout dauer zeit temps dur\u00e9e"
    " duree tiempo duracion tempo durata duracao tijd duur czas sure tid ttl interval expires lifetime validity retry timeouts pause break"
)  # fmt: skip
_LASTING = frozenset(_LASTING_WORDS.split())
_AMBIGUOUS = frozenset(("s", "m", "h", "d", "min"))  # alone they name something else
_OTHERS = frozenset(
    ("time", "tim", "an", "ay", "mes", "noc", "day")
)  # names of fields that measure nothing


class Length(NamedTuple):
    """A length of time.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        seconds: How long it is; `None` for months and years, and for days of work.
        half: By how many seconds it may be off, as rounded as it is told.
        days: Whole days, where it is told in days or weeks.
        months: Months, where it is told in months or years.
        workdays: Days of work.
        field: The field that holds it, if one does.
        is_clock: Whether it may as well be a time of day, for all that is written.

    Example:
        >>> [(each.seconds, each.months) for each in lengths_in("PT2H55M, 2 h 55 and ninety (90) days; a month")]
        [(Decimal('10500'), 0), (Decimal('10500'), 0), (Decimal('7776000'), 0), (None, 1)]
    """

    start: int
    end: int
    seconds: Decimal | None
    half: Decimal = _HALF
    days: int = 0
    months: int = 0
    workdays: int = 0
    field: str = ""
    is_clock: bool = False


def lengths_in(text: str) -> list[Length]:
    """The lengths of time that a text tells, in order; those of clocks are left out.

    Example:
        >>> [(each.seconds, each.field) for each in lengths_in('{"delay_min": 17, "moving_time": 3195}')]
        [(Decimal('1020'), 'delay_min'), (Decimal('3195'), 'moving_time')]
        >>> [each.seconds for each in lengths_in("1 minuto e 44 secondi, 6\u520645\u79d2, half an hour")]
        [Decimal('104'), Decimal('405'), Decimal('1800')]
    """
    found = list(islice(_in_words(text), _MOST))
    taken = {at for each in found for at in range(each.start, each.end)}
    found += (each for each in islice(_composed(text), _MOST) if each.start not in taken)
    found += islice(_of_dots(text), _MOST)
    if ":" in text or "=" in text:
        found += islice(_of_fields(text), _MOST)
    found.sort(key=_start_of)
    return found


def clock_lengths_in(text: str) -> Iterator[Length]:
    """The lengths that `3:31:44` and `28:04` may be; the second one in minutes or in hours.

    Example:
        >>> [int(each.seconds) for each in clock_lengths_in("3:31:44 and 28:04")]
        [12704, 1684]
    """
    for match in islice(_CLOCK.finditer(text), _MOST):
        first, middle, last, after = match.groups()
        if int(last) > 59 or (first is not None and int(middle) > 59):
            continue
        size = int(first or 0) * 3600 + int(middle) * 60 + int(last)
        total = Decimal(f"{size}.{after}") if after else Decimal(size)
        half = _HALF / 10 ** len(after or "")
        is_time = (
            after is None
            and int(first or middle) < _HOURS_OF_DAY
            and (first is None or last == "00")
        )
        yield Length(*match.span(), total, half, is_clock=is_time)
        if first is None and after is None and int(middle) < _HOURS_OF_DAY:
            yield Length(*match.span(), Decimal(size * 60), _HALF * 60, is_clock=is_time)


def _start_of(length: Length) -> int:
    return length.start


# With units


class _Part(NamedTuple):
    start: int
    end: int
    number: Decimal
    places: int
    measure: Measure
    width: Decimal


def _composed(text: str) -> Iterator[Length]:
    """Numbers with units; those that follow one another, from large to small, as one."""
    parts: list[_Part] = []
    for part in _parts(text):
        if parts and _goes_on(parts[-1], part, text):
            parts.append(part)
            continue
        if parts:
            yield _put_together(parts, text)
        parts = [part]
    if parts:
        yield _put_together(parts, text)


def _parts(text: str) -> Iterator[_Part]:
    for match in islice(_PART.finditer(text), _MOST):
        at = match.start("unit")
        found = _measure(match["unit"])
        if found is None:
            after = _AFTER_ONE_WORD.match(text, match.end("unit"))
            found = _measure(after[1]) if after is not None else None
            at = after.start(1) if after is not None else at
        number = _number(match["number"]) if found is not None else None
        if found is None or number is None:
            continue
        measure, length = found
        places = -min(int(number.as_tuple().exponent), 0)
        width = _QUARTER if match["number"][-1] in _SIGNS else _HALF / Decimal(10) ** places
        yield _Part(match.start(), at + length, number, places, measure, width)


def _measure(written: str) -> tuple[Measure, int] | None:
    """What a word measures, and how much of it; letters of the east stand without blanks."""
    word = written.lower().strip()
    found = UNITS.get(word.rstrip("'").replace("-", " "))
    if found is not None:
        return found, len(written)
    if word[:1] < "\u3000":
        return None
    for size in (3, 2, 1):
        found = UNITS.get(word[:size])
        if found is not None:
            return found, size
    return None


def _number(written: str) -> Decimal | None:
    lower = written.lower().rstrip()
    if lower in NUMBERS:
        return Decimal(NUMBERS[lower])
    sign = FRACTIONS.get(lower[-1:], Decimal())
    digits = lower.rstrip(_SIGNS + " ").replace(",", ".")
    if not digits:
        return sign
    return Decimal(digits) + sign if digits[0].isdigit() else Decimal(1)


def _goes_on(one: _Part, other: _Part, text: str) -> bool:
    if not other.measure.seconds or one.measure.seconds <= other.measure.seconds or one.places:
        return False
    if text[one.end : one.end + 1] == "." and text[one.end - 4 : one.end - 3].isalpha():
        return False  # the end of a sentence, not of an abbreviation
    return _JOINT.fullmatch(text, one.end, other.start) is not None


def _put_together(parts: list[_Part], text: str) -> Length:
    first, last = parts[0], parts[-1]
    total = sum((each.number * each.measure.seconds for each in parts), Decimal())
    end, half = last.end, last.measure.seconds * last.width
    if last.measure.seconds == 3600 and not last.places:
        minutes = _BARE_MINUTES.match(text, end)
        if minutes is not None:
            total, half, end = total + int(minutes[1]) * 60, Decimal(30), minutes.end()
    is_whole = len(parts) == 1 and not first.places
    size = int(first.number) if is_whole else 0
    measure = first.measure
    is_calendar = bool(measure.months or measure.workdays)
    return Length(
        first.start, end, None if is_calendar else total, half,
        size * measure.days, size * measure.months, size * measure.workdays,
    )  # fmt: skip


# Without


def _in_words(text: str) -> Iterator[Length]:
    for match in PHRASES.finditer(text):
        seconds = Decimal(int(str(match.lastgroup).removeprefix("s")))
        yield Length(*match.span(), seconds, Decimal(60))
    for match in _ISO.finditer(text):
        years, months, weeks, days, hours, minutes, seconds = (
            int(each or 0) for each in match.groups()
        )
        size = hours * 3600 + minutes * 60 + seconds
        whole = weeks * 7 + days
        in_months = years * 12 + months
        total = None if in_months else Decimal(whole * 86_400 + size)
        yield Length(*match.span(), total, _HALF, whole, in_months)
    for match in _FOUR_DIGITS.finditer(text):
        size = int(match[1]) * 3600 + int(match[2]) * 60
        yield Length(*match.span(1)[:1], match.end(), Decimal(size), Decimal(30))


def _of_dots(text: str) -> Iterator[Length]:
    """Each of several numbers with strokes between, before one unit: `18.2/96.7/411.9 ms`."""
    for match in _BESIDE.finditer(text):
        measure = UNITS.get(match[2].lower())
        if measure is None or not measure.seconds:
            continue
        for each in match[1].split("/"):
            number = Decimal(each)
            yield Length(*match.span(), number * measure.seconds, measure.seconds / 2)


def _of_fields(text: str) -> Iterator[Length]:
    """The numbers of fields whose names say what they measure, or that they are lengths of time."""
    of_all = _UNIT_OF_ALL.search(text)
    common = UNITS.get(of_all[1].lower()) if of_all is not None else None
    for match in islice(_FIELD.finditer(text), _MOST):
        words = field_words(match[1])
        if not words:
            continue
        number = Decimal(match[2])
        told = UNITS.get(words[-1])
        is_unit = words[-1] not in _OTHERS and (words[-1] not in _AMBIGUOUS or len(words) > 1)
        if told is not None and is_unit:
            yield _of_field(match, number, told)
        elif common is not None and common.seconds:
            yield _of_field(match, number, common)
        elif _LASTING.intersection(words):
            yield _of_field(match, number, UNITS["s"])
            if number >= _LIKELY_MILLISECONDS:
                yield _of_field(match, number, UNITS["ms"])


def _of_field(match: re.Match[str], number: Decimal, measure: Measure) -> Length:
    size = int(number) if number == int(number) else 0
    is_calendar = bool(measure.months or measure.workdays)
    return Length(
        *match.span(), None if is_calendar else number * measure.seconds, measure.seconds / 2,
        size * measure.days, size * measure.months, size * measure.workdays, match[1],
    )  # fmt: skip
