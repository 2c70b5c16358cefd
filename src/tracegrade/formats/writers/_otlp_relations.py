"""Which steps of a record ask for which, answer which, and lie in whose span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["Relations"]

_WITHOUT_SPAN = frozenset(("system", "user", "tool_result"))
"""Kinds of steps inside whose spans nothing lies."""


class Relations:
    """The relations between the steps of a record, by place.

    Example:
        >>> relations = Relations([
        ...     {"id": "s0", "kind": "assistant"},
        ...     {"id": "s1", "kind": "tool_call", "tool": "refund", "parent": "s0"},
        ...     {"id": "s2", "kind": "tool_result", "call": "s1"}])
        >>> relations.asked_by(0), relations.result_of(1), relations.around(1)
        ([1], 2, -1)
    """

    def __init__(self, steps: list[Detail]) -> None:
        self._steps = steps
        self._places: dict[str | None, int] = {step["id"]: at for at, step in enumerate(steps)}
        self._results: dict[int, int] = {}
        self._asked: dict[int, list[int]] = {}
        self._holding: set[int] = set()
        for place, step in enumerate(steps):
            if step["kind"] == "tool_result":
                call = self._places.get(step.get("call"), -1)
                if call >= 0 and steps[call]["kind"] == "tool_call":
                    self._results.setdefault(call, place)
            elif (asker := self.asker_of(place)) >= 0:
                self._asked.setdefault(asker, []).append(place)
            else:
                self._holding.add(self._places.get(step.get("parent"), -1))

    def asker_of(self, place: int) -> int:
        """The model call that asked for the call at this place, or -1."""
        step = self._steps[place]
        asker = self._places.get(step.get("parent"), -1)
        asked = asker >= 0 and asker < place and step["kind"] == "tool_call"
        return asker if asked and self._steps[asker]["kind"] == "assistant" else -1

    def asked_by(self, place: int) -> list[int]:
        """The calls that a model call asked for."""
        return self._asked.get(place, [])

    def result_of(self, place: int) -> int:
        """The result of a call, or -1."""
        return self._results.get(place, -1)

    def answers(self, place: int) -> bool:
        """Whether a result is that of a call, and is written in the call's span."""
        call = self._places.get(self._steps[place].get("call"), -1)
        return self._results.get(call, -1) == place

    def has_span(self, place: int) -> bool:
        """Whether a call has a span: it ran, something lies inside it, or no model asked for it."""
        return place in self._results or place in self._holding or self.asker_of(place) < 0

    def around(self, place: int) -> int:
        """The step in whose span the span of this one lies, or -1 for the root."""
        asker = self.asker_of(place)
        parent = self._places.get(self._steps[place if asker < 0 else asker].get("parent"), -1)
        if parent in (-1, place):
            return -1
        kind = self._steps[parent]["kind"]
        shown = kind not in _WITHOUT_SPAN and (kind != "tool_call" or self.has_span(parent))
        return parent if shown else -1

    def id_around(self, place: int) -> str | None:
        """Id of that step."""
        around = self.around(place)
        return self._steps[around]["id"] if around >= 0 else None
