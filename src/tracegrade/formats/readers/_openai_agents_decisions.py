"""What a run state of the OpenAI Agents SDK knows of decisions about calls.

Source: `_serialize_approvals` and its like in openai-agents 0.8 to 0.24, `RunContext` of the JavaScript
SDK. A record belongs to a tool (since schema 1.18, or 1.16 in JavaScript, to a tool of an agent). It
lists ids of calls, or is true for every call from then on, which wipes out the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.formats._common import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Decision, Detail

__all__ = ["Decided", "Decisions"]

_WORDS: tuple[tuple[str, Decision], ...] = (("approved", "approve"), ("rejected", "deny"))
_BY_TOOL = ("approvals", "legacyFunctionApprovals", "hostedMcpApprovals")
_BY_AGENT = ("functionApprovals", "toolApprovals", "approvalInvocations")


class Decided(NamedTuple):
    """A decision, and what the model is told about a rejection."""

    decision: Decision
    reason: str | None


class _Record(NamedTuple):
    """One record: the tool, the agent where it names one, and the decisions."""

    tool: str
    agent: str | None
    value: Detail


class Decisions:
    """The decisions of a run state, and of those that it lies in."""

    def __init__(self, contexts: list[Any]) -> None:
        self._records = [record for context in contexts for record in _records_of(context)]
        self._of_call: dict[str, Decided] = {}
        for record in self._records:
            reasons = _reasons(record.value)
            for word, decision in _WORDS:
                listed = record.value.get(word)
                for call_id in listed if type(listed) is list else ():
                    if type(call_id) is str:
                        decided = Decided(decision, reasons.get(call_id))
                        self._of_call.setdefault(call_id, decided)

    def about_call(self, call_id: str | None) -> Decided | None:
        """What was decided about one call."""
        return self._of_call.get(call_id) if call_id is not None else None

    def about_tool(self, tool: str | None, agent: str | None) -> Decided | None:
        """What was decided about every further call of a tool."""
        for record in self._records:
            if record.tool != tool or agent not in (None, record.agent or agent):
                continue
            if record.value.get("rejected") is True:
                return Decided("deny", _sticky_reason(record.value))
            if record.value.get("approved") is True:
                return Decided("approve", None)
        return None


def _records_of(context: Any) -> Iterator[_Record]:
    if type(context) is not dict:
        return
    for key in _BY_TOOL:
        yield from _of_table(context.get(key), None)
    for key in _BY_AGENT:
        listed = context.get(key)
        for one in listed if type(listed) is list else ():
            if type(one) is dict:
                yield from _of_table(one.get("approvals"), one.get("agentIdentity"))
    for key in ("function_tool_approvals", "hosted_mcp_approvals"):
        listed = context.get(key)
        for one in listed if type(listed) is list else ():
            yield from _of_entry(one)


def _of_table(table: Any, agent: Any) -> Iterator[_Record]:
    """The records of a table by tool."""
    agent = agent if type(agent) is str else None
    for tool, value in table.items() if type(table) is dict else ():
        if type(value) is dict:
            yield _Record(_tool_of(tool), agent, value)


def _of_entry(entry: Any) -> Iterator[_Record]:
    """The record of an entry that names what it is about."""
    value = entry.get("decision") if type(entry) is dict else None
    if type(value) is not dict:
        return
    agent, identity = field_of(entry.get("agent"), "name"), entry.get("identity")
    tool = field_of(identity, "tool_name") or entry.get("tool_key")
    request = field_of(identity, "request_id")
    if type(request) is str:  # true for one request is no decision about further ones
        words = ("approved", "rejected")
        value = {**value, **{word: [request] for word in words if value.get(word) is True}}
    yield _Record(_tool_of(tool), agent if type(agent) is str else None, value)


def _tool_of(key: Any) -> str:
    """The tool that a key names: JavaScript writes it as a list, some tools have a namespace."""
    if type(key) is not str:
        return ""
    if key.startswith("["):
        parts = _json.decode_arguments(key)[0]
        key = parts[-1] if type(parts) is list and parts and type(parts[-1]) is str else key
    return key.removeprefix("deferred_top_level:")


def _reasons(record: Detail) -> Detail:
    found = record.get("rejection_messages", record.get("messages"))
    return (
        {key: text for key, text in found.items() if type(text) is str}
        if type(found) is dict
        else {}
    )


def _sticky_reason(record: Detail) -> str | None:
    reason = record.get("sticky_rejection_message", record.get("stickyRejectMessage"))
    return reason if type(reason) is str else None
