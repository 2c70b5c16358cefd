"""Versions and addresses of machines (`0.8.13`, `10.0.4.7`) that are a slip of one that a source has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._misspelled import is_slip
from tracegrade.graders.evidence._moods import is_negated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Dotted"]

_DOTTED = re.compile(r"(?<![\w.,])v?(\d{1,5}(?:\.\d{1,5}){2,3})(?!\w|[.,]\d)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")  # an amount, or a day
_LARGEST = 200_000  # characters of a text
_MOST_TEXTS = 400
_MOST = 50


class Dotted:
    """Checks the versions and addresses in one answer.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._held: dict[str, int] | None = None
        self._sought = 0

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of each that only differs by a slip from one that results have."""
        if sentence.mood is not None or "." not in sentence.text or is_negated(sentence.text):
            return
        for match in _DOTTED.finditer(sentence.text):
            said = match[1]
            self._sought += 1
            if _GROUPED.fullmatch(said) or self._sought > _MOST or said in self._known():
                continue
            text = self._claims.text
            near = [each for each in self._known() if is_slip(said, each) and each not in text]
            if len(near) == 1 and said.count(".") == near[0].count("."):
                yield Check("code", said, sentence.start + match.start(1), "contradicted", self._known()[near[0]],
                            code="E02", message=f"says {said!r}, where a source has {near[0]!r}",
                            expected=near[0], also=("E01",))  # fmt: skip

    def _known(self) -> dict[str, int]:
        """Each that a source before the answer has, with its step."""
        if self._held is None:
            passages = [each for each in self._store.passages if each.step < self._before]
            self._held = {
                match[1]: each.step for each in passages[-_MOST_TEXTS:]
                for match in _DOTTED.finditer(each.text, 0, _LARGEST)
            }  # fmt: skip
        return self._held
