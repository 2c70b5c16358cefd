"""Days that follow: written otherwise, so many days or months before or after another, ends of periods."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._moments import DAY_S
from tracegrade.graders.evidence._steps import steps_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._lengths import Length
    from tracegrade.graders.evidence._moments import Moment
    from tracegrade.graders.evidence._timeline import Timeline

__all__ = ["day_witness", "months_on", "workdays_on"]

_MOST_WORKDAYS = 400
_MINUTE = 60
_END = r"(?:end\sof|ends?|last\sday|ende|fin|final|finales|fine|fim|einde|eind|koniec|ko\u0144ca|ko\u0144cem|sonu|slutet|slutning\w*|utgangen)"
_END_OF_MONTH = re.compile(
    rf"\b{_END}\s(?:(?:of|the|a|each|that|calendar|des|eines|de|du|d'un|del|della|di|do|da|van|een|af|av)\s){{0,3}}"
    r"(?:month|quarter|year|monats?|quartals?|jahres|mois|trimestre|ann\u00e9e|mes|a\u00f1o|mese|anno|m\u00eas|ano|maand|kwartaal|jaar|miesi\u0105ca|kwarta\u0142u|roku)\b"
    r"|\b(?:monats|quartals|jahres)ende|\bmaandeinde|\bfine\smese|\bfin\sde\smois|\bay\ssonu|[\u6708\u5e74]\u672b",
    re.IGNORECASE,
)
_END_OF_YEAR = re.compile(
    rf"\b(?:{_END}\s(?:(?:of|the|year|des|de|l'ann\u00e9e|del|di|do|van|jahres|roku|af|av)\s){{0,3}}|year[\s-]end\s|jahresende\s|through\s|f\u00fcr\s|for\s|fy\s?)(20\d\d)\b|\b(20\d\d)\u5e74?\u672b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?<![\d-])(20\d\d)-(0[1-9]|1[0-2])(?![\d-])")
_QUARTER = re.compile(r"\b[QT]([1-4])[\s/-]?(20\d\d)\b|\b(20\d\d)[\s/-]?[QT]([1-4])\b")
_CLOSES = 12


def day_witness(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """How a day that a sentence tells follows from what sources tell, if it does.

    Args:
        own: The day, as the sentence tells it.
        sentence: The sentence.
        timeline: What sources and answer tell.
    """
    return (
        _stated(own, timeline)
        or _elsewhere(own, timeline)
        or _shifted(own, sentence, timeline)
        or _of_period(own, sentence, timeline)
    )


def _is(own: Moment, day: date | None, *, has_year: bool = True) -> bool:
    if own.day is None or day is None:
        return False
    is_day = (own.day.month, own.day.day) == (day.month, day.day)
    return is_day and (own.day.year == day.year or not (own.has_year and has_year))


def _stated(own: Moment, timeline: Timeline) -> str | None:
    """The same day where it is written as logs and machines write it."""
    for source in timeline.sources:
        for each in source.moments:
            if _is(own, each.day, has_year=each.has_year):
                return source.text[each.start : each.end][:40]
    return None


def _elsewhere(own: Moment, timeline: Timeline) -> str | None:
    """The day that a moment is at one of the offsets told."""
    offsets = dict.fromkeys(offset for source in timeline.sources for offset in source.offsets)
    for source in timeline.sources:
        for each in source.moments:
            if each.ordinal is None or each.offset is None or each.day is None:
                continue
            for offset in offsets:
                later = (each.ordinal + (offset - each.offset) * _MINUTE) // DAY_S
                if _is(own, date.fromordinal(later)):
                    return f"{source.text[each.start : each.end][:40]} at UTC{offset / 60:+g}"
    return None


def _shifted(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """A day so many days, months or days of work before or after another."""
    steps = steps_to(own, sentence, timeline, is_base=_has_day, is_step=_counts_days)
    for base, length in steps:
        assert base.day is not None
        start = base.day
        if not base.has_year and own.has_year and own.day is not None:
            start = _in_year(start, own.day.year) or start
        ends_month = bool(length.months) and _speaks_of_ends(sentence, timeline)
        for day in _reached(start, length, ends_month=ends_month):
            if _is(own, day, has_year=base.has_year):
                return f"{_called(length)} from {start}"
    return None


def _has_day(moment: Moment) -> bool:
    return moment.day is not None


def _counts_days(length: Length) -> bool:
    return length.days > 1 or length.months > 0 or length.workdays > 0


def _called(length: Length) -> str:
    if length.months:
        return f"{length.months} month(s)"
    return f"{length.workdays} working day(s)" if length.workdays else f"{length.days} day(s)"


def _reached(start: date, length: Length, *, ends_month: bool) -> Iterator[date | None]:
    """The days that lie so far from one, on both sides."""
    if length.days:
        yield from (_moved(start, days) for days in (length.days, -length.days))
    if length.workdays:
        yield from workdays_on(start, length.workdays)
    if length.months:
        for months in (length.months, -length.months):
            day = months_on(start, months)
            yield day
            yield _moved(day, -1 if months > 0 else 1) if day is not None else None
            if ends_month and day is not None:
                yield day.replace(day=monthrange(day.year, day.month)[1])


def _moved(start: date, days: int) -> date | None:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def months_on(start: date, months: int) -> date | None:
    """The day so many months on, or the last of the month where it has no such day.

    Example:
        >>> months_on(date(2025, 8, 31), 6), months_on(date(2025, 3, 15), -12)
        (datetime.date(2026, 2, 28), datetime.date(2024, 3, 15))
    """
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        return None
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def workdays_on(start: date, count: int) -> Iterator[date]:
    """The days so many working days on, with the first one counted and without.

    Example:
        >>> [str(day) for day in workdays_on(date(2025, 4, 14), 24)]
        ['2025-05-15', '2025-05-16']
    """
    day, left = start, min(count, _MOST_WORKDAYS)
    if start.weekday() < 5:
        left -= 1
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    yield day
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    yield day


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _speaks_of_ends(sentence: Sentence, timeline: Timeline) -> bool:
    texts = (sentence.text, *(source.text for source in timeline.sources))
    return any(_END_OF_MONTH.search(text) is not None for text in texts)


def _of_period(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """The first or last day of a month or quarter that a source tells of, or of a period somebody spoke of the end of."""
    day = own.day
    if day is None or not own.has_year:
        return None
    is_last = day.day == monthrange(day.year, day.month)[1]
    if not is_last and day.day != 1:
        return None
    texts = [sentence.above, *(source.text for source in timeline.sources)]
    if is_last and _ends_here(day, sentence, timeline):
        return "the end of a month"
    if any(_names_period(text, day, is_last=is_last) for text in texts):
        return "the end of a period" if is_last else "the first day of a period"
    return None


def _names_period(text: str, day: date, *, is_last: bool) -> bool:
    """Whether a text tells of the month, the quarter or the year that a day begins or ends."""
    year = str(day.year)
    is_new_years_eve = is_last and day.month == _CLOSES
    if is_new_years_eve and any(year in match.groups() for match in _END_OF_YEAR.finditer(text)):
        return True
    if any(match.groups() == (year, f"{day.month:02d}") for match in _MONTH.finditer(text)):
        return True
    quarter = str((day.month + 2) // 3)
    if day.month % 3 != (0 if is_last else 1):
        return False
    return any(
        (match[1] or match[4], match[2] or match[3]) == (quarter, year)
        for match in _QUARTER.finditer(text)
    )


def _ends_here(day: date, sentence: Sentence, timeline: Timeline) -> bool:
    """Whether ends of months are spoken of, and somebody said a day of this month or the one before."""
    months = {
        each.day.year * 12 + each.day.month for source in timeline.sources if source.is_said
        for each in source.moments if each.day is not None and each.has_year
    }  # fmt: skip
    month = day.year * 12 + day.month
    return bool(months & {month, month - 1}) and _speaks_of_ends(sentence, timeline)
