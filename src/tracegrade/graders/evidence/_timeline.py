"""What the sources before an answer, and the answer itself, tell of times, days and lengths of time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._lengths import clock_lengths_in, lengths_in
from tracegrade.graders.evidence._moments import moments_in
from tracegrade.graders.evidence._zones import offsets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._lengths import Length
    from tracegrade.graders.evidence._moments import Moment
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Timeline", "Told"]

_MOST_PASSAGES = 60
_LARGEST = 20_000  # characters of one source
_LARGEST_ALL = 400_000
_NEAR = 400  # characters in which what belongs together stands
_MOST_NEAR = 12


class Told(NamedTuple):
    """What one text tells.

    Attributes:
        text: The text, cut off where it is very long.
        moments: Its days and times, in order.
        lengths: Its lengths of time, in order.
        clocks: The lengths that times of day, or what looks like them, may be.
        offsets: The offsets from UTC that it tells of, in minutes.
        is_said: Whether a person, or the prompt, says it.
    """

    text: str
    moments: list[Moment]
    lengths: list[Length]
    clocks: list[Length]
    offsets: list[int]
    is_said: bool = False

    def moments_near(self, length: Length) -> list[Moment]:
        """The few moments that stand closest around a length, in the same record or line."""
        at = bisect_left(self.moments, length.start, key=_start_of)
        around = self.moments[max(0, at - _MOST_NEAR) : at + _MOST_NEAR]
        return [each for each in around if -_NEAR < each.start - length.start < _NEAR]


def told_in(text: str, *, is_said: bool = False, largest: int = _LARGEST) -> Told:
    """What a text tells of times.

    Example:
        >>> told = told_in("Departs 06:20 (UTC+1), check-in closes 90 min before.")
        >>> [each.second for each in told.moments], [int(each.seconds) for each in told.lengths][:1], told.offsets
        ([22800], [5400], [60])
    """
    text = text[:largest]
    moments = moments_in(text)
    day = next((each.day for each in moments if each.day is not None), None)
    clocks = list(clock_lengths_in(text))
    return Told(text, moments, lengths_in(text), clocks, offsets_in(text, day), is_said)


class Timeline:
    """The sources before an answer and its sentences, each read once, when it is asked for.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._sources: list[Told] | None = None
        self._sentences: dict[int, Told] = {}

    @property
    def sources(self) -> list[Told]:
        """What each source tells, the last one first."""
        if self._sources is None:
            self._sources = list(self._read())
        return self._sources

    def _read(self) -> Iterator[Told]:
        results = {call.result for call in self._store.calls}
        results.update(source.step for source in self._store.sources)
        passages = [each for each in self._store.passages if each.step < self._before]
        left = _LARGEST_ALL
        for each in islice(reversed(passages), _MOST_PASSAGES):
            if left <= 0:
                return
            yield told_in(each.text, is_said=each.step not in results, largest=min(left, _LARGEST))
            left -= len(each.text)

    def of(self, sentence: Sentence) -> Told:
        """What a sentence of the answer tells."""
        if sentence.number not in self._sentences:
            self._sentences[sentence.number] = told_in(sentence.text, is_said=True)
        return self._sentences[sentence.number]

    def around(self, sentence: Sentence, reach: int) -> Iterator[tuple[Sentence, Told]]:
        """What the sentences up to so many before and after one tell, it included."""
        at = sentence.number
        for each in self._claims.sentences[max(0, at - reach) : at + reach + 1]:
            yield each, self.of(each)

    def columns(self) -> Iterator[tuple[str, list[Length]]]:
        """The lengths that fields of one name hold in one source, where there are several."""
        for source in self.sources:
            counted = Counter(each.field for each in source.lengths if each.field)
            for name, count in counted.items():
                if count > 1:
                    yield name, [each for each in source.lengths if each.field == name]


def _start_of(moment: Moment) -> int:
    return moment.start
