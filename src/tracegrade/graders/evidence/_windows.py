"""Windows of the evidence in which an answer to an open question may stand, the best one first."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from math import log
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graph.values import normalized, particulars_in
from tracegrade.model import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._store import EvidenceStore, Passage
    from tracegrade.model import Trace

__all__ = ["LONGEST_WINDOW", "MOST_WINDOWS", "windows_for"]

MOST_WINDOWS = 6
"""Windows of one question."""

LONGEST_WINDOW = 480
"""Characters of one window."""

_WORD = re.compile(r"[^\W\d_]{4,30}")
_COMMON = frozenset(
    ("about", "after", "also", "been", "before", "being", "could", "does", "done", "each", "from", "have", "here",
     "into", "more", "most", "only", "other", "over", "same", "some", "such", "than", "that", "their", "them", "then",
     "there", "these", "they", "this", "those", "very", "were", "what", "when", "which", "will", "with", "would", "your")
)  # fmt: skip
_MOST_TERMS = 24
_MOST_PASSAGES = 400
_LARGEST = 200_000  # characters of a passage that are looked at
_MOST_PLACES = 2_000  # of the terms in one passage
_EXACT = 6  # times as much as a word counts a particular
_LEAD = 80  # characters shown before the first shared term
_MOST_RECORDS = 2_000


class _Found(NamedTuple):
    """A window, before it is known to be one of the best."""

    passage: Passage
    start: int
    end: int
    terms: frozenset[str]


def windows_for(
    trace: Trace, store: EvidenceStore, sentence: str, before: int
) -> tuple[Window, ...]:
    """The windows before an answer that share most with a sentence, at most six of 480 characters.

    What is shared counts by how rare it is among the windows; numbers, ids and the like count
    six times as much as words. Of windows that share alike the last one in the trace is first.
    """
    terms = _terms_of(sentence)
    if not terms:
        return ()
    pattern = re.compile(
        "|".join(map(re.escape, sorted(terms, key=lambda term: -len(term)))), re.IGNORECASE
    )
    admitted = (each for each in reversed(store.passages) if each.step < before)
    found = [
        window for passage in islice(admitted, _MOST_PASSAGES)
        for window in _windows_in(passage, pattern)
    ]  # fmt: skip
    return tuple(_shown(trace, store, each) for each in _best(found, terms))


def _terms_of(sentence: str) -> dict[str, int]:
    """What to look for in lower case, with how much it counts."""
    exact = {_bare(each.text): _EXACT for each in particulars_in(sentence)}
    words = {word.lower(): 1 for word in _WORD.findall(sentence)}
    terms = {term: weight for term, weight in (words | exact).items() if term not in _COMMON}
    return dict(sorted(terms.items(), key=lambda each: (-each[1], -len(each[0])))[:_MOST_TERMS])


def _bare(text: str) -> str:
    return text.strip("$\u20ac\u00a3\u00a5\u20b9 .,").lower()


def _windows_in(passage: Passage, pattern: re.Pattern[str]) -> Iterator[_Found]:
    """Windows of a passage, none of which lies over another."""
    text = passage.text
    places = islice(pattern.finditer(text, 0, _LARGEST), _MOST_PLACES)
    start, end, terms = 0, -1, set[str]()
    for match in places:
        if match.end() > end:
            if terms:
                yield _Found(passage, start, end, frozenset(terms))
            start = _beginning(text, match.start(), end)
            end = _ending(text, start)
            terms = set()
        terms.add(match[0].lower())
    if terms:
        yield _Found(passage, start, end, frozenset(terms))


def _beginning(text: str, at: int, after: int) -> int:
    """Where a window around a place begins: at the line or word before it, within bounds."""
    low = max(0, at - _LEAD, after)
    newline = text.rfind("\n", low, at)
    if newline >= 0:
        return newline + 1
    blank = text.find(" ", low, at)
    return blank + 1 if low and blank >= 0 else low


def _ending(text: str, start: int) -> int:
    end = min(len(text), start + LONGEST_WINDOW)
    if end == len(text):
        return end
    blank = text.rfind(" ", start + LONGEST_WINDOW // 2, end)
    return blank if blank > 0 else end


def _best(found: list[_Found], terms: dict[str, int]) -> list[_Found]:
    counts = Counter(term for each in found for term in each.terms)
    worth = {
        term: terms.get(term, 1) * log(1 + len(found) / count) for term, count in counts.items()
    }
    found.sort(key=lambda each: -sum(worth[term] for term in sorted(each.terms)))
    return found[:MOST_WINDOWS]


def _shown(trace: Trace, store: EvidenceStore, found: _Found) -> Window:
    step, excerpt = found.passage.step, found.passage.text[found.start : found.end]
    return Window(
        trace.columns.ids[step], excerpt, (found.start, found.end), _pointer(store, step, found),
        document=found.passage.document or None, shared=tuple(sorted(found.terms)),
    )  # fmt: skip


def _pointer(store: EvidenceStore, step: int, found: _Found) -> str | None:
    """The record of a result that holds most of what is shared, and stands in the window."""
    best, most = None, 0
    excerpt = normalized(found.passage.text[found.start : found.end])
    for record in store.results.records_at(step)[:_MOST_RECORDS]:
        held = [normalized(str(value)) for _, value in record.fields]
        text = " ".join(each for each in held if each in excerpt)
        shared = sum(term in text for term in found.terms)
        if shared > most:
            best, most = record, shared
    return best.pointer() if best is not None and best.path else None
