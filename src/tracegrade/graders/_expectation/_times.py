"""Dates and times in arguments: what a text says, if it says it without a doubt."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["read_date", "read_time"]

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].{0,40})?")
_NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?,?\s+"
    r"|(?P<month_first>[a-z]{3,9})\.?\s+(?P<day_second>\d{1,2})(?:st|nd|rd|th)?,?\s+)"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)
_LONGEST = 64  # characters; no date is longer, and a pattern never sees more


def read_time(value: object) -> datetime | None:
    """The moment that an ISO 8601 text with a time of day says; naive where it names no offset.

    Example:
        >>> read_time("2026-11-23T10:00:00+01:00") == read_time("2026-11-23T09:00:00Z")
        True
        >>> read_time("2026-11-23") is None
        True
    """
    if not isinstance(value, str) or len(value) > _LONGEST or ":" not in value:
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def read_date(value: object) -> date | None:
    """The day that a text says: year first, or with the month by name; else it could be two days.

    Example:
        >>> read_date("Nov 23, 2026") == read_date("2026-11-23T10:00:00Z") == date(2026, 11, 23)
        True
        >>> read_date("11/12/2026") is None
        True
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    if found := _ISO_DATE.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if not (named := _NAMED_MONTH.fullmatch(text)):
        return None
    month = _month(named["month"] or named["month_first"])
    return _date(int(named["year"]), month, int(named["day"] or named["day_second"]))


def _month(name: str) -> int:
    short = name[:3].lower()
    full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
    number = _MONTHS.get(short, 0)
    known = number and (len(name) == 3 or full[number - 1].startswith(name.lower()))
    return number if known or name.lower() == "sept" else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
