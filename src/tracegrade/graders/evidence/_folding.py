"""Words of any language in one spelling, so that `termin_platnosci` is found in `termin płatności`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded", "is_word_of", "words_in"]

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans(
    {"\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00df": "ss", "\u00e6": "ae", "\u0131": "i"}
)
_SHORTEST = 5  # letters of words of which the ending may differ
_ENDING = 2


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text in lower case without accents.

    Example:
        >>> folded("Termin p\u0142atno\u015bci")
        'termin platnosci'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@lru_cache(maxsize=512)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, in lower case without accents, with and without an ending `s`."""
    words = _WORD.findall(folded(text))
    return frozenset((*words, *(word.removesuffix("s") for word in words)))


def is_word_of(part: str, words: frozenset[str], text: str) -> bool:
    """Whether a word of a field's name is among the words of a text, inflected or not."""
    part = folded(part)
    if part in words or f"{part}s" in words:
        return True
    if not part.isascii():
        return part in folded(text)
    if len(part) < _SHORTEST:
        return False
    stem = part[: max(_SHORTEST, len(part) - _ENDING)]
    return any(
        word.startswith(stem) and abs(len(word) - len(part)) <= _ENDING + 1 for word in words
    )
