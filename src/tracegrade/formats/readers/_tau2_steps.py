"""Messages and ticks of a tau2-bench simulation into steps."""

from __future__ import annotations

from typing import Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import usage_of, without
from tracegrade.model import Detail

__all__ = ["Tau2Steps"]

_USAGE = {"prompt_tokens": "input_tokens", "completion_tokens": "output_tokens"}
_SPEAKERS = ("assistant", "user")
_SAID = (
    "role", "content", "tool_calls", "usage", "cost", "raw_data", "turn_idx", "is_audio",
    "generation_time_seconds", "chunk_id", "is_final_chunk", "contains_speech", "utterance_ids",
    "tool_messages",
)  # fmt: skip
_RETURNED = ("id", "role", "content", "error", "turn_idx", "requestor")


class Tau2Steps:
    """Steps being made of one simulation; the simulated user's tools are not the agent's."""

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self._spoken: dict[tuple[str, str], int] = {}  # (speaker, utterance) -> its step
        self._last: tuple[str, int] = ("", -1)

    def read(self, simulation: Detail, where: str) -> None:
        """Read the messages, or the ticks where there are no messages.

        Raises:
            MismatchError: Some message is not of the format.
        """
        messages = simulation.get("messages")
        if isinstance(messages, list):
            for place, message in enumerate(messages):
                self._message(message, f"{where}/messages/{place}")
            return
        for place, tick in enumerate(list_or_empty(simulation.get("ticks"))):
            at = f"{where}/ticks/{place}"
            if not isinstance(tick, dict):
                raise MismatchError("wrong-type", "a tick is not an object", at)
            self._tick(tick, at)

    def _message(self, message: Any, where: str) -> None:
        role = message.get("role") if isinstance(message, dict) else None
        if role in _SPEAKERS:
            _check_calls(message, where)
            self._said(message, role, where)
        elif role == "tool":
            inner = message.get("tool_messages")
            for result in inner if isinstance(inner, list) else [message]:
                self._returned(result, where)
        elif role == "system":
            self.builder.step("system", _text(message), **_common(message, _SAID))
        else:
            raise MismatchError("unknown-role", f"role {role!r}", f"{where}/role")

    # what is said

    def _said(self, message: Detail, role: str, where: str) -> None:
        calls = list_or_empty(message.get("tool_calls"))
        if role == "user":
            common = _common(message, _SAID)
            if calls:  # tools of the simulated user, in its own world
                common["extra"] = {**(common["extra"] or {}), "tool_calls": calls}
            self.builder.step("user", _text(message), principal="human:user", **common)
            return
        parent = self._answer(message)
        for place, call in enumerate(calls):
            self.builder.call(
                call["name"],
                text_id(call.get("id"), "id") or None,
                call.get("arguments"),
                parent=parent,
                pointer=f"{where}/tool_calls/{place}",
                extra=without(call, ("id", "name", "arguments", "requestor")),
            )

    def _answer(self, message: Detail) -> int:
        usage = usage_of(message.get("usage"), _USAGE) or {}
        cost, seconds = message.get("cost"), message.get("generation_time_seconds")
        if isinstance(cost, int | float) and not isinstance(cost, bool):
            usage["cost_usd"] = float(cost)
        raw = message.get("raw_data")
        raw = raw if isinstance(raw, dict) else {}
        inner = raw.get("message")
        reasoning = inner.get("reasoning_content") if isinstance(inner, dict) else None
        reason = raw.get("finish_reason")
        return self.builder.step(
            "assistant",
            _text(message),
            usage=usage or None,
            reasoning=reasoning if isinstance(reasoning, str) and reasoning else None,
            stop_reason=reason if isinstance(reason, str) else None,
            duration_s=seconds if isinstance(seconds, float) and seconds >= 0 else None,
            **_common(message, _SAID),
        )

    # what tools return

    def _returned(self, result: Any, where: str) -> None:
        if not isinstance(result, dict):
            raise MismatchError("wrong-type", "a tool message is not an object", where)
        failed, common = result.get("error"), _common(result, _RETURNED)
        if failed is not None and not isinstance(failed, bool):
            raise MismatchError("wrong-type", "error is not true or false", f"{where}/error")
        call_id = text_id(result.get("id"), "id") or None
        text = _text(result)
        if result.get("requestor") == "user":
            told = {"requestor": "user", "id": call_id, "error": failed is True}
            common["extra"] = {**(common["extra"] or {}), **told}
            self.builder.step("note", text, **common)
            return
        status = "error" if failed else "ok"
        self.builder.result(call_id, text, status=status, pointer=where, **common)

    # voice

    def _tick(self, tick: Detail, where: str) -> None:
        """Everything that happened at once: chunks of speech, calls and results of both sides."""
        for role, name in (("assistant", "agent"), ("user", "user")):
            chunk = tick.get(f"{name}_chunk")
            chunk = chunk if isinstance(chunk, dict) else {}
            calls = tick.get(f"{name}_tool_calls")
            if list_or_empty(calls):
                message = {**chunk, "role": role, "tool_calls": calls}
                _check_calls(message, f"{where}/{name}_tool_calls")
                self._said(message, role, where)
                self._last = ("", -1)
            elif _text(chunk):
                self._chunk(chunk, role, where)
            for result in list_or_empty(tick.get(f"{name}_tool_results")):
                self._returned(result, f"{where}/{name}_tool_results")
                self._last = ("", -1)

    def _chunk(self, chunk: Detail, role: str, where: str) -> None:
        """A piece of speech: more of an utterance that began, or the beginning of one."""
        named = [
            (role, one) for one in list_or_empty(chunk.get("utterance_ids")) if type(one) is str
        ]
        known = next((self._spoken[one] for one in named if one in self._spoken), -1)
        if known < 0 and not named and self._last[0] == role:
            known = self._last[1]
        if known >= 0:
            texts = self.builder.columns.texts
            texts[known] = (texts[known] or "") + (_text(chunk) or "")
        else:
            self._said({**chunk, "tool_calls": None}, role, where)
            known = len(self.builder.columns) - 1
        self._last = (role, known)
        self._spoken.update(dict.fromkeys(named, known))


def _text(message: Detail) -> str | None:
    """What was said; sound is no text, its script is."""
    if message.get("is_audio") is True:
        script = message.get("audio_script_gold")
        return script if isinstance(script, str) else None
    return _json.as_text(message.get("content"))


def _common(message: Detail, known: tuple[str, ...]) -> Detail:
    left = without(message, known) or {}
    kept = {key: value for key, value in left.items() if value not in ({}, [], "")}
    return {"extra": kept or None}


def _check_calls(message: Detail, where: str) -> None:
    calls = message.get("tool_calls")
    if calls is not None and not isinstance(calls, list):
        raise MismatchError("wrong-type", "tool_calls are not a list", f"{where}/tool_calls")
    for place, call in enumerate(list_or_empty(calls)):
        if not isinstance(call, dict) or not isinstance(call.get("name"), str):
            at = f"{where}/tool_calls/{place}"
            raise MismatchError("bad-calls", "a tool call has no name", at)
