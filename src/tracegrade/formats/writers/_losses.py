"""What a format could not hold of the traces that were written in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.model import Detail

__all__ = ["Loss", "Losses"]


@dataclass(slots=True, kw_only=True)
class Loss:
    """A field that the target has no place of its own for.

    Attributes:
        field: `tool_result.status` for a field of a kind of step, `approval_request` for steps of
            a kind that the target does not know, `trace.outcome` for a field of the trace.
        kept: Whether it was written all the same, where only tracegrade reads it.
        count: How many steps or traces hold it.
        trace_id: The first trace that does.
        step_id: The first step that does, or `None` where it is a field of the trace.

    Example:
        >>> Loss(field="tool_result.status", kept=True, count=12, trace_id="t-1", step_id="s3").kept
        True
    """

    field: str
    kept: bool
    count: int
    trace_id: str
    step_id: str | None = None


class Losses:
    """The losses of a conversion, each field once.

    Example:
        >>> losses = Losses()
        >>> losses.add("trace.outcome", "t-1")
        >>> losses.add("trace.outcome", "t-2")
        >>> [(loss.field, loss.count, loss.trace_id) for loss in losses.kept]
        [('trace.outcome', 2, 't-1')]
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], Loss] = {}

    def add(
        self, field: str, trace_id: str, step_id: str | None = None, *, kept: bool = True
    ) -> None:
        """Count a field that one more step, or trace, holds."""
        known = self._found.get((field, kept))
        if known is not None:
            known.count += 1
            return
        self._found[field, kept] = Loss(
            field=field, kept=kept, count=1, trace_id=trace_id, step_id=step_id
        )

    def add_rests(self, rests: Iterable[tuple[Detail, Detail]], trace_id: str) -> None:
        """Count what is left of the steps of a trace, given each with what is left of it.

        It is all of a step if not even its kind has a home.
        """
        for step, rest in rests:
            kind = step["kind"]
            for name in ("",) if "kind" in rest else _named(rest):
                self.add(kind + name, trace_id, step["id"])

    def add_unwritable(self, record: Detail) -> None:
        """Count the fields of a native record with values that JSON cannot hold, such as NaN."""
        trace_id = record["trace_id"]
        for name, value in record.items():
            if name != "steps" and not _json.survey(value).is_writable:
                self.add(f"trace.{name}", trace_id, kept=False)
        for step in record["steps"]:
            for name, value in step.items():
                if not _json.survey(value).is_writable:
                    self.add(f"{step['kind']}.{name}", trace_id, step["id"], kept=False)

    @property
    def lost(self) -> tuple[Loss, ...]:
        """Fields that the written traces no longer hold."""
        return self._sorted(kept=False)

    @property
    def kept(self) -> tuple[Loss, ...]:
        """Fields that were written where only tracegrade reads them."""
        return self._sorted(kept=True)

    def _sorted(self, *, kept: bool) -> tuple[Loss, ...]:
        found: Any = (loss for loss in self._found.values() if loss.kept is kept)
        return tuple(sorted(found, key=lambda loss: loss.field))


def _named(rest: Detail) -> Iterator[str]:
    for name, value in rest.items():
        if name == "usage" and value:
            yield from (f".usage.{measure}" for measure in value)
        elif value is not None:
            yield f".{name}"
