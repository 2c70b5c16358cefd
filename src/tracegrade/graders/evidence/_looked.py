"""Claims about all of a list whose entries were looked at one by one: were all of them?"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._calls import Call
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._gone_through import says_gone_through
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS, alike, plain_words, singular
from tracegrade.graders.evidence._listings import Listing
from tracegrade.graders.evidence._quantifiers import admits_a_part, numbers_said
from tracegrade.graders.evidence._reservations import reserves
from tracegrade.graph.values import leaves_of, normalized

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._quantifiers import Universal

__all__ = ["asked_for", "looked_at"]

_EXAMINED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:\w+ly\s)?(?:checked|verified|reviewed|read|tested|examined|inspected"
    r"|went through|gone through|looked at|looked through|audited|analy[sz]ed|scanned|validated)\s"
    r"(?:through\s)?(?:all|every|each)(?:\s(?:of\s)?(?:the|these|those|our|your))?\s?(\d{1,6})?\s?(?:of\sthe\s)?([a-z]+)?",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:here (?:are|is)|these are|listed|list of|below|following|there are)\b", re.IGNORECASE
)
_FINDS = re.compile(
    r"\b(?:lists?|listed|shows?|found|contains?|stored|available|can|will)\b", re.IGNORECASE
)
_LOOPS = re.compile(r"[*?]|\bfor\s\w+\sin\b|\bxargs\b|\bfind\b|\s-[a-z]{0,3}[rR]\b|\bwhile\b")
_NONE_OF = re.compile(
    r"\b(?:none of|keine[rs]? (?:der|von)|aucune? des|ningun[oa] de|nenhuma? d|nessun[oa] d|geen van|\u017cad\w+ z)",
    re.IGNORECASE,
)
_MARKS = (". ", "; ", ": ", "! ", "\n", ", and ")
_AFTER = 5  # words after `all` among which the things are named
_ID = re.compile(r"(?<![\w-])(?=[A-Za-z#-]{0,12}\d)[A-Za-z#]{1,6}-?\d[\dA-Za-z-]{0,20}(?![\w-])")
_NUMBERS = re.compile(
    r"(?<![\w.-])\d{3,9}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or|und|oder|et|ou|y|o|e|en|of|i|lub|och|eller|og)\s)\d{3,9}(?![\w.]\d)){1,40}",
    re.IGNORECASE,
)
_ALL_SO_MANY = re.compile(
    r"\b(?:all|alle|allen|toutes les|tous les|les|tod[oa]s l[oa]s|l[oa]s|tod[oa]s [oa]s|tutt[ie] e|wszystkie|wszystkich|alla|samtliga)\s(\w{1,12})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{3,9}")
_LONGEST_QUESTION = 4_000
_FEWEST = 2
_MOST_ENTRIES = 400
_MOST_NAME = 120
_MOST_HITS = 50  # places at which a name is looked at


class _Looks(NamedTuple):
    """Which entries of a list were looked at, and what a call that looked at one speaks of."""

    seen: set[int]
    words: set[str]


def asked_for(question: str) -> list[Listing]:
    """The things that a user lists by their ids, as something that may be gone through."""
    asked = question[:_LONGEST_QUESTION]
    found = list(dict.fromkeys(match[0] for match in _ID.finditer(asked)))
    if not found:
        found = [
            number for match in _NUMBERS.finditer(asked) for number in _DIGITS.findall(match[0])
        ]
    if len(found) < _FEWEST:
        return []
    words = frozenset(
        singular(word) for word in plain_words(question[:_LONGEST_QUESTION]) if len(word) > 3
    )
    return [Listing([Call(-1, "", None, "ok")], found, words)]


def looked_at(
    sentence: Sentence,
    universal: Universal,
    listings: list[Listing],
    calls: list[Call],
    answer: str,
) -> Check | None:
    """Whether each thing that is spoken of was looked at by a call of its own, or only some."""
    examined = _EXAMINED.search(sentence.text)
    if examined is None and (
        not _is_of_each(universal) or _speaks_of_list(sentence.text, universal)
    ):
        return None
    is_counted = examined is not None and bool(numbers_said(examined[0], universal.language))
    # who says that all five were read may go on with what the first two say
    told = _ENDS_OF_LISTS.sub(" ", answer) if is_counted else answer
    if admits_a_part(told, universal.language):
        return None
    claim = _Claim(sentence, universal, examined, answer)
    for listing in reversed(listings):
        if not _FEWEST <= len(listing.entries) <= _MOST_ENTRIES or listing.is_prose:
            continue
        looks = _looks_at(listing, calls)
        if looks.seen and _is_about(sentence, universal, listing, looks):
            found = _weighed(claim, listing, looks, calls)
            if found is not None:
                return found
    return _fewer_calls(claim, listings, calls)


_ENDS_OF_LISTS = re.compile(
    r"(?:[.!?:]|\n)\s+(?:the\s)?(?:first|last|other)\s(?:one|two|three|four|five|six)\b",
    re.IGNORECASE,
)


class _Claim(NamedTuple):
    """What is said of all, and where."""

    sentence: Sentence
    universal: Universal
    examined: re.Match[str] | None
    answer: str

    @property
    def text(self) -> str:
        """The words of it."""
        if self.examined is not None:
            return self.examined[0].strip()
        return self.sentence.text[self.universal.start :][:60].strip()

    @property
    def start(self) -> int:
        """Where it begins in the answer."""
        at = self.universal.start if self.examined is None else self.examined.start()
        return self.sentence.start + at

    def fault(self, seen: int, total: int, step: int) -> Check:
        """The finding that fewer were looked at."""
        message = f"says {self.text!r}, but {seen} of {total} were looked at"
        return Check("coverage", self.text, self.start, "contradicted", step, code="E13", message=message,
                     expected=f"{seen} of {total}")  # fmt: skip


def _weighed(claim: _Claim, listing: Listing, looks: _Looks, calls: list[Call]) -> Check | None:
    """What the entries that were looked at make of a claim about all of them."""
    seen, total = len(looks.seen), len(listing.entries)
    if seen >= total:
        is_listed = listing.call.step >= 0
        return (
            Check("coverage", claim.text, claim.start, "grounded", listing.call.result)
            if is_listed
            else None
        )
    is_known_otherwise = claim.examined is None and (
        seen < _FEWEST or _says_so_itself(claim.sentence, claim.universal, listing)
    )
    if is_known_otherwise or _names_the_rest(_around_list(claim, listing), listing, looks.seen):
        return None
    return claim.fault(seen, total, _place_of(listing, calls))


def _speaks_of_list(text: str, universal: Universal) -> bool:
    """Whether a sentence says what there is, not how it is: `here are all files`."""
    around = _around(text, universal)
    before = around[: max(0, around.find(universal.text))]
    return _LISTS.search(around) is not None or _FINDS.search(before) is not None


def _place_of(listing: Listing, calls: list[Call]) -> int:
    """The step that shows how many there are; of what the user listed, the last call."""
    call = listing.call if listing.call.step >= 0 else calls[-1]
    return max(call.result, call.step)


def _fewer_calls(claim: _Claim, listings: list[Listing], calls: list[Call]) -> Check | None:
    """`all 12 chapters`, where a tool for one chapter was called for fewer, and nothing lists them."""
    after = WORDS.findall(claim.sentence.text[claim.universal.end :])[:_AFTER]
    for word, noun in pairwise(after):
        said = numbers_said(word, claim.universal.language) - {1}
        if not said or any(len(listing.entries) in said for listing in listings):
            continue
        number, count = next(iter(said)), _calls_for_one(singular(noun.lower()), calls)
        if _FEWEST <= count < number <= _MOST_ENTRIES:
            return claim.fault(count, number, max(calls[-1].result, calls[-1].step))
    return _fewer_than_all(claim, after, listings, calls)


def _fewer_than_all(
    claim: _Claim, after: list[str], listings: list[Listing], calls: list[Call]
) -> Check | None:
    """`I checked every host, and all six run`, where a tool for one host was called for fewer."""
    if not says_gone_through(claim.sentence.text):
        return None
    for match in _ALL_SO_MANY.finditer(claim.sentence.text):
        said = numbers_said(match[1], claim.universal.language) - {1}
        if len(said) != 1 or any(len(listing.entries) in said for listing in listings):
            continue
        number = next(iter(said))
        count = max((_calls_for_one(singular(word.lower()), calls) for word in after), default=0)
        if _FEWEST <= count < number <= _MOST_ENTRIES:
            return claim.fault(count, number, max(calls[-1].result, calls[-1].step))
    return None


def _calls_for_one(noun: str, calls: list[Call]) -> int:
    """How many things of a kind a tool that takes one at a time was called for."""
    made: dict[str, set[str]] = {}
    for call in calls:
        words = {*field_words(call.tool), *_argument_words(call)}
        takes_one = not isinstance(call.content, list) and not any(
            isinstance(each, list) for each in _values_of(call)
        )
        if noun in words and len(noun) > 2 and takes_one and call.status in ("ok", "unknown"):
            made.setdefault(call.tool, set()).add(_json.as_text(call.arguments) or "")
    return max(map(len, made.values()), default=0)


def _argument_words(call: Call) -> list[str]:
    names = call.arguments if isinstance(call.arguments, dict) else {}
    return [word for name in names for word in field_words(str(name))]


def _values_of(call: Call) -> list[Any]:
    values = [*call.arguments.values()] if isinstance(call.arguments, dict) else []
    return [*values, *(call.content.values() if isinstance(call.content, dict) else ())]


def _is_of_each(universal: Universal) -> bool:
    """Whether something is said of each, be it that it holds for none of them."""
    return universal.way == "every" or (
        universal.way == "only" and _NONE_OF.search(universal.text) is not None
    )


def _around(text: str, universal: Universal) -> str:
    """The part of a sentence that speaks of all."""
    before = max(text.rfind(mark, 0, universal.start) for mark in _MARKS) + 1
    after = [at for mark in _MARKS if (at := text.find(mark, universal.end)) >= 0]
    return text[before : min(after, default=len(text))]


def _looks_at(listing: Listing, calls: list[Call]) -> _Looks:
    """Which entries later calls were made for, or told of."""
    places = _places_in(listing)
    seen: set[int] = set()
    words: set[str] = set()
    for call in calls:
        if call.step <= listing.call.step or call.status not in ("ok", "unknown"):
            continue
        for pointer, value in leaves_of(call.arguments):
            found = _named_by(value, places)
            seen |= found
            if found:
                words |= {
                    singular(word) for word in (*field_words(call.tool), *field_words(pointer))
                }
            elif isinstance(value, str) and len(value) > 2 and _LOOPS.search(value[:2_000]):
                return _Looks(set(), set())  # all of them at once, it may be
    return _Looks(seen | _told_of(listing, calls) if seen else seen, words)


def _places_in(listing: Listing) -> dict[str, int]:
    """Where in a list each name stands; of a path its last part too, where no other ends in it."""
    places = {
        name[:_MOST_NAME]: at for at, names in enumerate(listing.names) for name in reversed(names)
    }
    last: dict[str, set[int]] = {}
    for name, at in places.items():
        if "/" in name and " " not in name:
            last.setdefault(name.rsplit("/", 1)[-1], set()).add(at)
    alone = {part: next(iter(ats)) for part, ats in last.items() if part and len(ats) == 1}
    return alone | {name.removeprefix("./"): at for name, at in places.items()} | places


def _named_by(value: Any, places: dict[str, int]) -> set[int]:
    """The entries that an argument names: by itself, at the end of a path, or as a word of a command."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return set()
    normal = normalized(str(value)[:400])
    parts = [normal, normal.rsplit("/", 1)[-1], *(normal.split() if " " in normal else ())]
    parts += [part.rsplit("/", 1)[-1] for part in parts[2:]]
    parts = [part.removeprefix("./") for part in parts]
    whole = places.get(parts[0])
    return {whole} if whole is not None else {places[part] for part in parts if part in places}


