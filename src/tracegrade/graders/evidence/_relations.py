"""What a stated value has to do with the thing that its sentence is about.

That a value stands somewhere in the evidence is not enough: it may be the value of another record,
of another field, of an earlier reading, or one that another source denies.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._anchors import by_sibling, is_related
from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._explained import Explaining
from tracegrade.graders.evidence._fields import by_field, is_told, values_of
from tracegrade.graders.evidence._identity import field_words, identity_of
from tracegrade.graders.evidence._labelled import Labelled, is_labelled_in
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past
from tracegrade.graders.evidence._occasions import names_occasion, occasion_of
from tracegrade.graph.values import forms_of, particulars_in
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._fields import Contradiction
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["RELATIONAL", "Relations"]

RELATIONAL = frozenset(("money", "number", "percent", "quantity", "duration", "date", "time"))
"""Kinds of particulars that are values of a thing, and not names of it."""

_NOW = re.compile(r"\b(?:today|now|current(?:ly)?|as of|present)\b", re.IGNORECASE)
_ANY_OF_THEM = re.compile(
    r"\b(?:cheap\w*|low\w*|high\w*|most|least|max\w*|min\w*|from|up to|rang\w*|between|averag\w*|median"
    r"|others?|another|alternativ\w*|any|some|start\w*|best|expensive|top|first|last|next)\b",
    re.IGNORECASE,
)
_NEAR = 160  # characters around an amount
_MOST_BESIDE = 200  # entries of a list
_SHORTEST_NAME, _LONGEST_NAME = 3, 80  # characters of what tells a record from others
_FEWEST_DIGITS = 4  # of a number that does
_MOST_NAMES = 2_000  # that are looked for in the conversation
_CHANGING = frozenset(
    ("apply", "adjust", "change", "convert", "renew", "extend", "upgrade", "downgrade", "reprice",
     "discount", "amend", "revise", "rebook", "reschedule", "modify", "edit", "patch")
)  # fmt: skip


class Relations:
    """Holds the stated values of one answer against the records they are said of.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._spoken_of: dict[str, bool] = {}
        self._labelled = Labelled(store, before)
        self._explaining = Explaining(store, claims, before)

    def fault(
        self,
        claim: Particular,
        sentence: Sentence,
        facts: list[Fact],
        anchors: list[Anchor],
        *,
        sums_up: bool,
    ) -> Check | None:
        """A fault of a value that evidence states; the most specific one first."""
        if claim.kind not in RELATIONAL:
            return self._superseded(claim, sentence, facts)
        return (
            self._superseded(claim, sentence, facts)
            or (None if sums_up else self._of_another(claim, sentence, facts, anchors))
            or self._conflicting(claim, facts)
        )

    def _of_another(
        self, claim: Particular, sentence: Sentence, facts: list[Fact], anchors: list[Anchor]
    ) -> Check | None:
        """A value that only another record, or another field of the record, holds."""
        if not anchors or is_negated(sentence.text):
            return None
        found = by_sibling(self._store, claim, facts, anchors)
        if found is not None and is_told(claim, sentence, found.value):
            found = None  # `86 m instead of 41 m`
        if found is None and _is_only_elsewhere(sentence, facts, anchors):
            found = by_field(self._store, claim, sentence, anchors, facts)
            if found is not None and any(fact.field == found.field for fact in facts):
                found = None  # another reading of the same field says so
        if found is not None and speaks_of_past(sentence.text):
            here = any(fact.step == found.step for fact in facts)
            found = found if here else None  # what it was when it was read before
        if found is not None and self._explaining.of_shown(claim, sentence, found) is None:
            return contradicted(claim, found, also=("E06",))
        return self._of_other_occasion(claim, sentence, facts, anchors)

    def _of_other_occasion(
        self, claim: Particular, sentence: Sentence, facts: list[Fact], anchors: list[Anchor]
    ) -> Check | None:
        """A day that the record gives for something else: created, born, due."""
        if claim.kind != "date" or speaks_of_past(sentence.text):
            return None
        if any(fact.speaker not in ("tool", "system") for fact in facts):
            return None
        own = [fact for fact in facts if fact.speaker == "tool"]
        if any(fact.record is None or not occasion_of(fact.field) for fact in own):
            return None
        said = f"{sentence.above} {sentence.text}"
        if any(names_occasion(occasion_of(fact.field), said) for fact in own):
            return None
        return self._day_of(claim, sentence, anchors, facts)

    def _day_of(
        self, claim: Particular, sentence: Sentence, anchors: list[Anchor], facts: list[Fact]
    ) -> Check | None:
        """A fault if the records that the sentence names have days of their own, all others."""
        days: list[tuple[Anchor, str, Any]] = []
        for anchor in anchors:
            record = anchor.fact.record
            assert record is not None
            for name, value in (*record.fields, *self._store.results.asked_with(anchor.fact.step)):
                is_day = isinstance(value, str) and not occasion_of(name)
                if is_day and any(each.kind == "date" for each in particulars_in(value[:40])):
                    days.append((anchor, name, value))
        stated = {key for each in sentence.stated if each.kind == "date" for key in each.keys}
        held = {key for _, _, day in days for each in particulars_in(day[:40]) for key in each.keys}
        is_today = all(fact.speaker == "system" for fact in facts) and (
            len(stated) > 1 or _NOW.search(sentence.text) is not None
        )
        if not days or is_today or _same_days(stated, held):
            return None
        anchor, name, day = days[-1]
        check = of_particular(claim, "contradicted", code="E06", expected=day)
        check.step, check.severity, check.also = anchor.fact.step, "warn", ("E02", "E01")
        check.note = f"field {name!r}"
        check.message = f"{claim.kind} {claim.text[:120]!r} is the day of something else"
        return check

    def of_nothing_named(
        self,
        claim: Particular,
        sentence: Sentence,
        facts: list[Fact],
        anchors: list[Anchor],
        conversation: str,
    ) -> Check | None:
        """A fault if only records state an amount of which nobody has spoken.

        The sentence names other records, or user and agent have named others of the same list,
        and none of the conversation so far has named the ones that hold what the sentence says.
        """
        at = max(0, claim.start - sentence.start - _NEAR)
        near = sentence.text[at : at + 2 * _NEAR]
        if claim.kind != "money" or _ANY_OF_THEM.search(near):
            return None
        records = [anchor.fact.record for anchor in anchors if anchor.fact.record is not None]
        for fact in facts:
            if fact.record is None or fact.speaker != "tool":
                return None
            if any(is_related(fact.record, each) for each in records):
                return None
            names = [*_names_around(fact.record), *self._own_words(fact)]
            is_named = not names or is_labelled_in(fact.record, sentence.text)
            if is_named or any(self._is_spoken_of(name, conversation) for name in names):
                return None
        if not records and not any(self._has_known_sibling(each, conversation) for each in facts):
            return None
        check = of_particular(claim, "floating", facts[-1], code="E01")
        check.note = "only a record that nobody has spoken of has it"
        check.also = ("E02",)
        return check

    def of_other_label(
        self, claim: Particular, sentence: Sentence, facts: list[Fact]
    ) -> Check | None:
        """A fault of an amount beside a label of a record that holds another."""
        if is_negated(sentence.text) or speaks_of_past(sentence.text):
            return None
        found = self._labelled.against(claim, sentence, facts)
        return None if found is None else contradicted(claim, found, also=("E01", "E06"))

    def _has_known_sibling(self, fact: Fact, conversation: str) -> bool:
        """Whether another entry of the list that a fact is from was named in the conversation."""
        entry: Record | None = fact.record
        while entry is not None and identity_of(entry) is None:
            entry = entry.parent
        if entry is None:
            return False
        beside = self._beside(fact.step, entry)
        named = (identity_of(each) for each in beside)
        names = {_bare(name) for name in named if name is not None}
        counted = Counter(word for each in (entry, *beside) for word in _words_of(each))
        names |= {word for each in beside for word in _words_of(each) if counted[word] == 1}
        return any(_tells_apart(name) and self._is_spoken_of(name, conversation) for name in names)

    def _own_words(self, fact: Fact) -> set[str]:
        """The texts of a record that no entry beside it has, as they stand in the conversation."""
        assert fact.record is not None
        beside = self._beside(fact.step, fact.record)
        return _words_of(fact.record).difference(*map(_words_of, beside))

    def _beside(self, step: int, record: Record) -> list[Record]:
        """The entries of the same list."""
        alike = (
            each for each in self._store.results.records_at(step) if each.shape == record.shape
        )
        return [each for each in islice(alike, _MOST_BESIDE) if each is not record]

    def _is_spoken_of(self, name: str, conversation: str) -> bool:
        """Whether a name stands in the conversation; beyond so many names, it may."""
        if name not in self._spoken_of:
            if len(self._spoken_of) >= _MOST_NAMES:
                return True
            self._spoken_of[name] = name in conversation
        return self._spoken_of[name]

    def _superseded(self, claim: Particular, sentence: Sentence, facts: list[Fact]) -> Check | None:
        """A value that later results for the same thing no longer hold."""
        if speaks_of_past(sentence.text):
            return None
        newer: tuple[Fact, Any, int] | None = None
        for fact in facts:
            found = self._later(fact)
            if found is None:
                return None
            newer = (fact, *found)
        if newer is None:
            return None
        fact, value, step = newer
        stated = {form for each in sentence.stated for form in forms_of(each.text)}
        if stated & set(forms_of(value)):
            return None
        check = of_particular(claim, "stale", fact, code="E08", expected=value)
        check.note = f"field {fact.field!r} was read again in a later step"
        check.step, check.also = step, ("E02",)
        return check

    def _later(self, fact: Fact) -> tuple[Any, int] | None:
        """Another value that a later reading of the same thing, or a write to it, gave."""
        if fact.record is None or fact.speaker != "tool" or not fact.field:
            return None
        versions = self._store.results.versions_of(fact.step, fact.record)
        tool = next((each.tool for each in versions if each.step == fact.step), "")
        latest: tuple[Any, int] | None = None
        for version in versions:
            if not fact.step < version.step < self._before:
                continue
            if version.tool != tool and not _changes(version.tool):
                continue
            held = values_of(version.record, fact.field)
            if len(held) == 1:
                latest = (held[0], version.step)
        mine = values_of(fact.record, fact.field)
        if latest is None or len(mine) != 1 or str(latest[0]) == str(mine[0]):
            return None
        return latest

    def _conflicting(self, claim: Particular, facts: list[Fact]) -> Check | None:
        """Another source that says otherwise of the same thing, which the answer does not say."""
        for fact in facts:
            if fact.record is None or fact.speaker != "tool" or fact.record.path:
                continue
            for version in self._store.results.versions_of(fact.step, fact.record):
                held = values_of(version.record, fact.field)
                if version.step == fact.step or version.step >= self._before or len(held) != 1:
                    continue
                mine = values_of(fact.record, fact.field)
                if len(mine) != 1 or str(mine[0]) == str(held[0]) or self._says(held[0]):
                    continue
                if any(other.step == version.step for other in facts):
                    continue
                if self._later(fact) is not None or version.step < fact.step:
                    continue
                check = of_particular(claim, "conflicting", fact, code="E15", expected=held[0])
                check.severity, check.step = "info", version.step
                return check
        return None

    def _says(self, value: Any) -> bool:
        """Whether the answer states a value anywhere."""
        forms = set(forms_of(value)) | {
            ("date", each.keys[0]) for each in particulars_in(str(value)) if each.kind == "date"
        }
        return any(
            form in forms for each in self._claims.stated for form in (
                *forms_of(each.text), *((each.kind, key) for key in each.keys),
                *(("number", key) for key in each.keys),
            )
        )  # fmt: skip


