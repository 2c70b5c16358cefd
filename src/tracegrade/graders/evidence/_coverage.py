"""Claims about all of something: was all of it looked at?"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._absence import Absence
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._counting import more_than_listed
from tracegrade.graders.evidence._filters import filtered
from tracegrade.graders.evidence._gone_through import says_gone_through
from tracegrade.graders.evidence._languages import WORDS, alike, language_of, plain_words
from tracegrade.graders.evidence._listings import Listing, listings_of
from tracegrade.graders.evidence._looked import asked_for, looked_at
from tracegrade.graders.evidence._narrowed import narrowed
from tracegrade.graders.evidence._quantifiers import (
    Universal,
    admits_a_part,
    agrees,
    asks_how_many,
    asks_of_all,
    asks_of_any,
    numbers_said,
    universal_in,
)
from tracegrade.graders.evidence._ranges import beyond_range
from tracegrade.graders.evidence._summed import comes_to_part
from tracegrade.graders.evidence._unsearched import unsearched
from tracegrade.graph.values import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk

__all__ = ["Coverage"]

_AFTER = 6  # words after `all` among which the things are named
_MOST_NAMED = 50
_MOST_TEXT = 20_000
_SHORT = 200  # characters of an answer whose language the question helps to tell
_NAMING = frozenset(("money", "percent", "date", "time", "id", "code", "url", "path"))
_COUNTS = "in all"  # the result says how many there are
_SHOWN = re.compile(
    r"\b(?:shown|listed|these|those|here|above|below|displayed|found|returned|results?|my|selected|matching)\b",
    re.IGNORECASE,
)
_WEAK = "was limited to that many"


class Coverage:
    """Checks what one answer says of all and of none.

    Args:
        store: The evidence.
        before: Position of the answer.
        talk: What was said before the answer.
        answer: The whole answer, which may say what it left out.
    """

    def __init__(self, store: EvidenceStore, before: int, *, talk: Talk, answer: str) -> None:
        self._calls = [call for call in store.calls if call.step < before]
        self._asked = talk.wishes
        self._question = talk.asked
        self._answer = answer
        self._absence = Absence(self._calls, talk=talk, answer=answer)

    @cached_property
    def _listings(self) -> list[Listing]:
        return listings_of(self._calls)

    @cached_property
    def _language(self) -> str:
        is_short = len(self._answer) < _SHORT
        return language_of(
            f"{self._answer}\n{self._question[:_SHORT]}" if is_short else self._answer
        )

    @cached_property
    def _admits(self) -> bool:
        return admits_a_part(self._answer, self._language)

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the calls say of a sentence about all or none of something."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        universal = universal_in(sentence.text, self._language) or self._agreed(sentence)
        if universal is not None:
            found = (
                looked_at(sentence, universal, [*asked_for(self._question), *self._listings], self._calls, self._answer)
                or self._page(sentence, universal)
                or filtered(sentence, universal, self._listings, self._calls, self._asked, self._answer)
                or self._narrowed(sentence)
                or beyond_range(sentence, universal, self._calls)
                or more_than_listed(sentence, self._calls, self._asked)
            )  # fmt: skip
            if found is not None:
                yield found
                return
        elif asks_how_many(self._question):
            counted = (
                self._counted_page(sentence) or self._summed(sentence) or self._narrowed(sentence)
            )
            if counted is not None:
                yield counted
        absent = (
            self._none_on_page(sentence)
            or unsearched(sentence, self._calls, self._answer, self._language)
            or self._absence.check(sentence, self._language)
        )
        if absent is not None:
            yield absent

    def _agreed(self, sentence: Sentence) -> Universal | None:
        """`Yes.` to a question that asks of all says it of all."""
        if not agrees(sentence.text) or not asks_of_all(self._question):
            return None
        found = universal_in(self._question, language_of(self._question))
        return found and found._replace(start=0, end=0)

    def _page(self, sentence: Sentence, universal: Universal) -> Check | None:
        """All were seen: or was there another page?"""
        if self._admits:
            return None
        for listing in reversed(self._listings):
            if listing.why is None or not self._is_about(sentence, universal, listing):
                continue
            return _of_page(sentence, listing, f"speaks of {universal.text!r}")
        return None

    def _summed(self, sentence: Sentence) -> Check | None:
        """An amount, asked for and given, that only the rows of a page come to."""
        if self._admits or admits_a_part(self._question, language_of(self._question)):
            return None
        for listing in reversed(self._listings):
            if listing.why not in (None, _WEAK) and comes_to_part(sentence, listing):
                return _of_page(sentence, listing, "sums up")
        return None

    def _narrowed(self, sentence: Sentence) -> Check | None:
        return narrowed(sentence, self._calls, self._question, self._answer, self._language)

    def _is_about(self, sentence: Sentence, universal: Universal, listing: Listing) -> bool:
        """Whether all of a list is spoken of: by its number, by its entries, or by what they are."""
        count = len(listing.entries)
        said = numbers_said(sentence.text, universal.language)
        if count > 1 and count in said:
            return True
        if comes_to_part(sentence, listing):
            return True
        said = numbers_said(_without_names(sentence), universal.language)
        named = self._named(sentence, listing)
        if named >= 2 and (self._is_called(sentence.text, listing) or named >= count):
            return True
        if universal.way != "every" or said - {1}:
            is_counted = any(number > count for number in said) and not listing.is_text
            if universal.way != "every" or is_counted:
                return False
        after = " ".join(WORDS.findall(sentence.text[universal.end :])[:_AFTER])
        words = after if universal.end else self._question
        is_gone_through = says_gone_through(sentence.text) and self._is_called(after, listing)
        if is_gone_through or self._is_of_the_whole(sentence, universal, listing):
            return True
        asks = asks_of_all(self._question) or asks_of_any(self._question)
        return (
            asks
            and self._is_called(words, listing)
            and (asks_of_all(self._question) or self._is_called(self._question, listing))
        )

    def _is_of_the_whole(self, sentence: Sentence, universal: Universal, listing: Listing) -> bool:
        """Whether `all the applicants` are told of, just so, where a page says how many more there are."""
        if listing.why is None or _COUNTS not in listing.why or not universal.end:
            return False
        following = WORDS.findall(sentence.text[universal.end :])[:2]
        is_shown = _SHOWN.search(sentence.text) is not None
        return not is_shown and self._is_called(" ".join(following), listing)

    def _is_called(self, text: str, listing: Listing) -> bool:
        return any(
            alike(word, noun, self._language)
            for word in plain_words(text)
            for noun in listing.words
        )

    def _named(self, sentence: Sentence, listing: Listing) -> int:
        """How many entries of a list a sentence names, or what stands below it."""
        text = sentence.text
        if text.rstrip(" \n*_")[-1:] in (":", "\uff1a"):
            text = self._answer[sentence.start : sentence.start + _MOST_TEXT]
        words = set(WORDS.findall(normalized(text)))
        return sum(
            any(parts and parts <= words for parts in (set(WORDS.findall(name)) for name in names))
            for names in listing.names[:_MOST_NAMED]
        )

    def _counted_page(self, sentence: Sentence) -> Check | None:
        """A number of things, asked for and given, that is only how many a page has."""
        numbers = {each.value for each in sentence.stated if each.kind in ("number", "quantity")}
        if not numbers or self._admits:
            return None
        for listing in reversed(self._listings):
            count = len(listing.entries)
            if listing.why is None or count < 2:
                continue
            words = plain_words(sentence.text)
            places = [at for at, word in enumerate(words) if word == str(count)]
            if any(self._is_called(" ".join(words[at + 1 : at + 4]), listing) for at in places):
                message = f"counts {count}, but {listing.call.tool!r} {listing.why}"
                return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                             max(listing.call.result, listing.call.step), code="E13", message=message,
                             expected=listing.why)  # fmt: skip
        return None

    def _none_on_page(self, sentence: Sentence) -> Check | None:
        """None were seen: or was there another page to look at?"""
        denial = self._absence.denial(sentence, self._language)
        if denial is None or self._admits or not asks_of_any(self._question):
            return None
        for listing in reversed(self._listings):
            if listing.why in (None, _WEAK) or not self._is_called(" ".join(denial.words), listing):
                continue
            call = listing.call
            message = f"says {denial.text!r}, but {call.tool!r} {listing.why}"
            return Check("absence", denial.text, denial.start, "contradicted", max(call.result, call.step),
                         code="E13", message=message, expected=listing.why, also=("E14",))  # fmt: skip
        return None


def _without_names(sentence: Sentence) -> str:
    """A sentence without its ids, amounts of money and dates, whose digits count nothing."""
    text = sentence.text
    for each in sentence.stated:
        if each.kind in _NAMING:
            at = each.start - sentence.start
            text = text[:at] + "_" * len(each.text) + text[at + len(each.text) :]
    return text


def _of_page(sentence: Sentence, listing: Listing, what: str) -> Check:
    """The finding that a page was told as all."""
    call, count = listing.call, len(listing.entries)
    message = f"{what}, but {call.tool!r} gave {count} and {listing.why}"
    return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                 max(call.result, call.step), code="E13", message=message, expected=listing.why)  # fmt: skip
