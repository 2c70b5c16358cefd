"""What calls gave of a kind of thing: lists, and whether they are all there is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS, singular
from tracegrade.graders.evidence._pages import is_paging, why_partial
from tracegrade.graph.values import leaves_of, normalized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders.evidence._calls import Call

__all__ = [
    "VERBS",
    "Listing",
    "entries_of",
    "is_empty",
    "listings_of",
    "lists_in",
    "names_of",
    "nouns_of_call",
]

VERBS = frozenset(
    ("get", "list", "search", "find", "fetch", "read", "lookup", "query", "show", "all", "run", "load", "view", "check",
     "bash", "shell", "exec", "execute", "sql", "post", "api", "by", "for", "of", "the", "in", "to", "v", "describe", "call", "tool")
)  # fmt: skip
_PLACES = frozenset(("path", "dir", "directory", "folder", "file", "filename", "table", "sheet", "collection", "list", "resource", "kind", "bucket", "ordner", "datei", "dossier", "carpeta", "cartella", "map"))  # fmt: skip
_LONGEST_NAME = 80
_FEW_WORDS = 3
_MOST_NAMES = 3
_LONGEST_TEXT = 40_000
_LONGEST_LINE = 400
_MOST_LINES = 500
_DEEPEST = 3
_MOST_LISTS = 40
_ROWS = re.compile(
    r"\((\d{1,6})\s(?:rows?|Zeilen?|lignes?|filas?|linhas?|righe|rijen|wierszy)\)", re.IGNORECASE
)
_FURNITURE = re.compile(r"[\s|:+=\u2500-\u257f-]*|\[[\w .-]{1,60}\]|total \d+|[\w ./-]{1,60}:|\(\d{1,6} \w{1,12}\)|#.*", re.IGNORECASE)  # fmt: skip
_CELLS = re.compile(r"\s*\|\s*|\t+|\s{2,}|;|,(?!\s)")
_FROM = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE)\s{1,4}[\"'`\[]?([A-Za-z_][\w.]{0,60})", re.IGNORECASE
)
_BREAKS = re.compile(r"[\s\"'`,;()|&<>=\[\]{}]")
_LONGEST_PATH = 200


@dataclass(slots=True)
class Listing:
    """A list of things that a call gave, or several pages of it.

    Attributes:
        calls: The calls, in order.
        entries: What was listed: records, texts or lines.
        words: What an entry may be called, in the singular.
        why: Why it is known not to be all there is.
        is_text: Whether its entries are lines of a text.
    """

    calls: list[Call]
    entries: list[Any]
    words: frozenset[str]
    why: str | None = None
    is_text: bool = False
    _names: list[list[str]] | None = field(default=None, repr=False)

    @property
    def is_prose(self) -> bool:
        """Whether its entries are lines of running text, and no names or rows."""
        return self.is_text and any(
            len(line.split()) > _FEW_WORDS and len(_CELLS.split(line)) < 2 for line in self.entries
        )

    @property
    def call(self) -> Call:
        """The last of its calls."""
        return self.calls[-1]

    @property
    def names(self) -> list[list[str]]:
        """What each entry may be called by, in normal form."""
        if self._names is None:
            self._names = [names_of(entry, is_line=self.is_text) for entry in self.entries]
        return self._names


def listings_of(calls: list[Call]) -> list[Listing]:
    """What calls listed; the pages of one list are one listing."""
    found: list[Listing] = []
    pages: dict[tuple[str, str, str], Listing] = {}
    for call in calls:
        if call.status not in ("ok", "unknown") or call.result < 0:
            continue
        for name, entries in lists_in(call):
            listing = Listing(
                [call],
                entries,
                nouns_of_call(call) | _words(name),
                is_text=isinstance(call.content, str),
            )
            key = (call.tool, name, _asked_for(call))
            earlier = pages.get(key)
            if earlier is not None and call.arguments != earlier.call.arguments:
                _join(earlier, listing)
            else:
                pages[key] = listing
                found.append(listing)
    for listing in found:
        has_come_to_end = len(listing.calls) > 1 and is_empty(listing.call.content)
        listing.why = None if has_come_to_end else why_partial(listing.call, len(listing.entries))
    return found


def _join(earlier: Listing, page: Listing) -> None:
    """Put a further page of a list to what was listed before."""
    earlier.calls += page.calls
    earlier.entries = [*earlier.entries, *page.entries]
    earlier._names = None


def _asked_for(call: Call) -> str:
    """What a call was made with, without which page it asked for."""
    if not isinstance(call.arguments, dict):
        return _json.as_text(call.arguments) or ""
    kept = {name: value for name, value in call.arguments.items() if not is_paging(str(name))}
    return _json.as_text(kept) or ""


def is_empty(content: Any) -> bool:
    """Whether a result says that there is nothing."""
    if content in (None, "", [], {}):
        return True
    if isinstance(content, str):
        return not content.strip()
    if not isinstance(content, dict):
        return False
    lists = [value for value in content.values() if isinstance(value, list)]
    return bool(lists) and not any(lists)


def lists_in(call: Call) -> list[tuple[str, list[Any]]]:
    """The lists of a result with the names of the fields that hold them.

    The result itself where it is a list; lists in its fields and in those of objects in them; the
    lines of a plain text.
    """
    content = call.content
    if isinstance(content, list):
        return [("", content)]
    if isinstance(content, str):
        lines = entries_of(content)
        return [("", lines)] if lines else []
    found: list[tuple[str, list[Any]]] = []
    level: list[tuple[str, Any]] = [("", content)]
    for _ in range(_DEEPEST):
        deeper: list[tuple[str, Any]] = []
        for _, value in level:
            if isinstance(value, dict):
                deeper += [(str(name), each) for name, each in value.items()]
        found += [(name, each) for name, each in deeper if isinstance(each, list)]
        level = [(name, each) for name, each in deeper if isinstance(each, dict)][:_MOST_LISTS]
    return found[:_MOST_LISTS]


def entries_of(text: str) -> list[str]:
    r"""The lines of a text that are entries of a list or a table, without its header and footer.

    Example:
        >>> entries_of("name,size\nusers,4\norders,7\n(2 rows)")
        ['users,4', 'orders,7']
    """
    lines = [line.strip() for line in text[:_LONGEST_TEXT].split("\n", _MOST_LINES)[:_MOST_LINES]]
    lines = [line for line in lines if line and not _FURNITURE.fullmatch(line[:_LONGEST_LINE])]
    counted = _ROWS.search(text[-200:])
    if counted is not None:
        rows = int(counted[1])
        return lines[len(lines) - rows :] if 0 < rows <= len(lines) else []
    if len(lines) > 1 and _is_header(lines):
        return lines[1:]
    return lines


def _is_header(lines: list[str]) -> bool:
    """Whether the first of some lines names the columns of the others."""
    cells = [_CELLS.split(line.strip("| ")) for line in lines[:4]]
    if len(cells[0]) < 2 or any(len(row) != len(cells[0]) for row in cells):
        return False
    has_digits = [any(letter.isdigit() for cell in row for letter in cell) for row in cells]
    is_shouted = lines[0].isupper() and not any(line.isupper() for line in lines[1:3])
    return is_shouted or (not has_digits[0] and all(has_digits[1:]))


def names_of(entry: Any, *, is_line: bool = False) -> list[str]:
    """What an entry of a list may be called by."""
    if isinstance(entry, str):
        line = entry[:200]
        if not is_line:
            return [normalized(line)]
        cells = [cell for cell in _CELLS.split(line.strip("| ")) if cell]
        words = line.split()
        named = [
            line,
            *cells[:2],
            *(words[:1] if len(words) > 1 else ()),
            *(words[-1:] if len(words) > 4 else ()),
        ]
        return [name for name in dict.fromkeys(normalized(each) for each in named) if name]
    if isinstance(entry, int) and not isinstance(entry, bool):
        return [str(entry)]
    if isinstance(entry, dict):
        texts = [
            normalized(str(value)) for name, value in entry.items()
            if (isinstance(value, str) and 0 < len(value) < _LONGEST_NAME)
            or (type(value) is int and (field_words(str(name)) or ("",))[-1] in ("id", "number", "no", "key", "n"))
        ]  # fmt: skip
        return [text for text in texts if text][:_MOST_NAMES]
    return []


def nouns_of_call(call: Call) -> frozenset[str]:
    """What a call may be about: by the words of its tool, and of paths and tables it was given."""
    words = {word for word in field_words(call.tool) if word not in VERBS}
    for pointer, value in leaves_of(call.arguments):
        if isinstance(value, str):
            if _PLACES & set(field_words(pointer.rsplit("/", 1)[-1])) and len(value) < 200:
                words |= set(field_words(value))
            named = [match[1] for match in _FROM.finditer(value[:4_000])]
            named += [part for part in _BREAKS.split(value[:2_000]) if _is_path(part)]
            words |= {word for name in named for word in field_words(name)}
    return frozenset(singular(word) for word in words if len(word) > 2)


def _is_path(part: str) -> bool:
    """Whether a part of an argument looks like a path or the name of a file."""
    if not 2 < len(part) <= _LONGEST_PATH:
        return False
    ending = part.rpartition(".")[2]
    return "/" in part or (ending != part and 0 < len(ending) <= 5 and ending.isalnum())


def _words(names: str | Iterable[str]) -> frozenset[str]:
    joined = names if isinstance(names, str) else " ".join(names)
    return frozenset(
        singular(word.lower())
        for word in (*field_words(joined), *WORDS.findall(joined))
        if len(word) > 2
    )
