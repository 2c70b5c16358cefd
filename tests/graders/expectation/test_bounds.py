"""Sizes at which naive search explodes: all end soon, and say so where they cannot tell."""

from __future__ import annotations

import random

import pytest

from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.graders import expect as e


def trace_of(calls):
    steps = []
    for place, (tool, arguments) in enumerate(calls):
        steps += [call(tool, arguments, step=f"c{place}"), result(f"c{place}")]
    return native(*steps, capabilities=("error_status",))


def plain(tools):
    return trace_of([(tool, {}) for tool in tools])


def test_two_hundred_by_two_hundred_calls_are_matched_optimally():
    rng = random.Random(1)
    made = [{"a": rng.randrange(9), "b": rng.randrange(9), "c": n} for n in range(200)]
    expected = [e.call("s", {"a": one["a"], "b": one["b"], "c": one["c"]}) for one in made]
    rng.shuffle(made)
    grader = g.ToolChoice(expected, extras="forbidden")
    assert grader.grade(trace_of([("s", one) for one in made])).verdict == "pass"
    worse = [("s", {**one, "c": -1}) for one in made]
    grade = grader.grade(trace_of(worse))
    assert [finding.code for finding in grade.findings] == ["T04"] * 200
    assert grade.score == pytest.approx(2 / 3), "the two other arguments find their partner"


def test_five_thousand_calls_against_as_many():
    rng = random.Random(2)
    made = [(f"t{rng.randrange(9)}", {"n": rng.randrange(99)}) for _ in range(5000)]
    expected = [e.call(tool, arguments) for tool, arguments in made]
    mixed = rng.sample(made, len(made))
    assert g.ToolChoice(expected, extras="forbidden").grade(trace_of(mixed)).verdict == "pass"
    ordered = g.ToolChoice(expected, ordered=True, extras="forbidden")
    assert ordered.grade(trace_of(made)).verdict == "pass"
    assert ordered.grade(trace_of(mixed)).verdict == "fail"
    other = [("t0", {"n": 1000 + n}) for n in range(5000)]
    assert g.ToolChoice(expected, extras="forbidden").grade(trace_of(other)).verdict == "fail"


def test_interleavings_that_can_be_told_apart_are_linear():
    reads = [f"read_{n}" for n in range(40)]
    grader = g.ToolChoice([e.sequence("login", e.any_order(*reads), "submit")])
    rng = random.Random(3)
    mixed = rng.sample(reads, len(reads))
    assert grader.grade(plain(["login", *mixed, "x", "submit"])).verdict == "pass"
    grade = grader.grade(plain(["login", *mixed[1:], "submit"]))
    assert [finding.expected["call"] for finding in grade.findings] == [mixed[0]]
    grade = grader.grade(plain(["login", *mixed[1:], "submit", mixed[0]]))
    assert [finding.code for finding in grade.findings] == ["T03"]


def test_an_interleaving_beyond_the_bounds_is_unverifiable_and_named():
    rng = random.Random(4)
    words = [[rng.choice("ab") for _ in range(9)] for _ in range(9)]
    flat = [name for word in words for name in word]
    rng.shuffle(flat)
    plan = e.sequence("start", e.any_order(*words), "end")
    expectation = g.Expectation(plans=(plan,), extras="forbidden", most_states=300)
    grade = g.ToolChoice(expectation).grade(plain(["start", *flat, "end"]))
    assert grade.verdict == "unverifiable"
    assert grade.score is None
    assert grade.questions[0].code == "T14"
    assert "/plan/1/any_order: its 81 calls can interleave in more than 300 ways" in (
        grade.questions[0].text
    )
    grade = g.ToolChoice(expectation).grade(plain(["start", *flat[1:], "end"]))
    assert grade.verdict == "fail", "a call is missing whatever the order"
    assert grade.findings[0].code == "T01"


def test_more_states_decide_what_few_cannot():
    words = [["a", "b"], ["b", "a"], ["a", "a", "b"], ["b", "b", "a"]]
    calls = ["a", "b", "a", "b", "b", "a", "b", "a", "a", "b"]
    plan = e.any_order(*words)
    few = g.Expectation(plans=(plan,), extras="forbidden", most_states=3)
    many = g.Expectation(plans=(plan,), extras="forbidden")
    assert g.ToolChoice(few).grade(plain(calls)).verdict == "unverifiable"
    assert g.ToolChoice(many).grade(plain(calls)).verdict == "pass"


HARD = [
    e.any_order(*[e.sequence("a", "b", "a", "b") for _ in range(12)]),
    e.any_order(*[e.optional(e.sequence("a", e.one_of("a", "b"), "b")) for _ in range(12)]),
    e.repeat(e.any_order(["a", "b"], ["b", "a"]), 1, 30),
    e.repeat(e.repeat(e.repeat("a", 1, 5), 1, 5), 1, 5),
    e.sequence(*[e.optional(e.one_of("a", ["a", "b"])) for _ in range(40)]),
    e.any_order(*[e.call("*", {"n": n}) for n in range(40)], *[e.call("a") for _ in range(40)]),
    e.any_order(*[[e.call("a", {"n": e.same(f"x{k}")}), e.call("b", {"n": e.same(f"x{k}")})]
                  for k in range(12)]),
]  # fmt: skip


@pytest.mark.parametrize("plan", HARD)
@pytest.mark.parametrize("extras", ["allowed", "forbidden"])
def test_hard_plans_end_with_a_verdict(plan, extras):
    rng = random.Random(5)
    calls = [(rng.choice("ab"), {"n": rng.randrange(6)}) for _ in range(60)]
    grade = g.ToolChoice(g.Expectation(plans=(plan,), extras=extras)).grade(trace_of(calls))
    assert grade.verdict in ("pass", "fail", "unverifiable")
    assert grade.verdict != "fail" or grade.findings
    assert grade.verdict != "unverifiable" or grade.questions


def test_too_many_alike_calls_with_matchers_are_unverifiable():
    expected = [e.call("s", {"n": e.between(n, n + 5)}) for n in range(700)]
    calls = [("s", {"n": n}) for n in range(700)]
    grade = g.ToolChoice(expected, extras="forbidden").grade(trace_of(calls))
    assert grade.verdict == "unverifiable"
    assert "too many to compare" in grade.questions[0].text
