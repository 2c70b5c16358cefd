"""All checks of one answer, in the order of the answer."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._actions import Actions, failure_words_of
from tracegrade.graders.evidence._amounts import Amounts
from tracegrade.graders.evidence._asked_field import AskedField
from tracegrade.graders.evidence._breakdowns import breakdown_faults
from tracegrade.graders.evidence._check import FAILING_KINDS, Check, of_particular
from tracegrade.graders.evidence._citations import Citations
from tracegrade.graders.evidence._claims import Claims, claims_of
from tracegrade.graders.evidence._code_sums import sums_in_code
from tracegrade.graders.evidence._coverage import Coverage
from tracegrade.graders.evidence._declared import declared_over_failure
from tracegrade.graders.evidence._disagreeing import Disagreeing
from tracegrade.graders.evidence._disclosure import undisclosed
from tracegrade.graders.evidence._dotted import Dotted
from tracegrade.graders.evidence._grounding import Grounding
from tracegrade.graders.evidence._grouping import is_set_apart
from tracegrade.graders.evidence._instruments import Instruments
from tracegrade.graders.evidence._labels import Labels
from tracegrade.graders.evidence._linked import Linked
from tracegrade.graders.evidence._listed_files import ListedFiles
from tracegrade.graders.evidence._lookalikes import Lookalikes, is_beginning
from tracegrade.graders.evidence._outdated import Outdated
from tracegrade.graders.evidence._people import People
from tracegrade.graders.evidence._reread import Reread
from tracegrade.graders.evidence._seen import Seen
from tracegrade.graders.evidence._set_otherwise import set_otherwise
from tracegrade.graders.evidence._spelled import Spelled
from tracegrade.graders.evidence._states import outdated_state
from tracegrade.graders.evidence._talk import talk_before
from tracegrade.graders.evidence._two_sources import TwoSources
from tracegrade.graders.evidence._users_number import UsersNumber
from tracegrade.graders.evidence._weekdays import weekday_faults
from tracegrade.graph.values import forms_of, leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular
    from tracegrade.model import Trace

__all__ = ["answers_of", "checks_of"]

_NAMES = frozenset(("id", "code", "email"))
_MOST_PASSAGES = 60  # in which other spellings of a floating id are looked for
_MOST_DEEDS = 400  # sentences whose deeds are held against calls


def answers_of(trace: Trace) -> list[int]:
    """Positions of what was shown to a person: the final answer, and each message before a reply."""
    columns = trace.columns
    callers = set(columns.call_parents)
    shown = [
        step - 1
        for step, kind in enumerate(columns.kinds)
        if kind == "user" and step and columns.kinds[step - 1] == "assistant"
        and step - 1 not in callers and columns.texts[step - 1]
        and "agent" not in columns.details.get(step - 1, {}).get("extra", {})
    ]  # fmt: skip
    final = trace.final_index
    if final >= 0 and columns.texts[final] is not None:
        shown.append(final)
    return sorted(set(shown))


def checks_of(trace: Trace, store: EvidenceStore, answer: int) -> tuple[Claims, list[Check]]:
    """What an answer claims, and a check of each particular, quote, citation, deed and total."""
    text = trace.columns.texts[answer] or ""
    claims = claims_of(text)
    work = _Answer(trace, store, claims, answer)
    checks = [check for sentence in claims.sentences for check in work.of_sentence(sentence)]
    checks += breakdown_faults(claims)
    checks += work.of_code()
    checks += sums_in_code(trace.columns.texts[answer] or "")
    checks += work.left_out()
    if not any(check.code in ("E10", "E11") for check in checks):
        checks += work.declared()
    checks.sort(key=lambda check: check.start)
    checks += [check for each in work.recorded for check in work.citations.recorded(each)]
    return claims, _without_doubles(checks)


class _Answer:
    """The checks of one answer."""

    def __init__(self, trace: Trace, store: EvidenceStore, claims: Claims, answer: int) -> None:
        self._store = store
        self._answer = answer
        talk = self._talk = talk_before(trace, answer)
        self._claims = claims
        self._grounding = Grounding(store, claims, answer, talk)
        self.recorded = trace.columns.details.get(answer, {}).get("citations") or []
        self.citations = Citations(store, claims, answer, self.recorded)
        failures = failure_words_of(claims.sentences)
        self._actions = Actions(store, answer, failure_words=failures, said=claims.text, talk=talk)
        self._coverage = Coverage(store, answer, talk=talk, answer=claims.text)
        self._amounts = Amounts(store, answer, asked=talk.wishes)
        self._instruments = Instruments(store, answer)
        self._labels = Labels(store, answer)
        self._seen = Seen(store, answer)
        self._outdated = Outdated(store, claims, answer)
        self._people = People(store, answer)
        self._dotted = Dotted(store, claims, answer)
        self._disagreeing = Disagreeing(store, claims, answer)
        self._asked_field = AskedField(store, claims, answer, talk)
        self._users_number = UsersNumber(store, claims, answer)
        self._listed_files = ListedFiles(store, answer)
        self._linked = Linked(store, claims, answer)
        self._two_sources = TwoSources(store, claims, answer)
        self._reread = Reread(store, claims, answer)
        self._spelled = Spelled(store, answer, self._seen)
        self._lookalikes = Lookalikes(store, answer, self._seen)
        self._has_deeds = any(call.step < answer for call in store.calls)
        self._sentences = 0

    def left_out(self) -> Iterator[Check]:
        """Changes since the user spoke last that the answer denies or keeps to itself."""
        if not self._has_deeds:
            return iter(())
        since = self._actions.since(self._talk.asked_at)
        return chain(
            undisclosed(self._claims, since, self._talk),
            set_otherwise(self._claims, since, self._actions.since(-1)),
        )

    def declared(self) -> list[Check]:
        """Success that is declared in general over a change that failed."""
        found = (
            declared_over_failure(self._claims, self._actions.since(-1))
            if self._has_deeds
            else None
        )
        return [] if found is None else [found]

    def of_sentence(self, sentence: Sentence) -> Iterator[Check]:
        self._sentences += 1
        quoted = [
            range(each.start, each.start + len(each.text) + 2)
            for each in sentence.quotes if each.is_attributed
        ]  # fmt: skip
        is_checked = self._sentences <= _MOST_DEEDS and self._has_deeds
        amounts = list(self._amounts.checks(sentence)) if is_checked else []
        for claim in sentence.particulars:
            if claim.kind == "citation":
                yield self.citations.mark(claim)
            elif not any(claim.start in each for each in quoted):
                yield self._particular(claim, sentence)
        yield from self.citations.other_marks(sentence)
        yield from self.citations.forms(sentence)
        for quote in sentence.quotes:
            check = self.citations.quote(quote, sentence)
            if check is not None:
                yield check
        yield from self._spelled.checks(sentence)
        yield from self._people.checks(sentence)
        yield from self._dotted.checks(sentence)
        yield from self._disagreeing.checks(sentence)
        yield from self._of_other_places(sentence)
        yield from self._beside_amounts(sentence)
        yield from self._lookalikes.checks(sentence)
        if not self._has_deeds and self._sentences <= _MOST_DEEDS:
            yield from self._actions.of_no_call(sentence)
        if is_checked:
            yield from self._actions.checks(sentence)
            yield from self._instruments.checks(sentence)
            yield from self._of_lists(sentence, amounts)
            state = outdated_state(
                self._store, sentence, self._grounding.anchors(sentence), self._answer
            )
            state = state or self._outdated.check(sentence, self._grounding.anchors(sentence))
            if state is not None:
                yield state
            label = self._labels.check(sentence, self._grounding.anchors(sentence))
            if label is not None and state is None:
                yield label

    def of_code(self) -> Iterator[Check]:
        """What blocks of code show that is no longer so."""
        return self._outdated.in_code()

    def _of_other_places(self, sentence: Sentence) -> Iterator[Check]:
        """Values of another field, reading, page or source, and files of no listing."""
        yield from self._two_sources.checks(sentence)
        yield from self._linked.checks(sentence)
        yield from self._reread.checks(sentence)
        yield from self._asked_field.checks(sentence)
        yield from self._users_number.checks(sentence)
        yield from self._listed_files.checks(sentence)

    def _beside_amounts(self, sentence: Sentence) -> Iterator[Check]:
        """Days of the week beside dates, and units of amounts too small to need a source."""
        yield from weekday_faults(self._store, sentence, self._answer)
        yield from self._grounding.small(sentence)

    def _of_lists(self, sentence: Sentence, amounts: list[Check]) -> list[Check]:
        """What lists say of all, of none and of how many: one fault once, and none that a record denies."""
        is_borne_out = any(each.kind == "absence" and each.code is None for each in amounts)
        covered = [
            each for each in self._coverage.checks(sentence)
            if not (is_borne_out and each.kind == "absence")
        ]  # fmt: skip
        return covered if any(check.code for check in covered) else [*covered, *amounts]

    def _particular(self, claim: Particular, sentence: Sentence) -> Check:
        """One particular: as evidence has it, as a citation has it, or as a call was made."""
        check = self._grounding.check(claim, sentence)
        if check.status in ("grounded", "weak", "conflicting"):
            return self.citations.attribution(claim, sentence) or check
        if check.status == "fabricated" and self.citations.names_url(claim.keys[0]):
            return of_particular(claim, "unchecked", note="cited by the provider")
        is_floating = check.status in ("floating", "unchecked", "fabricated")
        if is_floating or check.status == "contradicted":
            forms = (*forms_of(claim.text), *(("number", key) for key in claim.keys))
            told = self._actions.told_by(sentence)
            if claim.kind not in FAILING_KINDS and (is_floating or "E01" in check.also):
                told = told | self._actions.set_by_calls()
            is_counted = claim.kind == "number" and claim.value in self._amounts.confirmed
            if is_counted or told.intersection(forms):
                note = "as many as are listed" if is_counted else "as the call was made"
                return of_particular(claim, "grounded", note=note)
        if check.status == "fabricated" and claim.kind == "url" and self._was_fetched(claim.text):
            return of_particular(claim, "grounded", note="fetched by a call")
        if is_floating and claim.kind in _NAMES:
            return self._spelled_otherwise(claim) or check
        return check

    def _spelled_otherwise(self, claim: Particular) -> Check | None:
        """An id that the agent chose itself, or that evidence has longer or in groups."""
        if self._actions.asked_with().intersection(forms_of(claim.text)):
            return of_particular(claim, "unchecked", note="stated by a call of the agent only")
        held = [each.text for each in islice(self._seen.passages, _MOST_PASSAGES)]
        if is_beginning(claim.text, held):
            return of_particular(claim, "grounded", note="the beginning of a longer one")
        if is_set_apart(claim.text, held):
            return of_particular(claim, "grounded", note="with blanks or dashes in it")
        if claim.kind == "code" and _stands_apart(claim.text.lower(), self._seen.everything):
            return of_particular(claim, "grounded", note="in another case or a longer name")
        return None

    def _was_fetched(self, url: str) -> bool:
        """Whether a call that went well was given an address."""
        given = (
            value for call in self._store.calls
            if call.step < self._answer and call.status == "ok"
            for _, value in leaves_of(call.arguments)
        )  # fmt: skip
        return any(
            isinstance(value, str) and value.rstrip("/") == url.rstrip("/") for value in given
        )


def _stands_apart(name: str, text: str) -> bool:
    """Whether a name stands in a text, beside no other letter or digit: `co2` in `co2_ppm`."""
    return re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None


def _without_doubles(checks: list[Check]) -> list[Check]:
    """One fault, one finding: the same words in the same place are not at fault twice."""
    faults: set[tuple[int, str]] = set()
    kept: list[Check] = []
    for check in sorted(checks, key=lambda check: (check.start, check.code != "E12")):
        place = (check.start, check.text)
        if check.code is None or place not in faults:
            kept.append(check)
        if check.code is not None:
            faults.add(place)
    return kept
