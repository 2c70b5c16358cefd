"""Runs that paused and were resumed: two traces of one conversation, joined into one.

A run that waits for an approval, or for a tool that runs elsewhere, ends with a call that nothing
answers. Whoever resumes it starts a new trace, which answers that call before the model says
anything else: it runs the call, or its history holds the call's result. Both traces name one
conversation. That alone never joins them: turns of a dialogue share it too, and each begins with
fresh words of the user.
"""

from __future__ import annotations

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


class _Half:
    """A trace that may be half of a run, and what would show its other half.

    Attributes:
        place: Where it stands among the traces read.
        trace: The trace.
        left: Ids of the calls that it leaves open.
        silent: Ids of the calls of which it shows nothing but that they ended.
        answers: What it answers that it did not ask.
        requested: Ids of its requests for approval.
        decided: Ids of the requests that it decides without holding them.
    """

    def __init__(self, place: int, trace: Trace) -> None:
        self.place = place
        self.trace = trace
        self.left = _open_calls(trace)
        self.silent = _silent_calls(trace)
        self.answers = _answers(trace)
        self.requested, self.decided = _requests(trace)

    def marks(self) -> set[_Key]:
        """What its other half would look for."""
        talk = (self.trace.metadata or {}).get("conversation_id")
        found: set[_Key] = {("requested", one) for one in self.requested}
        found |= {("decided", one) for one in self.decided}
        if isinstance(talk, str):
            found |= {("open", talk, one) for one in self.left | self.silent}
            if not self.answers.is_turn:
                found |= {("answers", talk, one) for one in self.answers.calls}
        return found

    def resumes(self, first: _Half) -> bool:
        """Whether this half goes on where the other paused."""
        if self.decided & first.requested:
            return True
        left = first.left | (first.silent & self.answers.ran)
        return not self.answers.is_turn and bool(self.answers.calls & left)


_Key = tuple[str, ...]
_OTHER = {"open": "answers", "answers": "open", "requested": "decided", "decided": "requested"}


class Resumptions:
    """Joins paused runs with those that resume them, in whichever order they are read.

    Only traces that may have another half are held back; all others are given on at once.
    """

    def __init__(self) -> None:
        self._held: dict[_Key, list[_Half]] = {}
        self._taken = 0

    def take(self, trace: Trace) -> list[Trace]:
        """The traces that nothing can be added to any more, now that this one is read."""
        half = _Half(self._taken, trace)
        self._taken += 1
        while (other := self._other_half(half)) is not None:
            self._release(other)
            first, second = (half, other) if other.resumes(half) else (other, half)
            place = min(half.place, other.place)
            half = _Half(place, joined(first.trace, second.trace))
        for key in half.marks():
            self._held.setdefault(key, []).append(half)
        return [] if half.marks() else [half.trace]

    def rest(self) -> list[Trace]:
        """The traces whose other half never came, in the order in which they were read."""
        left = {half.place: half.trace for halves in self._held.values() for half in halves}
        return [left[place] for place in sorted(left)]

    def _other_half(self, half: _Half) -> _Half | None:
        """The first trace held that is the other half."""
        found: dict[int, _Half] = {}
        for kind, *rest in half.marks():
            for other in self._held.get((_OTHER[kind], *rest), ()):
                found[other.place] = other
        return next((found[place] for place in sorted(found) if _belong(found[place], half)), None)

    def _release(self, half: _Half) -> None:
        for key in half.marks():
            self._held[key].remove(half)


def _belong(one: _Half, other: _Half) -> bool:
    """Whether one of two halves resumes the other: the one that began later, if times are known."""
    began = one.trace.started_at, other.trace.started_at
    if began[0] is None or began[1] is None:
        return other.resumes(one)
    first, second = (one, other) if began[0] <= began[1] else (other, one)
    return second.resumes(first)


def _requests(trace: Trace) -> tuple[set[str], set[str]]:
    """Ids of the requests for approval that a trace holds, and of those that it only decides."""
    columns = trace.columns
    asked: set[str] = set()
    decided: set[str] = set()
    for place, kind in enumerate(columns.kinds):
        if kind == "approval_request":
            items = columns.details.get(place, {}).get("items") or ()
            asked |= {item["id"] for item in items if isinstance(item.get("id"), str)}
        elif kind == "approval_decision" and "request" not in columns.details[place]:
            named = (columns.details[place].get("extra") or {}).get("request_id")
            decided |= {named} if isinstance(named, str) else set()
    return {one for one in asked if _is_unique(one)}, {one for one in decided if _is_unique(one)}


def _is_unique(identifier: str) -> bool:
    """Whether no other run is likely to use the id: it holds as much as a UUID does."""
    return len(identifier) >= 32  # hexadecimal digits of a UUID


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
    """Ids of the calls with which the trace ends and of which nothing is known but that they ended.

    Where no content is recorded, a call that is run again in another trace of the conversation did
    not run before: its span only asked for approval.
    """
    columns = trace.columns
    last = len(columns) - 1
    while last >= 0 and columns.kinds[last] != "assistant":
        last -= 1
    return {
        call_id
        for call_id, result in zip(columns.call_ids, columns.call_results, strict=True)
        if result > last and call_id is not None and says_nothing(columns, result)
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
