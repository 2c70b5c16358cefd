"""Matching a flat plan whose calls come one after the other: an alignment of least cost.

Where every call is required and others may come between, the earliest call that fits is taken for
each, which finds a match if there is one. Otherwise the alignment is found by dynamic programming
over expected and observed calls, after calls at both ends that fit are paired off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade._globs import is_glob
from tracegrade._lcs import common_by_masks
from tracegrade.graders._expectation._alignment import Alignment, Pair, Unit, Unmade, units_of

if TYPE_CHECKING:
    from tracegrade.graders._expectation._observed import Observed
    from tracegrade.graders._expectation._plan import Plan, Slot

__all__ = ["match_sequence"]

MOST_CELLS = 600_000
"""How many pairs are compared; beyond, calls with wrong arguments are left unpaired."""


def match_sequence(plan: Plan, observed: Observed) -> Alignment:
    """The pairs of least cost."""
    return _Matching(plan, observed).made()


class _Matching:
    def __init__(self, plan: Plan, observed: Observed) -> None:
        self._leaves = plan.leaves
        self._observed = observed
        calls: set[int] = set()
        for leaf in {(leaf.call.tool, leaf.call.effect): leaf for leaf in plan.leaves}.values():
            calls.update(observed.candidates(leaf))
        self._calls = sorted(calls)  # the others are extra, whatever the match
        self._units = [unit for slot in plan.slots for unit in units_of(slot, self._count(slot))]
        self._pairs: dict[int, int] = {}  # unit to call

    def _count(self, slot: Slot) -> int:
        """How many calls could be one of a slot's."""
        return sum(len(self._observed.candidates(self._leaves[index])) for index in slot.leaves)

    def made(self) -> Alignment:
        """Match everything."""
        if self._take_earliest():
            return self._alignment()
        start, end = self._pair_ends()
        units = self._units[start : len(self._units) - end]
        calls = self._calls[start : len(self._calls) - end]
        if len(units) * len(calls) <= MOST_CELLS:
            self._align(start, units, calls)
            return self._alignment()
        fits = self._masks(units, calls, 0)
        met = self._is_met(units, calls, fits)
        if not met:  # then perhaps by calls of which nothing tells whether they fit
            doubtful = self._masks(units, calls, 1)
            met = self._is_met(units, calls, doubtful)
            fits = doubtful if met else fits
        for unit, call in common_by_masks(fits, len(units)):
            self._pairs[start + unit] = calls[call]
        made = self._alignment()
        made.fails, made.met = not met, met
        return made

    def _alignment(self) -> Alignment:
        made = Alignment()
        for number, (slot, required) in enumerate(self._units):
            call = self._pairs.get(number)
            if call is not None:
                leaf = self._observed.best_leaf(slot, self._leaves, call)
                made.pairs.append(Pair(leaf.index, slot.place, call))
            elif required:
                made.unmade.append(Unmade(slot.leaves, slot.place))
        return made

    def _fits(self, slot: Slot, call: int) -> bool:
        """Whether a call is as expected in a slot."""
        for index in slot.leaves:
            leaf = self._leaves[index]
            if leaf.named(self._observed.tools[call]) and not self._observed.quality(leaf, call):
                return True
        return False

    def _take_earliest(self) -> bool:
        """Pair each unit with the earliest call left that fits; whether all have one.

        Only where nothing else can be better: all units are required and all extras allowed.
        """
        if not all(unit.required for unit in self._units) or any(self._observed.extra_kinds):
            return False
        rest = iter(self._calls)
        for number, unit in enumerate(self._units):
            call = next((call for call in rest if self._fits(unit.slot, call)), None)
            if call is None:
                self._pairs.clear()
                return False
            self._pairs[number] = call
        return True

    def _pair_ends(self) -> tuple[int, int]:
        """Pair off calls that fit from both ends, which no alignment can better; how many each."""
        shorter = min(len(self._units), len(self._calls))
        start = end = 0
        while start < shorter and self._is_certain(start, self._calls[start]):
            self._pairs[start] = self._calls[start]
            start += 1
        last, last_call = len(self._units) - 1, len(self._calls) - 1
        while end < shorter - start and self._is_certain(last - end, self._calls[last_call - end]):
            self._pairs[last - end] = self._calls[last_call - end]
            end += 1
        return start, end

    def _is_certain(self, number: int, call: int) -> bool:
        slot, required = self._units[number]
        single = len(slot.leaves) == 1 and not is_glob(self._leaves[slot.leaves[0]].call.tool)
        return required and single and self._fits(slot, call)

    def _align(self, start: int, units: list[Unit], calls: list[int]) -> None:
        """Pair units and calls so that the total cost is least."""
        extra = [self._observed.extra_costs[call] for call in calls]
        row = [0]
        for cost in extra:
            row.append(row[-1] + cost)
        ways: list[bytearray] = []
        for slot, required in units:
            miss = self._observed.costs.missing if required else 0
            costs = self._observed.pair_costs(slot, self._leaves)
            row, way = _next_row(row, miss, extra, [costs.get(call) for call in calls])
            ways.append(way)
        unit, call = len(units), len(calls)
        while unit and call:
            way = ways[unit - 1][call]
            if way == _PAIR:
                self._pairs[start + unit - 1] = calls[call - 1]
            unit -= way != _EXTRA
            call -= way != _MISS

    def _masks(self, units: list[Unit], calls: list[int], doubt: int) -> list[int]:
        """For each call the units that it meets, or with doubt may meet, as bits."""
        bits: dict[int, int] = {}
        for number, (slot, _) in enumerate(units):
            for index in slot.leaves:
                bits[index] = bits.get(index, 0) | 1 << number
        met = dict.fromkeys(calls, 0)
        for index, mask in bits.items():
            for call in self._observed.meeting(self._leaves[index], doubt):
                if call in met:
                    met[call] |= mask
        return [met[call] for call in calls]

    def _is_met(self, units: list[Unit], calls: list[int], fits: list[int]) -> bool:
        """Whether the units can be met by these calls, with no extra that is not allowed.

        All ways are followed at once: bit `i` says that the first `i` units can be done with.
        """
        optional = sum(1 << number for number, unit in enumerate(units) if not unit.required)
        done = _past_optional(1, optional)
        kinds = self._observed.extra_kinds
        for call, mask in zip(calls, fits, strict=True):
            done = _past_optional((done & mask) << 1 | (0 if kinds[call] == 2 else done), optional)
        return bool(done >> len(units) & 1)


_PAIR, _MISS, _EXTRA = 0, 1, 2


def _next_row(
    above: list[int], miss: int, extra: list[int], pairs: list[int | None]
) -> tuple[list[int], bytearray]:
    """One more expected call: the least cost up to each observed call, and which way it came."""
    total = above[0] + miss
    row, ways = [total], bytearray([_MISS])
    for place, pair in enumerate(pairs):
        total, way = total + extra[place], _EXTRA
        other = above[place + 1] + miss
        if other < total:
            total, way = other, _MISS
        if pair is not None and above[place] + pair <= total:
            total, way = above[place] + pair, _PAIR
        row.append(total)
        ways.append(way)
    return row, ways


def _past_optional(done: int, optional: int) -> int:
    """The same with optional units left out."""
    while True:
        more = done | (done & optional) << 1
        if more == done:
            return done
        done = more
