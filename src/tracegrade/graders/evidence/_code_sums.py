"""Sums that a block of code spells out, alone in their line: `3 * 129.00 + 15.00 = 402.00 EUR`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._arithmetic import sums_of
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._claims import Sentence
from tracegrade.graders.evidence._grouping import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sums_in_code"]

_FENCE = re.compile(r"^[ \t]{0,6}(?:```|~~~)", re.MULTILINE)
_SIGN = r"[$\u20ac\u00a3\u00a5%]"
_WORD = r"[^\W\d_]{1,14}"
_EQUATION = re.compile(
    rf"\s{{0,20}}(?:{_WORD}(?:\s{_WORD}){{0,3}}\s{{0,20}}[:=]\s)?[\s()]{{0,20}}"
    rf"(?:(?:{_SIGN}|\d|[.,'\s()+*/\u00d7\u00f7\u00b7\u2212-]|(?<=[\d\s])(?:x|{_WORD})(?=\s)){{3,200}})"
    rf"=\s{{0,10}}(?:[A-Z]{{3}}\s)?{_SIGN}?\s?\d[\d.,' ]{{0,20}}(?:\s?(?:{_SIGN}|{_WORD}))?\s{{0,20}}"
)
_LONGEST = 240  # characters of a line
_MOST_LINES = 400
_MOST_SIGNS = 2  # of equality: `total = 3 * 40 = 120`
_DATED = re.compile(r"\d[-:]\d")  # a day, a time or a range


def sums_in_code(answer: str) -> Iterator[Check]:
    r"""A fault of each line of a block of code that is a sum and does not come out.

    Example:
        >>> [each.expected for each in sums_in_code("```\n3 * 129.00 + 15.00 = 457.00 EUR\n```")]
        ['402']
    """
    if "=" not in answer:
        return
    for line, start in _lines_of_code(answer):
        if len(line) > _LONGEST or not 1 <= line.count("=") <= _MOST_SIGNS or _DATED.search(line):
            continue
        if _EQUATION.fullmatch(line) is not None:
            sentence = Sentence(line, 0)
            sentence.stated = list(grouped(line))
            for each in sums_of(sentence).values():
                if not each.is_right and not each.in_words:
                    right = f"{format(round(each.right, 4).normalize(), 'f')}{each.suffix}"
                    message = f"{each.expression[:80]} is {right}, not {each.said[:40]}"
                    yield Check("number", each.said, start + each.start, "contradicted", code="E07",
                                note=each.expression, expected=right, message=message,
                                also=("E01",))  # fmt: skip


def _lines_of_code(answer: str) -> Iterator[tuple[str, int]]:
    """The lines inside of fences, with where they begin."""
    fences = [match.start() for match in _FENCE.finditer(answer)]
    seen = 0
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        at = answer.find("\n", opening) + 1
        while 0 < at < closing and seen < _MOST_LINES:
            end = answer.find("\n", at)
            yield answer[at:end], at
            at, seen = end + 1, seen + 1
