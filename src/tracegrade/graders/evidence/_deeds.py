"""Which deeds an answer claims: verbs, in which form, and where what they were done to is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._abroad import (
    CONDITIONAL_ABROAD,
    DENIED_ABROAD,
    FORMS_ABROAD,
    JOINED_ABROAD,
    KIND_ABROAD,
    MORE_ABROAD,
    WORDS_ABROAD,
)
from tracegrade.graders.evidence._kinds import KINDS
from tracegrade.graders.evidence._moods import is_negated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._kinds import Kind

__all__ = ["Deed", "deeds_in"]

_PARTICIPLES = {
    "send": "sent emailed e-mailed messaged notified texted forwarded posted mailed informed",
    "book": "booked reserved ordered",
    "refund": "refunded reimbursed credited",
    "pay": "paid charged purchased bought wired",
    "cancel": "cancelled canceled revoked",
    "delete": "deleted removed erased purged uninstalled wiped",
    "create": "created added generated",
    "change": "updated changed modified edited renamed moved upgraded downgraded exchanged swapped rebooked",
    "deploy": "deployed published released merged pushed uploaded rolled&out shipped",
    "close": "closed resolved archived",
    "schedule": "scheduled rescheduled",
    "submit": "submitted filed",
    "transfer": "transferred escalated",
    "restart": "restarted rebooted reloaded",
    "renew": "renewed extended",
    "assign": "assigned reassigned",
    "switch": "enabled disabled activated deactivated blocked unblocked locked unlocked suspended frozen reset"
    " configured paused resumed",
    "enrol": "enrolled subscribed unsubscribed",
    "save": "saved stored recorded exported",
    "fix": "fixed patched implemented refactored corrected",
    "install": "installed",
    "back up": "backed&up",
    "restore": "restored",
    "roll back": "rolled&back",
    "commit": "committed",
    "comment": "commented",
    "approve": "approved",
    "reject": "rejected declined",
    "rotate": "rotated",
    "apply": "applied",
    "request": "requested",
    "label": "labelled labeled tagged pinned muted",
}
_MAY_BE_STATES = frozenset(
    word.replace("&", " ")
    for kind in ("assign", "switch", "enrol", "save", "fix", "install", "approve", "reject", "request", "label")
    for word in _PARTICIPLES[kind].split()
) | {"ordered", "extended", "informed", "corrected"}  # fmt: skip
"""What a passive of tells of how a thing is, and not of what the agent did."""
_OF_WORDS_TOO = frozenset(
    (
        "corrected",
        "informed",
        "recorded",
        "ordered",
        "extended",
        "merged",
        "informiert",
        "korrigiert",
        "corrigé",
    )
)
"""What an agent may as well have done in its answer, or to the text of a file."""
_OBJECTS = {
    "refund": "refund reimbursement",
    "pay": "payment transfer deposit",
    "book": "booking reservation order purchase",
    "cancel": "cancellation",
    "change": "exchange change update",
    "schedule": "appointment reminder meeting event",
    "create": "ticket case issue account backup",
    "open a pull request": r"pull\srequest|merge\srequest|pr|mr",
    "submit": "request claim application report",
    "send": "email message invitation invite notification reply",
}
_KIND_OF_OBJECT = {
    word.replace(r"\s", " "): kind
    for kind, words in _OBJECTS.items()
    for word in (words.split("|") if "|" in words else words.split())
}


def _longest_first(words: dict[str, str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(" ", r"\s") for word in ordered)


_OBJECT = _longest_first(_KIND_OF_OBJECT)
_KIND_OF = {
    word.replace("&", " "): kind for kind, words in _PARTICIPLES.items() for word in words.split()
}
_VERBS = _longest_first(_KIND_OF)
_ADVERBS = (
    r"(?:(?:now|just|already|also|successfully|been|then|since|both|therefore|subsequently)\s){0,3}"
)
_NOT_ONCE = r"(?<!if )(?<!after )(?<!once )(?<!before )(?<!when )"
_ACTIVE = re.compile(
    rf"{_NOT_ONCE}\b(?:i|we)(?:'ve|\shave|\shad)?\s{_ADVERBS}({_VERBS})\b", re.IGNORECASE
)
_ELIDED = re.compile(
    rf"^[\s*_\"'(\u2713\u2714\u2705-]{{0,8}}(?:\d{{1,2}}[.)]\s{{1,3}})?(?:(?:done|all\sset|also|then|next|finally)[\s,.:!-]{{1,3}}){{0,2}}"
    rf"(?:successfully\s)?({_VERBS})(?=\s(?:the|your|a|an|this|that|all|both|it|them|its|our|their|his|her|to|from)\b|\s[`\"'(#@])",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"\b(?:(?:has|have)\s{_ADVERBS}|(?:is|are|was|were)\s(?:now|successfully|already)\s{_ADVERBS}"
    rf"|is\s)({_VERBS})\b(?!\s(?:by|when|if|under|through|via)\s)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"\b(?:is|are|was|were|been|got)\s{_ADVERBS}(?:[a-z]{{2,20}}(?:ed|t|n),?\s(?:and|then|and\sthen)\s{_ADVERBS})?({_VERBS})\b(?!\s(?:by|when|if|under|through|via)\s)",
    re.IGNORECASE,
)
_LIGHT_VERB = (
    r"processed|issued|made|initiated|completed|placed|put\sthrough|arranged|raised|opened|set\sup|set|logged"
    r"|submitted|created|filed"
)
_DETERMINER = r"(?:an?|the|your|their|his|her|our|this|that)"
_LIGHT = re.compile(
    rf"{_NOT_ONCE}\b(?:i|we)(?:'ve|\shave|\shad)?\s{_ADVERBS}(?:[^.;:!?]{{1,60}}?,?\sand\s)?"
    rf"((?:{_LIGHT_VERB})\s{_DETERMINER}\s(?:\w+\s){{0,2}}?({_OBJECT}))\b",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"\b(?:i|we)(?:'ve|\shave|\shad)?\s(?:(?!\b(?:you|he|she|they|that|which|who|was|were|is|are|been|if|not)\b)[^.;:!?])"
    rf"{{1,60}}?,?\sand\s{_ADVERBS}({_VERBS})\b",
    re.IGNORECASE,
)
_LET_KNOW = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)\s(?:\w+ly\s)?(let)\s(?!you\b)[\w\s]{1,40}?\sknow\b", re.IGNORECASE
)
_ADVERBIAL = re.compile(
    rf"(?:^|[.!,:]\s)\W{{0,4}}(?:done|successfully|all set)\W{{1,3}}(?:the\s[\w ]{{1,40}}\s)?({_VERBS})\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"\s?(?:\([^()]{{1,80}}\)\s)?(?:,|and|,\sand)\s{_ADVERBS}({_VERBS})\b", re.IGNORECASE
)
_AHEAD = re.compile(r"\s(?:for|at|on|to)\s", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s(?:(?:you|us|him|her|them|another|a\sfurther|a|an|one|two|three|four|five|six|ten|twelve|\d{1,5})\s){1,3}"
    r"(?!(?:list|table|ranking|overview|summary|index|bibliography)\b)(?![^.;!?]{0,80}?\b(?:by|alphabetically|chronologically|from)\b)",
    re.IGNORECASE,
)
_STATES_AHEAD = frozenset(("scheduled", "booked", "reserved"))

_FORMS = (
    (_ACTIVE, True), (_SECOND, True), (_ELIDED, False), (_PASSIVE, False), (_ADVERBIAL, False), (_WEAK, False),
)  # fmt: skip


_WORD = re.compile(r"\w{2,24}")
_TELLING = frozenset(word.split()[0] for word in (*_KIND_OF, *_KIND_OF_OBJECT, "let"))
"""Words without one of which nothing is claimed."""


@dataclass(slots=True)
class Deed:
    """A deed that a sentence claims.

    Attributes:
        kind: What is said to have been done.
        verb: The participle, as written.
        start: Where it begins in the sentence.
        by_agent: Whether the sentence says who did it (`I`, `we`), and not only that it is done.
        is_weak: Whether it may as well tell of a state, so that only a failure speaks against it.
        is_passive: Whether it is told as something that has happened to a thing.
    """

    kind: Kind
    verb: str
    start: int
    by_agent: bool
    is_weak: bool = False
    is_passive: bool = False


def deeds_in(sentence: str) -> Iterator[Deed]:
    """The deeds that a sentence claims, in order and once each.

    Example:
        >>> [(each.kind.name, each.by_agent) for each in deeds_in("I've cancelled the order.")]
        [('cancel', True)]
        >>> [each.kind.name for each in deeds_in("J'ai annul\u00e9 le rendez-vous.")]
        ['cancel']
    """
    folded = sentence.replace("\u2019", "'")
    words = frozenset(_WORD.findall(folded.lower()))
    if is_negated(folded):
        return
    if words & _TELLING:
        yield from _in_english(folded)
    if words & WORDS_ABROAD or MORE_ABROAD.search(folded):
        yield from _abroad(folded)


def _in_english(folded: str) -> Iterator[Deed]:
    for match in _LIGHT.finditer(folded):
        kind = KINDS[_KIND_OF_OBJECT[re.sub(r"\s", " ", match[2].lower())]]
        yield Deed(kind, match[1], match.start(1), by_agent=True)
    for match in _LET_KNOW.finditer(folded):
        yield Deed(KINDS["send"], match[1], match.start(1), by_agent=True)
    seen: set[str] = set()
    for pattern, by_agent in _FORMS:
        for match in pattern.finditer(folded):
            for verb, start in _with_joined(folded, match):
                name = re.sub(r"\s", " ", verb.lower())
                is_open = not by_agent and pattern is not _ELIDED and name in _MAY_BE_STATES
                if name not in seen and not is_open:
                    seen.add(name)
                    is_weak = pattern is _WEAK or (
                        name in _OF_WORDS_TOO and not _is_purchase(name, folded, start)
                    )
                    is_weak = is_weak or _is_ahead(name, folded, match) or _is_of_world(match)
                    is_passive = pattern in (_PASSIVE, _WEAK)
                    yield Deed(KINDS[_KIND_OF[name]], verb, start, by_agent, is_weak, is_passive)


def _is_ahead(verb: str, text: str, match: re.Match[str]) -> bool:
    """Whether a passive tells of a time to come: `departure is scheduled for 6:40`."""
    if verb not in _STATES_AHEAD or match.re is _ACTIVE:
        return False
    is_now = match.re is _ELIDED or match[0].lower().startswith(("is", "are"))
    return is_now and _AHEAD.match(text, match.end(1)) is not None


def _is_purchase(verb: str, text: str, start: int) -> bool:
    """Whether things were ordered by their number, and not put in order: `I ordered 12 filters`."""
    return verb == "ordered" and _COUNTED.match(text, start + len(verb)) is not None


def _is_of_world(match: re.Match[str]) -> bool:
    """Whether something else has done it, or come to it: `the pod has restarted`, `the price has changed`."""
    said = match[0].lower()
    return match.re is _PASSIVE and said.startswith(("has", "have")) and " been " not in said


def _with_joined(text: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The verb, and those joined to it: `I cancelled and refunded`."""
    yield match[1], match.start(1)
    joined = _JOINED.match(text, match.end(1))
    if joined is not None:
        yield joined[1], joined.start(1)


