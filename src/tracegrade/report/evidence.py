"""Answers with their evidence: each claim marked, and beside it the step that it rests on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from tracegrade._text import one_line
from tracegrade.graders import EvidenceUse
from tracegrade.report._blocks import Block, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Grade, Question, Trace

__all__ = ["evidence_blocks", "evidence_record"]

_MOST_CHARACTERS = 20_000


def evidence_blocks(trace: Trace) -> list[Block]:
    """Every answer that makes a claim, with marks, and a table of what each mark rests on.

    A mark is the number of a row in braces: `$250{1}`; `{1!}` marks one that is at fault.
    """
    grade = EvidenceUse().grade(trace)
    title = f"trace {trace.trace_id}: evidence: {grade.verdict.value}, {grade.explanation}"
    blocks: list[Block] = [Heading(one_line(title, 200), 1)]
    for step, rows in _by_answer(grade).items():
        text = trace.columns.texts[trace.position(step)] or ""
        blocks.append(Heading(f"answer {step}"))
        blocks.append(Paragraph(_marked(text[:_MOST_CHARACTERS], rows)))
        table = [_row(trace, number, row) for number, row in enumerate(rows, start=1)]
        blocks.append(Table(("mark", "claim", "status", "step", "code", "evidence"), table))
    if grade.questions:
        lines = [line for question in grade.questions for line in _asked(question)]
        blocks += [Heading("Left to a judge or a person"), Paragraph("\n".join(lines))]
    return blocks


def evidence_record(trace: Trace) -> dict[str, Any]:
    """The same as JSON: the answers and a row for each claim."""
    grade = EvidenceUse().grade(trace)
    return {
        "schema": "tracegrade/evidence@2",
        "trace_id": trace.trace_id,
        "verdict": grade.verdict.value,
        "explanation": grade.explanation,
        "answers": [
            {"step": step, "text": trace.columns.texts[trace.position(step)], "claims": rows}
            for step, rows in _by_answer(grade).items()
        ],
        "questions": [dataclasses.asdict(question) for question in grade.questions],
    }


def _asked(question: Question) -> Iterator[str]:
    """A question, what would settle it, and the windows of evidence, each on a line of its own."""
    yield f"  {question.step_ids[0]}: {question.text}"
    if question.settles:
        yield f"    to settle it: {question.settles}"
    for window in question.windows:
        place = f"{window.step_id}{window.pointer or ''}:{window.span[0]}"
        yield f"    {place} {one_line(window.excerpt, 160)}"


def _by_answer(grade: Grade) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in grade.details.get("particulars", ()):
        found.setdefault(row["answer"], []).append(row)
    return found


def _marked(text: str, rows: list[dict[str, Any]]) -> str:
    """The text with a mark after each claim that stands in it."""
    places = sorted(
        (row["start"] + len(row["text"]), number, bool(row["code"]))
        for number, row in enumerate(rows, start=1)
        if 0 <= row["start"] < len(text)
    )
    parts: list[str] = []
    at = 0
    for end, number, is_fault in places:
        parts += [text[at:end], f"{{{number}{'!' if is_fault else ''}}}"]
        at = end
    return "".join([*parts, text[at:]])


def _row(trace: Trace, number: int, row: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(number),
        one_line(row["text"], 32),
        row["status"],
        row["step"] or "",
        row["code"] or "",
        one_line(_evidence(trace, row), 56),
    )


def _evidence(trace: Trace, row: dict[str, Any]) -> str:
    """Where in its step the evidence is, or how it came about."""
    if row["note"]:
        return row["note"]
    if row["pointer"]:
        return row["pointer"]
    if row["step"] is None:
        return ""
    text = trace.columns.texts[trace.position(row["step"])] or ""
    at = text.find(row["text"])
    return text[max(0, at - 20) : at + len(row["text"]) + 20] if at >= 0 else ""
