"""Problems in the input, grouped and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade.report._blocks import Block, Bullets, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.model import Problem

__all__ = ["problem_blocks", "problem_records"]


def problem_blocks(problems: Sequence[Problem]) -> list[Block]:
    """One line a code, with how often it occurred and one example."""
    if not problems:
        return []
    counts = Counter(problem.code for problem in problems)
    examples = {problem.code: problem for problem in reversed(problems)}
    bullets = Bullets()
    for code, count in counts.most_common():
        times = f"{count} times" if count > 1 else "once"
        place = f"{location}: " if (location := str(examples[code].location)) else ""
        bullets.add(f"{code}, {times}: {place}{examples[code].message}")
    return [Heading("Problems in the input"), bullets]


def problem_records(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON."""
    return [
        {
            "code": problem.code,
            "message": problem.message,
            "severity": problem.severity,
            "path": problem.path,
            "line": problem.line,
            "pointer": problem.pointer,
            "trace_id": problem.trace_id,
        }
        for problem in problems
    ]
