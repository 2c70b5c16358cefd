"""Reading an expectation from data, strictly: every mistake has its place and a suggestion.

The data form of a function call `name(first, other=x)` of `tracegrade.graders.expect` is
`{name: first, other: x}`; several positional arguments are a list. A plain text is a call of the
tool of that name, a list is a sequence, and a matcher of a value has a `$` before its name.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._schema_validation import check_schema
from tracegrade.errors import ConfigurationError, Location, UsageError
from tracegrade.graders._expectation._expectation import ArgumentRule, Expectation, checked_extras
from tracegrade.graders._expectation._parts import (
    GROUP_KINDS,
    RULE_KINDS,
    ExpectedCall,
    Group,
    GroupKind,
    Part,
    Rule,
    RuleKind,
)
from tracegrade.graders._expectation._value_forms import VALUE_FORMS
from tracegrade.graders._scopes import Scope
from tracegrade.model import ToolDefinition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tracegrade._positions import Path

__all__ = ["SCHEMA", "Reader"]

SCHEMA = "tracegrade/expectation@1"
"""The value of `schema` in an expectation that names one."""

_DEEPEST = 50  # levels that parts and values may nest
_TOP = (
    "schema", "plan", "plans", "ordered", "rules", "extras", "counted", "scope", "arguments",
    "effects", "tools", "most_states",
)  # fmt: skip
_CALL = ("call", "arguments", "match", "at", "effect")
_OF_TWO = ("never_before", "never_after", "never_until", "never_next")
_LIMITS = ("at_most", "at_least", "exactly")
_OF_RULE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(RULE_KINDS, ("counted",)),
    **dict.fromkeys(_OF_TWO, ("same", "counted")),
    "recovers": ("by", "within"),
    "count": (*_LIMITS, "counted"),
}


class Reader:
    """One reading of an expectation, with the place of whatever is wrong.

    Args:
        file: Name of the file, for messages.
        lines: Line of each value in the file, by its path.
        start: Where in the file the expectation stands.
    """

    def __init__(
        self,
        file: str | None = None,
        lines: Mapping[Path, int] | None = None,
        start: Path = (),
    ) -> None:
        self._file = file
        self._lines = lines or {}
        self._start = start

    def expectation(self, record: Any) -> Expectation:
        """The expectation that a record holds.

        Raises:
            ConfigurationError: Something in it is wrong, or it can never be met.
        """
        if isinstance(record, list):
            record = {"plan": record}
        record = self._object(record, (), "an expectation")
        self._only(record, _TOP, ())
        if record.get("schema", SCHEMA) != SCHEMA:
            raise self.wrong(f"schema is {SCHEMA!r}", ("schema",))
        plans, rules = self._plans(record)
        rules += self.rules(record.get("rules", []), ("rules",))
        more = {key: record[key] for key in ("counted", "most_states") if key in record}
        if "extras" in record:
            more["extras"] = self._made(lambda: checked_extras(record["extras"]), ("extras",))
        if "scope" in record:
            more["scope"] = self.scope(record["scope"], ("scope",))
        if "tools" in record:
            more["tools"] = self._tools(record["tools"])
        return self._made(
            lambda: Expectation(
                plans=tuple(plans),
                rules=tuple(rules),
                arguments=self.argument_rules(record.get("arguments", {}), ("arguments",)),
                effects=self._object(record.get("effects", {}), ("effects",), "effects"),
                **more,
            ),
            (),
        )

    def _plans(self, record: dict[str, Any]) -> tuple[list[Part], list[Rule]]:
        """The plans, and rules that stand in the outermost list of one."""
        ordered = record.get("ordered", False)
        if not isinstance(ordered, bool):
            raise self.wrong(f"ordered is true or false, not {ordered!r}", ("ordered",))
        if "plan" in record and "plans" in record:
            raise self.wrong("give either a plan or plans", ("plans",))
        listed = [(("plan",), record["plan"])] if "plan" in record else []
        several = self._list(record.get("plans", []), ("plans",))
        listed += [(("plans", place), plan) for place, plan in enumerate(several)]
        plans: list[Part] = []
        rules: list[Rule] = []
        for path, plan in listed:
            items = plan if isinstance(plan, list) else [plan]
            parts: list[Part] = []
            for place, item in enumerate(items):
                here = (*path, place) if isinstance(plan, list) else path
                if isinstance(item, dict) and any(kind in item for kind in RULE_KINDS):
                    if len(listed) > 1:
                        raise self.wrong("with several plans, rules stand in 'rules'", here)
                    rules.append(self.rule(item, here))
                else:
                    parts.append(self.part(item, here))
            plans.append(Group("sequence" if ordered else "any_order", tuple(parts)))
        return plans, rules

    def part(self, item: Any, path: Path, depth: int = 0) -> Part:
        """A part of a plan."""
        if depth > _DEEPEST:
            raise self.wrong(f"nests deeper than {_DEEPEST} levels", path)
        if isinstance(item, str):
            return self._made(lambda: ExpectedCall(item), path)
        if isinstance(item, list):
            return Group("sequence", self._parts(item, path, depth))
        record = self._object(item, path, "a part of a plan")
        if "call" in record:
            return self.call(record, path)
        kind: GroupKind | None = next((kind for kind in GROUP_KINDS if kind in record), None)
        if kind is None:
            raise self._unknown(record, path)
        self._only(record, (kind, *(("min", "max") if kind == "repeat" else ())), path)
        inside = (*path, kind)
        if kind not in ("optional", "repeat"):
            items = self._list(record[kind], inside)
            return self._made(lambda: Group(kind, self._parts(items, inside, depth)), path)
        least, most = record.get("min", 1), record.get("max")
        for key, value in (("min", least), ("max", most)):
            if type(value) is not int and (key == "min" or value is not None):
                raise self.wrong(f"{key} is a whole number, not {value!r}", (*path, key))
        part = self.part(record[kind], inside, depth + 1)
        if kind == "optional":
            return Group(kind, (part,))
        return self._made(lambda: Group(kind, (part,), least, most), path)

    def _parts(self, items: list[Any], path: Path, depth: int) -> tuple[Part, ...]:
        return tuple(self.part(one, (*path, at), depth + 1) for at, one in enumerate(items))

    def _unknown(self, record: dict[str, Any], path: Path) -> ConfigurationError:
        known = ("call", *GROUP_KINDS)
        rule = next((key for key in record if key in RULE_KINDS), None)
        if rule is not None:
            hint = "put it into the outermost list, or into 'rules'"
            return self.wrong(f"{rule} is a rule, and stands beside the plan", (*path, rule), hint)
        names = ", ".join(known)
        for key in record:
            close = difflib.get_close_matches(key, (*known, *RULE_KINDS), n=1)
            if close:
                where = (*path, key)
                return self.wrong(f"unknown key {key!r}", where, f"did you mean {close[0]!r}?")
        return self.wrong("no part of a plan", path, f"it has one of the keys {names}")

    def call(self, item: Any, path: Path) -> ExpectedCall:
        """One expected call, by its tool's name or as an object with the key `call`."""
        if isinstance(item, str):
            return self._made(lambda: ExpectedCall(item), path)
        record = self._object(item, path, "a call")
        if "call" not in record:
            raise self.wrong("a call names its tool", path, "{call = NAME, arguments = {...}}")
        self._only(record, _CALL, path)
        arguments = record.get("arguments")
        if arguments is not None:
            self._object(arguments, (*path, "arguments"), "arguments")
            arguments = self.value(arguments, (*path, "arguments"))
        more = {key: record[key] for key in ("match", "effect") if key in record}
        at = self._values(record.get("at", {}), (*path, "at"))
        return self._made(lambda: ExpectedCall(record["call"], arguments, at=at, **more), path)

    def rules(self, items: Any, path: Path) -> list[Rule]:
        """A list of rules."""
        return [self.rule(one, (*path, at)) for at, one in enumerate(self._list(items, path))]

    def rule(self, item: Any, path: Path) -> Rule:
        """One rule."""
        record = self._object(item, path, "a rule")
        kind: RuleKind | None = next((kind for kind in RULE_KINDS if kind in record), None)
        if kind is None:
            raise self.wrong("no rule", path, f"it has one of the keys {', '.join(RULE_KINDS)}")
        self._only(record, (kind, *_OF_RULE[kind]), path)
        given, inside = record[kind], (*path, kind)
        other = None
        if kind in _OF_TWO:
            if not isinstance(given, list) or len(given) != 2:
                raise self.wrong(f"{kind} relates two calls", inside, "write a list of two")
            other = self.call(given[1], (*inside, 1))
            given, inside = given[0], (*inside, 0)
        elif "by" in record:
            other = self.call(record["by"], (*path, "by"))
        more = {key: record[key] for key in ("counted", "within") if key in record}
        more |= self._limits(record, path)
        same = self._same(record.get("same", []), (*path, "same"))
        call = self.call(given, inside)
        return self._made(lambda: Rule(kind, call, other, same, **more), path)

    def _limits(self, record: dict[str, Any], path: Path) -> dict[str, int]:
        for key in _LIMITS:
            if key in record and type(record[key]) is not int:
                raise self.wrong(f"{key} is a whole number, not {record[key]!r}", (*path, key))
        if "exactly" in record:
            if "at_most" in record or "at_least" in record:
                raise self.wrong("exactly goes without at_most and at_least", (*path, "exactly"))
            return {"least": record["exactly"], "most": record["exactly"]}
        names = {"at_least": "least", "at_most": "most"}
        return {name: record[key] for key, name in names.items() if key in record}

    def _same(self, items: Any, path: Path) -> tuple[tuple[str, str], ...]:
        """Paths that are the same in both calls: `/a`, or `[/a, /b]` where they differ."""
        pairs: list[tuple[str, str]] = []
        for place, item in enumerate(items if isinstance(items, list) else [items]):
            pair = item if isinstance(item, list) else [item, item]
            if len(pair) != 2 or not all(isinstance(one, str) for one in pair):
                raise self.wrong("same takes JSON pointers, or pairs of them", (*path, place))
            pairs.append((pair[0], pair[1]))
        return tuple(pairs)

    def argument_rules(self, table: Any, path: Path) -> dict[str, ArgumentRule]:
        """What holds of arguments, by tool or glob."""
        rules: dict[str, ArgumentRule] = {}
        for tool, item in self._object(table, path, "arguments").items():
            here = (*path, tool)
            record = self._object(item, here, "an argument rule")
            self._only(record, ("match", "at", "defaults"), here)
            given = {key: record[key] for key in ("match", "defaults") if key in record}
            if not isinstance(given.get("defaults", True), bool):
                raise self.wrong("defaults is true or false", (*here, "defaults"))
            at = self._values(record.get("at", {}), (*here, "at"))
            rules[tool] = self._made(lambda at=at, given=given: ArgumentRule(at=at, **given), here)
        return rules

    def scope(self, item: Any, path: Path) -> Scope:
        """A part of a trace."""
        record = self._object(item, path, "a scope")
        types = {"agent": str, "turn": int, "inside": str, "nested": bool}
        self._only(record, tuple(types), path)
        for key, value in record.items():
            if type(value) is not types[key]:
                name = {str: "a text", int: "a whole number", bool: "true or false"}[types[key]]
                raise self.wrong(f"{key} is {name}, not {value!r}", (*path, key))
        return self._made(lambda: Scope(**record), path)

    def _tools(self, items: Any) -> tuple[ToolDefinition, ...]:
        tools: list[ToolDefinition] = []
        for place, item in enumerate(self._list(items, ("tools",))):
            here: Path = ("tools", place)
            record = {"name": item} if isinstance(item, str) else self._object(item, here, "a tool")
            self._only(record, ("name", "parameters"), here)
            name: Any = record.get("name")
            parameters: Any = record.get("parameters")
            if not isinstance(name, str):
                raise self.wrong("a tool has a name", here)
            if parameters is not None:
                self._object(parameters, (*here, "parameters"), "parameters")
                self._made(lambda one=parameters: check_schema(one), (*here, "parameters"))
            tools.append(ToolDefinition(name=name, parameters=parameters))
        return tuple(tools)

    def _values(self, table: Any, path: Path) -> dict[str, Any]:
        given = self._object(table, path, "at")
        return {key: self.value(value, (*path, key)) for key, value in given.items()}

    def value(self, item: Any, path: Path, depth: int = 0) -> Any:
        """A plain value, or one with matchers in it."""
        if depth > _DEEPEST:
            raise self.wrong(f"nests deeper than {_DEEPEST} levels", path)
        if isinstance(item, list):
            return [self.value(one, (*path, at), depth + 1) for at, one in enumerate(item)]
        if not isinstance(item, dict):
            return item
        words = [key for key in item if key.startswith("$")]
        if not words:
            return {key: self.value(one, (*path, key), depth + 1) for key, one in item.items()}
        word = words[0]
        form = VALUE_FORMS.get(word[1:])
        if form is None or len(words) > 1:
            close = difflib.get_close_matches(word[1:], VALUE_FORMS, n=1)
            hint = f"did you mean '${close[0]}'?" if close and form is None else None
            hint = hint or "for a plain object with such a key write {'$exactly': {...}}"
            said = f"unknown matcher {word!r}" if form is None else "a matcher has one '$' key"
            raise self.wrong(said, (*path, word), hint)
        self._only(item, (word, *form.options), path)
        given = {
            key: self.value(one, (*path, key), depth + 1) if form.nests else one
            for key, one in item.items()
        }
        return self._made(lambda: form.made(given.pop(word), given), path)

    def _object(self, value: Any, path: Path, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(f"{what} is an object, not {value!r}", path)
        return value

    def _list(self, value: Any, path: Path) -> list[Any]:
        if not isinstance(value, list):
            raise self.wrong(f"a list is expected here, not {value!r}", path)
        return value

    def _only(self, record: dict[str, Any], known: Iterable[str], path: Path) -> None:
        for key in record:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
                raise self.wrong(f"unknown key {key!r}", (*path, key), hint)

    def _made(self, make: Callable[[], Any], path: Path) -> Any:
        """What is made, or its refusal with the place."""
        try:
            return make()
        except ConfigurationError:
            raise
        except UsageError as error:
            raise self.wrong(error.message, path, error.hint) from None
        except TypeError as error:
            raise self.wrong(f"cannot be read: {error}", path) from None

    def wrong(self, message: str, path: Path, hint: str | None = None) -> ConfigurationError:
        """An error at a place of the expectation."""
        whole = (*self._start, *path)
        line = next(
            (
                self._lines[whole[:length]]
                for length in range(len(whole), -1, -1)
                if whole[:length] in self._lines
            ),
            None,
        )
        place = Location(self._file, line, _json.pointer(*whole) or None)
        return ConfigurationError(message, location=place, hint=hint)
