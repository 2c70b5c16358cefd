"""Traces and runs for the tests of diffs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.traces import Step, call, calls_of, native, result
from tracegrade.diff import TraceDiff
from tracegrade.model import Outcome, Trace

TOOLS = ("get_order", "search", "refund", "send_email")


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Traces with several turns, parallel calls, missing results, errors and sub-agents."""
    steps: list[Step] = [{"kind": "user", "text": draw(st.sampled_from(("hi", "hello")))}]
    for turn in range(draw(st.integers(0, 5))):
        steps.append(
            {"id": f"a{turn}", "kind": "assistant", "text": draw(st.sampled_from(("", "x")))}
        )
        count = draw(st.integers(0, 3))
        names = [f"c{turn}.{number}" for number in range(count)]
        for name in names:
            arguments = {"n": draw(st.integers(0, 2))}
            steps.append(
                call(draw(st.sampled_from(TOOLS)), arguments, step=name, parent=f"a{turn}")
            )
        if names and draw(st.booleans()):
            steps += inner(
                names[0], draw(st.sampled_from(("scout", "clerk"))), draw(st.integers(0, 2))
            )
        for name in draw(st.permutations(names))[: draw(st.integers(0, count))]:
            steps.append(result(name, draw(st.sampled_from(("ok", "error")))))
        if draw(st.booleans()):
            steps.append({"kind": "user", "text": draw(st.sampled_from(("yes", "no")))})
    return native(*steps, capabilities=("tool_results", "error_status"))


def inner(parent: str, agent: str, value: int) -> list[Step]:
    """What a sub-agent does inside a call."""
    said = {"id": f"{parent}.a", "kind": "assistant", "text": "", "agent": agent, "parent": parent}
    called = call("search", {"n": value}, step=f"{parent}.c", agent=agent, parent=f"{parent}.a")
    return [said, called, result(f"{parent}.c", agent=agent, parent=parent)]


def each_once(diff: TraceDiff) -> None:
    """Every step of both sides is in exactly one edit."""
    olds = [edit.old_step for edit in diff.edits if edit.old_step is not None]
    news = [edit.new_step for edit in diff.edits if edit.new_step is not None]
    assert sorted(olds) == sorted(diff.old.columns.ids)
    assert sorted(news) == sorted(diff.new.columns.ids)


def case(case_id: str, trace: Trace, trial: int = 0, **fields: Any) -> Trace:
    """A trace as a trial of a case."""
    trace.case_id, trace.trial = case_id, trial
    trace.trace_id = f"{case_id}.{trial}"
    for name, value in fields.items():
        setattr(trace, name, value)
    return trace


def run(make: Callable[[int, int], Trace], *, cases: int, trials: int = 1) -> list[Trace]:
    """A run: what `make` gives for each case and trial."""
    return [
        case(f"case-{number:02d}", make(number, trial), trial)
        for number in range(cases)
        for trial in range(trials)
    ]


def passing(trace: Trace, passed: bool) -> Trace:
    """The trace with an outcome."""
    trace.outcome = Outcome(success=passed)
    return trace


def calling(*calls: tuple[str, Any], text: str = "Done.", **fields: Any) -> Trace:
    """A trace of successful calls, given as (tool, arguments), one after the other."""
    steps: list[Step] = [{"kind": "user", "text": "go"}]
    for place, (tool, arguments) in enumerate(calls):
        steps.append({"id": f"a{place}", "kind": "assistant", "text": ""})
        steps += [call(tool, arguments, step=f"c{place}", parent=f"a{place}"), result(f"c{place}")]
    steps.append({"kind": "assistant", "text": text})
    return native(*steps, capabilities=("error_status", "tool_results"), **fields)


__all__ = ["TOOLS", "calling", "calls_of", "case", "each_once", "inner", "passing", "run", "traces"]
