"""Japanese and Chinese texts: amounts and dates as they are written there, and no blanks around numbers."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["Eastern", "eastern_in", "is_eastern", "spaced"]

_LETTERS = r"\u3001-\u30ff\u3400-\u9fff\uff08\uff09\uff0c\uff1a\uff1b\uff5e"
_EAST = re.compile(rf"[{_LETTERS}]")
_WIDE = str.maketrans(
    {0xFF10 + digit: str(digit) for digit in range(10)}
    | {0xFF0E: ".", 0xFF05: "%", 0xFFE5: "\u00a5"}
)
_SCALES = {"\u5343": 1000, "\u4e07": 10**4, "\u5104": 10**8, "\u5146": 10**12}
_NUMBER = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?"
_PATTERN = re.compile(
    rf"(?P<date>(?:(?<!\d)\d{{4}}\u5e74)?(?<!\d)\d{{1,2}}\u6708\d{{1,2}}\u65e5)"
    rf"|(?P<time>(?<!\d)\d{{1,2}}\u6642(?!\u9593)(?:\d{{1,2}}\u5206)?)"
    rf"|(?P<duration>(?<![\d.,]){_NUMBER}(?:\u6642\u9593|\u5206\u9593|\u65e5\u9593|\u9031\u9593|\u79d2))"
    rf"|(?P<amount>(?<![\d.,])(?:{_NUMBER}[\u5343\u4e07\u5104\u5146]){{1,4}}(?:{_NUMBER})?\u5186?|(?<![\d.,]){_NUMBER}\u5186)"
)
_PART = re.compile(rf"({_NUMBER})([\u5343\u4e07\u5104\u5146]?)")
_LENGTHS = {
    "\u6642\u9593": "h", "\u5206\u9593": "min", "\u65e5\u9593": "days", "\u9031\u9593": "weeks", "\u79d2": "s",
}  # fmt: skip
_NUMBERS = re.compile(r"\d{1,15}")

Eastern = tuple[str, str, int, tuple[object, ...], str | None]
"""Kind, spelling, place, keys and unit of a particular."""


def is_eastern(text: str) -> bool:
    """Whether a text has Japanese or Chinese letters in it.

    Example:
        >>> is_eastern("148 St\u00fcck"), is_eastern("148\u500b")
        (False, True)
    """
    return not text.isascii() and _EAST.search(text) is not None


def eastern_in(text: str) -> list[Eastern]:
    """The dates, times, lengths of time and amounts that a text writes with such letters.

    Example:
        >>> [(kind, keys) for kind, _, _, keys, _ in eastern_in("2025\u5e747\u670818\u65e5")]
        [('date', ((2025, 7, 18),))]
    """
    found: list[Eastern] = []
    for match in _PATTERN.finditer(text.translate(_WIDE)):
        kind, written = match.lastgroup, match[0]
        numbers = [int(digits) for digits in _NUMBERS.findall(written)]
        if kind == "date":
            year = numbers[0] if len(numbers) > 2 else None
            if 1 <= numbers[-2] <= 12:
                key = (year, numbers[-2], numbers[-1])
                found.append(("date", written, match.start(), (key,), None))
        elif kind == "time":
            minute = numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
            keys = (minute, minute + 720) if numbers[0] < 12 else (minute,)
            found.append(("time", written, match.start(), keys, None))
        else:
            found.append(_amount(written, match.start()))
    return found


def _amount(written: str, start: int) -> Eastern:
    """An amount of money, a length of time or a number in tens of thousands."""
    parts = _PART.findall(written)
    value = sum(
        (Decimal(number.replace(",", "")) * _SCALES.get(scale, 1) for number, scale in parts),
        Decimal(),
    )
    unit = next((name for ending, name in _LENGTHS.items() if written.endswith(ending)), None)
    if unit is not None:
        return "duration", written, start, (value,), unit
    is_money = written.endswith("\u5186")
    return "money" if is_money else "number", written, start, (value,), "JPY" if is_money else None


def spaced(text: str, found: list[Eastern]) -> str:
    """A text with what was found and its letters blanked out, every position kept."""
    text = text.translate(_WIDE)
    parts: list[str] = []
    at = 0
    for _, written, start, _, _ in found:
        parts += [text[at:start], " " * len(written)]
        at = start + len(written)
    return _EAST.sub(" ", "".join((*parts, text[at:])))
