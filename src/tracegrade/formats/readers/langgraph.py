"""LangGraph: state with interrupts and resumed decisions, and lists of checkpoints.

Source: `StateSnapshot` and the human-in-the-loop middleware of LangChain 1 (`interrupts` with
`action_requests`, `resume` with `decisions`). Requests carry no call id, so they are matched in order
with the calls that they describe. After an edit the model's message still shows what it asked for, and
the executed arguments stand in the decision and, by call id, in the state (`hitl_edited_tool_calls`);
LangChain before 1.3 put them into the message instead, and only the request shows what was asked for.
Checkpoints are listed newest first, and the newest holds the whole conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._refusals import tells_of_refusal
from tracegrade.formats.dialects.langchain import model_call_of
from tracegrade.formats.dialects.langgraph_review import (
    actions_in,
    decision_of,
    edited_action,
)
from tracegrade.formats.dialects.spans import heard_messages, trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("tool_results", "tokens", "error_status", "approvals", "reasoning")
)
_SNAPSHOT = ("config", "values", "next")
_EDITED = "a human reviewer replaced this tool call"  # what the middleware tells the model
_REJECTED = "User rejected the tool call for"  # the same, of a call that did not run
_Call = tuple[int, dict[str, Any]]
_Asked = tuple[int, dict[str, Any], dict[str, Any]]
"""A call with the place of its message, and the name and arguments that somebody was asked about."""


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, list):
        snapshots = all(isinstance(one, dict) and {*_SNAPSHOT} <= one.keys() for one in value)
        return (
            Evidence(3, "checkpoints with config, values and next") if value and snapshots else None
        )
    if not isinstance(value, dict):
        return None
    if {*_SNAPSHOT} <= value.keys():
        return Evidence(3, "a checkpoint with config, values and next")
    resumed = isinstance(value.get("resume"), dict | list)
    asked = resumed or isinstance(value.get("interrupts"), list)
    if asked and isinstance(value.get("messages"), list):
        return Evidence(3, "messages beside 'interrupts' or 'resume'")
    return None


def _messages(snapshot: dict[str, Any]) -> Any:
    inner = snapshot.get("values")
    state = inner if type(inner) is dict else snapshot
    return state.get("messages", [] if "values" in snapshot else None)


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    history = value if type(value) is list else [value]
    newest = history[0] if history else None
    if type(newest) is not dict or type(_messages(newest)) is not list:
        raise MismatchError("wrong-type", "no state with messages")
    messages = heard_messages(_messages(newest))
    details = [model_call_of(row) for row in _messages(newest)]
    details = details if len(details) == len(messages) else [{} for _ in messages]
    requests = _requests(history)
    resumed = newest.get("resume")
    decisions = resumed.get("decisions") if type(resumed) is dict else resumed
    decided = [one for one in decisions if type(one) is dict] if type(decisions) is list else []
    edited = _edited(history)
    _weave(messages, details, _asked(messages, requests, decided, edited), decided, edited)
    trace_id = _thread(newest) or default_trace_id(record)
    trace = trace_of_messages(record, messages, "langgraph", trace_id, more=details)
    if newest.get("interrupts") and (
        resumed is None or min(trace.columns.call_results, default=0) < 0
    ):
        trace.completion = "pending"
    elif len(requests) > len(decided) + len(edited):  # somebody decided, and nothing says what
        trace.capabilities = trace.capabilities - {"approvals"}
    return (trace,)


def _thread(newest: dict[str, Any]) -> str | None:
    config = newest.get("config")
    inner = config.get("configurable") if type(config) is dict else None
    thread = inner.get("thread_id") if type(inner) is dict else newest.get("thread_id")
    return text_id(thread, "thread_id")


def _requests(history: list[Any]) -> list[dict[str, Any]]:
    """Every action that somebody was asked about, oldest first."""
    found: list[dict[str, Any]] = []
    for snapshot in reversed(history):
        interrupts = snapshot.get("interrupts") if type(snapshot) is dict else None
        for one in interrupts if type(interrupts) is list else ():
            found += actions_in(one.get("value")) if type(one) is dict else []
    return found


def _edited(history: list[Any]) -> dict[str, dict[str, Any]]:
    """What was executed in place of calls, by their ids, as the states tell."""
    found: dict[str, dict[str, Any]] = {}
    for snapshot in reversed(history):
        inner = snapshot.get("values", snapshot) if type(snapshot) is dict else None
        told = inner.get("hitl_edited_tool_calls") if type(inner) is dict else None
        if type(told) is dict:
            found |= {name: action for name, action in told.items() if type(action) is dict}
    return found


def _weave(
    messages: list[dict[str, Any]],
    details: list[dict[str, Any]],
    asked: list[_Asked],
    decided: list[dict[str, Any]],
    edited: dict[str, dict[str, Any]],
) -> None:
    """Put requests behind the calls they ask about, and decisions behind the requests."""
    answers = _answers(messages)
    for number, (place, call, given) in reversed(list(enumerate(asked))):
        named = f"request-{number}"
        request = {"type": "approval_request", "id": named, "call": call.get("id")}
        messages[place]["parts"].append({**request, **given})
        decision = _decision(number, call, decided, edited, answers)
        if decision is None:
            continue
        response = {"type": "approval_response", "id": named, **decision_of(decision)}
        if response["decision"] == "modify":
            call["arguments"] = given["arguments"]
            _settle(messages, call, "executed_arguments", response["arguments"])
        elif response["decision"] in ("deny", "cancel"):
            _settle_refusal(messages, call, response.get("reason"))
        messages.insert(place + 1, {"role": "user", "parts": [response]})
        details.insert(place + 1, {})


def _decision(
    number: int,
    call: dict[str, Any],
    decided: list[dict[str, Any]],
    edited: dict[str, dict[str, Any]],
    answers: dict[Any, dict[str, Any]],
) -> dict[str, Any] | None:
    """What was decided of a call, in LangChain's words."""
    if number < len(decided):
        return decided[number]
    action = edited.get(call.get("id") or "")
    if action is not None:
        return {"type": "edit", "edited_action": action}
    told = answers.get(call.get("id"), {}).get("response")
    if type(told) is str and told.startswith(_REJECTED):
        _, _, reason = told.partition(" with reason: ")
        return {"type": "reject", **({"message": reason} if reason else {})}
    return None


