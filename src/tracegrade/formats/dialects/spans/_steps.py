"""The spans of one trace as steps, by the GenAI semantic conventions.

A conversation that began before the trace is kept as notes and as results without a call: it is
evidence, but nothing in it happened here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats.dialects.spans._adk import UNKNOWN_CALL
from tracegrade.formats.dialects.spans._chat import Chats
from tracegrade.formats.dialects.spans._final import mark_answer_by_tool
from tracegrade.formats.dialects.spans._older import is_output_function
from tracegrade.formats.dialects.spans._open import OpenById
from tracegrade.formats.dialects.spans._review import Review
from tracegrade.formats.dialects.spans._runs import end_run
from tracegrade.formats.dialects.spans._told import ToldAgents
from tracegrade.formats.dialects.spans._values import (
    ANSWERS,
    OPERATION,
    PART_OF_ANOTHER,
    RUN_ERROR,
    STATUS,
    VALUES_ONLY,
    WAITS,
    decoded_or_text,
    first_of,
    text_of,
)
from tracegrade.formats.dialects.spans._vocabulary import CHATS, HANDOFFS
from tracegrade.formats.dialects.spans._waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Capability, Detail

__all__ = ["StepMaker"]

_AGENTS = frozenset(("invoke_agent", "create_agent", "invoke_workflow"))
_AGENTS_SDK = ".instrumentation.openai_agents"
"""End of the name of any scope that instruments the OpenAI Agents SDK."""

_WORDS = frozenset(("gen_ai.input.messages", "gen_ai.output.messages"))
_RESULTS = ("gen_ai.tool.call.result", "tool_response")
_SEARCHES = frozenset(("retrieval", "embeddings"))


class _Frame(NamedTuple):
    """A span that has begun and not ended, and what is still to come inside it."""

    span: Span | None
    number: int
    inside: Iterator[Span]
    invocation: str
    parent: int


class StepMaker:
    """Steps being made of the spans of one trace.

    Attributes:
        builder: The columns so far, and what was odd.
        definitions: Tool definitions as the spans hold them, each once.
        shown: What the spans have shown that they record.
        knows_any: Whether any span follows the conventions.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.definitions: list[Any] = []
        self.shown: set[Capability] = set()
        self.knows_any = False
        self._open = OpenById(self.builder.columns.call_parents)
        self._names: dict[str, str] = {}
        self._waiting = Waiting(self.builder)
        self._chats = Chats(self.builder, self._open, self.definitions, self.shown, self._waiting)
        self._told = ToldAgents(self._chats)
        self._review = Review(self.builder, self._open, self._waiting)
        self._spans: dict[str, Span] = {}
        self._around_model_calls: set[str] | None = None
        self._telling: set[str] | None = None
        self._silent: dict[str, int] = {}

    @property
    def hosted(self) -> bool:
        """Whether a provider ran tools itself, inside a model call."""
        return self._chats.hosted

    @property
    def waits(self) -> bool:
        """Whether a request for approval has no answer."""
        return bool(self._waiting.requests)

    def look_for_handoffs(self, spans: dict[str, Span]) -> None:
        """Find out whether agents of this trace hand over to others."""
        names = (span.attributes.get("gen_ai.operation.name") for span in spans.values())
        operations = {name for name in names if isinstance(name, str)}
        self._chats.handoffs.are_made = not HANDOFFS.isdisjoint(operations)

    def add(
        self, spans: dict[str, Span], roots: list[Span], children: dict[str, list[Span]]
    ) -> None:
        """Add all spans: each with what lies inside it, siblings in the order they began."""
        self._spans = spans
        frames = [_Frame(None, -1, iter(roots), "", -1)]
        while frames:
            frame = frames[-1]
            for span in frame.inside:
                invocation, parent, number = self._enter(span, frame.invocation, frame.parent)
                inside = children.get(span.span_id)
                if inside is not None:
                    frames.append(_Frame(span, number, iter(inside), invocation, parent))
                    break
                self._leave(span, number, parent)
            else:
                frames.pop()
                if frame.span is not None:
                    self._leave(frame.span, frame.number, frame.parent)
        if self._waiting.end():
            self.shown.add("approvals")

    def _enter(self, span: Span, invocation: str, parent: int) -> tuple[str, int, int]:
        """Add what happens when a span begins.

        Returns:
            The agent and the parent of what lies inside, and the number of the call that the span
            runs, or -1.
        """
        operation = span.attributes.get("gen_ai.operation.name")
        if type(operation) is not str:
            operation = None
        number = -1
        if operation == "execute_tool":
            number = self._tool_begins(span, invocation, parent)
            if WAITS in span.attributes or self._waiting.requests:
                given = first_of(span.attributes, "gen_ai.tool.call.arguments", "tool_arguments")
                self._waiting.begin(number, parent, given)
            parent = self.builder.columns.call_steps[number]
        elif operation in CHATS:
            self._chats.add(span, invocation, parent, self._names.get(invocation))
        elif operation in _AGENTS:
            invocation = span.span_id
            self._agent_begins(span, parent)
        elif operation in _SEARCHES:
            self._retrieval(span, invocation, parent)
        elif not self._beside(span, operation, invocation, parent):
            return invocation, parent, -1
        self.knows_any = True
        return invocation, parent, number

    def _beside(self, span: Span, operation: str | None, invocation: str, parent: int) -> bool:
        """Add a span that is no agent, call or search; says whether the conventions know it."""
        if operation in HANDOFFS:
            self._handoff(span, invocation, parent)
        elif operation == RUN_ERROR:
            self._error(span, invocation, parent)
        elif operation != PART_OF_ANOTHER:
            self._note(span, invocation, parent)
            return False
        return True

    def _leave(self, span: Span, number: int, parent: int) -> None:
        """Add what happens when a span ends."""
        if number >= 0:
            self._tool_ends(span, number)
            return
        self._told.end(span, self._names.get(span.span_id))
        said = span.attributes.get("gen_ai.output.messages")
        if span.span_id in self._silent:
            self._chats.fill(said, span, self._silent.pop(span.span_id))
        if _holds_approvals(said) and span.span_id in (self._around_model_calls or ()):
            self._chats.review(said, span, "output", parent)
        if "final_result" in span.attributes:
            end_run(span, self._chats, self.builder, self._waiting, parent)
        if self._review.end(span):
            self.shown.add("approvals")

    def _note(self, span: Span, invocation: str, parent: int) -> None:
        """Keep a span that the conventions do not know as it is."""
        if self._review.begin(span):
            self.shown.add("approvals")
        extra = {"span": span.name, **span.attributes}
        if span.events:
            extra["events"] = span.events
        self.builder.step(
            "note", span.name, parent=parent, extra=extra, **self._when(span, invocation)
        )

    def _error(self, span: Span, invocation: str, parent: int) -> None:
        """The error with which an agent's run ended."""
        extra = {key: value for key, value in span.attributes.items() if key != OPERATION}
        detail = {key: value for key, value in self._when(span, invocation).items() if value}
        detail |= {"message": span.said or "failed", "extra": extra}
        self.builder.add("error", span.said, parent, detail)

    def _agent_begins(self, span: Span, parent: int) -> None:
        """Note an agent; it tells what was said, if none of its model calls has a span that does."""
        if self._review.begin(span):
            self.shown.add("approvals")
        name = span.attributes.get("gen_ai.agent.name")
        if isinstance(name, str):
            self._names[span.span_id] = name
        self._chats.declare(span.attributes)
        if span.attributes[OPERATION] == "create_agent":  # nothing runs: it is only described
            self._note(span, span.span_id, parent)
        given = span.attributes.get("gen_ai.input.messages")
        is_reviewed = _holds_approvals(given)
        if "gen_ai.output.messages" not in span.attributes and not is_reviewed:
            return
        around = self._around_model_calls
        if around is None:
            around = self._around_model_calls = _around_model_calls(self._spans)
        if span.span_id in around:
            if is_reviewed:
                self._chats.review(given, span, "input", parent)
            elif self._is_silent(span):
                self._silent[span.span_id] = len(self.builder.columns.kinds)
                self._chats.hear(given, span, span.span_id, parent)
            return
        if VALUES_ONLY in span.attributes and around:
            self._note(span, span.span_id, parent)  # a node of a graph, or told by others as well
        else:
            self._told.begin(span, parent)

    def _is_silent(self, span: Span) -> bool:
        """Whether the model calls inside an agent have spans that hold no words, and it has some."""
        if "gen_ai.output.messages" not in span.attributes:
            return False
        if self._telling is None:
            told = {
                key: one
                for key, one in self._spans.items()
                if not _WORDS.isdisjoint(one.attributes) or _is_no_chat(one)
            }
            self._telling = _around_model_calls(told)
        return span.span_id not in self._telling

    def _handoff(self, span: Span, invocation: str, parent: int) -> None:
        """A handoff, once: the model may have asked for it by a call."""
        to = text_of(span.attributes.get("gen_ai.handoff.to_agent"))
        detail = {key: value for key, value in self._when(span, invocation).items() if value}
        if span.failed:
            detail["extra"] = {"status": "error", "error": span.said or None}
        asked = self._chats.handoffs.latest
        if to is not None:
            detail["to"] = to
        if asked and (to is None or (to not in asked and len(asked) == 1)):
            to = next(iter(asked))  # not told, or spelled in another way by the tool's name
        known = asked.pop(to, None) if to is not None else None
        if known is not None:
            self.builder.columns.details[known] |= detail
            if span.failed:
                self._chats.handoffs.ignore_beside(known)
        else:
            self.builder.step("handoff", parent=parent, **detail)

    def _when(self, span: Span, invocation: str) -> Detail:
        """When, for how long and by which agent."""
        agent = span.attributes.get("gen_ai.agent.name") or self._names.get(invocation)
        return {
            "at": span.start or None,
            "duration_s": span.duration_s,
            "agent": agent if isinstance(agent, str) else None,
        }

    def _tool_begins(self, span: Span, invocation: str, parent: int) -> int:
        """Number of the call that a tool span runs; made now if no model call asked for it."""
        self.shown.add("error_status")
        attributes = span.attributes
        call_id = attributes.get("gen_ai.tool.call.id")
        call_id = None if call_id == UNKNOWN_CALL else call_id
        if isinstance(call_id, str):
            self._told.until(call_id, invocation)
            if call_id in self._open:
                return self._open.pop(call_id)
        tool = attributes.get("gen_ai.tool.name")
        if not isinstance(tool, str):
            tool = span.name.removeprefix("execute_tool ")
        arguments = first_of(attributes, "gen_ai.tool.call.arguments", "tool_arguments")
        asked = self._asked(tool, arguments, unnamed=isinstance(call_id, str) and bool(call_id))
        if asked is not None:
            number = self._open.pop(asked)
            if isinstance(call_id, str) and call_id:
                self.builder.columns.call_ids[number] = call_id
            return number
        named = call_id if isinstance(call_id, str) else span.span_id
        extra = {"span": span.name}
        if is_output_function(span):
            extra["type"] = "output_function"
        self.builder.call(
            tool, named, arguments, parent=parent, extra=extra, **self._when(span, invocation)
        )
        return len(self.builder.columns.call_steps) - 1

    def _asked(self, tool: str, arguments: Any, *, unnamed: bool) -> str | None:
        """Key of the open call that a tool span runs whose id, if it has one, no call bears.

        It is the earliest of this tool with these arguments; where the arguments of none are
        equal, the only one of this tool.

        Args:
            tool: The tool.
            arguments: The arguments that it ran with.
            unnamed: Only among calls that the model asked for without an id.
        """
        columns = self.builder.columns
        keys = [
            key
            for key, number in self._open.items()
            if columns.call_tools[number] == tool
            and not (unnamed and columns.call_ids[number] is not None)
        ]
        given = decoded_or_text(arguments) if keys else None
        for key in keys:
            asked = _json.decode_arguments(columns.call_arguments[self._open[key]])[0]
            if _json.canonical(asked) == _json.canonical(_named_alike(given, asked)):
                return key
        return keys[0] if len(keys) == 1 else None

    def _tool_ends(self, span: Span, number: int) -> None:
        attributes, columns = span.attributes, self.builder.columns
        if self._is_left_open(span, number):
            return
        value = self._returned(span, columns.call_ids[number])
        detail = _outcome(span)
        if span.failed and span.said not in (None, value):
            detail["extra"] = {"error": span.said}
        if value is not None and type(value) is not str:
            detail["content"], value = value, None
        executed = first_of(attributes, "gen_ai.tool.call.arguments", "tool_arguments")
        asked = columns.call_arguments[number]
        if executed is not None and executed is not asked:
            _keep_if_edited(executed, asked, detail)
        columns.call_results[number] = self.builder.add("tool_result", value, -1, detail)
        columns.details.get(columns.call_steps[number], {}).pop("status", None)
        if ANSWERS in attributes:
            mark_answer_by_tool(columns, number, attributes[ANSWERS])
        if "pydantic_ai.tool.retry.attempt" in attributes:
            self._chats.count_retry(number)

    def _is_left_open(self, span: Span, number: int) -> bool:
        """Whether a span ended without its tool having run; the call then waits."""
        attributes, columns = span.attributes, self.builder.columns
        if WAITS in attributes:
            call_id = columns.call_ids[number]
            self._open.add(f"\0{number}" if call_id is None else call_id, number)
            if attributes[WAITS] == "for approval":
                self._waiting.ask(number)
            return True
        unfinished = "tracegrade.no_result" in attributes or _returned_nothing(span) or _runs(span)
        deferred = "pydantic_ai.tool.deferral.name" in attributes
        if deferred or (unfinished and str(span.origin.scope).endswith(_AGENTS_SDK)):
            columns.details.setdefault(columns.call_steps[number], {})["status"] = "pending"
            call_id = columns.call_ids[number]
            if call_id is not None and call_id != span.span_id:
                self._open.add(call_id, number)
            if not deferred:
                self._waiting.unfinished[number] = len(columns.kinds)
        return deferred or unfinished

    def _returned(self, span: Span, call_id: str | None) -> Any:
        """What a tool returned, or what is known of its failure."""
        attributes = span.attributes
        value = first_of(attributes, *_RESULTS)
        if value is not None:
            self.shown.add("tool_results")  # what tools return is recorded only where asked for
            return value
        if span.failed and span.said is not None:
            return span.said
        if call_id is not None:
            self._chats.untold[call_id] = len(self.builder.columns.kinds)
        return attributes.get("error.type") if span.failed else None

    def _retrieval(self, span: Span, invocation: str, parent: int) -> None:
        self.shown.add("retrieval")
        attributes = span.attributes
        found = decoded_or_text(attributes.get("gen_ai.retrieval.documents"))
        query = first_of(attributes, "gen_ai.retrieval.query.text", "gen_ai.retrieval.query")
        self.builder.step(
            "retrieval",
            parent=parent,
            query=query if isinstance(query, str) else None,
            documents=[_document(one) for one in found] if isinstance(found, list) else [],
            **self._when(span, invocation),
        )


