"""Events of a session of Google's ADK as steps.

Source: `Event`, `EventActions` and the flows of google-adk 1.0 to 2.13. An event is one model call, or
what the tools that it asked for returned, or words of the user; it says so by its parts alone.
`transfer_to_agent` is a handoff. Other calls that the library makes itself are no calls of tools:
see `_google_adk_approvals`. A response with the key `error` tells of an error; else nothing says whether
a tool failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import field_of, list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._refusals import tells_of_refusal
from tracegrade.formats._sessions import step_id, usage_of
from tracegrade.formats.dialects.google_adk import moment_of_seconds, parts_of
from tracegrade.formats.readers._google_adk_approvals import Approvals
from tracegrade.formats.readers._google_adk_results import Results

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["EventSteps"]

_TRANSFER = "transfer_to_agent"
_USAGE = {
    "prompt_token_count": "input_tokens",
    "candidates_token_count": "output_tokens",
    "cached_content_token_count": "cached_input_tokens",
    "thoughts_token_count": "reasoning_tokens",
}
_ACTIONS = (
    "state_delta", "artifact_delta", "escalate", "requested_auth_configs", "compaction",
    "rewind_before_invocation_id", "agent_state", "end_of_agent", "route", "set_model_response",
)  # fmt: skip
"""Actions that are kept as they are, where they say something."""

_OPTIONS = ("update_context", "function_call_event_id")
"""What took the place of actions before 1.0."""

_CONFIRMATIONS = "requested_tool_confirmations"

_BESIDE = ("branch", "invocation_id", "custom_metadata", "citation_metadata", "output")
"""Fields of an event that are kept as they are."""


class EventSteps:
    """The steps of one session, being made of its events in order.

    Attributes:
        builder: The columns so far.
        agent: The first agent that said something.
        model: The first model that is named.
        partial: How many fragments of streamed events were left out.
        asks: Whether the writer would record that somebody was asked, which it does since 1.14.
    """

    def __init__(self, builder: ColumnsBuilder, user: str | None) -> None:
        self.builder = builder
        self.agent: str | None = None
        self.model: str | None = None
        self.partial = 0
        self.asks = False
        self._principal = f"human:{user or 'user'}"
        self._results = Results(builder)
        self._approvals = Approvals(builder, self._results, self._principal)
        self._handoffs: dict[str | None, int] = {}
        self._last_at: Any = None

    @property
    def waits(self) -> bool:
        """Whether somebody is still asked for something."""
        return self._approvals.waits

    def add(self, event: Any) -> None:
        """Add an event.

        Raises:
            MismatchError: It is none.
        """
        author = field_of(event, "author")
        if type(author) is not str:
            raise MismatchError("wrong-type", "an event has no author", "/author")
        if event.get("partial") is True:
            self.partial += 1
            return
        common = self._common(event, author)
        parts = parts_of(event.get("content"))
        responses = [field_of(part, "function_response") for part in parts]
        answered = [one for one in responses if type(one) is dict]
        begun = len(self.builder.columns)
        if answered:
            self._answers(answered, event, author, common)
        spoken = [part for part in parts if type(field_of(part, "function_response")) is not dict]
        if author == "user":
            self._user(spoken, event, common)
        else:
            self._agent(spoken, event, common)
        self._error(event, common)
        self._keep_actions(event, begun, common)

    def finish(self) -> None:
        """Settle what no later event can change."""
        self._results.finish()

    def _common(self, event: Detail, author: str) -> Detail:
        at = moment_of_seconds(event.get("timestamp"))
        common: Detail = {"at": at} if at is not None else {}
        if author != "user":
            common["agent"] = author
            self.agent = self.agent or author
        return common

    # what is said

    def _user(self, parts: list[Detail], event: Detail, common: Detail) -> None:
        heard = field_of(field_of(event, "input_transcription"), "text")
        texts = [part["text"] for part in parts if type(part.get("text")) is str]
        texts += [heard] if type(heard) is str and not texts else []
        others = [part for part in parts if type(part.get("text")) is not str]
        if texts or others:
            extra = _kept(event, _BESIDE) | ({"parts": others} if others else {})
            self.builder.step(
                "user", "\n".join(texts) if texts else None, principal=self._principal,
                extra=extra or None, **common,
            )  # fmt: skip

    def _agent(self, parts: list[Detail], event: Detail, common: Detail) -> None:
        """A model call, or what the library asks for in the model's place."""
        asked = [field_of(part, "function_call") for part in parts]
        calls = [call for call in asked if type(call) is dict]
        if calls and self._approvals.ask(calls, common):
            return
        usage = _usage(field_of(event, "usage_metadata"))
        heard = field_of(field_of(event, "output_transcription"), "text")
        if not parts and usage is None and type(heard) is not str:
            return
        index = self._model_call(parts, event, usage, common)
        if type(heard) is str and self.builder.columns.texts[index] is None:
            self.builder.columns.texts[index] = heard
        waiting = set(map(str, list_or_empty(field_of(event, "long_running_tool_ids"))))
        for part in parts:
            call = field_of(part, "function_call")
            if type(call) is dict:
                self._call(call, index, common, waiting)
            elif type(field_of(part, "executable_code")) is dict:
                self._results.code(field_of(part, "executable_code"), index, common)
            elif type(field_of(part, "code_execution_result")) is dict:
                self._results.code_ran(field_of(part, "code_execution_result"), common)
        self._grounding(event, index, common)

    def _model_call(
        self, parts: list[Detail], event: Detail, usage: Detail | None, common: Detail
    ) -> int:
        texts = [part for part in parts if type(part.get("text")) is str]
        thoughts = [part["text"] for part in texts if part.get("thought") is True]
        words = [part["text"] for part in texts if part.get("thought") is not True]
        model, reason = field_of(event, "model_version"), field_of(event, "finish_reason")
        model = model if type(model) is str and model else None
        self.model = self.model or model
        others = [part for part in parts if not _is_known(part)]
        extra = _kept(event, _BESIDE) | ({"parts": others} if others else {})
        return self.builder.step(
            "assistant",
            "\n".join(words) if words else None,
            reasoning="\n".join(thoughts) if thoughts else None,
            usage=usage,
            model=model,
            stop_reason=reason if type(reason) is str else None,
            extra=extra or None,
            **common,
        )

    # calls

    def _call(self, call: Detail, parent: int, common: Detail, waiting: set[str]) -> None:
        name, call_id = call.get("name"), text_id(call.get("id"), "id")
        if type(name) is not str:
            raise MismatchError("wrong-type", "a function call has no name", "/content/parts")
        arguments = call.get("args")
        arguments = {} if arguments is None else arguments
        if name == _TRANSFER:
            to = arguments.get("agent_name") if type(arguments) is dict else None
            self._handoffs[call_id] = self.builder.step(
                "handoff", parent=parent, to=to if type(to) is str else None, **common
            )
        else:
            self._results.called(name, call_id, arguments, parent, common)
            if call_id in waiting:
                self._results.runs_long(str(call_id))

    def _answers(self, responses: list[Detail], event: Detail, author: str, common: Detail) -> None:
        """What tools returned, or what the user answered to a question of the library."""
        actions = event.get("actions")
        asked = field_of(actions, _CONFIRMATIONS)
        asked = asked if type(asked) is dict else {}
        to = field_of(actions, _TRANSFER)
        decided: list[Detail] = []
        for response in responses:
            call_id = text_id(response.get("id"), "id")
            if response.get("name") == _TRANSFER and call_id in self._handoffs:
                self._handed_over(self._handoffs[call_id], to, response)
            elif self._approvals.is_about(call_id, response.get("name")):
                decided.append(response)
            elif call_id is not None and call_id in asked:
                self._approvals.told(call_id, response.get("response"))
            else:
                refused = self._approvals.is_refused(call_id)
                refused = refused and tells_of_refusal(response.get("response"))
                self._results.returned(
                    response, call_id, common, refused=refused, by_user=author == "user"
                )
        if decided:
            self._approvals.answer(decided, common)

    def _handed_over(self, index: int, to: Any, response: Detail) -> None:
        detail = self.builder.columns.details.setdefault(index, {})
        if type(to) is str:
            detail["to"] = to
        else:  # nobody took over
            detail["extra"] = {"response": response.get("response")}

    # everything else

    def _grounding(self, event: Detail, parent: int, common: Detail) -> None:
        """What the model searched for itself."""
        metadata = field_of(event, "grounding_metadata")
        chunks = list_or_empty(field_of(metadata, "grounding_chunks"))
        documents = [found for chunk in chunks if (found := _document(chunk)) is not None]
        queries = [
            *list_or_empty(field_of(metadata, "web_search_queries")),
            *list_or_empty(field_of(metadata, "retrieval_queries")),
        ]
        if documents or queries:
            self.builder.step(
                "retrieval", parent=parent, documents=documents,
                query="\n".join(one for one in queries if type(one) is str) or None,
                extra={"grounding_metadata": metadata}, **common,
            )  # fmt: skip

    def _error(self, event: Detail, common: Detail) -> None:
        code, message = field_of(event, "error_code"), field_of(event, "error_message")
        if code is None and message is None:
            return
        said = ": ".join(one for one in (code, message) if type(one) is str and one)
        call = self._results.only_open(common.get("agent"))
        self.builder.step(
            "error", message if type(message) is str else None, message=said or "failed",
            call=step_id(self.builder, call) or None, **common,
        )  # fmt: skip

    def _keep_actions(self, event: Detail, begun: int, common: Detail) -> None:
        """Keep what an event changed beside the conversation."""
        actions = _kept(event.get("actions"), _ACTIONS)
        actions |= _kept(event.get("options"), _OPTIONS)
        self.asks = self.asks or field_of(event.get("actions"), _CONFIRMATIONS) is not None
        if not actions:
            return
        if len(self.builder.columns) > begun:
            detail = self.builder.columns.details.setdefault(begun, {})
            detail["extra"] = {**(detail.get("extra") or {}), "actions": actions}
            return
        compaction = actions.get("compaction")
        words = parts_of(field_of(compaction, "compacted_content"))
        text = "\n".join(part["text"] for part in words if type(part.get("text")) is str)
        self.builder.step("note", text or None, extra={"actions": actions}, **common)


