"""The words of a call and of its result, kept with the call, so that each is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS, alike, plain_words, singular
from tracegrade.graders.evidence._listings import nouns_of_call
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders.evidence._calls import Call

__all__ = ["CallWords", "Vocabulary", "words_of"]

_STEM = 4  # letters that forms of one word have in common
_LONGEST_GIVEN = 1_000
_LONGEST_TOLD = 20_000
_UNITS = ("s", "m", "h", "d", "w", "mo", "y")
_PERIOD = re.compile(r"(?<![A-Za-z\d])(\d{1,4})(?:s|m|h|d|w|mo|y)(?![A-Za-z\d])")  # `-7d`, `24h`


class Vocabulary:
    """Words in the singular, in which forms of a word are found.

    Args:
        words: In lower case and in the singular.

    Example:
        >>> Vocabulary(["alert", "open"]).has("alerting", "en")
        True
    """

    __slots__ = ("_stems", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._stems: dict[str, list[str]] | None = None

    def has(self, word: str, language: str) -> bool:
        """Whether a word, or another form of it, is among them."""
        if word in self.words:
            return True
        if language == "ja":
            return any(alike(word, other, language) for other in self.words)
        if self._stems is None:
            self._stems = {}
            for other in self.words:
                self._stems.setdefault(other[:_STEM], []).append(other)
        return any(alike(word, other, language) for other in self._stems.get(word[:_STEM], ()))


@dataclass(slots=True)
class CallWords:
    """The words of a call.

    Attributes:
        names: Of its tool, and of the names of its arguments.
        given: Of what it was given.
        told: Of the text of its result.
        rows: Of each row of its result, as `_shown` reads them; empty until it does.
    """

    names: Vocabulary
    given: Vocabulary
    told: Vocabulary
    rows: dict[int, tuple[frozenset[str], frozenset[str], bool]] = field(
        default_factory=dict[int, tuple[frozenset[str], frozenset[str], bool]]
    )

    def is_period(self, word: str) -> bool:
        """Whether a number is how many hours or days a call asked for: `7` of `-7d`."""
        return word.isdigit() and any(f"{word}{unit}" in self.given.words for unit in _UNITS)

    def has(self, word: str, language: str) -> bool:
        """Whether a word is among the names or what was given."""
        return self.names.has(word, language) or self.given.has(word, language)


def words_of(call: Call) -> CallWords:
    """The words of a call; read on first use."""
    if call.words is None:
        names = {singular(word) for word in (*field_words(call.tool), *plain_words(call.tool))}
        names |= nouns_of_call(call)
        given: set[str] = set()
        for pointer, value in leaves_of(call.arguments):
            name = pointer.rsplit("/", 1)[-1]
            names |= {singular(word) for word in (*field_words(name), *plain_words(name))}
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                given |= {
                    singular(word.lower()) for word in WORDS.findall(str(value)[:_LONGEST_GIVEN])
                }
                given |= {match[1] for match in _PERIOD.finditer(str(value)[:_LONGEST_GIVEN])}
        told = {singular(word) for word in set(plain_words(call.text[:_LONGEST_TOLD]))}
        told |= {
            singular(word) for pointer in set(_names_in(call)) for word in field_words(pointer)
        }
        call.words = CallWords(Vocabulary(names), Vocabulary(given), Vocabulary(told))
    return call.words


def _names_in(call: Call) -> Iterable[str]:
    """The names of the fields of a result, which its text writes together."""
    if isinstance(call.content, str):
        return []
    leaves = zip(range(_LONGEST_TOLD), leaves_of(call.content), strict=False)
    return {part for _, (pointer, _) in leaves for part in pointer.split("/") if not part.isdigit()}
