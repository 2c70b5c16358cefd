"""The answer of a model whose provider ran the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.model import Columns

__all__ = ["mark_final"]


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
        hosted = extra.get("type") == "server_tool_call"
        if parent == last and (not hosted or columns.call_results[number] < 0):
            return
    columns.details.setdefault(last, {})["final"] = True
