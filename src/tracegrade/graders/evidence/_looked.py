"""Claims about all of a list whose entries were looked at one by one: were all of them?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS, alike, plain_words, singular
from tracegrade.graders.evidence._quantifiers import admits_a_part, numbers_said
from tracegrade.graph.values import leaves_of, normalized

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._listings import Listing
    from tracegrade.graders.evidence._quantifiers import Universal

__all__ = ["examined_in", "looked_at"]

_EXAMINED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:\w+ly\s)?(?:checked|verified|reviewed|read|tested|examined|inspected"
    r"|went through|gone through|looked at|looked through|audited|analy[sz]ed|scanned|validated)\s"
    r"(?:through\s)?(?:all|every|each)(?:\s(?:of\s)?(?:the|these|those|our|your))?\s?(\d{1,6})?\s?(?:of\sthe\s)?([a-z]+)?",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:here (?:are|is)|these are|listed|list of|lists?|below|following|there are|shows?|found|contains?|stored|available)\b",
    re.IGNORECASE,
)
_LOOPS = re.compile(r"[*?]|\bfor\s\w+\sin\b|\bxargs\b|\bfind\b|\s-[a-z]{0,3}[rR]\b|\bwhile\b")
_MARKS = (". ", "; ", ": ", "! ", "\n", ", and ")
_AFTER = 5  # words after `all` among which the things are named
_FEWEST = 2
_MOST_ENTRIES = 400
_MOST_NAME = 120


class _Looks(NamedTuple):
    """Which entries of a list were looked at, and what a call that looked at one speaks of."""

    seen: set[int]
    words: set[str]


def examined_in(text: str) -> re.Match[str] | None:
    """Where a sentence says that the agent has looked at all of something, in so many words."""
    return _EXAMINED.search(text)


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
        universal.way != "every" or _LISTS.search(_around(sentence.text, universal))
    ):
        return None
    if admits_a_part(answer, universal.language):
        return None
    for listing in reversed(listings):
        total = len(listing.entries)
        if not _FEWEST <= total <= _MOST_ENTRIES or listing.is_prose:
            continue
        looks = _looks_at(listing, calls)
        if not looks.seen or not _is_about(sentence, universal, listing, looks):
            continue
        at = sentence.start + universal.start
        text = (
            examined[0].strip()
            if examined is not None
            else sentence.text[universal.start :][:60].strip()
        )
        if examined is not None:
            at = sentence.start + examined.start()
        if len(looks.seen) >= total:
            return Check("coverage", text, at, "grounded", listing.call.result)
        if examined is None and (
            len(looks.seen) < _FEWEST or _says_so_itself(sentence, universal, listing)
        ):
            continue
        if _names_the_rest(answer, listing, looks.seen):
            continue
        count = f"{len(looks.seen)} of {total}"
        message = f"says {text!r}, but {count} were looked at"
        return Check("coverage", text, at, "contradicted", max(listing.call.result, listing.call.step), code="E13",
                     message=message, expected=count)  # fmt: skip
    return None


def _around(text: str, universal: Universal) -> str:
    """The part of a sentence that speaks of all."""
    before = max(text.rfind(mark, 0, universal.start) for mark in _MARKS) + 1
    after = [at for mark in _MARKS if (at := text.find(mark, universal.end)) >= 0]
    return text[before : min(after, default=len(text))]


def _looks_at(listing: Listing, calls: list[Call]) -> _Looks:
    """Which entries later calls were made for, or told of."""
    places = {
        name[:_MOST_NAME]: at for at, names in enumerate(listing.names) for name in reversed(names)
    }
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


def _named_by(value: Any, places: dict[str, int]) -> set[int]:
    """The entries that an argument names: by itself, at the end of a path, or as a word of a command."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return set()
    normal = normalized(str(value)[:400])
    parts = [normal, normal.rsplit("/", 1)[-1], *(normal.split() if " " in normal else ())]
    parts += [part.rsplit("/", 1)[-1] for part in parts[2:]]
    return {places[part] for part in parts if part in places}


def _told_of(listing: Listing, calls: list[Call]) -> set[int]:
    """Entries that results of other calls tell of by name."""
    own = {call.tool for call in listing.calls}
    texts = [
        normalized(call.text[:20_000]) for call in calls
        if call.tool not in own and call.status in ("ok", "unknown") and call.text
    ]  # fmt: skip
    whole = "\n".join(texts)
    found = [
        re.findall(rf"(?<!\w){re.escape(names[0])}(?!\w)", whole)
        if names and len(names[0]) > 2
        else []
        for names in listing.names
    ]
    return {at for at, hits in enumerate(found) if hits}


def _is_about(sentence: Sentence, universal: Universal, listing: Listing, looks: _Looks) -> bool:
    """Whether `all` is said of the entries of a list: by their number, or by what they are."""
    language = universal.language
    after = WORDS.findall(sentence.text[universal.end :])[:_AFTER]
    numbers = numbers_said(" ".join(after[:3]), language) - {1}
    if numbers and len(listing.entries) not in numbers:
        return False
    if numbers:
        return True
    known = listing.words | looks.words
    if any(alike(word.lower(), noun, language) for word in after for noun in known):
        return True
    is_of_them = bool({"them", "one", "it", "ones"} & {word.lower() for word in after[:3]})
    return is_of_them and len(listing.entries) in numbers_said(sentence.text, language)


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


def _names_the_rest(answer: str, listing: Listing, seen: set[int]) -> bool:
    """Whether an answer names what was not looked at, as one that says so does."""
    normal = normalized(answer)
    rest = [names[0] for at, names in enumerate(listing.names) if at not in seen and names]
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", normal) is not None
        for name in rest[:50] if len(name) > 2
    )  # fmt: skip
