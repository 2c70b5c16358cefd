"""What a conversion could not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade._text import counted, one_line
from tracegrade.report._blocks import Heading, Paragraph, Table

if TYPE_CHECKING:
    from tracegrade.formats.writers import Conversion, Loss
    from tracegrade.report._blocks import Block

__all__ = ["losses_blocks", "losses_record"]


def losses_blocks(conversion: Conversion) -> list[Block]:
    """A line that says whether anything was lost, and a table of what has no field of its own.

    Example:
        >>> from tracegrade.formats import load
        >>> from tracegrade.formats.writers import convert
        >>> conversion = convert(load("fixtures/traces/native/runs/old.jsonl"), to="native")
        >>> sum(1 for line in conversion)
        60
        >>> losses_blocks(conversion)
        [Paragraph(text='60 traces to native: nothing lost')]
    """
    lost, kept = conversion.losses.lost, conversion.losses.kept
    said = f"{counted(conversion.count, 'trace')} to {conversion.to}: "
    said += f"{counted(len(lost), 'field')} lost" if lost else "nothing lost"
    if not conversion.count:
        said = "no traces: nothing was written"
    blocks: list[Block] = [Paragraph(said)]
    if lost:
        blocks += [Heading("Lost: JSON cannot hold it, so null was written"), _table(lost)]
    if kept:
        title = f'Kept under "tracegrade", where only tracegrade looks: {conversion.to} has no field for'
        blocks += [Heading(title), _table(kept)]
    return blocks


def losses_record(conversion: Conversion) -> dict[str, Any]:
    """The same as JSON.

    Example:
        >>> from tracegrade.formats.writers import convert
        >>> losses_record(convert([], to="atif"))["traces"]
        0
    """
    losses = conversion.losses
    return {
        "schema": "tracegrade/losses@1",
        "to": conversion.to,
        "traces": conversion.count,
        "lost": [_record(loss) for loss in losses.lost],
        "kept": [_record(loss) for loss in losses.kept],
    }


def _table(losses: tuple[Loss, ...]) -> Table:
    return Table(
        ("field", "count", "first"),
        [(loss.field, f"{loss.count:,}", _first(loss)) for loss in losses],
    )


def _first(loss: Loss) -> str:
    trace = f"trace {one_line(loss.trace_id, 40)}"
    return trace if loss.step_id is None else f"step {one_line(loss.step_id, 40)} of {trace}"


def _record(loss: Loss) -> dict[str, Any]:
    return {
        "field": loss.field,
        "count": loss.count,
        "trace_id": loss.trace_id,
        "step_id": loss.step_id,
    }
