"""Which spans of a trace of the OpenAI Agents SDK make up the run of an agent.

A run that asks for approval ends, and goes on later in the same trace. The span of a call that waits
returned nothing, and its agent called no model after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans import Span
    from tracegrade.model import Detail

__all__ = ["MODELS", "Runs", "data_of", "kind_of"]

MODELS = ("generation", "response")
"""Types of spans that are model calls."""

_ACTS = ("function", "handoff")


def data_of(span: Span) -> Detail:
    """What the SDK says of a span."""
    data: Detail = span.attributes["span_data"]
    return data


def kind_of(span: Span) -> str:
    """The type of a span; `task` or `turn` where the SDK writes those as custom ones."""
    data = data_of(span)
    more = data.get("data")
    own = more.get("sdk_span_type") if data["type"] == "custom" and type(more) is dict else None
    kind: str = own if own in ("task", "turn") else data["type"]
    return kind


class Runs:
    """The spans of one trace, and the agents' runs that they lie in.

    Attributes:
        order: The spans in the order they began.
        acts: By id of a model call that tells no content: the functions and handoffs after it.
    """

    def __init__(self, spans: list[Span]) -> None:
        self.order = sorted(spans, key=lambda span: (span.start, span.end, span.span_id))
        self._by_id = {span.span_id: span for span in spans}
        self._runs: dict[str, str] = {}
        self._inside: dict[str, list[Span]] = {}
        self._latest_model: dict[str, int] = {}
        for span in self.order:
            self._inside.setdefault(span.parent_id, []).append(span)
            if kind_of(span) in MODELS:
                run = self._run_id(span)
                self._latest_model[run] = max(self._latest_model.get(run, 0), span.start)
        self._repeated = self._find_repeated()
        self._waiting: dict[str, str] = {}
        self._find_waiting()
        self.acts: dict[str, list[Span]] = {}
        for inside in self._inside.values():
            self._find_acts(inside)

    def agent_of(self, span: Span) -> Span | None:
        """The agent's span around a span."""
        return self._by_id.get(self._run_id(span))

    def handoffs_beside(self, span: Span) -> list[Span]:
        """The handoffs that lie where a span lies."""
        beside = self._inside.get(span.parent_id, [])
        return [one for one in beside if kind_of(one) == "handoff"]

    def waits(self, span: Span) -> str | None:
        """What a function waited for when the run ended before it was through.

        Returns:
            `for approval`, `inside` where a call of an agent in it waited, `perhaps` where the
            content that would tell was not recorded; `None` if it did not wait.
        """
        return self._waiting.get(span.span_id)

    def _find_waiting(self) -> None:
        for span in self.order:
            if kind_of(span) == "function" and span.span_id not in self._inside:
                waits = self._own_wait(span)
                if waits is not None:
                    self._waiting[span.span_id] = waits
                    self._wait_around(span, waits)

    def _own_wait(self, span: Span) -> str | None:
        data, run = data_of(span), self._run_id(span)
        if span.failed or not run or data.get("output") is not None:
            return None
        if self._latest_model.get(run, 0) > span.start:
            return None
        told = data.get("input") is not None or span.span_id in self._repeated
        return "for approval" if told else "perhaps"

    def _wait_around(self, span: Span, waits: str) -> None:
        """The functions around one that waits wait with it."""
        waits = "inside" if waits == "for approval" else waits
        seen: set[str] = set()
        at = self._by_id.get(span.parent_id)
        while at is not None and at.span_id not in seen:
            seen.add(at.span_id)
            if kind_of(at) == "function" and data_of(at).get("output") is None and not at.failed:
                if self._waiting.get(at.span_id) == "inside":
                    return
                self._waiting[at.span_id] = waits
            at = self._by_id.get(at.parent_id)

    def _run_id(self, span: Span) -> str:
        """Id of the agent's span around a span, or empty."""
        way: list[str] = []
        at = span.parent_id
        while at in self._by_id and at not in self._runs:
            if kind_of(self._by_id[at]) == "agent":
                self._runs[at] = at
                break
            self._runs[at] = ""  # parents may go round in a ring
            way.append(at)
            at = self._by_id[at].parent_id
        run = self._runs.get(at, "")
        self._runs.update(dict.fromkeys(way, run))
        return run

    def _find_repeated(self) -> set[str]:
        """Functions with which another run begins again, before any model is called."""
        found: set[str] = set()
        ahead: dict[bytes, str] = {}
        for span in reversed(self.order):
            if kind_of(span) in MODELS:
                ahead.clear()
            elif kind_of(span) == "function":
                key = _json.canonical([span.name, data_of(span).get("input")])
                run = self._run_id(span)
                if ahead.get(key, run) != run:
                    found.add(span.span_id)
                ahead[key] = run
        return found

    def _find_acts(self, inside: list[Span]) -> None:
        """The acts of each model call that tells no content, and of a turn without model call."""
        latest: list[Span] | None = None
        for span in inside:
            kind = kind_of(span)
            if kind in MODELS:
                data = data_of(span)
                is_silent = all(data.get(key) is None for key in ("output", "response"))
                latest = self.acts.setdefault(span.span_id, []) if is_silent else None
            elif latest is not None and kind in _ACTS:
                latest.append(span)
            if kind == "turn" and _has_usage(span):
                within = self._inside.get(span.span_id, [])
                if not any(kind_of(one) in MODELS for one in within):
                    self.acts[span.span_id] = [one for one in within if kind_of(one) in _ACTS]


def _has_usage(turn: Span) -> bool:
    """Whether a turn says that a model was called."""
    usage = data_of(turn)["data"].get("usage")
    counts = usage.values() if type(usage) is dict else ()
    return any(type(count) is int and count > 0 for count in counts)
