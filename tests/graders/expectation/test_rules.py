"""Rules beside a plan: what must never be, what comes before what, how often, how it ends."""

from __future__ import annotations

import pytest

from tests.traces import call, chat, native, result
from tracegrade import graders as g
from tracegrade.graders import expect as e


def trace_of(*calls, **fields):
    """A trace of calls given as a name, or as (name, arguments, status)."""
    steps = [{"kind": "user", "text": "go"}]
    for place, one in enumerate(calls):
        tool, arguments, status = (one, {}, "ok") if isinstance(one, str) else (*one, "ok")[:3]
        steps += [call(tool, arguments, step=f"c{place}"), result(f"c{place}", status)]
    fields.setdefault("capabilities", ("error_status", "tool_results"))
    return native(*steps, {"kind": "assistant", "text": "Done."}, **fields)


def order(number):
    return {"order_id": f"A-{number}"}


RULES = [
    (e.never("delete_*"), ["get"], None),
    (e.never("delete_*"), ["get", "delete_all"], ("T05", "c1")),
    (e.never(e.call("pay", {"to": "mallory"})), [("pay", {"to": "amy"})], None),
    (e.never(e.call("pay", {"to": "mallory"})), [("pay", {"to": "mallory"})], ("T05", "c0")),
    (e.never("pay"), [("pay", {}, "error")], None),
    (e.never("pay", counted="executed"), [("pay", {}, "error")], ("T05", "c0")),
    (e.never(e.call("*", effect="money")), ["get_order", "refund"], ("T05", "c1")),
    (e.at_most_once("a"), ["a", "b"], None),
    (e.at_most_once("a"), ["a", "b", "a"], ("T06", "c2")),
    (e.count("a", at_most=2), ["a", "a", "a"], ("T06", "c2")),
    (e.count("a*", exactly=2), ["a1", "b", "a2"], None),
    (e.count("a", at_least=2), ["a"], ("T07", "s3")),
    (e.count(e.call("a", {"n": 1}), at_most=0), [("a", {"n": 2})], None),
    (e.count(e.call("*", effect="read"), at_most=1), ["get_a", "list_b"], ("T06", "c1")),
    (e.never_until("pay", "ask"), ["ask", "pay"], None),
    (e.never_until("pay", "ask"), ["pay", "ask"], ("T08", "c0")),
    (e.never_until("pay", "ask"), ["pay"], ("T08", "c0")),
    (e.never_until("pay", "ask"), ["x"], None),
    (e.never_until("pay", "ask"), [("ask", {}, "error"), "pay"], ("T08", "c1")),
    (e.never_before("pay", "ask"), ["pay"], None),
    (e.never_before("pay", "ask"), ["pay", "ask"], ("T08", "c0")),
    (e.never_before("pay", "ask"), ["ask", "pay", "ask"], None),
    (e.never_until("refund", "get_order", same="order_id"),
     [("get_order", order(1)), ("refund", order(1))], None),
    (e.never_until("refund", "get_order", same="order_id"),
     [("get_order", order(1)), ("refund", order(2))], ("T08", "c1")),
    (e.never_until("refund", "get_order", same="order_id"),
     [("get_order", {}), ("refund", {})], ("T08", "c1")),
    (e.never_until("refund", "get_order", same=[("order_id", "id")]),
     [("get_order", {"id": "A-1"}), ("refund", order(1))], None),
    (e.never_until(e.call("refund", {"order_id": e.same("o")}),
                   e.call("get_order", {"order_id": e.same("o")})),
     [("get_order", order(1)), ("get_order", order(2)), ("refund", order(2))], None),
    (e.never_until(e.call("refund", {"order_id": e.same("o")}),
                   e.call("get_order", {"order_id": e.same("o")})),
     [("get_order", order(1)), ("refund", order(2))], ("T08", "c1")),
    (e.never_until("refund", "get_order", same="order_id"),
     [("get_order", order(1)), ("refund", {"order_id": "A-1 "})], ("T08", "c1")),
    (e.never_after("write", "submit"), ["write", "submit"], None),
    (e.never_after("write", "submit"), ["submit", "write"], ("T09", "c1")),
    (e.never_after("submit", "submit"), ["submit"], None),
    (e.never_after("submit", "submit"), ["submit", "x", "submit"], ("T09", "c2")),
    (e.never_after("use", "close", same="id"),
     [("close", {"id": 1}), ("use", {"id": 2})], None),
    (e.never_after("use", "close", same="id"),
     [("close", {"id": 1}), ("use", {"id": 1})], ("T09", "c1")),
    (e.never_next("pay", "pay"), ["pay", "x", "pay"], None),
    (e.never_next("pay", "pay"), ["x", "pay", "pay"], ("T10", "c2")),
    (e.first_call("auth"), ["auth", "x"], None),
    (e.first_call("auth"), ["x", "auth"], ("T11", "c0")),
    (e.first_call("auth"), [], ("T11", "s1")),
    (e.last_call("submit"), ["x", "submit"], None),
    (e.last_call("submit"), ["submit", "x"], ("T11", "c1")),
    (e.recovers("search"), [("search", {}, "error"), "search"], None),
    (e.recovers("search"), [("search", {}, "error"), "x"], ("T12", "c0")),
    (e.recovers("search", by="browse"), [("search", {}, "error"), "browse"], None),
    (e.recovers("search", within=1), [("search", {}, "error"), "x", "search"], ("T12", "c0")),
    (e.recovers("*"), [("a", {}, "error"), ("b", {}, "error"), "a"], ("T12", "c1")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "calls", "found"), RULES)
