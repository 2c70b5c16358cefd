"""Which calls of a trace are like an expected one: for counting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders._expectation._argument_tests import argument_test
from tracegrade.graders._expectation._expectation import Expectation
from tracegrade.graders._expectation._observed import Observed
from tracegrade.graders._expectation._plan import Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.graders._calls import Counted
    from tracegrade.graders._expectation._parts import ExpectedCall
    from tracegrade.graders._scopes import Scope
    from tracegrade.model import Trace
    from tracegrade.signals import EffectClass

__all__ = ["CallPattern", "FoundCalls"]


class FoundCalls(NamedTuple):
    """The calls that are like an expected one.

    Attributes:
        numbers: Their numbers in the trace.
        unknown: Numbers of calls of the tool of which nothing tells.
        all: Numbers of all calls that count and lie in the scope.
    """

    numbers: list[int]
    unknown: list[int]
    all: list[int]


class CallPattern:
    """An expected call made ready for finding the calls that are like it."""

    __slots__ = ("_expectation", "_leaf")

    def __init__(
        self,
        call: ExpectedCall,
        counted: Counted,
        scope: Scope | None,
        effects: Mapping[str, EffectClass] | None = None,
    ) -> None:
        self._expectation = Expectation(counted=counted, scope=scope, effects=effects or {})
        self._leaf = Leaf(0, call, argument_test(call, {}))

    def found_in(self, trace: Trace) -> FoundCalls:
        """The calls of a trace that are like it."""
        observed = Observed(trace, self._expectation, 1)
        places = observed.candidates(self._leaf)
        qualities = [observed.quality(self._leaf, place) for place in places]
        by_quality: tuple[list[int], list[int], list[int]] = ([], [], [])
        for place, quality in zip(places, qualities, strict=True):
            by_quality[quality].append(observed.numbers[place])
        return FoundCalls(by_quality[0], by_quality[1], observed.numbers)
