"""Whether an answer tells what a failed call said as just that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._folding import words_in
from tracegrade.graders.evidence._moods import admits_failure

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["is_reported"]

_CODE = re.compile(
    r"\b[A-Z][A-Z0-9]{2,30}(?:_[A-Z0-9]{2,30}){1,6}\b|\b[A-Z]\w{2,40}(?:Error|Exception)\b"
)
_STATUS = re.compile(r"\b[45]\d\d\b")
_LONGEST = 4_000
_SHORTEST_WORD = 4
_FEWEST_SHARED = 3


def is_reported(
    store: EvidenceStore, claims: Claims, claim: Particular, sentence: Sentence, fact: Fact
) -> bool:
    """Whether a sentence, or one beside it, says that the call failed which a claim comes from.

    It says so in words, or gives the code of the error; or it tells the error's own line, and the
    call was made again and went well.
    """
    around = claims.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    if admits_failure(sentence.text):
        return True
    call = next((each for each in store.calls if each.result == fact.step), None)
    if call is None:
        return False
    text = call.text[-_LONGEST:]
    codes = {*_CODE.findall(text), *_STATUS.findall(text)} - {claim.text}
    if any(code in each.text for code in codes for each in around):
        return True
    return _is_made_again(store, call) and _tells_its_line(claim, sentence, text)


def _is_made_again(store: EvidenceStore, call: Call) -> bool:
    return any(
        each.step > call.step and each.tool == call.tool and each.status == "ok"
        for each in store.calls
    )


def _tells_its_line(claim: Particular, sentence: Sentence, text: str) -> bool:
    """Whether a sentence has the words of the line of an error that states a claim."""
    words = {word for word in words_in(sentence.text) if len(word) >= _SHORTEST_WORD}
    lines = [line for line in text.split("\n") if claim.text in line]
    return any(len(words & words_in(line)) >= _FEWEST_SHARED for line in lines)
