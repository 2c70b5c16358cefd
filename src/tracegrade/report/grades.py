"""What graders said."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._text import counted, one_line, times
from tracegrade.model import Finding, Grade, Verdict
from tracegrade.report._blocks import Block, Bullets, Heading, Paragraph, Table
from tracegrade.report._problems import problem_blocks, problem_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracegrade.model import Problem

__all__ = ["grade_blocks", "grade_record", "grades_record", "summary_of"]

_ORDER = (Verdict.FAIL, Verdict.ERROR, Verdict.UNVERIFIABLE, Verdict.PASS, Verdict.SKIP)


def summary_of(grades: Sequence[Grade]) -> dict[str, Any]:
    """Numbers of traces and grades by verdict; a trace fails if one of its grades does."""
    by_trace = list(_by_trace(grades))
    worst = Counter(
        next(verdict for verdict in _ORDER if verdict in verdicts) for verdicts in by_trace
    )
    counts = Counter(grade.verdict for grade in grades)
    return {
        "traces": len(by_trace),
        "traces_by_verdict": {verdict.value: worst[verdict] for verdict in _ORDER},
        "grades": len(grades),
        "grades_by_verdict": {verdict.value: counts[verdict] for verdict in _ORDER},
    }


def _by_trace(grades: Sequence[Grade]) -> Iterator[set[Verdict]]:
    """The verdicts on each trace.

    Ids repeat where runs are read together, so a grader that speaks again speaks of another trace.
    """
    latest: dict[tuple[str | None, str | None, int | None], dict[str, Verdict]] = {}
    for grade in grades:
        verdicts = latest.setdefault((grade.trace_id, grade.case_id, grade.trial), {})
        if grade.grader in verdicts:
            yield set(verdicts.values())
            verdicts.clear()
        verdicts[grade.grader] = grade.verdict
    yield from (set(verdicts.values()) for verdicts in latest.values())


def grade_blocks(
    grades: Sequence[Grade], problems: Sequence[Problem], *, limit: int = 20
) -> list[Block]:
    """Verdict first, then each grader, then what failed and why, then what was not checked."""
    blocks: list[Block] = [Heading(_headline(grades), 1)]
    if not grades:
        return blocks + problem_blocks(problems)
    blocks.append(_graders(grades))
    blocks += _failures(grades, limit)
    blocks += _warnings(grades)
    blocks += problem_blocks(problems)
    blocks += _not_checked(grades)
    return blocks


def _headline(grades: Sequence[Grade]) -> str:
    """How many traces failed; how many did not, and which of these were checked in full."""
    summary = summary_of(grades)
    counts = summary["traces_by_verdict"]
    if not summary["traces"]:
        return "no trace was graded"
    parts = [f"{counts[kind]} {kind}" for kind in ("fail", "error") if counts[kind]]
    fine = counts["pass"] + counts["skip"] + counts["unverifiable"]
    if fine:
        said = f"{fine} without a failure"
        if counts["unverifiable"]:
            said += f" ({counts['unverifiable']} of them not checked in full)"
        parts.append(said)
    return f"{counted(summary['traces'], 'trace')}: {', '.join(parts)}"


def _graders(grades: Sequence[Grade]) -> Table:
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys(grade.grader for grade in grades):
        counts = Counter(grade.verdict for grade in grades if grade.grader == name)
        rows.append(
            (name, *(str(counts[verdict]) if counts[verdict] else "" for verdict in _ORDER))
        )
    return Table(("grader", *(verdict.value for verdict in _ORDER)), rows)


def _failures(grades: Sequence[Grade], limit: int) -> list[Block]:
    failed = [grade for grade in grades if grade.verdict in (Verdict.FAIL, Verdict.ERROR)]
    if not failed:
        return []
    blocks: list[Block] = [Heading("Failures")]
    bullets = Bullets()
    for grade in failed[:limit]:
        named = f" (case {grade.case_id})" if grade.case_id else ""
        title = f"{grade.trace_id}{named}: {grade.grader}: {grade.explanation}"
        found = [finding for finding in grade.findings if finding.severity == "fail"]
        bullets.add(title, *(line for finding in found[:3] for line in _finding_lines(finding)))
    blocks.append(bullets)
    if len(failed) > limit:
        blocks.append(Paragraph(f"  and {len(failed) - limit} more; --limit shows more of them"))
    return blocks


def _finding_lines(finding: Finding) -> list[str]:
    steps = f" [{', '.join(finding.step_ids[:4])}]" if finding.step_ids else ""
    lines = [f"{finding.code}{steps} {finding.message}"]
    if finding.expected is not None:
        seen = "" if finding.observed is None else f"; observed {_short(finding.observed)}"
        lines.append(f"expected {_short(finding.expected)}{seen}")
    if finding.hint:
        lines.append(f"hint: {finding.hint}")
    return lines


def _short(value: Any) -> str:
    return one_line(_json.as_text(value) or "nothing", 40)


def _warnings(grades: Sequence[Grade]) -> list[Block]:
    """Findings that decide nothing, by code, with one example."""
    found = [
        (grade, finding)
        for grade in grades
        for finding in grade.findings
        if finding.severity == "warn"
    ]
    if not found:
        return []
    counts = Counter(finding.code for _, finding in found)
    bullets = Bullets()
    for code, count in counts.most_common():
        grade, finding = next(pair for pair in found if pair[1].code == code)
        steps = f" [{', '.join(finding.step_ids[:3])}]" if finding.step_ids else ""
        bullets.add(f"{code}, {times(count)}: {grade.trace_id}{steps} {finding.message}")
    return [Heading("Warnings, which decide nothing"), bullets]


def _not_checked(grades: Sequence[Grade]) -> list[Block]:
    """What could not be checked, and why."""
    reasons = Counter(
        f"{grade.grader}: {grade.explanation}"
        for grade in grades
        if grade.verdict is Verdict.UNVERIFIABLE
    )
    if not reasons:
        return [Paragraph("\nNot checked: nothing; every grader that applies could decide")]
    bullets = Bullets()
    for reason, count in reasons.most_common(8):
        bullets.add(f"{reason} ({count} traces)" if count > 1 else reason)
    return [Heading("Not checked"), bullets]


def grades_record(grades: Sequence[Grade], problems: Sequence[Problem]) -> dict[str, Any]:
    """The grades as JSON, `tracegrade/grades@1`."""
    return {
        "schema": "tracegrade/grades@1",
        "summary": summary_of(grades),
        "grades": [grade_record(grade) for grade in grades],
        "problems": problem_records(problems),
    }


def grade_record(grade: Grade) -> dict[str, Any]:
    """One grade as JSON."""
    keys = ("trace_id", "case_id", "trial", "grader", "version")
    return {
        **{key: getattr(grade, key) for key in keys},
        "verdict": grade.verdict.value,
        "score": grade.score,
        "value": grade.value,
        "explanation": grade.explanation,
        "findings": [dataclasses.asdict(finding) for finding in grade.findings],
        "parts": [grade_record(part) for part in grade.parts],
        "coverage": grade.coverage._asdict() if grade.coverage else None,
        "questions": [dataclasses.asdict(question) for question in grade.questions],
        "details": grade.details,
    }
