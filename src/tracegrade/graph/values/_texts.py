"""Texts in one string, in which another text is found as whole words."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["JoinedTexts"]

_MOST_HITS = 100  # places in one text at which a phrase is looked at


class JoinedTexts:
    """Many texts in normal form, one a line, so that one search goes through all of them.

    Args:
        normals: The texts, without line breaks, as normal forms are.

    Example:
        >>> list(JoinedTexts(["an order", "no orders", "the order"]).holding("order"))
        [0, 2]
    """

    __slots__ = ("_starts", "_whole")

    def __init__(self, normals: list[str]) -> None:
        self._whole = "\n".join(normals)
        self._starts = [0, *accumulate(len(normal) + 1 for normal in normals)]

    def __len__(self) -> int:
        return len(self._whole)

    def holding(self, phrase: str) -> Iterator[int]:
        """The number of each text that holds a phrase, not as a part of longer words."""
        at, number, tries = self._whole.find(phrase), -1, 0
        while at >= 0:
            if at >= self._starts[number + 1]:
                number, tries = bisect_right(self._starts, at) - 1, 0
            tries += 1
            is_whole = self._is_whole(at, at + len(phrase))
            if is_whole:
                yield number
            is_done = is_whole or tries >= _MOST_HITS
            at = self._whole.find(phrase, self._starts[number + 1] if is_done else at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        before = self._whole[start - 1 : start] if start else ""
        return not before.isalnum() and not self._whole[end : end + 1].isalnum()
