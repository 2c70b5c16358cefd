"""Exact things that no single particular is: telephone numbers, and files said to be somewhere."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._grouping import is_set_apart
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._seen import Seen
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Spelled"]

_TELEPHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+\d{1,3}[ -]?)?(?:\(\d{1,5}\)[ -]?)?\d{2,5}(?:[ -]\d{2,5}){1,4}(?![\w/:-]|[.,]\d)"
)
_SPEAKS_OF_CALLING = re.compile(
    r"\b(?:(?:tele)?phones?|tel|call|fax|dial|hotline|mobile|whatsapp|ring|number)\b", re.IGNORECASE
)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_RANGE = re.compile(r"(\d{2,5})[ -](\d{2,5})")
_PLACED = re.compile(
    r"\b(?:in|at|from|inside|under|see|of|file|module)\s[`'\"(*\s]{0,4}\Z", re.IGNORECASE
)
_MAKING = re.compile(
    r"\b(?:add\w*|creat\w*|put\w*|sav\w*|writ\w*|wrote|plac\w*|mov\w*|cop\w*|new|example|run\w*|paste\w*|nam\w*"
    r"|like|generat\w*|export\w*|upload\w*|not|no)\b",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 24
_MOST_SOUGHT = 20
_MOST_TEXTS = 60
_LARGEST_TEXT = 20_000
_OTHERS = ("date", "time", "money", "percent", "quantity", "duration", "id", "url", "email", "path")
_READING = frozenset(("read",))


class Spelled:
    """Checks the telephone numbers and the places of files in one answer.

    Args:
        store: The evidence.
        before: Position of the answer; evidence lies before it.
        seen: What was seen before it.
    """

    def __init__(self, store: EvidenceStore, before: int, seen: Seen) -> None:
        self._store = store
        self._before = before
        self._calls = [call for call in store.calls if call.step < before]
        self._sought = 0
        self._seen = seen
        self._telephone: str | None = None
        self._only_reads = bool(self._calls) and all(map(_only_reads, self._calls))

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the evidence says of each in a sentence that asserts something."""
        if sentence.mood is not None or not self._calls:
            return
        yield from self._telephones(sentence)
        if self._only_reads:
            yield from self._files(sentence)

    def _telephones(self, sentence: Sentence) -> Iterator[Check]:
        taken = [
            range(each.start - sentence.start, each.end - sentence.start)
            for each in sentence.stated if each.kind in _OTHERS
        ]  # fmt: skip
        for match in _TELEPHONE.finditer(sentence.text):
            is_one = (
                match[0].startswith("+") or _SPEAKS_OF_CALLING.search(sentence.text) is not None
            )
            if not _is_long(match[0]) or not is_one or _is_range(match[0]):
                continue
            if any(match.start() in each or match.end() - 1 in each for each in taken):
                continue
            self._sought += 1
            if self._sought > _MOST_SOUGHT:
                return
            start, texts = sentence.start + match.start(), self._texts()
            if is_set_apart(match[0].lstrip("+"), texts):
                yield Check("id", match[0], start, "grounded", note="with blanks or dashes in it")
            elif other := self._other_telephone():
                yield Check(
                    "id",
                    match[0],
                    start,
                    "floating",
                    code="E01",
                    also=("E02", "E03"),
                    expected=other,
                )

    def _other_telephone(self) -> str | None:
        """A telephone number that the evidence holds: without any, the answer may know its own."""
        if self._telephone is None:
            found = (
                _TELEPHONE.search(text, 0, _LARGEST_TEXT)
                for text in islice(self._texts(), _MOST_TEXTS)
            )
            self._telephone = next(
                (match[0] for match in found if match and _is_long(match[0])), ""
            )
        return self._telephone or None

    def _texts(self) -> Iterator[str]:
        return (each.text for each in self._store.passages if each.step < self._before)

    def _files(self, sentence: Sentence) -> Iterator[Check]:
        """Files that something is said to stand in, though nothing the agent saw names them."""
        if _MAKING.search(sentence.text) is not None:
            return
        for each in sentence.stated:
            if each.kind != "path" or "/" not in each.text.strip("/"):
                continue
            at = each.start - sentence.start
            before = sentence.text[max(0, at - _LONGEST_BEFORE) : at]
            if _PLACED.search(before) is None:
                continue
            name = each.text.rstrip("/").rsplit("/", 1)[-1].lower()
            if "." in name and name not in self._seen.everything:
                yield Check("path", each.text, each.start, "fabricated", code="E03", also=("E01",))


def _only_reads(call: Call) -> bool:
    """Whether a call can have made no file: it is called a read, or after a thing."""
    return effect_classes(call.tool) <= _READING


def _is_long(text: str) -> bool:
    return _FEWEST_DIGITS <= sum(letter.isdigit() for letter in text) <= _MOST_DIGITS


def _is_range(text: str) -> bool:
    match = _RANGE.fullmatch(text)
    return match is not None and len(match[1]) == len(match[2]) and match[1] < match[2]
