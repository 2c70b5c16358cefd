"""Matching a nested plan: a search through what may be left of it after each call.

First the plan is followed without any fault, which decides whether it is met. If it is not, the
search goes on for the match with the fewest faults. Where a call fits in a way that rules nothing
out, no other way is tried, which keeps ordinary plans linear; where calls fit in several ways, all
are followed, up to a stated number of states. Beyond it a plan that ignores all order is held
against the trace: if even that is not met, the plan is not; if it is, nothing is decided.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders._expectation._alignment import Alignment, Pair, Unmade
from tracegrade.graders._expectation._any_order import match_any_order
from tracegrade.graders._expectation._forms import Forms
from tracegrade.graders._expectation._plan import Plan, Slot, say_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders._expectation._forms import Move
    from tracegrade.graders._expectation._observed import Observed
    from tracegrade.graders._expectation._plan import Node, Place

__all__ = ["match_nested"]

_Bound = frozenset[tuple[str, Any]]
_OF_NONE = -2  # groups below are of one call, whose model call is not known


class _State(NamedTuple):
    """What is left of the plan, what its names stand for, and how many calls have been seen."""

    form: int
    bound: _Bound
    seen: int


class _Way(NamedTuple):
    """How a state was reached: from which, by taking the last call as which expected one."""

    before: _State
    leaf: int
    skipped: tuple[int, ...]


def match_nested(plan: Plan, observed: Observed, most_states: int) -> Alignment:
    """The pairs with the fewest faults, within so many states."""
    return _Search(plan, observed, most_states).made()


class _TooManyStatesError(Exception):
    """The search visited as many states as it may."""


class _Search:
    def __init__(self, plan: Plan, observed: Observed, most_states: int) -> None:
        self._plan = plan
        self._observed = observed
        self._most = most_states
        self._forms = Forms()
        self._start = _State(self._forms.of(plan.root), frozenset(), 0)
        named = [observed.candidates(leaf) for leaf in plan.leaves]
        self._named = [frozenset(calls) for calls in named]
        self._calls = sorted({call for calls in named for call in calls})
        self._kinds = [observed.extra_kinds[call] for call in self._calls]
        self._groups = _groups_of(observed, self._calls)
        self._harmless = {
            leaf
            for leaf, calls in enumerate(named)
            if not any(observed.extra_kinds[call] for call in calls)
            and not plan.leaves[leaf].test.names
        }
        self._ways: dict[_State, _Way] = {}
        self._lenient = False

    def made(self) -> Alignment:
        """Match everything."""
        other = set(range(len(self._observed))) - set(self._calls)
        if not any(self._observed.extra_kinds[call] == 2 for call in other):
            try:
                for self._lenient in (False, True):
                    if (end := self._follow()) is not None:
                        return self._told(end)
            except _TooManyStatesError:
                return self._without_order()
        self._lenient = False
        return self._least_faults()

    def _told(self, end: _State) -> Alignment:
        """The match that was found, and whether the capture can tell that it is one."""
        made = self._alignment(end)
        sided = any(part.kind == "parallel" for part in _parts_of(self._plan.root))
        if self._lenient and sided and min(self._groups, default=0) < _OF_NONE:
            made.undecided = "the capture does not say which calls were made side by side"
        return made

    def _follow(self) -> _State | None:
        """A state in which all calls are seen and nothing is missing, reached without a fault."""
        self._ways = {}
        left, known = [self._start], {self._start}
        while left:
            state = left.pop()
            if state.seen == len(self._calls):
                if self._forms.can_end(state.form):
                    return state
                continue
            for following, way in self._faultless(state):
                if following not in known:
                    known.add(following)
                    self._ways[following] = way
                    left.append(following)
            if len(known) > self._most:
                raise _TooManyStatesError
        return None

    def _faultless(self, state: _State) -> Iterator[tuple[_State, _Way]]:
        """The states after the next call, those in which it is taken last, to be followed first."""
        taken: list[tuple[_State, _Way]] = []
        certain = False
        for move in self._forms.moves(state.form):
            bound = self._fit(move, state)
            if bound is not None:
                taken.append((self._after(move, state, bound), _Way(state, move.leaf, ())))
                certain = certain or self._rules_nothing_out(move)
        kind = self._kinds[state.seen]
        if not certain and (kind == 0 or (kind == 1 and self._lenient)):
            yield state._replace(seen=state.seen + 1), _Way(state, -1, ())
        yield from taken

    def _rules_nothing_out(self, move: Move) -> bool:
        """Whether whatever could follow can follow just as well after this move.

        Whichever call would have been taken for it, or for what it forfeits, is then extra: so
        these have to be calls that are allowed as such.
        """
        return (
            not move.commits
            and move.group is None
            and move.leaf in self._harmless
            and move.forfeits <= self._harmless
        )

    def _fit(self, move: Move, state: _State) -> _Bound | None:
        """What names stand for after a move by which the next call is as expected, if it is."""
        call = self._calls[state.seen]
        if call not in self._named[move.leaf] or not self._in_group(move, state.seen):
            return None
        leaf = self._plan.leaves[move.leaf]
        quality = self._observed.quality(leaf, call)
        if quality == 2 or (quality and not self._lenient):
            return None
        return self._bound(move.leaf, call, state.bound) if leaf.test.names else state.bound

    def _bound(self, leaf: int, call: int, bound: _Bound) -> _Bound | None:
        """What names stand for after a call, unless it contradicts what they stood for."""
        found = self._observed.compared(self._plan.leaves[leaf], call).bound
        before = dict(bound)
        if any(before.get(name, key) != key for name, key in found.items()):
            return None
        return frozenset((before | found).items())

    def _in_group(self, move: Move, seen: int) -> bool:
        if move.group is None:
            return True
        group = self._groups[seen]
        return group == move.group or (self._lenient and (min(group, move.group) < _OF_NONE))

    def _after(self, move: Move, state: _State, bound: _Bound) -> _State:
        form = self._forms.grouped(move.rest, self._groups[state.seen])
        return _State(form, bound, state.seen + 1)

    def _least_faults(self) -> Alignment:
        """The match of least cost; at least one fault is known to be in it."""
        self._ways = {}
        best: tuple[int, _State] | None = None
        costs: dict[_State, int] = {self._start: 0}
        queue: list[tuple[int, int, _State]] = [(0, 0, self._start)]
        rest = self._costs_of_extras()
        while queue:
            cost, _, state = heappop(queue)
            if cost > costs[state]:
                continue
            if best is not None and cost >= best[0]:
                break
            missing = len(self._forms.unmade(state.form)) * self._observed.costs.missing
            total = cost + rest[state.seen] + missing
            if best is None or total < best[0]:
                best = total, state
            if len(costs) > self._most:
                break
            for following, way, more in self._faulty(state):
                if cost + more < costs.get(following, cost + more + 1):
                    costs[following] = cost + more
                    self._ways[following] = way
                    heappush(queue, (cost + more, -following.seen, following))
        assert best is not None
        made = self._alignment(best[1])
        made.fails = True
        return made

    def _costs_of_extras(self) -> list[int]:
        """What it costs if all calls from each on are extra."""
        costs = [0]
        for call in reversed(self._calls):
            costs.append(costs[-1] + self._observed.extra_costs[call])
        return costs[::-1]

    def _faulty(self, state: _State) -> Iterator[tuple[_State, _Way, int]]:
        """The states after the next call, with what each costs."""
        if state.seen == len(self._calls):
            return
        call = self._calls[state.seen]
        skip = self._observed.extra_costs[call]
        found: list[tuple[_State, _Way, int]] = []
        for move in self._forms.moves(state.form, skipping=True):
            if call not in self._named[move.leaf] or not self._in_group(move, state.seen):
                continue
            bound, cost = self._taken(move, call, state.bound)
            after = self._after(move, state, bound)
            way = _Way(state, move.leaf, move.skipped)
            if not cost and not move.skipped and self._rules_nothing_out(move):
                yield after, way, 0
                return
            found.append((after, way, cost + len(move.skipped) * self._observed.costs.missing))
        yield from found
        yield state._replace(seen=state.seen + 1), _Way(state, -1, ()), skip

    def _taken(self, move: Move, call: int, bound: _Bound) -> tuple[_Bound, int]:
        """What taking a call costs, and what names stand for then."""
        leaf = self._plan.leaves[move.leaf]
        slot = Slot((move.leaf,), 1, 1, ())
        cost = self._observed.pair_costs(slot, self._plan.leaves)[call]
        if leaf.test.names and not cost:
            after = self._bound(move.leaf, call, bound)
            if after is None:
                made = self._observed.compared(leaf, call)
                return bound, self._observed.costs.wrong((made.right - 1) / max(made.total, 1))
            return after, cost
        return bound, cost

    def _alignment(self, end: _State) -> Alignment:
        """The pairs on the way to a state, and what was left out."""
        made = Alignment()
        taken: list[tuple[int, int]] = []
        unmade = list(self._forms.unmade(end.form))
        state = end
        while state in self._ways:
            way = self._ways[state]
            if way.leaf >= 0:
                taken.append((way.leaf, self._calls[state.seen - 1]))
            unmade += way.skipped
            state = way.before
        places: dict[int, list[Place]] = {}
        for leaf, call in reversed(taken):
            made.pairs.append(Pair(leaf, self._next_place(leaf, places), call))
        made.unmade = [Unmade((leaf,), self._next_place(leaf, places)) for leaf in sorted(unmade)]
        return made

    def _next_place(self, leaf: int, places: dict[int, list[Place]]) -> Place:
        """Where the next call of a kind stands in the plan; one that is repeated stands once."""
        left = places.setdefault(leaf, self._plan.leaves[leaf].places[:])
        return left.pop(0) if len(left) > 1 else left[0]

    def _without_order(self) -> Alignment:
        """The match where nothing has an order: not met if even this is not."""
        root = self._plan.root
        slots = [Slot((leaf,), least, None, place) for leaf, place, least in _needs(root, 1)]
        relaxed = Plan(self._plan.part, self._plan.leaves, root, "any_order", slots)
        made = match_any_order(relaxed, self._observed)
        taken = {pair.call for pair in made.pairs}
        kinds = self._observed.extra_kinds
        wrong = any(
            self._observed.quality(self._plan.leaves[pair.leaf], pair.call) == 2
            for pair in made.pairs
        )
        extra = any(kind == 2 for call, kind in enumerate(kinds) if call not in taken)
        if made.exceeded is None and (made.unmade or wrong or extra):
            made.fails = True
            return made
        count, place = max(_interleavings(root))
        said = f"its {count} calls can interleave in more than {self._most:,} ways"
        return Alignment(exceeded=f"{say_place(place)}: {said}")


def _needs(node: Node, least: int) -> Iterator[tuple[int, Place, int]]:
    """Every call of a plan, with how often it comes at the least: (leaf, place, least)."""
    if node.kind == "leaf":
        yield node.leaf, node.place, least
    if node.kind in ("optional", "one_of"):
        least = 0
    if node.kind == "repeat":
        least *= node.least
    for part in node.parts:
        yield from _needs(part, least)


def _parts_of(node: Node) -> Iterator[Node]:
    left = [node]
    while left:
        one = left.pop()
        yield one
        left += one.parts


def _interleavings(node: Node) -> list[tuple[int, Any]]:
    """The parts whose calls interleave, with how many calls each has; the whole if none does."""
    mixed = [one for one in _parts_of(node) if one.kind in ("any_order", "parallel")]
    return [(len(list(_needs(one, 1))), one.place) for one in mixed or [node]]


def _groups_of(observed: Observed, calls: list[int]) -> list[int]:
    """For each call the model call that asked for it; each its own where the capture does not say."""
    columns = observed.trace.columns
    groups: list[int] = []
    named: dict[str, int] = {}
    for call in calls:
        number = observed.numbers[call]
        step, parent = columns.call_steps[number], columns.call_parents[number]
        name = columns.details.get(step, {}).get("parallel_group")
        if name is not None:
            groups.append(named.setdefault(str(name), len(columns) + len(named)))
        else:
            groups.append(parent if parent >= 0 else _OF_NONE - 1 - call)
    return groups
