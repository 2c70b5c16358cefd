"""What a report consists of, whatever it is written as."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

__all__ = ["Block", "Bullets", "Fold", "Heading", "Paragraph", "Table", "Verbatim", "wrapped"]

_WIDTH = 98
_KEPT = "\N{NO-BREAK SPACE}%"


@dataclass(slots=True)
class Heading:
    """A title; level 1 is the verdict of the whole report."""

    text: str
    level: int = 2


@dataclass(slots=True)
class Paragraph:
    """One or more lines of text."""

    text: str


@dataclass(slots=True)
class Bullets:
    """A list; an item may have lines under it."""

    items: list[tuple[str, list[str]]] = field(default_factory=list[tuple[str, list[str]]])

    def add(self, text: str, *under: str) -> None:
        """Add an item with the lines under it."""
        self.items.append((text, list(under)))


@dataclass(slots=True)
class Table:
    """Rows under headers; columns of numbers are set right."""

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])


@dataclass(slots=True)
class Verbatim:
    """Lines whose characters stand under each other."""

    lines: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Fold:
    """Blocks under a title that opens; left out where nothing can be opened."""

    title: str
    blocks: list[Block]


def wrapped(*texts: str) -> Paragraph:
    """Texts as a paragraph of lines that fit a report, each text's further lines set in."""
    lines: list[str] = []
    for text in texts:
        kept = text.replace(" %", _KEPT)  # a number stays with its sign
        wrapped_lines = textwrap.wrap(kept, _WIDTH, initial_indent="  ", subsequent_indent="      ")
        lines += [line.replace(_KEPT, " %") for line in wrapped_lines]
    return Paragraph("\n".join(lines))


Block = Heading | Paragraph | Bullets | Table | Verbatim | Fold
