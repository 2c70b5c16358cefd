"""Events of Copilot CLI into steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import moment_of, usage_of, without
from tracegrade.formats.readers._copilot_permissions import Permissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.model import Completion, Detail

__all__ = ["CopilotSteps"]

_COUNTED = frozenset(
    (
        "assistant.turn_end", "assistant.intent", "hook.start", "hook.end",
        "session.idle", "session.usage_info", "session.usage_checkpoint", "session.title_changed",
        "tool.execution_partial_result", "tool.execution_progress", "assistant.message_delta",
        "assistant.streaming_delta", "assistant.reasoning_delta", "assistant.message_start",
    )
)  # fmt: skip
"""Events that repeat others or are bookkeeping: how many there were is kept, as metadata."""
_SPOKEN_KNOWN = ("content", "attachments", "transformedContent")
_SAID_KNOWN = (
    "content",
    "toolRequests",
    "outputTokens",
    "model",
    "reasoningText",
    "parentToolCallId",
)
_CALL_KNOWN = ("toolCallId", "name", "arguments", "type")


class CopilotSteps:
    """Steps being made of the events of one log, in order.

    Attributes:
        builder: The columns so far.
        session_id: Id of the session, if it says so.
        version: Version of the CLI.
        model: The model that answered first, or that was chosen.
        metadata: What stands beside the steps.
        completion: How the session ended, if it did.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.session_id: str | None = None
        self.version: str | None = None
        self.model: str | None = None
        self.metadata: Detail = {}
        self.completion: Completion | None = None
        self._permissions = Permissions(self.builder)
        self._counts: Counter[str] = Counter()
        self._calls: dict[str, int] = {}  # numbers of the calls that wait for their result
        self._started: dict[str, int] = {}  # positions of calls that ran a sub-agent
        self._names: dict[str, str] = {}
        self._running: dict[str, str] = {}  # prompts that open sub-agents were given
        self._agents: dict[str, str] = {}  # calls by the id of the agent that they started
        self._executed: dict[str, Any] = {}
        self._last: dict[str | None, int] = {}  # the latest model call of each agent
        self._reasoning: dict[str | None, str] = {}
        self._read: dict[str, Callable[[Detail, Detail], None]] = {
            "session.start": self._session, "session.resume": self._session,
            "session.shutdown": self._shutdown, "session.error": self._error,
            "session.mode_changed": self._mode, "abort": self._abort,
            "system.message": self._system, "user.message": self._user,
            "assistant.turn_start": self._turn, "assistant.message": self._assistant, "assistant.reasoning": self._reason,
            "tool.execution_start": self._start, "tool.user_requested": self._requested,
            "tool.execution_complete": self._complete, "permission.requested": self._ask,
            "permission.completed": self._decide, "subagent.started": self._sub_agent,
            "subagent.completed": self._sub_agent_end, "subagent.failed": self._sub_agent_end,
        }  # fmt: skip

    def add(self, kind: str, data: Detail, event: Detail) -> None:
        """Read one event.

        Raises:
            MismatchError: Its data are not of the format.
        """
        read = self._read.get(kind)
        if read is not None:
            read(data, event)
        elif kind in _COUNTED:
            self._counts[kind] += 1
        else:
            if kind == "session.model_change" and isinstance(data.get("newModel"), str):
                self.model = self.model or data["newModel"]
            self._note(kind, data, event)

    def finish(self) -> None:
        """Add what still waits."""
        if self._counts:
            self.metadata["events"] = dict(sorted(self._counts.items()))

    def _scope(self, data: Detail, event: Detail) -> str | None:
        """The id of the call inside which an event happened."""
        outer = data.get("parentToolCallId")
        if not isinstance(outer, str):
            agent = event.get("agentId")
            outer = self._agents.get(agent, agent) if isinstance(agent, str) else None
        return outer if outer in self._started else None

    def _common(self, data: Detail, event: Detail) -> Detail:
        scope = self._scope(data, event)
        return {
            "at": moment_of(event.get("timestamp")),
            "agent": self._names.get(scope) if scope is not None else None,
            "parent": self._started[scope] if scope is not None else -1,
        }

    def _note(self, kind: str, data: Detail, event: Detail) -> None:
        said = data.get("message", data.get("content"))
        text = said if isinstance(said, str) else None
        extra: Detail = {"event": kind, **data}
        self.builder.step("note", text, extra=extra, **self._common(data, event))

    # the session

    def _session(self, data: Detail, event: Detail) -> None:
        session, version = data.get("sessionId"), data.get("copilotVersion")
        self.session_id = self.session_id or (session if isinstance(session, str) else None)
        self.version = self.version or (version if isinstance(version, str) else None)
        if isinstance(data.get("selectedModel"), str):
            self.model = self.model or data["selectedModel"]
        if event.get("type") == "session.start" and "session" not in self.metadata:
            self.metadata["session"] = data
            return
        self.completion = None
        self._note(str(event.get("type")), data, event)

    def _shutdown(self, data: Detail, event: Detail) -> None:
        del event
        self.metadata["shutdown"] = data  # its token counts are sums over the whole session
        if self.completion is None:
            ended = data.get("shutdownType")
            self.completion = {"routine": "complete", "error": "interrupted"}.get(str(ended))  # type: ignore[assignment]

    def _abort(self, data: Detail, event: Detail) -> None:
        self._note("abort", data, event)
        self.completion = "interrupted"

    def _error(self, data: Detail, event: Detail) -> None:
        message = data.get("message")
        self.builder.step(
            "error",
            None,
            message=message if isinstance(message, str) else None,
            extra=without(data, ("message",)),
            **self._common(data, event),
        )

    def _mode(self, data: Detail, event: Detail) -> None:
        mode = data.get("newMode")
        self.builder.step(
            "mode_change",
            None,
            mode=mode if isinstance(mode, str) else None,
            principal="human:user",
            extra=without(data, ("newMode",)),
            **self._common(data, event),
        )

    # words

    def _system(self, data: Detail, event: Detail) -> None:
        text = _json.as_text(data.get("content"))
        extra = without(data, ("content", "role"))
        self.builder.step("system", text, extra=extra, **self._common(data, event))

    def _user(self, data: Detail, event: Detail) -> None:
        text = _json.as_text(data.get("content"))
        extra = without(data, _SPOKEN_KNOWN) or {}
        for key in ("attachments", "transformedContent"):
            if data.get(key) not in (None, [], text):
                extra[key] = data[key]
        common = self._common(data, event)
        inner = next((call for call, prompt in self._running.items() if prompt == text), None)
        if common["parent"] < 0 and inner is not None:
            common.update(parent=self._started[inner], agent=self._names.get(inner))
        principal = "human:user" if common["parent"] < 0 else "agent:copilot"
        if principal == "human:user":
            self.completion = None
        self.builder.step("user", text, principal=principal, extra=extra or None, **common)

    def _reason(self, data: Detail, event: Detail) -> None:
        text = data.get("content")
        scope = self._scope(data, event)
        if isinstance(text, str):
            earlier = self._reasoning.get(scope)
            self._reasoning[scope] = text if earlier is None else f"{earlier}\n{text}"

    def _turn(self, data: Detail, event: Detail) -> None:
        """A new model call: what starts before its message belongs to no earlier one."""
        self._last.pop(self._scope(data, event), None)
        self._counts["assistant.turn_start"] += 1

    def _assistant(self, data: Detail, event: Detail) -> None:
        requests = data.get("toolRequests") or []
        if not isinstance(requests, list):
            raise MismatchError("wrong-type", "toolRequests are not a list", "/data/toolRequests")
        for place, request in enumerate(requests):
            if not isinstance(request, dict) or not isinstance(request.get("name"), str):
                where = f"/data/toolRequests/{place}"
                raise MismatchError("wrong-type", "a tool request has no name", where)
            text_id(request.get("toolCallId"), "toolCallId")
        scope = self._scope(data, event)
        earlier = self._reasoning.pop(scope, None)
        said, model = data.get("reasoningText"), data.get("model")
        parent = self.builder.step(
            "assistant",
            _json.as_text(data.get("content")),
            model=model if isinstance(model, str) else None,
            reasoning=said if isinstance(said, str) and said else earlier,
            usage=usage_of(data, {"outputTokens": "output_tokens"}),
            extra=without(data, _SAID_KNOWN),
            **self._common(data, event),
        )
        self._last[scope] = parent
        if isinstance(model, str) and scope is None:
            self.model = self.model or model
        for request in requests:
            self._call(request["name"], request, parent, data, event)

    # calls

    def _call(self, name: str, request: Detail, parent: int, data: Detail, event: Detail) -> None:
        call_id = text_id(request.get("toolCallId"), "toolCallId")
        if call_id is not None and call_id in self._calls:
            return  # it started before the message that asks for it was written
        common = self._common(data, event)
        index = self.builder.call(
            name,
            call_id,
            request.get("arguments"),
            parent=parent if parent >= 0 else common.pop("parent"),
            pointer="/data",
            extra=without(request, _CALL_KNOWN),
            at=common["at"],
            agent=common["agent"],
        )
        if call_id is not None:
            self._calls[call_id] = index
            self._permissions.called(call_id, name, index)

    def _start(self, data: Detail, event: Detail) -> None:
        name = data.get("toolName")
        if not isinstance(name, str):
            raise MismatchError("wrong-type", "toolName is not text", "/data/toolName")
        call_id = text_id(data.get("toolCallId"), "toolCallId") or ""
        known = call_id in self._calls
        if not known:
            parent = self._last.get(self._scope(data, event), -1)
            request = {**data, "name": name}
            request.pop("toolName")
            self._call(name, request, parent, data, event)
        elif isinstance(data.get("arguments"), dict):
            number = self.builder.columns.call_steps.index(self._calls[call_id])
            asked, _ = _json.decode_arguments(self.builder.columns.call_arguments[number])
            if asked != data["arguments"]:
                self._executed[call_id] = data["arguments"]

    def _requested(self, data: Detail, event: Detail) -> None:
        """A tool that the user runs without the model."""
        name = data.get("toolName")
        if not isinstance(name, str):
            raise MismatchError("wrong-type", "toolName is not text", "/data/toolName")
        self._call(
            name, {**(without(data, ("toolName",)) or {}), "requested_by": "user"}, -1, data, event
        )

    def _complete(self, data: Detail, event: Detail) -> None:
        call_id = text_id(data.get("toolCallId"), "toolCallId")
        success = data.get("success")
        if success not in (None, True, False):
            raise MismatchError("wrong-type", "success is not true or false", "/data/success")
        text, more = _output(data)
        refused = self._permissions.answered(call_id)
        status = "ok" if success is True else "error" if success is False else None
        if status == "error" and (refused or _code(data) in ("denied", "rejected")):
            status = "denied"
        common = self._common(data, event)
        common.pop("parent")
        known = ("toolCallId", "success", "result", "error", "parentToolCallId")
        extra = {**(without(data, known) or {}), **more}
        self._calls.pop(call_id or "", None)
        self._running.pop(call_id or "", None)
        executed = self._executed.pop(call_id or "", None)
        self.builder.result(
            call_id, text, pointer="/data/toolCallId", status=status,
            executed_arguments=executed, extra=extra or None, **common,
        )  # fmt: skip

    # permissions and sub-agents

    def _ask(self, data: Detail, event: Detail) -> None:
        self._permissions.asked(data, self._common(data, event))

    def _decide(self, data: Detail, event: Detail) -> None:
        self._permissions.decided(data, self._common(data, event))

    def _sub_agent(self, data: Detail, event: Detail) -> None:
        call_id = text_id(data.get("toolCallId"), "toolCallId")
        index = self._calls.get(call_id) if call_id is not None else None
        if call_id is not None and index is not None:
            name, agent = data.get("agentName"), event.get("agentId")
            self._started[call_id] = index
            if isinstance(name, str):
                self._names[call_id] = name
            if isinstance(agent, str):
                self._agents[agent] = call_id
            prompt = self._prompt_of(index)
            if prompt is not None:
                self._running[call_id] = prompt
        self._note("subagent.started", data, {**event, "agentId": call_id})

    def _prompt_of(self, index: int) -> str | None:
        """What the call told the sub-agent to do."""
        columns = self.builder.columns
        number = columns.call_steps.index(index)
        arguments, _ = _json.decode_arguments(columns.call_arguments[number])
        prompt = arguments.get("prompt") if isinstance(arguments, dict) else None
        return prompt if isinstance(prompt, str) else None

    def _sub_agent_end(self, data: Detail, event: Detail) -> None:
        call_id = text_id(data.get("toolCallId"), "toolCallId") or ""
        self._running.pop(call_id, None)
        self._note(str(event.get("type")), data, {**event, "agentId": call_id})


def _code(data: Detail) -> Any:
    error = data.get("error")
    return error.get("code") if isinstance(error, dict) else None


def _output(data: Detail) -> tuple[str | None, Detail]:
    """The text of a result or of its error, and what else they hold."""
    result, error = data.get("result"), data.get("error")
    more: Detail = {}
    text: str | None = None
    if isinstance(result, dict):
        text = _json.as_text(result.get("content"))
        more = without(result, ("content",)) or {}
    elif result is not None:
        text = _json.as_text(result)
    if isinstance(error, dict):
        message = error.get("message")
        text = text or (message if isinstance(message, str) else None)
        more["error"] = error
    elif error is not None:
        more["error"] = error
    if more.get("detailedContent") == text:
        more.pop("detailedContent", None)
    return text, more
