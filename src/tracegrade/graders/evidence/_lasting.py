"""Lengths of time that follow: written otherwise, from one time to another, sums, means, differences, paces."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from itertools import chain, combinations, islice, pairwise, product
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._days_on import months_on, workdays_on
from tracegrade.graders.evidence._moments import DAY_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._lengths import Length
    from tracegrade.graders.evidence._moments import Moment
    from tracegrade.graders.evidence._timeline import Timeline

__all__ = ["length_witness"]

_REACH = 2  # sentences
_MOST_PAIRED = 8  # moments of a source of which any two may be meant
_MOST_MOMENTS = 300
_MOST_SHOWN = 16
_MOST_SAID = 3
_MOST_FROM_NOW = 24
_REACH_OF_SUMS = 5
_MOST_PARTS = 6
_MOST_DISTANCES = 40
_SHORTEST_SHARE = 60
_CUT_OFF = 30  # seconds: who tells minutes may leave out the seconds
_LONGEST_BREAK = 3 * 3600
_PACE = re.compile(
    r"(?:/\s?|\b(?:per|pro|par|por|al|a|na|p\u00e5|op|la|il)\s)(?:(?P<km>km|kilomet\w*|kil\u00f3met\w*|chilomet\w*|quil\u00f3met\w*)|(?P<mile>mi|mile|milla|miglio)|(?P<hundred>100\s?m))\b",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"(?<![\w.])\d{1,6}(?:\.\d{1,6})?(?![\w:])")
_PERCENT = re.compile(r"(?<![\w.])(\d{1,3}(?:[.,]\d{1,4})?)\s?%")
_METRES = {"km": 1000, "mile": Decimal("1609.344"), "hundred": 100}
_TOLD_IN = (1, 1000, Decimal("1609.344"))
_HUNDRED = Decimal(100)


def length_witness(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    """How a length of time that a sentence tells follows from what sources tell, if it does.

    Args:
        own: The length, as the sentence tells it.
        sentence: The sentence.
        timeline: What sources and answer tell.
    """
    days = _between_days(own, sentence, timeline)
    if days is not None or not own.seconds:
        return days
    found = _stated(own, timeline) or _of_columns(own, timeline) or _pace(own, sentence, timeline)
    if found is not None or own.is_clock:
        return found
    return (
        _between(own, sentence, timeline)
        or _put_together(own, sentence, timeline)
        or _share(own, sentence, timeline)
    )


def _is(own: Length, seconds: Decimal) -> bool:
    assert own.seconds is not None
    is_cut = own.half == _CUT_OFF and own.seconds <= seconds < own.seconds + 2 * own.half
    return is_cut or abs(own.seconds - seconds) <= own.half


def _stated(own: Length, timeline: Timeline) -> str | None:
    """The same length where a source tells it otherwise."""
    for source in timeline.sources:
        clocks = () if own.is_clock else source.clocks
        for each in (*source.lengths, *clocks):
            if each.seconds and _is(own, each.seconds):
                return source.text[each.start : each.end][:40]
    return None


# From one time to another


def _between(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    for one, other in _pairs(sentence, timeline):
        if any(_is(own, each) for each in _apart(one, other)):
            return "between two times"
    for source in timeline.sources:
        sizes = [each.seconds for each in source.clocks if each.seconds is not None]
        if any(_is(own, abs(one - other)) for one, other in pairwise(sizes)):
            return "between two times"
    return _without_breaks(own, timeline)


def _without_breaks(own: Length, timeline: Timeline) -> str | None:
    """From one time to another, less a break that stands beside them."""
    for source in timeline.sources:
        breaks = [each for each in source.lengths if each.seconds and each.seconds < _LONGEST_BREAK]
        for each in breaks[:_MOST_SHOWN]:
            near = [other for other in source.moments_near(each) if other.second is not None]
            for one, other in pairwise(near):
                if any(_is(own, apart - (each.seconds or 0)) for apart in _apart(one, other)):
                    return "between two times, less a break"
    return None


def _apart(one: Moment, other: Moment) -> tuple[Decimal, ...]:
    """The seconds between two moments, on whatever days where those are not told."""
    if one.second is None or other.second is None:
        return ()
    shift = other.fraction - one.fraction
    if one.offset is not None and other.offset is not None:
        shift += (one.offset - other.offset) * 60
    if one.ordinal is not None and other.ordinal is not None and one.has_year == other.has_year:
        return (abs(other.ordinal - one.ordinal + shift),)
    sizes = [(late - early + shift) % DAY_S for early, late in product(one.seconds, other.seconds)]
    return (*sizes, *(DAY_S - each for each in sizes))


def _pairs(sentence: Sentence, timeline: Timeline) -> Iterator[tuple[Moment, Moment]]:
    """Moments of which a length may be told.

    Both shown close by, one of them shown and one in a source, or both in one source that has few
    or where they follow each other.
    """
    shown = [
        each for _, told in timeline.around(sentence, _REACH)
        for each in told.moments if each.second is not None
    ][:_MOST_SHOWN]  # fmt: skip
    yield from combinations(shown, 2)
    for source in timeline.sources:
        timed = [each for each in source.moments if each.second is not None][:_MOST_MOMENTS]
        if len(timed) <= _MOST_PAIRED or source.is_said:
            yield from combinations(timed[: 2 * _MOST_PAIRED], 2)
        else:
            yield from pairwise(timed)
        yield from product(_meant(shown, timed), timed)
        if len(timed) <= _MOST_FROM_NOW:
            yield from product(timed, _said(timeline))


def _said(timeline: Timeline) -> list[Moment]:
    """The last moments that somebody, or the prompt, said: what is now, what was asked for."""
    return [
        each for source in timeline.sources if source.is_said
        for each in source.moments if each.second is not None
    ][:_MOST_SAID]  # fmt: skip


def _meant(shown: list[Moment], timed: list[Moment]) -> list[Moment]:
    """What is shown, with the days that the source tells of the same times."""
    found: list[Moment] = []
    for each in shown:
        same = [other for other in timed if set(other.seconds) & set(each.seconds)]
        minutes = [
            other
            for other in timed
            if other.second and each.second and other.second // 60 == each.second // 60
        ]
        found += same[:2] or minutes[:2] or [each]
    return found[:_MOST_SHOWN]


def _between_days(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    """Two days so many days, whole months or days of work apart; one of them shown, or both of one source."""
    if not (own.days or own.months or own.workdays):
        return None
    shown = [
        each for _, told in timeline.around(sentence, _REACH)
        for each in told.moments if each.day is not None
    ][:_MOST_SHOWN]  # fmt: skip
    for source in (*timeline.sources, None):
        held = shown if source is None else [each for each in source.moments if each.day]
        pairs = chain(combinations(held[:_MOST_PAIRED], 2), product(shown, held[:_MOST_MOMENTS]))
        for one, other in pairs:
            if one.day is None or other.day is None or one.has_year != other.has_year:
                continue
            if _is_apart(own, *sorted((one.day, other.day))):
                return f"{one.day} to {other.day}"
    return None


def _is_apart(own: Length, one: date, other: date) -> bool:
    """Whether two days lie so far apart, with the last one counted or without."""
    if own.months:
        start, end = months_on(one, own.months), months_on(one, own.months + 1)
        return start is not None and end is not None and start <= other + timedelta(1) <= end
    if own.workdays:
        return other in workdays_on(one, own.workdays)
    return (other - one).days in (own.days, own.days - 1)


# From other lengths


def _of_columns(own: Length, timeline: Timeline) -> str | None:
    """The sum or the mean of a field's lengths, or the sum of two of them."""
    for name, lengths in timeline.columns():
        sizes = [each.seconds for each in lengths if each.seconds is not None]
        if not sizes:
            continue
        total = sum(sizes, Decimal())
        if _is(own, total):
            return f"sum of {name}"
        if _is(own, total / len(sizes)):
            return f"mean of {name}"
        few = sizes if len(sizes) <= _MOST_PARTS else []
        pairs = combinations(few, 2)
        if any(_is(own, one + other) or _is(own, abs(one - other)) for one, other in pairs):
            return f"two of {name}"
    return None


