"""Which steps of two traces did the same work.

From the whole to the parts, and exactly: turns in which the same happened are paired by their
hash, then sub-agents, by hash and then by role; between them steps are matched by longest common
subsequences of exact, bare, shaped and loose keys, each inside the gaps that the one before left;
what is left is paired at least cost where that is affordable. At last the members of parallel
groups that belong together are paired whatever their order. Nothing is decided by a heuristic, and
every step is in exactly one pair or alone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tracegrade.diff._costs import Costs
from tracegrade.diff._outline import outline_of
from tracegrade.diff._stages import Stages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.diff._outline import Lens
    from tracegrade.model import Trace

__all__ = ["Aligner", "align", "in_order"]

Pair = tuple[int, int]


def align(old: Trace, new: Trace, lens: Lens | None = None) -> list[Pair]:
    """(position in old, position in new) for each pair of steps, -1 where a step has no partner.

    Every step of both traces occurs exactly once, in the order of both as far as there is one.
    Swapping the traces swaps the pairs.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> align(trace, trace) == [(step, step) for step in range(len(trace))]
        True
    """
    aligner = Aligner(old, new, lens)
    ours, theirs = aligner.old, aligner.new
    partners: dict[int, int] = {}
    for one, other in aligner.partners().items():
        partners[ours.steps[one]] = theirs.steps[other]
        if ours.results[one] >= 0 and theirs.results[other] >= 0:
            partners[ours.results[one]] = theirs.results[other]
    return in_order(partners, len(old), len(new))


class Aligner:
    """Aligns the heads of two traces.

    Attributes:
        old: Outline of the old trace.
        new: Outline of the new trace.
    """

    def __init__(self, old: Trace, new: Trace, lens: Lens | None = None) -> None:
        self.old = outline_of(old, lens)
        self.new = outline_of(new, lens)
        self._traces = old, new
        self._lens = lens

    def partners(self) -> Mapping[int, int]:
        """The partner of each head of old that has one.

        Of several best alignments one is taken by position. Looking from the same side, whichever
        way round the traces were given, makes that choice the same both ways: so the side is told
        by the traces themselves, not by the names that renamed tools go by.
        """
        if self.old.exact == self.new.exact and self.old.spans == self.new.spans:
            return {place: place for place in range(len(self.old))}
        ours, theirs = map(outline_of, self._traces)
        if (ours.digest, ours.exact) <= (theirs.digest, theirs.exact):
            return Stages(self.old, self.new, Costs(*self._traces, self._lens)).partners()
        old, new = self._traces
        turned = Stages(self.new, self.old, Costs(new, old, self._lens)).partners()
        return {one: other for other, one in turned.items()}


def in_order(partners: Mapping[int, int], olds: int, news: int) -> list[Pair]:
    """Every position once: pairs in the order of both sides, what crosses at its place in old."""
    chain = _ascending(sorted(partners.items()))
    taken = set(partners.values())
    pairs: list[Pair] = []
    one = other = 0
    for next_one, next_other in [*chain, (olds, news)]:
        pairs += [(place, partners.get(place, -1)) for place in range(one, next_one)]
        pairs += [(-1, place) for place in range(other, next_other) if place not in taken]
        if next_one < olds:
            pairs.append((next_one, next_other))
        one, other = next_one + 1, next_other + 1
    return pairs


def _ascending(pairs: list[Pair]) -> list[Pair]:
    """A longest run of the pairs in which both places ascend."""
    ends: list[int] = []  # of the best run of each length, the smallest last place
    lasts: list[int] = []
    before: list[int] = []
    for place, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(lasts[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        lasts[length : length + 1] = [place]
    run: list[Pair] = []
    place = lasts[-1] if lasts else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]
