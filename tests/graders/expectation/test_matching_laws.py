"""The matching finds what trying everything finds, whatever the plan and the calls."""

from __future__ import annotations

import random

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.graders.expectation.oracle import fewest_violations, size
from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.graders import expect as e
from tracegrade.graders._expectation import Prepared

TOOLS = ("a", "b", "c", "d")
EXTRAS = {"allowed": frozenset(), "forbidden": frozenset(TOOLS), "some": frozenset("cd")}
EFFECTS = {"a": "read", "b": "read", "c": "write", "d": "write"}

names = st.sampled_from(TOOLS)
single = st.one_of(
    names.map(e.call),
    st.builds(lambda tool, n: e.call(tool, {"n": n}), names, st.integers(0, 1)),
    st.builds(lambda n: e.call("*", {"n": n}), st.integers(0, 1)),
)
slots = st.one_of(
    single,
    single.map(e.optional),
    st.builds(lambda part, low, more: e.repeat(part, low, low + more or 1), single,
              st.integers(0, 2), st.integers(0, 1)),
    st.builds(e.one_of, single, single),
)  # fmt: skip
flat = st.lists(slots, max_size=4)
plans = st.recursive(
    slots,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: e.sequence(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: e.any_order(*parts)),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: e.one_of(*parts)),
        inner.map(e.optional),
        st.builds(lambda part: e.repeat(part, 1, 2), inner),
    ),
    max_leaves=5,
)
observed = st.lists(st.tuples(names, st.integers(0, 1)), max_size=5).map(tuple)


def trace_of(calls):
    steps = []
    for place, (tool, n) in enumerate(calls):
        steps += [call(tool, {"n": n}, step=f"c{place}"), result(f"c{place}")]
    return native(*steps, {"kind": "assistant", "text": "Done."}, capabilities=("error_status",))


def expectation(plan, extras):
    allowed = ("read",) if extras == "some" else extras
    return g.Expectation(plans=(plan,), extras=allowed, effects=EFFECTS)


def violations(match) -> int:
    """Missing, wrong and forbidden extra calls; one out of order is missing and perhaps extra."""
    late = [line for line in match.lines if line.status == "out_of_order"]
    extra = sum(match.observed.extra_kinds[line.call] == 2 for line in late)
    return match.count("missing", "wrong_arguments", "extra") + len(late) + extra


def check(plan, calls, extras, *, as_nested=False):
    prepared = Prepared(expectation(plan, extras))
    if as_nested:
        for made in prepared._plans:
            made.shape = "nested"
    match = prepared.match(trace_of(calls))
    assert match.exceeded is None
    assert violations(match) == fewest_violations(plan, calls, EXTRAS[extras])
    assert 0 <= match.precision <= 1
    assert 0 <= match.recall <= 1
    assert 0 <= match.f1 <= 1
    assert (match.score == 1) == (violations(match) == 0)
    seen = [line.call for line in match.lines if line.call >= 0]
    assert seen == list(range(len(calls))), "every observed call has one line"


@settings(max_examples=300)
@given(flat, observed, st.sampled_from(list(EXTRAS)))
def test_a_flat_plan_in_any_order_is_matched_with_the_fewest_violations(parts, calls, extras):
    check(e.any_order(*parts), calls, extras)


@settings(max_examples=300)
@given(flat, observed, st.sampled_from(list(EXTRAS)))
@example(
    [e.call("*"), e.call("b")], (("a", 0), ("c", 0), ("b", 0)), "some"
)  # the earliest call is not the best one
def test_a_flat_sequence_is_matched_with_the_fewest_violations(parts, calls, extras):
    check(e.sequence(*parts), calls, extras)


@settings(max_examples=300)
@given(flat, st.booleans(), observed, st.sampled_from(list(EXTRAS)))
# Taking the first call would forfeit the only place of one that is not allowed as extra.
@example([e.optional("d"), e.call("a")], True, (("a", 0), ("d", 0), ("a", 0)), "some")
@example([e.one_of("a", "d")], True, (("a", 0), ("d", 0)), "some")
def test_the_search_agrees_on_flat_plans(parts, ordered, calls, extras):
    check((e.sequence if ordered else e.any_order)(*parts), calls, extras, as_nested=True)


@settings(max_examples=500)
@given(plans, observed, st.sampled_from(list(EXTRAS)))
def test_a_nested_plan_is_matched_with_the_fewest_violations(plan, calls, extras):
    assume(size(plan) <= 6)
    check(plan, calls, extras)


@given(flat, observed, st.sampled_from(list(EXTRAS)), st.randoms())
# One call with wrong arguments, or one that is not allowed: the fewest violations do not tell which.
@example(
    [e.call("a"), e.call("*", {"n": 0}), e.call("*", {"n": 1})],
    (("c", 0), ("a", 1), ("c", 0), ("a", 0)), "some", random.Random(0),
)  # fmt: skip
def test_permuting_unordered_parts_or_calls_changes_nothing(parts, calls, extras, shuffler):
    grader = g.ToolChoice(expectation(e.any_order(*parts), extras))
    mixed, turned = parts[:], list(calls)
    shuffler.shuffle(mixed)
    shuffler.shuffle(turned)
    other = g.ToolChoice(expectation(e.any_order(*mixed), extras))
    first, second = grader.grade(trace_of(calls)), other.grade(trace_of(turned))
    assert (first.verdict, first.score) == (second.verdict, second.score)
    ours, theirs = grader.match(trace_of(calls)), other.match(trace_of(turned))
    for status in ("matched", "missing", "wrong_arguments", "extra", "allowed_extra"):
        assert ours.count(status) == theirs.count(status)


@given(plans, observed, st.sampled_from(list(EXTRAS)))
def test_adding_a_forbidden_call_always_fails(plan, calls, extras):
    assume(size(plan) <= 6)
    whole = expectation(plan, extras)
    banned = g.Expectation(
        plans=whole.plans, extras=whole.extras, effects=EFFECTS, rules=(e.never("delete_all"),)
    )
    place = random.Random(len(calls)).randrange(len(calls) + 1)
    worse = (*calls[:place], ("delete_all", 0), *calls[place:])
    grade = g.ToolChoice(banned).grade(trace_of(worse))
    assert grade.verdict == "fail"
    assert "T05" in [finding.code for finding in grade.findings]
    assert f"c{place}" in [step for finding in grade.findings for step in finding.step_ids]
