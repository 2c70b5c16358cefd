"""Reports as plain text, at most 100 columns wide, safe to print on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade._text import one_line, plain
from tracegrade.report._blocks import Bullets, Heading, Paragraph, Table, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.report._blocks import Block

__all__ = ["to_text"]

_WIDTH = 100
_NUMBER = set("0123456789.,-+%?/ ")


def to_text(blocks: Iterable[Block]) -> str:
    """The blocks as plain text, ending with a newline.

    Example:
        >>> print(to_text([Heading("Tools"), Paragraph("none")]), end="")
        Tools
        none
    """
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            if parts:
                parts.append("")
            parts.append(plain(block.text))
        elif isinstance(block, Paragraph):
            parts += [plain(line) for line in block.text.split("\n")]
        elif isinstance(block, Bullets):
            parts += _bullets(block)
        elif isinstance(block, Verbatim):
            parts += [f"  {plain(line)[: _WIDTH - 2]}".rstrip() for line in block.lines]
        elif isinstance(block, Table):
            parts += _table(block)
    return "\n".join(parts) + "\n"


def _bullets(bullets: Bullets) -> list[str]:
    lines: list[str] = []
    for text, under in bullets.items:
        lines.append(f"  {one_line(text, _WIDTH - 2)}")
        lines += [f"      {one_line(line, _WIDTH - 6)}" for line in under]
    return lines


def _table(table: Table) -> list[str]:
    cells = [[plain(header) for header in table.headers]]
    cells += [[one_line(cell, _WIDTH) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    spare = _WIDTH - 2 * len(widths) - sum(widths)
    if spare < 0:  # the last column gives way
        widths[-1] = max(12, widths[-1] + spare)
    right = [
        bool(table.rows) and all(set(row[place]) <= _NUMBER for row in table.rows)
        for place in range(len(widths))
    ]
    lines: list[str] = []
    for row in cells:
        padded = [
            cell.rjust(width) if is_right else one_line(cell, width).ljust(width)
            for cell, width, is_right in zip(row, widths, right, strict=True)
        ]
        lines.append(("  " + "  ".join(padded)).rstrip())
    return lines
