"""Values that vary from trace to trace and are the same in several calls of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders._expectation._values import Same, ValueMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders._expectation import ExpectedCall
    from tracegrade.graders.proposal._slots import Slot

__all__ = ["bound"]

_MOST_NAMES = 6
_SHORTEST_TEXT = 3
_LEAST_NUMBER = 100
"""Shorter texts and smaller numbers are equal by chance too often to be tied."""


class _Place(NamedTuple):
    slot: int
    name: str


def bound(
    slots: Sequence[Slot],
    calls: Sequence[ExpectedCall],
    given: Sequence[Sequence[Any]],
    traces: int,
) -> list[ExpectedCall]:
    """The expected calls with `same` where a value varies, but always with that of another call.

    Args:
        slots: The calls.
        calls: What they have to be.
        given: Of each slot, its decoded arguments in each trace.
        traces: How many traces there are.
    """
    found: dict[tuple[Any, ...], list[_Place]] = {}
    for number, (slot, call) in enumerate(zip(slots, calls, strict=True)):
        if traces < 2 or len(slot.calls) < traces or call.arguments is None:
            continue
        for name, wanted in call.arguments.items():
            values = tuple(one[name] for one in given[number] if name in one)
            if isinstance(wanted, ValueMatcher) and len(values) == traces and _telling(values):
                found.setdefault(values, []).append(_Place(number, name))
    made = list(calls)
    names: set[str] = set()
    for places in found.values():
        if len({place.slot for place in places}) < 2 or len(names) >= _MOST_NAMES:
            continue
        name = _unused(places[0].name, names)
        names.add(name)
        for place in places:
            arguments = dict(made[place.slot].arguments or {})
            arguments[place.name] = Same(name, arguments[place.name])
            made[place.slot] = replace(made[place.slot], arguments=arguments)
    return made


def _telling(values: tuple[Any, ...]) -> bool:
    """Whether values vary, and are such that they are hardly equal by chance."""
    if len(set(map(repr, values))) < 2:
        return False
    return all(
        (isinstance(one, str) and len(one) >= _SHORTEST_TEXT)
        or (type(one) is int and abs(one) >= _LEAST_NUMBER)
        for one in values
    )


def _unused(name: str, names: set[str]) -> str:
    number, free = 2, name
    while free in names:
        number, free = number + 1, f"{name}_{number}"
    return free
