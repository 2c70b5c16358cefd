"""Words by which a text denies or reserves something, which an ellipsis may not leave out."""

from __future__ import annotations

import re

from tracegrade.graders.evidence._languages import language_of

__all__ = ["reserves"]

_RESERVING = re.compile(
    r"(?:\b(?:not|never|none|nor|without|except\w*|unless|cannot|hardly|neither|only|excluding|provided that|subject to|other than|apart from|save (?:for|in|where|as)"
    r"|nicht|kein\w{0,2}|nie|niemals|ohne|au\u00dfer|ausser|ausgenommen|mit ausnahme|ausnahmsweise|es sei denn|nur|vorbehaltlich|sofern"
    r"|pas|jamais|aucune?s?|sans|sauf|hormis|except\u00e9\w{0,2}|(?:\u00e0 )?l'exception|(?:\u00e0 )?l'exclusion|\u00e0 moins|sous r\u00e9serve|seulement|uniquement|\u00e0 condition"
    r"|nunca|jam\u00e1s|sin|salvo|excepto|excepci\u00f3n|menos que|s\u00f3lo|solo|solamente|\u00fanicamente|ning\u00fan|ningun[oa]s?|siempre que"
    r"|n\u00e3o|sem|exceto|exce\u00e7\u00e3o|nenhuma?s?|nenhuns|a menos|apenas|somente|desde que"
    r"|non|mai|senza|tranne|eccetto|eccezione|fuorch\u00e9|esclus[oaie]|a meno|soltanto|nessun[oa]?|purch\u00e9"
    r"|niet|geen|nooit|zonder|behalve|tenzij|uitgezonderd|uitzondering|slechts|alleen|mits"
    r"|nigdy|bez|opr\u00f3cz|z wyj\u0105tkiem|poza|chyba \u017ce|o ile|tylko|wy\u0142\u0105cznie|\u017cad\w{1,4}"
    r"|inte|ej|aldrig|utan|utom|f\u00f6rutom|undantag\w{0,4}|ing[ae][nt]?|endast|bortsett|s\u00e5vida"
    r"|ikke|uden|undtagen|undtagelse|medmindre|kun|bortset|unntatt|unntak)\b|n't\b)"
)
_NO = re.compile(r"\bno\b")


def reserves(text: str, start: int, end: int) -> bool:
    """Whether a part of a text in normal form denies something, or makes an exception.

    Example:
        >>> text = "open to all, except in ward 3, from noon"
        >>> reserves(text, 11, 31), reserves(text, 0, 11)
        (True, False)
        >>> reserves("os pedidos feitos no prazo s\u00e3o aceites", 17, 26)
        False
    """
    if _RESERVING.search(text, start, end) is not None:
        return True
    is_denied = _NO.search(text, start, end) is not None
    return is_denied and language_of(text) != "pt"  # where it is `in the`