def _told_of(listing: Listing, calls: list[Call]) -> set[int]:
    """Entries that results of other calls tell of by name."""
    own = {call.tool for call in listing.calls}
    texts = [
        normalized(call.text[:20_000]) for call in calls
        if call.tool not in own and call.status in ("ok", "unknown") and call.text
    ]  # fmt: skip
    names = [names[0] if names and len(names[0]) > 2 else "" for names in listing.names]
    whole = "\n".join(texts)
    return {at for at, name in enumerate(names) if name and _stands_in(name, whole)}


def _stands_in(name: str, text: str) -> bool:
    """Whether a text has a name as words of its own."""
    at = text.find(name)
    for _ in range(_MOST_HITS):
        if at < 0:
            return False
        end = at + len(name)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(name, end)
    return False


def _is_about(sentence: Sentence, universal: Universal, listing: Listing, looks: _Looks) -> bool:
    """Whether `all` is said of the entries of a list: by their number, or by what they are."""
    language = universal.language
    after = WORDS.findall(sentence.text[universal.end :])[:_AFTER]
    numbers = numbers_said(" ".join(after[:3]), language) - {1} - _numbers_of(listing)
    if numbers and len(listing.entries) not in numbers:
        return False
    if numbers:
        return True
    known = listing.words | looks.words
    if any(alike(word.lower(), noun, language) for word in after for noun in known):
        return True
    is_of_them = bool({"them", "one", "it", "ones"} & {word.lower() for word in after[:3]})
    return is_of_them and len(listing.entries) in numbers_said(sentence.text, language)


