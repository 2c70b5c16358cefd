"""The grade of a plan of names alone, in any order and with extras allowed, that is not met.

This is what nearly every failing grade of tools is, and it needs no matching: counting names tells it.
It says what the match of such a plan would say, but has no line for every call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.model import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracegrade.graders._base import Grader
    from tracegrade.model import Grade, Trace

__all__ = ["grade_unmet_names"]


def grade_unmet_names(
    grader: Grader, trace: Trace, times: Mapping[str, int], observed: Sequence[str]
) -> Grade | None:
    """The failing grade of a trace whose counted calls lack some of the names.

    Args:
        grader: Whose grade it is.
        trace: The trace.
        times: How often each name is expected, in the order of the plan.
        observed: The tools of the calls that count.

    Returns:
        The grade; `None` where more has to be looked at: calls that do not count, names that only
        a server's prefix parts from an expected one, a capture that is empty or cut off.
    """
    columns = trace.columns
    if (
        not columns.ids
        or trace.completion == "truncated"
        or len(observed) < len(columns.call_tools)
    ):
        return None
    findings: list[Finding] = []
    steps = (columns.ids[-1],)
    matched = expected = 0
    for tool, wanted in times.items():
        seen = min(observed.count(tool), wanted)
        matched += seen
        expected += wanted
        if seen < wanted:
            if [one for one in observed if one.endswith(tool) and one != tool]:
                return None
            findings.append(_missing(tool, seen, wanted, steps))
    said = f"{matched} of {expected} expected calls were made: {findings[0].message}"
    score = min(2 * matched / (expected + matched), 1 - 1e-9)
    return grader.give(
        trace, Verdict.FAIL, said, score=score, value=matched, findings=tuple(findings)
    )


def _missing(tool: str, seen: int, wanted: int, steps: tuple[str, ...]) -> Finding:
    made = f"called {seen} of {wanted} times" if seen else "never called"
    expected = {"call": tool, "times": wanted}
    return Finding(
        "T01", f"{tool!r} was {made}", steps, expected=expected, observed={"times": seen}
    )
