"""Which values the agent's calls and messages took from which earlier step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graph.values._forms import is_telling
from tracegrade.graph.values._particulars import particulars_in
from tracegrade.graph.values._records import decoded, leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graph.values._index import Place, ValueIndex
    from tracegrade.model import Columns

__all__ = ["Derivation", "derivations_of"]

_MOST_VALUES = 2_000  # values of one step that are followed


class Derivation(NamedTuple):
    """A value that a step uses and an earlier step stated first.

    Attributes:
        step: Position of the step that uses it.
        pointer: Where in its arguments; empty for a text.
        value: The value, as the step writes it.
        place: Where it was stated first.
    """

    step: int
    pointer: str
    value: Any
    place: Place


def derivations_of(columns: Columns, index: ValueIndex) -> Iterator[Derivation]:
    """Each telling value of the agent's calls and messages that an earlier step stated."""
    raw = dict(zip(columns.call_steps, columns.call_arguments, strict=True))
    for step, kind in enumerate(columns.kinds):
        if kind == "assistant":
            used = _of_text(columns.texts[step] or "")
        elif kind == "tool_call":
            used = _of_arguments(raw[step])
        else:
            continue
        for _, (pointer, value) in zip(range(_MOST_VALUES), used, strict=False):
            place = index.first(value, before=step)
            if place is not None:
                yield Derivation(step, pointer, value, place)


def _of_text(text: str) -> Iterator[tuple[str, Any]]:
    for found in particulars_in(text):
        if is_telling(found.text):
            yield "", found.text


def _of_arguments(raw: Any) -> Iterator[tuple[str, Any]]:
    arguments, _ = _json.decode_arguments(raw)
    for pointer, value in leaves_of(decoded(arguments)):
        if is_telling(value):
            yield pointer, value
