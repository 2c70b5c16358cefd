"""What an answer claims: sentences with their particulars and quotes, and what each does."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._grouping import grouped
from tracegrade.graders.evidence._markdown import blocks_of
from tracegrade.graders.evidence._moods import is_attributed, mood_of
from tracegrade.graders.evidence._quotes import quoted_in
from tracegrade.graders.evidence._sections import is_section_number
from tracegrade.graph.values import Particular, particulars_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._markdown import Block

__all__ = ["Claims", "Quote", "Sentence", "claims_of"]

_SENTENCE_END = re.compile(
    r"\u3002(?=[^\s\u300d\uff09])|[.!?][\"')\]*_\u201d]{0,3}\s+(?=[\w\"'(*\[$\u20ac\u00a3\u201c\u201e\u00ab\u00bf\u00a1-])|\n"
)
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|z|d|p|bijv|np|ej|ex|bzw|ggf|inkl|zzgl|ca|approx|no|nos|dr|mr|mrs|ms|st|vs|etc|inc|ltd|co|fig|[ap]\.m|(?-i:[A-Z]))\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12
_ORDINAL_ABROAD = re.compile(
    r"\b(?:dem|der|den|des|die|das|am|vom|zum|zur|im|bis|ab|seit|jeden)\s{1,4}\d{1,2}\.\Z",
    re.IGNORECASE,
)
_ABBREVIATED_BEFORE_A_NUMBER = re.compile(
    r"\b(?:std|hrs?|godz|kl|nr|ca|art|abs|pkt|kap|ziff|vol|ch|sect|pp)\.$",
    re.IGNORECASE,
)
_DAY_WITH_POINT = re.compile(r"(?<!\d)\d{1,2}\.\Z")
_LONGEST_MONTH = 14  # characters
_QUOTES = ('"', "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb")
_FEWEST_IN_BLOCK = 6  # words of a block quote
_MARKUP = str.maketrans("*", " ")
_TIMES = re.compile(r"(?<=[\d)%] )\*(?= [\d$\u20ac\u00a3(])")
_JOINING = ("/", "-", "\u2013")
_DEEPEST_INDENT = 80
_LEFT_ALONE_UP_TO = Decimal(12)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\ufffd]")
_FORMULAS = (("\\[", "\\]"), ("$$", "$$"))
_CODE = re.compile(r"`[^`\n]{0,200}[=({;][^`\n]{0,200}`")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s()]{1,500})")
_LONGEST_NAME = 64
_OWN_HOST = re.compile(r"//(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?![\w.-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")


@dataclass(slots=True)
class Quote:
    """Words that an answer gives in quotation marks, and whether it says that they are somebody's."""

    text: str
    start: int
    is_attributed: bool = True


@dataclass(slots=True)
class Sentence:
    """One sentence, item or row.

    Attributes:
        text: As written, with marks of emphasis blanked out.
        start: Where it begins in the answer.
        mood: Why it asserts nothing (`question`, `planned`, `hedged`, `conditional`), if so.
        above: The texts it stands under: headings, the item around it, the names of columns.
        kind: Of its block: `text`, `heading`, `item` or `row`.
        depth: How many items of lists it lies in.
        number: Its place among the sentences.
        stated: Every particular in it.
        particulars: Those that are worth checking.
        quotes: Quotes in it.
    """

    text: str
    start: int
    mood: str | None = None
    above: str = ""
    kind: str = "text"
    depth: int = 0
    number: int = 0
    stated: list[Particular] = field(default_factory=list[Particular])
    particulars: list[Particular] = field(default_factory=list[Particular])
    quotes: list[Quote] = field(default_factory=list[Quote])


@dataclass(slots=True)
class Claims:
    """What an answer claims.

    Attributes:
        text: The answer, with emphasis blanked out.
        sentences: Its sentences in order.
        left_alone: How many particulars assert nothing, by the reason they were left alone.
    """

    text: str
    sentences: list[Sentence] = field(default_factory=list[Sentence])
    left_alone: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def stated(self) -> list[Particular]:
        """Every particular of every sentence."""
        return [each for sentence in self.sentences for each in sentence.stated]

    @property
    def is_empty(self) -> bool:
        """Whether there is no particular and no quote to check."""
        return not any(each.particulars or each.quotes for each in self.sentences)


