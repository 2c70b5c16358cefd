"""What calls gave of a kind of thing: lists, counts of them, and signs that there is more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import leaves_of, normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call

__all__ = [
    "WORD", "counts_in", "filters_of", "has_rows", "lists_of", "name_in", "names_of", "nouns_of", "numbers_in",
    "singular", "why_partial", "words_of",
]  # fmt: skip

_FILTERS = frozenset(
    ("state", "status", "filter", "type", "category", "label", "labels", "severity", "priority",
     "assignee", "author", "kind", "tag", "since", "role", "stage")
)  # fmt: skip
_MORE_FIELDS = frozenset(
    ("has_more", "hasmore", "has_next", "hasnextpage", "more", "truncated", "is_truncated")
)
_NEXT_FIELDS = frozenset(
    (
        "next",
        "next_page",
        "nextpage",
        "next_cursor",
        "cursor",
        "next_token",
        "nextpagetoken",
        "next_page_token",
    )
)
_TOTAL_FIELDS = frozenset(
    ("total", "total_count", "totalcount", "total_results", "totalresults", "count_total")
)
_LIMIT_FIELDS = frozenset(
    ("limit", "per_page", "page_size", "pagesize", "max_results", "top_k", "first")
)
_EVERYTHING = frozenset(("all", "any", "*", "", "none"))
WORD = re.compile(r"[a-z0-9]+")
_LONGEST_TEXT = 20_000


def lists_of(content: Any) -> list[list[Any]]:
    """The result itself where it is a list, or the lists that stand in its fields."""
    if isinstance(content, list):
        return [content]
    if isinstance(content, dict):
        return [value for value in content.values() if isinstance(value, list)]
    return []


def has_rows(content: Any) -> bool:
    """Whether some list of a result has an entry."""
    return any(rows for rows in lists_of(content))


def names_of(row: Any) -> list[str]:
    """What an entry of a list may be called by."""
    if isinstance(row, str):
        return [normalized(row[:200])]
    if isinstance(row, dict):
        return [
            normalized(value)
            for value in row.values()
            if isinstance(value, str) and 0 < len(value) < 80
        ][:3]
    return []


def name_in(value: str, names: set[str]) -> str | None:
    """Which of some names an argument gives, by itself or at the end of a path."""
    normal = normalized(value[:400])
    if normal in names:
        return normal
    last = normal.rsplit("/", 1)[-1]
    return last if last in names else None


def nouns_of(call: Call, rows: list[Any]) -> set[str]:
    """What the entries of a list are called: by the field that holds it, or by the tool."""
    if isinstance(call.content, dict):
        names = [name for name, value in call.content.items() if value is rows]
    else:
        names = [call.tool]
    return {singular(field_words(name)[-1]) for name in names if field_words(name)}


def numbers_in(content: Any) -> Iterator[int]:
    """The whole numbers of a result's own fields, which may count what it does not list."""
    if isinstance(content, str):
        yield from (int(digits) for digits in re.findall(r"\d{1,6}", content[:_LONGEST_TEXT]))
    elif isinstance(content, dict):
        for value in content.values():
            if isinstance(value, int) and not isinstance(value, bool):
                yield value


def why_partial(call: Call, rows: list[Any]) -> str | None:
    """Why a list is known not to be all there is."""
    content = call.content
    fields = (
        {key.lower(): value for key, value in content.items()} if isinstance(content, dict) else {}
    )
    if any(fields.get(name) is True for name in _MORE_FIELDS):
        return "says that there is more"
    if any(fields.get(name) for name in _NEXT_FIELDS):
        return "names a next page"
    totals = [fields[name] for name in _TOTAL_FIELDS if isinstance(fields.get(name), int)]
    if any(total > len(rows) for total in totals):
        return f"counts {max(totals)} in all"
    if not fields and isinstance(call.arguments, dict):
        limits = [call.arguments.get(name) for name in _LIMIT_FIELDS]
        if any(limit == len(rows) and not isinstance(limit, bool) for limit in limits) and rows:
            return "was limited to that many"
    return None


def filters_of(call: Call) -> list[str]:
    """The words that a call was narrowed down by."""
    if not isinstance(call.arguments, dict):
        return []
    return [
        value.lower() for name, value in call.arguments.items()
        if name.lower() in _FILTERS and isinstance(value, str) and value.lower() not in _EVERYTHING
    ]  # fmt: skip


def counts_in(content: Any) -> set[int]:
    """What a result says that it counts."""
    if not isinstance(content, dict):
        return set()
    names = {*_TOTAL_FIELDS, "count", "size", "length"}
    return {
        value for key, value in content.items()
        if key.lower() in names and isinstance(value, int) and not isinstance(value, bool)
    }  # fmt: skip


def singular(word: str) -> str:
    """A word without the ending of the plural."""
    return word.removesuffix("s") if len(word) > 3 else word


def words_of(call: Call) -> set[str]:
    """The words of a call's tool and arguments."""
    words = {singular(word) for word in field_words(call.tool)}
    for pointer, value in leaves_of(call.arguments):
        words |= {singular(word) for word in field_words(pointer.rsplit("/", 1)[-1])}
        if isinstance(value, str | int | float):
            words |= {singular(word) for word in WORD.findall(str(value)[:400].lower())}
    return words
