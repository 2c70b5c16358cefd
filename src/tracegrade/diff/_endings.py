"""How captures end: a trace that was cut off is incomplete, not shorter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary
    from tracegrade.model import Trace

__all__ = ["Ending", "ending_of", "mark_incomplete"]

Ending = Literal["complete", "cut off", "answered", "waiting", "result", "unknown"]
"""`complete` and `cut off` as the capture says; else what the last step looks like."""

_CUT_OFF = ("truncated", "interrupted", "pending")
_MOST_CHANCE = 0.5  # a tool that ends more of the traces that call it is meant to end them


def ending_of(trace: Trace) -> tuple[Ending, str | None]:
    """How the capture of a trace ends, and the tool it ends with, if it ends with a result."""
    if trace.completion is not None:
        return ("cut off" if trace.completion in _CUT_OFF else "complete"), None
    columns = trace.columns
    last = len(columns.kinds) - 1
    kind = columns.kinds[last] if last >= 0 else None
    if kind == "tool_result":
        call = columns.call_of_result.get(last)
        tool = columns.call_tools[columns.call_steps.index(call)] if call is not None else None
        return "result", tool
    if kind == "tool_call" or last in columns.call_parents:
        return "waiting", None
    return ("unknown" if trace.final_answer is None else "answered"), None


def mark_incomplete(sides: Sequence[Sequence[Signature]], vocabulary: Vocabulary) -> None:
    """Say of each trace whether its capture ends before the agent was done.

    What the capture itself says goes first. Otherwise, in a format whose traces end in answers, a
    trace is incomplete if it ends in a call without a result, or in the result of a tool after
    which most traces go on.
    """
    called: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    answering: set[str | None] = set()
    signatures = [signature for side in sides for signature in side]
    for signature in signatures:
        called.update(vocabulary.tools_of(signature.act_numbers()))
        if signature.ending == "result" and signature.last_tool:
            ended[signature.last_tool] += 1
        elif signature.ending == "answered":
            answering.add(signature.makeup.format)
    for signature in signatures:
        tool = signature.last_tool or ""
        goes_on = ended[tool] <= _MOST_CHANCE * called[tool]
        seems_cut = signature.ending == "waiting" or (signature.ending == "result" and goes_on)
        answers = signature.makeup.format in answering
        signature.incomplete = signature.ending == "cut off" or (answers and seems_cut)
