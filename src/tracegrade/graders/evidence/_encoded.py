"""What stands in a code whose places have a meaning: reports and forecasts of the weather at airfields, lines of cron."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graph.values import Unit, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Encoded", "encoded_in", "minutes_in"]

_WIND = re.compile(
    r"(?<!\S)(?P<direction>\d{3}|VRB)(?P<speed>\d{2,3})(?:G(?P<gust>\d{2,3}))?(?P<unit>KT|MPS|KMH)\b"
)
_MOMENT = re.compile(
    r"(?<!\S)(?P<day>\d{2})(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)Z\b|\bFM\d{2}([01]\d|2[0-3])([0-5]\d)\b"
)
_PERIOD = re.compile(r"(?<!\S)\d{2}([01]\d|2[0-4])/\d{2}([01]\d|2[0-4])\b")
_CLOUD = re.compile(r"(?<!\S)(?:FEW|SCT|BKN|OVC|VV)(\d{3})(?:CB|TCU)?\b")
_SIGHT = re.compile(r"(?<!\S)(\d{4})(?:NDV|[NESW]{1,2})?(?!\S)|(?<!\S)P?(\d{1,2}(?:/\d)?)SM\b")
_WARMTH = re.compile(r"(?<!\S)(M?\d{2})/(M?\d{2})(?!\S)")
_PRESSURE = re.compile(r"(?<!\S)(?:Q(\d{4})|A(\d{4}))\b")
_TURNING = re.compile(r"(?<!\S)(\d{3})V(\d{3})\b")
_CRON = re.compile(
    r"(?<![\w*/,-])(?P<minute>\*/\d{1,2}|\d{1,2}(?:,\d{1,2}){0,5})[ \t]+(?P<hour>\*(?:/\d{1,2})?|\d{1,2}(?:[,-]\d{1,2}){0,8})"
    r"[ \t]+(?:\*(?:/\d{1,2})?|[\d,-]{1,12}|[L?])[ \t]+(?:\*(?:/\d{1,2})?|[\d,-]{1,12}|[A-Z]{3})[ \t]+(?:[*?]|[0-7](?:[,-][0-7]){0,6}|[A-Za-z]{3}(?:[,-][A-Za-z]{3}){0,6})(?![\w*/])"
)
_RECURS = re.compile(r"BYHOUR=(\d{1,2})(?:;BYMINUTE=(\d{1,2}))?")
_FEET = "ft"
_HUNDRED = Decimal(100)
_DIRECTION = Unit("direction", Decimal(1))
_LONGEST = 4_000  # characters after the wind that belong to its report
_MOST = 200
_DAY_MIN = 1440


class Encoded(NamedTuple):
    """An amount that a place of a code stands for."""

    unit: Unit
    value: Decimal
    written: str


def encoded_in(text: str) -> Iterator[Encoded]:
    """The amounts in reports of the weather at airfields (METAR, TAF).

    Example:
        >>> [(each.unit.measures, int(each.value)) for each in encoded_in("24018G31KT 4000 BKN007 06/04 Q0998")]
        [('direction', 240), ('speed', 18), ('speed', 31), ('length', 4000), ('length', 700), ('temperature', 6), ('temperature', 4), ('pressure', 998)]
    """
    if "KT" not in text and "MPS" not in text and "KMH" not in text:
        return
    last = 0
    for number, wind in enumerate(_WIND.finditer(text)):
        if number >= _MOST:
            return
        yield from _of_wind(wind)
        start = max(last, wind.end())
        last = min(len(text), wind.end() + _LONGEST)
        following = _WIND.search(text, wind.end(), last)
        last = following.start() if following is not None else last
        yield from _of_report(text[start:last])


def _of_wind(wind: re.Match[str]) -> Iterator[Encoded]:
    unit = {"KT": _unit("kn", "1.852"), "MPS": _named("m/s"), "KMH": _named("km/h")}[wind["unit"]]
    if wind["direction"] != "VRB":
        yield Encoded(_DIRECTION, Decimal(wind["direction"]), wind[0])
    for part in ("speed", "gust"):
        if wind[part]:
            yield Encoded(unit, Decimal(wind[part]), wind[0])


def _of_report(text: str) -> Iterator[Encoded]:
    for match in _SIGHT.finditer(text):
        if match[1]:
            far = Decimal(10_000) if match[1] == "9999" else Decimal(match[1])
            yield Encoded(_named("m"), far, match[0])
        else:
            above, _, below = match[2].partition("/")
            yield Encoded(_named("mi"), Decimal(above) / Decimal(below or 1), match[0])
    for match in _CLOUD.finditer(text):
        yield Encoded(_named(_FEET), Decimal(match[1]) * _HUNDRED, match[0])
    for match in _WARMTH.finditer(text):
        for written in match.groups():
            yield Encoded(_named("\u00b0c"), Decimal(written.replace("M", "-")), match[0])
    for match in _PRESSURE.finditer(text):
        if match[1]:
            yield Encoded(_named("hpa"), Decimal(match[1]), match[0])
        else:
            yield Encoded(_unit("inhg", "3386.389"), Decimal(match[2]) / _HUNDRED, match[0])
    for match in _TURNING.finditer(text):
        yield from (Encoded(_DIRECTION, Decimal(each), match[0]) for each in match.groups())


def _named(name: str) -> Unit:
    unit = unit_named(name)
    assert unit is not None
    return unit


def _unit(name: str, factor: str) -> Unit:
    return Unit("speed" if name == "kn" else "pressure", Decimal(factor))


def minutes_in(text: str) -> Iterator[int]:
    """The times of day, in minutes, of reports and of lines of cron.

    Example:
        >>> list(minutes_in("30 17 * * 1-5 /opt/backup.sh")), list(minutes_in("KXYZ 141755Z 09007KT"))
        ([1050], [1075])
    """
    if "Z " in text or "FM" in text:
        for match in _MOMENT.finditer(text):
            hour, minute = (
                (match["hour"], match["minute"]) if match["hour"] else match.groups()[-2:]
            )
            yield int(hour) * 60 + int(minute)
        for match in _PERIOD.finditer(text):
            yield from (int(hour) * 60 % _DAY_MIN for hour in match.groups())
    if "BYHOUR=" in text:
        for match in _RECURS.finditer(text):
            yield int(match[1]) * 60 + int(match[2] or 0)
    if "*" in text:
        for match in _CRON.finditer(text):
            yield from _of_cron(match["minute"], match["hour"])


def _of_cron(minute: str, hour: str) -> Iterator[int]:
    if "*" in minute or "*" in hour:
        return
    for each in re.split("[,-]", hour):
        for other in minute.split(","):
            if int(each) < 24 and int(other) < 60:
                yield int(each) * 60 + int(other)
