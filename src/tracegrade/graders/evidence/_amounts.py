"""How many there are of a thing, or that there are none, against the lists that results hold."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._holdings import Holding, Trait, held_by
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._quantities import (
    SPELLED,
    Claim,
    counts_in,
    denials_in,
    finds_nothing,
    name_said,
    normal_word,
    scope_of,
    unexplained_words,
    words_in,
)
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Amounts"]

_WIDENING = frozenset(("additional", "extra", "other", "more", "further", "new", "another", "else"))
_WHATEVER = frozenset(
    ("option", "result", "entry", "match", "record", "connection", "choice", "hit", "itinerary")
)
_MAKING = frozenset(
    (
        "add",
        "book",
        "create",
        "cancel",
        "delete",
        "remove",
        "insert",
        "place",
        "open",
        "close",
        "new",
    )
)
_TOTALLING = frozenset(("total", "number", "count", "num"))
_PLACES = re.compile(r"\b(?:profile|account|on file|your name)\b", re.IGNORECASE)
_LONGEST = 600  # characters of a sentence
_MOST_CLAIMS = 8  # of one sentence
_MOST_CALLS = 200
_PERFORMED = ("ok", "unknown")


class Amounts:
    """Checks how many things one answer says that there are.

    Args:
        store: The evidence.
        before: Position of the answer.
        asked: What the user said, in lower case: what they count themselves is theirs.
    """

    def __init__(self, store: EvidenceStore, before: int, *, asked: str) -> None:
        self._calls = [
            call for call in store.calls
            if call.step < before and call.result >= 0 and call.status in _PERFORMED
        ][-_MOST_CALLS:]  # fmt: skip
        self._store = store
        self._asked = asked
        self._holdings: dict[str, list[Holding]] | None = None
        self._traits: list[Trait] = []
        self.confirmed: set[int] = set()

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the lists say of a sentence that counts something, or denies that there is any."""
        if sentence.mood is not None or sentence.kind == "heading" or not self._calls:
            return
        if len(sentence.text) > _LONGEST:
            return
        text = sentence.text.replace("\u2019", "'")
        dates = [
            range(each.start - sentence.start, each.end - sentence.start)
            for each in sentence.stated if each.kind in ("date", "time")
        ]  # fmt: skip
        for claim in islice((*counts_in(text), *denials_in(text)), _MOST_CLAIMS):
            if any(claim.start in each for each in dates):
                continue
            check = self._check(claim, text, sentence)
            if check is not None:
                yield check
                return
        if finds_nothing(text):
            check = self._empty_handed(text, sentence)
            if check is not None:
                yield check

    def _check(self, claim: Claim, text: str, sentence: Sentence) -> Check | None:
        for length in range(1, len(claim.words) + 1):
            named = claim.words[:length]
            holdings = self._of(named, text, sentence)
            if holdings:
                found = self._against(claim, named, holdings, text, sentence)
                if found is not None or claim.number:
                    return found
        return self._of_kind(claim, text, sentence) if claim.number == 0 else None

    def _against(
        self, claim: Claim, named: tuple[str, ...], holdings: list[Holding], text: str,
        sentence: Sentence,
    ) -> Check | None:  # fmt: skip
        """A count against the lists it may mean; one that is narrowed down may be less, never more."""
        if _WIDENING.intersection(named) or self._is_asked(claim, named):
            return None
        if claim.number and any(each.is_part or _states(each, claim.number) for each in holdings):
            return None
        at = sentence.start + claim.start
        sizes = {_size(each, named) for each in holdings}
        most, last = sum(_size(each, named) for each in holdings), holdings[-1]
        exact = [each for each in holdings if _is_all_named(each, named)]
        is_narrow = bool(unexplained_words(text, named, holdings)) or not exact
        if claim.number in sizes and not is_narrow:
            self.confirmed.add(claim.number)
            return Check("coverage", claim.text, at, "grounded", last.step, pointer=last.pointer)
        if claim.number > most or (not is_narrow and len(sizes) == 1 and claim.number not in sizes):
            return _wrong(claim, at, last, most)
        return None

    def _is_asked(self, claim: Claim, named: tuple[str, ...]) -> bool:
        """Whether the user counts the things in the same way."""
        said = [
            str(claim.number),
            *(word for word, each in SPELLED.items() if each == claim.number),
        ]
        head = re.escape(named[-1][:-1])
        return claim.number > 0 and any(
            re.search(rf"\b{each}\b[^.;!?]{{0,30}}\b{head}", self._asked) for each in said
        )

    def _of_kind(self, claim: Claim, text: str, sentence: Sentence) -> Check | None:
        """None of a kind of entry: `no gift card`, or of what a field tells: `no insurance`."""
        assert self._holdings is not None
        at = sentence.start + claim.start
        scope = scope_of(text, sentence)
        for length in range(len(claim.words), 0, -1):
            named = claim.words[:length]
            kind = " ".join(named)
            if unexplained_words(text, named, []) or _WIDENING.intersection(named):
                continue
            for each in (each for group in self._holdings.values() for each in group):
                kinds = {" ".join(map(normal_word, word.split())) for word in each.kinds}
                if (
                    kind in kinds
                    and scope
                    and self._is_current(each)
                    and _is_within(scope, each.scope)
                ):
                    return _wrong(claim, at, each, kind)
                if kind in kinds and not scope and _PLACES.search(text) and self._is_current(each):
                    return _wrong(claim, at, each, kind)
            told = self._of_field(claim, named, scope, at)
            if told is not None:
                return told
        return None

    def _of_field(
        self, claim: Claim, named: tuple[str, ...], scope: frozenset[Any], at: int
    ) -> Check | None:
        """What the fields say of the record that a sentence names: `insurance: no`."""
        traits = [
            each for each in self._traits
            if _is_named(named, each.words) and scope and _is_within(scope, each.scope)
        ]  # fmt: skip
        traits = [each for each in traits if each.words - _TOTALLING <= set(named)] or traits
        if not traits or not _agree(traits):
            return None
        step = self._calls[-1].result
        if traits[-1].is_there:
            return _wrong(claim, at, None, traits[-1].value, step)
        return Check("absence", claim.text, at, "grounded", step)

    def _empty_handed(self, text: str, sentence: Sentence) -> Check | None:
        """A search that is said to have found nothing, told without `no` or `any`."""
        words = words_in(text)
        for head in dict.fromkeys(words):
            for holding in self._of((head,), text, sentence, is_exact=False):
                if holding.size and holding.is_whole_result and holding.words <= set(words):
                    found = finds_nothing(text)
                    assert found is not None
                    claim = Claim(0, tuple(holding.words), found[0], found.start(), found.end())
                    if not unexplained_words(text, claim.words, [holding]):
                        return _wrong(claim, sentence.start + found.start(), holding, holding.size)
        return None

    def _of(
        self, named: tuple[str, ...], text: str, sentence: Sentence, *, is_exact: bool = True
    ) -> list[Holding]:
        """The lists of a thing that the sentence may mean: the last of each owner."""
        if self._holdings is None:
            self._holdings = self._gathered()
        scope = scope_of(text, sentence)
        found: dict[Any, Holding] = {}
        for each in self._called(named):
            if is_exact and not each.words <= set(named):
                continue
            if _is_within(scope, each.scope):
                found[each.words, each.owner] = each
        kept = list(found.values())
        kept = [each for each in kept if _is_all_named(each, named)] or kept
        kept = [each for each in kept if name_said(each, text)] or kept
        return [] if any(not self._is_current(each) for each in kept) else kept

    def _called(self, named: tuple[str, ...]) -> list[Holding]:
        """The lists whose entries may be called so: `direct options` are what a search gave."""
        assert self._holdings is not None
        if named[-1] not in _WHATEVER:
            return self._holdings.get(named[-1], [])
        return [
            replace(each, words=each.words - {each.head} | {named[-1]})
            for group in self._holdings.values() for each in group
            if each.is_whole_result and each.words - {each.head} <= set(named)
            and len(each.words) > 1
        ]  # fmt: skip

    def _gathered(self) -> dict[str, list[Holding]]:
        gathered: dict[str, list[Holding]] = {}
        known = self._store.holdings
        for call in self._calls:
            if call.step not in known:
                known[call.step] = held_by(call)
            holdings, traits = known[call.step]
            self._traits += traits
            for each in holdings:
                gathered.setdefault(each.head, []).append(each)
        return gathered

    def _is_current(self, holding: Holding) -> bool:
        """Whether nothing that was changed since may have changed a list."""
        if holding.is_whole_result:
            return True
        return not any(
            _changes(call) and call.step > holding.call and self._may_change(call, holding)
            for call in self._calls
        )

    def _may_change(self, call: Call, holding: Holding) -> bool:
        """Whether a call makes or ends things of a kind or one of a list, or names the owner of a list of them.

        A call that is named after things of another kind that are listed leaves these alone.
        """
        assert self._holdings is not None
        words = {normal_word(word) for word in field_words(call.tool)}
        if holding.head in words and words & _MAKING:
            return True
        given = {str(value).lower() for _, value in leaves_of(call.arguments)}
        if words & _MAKING and given & holding.kinds:
            return True
        listed = words & self._holdings.keys()
        said = {str(value) for _, value in leaves_of(call.arguments)}
        is_other = bool(listed) and holding.head not in listed
        return not is_other and bool(said & holding.owner)


