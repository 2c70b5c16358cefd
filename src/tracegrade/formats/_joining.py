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

from tracegrade.formats._joined import joined

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Resumptions"]


class _Answers(NamedTuple):
    """What a trace answers that it did not ask, before its model first speaks.

    Attributes:
        calls: The ids of these calls.
        is_turn: Whether the user spoke after the model had asked for them.
    """

    calls: frozenset[str]
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
        answers = _answers(trace)
        resumes = answers.calls and (held or not answers.is_turn)
        if not (_open_calls(trace) or resumes):
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
    return (held, new) if not answers.is_turn and answers.calls & _open_calls(held) else None


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


def _answers(trace: Trace) -> _Answers:
    columns = trace.columns
    numbers = {step: number for number, step in enumerate(columns.call_steps)}
    answered: set[str] = set()
    asked_at, spoke_at = -1, -1
    for place, kind in enumerate(columns.kinds):
        if kind == "assistant":
            break
        detail = columns.details.get(place, {})
        extra: dict[str, Any] = detail.get("extra") or {}
        if kind == "tool_call":
            call_id = columns.call_ids[numbers[place]]
        elif kind == "tool_result":
            call_id = extra.get("call_id") if extra.get("earlier") else detail.get("call_id")
        else:
            call_id = None
            spoke_at = place if kind == "user" else spoke_at
            asked_at = place if kind == "note" and extra.get("calls") else asked_at
        if call_id is not None:
            answered.add(call_id)
    return _Answers(frozenset(answered), spoke_at > asked_at >= 0)
