"""Is the final answer of the required form?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade import _json, _schema_validation
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._codes import CodeMeaning
from tracegrade.model import Finding, Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["ANSWER_CODES", "FormatCompliance"]

ANSWER_CODES = (
    CodeMeaning(
        "F01",
        "answer does not match the pattern",
        "The final answer does not match the regular expression.",
        "The pattern is searched for; anchor it with ^ and $ to match the whole answer.",
    ),
    CodeMeaning(
        "F02",
        "answer is not JSON",
        "A JSON Schema is required, and the final answer is not JSON.",
        "Text around the JSON makes it no JSON; ask the model for JSON only.",
    ),
    CodeMeaning(
        "F03",
        "answer breaks the schema",
        "The final answer is JSON, but breaks the JSON Schema at the path named.",
        "Compare expected and observed in the finding.",
    ),
    CodeMeaning(
        "F04",
        "no final answer",
        "The trace is complete, and the agent never came to an answer.",
        "See what the last step was with `tracegrade show --trace ID`.",
    ),
)


@dataclass(frozen=True)
class FormatCompliance(Grader):
    """Passes when the final answer has the required form.

    Args:
        regex: Pattern that has to be found in the answer (Python syntax). It runs on text that
            models wrote: keep it free of nested repetition, which can take exponential time.
        schema: JSON Schema (draft 2020-12 unless it says otherwise) that the answer, read as
            JSON, has to satisfy. Remote references are never fetched.

    Raises:
        UsageError: Neither or both are given, or the one given is not valid.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> FormatCompliance(schema={"type": "object"}).grade(trace).findings[0].code
        'F02'
    """

    version: ClassVar[str] = "1"

    regex: str | None = None
    schema: dict[str, Any] | None = field(default=None, hash=False)
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if (self.regex is None) == (self.schema is None):
            raise UsageError("give either a regex or a schema")
        if self.schema is not None:
            _schema_validation.check_schema(self.schema)
            return
        try:
            object.__setattr__(self, "_pattern", re.compile(self.regex or ""))
        except re.error as error:
            raise UsageError(f"not a regular expression: {error}") from None

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the final answer has the required form."""
        index = trace.final_index
        answer = trace.columns.texts[index] if index >= 0 else None
        if answer is None:
            return self._without_answer(trace)
        if self._pattern is None:
            return self._against_schema(trace, index, answer)
        if self._pattern.search(answer):
            return self.passed(trace, "the answer matches the pattern")
        message = "the final answer does not match the pattern"
        step = trace.columns.ids[index]
        found = Finding("F01", message, (step,), expected=self.regex, observed=answer[:200])
        return self.decide(trace, (found,), message)

    def _without_answer(self, trace: Trace) -> Grade:
        if trace.completion in ("truncated", "interrupted", "pending") or not len(trace):
            why = trace.completion or "empty"
            return self.give(trace, Verdict.UNVERIFIABLE, f"no final answer: the trace is {why}")
        message = "the trace ends without a final answer"
        last = trace.columns.ids[len(trace) - 1]
        return self.decide(
            trace, (Finding("F04", message, (last,), expected="a final answer"),), message
        )

    def _against_schema(self, trace: Trace, index: int, answer: str) -> Grade:
        step = trace.columns.ids[index]
        try:
            value = _json.decode_checked(answer.encode("utf-8", "surrogatepass")).value
        except _json.UndecodableError as error:
            message = f"the final answer is not JSON: {error.message}"
            found = Finding("F02", message, (step,), expected="JSON", observed=answer[:200])
            return self.decide(trace, (found,), message)
        assert self.schema is not None
        faults = _schema_validation.faults(self.schema, value)
        findings = [
            Finding(
                "F03",
                f"{fault.pointer or 'the answer'}: {fault.message}",
                (step,),
                expected=fault.expected,
                observed=fault.observed,
            )
            for fault in faults
        ]
        text = findings[0].message if findings else "the answer satisfies the schema"
        return self.decide(trace, findings, text)
