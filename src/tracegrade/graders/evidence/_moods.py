"""What a sentence does: assert, deny, guess, plan, ask; and what it is about."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = [
    "admits_failure",
    "approximation_of",
    "is_attributed",
    "is_denied_at",
    "is_negated",
    "mood_of",
    "speaks_of_past",
]

_HEDGED = re.compile(
    r"\b(?:(?<!you )(?-i:may)(?!\s\d)|might|could(?!\s(?:not\s)?(?:find|locate|see)\b)|would|perhaps|probably|possibly|maybe|estimated?|typically|usually"
    r"|for example|for instance|e\.g|such as|i think|i believe|i guess|suppose|assuming"
    r"|let's say|hypothetical(?:ly)?|likely|seems?|appears?|presumably|say,|something like|looks? like|in the format)\b",
    re.IGNORECASE,
)  # "May" with a capital is the month
_APPROXIMATE = re.compile(
    r"(?:(?P<near>\b(?:about|around|nearly|almost|approx(?:imately|\.)?|roughly|circa|ca\.|some|close to|just (?:under|over|above|below)|knapp|rund|etwa|ungef\u00e4hr|gut"
    r"|environ|pr\u00e8s de|\u00e0 peu pr\u00e8s|unos|unas|aproximadamente|cerca de|alrededor de|quasi|ongeveer|zo'n|oko\u0142o|ungefär|cirka|omkring)|[~\u2248])"
    r"|(?P<above>\b(?:over|above|more than|at least|upwards of|exceeds|exceeding)|>|\u2265)"
    r"|(?P<below>\b(?:under|below|less than|fewer than|at most|up to)|<|\u2264))"
    r"\s?(?:an?\s)?[$\u20ac\u00a3]?\Z",
    re.IGNORECASE,
)
_LONGEST_APPROXIMATION = 24
_KEPT = 256  # sentences; each is asked about once a claim in it
_CONDITIONAL = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|or|only|even)\s)\W{0,4}(?:if|unless|once|whether|in case|as soon as"
    r"|when you|after you|before you|should you)\b|\bif (?:you|so|not|the|it|there|we|this|that)\b"
    r"|\bunless\b|\bwhether\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:i will|i'll|i am going to|i'm going to|let me|let's|we will|we'll|next,? i|will be"
    r"|shall i|should i|can i|please (?:confirm|let|provide|tell|specify|choose|reply|share|wait|give|say|select)|plan to|going to|to proceed|(?:i|we) can(?! (?:now |also )?(?:see|tell you that|confirm that)\b)|i need to"
    r"|you could|would you|do you|about to|ready to|allow me)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no longer|cannot|unable|without|neither|nor|failed to|fails to|nothing"
    r"|declined to|yet to)\b|n't\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:not|no|nicht|kein\w*|statt|pas|non|no|n\u00e3o|niet|geen|nie|inte|ikke|instead of|rather than|au lieu de|en lugar de|anzich\u00e9"
    r"|invece di|em vez de|in plaats van|zamiast|i st\u00e4llet f\u00f6r|i stedet for)\s(?:the |die |den |der |les |las |los |i |de |os |as )?\Z",
    re.IGNORECASE,
)
_LONGEST_DENIAL = 24  # characters
_FAILURE = re.compile(
    r"\b(?:errors?|fail(?:s|ed|ure|ing)?|unable|could not|couldn't|cannot|can't|denied|refused"
    r"|reject(?:s|ed)|not found|unavailable|invalid|timed out|timeout|declined|exceed(?:s|ed)"
    r"|problem|issue|unsuccessful|did not|didn't|not (?:been|yet)|hasn't|blocked|offline"
    r"|fehler\w*|fehlgeschlagen|scheiterte?|gescheitert|abgelehnt|verweigert|konnten? [^.;]{0,60}?nicht|nicht (?:gesendet|erreichbar|m\u00f6glich)"
    r"|erreurs?|\u00e9chou\w*|\u00e9chec|refus\w*|n'ai pas pu|n'a pas pu|ne r\u00e9pond\w*|indisponible|en panne"
    r"|fall[o\u00f3]|fallado|rechaz\w*|no se pudo|no he podido|no pude|no responde|errore|fallit\w*|rifiutat\w*|non (?:ho|\u00e8 stato) pot\w*"
    r"|erros?|falhou|recusad\w*|n\u00e3o (?:consegui|foi poss\u00edvel)|foutmelding|fout|mislukt\w*|geweigerd|kon [^.;]{0,40}?niet"
    r"|b\u0142\u0105d\w*|nie uda\u0142o|odrzucon\w*|felmeddelande|misslyckades|fejl\w*|feil\w*)\b"
    r"|\u30a8\u30e9\u30fc|\u5931\u6557|\u3067\u304d\u307e\u305b\u3093",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"\b(?:says?|said|states?|stated|reads?|wrote|writes|according to|quotes?|quoted|told|verbatim|word for word"
    r"|in the words of|exact (?:words|wording)|notes that|provides that|selon|d'apr\u00e8s|pr\u00e9cise|textuellement|laut|gem\u00e4\u00df|zufolge"
    r"|w\u00f6rtlich|hei\u00dft es|schreibt|seg\u00fan|dice|textualmente|secondo|recita|segundo|diz|volgens|letterlijk|wed\u0142ug)\b"
    r"|\u306b\u3088\u308b\u3068|\u306b\u3088\u308c\u3070",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|previous(?:ly)?|original(?:ly)?|earlier|before|former(?:ly)?|used to|old"
    r"|initial(?:ly)?|(?:went|goes|gone|switched|turned|came) from|from [^.;]{0,20}?\d[^.;]{0,30}? to|instead of|rather than|changed|updated|no longer|first"
    r"|moved from|down from|up from|than|used to"
    r"|war(?:en)?|hatten?|bisher|vorher|zuvor|fr\u00fcher|urspr\u00fcnglich|statt|\u00e9tai(?:t|ent)|avai(?:t|ent)|auparavant|avant|au lieu"
    r"|era|eran|ten\u00eda|hab\u00eda|antes|anteriormente|en lugar|aveva|prima|invece|tinha|anterior|was|waren|eerder|voorheen"
    r"|by\u0142[aoy]?|wcze\u015bniej|poprzednio|zamiast)\b",
    re.IGNORECASE,
)
_MOODS = (("conditional", _CONDITIONAL), ("planned", _PLANNED), ("hedged", _HEDGED))


@lru_cache(maxsize=_KEPT)
def mood_of(sentence: str) -> str | None:
    """Why a sentence asserts nothing, or `None` if it does assert something.

    Example:
        >>> mood_of("Shall I refund $40?"), mood_of("I refunded $40.")
        ('question', None)
    """
    folded = sentence.replace("\u2019", "'")
    if folded.rstrip(" \t\n\"')_*").endswith("?"):
        return "question"
    return next((mood for mood, pattern in _MOODS if pattern.search(folded)), None)


def approximation_of(text: str, at: int) -> str | None:
    """Whether the number at a place is given as `near`, `above` or `below` something.

    Example:
        >>> approximation_of("about 40 files", 6), approximation_of("40 files", 0)
        ('near', None)
    """
    found = _APPROXIMATE.search(text[max(0, at - _LONGEST_APPROXIMATION) : at])
    return found.lastgroup if found is not None else None


@lru_cache(maxsize=_KEPT)
def is_negated(sentence: str) -> bool:
    """Whether something in the sentence is denied."""
    return _NEGATED.search(sentence.replace("\u2019", "'")) is not None


def is_denied_at(text: str, at: int) -> bool:
    """Whether what stands at a place is denied by the words right before it.

    Example:
        >>> is_denied_at("Bestellt sind 420, nicht 240.", 25), is_denied_at("Das sind 240.", 9)
        (True, False)
    """
    return _DENYING.search(text[max(0, at - _LONGEST_DENIAL) : at]) is not None


@lru_cache(maxsize=_KEPT)
def admits_failure(sentence: str) -> bool:
    """Whether the sentence tells of something that failed."""
    return _FAILURE.search(sentence.replace("\u2019", "'")) is not None


@lru_cache(maxsize=_KEPT)
def is_attributed(sentence: str) -> bool:
    """Whether the sentence says that somebody said something."""
    return _ATTRIBUTED.search(sentence.replace("\u2019", "'")) is not None


@lru_cache(maxsize=_KEPT)
def speaks_of_past(sentence: str) -> bool:
    """Whether the sentence may tell how something was before."""
    return _PAST.search(sentence) is not None
