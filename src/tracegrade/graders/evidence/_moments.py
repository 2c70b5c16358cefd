"""Moments in a text, of every usual shape: those of logs, calendars, weather reports and tickets too."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._zones import offset_after
from tracegrade.graph.values import particulars_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["DAY_S", "Moment", "moments_in", "points_to_time"]

DAY_S = 86_400
_HALF_DAY = DAY_S // 2
_SOME_YEAR = 2001  # of a day without one
_MOST = 400
_HOURS_WITH_LETTERS = 12
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"(?:{'|'.join(name.capitalize() for name in _MONTHS)})"
_H, _M = r"(?:[01]\d|2[0-3])", r"[0-5]\d"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_DATE = rf"(?:19|20)\d\d(?:0[1-9]|1[0-2]){_DAY}"
_SHAPES = re.compile(
    rf"""
      (?P<iso>(?<!\d)\d{{4}}[-/]\d\d[-/]\d\d(?:T|\s|\sT\s)\d\d:\d\d(?::\d\d(?:[.,]\d{{1,9}})?)?)
    | (?P<web>(?<!\d)\d\d/{_MONTH}/\d{{4}}:\d\d:\d\d:\d\d)
    | (?P<log>\b{_MONTH}\s{{1,2}}\d{{1,2}}\s\d\d:\d\d:\d\d(?:\s\d{{4}})?(?!\w))
    | (?P<compact>(?<![\w.]){_DATE}(?:T?{_H}{_M}(?:{_M})?)?Z?(?![\w.]))
    | (?P<weather>(?<!\w){_DAY}{_H}{_M}Z(?!\w))
    | (?P<zulu>(?<![\w.:]){_H}:?{_M}Z(?!\w))
    | (?P<bare>(?<![\w.:,/$+-])0\d[0-5]\d(?![\w:/-]|[.,]\d))
    | (?P<headed>(?<!\w)(?:DEP|ARR|ETD|ETA|STD|STA|ATD|ATA|EOBT|[Dd]ep|[Aa]rr)[\s:]{{1,2}}(?:[A-Z]{{3,4}}\s)?{_H}{_M}(?!\w))
    | (?P<ticket>(?<!\w)\d{{1,2}}-?(?:{_MONTH}|{"|".join(name.upper() for name in _MONTHS)})-?(?:20)?\d\d(?!\w))
    | (?P<epoch>(?<![\w.])1\d{{9}}(?:\d{{3}})?(?!\w|\.\d))
    | (?P<turned>(?<![\w./-])\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}(?![\w/-]|\.\d))
    | (?P<short>(?<![\w.,/-])\d{{1,2}}\.\d{{1,2}}\.(?![\w.]))
    | (?P<pointed>(?<![\w.,:])\d{{1,2}}\.{_M}(?![\w%\u20ac$]|[.,]\d))
    | (?P<time>(?<![\d:.])\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d{{1,6}})?)?(?!:?\d)(?:\s?[aApP]\.?[mM]\b\.?|\s(?:[uU]hr|uur)\b)?)
    | (?P<clock>(?<![\w.,:])\d{{1,2}}(?:\s?[hH]\s?{_M}|[.:]{_M}\s[uU]hr|\s[uU]hr|[.:]{_M}\s[uU]ur|\s?[aApP]\.?[mM])(?![\w]))
    | (?P<hour>(?<![\w.,:])\d{{1,2}}\s?h(?![\w/]))
    | (?P<east>(?<!\d)\d{{1,2}}[\u6642\u65f6\u70b9](?![\u9593\u95f4])(?:\d{{1,2}}\u5206)?)
    """,
    re.VERBOSE,
)
_NUMBERS = re.compile(r"\d+")
_FRACTION = re.compile(r":\d\d[.,](\d{1,9})\Z")
_NAME_OF_MONTH = re.compile(r"[A-Za-z]{3}")
_SAYS_CLOCK = re.compile(
    r"\b(?:kl|klo|klokken|klockan|alle|dalle|ore|godz|godzinie|saat|um|ab|om|\u00e0|\u00e0s|at)\.?\s\Z",
    re.IGNORECASE,
)
_HALF_OF_DAY = re.compile(r"([apAP])\.?[mM]\.?\Z")
_POINTS_TO_TIME = re.compile(
    r"(?:\b(?:\u00e0|\u00e0s|d\u00e8s|vers|de|a|las|la|le|alle|ore|dalle|om|kl\.?|entre|et|e|y|jusqu'\u00e0|hasta|fino|at\u00e9|avant|apr\u00e8s)"
    r"|[^\W\d_]{2,9}(?:di|day|che|tag|feira))\s\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,(]{0,2}(?:at|um|\u00e0|a\slas|alle|\u00e0s|om|kl\.?|o|ore)?[\s,(]{0,2}")
_LONGEST_BETWEEN = 10
_BARE_DAY = re.compile(
    r"\b(?:the|am|den|zum|bis|au|le|al|el|il|dia|op|tot|de)\s(\d{1,2})(?:st|nd|rd|th|\.|er|e)?(?![\w:%\u20ac$/]|[.,]\d|\.?\s[^\W\d_])|\b(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b"
)
_REACH_OF_MONTH = 80  # characters in which a day of the same month may follow


class Moment(NamedTuple):
    """A day, a time of day, or both.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        day: The day, if it is told; of one without a year, that of some year.
        second: Second of the day, if it is told.
        offset: Minutes that its clock is ahead of UTC, where that is told.
        has_year: Whether the year is told.
        is_exact: Whether the second is told.
        fraction: Part of a second, if it is told.
        is_either: Whether it may be in the morning or in the evening.
        is_bare: Whether only the day of the month is told, of a month told before.

    Example:
        >>> [(each.day, each.second, each.offset) for each in moments_in("[02/Jun/2025:10:14:01 +0200] GET")]
        [(datetime.date(2025, 6, 2), 36841, 120)]
    """

    start: int
    end: int
    day: date | None = None
    second: int | None = None
    offset: int | None = None
    has_year: bool = True
    is_exact: bool = False
    fraction: Decimal = Decimal()
    is_either: bool = False
    is_bare: bool = False

    @property
    def seconds(self) -> tuple[int, ...]:
        """The seconds of the day that it may be."""
        if self.second is None:
            return ()
        return (self.second, self.second + _HALF_DAY) if self.is_either else (self.second,)

    @property
    def ordinal(self) -> int | None:
        """Its seconds since the first day there is, where day and time are told."""
        if self.day is None or self.second is None:
            return None
        return self.day.toordinal() * DAY_S + self.second


def moments_in(text: str) -> list[Moment]:
    """The moments of a text, in order; a day and the time beside it are one.

    Example:
        >>> [(each.day, each.second) for each in moments_in("am 28.11.2026 um 18.00 Uhr, 0635Z, 1759276800")]
        [(datetime.date(2026, 11, 28), 64800), (None, 23700), (datetime.date(2025, 10, 1), 0)]
        >>> [each.second for each in moments_in("2026-11-27T13:00:00-05:00")]
        [46800]
    """
    found: list[Moment] = []
    masked: list[str] = []
    at = 0
    for match in islice(_SHAPES.finditer(text), _MOST):
        kind = match.lastgroup
        assert kind is not None
        is_offset = match.start() < at  # of the moment before
        moment = None if is_offset else _READERS[kind](match[0], match.start(), text)
        if moment is None:
            continue
        moment = _with_offset(_with_fraction(moment, match[0], kind), text)
        found.append(moment)
        end = max(moment.end, match.end())
        masked += [text[at : match.start()], " " * (end - match.start())]
        at = end
    rest = "".join((*masked, text[at:]))
    found += islice(_days_in(rest), _MOST)
    found.sort(key=_start_of)
    return list(_joined(found, text))


def _with_fraction(moment: Moment, written: str, kind: str) -> Moment:
    """A moment with what is told of its second behind the point."""
    if kind == "epoch":
        return moment._replace(fraction=Decimal(written[10:] or 0) / 1000)
    match = _FRACTION.search(written) if moment.is_exact else None
    return moment if match is None else moment._replace(fraction=Decimal(f"0.{match[1]}"))


def _with_offset(moment: Moment, text: str) -> Moment:
    if moment.second is None or moment.offset is not None:
        return moment
    after = offset_after(text, moment.end)
    return (
        moment if after is None else moment._replace(offset=after[0], end=after[1], is_either=False)
    )


def _days_in(text: str) -> Iterator[Moment]:
    """Days written in words or in the usual ways."""
    for each in particulars_in(text):
        key = each.keys[0]
        if each.kind == "date" and isinstance(key, tuple):
            year, month, day = key
            told = _day(year or _SOME_YEAR, month, day)
            if told is not None:
                yield Moment(each.start, each.end, told, has_year=year is not None)
                yield from _bare_days(text, each.end, told, has_year=year is not None)


def _bare_days(text: str, at: int, day: date, *, has_year: bool) -> Iterator[Moment]:
    """The days of the month that follow a day: `3 March and leave on the 17th`."""
    for match in _BARE_DAY.finditer(text, at, at + _REACH_OF_MONTH):
        number = int(match[1] or match[2])
        month = day.month + (number < day.day)
        told = _day(day.year + month // 13, (month - 1) % 12 + 1, number)
        if told is not None:
            yield Moment(*match.span(), told, has_year=has_year, is_bare=True)


def _joined(found: list[Moment], text: str) -> Iterator[Moment]:
    """A day and the time after it, or a time and the day after it, as one."""
    waiting: Moment | None = None
    for each in found:
        if waiting is None:
            waiting = each
            continue
        gap = text[waiting.end : each.start]
        is_pair = (waiting.day is None) != (each.day is None) and (waiting.second is None) != (
            each.second is None
        )
        if is_pair and len(gap) <= _LONGEST_BETWEEN and _BETWEEN.fullmatch(gap):
            told, timed = (waiting, each) if waiting.day is not None else (each, waiting)
            yield timed._replace(
                start=waiting.start, end=each.end, day=told.day, has_year=told.has_year
            )
            waiting = None
            continue
        yield waiting
        waiting = each
    if waiting is not None:
        yield waiting


def _start_of(moment: Moment) -> int:
    return moment.start


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(start: int, end: int, day: date | None, clock: list[int]) -> Moment | None:
    """The moment of a day at hours, minutes and seconds."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    if hour > 23 or minute > 59 or second > 59:
        return None
    size = hour * 3600 + minute * 60 + second
    return Moment(start, end, day, size, is_exact=len(clock) > 2)


