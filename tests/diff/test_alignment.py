"""Alignment: each stage is exact, and steps are paired as a person would pair them."""

from __future__ import annotations

import random
from functools import cache
from itertools import permutations
from typing import Any

import pytest

from tests.diff.made import calling, inner
from tests.traces import Step, call, native, result
from tracegrade._lcs import common_length, common_subsequence
from tracegrade.diff import _stages as stages
from tracegrade.diff import align, diff_traces
from tracegrade.diff._residue import cheapest_pairs
from tracegrade.model import Trace


def longest(old: Any, new: Any) -> int:
    """The length of a longest common subsequence, by the table."""
    above = [0] * (len(new) + 1)
    for one in old:
        row = [0]
        for place, other in enumerate(new):
            row.append(above[place] + 1 if one == other else max(above[place + 1], row[place]))
        above = row
    return above[-1]


def least_cost(gaps_old: Any, gaps_new: Any, cost: Any) -> float:
    """The least cost of pairing in order, by recursion."""

    @cache
    def rest(old: int, new: int) -> float:
        if old == len(gaps_old):
            return sum(gaps_new[new:])
        if new == len(gaps_new):
            return sum(gaps_old[old:])
        return min(
            cost(old, new) + rest(old + 1, new + 1),
            gaps_old[old] + rest(old + 1, new),
            gaps_new[new] + rest(old, new + 1),
        )

    return rest(0, 0)


