"""Runs that paused and were resumed: two traces of one conversation, joined into one.

A run that waits for an approval, or for a tool that runs elsewhere, ends with a call that nothing
answers. Whoever resumes it starts a new trace, which answers that call before the model says
anything else: it runs the call, or its history holds the call's result. Both traces name one
conversation. That alone never joins them: turns of a dialogue share it too, and each begins with
fresh words of the user.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._joined import joined, says_nothing

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Resumptions"]


class _Answers(NamedTuple):
    """What a trace answers that it did not ask, before its model first speaks.

    Attributes:
        calls: The ids of these calls.
        ran: Those of them that it runs.
        is_turn: Whether the user spoke after the model had asked for them.
    """

    calls: frozenset[str]
    ran: frozenset[str]
    is_turn: bool


class Resumptions:
    """Joins paused runs with those that resume them, in whichever order they are read.

    Only traces that may have another half are held back; all others are given on at once.
    """

    def __init__(self) -> None:
        self._held: dict[str, list[tuple[int, Trace]]] = {}
        self._taken = 0

    def take(self, trace: Trace) -> list[Trace]:
        """The traces that nothing can be added to any more, now that this one is read."""
        conversation = (trace.metadata or {}).get("conversation_id")
        if not isinstance(conversation, str):
            return [trace]
        held, place = self._held.get(conversation, []), self._taken
        self._taken += 1
        for one in list(held):
            pair = _pair(one[1], trace)
            if pair is not None:
                held.remove(one)
                place, trace = min(place, one[0]), joined(*pair)
        if not (_open_calls(trace) or _silent_calls(trace) or _answers(trace).calls):
            return [trace]
        self._held.setdefault(conversation, []).append((place, trace))
        return []

    def rest(self) -> list[Trace]:
        """The traces whose other half never came, in the order in which they were read."""
        left = [one for traces in self._held.values() for one in traces]
        return [trace for _, trace in sorted(left, key=itemgetter(0))]


def _pair(held: Trace, new: Trace) -> tuple[Trace, Trace] | None:
    """The two in the order in which the second resumes the first, if one resumes the other."""
    began = held.started_at, new.started_at
    if None not in began and began[0] > began[1]:  # type: ignore[operator]  # neither is None
        held, new = new, held
    answers = _answers(new)
    left = _open_calls(held) | (_silent_calls(held) & answers.ran)
    return (held, new) if not answers.is_turn and answers.calls & left else None


def _open_calls(trace: Trace) -> set[str]:
    """Ids of the calls that the model asked for and nothing answers."""
    columns = trace.columns
    return {
        call_id
        for call_id, result, parent in zip(
            columns.call_ids, columns.call_results, columns.call_parents, strict=True
        )
        if result < 0 and parent >= 0 and call_id is not None
    }


def _silent_calls(trace: Trace) -> set[str]:
    """Ids of the calls of which nothing is known but that they ended.

    Where no content is recorded, a call that is run again in another trace of the conversation did
    not run before: its span only asked for approval.
    """
    columns = trace.columns
    return {
        call_id
        for call_id, result in zip(columns.call_ids, columns.call_results, strict=True)
        if call_id is not None and says_nothing(columns, result)
    }


def _answers(trace: Trace) -> _Answers:
    columns = trace.columns
    numbers = {step: number for number, step in enumerate(columns.call_steps)}
    answered: set[str] = set()
    ran: set[str] = set()
    asked_at, spoke_at = -1, -1
    for place, kind in enumerate(columns.kinds):
        if kind == "assistant":
            break
        detail = columns.details.get(place, {})
        extra: dict[str, Any] = detail.get("extra") or {}
        if kind == "tool_call":
            call_id = columns.call_ids[numbers[place]]
            ran |= {call_id} if call_id is not None else set()
        elif kind == "tool_result":
            call_id = extra.get("call_id") if extra.get("earlier") else detail.get("call_id")
        else:
            call_id = None
            spoke_at = place if kind == "user" else spoke_at
            asked_at = place if kind == "note" and extra.get("calls") else asked_at
        if call_id is not None:
            answered.add(call_id)
    return _Answers(frozenset(answered), frozenset(ran), spoke_at > asked_at >= 0)
