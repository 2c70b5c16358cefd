"""Faults that were measured in other tools, each answered as a careful grader would."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.graders.equivalents.peers import passes, tool_call, trace_of_tools
from tests.traces import calls_of, chat, native
from tracegrade import graders as g
from tracegrade.diff import diff_traces
from tracegrade.graders import expect
from tracegrade.graders.equivalents import (
    agentevals,
    deepeval,
    mlflow,
    pydantic_evals,
    ragas,
    span_query,
)
from tracegrade.model import Grade, Trace, Verdict

ANSWERED = Counter(
    {
        "agentevals": 7,
        "deepeval": 7,
        "ragas": 7,
        "evalview": 3,
        "pydantic-evals": 1,
        "agentrial": 1,
        "mlflow": 2,
    }
)
"""How many of each tool's faults have a test below."""


@pytest.mark.shared
def test_every_recorded_fault_has_a_test_here(shared: Path):
    recorded = json.loads((shared / "conformance" / "peer_divergences.json").read_text())["cases"]
    assert Counter(case["peer"].split()[0] for case in recorded) == ANSWERED


# agentevals


def message(*calls: tuple[str, Any]) -> dict[str, Any]:
    made = [
        {
            "id": f"c{place}-{tool}",
            "type": "function",
            "function": {
                "name": tool,
                "arguments": given if isinstance(given, str) else json.dumps(given),
            },
        }
        for place, (tool, given) in enumerate(calls)
    ]
    return {"role": "assistant", "content": "", "tool_calls": made}


def matched(reference: list[Any], output: list[Any], **how: Any) -> Grade:
    return agentevals.trajectory_match(reference, **how).grade(chat(*output))


def test_a_perfect_permutation_is_found_where_the_first_fit_takes_the_only_partner():
    # Their `subset` of arguments says that the call has no others than the reference.
    reference = [message(("s", {"a": 1, "b": 2}), ("s", {"a": 1}))]
    output = [message(("s", {"a": 1}), ("s", {"a": 1, "b": 2}))]
    grade = matched(reference, output, mode="superset", tool_args_match_mode="subset")
    assert passes(grade)


@pytest.mark.parametrize("mode", ["strict", "subset", "unordered", "superset"])
def test_more_arguments_than_the_reference_has_mean_the_same_in_every_mode(mode: str):
    reference, output = [message(("s", {"a": 1}))], [message(("s", {"a": 1, "x": 9}))]
    assert passes(matched(reference, output, mode=mode, tool_args_match_mode="superset"))
    assert not passes(matched(reference, output, mode=mode, tool_args_match_mode="subset"))


def test_that_strict_compares_no_contents_is_documented():
    answer = {"role": "assistant", "content": "no refund"}
    assert passes(matched([answer], [{**answer, "content": "yes refund"}], mode="strict"))
    said = " ".join((agentevals.trajectory_match.__doc__ or "").split())
    assert "what messages say is not compared" in said


def test_whether_calls_made_at_once_are_the_same_as_calls_in_turn_can_be_chosen():
    split = [message(("a", {})), message(("b", {}))]
    at_once = [message(("a", {}), ("b", {}))]
    assert not passes(matched(split, at_once, mode="strict"))
    assert passes(matched(split, at_once, mode="strict", by_message=False))
    together = g.ToolChoice([expect.parallel("a", "b")])
    assert passes(together.grade(chat(*at_once)))
    assert not passes(together.grade(chat(*split)))
    assert passes(g.ToolChoice(["a", "b"]).grade(chat(*at_once)))
    assert passes(g.ToolChoice(["a", "b"]).grade(chat(*split)))


@pytest.mark.parametrize("mode", ["strict", "subset", "unordered", "superset"])
def test_malformed_arguments_are_a_finding(mode: str):
    grade = matched([message(("s", {"a": 1}))], [message(("s", '{"a": 1'))], mode=mode)
    assert not passes(grade)
    assert any("no JSON" in finding.message for finding in grade.findings)
    (malformed,) = g.ValidCalls().grade(chat(message(("s", '{"a": 1')))).findings
    assert malformed.code == "V01"


def test_a_name_in_an_override_that_neither_side_has_is_a_finding():
    grade = matched(
        [message(("s", {"a": 2}))],
        [message(("s", {"a": 1}))],
        mode="unordered",
        tool_args_match_overrides={"s": ["tpyo"]},
    )
    assert not passes(grade)
    assert "/tpyo" in grade.findings[0].message


def test_true_is_not_one_and_one_is_1_0():
    reference = [message(("s", {"n": True}))]
    assert not passes(matched(reference, [message(("s", {"n": 1}))], mode="strict"))
    whole = [message(("s", {"n": 1}))]
    assert passes(matched(whole, [message(("s", {"n": 1.0}))], mode="strict"))


# deepeval


def tool(name: str, arguments: Any = None) -> dict[str, Any]:
    return {"name": name, "input_parameters": arguments, "type": "FUNCTION"}


