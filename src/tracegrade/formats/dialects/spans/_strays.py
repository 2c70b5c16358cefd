"""Model calls whose second span begins a trace of its own.

A framework's instrumentation that does not make its spans the current ones leaves the library of the
provider without a parent: every model call then begins a trace (Anthropic's library beside
OpenInference's instrumentation of LangChain does). Such a trace belongs into the span that tells the
same call, if that is sure: it runs all the while, another library wrote it, and either both name one
response, or the model and all tokens are the same and no other span could be meant.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats.dialects.spans._span import Span
from tracegrade.formats.dialects.spans._twice import CHATS
from tracegrade.formats.dialects.spans._values import OPERATION, first_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Strays"]

_KIND = "openinference.span.kind"
_MODELS = ("gen_ai.request.model", "gen_ai.response.model", "llm.model_name")
_INPUT = ("gen_ai.usage.input_tokens", "llm.token_count.prompt")
_OUTPUT = ("gen_ai.usage.output_tokens", "llm.token_count.completion")
_MOST = 1 << 16  # model calls that are noted; in a file with more, nothing is moved
_AROUND = 100  # spans that began last before another and may run around it


class _ModelCall(NamedTuple):
    """What tells one model call from another."""

    start: int
    end: int
    span_id: str
    trace_id: str
    scope: str
    models: frozenset[Any]
    tokens: tuple[int | None, int | None]
    response: Any


class Strays:
    """Finds the traces that belong into a span of another one."""

    def __init__(self) -> None:
        self._roots: list[_ModelCall] = []
        self._all: list[_ModelCall] = []
        self._moves: dict[str, tuple[str, str]] = {}

    def may_be(self, piece: Any) -> bool:
        """Whether a piece begins a trace with a model call, as strays do."""
        return isinstance(piece, Span) and not piece.parent_id and _is_model_call(piece.attributes)

    def add(self, piece: Any) -> None:
        """Note a piece, if it is the span of a model call."""
        if not isinstance(piece, Span) or len(self._all) >= _MOST:
            return
        attributes = piece.attributes
        if not _is_model_call(attributes) or not 0 < piece.start <= piece.end:
            return
        made = _model_call(piece, piece.origin.scope or (_KIND if _KIND in attributes else ""))
        self._all.append(made)
        if not piece.parent_id:
            self._roots.append(made)

    def moves(self) -> dict[str, str]:
        """By id of a trace that is a stray, the id of the one it belongs to."""
        self._moves = {}
        if self._roots and len(self._all) < _MOST:
            around = _Around(self._all)
            taken: set[str] = set()
            for root in sorted(self._roots, key=_PLACE):
                outer = around.of(root)
                if outer is not None and outer.span_id not in taken:
                    taken.add(outer.span_id)
                    home, _ = self._moves.get(outer.trace_id, (outer.trace_id, ""))
                    self._moves[root.trace_id] = (home, outer.span_id)
        return {stray: trace_id for stray, (trace_id, _) in self._moves.items()}

    def moved(self, piece: Any) -> Any:
        """The piece, where it belongs: inside the span that tells the same call."""
        trace_id, span_id = self._moves[piece.trace_id]
        is_root = isinstance(piece, Span) and not piece.parent_id
        place = {"trace_id": trace_id, **({"parent_id": span_id} if is_root else {})}
        return piece._replace(**place)


_PLACE = itemgetter(
    0, 1, 2, 3
)  # what spans that are told twice still have in common is not compared


def _is_model_call(attributes: dict[str, Any]) -> bool:
    return attributes.get(_KIND) == "LLM" or str(attributes.get(OPERATION)) in CHATS


def _model_call(span: Span, scope: str) -> _ModelCall:
    attributes = span.attributes
    return _ModelCall(
        span.start,
        span.end,
        span.span_id,
        span.trace_id,
        scope,
        frozenset(str(attributes[name]) for name in _MODELS if name in attributes),
        (_counted(attributes, *_INPUT), _counted(attributes, *_OUTPUT)),
        attributes.get("gen_ai.response.id"),
    )


def _counted(attributes: dict[str, Any], *names: str) -> int | None:
    found = first_of(attributes, *names)
    return found if type(found) is int else None


class _Around:
    """Looks up the spans that tell of the same call as another and run around it."""

    def __init__(self, calls: Iterable[_ModelCall]) -> None:
        self._by_mark: dict[Any, list[_ModelCall]] = {}
        for call in sorted(calls, key=_PLACE):
            for mark in _marks(call):
                self._by_mark.setdefault(mark, []).append(call)

    def of(self, root: _ModelCall) -> _ModelCall | None:
        """The only span that tells of this call; one that names its response counts before others."""
        for mark in _marks(root):
            listed = self._by_mark[mark]
            last = bisect_right(listed, root.start, key=itemgetter(0))
            found = [one for one in listed[max(0, last - _AROUND) : last] if _tells(one, root)]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None


def _marks(call: _ModelCall) -> list[Any]:
    named = [] if call.response is None else [str(call.response)]
    counted = None not in call.tokens and bool(call.models)
    return [*named, *([call.tokens] if counted else [])]


def _tells(outer: _ModelCall, inner: _ModelCall) -> bool:
    if outer.trace_id == inner.trace_id or outer.scope == inner.scope or outer.end < inner.end:
        return False
    if outer.response is not None and inner.response is not None:
        return outer.response == inner.response
    return bool(outer.models & inner.models) and outer.tokens == inner.tokens