def _numbers_of(listing: Listing) -> set[int]:
    """The numbers that are names of entries."""
    names = [name for names in listing.names for name in names]
    return {int(name) for name in names if name.isdigit() and len(name) <= len("999999999")}


def _says_so_itself(sentence: Sentence, universal: Universal, listing: Listing) -> bool:
    """Whether the list itself holds what is said of all: a state that its entries have."""
    about = {
        singular(word.lower()) for word in WORDS.findall(sentence.text[universal.end :])[:_AFTER]
    }
    said = {singular(word) for word in plain_words(_around(sentence.text, universal))}
    for entry in listing.entries[:50]:
        if not isinstance(entry, dict):
            continue
        for name, value in entry.items():
            words = {
                singular(word)
                for word in (
                    plain_words(value) if isinstance(value, str) else field_words(str(name))
                )
            }
            is_flag = isinstance(value, bool)
            if (
                (is_flag or isinstance(value, str))
                and words
                and words <= said
                and not words & about
            ):
                return True
            if (
                isinstance(value, str)
                and len(words) == 1
                and words <= said - {"the"}
                and not words & listing.words
                and len(value) > 3
            ):
                return True
    return False


def _around_list(claim: _Claim, listing: Listing) -> str:
    """An answer without a sentence that only says which all of them are: `all three (A, B and C)`."""
    normal = normalized(claim.sentence.text)
    names = [names[0] for names in listing.names if names]
    if not all(_stands_in(name, normal) for name in names) or reserves(normal, 0, len(normal)):
        return claim.answer
    return claim.answer.replace(claim.sentence.text, " ", 1)


def _names_the_rest(answer: str, listing: Listing, seen: set[int]) -> bool:
    """Whether an answer names what was not looked at, as one that says so does."""
    normal = normalized(answer)
    rest = [names[0] for at, names in enumerate(listing.names) if at not in seen and names]
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", normal) is not None
        for name in rest[:50] if len(name) > 2
    )  # fmt: skip
