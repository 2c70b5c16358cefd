"""Claims about all of something: was all of it looked at?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._absence import Absence
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._counting import (
    WORD,
    counts_in,
    filters_of,
    lists_of,
    name_in,
    names_of,
    nouns_of,
    numbers_in,
    singular,
    why_partial,
)
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Coverage"]

_UNIVERSAL = re.compile(
    r"\b(?:all(?!\sset|\sright|\sdone|\sgood|\sother)|every|each|entire|complete list|in total|altogether|total of|overall"
    r"|all in all|the only|whole)\b",
    re.IGNORECASE,
)
_TOTALLING = re.compile(
    r"\b(?:in total|altogether|a total of|total of|all in all|overall)\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:first|page|more|so far|at least|some of|shown|showing|top|partial|recent|latest|among|sample"
    r"|most|next)\b",
    re.IGNORECASE,
)
_EXAMINED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:\w+ly\s)?(?:checked|verified|reviewed|read|tested|examined|inspected"
    r"|went through|gone through|looked at|looked through|audited|analy[sz]ed|scanned|validated)\s"
    r"(?:through\s)?(?:all|every|each)(?:\s(?:of\s)?(?:the|these|those|our|your))?\s?(\d{1,6})?\s?(?:of\sthe\s)?([a-z]+)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(\d{1,6})\s([A-Za-z]{3,30})\b")


class Coverage:
    """Checks what one answer says of all and of none.

    Args:
        store: The evidence.
        before: Position of the answer.
        asked: What the user asked for, in lower case.
        answer: The whole answer, which may say what it left out.
    """

    def __init__(self, store: EvidenceStore, before: int, *, asked: str, answer: str) -> None:
        self._calls = [call for call in store.calls if call.step < before]
        self._asked = asked
        self._absence = Absence(self._calls, answer=answer)
        self._lists = [
            (call, rows) for call in self._calls
            if call.status in ("ok", "unknown") and call.result >= 0
            for rows in lists_of(call.content)
        ]  # fmt: skip

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the calls say of a sentence about all or none of something."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        if _UNIVERSAL.search(sentence.text):
            found = (
                self._examined(sentence) or self._page(sentence) or self._filtered(sentence)
                or self._more_than_listed(sentence)
            )  # fmt: skip
            if found is not None:
                yield found
        absent = self._absence.check(sentence)
        if absent is not None:
            yield absent

    # All

    def _examined(self, sentence: Sentence) -> Check | None:
        """All were looked at: each by a call of its own, or only some of them?"""
        match = _EXAMINED.search(sentence.text)
        if match is None:
            return None
        claimed = int(match[1]) if match[1] else None
        for call, rows in reversed(self._lists):
            names = {name for row in rows for name in names_of(row)}
            if len(names) < 3 or (claimed is not None and claimed != len(rows)):
                continue
            seen = {
                name for other in self._calls
                if other.step > call.step and other.status in ("ok", "unknown")
                for _, value in leaves_of(other.arguments)
                if isinstance(value, str) and (name := name_in(value, names)) is not None
            }  # fmt: skip
            if not seen:
                continue
            at = sentence.start + match.start()
            if len(seen) >= len(rows):
                return Check("coverage", match[0], at, "grounded", call.result)
            message = f"says {match[0].strip()!r}, but {len(seen)} of {len(rows)} were looked at"
            return Check("coverage", match[0].strip(), at, "contradicted", call.result, code="E13",
                         message=message, expected=f"{len(seen)} of {len(rows)}")  # fmt: skip
        return None

    def _page(self, sentence: Sentence) -> Check | None:
        """All were seen: or was there another page?"""
        if _LIMITED.search(sentence.text):
            return None
        for call, rows in reversed(self._lists):
            why = why_partial(call, rows)
            if why is None or not self._is_about(sentence, call, rows):
                continue
            if any(other.tool == call.tool and other.step > call.step for other in self._calls):
                continue  # the next page may have been fetched
            match = _UNIVERSAL.search(sentence.text)
            assert match is not None
            message = f"speaks of {match[0]!r}, but {call.tool!r} gave {len(rows)} and {why}"
            return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                         call.result, code="E13", message=message, expected=why)  # fmt: skip
        return None

    def _more_than_listed(self, sentence: Sentence) -> Check | None:
        """So many of them: or are there fewer in all the lists of them together?"""
        for match in _COUNTED.finditer(sentence.text):
            noun, said = singular(match[2].lower()), int(match[1])
            rows = [
                (call, listed) for call, listed in self._lists if noun in nouns_of(call, listed)
            ]
            listed = sum(len(each) for _, each in rows)
            if (
                not rows
                or not 1 < listed < said
                or any(each >= said for call in self._calls for each in numbers_in(call.content))
            ):
                continue
            if re.search(rf"\b{said}\b", self._asked) is not None:
                continue
            call = rows[-1][0]
            message = f"says {match[0]!r}, and {call.tool!r} gave {listed}"
            return Check("coverage", match[0], sentence.start + match.start(), "contradicted", call.result,
                         code="E13", message=message, expected=str(listed), also=("E01",))  # fmt: skip
        return None

    def _filtered(self, sentence: Sentence) -> Check | None:
        """A total: or a count of what a filter let through?"""
        if not _TOTALLING.search(sentence.text):
            return None
        numbers = {each.value for each in sentence.stated if each.value is not None}
        for call in reversed(self._calls):
            filters = filters_of(call)
            if not filters or call.status not in ("ok", "unknown"):
                continue
            counts = {len(rows) for other, rows in self._lists if other is call}
            counts |= counts_in(call.content)
            said = {*WORD.findall(sentence.text.lower()), *WORD.findall(self._asked)}
            if counts & numbers and not any(word in said for word in filters):
                message = (
                    f"gives a total, but {call.tool!r} was asked for {', '.join(filters)} only"
                )
                return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                             max(call.result, call.step), code="E13", message=message,
                             expected=f"only {', '.join(filters)}")  # fmt: skip
        return None

    def _is_about(self, sentence: Sentence, call: Call, rows: list[Any]) -> bool:
        """Whether a sentence gives the number of the rows, or names two of them or what they are."""
        numbers = {each.value for each in sentence.stated}
        if len(rows) > 1 and len(rows) in numbers:
            return True
        words = set(WORD.findall(sentence.text.lower()))
        named = sum(
            any(set(WORD.findall(name)) <= words for name in names_of(row)) for row in rows[:50]
        )
        kinds = {word for word in field_words(call.tool) if word not in ("list", "get", "all")}
        return named >= 2 and bool(kinds & words or named >= len(rows))
