"""AutoGen messages and events into steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import moment_of, usage_of, without
from tracegrade.formats.readers._autogen_handoffs import handoffs_in
from tracegrade.model import Detail

if TYPE_CHECKING:
    from tracegrade.model import Completion

__all__ = ["MESSAGES", "AutogenSteps"]

_USAGE = {"prompt_tokens": "input_tokens", "completion_tokens": "output_tokens"}
_KNOWN = ("id", "source", "models_usage", "metadata", "created_at", "content", "type", "thought")


class _Asked(NamedTuple):
    """A call that gives a task: its step, the agent that made it, and the task."""

    step: int
    agent: str | None
    task: str


class AutogenSteps:
    """Steps being made of the messages of one run.

    Attributes:
        builder: The columns so far.
        agent: The agent that spoke first.
        counts: How many messages were pieces of others, by type.
        completion: How the run ended, if a message says so.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self.counts: Counter[str] = Counter()
        self.completion: Completion | None = None
        self._people = {"user", "human"}
        self._handoffs: set[tuple[int, str]] = set()  # (message, call id) that is a handoff
        self._thoughts: dict[str, str] = {}
        self._summary = -1
        self._code: dict[str, str] = {}
        self._asked: dict[str | None, _Asked] = {}  # open calls that may run an agent or a team
        self._inside: _Asked | None = None  # the one whose agents speak

    def prepare(self, rows: list[Any]) -> None:
        """Look ahead: who is a person, and which calls are handoffs."""
        known = [row for row in rows if isinstance(row, dict)]
        for row in known:
            if row.get("type") == "UserInputRequestedEvent":
                self._people.add(str(row.get("source")).lower())
        self._handoffs = handoffs_in(known)

    def add(self, row: Any, where: str) -> None:
        """Read one message.

        Raises:
            MismatchError: It is no message, or lacks what its type holds.
        """
        kind = row.get("type") if isinstance(row, dict) else None
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "a message has no type", where)
        if kind == "ModelClientStreamingChunkEvent":
            self.counts[kind] += 1
            return
        self._summary = -1
        if kind.startswith("StructuredMessage"):
            self._text(row, where)
        else:
            MESSAGES.get(kind, AutogenSteps._note)(self, row, where)

    def finish(self) -> None:
        """A run that ends with a summary of results has no other answer."""
        if self._summary >= 0:
            columns = self.builder.columns
            columns.kinds[self._summary] = "assistant"
            columns.details.setdefault(self._summary, {})["final"] = True

    def _common(self, row: Detail, *known: str) -> Detail:
        source = row.get("source")
        source = source if isinstance(source, str) else None
        extra = without(row, (*_KNOWN, *known)) or {}
        if row.get("metadata"):
            extra["metadata"] = row["metadata"]
        return {"agent": source, "at": moment_of(row.get("created_at")), "extra": extra or None}

    def _model_call(self, row: Detail, text: str | None, *known: str) -> int:
        common = self._common(row, *known)
        self.agent = self.agent or common["agent"]
        thought = row.get("thought")
        before = self._thoughts.pop(common["agent"] or "", None)
        return self.builder.step(
            "assistant",
            text,
            parent=self._within(common["agent"]),
            reasoning=thought if isinstance(thought, str) and thought else before,
            usage=usage_of(row.get("models_usage"), _USAGE),
            **common,
        )

    def _note(self, row: Detail, where: str) -> None:
        content = row.get("content")
        common = self._common(row)
        common["extra"] = {"type": row.get("type"), **(common["extra"] or {})}
        self._summary = self.builder.step("note", _json.as_text(content), **common)
        if row.get("type") != "ToolCallSummaryMessage":
            self._summary = -1
        if row.get("type") == "StopMessage":
            self.completion = "complete"

    # what is said

    def _text(self, row: Detail, where: str) -> None:
        content = row.get("content")
        texts = [part for part in list_or_empty(content) if isinstance(part, str)]
        text = "\n".join(texts) if isinstance(content, list) else _json.as_text(content)
        media = [part for part in list_or_empty(content) if not isinstance(part, str)]
        if str(row.get("source")).lower() in self._people:
            common = self._common(row)
            self._with(common, media)
            common["agent"] = None
            asked = self._inside = self._task(text) or self._inside
            is_task = asked is not None and asked.task == text
            told_by = f"agent:{asked.agent}" if asked is not None and is_task else "human:user"
            parent = asked.step if asked is not None and is_task else -1
            self.builder.step("user", text, parent=parent, principal=told_by, **common)
        else:
            index = self._model_call(row, text)
            detail = self.builder.columns.details.setdefault(index, {})
            self._with(detail, media)

    def _task(self, text: str | None) -> _Asked | None:
        """The open call that gave an agent or a team this task."""
        return next((one for one in self._asked.values() if one.task == text), None)

    def _within(self, agent: str | None) -> int:
        """The call inside which this agent speaks, or -1: all do but the one that made the call."""
        inside = self._inside
        return -1 if inside is None or agent == inside.agent else inside.step

    def _with(self, detail: Detail, media: list[Any]) -> None:
        if media:
            detail["extra"] = {**(detail.get("extra") or {}), "content": media}

    def _thought(self, row: Detail, where: str) -> None:
        text = row.get("content")
        if isinstance(text, str):
            self._thoughts[str(row.get("source"))] = text

    def _heard(self, row: Detail, where: str) -> None:
        """What the model of an agent was told, by a person or by another agent."""
        source = row.get("source")
        is_person = source is None or str(source).lower() in self._people
        principal = "human:user" if is_person else f"agent:{source}"
        common = self._common(row)
        text = _json.as_text(row.get("content"))
        common["agent"] = None
        self.builder.step("user", text, principal=principal, **common)

    def _system(self, row: Detail, where: str) -> None:
        self.builder.step("system", _json.as_text(row.get("content")), **self._common(row))

    def _said(self, row: Detail, where: str) -> None:
        """A model's answer as its context keeps it: words, or calls."""
        if isinstance(row.get("content"), list):
            self._request(row, where)
        else:
            self._model_call(row, _json.as_text(row.get("content")))

    # what is done

    def _request(self, row: Detail, where: str) -> None:
        parent = self._model_call(row, None)
        agent = self.builder.columns.details.get(parent, {}).get("agent")
        for place, call in enumerate(_list(row, where)):
            at = f"{where}/content/{place}"
            if not isinstance(call, dict) or not isinstance(call.get("name"), str):
                raise MismatchError("bad-calls", "a call has no name", at)
            call_id = text_id(call.get("id"), "id")
            if (id(row), call_id) in self._handoffs:
                continue
            step = self.builder.call(
                call["name"], call_id, call.get("arguments"), parent=parent, pointer=at, agent=agent
            )
            task = _task_in(call.get("arguments"))
            if task is not None:
                self._asked[call_id] = _Asked(step, agent, task)

    def _executed(self, row: Detail, where: str) -> None:
        for place, result in enumerate(_list(row, where)):
            at = f"{where}/content/{place}"
            if not isinstance(result, dict):
                raise MismatchError("wrong-type", "a result is not an object", at)
            call_id = text_id(result.get("call_id"), "call_id")
            if (id(row), call_id) in self._handoffs:
                continue
            ended = self._asked.pop(call_id, None)
            self._inside = None if self._inside is ended else self._inside
            failed, common = result.get("is_error"), self._common(row)
            status = None if not isinstance(failed, bool) else "error" if failed else "ok"
            text = _json.as_text(result.get("content"))
            self.builder.result(call_id, text, status=status, pointer=at, **common)

    def _handoff(self, row: Detail, where: str) -> None:
        to = row.get("target")
        if not isinstance(to, str):
            raise MismatchError("wrong-type", "target is not text", f"{where}/target")
        common = self._common(row, "target", "context")
        if row.get("context"):
            common["extra"] = {**(common["extra"] or {}), "context": row["context"]}
        self.builder.step("handoff", _json.as_text(row.get("content")), to=to, **common)

    def _memory(self, row: Detail, where: str) -> None:
        documents = [_document(found) for found in _list(row, where) if isinstance(found, dict)]
        self.builder.step("retrieval", None, documents=documents, **self._common(row))

    def _generated(self, row: Detail, where: str) -> None:
        """Code that a model wrote for the executor of its own agent."""
        blocks = row.get("code_blocks")
        attempt = row.get("retry_attempt")
        known = ("code_blocks", "retry_attempt")
        parent = self._model_call(row, _json.as_text(row.get("content")), *known)
        if not list_or_empty(blocks):
            return
        call_id = text_id(row.get("id"), "id")
        self._code[str(row.get("source"))] = call_id or ""
        self.builder.call(
            "code_executor", call_id, {"blocks": blocks},
            parent=parent, pointer=where, agent=self._common(row)["agent"],
            attempt=attempt + 1 if type(attempt) is int and attempt > 0 else None,
        )  # fmt: skip

    def _ran(self, row: Detail, where: str) -> None:
        result = row.get("result")
        if not isinstance(result, dict):
            raise MismatchError("wrong-type", "result is not an object", f"{where}/result")
        code = result.get("exit_code")
        status = None if type(code) is not int else "error" if code else "ok"
        common = self._common(row, "result", "retry_attempt")
        common["extra"] = {**(common["extra"] or {}), "exit_code": code}
        call_id = self._code.pop(str(row.get("source")), None)
        text = _json.as_text(result.get("output"))
        self.builder.result(call_id, text, status=status, pointer=where, **common)


