"""Reports as Markdown, for a pull request or an issue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade._text import markdown_cell, plain
from tracegrade.report._blocks import Bullets, Heading, Paragraph, Table, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.report._blocks import Block

__all__ = ["to_markdown"]


def to_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown; text from traces can become no markup.

    Example:
        >>> print(to_markdown([Heading("Tools"), Paragraph("none")]), end="")
        ## Tools
        <BLANKLINE>
        none
    """
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {markdown_cell(block.text)}")
        elif isinstance(block, Paragraph):
            parts.append("  \n".join(markdown_cell(line) for line in block.text.split("\n")))
        elif isinstance(block, Bullets):
            parts.append("\n".join(_bullets(block)))
        elif isinstance(block, Verbatim):
            parts.append("\n".join(_fenced(block.lines)))
        elif isinstance(block, Table):
            parts.append("\n".join(_table(block)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _bullets(bullets: Bullets) -> list[str]:
    lines: list[str] = []
    for text, under in bullets.items:
        lines.append(f"- {markdown_cell(text)}")
        lines += [f"  - {markdown_cell(line)}" for line in under]
    return lines


def _fenced(lines: Iterable[str]) -> list[str]:
    """Lines between fences longer than any run of backticks in them."""
    shown = [plain(line) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *shown, fence]


def _table(table: Table) -> list[str]:
    rows = [table.headers, tuple("---" for _ in table.headers), *table.rows]
    return [
        "| " + " | ".join(cell if cell == "---" else markdown_cell(cell) for cell in row) + " |"
        for row in rows
    ]