def _kept(holder: Any, names: tuple[str, ...]) -> Detail:
    """The named fields that hold something."""
    found = {name: field_of(holder, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, {}, [], "", False)}


def _is_known(part: Detail) -> bool:
    names = ("function_call", "executable_code", "code_execution_result")
    return type(part.get("text")) is str or any(type(field_of(part, one)) is dict for one in names)


def _usage(counts: Any) -> Detail | None:
    """Tokens of a model call; Gemini counts thoughts and what tools gave apart."""
    if type(counts) is not dict:
        return None
    named = {name: field_of(counts, name) for name in (*_USAGE, "tool_use_prompt_token_count")}
    found = usage_of(named, _USAGE) or {}
    more = {"output_tokens": "thoughts_token_count", "input_tokens": "tool_use_prompt_token_count"}
    for ours, theirs in more.items():
        if type(named[theirs]) is int:
            found[ours] = found.get(ours, 0) + named[theirs]
    return found or None


def _document(chunk: Any) -> Detail | None:
    """A chunk that an answer rests on, as a document."""
    if type(chunk) is not dict:
        return None
    for key in ("retrieved_context", "web", "maps"):
        source = field_of(chunk, key)
        if type(source) is dict:
            known = {key: source[key] for key in ("uri", "title") if type(source.get(key)) is str}
            text = source.get("text")
            return {**known, **({"text": text} if type(text) is str else {})}
    return {"text": _json.as_text(chunk)}
