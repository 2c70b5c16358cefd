"""A plan of names alone is graded by counting, and its grade says what the match says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graders.traces import call, make_trace, result, user
from tracegrade import graders as g
from tracegrade.graders._expectation import Prepared, expectation_of, grade_match
from tracegrade.model import Trace

names = st.sampled_from(["a", "b", "c", "shop__a", "a.b"])
ends = st.sampled_from(["ok", "error", "denied", None])


def trace_of(calls: list[tuple[str, str | None]], completion: str | None) -> Trace:
    steps = [user("go")]
    for tool, status in calls:
        steps.append(call(tool))
        if status is not None:
            steps.append(result(f"s{len(steps) - 1}", status=status))
    return make_trace(steps, **({} if completion is None else {"completion": completion}))


@settings(max_examples=400)
@given(
    st.lists(names, min_size=1, max_size=5),
    st.lists(st.tuples(names, ends), max_size=6),
    st.sampled_from([None, "truncated", "pending"]),
    st.sampled_from(["completed", "requested", "executed"]),
    st.booleans(),
)
def test_counting_names_says_what_the_match_says(plan, calls, completion, counted, ordered):
    trace = trace_of(calls, completion)
    grader = g.ToolChoice(plan, counted=counted, ordered=ordered)
    made = grader.grade(trace)
    prepared = Prepared(expectation_of(plan, counted=counted, ordered=ordered))
    wanted = grade_match(grader, trace, prepared)
    for field in ("verdict", "explanation", "findings", "questions", "grader"):
        assert getattr(made, field) == getattr(wanted, field)
    if made.verdict != "pass":  # on a pass by names, value and score are left as they are
        assert (made.score, made.value) == (wanted.score, wanted.value)


def test_what_is_told_by_names_alone_has_its_lines_in_the_match():
    trace = trace_of([("b", "ok")], None)
    grader = g.ToolChoice(["a", "b"])
    grade = grader.grade(trace)
    assert [(one.code, one.message) for one in grade.findings] == [("T01", "'a' was never called")]
    assert grade.details == {}
    match = grader.match(trace)
    assert match is not None
    assert [line.status for line in match.lines] == ["matched", "missing"]