def _agree(traits: list[Trait]) -> bool:
    """Whether the fields that may be meant say one thing, each as it was read last."""
    return len({each.is_there for each in {trait.words: trait for trait in traits}.values()}) == 1


def _changes(call: Call) -> bool:
    classes = effect_classes(call.tool)
    return has_side_effect(classes) or "unknown" in classes


def _wrong(claim: Claim, at: int, holding: Holding | None, held: Any, step: int = -1) -> Check:
    code = "E14" if claim.number == 0 else "E02"
    place = holding.step if holding is not None else step
    message = f"says {claim.text[:80]!r}, and {held!r} is what the last result has"
    return Check("absence" if claim.number == 0 else "coverage", claim.text, at, "contradicted", place,
                 code=code, message=message, expected=held, also=("E13",) if claim.number else (),
                 pointer=holding.pointer if holding is not None else "")  # fmt: skip


def _states(holding: Holding, number: int) -> bool:
    """Whether the record around a list gives a number, which may count more than it lists."""
    return number in holding.totals


def _size(holding: Holding, named: tuple[str, ...]) -> int:
    """How many entries a list has, or of how many of them the one field is true that is named."""
    flags = [count for name, count in holding.flags if name.lower() in named]
    return flags[0] if len(flags) == 1 else holding.size


def _is_all_named(holding: Holding, named: tuple[str, ...]) -> bool:
    flags = {name.lower() for name, _ in holding.flags}
    return holding.words == frozenset(named) - flags


def _is_within(scope: frozenset[Any], held: frozenset[Any]) -> bool:
    return all(each in held or _is_like(each, held) for each in scope)


def _is_like(one: Any, held: frozenset[Any]) -> bool:
    """Whether a date without a year, or an id without its mark, is held."""
    kind, key = one
    if kind == "date":
        return any(
            each[0] == "date" and each[1][1:] == key[1:] and None in (each[1][0], key[0])
            for each in held
        )
    return ("text", f"#{key}") in held


def _is_named(named: tuple[str, ...], words: frozenset[str]) -> bool:
    held = {normal_word(word) for word in words} - _TOTALLING
    return named[-1] in held and (len(named) == 1 or bool(held & set(named[:-1])) or len(held) == 1)
