"""What was found out about one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graph.values import Particular

__all__ = ["FAILING_KINDS", "Check", "Status", "of_particular"]

Status = Literal[
    "grounded", "weak", "derived", "contradicted", "floating", "fabricated", "altered", "stale",
    "tainted", "inadmissible", "misattributed", "conflicting", "unchecked",
]  # fmt: skip
"""What was found out. `weak` is a match that so many numbers may have given by accident."""

Severity = Literal["fail", "warn", "info"]

FAILING_KINDS = frozenset(("money", "id", "url", "quote", "citation"))
"""Kinds of particulars without which a missing source is a warning only."""


@dataclass(slots=True)
class Check:
    """What was found out about one particular, quote, citation, deed or claim of coverage.

    Attributes:
        kind: Kind of the particular; `quote`, `action`, `coverage`, `absence` or `argument`.
        text: As written.
        start: Where it stands in the answer.
        status: What was found out.
        step: Position of the evidence, or of the nearest there is.
        pointer: JSON pointer in the result, where it is one.
        code: Code of the finding, if it is a fault.
        severity: Of the finding.
        note: The witness of a derivation, or why it was left unchecked.
        expected: What would have been right, where that is clear.
        message: What was seen, where the code and the kind do not say it all.
        also: Other codes that fit.
    """

    kind: str
    text: str
    start: int
    status: Status
    step: int | None = None
    pointer: str = ""
    code: str | None = None
    severity: Severity = "fail"
    note: str | None = None
    expected: Any = None
    message: str | None = None
    also: tuple[str, ...] = ()


def of_particular(
    claim: Particular,
    status: Status,
    fact: Fact | None = None,
    *,
    code: str | None = None,
    note: str | None = None,
    expected: Any = None,
) -> Check:
    """A check of a particular, with the place of its evidence."""
    check = Check(claim.kind, claim.text, claim.start, status, code=code, note=note)
    check.expected = expected
    if fact is not None:
        check.step = fact.step
        check.pointer = fact.record.pointer(fact.field) if fact.record is not None else ""
    return check
