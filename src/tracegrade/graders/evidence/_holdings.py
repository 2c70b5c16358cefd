"""What results hold of a kind of thing: the lists in them, what each is of, and whose it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call

__all__ = ["Holding", "Trait", "held_by", "singular"]

_DEEPEST = 3
_MOST = 400  # lists and fields of one result
_MOST_KINDS = 200  # entries of a list whose kinds are kept
_LONGEST_KIND = 40  # characters of a text that says what kind of thing an entry is
_EMPTY = ("", "no", "none", "false", "n/a", "null", "0")
_COUNTING = frozenset(("total", "count", "number", "num", "size"))
_MORE = frozenset(("more", "next", "cursor", "truncated"))
_VERBS = frozenset(("get", "list", "search", "find", "fetch", "read", "lookup", "query", "show", "all"))  # fmt: skip


class Trait(NamedTuple):
    """A field that says whether a thing has something: `insurance: yes`."""

    words: frozenset[str]
    is_there: bool
    value: str
    scope: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """A list in a result.

    Attributes:
        step: Position of the result.
        call: Position of its call.
        tool: Name of the tool.
        words: What its entries are called, each word in the singular.
        head: The last of these words.
        size: How many entries it has.
        owner: What it belongs to: the ids of the record around it, or the arguments of the call.
        scope: Every short value of the record around it, and of the call's arguments.
        flags: Of each field of the entries that is true or false, its name and how often it is true.
        kinds: The short texts of the entries, in lower case: what each is, or is called.
        totals: Numbers of the record around it that may count more than it lists.
        is_part: Whether the result says that there is more than it lists.
        pointer: JSON pointer of it in the result.
    """

    step: int
    call: int
    tool: str
    words: frozenset[str]
    head: str
    size: int
    owner: frozenset[str]
    scope: frozenset[Any]
    kinds: frozenset[str]
    flags: tuple[tuple[str, int], ...]
    totals: frozenset[int]
    is_part: bool
    pointer: str

    @property
    def is_whole_result(self) -> bool:
        """Whether it is all that the call gave, as a search does."""
        return self.pointer == ""


def singular(word: str) -> str:
    """A word without the ending of the plural.

    Example:
        >>> singular("entries"), singular("flights"), singular("status")
        ('entry', 'flight', 'status')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def held_by(call: Call) -> tuple[list[Holding], list[Trait]]:
    """The lists and the traits in a result."""
    holdings: list[Holding] = []
    traits: list[Trait] = []
    asked = _forms(call.arguments.values() if isinstance(call.arguments, dict) else ())
    words = [word for word in field_words(call.tool) if word not in _VERBS]
    if isinstance(call.content, list) and words:
        owner = _texts_of(call.arguments)
        holdings.append(_holding(call, tuple(words), call.content, _Around(owner, asked, "", {})))
    for pointer, record in _records(call.content):
        own = _forms(value for value in record.values() if not isinstance(value, list | dict))
        scope, owner = (
            asked | own,
            _ids_of(record) or _texts_of(call.arguments) or _texts_of(record),
        )
        for name, value in record.items():
            if len(holdings) + len(traits) >= _MOST:
                return holdings, traits
            words = field_words(str(name))
            entries = _entries(value)
            if not words:
                continue
            if entries is not None:
                place = f"{pointer}/{name}"
                holdings.append(
                    _holding(call, words, entries, _Around(owner, scope, place, record))
                )
            if isinstance(value, str | bool | int | float | list):
                traits.append(_trait(words, value, scope))
    return holdings, traits


class _Around(NamedTuple):
    """What a list stands in: whose it is, what is said beside it, where it is, and the record."""

    owner: frozenset[str]
    scope: frozenset[Any]
    pointer: str
    record: dict[str, Any]


