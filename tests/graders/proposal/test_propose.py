"""What is proposed from runs that were right: they meet it, others need not."""

from __future__ import annotations

import json
import random
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.formats import Record
from tracegrade.formats.readers.native import READER
from tracegrade.model import Case
from tracegrade.report import expectation_toml, proposal_case

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(["ORD-1", "ORD-2", "$gt", "x" * 400, "a\nb", '"', "\x7f", "\ud800"]),
)
json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "$c", "d.e", "", "~/"]), inner, max_size=3),
    ),
    max_leaves=6,
)
arguments = st.one_of(
    st.dictionaries(st.sampled_from(["id", "n", "to", "a b", "$f"]), json_values, max_size=3),
    st.sampled_from(['{"id": 1', "[]", '{"id": 1.0}', None]),
)
observed = st.lists(
    st.tuples(
        st.sampled_from(["get_order", "refund", "search", "frobnicate"]),
        arguments,
        st.sampled_from(["ok", "ok", "error", "pending"]),
        st.booleans(),
    ),
    max_size=6,
)


def trace_of(calls, trace_id="t"):
    """A trace of (tool, arguments, status, whether it stands beside the call before)."""
    steps = [{"kind": "user", "text": "go"}]
    parent = None
    for place, (tool, given_arguments, status, beside) in enumerate(calls):
        if parent is None or not beside:
            parent = f"m{place}"
            steps.append({"id": parent, "kind": "assistant"})
        made = {"id": f"c{place}", "kind": "tool_call", "tool": tool, "parent": parent}
        steps.append({**made, "arguments": given_arguments})
        if status != "pending":
            steps.append(result(f"c{place}", status))
    named = [{"id": f"s{place}", **step} for place, step in enumerate(steps)]
    record = {"schema": "tracegrade/trace@1", "trace_id": trace_id, "steps": named,
              "capabilities": ["error_status", "tool_results"]}  # fmt: skip
    read = Record(record)
    read.checked = True  # numbers and texts that JSON cannot hold are as they are
    (trace,) = READER.read(read)
    return trace


def plain(*tools, **arguments):
    return trace_of([(tool, dict(arguments), "ok", False) for tool in tools])


def plan_of(*traces, **how):
    return g.expectation_record(g.propose(traces, **how).expectation)["plan"]


def meets(expectation, trace):
    return g.ToolChoice(expectation).grade(trace).verdict == "pass"


def test_nothing_is_proposed_from_no_trace():
    with pytest.raises(UsageError, match="no trace"):
        g.propose([])


@settings(max_examples=200, deadline=None)
@given(st.lists(observed, min_size=1, max_size=4), st.sampled_from(["completed", "requested"]))
def test_every_trace_meets_what_is_proposed_from_it_also_when_read_from_a_file(runs, counted):
    traces = [trace_of(calls) for calls in runs]
    proposal = g.propose(traces, counted=counted)
    written = expectation_toml(proposal)
    written.encode()
    of_toml = g.read_expectation(tomllib.loads(written))
    record = json.loads(json.dumps(g.expectation_record(proposal.expectation)))
    for expectation in (proposal.expectation, of_toml, g.read_expectation(record)):
        for trace in traces:
            grade = g.ToolChoice(expectation).grade(trace)
            assert grade.verdict == "pass", grade.explanation


@settings(max_examples=60, deadline=None)
@given(st.lists(observed, min_size=1, max_size=3))
def test_one_write_more_than_in_any_trace_fails(runs):
    traces = [trace_of(calls) for calls in runs]
    expectation = g.propose(traces).expectation
    worse = trace_of([*runs[0], ("delete_everything", {}, "ok", False)])
    assert g.ToolChoice(expectation).grade(worse).verdict == "fail"


@settings(max_examples=60, deadline=None)
@given(observed)
def test_a_call_less_than_the_only_trace_has_fails(calls):
    completed = [one for one in calls if one[2] == "ok"]
    trace = trace_of(completed)
    expectation = g.propose([trace]).expectation
    for place in range(len(completed)):
        less = trace_of([*completed[:place], *completed[place + 1 :]])
        assert g.ToolChoice(expectation).grade(less).verdict == "fail"


