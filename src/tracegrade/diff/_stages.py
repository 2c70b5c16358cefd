"""The stages of an alignment, from the whole to the parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from tracegrade._assignment import least_total
from tracegrade._lcs import common_subsequence
from tracegrade.diff._residue import cheapest_pairs

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tracegrade.diff._costs import Costs
    from tracegrade.diff._outline import Outline, Span

__all__ = ["Stages"]

Pair = tuple[int, int]

_MOST_PAIRED = 64
"""Longest stretch on either side that is paired by cost; a longer one is listed unpaired."""

_UNLIKE = 1000.0  # stands for a forbidden pair where costs have to be finite
_FINE = 10**6  # costs as whole numbers


class Stages:
    """Aligns two outlines; the stages are methods in the order in which they run."""

    def __init__(self, old: Outline, new: Outline, costs: Costs) -> None:
        self._old = old
        self._new = new
        self._costs = costs

    def partners(self) -> dict[int, int]:
        """The place in new of the partner of each head of old that has one."""
        partners = dict(self._turns())
        self._parallel_groups(partners)
        return partners

    def _turns(self) -> list[Pair]:
        """Pair turns in which the same happened, and what lies between them by its parts."""
        old, new = self._old, self._new
        ours, theirs = _ranges(old.turns, len(old)), _ranges(new.turns, len(new))
        same = common_subsequence(
            [old.hash_of(*turn) for turn in ours], [new.hash_of(*turn) for turn in theirs]
        )
        pairs: list[Pair] = []
        one = other = 0
        for turn, partner in same:
            (start, stop), (begin, end) = ours[turn], theirs[partner]
            pairs += self._spans((one, start), (other, begin))
            pairs += zip(range(start, stop), range(begin, end), strict=False)
            one, other = stop, end
        return pairs + self._spans((one, len(old)), (other, len(new)))

    def _spans(self, ours: Pair, theirs: Pair) -> list[Pair]:
        """Pair sub-agents between these places, and what lies around and inside them."""
        waiting: list[tuple[Pair, Pair]] = [(ours, theirs)]
        pairs: list[Pair] = []
        while waiting:
            (one, stop), (other, end) = waiting.pop()
            if one == stop or other == end:
                continue
            for span, partner in self._paired_spans((one, stop), (other, end)):
                pairs += self._steps((one, span.start), (other, partner.start))
                pairs.append((span.start, partner.start))
                waiting.append(((span.start + 1, span.stop), (partner.start + 1, partner.stop)))
                one, other = span.stop, partner.stop
            pairs += self._steps((one, stop), (other, end))
        return pairs

    def _paired_spans(self, ours: Pair, theirs: Pair) -> list[tuple[Span, Span]]:
        """Sub-agents that belong together: by hash, then by role at least total distance."""
        olds, news = _outermost(self._old.spans, ours), _outermost(self._new.spans, theirs)
        if not olds or not news:
            return []
        same = common_subsequence([span.hash for span in olds], [span.hash for span in news])
        found: list[Pair] = []
        for (one, other), (stop, end) in pairwise([(-1, -1), *same, (len(olds), len(news))]):
            if one >= 0:
                found.append((one, other))
            left, right = olds[one + 1 : stop], news[other + 1 : end]
            found += [
                (one + 1 + place, other + 1 + position)
                for place, position in self._spans_by_role(left, right)
            ]
        return [(olds[one], news[other]) for one, other in found]

    def _spans_by_role(self, olds: Sequence[Span], news: Sequence[Span]) -> list[Pair]:
        def cost(one: int, other: int) -> float:
            span, partner = olds[one], news[other]
            if span.role != partner.role:
                return float("inf")
            ours = Counter(self._old.bare[span.start : span.stop])
            theirs = Counter(self._new.bare[partner.start : partner.stop])
            return 1 - 2 * (ours & theirs).total() / (ours.total() + theirs.total())

        if max(len(olds), len(news)) > _MOST_PAIRED:
            return common_subsequence([span.role for span in olds], [span.role for span in news])
        return cheapest_pairs([1.0] * len(olds), [1.0] * len(news), cost)[0]

    def _steps(self, ours: Pair, theirs: Pair) -> list[Pair]:
        """Pair the steps between these places: by key after key, and what is left by cost."""
        (one, stop), (other, end) = ours, theirs
        if one == stop or other == end:
            return []
        matched: list[Pair] = [(one - 1, other - 1), (stop, end)]
        old, new = self._old, self._new
        stages: tuple[tuple[Sequence[Hashable], Sequence[Hashable]], ...] = (
            (old.exact, new.exact),
            (old.bare, new.bare),
            (old.shaped, new.shaped),
            (old.loose, new.loose),
        )
        for keys in stages:
            matched = _refined(matched, *keys)
        pairs: list[Pair] = matched[1:-1]
        for (before, partner), (following, next_partner) in pairwise(matched):
            olds, news = range(before + 1, following), range(partner + 1, next_partner)
            if olds and news and max(len(olds), len(news)) <= _MOST_PAIRED:
                pairs += self._residue(olds, news)
        return pairs

    def _residue(self, olds: range, news: range) -> list[Pair]:
        old, new = self._old, self._new
        known: dict[Pair, float] = {}

        def cost(one: int, other: int) -> float:
            if (one, other) not in known:
                known[one, other] = self._costs.between(old, olds[one], new, news[other])
            return known[one, other]

        gaps_old = [float(max(1, old.weights[place])) for place in olds]
        gaps_new = [float(max(1, new.weights[place])) for place in news]
        pairs, _ = cheapest_pairs(gaps_old, gaps_new, cost)
        return [(olds[one], news[other]) for one, other in pairs]

    def _parallel_groups(self, partners: dict[int, int]) -> None:
        """Pair the calls of parallel groups that belong together anew, whatever their order."""
        ours, theirs = _members(self._old), _members(self._new)
        if not ours or not theirs:
            return
        taken = {other: one for one, other in partners.items()}
        for group, other_group in self._linked_groups(partners):
            members = set(theirs[other_group])
            olds = [
                one for one in ours[group] if partners.get(one) in members or one not in partners
            ]
            news = [
                other
                for other in theirs[other_group]
                if other not in taken or self._old.groups[taken[other]] == group
            ]
            for one in olds:
                taken.pop(partners.pop(one, -1), None)
            for one, other in self._bag(olds, news):
                partners[one], taken[other] = other, one

    def _linked_groups(self, partners: dict[int, int]) -> list[Pair]:
        """Groups that share most pairs, or whose model calls are a pair; each group once."""
        old, new = self._old.groups, self._new.groups
        links: Counter[Pair] = Counter()
        for one, other in partners.items():
            if old[one] >= 0 and new[other] >= 0:
                links[old[one], new[other]] += 1
            if one + 1 < len(old) and other + 1 < len(new):
                after = old[one + 1], new[other + 1]
                if after[0] >= 0 and after[1] >= 0 and old[one] < 0 and new[other] < 0:
                    links[after] += 1
        chosen: list[Pair] = []
        used: tuple[set[int], set[int]] = set(), set()
        for link, _ in sorted(links.items(), key=lambda item: (-item[1], item[0])):
            if link[0] not in used[0] and link[1] not in used[1]:
                chosen.append(link)
                used[0].add(link[0])
                used[1].add(link[1])
        return chosen

    def _bag(self, olds: list[int], news: list[int]) -> list[Pair]:
        """Pairs by key after key without order, and what is left at least total cost."""
        old, new = self._old, self._new
        stages: tuple[tuple[Sequence[Hashable], Sequence[Hashable]], ...] = (
            (old.exact, new.exact),
            (old.bare, new.bare),
        )
        pairs: list[Pair] = []
        for mine, other_side in stages:
            waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
            for other in reversed(news):
                waiting[other_side[other]].append(other)
            found = {one: waiting[mine[one]].pop() for one in olds if waiting[mine[one]]}
            pairs += found.items()
            olds = [one for one in olds if one not in found]
            news = [other for other in news if other not in set(found.values())]
        if max(len(olds), len(news)) > _MOST_PAIRED:
            return pairs
        costs = [
            [
                round(min(_UNLIKE, self._costs.between(old, one, new, other)) * _FINE)
                for other in news
            ]
            for one in olds
        ]
        return pairs + [(olds[row], news[column]) for row, column in least_total(costs)]


def _ranges(starts: Sequence[int], stop: int) -> list[Pair]:
    return list(pairwise([*starts, stop]))


def _outermost(spans: Sequence[Span], within: Pair) -> list[Span]:
    """The spans between two places that lie in no other span between them."""
    found: list[Span] = []
    for span in spans:
        is_inside = span.start >= within[0] and span.stop <= within[1]
        if is_inside and (not found or span.start >= found[-1].stop):
            found.append(span)
    return found


def _members(outline: Outline) -> dict[int, list[int]]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(outline.groups):
        if group >= 0:
            members[group].append(place)
    return members


def _refined(matched: list[Pair], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The matches, and between each two of them the matches by these keys."""
    refined = [matched[0]]
    for (one, other), following in pairwise(matched):
        start, begin = one + 1, other + 1
        if start < following[0] and begin < following[1]:
            found = common_subsequence(old[start : following[0]], new[begin : following[1]])
            refined += [(start + place, begin + position) for place, position in found]
        refined.append(following)
    return refined
