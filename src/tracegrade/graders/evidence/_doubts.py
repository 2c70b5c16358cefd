"""Whether a claim is held against a place of a record by more than accident.

A number of two digits is a slip of many others, and a number without a unit may count anything: where
nothing but that ties a claim to a place, what stands there does not deny it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._folding import is_word_of, words_in
from tracegrade.graders.evidence._identity import field_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["is_any_slip", "is_in_other_clause", "is_length", "is_of_one_shape"]

_MOST_BY_ACCIDENT = 0.25  # places of which a random number would be a slip
_FEWEST_DIGITS = 5  # of a number that looks like another
_CLOCK = re.compile(r"(\d{1,3})[:.]\d\d")
_HOURS = 24
_CLAUSE = re.compile(r"[,;](?=\s)|\s[\u2013\u2014]\s|\u3001")
_WORD = re.compile(r"[^\W\d_]{2}")


def is_any_slip(said: str, held: Iterable[str]) -> bool:
    """Whether any number as long as this one would be likely to be a slip of one of so many.

    Example:
        >>> is_any_slip("22", ["12", "24", "13", "7"]), is_any_slip("22", ["12"]), is_any_slip("48312", ["48213", "4"])
        (True, False, False)
    """
    size = sum(map(str.isalnum, said))
    alike = sum(abs(sum(map(str.isalnum, each)) - size) <= (size > 2) for each in held)
    return alike * size / 10 ** max(size - 1, 0) > _MOST_BY_ACCIDENT


def is_of_one_shape(said: str, held: str) -> bool:
    """Whether two numbers without a unit look as if they were of one kind: as long, and long.

    Example:
        >>> is_of_one_shape("90345816", "90388154"), is_of_one_shape("65", "14"), is_of_one_shape("48312", "48.31")
        (True, False, False)
    """
    is_whole = said.isdigit() and held.isdigit()
    return is_whole and len(said) == len(held) >= _FEWEST_DIGITS


def is_length(claim: Particular, text: str | None = None) -> bool:
    """Whether what is written like a time, or another text of that kind, can be none of the day: `52:38`.

    Example:
        >>> from tracegrade.graph.values import particulars_in
        >>> [is_length(each) for each in particulars_in("53:15 at 17:30")]
        [True, False]
    """
    match = _CLOCK.match(claim.text if text is None else text) if claim.kind == "time" else None
    return match is not None and int(match[1]) >= _HOURS


def is_in_other_clause(claim: Particular, sentence: Sentence, field: str) -> bool:
    """Whether a sentence names a field only in another clause than the one that a claim stands in.

    `On 31 December, three years after it went into service, it is worth 30,000` says nothing of the
    day on which it went into service. A clause without a word of its own goes on with the one before.
    """
    if sentence.kind == "row":
        return False
    at, text = claim.start - sentence.start, sentence.text
    bounds = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    start = max((each for each in bounds if each <= at), default=0)
    end = min((each for each in bounds if each > at), default=len(text))
    own = text[start:end].replace(claim.text, " ")
    if start and not _WORD.search(own):
        return False
    words = words_in(own)
    return not any(is_word_of(word, words, own) for word in field_words(field))
