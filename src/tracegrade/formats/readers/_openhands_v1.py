"""Events of the OpenHands SDK (version 1): one class of event each, named by `kind`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import without
from tracegrade.formats.readers._openhands_base import EventSteps, Metrics
from tracegrade.model import Detail, ToolDefinition

if TYPE_CHECKING:
    from tracegrade.model import CallStatus

__all__ = ["KindSteps"]

_EVENT = ("id", "kind", "source", "timestamp", "parent_id")
_COUNTED = ("StreamingDeltaEvent", "TokenEvent", "LLMCompletionLogEvent", "CondensationRequest")
_NOT_ASKED = ("security_risk", "summary")
_ENDS = {
    "finished": "complete", "error": "interrupted", "stuck": "interrupted", "paused": "interrupted",
    "waiting_for_confirmation": "pending",
}  # fmt: skip


class KindSteps(EventSteps):
    """Steps being made of the events of a conversation."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(metrics)
        self._response: tuple[str | None, int] = (None, -1)
        self._calls: dict[str, int] = {}  # call id -> position, latest
        self._open: dict[str, int] = {}
        self._finishing: dict[int, tuple[int, str]] = {}

    def add(self, event: Detail, where: str) -> None:
        """Read one event.

        Raises:
            MismatchError: It lacks what an event of its kind holds.
        """
        kind = event.get("kind")
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "an event has no kind", where)
        if kind in _COUNTED:
            self.counts[kind] += 1
        elif kind in _READ:
            _READ[kind](self, event, where)
        else:
            self._note(event, None)

    def left(self, event: Detail) -> None:
        """Keep an event of a branch that was left: it is no part of this conversation."""
        extra = {"left_branch": True, **(without(event, _EVENT) or {}), "kind": event.get("kind")}
        self.builder.step("note", None, **self.common(event, **extra))

    def _note(self, event: Detail, text: str | None, *known: str) -> None:
        extra = {"kind": event.get("kind"), **(without(event, (*_EVENT, *known)) or {})}
        self.builder.step("note", text, **self.common(event, **extra))

    # what is said

    def _system(self, event: Detail, where: str) -> None:
        texts = [_text_in(event.get(key)) for key in ("system_prompt", "dynamic_context")]
        self.tools = tuple(_tools(event.get("tools")))
        said = "\n".join(text for text in texts if text)
        self.builder.step("system", said, **self.common(event))

    def _message(self, event: Detail, where: str) -> None:
        message = event.get("llm_message")
        if not isinstance(message, dict):
            raise MismatchError(
                "wrong-type", "llm_message is not an object", f"{where}/llm_message"
            )
        text = _json.as_text(message.get("content")) if message.get("content") else None
        known = ("llm_message", "llm_response_id")
        extra = without(event, (*_EVENT, *known)) or {}
        if event.get("source") == "agent":
            self._model_call(event, message, text, **extra)
            return
        by_user = event.get("source") == "user" and not event.get("sender")
        kind = "system" if message.get("role") == "system" else "user"
        principal = "human:user" if by_user else None
        self.builder.step(kind, text, principal=principal, **self.common(event, **extra))

    def _model_call(self, event: Detail, message: Detail, text: str | None, **extra: Any) -> int:
        named = event.get("llm_response_id")
        named = named if isinstance(named, str) and named else None
        if named is not None and named == self._response[0]:
            return self._response[1]
        index = self.builder.step(
            "assistant",
            text,
            reasoning=_reasoning(message),
            usage=self.metrics.usage(named),
            duration_s=self.metrics.latency(named),
            agent=self.agent,
            **self.common(event, **extra),
        )
        self._response = (named, index)
        return index

    # what is done

    def _action(self, event: Detail, where: str) -> None:
        asked, tool = event.get("tool_call"), event.get("tool_name")
        asked = asked if isinstance(asked, dict) else {}
        name = tool if isinstance(tool, str) else asked.get("name")
        if not isinstance(name, str):
            raise MismatchError("wrong-type", "tool_name is not text", f"{where}/tool_name")
        call_id = text_id(event.get("tool_call_id", asked.get("id")), "tool_call_id")
        thought = _text_in(event.get("thought"))
        parent = self._model_call(event, event, thought)
        arguments = asked.get("arguments", event.get("action"))
        index = self.builder.call(
            name, call_id, arguments,
            parent=parent, pointer=where, agent=self.agent,
            **self.common(event, **_about(event, arguments)),
        )  # fmt: skip
        self.begin(index, event)
        self._calls[call_id or ""] = self._open[call_id or ""] = index
        action: Any = event.get("action")
        said = action.get("message") if isinstance(action, dict) else None
        if name == "finish" and isinstance(said, str):
            self._finishing[index] = (parent, said)

    def _observation(self, event: Detail, where: str) -> None:
        seen = event.get("observation")
        if not isinstance(seen, dict):
            raise MismatchError(
                "wrong-type", "observation is not an object", f"{where}/observation"
            )
        content = seen.get("content", seen.get("output"))
        text = content if isinstance(content, str) else _text_in(content)
        extra = {**(without(seen, ("content", "is_error")) or {}), **_more(event)}
        if _has_media(content):
            extra["content"] = content
        call = self._answer(event, where, text, _status(seen), extra)
        if call in self._finishing:
            self._finish(*self._finishing.pop(call))

    def _agent_error(self, event: Detail, where: str) -> None:
        text = event.get("error")
        text = text if isinstance(text, str) else None
        self._answer(event, where, text, "error", {"classification": event.get("classification")})

    def _rejection(self, event: Detail, where: str) -> None:
        by_hook = event.get("rejection_source") == "hook"
        reason = event.get("rejection_reason")
        text = reason if isinstance(reason, str) else None
        call = self._calls.get(str(event.get("tool_call_id") or ""))
        if call is not None:
            self.ask(call)
            principal = "policy:hook" if by_hook else "human:user"
            self.decide(call, "deny", principal, **self.common(event, reason=text))
        self._answer(event, where, text, "denied", {})

    def _answer(
        self, event: Detail, where: str, text: str | None, status: CallStatus | None, extra: Detail
    ) -> int:
        """Add the result of a call; gives the position of the call, or -1."""
        call_id = text_id(event.get("tool_call_id"), "tool_call_id")
        call = self._open.pop(call_id or "", -1)
        if event.get("kind") == "ObservationEvent":  # it ran, so whoever was asked let it
            self.decide(call, "approve", "human:user", **self.common(event))
        self.builder.result(
            call_id, text,
            status=status, pointer=where, duration_s=self.lasted(call, event),
            **self.common(event, **extra),
        )  # fmt: skip
        return call

    def _finish(self, parent: int, said: str) -> None:
        """The agent is done; its last words are the argument of `finish`."""
        columns = self.builder.columns
        detail = columns.details.setdefault(parent, {})
        before = columns.texts[parent]
        if before and before != said:
            detail.setdefault("extra", {})["thought"] = before
        columns.texts[parent] = said
        detail["final"] = True
        self.completion = "complete"

    def _outer_call(self, event: Detail, where: str) -> None:
        """A call of another agent that runs behind this one; told again whenever it changes."""
        call_id = text_id(event.get("tool_call_id"), "tool_call_id") or ""
        if call_id not in self._calls:
            named = event.get("tool_kind") or event.get("title")
            name = named if isinstance(named, str) else "tool"
            common = self.common(event, title=event.get("title"))
            index = self.builder.call(
                name, call_id, event.get("raw_input"), parent=-1, pointer=where, **common
            )
            self._calls[call_id] = self._open[call_id] = index
            self.begin(index, event)
        if event.get("status") in ("completed", "failed") and call_id in self._open:
            failed = event.get("is_error") is True or event.get("status") == "failed"
            told = event.get("raw_output", event.get("content"))
            text = _json.as_text(told)
            self._answer(event, where, text, "error" if failed else "ok", {})

    # everything else

    def _condensation(self, event: Detail, where: str) -> None:
        summary = event.get("summary")
        self._note(event, summary if isinstance(summary, str) else None, "summary")

    def _conversation_error(self, event: Detail, where: str) -> None:
        detail = event.get("detail")
        message = detail if isinstance(detail, str) else None
        common = self.common(event, code=event.get("code"), source=event.get("source"))
        self.builder.step("error", None, message=message, **common)
        self.completion = "interrupted"

    def _pause(self, event: Detail, where: str) -> None:
        self._note(event, "the user paused the agent")
        self.completion = "interrupted"

    def _interrupt(self, event: Detail, where: str) -> None:
        self._note(event, "the user interrupted the agent")
        self.completion = "interrupted"

    def _update(self, event: Detail, where: str) -> None:
        self.counts["ConversationStateUpdateEvent"] += 1
        key, value = event.get("key"), event.get("value")
        if key == "execution_status" and isinstance(value, str):
            self.status(value, event)

    def status(self, value: str, event: Detail | None = None) -> None:
        """How the conversation stands; where it waits, the open calls are what is asked about."""
        self.completion = _ENDS.get(value)  # type: ignore[assignment]  # its values are
        if value == "waiting_for_confirmation":
            for call in self._open.values():
                self.ask(call, **self.common(event or {}))


