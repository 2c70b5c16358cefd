"""What a reply to a proposal does, decided from its words where they decide it.

A reply affirms or denies only where a clause begins with the words for it and nothing in the reply
takes that back: a condition, an amendment or a second voice makes it a matter of judgement.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

__all__ = ["Act", "act_of", "amendment_of", "asks_for", "is_request", "seeks_consent"]

Act = Literal["affirm", "deny", "conditional", "amend", "directive", "question", "other"]
"""`conditional`, `amend` and `other` take judgement."""

_LONGEST = 4000  # characters of a reply that are read

_AFFIRM = re.compile(
    r"(?:yes|yeah|yep|yup|sure|okay|ok|absolutely|definitely|certainly|of course|agreed|confirmed|approved?"
    r"|confirm(?=\W*$)|correct|exactly|affirmative|go ahead|proceed|do it|do that|do so|do both|make it so"
    r"|please (?:do(?: (?:it|that|so|both))?|go ahead|proceed|continue|confirm)(?=\W*$|\s(?:with|and|to)\b)"
    r"|i (?:do )?(?:confirm|agree|approve|consent|accept|authorize)"
    r"|(?:that|this|it|everything|all (?:of )?(?:that|this)?)(?:'s| is| are| looks?| sounds?|'s all| all (?:looks?|sounds?))?"
    r" (?:correct|right|fine|good|great|perfect|okay|ok|works(?: for me)?|accurate)"
    r"|(?:looks?|sounds?) (?:good|great|perfect|fine|right|correct)|works for me"
    r"|(?:let's|lets|let us|i'll|i will|you (?:can|may)|feel free to) (?:just )?(?:do (?:it|that|this)|go ahead|proceed|go for it)"
    r"|i(?:'d| would)? (?:like|want|wish) (?:you )?to (?:proceed|go ahead|confirm|continue)"
    r"|i'm (?:fine|okay|ok|happy|good) with (?:that|this|it|the)|happy to proceed|go for it)\b"
)
_DENY = re.compile(
    r"(?:no(?=\W*$|[,.!;]|\s(?:thanks|thank you|please|don't|do not|i|that|not|wait|stop|way)\b)|nope|nah|don't|do not|please don't|please do not|stop|never mind|nevermind|not (?:yet|now|really)|wait"
    r"|hold on|hold off|cancel that|forget it|absolutely not|definitely not|certainly not"
    r"|i (?:don't|do not|didn't|did not|would not|wouldn't|won't|will not|can't|cannot)"
    r" (?:want|agree|approve|confirm|consent|authorize|accept|like|wish)"
    r"|(?:that|this|it)(?: is|'s| does)? ?(?:not|n't)|i'd rather not|i would rather not|i'd rather you didn't|i refuse|i decline|rejected|denied|declined)\b"
)
_HARMLESS_NO = re.compile(
    r"no(?:,? (?:problem|worries|other|more|further|additional|need|changes?|questions?|thanks?,? that's all"
    r"|that's (?:all|it|everything|fine|correct|right|good|okay))|,? nothing (?:else|more))\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|so long as|only (?:if|when|after)|assuming|on condition|once"
    r"|until|but first|before you)\b"
)
_HARMLESS_CONDITION = re.compile(
    r"\b(?:let me know if|if (?:you need|there's anything|there is anything|that's all|you have any)|see if|as if"
    r"|even if|if any\b|once (?:again|more)|at once)"
)
_AMENDMENT = re.compile(
    r"\b(?:but|except|instead|rather than|however|although|though|change (?:it|that|the)|actually"
    r"|only the|just the|not the)\b"
    r"|(?:^|[,.;:!]\s*|\b(?:please|just|you|and|to|let's|rather|so|then)\s+)(?<!able to )make (?:it|that)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:but|however|although|no,?) (?:please )?(?:do not|don't)(?: you)? (?:[a-z]+ )?(?:it|that|this)\W*$"
)
_QUESTION = re.compile(
    r"(?:what|when|where|who|whom|whose|which|why|how|is|are|was|were|does|do you|did|will|has|have|am i|should"
    r"|(?:can|could|would|will) (?:you|i|we) (?:please )?(?:tell|explain|clarify|confirm whether|check|let me know|know|see"
    r"|also tell|show)|do i|may i ask|any)\b"
)
_REQUEST = re.compile(
    r"(?:please|kindly|(?:can|could|would|will) you(?: please)?|i(?:'d| would)? (?:like|love|want|need|prefer|wish)\b"
    r"|i(?:'ll| will) (?:take|go with|use|have|pay)|let's|lets|let us|go with|use|choose|pick|option \w+|the (?:first|second"
    r"|third|last|former|latter)|number \w+|book|cancel|change|update|upgrade|send|pay|refund|delete|remove|add|create|move"
    r"|transfer|buy|order|return|exchange|deploy|run|post|schedule|set|make|give|put|modify|switch|reserve|issue|email|mail|share|forward|invite|publish|write|upload|execute|start|launch|install"
    r"|build|grant|give|fix|submit|wire|charge|purchase|withdraw|deposit|wipe|clear|close|approve|reply|do)\b"
)
_COURTESY = re.compile(
    r"(?:(?:hi|hello|hey|thanks?(?: you)?(?: so much| very much)?|thank you|great|perfect|awesome|excellent|wonderful"
    r"|alright|all right|well|so|oh|ah|hmm|um|great news|sounds lovely|got it|i see|understood|fantastic|cool|and|then"
    r"|also|in that case|that case|for now|just|now|ok so)\b[\s,.!:-]*)+"
)
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_CLAUSE = re.compile(r",|\s-\s|\s\u2013\s|\u2014|\band\b|\bbut\b|\bthen\b|\bso\b")
_FOLDED = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})
_CONSENT = re.compile(
    r"\b(?:shall i|should i|may i|(?:can|could) i (?:go ahead|proceed)|would you like|do you want|do you wish|please confirm"
    r"|confirm\b|proceed|go ahead|yes\s?/\s?no|y\s?/\s?n|is (?:that|this|it|everything|all)[\w\s]{0,20}(?:ok|okay|correct"
    r"|right|alright|fine|good|acceptable)|are you (?:sure|ok|okay|happy|fine)|do you (?:agree|approve|consent|authorize"
    r"|confirm|accept)|does (?:that|this|it) (?:look|sound|work)|approval|approve|permission|okay to|ok to|ready to"
    r"|reply (?:with )?\W?yes|say yes|which (?:one|option)|i(?:'ll| will| am going to|'m going to| can| plan to|'d like to))"
)
_URGE = re.compile(r"\b(?:proceed|go ahead)\b")
_NEGATED = re.compile(
    r"\b(?:do not|don't|never|without|not to|rather not|no need to|instead of|stop|avoid|refrain|can't|cannot|won't)\b"
)


@lru_cache(maxsize=2048)
def act_of(reply: str) -> Act:
    """What a reply does.

    Example:
        >>> act_of("Yes, please go ahead."), act_of("Yes, but make it economy")
        ('affirm', 'amend')
        >>> act_of("No, don't do that."), act_of("No problem, go ahead!"), act_of("How much is it?")
        ('deny', 'affirm', 'question')
        >>> act_of("I'd like option 2"), act_of("Yes, if it is free"), act_of("It is for my wife.")
        ('directive', 'conditional', 'other')
    """
    found: set[str] = set()
    for sentence in _SENTENCE.findall(_folded(reply)):
        found.update(_acts_of_sentence(sentence.strip()))
    if _TAKEN_BACK.search(_folded(reply)):
        return "deny"
    if {"affirm", "deny"} <= found or ("other" in found and "affirm" not in found):
        return "other"
    for act in ("deny", "conditional", "amend", "affirm", "directive", "question"):
        if act in found and (act not in ("conditional", "amend") or "affirm" in found):
            return act
    return "other"


def amendment_of(reply: str) -> str:
    """What a reply says after the word that amends; empty if it amends nothing.

    Example:
        >>> amendment_of("Yes, but make it economy")
        'make it economy'
    """
    text = _folded(reply)
    found = _AMENDMENT.search(text)
    if found is None:
        return ""
    start = (
        found.end()
        if found[0] in ("but", "except", "however", "although", "though")
        else found.start()
    )
    return text[start:].strip(" ,.!;")


def seeks_consent(proposal: str) -> bool:
    """Whether a text asks for consent, or announces what its speaker is about to do.

    Example:
        >>> seeks_consent("Shall I book it?"), seeks_consent("It departs at nine.")
        (True, False)
    """
    return _CONSENT.search(_folded(proposal)) is not None


def asks_for(text: str, verb: str = "") -> list[str]:
    """The sentences of a text that ask for something to be done, without those that forbid it.

    Args:
        text: What somebody said.
        verb: What else a request may begin with: what the tool in question is called after.

    Example:
        >>> asks_for("Hi there. Please refund order A-1. Do not cancel it. Is it late?")
        ['please refund order a-1.']
        >>> asks_for("Release lion-3 now. Release lion-4 has been seen.", "release")
        ['release lion-3 now.']
    """
    return [
        sentence
        for sentence in map(str.strip, _SENTENCE.findall(_folded(text)))
        if _NEGATED.search(sentence) is None
        if _CONDITION.search(_HARMLESS_CONDITION.sub(" ", sentence)) is None
        if is_request(sentence) or (verb and _begins_with(sentence, verb))
    ]


def _begins_with(sentence: str, verb: str) -> bool:
    """Whether a clause begins with a verb that nothing is said of: `order A-1 is late` asks for nothing."""
    pattern = (
        rf"{re.escape(verb)}\b(?!(?:\s+\S+){{0,3}}\s+(?:is|was|are|were|has|have|had|did|does)\b)"
    )
    clauses = (sentence, *map(str.strip, _CLAUSE.split(sentence)))
    return any(re.match(pattern, _without_courtesy(clause)) is not None for clause in clauses)


def is_request(sentence: str) -> bool:
    """Whether some clause of a sentence asks for something to be done, on whatever condition.

    Example:
        >>> is_request("If it is late, cancel the order."), is_request("The order is late.")
        (True, False)
    """
    text = _folded(sentence).strip()
    return any(_asks(clause) for clause in (text, *map(str.strip, _CLAUSE.split(text))))


def _asks(clause: str) -> bool:
    """Whether a clause is a request, a question put as one too (`could you cancel it?`)."""
    text = _without_courtesy(clause)
    return _REQUEST.match(text) is not None and _QUESTION.match(text) is None


def _folded(text: str) -> str:
    return text[:_LONGEST].translate(_FOLDED).lower()


def _without_courtesy(sentence: str) -> str:
    found = _COURTESY.match(sentence)
    return sentence[found.end() :] if found and found.end() < len(sentence) else sentence


def _acts_of_sentence(sentence: str) -> set[str]:
    said = _act_of_clause(sentence)
    for clause in map(str.strip, _CLAUSE.split(sentence)):
        denies_a_part = clause.startswith(("no ", "not "))  # "..., no insurance, thanks"
        said |= _act_of_clause(clause) - ({"deny"} if denies_a_part else set())
    if _CONDITION.search(_HARMLESS_CONDITION.sub(" ", sentence)):
        said.add("conditional")
    if _AMENDMENT.search(sentence):
        said.add("amend")
    if sentence.endswith("?"):
        if _URGE.search(sentence):
            return {"other"}  # "can we proceed?" may be a yes
        if "directive" not in said and ("question" in said or "affirm" not in said):
            return {"question"}  # "okay, what does it cost?" agrees to nothing
    return said


def _act_of_clause(clause: str) -> set[str]:
    for text in (clause, _without_courtesy(clause)):
        if _HARMLESS_NO.match(text):
            return set()
        for act, pattern in _BEGINNINGS:
            if pattern.match(text):
                return {act}
    return set()


_BEGINNINGS = (
    ("deny", _DENY), ("affirm", _AFFIRM), ("question", _QUESTION), ("directive", _REQUEST),
)  # fmt: skip