def test_calls_of_all_are_required_and_calls_of_some_are_optional():
    assert plan_of(plain("get_order", "refund"), plain("get_order", "get_user", "refund")) == [
        {"call": "get_order", "arguments": {}},
        {"optional": {"call": "get_user", "arguments": {}}},
        {"call": "refund", "arguments": {}},
    ]


def test_calls_that_came_a_varying_number_of_times_are_a_repetition():
    traces = plain("search", "refund"), plain("search", "search", "search", "refund")
    repeated = {"repeat": {"call": "search", "arguments": {}}, "max": 3}
    assert plan_of(*traces)[0] == repeated


def test_an_order_that_varies_is_left_open_and_the_rest_is_kept():
    traces = plain("login", "a", "b", "submit"), plain("login", "b", "a", "submit")
    names = [{"call": name, "arguments": {}} for name in ("login", "a", "b", "submit")]
    plan = plan_of(*traces)
    assert (plan[0], plan[2]) == (names[0], names[3])
    assert sorted(plan[1]["any_order"], key=str) == names[1:3]


def test_calls_side_by_side_have_no_order_in_one_trace_either():
    trace = trace_of([("a", {}, "ok", False), ("b", {}, "ok", True), ("c", {}, "ok", False)])
    expectation = g.propose([trace]).expectation
    turned = trace_of([("b", {}, "ok", False), ("a", {}, "ok", True), ("c", {}, "ok", False)])
    late = trace_of([("c", {}, "ok", False), ("a", {}, "ok", False), ("b", {}, "ok", True)])
    assert meets(expectation, turned)
    assert not meets(expectation, late)


def sub_agents(first: str, second: str):
    """Two sub-agents started side by side, each of which makes a call; then the outer one does."""
    return native(
        {"kind": "assistant", "id": "m"},
        {"kind": "tool_call", "id": "x", "tool": "task", "arguments": {"n": 1}, "parent": "m"},
        {"kind": "tool_call", "id": "y", "tool": "task", "arguments": {"n": 2}, "parent": "m"},
        {"kind": "assistant", "id": first, "parent": first[0]},
        {**call(f"t_{first[0]}", {}, step="c1"), "parent": first},
        {"kind": "assistant", "id": second, "parent": second[0]},
        {**call(f"t_{second[0]}", {}, step="c2"), "parent": second},
        call("save", {}, step="c3"),
    )


def test_what_sub_agents_started_side_by_side_do_has_no_order_among_them():
    expectation = g.propose([sub_agents("xm", "ym")], extras="forbidden").expectation
    assert meets(expectation, sub_agents("ym", "xm"))
    early = native(call("save", {}, step="c3"), call("task", {"n": 1}, step="x"))
    assert not meets(expectation, early)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([5, 5.0], 5),
        ([5, 6], {"$of_type": "integer"}),
        ([5, 6.5], {"$of_type": "number"}),
        ([True, False], {"$of_type": "boolean"}),
        ([1, True], {"$anything": True}),
        ([1, "1"], {"$anything": True}),
        (["a", None], {"$anything": True}),
        (["x", "y"], {"$of_type": "string"}),
        (["San Francisco", "san  francisco"], {"$text": "San Francisco"}),
        ([["a", "b"], ["b", "a"]], {"$unordered": ["a", "b"]}),
        ([["a"], ["a", "b"]], {"$of_type": "array"}),
        (["e", "s", "e", "s"], {"$among": ["e", "s"]}),
        ([{"k": 1, "v": 2}, {"k": 1, "v": 3}], {"k": 1, "v": {"$of_type": "integer"}}),
        ([{"k": 1}, {"v": 3}], {"$of_type": "object"}),
        (["x" * 400] * 2, {"$of_type": "string"}),
        ([{"$gt": 5}, {"$gt": 5}], {"$exactly": {"$gt": 5}}),
    ],
)
def test_a_value_is_as_loose_as_it_varies(values, wanted):
    traces = [plain("search", value=value) for value in values]
    ((call_record,),) = [plan_of(*traces)]
    assert call_record["arguments"] == {"value": wanted}