_READ: dict[str, Callable[[KindSteps, Detail, str], None]] = {
    "SystemPromptEvent": KindSteps._system,
    "MessageEvent": KindSteps._message,
    "ActionEvent": KindSteps._action,
    "ObservationEvent": KindSteps._observation,
    "AgentErrorEvent": KindSteps._agent_error,
    "UserRejectObservation": KindSteps._rejection,
    "ACPToolCallEvent": KindSteps._outer_call,
    "Condensation": KindSteps._condensation,
    "ConversationErrorEvent": KindSteps._conversation_error,
    "PauseEvent": KindSteps._pause,
    "InterruptEvent": KindSteps._interrupt,
    "ConversationStateUpdateEvent": KindSteps._update,
}


def _text_in(value: Any) -> str | None:
    """The text of a content block, or of a list of them."""
    rows = value if isinstance(value, list) else [value]
    texts = [row.get("text") for row in rows if isinstance(row, dict)]
    return "\n".join(text for text in texts if isinstance(text, str) and text) or None


def _has_media(content: Any) -> bool:
    return any(
        isinstance(part, dict) and part.get("type") not in (None, "text")
        for part in list_or_empty(content)
    )


def _reasoning(holder: Detail) -> str | None:
    told = holder.get("reasoning_content")
    if isinstance(told, str) and told:
        return told
    item = holder.get("responses_reasoning_item")
    lines = list_or_empty(item.get("summary")) if isinstance(item, dict) else []
    blocks = list_or_empty(holder.get("thinking_blocks"))
    lines += [block.get("thinking") for block in blocks if isinstance(block, dict)]
    return "\n".join(line for line in lines if isinstance(line, str)) or None


