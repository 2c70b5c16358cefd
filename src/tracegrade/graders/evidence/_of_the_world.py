"""Passives that tell of the world and not of what the agent did: `the job was moved by the watchdog`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._kinds import stem_of
from tracegrade.graders.evidence._unasked import only_asks

if TYPE_CHECKING:
    from tracegrade.graders.evidence._deeds import Deed
    from tracegrade.graders.evidence._talk import Talk

__all__ = ["tells_of_the_world"]

_BY_ANOTHER = re.compile(
    r"\bby\s(?:(?:the|an?|your|their|his|her|its|another|some(?:one|body)|anybody|others?)\b"
    r"(?!\s(?:end|time|way|deadline|following|afternoon|evening|morning|weekend|system|tool)\b)"
    r"|(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Me|Us|E-?mail|I)\b)(?-i:[A-Z][a-z]+)\b)"
)
_LONG_AGO = re.compile(
    r"\b(?:yesterday|ago|last\s(?:week|month|year|night|quarter|spring|summer|autumn|fall|winter|time|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)|(?:in|since)\s(?:early\s|late\s|mid-)?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:19|20)\d\d)|since\s(?:then|your|the\slast|we|it|you|our)|twice|(?:\w+)\stimes|so\sfar|historically|earlier\sthis"
    r"|according\sto|(?:log|logs|history|audit\strail|record|records|report|page|notes?|changelog)\s(?:shows?|says?|notes?|lists?|records?))\b",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are)\s\Z", re.IGNORECASE)  # no `is now`, which tells of a change
_WORD = re.compile(r"[a-z]{3,24}")
_LONGEST_CLAUSE = 90


def tells_of_the_world(deed: Deed, sentence: str, talk: Talk | None) -> bool:
    """Whether a passive names another doer, a time that is over, or what the user only asked about.

    Args:
        deed: The deed.
        sentence: Where it is told.
        talk: What was said before, if that is known.
    """
    if not deed.is_passive:
        return False
    after = sentence[deed.start : deed.start + _LONGEST_CLAUSE]
    if _BY_ANOTHER.search(after) or _LONG_AGO.search(sentence):
        return True
    is_open = _IS.search(sentence[: deed.start]) is not None
    if talk is None or not (is_open or only_asks(talk.asked)):
        return False
    return not _is_wished(deed, talk.wishes)


def _is_wished(deed: Deed, wishes: str) -> bool:
    """Whether the user has spoken of such a deed at all."""
    return any(stem_of(word) in deed.kind.tools for word in _WORD.findall(wishes))
