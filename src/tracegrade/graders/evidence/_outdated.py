"""Words and codes that a later reading of the same thing, or a write to it, has put another in the place of.

The seat `14C` that is `22A` by now, a phase, an address in a block of code. Amounts and days in other
spellings are held against later readings where they are grounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._folding import is_word_of, words_in
from tracegrade.graders.evidence._identity import field_words, identity_field
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past
from tracegrade.graders.evidence._scopes import Scopes
from tracegrade.graph.values import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._results import Results
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Record

__all__ = ["Outdated"]

_LONGEST = 60  # characters of a value
_MOST_RECORDS = 1_000  # of one result
_MOST_CHANGES = 300
_SHORTEST_TELLING = 4
_SETTING = frozenset(
    ("set", "update", "change", "edit", "modify", "put", "patch", "assign", "reassign", "move", "rename", "reschedule",
     "rebook", "replace", "switch", "upgrade", "downgrade", "amend", "correct")
)  # fmt: skip
_NEVER_SET = frozenset(
    (
        "amount",
        "value",
        "note",
        "notes",
        "message",
        "comment",
        "reason",
        "text",
        "id",
        "type",
        "name",
        "query",
        "date",
    )
)
_LEAD = 160  # characters before a block of code


class _Change(NamedTuple):
    """A field that held another value when it was read before.

    Attributes:
        step: Position of the later reading, or of the write.
        record: Object that holds it now; of a write, that held it before.
        field: Its field.
        old: What it held.
        new: What it holds.
    """

    step: int
    record: Record
    field: str
    old: str
    new: str


class Outdated:
    """What one answer may say of things as they were.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._scopes = Scopes(store)
        self._changes: list[_Change] | None = None
        self._now: set[str] | None = None

    def check(self, sentence: Sentence, anchors: list[Anchor]) -> Check | None:
        """A fault if a sentence says of a thing what no longer holds."""
        if sentence.mood is not None or not self._known():
            return None
        if is_negated(sentence.text) or speaks_of_past(sentence.text):
            return None
        around = self._claims.sentences[max(0, sentence.number - 1) : sentence.number + 2]
        near = _plain(" ".join(each.text for each in around))
        for change in self._known():
            at = _place_of(change.old, sentence.text)
            if at is None or _holds(near, change.new):
                continue
            if self._is_meant(change, sentence, anchors):
                return _fault(change, sentence.start + at)
        return None

    def in_code(self) -> Iterator[Check]:
        """Faults of telling values that only a block of code shows, and that are no longer there."""
        if not self._known() or "`" not in self._claims.text:
            return
        for change in self._known():
            text = self._claims.text
            at = _place_of(change.old, text) if _is_telling(change.old) else None
            if at is None or _holds(_plain(text), change.new) or change.old in self._held_now():
                continue
            if any(_place_of(change.old, each.text) is not None for each in self._claims.sentences):
                continue
            if not speaks_of_past(_leading(text[max(0, at - _LEAD) : at])):
                yield _fault(change, at)

    def _is_meant(self, change: _Change, sentence: Sentence, anchors: list[Anchor]) -> bool:
        """Whether a sentence tells of the thing that has changed."""
        if change.old not in self._held_now() and _is_telling(change.old):
            return True
        things = {id(each) for each in self._scopes.around(change.step, change.record)}
        for anchor in anchors:
            record, step = anchor.fact.record, anchor.fact.step
            if record is not None and (step == change.step or id(record) in things):
                here = self._scopes.around(step, record)
                if any(id(each) in things for each in here):
                    return True
        if anchors or change.old in self._held_now():
            return False
        return _names_field(change, sentence)

    def _held_now(self) -> set[str]:
        """What the last readings hold anywhere."""
        if self._now is None:
            results = self._store.results
            self._now = {
                value for step in results.latest(self._before)
                for record in results.records_at(step)[:_MOST_RECORDS]
                for _, value in record.fields if isinstance(value, str)
            }  # fmt: skip
        return self._now

    def _known(self) -> list[_Change]:
        if self._changes is None:
            changes = [*_reread(self._store.results, self._before), *self._written()]
            self._changes = changes[:_MOST_CHANGES]
        return self._changes

    def _written(self) -> Iterator[_Change]:
        """Fields that a completed call was told to set, of things read before."""
        for call in self._store.calls:
            is_setting = bool(_SETTING.intersection(field_words(call.tool)))
            if call.step >= self._before or call.status != "ok" or not is_setting:
                continue
            if isinstance(call.arguments, dict):
                yield from self._set_by(call.step, call.arguments)

    def _set_by(self, step: int, arguments: dict[str, Any]) -> Iterator[_Change]:
        given = {name: value for name, value in arguments.items() if isinstance(value, str | int)}
        for read in self._store.results.latest(step):
            asked = {value for _, value in self._store.results.asked_with(read)}
            shared = asked & {value for value in given.values() if isinstance(value, str)}
            if not shared:
                continue
            for record in self._store.results.records_at(read)[:1]:
                identity = identity_field(record)
                if identity is not None and identity[1] not in given.values():
                    continue  # of the same owner, and another thing
                for name, old in record.fields:
                    new = given.get(name)
                    if new is not None and new not in shared and name.lower() not in _NEVER_SET:
                        yield from _changed(read, record, name, old, new)


