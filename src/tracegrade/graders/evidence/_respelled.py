"""Amounts that the evidence states in another unit, of another size or another way round.

The last look before an amount is flagged: its unit and those of the evidence are read closely (`_unit_words`), a
number without a unit takes the one of an amount beside it, a bare number of a record may be in thousandths.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._sizes import Sizes, signed
from tracegrade.graders.evidence._unit_words import unit_after, unit_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular, Unit

__all__ = ["Respelled", "sizes_of_store"]

_AMOUNTS = frozenset(("number", "quantity", "duration", "percent", "money"))
_SIGNED = frozenset(("temperature",))
_SCALES = {
    10**5: "lakh lakhs",
    10**7: "crore crores",
    1_000: "tausend tsd tys tysi\u0119cy mille mil mila duizend thousand k t\u016bst",
    10**6: "m mio million millions millionen millones millon mill\u00f3n milioni milione milh\u00f5es milh\u00e3o miljoen milion\u00f3w"
           " milion miliony mln mi\u0142 miljoner milj millioner mill mn",
    10**9: "b bn bln mrd md milliarde milliarden milliard milliards miliardi miliardo bilh\u00f5es bilh\u00e3o miljard miliard\u00f3w"
           " miliard miliardy miljarder milliarder",
}  # fmt: skip
_SCALE_OF = {word: scale for scale, words in _SCALES.items() for word in words.split()}
_WORD = re.compile(r"[ \u00a0]?([^\W\d_]{1,11})(?![\w])")
_POWER = re.compile(
    r"\s?[\u00d7x\u00b7*]\s?10\^?([-\u2212\u207b]?[\d\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2})"
)
_RAISED = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u2212", "0123456789--"
)
_RATIO = re.compile(
    r"(?:(?P<part>\d{1,4})|\b(?:one|eine?[rns]?|une?|uno|una|um|uma|een|jede[rns]?|jedna|jeden))\s?(?:in|out of|of|von|aus|sur|de(?: cada)?|ogni|su"
    r"|em(?: cada)?|op de|op|na|:|/)\s?\Z",
    re.IGNORECASE,
)
_REACH = 24
_THOUSANDS = (Decimal(1000), Decimal("1E+6"), Decimal("0.001"), Decimal("0.000001"))
_FEWEST_DIGITS = 3  # of a number that is not so many thousandths of another by accident
_MOST = 16
_MOST_LOOKED_UP = 300  # amounts of one answer


class _Reading(NamedTuple):
    """What an amount may be: so much of something, give or take."""

    measures: str
    low: Decimal
    high: Decimal
    unit: Unit | None = None  # that it is not, being rounded as one that was converted


class Respelled:
    """Looks the amounts of one answer up in other spellings.

    Args:
        store: The evidence.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._left = _MOST_LOOKED_UP

    def found(
        self, claim: Particular, sentence: Sentence, *, is_unit_other: bool
    ) -> tuple[Particular, list[Fact]] | None:
        """The claim as the evidence spells it, and the places that do.

        Args:
            claim: An amount that no source has as it stands.
            sentence: What it stands in.
            is_unit_other: Whether the same number stands there, in what looks like another unit.
        """
        self._left -= 1
        if claim.value is None or claim.kind not in _AMOUNTS or self._left < 0:
            return None
        if is_unit_other:
            return self._converted(replace(claim, keys=claim.keys[:1]), sentence)
        return (
            self._scaled(claim, sentence)
            or self._converted(claim, sentence)
            or self._in_thousandths(claim, sentence)
            or self._one_in(claim, sentence)
            or self._fraction(claim, sentence)
        )

    def _converted(
        self, claim: Particular, sentence: Sentence
    ) -> tuple[Particular, list[Fact]] | None:
        if claim.kind == "money":
            return None
        sizes = sizes_of_store(self._store)
        for reading in self._readings(claim, sentence):
            near = [*sizes.between(*reading[:3], self._before)]
            if reading.unit is not None:
                near = [size for size in near if size.unit != reading.unit]
            if near:
                facts = [size.fact for size in near if size.number == near[-1].number]
                return _told(claim, near[-1].number), facts
        return None

    def _readings(self, claim: Particular, sentence: Sentence) -> Iterator[_Reading]:
        """What a claim may measure: by its own unit, or where it has none, by those beside it."""
        own = unit_of(claim, sentence)
        units = [own] if own is not None else self._beside(claim, sentence)
        at = claim.start - sentence.start
        for unit in units[:_MOST]:
            for key in claim.keys:
                if not isinstance(key, Decimal):
                    continue
                half = unit.factor / 2 / Decimal(10) ** _places_of_key(claim, key)
                value = signed(sentence.text, at, key) if unit.measures in _SIGNED else key
                size = unit.base(value)
                yield _Reading(unit.measures, size - half, size + half)
                rough = min(_last_place(key) / 2, key / 50) * unit.factor
                if rough > half:
                    yield _Reading(unit.measures, size - rough, size + rough, unit)

    def _beside(self, claim: Particular, sentence: Sentence) -> list[Unit]:
        """The units of the amounts around a number that has none: `33 km/h with gusts of 57`."""
        if claim.kind != "number" or not _is_bare(claim, sentence):
            return []
        others = (each for each in sentence.stated if each is not claim and each.value is not None)
        units = (unit_of(each, sentence) for each in others)
        return list(dict.fromkeys(each for each in units if each is not None))

    def _in_thousandths(
        self, claim: Particular, sentence: Sentence
    ) -> tuple[Particular, list[Fact]] | None:
        """A bare number of a record that is the claim in a unit a thousand times as small, or as large."""
        if claim.value is None or claim.kind == "money" or unit_of(claim, sentence) is None:
            return None
        if len(claim.value.normalize().as_tuple().digits) < _FEWEST_DIGITS:
            return None
        half = Decimal(1) / 2 / Decimal(10) ** max(claim.places, 0)
        for factor in _THOUSANDS:
            low, high = (claim.value - half) * factor, (claim.value + half) * factor
            for fact, number in self._bare_between(low, high):
                return _told(claim, number), [fact]
        return None

    def _bare_between(self, low: Decimal, high: Decimal) -> Iterator[tuple[Fact, Decimal]]:
        for number in self._numbers(low, high):
            for fact in self._store.facts.at(("number", number)):
                is_bare = fact.record is not None and fact.unit is None and not fact.fault
                if is_bare and fact.step < self._before:
                    yield fact, number

    def _numbers(self, low: Decimal, high: Decimal) -> list[Decimal]:
        numbers = self._store.facts.numbers()
        return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)][:_MOST]

    def _scaled(
        self, claim: Particular, sentence: Sentence
    ) -> tuple[Particular, list[Fact]] | None:
        """A number with a word such as `Millionen` or a sign such as `M` after it."""
        scale = _scale_of(claim, sentence)
        if scale is None:
            return None
        half = scale / 2 / Decimal(10) ** max(claim.places, 0)
        for key in claim.keys:
            if not isinstance(key, Decimal):
                continue
            width = half if claim.places > 0 else scale / 2 / 10 ** _places_of(key)
            for number in self._numbers(key * scale - width, key * scale + width):
                facts = [
                    fact for fact in self._store.facts.at(("number", number))
                    if fact.step < self._before and not fact.fault
                ]  # fmt: skip
                if facts:
                    return _told(claim, number), facts
        return None

    def _one_in(
        self, claim: Particular, sentence: Sentence
    ) -> tuple[Particular, list[Fact]] | None:
        """A share that is told as one in so many."""
        at = claim.start - sentence.start
        match = _RATIO.search(sentence.text[max(0, at - _REACH) : at])
        if match is None or not claim.value or claim.kind != "number":
            return None
        share = Decimal(match["part"] or 1) / claim.value
        if not 0 < share < 1:
            return None
        width = Decimal(match["part"] or 1) / claim.value / (2 * claim.value)
        for times in (1, 100):
            for number in self._numbers((share - width) * times, (share + width) * times):
                facts = [
                    fact for fact in self._store.facts.at(("number", number))
                    if fact.step < self._before and not fact.fault and (times == 1 or fact.unit == "%")
                ]  # fmt: skip
                if facts:
                    return _told(claim, number), facts
        return None

    def _fraction(
        self, claim: Particular, sentence: Sentence
    ) -> tuple[Particular, list[Fact]] | None:
        """A share of a thousand, of a million, or in basis points, that stands there as a fraction of one."""
        unit = unit_of(claim, sentence)
        if (
            unit is None
            or unit.measures != "share"
            or claim.kind == "percent"
            or claim.value is None
        ):
            return None
        half = unit.factor / 2 / Decimal(10) ** max(claim.places, 0)
        size = unit.base(claim.value)
        for number in self._numbers((size - half) / 100, (size + half) / 100):
            facts = [fact for fact, _ in self._bare_between(number, number)]
            if facts:
                return _told(claim, number), facts
        return None


