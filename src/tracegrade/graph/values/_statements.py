"""Who stated what, step by step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracegrade import _json
from tracegrade.model import statuses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import CallStatus, Columns

__all__ = ["Speaker", "SpeakerKind", "Statement", "is_thought", "statements_of"]

SpeakerKind = Literal["user", "approver", "system", "tool", "retrieval", "failure", "agent"]
"""Who a value came from. `failure` is a result or an error that reports that a call failed, was
denied or has not run; `agent` is what the model itself wrote, its calls' arguments included."""

_THINKING = frozenset(("think", "thinking", "thought", "scratchpad", "reflect"))
_PLANNING = frozenset(
    ("plan", "update", "create", "make", "write", "revise", "exit", "enter", "mode", "todo", "step", "steps", "my", "the")
)  # fmt: skip
_WORDS = re.compile("[a-z]+")


class Speaker(NamedTuple):
    """Who stated something.

    Attributes:
        kind: Kind of speaker.
        name: Name of the tool, or id of the document.
        trust: What the record says of a document's trust, if anything.
    """

    kind: SpeakerKind
    name: str = ""
    trust: str | None = None


class Statement(NamedTuple):
    """Something stated in a trace.

    Attributes:
        step: Position of the step.
        speaker: Who stated it.
        content: A text, or a decoded value.
        status: Of a tool's result, its call's.
    """

    step: int
    speaker: Speaker
    content: Any
    status: str = "ok"


def is_thought(tool: str) -> bool:
    """Whether a tool only hands back what the model told itself.

    Example:
        >>> is_thought("think"), is_thought("search")
        (True, False)
        >>> is_thought("update_plan"), is_thought("set_tariff_plan")
        (True, False)
    """
    words = _WORDS.findall(tool.lower().rpartition("__")[2])
    is_planning = "plan" in words and _PLANNING.issuperset(words)
    return is_planning or not _THINKING.isdisjoint(words)


def statements_of(columns: Columns, end: int | None = None) -> Iterator[Statement]:
    """What was stated in the steps before position `end`, in order.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> [each.speaker.kind for each in statements_of(trace.columns, 4)]
        ['system', 'user', 'agent', 'agent']
    """
    statuses = statuses_of(columns)
    number_of = {step: number for number, step in enumerate(columns.call_steps)}
    for step in range(len(columns) if end is None else end):
        kind = columns.kinds[step]
        detail = columns.details.get(step, {})
        if kind in ("user", "system", "assistant"):
            named: SpeakerKind = "agent" if kind == "assistant" else kind
            yield Statement(step, Speaker(named), columns.texts[step] or _text(detail))
        elif kind == "tool_call":
            number = number_of[step]
            arguments, _ = _json.decode_arguments(columns.call_arguments[number])
            yield Statement(step, Speaker("agent", columns.call_tools[number]), arguments)
        elif kind == "tool_result":
            yield _result(columns, step, number_of, statuses)
        elif kind == "retrieval":
            yield from _documents(step, detail)
        elif kind == "error":
            said = detail.get("message") or columns.texts[step] or ""
            yield Statement(step, Speaker("failure"), said, "error")
        elif kind == "approval_decision":
            yield from _edits(step, detail)


def _text(detail: dict[str, Any]) -> str:
    return _json.as_text(detail.get("content")) or ""


def _result(
    columns: Columns, step: int, number_of: dict[int, int], statuses: list[CallStatus]
) -> Statement:
    detail = columns.details.get(step, {})
    call = columns.call_of_result.get(step, -1)
    number = number_of.get(call, -1)
    tool = columns.call_tools[number] if number >= 0 else ""
    status = statuses[number] if number >= 0 else detail.get("status") or "unknown"
    kind: SpeakerKind = "failure" if status in ("error", "denied", "pending") else "tool"
    if is_thought(tool):
        kind = "agent"
    content = detail["content"] if "content" in detail else columns.texts[step]
    return Statement(step, Speaker(kind, tool), content, status)


def _documents(step: int, detail: dict[str, Any]) -> Iterator[Statement]:
    for document in detail.get("documents") or ():
        given = [document.get(name) for name in ("id", "uri", "title", "text")]
        texts = [text for text in given if isinstance(text, str) and text]
        speaker = Speaker("retrieval", texts[0] if texts else "", document.get("trust"))
        yield Statement(step, speaker, "\n".join(texts))


def _edits(step: int, detail: dict[str, Any]) -> Iterator[Statement]:
    """Arguments that an approver wrote are the approver's words."""
    parts = [detail.get("arguments")]
    parts += [part.get("arguments") for part in detail.get("decisions") or ()]
    for part in parts:
        if part is not None:
            yield Statement(step, Speaker("approver"), part)
