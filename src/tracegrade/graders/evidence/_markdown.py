"""An answer as a person reads it: blocks of text, without code, with what stands above them.

Only blocks are parsed. The marks inside a line (`**`, backquotes, link targets) are read as they
stand, so that every position in the answer is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

__all__ = ["Block", "blocks_of"]

_LONGEST_PARSED = 200_000  # characters; a longer answer is read line by line
_OPENING = ("list_item_open", "blockquote_open")
_CLOSING = ("list_item_close", "blockquote_close")
_QUOTING = {"blockquote_open": 1, "blockquote_close": -1}


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item of a list, or row of a table.

    Attributes:
        start: Where it begins in the answer.
        end: Where it ends.
        kind: `text`, `heading`, `item` or `row`.
        above: Numbers of the blocks that it stands under: headings and items around it; of a
            row, the row with the names of the columns.
        depth: How many items it lies in.
        is_quoted: Whether it stands in a block quote.
    """

    start: int
    end: int
    kind: str
    above: tuple[int, ...] = ()
    depth: int = 0
    is_quoted: bool = False


@cache
def _parser() -> Any:
    """Blocks alone: what inline rules would find is not asked for."""
    from markdown_it import MarkdownIt  # pyright: ignore[reportMissingImports] imported on use

    parser: Any = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def blocks_of(answer: str) -> list[Block]:
    """The blocks of an answer in order, without its code blocks."""
    starts = [0, *accumulate(len(line) for line in answer.splitlines(keepends=True))]
    if len(answer) > _LONGEST_PARSED or "\r" in answer or "\0" in answer:
        return [Block(one, other, "text") for one, other in pairwise(starts)]
    lines = answer.count("\n") + 1
    offsets = [0]
    for line in answer.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    offsets[lines] = len(answer)
    return _Walk(offsets).blocks(_parser().parse(answer))


class _Walk:
    """One walk over the tokens of a parsed answer."""

    def __init__(self, offsets: list[int]) -> None:
        self._offsets = offsets
        self._found: list[Block] = []
        self._headings: list[tuple[int, int]] = []  # level, number of the block
        self._items: list[int | None] = []  # first block of each list item around
        self._header: int | None = None
        self._quotes = 0  # block quotes around

    def blocks(self, tokens: list[Any]) -> list[Block]:
        for token in tokens:
            self._quotes += _QUOTING.get(token.type, 0)
            if token.type in _OPENING:
                self._items.append(None)
            elif token.type in _CLOSING:
                self._items.pop()
            elif token.type == "heading_open":
                self._heading(token)
            elif token.type == "paragraph_open":
                self._add(token, "item" if self._items else "text")
            elif token.type == "table_open":
                self._header = None
            elif token.type == "tr_open" and token.map:
                self._row(token)
        return self._found

    def _heading(self, token: Any) -> None:
        level = int(token.tag[1:])
        self._headings = [each for each in self._headings if each[0] < level]
        number = self._add(token, "heading")
        self._headings.append((level, number))

    def _row(self, token: Any) -> None:
        number = self._add(token, "row")
        if self._header is None:
            self._header = number
        else:
            self._found[number].above += (self._header,)

    def _add(self, token: Any, kind: str) -> int:
        first, last = token.map
        above = [number for _, number in self._headings]
        above += [number for number in self._items if number is not None]
        number = len(self._found)
        start, end = self._offsets[first], self._offsets[min(last, len(self._offsets) - 1)]
        is_quoted = self._quotes > 0
        self._found.append(Block(start, end, kind, tuple(above), len(self._items), is_quoted))
        if self._items and self._items[-1] is None:
            self._items[-1] = number
        return number