def sizes_of_store(store: EvidenceStore) -> Sizes:
    """The sizes of what a store holds, made once."""
    if store.sizes is None:
        store.sizes = Sizes(store)
    return store.sizes


def unit_of(claim: Particular, sentence: Sentence) -> Unit | None:
    """The unit that is written with an amount, read closely."""
    if claim.kind == "percent":
        return unit_written("%")
    if claim.kind == "money":
        return None
    written = unit_after(sentence.text, _end_of_digits(claim, sentence))
    return written or (unit_written(claim.unit) if claim.unit is not None else None)


def _end_of_digits(claim: Particular, sentence: Sentence) -> int:
    """Where the number of a claim ends in its sentence, and its unit may begin."""
    last = max((at for at, letter in enumerate(claim.text) if letter.isdigit()), default=-1)
    return claim.start - sentence.start + last + 1


def _is_bare(claim: Particular, sentence: Sentence) -> bool:
    """Whether no noun that is counted follows: `57.`, `57, so`, `57 and`."""
    after = sentence.text[claim.end - sentence.start :]
    return (
        re.match(
            r"\s*(?:[,.;:)|]|\Z|(?:to|of|and|or|bis|und|von|et|\u00e0|de|y|e|en|a|tot|van|i|do|z|by|mal|por|per|na)\b|[x\u00d7*]\s?\d|[\u2013-]\s?\d)",
            after,
        )
        is not None
    )


def _scale_of(claim: Particular, sentence: Sentence) -> Decimal | None:
    """How large the word, the sign or the power of ten after a number is."""
    text, end = sentence.text, _end_of_digits(claim, sentence)
    power = _POWER.match(text, end)
    if power is not None:
        return Decimal(1).scaleb(int(power[1].translate(_RAISED)))
    match = _WORD.match(text, end)
    if match is None or claim.scale > 1:
        return None
    word = match[1]
    if len(word) == 1 and (word not in "MB" or match[0] != word):
        return None
    scale = _SCALE_OF.get(word.lower())
    return None if scale is None else Decimal(scale)


def _places_of(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places_of_key(claim: Particular, key: Decimal) -> int:
    """Decimal places of one reading: `10.363` has three, or it is ten thousand and has none."""
    return max(claim.places, 0) if key == claim.value else _places_of(key)


def _last_place(number: Decimal) -> Decimal:
    """The size of the last digit that is no nought: 10 of 190, 0.01 of 0.25."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _told(claim: Particular, number: Decimal) -> Particular:
    """The claim as a place states it."""
    return replace(
        claim,
        kind="number" if claim.kind != "money" else "money",
        keys=(number,),
        unit=None,
        places=-1,
        scale=1,
    )
