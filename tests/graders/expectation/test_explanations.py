"""One line for every call; every finding names a step and says what would have been right."""

from __future__ import annotations

import pytest

from tests.graders.expectation.test_rules import asked_together, trace_of
from tests.traces import call, native
from tracegrade import graders as g
from tracegrade.graders import expect as e

TRACE = trace_of("get_order", ("refund", {"order_id": "A-1", "amount": 1000000}), "delete_db")


def test_each_call_has_one_line():
    grader = g.ToolChoice(
        [
            "get_order",
            e.call("refund", {"order_id": "A-1", "amount": 10}),
            "notify",
        ],
        ordered=True,
        extras=["read"],
    )
    match = grader.match(TRACE)
    assert [line.text for line in match.lines] == [
        "matched: 'get_order' (c0) is /plan/0",
        "wrong arguments: 'refund' (c1) for /plan/1: /amount is 1000000, expected 10",
        "extra: 'delete_db' (c2) is not expected",
        "missing: 'notify' (/plan/2), should come after 'refund' (c1)",
    ]
    assert (match.precision, match.recall) == (1 / 3, 1 / 3)
    assert match.f1 == pytest.approx(2 / 6)
    grade = grader.grade(TRACE)
    assert [(one.code, one.step_ids, one.expected) for one in grade.findings] == [
        ("T04", ("c1",), {"/amount": 10}),
        ("T02", ("c2",), "no such call"),
        ("T01", ("c1",), {"call": "notify", "times": 1}),
    ]
    assert grade.details["calls"][1] == {
        "status": "wrong_arguments",
        "line": match.lines[1].text,
        "step": "c1",
        "tool": "refund",
        "expected": "/plan/1",
        "faults": [{"path": "/amount", "expected": 10, "observed": 1000000}],
    }
    assert 0 < grade.score < 1
    assert grade.explanation.startswith("1 of 3 expected calls were made, 1 extra call: ")


def test_a_call_elsewhere_than_expected_is_out_of_order_and_told_where_it_belongs():
    grade = g.ToolChoice(["a", "b", "c"], ordered=True).grade(trace_of("b", "a", "c"))
    assert [one.code for one in grade.findings] == ["T03"]
    finding = grade.findings[0]
    assert finding.step_ids == ("c1",)
    assert finding.expected["where"] == "before 'b' (c0)"


def test_the_best_fitting_of_several_plans_is_reported():
    plans = (e.sequence("a", "b"), e.sequence("c", "d", "e"))
    grade = g.ToolChoice(g.Expectation(plans=plans)).grade(trace_of("c", "d"))
    assert grade.details["plan"] == 1
    assert grade.findings[0].expected["call"] == "e"
    assert [one["expected"] for one in grade.details["calls"]] == [
        "/plans/1/0", "/plans/1/1", "/plans/1/2",
    ]  # fmt: skip
    assert g.ToolChoice(g.Expectation(plans=plans)).grade(trace_of("a", "b")).verdict == "pass"


def test_a_missing_call_that_failed_or_waits_is_mentioned():
    grade = g.ToolChoice(["pay"]).grade(trace_of(("pay", {}, "error")))
    assert grade.findings[0].hint == "a call of it in c0 failed, and does not count"


def test_a_call_that_is_missing_several_times_is_one_finding():
    grade = g.ToolChoice(["a", "a", "a"]).grade(trace_of("a"))
    (finding,) = grade.findings
    assert finding.message.startswith("'a' was called 1 of 3 times")
    assert (finding.expected["times"], finding.observed["times"]) == (3, 1)
    assert finding.step_ids == ("s3",)


def test_an_extra_of_unknown_effect_is_undecided_until_it_is_declared():
    trace = trace_of("get_order", "frobnicate")
    grade = g.ToolChoice(["get_order"], extras=["read"]).grade(trace)
    assert (grade.verdict, grade.score) == ("unverifiable", None)
    assert grade.questions[0].step_ids == ("c1",)
    declared = g.Expectation(
        plans=(e.call("get_order"),), extras=("read",), effects={"frob*": "read"}
    )
    assert g.ToolChoice(declared).grade(trace).verdict == "pass"
    worse = trace_of("get_order", "frobnicate", "refund")
    assert g.ToolChoice(["get_order"], extras=["read"]).grade(worse).verdict == "fail"


