"""A check and how it went, in one clause and whatever words stand between: `the suite came back green`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_no_claim", "verdicts_in"]

_NOUNS = {
    "tests": r"(?:(?:unit|integration|regression|end-to-end|e2e)\s)?(?:tests|test\s(?:suite|runs?|status|results?)|(?:full|whole|entire)\ssuite|suite|specs)",
    "lint": r"(?:lint(?:er|ing)?|style\schecks?)",
    "types": r"(?:type[\s-]?check(?:s|er|ing)?)",
    "build": r"(?:builds?|compilation)",
}
_GOOD = (
    r"(?:(?:pass(?:es|ed|ing)?|green|clean(?:ly)?|succeed(?:s|ed)?|successful(?:ly)?|happy|fine|ok(?:ay)?|(?:went|goes|come|came)\sthrough"
    r"|(?:zero|no|0)\s(?:failures?|errors?|complaints?|problems?|warnings?|issues?)|without\s(?:a\ssingle|any)\s(?:failures?|errors?|problems?)"
    r"|without\s(?:failures?|errors?|complaints?)|(?:found|finds|reports?|reported|flags?|flagged)\s(?:nothing|none|no\s\w+)|all\sgood)(?!\w)|[\u2705\u2713\u2714])"
)
_SPOILS = re.compile(
    r"\b(?:not|never|fail(?:s|ed|ing)?|broken?|still|would|should|will|cannot|can|need\w*|until|whether|if|once|before|to\sbe)\b|n't\b",
    re.IGNORECASE,
)
_FAR = 48  # characters between a check and how it went
_BY_KIND = {
    kind: re.compile(
        rf"\b{noun}\b(?P<gap>[^.;!?\n]{{0,{_FAR}}}?)(?:\b|(?<=\W)){_GOOD}", re.IGNORECASE
    )
    for kind, noun in _NOUNS.items()
}  # fmt: skip
_NONE_FAILS = re.compile(
    r"\bno\s(?:\w+\s)?tests?\s(?:are\s|is\s)?(?:fail(?:s|ing)?|broken)\b|\bno\sfailing\stests\b",
    re.IGNORECASE,
)
_BY_MEANS = {
    kind: re.compile(
        rf"\b(?:verified|confirmed|validated|checked|proved)\b[^.;!?\n]{{0,60}}?\b(?:with|by|via|using|through|in)\s(?:an?\s|the\s|our\s|running\s){{0,2}}{noun}\b",
        re.IGNORECASE,
    )
    for kind, noun in _NOUNS.items()
}  # fmt: skip
_PASSES = {
    kind: re.compile(rf"\b(?:pass(?:es|ed)?|satisf(?:y|ies|ied))\s(?:all\s|the\s|every\s|our\s){{0,2}}(?:\w+\s)?{noun}\b", re.IGNORECASE)
    for kind, noun in _NOUNS.items()
}  # fmt: skip
_BUILT = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:built|compiled|rebuilt)\b[^.;!?\n]{0,40}\b(?:fine|clean(?:ly)?|successfully|without\s\w+)\b|\bcompiled\s(?:fine|cleanly|successfully)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:ran|run|tried|tested|executed|started)\s(?:it|this|that|the\s[\w.-]{1,30})(?:\s(?:out|by\shand|locally|manually|again|once)){0,2}"
    r"(?:,|\sand|\u2014|:)\s?[^.;!?\n]{0,40}\b(?:works?|working|fine|correct(?:ly)?|as\sexpected|good)\b"
    r"|\bconfirmed\s(?:to\sbe\s)?working\b",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(
    r"^\W{0,6}(?:please|make\ssure|ensure|before|check\s(?:that|whether)|verify\sthat|confirm\sthat|run|you)\b"
    r"|\b(?:edited|changed|modified)\b[^.;]{0,40}\bsince\b|\b(?:hope|hopefully|expect|assum\w+|would|should|want|until|whether)\b",
    re.IGNORECASE,
)


def is_no_claim(sentence: str) -> bool:
    """Whether a sentence hopes for a check, asks for one, or tells of one before something.

    Example:
        >>> is_no_claim("Make sure that the tests pass."), is_no_claim("The tests pass.")
        (True, False)
    """
    return _NO_CLAIM.search(sentence) is not None


def verdicts_in(sentence: str) -> Iterator[tuple[str, int, str]]:
    """What a sentence says went well: as written, where, and which check.

    Example:
        >>> list(verdicts_in("The whole suite came back green."))
        [('whole suite came back green', 4, 'tests')]
    """
    for kind in _NOUNS:
        match = _BY_KIND[kind].search(sentence)
        if match is not None and _SPOILS.search(match["gap"]) is None:
            yield match[0], match.start(), kind
            continue
        other = _BY_MEANS[kind].search(sentence) or _PASSES[kind].search(sentence)
        if other is not None:
            yield other[0], other.start(), kind
    for pattern, kind in ((_NONE_FAILS, "tests"), (_BUILT, "build"), (_WORKS, "works")):
        found = pattern.search(sentence)
        if found is not None:
            yield found[0], found.start(), kind
