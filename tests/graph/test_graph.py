"""Step graphs: edges, and what they imply about order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracegrade.formats import Record
from tracegrade.formats.dialects.openai_chat import read_messages
from tracegrade.formats.readers.native import READER as NATIVE
from tracegrade.graph import StepGraph
from tracegrade.graph._edges import edges_of, order_of
from tracegrade.graph._threads import threads_of
from tracegrade.model import Columns, Trace

Step = dict[str, Any]


def native(*steps: Step) -> Trace:
    record = {"schema": "tracegrade/trace@1", "trace_id": "t", "steps": list(steps)}
    (trace,) = NATIVE.read(Record(json.loads(json.dumps(record))))
    return trace


def chat(turns: list[tuple[int, list[int], bool]]) -> Trace:
    """A conversation: per turn so many calls, their results in some order, a user turn or none."""
    messages: list[Step] = [{"role": "user", "content": "hello"}]
    for turn, (count, order, asks) in enumerate(turns):
        ids = [f"c{turn}.{number}" for number in range(count)]
        calls = [
            {"id": call_id, "type": "function", "function": {"name": "look", "arguments": "{}"}}
            for call_id in ids
        ]
        messages.append({"role": "assistant", "content": None, "tool_calls": calls})
        messages += [
            {"role": "tool", "tool_call_id": ids[place], "content": "ok"} for place in order
        ]
        if asks:
            messages.append({"role": "user", "content": "go on"})
    return Trace("t", read_messages(messages, checked=True).columns)


@st.composite
def conversations(draw: st.DrawFn) -> Trace:
    turns: list[tuple[int, list[int], bool]] = []
    for _ in range(draw(st.integers(0, 5))):
        count = draw(st.integers(1, 4))
        order = draw(st.permutations(range(count)))
        answered = draw(st.integers(0, count))
        turns.append((count, order[:answered], draw(st.booleans())))
    return chat(turns)


def ordered_by_rule(trace: Trace, first: int, second: int) -> bool:
    """The rule of happens-before in a conversation, said in another way than in the code."""
    if first >= second:
        return False
    calls = trace.columns.call_of_result
    branch = [calls.get(step, step) for step in (first, second)]
    kinds = trace.columns.kinds
    if any(kinds[call] != "tool_call" for call in branch):
        return True
    parents = {trace.columns.parents[call] for call in branch}
    return len(parents) > 1 or branch[0] == branch[1]


@given(conversations())
def test_calls_of_one_model_call_are_unordered_and_all_else_is_ordered(trace: Trace):
    graph = StepGraph(trace)
    for first in range(len(trace)):
        for second in range(len(trace)):
            expected = ordered_by_rule(trace, first, second)
            assert graph.happens_before(first, second) == expected, (first, second)


@given(conversations())
def test_next_edges_lead_exactly_where_happens_before_says(trace: Trace):
    graph = StepGraph(trace)
    reach = nx.DiGraph()
    reach.add_nodes_from(trace.columns.ids)
    reach.add_edges_from(edge[:2] for edge in graph.edges if edge.kind == "next")
    for first in trace.columns.ids:
        later = nx.descendants(reach, first)
        assert later == graph.descendants(first)


@given(conversations(), st.booleans())
def test_the_short_way_to_edges_gives_those_of_the_general_way(trace: Trace, named: bool):
    columns = trace.columns
    if named:
        columns.ids = [f"step {place}" for place in range(len(columns))]
    ids = columns.ids
    pairs = order_of(columns, threads_of(columns)).pairs
    general = [(ids[first], ids[second], "next") for first, second in pairs]
    parents = enumerate(columns.parents)
    general += [(ids[parent], ids[step], "child") for step, parent in parents if parent >= 0]
    answered = columns.call_of_result.items()
    general += [(ids[result], ids[call], "result_of") for result, call in answered]
    assert sorted(edges_of(columns)) == sorted(general)


def scattered(count: int) -> Iterator[Columns]:
    """All ways in which so many calls may lie near their model calls and results, in 8 steps."""
    near = list(product((1, 2), (1, 2, None)))
    for calls in combinations(range(8), count):
        for places in product(near, repeat=count):
            columns = Columns()
            columns.kinds = ["tool_call" if step in calls else "assistant" for step in range(8)]
            columns.call_steps = list(calls)
            columns.call_parents = [
                max(-1, call - to) for call, (to, _) in zip(calls, places, strict=True)
            ]
            results = [call + to if to else -1 for call, (_, to) in zip(calls, places, strict=True)]
            columns.call_results = results
            answered = [result for result in results if result >= 0]
            if set(columns.call_parents) & set(calls):
                continue  # a call inside a call is nesting, which never goes the short way
            if len({*answered, *calls}) == len(answered) + count and max(results) < 8:
                yield columns


@pytest.mark.parametrize("count", [1, 2, 3])
def test_odd_places_of_calls_and_results_give_the_edges_of_the_general_way(count: int):
    for columns in scattered(count):
        ids = columns.ids
        pairs = order_of(columns, threads_of(columns)).pairs
        edges = [edge for edge in edges_of(columns) if edge.kind == "next"]
        assert sorted(edges) == sorted((ids[first], ids[second], "next") for first, second in pairs)


def sub_agents() -> Trace:
    return native(
        {"id": "u", "kind": "user", "text": "plan a trip"},
        {"id": "a", "kind": "assistant", "text": "", "agent": "boss"},
        {"id": "c1", "kind": "tool_call", "parent": "a", "tool": "ask_flights"},
        {"id": "c2", "kind": "tool_call", "parent": "a", "tool": "ask_hotels"},
        {"id": "f1", "kind": "assistant", "text": "flying", "agent": "flights", "parent": "c1"},
        {"id": "h1", "kind": "assistant", "text": "sleeping", "agent": "hotels", "parent": "c2"},
        {"id": "f2", "kind": "tool_call", "parent": "f1", "tool": "search"},
        {"id": "r2", "kind": "tool_result", "call": "f2", "content": "found"},
        {"id": "f3", "kind": "assistant", "text": "flown", "agent": "flights"},
        {"id": "r1", "kind": "tool_result", "call": "c1", "content": "flown"},
        {"id": "r3", "kind": "tool_result", "call": "c2", "content": "slept"},
        {"id": "z", "kind": "assistant", "text": "done", "agent": "boss"},
    )


def test_steps_of_parallel_sub_agents_are_unordered():
    graph = sub_agents().graph()
    for flight in ("c1", "f1", "f2", "r2", "f3", "r1"):
        for hotel in ("c2", "h1", "r3"):
            assert not graph.happens_before(flight, hotel)
            assert not graph.happens_before(hotel, flight)


def test_a_sub_agent_runs_between_its_call_and_the_result():
    graph = sub_agents().graph()
    order = ["u", "a", "c1", "f1", "f2", "r2", "f3", "r1", "z"]
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            assert graph.happens_before(first, second), (first, second)
            assert not graph.happens_before(second, first)


def test_a_step_without_parent_belongs_to_the_thread_its_agent_runs_in():
    graph = sub_agents().graph()
    assert graph.thread_of("f3") == graph.thread_of("f1") != 0
    assert graph.thread_of("z") == 0


def test_edges_are_typed_and_networkx_carries_the_kinds():
    trace = native(
        {"id": "a", "kind": "assistant", "text": ""},
        {"id": "c", "kind": "tool_call", "parent": "a", "tool": "refund"},
        {"id": "q", "kind": "approval_request", "calls": ["c"]},
        {"id": "d", "kind": "approval_decision", "request": "q", "decision": "approve"},
        {"id": "r", "kind": "tool_result", "call": "c", "content": "ok"},
    )
    graph = trace.graph()
    assert {tuple(edge) for edge in graph.edges} == {
        ("a", "c", "next"), ("c", "q", "next"), ("q", "d", "next"), ("d", "r", "next"),
        ("a", "c", "child"), ("r", "c", "result_of"), ("d", "q", "answers"),
    }  # fmt: skip
    exported = graph.to_networkx()
    assert exported.nodes["c"] == {"kind": "tool_call", "index": 1, "text": None, "tool": "refund"}
    assert exported.edges["r", "c", "result_of"]["kind"] == "result_of"
    assert graph.predecessors("q", "answers") == ("d",)
    assert graph.successors("a") == ("c", "c")
    assert graph.slice("q") == ("a", "c", "q")


def test_a_decision_inside_a_parallel_group_comes_before_what_follows_it():
    graph = native(
        {"id": "a", "kind": "assistant", "text": ""},
        {"id": "c1", "kind": "tool_call", "parent": "a", "tool": "refund"},
        {"id": "c2", "kind": "tool_call", "parent": "a", "tool": "look"},
        {"id": "q", "kind": "approval_request", "calls": ["c1"]},
        {"id": "d", "kind": "approval_decision", "request": "q", "decision": "approve"},
        {"id": "r1", "kind": "tool_result", "call": "c1", "content": "ok"},
        {"id": "r2", "kind": "tool_result", "call": "c2", "content": "ok"},
    ).graph()
    assert graph.happens_before("d", "r1")
    assert not graph.happens_before("c1", "c2")


def test_calls_that_another_call_made_run_one_after_the_other():
    trace = native(
        {"id": "a", "kind": "assistant"},
        {"id": "outer", "kind": "tool_call", "parent": "a", "tool": "delegate", "arguments": {}},
        {"id": "first", "kind": "tool_call", "parent": "outer", "tool": "look", "arguments": {}},
        {"id": "r1", "kind": "tool_result", "call": "first", "content": "ok"},
        {"id": "second", "kind": "tool_call", "parent": "outer", "tool": "look", "arguments": {}},
        {"id": "r2", "kind": "tool_result", "call": "second", "content": "ok"},
        {"id": "r0", "kind": "tool_result", "call": "outer", "content": "ok"},
    )
    assert trace.columns.has_nesting
    assert [call.parallel_group for call in trace.tool_calls] == [None, None, None]
    graph = trace.graph()
    assert graph.happens_before("r1", "second")
    assert graph.happens_before("outer", "first")
    assert not graph.happens_before("r0", "second")
