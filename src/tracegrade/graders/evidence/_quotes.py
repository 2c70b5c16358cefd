"""Quotes: are the words in the source, in that order, with nothing decisive left out?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._reservations import reserves
from tracegrade.graph.values import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["is_quoted_from", "is_spliced_from", "leaves_out_denial", "quoted_in", "resembles"]

_MARKS = re.compile(
    r"\"(?P<straight>[^\"\n]{12,2000})\"|\u201e(?P<low>[^\u201e\u201c\u201d\n]{12,2000})[\u201c\u201d]"
    r"|\u201c(?P<curly>[^\u201c\u201d\n]{12,2000})\u201d|\u00ab\s?(?P<pointed>[^\u00ab\u00bb\n]{12,2000})\u00bb"
    r"|\u00bb(?P<inward>[^\u00ab\u00bb\n]{12,2000})\u00ab"
    r"|(?<![\w'])'(?P<single>\w(?:[^'\n]|(?<=\w)'(?=\w)){10,2000})'(?!\w)"
    r"|\u2018(?P<fine>(?:[^\u2018\u2019\n]|(?<=\w)\u2019(?=\w)){12,2000})\u2019(?!\w)"
    r"|[\u300c\u300e](?P<corner>[^\u300c-\u300f\n]{6,2000})[\u300d\u300f]"
)
_FEWEST_WORDS = 4
_CAPITAL = re.compile(r"\[(\w{1,3})\](?=\w)")
_INSERTED = re.compile(r"\s?\[(?:sic!?|\d{1,3})\]|\s?\((?:sic!?)\)")
_REPLACED = re.compile(r"\[[^\[\]\n]{1,60}\]")
_FEWEST_SPLICED = 3  # words of a part around an ellipsis that no accident puts into a source
_ELLIPSIS = re.compile(r"\u2026|\.\.\.|\[\u2026\]|\[\.\.\.\]")
_DENIED = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|cannot|nicht|keine?[nmrs]?|nie|ohne|aucune?|jamais|sans|nunca|sin|n\u00e3o|sem|non|senza|nessun[oa]?"
    r"|niet|geen|nooit|zonder|bez|inte|aldrig|utan|ikke|uden)|n't)\s\Z"
)
_BEFORE = 12  # characters
_LARGEST_GAP = 400
_WORDS = 3  # words in a row that count as taken over


def quoted_in(text: str) -> Iterator[tuple[str, int]]:
    """What stands in quotation marks of any language, four words and more, and where.

    Example:
        >>> list(quoted_in("Laut Vertrag: \u201ezahlbar binnen drei Tagen\u201c."))
        [('zahlbar binnen drei Tagen', 14)]
    """
    for match in _MARKS.finditer(text):
        said = match[match.lastgroup or 0].strip()
        if match.lastgroup == "corner" or len(said.split()) >= _FEWEST_WORDS:
            yield said, match.start()


def is_quoted_from(quote: str, source: str, normal: str | None = None) -> bool:
    """Whether a quote stands in a source.

    Parts around an ellipsis have to come in order within one paragraph, at most 400 characters
    apart, with no negation in what is left out. What the quoting person put in brackets is no part
    of the quote: `[t]he` is `the`, `[the tenant]` stands for other words. `normal` is the source in
    normal form, where the caller has it at hand.
    """
    return _stands_in(quote, source, normal) or (
        "[" in quote and _stands_in(_unbracketed(quote), source, normal)
    )


def _stands_in(quote: str, source: str, normal: str | None) -> bool:
    parts = _parts(quote)
    if len(parts) <= 1:
        return not parts or parts[0] in (normal if normal is not None else normalized(source))
    return any(_in_order(parts, normalized(each)) for each in re.split(r"\n\s*\n", source))


def _parts(quote: str) -> list[str]:
    return [part for part in map(_bare, _ELLIPSIS.split(quote)) if part]


def _unbracketed(quote: str) -> str:
    whole = _INSERTED.sub("", _CAPITAL.sub(r"\1", quote))
    return _REPLACED.sub("\u2026", whole)


def is_spliced_from(quote: str, normal: str) -> bool:
    """Whether all parts around an ellipsis stand in a source in normal form, wherever they do.

    Example:
        >>> is_spliced_from("we sell all ... but no wine", "we sell all of it. and more. but no wine")
        True
    """
    parts = _parts(_unbracketed(quote))
    return len(parts) > 1 and all(
        len(part.split()) >= _FEWEST_SPLICED and part in normal for part in parts
    )


def leaves_out_denial(quote: str, normal: str) -> bool:
    """Whether each place where a quote stands in a source has a `not`, `no` or the like right before it.

    Example:
        >>> leaves_out_denial("Frost is expected.", "tonight no frost is expected.")
        True
    """
    part = _bare(quote)
    start = normal.find(part)
    while start >= 0:
        if _DENIED.search(normal[max(0, start - _BEFORE) : start]) is None:
            return False
        start = normal.find(part, start + 1)
    return bool(part) and part in normal


def _bare(part: str) -> str:
    return normalized(part).strip(" .,;:!?\"'")


def _in_order(parts: Sequence[str], paragraph: str) -> bool:
    start = paragraph.find(parts[0])
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            at = paragraph.find(part, end, end + _LARGEST_GAP + len(part))
            if at < 0 or reserves(paragraph, end, at):
                break
            end = at + len(part)
        else:
            return True
        start = paragraph.find(parts[0], start + 1)
    return False


def resembles(quote: str, source: str) -> bool:
    """Whether most of a quote's word sequences stand in a source, so that it was altered."""
    wanted = _runs(quote)
    return bool(wanted) and 2 * len(wanted & _runs(source)) >= len(wanted)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", normalized(text))
    return {tuple(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)}