def test_an_argument_that_some_lack_may_be_missing():
    traces = plain("search", q="x"), plain("search", q="x", page=2)
    assert plan_of(*traces)[0]["arguments"] == {"q": "x", "page": {"$maybe": 2}}


def test_a_value_that_varies_with_that_of_another_call_is_tied_to_it():
    def run(order):
        return trace_of([("get_order", {"order_id": order}, "ok", False),
                         ("refund", {"id": order, "amount": 5}, "ok", False)])  # fmt: skip

    expectation = g.propose([run("ORD-1"), run("ORD-2")]).expectation
    assert meets(expectation, run("ORD-3"))
    other = trace_of([("get_order", {"order_id": "ORD-3"}, "ok", False),
                      ("refund", {"id": "ORD-4", "amount": 5}, "ok", False)])  # fmt: skip
    grade = g.ToolChoice(expectation).grade(other)
    assert grade.verdict == "fail"
    assert grade.findings[0].code == "T04"


def test_calls_are_paired_by_what_they_have_in_common_and_not_as_they_come():
    one = trace_of([("refund", {"id": "A", "n": 1}, "ok", False),
                    ("refund", {"id": "B", "n": 2}, "ok", False)])  # fmt: skip
    other = trace_of([("refund", {"id": "B", "n": 2}, "ok", False),
                      ("refund", {"id": "A", "n": 3}, "ok", False)])  # fmt: skip
    written = [part["arguments"] for part in plan_of(one, other)]
    assert {"id": "B", "n": 2} in written
    assert {"id": "A", "n": {"$of_type": "integer"}} in written


def test_notes_say_what_to_look_at():
    failed = trace_of([("frobnicate", {"q": "x"}, "ok", False), ("refund", {}, "error", False)])
    other = trace_of([("frobnicate", {"q": "y"}, "ok", False)])
    notes = "\n".join(g.propose([failed, other]).notes)
    assert "frobnicate/q: any string: it varies" in notes
    assert "1 call of t failed or did not run" in notes
    assert "nothing tells the effect of 'frobnicate'" in notes
    bad = native(outcome={"success": False}, completion="truncated")
    notes = "\n".join(g.propose([bad]).notes)
    assert "recorded as failed" in notes
    assert "cut off" in notes


def test_text_of_traces_cannot_break_out_of_the_file():
    tool = 'x"\n[effects]\ny = "read" \u202e\x1b[31m'
    text = expectation_toml(g.propose([trace_of([(tool, {'a"]': "\n# b"}, "ok", False)])]))
    record = tomllib.loads(text)
    assert set(record) == {"schema", "ordered", "plan", "extras"}
    assert record["plan"][0] == {"call": tool, "arguments": {'a"]': "\n# b"}}
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_case_of_a_proposal_is_one_that_graders_hold_traces_against():
    trace = plain("get_order", "refund")
    case = Case(**proposal_case("c1", g.propose([trace])))
    assert g.ToolChoice().grade(trace, case).verdict == "pass"
    assert g.ToolChoice().grade(plain("get_order"), case).verdict == "fail"


def test_many_traces_and_calls_end_soon_and_are_met():
    rng = random.Random(1)
    names = [f"t{n}" for n in range(12)]
    runs = [
        trace_of([(rng.choice(names), {"n": rng.randrange(5)}, "ok", rng.random() < 0.3)
                  for _ in range(60)])
        for _ in range(6)
    ]  # fmt: skip
    expectation = g.propose(runs).expectation
    assert all(meets(expectation, run) for run in runs)
    long = trace_of([(rng.choice(names), {"n": n}, "ok", n % 3 == 0) for n in range(3000)])
    assert meets(g.propose([long]).expectation, long)
    assert meets(g.propose([long, long]).expectation, long)


def test_extras_and_what_counts_are_taken_over():
    proposal = g.propose([plain("a")], extras="forbidden", counted="requested")
    assert (proposal.expectation.extras, proposal.expectation.counted) == ("forbidden", "requested")
    assert not meets(proposal.expectation, plain("a", "get_order"))
