"""Steps of a Codex rollout from its items, with what its events tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats.readers import _codex_items as items
from tracegrade.formats.readers._codex_approvals import HUMAN, RolloutApprovals
from tracegrade.model import Detail, Problem, parse_time

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import CallStatus

__all__ = ["RolloutSteps"]

_REQUESTS = ("exec_approval_request", "apply_patch_approval_request")
_ENDS = (
    "exec_command_end", "mcp_tool_call_end", "patch_apply_end", "dynamic_tool_call_response",
    "CommandExecution", "McpToolCall", "FileChange",
)  # fmt: skip
_SANDBOXED = ("never", "on-failure", "on-request")
"""Policies under which a command that stays in the sandbox runs without asking."""


class RolloutSteps:
    """The steps of one rollout.

    Attributes:
        builder: The columns, filled line by line.
        problems: Whatever was odd, at its line.
        mirrored: How many events said once more what items say, by type.
        notices: Lines and events that are no step, by type.
        model: Model of the first turn.
        ended: How the last turn ended: `complete`, `interrupted`, or `None`.
    """

    def __init__(self, lines: list[tuple[Record, str, Detail]]) -> None:
        """Start with no step; the lines are looked through for what events tell of calls."""
        self.builder = ColumnsBuilder()
        self.problems: list[Problem] = []
        self.mirrored: dict[str, int] = {}
        self.notices: dict[str, list[Detail]] = {}
        self.model: str | None = None
        self.ended: str | None = None
        self._approvals = RolloutApprovals(self.builder)
        self._told: dict[str, list[Detail]] = {}  # by call id: the events at its end
        self._answered: set[str] = set()  # ids of calls that an output follows
        self._called: set[str] = set()
        self._speaking = -1  # the model call whose items are being read
        self._total: Any = None
        self._mode: tuple[Any, Any] = (None, None)
        self._context: Detail = {}
        self._current: str | None = None
        self._has_odd_time = False
        self._has_items = any(kind == "response_item" for _, kind, _ in lines)
        for _, kind, payload in lines:
            self._look_ahead(kind, payload)

    def _look_ahead(self, kind: str, payload: Detail) -> None:
        if kind == "response_item":
            called = items.call_of_item(payload)
            if called is not None and called[1] is not None:
                self._called.add(called[1])
            if payload.get("type") in items.OUTPUTS:
                self._answered.add(items.text_or_none(payload.get("call_id")) or "")
        elif kind == "event_msg":
            event = _event(payload)
            call_id = event.get("call_id")
            if event.get("type") in (*_ENDS, "web_search_end") and isinstance(call_id, str):
                self._told.setdefault(call_id, []).append(event)

    def add(self, record: Record, kind: str, payload: Detail) -> None:
        """Add what one line says."""
        if kind == "response_item":
            self._item(record, payload)
        elif kind == "event_msg":
            self._event(record, _event(payload))
        elif kind == "turn_context":
            self._turn(record, payload)
        elif kind == "compacted":
            self._speaking = -1
            self._note(record, items.text_or_none(payload.get("message")) or "compacted", payload)
        else:
            self.notices.setdefault(kind, []).append(payload)
        for code, message, pointer in self.builder.notes:
            self.problems.append(record.problem(code, message, pointer))
        self.builder.notes.clear()

    def _at(self, record: Record) -> str | None:
        moment = record.value.get("timestamp")
        if moment is None or parse_time(moment) is not None:
            return moment
        if not self._has_odd_time:
            message = "a time is not ISO 8601 with an offset: left out, here and below"
            self.problems.append(record.problem("naive-time", message, "/timestamp"))
            self._has_odd_time = True
        return None

    def _note(self, record: Record, text: str | None, payload: Detail, **detail: Any) -> None:
        self.builder.step("note", text, at=self._at(record), extra=payload, **detail)

    # items

    def _item(self, record: Record, item: Detail) -> None:
        kind = item.get("type")
        if kind == "message":
            self._message(record, item)
        elif kind == "reasoning":
            self._say(
                record, None, items.reasoning_of(item), items.beyond(item, ("summary", "type"))
            )
        elif kind in items.OUTPUTS:
            self._output(record, item, item.get(items.OUTPUTS[str(kind)]))
        elif (called := items.call_of_item(item)) is not None:
            self._call(record, item, called)
        elif kind == "agent_message":
            author = item.get("author")
            self._speaking = -1
            self._note(record, items.text_of(item.get("content")), item,
                       principal=f"agent:{author}" if isinstance(author, str) else None)  # fmt: skip
        else:
            self._note(record, items.text_or_none(kind), item)

    def _message(self, record: Record, item: Detail) -> None:
        role, text = item.get("role"), items.text_of(item.get("content"))
        extra = items.beyond(item, ("type", "role", *(("content",) if _is_plain(item) else ())))
        if role == "assistant":
            self._say(record, text, None, extra)
            if item.get("phase") == "final_answer":
                self.ended = "complete"
            return
        self._speaking = -1
        self.ended = None
        at = self._at(record)
        if role != "user":
            self.builder.step("system", text, at=at, extra=extra)
        elif items.is_of_the_program(text):
            self.builder.step("note", text, at=at, principal="environment", extra=extra)
        else:
            self.builder.step("user", text, at=at, principal=HUMAN, extra=extra)

    def _say(
        self, record: Record, text: str | None, reasoning: str | None, extra: Detail | None
    ) -> int:
        """Add to the model call that is speaking; a new one begins after whatever it waited for."""
        columns = self.builder.columns
        self.ended = None
        if self._speaking < 0:
            self._speaking = self.builder.step(
                "assistant", text, reasoning=reasoning, model=self._current, at=self._at(record)
            )
        else:
            detail = columns.details.setdefault(self._speaking, {})
            columns.texts[self._speaking] = _joined(columns.texts[self._speaking], text)
            reasoning = _joined(detail.get("reasoning"), reasoning)
            if reasoning is not None:
                detail["reasoning"] = reasoning
        if extra:
            detail = columns.details.setdefault(self._speaking, {})
            detail.setdefault("extra", {}).setdefault("items", []).append(extra)
        return self._speaking

    def _call(self, record: Record, item: Detail, called: tuple[str, str | None, Any]) -> None:
        tool, call_id, arguments = called
        parent = self._say(record, None, None, None)
        known = ("type", "name", "call_id", "arguments", "input", "function", "action", "result")
        status: CallStatus | None = None
        if item.get("type") in ("web_search_call", "image_generation_call"):
            status = "ok" if item.get("status") == "completed" else None
        index = self.builder.call(
            tool, call_id, arguments, parent=parent, pointer="/payload", at=self._at(record),
            status=status, extra=items.beyond(item, known),
        )  # fmt: skip
        if call_id is not None:
            self._approvals.called(call_id, index)
        if item.get("type") == "image_generation_call" and item.get("result") is not None:
            self._result(record, call_id, item["result"], status, None)

    def _output(self, record: Record, item: Detail, output: Any) -> None:
        self._speaking = -1
        call_id = items.text_or_none(item.get("call_id"))
        status = items.status_of_output(output)
        known = ("type", "call_id", "id", "output", "tools", "result", "name")
        self._result(record, call_id, output, status, items.beyond(item, known))

    def _result(
        self,
        record: Record,
        call_id: str | None,
        output: Any,
        status: CallStatus | None,
        extra: Detail | None,
    ) -> None:
        """A result, with what the event at the end of its call tells."""
        events = self._told.pop(call_id, []) if call_id is not None else []
        event = events[0] if events else None
        if event is not None:
            said = items.status_of_event(event)
            status = said if said == "denied" or status is None else status
            extra = {**(extra or {}), "events": events}
        if status is None and self._approvals.is_denied(call_id):
            status = "denied"
        if status == "denied":
            self._approvals.refused(call_id, self._at(record))
        if isinstance(output, dict) and isinstance(output.get("text"), str):
            output = [output]  # one part instead of a list of them
        text = items.text_or_none(output)
        kept: Detail = {} if output is None or text is not None else {"content": output}
        self.builder.result(
            call_id,
            text,
            pointer="/payload",
            status=status,
            duration_s=items.seconds_of(event.get("duration")) if event else None,
            at=self._at(record),
            extra=extra,
            **kept,
        )

    # events

    def _event(self, record: Record, event: Detail) -> None:  # noqa: C901, PLR0912 a kind each
        kind = str(event.get("type"))
        if kind == "token_count":
            self._tokens(event)
        elif kind in _REQUESTS:
            self._approvals.request(event, self._at(record))
        elif kind == "guardian_assessment":
            self._approvals.review(event, self._at(record))
        elif kind in _ENDS or kind == "web_search_end":
            self._end(record, event)
        elif kind in ("task_complete", "task_started", "turn_aborted"):
            self._turn_event(record, event)
        elif kind in ("error", "stream_error"):
            message = items.text_or_none(event.get("message"))
            self.builder.step("error", message=message, at=self._at(record), extra=event)
        elif kind == "collab_agent_spawn_end":
            self._spawn(record, event)
        elif kind == "thread_settings_applied":
            settings = event.get("thread_settings")
            self._turn(record, settings if isinstance(settings, dict) else {})
        elif kind in items.MIRRORS and self._has_items:
            self.mirrored[kind] = self.mirrored.get(kind, 0) + 1
        elif kind == "user_message":
            self._message(record, {"role": "user", "content": event.get("message")})
        elif kind == "agent_message":
            self._message(record, {"role": "assistant", "content": event.get("message")})
        elif self._is_of_call(event):
            self.mirrored[kind] = self.mirrored.get(kind, 0) + 1
        else:
            text = event.get("message") or event.get("user_facing_hint") or kind
            self._note(record, items.text_or_none(text), event)

    def _is_of_call(self, event: Detail) -> bool:
        """Whether an event tells of a call that an item tells of too."""
        named = event.get("call_id", event.get("callId"))
        return isinstance(named, str) and named in self._called

    def _tokens(self, event: Detail) -> None:
        """Usage of the latest model call; the same total again is only news about limits."""
        info: Any = event.get("info")
        info = info if isinstance(info, dict) else {}
        usage, total = items.usage_of(info.get("last_token_usage")), info.get("total_token_usage")
        if usage is None or (total is not None and total == self._total):
            return
        self._total = total
        kinds, details = self.builder.columns.kinds, self.builder.columns.details
        latest = next((at for at in range(len(kinds) - 1, -1, -1) if kinds[at] == "assistant"), -1)
        self._speaking = -1
        if latest < 0:
            self.notices.setdefault("token_count", []).append(event)
            return
        known = details.setdefault(latest, {}).setdefault("usage", {})
        for key, count in usage.items():
            known[key] = known.get(key, 0) + count

    def _end(self, record: Record, event: Detail) -> None:
        """The end of a call that has no item of its own, or that no output follows."""
        kind, call_id = event.get("type"), items.text_or_none(event.get("call_id"))
        if kind == "web_search_end":
            call_id = self._search_ended(call_id, event)
            if call_id is not None:
                self._result(record, call_id, event.get("results"), "ok", None)
            else:
                self._note(record, "web_search_end", event)
            return
        ended = items.ended_call(event)
        if call_id in self._called:
            if call_id not in self._answered and ended is not None:
                self._answered.add(str(call_id))
                self._result(record, call_id, ended[2], items.status_of_event(event), None)
            return  # else its output tells of the event
        if call_id is not None and call_id not in self._told:
            self.mirrored[str(kind)] = self.mirrored.get(str(kind), 0) + 1
            return
        if ended is None or event.get("source") == "user_shell":
            self._note(record, items.text_or_none(kind), event)
            return
        tool, arguments, result = ended
        index = self.builder.call(tool, call_id, arguments, parent=-1, at=self._at(record))
        if call_id is not None:
            self._approvals.called(call_id, index)
        self._result(record, call_id, result, items.status_of_event(event), None)

    def _search_ended(self, call_id: str | None, event: Detail) -> str | None:
        """The id of the search that an event ends: the one it names, or that asked the same."""
        if call_id in self._called:
            return call_id
        columns = self.builder.columns
        for number in range(len(columns.call_steps) - 1, -1, -1):
            if columns.call_tools[number] == "web_search" and columns.call_results[number] < 0:
                same = columns.call_arguments[number] == event.get("action")
                return columns.call_ids[number] if same else None
        return None

    def _spawn(self, record: Record, event: Detail) -> None:
        keys = ("new_agent_role", "new_agent_nickname", "new_thread_id")
        names = (items.text_or_none(event.get(key)) for key in keys)
        call = self._approvals.step_of(items.text_or_none(event.get("call_id")))
        self.builder.step(
            "handoff",
            items.text_or_none(event.get("prompt")),
            to=next((name for name in names if name), None),
            call=None if call is None else f"s{call}",
            at=self._at(record),
            extra=event,
        )

    def _turn_event(self, record: Record, event: Detail) -> None:
        kind = event.get("type")
        self._speaking = -1
        if kind == "turn_aborted":
            self.ended = "interrupted"
            self._note(record, f"turn aborted: {event.get('reason')}", event)
            return
        error: Any = event.get("error")
        if isinstance(error, dict):
            message = items.text_or_none(error.get("message"))
            self.builder.step("error", message=message, at=self._at(record), extra=error)
        self.ended = "complete" if kind == "task_complete" and not error else None
        self.notices.setdefault(str(kind), []).append(event)

    def _turn(self, record: Record, context: Detail) -> None:
        """The settings of a turn: the model, and what may run without asking."""
        model = context.get("model")
        if isinstance(model, str):
            self._current = model
            self.model = self.model or model
        sandbox: Any = context.get("sandbox_policy", self._mode[1])
        if isinstance(sandbox, dict):
            sandbox = sandbox.get("type", sandbox.get("mode"))
        policy: Any = context.get("approval_policy")
        if isinstance(policy, dict) and len(policy) == 1:  # one with settings of its own
            policy = next(iter(policy))
        mode = (policy if isinstance(policy, str) else None, items.text_or_none(sandbox))
        extra = items.beyond(context, ("turn_id", "approval_policy", "sandbox_policy"))
        changed = {k: v for k, v in (extra or {}).items() if self._context.get(k) != v}
        self._context = extra or {}
        if mode in (self._mode, (None, None)):
            if changed:
                self.notices.setdefault("turn_context", []).append(changed)
            return
        self._mode = mode
        allows: list[Detail] = []
        if mode == ("never", "danger-full-access"):
            allows = [{"tool": "*"}]
        elif mode[0] in _SANDBOXED and mode[1] is not None:
            allows = [{"tool": "*", "arguments": {"sandbox": mode[1]}}]
        self.builder.step(
            "mode_change",
            mode=" in ".join(part for part in mode if part),
            allows=allows or None,
            revokes=None if allows else [{"tool": "*"}],
            principal=HUMAN,
            at=self._at(record),
            extra=changed or None,
        )


def _event(payload: Detail) -> Detail:
    """The event itself; a completed item counts as the event at its end."""
    item = payload.get("item")
    if payload.get("type") != "item_completed" or not isinstance(item, dict):
        return payload
    return {**item, "call_id": item.get("id"), "completed_at_ms": payload.get("completed_at_ms")}


def _is_plain(item: Detail) -> bool:
    """Whether a message's content is nothing but text."""
    content = item.get("content")
    parts = content if isinstance(content, list) else []
    kinds = [part.get("type") if isinstance(part, dict) else None for part in parts]
    return isinstance(content, str) or all(
        kind in ("input_text", "output_text", "text") for kind in kinds
    )


def _joined(before: str | None, more: str | None) -> str | None:
    if before and more:
        return f"{before}\n{more}"
    return before or more
