"""The audit table: each call that may have had an effect, with its grant or the lack of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade._text import one_line
from tracegrade.graders import ApprovalBoundary
from tracegrade.report._blocks import Block, Bullets, Heading, Table

if TYPE_CHECKING:
    from tracegrade.graders import Policy
    from tracegrade.model import Grade, Trace

__all__ = ["approval_blocks", "approval_record"]

_HEADERS = ("step", "tool", "classes", "needs", "grant", "by", "scope", "verdict", "why")
_NEEDS = {True: "a grant", False: "none", None: "unknown effect"}


def approval_blocks(trace: Trace, policy: Policy | None = None) -> list[Block]:
    """The calls of a trace with what allowed each, and below them what is wrong or open."""
    grade = ApprovalBoundary(policy).grade(trace)
    title = f"trace {trace.trace_id}: approvals: {grade.verdict.value}, {grade.explanation}"
    blocks: list[Block] = [Heading(one_line(title, 200), 1)]
    rows = grade.details.get("calls", ())
    if rows:
        blocks.append(Table(_HEADERS, [_row(row) for row in rows]))
    said = Bullets()
    for finding in grade.findings:
        where = ", ".join(finding.step_ids)
        said.add(one_line(f"{finding.code} {finding.severity} ({where}): {finding.message}", 240))
    for question in grade.questions:
        said.add(one_line(f"{question.code} open ({question.step_ids[0]}): {question.text}", 240))
    return [*blocks, Heading("Found"), said] if said.items else blocks


def approval_record(trace: Trace, policy: Policy | None = None) -> dict[str, Any]:
    """The same as JSON.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> [row["verdict"] for row in approval_record(trace)["calls"]]
        ['pass']
    """
    grade = ApprovalBoundary(policy).grade(trace)
    return {
        "schema": "tracegrade/approvals@1",
        "trace_id": trace.trace_id,
        "verdict": grade.verdict.value,
        "explanation": grade.explanation,
        "calls": list(grade.details.get("calls", ())),
        "findings": [_finding(each) for each in grade.findings],
        "questions": _questions(grade),
    }


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    grant = row["grant"] or (f"not {row['nearest']}" if row["nearest"] else "")
    return (
        row["step"],
        one_line(row["tool"], 32),
        " ".join(row["classes"]),
        _NEEDS[row["required"]],
        grant,
        one_line(row["principal"] or "", 24),
        row["scope"] or "",
        row["verdict"].replace("_", " "),
        " ".join([*row["codes"], *row["failed"]]),
    )


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "step_ids": list(finding.step_ids),
        "message": finding.message,
    }


def _questions(grade: Grade) -> list[dict[str, Any]]:
    return [
        {"code": each.code, "step_ids": list(each.step_ids), "text": each.text}
        for each in grade.questions
    ]
