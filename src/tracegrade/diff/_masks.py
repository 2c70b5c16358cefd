"""Values that differ each time and mean nothing: found by their shape, and learned from trials."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.diff._hashing import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["LeafTable", "Masks", "learn", "leaves_of", "masked"]

_MARK = "<volatile>"

_HEX = "[0-9a-fA-F]"
# Each shape with a cheaper sign without which it cannot occur: most texts show no sign at all.
_SHAPES = tuple(
    (re.compile(sign).search, re.compile(shape))
    for sign, shape in (
        (
            rf"-{_HEX}{{4}}-{_HEX}{{4}}-",
            rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}",
        ),
        (
            r":\d\d:\d\d",
            r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?",
        ),
        (
            r"_[A-Za-z0-9]{8}",  # ids that providers make
            r"\b(?:call|toolu|chatcmpl|msg|req|run|resp|fc)_[A-Za-z0-9]{8,}",
        ),
        (r"chatcmpl-", r"\bchatcmpl-[A-Za-z0-9]{8,}"),
        (r"/(?:tmp|var/folders)/", r"/(?:tmp|var/folders)/[^\s\"']+"),
        (r"0x", rf"\b0x{_HEX}{{6,}}\b"),
    )
)
_DIGEST = re.compile(rf"\b{_HEX}{{32,64}}\b")
_SIGN_OF_DIGEST = re.compile(rf"{_HEX}{{8}}").search  # in every fourth character

_FEWEST_PAIRS = 3
_SHARE = 0.8  # of aligned pairs of trials in which a volatile leaf differs
_DISTINCT = 0.9  # of the values of such a leaf, counted once a trace
_SMALLEST_ID = 100_000  # a smaller number that differs is more likely a decision than an id
_LONG = 20  # characters
_MOST_TRIALS = 8  # of a case; 28 pairs say enough


def masked(text: str) -> str:
    """The text with values that look volatile replaced by one mark.

    Example:
        >>> masked("saved /tmp/x91 at 2026-11-23T10:00:00Z")
        'saved <volatile> at <volatile>'
    """
    for has_sign, shape in _SHAPES:
        if has_sign(text):
            text = shape.sub(_MARK, text)
    if _SIGN_OF_DIGEST(text[::4]):
        text = _DIGEST.sub(_MARK, text)
    return text


Path = tuple[str, ...]
"""Where a leaf stands in arguments: keys, and `*` for any place in a list."""


@dataclass(slots=True)
class Masks:
    """Which leaves of which tool's arguments are volatile, beyond what their shape says.

    Attributes:
        hidden: By tool, leaves that differ between trials of one case though nothing was decided.
        shown: By tool, leaves that look volatile (such as a moment) but are the same in trials of
            one case, so that they are decisions.
    """

    hidden: dict[str, frozenset[Path]] = field(default_factory=dict[str, frozenset[Path]])
    shown: dict[str, frozenset[Path]] = field(default_factory=dict[str, frozenset[Path]])

    def __bool__(self) -> bool:
        return bool(self.hidden or self.shown)

    def renamed(self, names: Mapping[str, str]) -> Masks:
        """The same masks, those of a renamed tool under its old name."""
        parts: list[dict[str, frozenset[Path]]] = []
        for paths in (self.hidden, self.shown):
            merged: dict[str, frozenset[Path]] = {}
            for tool, leaves in paths.items():
                name = names.get(tool, tool)
                merged[name] = merged.get(name, frozenset()) | leaves
            parts.append(merged)
        return Masks(*parts)

    def pointers(self) -> dict[str, list[str]]:
        """By tool, the arguments that were learned to be volatile, as JSON pointers."""
        return {
            tool: sorted(_json.pointer(*path) for path in paths)
            for tool, paths in sorted(self.hidden.items())
        }

    def canonical(self, tool: str | None, value: Any) -> str:
        """Arguments of a call in one spelling, volatile values masked."""
        if tool in self.hidden or tool in self.shown:
            return _json.canonical(self._masked_value(tool or "", value)).decode()
        return masked(_json.canonical(value).decode())

    def masked_leaf(self, tool: str | None, path: Path, value: Any) -> str:
        """One value at a path in one spelling, masked if it is volatile."""
        if path in self.hidden.get(tool or "", ()):
            return _MARK
        text = _json.canonical(value).decode()
        return text if path in self.shown.get(tool or "", ()) else masked(text)

    def _masked_value(self, tool: str, value: Any) -> Any:
        hidden, shown = self.hidden.get(tool, frozenset()), self.shown.get(tool, frozenset())
        holder: list[Any] = [None]
        stack: list[tuple[Any, Any, Any, Path]] = [(holder, 0, value, ())]
        while stack:
            parent, key, item, path = stack.pop()
            if isinstance(item, dict):
                parent[key] = copy = dict[str, Any]()
                stack += [(copy, name, inner, (*path, name)) for name, inner in item.items()]
            elif isinstance(item, list):
                parent[key] = copy = [None] * len(item)
                stack += [(copy, place, inner, (*path, "*")) for place, inner in enumerate(item)]
            elif path in hidden:
                parent[key] = _MARK
            else:
                is_text = isinstance(item, str) and path not in shown
                parent[key] = masked(item) if is_text else item
        return holder[0]


class Leaf(NamedTuple):
    """A value in the arguments of a call, as far as learning needs it.

    Attributes:
        number: Stands for the value.
        looks_volatile: Whether its shape says so.
        may_be_id: Whether it could be an id that somebody makes up: a text without spaces that
            has digits or is long, or a number of six digits or more.
    """

    number: int
    looks_volatile: bool
    may_be_id: bool


LeafTable = dict[tuple[str, Path], Counter[Leaf]]
"""How often the calls of a tool held a value at a path, in one trace."""


def leaves_of(calls: Iterable[tuple[str, Any]]) -> LeafTable:
    """The leaves of the arguments of a trace's calls, given as (tool, arguments)."""
    table: LeafTable = {}
    for tool, arguments in calls:
        stack: list[tuple[Path, Any]] = [((), arguments)]
        while stack:
            path, item = stack.pop()
            if isinstance(item, dict):
                stack += [((*path, str(key)), inner) for key, inner in item.items()]
            elif isinstance(item, list):
                stack += [((*path, "*"), inner) for inner in item]
            else:
                table.setdefault((tool, path), Counter())[_leaf(item)] += 1
    return table


