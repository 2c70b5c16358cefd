"""What is left of a nested plan after some calls, as forms: each different one made once.

A form's moves are its partial derivatives after Antimirov (1996), with interleaving: which call may
come next, and what is left then. A move may leave expected calls out, which costs what they cost.
Forms that are equal are one number, so a search sees at once that it was there before.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders._expectation._plan import Node

__all__ = ["ANY_GROUP", "END", "Forms", "Move"]

END = 0
"""The form of a plan of which nothing is left."""

ANY_GROUP = -1
"""The group of calls side by side of which none was made yet."""

_OF_THIS_CALL = -2

_Form = tuple[str, tuple[int, ...], int, int | None]  # kind, parts, number, most


class Move(NamedTuple):
    """One call that may come next.

    Attributes:
        leaf: As which expected call.
        rest: What is left then, before `Forms.grouped`.
        skipped: Expected calls left out by that.
        group: Of which group of calls side by side it has to be; `None` where it is free.
        forfeits: Expected calls that could have come instead and cannot any more.
        commits: Whether it makes calls necessary that were not.
    """

    leaf: int
    rest: int
    skipped: tuple[int, ...] = ()
    group: int | None = None
    forfeits: frozenset[int] = frozenset()
    commits: bool = False


class Forms:
    """The forms of one plan, made as they are met."""

    def __init__(self) -> None:
        self._forms: list[_Form] = [("end", (), 0, 0)]
        self._numbers: dict[_Form, int] = {self._forms[0]: END}
        self._moves: dict[tuple[int, bool], list[Move]] = {}
        self._unmade: dict[int, tuple[int, ...]] = {}
        self._leaves: dict[int, frozenset[int]] = {}
        self._grouped: dict[tuple[int, int], int] = {}
        self._has_sides = False

    def of(self, node: Node) -> int:
        """The form of a whole plan."""
        parts = [self.of(part) for part in node.parts]
        if node.kind == "leaf":
            return self._form("leaf", (), node.leaf)
        if node.kind == "sequence":
            return self._sequence(parts)
        if node.kind == "any_order":
            return self._mix(parts)
        if node.kind == "parallel":
            return self._side(parts, ANY_GROUP)
        if node.kind == "repeat":
            return self._repeat(parts[0], node.least, node.most)
        return self._form("choice", (*parts, END) if node.kind == "optional" else tuple(parts))

    def _form(
        self, kind: str, parts: tuple[int, ...] = (), number: int = 0, most: int | None = 0
    ) -> int:
        form = (kind, parts, number, most)
        found = self._numbers.get(form)
        if found is None:
            found = self._numbers[form] = len(self._forms)
            self._forms.append(form)
        return found

    def _sequence(self, parts: Iterable[int]) -> int:
        flat: list[int] = []
        for part in parts:
            kind, inside, _, _ = self._forms[part]
            flat += inside if kind == "sequence" else (part,) * (part != END)
        return self._form("sequence", tuple(flat)) if len(flat) > 1 else [*flat, END][0]

    def _mix(self, parts: Iterable[int]) -> int:
        flat: list[int] = []
        for part in parts:
            kind, inside, _, _ = self._forms[part]
            flat += inside if kind == "mix" else (part,) * (part != END)
        return self._form("mix", tuple(sorted(flat))) if len(flat) > 1 else [*flat, END][0]

    def _side(self, parts: Iterable[int], group: int) -> int:
        left = tuple(sorted(part for part in parts if part != END))
        self._has_sides = True
        return self._form("side", left, group) if left else END

    def _repeat(self, part: int, least: int, most: int | None) -> int:
        if part == END or most == 0:
            return END
        return self._form("repeat", (part,), least, most)

    def can_end(self, form: int) -> bool:
        """Whether nothing more is needed."""
        return not self.unmade(form)

    def unmade(self, form: int) -> tuple[int, ...]:
        """The fewest expected calls that are missing if nothing more comes."""
        found = self._unmade.get(form)
        if found is None:
            found = self._unmade[form] = self._unmade_of(form)
        return found

    def _unmade_of(self, form: int) -> tuple[int, ...]:
        kind, parts, number, _ = self._forms[form]
        if kind == "leaf":
            return (number,)
        if kind == "choice":
            return min((self.unmade(part) for part in parts), key=len)
        if kind == "repeat":
            return self.unmade(parts[0]) * number
        return tuple(leaf for part in parts for leaf in self.unmade(part))

    def leaves(self, form: int) -> frozenset[int]:
        """Every expected call that may still come."""
        found = self._leaves.get(form)
        if found is None:
            kind, parts, number, _ = self._forms[form]
            own = frozenset((number,)) if kind == "leaf" else frozenset[int]()
            found = self._leaves[form] = own.union(*map(self.leaves, parts))
        return found

    def moves(self, form: int, *, skipping: bool = False) -> list[Move]:
        """The calls that may come next, each way once.

        Args:
            form: What is left of the plan.
            skipping: Also those that leave out calls that are expected before.
        """
        found = self._moves.get((form, skipping))
        if found is None:
            made = dict.fromkeys(self._moves_of(form, skipping))
            found = self._moves[form, skipping] = list(made)
        return found

    def _moves_of(self, form: int, skipping: bool) -> list[Move]:  # noqa: FBT001 as in moves
        kind, parts, number, most = self._forms[form]
        if kind == "leaf":
            return [Move(number, END)]
        if kind == "sequence":
            return self._moves_of_sequence(parts, skipping)
        if kind in ("mix", "side"):
            return self._moves_of_many(kind, parts, number, skipping)
        if kind == "choice":
            return self._moves_of_choice(parts, skipping)
        if kind == "repeat":
            fewer = self._repeat(parts[0], max(number - 1, 0), None if most is None else most - 1)
            return [
                move._replace(
                    rest=self._sequence((move.rest, fewer)),
                    commits=move.commits or (not number and not self.can_end(move.rest)),
                )
                for move in self.moves(parts[0], skipping=skipping)
            ]
        return []

    def _moves_of_sequence(self, parts: tuple[int, ...], skipping: bool) -> list[Move]:  # noqa: FBT001
        skipped: tuple[int, ...] = ()
        forfeits: frozenset[int] = frozenset()
        made: list[Move] = []
        for place, part in enumerate(parts):
            after = parts[place + 1 :]
            made += [
                move._replace(
                    rest=self._sequence((move.rest, *after)),
                    skipped=skipped + move.skipped,
                    forfeits=forfeits | move.forfeits,
                )
                for move in self.moves(part, skipping=skipping)
            ]
            skipped += self.unmade(part)
            forfeits |= self.leaves(part)
            if skipped and not skipping:
                break
        return made

    def _moves_of_many(
        self,
        kind: str,
        parts: tuple[int, ...],
        group: int,
        skipping: bool,  # noqa: FBT001
    ) -> list[Move]:
        made: list[Move] = []
        for place, part in enumerate(parts):
            if place and parts[place - 1] == part:
                continue  # they are sorted, and equal parts move alike
            others = parts[:place] + parts[place + 1 :]
            for leaf, rest, skipped, needed, forfeits, commits in self.moves(
                part, skipping=skipping
            ):
                if kind == "mix":
                    left = self._mixed(others, rest)
                    made.append(Move(leaf, left, skipped, needed, forfeits, commits))
                    continue
                begun = None if group == ANY_GROUP else group
                left = self._side((*others, rest), _OF_THIS_CALL if begun is None else begun)
                made.append(Move(leaf, left, skipped, begun, forfeits, commits))
        return made

    def _mixed(self, others: tuple[int, ...], part: int) -> int:
        """The mix of parts that are sorted and no mixes, and one that may be anything."""
        if part == END:
            return others[0] if len(others) == 1 else self._form("mix", others)
        if self._forms[part][0] == "mix":
            return self._mix((*others, part))
        place = bisect(others, part)
        return self._form("mix", (*others[:place], part, *others[place:]))

    def _moves_of_choice(self, parts: tuple[int, ...], skipping: bool) -> list[Move]:  # noqa: FBT001
        made: list[Move] = []
        for part in parts:
            lost = frozenset[int]().union(*(self.leaves(one) for one in parts if one != part))
            made += [
                move._replace(
                    forfeits=move.forfeits | lost,
                    commits=move.commits or not self.can_end(move.rest),
                )
                for move in self.moves(part, skipping=skipping)
            ]
        return made

    def grouped(self, form: int, group: int) -> int:
        """The form with the group of the call just made noted where it counts."""
        if not self._has_sides:
            return form
        found = self._grouped.get((form, group))
        if found is None:
            kind, parts, number, most = self._forms[form]
            inside = [self.grouped(part, group) for part in parts]
            if kind == "side":
                found = self._side(inside, group if number == _OF_THIS_CALL else number)
            elif kind == "mix":
                found = self._mix(inside)
            else:
                found = self._form(kind, tuple(inside), number, most)
            self._grouped[form, group] = found
        return found
