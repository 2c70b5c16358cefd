"""Scope: whole trace, turn, agent, sub-agent; a call is credited to the agent that made it."""

from __future__ import annotations

import pytest

from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.graders._scopes import call_agents, call_turns

TRACE = native(
    {"kind": "user", "text": "first"},
    {"id": "m1", "kind": "assistant", "text": "", "agent": "support"},
    call("get", step="c1", parent="m1"), result("c1"),
    call("task", step="t", parent="m1"),
    {"id": "q", "kind": "user", "text": "to the sub-agent", "parent": "t", "agent": "billing"},
    {"id": "m2", "kind": "assistant", "text": "", "parent": "t", "agent": "billing"},
    call("refund", step="c2", parent="m2"), result("c2"),
    result("t"),
    {"kind": "user", "text": "second"}, {"kind": "user", "text": "and more"},
    {"id": "m3", "kind": "assistant", "text": "", "agent": "support"},
    call("get", step="c3", parent="m3"), result("c3"),
    capabilities=("error_status", "sub_agents"),
)  # fmt: skip


def test_calls_are_credited_to_the_agent_that_made_them_and_to_their_turn():
    assert TRACE.columns.call_tools == ["get", "task", "refund", "get"]
    assert call_agents(TRACE) == ["support", "support", "billing", "support"]
    assert call_turns(TRACE) == [1, 1, 1, 2]


SCOPES = [
    (None, ["get", "task", "refund", "get"]),
    (g.Scope(agent="support"), ["get", "task", "get"]),
    (g.Scope(agent="bill*"), ["refund"]),
    (g.Scope(agent="nobody"), []),
    (g.Scope(turn=1), ["get", "task", "refund"]),
    (g.Scope(turn=2), ["get"]),
    (g.Scope(turn=-1), ["get"]),
    (g.Scope(turn=3), []),
    (g.Scope(nested=False), ["get", "task", "get"]),
    (g.Scope(inside="task"), ["refund"]),
    (g.Scope(inside="other"), []),
    (g.Scope(agent="support", turn=1), ["get", "task"]),
]  # fmt: skip


@pytest.mark.parametrize(("scope", "tools"), SCOPES)
def test_a_scope_is_a_part_of_the_calls(scope, tools):
    grader = g.ToolChoice(tools, extras="forbidden", ordered=True, scope=scope)
    assert grader.grade(TRACE).verdict == "pass"
    lines = g.ToolChoice([], extras="forbidden", scope=scope).match(TRACE).lines
    assert [line.tool for line in lines] == tools


def test_a_capture_that_names_no_agents_is_unverifiable():
    trace = native(call("get", step="c"), result("c"))
    grade = g.ToolChoice(["get"], scope=g.Scope(agent="support")).grade(trace)
    assert (grade.verdict, "which agent" in grade.explanation) == ("unverifiable", True)


def test_a_thread_without_names_is_credited_to_no_one():
    trace = native(
        {"id": "m", "kind": "assistant", "text": ""},
        call("task", step="t", parent="m"), call("refund", step="c", parent="t"), result("c"),
        result("t"), agent="support",
    )  # fmt: skip
    assert call_agents(trace) == ["support", None]


def test_an_agent_that_is_handed_over_to_makes_the_calls_that_follow():
    trace = native(
        {"id": "m", "kind": "assistant", "text": "", "agent": "triage"},
        {"id": "h", "kind": "handoff", "to": "billing", "parent": "m"},
        call("refund", step="c", parent="h"), result("c"),
    )  # fmt: skip
    assert call_agents(trace) == ["billing"]
    assert g.ToolChoice(["refund"], scope=g.Scope(inside="billing")).grade(trace).verdict == "pass"
