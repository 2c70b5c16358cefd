"""The spans of one trace of the OpenAI Agents SDK in the terms of the GenAI conventions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.openai_agents import as_responses_item
from tracegrade.formats.dialects.spans import (
    OPERATION,
    PART_OF_ANOTHER,
    RUN_ERROR,
    STATUS,
    WAITS,
    logged_attributes,
)
from tracegrade.formats.readers._openai_agents_runs import MODELS, Runs, data_of, kind_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans import Span
    from tracegrade.model import Detail, Trace

__all__ = ["in_genai_terms", "settle"]

_REJECTED = ("Tool execution for ", " was manually rejected by user.")
"""What the SDK writes around the id of a call into the error of the call that was rejected."""

_USAGE = (
    ("gen_ai.usage.input_tokens", "input_tokens"),
    ("gen_ai.usage.output_tokens", "output_tokens"),
    ("gen_ai.usage.cache_read.input_tokens", "cached_input_tokens"),
)


def in_genai_terms(spans: list[Span]) -> list[Span]:
    """The spans of one trace, their attributes named as the conventions name them."""
    return _Translation(spans).spans()


def settle(trace: Trace) -> None:
    """Say of calls that nothing answers whether they wait, and how the trace ends."""
    columns = trace.columns
    failed, parents = "error" in columns.kinds, columns.parents
    latest: dict[int, int] = {}
    for index, kind in enumerate(columns.kinds):
        if kind == "assistant":
            latest[parents[index]] = index
    for step, caller, result in zip(
        columns.call_steps, columns.call_parents, columns.call_results, strict=True
    ):
        extra = columns.details.get(step, {}).get("extra") or {}
        if result >= 0 or failed or extra.get("type") == "server_tool_call":
            continue
        around = parents[caller] if caller >= 0 else parents[step]
        went_on = latest.get(around, -1) > step
        columns.details.setdefault(step, {})["status"] = "unknown" if went_on else "pending"
    if "pending" in trace.call_statuses:
        trace.completion = "pending"
    elif columns.kinds and columns.kinds[-1] == "error":
        trace.completion = "interrupted"


class _Translation:
    """The spans of one trace being said in other terms."""

    def __init__(self, spans: list[Span]) -> None:
        self._runs = Runs(spans)
        self._named = {
            act.span_id
            for acts in self._runs.acts.values()
            for act in acts
            if kind_of(act) == "function"
        }
        self._servers: dict[str, str] = {}
        for span in spans:
            self._note_servers(data_of(span))

    def spans(self) -> list[Span]:
        """Every span, and one more for each error of a run."""
        found: list[Span] = []
        for span in self._runs.order:
            error = span.attributes["error"]
            said = _error_text(error)
            found.append(span._replace(attributes=self._attributes(span), said=said))
            if span.failed and kind_of(span) in ("agent", "turn", "task"):
                moment = span.end or span.start
                within = span._replace(
                    start=moment, end=moment, span_id=f"{span.span_id}/error", name="error",
                    parent_id=span.span_id, attributes={OPERATION: RUN_ERROR, "error": error},
                    said=said,
                )  # fmt: skip
                found.append(within)
        return found

    def _attributes(self, span: Span) -> Detail:
        kind, data = kind_of(span), data_of(span)
        if kind == "agent":
            return logged_attributes("agent", span.name, None, None)
        if kind == "function":
            return self._function(span)
        if kind in MODELS or span.span_id in self._runs.acts:
            return self._model(span)
        if kind == "handoff":
            return {OPERATION: "handoff", "gen_ai.handoff.to_agent": data.get("to_agent")}
        if kind in ("task", "turn"):
            return {OPERATION: PART_OF_ANOTHER}
        return {key: value for key, value in span.attributes.items() if value is not None}

    def _model(self, span: Span) -> Detail:
        data = data_of(span)
        answer = data.get("response")
        whole: Detail = answer if type(answer) is dict else {}
        given = _items(data.get("input"))
        made = logged_attributes("model", span.name, given, _said(data.get("output"), whole))
        agent = self._runs.agent_of(span)
        tools = data_of(agent).get("tools") if agent is not None else None
        names = [name for name in tools if type(name) is str] if type(tools) is list else []
        if names:
            made["gen_ai.tool.definitions"] = [self._definition(name) for name in names]
        if span.span_id in self._runs.acts:
            parts = [_act(act) for act in self._runs.acts[span.span_id]]
            made["gen_ai.output.messages"] = [{"role": "assistant", "parts": parts}]
        else:
            self._name_handoffs(span, made["gen_ai.output.messages"], names)
        return made | _facts(data, whole)

    def _name_handoffs(self, span: Span, messages: list[Any], tools: list[str]) -> None:
        """Call what hands over to another agent as the SDK does by default."""
        targets = [data_of(one).get("to_agent") for one in self._runs.handoffs_beside(span)]
        parts = [part for message in messages for part in message["parts"]] if targets else []
        for part in parts:
            is_call = part["type"] == "tool_call" and tools and part["name"] not in tools
            if is_call and not str(part["name"]).startswith("transfer_to_"):
                part["name"] = f"transfer_to_{targets[0]}"

    def _function(self, span: Span) -> Detail:
        data, error = data_of(span), span.attributes["error"]
        given = data.get("input")
        made = logged_attributes("tool", span.name, given or None, data.get("output"))
        rejected = _rejected(error)
        if rejected is not None:
            made[STATUS] = "denied"
        if span.span_id in self._named:
            made["gen_ai.tool.call.id"] = span.span_id
        elif rejected:
            made["gen_ai.tool.call.id"] = rejected
        waits = self._runs.waits(span)
        if waits == "perhaps":
            made[STATUS] = "unknown"
        elif waits is not None:
            made[WAITS] = waits
        return made

    def _definition(self, name: str) -> Detail:
        server = self._servers.get(name)
        return {"name": name} if server is None else {"name": name, "server": server}

    def _note_servers(self, data: Detail) -> None:
        """Which MCP server a tool is of."""
        about, listed = data.get("mcp_data"), data.get("result")
        if type(about) is dict:
            names, server = [data.get("name")], about.get("server")
        elif data["type"] == "mcp_tools" and type(listed) is list:
            names, server = listed, data.get("server")
        else:
            return
        if type(server) is str:
            self._servers |= {name: server for name in names if type(name) is str}


def _items(given: Any) -> Any:
    return [as_responses_item(item) for item in given] if type(given) is list else given


def _said(output: Any, response: Detail) -> Any:
    """What the model gave back: messages, items, or a response that holds items."""
    if output is None:
        return _items(response.get("output"))
    only = output[0] if type(output) is list and len(output) == 1 else output
    if type(only) is dict and type(only.get("output")) is list and "role" not in only:
        return _items(only["output"])
    return _items(output)


def _facts(data: Detail, response: Detail) -> Detail:
    """Model and counts of tokens of a model call."""
    more = data.get("data")
    usage = data.get("usage") or response.get("usage")
    usage = more.get("usage") if usage is None and type(more) is dict else usage
    found: Detail = {}
    if type(usage) is dict:
        details = usage.get("input_tokens_details")
        cached = details.get("cached_tokens") if type(details) is dict else None
        counts = {"cached_input_tokens": cached, **usage}
        found = {ours: counts[key] for ours, key in _USAGE if type(counts.get(key)) is int}
    for model in (data.get("model"), response.get("model")):
        if type(model) is str:
            found["gen_ai.request.model"] = model
    if type(response.get("instructions")) is str:
        found["gen_ai.system_instructions"] = response["instructions"]
    return found


def _act(span: Span) -> Detail:
    """What a model must have asked for, as its call."""
    data = data_of(span)
    if kind_of(span) == "handoff":
        name, given = f"transfer_to_{data.get('to_agent')}", "{}"
    else:
        name, given = span.name, data.get("input")
    return {"type": "tool_call", "id": span.span_id, "name": name, "arguments": given}


def _rejected(error: Any) -> str | None:
    """Id of the call that somebody rejected, if the error of its span says so."""
    about = error.get("data") if type(error) is dict else None
    reason = about.get("error") if type(about) is dict else None
    before, after = _REJECTED
    if type(reason) is not str or not (reason.startswith(before) and reason.endswith(after)):
        return None
    return reason.removeprefix(before).removesuffix(after)


def _error_text(error: Any) -> str | None:
    """What an error says, with its details."""
    if type(error) is not dict:
        return _json.as_text(error)
    message, about = error.get("message"), error.get("data")
    inner = about.get("error") if type(about) is dict else None
    more = inner if type(inner) is str else _json.as_text(about) if about else None
    said = [one for one in (message, more) if type(one) is str and one]
    return ": ".join(said) or None
