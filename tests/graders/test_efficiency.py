"""Loops, retry storms, repeated reads and calls after the task was done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.traces import Step, call, native, result
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.model import Trace


def made(*calls: str, **fields: object) -> Trace:
    """Calls in words: a tool, `!` where it failed, `#` and what it was called with."""
    steps: list[Step] = []
    for place, said in enumerate(calls):
        name, _, given_ = said.partition("#")
        status = "error" if name.endswith("!") else "ok"
        steps += [call(name.rstrip("!"), {"q": given_}, step=f"c{place}")]
        steps += [result(f"c{place}", status)]
    return native(*steps, capabilities=("error_status", "tool_results"), **fields)


def steps_of(grade) -> list[tuple[str, ...]]:
    return [one.step_ids for one in grade.findings]


def test_a_loop_of_failed_calls_is_left_to_the_storms_if_only_completed_calls_count():
    trace = made("a!", "a!", "a!")
    assert steps_of(g.NoLoops().grade(trace)) == [("c0", "c1", "c2")]
    assert g.NoLoops(counted="completed").grade(trace).verdict == "pass"


@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(1, 3), st.integers(1, 4))
def test_a_loop_is_found_just_where_some_sequence_occurs_too_often(tools, repeats, longest):
    def occurs() -> bool:
        return any(
            tools[start : start + period] * (repeats + 1)
            == tools[start : start + period * (repeats + 1)]
            for period in range(1, longest + 1)
            for start in range(len(tools) - period * (repeats + 1) + 1)
        )

    grade = g.NoLoops(repeats=repeats, longest=longest).grade(made(*tools))
    assert bool(grade.findings) == occurs()


def test_a_storm_is_more_failures_in_a_row_than_allowed_and_success_ends_the_row():
    storm = g.NoRetryStorms(at_most=2)
    assert steps_of(storm.grade(made("a!#1", "a!#2", "b", "a!#3", "a!#4"))) == [
        ("c3", "c4", "c0", "c1")
    ]
    assert storm.grade(made("a!", "a!", "a", "a!", "a!")).verdict == "pass"


def test_a_storm_may_be_of_the_same_arguments_only():
    trace = made("a!#1", "a!#2", "a!#3")
    assert g.NoRetryStorms(at_most=2, same_arguments=True).grade(trace).verdict == "pass"
    assert g.NoRetryStorms(at_most=2).grade(trace).verdict == "fail"


def test_storms_cannot_be_seen_where_failures_are_not_recorded():
    assert g.NoRetryStorms().grade(native(call("a", step="c1"))).verdict == "unverifiable"


READS = [
    (["get_order#1", "get_order#1"], [("c1", "c0")]),
    (["get_order#1", "get_order#2"], []),
    (["get_order#1", "update_order#1", "get_order#1"], []),
    (["get_order#1", "frobnicate", "get_order#1"], []),
    (["get_order#1", "get_user#1", "get_order#1"], [("c2", "c0")]),
    (["get_order#1", "get_order#1", "get_order#1"], [("c1", "c0"), ("c2", "c0", "c1")]),
    (["get_order!#1", "get_order#1"], []),
]


@pytest.mark.parametrize(("calls", "steps"), READS)
def test_a_read_is_repeated_if_nothing_was_written_in_between(calls, steps):
    grade = g.NoRepeatedReads().grade(made(*calls))
    assert steps_of(grade) == steps
    assert grade.verdict == ("fail" if steps else "pass")


def test_so_many_equal_reads_may_be_allowed():
    trace = made("get_order#1", "get_order#1")
    assert g.NoRepeatedReads(at_most=2).grade(trace).verdict == "pass"


def test_a_call_after_the_one_that_ends_the_task_is_found():
    grade = g.NoCallsAfterDone(done=["submit*"]).grade(made("get_order", "submit_form", "refund"))
    assert steps_of(grade) == [("c2", "c1")]


def test_what_the_user_asks_later_is_a_new_task():
    trace = native(
        {"kind": "user", "text": "one"}, call("submit", step="c1"), result("c1"),
        {"kind": "user", "text": "two"}, call("get_order", step="c2"), result("c2"),
    )  # fmt: skip
    assert g.NoCallsAfterDone(done=["submit"]).grade(trace).verdict == "pass"


def test_only_side_effects_after_the_end_may_count():
    trace = made("submit", "get_order")
    assert g.NoCallsAfterDone(done=["submit"], only_effects=True).grade(trace).verdict == "pass"


def test_a_call_that_failed_ends_no_task():
    assert g.NoCallsAfterDone(done=["submit"]).grade(made("submit!", "submit")).verdict == "pass"


def test_calls_made_at_once_with_the_end_do_not_come_after_it():
    trace = native(
        {"id": "a", "kind": "assistant", "text": ""},
        call("submit", step="c1", parent="a"), call("get_order", step="c2", parent="a"),
        result("c1"), result("c2"),
    )  # fmt: skip
    assert g.NoCallsAfterDone(done=["submit"]).grade(trace).verdict == "pass"


@pytest.mark.parametrize(
    "grader",
    [g.NoLoops(), g.NoRetryStorms(), g.NoRepeatedReads(), g.NoCallsAfterDone(done=["x"])],
    ids=lambda grader: grader.name,
)
def test_a_trace_without_calls_has_nothing_to_waste(grader):
    assert grader.grade(native({"kind": "user", "text": "hi"})).verdict == "skip"


REFUSED = [
    lambda: g.NoLoops(longest=0),
    lambda: g.NoLoops(counted="all"),
    lambda: g.NoRetryStorms(at_most=0),
    lambda: g.NoRepeatedReads(at_most=0),
    lambda: g.NoCallsAfterDone(done="submit"),
]


@pytest.mark.parametrize("make", REFUSED)
def test_limits_that_mean_nothing_are_refused(make):
    with pytest.raises(UsageError):
        make()
