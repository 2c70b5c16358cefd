"""Numbers of a plain text that was read again, and has others in their places by now.

`The table has 10,412 rows now`, where the query was run again after rows had been deleted, and counts 9,876.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past
from tracegrade.graph.values import particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["Reread"]

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_LONGEST = 4_000  # characters of a text
_MOST_NUMBERS = 60
_MOST_CHANGES = 200
_KINDS = frozenset(("number", "money", "percent", "quantity", "duration"))
_NOW = re.compile(
    r"\b(?:now|current(?:ly)?|at present|as of now|jetzt|nun|nunmehr|aktuell|derzeit|inzwischen|mittlerweile|maintenant|d\u00e9sormais"
    r"|actuellement|\u00e0 pr\u00e9sent|ahora|actualmente|ya s\u00f3lo|ora|adesso|attualmente|agora|atualmente|nu|momenteel|inmiddels|teraz|obecnie"
    r"|aktualnie|just nu|numera|lige nu)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:has|have|holds?|contains?|is|are|stands? at|counts?|shows?|hat|haben|enth\u00e4lt|umfasst|z\u00e4hlt|ist|sind|steht|compte|contient"
    r"|a|ont|est|sont|tiene|contiene|hay|es|son|ha|hanno|\u00e8|sono|tem|cont\u00e9m|h\u00e1|\u00e9|s\u00e3o|heeft|bevat|telt|is|zijn|ma|zawiera|jest|liczy"
    r"|har|inneh\u00e5ller|\u00e4r|finns|indeholder|er)\b[^.;\d]{0,40}\Z",
    re.IGNORECASE,
)
_REACH = 80  # characters before a number in which the verb stands
_DENIED_HERE = re.compile(r"\b(?:of|out of|from|von|aus|sur|de|di|of the|van|z|av|af)\s{1,3}(?:the\s|den\s|les\s|las\s|los\s|dei\s|de\s)?\Z", re.IGNORECASE)  # fmt: skip


class _Change(NamedTuple):
    """A number that has another in its place by now.

    Attributes:
        step: Position of the last reading.
        earlier: Positions of the ones before.
        old: What it was.
        new: What it is.
        text: What it is, as written.
    """

    step: int
    earlier: frozenset[int]
    old: frozenset[object]
    new: frozenset[object]
    text: str


class Reread:
    """What one answer says of texts that were read again.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._known: list[_Change] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of each number that a sentence says to be so, and that only was so."""
        if sentence.mood is not None or not self._changes():
            return
        if speaks_of_past(sentence.text) or is_negated(sentence.text):
            return
        for claim in sentence.particulars:
            if claim.kind in _KINDS:
                check = self._of(claim, sentence)
                if check is not None:
                    yield check

    def _of(self, claim: Particular, sentence: Sentence) -> Check | None:
        keys = set(claim.keys)
        meant = [each for each in self._changes() if keys & each.old]
        if not meant or len({each.text for each in meant}) != 1:
            return None
        change = meant[-1]
        facts = self._store.facts.stating(claim, self._before)
        if any(fact.step not in change.earlier for fact in facts) or not facts:
            return None
        is_said = any(change.new & set(each.keys) for each in self._claims.stated)
        if is_said or not _is_present(sentence.text, claim.start - sentence.start):
            return None
        check = of_particular(claim, "stale", facts[-1], code="E08", expected=change.text)
        check.step, check.also, check.note = change.step, ("E02",), "read again in a later step"
        return check

    def _changes(self) -> list[_Change]:
        if self._known is None:
            readings: dict[str, list[Call]] = {}
            for call in self._store.calls:
                is_sound = call.step < self._before and call.status in ("ok", "unknown")
                if is_sound and call.result >= 0 and 0 < len(call.text) <= _LONGEST:
                    named = f"{call.tool} {_json.as_text(call.arguments)}"
                    readings.setdefault(named, []).append(call)
            several = [calls for calls in readings.values() if len(calls) > 1]
            changes = [each for calls in several for each in _changed(calls)]
            self._known = changes[:_MOST_CHANGES]
        return self._known


def _is_present(text: str, at: int) -> bool:
    """Whether words say that a number is so now: `has 10,412 rows`, but not `of the 10,412`."""
    before = text[max(0, at - _REACH) : at]
    if _DENIED_HERE.search(before) is not None:
        return False
    return _NOW.search(text) is not None or _HOLDS.search(before) is not None


def _changed(calls: list[Call]) -> Iterator[_Change]:
    """The numbers of the last of some texts that differ from those before, if nothing else does."""
    last = calls[-1]
    if not isinstance(last.content, str):
        return
    now = _NUMBER.findall(last.text)
    shape = _shape(last.text)
    earlier = [call for call in calls[:-1] if _shape(call.text) == shape]
    steps = frozenset(call.result for call in calls[:-1])
    if len(now) > _MOST_NUMBERS:
        return
    for call in earlier:
        for old, new in zip(_NUMBER.findall(call.text), now, strict=True):
            if old != new:
                yield _Change(last.result, steps, _keys(old), _keys(new), new)


def _shape(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).replace("-", " ").split())


def _keys(number: str) -> frozenset[object]:
    return frozenset(key for each in particulars_in(number) for key in each.keys)
