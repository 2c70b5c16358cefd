"""Who decided, where a record of a decision does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.model.trace import Trace

__all__ = ["implied_approver"]


def implied_approver(trace: Trace) -> str | None:
    """Who decided where a decision names nobody: a person, if its format keeps decisions of people only.

    LangGraph's review, the Agents SDK, pydantic-ai and the AI SDK stop a run until somebody answers
    and record the answer, not who gave it. A native record could have named them, so it must.

    Example:
        >>> from tracegrade.formats import load_one
        >>> implied_approver(load_one("fixtures/traces/langgraph/approval_granted"))
        'human:user'
        >>> implied_approver(load_one("fixtures/traces/native/approval_granted")) is None
        True
    """
    source = trace.source
    if source is None or source.is_native or "principals" in trace.capabilities:
        return None
    return "human:user"
