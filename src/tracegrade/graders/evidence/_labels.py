"""What a sentence says in words of a record: its state, its people, its place, its code.

Only what the record itself settles: the sentence names the field and gives another value, or gives
the value of a record beside the one that it names.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._facts import Fact
from tracegrade.graders.evidence._fields import values_of
from tracegrade.graders.evidence._identity import field_words, identity_field
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past
from tracegrade.graph.values import Record, normalized, particulars_in
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Labels"]

_COMPARING = re.compile(
    r"\b(?:other|another|unlike|while|whereas|instead|rather|compared|than|both|all|each|every|except|but|versus|vs"
    r"|same|either|or|respectively|share[sd]?|also|too|before|after|next|options?|alternativ\w*)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_VALUE = re.compile(r"[^\W_][\w .&'\u2019/-]{1,40}")
_NAME = re.compile(r"[A-Z][\w'\u2019-]{1,30}(?:\s(?:[A-Z][\w'\u2019-]{0,30}\.?)){0,3}")
_LINKING = r"(?:\s(?:name|field))?(?:\s?(?:is|was|are|as|of|:|=|-|\u2013|\u2014)\s?|\s)(?:now\s|currently\s|the\s|still\s)?[\"'\u201c`]?"
_CURRENT = re.compile(
    r"\b(?:is|are|remains?|stays?|has been|have been)\s(?:now\s|currently\s|still\s|already\s|being\s)?([a-z]+(?:[ -][a-z]+)?)\b",
    re.IGNORECASE,
)
_STATE_FIELDS = frozenset(("status", "state", "phase", "stage", "condition"))
_STATES = (
    ("open", "closed", "resolved", "in progress", "reopened"),
    ("pending", "processing", "shipped", "delivered", "cancelled", "canceled", "returned", "refunded", "on hold",
     "in transit", "processed", "dispatched", "lost"),
    ("paid", "unpaid", "overdue", "refunded", "outstanding", "voided"),
    ("approved", "rejected", "denied", "pending", "declined", "under review", "withdrawn"),
    ("active", "inactive", "expired", "suspended", "cancelled", "canceled", "terminated", "paused"),
    ("passed", "failed", "skipped", "running", "queued"),
    ("running", "stopped", "crashed", "failed", "terminated", "starting", "degraded", "healthy", "unhealthy"),
    ("enabled", "disabled"),
    ("available", "unavailable", "sold out", "reserved", "occupied", "out of stock", "in stock"),
    ("confirmed", "unconfirmed", "cancelled", "canceled", "waitlisted", "tentative", "completed"),
    ("on time", "delayed", "cancelled", "canceled", "landed", "departed", "boarding"),
    ("draft", "published", "archived", "scheduled", "sent"),
    ("valid", "invalid", "expired", "revoked"),
    ("positive", "negative", "inconclusive"),
)  # fmt: skip
_ALIKE = ({"closed", "resolved"}, {"cancelled", "canceled"}, {"shipped", "in transit", "dispatched"},
          {"pending", "processing", "under review", "outstanding", "unpaid"}, {"rejected", "denied", "declined"},
          {"unpaid", "overdue", "outstanding"}, {"confirmed", "completed"}, {"processed", "shipped", "processing"},
          {"active", "running"}, {"returned", "refunded"})  # fmt: skip
_COMMON = frozenset(
    ("id", "name", "get", "list", "read", "type", "data", "info", "value", "result", "at", "on")
)
_DENIED = re.compile(
    r"\b(?:(?:does|do)\s(?:not|n[o\u2019']t)\s(?:currently\s|yet\s)?have|(?:does|do)n['\u2019]t\s(?:currently\s|yet\s)?have"
    r"|(?:has|have)(?=\sno\s))\s(?:an?|any|no)\s([a-z][a-z -]{2,40}?)(?=[.,;!]|\s(?:because|as|since|yet|on|for|and|but|at|in|assigned"
    r"|attached|recorded|listed)\b|\s*\Z)",
    re.IGNORECASE,
)
_COUNTED_AS_ID = frozenset(("number", "no", "code", "address", "date"))
_LONGEST = 60  # characters of a value that is a label
_MOST_BESIDE = 400
_MOST_PHRASES = 5  # words
_MOST_WORDS = 60


class _Said(NamedTuple):
    """What a sentence says a field is."""

    text: str
    start: int


class Labels:
    """Checks what the sentences of one answer say in words of the records they are about.

    Args:
        store: The evidence.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        changes = [
            call.step for call in store.calls
            if call.step < before and has_side_effect(effect_classes(call.tool))
        ]  # fmt: skip
        self._lone: dict[str, tuple[int, Record | None]] | None = None
        self._tools: dict[int, str] = {}
        self._last_change = changes[-1] if changes else -1

    def check(self, sentence: Sentence, anchors: list[Anchor]) -> Check | None:
        """A fault if the record that a sentence names holds another label than it says."""
        if sentence.mood is not None or sentence.kind == "heading":
            return None
        if is_negated(sentence.text) or _DENIED.search(sentence.text):
            return self._denied(sentence, anchors)
        if speaks_of_past(sentence.text):
            return None
        about = self._about(anchors)
        if about is not None:
            return (
                self._named(sentence, about)
                or self._state(sentence, about)
                or self._beside(sentence, about)
            )
        return None if anchors else self._of_lone_field(sentence)

    def _about(self, anchors: list[Anchor]) -> Fact | None:
        """The one record that a sentence names, as it was read last, if it names one only."""
        facts = [anchor.fact for anchor in anchors if anchor.fact.record is not None]
        if not facts:
            return None
        names = {str(identity_field(fact.record) or fact.text) for fact in facts if fact.record}
        latest = max(fact.step for fact in facts)
        newest = {id(fact.record): fact for fact in facts if fact.step == latest}
        if len(names) != 1 or len(newest) != 1:
            return None
        return next(iter(newest.values()))

    def _denied(self, sentence: Sentence, anchors: list[Anchor]) -> Check | None:
        """`order A-1 has no tracking number`, where its record has one."""
        match = _DENIED.search(sentence.text)
        about = self._about(anchors) if match is not None else None
        if match is None or about is None or about.record is None or self._is_changed(about.step):
            return None
        wanted = {word.removesuffix("s") for word in _words(match[1])} - _COMMON - _COUNTED_AS_ID
        records = [about.record, *self._store.results.inside(about.step, about.record)]
        for record in records if wanted else []:
            for name, value in record.fields:
                words = {word.removesuffix("s") for word in field_words(name)} - _COMMON
                is_held = isinstance(value, str | int) and value not in ("", 0, False)
                if words - _COUNTED_AS_ID == wanted and is_held and not _is_nothing(value):
                    said = _Said(match[0], match.start())
                    check = self._fault(sentence, said, about, name, value)
                    check.code, check.also, check.kind = "E14", ("E02",), "absence"
                    check.pointer = record.pointer(name)
                    return check
        return None

    def _of_lone_field(self, sentence: Sentence) -> Check | None:
        """A fault of a sentence that names no record, in a field that only one record has."""
        words = set(_words(sentence.text))
        for name, (step, record) in self._lone_fields().items():
            if record is None:
                continue
            known = {
                word
                for key in (*record.path, self._tools.get(step, ""))
                for word in field_words(str(key))
            }
            known |= {word for key, _ in record.fields for word in field_words(key) if key != name}
            about = Fact(step, "tool", "", "", record=record)
            lone = Record(record.path, [each for each in record.fields if each[0] == name])
            only = about._replace(record=lone)
            found = self._named(sentence, only)
            if found is None and words & (known - _STATE_FIELDS - _COMMON):
                found = self._state(sentence, only, is_certain=False)
            if found is not None:
                return found
        return None

    def _lone_fields(self) -> dict[str, tuple[int, Record | None]]:
        """The fields that one record of all results has, with that record; else with none."""
        if self._lone is None:
            self._lone = {}
            for call in self._store.calls:
                if (
                    call.step >= self._before
                    or call.result < 0
                    or call.status not in ("ok", "unknown")
                ):
                    continue
                self._tools[call.result] = call.tool
                for record in self._store.results.records_at(call.result)[:_MOST_BESIDE]:
                    for name, value in record.fields:
                        is_first = name not in self._lone and isinstance(value, str)
                        self._lone[name] = (call.result, record if is_first else None)
        return self._lone

    # The field is named

    def _named(self, sentence: Sentence, about: Fact) -> Check | None:
        """`the manager is Petra`, where the record's `manager` is somebody else."""
        assert about.record is not None
        for name, held in about.record.fields:
            words = field_words(name)
            if not words or not _is_label(held) or _is_said(held, sentence):
                continue
            if len(values_of(about.record, name)) > 1 or about.field == name:
                continue
            said = self._said_of(sentence, words)
            if said is None or self._is_changed(about.step):
                continue
            if self._is_other(said.text, str(held), words):
                return self._fault(sentence, said, about, name, held)
        return None

    def _said_of(self, sentence: Sentence, words: tuple[str, ...]) -> _Said | None:
        """What a sentence says right after the name of a field."""
        names = [re.escape(" ".join(words)), re.escape(words[-1])]
        for name in dict.fromkeys(names):
            match = re.search(rf"\b{name}\b{_LINKING}", sentence.text, re.IGNORECASE)
            if match is None:
                continue
            value = _VALUE.match(sentence.text, match.end())
            if value is not None:
                return _Said(value[0], match.end())
        return None

    def _is_other(self, said: str, held: str, words: tuple[str, ...]) -> bool:
        """Whether what is said is a label, and none that is or may stand for the one held."""
        if _STATE_FIELDS & set(words):
            return _excludes(held, _leading_state(said))
        name = _NAME.match(said)
        if name is None or _NAME.fullmatch(held) is None:
            return False
        mine, other = set(_words(name[0])), set(_words(held))
        return not mine & other and not _initials(mine, other)

    # The state

    def _state(self, sentence: Sentence, about: Fact, *, is_certain: bool = True) -> Check | None:
        """`the order is delivered`, where the record's only state is another."""
        assert about.record is not None
        states = [
            (name, value) for name, value in about.record.fields
            if isinstance(value, str) and _STATE_FIELDS & set(field_words(name))
        ]  # fmt: skip
        if len(states) != 1 or _is_said(states[0][1], sentence) or self._is_changed(about.step):
            return None
        for match in _CURRENT.finditer(sentence.text):
            said = _leading_state(match[1])
            if said and _excludes(states[0][1], said, is_certain=is_certain):
                place = _Said(said, match.start(1))
                return self._fault(sentence, place, about, *states[0])
        return None

    def _is_changed(self, step: int) -> bool:
        """Whether the agent changed something after a record was read."""
        return self._last_change > step

    # The value of a record beside it

    def _beside(self, sentence: Sentence, about: Fact) -> Check | None:
        """The label of a record beside the one that is named, which holds another itself."""
        record = about.record
        assert record is not None
        if _COMPARING.search(sentence.text) or not about.text:
            return None
        others = [
            each for each in islice(self._store.results.records_at(about.step), _MOST_BESIDE)
            if each.shape == record.shape and each is not record
        ]  # fmt: skip
        if not others:
            return None
        own = {normalized(str(value)) for _, value in record.fields}
        for phrase, start in _phrases(sentence):
            if phrase in own or phrase in normalized(about.text):
                continue
            found = self._held_beside(phrase, record, others, sentence)
            if found is not None:
                said = _Said(phrase, start)
                return self._fault(sentence, said, about, found, values_of(record, found)[0])
        return None

    def _held_beside(
        self, phrase: str, record: Record, others: list[Record], sentence: Sentence
    ) -> str | None:
        """The field in which only records beside hold a phrase, and the record holds another."""
        facts = self._store.facts.named(phrase, self._before)
        if not facts or any(fact.record not in others for fact in facts):
            return None
        fields = {fact.field for fact in facts}
        if len(fields) != 1:
            return None
        field = next(iter(fields))
        known = identity_field(facts[0].record) if facts[0].record else None
        held = values_of(record, field)
        is_name = (known is not None and known[0] == field) or (
            facts[0].record is not None and facts[0].record.fields[0][0] == field
        )
        if is_name or len(held) != 1 or not _is_label(held[0]) or _is_said(held[0], sentence):
            return None
        if any(_names_record(fact.record, sentence) for fact in facts if fact.record is not None):
            return None
        return field

    def _fault(self, sentence: Sentence, said: _Said, about: Fact, name: str, held: Any) -> Check:
        assert about.record is not None
        message = (
            f"says {said.text.strip()[:80]!r}, but the record's {name!r} is {str(held)[:80]!r}"
        )
        return Check("label", said.text.strip(), sentence.start + said.start, "contradicted", about.step,
                     code="E02", message=message, expected=held, also=("E01", "E06"),
                     pointer=about.record.pointer(name))  # fmt: skip


