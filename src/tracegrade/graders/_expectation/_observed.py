"""The calls of one trace as a plan sees them: which are like which expected call, and how far."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from tracegrade._globs import is_glob
from tracegrade.graders._decoded import arguments_of, defaults_of, spelling
from tracegrade.graders._expectation._argument_tests import rule_for
from tracegrade.graders._expectation._compare import Comparison, Fault
from tracegrade.graders._expectation._costs import Costs
from tracegrade.graders._scopes import selected_calls
from tracegrade.signals import effects_of_calls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracegrade.graders._calls import Counted
    from tracegrade.graders._decoded import Spelling
    from tracegrade.graders._expectation._compare import FieldCredits
    from tracegrade.graders._expectation._costs import ExtraKind, Quality
    from tracegrade.graders._expectation._expectation import Expectation
    from tracegrade.graders._expectation._plan import Leaf, Slot
    from tracegrade.model import Trace

__all__ = ["Observed"]


class Observed:
    """The calls that an expectation looks at, in order, and how they compare with expected ones.

    Calls are named by their place among these; `numbers` gives their numbers in the trace.

    Args:
        trace: The trace.
        expectation: What counts, in which scope, and which extras are allowed.
        expected: How many calls the largest plan names, so that costs never run over.
        tools: Names to go by in place of the tools' own, one for each call of the trace.
        counted: Which calls count, where it is not what the expectation says.
        numbers: The calls themselves, by their numbers in the trace, in place of both.

    Attributes:
        trace: The trace.
        numbers: Numbers of the calls in the trace.
        tools: Their tools.
        costs: What each kind of fault costs.
    """

    def __init__(
        self,
        trace: Trace,
        expectation: Expectation,
        expected: int,
        *,
        tools: Sequence[str] | None = None,
        counted: Counted | None = None,
        numbers: Sequence[int] | None = None,
    ) -> None:
        self.trace = trace
        columns = trace.columns
        chosen = numbers
        if chosen is None:
            chosen = selected_calls(trace, counted or expectation.counted, expectation.scope)
        self.numbers = list(range(len(columns.call_steps)) if chosen is None else chosen)
        names = columns.call_tools if tools is None else tools
        self.tools = [names[number] for number in self.numbers]
        self.costs = Costs(expected, len(self.numbers))
        self._expectation = expectation
        self._arguments = arguments_of(trace)
        self._places: dict[str, list[int]] = {}
        for place, tool in enumerate(self.tools):
            self._places.setdefault(tool, []).append(place)
        self._candidates: dict[tuple[str, str | None], list[int]] = {}
        self._items: dict[tuple[str, str | None], dict[Any, list[int]]] = {}
        self._by_key: dict[str, dict[Spelling, list[int]]] = {}
        self._comparisons: dict[tuple[int, str, Spelling], Comparison] = {}
        self._pair_costs: dict[tuple[int, ...], dict[int, int]] = {}
        self._wanted: dict[tuple[int, str], Spelling] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def effects(self) -> list[frozenset[str]]:
        """The effect classes of each call."""
        classes = effects_of_calls(self.trace, self._expectation.effects or None)
        return [frozenset(classes[number]) for number in self.numbers]

    @cached_property
    def extra_kinds(self) -> list[ExtraKind]:
        """Of each call, whether it would be allowed beside the plan."""
        extras = self._expectation.extras
        if isinstance(extras, str):
            return [0 if extras == "allowed" else 2] * len(self)
        allowed = frozenset(extras)
        return [_kind_of(classes, allowed) for classes in self.effects]

    @cached_property
    def extra_costs(self) -> list[int]:
        """Of each call, what it costs beside the plan."""
        return [self.costs.beside(kind) for kind in self.extra_kinds]

    def step(self, place: int) -> str:
        """Id of the step of a call."""
        columns = self.trace.columns
        return columns.ids[columns.call_steps[self.numbers[place]]]

    def value(self, place: int) -> Any:
        """The decoded arguments of a call."""
        return self._arguments.decoded(self.numbers[place]).value

    def said(self, place: int) -> dict[str, Any]:
        """A call as data, for a finding."""
        return {"tool": self.tools[place], "arguments": self.value(place)}

    def candidates(self, leaf: Leaf) -> list[int]:
        """The calls of the tools that an expected call may name, whatever their arguments."""
        known = (leaf.call.tool, leaf.call.effect)
        found = self._candidates.get(known)
        if found is None:
            found = self._candidates[known] = self._named(leaf)
        return found

    def _named(self, leaf: Leaf) -> list[int]:
        tool, effect = leaf.call.tool, leaf.call.effect
        if is_glob(tool):
            named = [places for name, places in self._places.items() if leaf.named(name)]
            found = sorted(place for places in named for place in places)
        else:
            found = self._places.get(tool, [])
        if effect is None:
            return found
        could = {effect, "unknown"}
        return [place for place in found if not could.isdisjoint(self.effects[place])]

    def has_unknown_effect(self, leaf: Leaf, place: int) -> bool:
        """Whether nothing tells if a call has the effect that is expected."""
        effect = leaf.call.effect
        return effect is not None and effect not in self.effects[place]

    def meeting(self, leaf: Leaf, doubt: int = 0) -> list[int]:
        """The calls that are as expected, or with a doubt of 1 may be."""
        tool = leaf.call.tool
        if not is_glob(tool) and leaf.call.effect is None and not leaf.test.is_open:
            key = self.wanted_key(leaf, tool)
            if key is not None and self._arguments.are_recorded:
                return self.with_key(tool, key)
        return [place for place in self.candidates(leaf) if self.quality(leaf, place) <= doubt]

    def with_key(self, tool: str, key: Spelling) -> list[int]:
        """The calls of a tool with these arguments, defaults left out."""
        if tool not in self._by_key:
            found: dict[Spelling, list[int]] = {}
            for place in self._places.get(tool, ()):
                found.setdefault(self._normal_key(place), []).append(place)
            self._by_key[tool] = found
        return self._by_key[tool].get(key, [])

    def wanted_key(self, leaf: Leaf, tool: str) -> Spelling:
        """The only arguments that meet a leaf, defaults left out, if it is no more than equality."""
        defaults = self._default_items.get(tool)
        if leaf.test.key is None or not defaults:
            return leaf.test.key
        known = (leaf.index, tool)
        if known not in self._wanted:
            strips = self._strips_defaults(leaf)
            self._wanted[known] = leaf.test.key - defaults if strips else None
        return self._wanted[known]

    def _normal_key(self, place: int) -> Spelling:
        key = self._arguments.key(self.numbers[place])
        defaults = self._default_items.get(self.tools[place])
        return key - defaults if defaults and isinstance(key, frozenset) else key

    @cached_property
    def _default_items(self) -> dict[str, frozenset[tuple[str, Spelling]]]:
        return {
            tool: frozenset((name, spelling(value)) for name, value in defaults.items())
            for tool, defaults in self._defaults.items()
        }

    @cached_property
    def _defaults(self) -> dict[str, Mapping[str, Any]]:
        """What declared schemas say arguments are where they are missing, by tool."""
        found = {tool.name: defaults_of(tool) for tool in self.trace.tools}
        return {tool: defaults for tool, defaults in found.items() if defaults}

    def _strips_defaults(self, leaf: Leaf) -> bool:
        rule = rule_for(leaf.call, self._expectation.arguments)
        return rule is None or rule.defaults

    def quality(self, leaf: Leaf, place: int) -> Quality:
        """How a call compares with an expected one."""
        found = self._quality_of_arguments(leaf, place)
        return 1 if found == 0 and self.has_unknown_effect(leaf, place) else found

    def _quality_of_arguments(self, leaf: Leaf, place: int) -> Quality:
        if leaf.test.is_open:
            return 0
        if not self._arguments.are_recorded:
            return 1
        tool = self.tools[place]
        wanted = self.wanted_key(leaf, tool)
        if wanted is not None:
            return 0 if self._normal_key(place) == wanted else 2
        if leaf.test.fields is not None and tool not in self._defaults:
            return 0 if self._credit(leaf, place) == 1 else 2
        return 2 if self.compared(leaf, place).faults else 0

    def doubt(self, leaf: Leaf, place: int) -> str:
        """Why nothing tells whether a call is as expected."""
        if self.has_unknown_effect(leaf, place):
            return f"nothing tells whether it is a {leaf.call.effect} tool"
        return "its arguments are not recorded"

    def compared(self, leaf: Leaf, place: int) -> Comparison:
        """Every difference between the arguments of a call and the expected ones."""
        tool, number = self.tools[place], self.numbers[place]
        known = (leaf.index, tool, self._arguments.key(number))
        found = self._comparisons.get(known)
        if found is None:
            value, error = self._arguments.decoded(number)
            if error is None:
                defaults = self._defaults.get(tool) if self._strips_defaults(leaf) else None
                found = leaf.test.compare(value, defaults)
            else:
                said = f"the arguments are no JSON: {error}"
                found = Comparison([Fault("", "JSON", str(value)[:200], said)], 0, 1)
            self._comparisons[known] = found
        return found

    def pair_costs(self, slot: Slot, leaves: Sequence[Leaf]) -> dict[int, int]:
        """What it costs to take each call for one of a slot, by call; others cannot be taken."""
        found = self._pair_costs.get(slot.leaves)
        if found is None:
            found = dict(self._leaf_costs(leaves[slot.leaves[0]]))
            for index in slot.leaves[1:]:
                for place, cost in self._leaf_costs(leaves[index]).items():
                    found[place] = min(cost, found.get(place, cost))
            self._pair_costs[slot.leaves] = found
        return found

    def best_leaf(self, slot: Slot, leaves: Sequence[Leaf], place: int) -> Leaf:
        """As which of a slot's leaves a call is taken."""
        if len(slot.leaves) == 1:
            return leaves[slot.leaves[0]]
        able = [leaves[index] for index in slot.leaves if place in self.candidates(leaves[index])]
        return min(able, key=lambda leaf: self._leaf_costs(leaf)[place])

    def _leaf_costs(self, leaf: Leaf) -> dict[int, int]:
        key = (-1, leaf.index)
        found = self._pair_costs.get(key)
        if found is None:
            found = self._pair_costs[key] = self._worked_out(leaf)
            for place in found if leaf.call.effect is not None else ():
                if found[place] == 0 and self.has_unknown_effect(leaf, place):
                    found[place] = self.costs.pair(1, 1.0)
        return found

    def _worked_out(self, leaf: Leaf) -> dict[int, int]:
        candidates = self.candidates(leaf)
        if leaf.test.is_open or not self._arguments.are_recorded:
            cost = self.costs.pair(0 if leaf.test.is_open else 1, 1.0)
            return dict.fromkeys(candidates, cost)
        fields = leaf.test.fields
        if fields is not None and fields.items is not None and not self._defaults:
            return self._counted_costs(leaf, fields, candidates)
        costs = dict.fromkeys(candidates, 0)
        for place in candidates:
            credit = self._credit(leaf, place)
            if credit != 1 or (fields is None and self._quality_of_arguments(leaf, place)):
                costs[place] = self.costs.wrong(min(credit, 0.999))
        return costs

    def _counted_costs(
        self, leaf: Leaf, fields: FieldCredits, candidates: list[int]
    ) -> dict[int, int]:
        """The same where credit is a matter of counting: most pairs have nothing in common."""
        assert fields.items is not None
        costs = dict.fromkeys(candidates, self.costs.wrong(0.0))
        holding = self._holding(leaf.call.tool, leaf.call.effect, candidates)
        right = Counter(chain.from_iterable(holding.get(item, ()) for item in fields.items))
        if fields.can_be_nothing:
            right.update(dict.fromkeys(set(candidates).difference(right, self._odd_places), 0))
        for place, count in right.items():
            total = fields.total(self._arguments.fields(self.numbers[place]).names)
            costs[place] = 0 if count == total else self.costs.wrong(count / total)
        return costs

    def _holding(
        self, tool: str, effect: str | None, candidates: list[int]
    ) -> dict[Any, list[int]]:
        """For each argument, as name and spelling, the calls of these that have it."""
        found = self._items.get((tool, effect))
        if found is None:
            found = self._items[tool, effect] = {}
            for place in candidates:
                if self.numbers[place] in self._odd:
                    continue
                for item in self._arguments.fields(self.numbers[place]).items:
                    found.setdefault(item, []).append(place)
        return found

    @cached_property
    def _odd_places(self) -> frozenset[int]:
        return frozenset(place for place, number in enumerate(self.numbers) if number in self._odd)

    @cached_property
    def _odd(self) -> frozenset[int]:
        """Numbers of the calls whose arguments are no JSON object."""
        decoded = self._arguments.decoded
        return frozenset(
            number
            for number in self.numbers
            if decoded(number).error is not None or not isinstance(decoded(number).value, dict)
        )

    def _credit(self, leaf: Leaf, place: int) -> float:
        number, fields = self.numbers[place], leaf.test.fields
        if number in self._odd:
            return 0.0
        if fields is None or self.tools[place] in self._defaults:
            return self.compared(leaf, place).credit
        value = self._arguments.decoded(number).value
        return fields.credit(value, self._arguments.fields(number).keys)


def _kind_of(classes: frozenset[str], allowed: frozenset[str]) -> ExtraKind:
    if classes <= allowed:
        return 0
    return 1 if classes - allowed <= {"unknown"} else 2