def claims_of(answer: str) -> Claims:
    """What an answer claims.

    Example:
        >>> claims = claims_of("It costs $40. Shall I book it for $50?")
        >>> [(each.mood, len(each.particulars)) for each in claims.sentences]
        [(None, 1), ('question', 0)]
    """
    text = _without_formulas(_without_emphasis(answer))
    claims = Claims(text)
    blocks = [] if _BINARY.search(answer) else blocks_of(answer)
    for block in blocks:
        above = " \n".join(text[blocks[each].start : blocks[each].end] for each in block.above)
        quoted = _block_quote(claims, block) if block.is_quoted else None
        for start, end in _sentences(text, block):
            sentence = Sentence(text[start:end], start, above=above, kind=block.kind)
            sentence.depth, sentence.number = block.depth, len(claims.sentences)
            if sentence.text.strip():
                _fill(sentence, claims)
                if block.is_quoted:
                    sentence.quotes = [] if quoted is None else [quoted]
                    quoted = None
                claims.sentences.append(sentence)
    return claims


def _block_quote(claims: Claims, block: Block) -> Quote | None:
    """A block quote as one, somebody's words if the line before says so."""
    text = claims.text[block.start : block.end].strip().lstrip("> ")
    if len(text.split()) < _FEWEST_IN_BLOCK:
        return None
    before = claims.sentences[-1].text if claims.sentences else ""
    return Quote(text, claims.text.index(text, block.start), is_attributed(before))


def _without_emphasis(answer: str) -> str:
    """A text with its stars blanked out, but those that multiply."""
    text = answer.translate(_MARKUP)
    for match in _TIMES.finditer(answer) if "*" in answer else ():
        text = f"{text[: match.start()]}*{text[match.start() + 1 :]}"
    return text


def _without_formulas(text: str) -> str:
    """A text with its formulas blanked out: what is worked out in them claims nothing by itself."""
    if "\\[" not in text and "$$" not in text:
        return text
    parts: list[str] = []
    at = 0
    for opening, closing in _FORMULAS:
        parts, at = [], 0
        while True:
            start = text.find(opening, at)
            end = text.find(closing, start + 2) if start >= 0 else -1
            if end < 0:
                break
            inside = text[start : end + 2]
            parts += [text[at:start], re.sub(r"[^\n]", " ", inside)]
            at = end + 2
        text = "".join((*parts, text[at:]))
    return text


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    if block.kind == "row":
        yield start, block.end
        return
    counted, is_quoting = start, False
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        at = match.start()
        quotes = sum(text.count(mark, counted, at) for mark in _QUOTES)
        counted, is_quoting = at, is_quoting ^ bool(quotes % 2)
        before = text[max(start, at - _LONGEST_ABBREVIATION) : at + 1]
        is_end = not is_quoting and not before.endswith("..") and not _ABBREVIATED.search(before)
        is_end = is_end and _ORDINAL_ABROAD.search(before) is None
        is_end = is_end and not _goes_on_with(
            text[match.end() : match.end() + _LONGEST_MONTH], before
        )
        is_end = is_end and not (")" in match[0] and text[match.end() : match.end() + 1].islower())
        if match[0] == "\n" or is_end:
            yield start, match.end()
            start, is_quoting = match.end(), is_quoting and match[0] != "\n"
    if start < block.end:
        yield start, block.end


def _goes_on_with(after: str, before: str) -> bool:
    """Whether a point is that of a day before its month, or of an abbreviation before a number."""
    if after[:1].isdigit():
        return _ABBREVIATED_BEFORE_A_NUMBER.search(before) is not None
    day = _DAY_WITH_POINT.search(before)
    if day is None:
        return False
    return any(
        each.kind == "date" and not each.start for each in particulars_in(f"{day[0]} {after}")
    )