def _is_label(value: Any) -> bool:
    """Whether a value is a name, a code or the like, and no sentence, amount or date."""
    if (
        not isinstance(value, str)
        or not 1 < len(value) <= _LONGEST
        or len(value.split()) > _MOST_PHRASES
    ):
        return False
    return not any(each.kind in ("date", "time", "url", "money") for each in particulars_in(value))


def _is_nothing(value: Any) -> bool:
    return str(value).strip().lower() in (
        "none",
        "null",
        "n/a",
        "na",
        "-",
        "no",
        "false",
        "unknown",
        "[]",
        "{}",
    )


def _is_said(value: Any, sentence: Sentence) -> bool:
    text = normalized(f"{sentence.above} {sentence.text}").replace("_", " ")
    return normalized(str(value)).replace("_", " ") in text


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _initials(mine: set[str], other: set[str]) -> bool:
    """Whether one of two names may be short for the other."""
    return any(
        one[:3] == two[:3] or len(one) == 1 or len(two) == 1 for one in mine for two in other
    )


def _leading_state(said: str) -> str:
    """The state that a text begins with, or nothing."""
    words = _words(said)
    for length in (3, 2, 1):
        state = " ".join(words[:length])
        if len(words) >= length and any(state in group for group in _STATES):
            return state
    return ""


