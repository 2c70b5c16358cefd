"""Running graders over traces, so that a broken grader is a grade and not a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade._foreign import Raised, outcome_of
from tracegrade.model import Grade, Verdict
from tracegrade.suite._defaults import default_graders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracegrade.graders import Grader
    from tracegrade.model import Trace

__all__ = ["grade"]


def grade(traces: Iterable[Trace], graders: Sequence[Grader] | None = None) -> Iterator[Grade]:
    """The grades of each trace by each grader, trace after trace.

    A grader that raises gives a grade with verdict `error`, and the rest goes on.

    Args:
        traces: Traces, each graded against its own case if it has one.
        graders: Graders; `None` takes those that need no expectation.

    Example:
        >>> from tracegrade import graders as g, load
        >>> traces = load("fixtures/traces/native/plain_success/input.jsonl")
        >>> [grade.verdict.value for grade in grade(traces, [g.ValidCalls()])]
        ['pass']
    """
    chosen = default_graders() if graders is None else graders
    for trace in traces:
        for grader in chosen:
            yield _grade_safely(grader, trace)


def _grade_safely(grader: Grader, trace: Trace) -> Grade:
    made = outcome_of(lambda: grader.grade(trace, trace.case))
    if isinstance(made, Raised):
        said = f"the grader broke: {made.said}"
        return Grade(
            grader.name,
            grader.version,
            Verdict.ERROR,
            explanation=said,
            trace_id=trace.trace_id,
            case_id=trace.case_id,
            trial=trace.trial,
        )
    return made
