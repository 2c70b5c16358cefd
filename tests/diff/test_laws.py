"""What holds for any two traces and any two runs."""

from __future__ import annotations

import copy
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.diff.made import case, each_once, traces
from tests.traces import Step, call, native
from tracegrade.diff import align, diff_runs, diff_traces, distance
from tracegrade.model import Trace

FLIPPED = {"added": "removed", "removed": "added"}


@given(traces(), traces())
def test_every_step_of_both_sides_appears_exactly_once(old: Trace, new: Trace):
    diff = diff_traces(old, new)
    each_once(diff)
    assert len(align(old, new)) >= max(len(old), len(new))


@given(traces())
def test_a_trace_against_itself_is_all_the_same(trace: Trace):
    diff = diff_traces(trace, trace)
    assert diff.first_divergence is None
    assert diff.is_same
    assert {edit.edit for edit in diff.edits} <= {"same"}
    assert diff.distance == 0.0


@given(traces(), traces())
def test_nothing_differs_just_when_the_traces_are_called_the_same(old: Trace, new: Trace):
    diff = diff_traces(old, new)
    assert diff.is_same == all(edit.edit == "same" for edit in diff.edits)


def as_set(edits: Any, *, turned: bool) -> Counter[tuple[str, str | None, str | None]]:
    return Counter(
        (FLIPPED.get(edit.edit, edit.edit), edit.new_step, edit.old_step)
        if turned
        else (edit.edit, edit.old_step, edit.new_step)
        for edit in edits
    )


@given(traces(), traces())
def test_swapping_two_traces_mirrors_their_edits(old: Trace, new: Trace):
    there, back = diff_traces(old, new), diff_traces(new, old)
    assert as_set(there.edits, turned=False) == as_set(back.edits, turned=True)
    assert there.distance == back.distance
    assert len(there.wrapped) == len(back.wrapped)


def said(step: str) -> Step:
    return {"id": step, "kind": "assistant", "text": ""}


USED_FIRST = [said("a0"), call("search", {"n": 0}, step="c0", parent="a0")]
INSIDE = [
    {**said("a1"), "agent": "scout", "parent": "c0"},
    call("search", {"n": 0}, step="c1", agent="scout", parent="a1"), said("a2"),
]  # fmt: skip
BESIDE = [call("refund", {"n": 0}, step="c1", parent="a0"), said("a1"), said("a2")]
RENAMED = [
    (USED_FIRST + INSIDE,
     [said("a0"), said("a1"), call("get_order", {"n": 0}, step="c1", parent="a1"),
      call("get_order", {"n": 0}, step="c2", parent="a1")]),
    ([*USED_FIRST, *BESIDE, call("search", {"n": 0}, step="c2", parent="a2")],
     [said("a0"), said("a1"), call("get_order", {"n": 0}, step="c1", parent="a1"), said("a2"),
      call("get_order", {"n": 0}, step="c2", parent="a2"),
      call("refund", {"n": 0}, step="c3", parent="a2")]),
]  # fmt: skip


@pytest.mark.parametrize("sides", RENAMED, ids=["aligned", "apart"])
def test_swapping_mirrors_the_edits_also_where_a_tool_was_renamed(sides: tuple[Any, Any]):
    old, new = (
        native({"kind": "user", "text": "hi"}, *steps, capabilities=("tool_results",))
        for steps in sides
    )
    there, back = diff_traces(old, new), diff_traces(new, old)
    assert there.renamed == {"get_order": "search"}
    assert as_set(there.edits, turned=False) == as_set(back.edits, turned=True)
    assert there.distance == back.distance


@given(traces(), traces())
def test_the_distance_lies_between_0_and_1(old: Trace, new: Trace):
    assert 0 <= distance(old, new) <= 1


@st.composite
def runs(draw: st.DrawFn) -> list[Trace]:
    return [
        case(f"case-{number}", draw(traces()), trial)
        for number in range(draw(st.integers(1, 4)))
        for trial in range(draw(st.integers(1, 2)))
    ]


slower = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@slower
@given(runs())
def test_a_run_against_itself_is_equivalent_and_empty(run: list[Trace]):
    diff = diff_runs(run, copy.copy(run))
    assert diff.verdict == "equivalent"
    assert not diff.facts
    assert not diff.effects
    assert all(not shift.effect for shift in diff.shifts)
    assert all(item.status == "same" for item in diff)


@slower
@given(runs(), runs())
def test_swapping_the_runs_mirrors_everything_but_broken(old: list[Trace], new: list[Trace]):
    there, back = diff_runs(old, new), diff_runs(new, old)
    assert {
        (item.case_id, pair.old_trace, pair.new_trace) for item in there for pair in item.pairs
    } == {(item.case_id, pair.new_trace, pair.old_trace) for item in back for pair in item.pairs}
    mirrored = {shift.feature: shift for shift in back.shifts}
    assert there.shifts or there.verdict != "shift"
    for shift in there.shifts:
        other = mirrored[shift.feature]
        assert shift.p == other.p
        assert shift.p_adjusted == other.p_adjusted
        if shift.old is not None:
            assert shift.effect == pytest.approx(-(other.effect or 0))
    assert there.seed == back.seed


def test_the_same_runs_in_another_order_give_the_same_numbers():
    chance = random.Random(1)
    old, new = ([case(f"c{number}", sample(chance)) for number in range(12)] for _ in range(2))
    first = diff_runs(old, new)
    chance.shuffle(old)
    again = diff_runs(old, new)
    assert first.seed == again.seed
    assert [(item.feature, item.p) for item in first.shifts] == [
        (item.feature, item.p) for item in again.shifts
    ]


def sample(chance: random.Random) -> Trace:
    from tests.diff.made import calls_of

    return calls_of(*chance.choices(("get_order", "search", "refund"), k=chance.randrange(1, 5)))