def _excludes(held: str, said: str, *, is_certain: bool = True) -> bool:
    """Whether a thing in one state cannot be said to be in another.

    Where it is not certain that the thing is the one meant, only states of one kind do.
    """
    mine = normalized(held).replace("_", " ").replace("-", " ")
    if not said or mine == said or said in mine.split() or mine in said:
        return False
    if any(mine in group and said in group for group in _ALIKE):
        return False
    kinds = [group for group in _STATES if said in group]
    if not is_certain and not any(mine in group for group in kinds):
        return False
    return bool(kinds) and not set(mine.split()) & set(said.split())


def _phrases(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The runs of words in a sentence, in normal form, with their places; longest first."""
    found = [
        (match[0], match.start(), match.end())
        for match in re.finditer(r"[^\s|,;:()]+", sentence.text)
    ]
    found = found[:_MOST_WORDS]
    for length in range(_MOST_PHRASES, 0, -1):
        for at in range(len(found) - length + 1):
            start, end = found[at][1], found[at + length - 1][2]
            phrase = normalized(sentence.text[start:end]).strip(".!?\"'`[] ")
            if len(phrase) > 1 and any(letter.isalpha() for letter in phrase):
                yield phrase, start


def _names_record(record: Record, sentence: Sentence) -> bool:
    """Whether a sentence names a record by its id or first name."""
    names = [identity_field(record), record.fields[0] if record.fields else None]
    return any(each is not None and _is_said(each[1], sentence) for each in names)
