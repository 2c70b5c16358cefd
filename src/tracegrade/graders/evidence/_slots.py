"""What a claim that the evidence does not hold, or only the user said, was to be: the place it belongs to.

A result leaves places in an answer: this thing, this field. A claim belongs to a place of the thing
that its sentence is about if the sentence names the field, if the claim is a slip of what stands
there, or if nothing else of that kind is left to say of the thing.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._derivation import speaks_of_reckoning
from tracegrade.graders.evidence._doubts import (
    is_any_slip,
    is_in_other_clause,
    is_length,
    is_of_one_shape,
)
from tracegrade.graders.evidence._fields import Contradiction, agrees
from tracegrade.graders.evidence._folding import folded, is_word_of, words_in
from tracegrade.graders.evidence._identity import currency_of, field_words, identity_field
from tracegrade.graders.evidence._misspelled import (
    digits_of,
    is_rescaled,
    is_slip,
    is_strong_slip,
)
from tracegrade.graders.evidence._scopes import Scopes, distance
from tracegrade.graph.values import particulars_in, unit_named, unit_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Record

__all__ = ["Slots"]

_AMOUNTS = frozenset(("number", "money", "percent", "quantity", "duration"))
_TOKENS = frozenset(("code", "id", "word"))
_LONGEST = 160  # characters of a value
_MOST_SLOTS = 400
_MOST_RESULTS = 40  # the last ones before the answer
_MOST_TOLD = 8  # particulars of a sentence that may say what it is about
_MOST_CARRYING = 4  # places of one of them
_OFFSETS = ("+", "-")  # before what is a time zone
_TELLING_WORD = 5  # letters
_MOST_COUNTED = 12
_REACH = 40  # characters around a claim in which a word may tell of reckoning
_SHORTEST_NAME = 3  # characters of an argument that names a thing
_GENERIC = frozenset(
    ("id", "number", "name", "type", "value", "values", "count", "code", "no", "data", "info", "key", "text", "pct",
     "percent", "amount", "valor", "wert", "nombre", "at", "is", "of", "in", "on", "the", "for", "to", "raw", "item")
)  # fmt: skip
_NO_AMOUNTS = frozenset(
    (
        "exponent",
        "scale",
        "decimals",
        "precision",
        "digits",
        "page",
        "index",
        "rank",
        "id",
        "year",
        "ttl",
        "score",
    )
)
_MONEY = frozenset(
    ("price", "amount", "total", "subtotal", "cost", "fee", "balance", "value", "rent", "tax", "charge", "deposit",
     "salary", "gross", "net", "paid", "due", "cents", "revenue", "budget", "penalty", "refund", "rate", "fare")
)  # fmt: skip
_SHARES = frozenset(("pct", "percent", "percentage", "rate", "share", "ratio"))


class _Slot(NamedTuple):
    """One exact thing in a field of a record.

    Attributes:
        step: Position of the result.
        record: Object that holds it.
        field: Its field.
        value: The value of the field.
        kind: Kind of the thing; `number` of a bare one.
        keys: Its canonical forms.
        text: As written, or the digits.
        measures: What its unit measures, `money` or `share`, where that is stated.
    """

    step: int
    record: Record
    field: str
    value: Any
    kind: str
    keys: tuple[object, ...]
    text: str
    measures: str | None


class Slots:
    """The places of results that the claims of one answer may belong to.

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
        self._said: set[object] | None = None
        self._steps: list[int] | None = None
        self._slots: dict[int, list[_Slot]] = {}

    def against(
        self, claim: Particular, sentence: Sentence, anchors: list[Anchor], *, is_sure: bool = False
    ) -> Contradiction | None:
        """What stands in the one place that a claim belongs to.

        Args:
            claim: What is said.
            sentence: Where it is said.
            anchors: The records that the sentence, or what it goes on from, names.
            is_sure: Whether no slip will do, but only the field named or the only one of its measure.
        """
        words = words_in(_near(claim, sentence))
        about = self._about(claim, sentence, anchors)
        near = [slot for slot in about if _fits(claim, slot) and self._is_left(slot)]
        named = _named(near, words, sentence.text)
        found = _one(named, anchors)
        if named and found is None:
            return None  # several are meant
        is_doubtful = False
        if found is None:
            found = None if is_sure else _one([slot for slot in near if _slips(claim, slot)], [])
            is_doubtful = found is not None and _is_any_slip(claim, near)
        if found is None:
            alike = [slot for slot in near if _measures_alike(claim, slot)]
            found = _one([slot for slot in alike if not _is_small(slot)], [])
            is_doubtful = (
                found is not None and not is_sure and _may_be_of_else(claim, found, sentence)
            )
        if found is None:
            only = self._of_its_measure if is_sure else self._anywhere
            found = only(claim, sentence, words)
        if found is None or _is_said_there(claim, found):
            return None
        if _is_named(found, words, sentence.text):
            is_doubtful = is_doubtful or is_in_other_clause(claim, sentence, found.field)
        return Contradiction(found.step, found.record, found.field, found.value, is_doubtful)

    def _anywhere(
        self, claim: Particular, sentence: Sentence, words: frozenset[str]
    ) -> _Slot | None:
        """The only place of all results that is named, or that the claim is a telling slip of."""
        every = [
            slot for step in self._latest() for slot in self._slots_at(step) if _fits(claim, slot)
        ]
        named = _one(_named(every, words, sentence.text), [])
        if named is not None and self._is_left(named):
            return named
        left = [slot for slot in every if self._is_left(slot)]
        slip = _one([slot for slot in left if _slips(claim, slot, is_strong=True)], [])
        return None if slip is None or _is_any_slip(claim, left) else slip

    def _everywhere(self, claim: Particular) -> list[_Slot]:
        return [
            slot for step in self._latest() for slot in self._slots_at(step)
            if _fits(claim, slot) and self._is_left(slot)
        ]  # fmt: skip

    def _of_its_measure(
        self, claim: Particular, sentence: Sentence, words: frozenset[str]
    ) -> _Slot | None:
        """The only place of all results that is named, or of the claim's measure by words of the sentence."""
        every = self._everywhere(claim)
        named = _one(_named(every, words, sentence.text), [])
        if named is not None or _measure_of(claim) is None:
            return named
        told = frozenset(word for word in words if len(word) >= _TELLING_WORD)
        found = _one([slot for slot in every if _measures_alike(claim, slot)], [])
        is_told = found is not None and told & words_in(f"{found.field} {found.value}")
        return found if is_told else None

    # What the sentence is about

    def _about(self, claim: Particular, sentence: Sentence, anchors: list[Anchor]) -> list[_Slot]:
        """The places of the things that a sentence is about, none twice."""
        records: dict[int, tuple[int, Record]] = {}
        latest = {anchor.phrase: anchor.fact.step for anchor in anchors}
        for anchor in anchors:
            record = anchor.fact.record
            if record is not None and anchor.fact.step == latest[anchor.phrase]:
                records.update(self._thing(anchor.fact.step, record))
        if not records:
            for step, record in (*self._told(claim, sentence), *self._asked(sentence)):
                records.update(self._thing(step, record))
        return [
            slot for step, record in islice(records.values(), _MOST_SLOTS)
            for slot in _slots_of(step, record)
        ][:_MOST_SLOTS]  # fmt: skip

    def _thing(self, step: int, record: Record) -> Iterator[tuple[int, tuple[int, Record]]]:
        for each in self._scopes.around(step, record):
            yield id(each), (step, each)

    def _told(self, claim: Particular, sentence: Sentence) -> Iterator[tuple[int, Record]]:
        """The records that hold what else a sentence says, where few do."""
        latest = set(self._latest())
        told = [each for each in sentence.stated if each.start != claim.start and _is_telling(each)]
        for each in told[:_MOST_TOLD]:
            facts = [
                fact for fact in self._store.facts.stating(each, self._before)
                if fact.record is not None and fact.step in latest
            ]  # fmt: skip
            if len(facts) <= _MOST_CARRYING:
                yield from ((fact.step, fact.record) for fact in facts if fact.record is not None)

    def _asked(self, sentence: Sentence) -> Iterator[tuple[int, Record]]:
        """The results of calls that were asked for something that the sentence names."""
        closed = _closed_up(f"{sentence.above} {sentence.text}")
        for step in self._latest():
            for _, value in self._store.results.asked_with(step):
                name = _closed_up(str(value))
                if len(name) >= _SHORTEST_NAME and name in closed:
                    yield from (
                        (step, record) for record in self._store.results.records_at(step)[:1]
                    )
                    break

    def _latest(self) -> list[int]:
        """The last results of each reading before the answer."""
        if self._steps is None:
            self._steps = self._store.results.latest(self._before)[-_MOST_RESULTS:]
        return self._steps

    def _slots_at(self, step: int) -> list[_Slot]:
        if step not in self._slots:
            records = self._store.results.records_at(step)[:_MOST_SLOTS]
            self._slots[step] = [slot for each in records for slot in _slots_of(step, each)]
        return self._slots[step]

    def _is_left(self, slot: _Slot) -> bool:
        """Whether the answer does not say elsewhere what stands in a place."""
        if self._said is None:
            self._said = {key for each in self._claims.stated for key in _keys(each)}
        return not self._said.intersection(slot.keys)


