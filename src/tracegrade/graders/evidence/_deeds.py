"""Which deeds an answer claims: verbs, and the calls that could have done them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Deed", "Kind", "deeds_in"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed.

    Attributes:
        name: What it is called in findings.
        tools: Words in the names of tools, or in commands, that do it.
        effects: Effect classes of tools that may do it under another name.
        is_side_effect: Whether any change may bring it about: a booking is charged, and nobody
            calls a tool for that.
    """

    name: str
    tools: frozenset[str]
    effects: frozenset[str]
    is_side_effect: bool = False


def _kind(name: str, tools: str, effects: str) -> Kind:
    return Kind(name, frozenset(tools.split()), frozenset(effects.split()))


_SEND = _kind(
    "send", "send email mail message notify text sms reply forward post dm slack", "egress"
)
_BOOK = _kind("book", "book reserve create purchase order schedule buy add", "money")
_REFUND = replace(
    _kind("refund", "refund credit reimburse return certificate compensation payment", "money"),
    is_side_effect=True,
)
_PAY = replace(
    _kind("pay", "pay charge transfer purchase buy bill payment wire remit", "money"),
    is_side_effect=True,
)
_CANCEL = _kind(
    "cancel", "cancel delete remove terminate void revoke unsubscribe stop end", "destructive"
)
_DELETE = _kind(
    "delete",
    "delete remove rm purge drop unlink erase clear clean trash destroy rmdir",
    "destructive",
)
_CREATE = _kind(
    "create",
    "create add new insert open make write post set schedule book register generate save touch mkdir",
    "write",
)
_CHANGE = _kind(
    "change", "update modify change edit set patch write put exchange replace move rename add remove"
    " upgrade downgrade swap fix apply str_replace", "write destructive money",
)  # fmt: skip
_DEPLOY = _kind("deploy", "deploy release publish push rollout ship merge post launch upload", "")
_CLOSE = _kind("close", "close resolve update set complete finish archive", "write destructive")
_SCHEDULE = _kind("schedule", "schedule create add book set reserve reminder invite", "write")
_SUBMIT = _kind("submit", "submit send create post file register request upload", "write egress")
_HANDOVER = _kind(
    "transfer", "transfer handoff escalate human agent delegate route assign", "delegate money"
)
_RESTART = _kind(
    "restart",
    "restart reboot start stop kill rollout bounce recycle redeploy delete scale reset",
    "destructive",
)
_RENEW = _kind("renew", "renew extend prolong update change buy purchase pay", "write money")
_ASSIGN = _kind(
    "assign", "assign update set edit transfer route add delegate move change", "write delegate"
)
_SWITCH = _kind(
    "switch",
    "enable disable activate deactivate toggle switch turn set update change block unblock lock unlock"
    " suspend resume freeze unfreeze grant revoke reset configure edit patch",
    "write destructive privilege",
)
_ENROL = _kind(
    "enrol", "enrol enroll register subscribe signup sign add create join invite", "write"
)
_SAVE = _kind(
    "save", "save store write log record add insert put create update export upload", "write egress"
)
_MEND = _kind(
    "fix",
    "fix write edit patch apply replace update modify change create str insert commit set",
    "write",
)

