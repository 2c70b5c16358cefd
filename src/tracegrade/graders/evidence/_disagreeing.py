"""Documents that say the same of a thing but for one amount, of which an answer tells one only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._folding import folded
from tracegrade.graph.values import particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["Disagreeing"]

_END = re.compile(r"[.!?]\s|\n")
_WORD = re.compile(r"[^\W\d_]{3,40}")
_AMOUNTS = frozenset(("number", "money", "percent", "quantity", "duration"))
_ALIKE = 0.7  # share of the words that two sentences have in common
_FEWEST_WORDS = 4
_MOST_DOCUMENTS = 40
_MOST_SENTENCES = 400
_LARGEST = 20_000  # characters of a document


class _Telling(NamedTuple):
    """A sentence of a document with one amount of a kind.

    Attributes:
        step: Position of the retrieval.
        document: Number of the document.
        words: Its words.
        amount: The amount.
    """

    step: int
    document: int
    words: frozenset[str]
    amount: Particular


class Disagreeing:
    """The amounts of one answer that another document gives otherwise.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._before = before
        self._stated = {key for each in claims.stated for key in each.keys}
        self._told: list[_Telling] | None = None
        self._has_several = len({each.text for each in store.sources if each.step < before}) > 1

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """Information on each amount of which a document says otherwise in the same words."""
        if not self._has_several or sentence.mood is not None:
            return
        for claim in sentence.stated:  # small ones too: `6 years`
            if claim.kind in _AMOUNTS:
                other = self._other(claim)
                if other is not None:
                    check = of_particular(
                        claim, "conflicting", code="E15", expected=other.amount.text
                    )
                    check.severity, check.step = "info", other.step
                    yield check

    def _other(self, claim: Particular) -> _Telling | None:
        """A sentence of another document like one that states a claim, with an amount left unsaid."""
        mine = [each for each in self._sentences() if set(each.amount.keys) & set(claim.keys)]
        for one in mine:
            for other in self._sentences():
                if other.document == one.document or other.amount.kind != one.amount.kind:
                    continue
                if self._stated & set(other.amount.keys) or other.amount.unit != one.amount.unit:
                    continue
                shared = len(one.words & other.words)
                if shared >= _FEWEST_WORDS and shared >= _ALIKE * len(one.words | other.words):
                    return other
        return None

    def _sentences(self) -> list[_Telling]:
        if self._told is None:
            sources = [each for each in self._store.sources if each.step < self._before]
            self._told = [
                telling
                for number, source in enumerate(sources[-_MOST_DOCUMENTS:])
                for telling in _telling(source.step, number, source.text or "")
            ][:_MOST_SENTENCES]
        return self._told


def _telling(step: int, document: int, text: str) -> Iterator[_Telling]:
    for part in _END.split(text[:_LARGEST]):
        amounts = [each for each in particulars_in(part) if each.kind in _AMOUNTS]
        if len(amounts) == 1:
            yield _Telling(step, document, frozenset(_WORD.findall(folded(part))), amounts[0])
