"""Model calls that two libraries have a span of, side by side.

A provider's own library may write spans (Anthropic's does since it carries OpenTelemetry) while a
framework's instrumentation writes its own, and not every instrumentation makes its span the
current one: then both have the same parent. The library's names the response and counts the
tokens; the words are in the other, or in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.formats.dialects.spans._values import OPERATION

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span

__all__ = ["CHATS", "put_inside_each_other"]

CHATS = frozenset(("chat", "generate_content", "text_completion"))
"""Operations of a chat span."""

_RESPONSE = "gen_ai.response.id"
_SPENT = "gen_ai.usage.output_tokens"
_SAME = ("gen_ai.request.model", "gen_ai.usage.input_tokens")
_WORDS = ("gen_ai.input.messages", "gen_ai.output.messages")


def put_inside_each_other(spans: dict[str, Span]) -> None:
    """Make the parent of a chat span the one beside it of the same call.

    They are of the same call if the second begins while the first runs, and both name the same
    response or, where only one names any, count the same tokens. If both tell words, they have to
    be of two libraries and one model as well.
    """
    beside: dict[str, list[Span]] = {}
    for span in spans.values():
        if span.start and str(span.attributes.get(OPERATION)) in CHATS:
            beside.setdefault(span.parent_id, []).append(span)
    for chats in beside.values():
        if len(chats) > 1:
            _put_inside(chats, spans)


def _put_inside(chats: list[Span], spans: dict[str, Span]) -> None:
    """Do so for chat spans of one parent."""
    running: list[Span] = []
    for span in sorted(chats):
        running = [one for one in running if one.end >= span.start]
        outer = _of_the_same_call(span, running)
        if outer is None:
            running.append(span)
        else:
            running.remove(outer)
            spans[span.span_id] = span._replace(parent_id=outer.span_id)


def _of_the_same_call(span: Span, running: list[Span]) -> Span | None:
    response = span.attributes.get(_RESPONSE)
    spent = span.attributes.get(_SPENT)
    for one in running:
        theirs = one.attributes.get(_RESPONSE)
        if response is not None and theirs is not None:
            if response == theirs:
                return one
        elif spent is not None and spent == one.attributes.get(_SPENT) and _adds_to(span, one):
            return one
    return None


def _adds_to(span: Span, outer: Span) -> bool:
    """Whether what a span tells of a call may lie in what another does."""
    return _has_words(outer) and (not _has_words(span) or _is_of_another_library(span, outer))


def _is_of_another_library(span: Span, outer: Span) -> bool:
    """Whether a span lies inside one that another library wrote of a call of this model."""
    theirs, ours = outer.attributes, span.attributes
    return (
        None not in (span.origin.scope, outer.origin.scope)
        and span.origin.scope != outer.origin.scope
        and span.end <= outer.end
        and all(theirs.get(name) == ours.get(name) is not None for name in _SAME)
    )


def _has_words(span: Span) -> bool:
    return any(span.attributes.get(name) for name in _WORDS)