def contradicted(claim: Particular, found: Contradiction, *, also: tuple[str, ...]) -> Check:
    """The fault of a claim whose record says otherwise."""
    check = of_particular(claim, "contradicted", code="E02", expected=found.value)
    check.step, check.pointer = found.step, found.record.pointer(found.field)
    check.note, check.also = f"field {found.field!r}", also
    return check


def _is_only_elsewhere(sentence: Sentence, facts: list[Fact], anchors: list[Anchor]) -> bool:
    """Whether only the user, or another field of the one record named, states the value."""
    if speaks_of_past(sentence.text):
        return False
    records = {id(anchor.fact.record) for anchor in anchors if anchor.fact.record is not None}
    return all(
        fact.speaker == "user"
        or (
            fact.record is not None
            and (id(fact.record) in records or id(fact.record.parent) in records)
            and fact.field not in sentence.text
        )
        for fact in facts
    )


def _changes(tool: str) -> bool:
    """Whether a tool changes what it gives back."""
    return has_side_effect(effect_classes(tool)) or bool(_CHANGING.intersection(field_words(tool)))


def _names_around(record: Record) -> list[str]:
    """What a record, or one around it, is called; as it stands in the conversation."""
    found: list[str] = []
    around: Record | None = record
    while around is not None:
        name = identity_of(around)
        if name is not None:
            found.append(_bare(name))
        around = around.parent
    return found


def _words_of(record: Record) -> set[str]:
    """The short texts of a record, in lower case."""
    return {
        value.lower() for _, value in record.fields
        if isinstance(value, str) and len(value) <= _LONGEST_NAME and _tells_apart(value)
    }  # fmt: skip


def _tells_apart(name: str) -> bool:
    """Whether a name is no accident in a conversation, as `1` or `EU` is."""
    digits = sum(map(str.isdigit, name))
    return len(name) >= _SHORTEST_NAME and (digits >= _FEWEST_DIGITS or any(map(str.isalpha, name)))


def _bare(identity: str) -> str:
    """What a record is called, as it stands in a conversation."""
    return identity.partition("=")[2].lower()


def _same_days(stated: set[Any], held: set[Any]) -> bool:
    """Whether a day that a sentence states is among others, the year aside."""
    return bool(
        {key[1:] for key in stated if key} & {key[1:] for key in held if isinstance(key, tuple)}
    )
