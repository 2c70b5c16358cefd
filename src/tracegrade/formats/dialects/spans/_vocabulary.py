"""Other vocabularies, and older ones, said in the terms of the current conventions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans import (
    _adk,
    _agents_sdk,
    _beeai,
    _events,
    _indexed,
    _older,
    _openinference,
    _vercel,
)
from tracegrade.formats.dialects.spans._twice import CHATS, put_inside_each_other
from tracegrade.formats.dialects.spans._values import OPERATION, PART_OF_ANOTHER, VALUES_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats.dialects.spans._span import Span

__all__ = ["CHATS", "HANDOFFS", "in_current_terms"]

HANDOFFS = frozenset(("handoff", "agent_handoff"))
_OUTPUT = "gen_ai.output.messages"
_SPENT = ("gen_ai.usage.", "operation.cost")
_ODD = frozenset((_adk.MARK, _agents_sdk.MARK, _indexed.KIND, _events.STRANDS_TOOL))
"""Attributes of writers that use the current conventions in ways of their own."""

_BY_MARK: tuple[tuple[str, Callable[[Span], dict[str, Any] | None]], ...] = (
    (_adk.MARK, _adk.translate),  # before OpenInference, whose marks such spans may bear as well
    (_openinference.MARK, _openinference.translate),
    (_agents_sdk.MARK, _agents_sdk.translate),
    (_vercel.MARK, _vercel.translate),
    *((mark, _indexed.translate) for mark in _indexed.MARKS),
    (_older.TOOL_MARK, _older.tool),
)
"""An attribute that shows a vocabulary, and what translates it."""


def in_current_terms(spans: dict[str, Span]) -> dict[str, Span]:
    """The spans, each with its attributes named as the current conventions name them."""
    strange = [span for span in spans.values() if not _is_current(span.attributes)]
    if not strange:
        return spans
    if any(_openinference.MARK in span.attributes and _beeai.is_event(span) for span in strange):
        spans = _beeai.with_whole_calls(spans)
        strange = [span for span in spans.values() if not _is_current(span.attributes)]
    found = dict(spans)
    for span in strange:
        made = _translated(span)
        if made is not None:
            found[span.span_id] = span._replace(attributes=made)
    put_inside_each_other(found)
    _join_model_calls(found)
    return found


def _is_current(attributes: dict[str, Any]) -> bool:
    return (
        OPERATION in attributes
        and ("gen_ai.output.messages" in attributes or "gen_ai.tool.call.arguments" in attributes)
        and _ODD.isdisjoint(attributes)
    )


def _translated(span: Span) -> dict[str, Any] | None:
    attributes = span.attributes
    for mark, translate in _BY_MARK:
        made = translate(span) if mark in attributes else None
        if made is not None:
            return made
    if span.events or "events" in attributes or _events.STRANDS_TOOL in attributes:
        return _events.translate(span)
    if any(mark in attributes for mark in _older.AGENT_MARKS):
        return _older.agent(span)
    return None


def _join_model_calls(spans: dict[str, Span]) -> None:
    """Make one model call of a chat span and one around it, which some writers nest.

    A chat span around several that each say something is no model call.
    """
    inside: dict[str, list[str]] = {}
    for span_id, span in spans.items():
        outer = spans.get(span.parent_id)
        if outer is not None and outer is not span and _is_chat(span) and _is_chat(outer):
            inside.setdefault(span.parent_id, []).append(span_id)
    for outer_id in reversed(inside):  # the innermost first
        inner_ids = inside[outer_id]
        if not _is_chat(spans[outer_id]):
            continue  # it may have become a part of the one around it
        if len(inner_ids) > 1 and all(_says(spans[one]) for one in inner_ids):
            spans[outer_id] = spans[outer_id]._replace(attributes={OPERATION: PART_OF_ANOTHER})
            continue
        for inner_id in inner_ids:
            both = _both(spans[inner_id].attributes, spans[outer_id].attributes)
            spans[outer_id] = spans[outer_id]._replace(attributes=both)
            part = {OPERATION: PART_OF_ANOTHER}
            spans[inner_id] = spans[inner_id]._replace(attributes=part)


def _both(inner: dict[str, Any], outer: dict[str, Any]) -> dict[str, Any]:
    """Attributes of a model call by two spans; what the outer says counts unless it is raw.

    Tokens and cost are the inner's: it is nearer to the provider, and Langfuse estimates those
    of an outer one that has none.
    """
    if VALUES_ONLY in outer and VALUES_ONLY not in inner and _OUTPUT in inner:
        both = {**outer, **inner}
        del both[VALUES_ONLY]
        return both
    spent = {name: value for name, value in inner.items() if name.startswith(_SPENT)}
    return {**inner, **outer, **spent}


def _says(span: Span) -> bool:
    return bool(span.attributes.get(_OUTPUT))


def _is_chat(span: Span) -> bool:
    return str(span.attributes.get(OPERATION)) in CHATS
