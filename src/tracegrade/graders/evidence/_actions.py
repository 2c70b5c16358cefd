"""Claimed deeds against the calls that were made: not done, failed, or done otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._deeds import Deed, deeds_in
from tracegrade.graders.evidence._doings import doing_of
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._misreported import forms_of_call, told_otherwise
from tracegrade.graders.evidence._moods import admits_failure, is_negated
from tracegrade.graders.evidence._objects import done_to_another, is_linked
from tracegrade.graders.evidence._of_the_world import tells_of_the_world
from tracegrade.graders.evidence._partly import refused_in_part
from tracegrade.graders.evidence._prepared import is_only_prepared
from tracegrade.graders.evidence._recurring import was_done_once
from tracegrade.graders.evidence._verification import verifications, works_on_code
from tracegrade.graph.values import forms_of, leaves_of, normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._doings import Doing
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graders.evidence._talk import Talk

__all__ = ["Actions"]

_WORD = re.compile(r"[a-z]+")
_LONGEST_COMMAND = 4_000
_NAMES = frozenset(("id", "code", "email"))
_LONGEST_SETTING = 100
_FEWEST_LETTERS = 5  # of the beginning of a verb that tells it
_FEWEST_IN_NAME = 6  # letters of a participle that stands in the name of a state
_AMOUNTS = frozenset(("money", "quantity"))
_NAMED = 3  # characters of the shortest text that names a thing
_MOST_CALLS = 500
_WATCHING = frozenset(
    ("status", "wait", "watch", "rollout", "describe", "verify", "check", "logs", "events")
)
_NAMING = re.compile(r"^(?!-)(?=.*[-/:_.\d])\w.{3,}")


class Actions:
    """Checks the deeds that one answer claims.

    Args:
        store: The evidence.
        before: Position of the answer.
        failure_words: The words in which the answer tells somewhere that something failed.
        said: The answer.
        talk: What user and agent said before.
    """

    def __init__(
        self,
        store: EvidenceStore,
        before: int,
        *,
        failure_words: str,
        said: str = "",
        talk: Talk | None = None,
    ) -> None:
        self._store = store
        self._before = before
        self._failure_words = failure_words
        self._said = said
        self._talk = talk
        self._calls = [call for call in store.calls if call.step < before][-_MOST_CALLS:]
        self._done: list[Doing] | None = None
        self._is_code: bool | None = None
        self._stated: str | None = None
        self._set: set[Any] | None = None
        self._asked: set[Any] | None = None

    def told_by(self, sentence: Sentence) -> set[Any]:
        """What the calls were given and gave that did what the sentence says was done.

        In whatever words: a call that changed the thing which the sentence names is told of too.
        """
        if sentence.mood is not None:
            return set()
        told: set[Any] = set()
        deeds = deeds_in(sentence.text)
        named = {
            form for each in sentence.stated if each.kind in _NAMES for form in forms_of(each.text)
        }
        for doing in self._doings if deeds or named else ():
            if any(doing.is_done and doing.may_be(deed.kind, deed.verb) for deed in deeds) or (
                named and doing.has_changed and named.intersection(forms_of_call(doing.call))
            ):
                told.update(forms_of_call(doing.call))
        return told

    def asked_with(self) -> set[Any]:
        """What any call was given as short values: what its own agent has named."""
        if self._asked is None:
            self._asked = {
                form for call in self._calls for _, value in leaves_of(call.arguments)
                if not isinstance(value, str) or len(value) <= _LONGEST_SETTING
                for form in forms_of(value)
            }  # fmt: skip
        return self._asked

    def set_by_calls(self) -> set[Any]:
        """What calls that changed something, and went well, were given as short values."""
        if self._set is None:
            values = [
                value for doing in self._doings if doing.has_changed
                for _, value in leaves_of(doing.call.arguments)
                if not isinstance(value, str) or len(value) <= _LONGEST_SETTING
            ]  # fmt: skip
            self._set = {form for value in values for form in forms_of(value)}
        return self._set

    def since(self, step: int) -> list[Doing]:
        """What the calls after a step did."""
        return [doing_of(call) for call in self._calls if call.step > step]

    @property
    def _doings(self) -> list[Doing]:
        if self._done is None:
            self._done = [doing_of(call) for call in self._calls]
        return self._done

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the calls say of the deeds that a sentence claims."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        if self._is_code is None:
            self._is_code = any(map(works_on_code, self._calls))
        if self._is_code:
            yield from verifications(sentence, self._calls)
        for deed in deeds_in(sentence.text):
            check = self._deed(deed, sentence)
            if check is not None:
                yield check

    def of_no_call(self, sentence: Sentence) -> Iterator[Check]:
        """What the agent says that it has done itself, where it called nothing at all."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        for deed in deeds_in(sentence.text):
            if deed.by_agent and not deed.is_weak and not deed.kind.is_vague:
                message = f"says {deed.verb!r}, but no call is recorded"
                yield Check("action", deed.verb, sentence.start + deed.start, "fabricated", code="E11",
                            message=message, expected=f"a completed call that would {deed.kind.name}")  # fmt: skip

    def _deed(self, deed: Deed, sentence: Sentence) -> Check | None:
        at = sentence.start + deed.start
        able = [
            doing for doing in self._doings
            if doing.may_be(deed.kind, deed.verb) and not is_only_prepared(doing, deed, self._said)
        ]  # fmt: skip
        done = [doing for doing in able if doing.is_done]
        failed = [doing for doing in able if doing.status in ("error", "denied")]
        if done:
            calls = [doing.call for doing in done]
            return (
                self._failed_after(deed, sentence, failed, done)
                or self._refused(deed, sentence, calls)
                or self._otherwise(deed, sentence, done)
                or Check("action", deed.verb, at, "grounded", calls[-1].step)
            )
        if failed:
            return self._failed(deed, sentence, failed[-1].call)
        why = self._why_unchecked(deed, sentence, able)
        if why == "":
            return None
        if why is not None:
            return Check("action", deed.verb, at, "unchecked", note=why)
        broken = [doing.call for doing in self._doings if doing.may_have_been_meant]
        if broken:
            return self._failed(deed, sentence, broken[-1])
        message = f"says {deed.verb!r}, but no call did that"
        return Check("action", deed.verb, at, "fabricated", None, code="E11", message=message,
                     expected=f"a completed call that would {deed.kind.name}")  # fmt: skip

    def _otherwise(self, deed: Deed, sentence: Sentence, done: list[Doing]) -> Check | None:
        """A deed that was done, with something else than the sentence says or to another thing."""
        again = was_done_once(deed, sentence.text, self._doings)
        if again is not None:
            message = f"says {deed.verb!r} of {again!r}, but {done[-1].call.tool!r} did it once"
            return Check("action", deed.verb, sentence.start + deed.start, "fabricated", done[-1].call.step, code="E11",
                         message=message, expected="a call that sets up the repeating", also=("E12",))  # fmt: skip
        others = [doing for doing in self._doings if doing not in done]
        check = told_otherwise(deed, sentence, [doing.call for doing in done])
        if check is not None:
            return None if is_linked(check.text, check.expected, others) else check
        return None if deed.is_weak else done_to_another(deed, sentence, done, others, self._store)

    def _why_unchecked(self, deed: Deed, sentence: Sentence, able: list[Doing]) -> str | None:
        """Why a deed that no call did is no fault; empty where it claims nothing."""
        if deed.is_weak or deed.kind.is_vague:
            return ""
        is_part = deed.kind.is_side_effect and not deed.by_agent
        reasons = (
            ("a call is still waiting", lambda: any(doing.status == "pending" for doing in able)),
            (
                "may be part of a change",
                lambda: is_part and any(doing.has_changed for doing in self._doings),
            ),
            (
                "may be part of a change",
                lambda: any(
                    _speaks_of(doing, deed.verb) and not is_only_prepared(doing, deed, self._said)
                    for doing in self._doings
                ),
            ),
            ("may tell of a state", lambda: not deed.by_agent and self._is_state(deed.verb)),
            (
                "may tell of what others did",
                lambda: tells_of_the_world(deed, sentence.text, self._talk),
            ),
            (
                "a tool may do anything",
                lambda: any(
                    each.may_be_anything(sentence.text) or _was_given(each, sentence)
                    for each in self._doings
                ),
            ),
        )
        return next((why for why, holds in reasons if holds()), None)

    def _failed(self, deed: Deed, sentence: Sentence, call: Call) -> Check | None:
        at = sentence.start + deed.start
        if self._is_admitted(call, deed):
            return Check("action", deed.verb, at, "unchecked", note="the failure is told")
        message = f"says {deed.verb!r}, but {call.tool!r} failed and was not made good"
        observed = call.text[:120] or call.status
        return Check("action", deed.verb, at, "contradicted", max(call.result, call.step), code="E10",
                     message=message, expected=observed, also=("E11",))  # fmt: skip

    def _failed_after(
        self, deed: Deed, sentence: Sentence, failed: list[Doing], done: list[Doing]
    ) -> Check | None:
        """A deed that failed after it was begun, or for a part of what the sentence names."""
        is_strict = any(doing.is_strictly(deed.verb) for doing in done)
        late = [doing for doing in failed if doing.call.step > done[-1].call.step]
        is_followed = bool(late) and self._is_followed(done[-1], late[-1])
        if late and late[-1].is_strictly(deed.verb) and (is_followed or not is_strict):
            return self._failed(deed, sentence, late[-1].call)
        calls = [doing.call for doing in done]
        return self._failed_in_part(deed, sentence, [doing.call for doing in failed], calls)

    def _is_followed(self, begun: Doing, later: Doing) -> bool:
        """Whether a command looks after the thing that an earlier one changed, and none does later."""
        if begun.script is None or later.script is None:
            return False
        words = later.script.split()
        same = {each for each in begun.script.split()[1:] if each in words and _NAMING.match(each)}
        return bool(_WATCHING.intersection(words)) and bool(same) and not any(
            doing.call.step > later.call.step and doing.is_done
            and any(each.rpartition("/")[2] in f"{doing.script} {doing.call.text}" for each in same)
            for doing in self._doings
        )  # fmt: skip

    def _refused(self, deed: Deed, sentence: Sentence, done: list[Call]) -> Check | None:
        """A deed whose result refuses it to some, where the answer tells of no failure at all."""
        if self._failure_words:
            return None
        return refused_in_part(deed, sentence, done, self._said)

    def _failed_in_part(
        self, deed: Deed, sentence: Sentence, failed: list[Call], done: list[Call]
    ) -> Check | None:
        """A deed that was done for some of what the sentence names, and failed for the rest."""
        words = normalized(sentence.text)
        made_good = {value for call in done for value in _settings(call)}
        for call in failed:
            told = [value for value in _settings(call) - made_good if value in words]
            later = [each for each in done if each.step > call.step]
            is_retried = any(
                not any(value in words for value in _settings(each) - _settings(call))
                for each in later
            )
            if told and not is_retried:
                return self._failed(deed, sentence, call)
        return None

    def _is_admitted(self, call: Call, deed: Deed) -> bool:
        """Whether the answer tells of this failure: names the tool or deed, or its error's words."""
        said = set(_WORD.findall(self._failure_words))
        if not said:
            return False
        on_topic = {*field_words(call.tool), *deed.kind.tools, deed.verb.lower()}
        error = {word for word in _WORD.findall(call.text.lower()[:500]) if len(word) > 3}
        return bool(said & on_topic) or len(said & error) >= 3

    def _is_state(self, verb: str) -> bool:
        """Whether a result or the user says the word: `your order was shipped` may be a state."""
        if self._stated is None:
            self._stated = " ".join(
                passage.text.lower() for passage in self._store.passages
                if passage.step < self._before and not passage.is_system
            )  # fmt: skip
        told = verb.lower()
        if len(told) >= _FEWEST_IN_NAME and told in self._stated:
            return True  # `presentationscheduled`
        return re.search(rf"\b{re.escape(told)}\b", self._stated) is not None


