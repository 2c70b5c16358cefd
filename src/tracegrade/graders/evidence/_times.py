"""Claims of times, days and lengths of time that no source states as they are told, and that follow all the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from tracegrade import _json
from tracegrade.graders.evidence._days_on import day_witness
from tracegrade.graders.evidence._instants import time_witness
from tracegrade.graders.evidence._lasting import length_witness
from tracegrade.graders.evidence._lengths import Length
from tracegrade.graders.evidence._moments import Moment, moments_in, points_to_time
from tracegrade.graders.evidence._moods import approximation_of
from tracegrade.graders.evidence._timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["Times"]

_KINDS = frozenset(("time", "date", "duration", "number"))
_MOST = 60  # claims of one answer
_LISTED = re.compile(
    r"(?:\.|er|st|nd|rd|th)?[,;]?\s?(?:(?:[-\u2013]|and|und|et|y|e|en|i|og|och|ve|or|to|bis|au|al|ao|tot|do|le|the|den|am|el|il|o|op|de)\s?){0,3}"
    r"(?:\s?\d{1,2}(?:\.|er|st|nd|rd|th)?[,;]?\s?(?:(?:[-\u2013]|and|und|et|y|e|en|i|og|och|ve|or|to|bis|au|al|ao|tot|do|le|the|den|am|el|il|o|op|de)\s?){0,3}){0,6}",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\b(?:up\sto|until|till?|through|from|since|between|and|to|bis|seit|von|ab|und|jusqu'au|depuis|du|au|entre|et|hasta|desde|del|al|y|fino\sal|dal|tra|e"
    r"|at\u00e9|de|tot|vanaf|sinds|en|do|od|i)(?:\s(?:the|zum|el|le|o|den))?\s{1,4}\Z",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\b(?:week|kw|kalenderwoche|semaine|semana|settimana|tydzie\u0144|tygodni\w*|uge|vecka|v|hafta)\.?\s(?:no\.?\s|n\u00b0\s)?\Z",
    re.IGNORECASE,
)
_LONGEST_LIST = 60
_LONGEST_BEFORE = 24
_MOST_CALLS = 40
_LARGEST_ARGUMENTS = 2_000
_BEYOND = Decimal("0.125")  # `more than 20` may stand for a quarter more, halfway there
_LAST_OF_MONTH = 31
_Span = TypeVar("_Span", Moment, Length)


class Times:
    """Finds what the times, days and lengths of time of one answer follow from.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._timeline = Timeline(store, claims, before)
        self._text = claims.text
        self._calls = [each for each in store.calls if each.step < before and each.status == "ok"]
        self._tried = 0

    def witness_of(self, claim: Particular, sentence: Sentence) -> str | None:
        """How a claim follows from the evidence, if it tells of time and does."""
        if claim.kind not in _KINDS or self._tried >= _MOST:
            return None
        self._tried += 1
        start, end = claim.start - sentence.start, claim.end - sentence.start
        told = self._timeline.of(sentence)
        return (
            self._as_moment(claim, _over(told.moments, start, end), sentence)
            or self._as_length(claim, _over((*told.lengths, *told.clocks), start, end), sentence)
            or self._as_listed(claim, sentence)
            or self._as_asked(claim, sentence)
            or self._as_week(claim, sentence)
        )

    def _as_moment(
        self, claim: Particular, found: Iterable[Moment], sentence: Sentence
    ) -> str | None:
        for own in found:
            if claim.kind == "duration" and not points_to_time(sentence.text, own.start):
                continue
            is_time = own.second is not None and claim.kind != "date"
            witness = time_witness if is_time else day_witness
            how = witness(own, sentence, self._timeline)
            if how is not None:
                return how
        return None

    def _as_length(
        self, claim: Particular, found: Iterable[Length], sentence: Sentence
    ) -> str | None:
        sense = approximation_of(self._text, claim.start)
        found = (_loosened(own, sense) for own in found)
        lasting = (own for own in found if not points_to_time(sentence.text, own.start))
        hows = (length_witness(own, sentence, self._timeline) for own in lasting)
        return next((how for how in hows if how is not None), None)

    def _as_week(self, claim: Particular, sentence: Sentence) -> str | None:
        """The number of the week, as calendars count, of a day that a source tells."""
        at = claim.start - sentence.start
        if claim.kind != "number" or not _WEEK.search(sentence.text[max(0, at - 16) : at]):
            return None
        days = (each.day for source in self._timeline.sources for each in source.moments)
        weeks = {day.isocalendar().week: day for day in days if day is not None}
        day = weeks.get(int(claim.value or 0))
        return None if day is None else f"the week of {day}"

    def _as_asked(self, claim: Particular, sentence: Sentence) -> str | None:
        """A first or last day for which the agent looked something up: `nothing up to 20 December`."""
        at = claim.start - sentence.start
        before = sentence.text[max(0, at - _LONGEST_BEFORE) : at]
        if claim.kind != "date" or _UP_TO.search(before) is None:
            return None
        for each in self._calls[-_MOST_CALLS:]:
            asked = (_json.as_text(each.arguments) or "")[:_LARGEST_ARGUMENTS]
            for found in moments_in(asked):
                day = found.day
                if day is not None and any(_is_day(key, day) for key in claim.keys):
                    return f"asked for with {each.tool}"
        return None

    def _as_listed(self, claim: Particular, sentence: Sentence) -> str | None:
        """A number that is one of several days before the name of their month."""
        value = claim.value
        if claim.kind != "number" or value is None or not 1 <= value <= _LAST_OF_MONTH:
            return None
        end = claim.end - sentence.start
        for each in self._timeline.of(sentence).moments:
            if each.day is None or not end <= each.start < end + _LONGEST_LIST:
                continue
            if _LISTED.fullmatch(sentence.text, end, each.start) is None:
                continue
            try:
                day = each.day.replace(day=int(value))
            except ValueError:
                return None
            own = Moment(claim.start - sentence.start, end, day, has_year=each.has_year)
            return day_witness(own, sentence, self._timeline)
        return None


def _is_day(key: object, day: date) -> bool:
    return isinstance(key, tuple) and (key[0] or day.year, *key[1:]) == (
        day.year,
        day.month,
        day.day,
    )


def _loosened(own: Length, sense: str | None) -> Length:
    """A length that is only said to be above or below another one."""
    if sense not in ("above", "below") or own.is_clock or not own.seconds:
        return own
    more = own.seconds * _BEYOND
    middle = own.seconds + (more if sense == "above" else -more)
    return own._replace(seconds=middle, half=own.half + more)


def _over(found: Iterable[_Span], start: int, end: int) -> list[_Span]:
    """Those that a claim is, or is a part of."""
    return [
        each for each in found
        if each.start <= start and end - 1 <= each.end and not (isinstance(each, Moment) and each.is_bare)
    ]  # fmt: skip
