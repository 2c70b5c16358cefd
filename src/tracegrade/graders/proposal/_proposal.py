"""An expectation made from accepted traces, and held against them before it is proposed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracegrade.errors import UsageError
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import (
    Expectation,
    ExpectedCall,
    Group,
    Part,
    Prepared,
    findings_of,
)
from tracegrade.graders.proposal._bindings import bound
from tracegrade.graders.proposal._loosening import loosened_arguments
from tracegrade.graders.proposal._order import Tree, order_of
from tracegrade.graders.proposal._parts import counted_parts, part_of
from tracegrade.graders.proposal._slots import numbers_of, slots_of
from tracegrade.signals import effects_of_calls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracegrade.graders._calls import Counted
    from tracegrade.graders._expectation import Extras
    from tracegrade.graders.proposal._slots import Slot
    from tracegrade.model import Trace

__all__ = ["Proposal", "propose"]


@dataclass(frozen=True)
class Proposal:
    """An expectation that accepted traces meet, for a person to review.

    Attributes:
        expectation: The expectation.
        notes: What was loosened and why, and what to look at.
        trace_ids: The traces it was made from.

    Example:
        >>> Proposal(Expectation(plans=(ExpectedCall("refund"),)), (), ("t-1",)).notes
        ()
    """

    expectation: Expectation
    notes: tuple[str, ...]
    trace_ids: tuple[str, ...]


def propose(
    traces: Iterable[Trace], *, extras: Extras = ("read",), counted: Counted = "completed"
) -> Proposal:
    """The expectation that accepted traces of one task suggest.

    Calls that all traces have are required, those that some have are optional. Arguments that are
    the same in all stay as they are, those that vary become of a kind, one of few, or the same as
    elsewhere; an order in which traces differ, or in which nothing but chance puts calls that were
    asked for side by side, is left open. Every one of the traces meets what is proposed.

    Args:
        traces: Runs that were right.
        extras: Whether other calls may come; see `Expectation`.
        counted: Which calls count; failed ones do not unless it says so.

    Raises:
        UsageError: There is no trace.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> from tracegrade.graders import expectation_record
        >>> expectation_record(propose([trace]).expectation)["plan"][0]
        {'call': 'lookup_order', 'arguments': {'order_id': 'A-1001'}}
    """
    accepted = list(traces)
    if not accepted:
        raise UsageError("nothing can be proposed from no trace", hint="name runs that were right")
    slots = slots_of(accepted, counted)
    empty = Expectation(extras=extras, counted=counted)
    calls, notes = _calls(slots, accepted)
    expectation, lost = _tightest(slots, calls, accepted, empty)
    made = (*lost, *notes, *_about(accepted, counted, extras))
    return Proposal(expectation, made, tuple(trace.trace_id for trace in accepted))


def _tightest(
    slots: Sequence[Slot],
    calls: Sequence[ExpectedCall],
    traces: Sequence[Trace],
    empty: Expectation,
) -> tuple[Expectation, tuple[str, ...]]:
    """The tightest plan of which every trace is known to meet it, and what was given up for that."""
    tree = order_of(slots, traces)
    flat = Tree("any_order", tuple(range(len(slots))))
    ways = (
        (tree, bound(slots, calls, _given(slots, traces), len(traces)), ()),
        (tree, calls, ("equal values in several calls are not tied: matching takes too long",)),
        (flat, calls, ("the order is left open: matching with it takes too long",)),
    )
    for shape, leaves, lost in ways:
        expectation = replace(empty, plans=(_plan(shape, leaves, slots, len(traces)),))
        if all(_meets(trace, expectation) for trace in traces):
            return expectation, lost
    return _by_names(traces, empty), _BY_NAMES


def _given(slots: Sequence[Slot], traces: Sequence[Trace]) -> list[list[Any]]:
    """Of each slot the decoded arguments in each trace; `None` where there are none to be had."""
    return [[_decoded(traces[at], number) for at, number in slot.calls.items()] for slot in slots]


def _decoded(trace: Trace, number: int) -> Any:
    arguments = arguments_of(trace)
    value, error = arguments.decoded(number)
    return None if error is not None or not arguments.are_recorded else value


_BY_NAMES = ("only how often tools were called is held: matching the calls takes too long",)


def _calls(
    slots: Sequence[Slot], traces: Sequence[Trace]
) -> tuple[list[ExpectedCall], tuple[str, ...]]:
    """The expected call of each slot, and what was loosened in it."""
    calls: list[ExpectedCall] = []
    notes: dict[str, None] = {}
    for slot, given in zip(slots, _given(slots, traces), strict=True):
        arguments, loosened = loosened_arguments(given)
        calls.append(ExpectedCall(slot.tool, arguments))
        notes |= dict.fromkeys(f"{slot.tool}{path}: {said}" for path, said in loosened)
    return calls, tuple(notes)


def _plan(tree: Tree, calls: Sequence[ExpectedCall], slots: Sequence[Slot], traces: int) -> Group:
    """The plan: slots that not all traces have are optional, equal ones a repetition."""
    required = [len(slot.calls) == traces for slot in slots]
    part = part_of(tree, calls, required)
    return part if isinstance(part, Group) and part.kind in _LISTS else Group("sequence", (part,))


_LISTS = ("sequence", "any_order")


def _meets(trace: Trace, expectation: Expectation) -> bool:
    """Whether a trace is known to meet an expectation."""
    match = Prepared(expectation).match(trace)
    undecided = match.exceeded or match.undecided or match.count("undecided")
    return not undecided and not any(one.severity == "fail" for one in findings_of(match))


def _by_names(traces: Sequence[Trace], empty: Expectation) -> Expectation:
    """How often each tool was called, and nothing else."""
    counts: list[dict[str, int]] = []
    for trace in traces:
        made: dict[str, int] = {}
        for number in numbers_of(trace, empty.counted):
            tool = trace.columns.call_tools[number]
            made[tool] = made.get(tool, 0) + 1
        counts.append(made)
    parts: list[Part] = [
        counted_parts(ExpectedCall(tool), [one.get(tool, 0) for one in counts])
        for tool in dict.fromkeys(tool for one in counts for tool in one)
    ]
    return replace(empty, plans=(Group("any_order", tuple(parts)),))


def _about(traces: Sequence[Trace], counted: Counted, extras: Extras) -> list[str]:
    """What a person should look at before the proposal is taken."""
    said: list[str] = []
    for trace in traces:
        if trace.outcome is not None and trace.outcome.success is False:
            said.append(f"{trace.trace_id} is recorded as failed: take it out if it was not right")
        if trace.completion == "truncated":
            said.append(f"the capture of {trace.trace_id} is cut off: calls may be missing")
        left = len(trace.columns.call_steps) - len(numbers_of(trace, counted))
        if left:
            calls = "1 call" if left == 1 else f"{left} calls"
            said.append(f"{calls} of {trace.trace_id} failed or did not run, and are left out")
    unknown: dict[str, Any] = {}
    for trace in traces if not isinstance(extras, str) else ():
        tools = zip(trace.columns.call_tools, effects_of_calls(trace), strict=True)
        unknown |= {tool: None for tool, classes in tools if "unknown" in classes}
    if unknown:
        names = ", ".join(map(repr, list(unknown)[:10]))
        more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
        said.append(f"nothing tells the effect of {names}{more}: declare it under [effects]")
    return said
