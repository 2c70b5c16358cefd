"""Standing orders and the like that are told of a call that did something once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.graders.evidence._deeds import Deed
    from tracegrade.graders.evidence._doings import Doing

__all__ = ["was_done_once"]

_KINDS = frozenset(("create", "schedule", "transfer", "pay", "book"))
_AGAIN = re.compile(
    r"\b(?:standing\sorder|recurring|(?:every|each)\s(?:day|week|month|quarter|year)|dauerauftrag|wiederkehrend\w*|jede[nrs]?\s(?:tag|woche|monat|jahr)"
    r"|(?:virements?|prélèvements?|ordres?)\s(?:permanents?|récurrents?)|chaque\s(?:jour|semaine|mois|année)"
    r"|(?:transferencia|orden|pago)s?\s(?:periódic[ao]|permanente|recurrente)s?|cada\s(?:día|semana|mes|año)"
    r"|(?:bonifico|ordine|pagamento)\s(?:ricorrente|permanente|periodico)|ogni\s(?:giorno|settimana|mese|anno)"
    r"|(?:transferência|ordem|pagamento)\s(?:permanente|recorrente)|tod[oa]s\s[oa]s\s(?:dias|semanas|meses|anos)"
    r"|(?:periodieke|doorlopende)\s(?:overboeking|opdracht)|elke\s(?:dag|week|maand)|elk\sjaar|zleceni[ea]\sstałe|co\s(?:tydzień|miesiąc|rok)"
    r"|stående\s\w+|varje\s(?:dag|vecka|månad|år)|fast\soverførsel|hver\s(?:dag|uge|måned))\b",
    re.IGNORECASE,
)
_OF_REPEATING = re.compile(
    r"recur|repeat|interval|frequen|rrule|cron|daily|weekly|monthly|quarter|yearly|annual|every|each|standing|period|schedul|permanent|dauer|wiederh|wiederk"
    r"|tag|woche|monat|jahr|jour|semaine|mois|mensu|mensi|mensa|d[ií]a|semana|\bmes\b|giorn|settiman|mese|maand|week|month|year|miesi|tydzie|m[aå]nad|veck|m[aå]ned|uge"
    r"|next_(?:run|date|payment)|cycle|series|subscription|plan|times|count|occurrence",
    re.IGNORECASE,
)
_LONGEST = 4_000


def was_done_once(deed: Deed, sentence: str, doings: list[Doing]) -> str | None:
    """What is told to come again, where no call speaks of any repeating; `None` otherwise.

    Args:
        deed: The deed.
        sentence: Where it is told.
        doings: Every call before the answer.
    """
    if not deed.by_agent or deed.kind.name not in _KINDS:
        return None
    told = _AGAIN.search(sentence)
    if told is None or any(_speaks_of_repeating(doing) for doing in doings):
        return None
    return told[0]


def _speaks_of_repeating(doing: Doing) -> bool:
    if doing.is_opaque:
        return True
    call = doing.call
    given = (_json.as_text(call.arguments) or "")[:_LONGEST]
    return _OF_REPEATING.search(f"{call.tool} {given} {call.text[:_LONGEST]}") is not None
