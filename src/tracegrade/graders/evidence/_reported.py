"""Whether an answer tells what a failed call said as just that."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._folding import folded, words_in
from tracegrade.graders.evidence._moods import admits_failure
from tracegrade.graph.values import forms_of, leaves_of, particulars_in

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
_STATUS_BEFORE = re.compile(
    r"(?:\b(?:an?|http|status|code|error|response|fehler|ein(?:en?)?|statut|erreur|une?|c\u00f3digo|errore|codice|erro|een|fout|kod|b\u0142\u0105d)"
    r"|[(\[])[\s`*:]{0,4}\Z",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"limit|\bmax|at\smost|up\sto|no\smore\sthan|less\sthan|below|\bmin|at\sleast|exceed|<=?|>=?|[\u2264\u2265]|hochst|grenze|maxim|mindest|plafond"
    r"|massim|minim|hasta|jusqu|fino\sa|\bate\b|\btot\b|maksym|najwyzej",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\s`*)]{0,3}([^\W\d_]{3,30})")
_IN_LIST = re.compile(r"/\d+(?:/[^/]{1,60})?\Z")
_LONGEST = 4_000
_LONGEST_LINE = 400
_MOST_LINES = 60
_MOST_LEAVES = 400
_REACH = 40
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
    codes = {*_CODE.findall(text), *_STATUS.findall(text)}
    if any(code in each.text for code in codes - {claim.text} for each in around):
        return True
    if claim.text in codes and _is_told_as_status(claim, sentence, text):
        return True
    if not _is_made_again(store, call) and not any(admits_failure(each.text) for each in around):
        return False
    return _tells_its_line(claim, sentence, text) or is_offered(claim, call.content)


def _is_told_as_status(claim: Particular, sentence: Sentence, text: str) -> bool:
    """Whether a code is told as one: `returns a 404`, `HTTP 404`, `404 Not Found`, and no number of things."""
    at = claim.start - sentence.start
    after = _WORD.match(sentence.text, at + len(claim.text))
    is_line = after is not None and after[1].lower() in text.lower()
    return is_line or _STATUS_BEFORE.search(sentence.text[:at]) is not None


def _is_made_again(store: EvidenceStore, call: Call) -> bool:
    return any(
        each.step > call.step and each.tool == call.tool and each.status == "ok"
        for each in store.calls
    )


def _tells_its_line(claim: Particular, sentence: Sentence, text: str) -> bool:
    """Whether a sentence has most words of the line of an error that states a claim, or tells a limit of it."""
    said = {word for word in words_in(sentence.text) if len(word) >= _SHORTEST_WORD}
    at = claim.start - sentence.start
    near = sentence.text[max(0, at - _REACH) : at + len(claim.text) + _REACH]
    for line in text.split("\n")[:_MOST_LINES]:
        if not _states(line[:_LONGEST_LINE], claim):
            continue
        words = {word for word in words_in(line) if len(word) >= _SHORTEST_WORD}
        shared = len(said & words)
        if shared >= _FEWEST_SHARED or (shared > 1 and 2 * shared >= len(words)):
            return True
        if _LIMIT.search(folded(line)) and _LIMIT.search(folded(near)):
            return True
    return False


def _states(line: str, claim: Particular) -> bool:
    if claim.text in line:
        return True
    wanted = set(claim.keys)
    return any(wanted.intersection(each.keys) for each in particulars_in(line))


def is_offered(claim: Particular, content: Any) -> bool:
    """Whether an error lists a claim among others, as what may be had instead: `"alternatives": [...]`."""
    wanted = {*forms_of(claim.text), *(("number", key) for key in claim.keys)}
    keys = set(claim.keys)
    for pointer, value in islice(leaves_of(content), _MOST_LEAVES):
        if not _IN_LIST.search(pointer):
            continue
        if wanted.intersection(forms_of(value)):
            return True
        if any(keys.intersection(each.keys) for each in particulars_in(str(value)[:_LONGEST_LINE])):
            return True
    return False
