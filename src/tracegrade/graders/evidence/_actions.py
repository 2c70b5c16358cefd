"""Claimed deeds against the calls that were made: not done, failed, or done otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._deeds import Deed, deeds_in
from tracegrade.graders.evidence._failures import is_acknowledgement
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._misreported import forms_of_call, told_otherwise
from tracegrade.graders.evidence._moods import admits_failure, is_negated
from tracegrade.graders.evidence._verification import verification_of
from tracegrade.graph.values import forms_of, leaves_of, normalized
from tracegrade.signals import EffectClass, effect_classes, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Actions"]

_WORD = re.compile(r"[a-z]+")
_LONGEST_COMMAND = 4_000
_LONGEST_SETTING = 100
_PERFORMED = ("ok", "unknown")
_OPEN_EFFECTS = frozenset(("unknown", "exec", "delegate"))  # may do anything
_GENERAL = frozenset(
    ("call", "invoke", "do", "action", "perform", "process", "handle", "manage", "agent", "tool", "api", "request",
     "browser", "computer", "code", "operate", "control", "client", "workflow", "job", "run", "function", "mcp", "use")
)  # fmt: skip
_NAMED = 3  # characters of the shortest text that names a thing
_MOST_CALLS = 500


class Actions:
    """Checks the deeds that one answer claims.

    Args:
        store: The evidence.
        before: Position of the answer.
        admits: Whether the answer tells somewhere that something failed.
        said: What the user and the results say, where a passive may tell of a state.
    """

    def __init__(self, store: EvidenceStore, before: int, *, failure_words: str) -> None:
        self._store = store
        self._before = before
        self._failure_words = failure_words
        self._calls = [call for call in store.calls if call.step < before][-_MOST_CALLS:]
        self._words: dict[int, set[str]] = {}
        self._stated: str | None = None
        self._set: set[Any] | None = None
        self._asked: set[Any] | None = None

    def told_by(self, sentence: Sentence) -> set[Any]:
        """What the calls were given and gave that did what the sentence says was done."""
        if sentence.mood is not None:
            return set()
        return {
            form
            for deed in deeds_in(sentence.text)
            for call in self._calls
            if call.status in _PERFORMED and self._may_do(call, deed)
            for form in forms_of_call(call)
        }

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
                value for call in self._calls if _has_changed(call)
                for _, value in leaves_of(call.arguments)
                if not isinstance(value, str) or len(value) <= _LONGEST_SETTING
            ]  # fmt: skip
            self._set = {form for value in values for form in forms_of(value)}
        return self._set

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the calls say of the deeds that a sentence claims."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        verification = verification_of(sentence, self._calls)
        if verification is not None:
            yield verification
        if is_negated(sentence.text):
            return
        for deed in deeds_in(sentence.text):
            check = self._deed(deed, sentence)
            if check is not None:
                yield check

    def _deed(self, deed: Deed, sentence: Sentence) -> Check | None:  # noqa: PLR0911 one return a fate
        at = sentence.start + deed.start
        able = [call for call in self._calls if self._may_do(call, deed)]
        done = [call for call in able if call.status in _PERFORMED]
        failed = [call for call in able if call.status in ("error", "denied")]
        if done:
            return (
                self._failed_in_part(deed, sentence, failed, done)
                or told_otherwise(deed, sentence, done)
                or Check("action", deed.verb, at, "grounded", done[-1].step)
            )
        if failed:
            return self._failed(deed, sentence, failed[-1])
        if deed.is_weak:
            return None
        if any(call.status == "pending" for call in able):
            return Check("action", deed.verb, at, "unchecked", note="a call is still waiting")
        if not deed.by_agent and deed.kind.is_side_effect and any(map(_has_changed, self._calls)):
            return Check("action", deed.verb, at, "unchecked", note="may be part of a change")
        if not deed.by_agent and self._is_state(deed.verb):
            return Check("action", deed.verb, at, "unchecked", note="may tell of a state")
        if any(self._may_do_anything(call, sentence) for call in self._calls):
            return Check("action", deed.verb, at, "unchecked", note="a tool may do anything")
        message = f"says {deed.verb!r}, but no call did that"
        return Check("action", deed.verb, at, "fabricated", None, code="E11", message=message,
                     expected=f"a completed call that would {deed.kind.name}")  # fmt: skip

    def _failed(self, deed: Deed, sentence: Sentence, call: Call) -> Check | None:
        at = sentence.start + deed.start
        if self._is_admitted(call, deed):
            return Check("action", deed.verb, at, "unchecked", note="the failure is told")
        message = f"says {deed.verb!r}, but {call.tool!r} failed and was not made good"
        observed = call.text[:120] or call.status
        return Check("action", deed.verb, at, "contradicted", max(call.result, call.step), code="E10",
                     message=message, expected=observed, also=("E11",))  # fmt: skip

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

    def _may_do(self, call: Call, deed: Deed) -> bool:
        words = self._tool_words(call)
        if words & deed.kind.tools:
            return True
        classes = effect_classes(call.tool)
        if "unknown" in classes and call.status in _PERFORMED:
            return bool(words & _stem_of(deed.verb))
        return bool(classes & deed.kind.effects)

    def _may_do_anything(self, call: Call, sentence: Sentence) -> bool:
        """Whether a call may have done what its name does not say.

        A tool that is named after a thing, and gave more than an acknowledgement, looked it up.
        """
        classes = effect_classes(call.tool)
        if not classes & _OPEN_EFFECTS or call.status not in _PERFORMED:
            return False
        if "unknown" not in classes or call.status == "unknown":
            return True
        words = set(field_words(call.tool))
        said = {word.removesuffix("s") for word in _WORD.findall(sentence.text.lower())}
        is_named = bool({word.removesuffix("s") for word in words} & said)
        return bool(words & _GENERAL) or is_named or is_acknowledgement(call.content)

    def _tool_words(self, call: Call) -> set[str]:
        if call.step not in self._words:
            words = set(field_words(call.tool))
            classes = effect_classes(call.tool)
            if "draft" in words or "preview" in words:
                words = {"draft"}
            elif _reads_only(classes):
                words = set()
            elif "exec" in classes:
                command = (_json.as_text(call.arguments) or "")[:_LONGEST_COMMAND]
                words |= set(_WORD.findall(command.lower()))
            elif call.arguments is not None:
                words |= _action_words(call.arguments)
            self._words[call.step] = words
        return self._words[call.step]

    def _is_state(self, verb: str) -> bool:
        """Whether a result or the user says the word: `your order was shipped` may be a state."""
        if self._stated is None:
            self._stated = " ".join(
                passage.text.lower() for passage in self._store.passages
                if passage.step < self._before and not passage.is_system
            )  # fmt: skip
        return re.search(rf"\b{re.escape(verb.lower())}\b", self._stated) is not None


def _settings(call: Call) -> set[str]:
    """The short texts that a call was given, in normal form."""
    return {
        normalized(value) for _, value in leaves_of(call.arguments)
        if isinstance(value, str) and _NAMED <= len(value) <= _LONGEST_SETTING
    }  # fmt: skip


def _reads_only(classes: frozenset[EffectClass]) -> bool:
    return classes <= {"read"}


def _has_changed(call: Call) -> bool:
    return call.status in _PERFORMED and has_side_effect(effect_classes(call.tool))


def _stem_of(verb: str) -> set[str]:
    verb = verb.lower()
    return {verb, verb.removesuffix("ed"), verb.removesuffix("d"), verb.removesuffix("led")}


def _action_words(arguments: Any) -> set[str]:
    """Words of short arguments that may say what a general tool does: `{"action": "delete"}`."""
    if not isinstance(arguments, dict):
        return set()
    named = [arguments.get(key) for key in ("action", "operation", "method", "command", "type")]
    return {
        word for each in named if isinstance(each, str) for word in _WORD.findall(each.lower()[:80])
    }


def failure_words_of(sentences: list[Sentence]) -> str:
    """The words of the sentences that tell of something that failed."""
    return " ".join(each.text.lower() for each in sentences if admits_failure(each.text))
