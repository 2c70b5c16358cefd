"""Sections that answers refer to by number: `Section 7.4.3`, `Art. 9`, `\u00a7 12`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Section", "is_section_number", "sections_in"]

_WORD = (
    r"(?:\b(?P<word>sections?|sec\.|articles?|art\.|clauses?|chapters?|rules?|paragraphs?|annex|appendix|schedule"
    r"|abschnitt|ziffer|artikel|kapitel|art\u00edculo|cl\u00e1usula|articolo|artigo|punkt)|(?P<sign>\u00a7))\s?"
)
_SECTION = re.compile(
    rf"{_WORD}(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}})(?![\w]|\.\d)", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_WORD}\Z", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|any|keine?n?|aucune?|ning\u00fan|ninguna|nessuna?|nenhuma?|geen)\s\Z", re.IGNORECASE
)
_LONGEST = 16


class Section(NamedTuple):
    """A section that is referred to.

    Attributes:
        written: As written.
        start: Where in the text.
        word: What it is called, in lower case: `section`, `art.`, `\u00a7`.
        number: Its number.
    """

    written: str
    start: int
    word: str
    number: str

    def stands_in(self, text: str) -> bool:
        """Whether a text has its number at all."""
        return re.search(rf"(?<![\w.]){re.escape(self.number)}(?!\w|\.\d)", text) is not None

    def others(self, text: str) -> list[str]:
        """The numbers of the sections that a text in lower case is divided into, at the same depth."""
        above, dot, _ = self.number.rpartition(".")
        pattern = (
            rf"(?<![\w.])({re.escape(above)}\.\d{{1,3}})(?!\w|\.\d)" if dot
            else rf"(?:(?<!\w){re.escape(self.word[:3])}\w{{0,8}}\.?\s?|^[#\s*]{{0,8}})(\d{{1,3}})(?=\.?\s)"
        )  # fmt: skip
        return list(dict.fromkeys(re.findall(pattern, text, re.MULTILINE)))


def sections_in(text: str) -> Iterator[Section]:
    """The sections that a text refers to, but those of which it says that there is none.

    Example:
        >>> [each.number for each in sections_in("See Section 7.4.3 and \u00a7 12.")]
        ['7.4.3', '12']
    """
    for match in _SECTION.finditer(text):
        if _DENIED.search(text[max(0, match.start() - _LONGEST) : match.start()]) is not None:
            continue
        word = (match["word"] or match["sign"]).lower()
        yield Section(match[0], match.start(), word, match["number"])


def is_section_number(text: str, at: int) -> bool:
    """Whether what stands at a place is the number of a section."""
    return _BEFORE.search(text[max(0, at - _LONGEST) : at]) is not None
