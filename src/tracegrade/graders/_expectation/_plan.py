"""A plan made ready for matching: its calls, its shape, and the slots of a flat one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracegrade import _json
from tracegrade._globs import glob
from tracegrade.graders._expectation._argument_tests import argument_test
from tracegrade.graders._expectation._parts import ExpectedCall, Group, Part
from tracegrade.graders._expectation._values import recorded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.graders._expectation._compare import ArgumentTest
    from tracegrade.graders._expectation._expectation import ArgumentRule

__all__ = ["Leaf", "Node", "Place", "Plan", "Shape", "Slot", "made_plan", "say_place"]

Place = tuple[str | int, ...]
"""Where a part stands in its plan, e.g. `("sequence", 2, "any_order", 0)`."""

Shape = Literal["any_order", "sequence", "nested"]
"""`any_order` and `sequence` are flat: calls, each perhaps optional, repeated or one of several."""


@dataclass(slots=True, eq=False)
class Leaf:
    """One kind of expected call; calls that are expected alike share it.

    Attributes:
        index: Its number in the plan.
        call: The call.
        test: What its arguments have to be.
        places: Where it stands in the plan, in order.
    """

    index: int
    call: ExpectedCall
    test: ArgumentTest
    places: list[Place] = field(default_factory=list[Place])

    def named(self, tool: str) -> bool:
        """Whether a tool is one that is expected."""
        return glob(self.call.tool)(tool)


class Slot(NamedTuple):
    """A place of a flat plan that takes from `least` to `most` calls, each like one of its leaves."""

    leaves: tuple[int, ...]
    least: int
    most: int | None
    place: Place


@dataclass(slots=True, eq=False)
class Node:
    """A part of a plan, simplified: `leaf` for a call, else parts put together."""

    kind: str
    place: Place
    parts: tuple[Node, ...] = ()
    leaf: int = -1
    least: int = 1
    most: int | None = 1


@dataclass(slots=True, eq=False)
class Plan:
    """A plan made ready.

    Attributes:
        part: The plan as it was written.
        leaves: Its kinds of calls.
        root: The simplified plan.
        shape: How it can be matched.
        slots: The slots of a flat plan.
    """

    part: Part
    leaves: list[Leaf]
    root: Node
    shape: Shape
    slots: list[Slot]


def made_plan(part: Part, rules: Mapping[str, ArgumentRule]) -> Plan:
    """The plan of a part."""
    maker = _Maker(rules)
    root = maker.node(part, ())
    binds = any(leaf.test.names for leaf in maker.leaves)
    if not binds and (slots := _slots(root, "any_order")) is not None:
        return Plan(part, maker.leaves, root, "any_order", slots)
    if not binds and (slots := _slots(root, "sequence")) is not None:
        return Plan(part, maker.leaves, root, "sequence", slots)
    return Plan(part, maker.leaves, root, "nested", [])


class _Maker:
    def __init__(self, rules: Mapping[str, ArgumentRule]) -> None:
        self.leaves: list[Leaf] = []
        self._rules = rules
        self._known: dict[Any, int] = {}

    def node(self, part: Part, place: Place) -> Node:
        """The simplified node of a part."""
        if isinstance(part, ExpectedCall):
            return Node("leaf", place, leaf=self._leaf(part, place))
        place = (*place, part.kind)
        single = part.kind in ("optional", "repeat")
        inside = [
            self.node(one, place if single else (*place, number))
            for number, one in enumerate(part.parts)
        ]
        return _simplified(part, place, inside)

    def _leaf(self, call: ExpectedCall, place: Place) -> int:
        key = _key_of(call)
        if key not in self._known:
            self._known[key] = len(self.leaves)
            self.leaves.append(Leaf(len(self.leaves), call, argument_test(call, self._rules)))
        leaf = self.leaves[self._known[key]]
        leaf.places.append(place)
        return leaf.index


def _key_of(call: ExpectedCall) -> Any:
    """One key for calls that are expected alike: by JSON, for which true is not 1."""
    try:
        said = _json.canonical([recorded(call.arguments), recorded(dict(call.at))])
    except ValueError:  # a function has no data form
        return id(call)
    return call.tool, call.effect, call.match, call.where, said


def _simplified(part: Group, place: Place, inside: list[Node]) -> Node:
    """The node of a group, without what makes no difference."""
    kind = part.kind
    if kind == "repeat" and part.most == 1:
        kind = "sequence" if part.least else "optional"
    if kind in ("sequence", "any_order", "one_of"):
        spliced = [one for node in inside for one in (node.parts if node.kind == kind else (node,))]
        if kind != "one_of":
            spliced = [one for one in spliced if one.kind != "sequence" or one.parts]
        inside = spliced
    empty = Node("sequence", place)
    if not inside or (kind != "one_of" and _is_empty(inside)):
        return empty
    if len(inside) == 1 and kind in ("sequence", "any_order", "one_of", "parallel"):
        return inside[0]
    if kind == "optional" and inside[0].kind == "optional":
        return inside[0]
    return Node(kind, place, tuple(inside), least=part.least, most=part.most)


def _is_empty(nodes: list[Node]) -> bool:
    return all(node.kind == "sequence" and not node.parts for node in nodes)


def _slots(root: Node, kind: Shape) -> list[Slot] | None:
    """The slots of a flat plan of this kind, or `None` if it is none."""
    nodes = list(root.parts) if root.kind == kind else [root]
    if root.kind == "sequence" and not root.parts:
        return []
    slots = [_slot(node) for node in nodes]
    return [slot for slot in slots if slot is not None] if all(slots) else None


def _slot(node: Node) -> Slot | None:
    """The slot that a node is, if it takes single calls only."""
    if node.kind == "leaf":
        return Slot((node.leaf,), 1, 1, node.place)
    if node.kind == "one_of" and all(part.kind == "leaf" for part in node.parts):
        return Slot(tuple(part.leaf for part in node.parts), 1, 1, node.place)
    inner = _slot(node.parts[0]) if node.kind in ("optional", "repeat") else None
    if inner is None or inner.least > 1:
        return None  # twice or not at all is no range of counts
    if node.kind == "optional":
        return inner._replace(least=0, place=node.place)
    most = None if node.most is None or inner.most is None else node.most * inner.most
    return inner._replace(least=node.least * inner.least, most=most, place=node.place)


def say_place(place: Place, prefix: str = "/plan") -> str:
    """A place as a JSON pointer into the data form of the expectation.

    Example:
        >>> say_place(("sequence", 2, "any_order", 0))
        '/plan/2/any_order/0'
    """
    return prefix + _json.pointer(*place[1:])
