"""What texts and leaves of results state, as keys under which it is found again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._grouping import with_joined
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._listed_sizes import listed_size
from tracegrade.graph.values import shape_of, unit_label_of_field, unit_named, unit_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graph.values import Contents, Particular, Unit

__all__ = [
    "LONGEST_NAME",
    "Key",
    "Stated",
    "keys_of",
    "stated_by",
    "stated_by_number",
    "stated_by_text",
]  # fmt: skip

LONGEST_NAME = 80
"""Characters of a text that may name a thing."""

Key = tuple[str, object]
"""Family of what is stated, and its canonical form; of the family `runs`, a text with digits of
which an answer may give the last."""

Stated = tuple[tuple[Key, ...], str, str | None]
"""Keys of what one spelling states, the spelling, and the unit if one is written."""

_MINOR = frozenset(("cents", "cent", "pence", "minor"))
_MOMENTS = frozenset(
    ("at", "time", "timestamp", "created", "updated", "modified", "date", "expires", "expiry", "epoch",
     "exp", "iat", "since", "until", "start", "end", "due", "ts")
)  # fmt: skip
_FIRST_MOMENT = 10**9  # seconds: the year 2001
_LAST_MOMENT = 4 * 10**9
_DEEPEST_SITE = 8  # folders of a URL that count as its site
_DEGREES = re.compile(r"\d{1,3}(?:\.\d)?[CF]")
_ISO_DURATION = re.compile(
    r"P(?=\w\w)(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?"
)
_COMPACT_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:\d{2})?Z?")
_DECIMAL_COMMA = re.compile(r"\d{1,9},\d{1,12}")
_LETTERS_OF_SIZES = tuple("kKMGTPBi")
_WITH_RUNS = frozenset(("id", "code", "word", "number", "suffix", "citation"))


def stated_by_text(value: str, contents: Contents) -> list[Stated]:
    """What a text that is a leaf of a result states, itself included if it is short."""
    whole = (("text", contents.normal(value)),) if len(value) <= LONGEST_NAME else ()
    shape = shape_of(value)
    if shape == "words":
        return [(whole, value, None)]
    if shape == "token":
        stated: list[Stated] = [((*whole, ("token", value), ("runs", value)), value, None)]
        return stated if value[0] != "P" else [*stated, *_iso_duration(value)]
    if shape == "date":
        day = (int(value[:4]), int(value[5:7]), int(value[8:]))
        return [((*whole, ("date", day)), value, None)]
    found = with_joined(contents.particulars(value), value)
    stated = [stating for each in found for stating in stated_by(each)]
    return [(whole, value, None), *stated]


def stated_by_number(name: str, value: float) -> list[Stated]:
    """What a number states in a field with this name, which may name its unit."""
    text = str(value)
    number = abs(Decimal(text))
    if not number.is_finite():
        return []
    named = _field_named(name)
    unit = named.unit
    keys: list[Key] = [("number", number)]
    if unit is not None:
        keys.append((unit.measures, unit.base(number)))
    if named.is_minor:
        keys.append(("number", number / 100))
    found: list[Stated] = [(tuple(keys), text, named.label)]
    if isinstance(value, int) and abs(value) > 999:
        if named.is_moment and number > _FIRST_MOMENT:
            found += _moment(number, text)
        found.append(((("runs", text),), text, None))
    return found


class _FieldName(NamedTuple):
    """What the name of a field says of numbers in it.

    Attributes:
        unit: What they are measured in, if it says so.
        label: Name of the unit.
        is_minor: Whether they are hundredths.
        is_moment: Whether they may be seconds since 1970.
    """

    unit: Unit | None
    label: str | None
    is_minor: bool
    is_moment: bool


@lru_cache(maxsize=4096)
def _field_named(name: str) -> _FieldName:
    words = set(field_words(name))
    unit, label = unit_of_field(name), unit_label_of_field(name)
    return _FieldName(unit, label, bool(words & _MINOR), bool(words & _MOMENTS))


def _moment(number: Decimal, text: str) -> list[Stated]:
    """The day and time of a number of seconds, or milliseconds, since 1970."""
    seconds = int(number) if number < _FIRST_MOMENT * 10 else int(number) // 1000
    if seconds > _LAST_MOMENT:
        return []
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    day, minutes = (moment.year, moment.month, moment.day), moment.hour * 60 + moment.minute
    return [((("date", day), ("time", minutes)), text, None)]


def stated_by(found: Particular) -> Iterator[Stated]:
    """What a particular states, in order."""
    keys = [*keys_of(found), *_sizes_listed(found.text)]
    yield tuple(keys), found.text, "%" if found.kind == "percent" else found.unit
    if found.kind in _WITH_RUNS:
        yield (("runs", found.text),), found.text, None
        yield from _iso_duration(found.text)
        yield from _compact_moment(found.text)
    if found.kind == "number" and _DECIMAL_COMMA.fullmatch(found.text):
        # `12,34` may as well be two cells of a row
        yield from (((("number", Decimal(part)),), part, None) for part in found.text.split(","))
    if found.kind == "word" and _DEGREES.fullmatch(found.text):
        yield from _warmth(found.text)
    if found.kind == "url":
        yield from _sites(str(found.keys[0]), found.text)


def _sizes_listed(text: str) -> list[Key]:
    """How many bytes `734M` may be."""
    sizes = listed_size(text) if text[-1:] in _LETTERS_OF_SIZES else None
    return [("data", size) for size in sizes or ()]


def _iso_duration(text: str) -> list[Stated]:
    """The length of time that `PT2H45M` is."""
    match = _ISO_DURATION.fullmatch(text) if text[0] == "P" else None
    if match is None:
        return []
    sizes = zip(match.groups(), ("day", "h", "min", "s"), strict=True)
    known = [(Decimal(size), unit_named(name)) for size, name in sizes if size is not None]
    total = sum((unit.base(size) for size, unit in known if unit is not None), Decimal())
    return [((("duration", total),), text, None)]


def _compact_moment(text: str) -> list[Stated]:
    """The day and time that `20250612T143000Z` is, as calendars write it."""
    match = _COMPACT_MOMENT.fullmatch(text) if text[8:9] == "T" else None
    if match is None:
        return []
    year, month, day, hour, minute = map(int, match.groups())
    return [((("date", (year, month, day)), ("time", hour * 60 + minute)), text, None)]


def _warmth(text: str) -> Iterator[Stated]:
    """The temperature that `22C` may be."""
    unit = unit_named(f"\u00b0{text[-1]}")
    assert unit is not None
    number = Decimal(text[:-1])
    yield (("number", number), (unit.measures, unit.base(number))), text, None


def _sites(url: str, text: str) -> Iterator[Stated]:
    """A page makes the folders above it known."""
    for _ in range(_DEEPEST_SITE):
        url, slash, _ = url.rpartition("/")
        if not slash:
            return
        yield (("site", url),), text, None


def keys_of(found: Particular) -> list[Key]:
    """The canonical forms of a particular, with what it measures."""
    if found.value is not None:
        keys: list[Key] = [("number", key) for key in found.keys]
        if found.kind in ("quantity", "duration") and found.unit is not None:
            unit = unit_named(found.unit)
            if unit is not None:
                sizes = (unit.base(key) for key in found.keys if isinstance(key, Decimal))
                keys += [(unit.measures, size) for size in sizes]
        elif found.kind == "percent":
            keys.append(("share", found.value))
        return keys
    if found.kind in ("id", "code", "word"):
        return [("token", found.text)]
    if found.kind == "citation":
        return [("token", found.text.strip("[]")), ("citation", found.keys[0])]
    return [(found.kind, key) for key in found.keys]
