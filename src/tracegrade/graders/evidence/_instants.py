"""Times of day that follow: written otherwise, told for another place, so long before or after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.evidence._moments import DAY_S
from tracegrade.graders.evidence._steps import steps_to
from tracegrade.graders.evidence._zones import SAYS_WHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._lengths import Length
    from tracegrade.graders.evidence._moments import Moment
    from tracegrade.graders.evidence._timeline import Timeline, Told

__all__ = ["time_witness"]

_REACH = 2  # sentences
_MINUTE, _HALF_MINUTE = 60, 30


def time_witness(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """How a time of day that a sentence tells follows from what sources tell, if it does.

    Args:
        own: The time, as the sentence tells it.
        sentence: The sentence.
        timeline: What sources and answer tell.
    """
    return (
        _stated(own, timeline)
        or _converted(own, sentence, timeline)
        or _shifted(own, sentence, timeline)
    )


def _is(own: Moment, second: int) -> bool:
    """Whether a second of some day is what is told, to the minute or to the second."""
    second %= DAY_S
    if own.is_exact:
        return second in own.seconds
    told = {each // _MINUTE for each in own.seconds}
    return second // _MINUTE in told or (second + _HALF_MINUTE) % DAY_S // _MINUTE in told


def _same_day(own: Moment, other: Moment, later: int) -> bool:
    """Whether two moments, so many days apart, may be the same for all that is told of days."""
    if own.day is None or other.day is None:
        return True
    day = other.day.toordinal() + later
    if own.has_year and other.has_year:
        return own.day.toordinal() == day
    moved = other.day.fromordinal(day)
    return (own.day.month, own.day.day) == (moved.month, moved.day)


def _stated(own: Moment, timeline: Timeline) -> str | None:
    """The same time where it is written as logs and machines write it."""
    for source in timeline.sources:
        for each in source.moments:
            is_of_place = own.offset is None or each.offset is None or own.offset == each.offset
            is_it = each.second is not None and is_of_place and _is(own, each.second)
            if is_it and _same_day(own, each, 0):
                return f"{source.text[each.start : each.end][:40]}"
    return None


def _converted(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """A time that a source, or the sentence, tells for another place.

    Where to is told beside the time, in what somebody said, in the same source, or in words of the sentence.
    """
    says_where = SAYS_WHERE.search(f"{sentence.above} {sentence.text}") is not None
    for source, each in _placed(own, sentence, timeline):
        assert each.second is not None
        assert each.offset is not None
        for offset in _offsets(own, source, timeline, says_where=says_where):
            days, second = divmod(each.second + (offset - each.offset) * _MINUTE, DAY_S)
            if offset != each.offset and _is(own, second) and _same_day(own, each, days):
                return f"{source.text[each.start : each.end][:40]} at UTC{offset / 60:+g}"
    return None


def _placed(own: Moment, sentence: Sentence, timeline: Timeline) -> Iterator[tuple[Told, Moment]]:
    """The times with an offset of sources, and of the sentences around."""
    told = (each for _, each in timeline.around(sentence, _REACH))
    for source in (*told, *timeline.sources):
        for each in source.moments:
            if each.second is not None and each.offset is not None and each is not own:
                yield source, each


def _offsets(own: Moment, source: Told, timeline: Timeline, *, says_where: bool) -> Iterable[int]:
    """The offsets that a time may be told in."""
    if own.offset is not None:
        return (own.offset,)
    told = dict.fromkeys(source.offsets)
    for other in timeline.sources:
        if other.is_said or says_where:
            told.update(dict.fromkeys(other.offsets))
    if says_where:
        told.setdefault(0)
    return told


def _shifted(own: Moment, sentence: Sentence, timeline: Timeline) -> str | None:
    """A time that is another one plus or minus a length of time."""
    steps = steps_to(own, sentence, timeline, is_base=_has_time, is_step=_is_within_a_day)
    for base, length in steps:
        assert length.seconds is not None
        for second in base.seconds:
            for moved in (second + int(length.seconds), second - int(length.seconds)):
                if _is(own, moved):
                    return f"{int(length.seconds) // _MINUTE} min from another time"
    return None


def _has_time(moment: Moment) -> bool:
    return moment.second is not None


def _is_within_a_day(length: Length) -> bool:
    return length.seconds is not None and 0 < length.seconds < DAY_S
