"""Matching a flat plan whose calls may come in any order: an assignment of least cost.

Equal calls are paired first, where that cannot be wrong: an expected call that only equal arguments
meet, and an observed call that no other matcher would take. The others fall apart into groups of
slots that share a call. In a group of one slot the cheapest calls are taken; in a larger one the
assignment problem is solved exactly (`tracegrade._assignment`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade._assignment import least_total
from tracegrade._globs import is_glob
from tracegrade.graders._expectation._alignment import Alignment, Pair, Unit, Unmade, units_of
from tracegrade.graders._expectation._plan import Slot, say_place

if TYPE_CHECKING:
    from tracegrade.graders._expectation._observed import Observed
    from tracegrade.graders._expectation._plan import Leaf, Plan

__all__ = ["match_any_order"]

MOST_CELLS = 300_000
"""How many pairs of one group may be compared: some 550 expected by 550 observed calls."""


def match_any_order(plan: Plan, observed: Observed) -> Alignment:
    """The pairs of least cost."""
    return _Matching(plan, observed).made()


class _Matching:
    def __init__(self, plan: Plan, observed: Observed) -> None:
        self._plan = plan
        self._observed = observed
        self._missing = observed.costs.missing
        self._made = Alignment()
        self._taken: set[int] = set()

    def made(self) -> Alignment:
        """Match everything."""
        slots = self._pair_equal_calls()
        for group in self._groups(slots):
            self._match_group(*group)
        self._made.pairs.sort(key=lambda pair: pair.call)
        return self._made

    def _pair_equal_calls(self) -> list[Slot]:
        """Pair what is equal and can be nothing else.

        Returns:
            The slots that are left.
        """
        leaves = self._plan.leaves
        self._wary = [one for one in leaves if one.test.key is None and not one.test.is_open]
        left: list[Slot] = []
        for slot in self._plan.slots:
            paired = 0
            if len(slot.leaves) == 1 and slot.least == slot.most:
                leaf = leaves[slot.leaves[0]]
                for call in self._equal_calls(leaf)[: slot.least]:
                    self._take(leaf, slot, call)
                    paired += 1
            if slot.least == slot.most:
                rest = slot.least - paired
                slot = slot._replace(least=rest, most=rest)  # noqa: PLW2901 what is left of it
            if slot.most != 0:
                left.append(slot)
        return left

    def _equal_calls(self, leaf: Leaf) -> list[int]:
        """The calls not taken with just the expected arguments, which no other matcher takes."""
        tool = leaf.call.tool
        key = self._observed.wanted_key(leaf, tool)
        if key is None or is_glob(tool) or leaf.call.effect is not None:
            return []
        equal = self._observed.with_key(tool, key)
        others = [one for one in self._wary if one.named(tool)]
        if equal and any(not self._observed.quality(one, equal[0]) for one in others):
            return []
        return [call for call in equal if call not in self._taken]

    def _take(self, leaf: Leaf, slot: Slot, call: int) -> None:
        self._taken.add(call)
        self._made.pairs.append(Pair(leaf.index, slot.place, call))

    def _groups(self, slots: list[Slot]) -> list[tuple[list[Slot], list[int]]]:
        """Slots that share a call, directly or through others, and their calls."""
        alike: dict[frozenset[tuple[str, str | None]], list[Slot]] = {}
        for slot in slots:
            calls = [self._plan.leaves[index].call for index in slot.leaves]
            alike.setdefault(frozenset((one.tool, one.effect) for one in calls), []).append(slot)
        groups: list[tuple[list[Slot], set[int]]] = []
        for members in alike.values():
            found = self._candidates(members[0])
            apart: list[tuple[list[Slot], set[int]]] = []
            for others, calls in groups:
                if calls.isdisjoint(found):
                    apart.append((others, calls))
                else:
                    members, found = others + members, found | calls  # noqa: PLW2901 they join
            groups = [*apart, (members, found)]
        return [(members, sorted(calls)) for members, calls in groups]

    def _candidates(self, slot: Slot) -> set[int]:
        named = (self._observed.candidates(self._plan.leaves[index]) for index in slot.leaves)
        return set[int]().union(*named) - self._taken

    def _match_group(self, slots: list[Slot], calls: list[int]) -> None:
        units = [unit for slot in slots for unit in units_of(slot, len(calls))]
        if len(slots) == 1:
            self._match_slot(slots[0], calls, units)
        elif len(units) * len(calls) <= MOST_CELLS:
            self._assign(units, calls)
        elif self._is_told_by_equality(slots):
            # What is equal is paired already, so each of these is missing, and its calls extra.
            self._made.unmade += [
                Unmade(unit.slot.leaves, unit.slot.place) for unit in units if unit.required
            ]
        else:
            said = f"{len(units)} expected and {len(calls)} observed calls"
            self._made.exceeded = f"{say_place(slots[0].place)}: {said} are too many to compare"

    def _is_told_by_equality(self, slots: list[Slot]) -> bool:
        """Whether a call meets one of these slots only if it has just its arguments."""
        leaves = [self._plan.leaves[index] for slot in slots for index in slot.leaves]
        alone = all(len(slot.leaves) == 1 and slot.least == slot.most for slot in slots)
        return alone and not any(
            leaf.test.key is None or is_glob(leaf.call.tool) or leaf.call.effect for leaf in leaves
        )

    def _match_slot(self, slot: Slot, calls: list[int], units: list[Unit]) -> None:
        """Take the calls that gain the most: first for the required units, then for the others."""
        gains = sorted(((gain, -call) for call, gain in self._gains(slot, calls)), reverse=True)
        for number, unit in enumerate(units):
            if number < len(gains):
                gain, call = gains[number]
                if gain + (self._missing if unit.required else 0) > 0:
                    leaf = self._observed.best_leaf(slot, self._plan.leaves, -call)
                    self._take(leaf, slot, -call)
                    continue
            if unit.required:
                self._made.unmade.append(Unmade(slot.leaves, slot.place))

    def _gains(self, slot: Slot, calls: list[int]) -> list[tuple[int, int]]:
        """What taking each call for the slot saves, before the slot's own need: (call, gain)."""
        costs = self._observed.pair_costs(slot, self._plan.leaves)
        extra = self._observed.extra_costs
        return [(call, extra[call] - costs[call]) for call in calls if call in costs]

    def _assign(self, units: list[Unit], calls: list[int]) -> None:
        """Pair units and calls so that the total cost is least; no pair costs nothing."""
        rows: dict[Unit, list[int]] = {}
        for unit in units:
            if unit not in rows:
                need = self._missing if unit.required else 0
                gains = dict(self._gains(unit.slot, calls))
                rows[unit] = [-max(gains.get(call, -need) + need, 0) for call in calls]
        chosen = dict(least_total([rows[unit] for unit in units]))
        for row, unit in enumerate(units):
            place = chosen.get(row)
            if place is not None and rows[unit][place]:
                leaf = self._observed.best_leaf(unit.slot, self._plan.leaves, calls[place])
                self._take(leaf, unit.slot, calls[place])
            elif unit.required:
                self._made.unmade.append(Unmade(unit.slot.leaves, unit.slot.place))