def _fill(sentence: Sentence, claims: Claims) -> None:
    sentence.mood = mood_of(sentence.text)
    text, offset = claims.text, sentence.start
    quoted = deque(_code_and_names(sentence.text))
    for found in grouped(sentence.text):
        while quoted and quoted[0][1] <= found.start:
            quoted.popleft()
        is_quoted = (
            bool(quoted) and quoted[0][0] <= found.start and found.text.lower() in quoted[0][2]
        )
        found.start += offset
        if found.kind == "word":
            continue
        sentence.stated.append(found)
        reason = sentence.mood if found.kind != "citation" else None
        reason = reason or ("code or name" if is_quoted and found.kind != "citation" else None)
        reason = reason or _triviality(found, text)
        if reason is None:
            sentence.particulars.append(found)
        else:
            claims.left_alone[reason] = claims.left_alone.get(reason, 0) + 1
    for said, at in quoted_in(sentence.text):
        sentence.quotes.append(Quote(said, offset + at, is_attributed(sentence.text)))


def _code_and_names(text: str) -> list[tuple[int, int, str]]:
    """Where code in a line and the names of links stand, and what of them claims nothing.

    All of a piece of code; of the name of a link what its address has too.
    """
    found = [(*match.span(), match[0].lower()) for match in _CODE.finditer(text)]
    found += [(*match.span(1), match[2].lower()) for match in _LINK.finditer(text)]
    return sorted(found)


def _triviality(found: Particular, text: str) -> str | None:
    """Why a particular is not worth checking, or `None` if it is."""
    if found.kind == "citation":
        return "footnote" if _begins_line(text, found.start) else None
    if found.kind == "url" and _OWN_HOST.search(found.text):
        return "own machine"
    if found.kind in ("id", "code") and len(found.text) > _LONGEST_NAME:
        return "encoded"
    if found.kind == "path":
        return "path"  # new files and examples have no source
    if found.kind in ("quantity", "duration"):
        return "small number" if _is_small(found) else None
    return _triviality_of_number(found, text) if found.kind == "number" else None


def _triviality_of_number(found: Particular, text: str) -> str | None:
    after = text[found.end :][:3]
    reasons = (
        ("part of a longer form", _is_part_of_more(found, text)),
        ("small number", _is_small(found)),
        ("section", is_section_number(text, found.start)),
        ("year", bool(_YEAR.fullmatch(found.text))),
        ("ordinal", bool(_ORDINAL.match(after)) or _is_ordinal_abroad(found, text)),
        ("list marker", after[:1] in (".", ")") and _begins_line(text, found.start)),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _is_ordinal_abroad(found: Particular, text: str) -> bool:
    """Whether a number with a point is an ordinal: `aus dem 17. Jahrhundert`."""
    before = text[max(0, found.start - _LONGEST_ABBREVIATION) : found.end + 1]
    return _ORDINAL_ABROAD.search(before) is not None


def _is_small(found: Particular) -> bool:
    value = found.value
    return value is not None and value <= _LEFT_ALONE_UP_TO and value == int(value)


def _is_part_of_more(found: Particular, text: str) -> bool:
    """Whether a number stands in a range, a fraction, a version, a telephone number or the like."""
    before, after = text[max(0, found.start - 1) : found.start], text[found.end : found.end + 2]
    if _is_signed(text, found.start):
        return False
    if before in (*_JOINING, "+", ":", "#") or after[:1] in _JOINING:
        return True
    return after[:1] in (".", ":") and after[1:].isdigit()


def _is_signed(text: str, at: int) -> bool:
    """Whether a plus or minus before a number is its sign: `(+233, -57)`."""
    return text[at - 1 : at] in ("+", "-", "\u2212") and text[max(0, at - 2) : at - 1] in (
        " ",
        "(",
        "",
    )


def _begins_line(text: str, at: int) -> bool:
    """Whether only blanks stand before a place in its line; looks back a bounded way."""
    before = text[max(0, at - _DEEPEST_INDENT) : at]
    newline = before.rfind("\n")
    is_whole = newline >= 0 or at <= _DEEPEST_INDENT
    return is_whole and not before[newline + 1 :].strip()