MESSAGES: dict[str, Callable[[AutogenSteps, Detail, str], None]] = {
    "TextMessage": AutogenSteps._text,
    "MultiModalMessage": AutogenSteps._text,
    "StructuredMessage": AutogenSteps._text,
    "StopMessage": AutogenSteps._note,
    "HandoffMessage": AutogenSteps._handoff,
    "ToolCallSummaryMessage": AutogenSteps._note,
    "ToolCallRequestEvent": AutogenSteps._request,
    "ToolCallExecutionEvent": AutogenSteps._executed,
    "MemoryQueryEvent": AutogenSteps._memory,
    "UserInputRequestedEvent": AutogenSteps._note,
    "ThoughtEvent": AutogenSteps._thought,
    "CodeGenerationEvent": AutogenSteps._generated,
    "CodeExecutionEvent": AutogenSteps._ran,
    "SelectSpeakerEvent": AutogenSteps._note,
    "SelectorEvent": AutogenSteps._note,
    "ModelClientStreamingChunkEvent": AutogenSteps._note,
    "UserMessage": AutogenSteps._heard,
    "SystemMessage": AutogenSteps._system,
    "AssistantMessage": AutogenSteps._said,
    "FunctionExecutionResultMessage": AutogenSteps._executed,
}
"""How each type of message is read; those of the second half are what a model's context holds."""


def _task_in(arguments: Any) -> str | None:
    """The task that a call gives, as those of `AgentTool` and `TeamTool` do."""
    given = _json.decode_arguments(arguments)[0]
    task = given.get("task") if isinstance(given, dict) else None
    return task if isinstance(task, str) and task else None


def _list(row: Detail, where: str) -> list[Any]:
    content = row.get("content")
    if not isinstance(content, list):
        raise MismatchError("wrong-type", "content is not a list", f"{where}/content")
    return content


def _document(found: Detail) -> Detail:
    """A piece of memory as a document."""
    about = found.get("metadata")
    named = about.get("id") if isinstance(about, dict) else None
    score = about.get("score") if isinstance(about, dict) else None
    document: Detail = {"text": _json.as_text(found.get("content"))}
    if isinstance(named, str):
        document["id"] = named
    if isinstance(score, float):
        document["score"] = score
    return {key: value for key, value in document.items() if value is not None}
