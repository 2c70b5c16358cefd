"""Pairs of traces as trace diffs, aligned when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.diff._edits import edits_between
from tracegrade.diff._endings import mark_incomplete
from tracegrade.diff._model import SIDES, TraceDiff
from tracegrade.diff._outline import Lens
from tracegrade.diff._pairing import Distances
from tracegrade.diff._reading import Reader
from tracegrade.diff._renames import renames_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.diff._model import Side, StepEdit, Wrapped
    from tracegrade.diff._signature import Signature
    from tracegrade.model import Trace

    Aligned = tuple[Trace, Trace, list[StepEdit], list[Wrapped]]

__all__ = ["diff_traces", "trace_diff"]


def diff_traces(old: Trace, new: Trace) -> TraceDiff:
    """Two traces step by step.

    Every step of both occurs in exactly one edit. A step that one side has elsewhere, the same in
    all but its place, is `moved`.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> diff_traces(trace, trace).first_divergence is None
        True
    """
    reader = Reader()
    ours, theirs = reader.signature(old, 0), reader.signature(new, 0)
    mark_incomplete(([ours], [theirs]), reader.vocabulary)
    renamed = renames_of([("", ours)], [("", theirs)], reader.vocabulary)
    lens = Lens(renamed=renamed)
    if renamed:
        for signature, trace in ((ours, old), (theirs, new)):
            reader.refocus(signature, trace, lens)
    apart = Distances(reader.vocabulary).between(ours, theirs)
    return trace_diff((ours, theirs), lambda: (old, new), apart, lens)


def trace_diff(
    ends: tuple[Signature, Signature],
    load: Callable[[], tuple[Trace, Trace]],
    distance: float,
    lens: Lens,
) -> TraceDiff:
    """The diff of two traces that are loaded, and their steps aligned, when somebody looks."""
    incomplete: tuple[Side, ...] = tuple(
        side for side, end in zip(SIDES, ends, strict=True) if end.incomplete
    )

    def align() -> Aligned:
        old, new = load()
        edits, wrapped = edits_between(old, new, lens)
        _mark_not_captured(edits, incomplete)
        return old, new, edits, wrapped

    return TraceDiff(
        ((ends[0].trace_id, ends[0].trial), (ends[1].trace_id, ends[1].trial)),
        align,
        distance=distance,
        is_same=ends[0].digest == ends[1].digest,
        incomplete=incomplete,
        renamed=dict(lens.renamed.items()),
    )


def _mark_not_captured(edits: Sequence[StepEdit], incomplete: Sequence[Side]) -> None:
    """Say of steps after the end of a capture that was cut off that they may have happened."""
    for side in incomplete:
        for edit in reversed(edits):
            if (edit.old_step if side == "old" else edit.new_step) is not None:
                break
            edit.detail["not_captured"] = True