def _put_together(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    """The sum of lengths shown one after the other, or the difference of one shown and another."""
    shown = list(_shown(own, sentence, timeline))[-_MOST_SHOWN:]
    for start in range(len(shown) - 1):
        total = shown[start]
        for each in shown[start + 1 : start + _MOST_PARTS]:
            total += each
            if _is(own, total):
                return "sum of lengths shown"
    said = [
        each.seconds for source in timeline.sources if source.is_said
        for each in (*source.lengths, *source.clocks) if each.seconds
    ]  # fmt: skip
    others = (*shown, *said[:_MOST_SHOWN])
    if any(_is(own, abs(one - other)) for one, other in product(shown, others) if one != other):
        return "difference of two lengths"
    return None


def _shown(own: Length, sentence: Sentence, timeline: Timeline) -> Iterator[Decimal]:
    """The lengths that the sentences around tell, the claim left out."""
    for other, told in timeline.around(sentence, _REACH_OF_SUMS):
        for each in (*told.lengths, *told.clocks):
            is_own = other is sentence and each.start < own.end and own.start < each.end
            if each.seconds and not is_own:
                yield each.seconds


def _pace(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    """A length over a distance of the same source, where the sentence tells a pace."""
    match = _PACE.search(sentence.text, own.end, own.end + 24)
    if match is None:
        return None
    metres = Decimal(_METRES[str(match.lastgroup)])
    for source in timeline.sources:
        distances = [
            Decimal(each[0]) for each in islice(_DISTANCE.finditer(source.text), _MOST_DISTANCES)
        ]
        for length, distance in product(_lasting((*source.lengths, *source.clocks)), distances):
            for size in _TOLD_IN:
                if distance and _is(own, length * metres / (distance * size)):
                    return f"{length} s over {distance}"
    return None


def _lasting(lengths: Iterable[Length]) -> list[Decimal]:
    sizes = (each.seconds for each in lengths if each.seconds and each.seconds >= _SHORTEST_SHARE)
    return list(dict.fromkeys(sizes))[:_MOST_SHOWN]


def _share(own: Length, sentence: Sentence, timeline: Timeline) -> str | None:
    """So many percent of a length that the sentence tells, or what is left of it."""
    shares = [
        Decimal(each[1].replace(",", ".")) / _HUNDRED for each in _PERCENT.finditer(sentence.text)
    ]
    for length, share in product(_shown(own, sentence, timeline), shares[:_MOST_PARTS]):
        if _is(own, length * share) or _is(own, length * (1 - share)):
            return f"{share * _HUNDRED:g} % of a length shown"
    return None
