"""Names with digits of which an answer gives a part, or that stand in a name, a key or a formula: `UA0`, `PM2.5`, `C8`."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._encoded import minutes_in
from tracegrade.graders.evidence._grouping import is_set_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["how_it_stands_inside"]

_MOST_TEXTS = 200
_LARGEST_TEXT = 400_000
_REST = re.compile(r"[.,]\d{1,3}(?!\d)")
_SHORTEST_TAIL = 3
_LONGEST_NAME = 12
_TIMES_AS_LONG = 2
_LONGEST_WHOLE = 64
_MOST_HOLDING = 40
_REACH = 32
_GROUPS = re.compile(r"(?<!\w)[A-Z0-9]{2,6}(?: [A-Z0-9]{2,6}){2,9}(?!\w)")
_ENDS = re.compile(
    r"\b(?:ends?|ending|last|endet|endend|letzten?|finit|finissant|terminant|derniers?|termina\w*|acaba\w*|\u00faltimos?|ultim[eio]|eindigt|eindigend|laatste"
    r"|ko\u0144cz\w*|ostatni\w*|slutar|slutter)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\d.,])(\d{1,4})\s(?:to|zu|auf|\u00e0|sur|a|su|para|op|do|na)\s\Z")
_NAME_BEFORE = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")
_NAME_AFTER = re.compile(r"[A-Za-z0-9_-]{0,64}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]{1,500}")


def how_it_stands_inside(
    claim: Particular, answer: str, store: EvidenceStore, before: int
) -> str | None:
    """Where a name, a number or a time stands inside of something else that the evidence states."""
    if claim.kind == "time":
        texts = _texts(store, before)
        is_encoded = any(minutes in claim.keys for text in texts for minutes in minutes_in(text))
        return "in a code there" if is_encoded else None
    return _code(claim, answer, store, before) or _digits(claim, answer, store, before)


def _code(claim: Particular, answer: str, store: EvidenceStore, before: int) -> str | None:
    """Where a code or an id stands that no leaf or text states by itself, if it does."""
    if claim.kind not in ("code", "id"):
        return None
    rest = _REST.match(answer, claim.end)
    written = claim.text + (rest[0] if rest else "")
    texts = _texts(store, before)
    if any(written in text and _as_word(written).search(text) for text in texts):
        return "in a name or a formula there"
    if len(written) <= _LONGEST_NAME and any(_as_name(written).search(text) for text in texts):
        return "in a name there"
    if len(claim.text) < _SHORTEST_TAIL or rest:
        return None
    is_part = any(
        _is_part(claim.text, whole) for text in texts for whole in _around(claim.text, text)
    )
    return "a part of what is stated" if is_part else None


def _digits(claim: Particular, answer: str, store: EvidenceStore, before: int) -> str | None:
    """Where a whole number stands in something longer that the evidence states."""
    if claim.kind != "number" or not claim.text.isdigit():
        return None
    texts = _texts(store, before)
    if _is_group(claim, answer, texts):
        return "a group of what is stated"
    near = answer[max(0, claim.start - _REACH) : claim.start]
    if len(claim.text) >= _SHORTEST_TAIL and _ENDS.search(near) is not None:
        wholes = (whole for text in texts for whole in _around(claim.text, text))
        if any(whole.endswith(claim.text) and whole != claim.text for whole in wholes):
            return "the end of what is stated"
    ratio = _RATIO.search(near)
    if ratio is not None and any(f"{ratio[1]}:{claim.text}" in text for text in texts):
        return "of a ratio there"
    pattern = re.compile(rf"(?<![\w.,%]){claim.text}(?![\w%]|[.,]\d)")
    return "in an address there" if any(_is_in_address(pattern, text) for text in texts) else None


def _is_group(claim: Particular, answer: str, texts: list[str]) -> bool:
    """Whether a number is a group of digits of a long name written in groups: an account, a card."""
    start, end = max(0, claim.start - _LONGEST_WHOLE), claim.end + _LONGEST_WHOLE
    for match in _GROUPS.finditer(answer, start, end):
        if match.start() <= claim.start < match.end():
            return is_set_apart(match[0].replace(" ", ""), texts)
    return False


def _is_in_address(pattern: re.Pattern[str], text: str) -> bool:
    if "://" not in text:
        return False
    return any(
        pattern.search(match[0], match[0].index("://") + 3) for match in _ADDRESS.finditer(text)
    )


def _texts(store: EvidenceStore, before: int) -> list[str]:
    texts = (each.text[:_LARGEST_TEXT] for each in store.passages if each.step < before)
    return list(islice(texts, _MOST_TEXTS))


@lru_cache(maxsize=256)
def _as_word(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(written)}(?![A-Za-z0-9])")


@lru_cache(maxsize=256)
def _as_name(written: str) -> re.Pattern[str]:
    """The name of a field or a column, in any case and with what may stand between: `pm2_5`, `pm25`."""
    parts = [re.escape(letter) for letter in written if letter.isalnum()]
    name = r"(?<![A-Za-z0-9])" + "[._, -]?".join(parts) + r"(?![A-Za-z0-9])"
    return re.compile(
        rf"{name}(?=\w{{0,40}}\"?\s?[:=])|\A[^\n{{[]{{1,300}}?{name}[^\n]{{0,300}}\n", re.IGNORECASE
    )


def _around(part: str, text: str) -> Iterator[str]:
    """The longer names in a text that hold a part."""
    at = text.find(part)
    for _ in range(_MOST_HOLDING):
        if at < 0:
            return
        start, end = max(0, at - _LONGEST_WHOLE), at + len(part) + _LONGEST_WHOLE
        before, after = (
            _NAME_BEFORE.search(text[start:at]),
            _NAME_AFTER.match(text[at + len(part) : end]),
        )
        yield f"{before[0] if before else ''}{part}{after[0] if after else ''}"
        at = text.find(part, at + 1)


def _is_part(part: str, whole: str) -> bool:
    """Whether a part begins or ends what is much longer."""
    is_long = len(whole) >= _TIMES_AS_LONG * len(part) and any(map(str.isdigit, whole))
    return is_long and (whole.endswith(part) or whole.startswith(part))
