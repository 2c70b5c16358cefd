"""Every exact thing that the evidence states, and where it is stated."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._identity import currency_of
from tracegrade.graders.evidence._measures import minor_places, sizes_of, unit_beside
from tracegrade.graders.evidence._minor_units import in_hundredths
from tracegrade.graders.evidence._stated import keys_of
from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from tracegrade.graders.evidence._stated import Key, Stated
    from tracegrade.graph.values import Particular, Record

__all__ = ["MOST_FACTS", "Fact", "Facts", "Places"]

_DIGIT_RUN = re.compile(r"\d{4,40}")
_BINARY_STEPS = (
    Decimal(1),
    Decimal("1.024"),
    Decimal("1.048576"),
    Decimal("1.073741824"),
    Decimal("1.099511627776"),
)
_MOST_PLACES = 5  # decimals of an amount in minor units
_ROUNDED = 10  # smallest amount that is taken for a rounded one without decimals
MOST_FACTS = 512
"""Places of one value that are kept; more say nothing that these do not."""


class Fact(NamedTuple):
    """One place that states an exact thing.

    Attributes:
        step: Position of the step.
        speaker: Who states it: `user`, `system`, `approver`, `tool`, `retrieval`.
        fault: Code of the reason why it may not ground a claim (`E09`, `E16`), or empty.
        text: As written there.
        unit: Unit or currency code, if one is stated.
        record: The object of a result that holds it; `None` in plain text.
        field: The field that holds it.
        document: Name of the retrieved document, if it is one.
    """

    step: int
    speaker: str
    fault: str
    text: str
    unit: str | None = None
    record: Record | None = None
    field: str = ""
    document: str = ""


Places = list[int]
"""Numbers of the leaves, and of the particulars in texts, that state one thing or several."""

_Holder = tuple[Fact, "Record | None"]
"""What a leaf of a record, or a text, is in."""

_Saying = tuple[Places, str, str | None]
"""Places that state one thing alike, the spelling there, and the unit."""


class Facts:
    """Facts by what they state, in any usual spelling; in the order of the trace.

    A leaf that is repeated is kept once, with its places; facts are made of them when something
    is looked up, as are the runs of digits of which an answer may give the last.
    """

    __slots__ = (
        "_begins", "_days", "_endings", "_ends", "_families", "_found", "_holders", "_numbers", "_runs", "_tails",
        "_units", "_with_runs",
    )  # fmt: skip

    def __init__(self) -> None:
        self._families: dict[str, dict[object, list[_Saying]]] = {}
        self._begins: list[int] = []
        self._holders: list[_Holder] = []
        self._found: dict[Key, list[Fact]] = {}
        self._numbers: dict[str, list[Decimal]] = {}
        self._days: dict[tuple[Any, ...], list[_Saying]] | None = None
        self._with_runs: list[_Saying] = []
        self._runs: dict[str, list[_Saying]] = {}
        self._tails: dict[str, list[str]] = {}
        self._endings: dict[str, list[Fact]] = {}
        self._ends: dict[int, int] = {}
        self._units: dict[tuple[int, str], str | None] = {}

    def begin(self, number: int, base: Fact, record: Record | None = None) -> None:
        """Say what holds the places from a number on.

        Args:
            number: One more than the last place there is.
            base: Step, speaker, fault and document.
            record: The object of a result whose fields the places are; `None` for a text.
        """
        self._begins.append(number)
        self._holders.append((base, record))

    def places_of(self, stated: Iterable[Stated]) -> Places:
        """A list to which the places are added, in order, that state these things."""
        places: Places = []
        families = self._families
        for keys, text, unit in stated:
            saying = (places, text, unit)
            for family, form in keys:
                if family == "runs":
                    self._with_runs.append(saying)
                    continue
                forms = families.get(family)
                if forms is None:
                    forms = families[family] = {}
                known = forms.get(form)
                if known is None:
                    forms[form] = [saying]
                else:
                    known.append(saying)
        return places

    def at(self, key: Key) -> list[Fact]:
        """The places that state just this."""
        found = self._found.get(key)
        if found is None:
            sayings = self._families.get(key[0], {}).get(key[1], ())
            found = self._found[key] = self._facts_of(sayings, is_amount=key[0] == "number")
        return found

    def holds(self, key: Key) -> bool:
        """Whether just this is stated anywhere."""
        return key[1] in self._families.get(key[0], ())

    def firsts(self, family: str) -> Iterator[tuple[object, Fact]]:
        """The canonical forms of one family, such as `number`, with the step first to state each."""
        for form, sayings in self._families.get(family, {}).items():
            first = min(places[0] for places, _, _ in sayings)
            yield form, self._holders[bisect_right(self._begins, first) - 1][0]

    def stating(self, claim: Particular, before: int) -> list[Fact]:
        """The places before a step that state what a claim states, in any usual spelling."""
        if claim.kind == "suffix":
            found = self._ending(str(claim.keys[0]))
        elif claim.kind in ("id", "code"):
            found = self.at(("token", claim.text))
        elif claim.kind == "date":
            found = self._dated(claim)
        elif claim.value is not None:
            found = self._amounts(claim, before)
        else:
            found = [fact for key in keys_of(claim) for fact in self.at(key)]
            if not found and claim.kind == "url":
                found = self.at(("site", claim.keys[0]))
        return [fact for fact in found if fact.step < before]

    @property
    def names(self) -> Container[object]:
        """Texts in normal form that are the whole value of some field."""
        return self._families.get("text", ())

    def times_named(self, phrase: str, before: int) -> int:
        """In how many places before a step a text, in normal form, is a whole value."""
        if before not in self._ends:
            at = bisect_left(self._holders, before, key=_step_of)
            self._ends[before] = self._begins[at] if at < len(self._begins) else sys.maxsize
        end = self._ends[before]
        sayings = self._families.get("text", {}).get(phrase, ())
        return sum(bisect_left(places, end) for places, _, _ in sayings)

    def named(self, phrase: str, before: int) -> list[Fact]:
        """The fields before a step whose whole value is a text, in normal form."""
        return [fact for fact in self.at(("text", phrase)) if fact.step < before]

    def numbered(self, digits: str, before: int) -> list[Fact]:
        """The fields before a step that hold a name ending in these digits, if it is one name."""
        found = [fact for fact in self._ending(digits) if fact.step < before and fact.record]
        held = {value for fact in found if fact.record for name, value in fact.record.fields
                if name == fact.field and isinstance(value, str) and value.endswith(digits)}  # fmt: skip
        return found if len(held) == 1 else []

    def numbers(self, family: str = "number") -> list[Decimal]:
        """Every number that is stated anywhere, in order, or every size of what a unit measures."""
        if family not in self._numbers:
            forms = self._families.get(family, ())
            self._numbers[family] = sorted(form for form in forms if isinstance(form, Decimal))
        return self._numbers[family]

    def has_number(self, low: Decimal, high: Decimal, family: str = "number") -> bool:
        """Whether a number, or a size, from one to another is stated anywhere."""
        numbers = self.numbers(family)
        at = bisect_left(numbers, low)
        return at < len(numbers) and numbers[at] <= high

    def dates(self, before: int) -> list[tuple[int, int, int]]:
        """Every full date that is stated before a step, the last ones last."""
        found: list[tuple[int, int, int]] = []
        for key, first in self.firsts("date"):
            if isinstance(key, tuple):
                year, month, day = key
                if year is not None and first.step < before and not first.fault:
                    found.append((year, month, day))
        return found

    def _amounts(self, claim: Particular, before: int) -> list[Fact]:
        """Equal amounts; where there are none, those that the claim may have been rounded from."""
        if claim.kind != "percent" and len(claim.keys) > 1:
            first = self.at(("number", claim.keys[0]))
            if any(fact.step < before for fact in first):
                return first  # `1,000` is one with decimals only where there is no thousand
        found = [fact for key in keys_of(claim) for fact in self.at(key)]
        if any(fact.step < before for fact in found):
            return found
        if claim.kind == "number" and claim.text.isdigit():
            found += self.at(("token", claim.text))
            found += self._facts_of(self._by_run().get(claim.text, ()))
        if not any(fact.step < before for fact in found):
            found += self._converted(claim) or self._in_minor(claim)
        if any(fact.step < before for fact in found):
            return found
        return found + self._rounded(claim)

    def _rounded(self, claim: Particular) -> list[Fact]:
        """Amounts that the claim may have been rounded from; a whole one, only from no whole ones."""
        is_whole = claim.places < 0
        if is_whole and (claim.kind == "money" or claim.value is None or claim.value < _ROUNDED):
            return []
        half = Decimal(claim.scale) / 2 / Decimal(10) ** max(claim.places, 0)
        first = claim.keys[0]
        found: list[Fact] = []
        for key in claim.keys[:2]:
            assert isinstance(key, Decimal)
            assert isinstance(first, Decimal)
            width = half * key / first if first else half  # the same digits, in other units
            near = self._between("number", key - width, key + width)
            found += [fact for fact in near if not is_whole or "." in fact.text]
        return found

    def _converted(self, claim: Particular) -> list[Fact]:
        """Amounts in other units that come to what the claim says, rounded as it is."""
        unit = unit_named(claim.unit) if claim.unit is not None else None
        if unit is None or claim.value is None or claim.kind == "money":
            return []
        half = unit.factor / 2 / Decimal(10) ** max(claim.places, 0)
        found: list[Fact] = []
        for size in (unit.base(key) for key in claim.keys if isinstance(key, Decimal)):
            found += self._between(unit.measures, size - half, size + half)
            found = found or self._measured_beside(unit.measures, size, half)
            found = found or (self._of_bytes(size, half) if unit.measures == "data" else [])
        return found

    def _measured_beside(self, measures: str, size: Decimal, half: Decimal) -> list[Fact]:
        """Numbers whose unit stands in another field, and that come to a size in it."""
        found: list[Fact] = []
        for other in sizes_of(measures):
            low, high = (
                (each / other.factor + other.offset) for each in (size - half, size + half)
            )
            near = self._between("number", low, high)
            found += [fact for fact in near if fact.unit and unit_named(fact.unit) == other]
        return found

    def _of_bytes(self, size: Decimal, half: Decimal) -> list[Fact]:
        """Large whole numbers without a unit that are so many bytes, by tens or by twos."""
        found: list[Fact] = []
        for step in _BINARY_STEPS:
            near = self._between("number", (size - half) * step, (size + half) * step)
            found += [fact for fact in near if fact.unit is None and len(fact.text) > 3]
        return found

    def _in_minor(self, claim: Particular) -> list[Fact]:
        """Amounts in minor units, where a field beside them says so."""
        if claim.value is None or claim.kind not in ("money", "number"):
            return []
        found = [
            fact
            for places in range(1, _MOST_PLACES)
            for fact in self.at(("number", claim.value * 10**places))
            if fact.record is not None and minor_places(fact.record, fact.field) == places
        ]
        return found or in_hundredths(claim, self)

    def _between(self, family: str, low: Decimal, high: Decimal) -> list[Fact]:
        numbers = self.numbers(family)
        found: list[Fact] = []
        at = bisect_left(numbers, low)
        while at < len(numbers) and numbers[at] <= high and len(found) < MOST_FACTS:
            found += self.at((family, numbers[at]))
            at += 1
        return found

    def _dated(self, claim: Particular) -> list[Fact]:
        found: list[Fact] = []
        for key in claim.keys:
            if isinstance(key, tuple):
                found += self.at(("date", key))
                found += self.at(("date", (None, *key[1:])))
                if key[0] is None:
                    found += self._in_any_year(key[1:])
        return found

    def _in_any_year(self, day: tuple[int, int]) -> list[Fact]:
        """The places of dates with this month and day, and a year."""
        if self._days is None:
            self._days = {}
            for key, sayings in self._families.get("date", {}).items():
                if isinstance(key, tuple) and key[0] is not None:
                    self._days.setdefault(key[1:], []).extend(sayings)
        return self._facts_of(self._days.get(day, ()))

    def _ending(self, tail: str) -> list[Fact]:
        """The places of runs of digits that end so."""
        if tail not in self._endings:
            by_run = self._by_run()
            runs = [run for run in self._tails.get(tail[-4:], ()) if run.endswith(tail)]
            found = (fact for run in runs for fact in self._facts_of(by_run[run]))
            self._endings[tail] = list(islice(found, MOST_FACTS))
        return self._endings[tail]

    def _by_run(self) -> dict[str, list[_Saying]]:
        """The places of each run of digits."""
        for saying in self._with_runs:
            for run in dict.fromkeys(_DIGIT_RUN.findall(saying[1])):
                if run not in self._runs:
                    self._runs[run] = []
                    self._tails.setdefault(run[-4:], []).append(run)
                self._runs[run].append(saying)
        self._with_runs.clear()
        return self._runs

    def _beside(self, record: Record, field: str) -> str | None:
        """The unit that stands beside the numbers of a field."""
        key = (id(record), field)
        if key not in self._units:
            self._units[key] = unit_beside(record, field)
        return self._units[key]

    def _facts_of(self, sayings: Iterable[_Saying], *, is_amount: bool = False) -> list[Fact]:
        """The facts of places that say one thing in several ways, in the order of the trace."""
        said = [(place, text, unit) for places, text, unit in sayings for place in places]
        said.sort(key=itemgetter(0))
        return [
            self._fact(place, text, unit, is_amount=is_amount)
            for place, text, unit in said[:MOST_FACTS]
        ]

    def _fact(self, place: int, text: str, unit: str | None, *, is_amount: bool) -> Fact:
        at = bisect_right(self._begins, place) - 1
        base, record = self._holders[at]
        if record is None:
            return base._replace(text=text, unit=unit)
        field = record.fields[place - self._begins[at]][0]
        if unit is None and is_amount:
            unit = self._beside(record, field) or currency_of(record)
        return Fact(base.step, base.speaker, base.fault, text, unit, record, field, base.document)


def _step_of(holder: _Holder) -> int:
    return holder[0].step
