"""Every finding of these graders names the step and says what would have been right."""

from __future__ import annotations

import pytest

from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.graders import expect as e
from tracegrade.graders.equivalents import (
    agentevals,
    deepeval,
    pydantic_evals,
    reliability_harness,
    span_query,
)

SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
STRICT = {**SCHEMA, "additionalProperties": False}


def made(*calls, answer="Done.", tools=None, **fields):
    """A trace of (tool, arguments, status) after each other, and an answer."""
    steps = [{"kind": "user", "text": "go"}]
    for place, (tool, arguments, status) in enumerate(calls):
        steps.append({"kind": "assistant", "id": f"m{place}"})
        given = {"parent": f"m{place}", "arguments": arguments}
        steps.append({"kind": "tool_call", "id": f"c{place}", "tool": tool, **given})
        if status != "open":
            steps.append(result(f"c{place}", status))
    steps += [{"kind": "assistant", "text": answer}] if answer is not None else []
    declared = [{"name": name, "parameters": schema} for name, schema in (tools or {}).items()]
    known = ("error_status", "tool_results")
    return native(*steps, capabilities=known, tools=declared, completion="complete", **fields)


LOOK, REFUND = ("get_order", {"id": 1}, "ok"), ("refund", {"id": 1, "amount": 5}, "ok")
FAILED = ("search", {"q": "x"}, "error")


def choice(*parts, **options):
    return g.ToolChoice(list(parts), **options)


def policy(**rules):
    return reliability_harness.reliability_policy({"allow_unlisted_tools": True, **rules})


def reasoning(*texts):
    return native(*({"kind": "assistant", "text": text} for text in texts))


def nested_agent():
    inner = call("task", {"n": 1}, step="b", parent="a")
    return native(call("task", {"n": 1}, step="a"), inner, result("b"), result("a"))


def repeated_ids():
    return native({"id": "x", "kind": "user", "text": "go"}, {"id": "x", "kind": "assistant"})


LONG = [("get_order", {"id": 1}, "ok")] * 4
CASES = {
    "T01": (choice("x"), made(LOOK)),
    "T02": (choice(extras="forbidden"), made(LOOK)),
    "T03": (choice("refund", "get_order", ordered=True), made(LOOK, REFUND)),
    "T04": (choice(e.call("refund", {"id": 2})), made(REFUND)),
    "T05": (choice(e.never("refund")), made(REFUND)),
    "T06": (choice(e.at_most_once("refund")), made(REFUND, REFUND)),
    "T07": (choice(e.count("refund", at_least=2)), made(REFUND)),
    "T08": (choice(e.never_until("refund", "get_order")), made(REFUND, LOOK)),
    "T09": (choice(e.never_after("refund", "get_order")), made(LOOK, REFUND)),
    "T10": (choice(e.never_next("refund", "get_order")), made(LOOK, REFUND)),
    "T11": (choice(e.first_call("login")), made(LOOK)),
    "T12": (choice(e.recovers("search")), made(FAILED)),
    "T13": (choice(e.call("refund", at={"/tpyo": e.ignored()})), made(REFUND)),
    "N01": (g.ToolCallCount("refund", at_most=0), made(REFUND)),
    "N02": (g.ToolCallCount("refund", at_least=2, per="turn"), made(REFUND)),
    "N03": (g.ModelCallCount(at_most=1), made(REFUND)),
    "N04": (g.ModelCallCount(at_least=9), made(REFUND)),
    "O01": (g.CallsAnswered(), made(("refund", {}, "open"))),
    "O02": (g.NoDuplicateEffects(), made(REFUND, REFUND)),
    "O03": (g.NoLoops(), made(*LONG)),
    "O04": (g.ErrorsRecovered(), made(FAILED)),
    "O05": (g.NoRetryStorms(), made(*[FAILED] * 5)),
    "O06": (g.NoRepeatedReads(), made(LOOK, LOOK)),
    "O07": (g.NoCallsAfterDone(["submit"]), made(("submit", {}, "ok"), REFUND)),
    "V01": (g.ValidCalls(), made(("refund", '{"id": ', "ok"))),
    "V02": (g.ValidCalls(), made(REFUND, tools={"refunds": SCHEMA})),
    "V03": (g.ValidCalls(), made(("refund", {"n": "x"}, "ok"), tools={"refund": SCHEMA})),
    "V04": (g.ValidCalls(), made(REFUND, tools={"refund": {"type": "objekt"}})),
    "V05": (g.ValidCalls(), made(("refund", {"n": 1, "m": 2}, "ok"), tools={"refund": STRICT})),
    "F01": (g.FormatCompliance(regex="^R-"), made(REFUND)),
    "F02": (g.FormatCompliance(schema={"type": "object"}), made(REFUND)),
    "F03": (g.FormatCompliance(schema=SCHEMA), made(REFUND, answer='{"n": "x"}')),
    "F04": (g.FormatCompliance(regex="R"), made(REFUND, answer=None)),
    "Q01": (agentevals.trajectory_match([{"role": "user"}]), made(REFUND)),
    "Q02": (pydantic_evals.argument_correctness("refund", {}, occurrence=3), made(REFUND)),
    "Q03": (deepeval.loop_detection(threshold=1.0), nested_agent()),
    "Q04": (deepeval.loop_detection(threshold=1.0), reasoning(*[" ".join(["looking", "order", "customer", "again"] * 6)] * 3)),
    "Q05": (span_query.has_matching_span({"name_equals": "x"}), made(REFUND)),
    "Q06": (policy(completion={"max_steps": 1}), made(REFUND)),
    "Q07": (policy(budgets={"max_total_cost_usd": 1}), made(REFUND)),
    "Q08": (policy(unsafe_patterns=["amount"]), made(REFUND)),
    "Q09": (policy(grounding={"require_citations": True}),
            native({"kind": "assistant", "text": "x", "extra": {"requires_grounding": True}})),
    "Q10": (policy(completion={"require_final_response": True}), made(REFUND, answer=None)),
    "Q11": (policy(), repeated_ids()),
}  # fmt: skip

FAMILY = (g.TOOL_CODES, g.COUNT_CODES, g.OPERATION_CODES, g.EFFICIENCY_CODES, g.ARGUMENT_CODES,
          g.ANSWER_CODES, g.EQUIVALENT_CODES)  # fmt: skip
QUESTIONS = {"T14", "T15"}
"""Codes of what cannot be told, which are asked and found by nobody; see test_bounds.py."""


def test_every_code_of_the_family_is_among_the_cases():
    assert {one.code for codes in FAMILY for one in codes} - QUESTIONS == set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_a_finding_names_the_step_and_what_would_have_been_right(code: str):
    grader, trace = CASES[code]
    grade = grader.grade(trace)
    assert code in [finding.code for finding in grade.findings], grade.explanation
    for finding in grade.findings:
        assert finding.step_ids
        assert set(finding.step_ids) <= set(trace.columns.ids)
        assert finding.expected is not None
        assert finding.message
