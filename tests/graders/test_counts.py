"""Counts apart from names: by arguments, effect, turn, agent, model call and scope."""

from __future__ import annotations

import pytest

from tests.traces import Step, call, calls_of, native, result
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.graders import expect
from tracegrade.model import Trace, Verdict


def pays(step: str, amount: float, **fields: object) -> list[Step]:
    return [call("pay", {"amount": amount}, step=step, **fields), result(step)]


def two_turns(*counts: int) -> Trace:
    """So many payments in each turn."""
    steps: list[Step] = []
    for turn, count in enumerate(counts):
        steps.append({"id": f"u{turn}", "kind": "user", "text": "pay"})
        for number in range(count):
            steps += pays(f"c{turn}.{number}", number)
        steps.append({"id": f"a{turn}", "kind": "assistant", "text": "Done."})
    return native(*steps)


def test_only_calls_with_the_arguments_are_counted():
    trace = native(*pays("c1", 10), *pays("c2", 2000), *pays("c3", 10.0))
    large = expect.call("pay", {"amount": expect.between(1000, None)})
    grade = g.ToolCallCount(large, at_most=0).grade(trace)
    assert (grade.verdict, grade.value) == ("fail", 1)
    assert grade.findings[0].step_ids == ("c2",)
    assert g.ToolCallCount(expect.call("pay", {"amount": 10}), exactly=2).grade(trace).verdict == (
        "pass"
    )


def test_each_turn_has_its_own_count_and_the_one_that_is_off_is_named():
    grade = g.ToolCallCount("pay", at_most=2, per="turn").grade(two_turns(2, 3))
    (found,) = grade.findings
    assert found.step_ids == ("c1.2", "c1.0", "c1.1")
    assert "in turn 2" in found.message
    assert (found.expected, found.observed) == (2, 3)


def test_a_turn_without_any_call_is_counted_too_and_its_end_is_named():
    grade = g.ToolCallCount("pay", at_least=1, per="turn").grade(two_turns(1, 0))
    (found,) = grade.findings
    assert (found.code, found.step_ids) == ("N02", ("a1",))


def by_agents() -> Trace:
    return native(
        {"id": "root", "kind": "assistant", "text": "", "agent": "lead"},
        *pays("c1", 1, parent="root", agent="lead"),
        call("delegate", {}, step="c2", parent="root", agent="lead"),
        {"id": "sub", "kind": "assistant", "text": "", "agent": "helper", "parent": "c2"},
        *pays("c3", 2, parent="sub", agent="helper"),
        *pays("c4", 3, parent="sub", agent="helper"),
        result("c2"),
    )


def test_calls_count_for_the_agent_that_made_them():
    grade = g.ToolCallCount("pay", at_most=1, per="agent").grade(by_agents())
    assert [one.step_ids for one in grade.findings] == [("c4", "c3")]
    assert "'helper'" in grade.findings[0].message
    assert g.ToolCallCount("pay", exactly=1, scope=g.Scope(agent="lead")).grade(
        by_agents()
    ).verdict == ("pass")


def test_calls_of_one_model_call_are_counted_together():
    steps: list[Step] = [{"id": "a", "kind": "assistant", "text": ""}]
    steps += [one for number in range(3) for one in pays(f"c{number}", number, parent="a")]
    grade = g.ToolCallCount(at_most=2, per="model_call").grade(native(*steps))
    assert grade.findings[0].step_ids == ("c2", "c0", "c1")


def test_a_capture_that_names_no_agents_cannot_be_counted_by_agent():
    grade = g.ToolCallCount("pay", at_most=1, per="agent").grade(two_turns(1))
    assert grade.verdict is Verdict.UNVERIFIABLE


def test_an_effect_is_counted_over_all_tools_that_have_it():
    trace = calls_of("get_order", "delete_user", "drop_table", "send_email")
    grade = g.ToolCallCount(effect="destructive", at_most=1).grade(trace)
    assert grade.findings[0].step_ids == ("c2", "c1")
    assert "destructive" in grade.findings[0].message


UNKNOWN = [
    ({"at_most": 0}, ["frobnicate"], "unverifiable"),
    ({"at_most": 1}, ["frobnicate"], "pass"),
    ({"at_most": 0}, ["delete_user", "frobnicate"], "fail"),
    ({"at_least": 1}, ["frobnicate"], "unverifiable"),
    ({"at_least": 1}, ["get_order"], "fail"),
    ({"exactly": 1}, ["delete_user", "frobnicate"], "unverifiable"),
]


@pytest.mark.parametrize(("limits", "tools", "verdict"), UNKNOWN)
def test_a_tool_of_unknown_effect_leaves_open_what_hangs_on_it(limits, tools, verdict):
    trace = calls_of(*tools)
    grade = g.ToolCallCount(effect="destructive", **limits).grade(trace)
    assert grade.verdict == verdict
    if verdict == "unverifiable":
        assert "frobnicate" in grade.explanation
        step = f"c{tools.index('frobnicate')}"
        assert grade.questions[0].step_ids == (step,)
    told = g.ToolCallCount(effect="destructive", effects={"frob*": "destructive"}, **limits)
    assert told.grade(trace).verdict in ("pass", "fail")


def test_arguments_that_the_capture_does_not_record_leave_a_count_open():
    calls = [{"id": f"c{n}", "kind": "tool_call", "tool": "pay"} for n in range(2)]
    trace = native(*calls)
    pattern = expect.call("pay", {"amount": 1})
    assert g.ToolCallCount(pattern, at_most=1).grade(trace).verdict == "unverifiable"
    assert g.ToolCallCount(pattern, at_most=2).grade(trace).verdict == "pass"
    assert g.ToolCallCount(pattern, at_least=3).grade(trace).verdict == "fail"


def test_a_capture_that_is_cut_off_may_still_have_had_the_calls():
    trace = native(*pays("c1", 1), completion="truncated")
    assert g.ToolCallCount("pay", at_least=2).grade(trace).verdict == "unverifiable"
    assert g.ToolCallCount("pay", at_most=0).grade(trace).verdict == "fail"


MODEL_CALLS = [
    ({"at_most": 2}, "pass", None, ()),
    ({"at_most": 1}, "fail", "N03", ("a1", "a0")),
    ({"at_least": 3}, "fail", "N04", ("a1",)),
    ({"exactly": 2}, "pass", None, ()),
]


@pytest.mark.parametrize(("limits", "verdict", "code", "steps"), MODEL_CALLS)
def test_model_calls_are_counted(limits, verdict, code, steps):
    grade = g.ModelCallCount(**limits).grade(two_turns(1, 1))
    assert (grade.verdict, grade.value) == (verdict, 2)
    assert [(one.code, one.step_ids) for one in grade.findings] == ([(code, steps)] if code else [])


REFUSED = [
    {"per": "week", "at_most": 1},
    {"counted": "all", "at_most": 1},
    {"effect": "magic", "at_most": 1},
    {"tool": expect.call("a"), "effect": "read", "at_most": 1},
]


@pytest.mark.parametrize("options", REFUSED)
def test_words_that_mean_nothing_are_refused(options):
    with pytest.raises(UsageError):
        g.ToolCallCount(**options)
