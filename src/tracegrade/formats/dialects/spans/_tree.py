"""Which span lies inside which."""

from __future__ import annotations

from operator import itemgetter, lt
from typing import TYPE_CHECKING

from tracegrade.formats._building import Note

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span

__all__ = ["children_of", "in_order", "reached", "tree_of"]

_MOMENT = itemgetter(0, 1, 2)  # start, end, id
_START, _END = itemgetter(0), itemgetter(1)


def in_order(spans: list[Span], notes: list[Note]) -> dict[str, Span]:
    """The spans by id, in the order they began; of those that share an id the first is kept."""
    ordered = sorted(spans, key=_MOMENT)
    unique = {span.span_id: span for span in ordered}
    if len(unique) != len(ordered):
        unique = _first_of_each_id(ordered, notes)
    if any(map(lt, map(_END, ordered), map(_START, ordered))):
        for span_id, span in unique.items():
            if 0 < span.end < span.start:
                message = f"span {span_id!r} ends before it begins"
                notes.append(Note("negative-duration", message, span.pointer))
    return unique


def _first_of_each_id(ordered: list[Span], notes: list[Note]) -> dict[str, Span]:
    unique: dict[str, Span] = {}
    for span in ordered:
        if unique.setdefault(span.span_id, span) is not span:
            message = f"span id {span.span_id!r} occurs twice; the first was read"
            notes.append(Note("duplicate-id", message, span.pointer))
    return unique


def tree_of(spans: dict[str, Span], notes: list[Note]) -> tuple[list[Span], dict[str, list[Span]]]:
    """Roots and children, in the order they began; a span whose parent is missing is a root."""
    roots: list[Span] = []
    children: dict[str, list[Span]] = {}
    rings_may_be = False
    for span in spans.values():
        parent_id = span.parent_id
        if parent_id == span.span_id:
            message = f"span {parent_id!r} is its own parent"
            notes.append(Note("cyclic-parent", message, span.pointer))
            roots.append(span)
        elif parent_id in children:
            children[parent_id].append(span)
        elif parent_id in spans:
            children[parent_id] = [span]
            rings_may_be = rings_may_be or _MOMENT(span) < _MOMENT(spans[parent_id])
        else:
            if parent_id:
                message = f"parent {parent_id!r} of span {span.span_id!r} is not in the file"
                notes.append(Note("unknown-parent", message, span.pointer))
            roots.append(span)
    if rings_may_be:  # where every parent began before its children there are none
        _open_rings(spans, roots, children, notes)
    return roots, children


def children_of(spans: dict[str, Span]) -> dict[str, list[Span]]:
    """The spans by the id of the one they name as their parent, in the order they began."""
    children: dict[str, list[Span]] = {}
    for span in spans.values():
        children.setdefault(span.parent_id, []).append(span)
    return children


def reached(roots: list[Span], children: dict[str, list[Span]]) -> set[str]:
    """Ids of these spans and of those that lie inside them."""
    found = {root.span_id for root in roots}
    waiting = list(found & children.keys())
    while waiting:
        inside = {child.span_id for child in children[waiting.pop()]} - found
        found |= inside
        waiting += inside & children.keys()
    return found


def _open_rings(
    spans: dict[str, Span],
    roots: list[Span],
    children: dict[str, list[Span]],
    notes: list[Note],
) -> None:
    """Make a root of the first span of each ring of parents."""
    known = reached(roots, children)
    for span_id, span in spans.items():
        if span_id not in known:
            message = f"span {span_id!r} is its own ancestor"
            notes.append(Note("cyclic-parent", message, span.pointer))
            children[span.parent_id].remove(span)
            roots.append(span)
            known |= reached([span], children)