def _leaf(value: Any) -> Leaf:
    text = _json.canonical(value).decode()
    return Leaf(number_of(text), masked(text) != text, _may_be_id(value))


def _may_be_id(value: Any) -> bool:
    if isinstance(value, str):
        has_id_parts = len(value) >= _LONG or any(char.isdigit() or char == "/" for char in value)
        return has_id_parts and not any(char.isspace() for char in value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) >= _SMALLEST_ID


def learn(groups: Iterable[Sequence[LeafTable]]) -> Masks:
    """What the trials of the same case and side say is volatile.

    A leaf is hidden if it differs in more than 80 % of aligned pairs of calls, could be an id, and
    hardly ever takes the same value twice: what is chosen from a few values is a decision. A leaf
    that only looks volatile is shown if it differs in less than 20 %.

    Args:
        groups: The tables of the trials of one case on one side, for each such group.

    Example:
        >>> trials = [leaves_of([("save", {"key": f"k-{n}7", "to": "A-1"})]) for n in range(3)]
        >>> learn([trials]).hidden
        {'save': frozenset({('key',)})}
    """
    seen: defaultdict[tuple[str, Path], _Evidence] = defaultdict(_Evidence)
    for tables in groups:
        for table in tables:
            for key, values in table.items():
                seen[key].note(values)
        for one, other in combinations(tables[:_MOST_TRIALS], 2):
            for key in one.keys() & other.keys():
                seen[key].compare(one[key], other[key])
    masks = Masks()
    for name, goes in (("hidden", _Evidence.is_made_up), ("shown", _Evidence.is_decided)):
        paths: defaultdict[str, set[Path]] = defaultdict(set)
        for (tool, path), evidence in seen.items():
            if goes(evidence):
                paths[tool].add(path)
        setattr(masks, name, {tool: frozenset(paths[tool]) for tool in sorted(paths)})
    return masks


class _Evidence:
    """What trials show of one leaf."""

    __slots__ = ("differing", "pairs", "values")

    def __init__(self) -> None:
        self.pairs = self.differing = 0
        self.values: Counter[Leaf] = Counter()

    def note(self, values: Counter[Leaf]) -> None:
        """Add the values of one trace, each once."""
        self.values.update(values.keys())

    def compare(self, one: Counter[Leaf], other: Counter[Leaf]) -> None:
        """Add a pair of trials: calls are aligned by value, whatever their order."""
        pairs = min(one.total(), other.total())
        self.pairs += pairs
        self.differing += pairs - (one & other).total()

    def is_made_up(self) -> bool:
        """Whether the values are volatile whatever they look like."""
        if self.pairs < _FEWEST_PAIRS or self.differing <= _SHARE * self.pairs:
            return False
        if not all(leaf.may_be_id for leaf in self.values):
            return False
        return len(self.values) >= _DISTINCT * self.values.total()

    def is_decided(self) -> bool:
        """Whether the values only look volatile."""
        steady = self.differing < (1 - _SHARE) * self.pairs
        return (
            self.pairs >= _FEWEST_PAIRS
            and steady
            and all(leaf.looks_volatile for leaf in self.values)
        )