def _is_no_chat(span: Span) -> bool:
    return str(span.attributes.get(OPERATION)) not in CHATS


def _holds_approvals(messages: Any) -> bool:
    """Whether messages that an agent repeats of its model calls hold what these do not."""
    return type(messages) is str and "function_approval_re" in messages


def _returned_nothing(span: Span) -> bool:
    """Whether a tool span of the OpenAI Agents SDK holds what the tool was given, and no result.

    Such is the span of a call that waits for approval, and that of a tool which returned nothing;
    in the second case the model goes on.
    """
    attributes = span.attributes
    return (
        str(span.origin.scope).endswith(_AGENTS_SDK)
        and not span.failed
        and "gen_ai.tool.call.arguments" in attributes
        and "gen_ai.tool.call.result" not in attributes
    )


def _runs(span: Span) -> bool:
    """Whether a tool span has begun and not ended: where it was written first, nothing came after."""
    return (
        span.start > 0
        and not span.end
        and not span.failed
        and first_of(span.attributes, *_RESULTS) is None
    )


def _outcome(span: Span) -> Detail:
    """How and when a tool ended."""
    status = span.attributes.get(STATUS)
    detail: Detail = {"status": status or ("error" if span.failed else "ok")}
    if span.end:
        detail["at"] = span.end
        if span.start and span.end >= span.start:
            detail["duration_s"] = (span.end - span.start) / 1e9
    return detail


