"""A grader of one expectation, under the name and with the score of another tool's mode."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from tracegrade.graders._base import Grader
from tracegrade.graders._expectation import Expectation, ExpectedCall, Prepared, grade_match
from tracegrade.graders._scopes import selected_calls
from tracegrade.model import Grade, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracegrade.model import Case, Trace

__all__ = ["PlanGrader", "expected_calls", "nothing_captured"]

Scoring = Literal["credit", "f1", "all_or_nothing"]
"""Score of a trace: partial credit as `ToolChoice` gives it, plain F1, or 1 or 0."""


@dataclass(frozen=True)
class PlanGrader(Grader):
    """Holds a trace against an expectation.

    Attributes:
        label: Name that grades carry.
        expectation: What is expected.
        scoring: What the score is.
        threshold: Lowest score that passes where the score is F1.
        counts_answers: Whether the calls by which a model hands in its answer count.
        strict_paths: Whether a path of an argument rule that no call has anything at is a fault.
    """

    version: ClassVar[str] = "2"

    label: str
    expectation: Expectation
    scoring: Scoring = "credit"
    threshold: float = 1.0
    counts_answers: bool = True
    strict_paths: bool = False
    _prepared: Prepared = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_prepared", Prepared(self.expectation))

    @property
    def name(self) -> str:
        """The label."""
        return self.label

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the expectation is met."""
        if not len(trace):
            return nothing_captured(self, trace)
        numbers = None if self.counts_answers else _without_answers(trace, self.expectation)
        grade = grade_match(self, trace, self._prepared, numbers=numbers)
        if self.strict_paths:
            grade = _without_slips(grade)
        if grade.score is None or self.scoring == "credit":
            return grade
        if self.scoring == "all_or_nothing":
            return replace(grade, score=float(grade.verdict is Verdict.PASS))
        return self._by_f1(grade)

    def _by_f1(self, grade: Grade) -> Grade:
        details = grade.details
        score = details["f1"]
        said = (
            f"precision {details['precision']:.3f}, recall {details['recall']:.3f}, F1 {score:.3f}"
        )
        passes = score >= self.threshold
        findings = grade.findings
        if passes:
            findings = tuple(replace(one, severity="info") for one in findings)
        verdict = Verdict.PASS if passes else Verdict.FAIL
        return replace(grade, verdict=verdict, score=score, explanation=said, findings=findings)


def _without_slips(grade: Grade) -> Grade:
    """The grade; a pass only if every path that was to be compared is there to compare."""
    slips = [finding for finding in grade.findings if finding.code == "T13"]
    if not slips:
        return grade
    findings = tuple(
        replace(one, severity="fail") if one.code == "T13" else one for one in grade.findings
    )
    if grade.verdict is not Verdict.PASS:
        return replace(grade, findings=findings)
    said = slips[0].message
    return replace(grade, verdict=Verdict.FAIL, score=0.0, findings=findings, explanation=said)


def _without_answers(trace: Trace, expectation: Expectation) -> list[int] | None:
    """The calls that count without those that hand in an answer, or `None` if there are none."""
    columns = trace.columns
    answers: set[int] = set()
    for number, tool in enumerate(columns.call_tools):
        detail = columns.details.get(columns.call_steps[number]) or {}
        extra = detail.get("extra") or {}
        # Spans say which function makes the output; messages only show its usual name.
        named = "span" not in extra and tool.startswith("final_result")
        if named or extra.get("type") == "output_function":
            answers.add(number)
    if not answers:
        return None
    numbers = selected_calls(trace, expectation.counted, expectation.scope)
    every = range(len(columns.call_tools)) if numbers is None else numbers
    return [number for number in every if number not in answers]


def nothing_captured(grader: Grader, trace: Trace) -> Grade:
    """The grade of a trace without any step: a capture that is empty shows nothing."""
    return grader.give(trace, Verdict.UNVERIFIABLE, "the capture is empty")


def expected_calls(
    records: Iterable[Mapping[str, Any]], *, name: str = "name", arguments: str = "args"
) -> list[ExpectedCall]:
    """Expected calls from records that name their fields in their own way."""
    calls: list[ExpectedCall] = []
    for record in records:
        given = record.get(arguments)
        calls.append(ExpectedCall(record[name], None if given is None else dict(given)))
    return calls
