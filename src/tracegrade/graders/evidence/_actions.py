"""Claimed deeds against the calls that were made: not done, failed, or done otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._deeds import Deed, deeds_in
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import admits_failure, is_negated
from tracegrade.graders.evidence._verification import verification_of
from tracegrade.graph.values import forms_of, leaves_of, particulars_in
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
_COMPARED = ("email", "id")
_SAME = {"email": {"email"}, "id": {"id", "code"}}  # a word before it makes a code an id
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

    def told_by(self, sentence: Sentence) -> set[Any]:
        """What the calls were given and gave that did what the sentence says was done."""
        if sentence.mood is not None:
            return set()
        return {
            form
            for deed in deeds_in(sentence.text)
            for call in self._calls
            if call.status in _PERFORMED and self._may_do(call, deed)
            for form in _forms(call)
        }

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
        if done:
            return self._as_told(deed, sentence, done) or Check(
                "action", deed.verb, at, "grounded", done[-1].step
            )
        failed = [call for call in able if call.status in ("error", "denied")]
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
        if any(self._may_do_anything(call) for call in self._calls):
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

    def _is_admitted(self, call: Call, deed: Deed) -> bool:
        """Whether the answer tells of this failure: names the tool or deed, or its error's words."""
        said = set(_WORD.findall(self._failure_words))
        if not said:
            return False
        on_topic = {*field_words(call.tool), *deed.kind.tools, deed.verb.lower()}
        error = {word for word in _WORD.findall(call.text.lower()[:500]) if len(word) > 3}
        return bool(said & on_topic) or len(said & error) >= 3

    def _as_told(self, deed: Deed, sentence: Sentence, done: list[Call]) -> Check | None:
        """A deed that was done, with other arguments than the sentence says."""
        if not deed.by_agent or len({call.tool for call in done}) > 1:
            return None
        known = {form for call in done for form in _forms(call)}
        for claim in sentence.particulars:
            if claim.kind not in (*_COMPARED, "money") or set(forms_of(claim.text)) & known:
                continue
            if any(("number", key) in known for key in claim.keys):
                continue
            used = [value for call in done for value in _like(claim.kind, call.arguments)]
            if len(set(used)) == 1 and len(done) == 1:
                message = f"says {deed.verb!r} with {claim.text!r}, but the call had {used[0]!r}"
                return Check("action", claim.text, claim.start, "contradicted", done[0].step,
                             code="E12", severity="warn", message=message, expected=used[0], also=("E01",))  # fmt: skip
        return None

    def _may_do(self, call: Call, deed: Deed) -> bool:
        words = self._tool_words(call)
        if words & deed.kind.tools:
            return True
        classes = effect_classes(call.tool)
        if "unknown" in classes and call.status in _PERFORMED:
            return bool(words & _stem_of(deed.verb))
        return bool(classes & deed.kind.effects)

    def _may_do_anything(self, call: Call) -> bool:
        return bool(effect_classes(call.tool) & _OPEN_EFFECTS) and call.status in _PERFORMED

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


def _forms(call: Call) -> set[Any]:
    """Everything that a call was given, and gave."""
    values = [value for _, value in leaves_of(call.arguments)]
    found = {form for value in values for form in forms_of(value)}
    found |= {form for _, value in leaves_of(call.content) for form in forms_of(value)}
    texts = [value for value in (*values, call.text) if isinstance(value, str)]
    for text in texts:
        for each in particulars_in(text[:20_000]):
            found |= set(forms_of(each.text)) | {("number", key) for key in each.keys}
    return found


def _like(kind: str, arguments: Any) -> list[Any]:
    """The arguments of a call that are of a kind."""
    found: list[Any] = []
    for pointer, value in leaves_of(arguments):
        words = field_words(pointer.rsplit("/", 1)[-1])
        if kind == "money":
            if isinstance(value, int | float) and {"amount", "price", "total", "sum"} & set(words):
                found.append(value)
        elif isinstance(value, str) and any(
            {each.kind, kind} <= _SAME[kind] and each.text == value
            for each in particulars_in(value[:100])
        ):
            found.append(value)
    return found


def failure_words_of(sentences: list[Sentence]) -> str:
    """The words of the sentences that tell of something that failed."""
    return " ".join(each.text.lower() for each in sentences if admits_failure(each.text))
