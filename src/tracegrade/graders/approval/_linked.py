"""Values that nobody was shown, but that only one record of what was shown can have meant.

Somebody who reads "the card ending in 7447" or "the 11:00 flight for $120" was not shown the id of the
card or of the flight, and yet agreed to exactly that one: an earlier result holds a record with the id
beside what was shown, and no other record fits what was shown as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade.graph.values import forms_of, is_telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.graders.approval._shown import Shown
    from tracegrade.graph.values import Content, Contents, Form, Record, Speaker
    from tracegrade.model import Trace

__all__ = ["LinkedRecords"]

_FEWEST_RARE = 2  # rare fields that have to be shown together, unless one is unique
_RARE = 3  # records that may hold a rare value, at least
_RARE_SHARE = 0.05
_MOST_RECORDS = 20_000
_MOST_RIVALS = 200


class _Linkable:
    """One record of a result, with the fields of the objects inside it."""

    __slots__ = ("fields", "shape", "step")

    def __init__(self, step: int, record: Record) -> None:
        self.step = step
        self.shape = record.shape
        self.fields: list[tuple[str, Any, tuple[Form, ...]]] = []

    def add(self, fields: list[tuple[str, Any]], contents: Contents) -> None:
        self.fields += [(name, value, contents.forms(value)) for name, value in fields]


class LinkedRecords:
    """The records in the results of a trace, by the values that they hold."""

    def __init__(self, trace: Trace, is_trusted: Callable[[Speaker], bool]) -> None:
        self._records: list[_Linkable] = []
        self._holding: dict[Form, list[int]] = {}
        contents = trace.graph().contents
        for each in contents.all:
            if each.statement.speaker.kind == "tool" and is_trusted(each.statement.speaker):
                self._add(each, contents)
        self._steps = [record.step for record in self._records]

    def means(self, value: Any, shown: Shown, before: int) -> bool | None:
        """Whether what was shown can only have meant the record that holds a value.

        `None` where it may have meant it, and another record fits as well.
        """
        total = bisect_left(self._steps, before)
        if not total or not is_telling(value):
            return False
        places = dict.fromkeys(at for form in forms_of(value) for at in self._holding.get(form, ()))
        answers = {self._links(at, value, shown, total) for at in places if at < total}
        if True in answers:
            return True
        return None if None in answers else False

    def _add(self, content: Content, contents: Contents) -> None:
        made: dict[int, _Linkable] = {}
        for record in content.records:
            if len(self._records) >= _MOST_RECORDS:
                return
            linkable = _Linkable(content.statement.step, record)
            linkable.add(record.fields, contents)
            made[id(record)] = linkable
            number = len(self._records)
            self._records.append(linkable)
            parent = made.get(id(record.parent)) if record.parent is not None else None
            if parent is not None and record.path and isinstance(record.path[-1], str):
                parent.add(record.fields, contents)
            for form in {form for _, _, forms in linkable.fields for form in forms}:
                self._holding.setdefault(form, []).append(number)

    def _links(self, at: int, value: Any, shown: Shown, total: int) -> bool | None:
        record = self._records[at]
        mine = {*forms_of(value)}
        others = [field for field in record.fields if not mine.intersection(field[2])]
        seen = [(name, forms) for name, item, forms in others if _is_shown(shown, name, item)]
        limit = max(_RARE, _RARE_SHARE * total)
        counted = [(self._frequency(forms, total), _is_particular(forms)) for _, forms in seen]
        rare = [is_particular for count, is_particular in counted if count <= limit]
        if (1, True) not in counted and not (len(rare) >= _FEWEST_RARE and True in rare):
            return False
        return True if self._is_best(record, mine, len(seen), shown, total) else None

    def _frequency(self, forms: tuple[Form, ...], total: int) -> int:
        counts = [bisect_left(self._holding.get(form, []), total) for form in forms]
        return min(counts, default=total)

    def _is_best(
        self, record: _Linkable, mine: set[Form], matches: int, shown: Shown, total: int
    ) -> bool:
        """Whether no other record of the same shape fits what was shown as well."""
        rivals = [
            other
            for other in self._records[:total]
            if other is not record and other.shape == record.shape
        ]
        for rival in rivals[:_MOST_RIVALS]:
            if any(mine.intersection(forms) for _, _, forms in rival.fields):
                continue
            fit = Counter(_is_shown(shown, name, item) for name, item, _ in rival.fields)
            if fit[True] >= matches:
                return False
        return True


def _is_particular(forms: tuple[Form, ...]) -> bool:
    """Whether a value is a number, an id or the like: words and dates are shared by too many."""
    kinds = {kind for kind, _ in forms}
    if kinds & {"date", "time"}:
        return False
    return "number" in kinds or any(sign.isdigit() for _, key in forms for sign in str(key))


def _is_shown(shown: Shown, name: str, value: Any) -> bool:
    return is_telling(value) and shown.holds(value, name)