def judged(expected: list[Any], called: list[Any], **how: Any) -> Grade:
    return deepeval.tool_correctness(expected, **how).grade(trace_of_tools(called))


def test_two_equal_calls_are_two_calls():
    twice = [tool("s", {"q": 1}), tool("s", {"q": 1})]
    assert judged(twice, twice).score == 1.0
    assert judged(twice, twice[:1]).score == 0.5


def test_extra_calls_with_a_side_effect_fail_and_lower_the_score():
    called = [tool("s", {"q": 1}), *(tool("delete_db", {"i": place}) for place in range(50))]
    grade = judged([tool("s", {"q": 1})], called)
    assert not passes(grade)
    assert grade.score == pytest.approx(1 / 51)


def test_arguments_are_compared_unless_they_are_left_out_on_purpose():
    expected, called = [tool("transfer", {"amount": 10})], [tool("transfer", {"amount": 1000000})]
    assert not passes(judged(expected, called))
    assert passes(judged(expected, called, evaluation_params=()))


def test_half_the_arguments_right_is_no_pass():
    expected = [tool("transfer", {"to": "bob", "amount": 10})]
    grade = judged(expected, [tool("transfer", {"to": "bob", "amount": 1000000})])
    assert grade.score == 0.5
    assert grade.verdict is Verdict.FAIL
    assert grade.findings[0].expected == {"/amount": 10}
    assert grade.findings[0].observed == {"/amount": 1000000}


def test_pairs_have_the_most_credit_together():
    expected = [tool("s", {"a": 1, "b": 9}), tool("s", {"a": 1, "b": 2})]
    called = [tool("s", {"a": 1, "b": 2}), tool("s", {"a": 1, "c": 3})]
    assert judged(expected, called).score == pytest.approx(2 / 3)


def test_a_call_without_arguments_scores_nothing_and_says_why():
    grade = judged([tool("a", {"x": 1})], [tool("a")])
    assert grade.score == 0.0
    assert "/x is missing" in grade.findings[0].message


def test_loops_in_no_trace_at_all_are_unverifiable():
    grade = deepeval.loop_detection().grade(native())
    assert grade.verdict is Verdict.UNVERIFIABLE
    assert grade.score is None


# ragas


def called_with(*calls: tuple[str, Any]) -> Trace:
    return native({"kind": "user", "text": "go"}, *(tool_call(*one) for one in calls))


def reference(*calls: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "args": arguments} for name, arguments in calls]


def accuracy(expected: Any, observed: Any, **how: Any) -> float | None:
    return ragas.tool_call_accuracy(reference(*expected), **how).grade(called_with(*observed)).score


def test_an_extra_call_costs_precision_and_not_everything():
    grader = ragas.tool_call_accuracy(reference(("a", {"x": 1})))
    grade = grader.grade(called_with(("a", {"x": 1}), ("b", {})))
    assert grade.score == 0.5
    assert grade.details["precision"] == 0.5
    assert grade.findings[0].code == "T02"


def test_pairs_go_by_likeness_and_not_by_sorting():
    expected = [("s", {"q": "c", "n": 1}), ("s", {"q": "b", "n": 9})]
    observed = [("s", {"q": "b", "n": 1}), ("s", {"q": "c", "n": 9})]
    assert accuracy(expected, observed, strict_order=False) == 0.5
    # Sorting pairs by `a` here, which is wrong in both, and loses what `b` and `c` have right.
    expected = [("s", {"a": 1, "b": 1, "c": 1}), ("s", {"a": 2, "b": 2, "c": 2})]
    observed = [("s", {"a": 2, "b": 1, "c": 1}), ("s", {"a": 1, "b": 2, "c": 2})]
    assert accuracy(expected, observed, strict_order=False) == pytest.approx(2 / 3)


def test_whether_an_argument_beyond_the_reference_is_wrong_can_be_chosen():
    expected, observed = [("a", {"x": 1})], [("a", {"x": 1, "evil": True})]
    assert accuracy(expected, observed) == 0.5
    assert accuracy(expected, observed, extra_arguments="free") == 1.0


def test_the_order_of_keys_makes_no_difference():
    expected, observed = [("a", {"x": {"p": 1, "q": 2}})], [("a", {"x": {"q": 2, "p": 1}})]
    assert accuracy(expected, observed) == 1.0


def test_a_number_as_text_is_another_value_unless_it_is_said_to_be_the_same():
    assert accuracy([("a", {"x": 1})], [("a", {"x": "1"})]) == 0.0
    tolerant = g.ToolChoice([expect.call("a", {"x": expect.among(1, "1")})])
    assert passes(tolerant.grade(called_with(("a", {"x": "1"}))))


