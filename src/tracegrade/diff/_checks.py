"""Checks run on both sides: which fail, in which way, and which could not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade._foreign import Raised, outcome_of
from tracegrade.diff._vocabulary import Failure
from tracegrade.graders import APPROVAL_CODES, ApprovalBoundary, EvidenceUse
from tracegrade.model import Problem, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._vocabulary import Vocabulary
    from tracegrade.graders import Grader
    from tracegrade.model import Finding, Grade, Trace

__all__ = ["Checked", "Checks"]

_HIGH_RISK = frozenset(meaning.code for meaning in APPROVAL_CODES)
_UNDECIDED = (Verdict.UNVERIFIABLE, Verdict.ERROR)


class Checked(NamedTuple):
    """What the checks say of one trace: numbers of failures, and graders that could not tell."""

    failures: tuple[int, ...]
    undecided: tuple[str, ...]


class Checks:
    """The graders of a diff: those that were given, and those that any diff runs.

    What approvals a trace records and whether its answer rests on evidence needs no expectation,
    so both are looked at whether or not they were given. Given graders come first.

    Attributes:
        problems: Graders that broke, each once.
    """

    def __init__(self, given: Sequence[Grader]) -> None:
        names = {grader.name for grader in given}
        always: tuple[Grader, ...] = (ApprovalBoundary(), EvidenceUse())
        also = [grader for grader in always if grader.name not in names]
        self._graders = [(grader, True) for grader in given] + [(grader, False) for grader in also]
        self._broken: dict[str, Problem] = {}

    @property
    def problems(self) -> list[Problem]:
        """Graders that broke, each once."""
        return list(self._broken.values())

    def run(self, trace: Trace, vocabulary: Vocabulary) -> Checked:
        """What every check says of a trace."""
        failures: dict[int, None] = {}
        undecided: list[str] = []
        for grader, is_given in self._graders:
            grade = self._grade(grader, trace)
            if grade is None or grade.verdict in _UNDECIDED:
                undecided.append(grader.name)
            elif grade.verdict is Verdict.FAIL:
                for finding in grade.findings:
                    if finding.severity == "fail":
                        failure = _failure(finding, grade, trace, is_given=is_given)
                        failures[vocabulary.failure(failure, finding.message)] = None
        return Checked(tuple(failures), tuple(undecided))

    def _grade(self, grader: Grader, trace: Trace) -> Grade | None:
        made = outcome_of(lambda: grader.grade(trace, trace.case))
        if isinstance(made, Raised):
            message = f"{grader.name} broke: {made.said}"
            problem = Problem("grader-broke", message, trace_id=trace.trace_id)
            self._broken.setdefault(grader.name, problem)
            return None
        return made


def _failure(finding: Finding, grade: Grade, trace: Trace, *, is_given: bool) -> Failure:
    columns = trace.columns
    tool = None
    place = columns.positions.get(finding.step_ids[0], -1) if finding.step_ids else -1
    if place >= 0 and columns.kinds[place] == "tool_call":
        tool = columns.call_tools[columns.call_steps.index(place)]
    is_forbidden = finding.code == "N01" and finding.expected == 0
    is_high_risk = finding.code in _HIGH_RISK or is_forbidden
    return Failure(grade.grader, finding.code, tool, is_given, is_high_risk)
