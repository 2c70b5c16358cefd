"""Which time or day, and which length of time, belong together: a claim may be one plus or minus the other."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._lengths import Length
    from tracegrade.graders.evidence._moments import Moment
    from tracegrade.graders.evidence._timeline import Timeline

__all__ = ["steps_to"]

_REACH_OF_BASES, _REACH_OF_LENGTHS = 3, 1  # sentences
_MOST_BASES = 16
_MOST_LENGTHS = 10
_MOST_SOURCES = 12
_MOST_HELD = 40
_MOST_TOGETHER = 4
_MOST_SAID = 3
_FEW = 6  # moments of a source of which any may be meant


def steps_to(
    own: Moment,
    sentence: Sentence,
    timeline: Timeline,
    *,
    is_base: Callable[[Moment], bool],
    is_step: Callable[[Length], bool],
) -> Iterator[tuple[Moment, Length]]:
    """Moments and lengths that belong together.

    Both are shown close by, or the moment is and one of few lengths of a source; or a source has
    them beside each other; or the length stands in the sentence and the moment is one of few.

    Args:
        own: The claim, which is no base of itself.
        sentence: The sentence it stands in.
        timeline: What sources and answer tell.
        is_base: Whether a moment may be a base.
        is_step: Whether a length may be a step.
    """
    bases = [
        each for other, told in timeline.around(sentence, _REACH_OF_BASES) for each in told.moments
        if is_base(each) and not (other is sentence and each.start == own.start)
    ][-_MOST_BASES:]  # fmt: skip
    near = timeline.around(sentence, _REACH_OF_LENGTHS)
    shown = [each for _, told in near for each in told.lengths if is_step(each)][-_MOST_LENGTHS:]
    here = [each for each in timeline.of(sentence).lengths if is_step(each)][-_MOST_LENGTHS:]
    together = _together(here) if 1 < len(here) <= _MOST_TOGETHER else []
    yield from product(bases, (*shown, *together))
    said = [
        each for source in timeline.sources if source.is_said
        for each in source.moments if is_base(each)
    ][:_MOST_SAID]  # fmt: skip
    for source in timeline.sources[:_MOST_SOURCES]:
        moments = [each for each in source.moments if is_base(each)]
        held = [each for each in source.lengths if is_step(each)]
        if len(held) <= _MOST_LENGTHS:
            yield from product(bases, (each for each in held if not each.workdays))
        if len(held) <= _FEW and not source.is_said:
            yield from product(said, held)
        if source.is_said or len(moments) <= _FEW:
            yield from product(moments[-_MOST_BASES:], (*here, *together))
        for length in islice(held, _MOST_HELD):
            yield from ((each, length) for each in source.moments_near(length) if is_base(each))


def _together(lengths: list[Length]) -> list[Length]:
    """All lengths that a sentence tells as one, where they can be added."""
    sizes = [each.seconds for each in lengths if each.seconds is not None]
    if len(sizes) != len(lengths):
        return []
    days = sum(each.days for each in lengths) if all(each.days for each in lengths) else 0
    return [lengths[0]._replace(seconds=sum(sizes, Decimal()), days=days)]