def _keys(found: Particular) -> Iterator[object]:
    yield from found.keys
    if found.value is not None:  # `$48.2k` is said for 48,213
        yield digits_of(found.value)


def _near(claim: Particular, sentence: Sentence) -> str:
    """The words that may name the field: the clause, or the column and the row."""
    if sentence.kind != "row":
        return sentence.text
    column = sentence.text.count("|", 0, max(0, claim.start - sentence.start))
    rows = [line for line in sentence.above.split("\n") if "|" in line]
    cells = rows[-1].split("|") if rows else []
    return cells[column] if column < len(cells) else f"{sentence.above} {sentence.text}"


def _closed_up(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _is_telling(found: Particular) -> bool:
    value = found.value
    return value is None or value > 12 or value != int(value)


# The places of a record


def _slots_of(step: int, record: Record) -> Iterator[_Slot]:
    known = identity_field(record)
    for name, value in record.fields:
        if isinstance(value, bool) or (known is not None and known[0] == name):
            continue
        if isinstance(value, int | float):
            yield from _of_number(step, record, name, value)
        elif isinstance(value, str) and len(value) <= _LONGEST:
            for each in particulars_in(value):
                if each.kind == "time" and value[each.start - 1 : each.start] in _OFFSETS:
                    continue
                unit = unit_named(each.unit) if each.unit is not None else None
                measures = None if unit is None else unit.measures
                measures = {"money": "money", "percent": "share"}.get(each.kind, measures)
                text = digits_of(each.value) if each.value is not None else each.text
                measures = measures or _measured(record, name)
                yield _Slot(step, record, name, value, each.kind, each.keys, text, measures)


def _of_number(step: int, record: Record, name: str, value: float) -> Iterator[_Slot]:
    number = abs(Decimal(str(value)))
    if not number or not number.is_finite() or _NO_AMOUNTS.intersection(field_words(name)):
        return
    keys = (number, digits_of(number))
    measures = _measured(record, name)
    if (
        measures == "money"
        and number <= _MOST_COUNTED
        and not _MONEY.intersection(field_words(name))
    ):
        measures = None  # of the record's money, or a count beside it
    yield _Slot(step, record, name, value, "number", keys, digits_of(number), measures)


def _measured(record: Record, name: str) -> str | None:
    """What the name of a field, or a field beside it, says that its numbers measure."""
    unit = unit_of_field(name)
    words = set(field_words(name))
    if unit is not None:
        return unit.measures
    if words & _SHARES:
        return "share"
    if currency_of(record) is not None or words & _MONEY - {"value", "rate", "total"}:
        return "money"
    return _beside(record)


def _beside(record: Record) -> str | None:
    for name, value in record.fields:
        if isinstance(value, str) and "uni" in name.lower()[:4] and unit_named(value) is not None:
            unit = unit_named(value)
            return unit.measures if unit is not None else None
    return None


# Whether a claim belongs there


def _fits(claim: Particular, slot: _Slot) -> bool:
    """Whether a place holds a thing of the claim's kind."""
    if claim.kind in _AMOUNTS:
        if slot.kind not in _AMOUNTS:
            return False
        mine = _measure_of(claim)
        if mine is not None and slot.measures is None and _is_small(slot):
            return False  # `returned: 1` is no amount of money
        return mine is None or slot.measures is None or mine == slot.measures
    if claim.kind in _TOKENS:
        return slot.kind in _TOKENS
    return claim.kind == slot.kind and is_length(claim) == is_length(claim, slot.text)


def _measure_of(claim: Particular) -> str | None:
    unit = unit_named(claim.unit) if claim.unit is not None and claim.kind != "money" else None
    named = {"money": "money", "percent": "share"}.get(claim.kind)
    return named or (unit.measures if unit is not None else None)


def _measures_alike(claim: Particular, slot: _Slot) -> bool:
    """Whether a claim and a place measure the same, for all that is stated."""
    if claim.kind in _TOKENS:
        return False
    return claim.kind not in _AMOUNTS or _measure_of(claim) == slot.measures


def _slips(claim: Particular, slot: _Slot, *, is_strong: bool = False) -> bool:
    """Whether a claim may be what stands in a place, written wrongly."""
    if claim.kind in ("date", "time"):
        return not is_strong and claim.kind == "date" and _is_slip_of_day(claim, slot)
    said = digits_of(claim.value) if claim.value is not None else claim.text
    return (is_strong_slip if is_strong else is_slip)(said, slot.text)


def _is_any_slip(claim: Particular, slots: list[_Slot]) -> bool:
    """Whether there are so many places that any number would be a slip of one."""
    if claim.value is None:
        return False
    return is_any_slip(digits_of(claim.value), dict.fromkeys(slot.text for slot in slots))


def _may_be_of_else(claim: Particular, slot: _Slot, sentence: Sentence) -> bool:
    """Whether no unit ties a claim to the only place left of its kind, or it is said to be reckoned."""
    if claim.kind not in _AMOUNTS:
        return False
    if slot.measures is None:
        return claim.value is None or not is_of_one_shape(digits_of(claim.value), slot.text)
    at = claim.start - sentence.start
    return speaks_of_reckoning(sentence.text[max(0, at - _REACH) : at + len(claim.text) + _REACH])


def _is_small(slot: _Slot) -> bool:
    """Whether a place holds a number of one digit, which says little of what it counts."""
    return slot.kind in _AMOUNTS and len(slot.text) < 2


def _is_slip_of_day(claim: Particular, slot: _Slot) -> bool:
    """Whether month and day have changed places, or one of the two, or the year, is another."""
    mine, other = claim.keys[0], slot.keys[0]
    if not isinstance(mine, tuple) or not isinstance(other, tuple):
        return False
    year, month, day = mine
    years = {year, other[0]} - {None}
    if (month, day) == (other[2], other[1]):
        return len(years) < 2
    return (month == other[1]) + (day == other[2]) + (len(years) < 2) == 2


def _is_said_there(claim: Particular, slot: _Slot) -> bool:
    """Whether a claim is what stands in a place after all, in another scale or spelling."""
    held = slot.keys[0]
    if isinstance(held, Decimal) and claim.value is not None:
        return is_rescaled(claim.value, held)
    return agrees(claim, slot.value)


def _named(slots: list[_Slot], words: frozenset[str], text: str) -> list[_Slot]:
    """The places of which the field is named; of several, those of the objects that are named most."""
    named = [slot for slot in slots if _is_named(slot, words, text)]
    if len(named) < 2:
        return named
    counts = [
        sum(
            is_word_of(word, words, text)
            for part in slot.record.path if isinstance(part, str) for word in _own_words(part)
        )
        for slot in named
    ]  # fmt: skip
    return [slot for slot, count in zip(named, counts, strict=True) if count == max(counts)]


def _is_named(slot: _Slot, words: frozenset[str], text: str) -> bool:
    """Whether the words that tell a field, or the object that holds it, from others are said."""
    own = _own_words(slot.field)
    if not own:
        keys = [part for part in slot.record.path if isinstance(part, str)]
        own = _own_words(keys[-1]) if keys else ()
    return bool(own) and all(is_word_of(word, words, text) for word in own)


def _own_words(name: str) -> tuple[str, ...]:
    return tuple(
        word for word in field_words(name)
        if word not in _GENERIC and unit_named(word) is None and not word.isdigit()
    )  # fmt: skip


def _one(slots: list[_Slot], anchors: list[Anchor]) -> _Slot | None:
    """The one place there is; of several, the one that lies nearest to what is named."""
    if not slots:
        return None
    if len({slot.text for slot in slots}) > 1 and anchors:
        records = [anchor.fact.record for anchor in anchors if anchor.fact.record is not None]
        gaps = [min(distance(slot.record, record) for record in records) for slot in slots]
        slots = [slot for slot, gap in zip(slots, gaps, strict=True) if gap == min(gaps)]
    return slots[0] if len({slot.text for slot in slots}) == 1 else None