def _around_model_calls(spans: dict[str, Span]) -> set[str]:
    """Ids of the spans inside which a model call has a span of its own, and of all such calls."""
    around: set[str] = set()
    for one in spans.values():
        inner = one.span_id
        if str(one.attributes.get("gen_ai.operation.name")) in CHATS:
            while inner in spans and inner not in around:
                around.add(inner)
                inner = spans[inner].parent_id
    return around


def _keep_if_edited(executed: Any, asked: Any, detail: Detail) -> None:
    """Note the executed arguments where they are other values than the model asked for."""
    executed = decoded_or_text(executed)
    if executed != asked:
        asked = _json.decode_arguments(asked)[0]
        executed = _named_alike(executed, asked)
        if _json.canonical(executed) != _json.canonical(asked):
            detail["executed_arguments"] = executed


def _named_alike(executed: Any, asked: Any) -> Any:
    """The executed arguments; the value of an only argument under its name, if it stands alone."""
    if type(asked) is not dict or len(asked) != 1 or type(executed) is dict:
        return executed
    ((name, value),) = asked.items()
    return {name: value if _json.as_text(value) == _json.as_text(executed) else executed}


def _document(one: Any) -> Detail:
    if not isinstance(one, dict):
        return {"text": _json.as_text(one)}
    known = ("id", "uri", "title", "text")
    named = {key: one[key] for key in known if isinstance(one.get(key), str)}
    text = one.get("content")
    rest = {key: value for key, value in one.items() if key not in (*known, "content")}
    return {**named, **({"text": text} if isinstance(text, str) else {}), **rest}
