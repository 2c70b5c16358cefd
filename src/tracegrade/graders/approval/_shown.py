"""What somebody was shown: do some texts state a value, in any of its spellings?"""

from __future__ import annotations

import re
from typing import Any

from tracegrade.graph.values import Form, forms_of, normalized, particulars_in, stated_forms

__all__ = ["Shown", "is_name", "words_of_name"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SMALL_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_SHORTEST_SUFFIX = 4
_NEAR = 25  # characters on each side of a number in which the name of its field may stand
_BEFORE = 16  # characters before a name in which the name of its field stands
_NAME = re.compile(
    r"(?<![\w.$\u20ac\u00a3-])(?=[\w-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z0-9][\w-]{3,}(?![\w-])"
)
"""Letters with digits, as in codes of bookings; a number alone may be anything."""

_MOST_CHARACTERS = 200_000  # of the texts that are read


def words_of_name(name: str) -> list[str]:
    """The words of a tool's or field's name, in lower case.

    Example:
        >>> words_of_name("orderId"), words_of_name("send_email")
        (['order', 'id'], ['send', 'email'])
    """
    return [word.lower() for word in _WORD.findall(name)]


def is_name(value: str) -> bool:
    """Whether a text is a code of letters and digits, as bookings and orders have them.

    Example:
        >>> is_name("KX-204"), is_name("2026-03-01"), is_name("economy"), is_name("4411")
        (True, False, False, False)
    """
    return _NAME.fullmatch(value) is not None


class Shown:
    """Some texts, and what they state.

    Example:
        >>> shown = Shown("Refund $250.00 for order A-1001 to the card ending in 7447.")
        >>> shown.holds(250), shown.holds("A-1001"), shown.holds("credit_card_4417447"), shown.holds(25)
        (True, True, True, False)
    """

    __slots__ = ("_forms", "_suffixes", "normal", "whole")

    def __init__(self, *texts: str) -> None:
        whole = "\n".join(texts)[:_MOST_CHARACTERS]
        self.whole = whole
        self.normal = normalized(whole)
        self._forms: set[Form] = set(stated_forms(whole))
        self._suffixes = [str(form[1]) for form in self._forms if form[0] == "suffix"]

    def holds(self, value: Any, field: str = "") -> bool:
        """Whether a scalar is stated; one that says nothing by itself, with its field.

        Args:
            value: The scalar.
            field: Name of the field, for truths and the like: `insurance: "no"` is stated where
                insurance is spoken of.
        """
        if isinstance(value, bool) or value in ("yes", "no", "true", "false", None, ""):
            return self.speaks_of(field)
        if self._forms.intersection(forms_of(value)):
            return True
        if isinstance(value, int | float):
            return 0 <= value <= 12 and value == int(value) and self._counts(int(value))
        return self._has_words(value) or self._ends_in(value)

    def speaks_of(self, field: str) -> bool:
        """Whether some word of a field's name, long enough to mean something, stands in the texts."""
        return any(word[:6] in self.normal for word in words_of_name(field) if len(word) > 3)

    def numbers(self) -> list[Any]:
        """Every number that is stated."""
        return [form[1] for form in self._forms if form[0] == "number"]

    def numbers_near(self, words: list[str], *, money: bool = False) -> list[Any]:
        """The numbers that are stated of a field: beside the words of its name, or as money.

        Args:
            words: The words of the field's name.
            money: Whether the field is an amount: then amounts with a currency are what counts,
                and a lone number where there is none.
        """
        found = list(particulars_in(self.whole))
        if money:
            amounts = [each.value for each in found if each.kind == "money"]
            numbers = [each.value for each in found if each.value is not None]
            return list(dict.fromkeys(amounts or (numbers if len(numbers) == 1 else [])))
        long_words = [word[:6] for word in words if len(word) > 3]
        if not long_words:
            return []
        near = [
            each.value
            for each in found
            if each.value is not None
            and all(word in self._around(each.start, each.end) for word in long_words)
        ]
        return list(dict.fromkeys(near))

    def names_of(self, words: list[str]) -> list[str]:
        """The names with digits in them that are stated of a field: right after the words of its name.

        Example:
            >>> Shown("I can cancel booking KX-204 for you.").names_of(["booking"])
            ['KX-204']
        """
        long_words = [word[:6] for word in words if len(word) > 3]
        if not long_words:
            return []
        return [
            found[0]
            for found in _NAME.finditer(self.whole)
            if all(
                word in self.whole[max(0, found.start() - _BEFORE) : found.start()].lower()
                for word in long_words
            )
        ]

    def _around(self, start: int, end: int) -> str:
        return self.whole[max(0, start - _NEAR) : end + _NEAR].lower()

    def _counts(self, number: int) -> bool:
        return re.search(rf"(?<![\w.]){_SMALL_NUMBERS[number]}(?!\w)", self.normal) is not None

    def _has_words(self, value: str) -> bool:
        wanted = normalized(value)
        if not wanted:
            return False
        spelled = {wanted, re.sub(r"[_-]+", " ", value).lower().strip()}
        return any(
            re.search(rf"(?<!\w){re.escape(each)}(?!\w)", self.normal) for each in spelled if each
        )

    def _ends_in(self, value: str) -> bool:
        return any(
            len(suffix) >= _SHORTEST_SUFFIX and value.endswith(suffix) for suffix in self._suffixes
        )
