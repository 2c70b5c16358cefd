"""Days of the week beside dates: is the one that the calendar has?"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["is_weekday", "weekday_faults"]

_LANGUAGES = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes mi\u00e9rcoles jueves viernes s\u00e1bado domingo",
    "luned\u00ec marted\u00ec mercoled\u00ec gioved\u00ec venerd\u00ec sabato domenica",
    "segunda-feira ter\u00e7a-feira quarta-feira quinta-feira sexta-feira s\u00e1bado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedzia\u0142ek wtorek \u015broda czwartek pi\u0105tek sobota niedziela",
    "poniedzia\u0142ek wtorek \u015brod\u0119 czwartek pi\u0105tek sobot\u0119 niedziel\u0119",
    "mon tue wed thu fri sat sun",
)  # fmt: skip
_DAYS = {
    name: (names, number)
    for names in reversed(_LANGUAGES) for number, name in enumerate(names.split())
}  # fmt: skip
_NAME = "|".join(sorted(map(re.escape, _DAYS), key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?<![\w/-])({_NAME})\.?(?:,|\s\()?\s(?:(?:the|den|dem|le|el|il|dia|de|op|dnia)\s)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?:,\s|\s?\(|\s)(?:a\s|un\s|ein\s)?({_NAME})(?![\w/-])", re.IGNORECASE)
_REACH = 24  # characters around a date
_MOST_PASSAGES = 60
_LARGEST_TEXT = 20_000


def is_weekday(word: str) -> bool:
    """Whether a word in lower case is the name of a day of the week.

    Example:
        >>> is_weekday("vendredi"), is_weekday("friday"), is_weekday("fry")
        (True, True, False)
    """
    return word in _DAYS or f"{word}-feira" in _DAYS


def weekday_faults(store: EvidenceStore, sentence: Sentence, before: int) -> Iterator[Check]:
    """A fault for each day of the week that is not the one of the date beside it.

    Of a date without a year only where the evidence has it in one year; and not where the evidence
    itself says so.
    """
    if sentence.mood is not None:
        return
    dates = [each for each in sentence.stated if each.kind == "date"]
    starts = [each.start for each in dates]
    for each in dates:
        named = _beside(each, sentence) if starts.count(each.start) == 1 else None
        day = _day(each, store, before) if named is not None else None
        if named is None or day is None:
            continue
        names, number = _DAYS[named[0].lower()]
        if number == day.weekday() or _is_said(store, before, named[0], day):
            continue
        right = names.split()[day.weekday()]
        right = right.capitalize() if named[0][:1].isupper() else right
        yield Check(
            "date", named[0], sentence.start + named[1], "contradicted", code="E06", expected=right,
            message=f"{each.text[:60]} is a {right}, not a {named[0]}", also=("E01", "E02"),
        )  # fmt: skip


def _beside(found: Particular, sentence: Sentence) -> tuple[str, int] | None:
    """The day of the week right before or after a date, and where it stands."""
    start, end = found.start - sentence.start, found.end - sentence.start
    at = max(0, start - _REACH)
    match = _BEFORE.search(sentence.text[at:start])
    if match is not None:
        return match[1], at + match.start(1)
    match = _AFTER.match(sentence.text[end : end + _REACH])
    return None if match is None else (match[1], end + match.start(1))


def _day(found: Particular, store: EvidenceStore, before: int) -> date | None:
    """The day that a date is, if it can only be one."""
    keys = [key for key in found.keys if isinstance(key, tuple)]
    if len(keys) != 1:
        return None
    year, month, day = keys[0]
    years = {known[0] for known in store.facts.dates(before) if known[1:] == (month, day)}
    if year is None and len(years) != 1:
        return None
    try:
        return date(year or years.pop(), month, day)
    except ValueError:
        return None


def _is_said(store: EvidenceStore, before: int, name: str, day: date) -> bool:
    """Whether the evidence has this day of the week near this day of the month."""
    said = rf"(?<!\d)0?{day.day}(?!\d)"
    name = re.escape(name)
    pattern = re.compile(rf"{name}[^\n]{{0,40}}?{said}|{said}[^\n]{{0,40}}?{name}", re.IGNORECASE)
    passages = (each.text for each in store.passages if each.step < before)
    return any(
        pattern.search(text, 0, _LARGEST_TEXT) is not None
        for text in islice(passages, _MOST_PASSAGES)
    )