def _holding(call: Call, words: tuple[str, ...], entries: list[Any], around: _Around) -> Holding:
    named = frozenset(singular(word) for word in words)
    head = singular(words[-1])
    return Holding(
        max(call.result, call.step), call.step, call.tool, named, head, len(entries), around.owner,
        around.scope, _kinds(entries), _flags(entries), _totals(around.record, head),
        _is_part(call, len(entries)), around.pointer,
    )  # fmt: skip


def _trait(words: tuple[str, ...], value: Any, scope: frozenset[Any]) -> Trait:
    told = str(value).strip()
    is_there = bool(value) and told.lower() not in _EMPTY
    return Trait(frozenset(singular(word) for word in words), is_there, told[:80], scope)


def _records(content: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The record that a result is, and those in its lists and fields, outermost first."""
    level: list[tuple[str, Any]] = [("", content)]
    for _ in range(_DEEPEST):
        deeper: list[tuple[str, Any]] = []
        for pointer, value in level[:_MOST]:
            if isinstance(value, dict):
                yield pointer, value
                deeper += [(f"{pointer}/{name}", each) for name, each in value.items()]
            elif isinstance(value, list):
                deeper += [(f"{pointer}/{number}", each) for number, each in enumerate(value)]
        level = [each for each in deeper if isinstance(each[1], dict | list)]


def _entries(value: Any) -> list[Any] | None:
    """The entries of a list, or of an object that has one record for each id."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and len(value) > 0:
        rows = list(value.values())
        is_table = all(isinstance(row, dict) for row in rows)
        is_alike = is_table and all(row.keys() & rows[0].keys() for row in rows)
        is_keyed = any(any(letter.isdigit() for letter in str(name)) for name in value)
        return rows if is_alike and is_keyed else None
    return None


def _kinds(entries: list[Any]) -> frozenset[str]:
    return frozenset(
        value.lower().replace("_", " ")
        for row in entries[:_MOST_KINDS]
        for value in (row.values() if isinstance(row, dict) else (row,))
        if isinstance(value, str) and 1 < len(value) <= _LONGEST_KIND and not value.isdigit()
    )


def _totals(record: dict[str, Any], head: str) -> frozenset[int]:
    """The numbers of a record whose fields count, and name no other thing: `total`, `order_count`."""
    found: set[int] = set()
    for name, value in record.items():
        words = {singular(word) for word in field_words(str(name))}
        if isinstance(value, int) and words & _COUNTING and words - _COUNTING <= {head, "result"}:
            found.add(value)
    return frozenset(found)


def _is_part(call: Call, size: int) -> bool:
    """Whether a result names a next page, or has as many entries as were asked for."""
    fields = call.content.items() if isinstance(call.content, dict) else ()
    asked = call.arguments.values() if isinstance(call.arguments, dict) else ()
    is_full = any(isinstance(value, int) and value == size for value in asked) and size > 0
    return is_full or any(
        bool(value)
        and not isinstance(value, list | dict)
        and _MORE.intersection(field_words(str(name)))
        for name, value in fields
    )


def _flags(entries: list[Any]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for row in entries:
        if isinstance(row, dict):
            counts.update(
                {str(name): int(value) for name, value in row.items() if isinstance(value, bool)}
            )
    return tuple(counts.items())


def _forms(values: Any) -> frozenset[Any]:
    return frozenset(
        form
        for value in values
        if isinstance(value, str | int) and not isinstance(value, bool)
        for form in forms_of(value)
    )


def _ids_of(record: dict[str, Any]) -> frozenset[str]:
    """What names a record: its own fields that are called an id."""
    return frozenset(
        str(value) for name, value in record.items()
        if isinstance(value, str | int) and (field_words(str(name)) or ("",))[-1] == "id"
    )  # fmt: skip


def _texts_of(value: Any) -> frozenset[str]:
    """The short texts of a record, or among arguments."""
    texts = value.values() if isinstance(value, dict) else ()
    return frozenset(each for each in texts if isinstance(each, str) and 2 < len(each) < 80)
