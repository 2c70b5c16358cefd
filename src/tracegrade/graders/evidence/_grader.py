"""Do answers rest on what the agent had in front of it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders.evidence._analysis import Analysis, Answer, analysis_of
from tracegrade.graders.evidence._codes import EVIDENCE_CODES
from tracegrade.graders.evidence._findings import finding_of, question_of, row_of, with_windows
from tracegrade.model import Coverage as Checked
from tracegrade.model import Finding, Grade, Question, Verdict

if TYPE_CHECKING:
    from typing import Any

    from tracegrade.graders.evidence._check import Check
    from tracegrade.model import Case, Trace

__all__ = [
    "ArgumentProvenance",
    "CitationIntegrity",
    "ClaimedActions",
    "Coverage",
    "EvidenceUse",
]

_MOST_LISTED = 200
_MOST_ASKED = 50
_FOR_A_JUDGE = frozenset(
    (
        "may be part of a change",
        "may tell of a state",
        "a tool may do anything",
        "what was searched may be less",
    )
)  # notes of checks that code leaves and somebody who reads can decide
_BY_ABSENCE = ("floating", "fabricated")  # statuses that only complete evidence can show
_NEEDS_RESULTS = frozenset(("action", "coverage", "absence", "argument"))
_KNOWN_CODES = frozenset(meaning.code for meaning in EVIDENCE_CODES)
_WELL = ("grounded", "derived")
_SOURCED = frozenset(("citation", "quote", "url"))


@dataclass(frozen=True)
class EvidenceUse(Grader):
    """Passes when what answers state exactly can be found in the evidence before them.

    Numbers, money, percentages, dates, times, quantities, ids, URLs, addresses, quotes and
    citations have to occur, in any usual spelling or unit, in an earlier tool result that did not
    fail, a retrieved document, or a user or system message, or follow from such by one step of
    arithmetic; and they have to be what the record says of the thing that the sentence is about,
    as it was read last. Deeds that the agent claims need a call that did them; tests that pass,
    a run after the last edit; what is said of all or of none, a look at all of it. Plans, guesses,
    conditions, questions, code, small numbers and years are left alone.

    `value` is the share of what was checked that is well supported. `details["answers"]` has a row
    for each answer, with `support_quality` and `provenance_integrity` (the share of citations,
    quotes and URLs that hold), 0 to 1; `details["particulars"]` one for each claim.

    Args:
        codes: Codes to look for; none means all.
        answers: `shown`: every message that a person answered, and the final one. `final`: only
            the final answer.
        strict: Whether warnings fail too.

    Example:
        >>> from tracegrade.model import Columns, Trace
        >>> columns = Columns()
        >>> columns.kinds += ["user", "assistant"]
        >>> columns.texts += ["Where are the rules?", "See https://example.com/rules."]
        >>> EvidenceUse().grade(Trace("t", columns)).findings[0].code
        'E03'
    """

    version: ClassVar[str] = "8"
    kinds: ClassVar[frozenset[str] | None] = None

    codes: tuple[str, ...] = ()
    answers: Literal["shown", "final"] = "shown"
    strict: bool = False

    def __post_init__(self) -> None:
        """Check the codes.

        Raises:
            UsageError: A code is none of this family.
        """
        unknown = [code for code in self.codes if code not in _KNOWN_CODES]
        if unknown:
            hint = f"codes: {', '.join(sorted(_KNOWN_CODES))}"
            raise UsageError(f"{unknown[0]!r} is no code of evidence", hint=hint)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether answers rest on evidence, with each claim that does not."""
        analysis = analysis_of(trace)
        chosen = [
            each for each in analysis.answers
            if self.answers == "shown" or each.step == trace.final_index
        ]  # fmt: skip
        if not chosen and not analysis.arguments:
            return self._without_answer(trace)
        return _Weighing(self, trace, analysis, chosen).grade()

    def wants(self, check: Check) -> bool:
        """Whether this grader looks at a check."""
        if self.kinds is not None and check.kind not in self.kinds:
            return False
        return not self.codes or check.code is None or check.code in self.codes

    def _without_answer(self, trace: Trace) -> Grade:
        if trace.completion in ("truncated", "interrupted", "pending"):
            text = f"no final answer: the trace is {trace.completion}"
            return self.give(trace, Verdict.UNVERIFIABLE, text)
        return self.give(trace, Verdict.SKIP, "the trace has no final answer")


@dataclass(frozen=True)
class CitationIntegrity(EvidenceUse):
    """Passes when every citation, quote and URL names a source that was there and says so.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/citation_invented/input.jsonl")
        >>> CitationIntegrity().grade(trace).findings[0].code
        'E03'
    """

    version: ClassVar[str] = "7"
    kinds: ClassVar[frozenset[str] | None] = frozenset(("citation", "quote", "url"))


@dataclass(frozen=True)
class ClaimedActions(EvidenceUse):
    """Passes when what the agent says it has done was done, and went well.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> ClaimedActions().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "6"
    kinds: ClassVar[frozenset[str] | None] = frozenset(("action",))


@dataclass(frozen=True)
class Coverage(EvidenceUse):
    """Passes when what is said of all, or of none, of something was looked at or looked for.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> Coverage().grade(trace).verdict.value
        'skip'
    """

    version: ClassVar[str] = "7"
    kinds: ClassVar[frozenset[str] | None] = frozenset(("coverage", "absence"))


@dataclass(frozen=True)
class ArgumentProvenance(EvidenceUse):
    """Passes when ids, addresses and amounts in arguments came from somewhere; else warns.

    With `strict` an argument that nobody stated fails.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> ArgumentProvenance().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "6"
    kinds: ClassVar[frozenset[str] | None] = frozenset(("argument",))


