"""Messages of a mini-SWE-agent run into steps."""

from __future__ import annotations

from typing import Any, NamedTuple

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import moment_of, step_id, usage_of, without
from tracegrade.model import Detail

__all__ = ["RETURNCODE", "MiniSteps", "command_in"]

RETURNCODE = "<returncode>"
"""What the output of a command begins with in version 1."""

_FENCES = ("mswea_bash_command", "bash")
_USAGE = {
    "prompt_tokens": "input_tokens", "completion_tokens": "output_tokens",
    "input_tokens": "input_tokens", "output_tokens": "output_tokens",
}  # fmt: skip
_NOT_RUN = "action was not executed"
_OF_ANSWER = ("role", "content", "tool_calls", "output", "extra", "object", "function_call", "type")
_OF_RESULT = ("role", "content", "tool_call_id", "call_id", "output", "extra", "type")
_OF_EXTRA = ("actions", "response", "cost", "timestamp", "returncode", "raw_output")


def command_in(text: str, fences: tuple[str, ...] = _FENCES) -> str | None:
    r"""The command in the only fenced block of a text, or `None` if there is not exactly one.

    Example:
        >>> command_in("Look around.\n\n```bash\nls -la\n```")
        'ls -la'
        >>> command_in("```bash\nls\n```\nor\n```bash\npwd\n```") is None
        True
    """
    for fence in fences:
        found: list[str] = []
        at = 0
        while (start := text.find(f"```{fence}", at)) >= 0:
            start += 3 + len(fence)
            line_end = text.find("\n", start)
            close = text.find("\n```", max(line_end, start))
            if line_end < 0 or close < 0:
                break
            if not text[start:line_end].strip():
                found.append(text[line_end:close].strip())
            at = close + 4
        if found:
            return found[0] if len(found) == 1 else None
    return None


class _Asked(NamedTuple):
    """A call that waits for its result."""

    call_id: str | None
    step: int


