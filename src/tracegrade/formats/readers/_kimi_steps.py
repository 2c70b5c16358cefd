"""Records of a Kimi Code journal into steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder, Note
from tracegrade.formats._common import list_or_empty, text_id, tool_definitions
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import (
    moment_of,
    object_at,
    text_at,
    usage_of,
    without,
)
from tracegrade.formats.readers._kimi_approvals import Approvals

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail, StepKind, ToolDefinition

__all__ = ["KimiSteps"]

_USAGE = {
    "inputOther": "input_tokens",
    "output": "output_tokens",
    "inputCacheRead": "cached_input_tokens",
}
_CACHED = ("inputCacheRead", "inputCacheCreation")
_COUNTED = (
    "usage.record", "tools.", "token_counting.", "runtime.", "environment.", "plugin.", "mcp.",
    "file_history.", "interruptionReminder.", "prompt.", "cron.", "goal.", "task.", "subagent.",
    "forked",
)  # fmt: skip
"""Beginnings of record types that are bookkeeping: how many there were is kept, as metadata."""
_OF_USER = ("user", "skill_activation", "plugin_command")
_OF_HARNESS = ("injection", "system_trigger")


class KimiSteps:
    """Steps being made of the records of one journal, in order.

    Attributes:
        builder: The columns so far.
        agent: The agent whose journal it is, if it says so.
        model: The model asked last.
        tools: Tools declared to the model, by name.
        metadata: What stands beside the steps.
        ended: How the latest turn ended, if it did.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self.model: str | None = None
        self.tools: dict[str, ToolDefinition] = {}
        self.metadata: Detail = {}
        self.ended: str | None = None
        self._approvals = Approvals(self.builder)
        self._counts: Counter[str] = Counter()
        self._prompts: Counter[str] = Counter()
        self._system: str | None = None
        self._begun: Detail | None = None  # a model call that has given nothing so far
        self._step = -1
        self._step_uuid: str | None = None
        self._attempts = 0
        self._calls: set[str] = set()

    def add(self, kind: str, value: Detail, record: Record) -> None:
        """Read one record.

        Raises:
            MismatchError: Its payload is not of the format.
        """
        if isinstance(value.get("agentId"), str):
            self.agent = self.agent or value["agentId"]
        if kind == "context.append_loop_event":
            event = object_at(value, "event")
            self._loop_event(text_at(event, "type", "/event"), event, value)
        elif kind == "context.append_message":
            self._message(object_at(value, "message"), value)
        elif kind in ("turn.prompt", "turn.steer"):
            self._prompt(value)
        elif kind in ("config.update", "profile.bind"):
            self._configure(value)
        elif kind == "llm.request":
            self._request(value)
        elif kind == "llm.tools_snapshot":
            self._declare(value, record)
        elif kind.startswith(("permission.", "interaction.")):
            self._permission(kind, value)
        elif kind in ("turn.ended", "turn.cancel"):
            self._end(kind, value)
        else:
            self._other(kind, value)

    def finish(self) -> None:
        """Add what still waits: requests nobody answered, a model call that gave nothing."""
        self._settle()
        self._approvals.finish()
        if self._counts:
            self.metadata["records"] = dict(sorted(self._counts.items()))

    def _common(self, value: Detail) -> Detail:
        agent = value.get("agentId")
        return {
            "at": moment_of(value.get("time")),
            "agent": agent if isinstance(agent, str) else None,
        }

    def _note(self, code: str, message: str) -> None:
        self.builder.notes.append(Note(code, message, ""))

    # model calls

    def _loop_event(self, kind: str, event: Detail, value: Detail) -> None:
        if kind == "step.begin":
            self._settle()
            self._begun, self._attempts = {**self._common(value), "event": event}, 0
            self._step_uuid = text_id(event.get("uuid"), "uuid")
        elif kind == "content.part":
            self._part(object_at(event, "part", "/event"), value)
        elif kind == "tool.call":
            self._call(event, value)
        elif kind == "tool.result":
            self._result(event, value)
        elif kind == "step.end":
            self._step_end(event, value)
        else:
            self._other(f"loop event {kind}", event)

    def _settle(self) -> None:
        """A model call that began and gave nothing is kept as a note."""
        if self._begun is not None:
            begun, self._begun = self._begun, None
            extra = {"event": begun.pop("event"), "requests": self._attempts}
            self.builder.step("note", "a model call began and gave nothing", **begun, extra=extra)
        self._step = -1

    def _assistant(self, value: Detail) -> int:
        """The position of the model call that is going on."""
        if self._step < 0:
            common = self._common(value) if self._begun is None else self._begun
            common.pop("event", None)
            self._begun = None
            extra = {"requests": self._attempts} if self._attempts > 1 else None
            self._step = self.builder.step(
                "assistant", None, model=self.model, extra=extra, **common
            )
        return self._step

    def _detail(self, index: int) -> Detail:
        return self.builder.columns.details.setdefault(index, {})

    def _part(self, part: Detail, value: Detail) -> None:
        kind = part.get("type")
        field = {"text": "text", "think": "think"}.get(kind) if isinstance(kind, str) else None
        said = text_at(part, field, "/event/part") if field is not None else None
        index = self._assistant(value)
        if kind == "text" and said is not None:
            texts = self.builder.columns.texts
            texts[index] = said if texts[index] is None else f"{texts[index]}\n{said}"
        elif kind == "think" and said is not None:
            detail = self._detail(index)
            earlier = detail.get("reasoning")
            detail["reasoning"] = said if earlier is None else f"{earlier}\n{said}"
        else:
            extra = self._detail(index).setdefault("extra", {})
            extra.setdefault("parts", []).append(part)

    def _call(self, event: Detail, value: Detail) -> None:
        name = text_at(event, "name", "/event")
        call_id = text_id(event.get("toolCallId"), "toolCallId")
        known = ("type", "uuid", "turnId", "step", "stepUuid", "toolCallId", "name", "args")
        index = self.builder.call(
            name,
            call_id,
            event.get("args"),
            parent=self._assistant(value),
            extra=without(event, known),
            **self._common(value),
        )
        if call_id is not None:
            self._calls.add(call_id)
            self._approvals.called(call_id, index)

    def _result(self, event: Detail, value: Detail) -> None:
        call_id = text_id(event.get("toolCallId"), "toolCallId")
        result = object_at(event, "result", "/event")
        failed = result.get("isError")
        if failed not in (None, True, False):
            raise MismatchError("wrong-type", "isError is not true or false", "/event/result")
        self._answer(call_id, result.get("output"), failed is True, {
            **self._common(value), "extra": without(result, ("output", "isError")),
        })  # fmt: skip

    def _answer(self, call_id: str | None, output: Any, failed: bool, detail: Detail) -> None:  # noqa: FBT001 it is the record's own flag
        denied = self._approvals.answered(call_id)
        text = output if isinstance(output, str) else None
        if text is None and output is not None:
            detail["content"] = output
        status = "denied" if failed and denied else "error" if failed else "ok"
        self.builder.result(call_id, text, status=status, **detail)

    def _step_end(self, event: Detail, value: Detail) -> None:
        index = self._assistant(value)
        detail = self._detail(index)
        usage = usage_of(event.get("usage"), _USAGE, cached=_CACHED)
        if usage is not None:
            detail["usage"] = usage
        reason = event.get("finishReason")
        if isinstance(reason, str):
            detail["stop_reason"] = reason
            self.ended = "completed" if reason == "end_turn" else None
        waited, streamed = event.get("llmFirstTokenLatencyMs"), event.get("llmStreamDurationMs")
        if type(waited) is int:
            detail["time_to_first_token_s"] = waited / 1000
            if type(streamed) is int:
                detail["duration_s"] = (waited + streamed) / 1000
        if isinstance(event.get("messageId"), str):
            detail.setdefault("extra", {})["messageId"] = event["messageId"]
        self._step = -1

    def _request(self, value: Detail) -> None:
        if value.get("kind") == "compaction":
            self._counts["llm.request compaction"] += 1
            return
        self._attempts += 1
        if isinstance(value.get("model"), str):
            self.model = value["model"]

    # messages

    def _prompt(self, value: Detail) -> None:
        parts = value.get("input")
        if not isinstance(parts, list):
            raise MismatchError("wrong-type", "input is not a list", "/input")
        self.ended = None
        text = _json.as_text(parts) or ""
        if _origin(value) in _OF_USER:
            self._prompts[text] += 1
            self._speak("user", text, value, value.get("origin"), principal="human:user")

    def _message(self, message: Detail, value: Detail) -> None:
        role = message.get("role")
        content = message.get("content")
        text = content if isinstance(content, str) else _json.as_text(list_or_empty(content))
        text = None if content == [] else text
        if role == "assistant":
            self._said_before(message, text, value)
        elif role == "tool":
            call_id = text_id(message.get("toolCallId"), "toolCallId")
            failed = message.get("isError") is True
            if call_id not in self._calls or self._approvals.is_open(call_id):
                self._answer(call_id, content, failed, self._common(value))
        elif role in ("user", "system"):
            self._spoken(role, text, message, value)
        else:
            raise MismatchError("unknown-role", f"role {role!r}", "/message/role")

    def _spoken(self, role: str, text: str | None, message: Detail, value: Detail) -> None:
        """Words of a user, or of the harness in the user's role."""
        origin = _origin(message)
        if origin in (*_OF_USER, None) and self._prompts[text or ""] > 0:
            self._prompts[text or ""] -= 1
            return
        self._settle()
        kind: StepKind = "system" if role == "system" or origin in _OF_HARNESS else "user"
        if origin == "compaction_summary":
            kind = "note"
        principal = "environment" if origin is not None and kind == "user" else None
        if origin in _OF_USER:
            principal = "human:user"
        self._speak(kind, text, value, message.get("origin"), principal=principal)

    def _speak(
        self, kind: StepKind, text: str | None, value: Detail, origin: Any, *, principal: str | None
    ) -> None:
        extra = None if origin in (None, {"kind": "user"}) else {"origin": origin}
        self.builder.step(kind, text, principal=principal, extra=extra, **self._common(value))

    def _said_before(self, message: Detail, text: str | None, value: Detail) -> None:
        """An assistant's message; most journals hold it as loop events already."""
        calls = [call for call in list_or_empty(message.get("toolCalls")) if isinstance(call, dict)]
        columns = self.builder.columns
        last = next(
            (i for i in range(len(columns) - 1, -1, -1) if columns.kinds[i] == "assistant"), -1
        )
        if last >= 0 and columns.texts[last] == text and all(
            isinstance(call.get("id"), str) and call["id"] in self._calls for call in calls
        ):  # fmt: skip
            return
        self._settle()
        parent = self.builder.step("assistant", text, **self._common(value))
        for call in calls:
            if isinstance(call.get("name"), str):
                call_id = text_id(call.get("id"), "id")
                index = self.builder.call(
                    call["name"], call_id, call.get("arguments"), parent=parent
                )
                if call_id is not None:
                    self._calls.add(call_id)
                    self._approvals.called(call_id, index)

    # everything else

    def _configure(self, value: Detail) -> None:
        prompt = value.get("systemPrompt")
        if isinstance(prompt, str) and prompt != self._system:
            self._system = prompt
            self.builder.step("system", prompt, **self._common(value))
        known = ("type", "systemPrompt", "time", "agentId")
        self.metadata.setdefault("configuration", {}).update(without(value, known) or {})

    def _declare(self, value: Detail, record: Record) -> None:
        declared = value.get("tools")
        if isinstance(declared, list):
            for tool in tool_definitions(record, declared, "/tools"):
                self.tools[tool.name] = tool

    def _permission(self, kind: str, value: Detail) -> None:
        common = self._common(value)
        if kind == "permission.set_mode":
            mode = text_at(value, "mode")
            allows = [{"tool": "*"}] if mode in ("yolo", "auto") else None
            self.builder.step(
                "mode_change", None, mode=mode, allows=allows, principal="human:user", **common
            )
        elif kind == "permission.record_approval_result":
            call_id = text_id(value.get("toolCallId"), "toolCallId") or ""
            self._approvals.decided(call_id, object_at(value, "result"), value, common)
        elif kind == "interaction.request" and value.get("kind") == "approval":
            self._approvals.asked(value, common)
        elif kind == "interaction.resolved" and self._approvals.resolved(value, common):
            return
        else:
            self._other(kind, value)

    def _end(self, kind: str, value: Detail) -> None:
        self._settle()
        reason = value.get("reason")
        self.ended = reason if kind == "turn.ended" and isinstance(reason, str) else "cancelled"
        error = value.get("error")
        if isinstance(error, dict):
            message = error.get("message")
            self.builder.step(
                "error",
                None,
                message=message if isinstance(message, str) else None,
                extra={"error": error},
                **self._common(value),
            )
        elif kind == "turn.cancel":
            self.builder.step(
                "note", "turn cancelled", **self._common(value), extra=_payload(value)
            )

    def _other(self, kind: str, value: Detail) -> None:
        """A record that is no step: counted, or kept as a note."""
        if kind.startswith(_COUNTED) and not kind.startswith(("subagent.", "task.")):
            self._counts[kind] += 1
            return
        extra: Detail = {"record": kind, **(_payload(value) or {})}
        self.builder.step("note", None, extra=extra, **self._common(value))


def _payload(value: Detail) -> Detail | None:
    return without(value, ("type", "time", "agentId"))


def _origin(value: Detail) -> str | None:
    origin = value.get("origin")
    kind: Any = origin.get("kind") if isinstance(origin, dict) else None
    return kind if isinstance(kind, str) else None
