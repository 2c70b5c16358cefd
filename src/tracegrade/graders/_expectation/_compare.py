"""Comparing the arguments of a call with the expected ones: every difference with its path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade._globs import glob
from tracegrade.graders._decoded import Spelling, spelling
from tracegrade.graders._expectation._values import (
    UNSET,
    Absent,
    Same,
    ValueMatcher,
    plain,
    recorded,
    said,
    same_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracegrade.graders._expectation._parts import MatchMode

__all__ = ["ArgumentTest", "Comparison", "Fault", "FieldCredits", "PathRule"]

Path = tuple[str | int, ...]
_DEEPEST = 100  # levels that expected arguments may nest


class Fault(NamedTuple):
    """One place where the arguments of a call are not the expected ones.

    Attributes:
        pointer: JSON pointer into the arguments; `""` is the whole.
        expected: What would have been right, as JSON.
        observed: What was there, or `None` where nothing was.
        message: Both in words.
    """

    pointer: str
    expected: Any
    observed: Any
    message: str


class PathRule(NamedTuple):
    """What has to stand at the paths that a glob names."""

    path: str
    steps: tuple[str, ...]
    value: Any

    @classmethod
    def made(cls, path: str, value: Any) -> PathRule:
        """The rule for a JSON pointer in which `*` is one step and `**` any number."""
        steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])
        return cls(path, steps, value)

    def reaches(self, path: Path) -> bool:
        """Whether the rule is about this very path."""
        return _reaches(self.steps, path)

    def goes_below(self, path: Path) -> bool:
        """Whether the rule may be about a path below this one."""
        if "**" in self.steps:
            return True
        return len(self.steps) > len(path) and _reaches(self.steps[: len(path)], path)


def _reaches(steps: Sequence[str], path: Path) -> bool:
    if "**" not in steps:
        return len(steps) == len(path) and all(
            step == "*" or glob(step)(str(part)) for step, part in zip(steps, path, strict=True)
        )
    at = list(steps).index("**")
    if len(path) < len(steps) - 1 or not _reaches(steps[:at], path[:at]):
        return False
    rest = steps[at + 1 :]
    return any(_reaches(rest, path[start:]) for start in range(at, len(path) - len(rest) + 1))


@dataclass(slots=True)
class Comparison:
    """How the arguments of a call compare with the expected ones.

    Attributes:
        faults: The differences, in the order of the arguments.
        right: How many of the values that were compared are right.
        total: How many were compared.
        bound: By name, the value that `same` found, in one spelling.
        bound_at: By name, the JSON pointer of that value.
        reached: Paths of the path rules that found something to be about.
    """

    faults: list[Fault] = field(default_factory=list[Fault])
    right: int = 0
    total: int = 0
    bound: dict[str, Spelling] = field(default_factory=dict[str, Spelling])
    bound_at: dict[str, str] = field(default_factory=dict[str, str])
    reached: set[str] = field(default_factory=set[str])

    @property
    def credit(self) -> float:
        """The share of the compared values that is right, 0..1."""
        return self.right / self.total if self.total else float(not self.faults)


class ArgumentTest:
    """What the arguments of a call have to be, made once for an expected call.

    Attributes:
        key: The only arguments that fit, as pairs of name and spelling, if the test is no more
            than equality.
        is_open: Whether any arguments fit.
        names: Names that `same` binds.
        fields: The same test field by field, for the credit of many calls, if it falls apart so.
    """

    __slots__ = ("_expected", "_mode", "_rules", "_where", "fields", "is_open", "key", "names")

    def __init__(
        self,
        expected: Mapping[str, Any] | None,
        mode: MatchMode,
        rules: Sequence[PathRule] = (),
        where: Callable[[Any], bool] | None = None,
    ) -> None:
        if expected is None or mode == "ignore":
            expected, mode = {}, "superset"
        self._expected: dict[str, Any] = dict(expected)
        self._mode: MatchMode = mode
        self._rules = tuple(rules)
        self._where = where
        self.is_open = not self._expected and mode == "superset" and not rules and where is None
        simple = mode == "exact" and not rules and where is None and plain(self._expected)
        self.key: frozenset[tuple[str, Spelling]] | None = None
        if simple:
            self.key = frozenset((key, spelling(value)) for key, value in self._expected.items())
        self.names = _names_in([self._expected, [rule.value for rule in self._rules]])
        by_field = not rules and where is None and not self.names
        self.fields = FieldCredits(self, self._expected, mode) if by_field else None

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the path rules."""
        return frozenset(rule.path for rule in self._rules)

    def literal(self) -> dict[str, Any] | None:
        """The only arguments that fit, if the test is no more than equality."""
        return None if self.key is None else self._expected

    def compare(self, observed: Any, defaults: Mapping[str, Any] | None = None) -> Comparison:
        """How decoded arguments compare.

        Args:
            observed: The arguments.
            defaults: Values that the tool takes where an argument is missing; an argument with
                its default and none are the same.
        """
        made = Comparison()
        if not isinstance(observed, dict):
            text = f"the arguments are {_shown(observed)}, an object was expected"
            made.faults.append(Fault("", recorded(self._expected), observed, text))
            made.total = max(len(self._expected), 1)
            return made
        expected = self._expected
        if defaults:
            expected, observed = self._filled(observed, defaults)
        self._objects(expected, observed, (), made, self._mode)
        if self._where is not None:
            self._ask(observed, made)
        return made

    def field(self, key: str, wanted: Any, value: Any) -> tuple[int, int]:
        """How much of one argument is right: (values that are, values compared)."""
        made = Comparison()
        self._objects({key: wanted}, {key: value}, (), made, self._mode)
        return made.right, made.total

    def _filled(
        self, observed: dict[str, Any], defaults: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both sides with the defaults that make them comparable."""
        asked = {*self._expected, *(rule.steps[0] for rule in self._rules if len(rule.steps) == 1)}
        fewer = {
            key: default
            for key, default in defaults.items()
            if self._mode != "superset" and key in observed and key not in self._expected
        }
        more = {key: defaults[key] for key in asked if key in defaults and key not in observed}
        return {**self._expected, **fewer}, {**observed, **more}

    def _ask(self, observed: Any, made: Comparison) -> None:
        made.total += 1
        if self._where is not None and self._where(observed):
            made.right += 1
            return
        name = getattr(self._where, "__name__", "the function")
        message = f"{name} does not accept the arguments {_shown(observed)}"
        made.faults.append(Fault("", f"what {name} accepts", observed, message))

    def _objects(
        self,
        expected: Mapping[str, Any],
        observed: Mapping[str, Any],
        path: Path,
        made: Comparison,
        mode: MatchMode = "exact",
    ) -> None:
        """Compare two objects; what one side may lack as a whole, it may lack in part."""
        for key in dict.fromkeys((*expected, *observed)):
            wanted, value = expected.get(key, UNSET), observed.get(key, UNSET)
            here = (*path, key)
            ruled = self._ruled(here, wanted, value, made)
            if ruled is not UNSET:
                wanted = ruled
            elif self._descends(here, wanted, value):
                self._objects(
                    {} if wanted is UNSET else wanted,
                    {} if value is UNSET else value,
                    here,
                    made,
                    mode if wanted is UNSET or value is UNSET else "exact",
                )
                continue
            elif isinstance(value, list) and self._goes_into_items(here, wanted):
                self._open_items(value, here, made, mode)
                continue
            elif (wanted is UNSET and mode == "superset") or (value is UNSET and mode == "subset"):
                continue
            self._values(wanted, value, here, made)
        if not path:
            self._rules_of_nothing(expected, observed, made)

    def _ruled(self, path: Path, wanted: Any, value: Any, made: Comparison) -> Any:
        """What a path rule expects here, or UNSET where none is about this path."""
        for rule in self._rules:
            if rule.reaches(path):
                made.reached.add(rule.path)
                given = rule.value
                if isinstance(given, ValueMatcher) and wanted is not UNSET:
                    given = given.given(wanted)
                return given
        return UNSET

    def _rules_of_nothing(
        self, expected: Mapping[str, Any], observed: Mapping[str, Any], made: Comparison
    ) -> None:
        """Path rules without wildcards that name an argument which neither side has."""
        for rule in self._rules:
            wanted = rule.value
            optional = isinstance(wanted, ValueMatcher) and wanted.may_be_absent
            if rule.path in made.reached or optional or {"*", "**"} & set(rule.steps):
                continue
            self._values(wanted, UNSET, rule.steps, made)

    def _descends(self, path: Path, wanted: Any, value: Any) -> bool:
        """Whether both sides are objects whose fields are compared one by one."""
        if len(path) >= _DEEPEST:
            return False
        if isinstance(wanted, dict) and isinstance(value, dict):
            return True
        if not any(rule.goes_below(path) for rule in self._rules):
            return False
        return all(one is UNSET or isinstance(one, dict) for one in (wanted, value))

    def _goes_into_items(self, path: Path, wanted: Any) -> bool:
        """Whether a rule is about something inside a list of which nothing else is said."""
        if wanted is not UNSET or len(path) >= _DEEPEST:
            return False
        return any(rule.goes_below(path) for rule in self._rules)

    def _open_items(
        self, items: Sequence[Any], path: Path, made: Comparison, mode: MatchMode
    ) -> None:
        """Hold the items of such a list against the path rules."""
        for place, item in enumerate(items):
            here = (*path, place)
            ruled = self._ruled(here, UNSET, item, made)
            if ruled is not UNSET:
                self._values(ruled, item, here, made)
            elif isinstance(item, dict) and self._descends(here, UNSET, item):
                self._objects({}, item, here, made, mode)
            elif isinstance(item, list) and self._goes_into_items(here, UNSET):
                self._open_items(item, here, made, mode)
            elif mode != "superset":
                self._values(UNSET, item, here, made)

    def _values(self, wanted: Any, value: Any, path: Path, made: Comparison) -> None:
        if self._item_by_item(path, wanted, value):
            for place, (one, other) in enumerate(zip(wanted, value, strict=True)):
                self._items(one, other, (*path, place), made)
            return
        made.total += 1
        if not self._right(wanted, value, made):
            made.faults.append(_fault(path, wanted, value))
        elif isinstance(wanted, Same) and not _bind(wanted, value, path, made):
            message = f"{_json.pointer(*path)} is {_shown(value)}, another {wanted.name} than above"
            made.faults.append(Fault(_json.pointer(*path), wanted.said(), value, message))
        else:
            made.right += 1

    def _item_by_item(self, path: Path, wanted: Any, value: Any) -> bool:
        """Whether two lists are compared item by item, and not as one value."""
        if not (isinstance(wanted, list) and isinstance(value, list)):
            return False
        if len(wanted) != len(value) or len(path) >= _DEEPEST:
            return False
        return not plain(wanted) or any(rule.goes_below(path) for rule in self._rules)

    def _items(self, wanted: Any, value: Any, path: Path, made: Comparison) -> None:
        ruled = self._ruled(path, wanted, value, made)
        if ruled is not UNSET:
            self._values(ruled, value, path, made)
        elif self._descends(path, wanted, value):
            self._objects(wanted, value, path, made)
        else:
            self._values(wanted, value, path, made)

    def _right(self, wanted: Any, value: Any, made: Comparison) -> bool:
        if value is UNSET:
            return isinstance(wanted, ValueMatcher) and wanted.may_be_absent
        if wanted is UNSET or isinstance(wanted, Absent):
            return False
        return wanted.fits(value) if isinstance(wanted, ValueMatcher) else same_value(wanted, value)


class FieldCredits:
    """The credit of many calls against one test, with each distinct value compared once.

    Attributes:
        items: The expected arguments as pairs of name and spelling, where each is right or wrong
            as a whole; then credit is a matter of counting.
    """

    __slots__ = ("_fields", "_mode", "_names", "_test", "items")

    def __init__(self, test: ArgumentTest, expected: Mapping[str, Any], mode: MatchMode) -> None:
        self._test = test
        self._mode = mode
        self._fields: list[tuple[str, Any, dict[Spelling, tuple[int, int]]]] = [
            (key, wanted, {}) for key, wanted in expected.items()
        ]
        self.items: frozenset[tuple[str, Spelling]] | None = None
        if all(plain(value) and not isinstance(value, dict) for value in expected.values()):
            self.items = frozenset((key, spelling(value)) for key, value in expected.items())
        self._names = frozenset(expected)

    @property
    def can_be_nothing(self) -> bool:
        """Whether arguments that have nothing in common with the expected ones can meet them."""
        return not self._names or self._mode == "subset"

    def total(self, names: frozenset[str]) -> int:
        """How many values are compared with arguments of these names, where `items` is given."""
        if self._mode == "exact":
            return len(self._names | names)
        return len(self._names if self._mode == "superset" else names)

    def credit(self, observed: Mapping[str, Any], keys: Mapping[str, Spelling]) -> float:
        """The share that is right; `keys` holds one spelling of each observed value."""
        right = total = found = 0
        for key, wanted, known in self._fields:
            spelling = keys.get(key)
            if spelling is None:
                if self._mode != "subset":
                    total += 1
                    right += isinstance(wanted, ValueMatcher) and wanted.may_be_absent
                continue
            found += 1
            score = known.get(spelling)
            if score is None:
                score = known[spelling] = self._test.field(key, wanted, observed[key])
            right += score[0]
            total += score[1]
        if self._mode != "superset":
            total += len(keys) - found
        return right / total if total else 1.0


def _bind(wanted: Same, value: Any, path: Path, made: Comparison) -> bool:
    """Note the value of a name; whether it is the one that the name had in this call before."""
    made.bound_at.setdefault(wanted.name, _json.pointer(*path))
    key = spelling(value)
    return made.bound.setdefault(wanted.name, key) == key


def _fault(path: Path, wanted: Any, value: Any) -> Fault:
    pointer = _json.pointer(*path)
    if value is UNSET:
        return Fault(
            pointer, recorded_or_said(wanted), None, f"{pointer} is missing, {_want(wanted)}"
        )
    if wanted is UNSET or isinstance(wanted, Absent):
        return Fault(pointer, None, value, f"{pointer} is {_shown(value)}, and was not expected")
    message = f"{pointer} is {_shown(value)}, {_want(wanted)}"
    return Fault(pointer, recorded_or_said(wanted), value, message)


def _want(wanted: Any) -> str:
    text = said(wanted)
    return f"expected {text if len(text) <= 120 else text[:119] + '…'}"


def recorded_or_said(wanted: Any) -> Any:
    """What was expected, as data; in words where it is a function."""
    try:
        return recorded(wanted)
    except ValueError:
        return said(wanted)


def _shown(value: Any) -> str:
    text = _json.encode(value).decode("utf-8", "replace")
    return text if len(text) <= 120 else text[:119] + "…"


def _names_in(values: list[Any]) -> frozenset[str]:
    names: set[str] = set()
    left = values
    while left:
        value = left.pop()
        if isinstance(value, Same):
            names.add(value.name)
        elif isinstance(value, dict):
            left += value.values()
        elif isinstance(value, list):
            left += value
    return frozenset(names)