def _reread(results: Results, before: int) -> Iterator[_Change]:
    """What readings of one thing held before the last one."""
    for steps in results.readings(before):
        now = {
            _place(results, each): each for each in results.records_at(steps[-1])[:_MOST_RECORDS]
        }
        for step in steps[-4:-1]:
            for record in results.records_at(step)[:_MOST_RECORDS]:
                later = now.get(_place(results, record))
                if later is None or later.fields == record.fields:
                    continue
                held = dict(later.fields)
                for name, old in record.fields:
                    if name in held:
                        yield from _changed(steps[-1], later, name, old, held[name])


def _place(results: Results, record: Record) -> tuple[object, ...]:
    return (*record.shape, results.place_of(record))


def _changed(step: int, record: Record, name: str, old: Any, new: Any) -> Iterator[_Change]:
    if not isinstance(old, str) or not 1 < len(old) <= _LONGEST:
        return
    if _plain(old) not in _plain(str(new)):
        yield _Change(step, record, name, old, str(new))


def _is_telling(value: str) -> bool:
    """Whether a value is hardly anything else wherever it stands."""
    has_digit = any(letter.isdigit() for letter in value)
    is_mixed = any(letter.isalpha() for letter in value) or value.count(".") > 1
    return has_digit and is_mixed and len(value) >= _SHORTEST_TELLING - 1


def _plain(text: str) -> str:
    return normalized(text).replace("_", " ")


def _holds(text: str, value: str) -> bool:
    return _plain(value) in text


def _place_of(value: str, text: str) -> int | None:
    """Where a value stands in a text as whole words."""
    words = re.escape(value).replace("_", "[ _]")
    match = re.search(rf"(?<![\w.]){words}(?![\w]|\.\d)", text, re.IGNORECASE)
    return match.start() if match is not None else None


def _names_field(change: _Change, sentence: Sentence) -> bool:
    words = words_in(f"{sentence.above} {sentence.text}")
    own = [word for word in field_words(change.field) if not word.isdigit()]
    return bool(own) and all(is_word_of(word, words, sentence.text) for word in own)


def _leading(before: str) -> str:
    """The last sentence before a block of code, with what stands in the block before a place."""
    return re.split(r"[.!?]\s", before)[-1]


def _fault(change: _Change, start: int) -> Check:
    message = f"says {change.old!r}, but by a later step it is {change.new[:80]!r}"
    return Check("state", change.old, start, "stale", change.step, code="E08", message=message,
                 expected=change.new, also=("E02",), pointer=change.record.pointer(change.field))  # fmt: skip
