"""Native records as OpenTelemetry spans, one export request a trace.

Source: the GenAI semantic conventions. A model call is a `chat` span, whose input is what was said
since the model call before it, a call with its result an `execute_tool` span, a search a `retrieval`
span; an `invoke_agent` span lies around all. A call that left no result stands in the output of its
model call alone. Steps that the conventions do not know are spans named after their kind. What has
no attribute stands under `tracegrade`, in attributes and in messages, from where the reader takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json
from tracegrade.formats._extension import KEY, Rest
from tracegrade.formats.writers import _otlp_times
from tracegrade.formats.writers._otlp_attributes import (
    conversation_of,
    first_chunk,
    json_text,
    resource_of,
    tool_definitions,
    usage_attributes,
)
from tracegrade.formats.writers._otlp_json import (
    CLIENT,
    INTERNAL,
    attributes_of,
    export_request,
    span_id,
    trace_id_of,
)
from tracegrade.formats.writers._otlp_relations import Relations
from tracegrade.formats.writers._otlp_runs import Run

if TYPE_CHECKING:
    from tracegrade.formats.writers._losses import Losses
    from tracegrade.model import Detail

__all__ = ["otlp_request"]

_ELSEWHERE = frozenset(("schema", "steps", "trace_id", "tools"))


def otlp_request(record: Detail, losses: Losses, *, number: int = 0) -> Detail:
    """The export request of a native record; what has no attribute is added to the losses.

    Args:
        record: The native record.
        losses: What the format could not hold so far.
        number: How many traces of the same id were written before this one.

    Example:
        >>> from tracegrade.formats.writers._losses import Losses
        >>> step = {"id": "s0", "kind": "assistant", "text": "It is on its way.", "model": "gpt-x"}
        >>> made = otlp_request({"trace_id": "t-1", "steps": [step]}, Losses())
        >>> [span["name"] for span in made["resourceSpans"][0]["scopeSpans"][0]["spans"]]
        ['invoke_agent', 'chat gpt-x']
    """
    return _Request(record, losses, number).made()


class _Request:
    """A record being written."""

    def __init__(self, record: Detail, losses: Losses, number: int) -> None:
        self._record = record
        self._losses = losses
        self._trace_id = trace_id_of(record["trace_id"], number)
        self._steps = Relations(record["steps"])
        self._rests: list[Detail] = [{} for _ in record["steps"]]
        self._told: dict[str | None, list[int]] = {}
        self._runs: dict[int, Run] = {}
        self._spans: list[Detail] = []
        self._times: dict[int, tuple[int, int]] = {}
        self._ended: dict[int, int] = {-1: _otlp_times.first_moment(record)}

    def made(self) -> Detail:
        """The request."""
        steps = self._record["steps"]
        for place, step in enumerate(steps):
            _WRITERS.get(step["kind"], _Request._other)(self, step, place)
        for places in self._told.values():
            for place in places:
                self._unheard(steps[place], place)
        root = self._root()
        self._losses.add_rests(zip(steps, self._rests, strict=True), self._record["trace_id"])
        self._spans.sort(key=lambda span: span["spanId"])
        return export_request(resource_of(self._record), [root, *self._spans])

    def _span(
        self, name: str, place: int, kind: int, times: tuple[int, int], attributes: Detail
    ) -> Detail:
        """Add the span of the step at this place."""
        span: Detail = {
            "traceId": self._trace_id,
            "spanId": span_id(self._trace_id, place),
            "parentSpanId": span_id(self._trace_id, self._steps.around(place)),
            "name": name,
            "kind": kind,
            "startTimeUnixNano": str(times[0]),
            "endTimeUnixNano": str(times[1]),
            "attributes": attributes_of(attributes),
        }
        self._spans.append(span)
        return span

    def _before(self, place: int) -> int:
        """When the last of the spans beside the one of this place ended that come before it."""
        around = self._steps.around(place)
        return self._ended.get(around) or self._times.get(around, (0, 0))[0]

    def _take_time(self, place: int, times: tuple[int, int]) -> tuple[int, int]:
        """Note the times of the span of the step at this place."""
        around = self._steps.around(place)
        self._times[place] = times
        self._ended[around] = max(self._before(place), times[1])
        return times

    def _step_times(self, rest: Rest, place: int) -> tuple[int, int]:
        times = _otlp_times.settle_step_times(rest, self._before(place))
        return self._take_time(place, times)

    def _extension(self, rest: Rest, place: int) -> Detail:
        self._rests[place] = rest.fields
        return rest.extension(place)

    def _text(self, rest: Rest, place: int) -> str:
        return _json.encode(self._extension(rest, place)).decode()

    def _message(self, step: Detail, place: int) -> None:
        """Keep what was said for the next model call that hears it."""
        self._told.setdefault(step.get("parent"), []).append(place)

    def _heard(self, place: int, parent: str | None, *, by_model: bool = True) -> Detail:
        """What was said, as a message of the input of a span that lies in the parent."""
        step = self._record["steps"][place]
        rest = Rest(step)
        if by_model:
            rest.settle("kind", step["kind"])
        rest.settle("parent", parent)
        text = rest.fields.pop("text", None)
        parts = [] if text is None else [{"type": "text", "content": text}]
        return {"role": step["kind"], "parts": parts, KEY: self._extension(rest, place)}

    def _unheard(self, step: Detail, place: int) -> None:
        """A span of its own for what no model call heard."""
        message = self._heard(place, self._steps.id_around(place), by_model=False)
        given = _json.encode([message]).decode()
        times = self._take_time(place, (self._before(place), self._before(place)))
        self._span(step["kind"], place, INTERNAL, times, {"gen_ai.input.messages": given})

    def _model_call(self, step: Detail, place: int) -> None:
        rest = Rest(step)
        rest.settle("kind", "assistant")
        rest.settle("parent", self._steps.id_around(place))
        take = rest.fields.pop
        agent, model, reason = (take(name, None) for name in ("agent", "model", "stop_reason"))
        times = self._step_times(rest, place)
        parent = step.get("parent")
        told = [self._heard(one, parent) for one in self._told.pop(parent, ())]
        attributes: Detail = {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": model,
            "gen_ai.agent.name": agent,
            "gen_ai.response.finish_reasons": None if reason is None else [reason],
            "gen_ai.response.time_to_first_chunk": first_chunk(rest),
            **usage_attributes(rest),
            "gen_ai.input.messages": _json.encode(told).decode() if told else None,
            "gen_ai.output.messages": self._output(rest, place, agent),
        }
        attributes[f"{KEY}.step"] = self._text(rest, place)
        self._span(f"chat {model}" if model else "chat", place, CLIENT, times, attributes)

    def _output(self, rest: Rest, place: int, agent: str | None) -> str:
        """What a model said, and what it asked for."""
        parts = [
            {"type": kind, "content": rest.fields.pop(kind)}
            for kind in ("reasoning", "text")
            if kind in rest.fields
        ]
        for number in self._steps.asked_by(place):
            call = self._record["steps"][number]
            run = self._runs[number] = self._run(call, number, agent)
            run.call.settle("parent", self._record["steps"][place]["id"])
            arguments = run.call.settle_arguments()
            part = {"type": "tool_call", "id": call.get("call_id"), "name": call["tool"]}
            extension = self._extension(run.call, number)
            parts.append({**part, "arguments": arguments, KEY: extension})
        return _json.encode([{"role": "assistant", "parts": parts}]).decode()

    def _run(self, call: Detail, place: int, agent: str | None) -> Run:
        number = self._steps.result_of(place)
        run = Run(call, self._record["steps"][number] if number >= 0 else None, agent)
        if self._steps.has_span(place):
            run.settle_times(self._before(place))
            self._take_time(place, run.times)
        return run

    def _call(self, step: Detail, place: int) -> None:
        """The span of a call that ran, or inside which something happened."""
        if not self._steps.has_span(place):
            return
        run = self._runs.pop(place, None)
        if run is not None:
            attributes = run.attributes() | {f"{KEY}.call": step["id"]}
        else:
            run = self._run(step, place, step.get("agent"))
            attributes = run.attributes() | {"gen_ai.agent.name": step.get("agent")}
            run.call.settle("parent", self._steps.id_around(place))
            if run.edited is None:
                run.call.settle_arguments()
            else:  # the span holds what ran
                run.call.fields.setdefault("arguments", None)
            attributes[f"{KEY}.step"] = self._text(run.call, place)
        if run.result is not None:
            attributes[f"{KEY}.result"] = self._text(run.result, self._steps.result_of(place))
        span = self._span(f"execute_tool {step['tool']}", place, INTERNAL, run.times, attributes)
        if run.failed:
            span["status"] = {"code": 2}

    def _result(self, step: Detail, place: int) -> None:
        """A span of its own for a result that is not written in the span of its call."""
        if not self._steps.answers(place):
            self._other(step, place)

    def _retrieval(self, step: Detail, place: int) -> None:
        rest = Rest(step)
        rest.settle("kind", "retrieval")
        rest.settle("parent", self._steps.id_around(place))
        documents = rest.fields.pop("documents", None)
        attributes = {
            "gen_ai.operation.name": "retrieval",
            "gen_ai.agent.name": rest.fields.pop("agent", None),
            "gen_ai.retrieval.query.text": rest.fields.pop("query", None),
            "gen_ai.retrieval.documents": None if documents is None else json_text(documents),
        }
        times = self._step_times(rest, place)
        attributes[f"{KEY}.step"] = self._text(rest, place)
        self._span("retrieval", place, CLIENT, times, attributes)

    def _other(self, step: Detail, place: int) -> None:
        """A step of a kind that the conventions do not know."""
        rest = Rest(step)
        rest.settle("parent", self._steps.id_around(place))
        agent = rest.fields.pop("agent", None)
        message = step.get("message") if step["kind"] == "error" else None
        if message:
            del rest.fields["message"]
        times = self._step_times(rest, place)
        attributes = {"gen_ai.agent.name": agent, f"{KEY}.step": self._text(rest, place)}
        span = self._span(step["kind"], place, INTERNAL, times, attributes)
        if step["kind"] == "error":
            span["status"] = {"code": 2, **({"message": message} if message else {})}

    def _root(self) -> Detail:
        """The span around all others, which says what the record says of its trace."""
        record = self._record
        rest = Rest({name: item for name, item in record.items() if name not in _ELSEWHERE})
        rest.settle("agent", record.get("agent"))
        rest.settle("model", record.get("model"))
        if record["trace_id"] != self._trace_id:
            rest.fields["trace_id"] = record["trace_id"]
        tools = record.get("tools")
        if tools and any("type" in tool for tool in tools):
            rest.fields["tools"] = tools
        times = _otlp_times.settle_trace_times(rest, list(self._times.values()))
        for name, value in rest.fields.items():
            if value is not None:
                self._losses.add(f"trace.{name}", record["trace_id"])
        extension = {"steps": len(record["steps"]), **rest.parts("trace")}
        agent = record.get("agent")
        return {
            "traceId": self._trace_id,
            "spanId": span_id(self._trace_id, -1),
            "name": f"invoke_agent {agent}" if agent else "invoke_agent",
            "kind": INTERNAL,
            "startTimeUnixNano": str(times[0]),
            "endTimeUnixNano": str(times[1]),
            "attributes": attributes_of(
                {
                    "gen_ai.operation.name": "invoke_agent",
                    "gen_ai.agent.name": agent,
                    "gen_ai.request.model": record.get("model"),
                    "gen_ai.conversation.id": conversation_of(record),
                    "gen_ai.tool.definitions": tool_definitions(tools),
                    f"{KEY}.trace": json_text(extension),
                }
            ),
        }


_WRITERS = {
    "system": _Request._message,
    "user": _Request._message,
    "assistant": _Request._model_call,
    "tool_call": _Request._call,
    "tool_result": _Request._result,
    "retrieval": _Request._retrieval,
}
