"""How answers and results name sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._store import Source

if TYPE_CHECKING:
    from tracegrade.graph.values import Record

__all__ = ["document_in", "is_given", "last_clause", "unlabelled"]

_TEXTS = frozenset(
    (
        "text",
        "content",
        "snippet",
        "body",
        "passage",
        "page_content",
        "excerpt",
        "abstract",
        "summary",
        "chunk",
    )
)
_NAMES = frozenset(
    ("id", "title", "url", "uri", "source", "name", "doc", "document", "ref", "link", "file")
)
_SHORTEST_TEXT = 20
_CLAUSE = re.compile(r";|, (?:and|but|while|whereas|which|und|aber|et|mais|y|pero) ")
_ACCORDING = re.compile(
    r"\b(?:according to|as per|per|laut|gem\u00e4\u00df|nach|selon|d.apr\u00e8s|seg\u00fan|secondo|segundo|volgens)\s(?:the\s)?\W{0,3}\Z",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\W{0,4}\s(?:says?|states?|puts?|gives?|reports?|lists?|notes?|specifies|shows?|sets?|requires?|allows?|has"
    r"|nennt|sagt|indique|pr\u00e9voit|indica|dice|geeft|zegt)\b",
    re.IGNORECASE,
)
_LONGEST_LEAD = 24
_SHORTEST_NAME = 4
_LABEL = re.compile(
    r"\A\s?(?:see|cf\.?|from|per|sources?|ref(?:erence)?s?|docs?|documents?|quellen?|siehe|vgl\.?|fuentes?|voir|fontes?|fonte|bron|\u51fa\u5178)"
    r"\s?[:\s]\s?(?=\S)",
    re.IGNORECASE,
)


def unlabelled(mark: str) -> str:
    """What a mark names: `kb-12` of `Source: kb-12`.

    Example:
        >>> unlabelled("Source: kb-12"), unlabelled("kb-12")
        ('kb-12', 'kb-12')
    """
    return _LABEL.sub("", mark, count=1).strip()


def last_clause(text: str) -> str:
    """What stands after the last `; ` or `, and `."""
    return _CLAUSE.split(text)[-1]


def is_given(name: str, clause: str) -> bool:
    """Whether a clause gives a source: `according to the Guide`, `the Guide says`."""
    start = clause.find(name)
    if start < 0 or len(name) < _SHORTEST_NAME:
        return False
    before, after = clause[max(0, start - _LONGEST_LEAD) : start], clause[start + len(name) :]
    return _ACCORDING.search(before) is not None or _SAYS.match(after) is not None


def document_in(record: Record, step: int) -> Source | None:
    """A record as a source, if it has a text and says what the text is of."""
    for name, value in record.fields:
        if isinstance(value, str) and len(value) >= _SHORTEST_TEXT and name.lower() in _TEXTS:
            text = value
            break
    else:
        return None
    names = tuple(
        str(value) for name, value in record.fields
        if isinstance(value, str | int) and not isinstance(value, bool)
        and (field_words(name) or ("",))[-1] in _NAMES
    )  # fmt: skip
    return Source(step, names, text) if names else None