def test_a_call_repeated_five_times_is_a_fifth_of_what_was_done():
    grader = ragas.tool_call_f1(reference(("a", {"x": 1})))
    grade = grader.grade(called_with(*[("a", {"x": 1})] * 5))
    assert grade.details["precision"] == pytest.approx(1 / 5)
    assert grade.score == pytest.approx(1 / 3)


def test_no_call_where_none_was_expected_is_right():
    assert ragas.tool_call_f1([]).grade(called_with()).score == 1.0
    assert accuracy([], []) == 1.0


# evalview and agentrial: what changed between two traces


def tools_by_step(trace: Trace) -> dict[str | None, str]:
    columns = trace.columns
    steps = [columns.ids[step] for step in columns.call_steps]
    return dict(zip(steps, columns.call_tools, strict=True))


def edits(old: Trace, new: Trace) -> list[tuple[str, str | None, str | None]]:
    """What became of each call that is not the same, with the tools of both sides."""
    before, after = tools_by_step(old), tools_by_step(new)
    found = [(edit.edit, before.get(edit.old_step), after.get(edit.new_step))
             for edit in diff_traces(old, new).edits if edit.edit != "same"]  # fmt: skip
    return [one for one in found if one[1:] != (None, None)]


def test_no_call_of_the_longer_old_side_vanishes_from_a_diff():
    changed = edits(calls_of("a", "b", "c"), calls_of("x"))
    assert {old for _, old, _ in changed if old} == {"a", "b", "c"}
    assert sum(kind == "removed" for kind, _, _ in changed) == 2


def test_no_call_of_the_longer_new_side_vanishes_from_a_diff():
    changed = edits(calls_of("a"), calls_of("x", "delete_db", "y"))
    assert {new for _, _, new in changed if new} == {"x", "delete_db", "y"}
    assert sum(kind == "added" for kind, _, _ in changed) == 2


def test_calls_in_another_order_have_moved():
    one, other = tool_call("a", {}), tool_call("b", {})
    assert [kind for kind, _, _ in edits(native(one, other), native(other, one))] == ["moved"]


def test_a_call_that_came_early_shifts_nothing_after_it():
    later = [tool_call(name, {}) for name in ("a", "b", "c")]
    assert edits(native(*later), native(tool_call("x", {}), *later)) == [("added", None, "x")]


# pydantic-evals


@pytest.mark.parametrize(
    "grader",
    [
        pydantic_evals.tool_correctness(["a"]),
        pydantic_evals.trajectory_match(["a"]),
        pydantic_evals.argument_correctness("a", {}),
        pydantic_evals.max_tool_calls(1),
        pydantic_evals.max_model_requests(1),
    ],
    ids=lambda grader: grader.name,
)
def test_a_capture_without_any_step_is_unverifiable(grader):
    grade = grader.grade(native())
    assert grade.verdict is Verdict.UNVERIFIABLE
    assert grade.score is None


# mlflow


def test_calls_are_a_multiset_and_not_a_set():
    expected = [{"name": name} for name in ("a", "a", "b")]
    grade = mlflow.tool_call_correctness(expected).grade(calls_of("a", "b", "b"))
    assert not passes(grade)
    assert passes(mlflow.tool_call_correctness(expected).grade(calls_of("b", "a", "a")))


def test_leaving_the_arguments_of_one_call_open_leaves_those_of_others_as_they_are():
    expected = [{"name": "search"}, {"name": "transfer", "arguments": {"amount": 10}}]
    grader = mlflow.tool_call_correctness(expected)
    wrong = called_with(("search", {"q": "x"}), ("transfer", {"amount": 1000000}))
    right = called_with(("search", {"q": "x"}), ("transfer", {"amount": 10}))
    assert not passes(grader.grade(wrong))
    assert passes(grader.grade(right))


# what reading the same inputs with the tools themselves has shown


def test_a_name_in_an_override_that_both_calls_lack_and_another_has_is_no_slip():
    reference = [message(("s", {"a": 1, "b": 2}), ("s", {"a": 1}))]
    how = {"mode": "unordered", "tool_args_match_overrides": {"s": ["a", "b"]}}
    assert passes(matched(reference, reference, **how))
    other = [message(("s", {"a": 1, "b": 2}), ("s", {"a": 1, "b": 3}))]
    assert not passes(matched(reference, other, **how))


def test_a_condition_of_a_span_query_that_is_empty_says_nothing():
    node = span_query.SpanNode("s1", "refund", {}, "ok", 0.5)
    for query in ({"or_": []}, {"not_": {}}, {"name_equals": ""}, {"some_child_has": {}}):
        assert span_query.matches(node, query)


def test_a_tool_is_no_output_function_only_because_of_its_name_where_spans_tell():
    (call,) = [tool_call("final_result", {}, extra={"span": "running tool"})]
    assert passes(pydantic_evals.tool_correctness(["final_result"]).grade(native(call)))
    (call,) = [tool_call("final_result", {})]
    assert passes(pydantic_evals.tool_correctness([]).grade(native(call)))