# One reader a shape: what is written, where, and in what text


def _iso(written: str, start: int, _: str) -> Moment | None:
    year, month, day, *clock = map(int, _NUMBERS.findall(written))
    told = _day(year, month, day)
    return None if told is None else _at(start, start + len(written), told, clock[:3])


def _web(written: str, start: int, _: str) -> Moment | None:
    day, year, *clock = map(int, _NUMBERS.findall(written))
    told = _day(year, _MONTHS.index(written[3:6].lower()) + 1, day)
    return None if told is None else _at(start, start + len(written), told, clock)


def _log(written: str, start: int, _: str) -> Moment | None:
    day, *clock = map(int, _NUMBERS.findall(written))
    year = clock[3] if len(clock) > 3 else None
    told = _day(year or _SOME_YEAR, _MONTHS.index(written[:3].lower()) + 1, day)
    found = None if told is None else _at(start, start + len(written), told, clock[:3])
    return None if found is None else found._replace(has_year=year is not None)


def _compact(written: str, start: int, _: str) -> Moment | None:
    digits = written.replace("T", "").rstrip("Z")
    told = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    end = start + len(written)
    if told is None or len(digits) == 8:
        return None if told is None else Moment(start, end, told)
    clock = [int(digits[at : at + 2]) for at in range(8, len(digits), 2)]
    found = _at(start, end, told, clock)
    return found._replace(offset=0) if found is not None and written[-1] == "Z" else found