def test_the_best_assignment_wins_over_the_first_that_fits():
    expected = [e.call("s", {"a": 1}, match="superset"), e.call("s", {"a": 1, "b": 2})]
    trace = trace_of(("s", {"a": 1, "b": 2}), ("s", {"a": 1}))
    assert g.ToolChoice(expected).grade(trace).verdict == "pass"


def test_a_case_says_what_is_expected_of_its_traces():
    from tracegrade.model import Case

    grader = g.ToolChoice()
    assert grader.grade(TRACE).verdict == "skip"
    assert grader.grade(TRACE, Case("c", expectations={"answer": "x"})).verdict == "skip"
    right = Case("c", expectations={"tools": ["get_order"], "counts": {"refund": {"at_most": 1}}})
    assert grader.grade(TRACE, right).verdict == "pass"
    wrong = Case("c", expectations={"counts": {"delete_*": 0}})
    assert grader.grade(TRACE, wrong).findings[0].code == "T06"
    ordered = Case("c", expectations={"order": [{"never_until": ["get_order", "refund"]}]})
    assert grader.grade(TRACE, ordered).findings[0].code == "T08"


def test_calls_of_one_model_call_follow_each_other_as_they_are_listed():
    trace = asked_together("a", "b")
    assert g.ToolChoice(["a", "b"], ordered=True).grade(trace).verdict == "pass"
    assert g.ToolChoice(["b", "a"], ordered=True).grade(trace).verdict == "fail"


CHECKED = [
    g.ToolChoice(["x"]), g.ToolChoice(["delete_db", "get_order"], ordered=True),
    g.ToolChoice([], extras="forbidden"), g.ToolChoice([e.call("refund", {})]),
    g.ToolChoice([e.one_of(["refund", "get_order"], "x")], extras=["read"]),
    g.ToolChoice([e.repeat("refund", 3, 5)]), g.ToolChoice([e.parallel("get_order", "refund")]),
    g.ToolChoice([e.never("delete_*"), e.first_call("x"), e.count("y", at_least=1)]),
]  # fmt: skip


@pytest.mark.parametrize("grader", CHECKED)
def test_every_finding_names_a_step_and_says_what_would_have_been_right(grader):
    grade = grader.grade(TRACE)
    if grade.verdict == "unverifiable":
        assert grade.questions
        return
    assert grade.verdict == "fail"
    for finding in grade.findings:
        assert finding.step_ids
        assert set(finding.step_ids) <= set(TRACE.columns.ids)
        assert finding.expected is not None
        assert finding.message[0] in "'atn"


def test_a_missing_alternative_is_told_with_the_others():
    (finding,) = g.ToolChoice([e.one_of("x", "y")]).grade(TRACE).findings
    assert finding.message == "'x' or 'y' was never called"
    assert finding.expected == {"one_of": ["x", "y"], "times": 1}


def test_a_call_that_should_stand_beside_another_is_told_beside_which():
    steps = [{"kind": "assistant", "id": "m0"}, {"kind": "assistant", "id": "m1"}]
    trace = native(steps[0], call("a", {}, step="c0", parent="m0"), steps[1],
                   call("b", {}, step="c1", parent="m1"))  # fmt: skip
    (finding,) = g.ToolChoice([e.parallel("a", "b")]).grade(trace).findings
    assert "side by side with 'a'" in finding.message


def test_a_tool_that_a_server_has_is_mentioned_where_its_own_name_is_missing():
    (finding,) = g.ToolChoice(["get_order"]).grade(trace_of("mcp__shop__get_order")).findings
    assert finding.hint == "'mcp__shop__get_order' was called; if it is meant, write '*__get_order'"


@pytest.mark.parametrize(
    "grader",
    [
        g.ToolChoice(["a"]),
        g.ToolChoice([]),
        g.ToolChoice([e.never("a")]),
        g.ToolCallCount("a", at_most=1),
        g.ToolCallCount("a", at_least=1, per="turn"),
        g.ModelCallCount(at_most=1),
    ],
)
def test_a_capture_without_any_step_shows_nothing(grader):
    grade = grader.grade(native())
    assert (grade.verdict, grade.score) == ("unverifiable", None)