def _abroad(text: str) -> Iterator[Deed]:
    """Deeds told in other languages than English."""
    seen: set[int] = set()
    for language, pattern, by_agent in FORMS_ABROAD:
        is_asked = False
        for match in pattern.finditer(text):
            if not seen and DENIED_ABROAD.search(text):
                return
            if not is_asked and CONDITIONAL_ABROAD[language.split()[0]].search(text):
                break
            is_asked = True
            for verb, start in _with_joined_abroad(text, match, language, by_agent=by_agent):
                if start not in seen:
                    seen.add(start)
                    kind = _kind_abroad(verb.lower(), language)
                    is_weak = not by_agent or kind == "fix" or verb.lower() in _OF_WORDS_TOO
                    yield Deed(KINDS[kind], verb, start, by_agent, is_weak)


def _with_joined_abroad(
    text: str, match: re.Match[str], language: str, *, by_agent: bool
) -> Iterator[tuple[str, int]]:
    yield match[1], match.start(1)
    pattern = JOINED_ABROAD.get(language) if by_agent else None
    joined = None if pattern is None else pattern.match(text, match.end(1))
    if joined is not None:
        yield joined[1], joined.start(1)


def _kind_abroad(word: str, language: str) -> str:
    """The kind of a word, or of the longest beginning of it that is one."""
    table = KIND_ABROAD[language]
    return next(table[word[:end]] for end in range(len(word), 0, -1) if word[:end] in table)
