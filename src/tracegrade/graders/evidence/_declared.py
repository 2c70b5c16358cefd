"""Success declared over a call that failed for good, in words that name no deed: `All done!`.

The structure says what failed: a call that would have changed something, that failed, and after
which none of its kind went well. What declares success is short and general, or has a word of that
call in it; an answer that tells of the failure anywhere declares nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._kinds import stem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._doings import Doing

__all__ = ["declared_over_failure"]

_SUCCESS = re.compile(
    r"\b(?:done|all set|completed?|success(?:ful(?:ly)?)?|succeeded|finished|went through|sorted|in place|good to go|accomplished"
    r"|taken care of|took care of|carried out|went (?:smoothly|well|fine)|ran (?:smoothly|fine|clean)|worked|works|is through|without (?:any )?(?:problems?|issues?|errors?)"
    r"|no (?:problems?|issues?|errors?)|managed to|was able to|were able to|is ready|now live|passed|ok"
    r"|erledigt|fertig|abgeschlossen|erfolgreich|geklappt|termin\u00e9e?s?|r\u00e9ussie?s?|avec succ\u00e8s|c'est fait|tout est pr\u00eat"
    r"|listo|hecho|completad[oa]s?|con \u00e9xito|fatto|completat[oa]|riuscit[oa]|feito|conclu\u00edd[oa]|com sucesso|klaar|gelukt|voltooid"
    r"|gotowe|zako\u0144czon[oya]|udało się)\b|[\u2705\u2714\u2713]|\u5b8c\u4e86|\u6210\u529f",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"\b(?:fail(?:s|ed|ure|ing)?|errored|unable|unsuccessful|refused|denied|rejected|declined|blocked|aborted|stopped|outstanding|timed out"
    r"|(?:could|can|did|was|were|has|have|is|are|would)(?:n't| not)|cannot|not (?:yet|been|completed?|done|sent|possible)|nothing was"
    r"|fehlgeschlagen|gescheitert|abgelehnt|nicht|kein\w*|\u00e9chou\w*|refus\w*|n'a pas|n'ai pas|pas pu|fall\u00f3|fallado|no se pudo|no he podido"
    r"|no pude|non (?:\u00e8|ho)|fallit\w*|n\u00e3o|falhou|niet|mislukt\w*|nie|b\u0142\u0105d\w*)\b|[\u274c\u2717\u2718]|\u5931\u6557",
    re.IGNORECASE,
)
_GENERAL_WORDS = (
    "your the a an all is are was were has have had been be it its it's i i've we we're we've you you're that that's this"
    " everything task request job mission result status now here just at last end in to of and for with as by on so well"
    " good go set done complete completed success successful successfully succeeded finished went through sorted place"
    " accomplished taken took care carried out smoothly fine worked works ok there no any problems problem issues issue"
    " errors error without nothing left do consider planned happy report requested wanted needed ready live along way"
    " alles ist wurde das die der erledigt fertig abgeschlossen erfolgreich tout est c'est fait pr\u00eat todo est\u00e1 est\u00e1n"
    " listo hecho tutto fatto tudo feito pronto klaar gelukt wszystko jest gotowe"
)
_GENERAL = frozenset(_GENERAL_WORDS.split())
_LIKELY = 5  # letters that `publication` and `publish` begin with
_SHORTEST = 4  # letters that two forms of a word begin with
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")
_PAST = re.compile(r"(?:[a-z]{2,}(?:ed|en)|sent|built|put|set|made|wrote|ran|paid|rebuilt|reset)")
_NEVER = frozenset(
    ("get", "call", "tool", "run", "execute", "use", "the", "with", "service", "data")
)
_OPEN = frozenset(("read", "unknown", "exec", "write"))


def declared_over_failure(claims: Claims, doings: Sequence[Doing]) -> Check | None:
    """A fault where an answer declares success, and a change failed that nothing made good.

    Args:
        claims: The answer.
        doings: What the calls before it did, in order.
    """
    failed = _failed_for_good(doings)
    if not failed or any(_FAILURE.search(_plain(each.text)) for each in claims.sentences):
        return None
    has_others = any(each.has_changed for each in doings)
    for sentence in claims.sentences:
        if sentence.mood is not None:
            continue
        for each in failed:
            if _declares(sentence, each, has_others=has_others):
                return _fault(sentence, each)
    return None


def _failed_for_good(doings: Sequence[Doing]) -> list[Doing]:
    """Calls that would have changed something, failed, and were not followed by one alike that did not."""
    found: list[Doing] = []
    for number, each in enumerate(doings):
        may_change = not each.classes <= ({"read"} if not each.is_command else _OPEN)
        if each.status != "error" or not may_change or each.is_opaque:
            continue
        later = (other for other in doings[number + 1 :] if other.is_done)
        if not any(_is_alike(each, other) for other in later):
            found.append(each)
    return found


def _is_alike(one: Doing, other: Doing) -> bool:
    if one.call.tool == other.call.tool and not one.is_command:
        return True
    return bool((one.words & other.words) - _NEVER) or other.is_opaque


def _declares(sentence: Sentence, failed: Doing, *, has_others: bool) -> bool:
    """Whether a sentence declares that what failed went well."""
    text = _plain(sentence.text)
    success = _SUCCESS.search(text)
    words = _WORD.findall(text)
    own = {word for word in words if word not in _GENERAL}
    shared = [word for word in own if _is_word_of(word, failed)]
    if success is not None and (shared or (not own and not has_others) or _is_of_all(text, own)):
        return True
    return any(_PAST.fullmatch(word) for word in shared)


def _is_of_all(text: str, own: set[str]) -> bool:
    """Whether nothing is left of a sentence but that all is well."""
    return (
        not own
        and re.search(
            r"\b(?:all|everything|request|task|mission|job|alles|tout|todo|tutto|tudo|wszystko)\b",
            text,
        )
        is not None
    )


def _is_word_of(word: str, failed: Doing) -> bool:
    """Whether a word is a form of one that tells what a call did: `deployment` of `deploy_service`."""
    stem = stem_of(word)
    return any(
        len(each) >= _SHORTEST
        and each not in _NEVER
        and (
            stem == each
            or word.startswith(each)
            or (len(each) >= _LIKELY <= len(stem) and stem[:_LIKELY] == each[:_LIKELY])
        )
        for each in failed.words
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("\u2019", "'").split())


def _fault(sentence: Sentence, failed: Doing) -> Check:
    call = failed.call
    message = f"declares success, but {call.tool!r} failed and was not made good"
    written = sentence.text.strip()[:80]
    return Check("action", written, sentence.start, "contradicted", max(call.result, call.step), code="E10",
                 message=message, expected=call.text[:120] or call.status, also=("E11",))  # fmt: skip
