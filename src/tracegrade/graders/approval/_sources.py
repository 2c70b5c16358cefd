"""Who stated a value before a step: every source, in the texts as in the fields of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graph.values import normalized, statements_of

if TYPE_CHECKING:
    from tracegrade.graph.values import Speaker
    from tracegrade.model import Trace

__all__ = ["Sources", "has_words"]

_SHORTEST = 3  # characters of a text that is looked for inside others
_LONGEST = 200  # of the same; longer ones are prose
_MOST_SOUGHT = 100_000_000  # characters searched, over all values of a trace
_MOST_HITS = 100


class Sources:
    """The statements of one trace, searched for single values."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._texts: list[tuple[int, Speaker, str]] | None = None
        self._left = _MOST_SOUGHT
        self._found: dict[str, list[tuple[int, Speaker]]] = {}

    def of(self, value: Any, before: int) -> list[tuple[int, Speaker]]:
        """(position, source) of everybody who stated a value before a step, in order."""
        held = self._holding(value) if isinstance(value, str) else []
        within = {each for each in held if each[0] < before}
        if not within:  # dates, numbers and addresses in other spellings: dear, and seldom needed
            places = self._trace.graph().values.places(value, before=before)
            within = {(place.step, place.speaker) for place in places}
        return sorted(within, key=lambda each: (each[0], each[1].kind, each[1].name))

    def _holding(self, value: str) -> list[tuple[int, Speaker]]:
        wanted = normalized(value)
        if not _SHORTEST <= len(wanted) <= _LONGEST:
            return []
        if wanted not in self._found:
            found: list[tuple[int, Speaker]] = []
            for step, speaker, text in self._all_texts():
                self._left -= len(text)
                if self._left > 0 and has_words(text, wanted):
                    found.append((step, speaker))
            self._found[wanted] = found
        return self._found[wanted]

    def _all_texts(self) -> list[tuple[int, Speaker, str]]:
        if self._texts is None:
            self._texts = [
                (each.step, each.speaker, normalized(_json.as_text(each.content) or ""))
                for each in statements_of(self._trace.columns)
            ]
        return self._texts


def has_words(text: str, wanted: str) -> bool:
    """Whether a text holds another, not as a part of longer words.

    Example:
        >>> has_words("mail it to bob@x.example.", "bob@x.example"), has_words("bobby", "bob")
        (True, False)
    """
    at = text.find(wanted)
    for _ in range(_MOST_HITS):
        if at < 0:
            return False
        before, after = text[at - 1 : at] if at else "", text[at + len(wanted) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(wanted, at + 1)
    return False
