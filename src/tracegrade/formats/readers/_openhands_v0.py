"""Events of OpenHands before its SDK (0.9 to 0.6x): actions and observations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import list_or_empty, text_id, tool_definitions
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import without
from tracegrade.formats.readers._openhands_base import EventSteps
from tracegrade.model import CallStatus, Detail

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record

__all__ = ["ActionSteps"]

_COUNTED = ("null", "start", "push", "send_pr", "pause", "resume", "stop")
_NOTED = ("recall", "condensation", "condensation_request", "loop_recovery", "summarize")
_NOT_ARGUMENTS = (
    "thought", "confirmation_state", "security_risk", "blocking", "hidden", "impl_source",
    "translated_ipython_code", "keep_prompt", "include_extra", "is_confirmed",
)  # fmt: skip
_ENDS = {
    "finished": "complete", "awaiting_user_input": "complete", "error": "interrupted",
    "stopped": "interrupted", "rejected": "interrupted", "rate_limited": "interrupted",
    "awaiting_user_confirmation": "pending", "paused": "interrupted",
}  # fmt: skip
_TELLING: dict[str, CallStatus] = {
    "user_rejected": "denied", "error": "error",
    **dict.fromkeys(
        ("edit", "read", "write", "think", "success", "task_tracking", "delegate", "download"), "ok"
    ),
}  # fmt: skip
"""Observations whose kind says how the call ended: failures of these tools are errors."""


class ActionSteps(EventSteps):
    """Steps being made of actions and the observations that answer them."""

    def __init__(self, record: Record, metrics: Any) -> None:
        super().__init__(metrics)
        self._record = record
        self._response: tuple[str | None, int] = (None, -1)
        self._calls: dict[str, int] = {}  # id of an event -> position of its call
        self._call_ids: dict[int, str | None] = {}
        self._by_user: set[str] = set()
        self._awaited: dict[Any, int] = {}
        self._queries: dict[str, Any] = {}
        self._delegates: list[tuple[int, str | None]] = []

    def add(self, event: Detail, where: str) -> None:
        """Read one event.

        Raises:
            MismatchError: It is none of this format.
        """
        action, observation = event.get("action"), event.get("observation")
        if isinstance(action, str):
            args = event.get("args")
            if args is not None and not isinstance(args, dict):
                raise MismatchError("wrong-type", "args are not an object", f"{where}/args")
            self._action(action, event, args or {}, where)
        elif isinstance(observation, str):
            extras = event.get("extras")
            if extras is not None and not isinstance(extras, dict):
                raise MismatchError("wrong-type", "extras are not an object", f"{where}/extras")
            self._observation(observation, event, extras or {}, where)
        else:
            raise MismatchError("wrong-type", "neither an action nor an observation", where)

    def _inside(self) -> Detail:
        """Parent and agent of what happens now: those of the latest open delegation."""
        if self._delegates:
            return {"parent": self._delegates[-1][0], "agent": self._delegates[-1][1]}
        return {"agent": self.agent}

    # actions

    def _action(self, kind: str, event: Detail, args: Detail, where: str) -> None:
        source = event.get("source")
        if kind == "message":
            self._message(event, args)
        elif kind == "system":
            self._system(event, args, where)
        elif kind == "change_agent_state":
            self._state(args.get("agent_state"), event, by_user=source == "user")
        elif kind in _COUNTED:
            self.counts[kind] += 1
        elif kind in _NOTED:
            self._queries[_id_of(event)] = args.get("query")
            text = args.get("summary") if isinstance(args.get("summary"), str) else None
            extra = {"action": kind, **args}
            self.builder.step("note", text, **self._inside(), **self.common(event, **extra))
        elif source == "user":  # something that the user did in the workspace
            self._by_user.add(_id_of(event))
            text = _text(args.get("command")) or _text(event.get("message"))
            common = self.common(event, action=kind, args=args)
            self.builder.step("user", text, principal="human:user", **common)
        else:
            self._call(kind, event, args, where)

    def _system(self, event: Detail, args: Detail, where: str) -> None:
        self.agent = self.agent or _text(args.get("agent_class"))
        self.version = self.version or _text(args.get("openhands_version"))
        if isinstance(args.get("tools"), list):
            self.tools = tool_definitions(self._record, args["tools"], f"{where}/args/tools")
        self.builder.step("system", _text(args.get("content")), **self.common(event))

    def _message(self, event: Detail, args: Detail) -> None:
        known = ("content", "wait_for_response", "thought", "image_urls", "images_urls")
        more = {"images": args.get("image_urls", args.get("images_urls"))}
        text = _text(args.get("content"))
        if event.get("source") != "agent":
            common = self.common(event, **(without(args, (*known, "security_risk")) or {}), **more)
            self.builder.step("user", text, principal="human:user", **common)
            return
        self._model_call(event, args, text, **more)
        if args.get("wait_for_response") is True:
            self.completion = "complete"

    def _model_call(self, event: Detail, args: Detail, text: str | None, **more: Any) -> int:
        """The position of the model call behind an event; several calls may share it."""
        response = _response(event)
        named = _text(response.get("id"))
        spent = self.metrics.add(event.get("llm_metrics"))
        if named is not None and named == self._response[0]:
            return self._response[1]
        usage = self.metrics.usage(named, response) or {}
        if spent is not None:
            usage["cost_usd"] = spent
        model = _text(response.get("model"))
        self.model = self.model or model
        message = _answer(response)
        index = self.builder.step(
            "assistant",
            _json.as_text(message.get("content")) or text,
            usage=usage or None,
            model=model,
            reasoning=_text(message.get("reasoning_content")),
            duration_s=self.metrics.latency(named),
            **self._inside(),
            **self.common(event, **more),
        )
        self._response = (named, index)
        return index

    def _call(self, kind: str, event: Detail, args: Detail, where: str) -> None:
        meta = _meta(event)
        call_id = text_id(meta.get("tool_call_id"), "tool_call_id")
        key = call_id or (kind, _json.encode(without(args, _NOT_ARGUMENTS) or {}))
        state = args.get("confirmation_state")
        if key in self._awaited and state != "awaiting_confirmation":
            self._confirmed(self._awaited.pop(key), event, state)
            return
        call_id = call_id or _id_of(event) or None  # observations name it as their cause
        parent = self._model_call(event, args, _text(args.get("thought")))
        index = self.builder.call(
            _text(meta.get("function_name")) or kind,
            call_id,
            _asked(event, call_id) or without(args, _NOT_ARGUMENTS) or {},
            parent=parent,
            pointer=where,
            agent=self._inside()["agent"],
            **self.common(event, **_about(kind, args, meta)),
        )
        self._calls[_id_of(event)] = index
        self._call_ids[index] = call_id
        self.begin(index, event)
        if state == "awaiting_confirmation":
            self._awaited[key] = index
            shown = _text(event.get("message"))
            self.ask(index, extra={"shown": shown} if shown else None)
        if kind == "delegate":
            self._delegates.append((index, _text(args.get("agent"))))
        elif kind in ("finish", "reject"):
            self._finish(index, parent, args)

    def _confirmed(self, call: int, event: Detail, state: Any) -> None:
        """An action that waited is told again, with what became of it."""
        self._calls[_id_of(event)] = call
        self.begin(call, event)
        if state == "rejected":
            self.decide(call, "deny", "human:user", **self.common(event))
        elif state == "confirmed":
            self.decide(call, "approve", "human:user", **self.common(event))

    def _finish(self, call: int, parent: int, args: Detail) -> None:
        """The agent is done; its last words are in the arguments, and no observation follows."""
        outputs = args.get("outputs")
        said = _text(args.get("final_thought")) or (
            _text(outputs.get("content")) if isinstance(outputs, dict) else None
        )
        columns = self.builder.columns
        columns.details.setdefault(call, {})["status"] = "ok"
        if self._delegates:
            return
        detail = columns.details.setdefault(parent, {})
        before = columns.texts[parent]
        if said and said != before:
            columns.texts[parent] = said
            if before:
                detail.setdefault("extra", {})["thought"] = before
        detail["final"] = True
        self.completion = "complete"

    # observations

    def _observation(self, kind: str, event: Detail, extras: Detail, where: str) -> None:
        if kind == "agent_state_changed":
            self._state(extras.get("agent_state"), event, reason=extras.get("reason"))
        elif kind == "null":
            self.counts["null"] += 1
        elif kind == "recall":
            self._recall(event, extras)
        elif kind == "condense":
            text = _text(event.get("content"))
            self.builder.step("note", text, **self._inside(), **self.common(event, **extras))
        elif kind == "error" and not _meta(event) and _id_of(event, "cause") not in self._calls:
            text = _text(event.get("content")) or _text(event.get("message"))
            common = self.common(event, **extras)
            self.builder.step("error", None, message=text, **self._inside(), **common)
        else:
            self._result(kind, event, extras, where)

    def _result(self, kind: str, event: Detail, extras: Detail, where: str) -> None:
        cause = _id_of(event, "cause")
        call = self._calls.get(cause)
        if kind == "delegate" and self._delegates:
            self._delegates.pop()
        content = event.get("content")
        text = content if isinstance(content, str) else None
        if kind == "delegate" and not text:
            text = _json.as_text(extras.get("outputs"))
        common = self.common(event, observation=kind, **_left(extras))
        if cause in self._by_user or (call is None and event.get("source") == "user"):
            self.builder.step("tool_result", text, **common)
            return
        if not cause and not _meta(event) and self._is_settled():
            self.builder.step("note", text, **self._inside(), **common)
            return
        status = _status(kind, event, extras)
        if call is not None and kind == "user_rejected":
            self.ask(call)
            self.decide(call, "deny", "human:user", **self.common(event))
        call_id = text_id(_meta(event).get("tool_call_id"), "tool_call_id")
        if call is not None and call_id is None:
            call_id = self._call_ids[call]
        self.builder.result(
            call_id, text,
            status=status, pointer=where, duration_s=self.lasted(call, event),
            content=None if isinstance(content, str) else content, **common,
        )  # fmt: skip

    def _is_settled(self) -> bool:
        """Whether the latest call has its result; events without ids answer the latest one."""
        results = self.builder.columns.call_results
        return not results or results[-1] >= 0

    def _recall(self, event: Detail, extras: Detail) -> None:
        """Knowledge that the user's words called up, or the workspace as it is described."""
        found = [
            {"id": _text(row.get("name")), "text": _text(row.get("content"))}
            for row in list_or_empty(extras.get("microagent_knowledge"))
            if isinstance(row, dict)
        ]
        common = self.common(event, **(without(extras, ("microagent_knowledge",)) or {}))
        if not found:
            self.builder.step("note", _text(event.get("content")), **common)
            return
        documents = [{key: text for key, text in row.items() if text} for row in found]
        query = _text(self._queries.get(_id_of(event, "cause")))
        self.builder.step("retrieval", None, query=query, documents=documents, **common)

    def _state(
        self, state: Any, event: Detail, *, by_user: bool = False, reason: Any = None
    ) -> None:
        self.counts["agent_state_changed"] += 1
        if by_user and state in ("user_confirmed", "user_rejected"):
            decision = "approve" if state == "user_confirmed" else "deny"
            self.decide_all(decision, "human:user", **self.common(event))
        if state == "error":
            text = _text(reason) or _text(event.get("message")) or "the agent stopped with an error"
            self.builder.step("error", None, message=text, **self.common(event))
        if isinstance(state, str) and state not in ("user_confirmed", "user_rejected"):
            self.completion = _ENDS.get(state)  # type: ignore[assignment]  # its values are


