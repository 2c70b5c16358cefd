"""Two traces as edits: what became of each step, and how changed ones differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.diff._align import Aligner, in_order
from tracegrade.diff._details import Details
from tracegrade.diff._model import StepEdit, Wrapped

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tracegrade.diff._model import EditKind, Side
    from tracegrade.diff._outline import Lens, Outline, Span
    from tracegrade.model import Trace

__all__ = ["Edits", "edits_between"]


class Edits(NamedTuple):
    """What became of the steps of two traces.

    Attributes:
        edits: Every step of both, each exactly once.
        wrapped: Work that moved into a sub-agent, or out of one.
    """

    edits: list[StepEdit]
    wrapped: list[Wrapped]


def edits_between(old: Trace, new: Trace, lens: Lens | None = None) -> Edits:
    """The edits that lead from the old trace to the new one.

    A step that one side has elsewhere, the same in all but its place, is `moved`, and its result
    with it. Steps that moved into a sub-agent are the `same`; the agent is in `wrapped`, once.
    """
    return _Comparison(old, new, lens).edits()


class _Comparison:
    """Two traces with their alignment."""

    def __init__(self, old: Trace, new: Trace, lens: Lens | None) -> None:
        aligner = Aligner(old, new, lens)
        self._details = Details(old, new, lens)
        self._ids = old.columns.ids, new.columns.ids
        self._ours, self._theirs = ours, theirs = aligner.old, aligner.new
        self._partners = dict(aligner.partners())
        turned = {other: one for one, other in self._partners.items()}
        self._moved = _moves(self._partners, turned, ours, theirs)
        self._wrappers = {
            **self._found("new", theirs, ours, turned),
            **self._found("old", ours, theirs, self._partners),
        }
        self._wrapped_steps = {
            (wrapped.side, step) for wrapped in self._wrappers.values() for step in wrapped.steps
        }

    def edits(self) -> Edits:
        """Every step of both sides once, in the order of both as far as there is one."""
        kinds: dict[tuple[int, int], EditKind] = {}
        for one, other in self._partners.items():
            kinds |= self._paired(one, other)
        for one, other in self._moved.items():
            kinds |= self._paired(one, other, moved=True)
        steps = in_order(dict(kinds.keys()), len(self._ids[0]), len(self._ids[1]))
        edits = [
            self._edit(kinds.get((one, other)) or ("removed" if other < 0 else "added"), one, other)
            for one, other in steps
        ]
        return Edits(edits, list(self._wrappers.values()))

    def _paired(
        self, one: int, other: int, *, moved: bool = False
    ) -> dict[tuple[int, int], EditKind]:
        """What became of two heads that are partners, and of their results, by step."""
        ours, theirs = self._ours, self._theirs
        same: EditKind = "moved" if moved else "same"
        is_same = ours.contents[one] == theirs.contents[other] and self._same_agent(one, other)
        found: dict[tuple[int, int], EditKind] = {
            (ours.steps[one], theirs.steps[other]): same if is_same else "changed"
        }
        results = ours.results[one], theirs.results[other]
        if min(results) >= 0:
            found[results] = same if ours.answers[one] == theirs.answers[other] else "changed"
        return found

    def _same_agent(self, one: int, other: int) -> bool:
        ours, theirs = self._ours, self._theirs
        if ours.role(one) == theirs.role(other):
            return True
        ids = self._ids[0][ours.steps[one]], self._ids[1][theirs.steps[other]]
        return ("old", ids[0]) in self._wrapped_steps or ("new", ids[1]) in self._wrapped_steps

    def _edit(self, kind: EditKind, one: int, other: int) -> StepEdit:
        old_step = self._ids[0][one] if one >= 0 else None
        new_step = self._ids[1][other] if other >= 0 else None
        if kind == "same":
            return StepEdit(kind, old_step, new_step)
        if kind == "changed":
            return StepEdit(kind, old_step, new_step, self._details.changed(one, other))
        detail = self._details.described(one, other)
        wrapper = self._wrappers.get(("old", old_step or "")) or self._wrappers.get(
            ("new", new_step or "")
        )
        if wrapper is not None:
            detail["wraps"] = wrapper.steps
        return StepEdit(kind, old_step, new_step, detail)

    def _found(
        self, side: Side, outline: Outline, other: Outline, partners: dict[int, int]
    ) -> dict[tuple[str, str], Wrapped]:
        """Sub-agents of one side in which work of another agent is done on the other side."""
        ids = self._ids[side == "new"]
        found: dict[tuple[str, str], Wrapped] = {}
        for span in outline.spans:
            inner = _moved_inside(span, outline, other, partners)
            if span.start in partners or not inner:
                continue
            step = ids[outline.steps[span.start]]
            steps = [ids[outline.steps[place]] for place in inner]
            found[side, step] = Wrapped(side, step, span.role, steps)
        return found


def _moved_inside(
    span: Span, outline: Outline, other: Outline, partners: dict[int, int]
) -> list[int]:
    """Heads inside the span whose partners belong to another agent, if calls are mostly such."""
    places = range(span.start + 1, span.stop)
    inner = [
        place
        for place in places
        if place in partners
        and outline.role(place) != other.role(partners[place])
        and outline.bare[place] == other.bare[partners[place]]
    ]
    calls = [place for place in places if outline.is_call(place)]
    moved = sum(outline.is_call(place) for place in inner)
    return inner if moved and 2 * moved >= len(calls) else []


def _moves(
    partners: dict[int, int], turned: dict[int, int], ours: Outline, theirs: Outline
) -> dict[int, int]:
    """Heads without a partner that stand elsewhere on the other side: place in old to place in new."""
    added: defaultdict[Hashable, list[int]] = defaultdict(list)
    for other in range(len(theirs) - 1, -1, -1):
        if other not in turned:
            added[theirs.exact[other]].append(other)
    alone = (one for one in range(len(ours)) if one not in partners)
    return {one: added[ours.exact[one]].pop() for one in alone if added.get(ours.exact[one])}
