"""Answers of models that stand beside calls: of tools that a provider ran, or that take the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.model import Columns

__all__ = ["mark_answer_by_tool", "mark_final"]


def mark_final(columns: Columns) -> None:
    """Mark the last model call as final if it answered, and only the provider's tools ran in it.

    Elsewhere a model call that asks for tools is no answer. Here their results came within it, and
    its text was written after them.
    """
    last = len(columns.kinds) - 1
    while last >= 0 and columns.kinds[last] != "assistant":
        last -= 1
    if last < 0 or not columns.texts[last] or last not in columns.call_parents:
        return
    for number, parent in enumerate(columns.call_parents):
        extra = columns.details.get(columns.call_steps[number], {}).get("extra") or {}
        hosted = extra.get("type") == "server_tool_call" or extra.get("builtin") is True
        if parent == last and (not hosted or columns.call_results[number] < 0):
            return
    columns.details.setdefault(last, {})["final"] = True


def mark_answer_by_tool(columns: Columns, number: int, words: str | None = None) -> None:
    """Mark the model call that gave its answer as the arguments of a call as final.

    Its text becomes `words`, or else that of the arguments, if it said nothing beside them.
    """
    step = columns.call_parents[number]
    if step < 0:
        return
    detail = columns.details.setdefault(step, {})
    detail["final"] = True
    if not columns.texts[step]:
        columns.texts[step] = words or _json.as_text(columns.call_arguments[number])
        told = {"answered_by": columns.call_tools[number]}
        detail["extra"] = {**detail.get("extra", {}), **told}
