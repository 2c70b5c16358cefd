"""What the steps of both generations of OpenHands events share."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty
from tracegrade.formats._sessions import moment_of, step_id, usage_of

if TYPE_CHECKING:
    from tracegrade.model import Completion, Detail, ToolDefinition

__all__ = ["EventSteps", "Metrics"]

_USAGE = {
    "prompt_tokens": "input_tokens",
    "completion_tokens": "output_tokens",
    "cache_read_tokens": "cached_input_tokens",
    "reasoning_tokens": "reasoning_tokens",
}
_COUNTED = ("prompt_tokens", "completion_tokens")


class Metrics:
    """What is known of model calls by the id of their response; totals are left alone."""

    def __init__(self) -> None:
        self._usages: dict[str, Detail] = {}
        self._latencies: dict[str, float] = {}
        self._spent = 0.0

    def add(self, metrics: Any) -> float | None:
        """Take in accumulated metrics; what they cost beyond those taken before, in dollars."""
        if not isinstance(metrics, dict):
            return None
        for row in list_or_empty(metrics.get("token_usages")):
            named = row.get("response_id") if isinstance(row, dict) else None
            usage = usage_of(row, _USAGE)
            if isinstance(named, str) and named and usage is not None:
                self._usages[named] = usage
        for row in list_or_empty(metrics.get("response_latencies")):
            named = row.get("response_id") if isinstance(row, dict) else None
            lasted = row.get("latency") if isinstance(row, dict) else None
            if isinstance(named, str) and isinstance(lasted, float) and lasted >= 0:
                self._latencies[named] = lasted
        total = metrics.get("accumulated_cost")
        if isinstance(total, bool) or not isinstance(total, int | float):
            return None
        before, self._spent = self._spent, float(total)
        return total - before if total > before else None

    def usage(self, response_id: str | None, response: Any = None) -> Detail | None:
        """The tokens of a model call, as the metrics have them, or else the response itself."""
        if response_id is not None and response_id in self._usages:
            return dict(self._usages[response_id])
        counts = response.get("usage") if isinstance(response, dict) else None
        return usage_of(counts, {key: _USAGE[key] for key in _COUNTED})

    def latency(self, response_id: str | None) -> float | None:
        """How long a model call took, in seconds."""
        return self._latencies.get(response_id or "")


class EventSteps:
    """Steps being made of the events of one conversation.

    Attributes:
        builder: The columns so far.
        metrics: What is known of model calls.
        agent: Name of the agent, if an event tells it.
        model: The model that answered first, if an event tells it.
        version: The version that wrote the events, if one tells it.
        tools: Tools that the agent had.
        counts: How many events were bookkeeping, by kind.
        completion: How the conversation ended so far.
    """

    def __init__(self, metrics: Metrics) -> None:
        self.builder = ColumnsBuilder()
        self.metrics = metrics
        self.agent: str | None = None
        self.model: str | None = None
        self.version: str | None = None
        self.tools: tuple[ToolDefinition, ...] = ()
        self.counts: Counter[str] = Counter()
        self.completion: Completion | None = None
        self._begun: dict[int, datetime] = {}
        self._requests: dict[int, int] = {}  # call -> request that nobody has answered
        self._decided: set[int] = set()

    def common(self, event: Detail, **extra: Any) -> Detail:
        """Time, and what the model has no field for."""
        told = event.get("timestamp")
        at = moment_of(told) if isinstance(told, str) else None
        kept = {key: value for key, value in extra.items() if value not in (None, {}, [], "")}
        if at is None and told is not None:
            kept["timestamp"] = told  # version 0 writes no offset
        return {"at": at, "extra": kept or None}

    def begin(self, call: int, event: Detail) -> None:
        """Remember when a call was made."""
        moment = _moment(event)
        if moment is not None:
            self._begun[call] = moment

    def lasted(self, call: int | None, event: Detail) -> float | None:
        """Seconds from a call to this event, whatever the offset of both."""
        begun, ended = self._begun.get(-1 if call is None else call), _moment(event)
        if begun is None or ended is None or (begun.tzinfo is None) != (ended.tzinfo is None):
            return None
        seconds = (ended - begun).total_seconds()
        return seconds if seconds >= 0 else None

    # approvals

    @property
    def waits(self) -> bool:
        """Whether some request is open."""
        return bool(self._requests)

    def ask(self, call: int, **detail: Any) -> None:
        """Somebody is asked to decide about a call; told again, it is no second request."""
        if call not in self._requests and call not in self._decided:
            asked = [step_id(self.builder, call)]
            self._requests[call] = self.builder.step(
                "approval_request", None, calls=asked, **detail
            )

    def decide(self, call: int, decision: str, principal: str, **detail: Any) -> None:
        """An answer to the request about a call, if one is open."""
        request = self._requests.pop(call, None)
        if request is not None:
            self._decided.add(call)
            named = step_id(self.builder, request)
            self.builder.step(
                "approval_decision", None,
                request=named, decision=decision, principal=principal, **detail,
            )  # fmt: skip

    def decide_all(self, decision: str, principal: str, **detail: Any) -> None:
        """The same answer to every open request."""
        for call in list(self._requests):
            self.decide(call, decision, principal, **detail)


def _moment(event: Detail) -> datetime | None:
    told = event.get("timestamp")
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
