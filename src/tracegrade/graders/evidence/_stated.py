"""What texts and leaves of results state, as keys under which it is found again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graph.values import normalized, particulars_in, unit_named, unit_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graph.values import Particular, Unit

__all__ = [
    "LONGEST_NAME", "Key", "Stated", "keys_of", "stated_by_number", "stated_by_text", "stated_in",
]  # fmt: skip

LONGEST_NAME = 80
"""Characters of a text that may name a thing."""

Key = tuple[str, object]
"""Kind of what is stated, and its canonical form."""

Stated = tuple[Key, str, str | None]
"""Key, spelling, and unit if one is written."""

_MINOR = frozenset(("cents", "cent", "pence", "minor"))
_MOMENTS = frozenset(
    ("at", "time", "timestamp", "created", "updated", "modified", "date", "expires", "expiry", "epoch",
     "exp", "iat", "since", "until", "start", "end", "due", "ts")
)  # fmt: skip
_FIRST_MOMENT = 10**9  # seconds: the year 2001
_LAST_MOMENT = 4 * 10**9
_DEEPEST_SITE = 8  # folders of a URL that count as its site
_DEGREES = re.compile(r"\d{1,3}(?:\.\d)?[CF]")
_DIGIT_RUN = re.compile(r"\d{4,40}")
_HAS_SIGNS = re.compile(r"[\d@\[]|://")
_TOKEN = re.compile(r"[A-Za-z_]{1,40}[-_]?\d{1,20}[A-Za-z]{0,20}")
_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def stated_by_text(value: str) -> list[Stated]:
    """What a text that is a leaf of a result states; the commonest shapes the short way."""
    whole: list[Stated] = []
    if len(value) <= LONGEST_NAME:
        whole.append((("text", normalized(value)), value, None))
        date = _ISO_DATE.fullmatch(value)
        if date is not None:
            year, month, day = int(date[1]), int(date[2]), int(date[3])
            return [
                *whole,
                (("date", (year, month, day)), value, None),
                (("any year", (month, day)), value, None),
            ]
        if _TOKEN.fullmatch(value) and value[:3].lower() not in _MONTHS:
            return [*whole, (("token", value), value, None), *_runs(value)]
    if _HAS_SIGNS.search(value) is None:
        return whole
    return [*whole, *stated_in(value)]


def stated_by_number(name: str, value: float) -> list[Stated]:
    """What a number states in a field with this name, which may name its unit."""
    text = str(value)
    number = abs(Decimal(text))
    if not number.is_finite():
        return []
    unit, label = _unit_of(name)
    found: list[Stated] = [(("number", number), text, label)]
    if unit is not None:
        found.append(((unit.measures, unit.base(number)), text, label))
    words = set(field_words(name))
    if words & _MINOR:
        found.append((("number", number / 100), text, label))
    if isinstance(value, int) and number > _FIRST_MOMENT and words & _MOMENTS:
        found += _moment(number, text)
    if isinstance(value, int) and number > 999:
        found += _runs(text)
    return found


def _moment(number: Decimal, text: str) -> list[Stated]:
    """The day and time of a number of seconds, or milliseconds, since 1970."""
    seconds = int(number) if number < _FIRST_MOMENT * 10 else int(number) // 1000
    if seconds > _LAST_MOMENT:
        return []
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    day, minutes = (moment.year, moment.month, moment.day), moment.hour * 60 + moment.minute
    return [
        (("date", day), text, None),
        (("any year", day[1:]), text, None),
        (("time", minutes), text, None),
    ]


@lru_cache(maxsize=4096)
def _unit_of(name: str) -> tuple[Unit | None, str | None]:
    unit = unit_of_field(name)
    if unit is None:
        return (None, None)
    label = name.replace("-", "_").lower().split("_")[-1]
    return (unit, label if unit_named(label) == unit else f"\u00b0{label}")


def stated_in(text: str) -> Iterator[Stated]:
    """Everything that a text states, in order."""
    for found in particulars_in(text):
        for key in keys_of(found):
            yield key, found.text, found.unit
            if key[0] == "date" and isinstance(key[1], tuple) and key[1][0] is not None:
                yield ("any year", key[1][1:]), found.text, None
        if found.kind in ("id", "code", "word", "number", "suffix", "citation"):
            yield from _runs(found.text)
        if found.kind == "word" and _DEGREES.fullmatch(found.text):
            yield from _warmth(found.text)
        if found.kind == "url":
            yield from _sites(str(found.keys[0]), found.text)


def _runs(text: str) -> Iterator[Stated]:
    """The runs of digits in a text, of which an answer may give the last."""
    for run in _DIGIT_RUN.findall(text):
        yield ("run", run), text, None


def _warmth(text: str) -> Iterator[Stated]:
    """The temperature that `22C` may be."""
    unit = unit_named(f"\u00b0{text[-1]}")
    assert unit is not None
    number = Decimal(text[:-1])
    yield ("number", number), text, None
    yield (unit.measures, unit.base(number)), text, None


def _sites(url: str, text: str) -> Iterator[Stated]:
    """A page makes the folders above it known."""
    for _ in range(_DEEPEST_SITE):
        url, slash, _ = url.rpartition("/")
        if not slash:
            return
        yield ("site", url), text, None


def keys_of(found: Particular) -> list[Key]:
    """The canonical forms of a particular, with what it measures."""
    if found.value is not None:
        keys: list[Key] = [("number", key) for key in found.keys]
        if found.kind in ("quantity", "duration") and found.unit is not None:
            unit = unit_named(found.unit)
            if unit is not None:
                keys.append((unit.measures, unit.base(found.value)))
        return keys
    if found.kind in ("id", "code", "word"):
        return [("token", found.text)]
    if found.kind == "citation":
        return [("token", found.text.strip("[]")), ("citation", found.keys[0])]
    return [(found.kind, key) for key in found.keys]
