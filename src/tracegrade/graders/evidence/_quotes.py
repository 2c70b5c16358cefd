"""Quotes: are the words in the source, in that order, with nothing decisive left out?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graph.values import normalized

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_quoted_from", "leaves_out_denial", "resembles"]

_ELLIPSIS = re.compile(r"\u2026|\.\.\.|\[\u2026\]|\[\.\.\.\]")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|without|except|unless|cannot|hardly|neither|only)\b|n't\b"
)
_DENIED = re.compile(r"(?:\b(?:not|no|never|neither|nor|without|cannot)|n't)\s\Z")
_BEFORE = 12  # characters
_LARGEST_GAP = 400
_WORDS = 3  # words in a row that count as taken over


def is_quoted_from(quote: str, source: str, normal: str | None = None) -> bool:
    """Whether a quote stands in a source.

    Parts around an ellipsis have to come in order within one paragraph, at most 400 characters
    apart, with no negation in what is left out. `normal` is the source in normal form, where the
    caller has it at hand.
    """
    parts = [part for part in map(_bare, _ELLIPSIS.split(quote)) if part]
    if len(parts) <= 1:
        return not parts or parts[0] in (normal if normal is not None else normalized(source))
    return any(_in_order(parts, normalized(each)) for each in re.split(r"\n\s*\n", source))


def leaves_out_denial(quote: str, normal: str) -> bool:
    """Whether each place where a quote stands in a source has a `not`, `no` or the like right before it.

    Example:
        >>> leaves_out_denial("Frost is expected.", "tonight no frost is expected.")
        True
    """
    part = _bare(quote)
    start = normal.find(part)
    while start >= 0:
        if _DENIED.search(normal[max(0, start - _BEFORE) : start]) is None:
            return False
        start = normal.find(part, start + 1)
    return bool(part) and part in normal


def _bare(part: str) -> str:
    return normalized(part).strip(" .,;:!?\"'")


def _in_order(parts: Sequence[str], paragraph: str) -> bool:
    start = paragraph.find(parts[0])
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            at = paragraph.find(part, end, end + _LARGEST_GAP + len(part))
            if at < 0 or _NEGATION.search(paragraph, end, at):
                break
            end = at + len(part)
        else:
            return True
        start = paragraph.find(parts[0], start + 1)
    return False


def resembles(quote: str, source: str) -> bool:
    """Whether most of a quote's word sequences stand in a source, so that it was altered."""
    wanted = _runs(quote)
    return bool(wanted) and 2 * len(wanted & _runs(source)) >= len(wanted)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", normalized(text))
    return {tuple(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)}