def _was_given(doing: Doing, sentence: Sentence) -> bool:
    """Whether a tool of unknown effects was given the amount that a sentence tells of."""
    if not doing.is_done or "unknown" not in doing.classes or doing.is_command:
        return False
    given = {form for _, value in leaves_of(doing.call.arguments) for form in forms_of(value)}
    return any(
        ("number", key) in given
        for claim in sentence.particulars if claim.kind in _AMOUNTS for key in claim.keys
    )  # fmt: skip


def _settings(call: Call) -> set[str]:
    """The short texts that a call was given, in normal form."""
    return {
        normalized(value) for _, value in leaves_of(call.arguments)
        if isinstance(value, str) and _NAMED <= len(value) <= _LONGEST_SETTING
    }  # fmt: skip


def _speaks_of(doing: Doing, verb: str) -> bool:
    """Whether a change was told to do a deed beside its own, or tells that it did."""
    if doing.is_draft or not doing.is_done or doing.classes <= {"read"} or doing.is_command:
        return False
    call = doing.call
    text = f"{_json.as_text(call.arguments) or ''} {call.text[:_LONGEST_COMMAND]}"
    return verb.lower()[: max(_FEWEST_LETTERS, len(verb) - 2)] in text[:_LONGEST_COMMAND].lower()


def failure_words_of(sentences: list[Sentence]) -> str:
    """The words of the sentences that tell of something that failed."""
    return " ".join(
        each.text.lower()
        for each in sentences
        if admits_failure(each.text) or is_negated(each.text)
    )
