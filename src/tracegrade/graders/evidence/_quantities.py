"""How a sentence counts things, or says that there are none: which, how many, and narrowed down by what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._holdings import singular
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import approximation_of
from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._holdings import Holding

__all__ = [
    "SPELLED", "Claim", "counts_in", "denials_in", "finds_nothing", "name_said", "normal_word",
    "scope_of", "unexplained_words", "words_in",
]  # fmt: skip

SPELLED = {
    word: number for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve")
    )
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(SPELLED)})"
_COUNT = re.compile(
    rf"(?<![\w.,:/$\u20ac\u00a3#-])(?P<n>{_NUMBER})(?=\s(?P<what>[a-z][a-z-]*(?:\s[a-z][a-z-]*){{0,3}}))"
    rf"|\bnumber\sof\s(?P<of>[a-z][a-z -]{{2,40}}?)\s(?=(?:on|in|under|for|of|at|with|is|was)\b)[^.;,]{{0,60}}?\b(?:is|was|=)\s(?P<m>{_NUMBER})\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?P<none>no|zero|any|an?|such)\s(?P<what>[A-Za-z][\w/-]*(?:\s[A-Za-z][\w-]*){0,3})",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|neither|nor|unable|without|cannot|nothing|failed to)\b|n't\b", re.IGNORECASE
)
_EMPTY_HANDED = re.compile(
    r"\b(?:came\sback|come\sback|is|are|was|were|returned|gave|turned\sup)\s(?:empty|nothing)\b|\bwithout\s(?:any\s)?success\b"
    r"|\bnothing\s(?:came\sup|turned\sup|was\sfound|is\slisted)\b|\bto\sno\savail\b"
    r"|\b(?:not|n't)\s(?:currently\s)?(?:available|offered|listed|found|on\sfile|possible)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_CODE = re.compile(r"\b(?=[A-Z0-9]*[A-Z])[A-Z0-9]{3,12}\b")
_EXPLAINED_WORDS = (
    "a an the of for in on with from to that this these those and or but as at by per under between than is are was were"
    " be been being am it its i we you your our my me us they them there here which so has have had having do does did"
    " not no any none zero nothing without neither nor never unable cannot can't couldn't could don't doesn't didn't"
    " isn't aren't wasn't weren't haven't hasn't able anything like find found finding see seeing seen show shows showed"
    " list lists listed listing look looked looking check checked searched search searches result results return returned"
    " returns come comes came turned turn up back give gives gave include includes included contain contains hold holds"
    " held cover covers consist consists part count counts total number altogether overall all in currently now down"
    " registered linked associated attached recorded located locate displayed display indicate indicates profile account"
    " file name record records system data details information database user customer unfortunately sadly regrettably"
    " however also only just exactly single one available option options empty success such offered through"
    " go goes carry carries offer offers january february march april may june july august september october november december"
)  # words that narrow nothing down
_EXPLAINED = frozenset(_EXPLAINED_WORDS.split())
_ALIKE = {"nonstop": "direct", "baggages": "baggage", "luggage": "baggage", "bag": "baggage"}
_OWNERS = frozenset(
    (
        "reservation",
        "order",
        "booking",
        "profile",
        "account",
        "product",
        "project",
        "ticket",
        "case",
        "search",
    )
)  # what a list is of, beside the id that says which


class Claim(NamedTuple):
    """So many of a thing, as a sentence says it; 0 is none."""

    number: int
    words: tuple[str, ...]
    text: str
    start: int
    end: int


def normal_word(word: str) -> str:
    """A noun as its fellows are looked up: in the singular, in lower case, one of several alike."""
    word = singular(word.lower().replace("-", ""))
    return _ALIKE.get(word, word)


def counts_in(text: str) -> Iterator[Claim]:
    """The counts of things in a sentence, in digits or words."""
    for match in _COUNT.finditer(text):
        said, what = match["n"] or match["m"], match["what"] or match["of"]
        is_measure = unit_named(what.split()[0].lower()) is not None  # `20 GB of it`
        if is_measure or approximation_of(text, match.start()) is not None:
            continue
        count = SPELLED.get(said.lower(), -1) if not said.isdigit() else int(said)
        words = words_in(what)
        if count > 0:
            end = match.end("what") if match["what"] else match.end()
            yield Claim(count, words, text[match.start() : end], match.start(), end)


def denials_in(text: str) -> Iterator[Claim]:
    """What a sentence says that there is none of."""
    for match in _NONE.finditer(text):
        is_plain = match["none"].lower() in ("no", "zero")
        if is_plain or _DENIES.search(text[: match.start()]):
            words = words_in(match["what"])
            yield Claim(0, words, match[0], match.start(), match.end())


def scope_of(text: str, sentence: Sentence) -> frozenset[Any]:
    """What a sentence names by code, id or date."""
    named = {("text", code.lower()) for code in _CODE.findall(text)}
    for each in sentence.stated:
        if each.kind == "date":
            named.update(("date", key) for key in each.keys)
    return frozenset(named)


def finds_nothing(text: str) -> re.Match[str] | None:
    """Where a sentence tells of a search that found nothing without saying `no` or `any`.

    Example:
        >>> finds_nothing("The search for direct flights came back empty.")[0]
        'came back empty'
    """
    return _EMPTY_HANDED.search(text)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a sentence, each in the singular."""
    return tuple(normal_word(word) for word in _WORD.findall(text))


def name_said(holding: Holding, text: str) -> str:
    """The longest text of the record around a list that a sentence says, as its name."""
    said = text.lower()
    texts = (str(key) for kind, key in holding.scope if kind == "text")
    return max((each for each in texts if len(each) > 3 and each in said), key=len, default="")


def unexplained_words(text: str, named: tuple[str, ...], holdings: list[Holding]) -> set[str]:
    """Words of a sentence that may narrow down what it counts."""
    codes = {code.lower() for code in _CODE.findall(text)}
    said = {word.lower() for word in _WORD.findall(text) if not re.search(r"\d", word)}
    own = {normal_word(word) for word in named} | {
        *(word for each in holdings for word in each.words)
    }
    thing = {
        word for each in holdings for name in (name_said(each, text),) for word in name.split()
    }
    around = {word for each in holdings for word in field_words(each.tool)}
    return {
        word for word in said
        if word not in _EXPLAINED and word not in SPELLED and word not in codes
        and normal_word(word) not in own and normal_word(word) not in around
        and word not in thing and normal_word(word) not in _OWNERS
    }  # fmt: skip