_PARTICIPLES = {
    _SEND: "sent emailed e-mailed messaged notified texted forwarded posted",
    _BOOK: "booked reserved ordered",
    _REFUND: "refunded reimbursed credited",
    _PAY: "paid charged purchased bought wired",
    _CANCEL: "cancelled canceled",
    _DELETE: "deleted removed erased purged",
    _CREATE: "created added generated",
    _CHANGE: "updated changed modified edited renamed moved upgraded downgraded exchanged swapped",
    _DEPLOY: "deployed published released merged pushed uploaded",
    _CLOSE: "closed resolved archived",
    _SCHEDULE: "scheduled rescheduled",
    _SUBMIT: "submitted filed",
    _HANDOVER: "transferred escalated",
    _RESTART: "restarted rebooted",
    _RENEW: "renewed extended",
    _ASSIGN: "assigned reassigned",
    _SWITCH: "enabled disabled activated deactivated blocked unblocked locked unlocked suspended frozen reset"
    " configured",
    _ENROL: "enrolled subscribed",
    _SAVE: "saved stored recorded exported",
    _MEND: "fixed patched implemented refactored installed",
}
_MAY_BE_STATES = frozenset(
    word for kind in (_ASSIGN, _SWITCH, _ENROL, _SAVE, _MEND) for word in _PARTICIPLES[kind].split()
) | {"ordered", "extended"}
"""What a passive of tells of how a thing is, and not of what the agent did."""
_OBJECTS = {
    _REFUND: "refund reimbursement",
    _PAY: "payment transfer deposit",
    _BOOK: "booking reservation order purchase",
    _CANCEL: "cancellation",
    _CHANGE: "exchange change update",
    _SCHEDULE: "appointment reminder meeting event",
    _CREATE: "ticket case issue account backup",
    _SUBMIT: "request claim application report",
    _SEND: "email message invitation invite notification reply",
}
_KIND_OF_OBJECT = {word: kind for kind, words in _OBJECTS.items() for word in words.split()}
_OBJECT = "|".join(sorted(_KIND_OF_OBJECT, key=lambda word: (-len(word), word)))
_KIND_OF = {word: kind for kind, words in _PARTICIPLES.items() for word in words.split()}
_VERBS = "|".join(sorted(_KIND_OF, key=lambda word: (-len(word), word)))
_ADVERBS = r"(?:(?:now|just|already|also|successfully|been|then|since|both|therefore)\s){0,3}"
_ACTIVE = re.compile(
    rf"(?<!if )(?<!after )(?<!once )(?<!before )\b(?:i|we)(?:'ve|\shave|\shad)?\s{_ADVERBS}({_VERBS})\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"\b(?:(?:has|have)\s{_ADVERBS}|(?:is|are|was|were)\s(?:now|successfully|already)\s{_ADVERBS}"
    rf"|is\s)({_VERBS})\b(?!\s(?:by|when|if|under|through|via)\s)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf"\b(?:is|are|was|were|been|got)\s{_ADVERBS}({_VERBS})\b(?!\s(?:by|when|if|under|through|via)\s)",
    re.IGNORECASE,
)
_LIGHT = re.compile(
    rf"(?<!if )(?<!after )(?<!once )(?<!before )\b(?:i|we)(?:'ve|\shave|\shad)?\s{_ADVERBS}"
    r"((?:processed|issued|made|initiated|completed|placed|put\sthrough|arranged|raised|opened|set\sup|set|logged"
    rf"|submitted)\s(?:an?|the|your|their|his|her|our|this|that)\s(?:\w+\s){{0,2}}({_OBJECT}))\b",
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
_JOINED = re.compile(rf"\s?(?:,|and|,\sand)\s{_ADVERBS}({_VERBS})\b", re.IGNORECASE)


_FORMS = ((_ACTIVE, True), (_SECOND, True), (_PASSIVE, False), (_ADVERBIAL, False), (_WEAK, False))


@dataclass(slots=True)
class Deed:
    """A deed that a sentence claims.

    Attributes:
        kind: What is said to have been done.
        verb: The participle, as written.
        start: Where it begins in the sentence.
        by_agent: Whether the sentence says who did it (`I`, `we`), and not only that it is done.
        is_weak: Whether it may as well tell of a state, so that only a failure speaks against it.
    """

    kind: Kind
    verb: str
    start: int
    by_agent: bool
    is_weak: bool = False


def deeds_in(sentence: str) -> Iterator[Deed]:
    """The deeds that a sentence claims, in order and once each.

    Example:
        >>> [(each.kind.name, each.by_agent) for each in deeds_in("I've cancelled the order.")]
        [('cancel', True)]
    """
    folded = sentence.replace("\u2019", "'")
    for match in _LIGHT.finditer(folded):
        kind = _KIND_OF_OBJECT[match[2].lower()]
        yield Deed(kind, match[1], match.start(1), by_agent=True)
    for match in _LET_KNOW.finditer(folded):
        yield Deed(_SEND, match[1], match.start(1), by_agent=True)
    seen: set[str] = set()
    for pattern, by_agent in _FORMS:
        for match in pattern.finditer(folded):
            for verb, start in _with_joined(folded, match):
                is_open = not by_agent and verb.lower() in _MAY_BE_STATES
                if verb.lower() not in seen and not is_open:
                    seen.add(verb.lower())
                    is_weak = pattern is _WEAK
                    yield Deed(_KIND_OF[verb.lower()], verb, start, by_agent, is_weak)


def _with_joined(text: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The verb, and those joined to it: `I cancelled and refunded`."""
    yield match[1], match.start(1)
    joined = _JOINED.match(text, match.end(1))
    if joined is not None:
        yield joined[1], joined.start(1)
