"""Dates that follow from others: the day after, in three days, next Friday."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["relative_day", "without_own_weekday"]

_ONE_LATER = re.compile(
    r"\b(?:tomorrow|(?:the )?(?:next|following) day|(?:the |a |one )?day (?:after|later)|overnight|arriv\w*)\b"
)
_ONE_LATER_ABROAD = re.compile(
    r"\b(?:morgen|am n\u00e4chsten tag|tags darauf|demain|le lendemain|ma\u00f1ana|al d\u00eda siguiente|domani|il giorno dopo|amanh\u00e3|no dia seguinte|de volgende dag"
    r"|jutro|nast\u0119pnego dnia|i morgen|i morgon|imorgon|yar\u0131n|ertesi g\u00fcn)\b|\u660e\u65e5|\u660e\u5929|\u7fcc\u65e5|\u7b2c\u4e8c\u5929"
)
_ONE_EARLIER_ABROAD = re.compile(
    r"\b(?:gestern|am vortag|hier|la veille|ayer|ieri|ontem|gisteren|wczoraj|i g\u00e5r|ig\u00e5r|d\u00fcn)\b|\u6628\u65e5|\u6628\u5929|\u524d\u65e5"
)
_ONE_EARLIER = re.compile(
    r"\b(?:yesterday|(?:the )?previous day|(?:the |a |one )?day (?:before|earlier|prior))\b"
)
_SOME_DAYS = re.compile(r"\b(\d{1,3}|two|three|four|five|six|seven|ten) (day|night|week)s?\b")
_ONE_WEEK = re.compile(r"\b(?:next|following|a|one|last|previous) week\b")
_WEEKDAYS = re.compile(r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)\b")
_OWN_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|mi\u00e9rcoles|jueves|viernes|s\u00e1bado|domingo|(?:luned|marted|mercoled|gioved|venerd)\u00ec|sabato|domenica|(?:segunda|ter\u00e7a|quarta|quinta|sexta)(?:-feira)?"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:man|tirs|ons|tors|fre|l\u00f8r|s\u00f8n|m\u00e5n|tis|l\u00f6r|s\u00f6n)dag),?\s(?:(?:the|den|dem|der|le|el|il|de|d\.)\s)?\Z",
    re.IGNORECASE,
)
_WEEKDAYS_ABROAD = {
    name: number
    for names in (
        "montag dienstag mittwoch donnerstag freitag samstag sonntag", "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes mi\u00e9rcoles jueves viernes s\u00e1bado domingo", "luned\u00ec marted\u00ec mercoled\u00ec gioved\u00ec venerd\u00ec sabato domenica",
        "segunda ter\u00e7a quarta quinta sexta s\u00e1bado domingo", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "poniedzia\u0142ek wtorek \u015brod\u0119 czwartek pi\u0105tek sobot\u0119 niedziel\u0119", "mandag tirsdag onsdag torsdag fredag l\u00f8rdag s\u00f8ndag",
        "m\u00e5ndag tisdag onsdag torsdag fredag l\u00f6rdag s\u00f6ndag", "pazartesi sal\u0131 \u00e7ar\u015famba per\u015fembe cuma cumartesi pazar",
    )
    for number, name in enumerate(names.split())
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{4,14}")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
}  # fmt: skip
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = 7
_MOST_DATES = 60


def relative_day(key: tuple[Any, ...], known: Iterable[tuple[Any, ...]], said: str) -> str | None:
    """How a day follows from a known one by words such as `the day after`, if it does.

    Example:
        >>> relative_day((2026, 6, 12), [(2026, 6, 11)], "the day after, please")
        '1 day(s) from 2026-06-11'
    """
    offsets, weekdays = _offsets(said), _weekdays(said)
    if not offsets and not weekdays:
        return None
    for parts in list(dict.fromkeys(known))[-_MOST_DATES:]:
        start = _date(*parts)
        day = _date(key[0] or parts[0], key[1], key[2])
        if start is None or day is None:
            continue
        apart = (day - start) // timedelta(days=1)
        is_weekday = day.weekday() in weekdays and abs(apart) <= _WEEK
        if apart and (apart in offsets or is_weekday):
            return f"{apart} day(s) from {start}"
    return None


def without_own_weekday(before: str) -> str:
    """The text before a date without its own day of the week, which moves nothing: `on Friday, 3 May`.

    Example:
        >>> without_own_weekday("Set for Thursday, "), without_own_weekday("On Thursday it left, on ")
        ('Set for ', 'On Thursday it left, on ')
    """
    return _OWN_WEEKDAY.sub("", before)


def _offsets(said: str) -> set[int]:
    """The days by which the words of a text move a date."""
    found: set[int] = set()
    if _ONE_LATER.search(said) or _ONE_LATER_ABROAD.search(said):
        found.add(1)
    if _ONE_EARLIER.search(said) or _ONE_EARLIER_ABROAD.search(said):
        found.add(-1)
    if _ONE_WEEK.search(said):
        found |= {_WEEK, -_WEEK}
    for number, unit in _SOME_DAYS.findall(said):
        days = _NUMBERS.get(number) or int(number)
        days *= _WEEK if unit == "week" else 1
        found |= {days, -days}
    return found


def _weekdays(said: str) -> set[int]:
    names = set(_WEEKDAYS.findall(said))
    if "weekend" in names:
        names = {*names, "saturday", "sunday"}
    abroad = {_WEEKDAYS_ABROAD[word] for word in _WORD.findall(said) if word in _WEEKDAYS_ABROAD}
    return {_NAMES.index(name) for name in names if name in _NAMES} | abroad


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
