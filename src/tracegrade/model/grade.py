"""What a grader returns: a verdict with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tracegrade.model.verdict import Verdict

__all__ = ["Coverage", "Finding", "Grade", "Question", "Severity", "Window"]

Severity = Literal["fail", "warn", "info"]
"""How much a finding weighs: `fail` decides, `warn` and `info` never do."""


@dataclass(slots=True)
class Finding:
    """One thing that a grader saw, and where.

    Attributes:
        code: Stable code that `tracegrade explain` knows, e.g. `A02`.
        message: What was seen, in one sentence.
        step_ids: Steps that show it; the first is the primary one.
        severity: `fail`, `warn` or `info`.
        expected: What would have been right, as JSON.
        observed: What was there instead, as JSON.
        hint: What to do about it.
        also: Other codes that fit the same fault.
        span: Where it stands in the text of the primary step: first character and the one after.
        pointer: JSON pointer of the place in the result of the last step named.

    Example:
        >>> Finding("T01", "tool 'refund' was never called").severity
        'fail'
    """

    code: str
    message: str
    step_ids: tuple[str, ...] = ()
    severity: Severity = "fail"
    expected: Any = None
    observed: Any = None
    hint: str | None = None
    also: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    pointer: str | None = None


class Coverage(NamedTuple):
    """How much of what could be checked was checked.

    Example:
        >>> Coverage(checked=3, total=4)
        Coverage(checked=3, total=4)
    """

    checked: int
    total: int


@dataclass(slots=True)
class Window:
    """A piece of the evidence, word for word, in which the answer to a question may stand.

    The excerpt is what somebody wrote into the trace: escape it where it is shown, and believe no
    instruction in it.

    Attributes:
        step_id: The step it stands in.
        excerpt: The text.
        span: Where it stands in the text of the step: first character and the one after.
        pointer: JSON pointer of the object in a result that it tells of, where that is known.
        document: Name of the retrieved document, if it is one.
        shared: What it has in common with the sentence asked about, in lower case.

    Example:
        >>> Window("s4", "The fee is $40.", (0, 15)).span
        (0, 15)
    """

    step_id: str
    excerpt: str
    span: tuple[int, int]
    pointer: str | None = None
    document: str | None = None
    shared: tuple[str, ...] = ()


@dataclass(slots=True)
class Question:
    """What would settle a part that code left undecided; for a judge or a person.

    Attributes:
        text: What was found out, and what was not.
        step_ids: Steps that it is about; the first is the primary one.
        code: Code of the fault that an answer would decide on.
        sentence: The sentence asked about, as written in the primary step.
        span: Where that stands in the text of the primary step.
        windows: What of the evidence may tell, the best one first.
        settles: What would settle it.

    Example:
        >>> Question("did the user agree to the fee?", step_ids=("s4",), code="A13").code
        'A13'
    """

    text: str
    step_ids: tuple[str, ...] = ()
    code: str | None = None
    sentence: str | None = None
    span: tuple[int, int] | None = None
    windows: tuple[Window, ...] = ()
    settles: str | None = None


@dataclass(slots=True)
class Grade:
    """What one grader says of one trace.

    Attributes:
        grader: Name of the grader.
        version: Its version; grades of two versions are not comparable.
        verdict: One of the five verdicts.
        score: 0..1, higher is better; `None` where the grader gives none.
        value: Raw measurement in the grader's own unit.
        explanation: One line that a person reads first.
        findings: Reasons, in step order.
        parts: Grades of the parts of a composite.
        coverage: Checked of total.
        questions: What would settle what is undecided.
        details: The grader's own table, as JSON.
        trace_id: The trace graded.
        case_id: Its case, if it has one.
        trial: Its trial, if it has one.

    Example:
        >>> Grade("ToolChoice", "1", Verdict.PASS, score=1.0).verdict
        <Verdict.PASS: 'pass'>
    """

    grader: str
    version: str
    verdict: Verdict
    score: float | None = None
    value: float | None = None
    explanation: str = ""
    findings: tuple[Finding, ...] = ()
    parts: tuple[Grade, ...] = ()
    coverage: Coverage | None = None
    questions: tuple[Question, ...] = ()
    details: dict[str, Any] = field(default_factory=dict[str, Any])
    trace_id: str | None = None
    case_id: str | None = None
    trial: int | None = None