def _calls(messages: list[dict[str, Any]]) -> list[_Call]:
    """The calls, with the places of their messages."""
    return [
        (place, part)
        for place, message in enumerate(messages)
        for part in message["parts"]
        if part["type"] == "tool_call"
    ]


def _asked(
    messages: list[dict[str, Any]],
    requests: list[dict[str, Any]],
    decided: list[dict[str, Any]],
    edited: dict[str, dict[str, Any]],
) -> list[_Asked]:
    """The calls that somebody was asked about, in the order of the requests."""
    if requests:
        return _described(messages, requests, edited)
    if decided:
        calls = _latest(messages, decided)
    else:
        calls = [pair for pair in _calls(messages) if (pair[1].get("id") or "") in edited]
    return [
        (place, call, {"name": call["name"], "arguments": call.get("arguments")})
        for place, call in calls
    ]


def _described(
    messages: list[dict[str, Any]],
    requests: list[dict[str, Any]],
    edited: dict[str, dict[str, Any]],
) -> list[_Asked]:
    """The calls that the requests describe, each once.

    A call that was edited in its message is the next one of its name; it is noted in `edited`.
    """
    left = _calls(messages)
    found: list[_Asked] = []
    for request in requests:
        arguments = request.get("args", request.get("arguments"))
        wanted = _spelled(request["name"], arguments)
        alike = (
            at
            for at, (_, call) in enumerate(left)
            if _spelled(call["name"], call.get("arguments")) == wanted
        )
        named = (at for at, (_, call) in enumerate(left) if call["name"] == request["name"])
        at = next(alike, None)
        is_edited = at is None
        at = next(named, None) if is_edited else at
        if at is None:
            continue
        place, call = left.pop(at)
        if is_edited and call.get("id"):
            run = {"name": call["name"], "args": call.get("arguments")}
            edited.setdefault(call["id"], run)
        found.append((place, call, {"name": request["name"], "arguments": arguments}))
    return found


def _spelled(name: Any, arguments: Any) -> bytes:
    return _json.canonical([name, _json.decode_arguments(arguments)[0]])


def _latest(messages: list[dict[str, Any]], decided: list[dict[str, Any]]) -> list[_Call]:
    """The calls that decisions alone were about: those of one model call, and of the latest that fits.

    The result of a call shows that it was edited or refused; an approval leaves no mark.
    """
    calls = _calls(messages)
    places = sorted({place for place, _ in calls}, reverse=True)
    answers = _answers(messages)
    marked = (
        place
        for place in places
        if _shows(decided, [answers.get(call.get("id")) for at, call in calls if at == place])
    )
    chosen = next(marked, places[0] if places else -1)
    latest = [pair for pair in calls if pair[0] == chosen]
    actions = [edited_action(one) for one in decided]
    given = (action.get("name", action.get("action")) for action in actions)
    edited = {name for name in given if type(name) is str}
    named = [pair for pair in latest if pair[1]["name"] in edited]
    found = named if len(named) == len(decided) else latest
    return found[: len(decided)]


def _answers(messages: list[dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """The results by the ids of their calls."""
    return {
        part.get("id"): part
        for message in messages
        for part in message["parts"]
        if part["type"] == "tool_call_response"
    }


def _shows(decided: list[dict[str, Any]], answers: list[dict[str, Any] | None]) -> bool:
    """Whether the results of some calls show every edit and refusal among the decisions."""
    texts = [str(answer.get("response")) for answer in answers if answer is not None]
    edits = sum(decision_of(one)["decision"] == "modify" for one in decided)
    refusals = sum(decision_of(one)["decision"] in ("deny", "cancel") for one in decided)
    return sum(_EDITED in text for text in texts) >= edits and (
        sum(_EDITED not in text and tells_of_refusal(text) for text in texts) >= refusals
    )


def _settle_refusal(messages: list[dict[str, Any]], call: dict[str, Any], reason: Any) -> None:
    """Note that a call was refused, unless its result is that of a tool which ran all the same."""
    part = _answers(messages).get(call.get("id"))
    if part is None:
        return
    if part.get("status") != "ok" or tells_of_refusal(part.get("response"), reason):
        part["status"] = "denied"


def _settle(messages: list[dict[str, Any]], call: dict[str, Any], field: str, value: Any) -> None:
    """Note at the result of a call what the decision made of it."""
    for message in messages:
        for part in message["parts"]:
            if part["type"] == "tool_call_response" and part.get("id") == call.get("id"):
                part[field] = value


READER = Reader(
    name="langgraph",
    title="LangGraph state with interrupts and decisions, or a list of checkpoints",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""State as `get_state` and `get_state_history` give it."""
