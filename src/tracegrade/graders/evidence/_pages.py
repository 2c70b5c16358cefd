"""Whether a result is known to be a part only: a page, a cut, as many as were asked for.

What tells is how the result and the call are made: a field that says that there is more or names
what comes next, a count that is larger than what is listed, a page of several, a limit that was
reached.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call

__all__ = ["is_paging", "limit_of", "why_partial"]

_MORE = frozenset(("more", "truncated", "incomplete", "partial"))
_LAST = frozenset(("last", "complete", "exhausted", "final"))
_OF_LAST = frozenset(("is", "last", "page", "complete", "exhausted", "final", "results", "list"))
_NEXT = frozenset(("next", "suivant", "suivante", "siguiente", "nachste", "volgende", "continuation", "cursor", "continue"))  # fmt: skip
_OF_NEXT = frozenset(
    ("next", "page", "cursor", "token", "link", "url", "href", "offset", "marker", "continuation", "records", "key",
     "start", "uri", "after", "index", "suivant", "suivante", "siguiente", "nachste", "volgende", "pagina", "seite",
     "results", "set", "data", "odata", "list", "continue", "items")
)  # fmt: skip
_PAGE = frozenset(("page", "seite", "pagina", "strona"))
_TOTAL = frozenset(
    ("total", "totale", "totaal", "gesamt", "gesamtzahl", "anzahl", "aantal", "count", "found", "matched", "matches",
     "hits", "totals", "nombre", "liczba", "razem", "totalcount", "totalresults", "gefunden", "matching")
)  # fmt: skip
_OF_TOTAL = frozenset(
    ("total", "number", "num", "of", "results", "result", "items", "item", "records", "record", "rows", "row", "entries",
     "elements", "size", "all", "n", "hits", "value", "objects", "documents", "docs", "meta", "pagination")
)  # fmt: skip
_OF_A_PAGE = frozenset(("per", "size", "limit", "returned", "shown", "max", "page"))
_LIMITS = frozenset(("limit", "max", "maximum", "top", "first", "take", "rows", "per", "size", "n", "count", "pagesize", "maxresults", "maxkeys", "limite", "anzahl", "aantal"))  # fmt: skip
_OF_LIMITS = _LIMITS | {
    "page",
    "results",
    "items",
    "keys",
    "records",
    "k",
    "entries",
    "num",
    "number",
    "of",
    "pro",
}
_PAGING = _OF_LIMITS | _OF_NEXT | _PAGE | {"skip", "from", "to", "before", "lines", "line"}
_SURELY_PAGING = _PAGE | {
    "offset",
    "cursor",
    "token",
    "limit",
    "skip",
    "after",
    "start",
    "marker",
    "pagesize",
    "continuation",
    "per",
}
_COMMANDED = re.compile(
    r"\bLIMIT\s{1,4}(\d{1,6})\b(?!\s{0,4},)|\bTOP\s{0,4}\(?(\d{1,6})\b|\bFETCH\s{1,4}(?:FIRST|NEXT)\s{1,4}(\d{1,6})\b"
    r"|--(?:limit|max-items|max-results|max-count|top|count|per-page|lines)[=\s](\d{1,6})\b|\s-L\s?(\d{1,6})\b|\$top=(\d{1,6})\b"
    r"|[?&](?:limit|per_page|page_size|pageSize|max_results|maxResults|size)=(\d{1,6})\b|\.limit\((\d{1,6})\)",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\b(?:head|tail)\b(?:\s{1,4}-(?:n\s{0,2}|-lines[= ])?(\d{1,6}))?(?=\s|$|[|;&'\"])|\bsed\s-n\s['\"]?1,(\d{1,6})p|\.head\((\d{0,6})\)")  # fmt: skip
_HEAD_LINES = 10
_PAGE_OF = re.compile(
    r"\b(?:page|seite|pagina|p\u00e1gina|strona)\s{0,2}:?\s?(\d{1,6})\s?(?:of|von|de|di|van|sur|z|/)\s?(\d{1,6})\b",
    re.IGNORECASE,
)
_RANGE_OF = re.compile(
    r"\b\d{1,6}\s?[-\u2013]\s?(\d{1,6})\s(?:of|von|de|di|van|sur|z)\s(\d{1,7})\b", re.IGNORECASE
)
_SHOWN_OF = re.compile(
    r"\b(?:showing|shown|displaying|displayed|listing|listed|returned|zeige|angezeigt|affich\w+|mostrando|mostrati|visualizzat\w+|getoond|pokazano)\s(?:\w+\s)?(\d{1,6})\s(?:of|von|de|di|van|sur|z)\s(\d{1,7})\b"
    r"|\b(\d{1,6})\s(?:of|von|de|di|van|sur|z)\s(\d{1,7})\s(?:shown|displayed|listed|returned|results|rows|records|entries|matches|angezeigt|affich\w+|mostrad\w+|mostrati|getoond)\b",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\b(\d{1,3})[,.](\d{3})\b")
_AND_MORE = re.compile(
    r"(?:\band|\bund|\bet|\by|\be|\ben|\bi|\+|\.\.\.|\u2026)\s?(\d{1,6})\s(?:more|weitere|autres|m\u00e1s|mais|altri|altre|andere|meer|innych)\b"
    r"|\b(\d{1,6})\s(?:more|further)\s(?:rows?|lines?|results?|items?|entries|records?|matches|files)\b|--\s?more\s?--"
    r"|\b(?:rows|lines|results|output|list|listing|response)\s(?:was\s|were\s|is\s|are\s)?(?:truncated|omitted|cut off)\b|\[truncated|\(truncated\)"
    r"|\b(?:has_more|hasMore|is_truncated|IsTruncated|hasNextPage)\"?\s?[:=]\s?true\b"
    r"|\b(?:next_page|next_cursor|next_token|nextPageToken|nextToken|NextContinuationToken)\"?\s?[:=]\s?\"?(?!null|none|\"|~)[\w/+=-]",
    re.IGNORECASE,
)
_IDENTIFYING = ("id", "number", "no", "ref", "reference", "currency", "uuid")
_EDGE = 500  # characters at either end of a text in which it says that there is more
_MOST_FIELDS = 400
_DEEPEST = 3


def why_partial(call: Call, count: int) -> str | None:
    """Why what a call gave is known not to be all there is; `None` where nothing says so.

    Args:
        call: The call.
        count: How many entries it gave.
    """
    content = call.content
    if isinstance(content, str):
        told = _told_by_text(content, count)
        return told or _limited(call, count)
    fields = list(_fields_around(content))
    for words, path, value in fields:
        told = _more(words, value) or _more_of(words, path, value, count)
        if told is not None and not (
            told.startswith("counts") and _is_amount(content, path, value)
        ):
            return told
    paged = _page_of_pages(fields)
    if paged is not None:
        return paged
    return None if _says_whole(fields, count) else _limited(call, count)


def _fields_around(content: Any) -> Iterator[tuple[frozenset[str], tuple[str, ...], Any]]:
    """The fields of a result that lie in no list, with the words of their names."""
    level: list[tuple[tuple[str, ...], Any]] = [((), content)]
    given = 0
    for _ in range(_DEEPEST):
        deeper: list[tuple[tuple[str, ...], Any]] = []
        for path, value in level:
            if not isinstance(value, dict):
                continue
            is_list_like = any(isinstance(each, list | dict) for each in value.values())
            for name, each in value.items():
                given += 1
                if given > _MOST_FIELDS:
                    return
                deeper.append(((*path, str(name)), each))
                if is_list_like or path:
                    yield frozenset(field_words(str(name))), (*path, str(name)), each
        level = deeper


def _more(words: frozenset[str], value: Any) -> str | None:
    if value is True and (words & _MORE or {"has", "next"} <= words):
        return "says that there is more"
    if value is False and words and words & _LAST and words <= _OF_LAST:
        return "says that there is more"
    is_given = isinstance(value, str | int | dict) and not isinstance(value, bool) and bool(value)
    if is_given and words & _NEXT and words <= _OF_NEXT:
        return "names a next page" if not isinstance(value, dict) or value.get("href") else None
    if is_given and {"last", "evaluated", "key"} <= words:
        return "names a next page"
    return None


def _is_amount(content: Any, path: tuple[str, ...], value: int) -> bool:
    """Whether a total is that of a thing, as of an invoice: it has an id, or its entries come to it."""
    for name in path[:-1]:
        content = content.get(name) if isinstance(content, dict) else None
    if not isinstance(content, dict):
        return False
    if any(
        (field_words(str(name)) or ("",))[-1] in _IDENTIFYING
        for name, each in content.items()
        if isinstance(each, str | int)
    ):
        return True
    for rows in content.values():
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            sums = (
                sum(row[name] for row in rows if type(row.get(name)) in (int, float))
                for name in rows[0]
            )
            if any(abs(each - value) < 1 for each in sums):
                return True
    return False


def _more_of(words: frozenset[str], path: tuple[str, ...], value: Any, count: int) -> str | None:
    """A count of all that is larger than the list."""
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0 or count <= 0:
        return None
    if words & {"remaining", "omitted"} and (len(words) == 1 or words & _OF_TOTAL):
        return f"leaves out {value}"
    named = words | (
        frozenset(field_words(path[-2]))
        if list(words) == ["value"] and len(path) > 1
        else frozenset()
    )
    is_total = bool(named & _TOTAL) and not named & _OF_A_PAGE
    if is_total and named <= _TOTAL | _OF_TOTAL and value > count:
        return f"counts {value} in all"
    return None


def _page_of_pages(fields: list[tuple[frozenset[str], tuple[str, ...], Any]]) -> str | None:
    numbers = [(words, value) for words, _, value in fields if type(value) is int]
    page = next(
        (
            value
            for words, value in numbers
            if words & _PAGE and words <= _PAGE | {"current", "number", "no"}
        ),
        None,
    )
    pages = [
        value for words, value in numbers
        if (words & _PAGE and words & (_TOTAL | {"last", "num", "max", "of"}) and not words & {"per", "size"})
        or words & {"pages", "seiten", "pagine", "paginas", "strony"}
    ]  # fmt: skip
    if page is not None and pages and page < max(pages):
        return f"is page {page} of {max(pages)}"
    return None


def _says_whole(fields: list[tuple[frozenset[str], tuple[str, ...], Any]], count: int) -> bool:
    """Whether a result says that there is no more."""
    return any(
        (value is False and (words & _MORE or {"has", "next"} <= words))
        or (value is None and words & _NEXT and words <= _OF_NEXT)
        or (type(value) is int and value == count and words & _TOTAL and "total" in words)
        for words, _, value in fields
    )


def _told_by_text(text: str, count: int) -> str | None:
    """What a text says at its beginning or end."""
    edges = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    edges = _GROUPED.sub(r"\1\2", edges)
    for pattern in (_PAGE_OF, _RANGE_OF, _SHOWN_OF):
        match = pattern.search(edges)
        if match is not None:
            one, other = (int(each) for each in match.groups() if each is not None)
            if one < other:
                return f"says {match[0].strip()!r}"
    match = _AND_MORE.search(edges)
    return f"says {match[0].strip()[:40]!r}" if match is not None and count else None


def _limited(call: Call, count: int) -> str | None:
    limit = limit_of(call)
    if limit is None or count <= 0:
        return None
    number, is_head = limit
    if count == number or (is_head and count >= number - 1):
        return "was limited to that many"
    return None


def limit_of(call: Call) -> tuple[int, bool] | None:
    """How many a call asked for at most, and whether it asked for the lines at one end of a text."""
    for pointer, value in leaves_of(call.arguments):
        name = frozenset(field_words(pointer.rsplit("/", 1)[-1]))
        is_number = isinstance(value, int) and not isinstance(value, bool)
        is_number = is_number or (isinstance(value, str) and value.isdigit() and len(value) < 7)
        if is_number and name & _LIMITS and name <= _OF_LIMITS and int(value) > 0:
            return int(value), False
        if isinstance(value, str) and len(value) >= 4:
            found = _commanded(value[:4_000])
            if found is not None:
                return found
    return None


def _commanded(command: str) -> tuple[int, bool] | None:
    match = _COMMANDED.search(command)
    if match is not None:
        return next(int(each) for each in match.groups() if each is not None), False
    match = _HEAD.search(command)
    if match is None:
        return None
    number = next((int(each) for each in match.groups() if each), _HEAD_LINES)
    return number, True


def is_paging(name: str) -> bool:
    """Whether an argument only says which part of a list is asked for.

    Example:
        >>> is_paging("page_size"), is_paging("status")
        (True, False)
    """
    words = set(field_words(name))
    return bool(words & _SURELY_PAGING) and words <= _PAGING
