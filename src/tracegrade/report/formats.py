"""The formats that can be read and written, and what each can and cannot show."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from tracegrade._text import one_line
from tracegrade.formats.writers import TARGETS
from tracegrade.model import CAPABILITIES
from tracegrade.report._blocks import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.formats import Reader
    from tracegrade.report._blocks import Block

__all__ = ["format_text", "formats_blocks", "formats_record", "formats_text"]

_SHOWN, _NOT_SHOWN = "x", "."
_ABOUT = (
    f"What each format can show at best ({_SHOWN}) and never shows ({_NOT_SHOWN});"
    " `tracegrade formats NAME` says more of one."
    f" To write there are {', '.join(TARGETS)} (`tracegrade convert --to`):"
    " what tracegrade wrote shows all that it was made from, in whichever of them."
)


def formats_text(readers: Sequence[Reader], *, width: int = 100) -> str:
    """A line a format: what it can show, under a legend of columns, and what it is.

    Args:
        readers: The readers of the formats.
        width: How many characters a line may have.

    Example:
        >>> from tracegrade.formats import reader_named
        >>> print(formats_text([reader_named("tau_bench")], width=80).splitlines()[-1])
        tau_bench  . . . x x . . . . .  tau-bench results, one task and trial a record
    """
    names = max(len(reader.name) for reader in readers)
    lines = [*textwrap.wrap(_ABOUT, width), "", *_legend(names)]
    room = max(width - names - 2 * len(CAPABILITIES) - 3, 20)
    for reader in readers:
        marks = " ".join(_marks(reader))
        lines.append(f"{reader.name:<{names}}  {marks}  {one_line(_title(reader), room)}")
    return "\n".join(lines) + "\n"


def format_text(reader: Reader, *, width: int = 100) -> str:
    """What one format can show and cannot, in full.

    Example:
        >>> from tracegrade.formats import reader_named
        >>> print(format_text(reader_named("tau_bench"), width=60), end="")
        tau_bench: tau-bench results, one task and trial a record
          shows        tool results, error status
          never shows  timestamps, tokens, cost, approvals,
                       principals, retrieval, sub agents, reasoning
          written      no
    """
    row = _row(reader)
    written = f"by `tracegrade convert --to {reader.name}`" if row["written"] else "no"
    lines = textwrap.wrap(f"{reader.name}: {reader.title}", width, subsequent_indent="  ")
    for name, text in (
        ("shows", ", ".join(map(_words, row["shows"]))),
        ("never shows", ", ".join(map(_words, row["cannot_show"]))),
        ("written", written),
        *([("from", reader.origin)] if reader.origin is not None else ()),
    ):
        first, rest = f"  {name:<13}", " " * 15
        lines += textwrap.wrap(
            text or "nothing", width, initial_indent=first, subsequent_indent=rest
        )
    return "\n".join(lines) + "\n"


def formats_blocks(readers: Sequence[Reader]) -> list[Block]:
    """The same as a table of a row a format.

    Example:
        >>> from tracegrade.formats import reader_named
        >>> (table,) = formats_blocks([reader_named("tau_bench")])
        >>> table.headers[:3], table.rows[0][:3]
        (('format', 'what it is', 'timestamps'), ('tau_bench', 'tau-bench results, one task and trial a record', ''))
    """
    headers = ("format", "what it is", *map(_words, CAPABILITIES), "written")
    rows = [
        (
            reader.name,
            _title(reader),
            *(mark.replace(_NOT_SHOWN, "") for mark in _marks(reader)),
            _SHOWN if reader.name in TARGETS else "",
        )
        for reader in readers
    ]
    return [Table(headers, rows)]


def formats_record(readers: Sequence[Reader]) -> dict[str, Any]:
    """The same as JSON.

    Example:
        >>> from tracegrade.formats import reader_named
        >>> formats_record([reader_named("tau_bench")])["formats"][0]["shows"]
        ['tool_results', 'error_status']
    """
    return {"schema": "tracegrade/formats@1", "formats": list(map(_row, readers))}


def _row(reader: Reader) -> dict[str, Any]:
    return {
        "name": reader.name,
        "title": reader.title,
        "shows": [name for name in CAPABILITIES if name in reader.capabilities],
        "cannot_show": [name for name in CAPABILITIES if name not in reader.capabilities],
        "written": reader.name in TARGETS,
        "origin": reader.origin,
    }


def _title(reader: Reader) -> str:
    """What the format is, behind the distribution that reads it, if that is another one."""
    return reader.title if reader.origin is None else f"from {reader.origin}: {reader.title}"


def _marks(reader: Reader) -> list[str]:
    return [_SHOWN if name in reader.capabilities else _NOT_SHOWN for name in CAPABILITIES]


def _legend(names: int) -> list[str]:
    """What each column says, each a line above the next, with bars down to its column."""
    lines: list[str] = []
    for place, name in enumerate(CAPABILITIES):
        bars = "| " * place
        lines.append(f"{'':<{names}}  {bars}{_words(name)}")
    lines.append(f"{'':<{names}}  {'| ' * len(CAPABILITIES)}".rstrip())
    return lines


def _words(name: str) -> str:
    return name.replace("_", " ")
