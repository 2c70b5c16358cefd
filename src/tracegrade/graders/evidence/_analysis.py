"""Everything that is found out about the answers of a trace, once for all graders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._answer import answers_of, checks_of
from tracegrade.graders.evidence._arguments import arguments_of
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._store import EvidenceStore

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Claims
    from tracegrade.model import Trace

__all__ = ["Analysis", "Answer", "analysis_of"]

_WITHOUT_RESULTS = "calls were made, but the capture holds no results"


@dataclass(slots=True)
class Answer:
    """The checks of one answer.

    Attributes:
        step: Position of the answer.
        store: The evidence of the trace.
        claims: What it claims.
        checks: In the order of the answer.
        gaps: Why the evidence before it is not complete, if it is not.
        knows_status: Whether every result before it says how its call ended.
    """

    step: int
    store: EvidenceStore
    claims: Claims
    checks: list[Check]
    gaps: list[str] = field(default_factory=list[str])
    knows_status: bool = True


@dataclass(slots=True)
class Analysis:
    """The checks of a trace.

    Attributes:
        answers: Of each answer that was shown to a person.
        arguments: Of each argument that should have an origin, with the step of its call.
    """

    answers: list[Answer] = field(default_factory=list[Answer])
    arguments: list[tuple[int, Check]] = field(default_factory=list[tuple[int, Check]])


def analysis_of(trace: Trace) -> Analysis:
    """The checks of a trace, made once."""
    return trace.cached("evidence", _analyse)


def _analyse(trace: Trace) -> Analysis:
    analysis = Analysis()
    steps = answers_of(trace)
    if steps:
        store = EvidenceStore.of(trace)
        for step in steps:
            claims, checks = checks_of(trace, store, step)
            gaps = store.why_incomplete(step)
            if store.has_calls(step) and not store.has_results(step):
                gaps = [_WITHOUT_RESULTS]
            knows = store.unknown_from is None or store.unknown_from >= step
            analysis.answers.append(Answer(step, store, claims, checks, gaps, knows))
    analysis.arguments = _arguments(trace)
    return analysis


def _arguments(trace: Trace) -> list[tuple[int, Check]]:
    if not trace.columns.call_steps:
        return []
    found: list[tuple[int, Check]] = []
    reported: set[str] = set()
    for each in arguments_of(trace):
        text = str(each.value)
        check = Check("argument", text, -1, "grounded", pointer=each.pointer)
        if each.place is not None:
            check.step = each.place.step
        elif each.how is not None:
            check.status, check.note = "derived", each.how
        elif text not in reported:
            reported.add(text)
            check.status, check.code, check.severity = "floating", "E18", "warn"
            if each.is_confirmed:
                check.severity, check.note = "info", "what came back confirms it"
            check.message = f"argument {each.pointer} of {each.tool!r} is {text[:80]!r}, which nothing before states"
        found.append((each.step, check))
    return found
