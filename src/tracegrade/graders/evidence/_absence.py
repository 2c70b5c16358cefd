"""Claims that there is none of something: was it looked for, and was nothing found?"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._denials import KINDS, denials_in, says_found, tells_of_failure
from tracegrade.graders.evidence._elsewhere import another_in_question, another_value
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import plain_words, singular
from tracegrade.graders.evidence._listings import is_empty, lists_in
from tracegrade.graders.evidence._moods import admits_failure
from tracegrade.graders.evidence._shown import shown_by
from tracegrade.graders.evidence._things import called
from tracegrade.graders.evidence._vocabulary import Vocabulary, words_of
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._denials import Denial
    from tracegrade.graders.evidence._talk import Talk

__all__ = ["Absence"]

_SAYS_SEARCHED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:searched|looked|checked|scanned|queried|went through)\b",
    re.IGNORECASE,
)
_RECORD_OF_A_PERSON = re.compile(
    r"\byour\s(?:\w+\s)?(?:profile|account|record|order|file|reservation|booking|contract|policy)s?\b",
    re.IGNORECASE,
)  # which is read under a name of its own
_BLAND = frozenset(
    ("issue", "problem", "error", "change", "difference", "anomaly", "concern", "conflict", "abnormality",
     "discrepancy", "warning", "failure", "blocker", "finding", "bug", "trouble", "irregularity", "exception",
     "duplicate", "damage", "defect", "risk")
)  # fmt: skip
_INSPECTING = frozenset(
    ("scan", "check", "verify", "validate", "audit", "inspect", "test", "analyze", "analyse", "monitor",
     "diagnose", "screen", "lint", "review", "assess", "examine", "evaluate", "health", "run", "ask", "crawl",
     "browse")
)  # fmt: skip
_READERS = re.compile(
    r"(?:sudo\s)?(?:cd\s[^;&|]{1,200}(?:&&|;)\s*)?(?:grep|rg|ag|ack|cat|ls|find|head|tail|wc|git\s(?:grep|log|status|show|diff|branch)|less|awk|jq|select|tree|file|stat|du|df|ps|kubectl\s(?:get|describe|logs))\b",
    re.IGNORECASE,
)
_READING = frozenset(("read", "unknown", "exec"))
_MOST_WANTED = 8
_PROSE = 300  # characters of a text that may say anything


_NAMED = re.compile(r"[\w-]{4,40}")


class Absence:
    """Checks what one answer says that there is none of.

    Args:
        calls: The calls before the answer.
        talk: What was said before the answer.
        answer: The whole answer, which may say that a search failed.
    """

    def __init__(self, calls: list[Call], *, talk: Talk, answer: str) -> None:
        self._calls = calls
        self._asked = talk.wishes
        self._answer = answer

    def denial(self, sentence: Sentence, language: str) -> Denial | None:
        """The first thing that a sentence says there is none of."""
        return next(
            (each for each in denials_in(sentence.text, sentence.start, language) if each.words),
            None,
        )

    def check(self, sentence: Sentence, language: str) -> Check | None:
        """What the calls say of a sentence that denies that there is any."""
        found: Check | None = None
        for denial in denials_in(sentence.text, sentence.start, language):
            check = self._fate(denial, sentence, language)
            if check is not None and check.code is not None:
                return check
            found = found or check
        return found

    def _fate(self, denial: Denial, sentence: Sentence, language: str) -> Check | None:
        """Nothing was found: was it looked for, did the search work, was it really empty?"""
        if not denial.words or len(denial.words) > _MOST_WANTED:
            return None
        related = [call for call in self._reads if self._is_related(call, denial, language)]
        fault = (
            self._failed(related, denial, language)
            or self._shown(related, denial, language)
            or self._elsewhere(related, denial, language)
            or self._never(denial, sentence, language)
        )
        if fault is not None or not related or not says_found(denial, language):
            return fault
        call, text = related[-1], denial.text[:120]
        if (
            call.status in ("ok", "unknown")
            and is_empty(call.content)
            and self._covers(call, denial, language)
        ):
            return Check("absence", text, denial.start, "grounded", call.result)
        return Check(
            "absence", text, denial.start, "unchecked", note="what was searched may be less"
        )

    @cached_property
    def _reads(self) -> list[Call]:
        """The calls that may have looked for something."""
        return [
            call
            for call in self._calls
            if effect_classes(call.tool) & {"read", "unknown", "exec"} or _lists(call)
        ]

    def _is_related(self, call: Call, denial: Denial, language: str) -> bool:
        words = words_of(call)
        return any(words.has(word, language) for word in denial.words)

    def _covers(self, call: Call, denial: Denial, language: str) -> bool:
        words = words_of(call)
        return all(word in KINDS or words.has(word, language) for word in denial.words)

    # What became of the search

    def _failed(self, related: list[Call], denial: Denial, language: str) -> Check | None:
        """The search did not work."""
        tried = related or (self._reads if all(_is_failed(call) for call in self._reads) else [])
        if not tried or not _is_failed(tried[-1]) or not says_found(denial, language):
            return None
        rest = self._answer.replace(denial.text, "")
        if admits_failure(rest) or tells_of_failure(rest):
            return None
        call = tried[-1]
        message = f"says {denial.text[:120]!r}, but {call.tool!r} failed"
        return _fault(
            denial,
            "fabricated",
            max(call.result, call.step),
            message,
            "a search that worked",
            ("E09",),
        )

    def _shown(self, related: list[Call], denial: Denial, language: str) -> Check | None:
        """The search found some."""
        for call in reversed(self._reads):
            is_sound = call.status in ("ok", "unknown") and call.result >= 0
            if not is_sound or self._is_outdated(call):
                continue
            if call not in related and not _mentions(call, denial):
                continue
            shown = shown_by(call, denial, language)
            if shown is not None:
                message = f"says {denial.text[:120]!r}, but {call.tool!r} shows some"
                return _fault(denial, "contradicted", call.result, message, shown[:160])
            if call in related and self._covers(call, denial, language):
                return None
        return None

    def _is_outdated(self, call: Call) -> bool:
        """Whether something may have been changed, or was looked up again, after a call."""
        return (
            call.step < self._last_change or self._last_made.get(_made(call), call.step) > call.step
        )

    @cached_property
    def _last_change(self) -> int:
        """The last call that may have changed something."""
        changes = (
            call.step for call in self._calls
            if has_side_effect(effect_classes(call.tool)) and not _only_reads(call)
        )  # fmt: skip
        return max(changes, default=-1)

    @cached_property
    def _last_made(self) -> dict[str, int]:
        """When each call was made last."""
        return {_made(call): call.step for call in self._calls}

    def _elsewhere(self, related: list[Call], denial: Denial, language: str) -> Check | None:
        """Something else was looked for: another of the things asked about, or another year."""
        if not self._reads or not says_found(denial, language):
            return None
        found = another_value(denial, related, self._asked) if related else None
        if found is None:
            question = {singular(word) for word in plain_words(self._asked)}
            unseen = [
                word
                for word in denial.words
                if word not in KINDS
                and not self._is_seen(word, language)
                and not called(word, self._everything.words)
            ]
            if unseen and all(word in question for word in unseen):
                calls = [(call, words_of(call)) for call in self._reads]
                found = another_in_question(denial, calls, self._asked, unseen)
        if found is None or _is_about(found.call, denial):
            return None
        call = found.call
        message = f"says {denial.text[:120]!r}, but {call.tool!r} looked for {found.sought!r}"
        return _fault(
            denial,
            "fabricated",
            max(call.result, call.step),
            message,
            f"a search for {found.wanted}",
            ("E11",),
        )

    def _is_seen(self, word: str, language: str) -> bool:
        return self._everything.has(word, language)

    @cached_property
    def _everything(self) -> Vocabulary:
        """The words of all calls and results."""
        all_words = [words_of(call) for call in self._calls]
        return Vocabulary(
            word
            for each in all_words
            for part in (each.names, each.given, each.told)
            for word in part.words
        )

    @cached_property
    def _is_open(self) -> bool:
        """Whether some call may have looked for a thing although it names it nowhere."""
        return any(_may_hold_anything(call) for call in self._calls)

    def _never(self, denial: Denial, sentence: Sentence, language: str) -> Check | None:
        """Nothing was looked for at all."""
        wanted = [word for word in denial.words if word not in KINDS]
        if not wanted or not self._calls or any(self._is_seen(word, language) for word in wanted):
            return None
        says_searched = (
            language == "en"
            and _SAYS_SEARCHED.search(sentence.text.replace("\u2019", "'")) is not None
        )
        question = Vocabulary(singular(word) for word in plain_words(self._asked))
        is_asked = any(question.has(word, "en") for word in wanted if word not in _BLAND)
        is_told = is_asked and says_found(denial, language) and self._speaks_as_tools(language)
        is_reading = _RECORD_OF_A_PERSON.search(sentence.text) is not None and bool(self._reads)
        if (not says_searched and not is_told) or is_reading:
            return None
        if self._is_open or (
            says_searched
            and not is_asked
            and any("unknown" in effect_classes(call.tool) for call in self._calls)
        ):
            return None
        message = f"says {denial.text[:120]!r}, but nothing was searched for it"
        return _fault(denial, "fabricated", None, message, "a search for it", ("E11",))

    def _speaks_as_tools(self, language: str) -> bool:
        """Whether the tools are named in the language of the conversation."""
        if language == "en":
            return True
        names = Vocabulary(
            word for call in self._calls for word in words_of(call).names.words if len(word) > 4
        )
        return any(names.has(word, language) for word in plain_words(self._asked) if len(word) > 4)


def _fault(
    denial: Denial,
    status: Any,
    step: int | None,
    message: str,
    expected: str,
    also: tuple[str, ...] = (),
) -> Check:
    text = denial.text[:120]
    return Check(
        "absence",
        text,
        denial.start,
        status,
        step,
        code="E14",
        message=message,
        expected=expected,
        also=also,
    )


def _made(call: Call) -> str:
    return f"{call.tool} {_json.as_text(call.arguments) or ''}"


def _is_failed(call: Call) -> bool:
    return call.status in ("error", "denied")


def _lists(call: Call) -> bool:
    """Whether a call gave a list, as one that reads does whatever its name."""
    return not isinstance(call.content, str) and bool(lists_in(call))


def _mentions(call: Call, denial: Denial) -> bool:
    """Whether a result has a word of what is denied."""
    told = words_of(call).told.words
    return any(word in told for word in denial.words if word not in KINDS)


def _only_reads(call: Call) -> bool:
    """Whether a command is known to read only."""
    commands = [value for _, value in leaves_of(call.arguments) if isinstance(value, str)]
    is_command = "exec" in effect_classes(call.tool)
    return (
        is_command
        and bool(commands)
        and all(_READERS.match(each[:400].lstrip()) and ">" not in each for each in commands)
    )


def _may_hold_anything(call: Call) -> bool:
    """Whether a call may have looked for a thing although it names it nowhere."""
    if _INSPECTING & set(field_words(call.tool)):
        return True
    if "exec" in effect_classes(call.tool) or call.status not in ("ok", "unknown"):
        return True
    if is_empty(call.content) or (isinstance(call.content, str) and not call.text.strip()):
        return True
    if isinstance(call.content, dict) and any(
        value in (0, [], {}) for value in call.content.values()
    ):
        return True
    return any(
        isinstance(value, str) and len(value) > _PROSE for _, value in leaves_of(call.content)
    )


def _is_about(call: Call, denial: Denial) -> bool:
    """Whether a result has a name with digits that the denial has: it was looked at for it."""
    names = {word for word in _NAMED.findall(denial.text) if any(map(str.isdigit, word))}
    return any(name in call.text for name in names)
