"""What a case is, and the short way to write steps of the native record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stranger:
    """A trace in some format, a policy, and what a reader of the documentation expects.

    `expected` is a verdict (`pass`, `unverifiable`) or the codes of the failing findings (`A02`). Where the
    documentation allows several, they stand in order of preference with `|` between them.
    """

    name: str
    expected: str
    policy: str
    records: tuple[Any, ...]
    format: str = "native"
    lines: bool = False
    """Whether the records are one a line; otherwise there is one, a document."""


def native(
    name: str, expected: str, policy: str, *steps: dict[str, Any], **record: Any
) -> Stranger:
    """A case in the native record, whose steps are named s0, s1, ... in order unless they name themselves."""
    numbered = [{"id": f"s{number}", **step} for number, step in enumerate(steps)]
    whole = {
        "schema": "tracegrade/trace@1",
        "trace_id": "stranger",
        "agent": "clerk",
        "capabilities": ["approvals", "tool_results", "error_status", "principals"],
        "steps": numbered,
        **record,
    }
    return Stranger(name, expected, policy, (whole,))


def call(tool: str, /, **arguments: Any) -> dict[str, Any]:
    return {"kind": "tool_call", "tool": tool, "arguments": arguments}


def ran(of: str, /, **more: Any) -> dict[str, Any]:
    return {"kind": "tool_result", "call": of, "status": "ok", "content": "ok", **more}


def asked(*calls: str, **more: Any) -> dict[str, Any]:
    return {"kind": "approval_request", **({"calls": list(calls)} if calls else {}), **more}


def decided(request: str, decision: str | None = "approve", **more: Any) -> dict[str, Any]:
    said = {"decision": decision} if decision else {}
    return {
        "kind": "approval_decision",
        "request": request,
        **said,
        "principal": "human:noor",
        **more,
    }


def mode(*tools: str, **more: Any) -> dict[str, Any]:
    allows = [{"tool": tool} for tool in tools]
    return {
        "kind": "mode_change",
        "mode": "custom",
        "principal": "human:noor",
        "allows": allows,
        **more,
    }


def said(kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, **more}