def _weather(written: str, start: int, _: str) -> Moment | None:
    found = _at(start, start + len(written), None, [int(written[2:4]), int(written[4:6])])
    return None if found is None else found._replace(offset=0)


def _zulu(written: str, start: int, _: str) -> Moment | None:
    found = _at(start, start + len(written), None, [int(written[:2]), int(written[-3:-1])])
    return None if found is None else found._replace(offset=0)


def _bare(written: str, start: int, _: str) -> Moment | None:
    clock = [int(written[-4:-2]), int(written[-2:])]
    return _at(start, start + len(written), None, clock)


def _ticket(written: str, start: int, _: str) -> Moment | None:
    day, year = map(int, _NUMBERS.findall(written))
    name = _NAME_OF_MONTH.search(written)
    assert name is not None
    told = _day(2000 + year % 100, _MONTHS.index(name[0].lower()) + 1, day)
    return None if told is None else Moment(start, start + len(written), told)


def _epoch(written: str, start: int, _: str) -> Moment | None:
    moment = datetime.fromtimestamp(int(written[:10]), tz=UTC)
    clock = [moment.hour, moment.minute, moment.second]
    found = _at(start, start + len(written), moment.date(), clock)
    return None if found is None else found._replace(offset=0)


def _turned(written: str, start: int, _: str) -> Moment | None:
    """A day before its year: the day of the month comes first, unless it cannot."""
    first, second, year = map(int, _NUMBERS.findall(written))
    told = _day(year, second, first) or _day(year, first, second)
    return None if told is None else Moment(start, start + len(written), told)


