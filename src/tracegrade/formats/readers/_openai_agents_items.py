"""Items of a run of the OpenAI Agents SDK as steps.

An item names its agent, not the model call that it came from: that is found by what each response
holds. What was asked stands in an item of its own, what was decided elsewhere in the state.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import field_of
from tracegrade.formats._refusals import tells_of_refusal
from tracegrade.formats._sessions import usage_of, without
from tracegrade.formats.dialects.openai_agents import as_responses_item
from tracegrade.formats.dialects.spans import decoded_or_text, heard_messages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.readers._openai_agents_approvals import Approvals
    from tracegrade.model import Detail

__all__ = ["ItemSteps"]

_SAID = frozenset((
    "message_output_item", "tool_call_item", "handoff_call_item", "reasoning_item",
    "mcp_approval_request_item", "mcp_list_tools_item", "tool_search_call_item",
))  # fmt: skip
"""Types of items that came from the model."""

_USAGE = {"input_tokens": "input_tokens", "output_tokens": "output_tokens",
          "inputTokens": "input_tokens", "outputTokens": "output_tokens"}  # fmt: skip
_OWN_KEYS = ("type", "raw_item", "rawItem", "agent", "output", "source_agent", "sourceAgent",
             "target_agent", "targetAgent", "tool_name", "toolName", "description", "title",
             "tool_origin", "tool_lookup_key", "functionToolStateKey")  # fmt: skip


class _Responses:
    """What the model gave back, call by call, and which of it has become a step."""

    def __init__(self, listed: list[Any]) -> None:
        self._listed = [one if type(one) is dict else {} for one in listed]
        self._owners: dict[bytes, deque[int]] = {}
        self.next = 0
        for number in range(len(self._listed)):
            for item in self.items(number):
                self._owners.setdefault(_identity(item), deque()).append(number)

    def __len__(self) -> int:
        return len(self._listed)

    def items(self, number: int) -> list[Any]:
        """The items of a response."""
        output = self._listed[number].get("output")
        return [as_responses_item(item) for item in output] if type(output) is list else []

    def detail(self, number: int) -> Detail:
        """What a response says beside its items."""
        one = self._listed[number]
        usage = usage_of(one.get("usage"), _USAGE)
        details = field_of(one.get("usage"), "input_tokens_details")
        first = details[0] if type(details) is list and details else details
        cached = first.get("cached_tokens") if type(first) is dict else None
        if usage and type(cached) is int and cached:
            usage["cached_input_tokens"] = cached
        response_id = field_of(one, "response_id")
        extra = {"response_id": response_id} if type(response_id) is str else None
        return {"usage": usage, "extra": extra}

    def owner(self, item: Any) -> int | None:
        """The response that an item came from, which each occurrence of it is asked for once."""
        owners = self._owners.get(_identity(item))
        while owners and owners[0] < self.next - 1:
            owners.popleft()
        return owners.popleft() if owners else None


def _identity(item: Any) -> bytes:
    call_id = item.get("call_id") if type(item) is dict else None
    return _json.canonical(["call", call_id] if type(call_id) is str else item)


class ItemSteps:
    """The steps of one run, being made of its items in order.

    Attributes:
        calls: Position of each call's step, by the id of the call.
        agent: The agent of the first item that names one.
    """

    def __init__(
        self, builder: ColumnsBuilder, approvals: Approvals, responses: list[Any], parent: int
    ) -> None:
        self.calls: dict[str, int] = {}
        self.agent: str | None = None
        self._builder = builder
        self._approvals = approvals
        self._responses = _Responses(responses)
        self._parent = parent
        self._step = -1
        self._joins = False
        self._handoffs: dict[str, int] = {}

    def history(self, given: Any) -> None:
        """Add the input that the run began with: words, or a conversation."""
        items = [as_responses_item(item) for item in given] if type(given) is list else given
        messages = heard_messages(items)
        passed = _handed_over(messages)
        for message in messages:
            if message["role"] != "assistant":
                self._told(message)
                continue
            if not self._joins:
                self._begin(None, {})
            for part in message["parts"]:
                if part["type"] == "tool_call" and part["id"] in passed:
                    self._hand_off(part, None, passed[part["id"]])
                else:
                    self._say(part, None)
        self._joins = False

    def item(self, row: Any) -> None:
        """Add an item of the run."""
        kind = str(row.get("type")) if type(row) is dict else ""
        raw = as_responses_item(field_of(row, "raw_item"))
        agent = field_of(row.get("agent"), "name") if type(row) is dict else None
        agent = agent if type(agent) is str else None
        self.agent = self.agent or agent
        if kind in _SAID:
            self._of_model(kind, raw, agent)
            return
        self._joins = False
        if kind == "tool_approval_item":
            self._approvals.ask(row, self.calls)
            return
        self._approvals.settle()
        if kind == "handoff_output_item":
            self._handed(row, raw)
        elif kind in ("tool_call_output_item", "tool_search_output_item"):
            self._result(row, raw, agent)
        elif type(raw) is dict and kind in ("input_item", "mcp_approval_response_item"):
            for message in heard_messages([raw]):
                self._told(message)
        else:
            self._builder.step("note", parent=self._parent, agent=agent, extra={"item": row})

    def wait(self, row: Any) -> None:
        """Add a request that the run waits for, and its call if no item is it.

        Such a call was made by an agent that another one called as a tool.
        """
        raw = as_responses_item(field_of(row, "raw_item"))
        if type(raw) is dict and str(raw.get("type")).endswith("_call"):
            messages = heard_messages([raw])
            for part in messages[0]["parts"] if messages else ():
                if part["type"] == "tool_call" and part["id"] not in self.calls:
                    agent = field_of(row.get("agent"), "name")
                    self._step = -1
                    self._call(part, agent if type(agent) is str else None)
        self.item(row)

    def finish(self) -> None:
        """Add the model calls that no item came from, and what was decided last."""
        self._silent(len(self._responses))
        self._approvals.settle()

    # model calls

    def _begin(self, agent: str | None, detail: Detail) -> None:
        self._approvals.settle()
        self._step = self._builder.step("assistant", parent=self._parent, agent=agent, **detail)
        self._joins = True

    def _of_model(self, kind: str, raw: Any, agent: str | None) -> None:
        number = self._responses.owner(raw)
        if number is not None and number >= self._responses.next:
            self._silent(number)
            self._responses.next = number + 1
            self._begin(agent, self._responses.detail(number))
        elif not self._joins and (number is None or self._step < 0):
            self._begin(agent, {})
        for message in heard_messages([raw]):
            for part in message["parts"]:
                if kind == "handoff_call_item" and part["type"] == "tool_call":
                    self._hand_off(part, agent, None)
                else:
                    self._say(part, agent)

    def _silent(self, until: int) -> None:
        """The model calls up to a number, of which the run kept no item."""
        while self._responses.next < until:
            number = self._responses.next
            self._responses.next += 1
            self._begin(None, self._responses.detail(number))
            for message in heard_messages(self._responses.items(number)):
                for part in message["parts"]:
                    self._say(part, None)
        self._joins = False

    def _say(self, part: Detail, agent: str | None) -> None:
        """Add what the model said or asked for to the model call that is going on."""
        kind, columns = part["type"], self._builder.columns
        if kind == "text":
            said, texts = part.get("content"), columns.texts
            earlier = texts[self._step]
            texts[self._step] = said if earlier is None else f"{earlier}\n{said}"
        elif kind == "reasoning":
            detail = columns.details.setdefault(self._step, {})
            earlier = detail.get("reasoning")
            if type(thought := part.get("content")) is str:
                detail["reasoning"] = thought if earlier is None else f"{earlier}\n{thought}"
        elif kind in ("tool_call", "server_tool_call"):
            self._call(part, agent)
        elif kind == "server_tool_call_response":
            self._add_result(part.get("id"), part.get("response"), {"status": part.get("status")})
        elif kind == "approval_request":
            self._approvals.ask_hosted(part, agent)
        else:
            extra = columns.details.setdefault(self._step, {}).setdefault("extra", {})
            extra.setdefault("parts", []).append(part)

    def _call(self, part: Detail, agent: str | None) -> None:
        more = without(part, ("type", "id", "name", "arguments"))
        hosted = {"type": part["type"], **(more or {})} if part["type"] != "tool_call" else more
        index = self._builder.call(
            str(part["name"]), part["id"], part["arguments"], parent=self._step, agent=agent,
            extra=hosted,
        )  # fmt: skip
        if part["id"] is not None:
            self.calls[part["id"]] = index
        self._approvals.called(part["id"], (str(part["name"]), agent), index)

    # handoffs

    def _hand_off(self, part: Detail, agent: str | None, to: str | None) -> None:
        """A call of the tool that stands for another agent."""
        extra = without({"name": part["name"], "arguments": part["arguments"]}, ())
        to = to or str(part["name"]).removeprefix("transfer_to_")
        index = self._builder.step("handoff", parent=self._step, to=to, agent=agent, extra=extra)
        self._handoffs[str(part["id"])] = index

    def _handed(self, row: Detail, raw: Any) -> None:
        to = field_of(field_of(row, "target_agent"), "name")
        index = self._handoffs.get(str(raw.get("call_id")) if type(raw) is dict else "")
        if index is not None and type(to) is str:
            self._builder.columns.details[index]["to"] = to
        elif index is None:
            self._builder.step(
                "handoff", parent=self._parent, to=to if type(to) is str else None,
                extra=without(row, _OWN_KEYS),
            )  # fmt: skip

    # what is not the model's

    def _told(self, message: Detail) -> None:
        """A message of the user, the system or a tool."""
        self._joins = False
        role, texts = message["role"], list[str]()
        for part in message["parts"]:
            if part["type"] == "tool_call_response":
                if str(part.get("id")) not in self._handoffs:
                    self._add_result(part.get("id"), part.get("response"), {})
            elif part["type"] == "approval_response":
                self._approvals.answer(part)
            elif part["type"] == "text" and type(part.get("content")) is str:
                texts.append(part["content"])
            else:
                self._builder.step("note", parent=self._parent, extra={"part": part, "role": role})
        if texts:
            kind = "system" if role in ("system", "developer") else "user"
            self._builder.step(kind, "\n".join(texts), parent=self._parent)

    def _result(self, row: Detail, raw: Any, agent: str | None) -> None:
        """What a tool returned, or what the model is told in its place."""
        messages = heard_messages([raw]) if type(raw) is dict else []
        told = messages[0]["parts"][0] if messages and messages[0]["parts"] else {}
        call_id, text = told.get("id"), told.get("response")
        if str(call_id) in self._handoffs:
            detail = self._builder.columns.details[self._handoffs[str(call_id)]]
            detail.setdefault("extra", {})["output"] = text
            return
        detail: Detail = {"agent": agent, "extra": without(row, _OWN_KEYS)}
        refused = self._approvals.refusal(call_id, (self._tool_of(call_id), agent))
        if refused is not None and tells_of_refusal(text, refused.reason):
            detail["status"] = "denied"
        output = row.get("output")
        if type(output) in (dict, list) and output != text:
            if decoded_or_text(text) != output:
                detail["extra"] = {**(detail["extra"] or {}), "told": text}
            text = output
        self._add_result(call_id, text, detail)

    def _tool_of(self, call_id: Any) -> str | None:
        index, columns = self.calls.get(str(call_id), -1), self._builder.columns
        return columns.call_tools[columns.call_steps.index(index)] if index >= 0 else None

    def _add_result(self, call_id: Any, value: Any, detail: Detail) -> None:
        call_id = call_id if type(call_id) is str else None
        if value is None or type(value) is str:
            self._builder.result(call_id, value, **detail)
        else:
            self._builder.result(call_id, None, content=value, **detail)


def _handed_over(messages: Iterable[Detail]) -> dict[str, str]:
    """By id of a call: the agent that the SDK says it handed over to."""
    found: dict[str, str] = {}
    for message in messages:
        for part in message["parts"]:
            value = decoded_or_text(part.get("response")) if "response" in part else None
            if (
                type(value) is dict
                and value.keys() == {"assistant"}
                and type(part.get("id")) is str
            ):
                found[part["id"]] = str(value["assistant"])
    return found