class MiniSteps:
    """Steps being made of the messages of one run.

    Attributes:
        builder: The columns so far.
        ended: How the run ended, if a message says so: `exit_status` and `submission`.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.ended: Detail = {}
        self._waiting: list[_Asked] = []
        self._not_run: list[int] = []  # positions of results that say so
        self._told = 0  # results of the latest model call so far

    def read(self, messages: list[Any], where: str) -> None:
        """Read every message.

        Raises:
            MismatchError: One is not of the format.
        """
        for place, message in enumerate(messages):
            at = f"{where}/{place}"
            if not isinstance(message, dict):
                raise MismatchError("wrong-type", "a message is not an object", at)
            extra = message.get("extra")
            if extra is not None and not isinstance(extra, dict):
                raise MismatchError("wrong-type", "extra is not an object", f"{at}/extra")
            self._message(message, extra or {}, at)

    def _message(self, message: Detail, extra: Detail, at: str) -> None:
        role = message.get("role")
        if role == "assistant" or message.get("object") == "response":
            self._answer(message, extra, at)
        elif role == "tool" or message.get("type") == "function_call_output":
            self._result(message, extra, at)
        elif role == "exit":
            self._exit(message, extra)
        elif role == "user":
            self._user(message, extra, at)
        elif role == "system":
            self.builder.step("system", _said(message), **_common(message, extra, _OF_RESULT))
        else:
            raise MismatchError("unknown-role", f"role {role!r}", f"{at}/role")

    # what the model said

    def _answer(self, message: Detail, extra: Detail, at: str) -> None:
        self._waiting, self._not_run, self._told = [], [], 0
        items = [one for one in list_or_empty(message.get("output")) if isinstance(one, dict)]
        text = _said(message) if not items else _said_in(items)
        reasoning = message.get("reasoning_content")
        parent = self.builder.step(
            "assistant",
            text,
            reasoning=reasoning if isinstance(reasoning, str) else _thought_in(items),
            usage=_usage(message, extra),
            stop_reason=_stop_reason(extra),
            **_common(message, extra, (*_OF_ANSWER, "reasoning_content", "usage")),
        )
        calls = message.get("tool_calls")
        if calls is not None and not isinstance(calls, list):
            raise MismatchError("wrong-type", "tool_calls are not a list", f"{at}/tool_calls")
        asked = [_function_of(call, at) for call in list_or_empty(calls)]
        asked += [_function_of(one, at) for one in items if one.get("type") == "function_call"]
        if not asked:
            asked = [("bash", None, {"command": one}) for one in _commands(text, extra)]
        for tool, call_id, arguments in asked:
            step = self.builder.call(tool, call_id, arguments, parent=parent, pointer=at)
            self._waiting.append(_Asked(call_id, step))

    # what came of it

    def _user(self, message: Detail, extra: Detail, at: str) -> None:
        kind = extra.get("interrupt_type")
        if kind == "FormatError":
            self._unparsed(message, extra, at)
        elif kind is not None:
            self._interrupted(kind)
            common = _common(message, extra, _OF_RESULT)
            self.builder.step("user", _said(message), principal="human:user", **common)
        elif self._waiting or "returncode" in extra:
            self._result(message, extra, at)
        else:
            by_hand = "actions" in extra  # the user types a command; its output follows
            principal = "human:user" if by_hand else None
            common = _common(message, extra, _OF_RESULT)
            self.builder.step("user", _said(message), principal=principal, **common)

    def _result(self, message: Detail, extra: Detail, at: str) -> None:
        call_id = text_id(message.get("tool_call_id", message.get("call_id")), "tool_call_id")
        text = _said(message)
        if message.get("type") == "function_call_output":
            text = _json.as_text(message.get("output"))
        common = _common(message, extra, _OF_RESULT)
        common.pop("stop_reason", None)
        match = next((one for one in self._waiting if one.call_id in (call_id, None)), None)
        if match is None and call_id is None:  # the output of a command that the user typed
            self.builder.step("tool_result", text, status=_status(extra, text), **common)
            return
        if match is not None:
            self._waiting.remove(match)
        named = match.call_id if match is not None else call_id
        status = _status(extra, text)
        index = self.builder.result(named, text, status=status, pointer=at, **common)
        self._told += 1
        if extra.get("exception_info") == _NOT_RUN:
            self._not_run.append(index)

    def _interrupted(self, kind: Any) -> None:
        """The user stepped in while the latest commands waited."""
        self._settle("denied" if kind == "UserRejection" else None, ran=kind == "UserNewTask")
        self._waiting = []

    def _settle(self, status: str | None, *, ran: bool, output: str | None = None) -> None:
        """Say what the results of commands mean that the harness calls not executed.

        The command that hands in the work raises on its way, so the first of them did run.
        """
        details = self.builder.columns.details
        left = self._not_run[1:] if ran else self._not_run
        if ran and self._not_run:
            self._ran(self._not_run[0], output)
        if status is not None:
            for index in left:
                details[index]["status"] = status
            self._decide(left)
        self._not_run = []

    def _ran(self, index: int, output: str | None) -> None:
        """A command did run whose result says that it did not."""
        columns = self.builder.columns
        columns.details[index]["status"] = "ok"
        if output is not None:
            extra = columns.details[index].setdefault("extra", {})
            columns.texts[index], extra["content"] = output, columns.texts[index]

    def _decide(self, left: list[int]) -> None:
        """A request and its denial for the calls that these results belong to."""
        columns = self.builder.columns
        calls = [columns.call_of_result[index] for index in left if index in columns.call_of_result]
        columns._call_of_result = None
        if not calls:
            return
        asked = [step_id(self.builder, call) for call in calls]
        request = self.builder.step("approval_request", None, calls=asked)
        named = step_id(self.builder, request)
        self.builder.step(
            "approval_decision", None, request=named, decision="deny", principal="human:user"
        )

    def _exit(self, message: Detail, extra: Detail) -> None:
        """The end: the result of the command that handed in, or why there is none."""
        status, text = extra.get("exit_status"), _said(message)
        self.ended = {key: extra[key] for key in ("exit_status", "submission") if key in extra}
        submitted = status == "Submitted"
        handed_in = bool(self._not_run) and submitted
        self._settle(None, ran=submitted, output=text)
        common = _common(message, extra, _OF_RESULT)
        if submitted and self._waiting:
            self.builder.result(self._waiting.pop(0).call_id, text, status="ok", **common)
        elif submitted:
            self.builder.step("note", None if handed_in else text, **common)
        else:
            self.builder.step("error", None, message=text or str(status), **common)

    def _unparsed(self, message: Detail, extra: Detail, at: str) -> None:
        """An answer in which no command was found, and what the model was told about it."""
        response = extra.get("response")
        answer: Any = _answer_in(response)
        if answer is None and isinstance(extra.get("model_response"), str):
            answer = {"role": "assistant", "content": extra["model_response"]}
        if answer is not None:
            held = {key: extra[key] for key in ("cost", "response", "timestamp") if key in extra}
            self._answer(answer, {**held, "actions": []}, at)
        text = _said(message)
        known = ("interrupt_type", "model_response", "n_actions", *_OF_EXTRA)
        left = without(extra, known)
        for asked in self._waiting:
            self.builder.result(asked.call_id, text, status="error", extra=left)
        if not self._waiting:
            self.builder.step("error", None, message=text, extra=left)
        self._waiting = []


def _commands(text: str | None, extra: Detail) -> list[Any]:
    """The commands that were run: as the harness parsed them, or as it would."""
    actions = extra.get("actions")
    if isinstance(actions, list):
        return [one["command"] for one in actions if isinstance(one, dict) and "command" in one]
    command = command_in(text or "")
    return [command] if command is not None else []


def _function_of(call: Any, at: str) -> tuple[str, str | None, Any]:
    """Tool, id and arguments of a call, as chat completions and responses write it."""
    function = call.get("function", call) if isinstance(call, dict) else None
    if not isinstance(function, dict) or not isinstance(function.get("name"), str):
        raise MismatchError("bad-calls", "a tool call has no function with a name", at)
    call_id = text_id(call.get("call_id", call.get("id")), "id")
    return function["name"], call_id, function.get("arguments")


def _said(message: Detail) -> str | None:
    return _json.as_text(message.get("content"))


def _said_in(items: list[Detail]) -> str | None:
    texts = [_said(item) for item in items if item.get("type") == "message"]
    return "\n".join(text for text in texts if text) or None


def _thought_in(items: list[Detail]) -> str | None:
    thoughts = [
        _json.as_text(one.get("summary")) for one in items if one.get("type") == "reasoning"
    ]
    return "\n".join(thought for thought in thoughts if thought and thought != "[]") or None


def _answer_in(response: Any) -> Detail | None:
    """The message in a response of chat completions, or the response itself."""
    if not isinstance(response, dict):
        return None
    if response.get("object") == "response":
        return response
    choices = list_or_empty(response.get("choices"))
    message = choices[0].get("message") if choices and isinstance(choices[0], dict) else None
    return message if isinstance(message, dict) else None


def _usage(message: Detail, extra: Detail) -> Detail | None:
    response = extra.get("response")
    counts = response.get("usage") if isinstance(response, dict) else message.get("usage")
    usage = usage_of(counts, _USAGE) or {}
    cached = counts.get("prompt_tokens_details") if isinstance(counts, dict) else None
    if isinstance(cached, dict) and type(cached.get("cached_tokens")) is int:
        usage["cached_input_tokens"] = cached["cached_tokens"]
    cost = extra.get("cost")
    if isinstance(cost, int | float) and not isinstance(cost, bool):
        usage["cost_usd"] = float(cost)
    return usage or None


def _stop_reason(extra: Detail) -> str | None:
    response = extra.get("response")
    choices = list_or_empty(response.get("choices") if isinstance(response, dict) else None)
    reason = choices[0].get("finish_reason") if choices and isinstance(choices[0], dict) else None
    return reason if isinstance(reason, str) else None


def _common(message: Detail, extra: Detail, known: tuple[str, ...]) -> Detail:
    """Time, and whatever the model has no field for."""
    left = {**(without(message, known) or {}), **(without(extra, _OF_EXTRA) or {})}
    if extra.get("returncode") is not None:
        left["returncode"] = extra["returncode"]
    content = message.get("content")
    if isinstance(content, list) and any(
        isinstance(part, dict) and part.get("type") not in ("text", "input_text", "output_text")
        for part in content
    ):
        left["content"] = content
    return {"at": _moment(extra.get("timestamp")), "extra": left or None}


def _moment(seconds: Any) -> Any:
    """Seconds since 1970, whose fraction is kept."""
    if isinstance(seconds, float) and abs(seconds) < 2**43:
        return moment_of(round(seconds * 1_000_000), per_second=1_000_000)
    return moment_of(seconds, per_second=1)


def _status(extra: Detail, text: str | None) -> str | None:
    """Whether a command succeeded, by its exit code."""
    code: Any = extra.get("returncode")
    if extra.get("exception_info"):
        return "error"
    if code is None and text is not None and text.startswith(RETURNCODE):
        code = text[len(RETURNCODE) :].partition("<")[0].strip()
    if code is None or isinstance(code, bool):
        return None
    return "ok" if str(code) == "0" else "error"