class _Weighing:
    """What the checks of a trace come to."""

    def __init__(
        self, grader: EvidenceUse, trace: Trace, analysis: Analysis, answers: list[Answer]
    ) -> None:
        self._grader = grader
        self._trace = trace
        self._analysis = analysis
        self._answers = answers
        self._rows: list[dict[str, Any]] = []
        self._findings: list[Finding] = []
        self._questions: list[Question] = []
        self._counts: Counter[str] = Counter()
        self._weighty = False
        self._first_open: str | None = None

    def grade(self) -> Grade:
        summaries = [self._answer(each) for each in self._answers]
        self._arguments()
        total = self._counts.total()
        checked = total - self._counts["unchecked"]
        if not total:
            return self._grader.give(
                self._trace, Verdict.SKIP, "no answer states anything to check"
            )
        details = {
            "counts": {name: count for name, count in sorted(self._counts.items()) if count},
            "answers": [each for each in summaries if each["counts"]],
            "particulars": self._rows[:_MOST_LISTED],
        }
        supported = sum(self._counts[status] for status in _WELL)
        parts: dict[str, Any] = {
            "coverage": Checked(checked, total),
            "questions": tuple(self._questions),
            "details": details,
            "value": round(supported / checked, 4) if checked else None,
        }
        return self._decided(parts, checked, total)

    def _decided(self, parts: dict[str, Any], checked: int, total: int) -> Grade:
        grader, trace, findings = self._grader, self._trace, tuple(self._findings)
        failed = any(finding.severity == "fail" for finding in findings)
        if not checked and self._first_open is None:
            if self._counts_sourced:
                text = "citations cannot be resolved: no retrieval is recorded"
                return grader.give(trace, Verdict.UNVERIFIABLE, text, findings=findings, **parts)
            text = "nothing was looked up, and the answer cites nothing"
            return grader.give(trace, Verdict.SKIP, text, findings=findings, **parts)
        if self._weighty and not failed:
            text = self._first_open or ""
            return grader.give(trace, Verdict.UNVERIFIABLE, text, findings=findings, **parts)
        weighty = [each for each in findings if each.severity != "info"]
        text = weighty[0].message if weighty else f"{checked} of {total} were checked and hold"
        return grader.decide(trace, findings, text, **parts)

    @property
    def _counts_sourced(self) -> bool:
        return any(row["kind"] in _SOURCED for row in self._rows)

    def _answer(self, answer: Answer) -> dict[str, Any]:
        """Weigh the checks of one answer; what they come to."""
        counts: Counter[str] = Counter()
        sourced: Counter[bool] = Counter()
        step = self._trace.columns.ids[answer.step]
        for check in answer.checks:
            if not self._grader.wants(check):
                continue
            is_open = check.status in _BY_ABSENCE and self._is_open(check, answer)
            status = "unchecked" if is_open else check.status
            counts[status] += 1
            if check.kind in _SOURCED and status != "unchecked":
                sourced[status in _WELL] += 1
            self._rows.append(row_of(self._trace, check, step, status))
            if is_open:
                text = self._ask(check, answer)
                self._first_open = self._first_open or text
                self._weighty = self._weighty or check.severity == "fail"
            elif check.status == "unchecked" and check.note in _FOR_A_JUDGE:
                self._ask(check, answer)
            elif check.code:
                self._report(check, answer.step, knows_status=answer.knows_status)
        self._counts.update(counts)
        checked = counts.total() - counts["unchecked"]
        supported = sum(counts[status] for status in _WELL)
        return {
            "step": step,
            "counts": dict(sorted(counts.items())),
            "checked": checked,
            "total": counts.total(),
            "support_quality": round(supported / checked, 4) if checked else None,
            "provenance_integrity": (
                round(sourced[True] / sourced.total(), 4) if sourced.total() else None
            ),
        }

    @staticmethod
    def _is_open(check: Check, answer: Answer) -> bool:
        return bool(answer.gaps) and check.kind not in _NEEDS_RESULTS

    def _ask(self, check: Check, answer: Answer) -> str:
        """Ask about a check, if not too much was asked yet; what is asked."""
        question = question_of(self._trace, check, answer)
        if len(self._questions) < _MOST_ASKED:
            self._questions.append(with_windows(question, self._trace, check, answer))
        return question.text

    def _report(self, check: Check, step: int, *, knows_status: bool) -> None:
        finding = finding_of(self._trace, check, step)
        if not knows_status and check.status in _BY_ABSENCE:
            finding.message += " (results carry no status)"
        if self._grader.strict and finding.severity == "warn":
            finding.severity = "fail"
        self._findings.append(finding)

    def _arguments(self) -> None:
        for step, check in self._analysis.arguments:
            if self._grader.wants(check) and (check.code or self._grader.kinds is not None):
                self._counts[check.status] += 1
                self._rows.append(row_of(self._trace, check, self._trace.columns.ids[step]))
                if check.code:
                    self._report(check, step, knows_status=True)