def _short(written: str, start: int, text: str) -> Moment | None:
    """`30.11.`, the day before the month; or a time at the end of its sentence."""
    timed = _pointed(written.rstrip("."), start, text)
    if timed is not None:
        return timed
    day, month = map(int, _NUMBERS.findall(written))
    told = _day(_SOME_YEAR, month, day)
    return None if told is None else Moment(start, start + len(written), told, has_year=False)


def _pointed(written: str, start: int, text: str) -> Moment | None:
    """`14.20`, where what stands before it is said of clocks."""
    if _SAYS_CLOCK.search(text[max(0, start - 12) : start]) is None:
        return None
    return _time(written, start, text)


def _time(written: str, start: int, _: str) -> Moment | None:
    clock = [int(each) for each in _NUMBERS.findall(written)][:3]
    half = _HALF_OF_DAY.search(written)
    letter = half[1].lower() if half is not None else ""
    if letter:
        if not 0 < clock[0] <= _HOURS_WITH_LETTERS:
            return None
        clock[0] = clock[0] % 12 + 12 * (letter == "p")
    found = _at(start, start + len(written.rstrip()), None, clock)
    if found is None:
        return None
    is_either = not letter and written[0] != "0" and 0 < clock[0] < 12 and not found.is_exact
    return found._replace(is_either=is_either)


def points_to_time(text: str, at: int) -> bool:
    """Whether what stands before a place is said of times, not of lengths of time.

    Example:
        >>> points_to_time("part \u00e0 18 h", 7), points_to_time("dure 18 h", 5)
        (True, False)
    """
    return _POINTS_TO_TIME.search(text[max(0, at - 16) : at]) is not None


def _hour(written: str, start: int, text: str) -> Moment | None:
    """`18 h`, where what stands before it is said of times, not of lengths of time."""
    return _time(written, start, text) if points_to_time(text, start) else None


_READERS: dict[str, Callable[[str, int, str], Moment | None]] = {
    "iso": _iso, "web": _web, "log": _log, "compact": _compact, "weather": _weather, "zulu": _zulu,
    "short": _short, "pointed": _pointed, "bare": _bare, "headed": _bare, "ticket": _ticket, "epoch": _epoch, "turned": _turned, "time": _time, "clock": _time, "hour": _hour, "east": _time,
}  # fmt: skip
