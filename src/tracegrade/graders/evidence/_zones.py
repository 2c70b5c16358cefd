"""Offsets from UTC that a text tells of: `+02:00`, `UTC+9`, `Europe/Rome`, `CEST`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

__all__ = ["SAYS_WHERE", "offset_after", "offsets_in"]

_HOUR = 60
_LETTERED = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "SAST": 120, "EEST": 180, "MSK": 180, "TRT": 180, "IST": 330, "SGT": 480, "HKT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "ART": -180, "BRT": -180, "ADT": -180,
    "AST": -240, "EDT": -240, "EST": -300, "CDT": -300, "CST": -360, "MDT": -360, "MST": -420, "PDT": -420,
    "PST": -480, "AKST": -540, "HST": -600,
}  # fmt: skip
"""Minutes by the usual letters."""

_NAMES = "|".join(sorted(_LETTERED, key=len, reverse=True))
_SIGNED = r"(?:[+\u2212-])\d{1,2}(?::?[0-5]\d)?"
_AFTER = re.compile(
    rf"\s?[(\[]?(?:(?P<zone>(?:UTC|GMT)\s?{_SIGNED})|(?P<signed>[+-]\d\d:?[0-5]\d)|(?P<letters>{_NAMES}))(?![\w:])"
)
_TOLD = re.compile(
    rf"(?<![\w/])(?:(?P<zone>(?:UTC|GMT)\s?{_SIGNED})|(?P<letters>{_NAMES})(?![\w/+-])"
    r"|(?P<region>(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_]{2,30}(?:/[A-Z][A-Za-z_]{2,30})?))"
    r"|(?<=[\dT\"' =])(?P<signed>[+-](?:0\d|1[0-4]):[0-5]\d)(?!\d)|(?<=:\d\d)\s(?P<plain>[+-](?:0\d|1[0-4])[0-5]\d)(?!\d)"
)
_PARTS = re.compile(r"([+\u2212-])(\d{1,2}):?(\d\d)?")
_MOST = 400
_MOST_KINDS = 12

SAYS_WHERE = re.compile(
    rf"\b(?:{_NAMES}|Zulu)\b|\b(?:local|your\stime|time\szone|timezone|ortszeit|lokal\w*|zeitzone|heure\slocale|locales?|fuseau|hora\slocal|huso"
    r"|ora\slocale|fuso|plaatselijke|tijdzone|czasu?\slokaln\w+|stref\w+|yerel|lokaltid|lokal\stid)\b|\u73fe\u5730|\u5f53\u5730|\u6642\u9593\)|\u65e5\u672c\u6642\u9593|\u5317\u4eac\u65f6\u95f4",
    re.IGNORECASE,
)
"""Words that say where a time is told for."""


def offset_after(text: str, at: int) -> tuple[int, int] | None:
    """The offset in minutes that is written right after a time, and where it ends.

    Example:
        >>> offset_after("12:00 (UTC+2)", 5), offset_after("12:00 +0530", 5), offset_after("12:00 noon", 5)
        ((120, 12), (330, 11), None)
    """
    match = _AFTER.match(text, at)
    if match is None:
        return None
    return _minutes(match["zone"] or match["signed"] or match["letters"]), match.end()


def offsets_in(text: str, day: date | None = None) -> list[int]:
    """Each offset that a text tells of, in minutes, of a place as it is on a day.

    Example:
        >>> offsets_in("from 10:00:00+01:00, told for Asia/Tokyo and UTC", date(2025, 6, 1))
        [60, 540, 0]
    """
    found: dict[int, None] = {}
    for match in islice(_TOLD.finditer(text), _MOST):
        if match["region"]:
            offset = _of_region(match["region"], day or date(2025, 1, 1))
        else:
            offset = _minutes(
                match["zone"] or match["signed"] or match["plain"] or match["letters"]
            )
        if offset is not None and len(found) < _MOST_KINDS:
            found.setdefault(offset)
    return list(found)


def _minutes(written: str) -> int:
    if written in _LETTERED:
        return _LETTERED[written]
    match = _PARTS.search(written)
    assert match is not None
    sign, hours, minutes = match.groups()
    size = int(hours) * _HOUR + int(minutes or 0)
    return size if sign == "+" else -size


@lru_cache(maxsize=256)
def _of_region(name: str, day: date) -> int | None:
    try:
        offset = datetime.combine(day, time(12), tzinfo=ZoneInfo(name)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None  # no such place, or no table of them on this machine
    return None if offset is None else offset // timedelta(minutes=1)