def _id_of(event: Detail, key: str = "id") -> str:
    value = event.get(key)
    return str(value) if isinstance(value, int | str) else ""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _meta(event: Detail) -> Detail:
    meta = event.get("tool_call_metadata")
    return meta if isinstance(meta, dict) else {}


def _response(event: Detail) -> Detail:
    response = _meta(event).get("model_response")
    return response if isinstance(response, dict) else {}


def _answer(response: Detail) -> Detail:
    choices = list_or_empty(response.get("choices"))
    message = choices[0].get("message") if choices and isinstance(choices[0], dict) else None
    return message if isinstance(message, dict) else {}


def _asked(event: Detail, call_id: str | None) -> Any:
    """The arguments as the model wrote them, from its own answer."""
    for call in list_or_empty(_answer(_response(event)).get("tool_calls")):
        function = call.get("function") if isinstance(call, dict) else None
        if isinstance(function, dict) and call.get("id") == call_id:
            return function.get("arguments")
    return None


def _about(kind: str, args: Detail, meta: Detail) -> Detail:
    """What a call's event tells beyond its arguments."""
    about = {key: args[key] for key in ("confirmation_state", "security_risk") if key in args}
    if kind == "finish" and args.get("outputs"):
        about["outputs"] = args["outputs"]
    return {"action": kind, **about} if meta else about


def _left(extras: Detail) -> Detail:
    """What an observation tells beyond its content."""
    return without(extras, ("command", "hidden")) or {}


def _status(kind: str, event: Detail, extras: Detail) -> CallStatus | None:
    """How a call ended, as far as its observation says."""
    if kind in _TELLING:
        return _TELLING[kind]
    failed: Any = None
    if kind == "mcp":
        told, _ = _json.decode_arguments(event.get("content"))
        failed = told.get("isError") if isinstance(told, dict) else None
    elif kind in ("browse", "browse_interactive"):
        failed = extras.get("error")
    elif kind == "run":
        failed = _failed(event, extras)
    return None if not isinstance(failed, bool) else "error" if failed else "ok"


def _failed(event: Detail, extras: Detail) -> bool | None:
    """Whether a command failed; exit code -1 stands for one that had not ended yet."""
    metadata = extras.get("metadata")
    code = metadata.get("exit_code") if isinstance(metadata, dict) else extras.get("exit_code")
    if type(code) is int:
        return None if code == -1 else code != 0
    succeeded = event.get("success")
    return not succeeded if isinstance(succeeded, bool) else None
