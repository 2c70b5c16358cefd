"""Findings, questions and rows of checks."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._windows import windows_for
from tracegrade.model import Finding, Question

if TYPE_CHECKING:
    from tracegrade.graders.evidence._analysis import Answer
    from tracegrade.graders.evidence._check import Check
    from tracegrade.model import Trace

__all__ = ["finding_of", "question_of", "row_of", "with_windows"]

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
_SETTLES = {
    "quote": "a source that has these words, or shows what they were changed from",
    "citation": "the source that is cited",
    "action": "a call that did it, or a record that shows the state it is in",
    "absence": "a search for it that worked, and what it found",
    "coverage": "how much there is, and how much of it was looked at",
}
_SETTLES_OTHERS = "a place in the evidence that states it, or states otherwise"
_LONGEST_SENTENCE = 1_000
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


def question_of(trace: Trace, check: Check, answer: Answer) -> Question:
    """What a judge or a person would have to find out, and why code could not."""
    shown = f"{check.kind} {check.text[:120]!r}"
    if check.status == "unchecked":
        text = f"{shown}: {check.note}"
    else:
        text = f"{shown} was not found, and {' and '.join(answer.gaps)}"
    settles = _SETTLES.get(check.kind, _SETTLES_OTHERS)
    return Question(text, (trace.columns.ids[answer.step],), check.code, settles=settles)


def with_windows(question: Question, trace: Trace, check: Check, answer: Answer) -> Question:
    """A question with the sentence that it is about, and where in the evidence to look."""
    starts = [each.start for each in answer.claims.sentences]
    at = bisect_right(starts, check.start) - 1
    if check.start < 0 or at < 0:
        return question
    sentence = answer.claims.sentences[at]
    end = sentence.start + min(len(sentence.text.rstrip()), _LONGEST_SENTENCE)
    question.sentence = (trace.columns.texts[answer.step] or "")[sentence.start : end]
    question.span = (sentence.start, end)
    question.windows = windows_for(trace, answer.store, question.sentence, answer.step)
    return question


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