def _about(event: Detail, arguments: Any) -> Detail:
    """What an action tells beyond what the model asked for."""
    about: Detail = {}
    risk, action = event.get("security_risk"), event.get("action")
    if risk not in (None, "UNKNOWN"):
        about["security_risk"] = risk
    if event.get("summary"):
        about["summary"] = event["summary"]
    if event.get("critic_result"):
        about["critic_result"] = event["critic_result"]
    asked, _ = _json.decode_arguments(arguments)
    if isinstance(action, dict) and isinstance(asked, dict):
        run = {key: value for key, value in action.items() if value is not None and key != "kind"}
        if {key: run.get(key) for key in asked if key not in _NOT_ASKED} != {
            key: value for key, value in asked.items() if key not in _NOT_ASKED
        }:
            about["action"] = action
    elif action is None:
        about["executable"] = False
    return about


def _more(event: Detail) -> Detail:
    added = _text_in(event.get("extended_content"))
    return {"extended_content": added} if added else {}


def _status(seen: Detail) -> CallStatus | None:
    """How a call ended; exit code -1 stands for a command that had not ended yet."""
    if seen.get("is_error") is True or seen.get("error"):
        return "error"
    metadata = seen.get("metadata")
    code = seen.get("exit_code")
    if type(code) is not int and isinstance(metadata, dict):
        code = metadata.get("exit_code")
    if type(code) is int and code != 0:
        return None if code == -1 else "error"
    return "ok"


def _tools(declared: Any) -> list[ToolDefinition]:
    """Tools as the SDK dumps them; those that it dumps without a name are named by their class."""
    found: list[ToolDefinition] = []
    for tool in list_or_empty(declared):
        function = tool.get("function", tool) if isinstance(tool, dict) else None
        if not isinstance(function, dict):
            continue
        name = function.get("name") or function.get("title") or function.get("kind")
        description, parameters = function.get("description"), function.get("parameters")
        annotations = function.get("annotations")
        if isinstance(name, str):
            found.append(
                ToolDefinition(
                    name=name,
                    description=description if isinstance(description, str) else None,
                    parameters=parameters if isinstance(parameters, dict) else None,
                    annotations=annotations if isinstance(annotations, dict) else None,
                )
            )
    return found