def test_a_rule_holds_or_names_the_step_that_breaks_it(rule, calls, found):
    grade = g.ToolChoice([rule]).grade(trace_of(*calls))
    assert grade.verdict == ("pass" if found is None else "fail")
    assert [(one.code, one.step_ids[0]) for one in grade.findings] == ([found] if found else [])
    assert all(one.expected is not None for one in grade.findings)
    assert (grade.score == 1) == (found is None)


def asked_together(*names):
    """A chat in which one model call asks for all these tools at once, and each answers."""
    made = [
        {"id": f"c{place}", "type": "function", "function": {"name": name, "arguments": "{}"}}
        for place, name in enumerate(names)
    ]
    answers = [
        {"role": "tool", "tool_call_id": f"c{place}", "content": "ok"}
        for place in range(len(names))
    ]
    return chat(
        {"role": "user", "content": "go"},
        {"role": "assistant", "content": None, "tool_calls": made},
        *answers,
        {"role": "assistant", "content": "Done."},
    )


def test_a_call_beside_another_has_not_seen_its_result():
    beside = asked_together("get_order", "refund")
    grade = g.ToolChoice([e.never_until("refund", "get_order")]).grade(beside)
    assert grade.findings[0].code == "T08"
    assert "beside" in grade.findings[0].message
    assert g.ToolChoice([e.never_before("refund", "get_order")]).grade(beside).verdict == "pass"
    assert g.ToolChoice([e.never_after("refund", "get_order")]).grade(beside).verdict == "pass"
    assert g.ToolChoice([e.never_next("refund", "get_order")]).grade(beside).verdict == "pass"


def test_calls_side_by_side_are_told_from_calls_one_after_the_other():
    together = e.parallel("a", "b")
    assert g.ToolChoice([together]).grade(asked_together("a", "b")).verdict == "pass"
    assert g.ToolChoice([together]).grade(asked_together("b", "x", "a")).verdict == "pass"
    apart = native(
        {"id": "m1", "kind": "assistant", "text": ""}, call("a", step="c1", parent="m1"),
        result("c1"), {"id": "m2", "kind": "assistant", "text": ""},
        call("b", step="c2", parent="m2"), result("c2"),
    )  # fmt: skip
    grade = g.ToolChoice([together]).grade(apart)
    assert (grade.verdict, [one.code for one in grade.findings]) == ("fail", ["T03"])
    unknown = native(call("a", step="c1"), result("c1"), call("b", step="c2"), result("c2"))
    grade = g.ToolChoice([together]).grade(unknown)
    assert (grade.verdict, grade.questions[0].code) == ("unverifiable", "T14")


def test_sub_agents_at_one_time_come_neither_before_nor_after_each_other():
    trace = native(
        {"id": "m", "kind": "assistant", "text": ""},
        call("task", {"n": 1}, step="t1", parent="m"), call("task", {"n": 2}, step="t2", parent="m"),
        call("ask", step="a", parent="t1"), result("a"),
        call("pay", step="p", parent="t2"), result("p"),
        result("t1"), result("t2"), call("pay", step="late"), result("late"),
    )  # fmt: skip
    grade = g.ToolChoice([e.never_until("pay", "ask")]).grade(trace)
    assert [one.step_ids[0] for one in grade.findings] == ["p"]
    inside = g.ToolChoice([e.never_until("pay", e.call("task", {"n": 2}))])
    assert inside.grade(trace).verdict == "pass"


def test_a_capture_without_errors_cannot_show_recovery():
    grade = g.ToolChoice([e.recovers("a")]).grade(trace_of("a", capabilities=()))
    assert (grade.verdict, grade.questions[0].code) == ("unverifiable", "T15")


def test_a_rule_about_arguments_that_are_not_recorded_is_undecided():
    trace = trace_of("pay")
    trace.columns.call_arguments[0] = None
    grade = g.ToolChoice([e.never(e.call("pay", {"to": "mallory"}))]).grade(trace)
    assert (grade.verdict, grade.questions[0].step_ids) == ("unverifiable", ("c0",))


def test_what_a_truncated_capture_lacks_is_not_held_against_it():
    cut = trace_of("a", completion="truncated")
    assert g.ToolChoice(["a", "b"]).grade(cut).verdict == "unverifiable"
    assert g.ToolChoice([e.count("a", at_least=2)]).grade(cut).verdict == "unverifiable"
    assert g.ToolChoice([e.never("a")]).grade(cut).verdict == "fail"
    assert g.ToolChoice(["b", e.never("a")]).grade(cut).verdict == "fail"
    assert g.ToolChoice(["b"]).grade(trace_of("a", completion="interrupted")).verdict == "fail"