class Checked:
    """The stages of an alignment, each held against dynamic programming as it runs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stages = self.residues = 0
        monkeypatch.setattr(stages, "common_subsequence", self.subsequence)
        monkeypatch.setattr(stages, "cheapest_pairs", self.pairs)

    def subsequence(self, old: Any, new: Any) -> Any:
        found = common_subsequence(old, new)
        assert len(found) == longest(old, new) == common_length(old, new)
        assert all(old[one] == new[other] for one, other in found)
        assert found == sorted(set(found))
        self.stages += 1
        return found

    def pairs(self, gaps_old: Any, gaps_new: Any, cost: Any) -> Any:
        found, total = cheapest_pairs(gaps_old, gaps_new, cost)
        assert total == pytest.approx(least_cost(tuple(gaps_old), tuple(gaps_new), cost))
        rows, columns = {row for row, _ in found}, {column for _, column in found}
        paid = sum(cost(*pair) for pair in found)
        paid += sum(gap for row, gap in enumerate(gaps_old) if row not in rows)
        paid += sum(gap for column, gap in enumerate(gaps_new) if column not in columns)
        assert paid == pytest.approx(total)
        self.residues += 1
        return found, total


def random_trace(chance: random.Random) -> Trace:
    steps: list[Step] = []
    for turn in range(chance.randrange(1, 5)):
        steps.append({"kind": "user", "text": chance.choice(("go", "on", "yes"))})
        steps.append({"id": f"a{turn}", "kind": "assistant", "text": chance.choice(("", "x"))})
        for number in range(chance.randrange(4)):
            name = f"c{turn}.{number}"
            tool = chance.choice(("get_a", "get_b", "send_c", "write_d"))
            arguments: dict[str, Any] = {"n": chance.randrange(3)}
            if chance.random() < 0.3:
                arguments["to"] = chance.choice("xyz")
            parent = f"a{turn}" if chance.random() < 0.8 else None
            steps.append(call(tool, arguments, step=name, **({"parent": parent} if parent else {})))
            if chance.random() < 0.15:
                steps += inner(name, chance.choice(("scout", "clerk")), chance.randrange(3))
            if chance.random() < 0.8:
                steps.append(result(name, chance.choice(("ok", "error"))))
    return native(*steps, capabilities=("error_status", "tool_results"))


def test_every_stage_and_residue_equals_dynamic_programming_on_3000_random_cases(
    monkeypatch: pytest.MonkeyPatch,
):
    checked = Checked(monkeypatch)
    chance = random.Random(7)
    for _ in range(3000):
        align(random_trace(chance), random_trace(chance))
    assert checked.stages > 10_000
    assert checked.residues > 500


def kinds_of(old: Trace, new: Trace) -> list[str]:
    return [edit.edit for edit in diff_traces(old, new).edits]


def changes(old: Trace, new: Trace) -> list[Any]:
    return [edit for edit in diff_traces(old, new).edits if edit.edit != "same"]


def test_an_argument_that_changed_is_named_by_its_path():
    old = calling(("refund", {"id": "A-1", "amount": 10}))
    new = calling(("refund", {"id": "A-1", "amount": 1000}))
    (edit,) = changes(old, new)
    assert edit.edit == "changed"
    assert edit.detail["arguments"] == [{"path": "/amount", "old": 10, "new": 1000}]


def test_a_read_and_a_write_that_changed_places_have_moved():
    read, write = ("get_order", {"id": 1}), ("refund", {"id": 1})
    edits = changes(calling(read, write), calling(write, read))
    assert {edit.edit for edit in edits} == {"moved"}


def test_a_long_trace_of_one_frequent_tool_is_aligned_fully():
    chance = random.Random(3)
    plan = [
        ("bash", {"command": f"step {place}"}) if chance.random() < 0.6 else ("edit", {"n": place})
        for place in range(400)
    ]
    shorter = [item for place, item in enumerate(plan) if place % 50]
    kinds = kinds_of(calling(*plan), calling(*shorter))
    assert kinds.count("removed") == 8 * 3  # a model call, a call and its result each
    assert set(kinds) == {"same", "removed"}


def test_a_result_stays_with_its_call():
    old = calling(("get", {"n": 1}), ("get", {"n": 2}))
    new = calling(("get", {"n": 2}))
    pairs = dict(align(old, new))
    assert old.columns.ids[next(one for one, other in pairs.items() if other == 2)] == "c1"
    edits = diff_traces(old, new).edits
    removed = [edit.old_step for edit in edits if edit.edit == "removed"]
    assert removed == ["a0", "c0", "s3"]


@pytest.mark.parametrize("order", list(permutations(("x", "y", "z"))))
def test_the_order_of_parallel_calls_does_not_matter(order: tuple[str, ...]):
    def parallel(*tools: str) -> Trace:
        calls = [call("get", {"of": tool}, step=f"c-{tool}", parent="a") for tool in tools]
        answers = [result(f"c-{tool}", content=tool) for tool in tools]
        return native({"id": "a", "kind": "assistant", "text": ""}, *calls, *answers)

    assert diff_traces(parallel("x", "y", "z"), parallel(*order)).first_divergence is None


def test_a_parallel_call_that_changed_is_paired_with_what_it_was():
    def parallel(*values: int) -> Trace:
        calls = [call("get", {"n": value}, step=f"c{value}", parent="a") for value in values]
        return native({"id": "a", "kind": "assistant", "text": ""}, *calls)

    (edit,) = changes(parallel(1, 2, 3), parallel(2, 3, 9))
    assert (edit.edit, edit.old_step, edit.new_step) == ("changed", "c1", "c9")


def test_work_inside_a_sub_agent_is_the_same_and_the_sub_agent_is_said_once():
    plain = calling(("get_order", {"id": 1}), ("search", {"q": "window"}))
    wrapped = native(
        {"kind": "user", "text": "go"},
        {"id": "m", "kind": "assistant", "text": ""},
        call("delegate", {"task": "look it up"}, step="d", parent="m"),
        {"id": "a0", "kind": "assistant", "text": "", "agent": "scout", "parent": "d"},
        call("get_order", {"id": 1}, step="i0", parent="a0", agent="scout"),
        result("i0", agent="scout", parent="d"),
        {"id": "a1", "kind": "assistant", "text": "", "agent": "scout", "parent": "d"},
        call("search", {"q": "window"}, step="i1", parent="a1", agent="scout"),
        result("i1", agent="scout", parent="d"),
        result("d"),
        {"kind": "assistant", "text": "Done."},
        capabilities=("error_status", "tool_results"),
    )
    diff = diff_traces(plain, wrapped)
    (found,) = diff.wrapped
    assert (found.side, found.step, found.agent) == ("new", "d", "scout")
    assert {"i0", "i1"} <= set(found.steps)
    added = [edit.new_step for edit in diff.edits if edit.edit == "added"]
    assert added == ["m", "d", "s9"]
    assert {edit.edit for edit in diff.edits} == {"same", "added"}
    (back,) = diff_traces(wrapped, plain).wrapped
    assert back.side == "old"


def test_a_sub_agent_is_paired_with_the_one_of_its_role():
    def delegating(*agents: str) -> Trace:
        steps: list[Step] = [{"kind": "user", "text": "go"}]
        for place, agent in enumerate(agents):
            name = f"d{place}"
            steps.append(call("delegate", {"to": agent}, step=name))
            steps += inner(name, agent, len(agent))
            steps.append(result(name))
        return native(*steps, capabilities=("error_status", "tool_results"))

    diff = diff_traces(delegating("scout", "clerk"), delegating("clerk"))
    removed = {edit.old_step for edit in diff.edits if edit.edit == "removed"}
    assert removed == {"d0", "d0.a", "d0.c", "s4", "s5"}
    assert not diff.wrapped


def test_texts_that_differ_are_paired_and_shown():
    old, new = calling(text="It shipped."), calling(text="It has shipped.")
    (edit,) = changes(old, new)
    assert edit.detail["text"] == {"old": "It shipped.", "new": "It has shipped."}


def test_a_status_that_differs_is_shown_and_unknown_is_no_difference():
    def trace(status: str) -> Trace:
        return native(call("get", {"n": 1}, step="c"), result("c", status, "x"))

    assert changes(trace("ok"), trace("unknown")) == []
    edits = changes(trace("ok"), trace("error"))
    assert edits[0].detail["status"] == {"old": "ok", "new": "error"}


def test_a_decision_that_differs_is_shown_by_its_field():
    def trace(decision: str) -> Trace:
        return native(
            call("refund", {"n": 1}, step="c"),
            {"id": "q", "kind": "approval_request", "calls": ["c"]},
            {"id": "d", "kind": "approval_decision", "request": "q", "decision": decision},
        )

    fields = [edit.detail.get("fields") for edit in changes(trace("approve"), trace("deny"))]
    assert [{"path": "/decision", "old": "approve", "new": "deny"}] in fields


def test_very_long_stretches_without_a_match_are_listed_and_not_paired():
    def trace(tool: str) -> Trace:
        return native(
            *(
                {"kind": "assistant", "text": f"{tool} {place}", "agent": f"{tool}{place}"}
                for place in range(80)
            )
        )

    kinds = kinds_of(trace("x"), trace("y"))
    assert (kinds.count("removed"), kinds.count("added")) == (79, 79)  # main agents are alike


def test_steps_after_a_capture_was_cut_off_are_no_divergence():
    whole = calling(("get", {"n": 1}), ("refund", {"n": 2}))
    cut = native(*({"kind": "user", "text": "go"},), completion="truncated")
    diff = diff_traces(whole, cut)
    assert diff.incomplete == ("new",)
    assert diff.first_divergence is None
    assert all(edit.detail["not_captured"] for edit in diff.edits if edit.edit == "removed")


@pytest.mark.parametrize(
    "content",
    [
        {"total": 10, "id": "A"},
        '{"id": "A", "total": 10.0}',
        [{"type": "text", "text": '{"total": 10,\n "id": "A"}'}],
    ],
    ids=["structure", "text", "part"],
)
def test_a_result_is_the_same_whichever_way_a_format_writes_it(content: Any):
    def trace(content: Any) -> Trace:
        return native(call("get", {"n": 1}, step="c"), result("c", content=content))

    assert diff_traces(trace({"id": "A", "total": 10}), trace(content)).is_same
    (edit,) = changes(trace({"id": "A", "total": 9}), trace(content))
    assert edit.detail["content"] == [{"path": "/total", "old": 9, "new": 10}]
