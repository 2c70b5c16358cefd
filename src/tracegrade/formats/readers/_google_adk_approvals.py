"""What a session of Google's ADK asks the user for, by calls of functions that are no tools.

`adk_request_confirmation` asks whether a call may run and names that call in its arguments; the
user's event answers it, after which the call itself is answered a second time. What it was answered
the first time is only that somebody is asked. `adk_request_credential` and `adk_request_input` ask
for something else and are kept as notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import field_of
from tracegrade.formats._sessions import step_id

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.readers._google_adk_results import Results
    from tracegrade.model import Decision, Detail

__all__ = ["Approvals"]

_CONFIRM = "adk_request_confirmation"
_ASKS = (_CONFIRM, "adk_request_credential", "adk_request_input", "adk_request_euc")


class Approvals:
    """Requests of the library and answers to them, as steps."""

    def __init__(self, builder: ColumnsBuilder, results: Results, principal: str) -> None:
        self._builder = builder
        self._results = results
        self._principal = principal
        self._requests: dict[str, int] = {}
        self._asked: dict[int, set[str]] = {}
        self._originals: dict[str, str] = {}
        self._questions: set[str] = set()
        self._refused: set[str] = set()
        self._told: dict[str, Any] = {}

    @property
    def waits(self) -> bool:
        """Whether anything asked for was not answered."""
        return bool(self._requests or self._questions)

    def ask(self, calls: list[Detail], common: Detail) -> bool:
        """Add what an event asks for; says whether it asks for anything."""
        asked = [call for call in calls if call.get("name") in _ASKS]
        confirmations = [call for call in asked if call["name"] == _CONFIRM]
        if confirmations:
            self._confirm(confirmations, common)
        for call in asked:
            if call["name"] != _CONFIRM:
                if type(call.get("id")) is str:
                    self._questions.add(call["id"])
                text = field_of(call.get("args"), "message")
                self._builder.step(
                    "note", text if type(text) is str else None, extra={"asks": call}, **common
                )
        return bool(asked)

    def is_about(self, call_id: str | None, name: Any) -> bool:
        """Whether a response answers something asked for here."""
        return name in _ASKS or call_id in self._requests or call_id in self._questions

    def is_refused(self, call_id: str | None) -> bool:
        """Whether somebody said that this call must not run."""
        return call_id in self._refused

    def told(self, call_id: str, response: Any) -> None:
        """The call was answered that somebody is asked."""
        self._told[call_id] = response

    def answer(self, responses: list[Detail], common: Detail) -> None:
        """Add the answers of one event: one decision for each request."""
        by_request: dict[int, list[Detail]] = {}
        for response in responses:
            named = response.get("id")
            index = self._requests.pop(named, None) if type(named) is str else None
            if index is None:
                self._questions.discard(str(named))
                extra = {"answers": response}
                self._builder.step("note", None, extra=extra, principal=self._principal, **common)
            else:
                by_request.setdefault(index, []).append(response)
        for index, answered in by_request.items():
            self._decide(index, answered, common)

    def _confirm(self, calls: list[Detail], common: Detail) -> None:
        items: list[Detail] = []
        for call in calls:
            original = field_of(call.get("args"), "original_function_call")
            about = field_of(call.get("args"), "tool_confirmation")
            named, asked_id = call.get("id"), field_of(original, "id")
            asked_id = asked_id if type(asked_id) is str else None
            hint = field_of(about, "hint")
            item = {
                "id": named if type(named) is str else None,
                "call": step_id(self._builder, self._results.step_of(asked_id)) or None,
                "tool": field_of(original, "name"),
                "arguments": field_of(original, "args"),
                "shown": hint if type(hint) is str and hint else None,
            }
            if type(named) is str and asked_id is not None:
                self._originals[named] = asked_id
            items.append({key: value for key, value in item.items() if value is not None})
        index = self._builder.step("approval_request", items=items, **common)
        named = {item["id"] for item in items if "id" in item}
        self._requests |= dict.fromkeys(named, index)
        self._asked[index] = named

    def _decide(self, index: int, responses: list[Detail], common: Detail) -> None:
        decisions: list[Detail] = []
        extra: Detail = {}
        for response in responses:
            confirmed, payload = _decision_of(response.get("response"))
            decision: Decision = "approve" if confirmed is True else "deny"
            named = str(response["id"])
            decisions.append({"item": named, "decision": decision})
            if payload is not None:
                extra.setdefault("payload", {})[named] = payload
            if decision == "deny" and named in self._originals:
                self._refused.add(self._originals[named])
        shared = {one["decision"] for one in decisions}
        is_whole = {one["item"] for one in decisions} == self._asked[index] and len(shared) == 1
        decided = {"decision": shared.pop()} if is_whole else {"decisions": decisions}
        self._builder.step(
            "approval_decision", request=step_id(self._builder, index), scope="once",
            principal=self._principal, extra=extra or None, **decided, **common,
        )  # fmt: skip


def _decision_of(response: Any) -> tuple[bool | None, Any]:
    """Whether somebody confirmed, and what came with it."""
    if type(response) is dict and response.keys() == {"response"}:  # as the web client sends it
        response = _json.decode_arguments(response["response"])[0]
    confirmed, payload = field_of(response, "confirmed"), field_of(response, "payload")
    return (confirmed if type(confirmed) is bool else None), payload
