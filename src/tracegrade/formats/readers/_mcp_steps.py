"""Messages of one session of the Model Context Protocol as steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder, Note
from tracegrade.formats._common import list_or_empty
from tracegrade.formats._sessions import without
from tracegrade.formats.readers._mcp_messages import OpenRequests, Request
from tracegrade.model import ToolDefinition, parse_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats.readers._mcp_messages import Message
    from tracegrade.model import CallStatus, Detail

__all__ = ["SessionSteps"]

_CALL_KEYS = ("name", "arguments", "requestState", "inputResponses")
_RESULT_KEYS = ("content", "structuredContent", "isError", "resultType")
_HUMAN = "human:user"


class SessionSteps:
    """The steps of one session, being made of its messages in order.

    Attributes:
        builder: The columns so far.
        tools: The tools that the server declares, by name.
        about: What the two sides say of themselves.
        counts: How often each message was seen that is no step.
        greeted: Whether the session has begun.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.tools: dict[str, ToolDefinition] = {}
        self.about: Detail = {}
        self.counts: Counter[str] = Counter()
        self.greeted = False
        self._open = OpenRequests()
        self._asked_again: list[Request] = []
        self._tasks: dict[str, Request] = {}
        self._tokens: dict[bytes, Request] = {}
        self._group: list[int] = []
        self._numbers: dict[int, int] = {}
        self._answers: dict[str, Callable[[Request, Detail, Message], None]] = {
            "tools/call": self._returned,
            "tasks/result": self._task_returned,
            "tools/list": self._declared,
            "initialize": self._greet,
            "server/discover": self._greet,
            "resources/read": self._read,
            "elicitation/create": self._elicited,
            "sampling/createMessage": self._sampled,
        }

    def add(self, message: Message) -> None:
        """Add a message."""
        value = message.value
        method = value.get("method")
        if type(method) is not str:
            self._response(message)
        elif "id" in value:
            self._request(Request(message))
        else:
            self._notification(method, Request(message))

    # requests

    def _request(self, request: Request) -> None:
        self._open.add(request)
        method, params = request.method, request.params
        if method == "tools/call":
            self._call(request)
        elif method == "initialize":
            self.greeted = True
            self.about["client"] = params.get("clientInfo")
        elif method == "elicitation/create":
            self._ask(params, request.message)
        elif method not in self._answers:
            self.counts[method] += 1
        token = (
            params.get("_meta", {}).get("progressToken")
            if type(params.get("_meta")) is dict
            else None
        )
        if token is not None:
            self._tokens[_json.canonical(token)] = request

    def _call(self, request: Request) -> None:
        params, message = request.params, request.message
        name, arguments = params.get("name"), params.get("arguments")
        again = self._again(request)
        if again is not None:
            request.call = again.call
            self._answer_inputs(params, message)
            return
        if type(name) is not str:
            note = Note("wrong-type", "a call names no tool", f"{message.pointer}/params/name")
            self.builder.notes.append(note)
            name = ""
        request.call = self.builder.call(
            name, self._call_id(message), {} if arguments is None else arguments, parent=-1,
            at=message.at, extra=without(params, _CALL_KEYS),
        )  # fmt: skip
        self._numbers[request.call] = len(self._numbers)
        self._group.append(request.call)
        if len(self._group) > 1:
            group = f"s{self._group[0]}"
            for call in self._group[-2:] if len(self._group) > 2 else self._group:
                self._detail(call)["parallel_group"] = group

    def _call_id(self, message: Message) -> str:
        """The id of a request as text; calls of both sides and of a file may share one."""
        named = message.value["id"]
        return named if type(named) is str else _json.canonical(named).decode()

    def _again(self, request: Request) -> Request | None:
        """The call that a request repeats because its server asked for more input."""
        params = request.params
        for earlier in self._asked_again:
            given = earlier.params
            if given.get("name") == params.get("name") and (
                "inputResponses" in params or "requestState" in params
            ):
                self._asked_again.remove(earlier)
                return earlier
        return None

    # responses

    def _response(self, message: Message) -> None:
        request = self._open.take(message)
        if request is None:
            self._orphan(message)
            return
        error, result = message.value.get("error"), message.value.get("result")
        if "error" in message.value and error is not None:
            self._failed(request, error, message)
        elif request.method in self._answers:
            self._answers[request.method](request, result if type(result) is dict else {}, message)

    def _orphan(self, message: Message) -> None:
        """A response whose request is not in the log."""
        result, named = message.value.get("result"), message.value.get("id")
        text = f"response to id {named!r}, which no earlier request left open"
        self.builder.notes.append(Note("orphan-result", text, message.pointer))
        if type(result) is dict and type(result.get("tools")) is list:
            self._declared(Request(message), result, message)
        elif type(result) is dict and type(result.get("content")) is list:
            self.builder.step(
                "tool_result", None, at=message.at, call_id=_json.as_text(named),
                status="error" if result.get("isError") is True else "ok",
                content=_plain_text(result["content"]),
            )  # fmt: skip
        else:
            self.builder.step("note", None, at=message.at, extra={"message": message.value})

    def _failed(self, request: Request, error: Any, message: Message) -> None:
        said = error.get("message") if type(error) is dict else None
        said = said if type(said) is str else _json.as_text(error)
        call = self._tasks.get(str(request.params.get("taskId")), request).call
        if call >= 0:
            self._add_result(call, said, "error", message, {"error": error})
        else:
            extra = {"method": request.method, "error": error}
            self.builder.step("error", said, message=said, at=message.at, extra=extra)

    def _returned(self, request: Request, result: Detail, message: Message) -> None:
        task, asked = result.get("task"), result.get("inputRequests")
        if type(task) is dict and type(task.get("taskId")) is str:
            self._tasks[task["taskId"]] = request
            self._detail(request.call).setdefault("extra", {})["task"] = task
            return
        if type(asked) is dict or result.get("resultType") == "input_required":
            self._asked_again.append(request)
            for one in asked.values() if type(asked) is dict else ():
                if type(one) is dict and one.get("method") == "elicitation/create":
                    params = one.get("params")
                    self._ask(params if type(params) is dict else {}, message)
            return
        self._finish(request.call, result, message)

    def _task_returned(self, request: Request, result: Detail, message: Message) -> None:
        """What a call returned that ran as a task."""
        call = self._tasks.pop(str(request.params.get("taskId")), request).call
        if call >= 0:
            self._finish(call, result, message)

    def _finish(self, call: int, result: Detail, message: Message) -> None:
        status: CallStatus = "error" if result.get("isError") is True else "ok"
        structured = result.get("structuredContent")
        said = result.get("content", result.get("toolResult"))
        extra = without(result, _RESULT_KEYS) or {}
        if structured is not None and said:
            extra["content"] = said
        value = _plain_text(said) if structured is None else structured
        self._add_result(call, value, status, message, extra)

    def _add_result(
        self, call: int, value: Any, status: CallStatus, message: Message, extra: Detail
    ) -> None:
        """Pair a result with the call at this position, whose id may occur again."""
        text = value if type(value) is str else None
        detail: Detail = {"status": status, "at": message.at, "extra": extra or None}
        if text is None and value is not None:
            detail["content"] = value
        asked = parse_time(self._detail(call).get("at"))
        answered = parse_time(message.at)
        if asked is not None and answered is not None and answered >= asked:
            detail["duration_s"] = (answered - asked).total_seconds()
        index = self.builder.step("tool_result", text, **detail)
        self.builder.columns.call_results[self._numbers[call]] = index
        self._group = []

    def _declared(self, request: Request, result: Detail, message: Message) -> None:
        server = self.about.get("server")
        named = server.get("name") if type(server) is dict else None
        for tool in list_or_empty(result.get("tools")):
            if type(tool) is dict and type(tool.get("name")) is str:
                described, schema = tool.get("description"), tool.get("inputSchema")
                annotations = tool.get("annotations")
                self.tools[tool["name"]] = ToolDefinition(
                    name=tool["name"],
                    description=described if type(described) is str else None,
                    parameters=schema if type(schema) is dict else None,
                    annotations=annotations if type(annotations) is dict else None,
                    server=named if type(named) is str else None,
                )

    def _greet(self, request: Request, result: Detail, message: Message) -> None:
        self.about["server"] = result.get("serverInfo")
        for key in ("protocolVersion", "instructions", "capabilities"):
            if result.get(key):
                self.about[key] = result[key]

    def _read(self, request: Request, result: Detail, message: Message) -> None:
        """A resource that was read."""
        contents = list_or_empty(result.get("contents"))
        documents = [_document(one) for one in contents if type(one) is dict]
        uri = request.params.get("uri")
        query = uri if type(uri) is str else None
        self.builder.step("retrieval", query=query, documents=documents, at=message.at)

    # what a server asks of its client

    def _ask(self, params: Detail, message: Message) -> None:
        said = params.get("message")
        extra = {"elicitation": params}
        self.builder.step(
            "note", said if type(said) is str else None, parent=self._under_way(), at=message.at,
            extra=extra,
        )  # fmt: skip

    def _under_way(self) -> int:
        """Position of the call that a server asks something for, if it is the only one."""
        calls = self._open.calls()
        return calls[0].call if len(calls) == 1 else -1

    def _elicited(self, request: Request, result: Detail, message: Message) -> None:
        """What somebody answered to a question of the server."""
        action, content = result.get("action"), result.get("content")
        text = _json.as_text(content) if content is not None else None
        text = text if text is not None else action if type(action) is str else None
        self.builder.step(
            "user", text, parent=self._under_way(), principal=_HUMAN, at=message.at,
            extra={"elicitation": result},
        )  # fmt: skip

    def _answer_inputs(self, params: Detail, message: Message) -> None:
        answers = params.get("inputResponses")
        for one in answers.values() if type(answers) is dict else ():
            if type(one) is dict and "action" in one:
                self._elicited(Request(message), one, message)

    def _sampled(self, request: Request, result: Detail, message: Message) -> None:
        """What the client's model said to a server's tool."""
        inside = self._under_way()
        content = result.get("content")
        text = _json.as_text([content] if type(content) is dict else content)
        extra = {"sampling": request.params}
        if inside < 0:
            self.builder.step("note", text, at=message.at, extra={**extra, "answer": result})
            return
        model, reason = result.get("model"), result.get("stopReason")
        self.builder.step(
            "assistant", text, parent=inside, at=message.at, extra=extra,
            model=model if type(model) is str else None,
            stop_reason=reason if type(reason) is str else None,
        )  # fmt: skip

    # notifications

    def _notification(self, method: str, request: Request) -> None:
        params, message = request.params, request.message
        if method == "notifications/progress":
            about = self._tokens.get(_json.canonical(params.get("progressToken")))
            if about is not None and about.call >= 0:
                extra = self._detail(about.call).setdefault("extra", {})
                extra.setdefault("progress", []).append(without(params, ("progressToken",)))
                return
        elif method == "notifications/cancelled":
            self._cancelled(params, message)
            return
        elif method == "notifications/message":
            said = _json.as_text(params.get("data"))
            self.builder.step("note", said, at=message.at, extra={"log": params})
            return
        self.counts[method] += 1

    def _cancelled(self, params: Detail, message: Message) -> None:
        about = self._open.find(params.get("requestId"), message.side)
        reason = params.get("reason")
        if about is not None and about.call >= 0:
            self._detail(about.call)["status"] = "unknown"  # it may have run
            self._group = []
        self.builder.step(
            "note", reason if type(reason) is str else None, at=message.at,
            extra={"cancelled": params},
        )  # fmt: skip

    def _detail(self, index: int) -> Detail:
        return self.builder.columns.details.setdefault(index, {})


def _plain_text(blocks: Any) -> Any:
    """The text of content blocks that are nothing but text; else the blocks."""
    listed = blocks if type(blocks) is list else []
    texts = [one.get("text") for one in listed if type(one) is dict and one.get("type") == "text"]
    said = [text for text in texts if type(text) is str]
    return "\n".join(said) if said and len(said) == len(listed) else blocks


def _document(content: Detail) -> Detail:
    """A content of a resource; what is no text where text belongs is kept beside it."""
    texts = {key: content[key] for key in ("uri", "text") if type(content.get(key)) is str}
    named = {"id": texts["uri"]} if "uri" in texts else {}
    return {**named, **texts, "resource": without(content, tuple(texts))}
