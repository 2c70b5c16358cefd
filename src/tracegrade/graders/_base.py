"""What a grader is, and how plain functions become graders."""

from __future__ import annotations

import abc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade.errors import UsageError
from tracegrade.model import Coverage, Finding, Grade, Question, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.model import Capability, Case, Trace

__all__ = ["FunctionGrader", "Grader", "grader"]

_PASS, _FAIL = Verdict.PASS, Verdict.FAIL  # looked up once: members of an enum are slow to reach


class Grader(abc.ABC):
    """Says of one trace whether something holds, and why.

    A grader is a frozen dataclass: it holds parameters, no state between traces, does no input or
    output, and can be pickled. `version` changes whenever its answers do.

    Attributes:
        version: Grades of two versions are not comparable.
        requires: What the capture must be able to show; without it the grade is `unverifiable`.

    Example:
        >>> from tracegrade import graders as g
        >>> isinstance(g.ToolChoice(["refund"]) & g.NoLoops(), g.Grader)
        True
    """

    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[Capability, ...]] = ()

    @abc.abstractmethod
    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """The grade of one trace."""

    @property
    def name(self) -> str:
        """The name that grades carry."""
        return type(self).__name__

    def missing(self, trace: Trace) -> Grade | None:
        """An `unverifiable` grade if the capture lacks what the grader requires."""
        lacking = [name for name in self.requires if name not in trace.capabilities]
        if not lacking:
            return None
        explanation = f"this capture does not record {' or '.join(lacking)}"
        return self.give(trace, Verdict.UNVERIFIABLE, explanation)

    def passed(self, trace: Trace, explanation: str, value: float | None = None) -> Grade:
        """`pass` with a score of 1 and nothing found, which is what most grades are."""
        return Grade(
            self.name,
            self.version,
            _PASS,
            1.0,
            value,
            explanation,
            (),
            (),
            None,
            (),
            {},
            trace.trace_id,
            trace.case_id,
            trace.trial,
        )

    def decide(  # noqa: PLR0913 the parts of a grade
        self,
        trace: Trace,
        findings: Sequence[Finding],
        explanation: str,
        *,
        score: float | None = None,
        value: float | None = None,
        coverage: Coverage | None = None,
        questions: tuple[Question, ...] = (),
        details: dict[str, Any] | None = None,
    ) -> Grade:
        """`fail` if a finding has severity `fail`, else `pass`; so is the score, if none is given."""
        failed = bool(findings) and "fail" in [finding.severity for finding in findings]
        return Grade(
            self.name,
            self.version,
            _FAIL if failed else _PASS,
            score if score is not None else 0.0 if failed else 1.0,
            value,
            explanation,
            tuple(findings) if findings else (),
            (),
            coverage,
            questions,
            details or {},
            trace.trace_id,
            trace.case_id,
            trace.trial,
        )

    def give(  # noqa: PLR0913 the parts of a grade
        self,
        trace: Trace,
        verdict: Verdict,
        explanation: str,
        *,
        score: float | None = None,
        value: float | None = None,
        findings: tuple[Finding, ...] = (),
        parts: tuple[Grade, ...] = (),
        coverage: Coverage | None = None,
        questions: tuple[Question, ...] = (),
        details: dict[str, Any] | None = None,
    ) -> Grade:
        """A grade by this grader of this trace."""
        return Grade(
            self.name,
            self.version,
            verdict,
            score,
            value,
            explanation,
            findings,
            parts,
            coverage,
            questions,
            details if details is not None else {},
            trace.trace_id,
            trace.case_id,
            trace.trial,
        )

    def __and__(self, other: Grader) -> Grader:
        from tracegrade.graders._combine import all_of

        return all_of(self, other)

    def __or__(self, other: Grader) -> Grader:
        from tracegrade.graders._combine import any_of

        return any_of(self, other)

    def __invert__(self) -> Grader:
        from tracegrade.graders._combine import negate

        return negate(self)

    def __bool__(self) -> bool:
        """Never: `a and b` would silently drop `a`.

        Raises:
            UsageError: Always.
        """
        raise UsageError(
            "a grader is neither true nor false",
            hint="combine graders with &, | and ~, and ask a grade for its verdict",
        )


@dataclass(frozen=True, eq=True)
class FunctionGrader(Grader):
    """A plain function as a grader; made by `@grader`.

    Example:
        >>> FunctionGrader(lambda trace, case: True, "always").name
        'always'
    """

    function: Callable[[Trace, Case | None], Any]
    label: str
    function_version: str = "1"
    needs: tuple[Capability, ...] = ()

    @property
    def name(self) -> str:
        """The function's name, or the one given to `@grader`."""
        return self.label

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """What the function says of the trace, as a grade."""
        lacking = [name for name in self.needs if name not in trace.capabilities]
        if lacking:
            explanation = f"this capture does not record {' or '.join(lacking)}"
            return self._named(self.give(trace, Verdict.UNVERIFIABLE, explanation))
        return self._named(self._grade_of(trace, self.function(trace, case)))

    def _named(self, grade: Grade) -> Grade:
        grade.version = self.function_version
        return grade

    def _grade_of(self, trace: Trace, answer: Any) -> Grade:
        if isinstance(answer, Grade):
            return answer
        if isinstance(answer, bool):
            said = "holds" if answer else "does not hold"
            message = f"{self.label} {said}"
            found = () if answer else (Finding(self.label, message),)
            return self.decide(trace, found, message)
        if isinstance(answer, Verdict):
            found = (Finding(self.label, f"{self.label} says fail"),) * (answer is Verdict.FAIL)
            return self.give(trace, answer, f"{self.label} says {answer}", findings=found)
        if isinstance(answer, list | tuple) and all(isinstance(item, Finding) for item in answer):
            return self.decide(trace, answer, f"{self.label}: {len(answer)} findings")
        raise UsageError(
            f"{self.label} returned {type(answer).__name__}",
            hint="a grading function returns a bool, a Verdict, a list of findings, or a Grade",
        )


def grader(
    function: Callable[[Trace, Case | None], Any] | None = None,
    *,
    name: str | None = None,
    version: str = "1",
    requires: tuple[Capability, ...] = (),
) -> Any:
    """Make a grader of a function `(trace, case)` that returns a bool, findings or a grade.

    Args:
        function: The function; decorated with or without parentheses.
        name: Name that grades carry, in place of the function's.
        version: To be changed whenever the answers change.
        requires: What a capture must show; without it the grade is `unverifiable`.

    Example:
        >>> @grader
        ... def short(trace, case=None):
        ...     return len(trace) <= 3
        >>> short.name
        'short'
    """

    def make(function: Callable[[Trace, Case | None], Any]) -> FunctionGrader:
        return FunctionGrader(function, name or function.__name__, version, requires)

    return make if function is None else make(function)
