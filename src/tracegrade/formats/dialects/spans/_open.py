"""The calls that wait for their result, by id, where ids may repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OpenById"]


class OpenById(dict[str, int]):
    """By id, the number of the call that a result with this id answers.

    As everywhere, that is the first unanswered call of the latest model call that asked with the
    id. Taking it with `pop` brings forward the one that waits behind it.

    Example:
        >>> waiting = OpenById([0, 4, 4])
        >>> for number in range(3):
        ...     waiting.add("c1", number)
        >>> [waiting.pop("c1") for _ in range(3)], "c1" in waiting
        ([1, 2, 0], False)
    """

    __slots__ = ("_behind", "_parents")

    def __init__(self, parents: Sequence[int]) -> None:
        """Start with no call open; `parents` gives the model call of each call number."""
        super().__init__()
        self._parents = parents
        self._behind: dict[str, list[int]] = {}

    def add(self, call_id: str, number: int) -> None:
        """Open a call."""
        if call_id not in self:
            self[call_id] = number
            return
        parents, behind = self._parents, self._behind.setdefault(call_id, [])
        before = self[call_id]
        if parents[before] != parents[number]:
            behind.append(before)
            self[call_id] = number
            return
        place = len(behind)
        while place > 0 and parents[behind[place - 1]] == parents[number]:
            place -= 1
        behind.insert(place, number)

    def pop(self, call_id: str) -> int:  # type: ignore[override]  # no default: ask with `in` first
        """Take the call that is answered, and close it."""
        number = super().pop(call_id)
        behind = self._behind.get(call_id)
        if behind:
            self[call_id] = behind.pop()
        return number
