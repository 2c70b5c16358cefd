"""Findings, questions and rows of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.model import Finding, Question

if TYPE_CHECKING:
    from tracegrade.graders.evidence._analysis import Answer
    from tracegrade.graders.evidence._check import Check
    from tracegrade.model import Trace

__all__ = ["finding_of", "question_of", "row_of"]

_SAID = {
    "E01": "occurs in nothing that the agent had",
    "E02": "contradicts the record",
    "E03": "was never retrieved",
    "E04": "is not from the source cited for it",
    "E05": "is not in the source as quoted",
    "E06": "is another kind of value in the evidence",
    "E08": "was true before, and a later result says otherwise",
    "E09": "occurs only in a call that failed or was denied",
    "E15": "leaves out that another source says otherwise",
    "E16": "occurs only in a document that is not trusted",
}
_HINTS = {
    "E02": "state what the record holds",
    "E03": "cite only what was retrieved",
    "E07": "state the result of the sum",
    "E08": "state what the last reading says",
    "E10": "say that the call failed",
    "E11": "do it, or say that it is not done",
    "E13": "say how much was looked at",
    "E14": "say what was searched, and whether the search worked",
    "E17": "run the tests after the last edit, or say that they were not run",
}


def finding_of(trace: Trace, check: Check, step: int) -> Finding:
    """The finding of a fault: where it is claimed, where the evidence is, and what is right."""
    assert check.code is not None
    message = check.message or f"{check.kind} {check.text[:120]!r} {_SAID[check.code]}"
    ids = trace.columns.ids
    has_other = check.step is not None and check.step != step
    steps = (ids[step], ids[check.step]) if has_other and check.step is not None else (ids[step],)
    finding = Finding(check.code, message, steps, check.severity, also=check.also)
    finding.expected, finding.observed = check.expected, check.text[:200]
    finding.hint = _HINTS.get(check.code)
    finding.span = (check.start, check.start + len(check.text)) if check.start >= 0 else None
    finding.pointer = check.pointer or None
    return finding


def question_of(check: Check, answer: Answer, step: str) -> Question:
    """What a judge or a person would have to find out, and why code could not."""
    why = " and ".join(answer.gaps)
    text = f"{check.kind} {check.text[:120]!r} was not found, and {why}"
    return Question(text, (step,), check.code)


def row_of(trace: Trace, check: Check, answer: str, status: str | None = None) -> dict[str, Any]:
    """One check as a row of a grade's table."""
    return {
        "answer": answer,
        "kind": check.kind,
        "text": check.text[:200],
        "start": check.start,
        "status": status or check.status,
        "step": trace.columns.ids[check.step] if check.step is not None else None,
        "pointer": check.pointer or None,
        "code": check.code,
        "note": check.note,
    }
