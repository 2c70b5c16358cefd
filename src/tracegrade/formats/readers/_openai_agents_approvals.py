"""Requests for approval in a run of the OpenAI Agents SDK, and what was decided about them.

A request is an item of the run, a decision stands in the state's context. One that is true for every
further call of a tool was made about the call that was asked about last; those before it are no longer
known. JavaScript drops the items of requests once they are answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.formats._common import field_of
from tracegrade.formats._sessions import step_id
from tracegrade.formats.dialects.openai_agents import as_responses_item
from tracegrade.formats.readers._openai_agents_decisions import Decided

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.readers._openai_agents_decisions import Decisions
    from tracegrade.model import Detail, Scope

__all__ = ["Approvals"]

_Tool = tuple[str | None, str | None]
"""A tool and the agent that has it."""


class _Request(NamedTuple):
    """A request that has become a step."""

    step: int
    named: str | None
    tool: _Tool


class Approvals:
    """Requests and decisions of one run, added behind the calls that they are about.

    Attributes:
        lost: Whether a decision is known to have been made and not known to be which.
    """

    def __init__(
        self, builder: ColumnsBuilder, decisions: Decisions, items: list[Any], parent: int
    ) -> None:
        """Look ahead at the items.

        Args:
            builder: The columns.
            decisions: What is known to have been decided.
            items: The items of the run and the requests that it waits for.
            parent: The step that the run lies in.
        """
        self.lost = False
        self._builder = builder
        self._decisions = decisions
        self._parent = parent
        self._asked: set[str] = set()
        self._last: dict[_Tool, str] = {}
        for row in items:
            if type(row) is dict and row.get("type") == "tool_approval_item":
                raw, tool = as_responses_item(field_of(row, "raw_item")), _tool_of(row)
                if (named := _id_of(raw)) is not None:
                    self._asked.add(named)
                    if decisions.about_call(named) is None:
                        self._last[tool] = named
        self._due: list[_Request] = []
        self._open: dict[str | None, _Request] = {}
        self._done: set[str] = set()
        self._refused: set[_Tool] = set()
        self._granted: set[_Tool] = set()

    def ask(self, row: Detail, calls: dict[str, int]) -> None:
        """Add a request that the run keeps."""
        raw = as_responses_item(field_of(row, "raw_item"))
        named = _id_of(raw)
        if named is not None and named in self._done:
            return
        given = raw.get("arguments", raw.get("input")) if type(raw) is dict else None
        self._request(named, _tool_of(row), given, calls.get(named or "", -1))

    def ask_hosted(self, part: Detail, agent: str | None) -> None:
        """Add a request of a provider that runs the tool itself."""
        self._request(part.get("id"), (part.get("name"), agent), part.get("arguments"), -1)

    def called(self, call_id: str | None, tool: _Tool, index: int) -> None:
        """A call was made: whatever was decided about it was asked about it."""
        if call_id is None or call_id in self._asked:
            return
        wide = self._decisions.about_tool(*tool) if tool not in self._last else None
        if wide is not None and tool not in self._granted | self._refused:
            self._last[tool] = call_id
        elif self._decisions.about_call(call_id) is None:
            return
        arguments = self._builder.columns.call_arguments[-1]
        self._request(call_id, tool, arguments, index)

    def answer(self, part: Detail) -> None:
        """Add the answer to a request of a provider."""
        self.settle()
        request = self._open.pop(part.get("id"), None)
        if request is not None:
            decision = "approve" if part.get("approve") is True else "deny"
            self._decide(request, Decided(decision, part.get("reason")), "once")

    def settle(self) -> None:
        """Add what was decided about the requests made so far."""
        due, self._due = self._due, []
        for request in due:
            decided, scope = self._decisions.about_call(request.named), "once"
            if decided is None and self._last.get(request.tool) == request.named:
                decided, scope = self._decisions.about_tool(*request.tool), "session"
                kept = self._refused if decided and decided.decision == "deny" else self._granted
                kept.add(request.tool)
            if decided is not None:
                self._decide(request, decided, scope)
            else:
                self._open[request.named] = request

    def refusal(self, call_id: Any, tool: _Tool) -> Decided | None:
        """The decision that a call was not to run; notes that one ran whose decision is not known."""
        decided = self._decisions.about_call(call_id if type(call_id) is str else None)
        if decided is not None:
            return decided if decided.decision == "deny" else None
        if call_id in self._done and self._last.get(tool) != call_id:
            self.lost = True
        return self._decisions.about_tool(*tool) if tool in self._refused else None

    def _request(self, named: str | None, tool: _Tool, arguments: Any, call: int) -> None:
        item = {
            "id": named,
            "call": step_id(self._builder, call) or None,
            "tool": tool[0],
            "arguments": _json.decode_arguments(arguments)[0],
        }
        items = [{key: value for key, value in item.items() if value is not None}]
        index = self._builder.step(
            "approval_request", parent=self._parent, agent=tool[1], items=items
        )
        self._due.append(_Request(index, named, tool))
        if named is not None:
            self._done.add(named)

    def _decide(self, request: _Request, decided: Decided, scope: Scope) -> None:
        self._builder.step(
            "approval_decision",
            decided.reason,
            parent=self._parent,
            request=step_id(self._builder, request.step),
            decision=decided.decision,
            scope=scope,
        )


def _id_of(raw: Any) -> str | None:
    """The id of the call that a request is about, or of the request where the provider asks."""
    if type(raw) is not dict:
        return None
    named = raw.get("call_id", raw.get("id"))
    return named if type(named) is str else None


def _tool_of(row: Detail) -> _Tool:
    """The tool that a request is about, and the agent that has it."""
    raw = as_responses_item(field_of(row, "raw_item"))
    name = field_of(row, "tool_name") or (raw.get("name") if type(raw) is dict else None)
    agent = field_of(row.get("agent"), "name")
    return name if type(name) is str else None, agent if type(agent) is str else None
