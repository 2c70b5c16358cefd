"""Totals of a list that a call was asked for a part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import alike, plain_words
from tracegrade.graders.evidence._listings import nouns_of_call
from tracegrade.graders.evidence._quantifiers import admits_a_part, numbers_said
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._listings import Listing
    from tracegrade.graders.evidence._quantifiers import Universal

__all__ = ["filtered", "means"]

_FILTERS = frozenset(
    ("state", "status", "filter", "type", "category", "label", "labels", "severity", "priority", "level",
     "assignee", "author", "kind", "tag", "since", "role", "stage", "tier", "phase", "zustand", "estado", "stato",
     "statut", "etat", "stan", "categoria", "kategorie", "tipo", "prioridad", "toestand")
)  # fmt: skip
_EVERYTHING = frozenset(("all", "any", "*", "", "none", "alle", "tous", "todos", "tutti"))
_WHERE = re.compile(r"\b(\w{1,40})\s{0,3}(?:=|IS)\s{0,3}'([A-Za-z][\w -]{1,30})'", re.IGNORECASE)
_OPTION = re.compile(
    r"--(state|status|filter|type|category|labels?|severity|priority|level|role|stage)[=\s]['\"]?([A-Za-z][\w-]{1,30})",
    re.IGNORECASE,
)
_DETERMINING = frozenset(
    ("many", "the", "our", "your", "my", "all", "of", "any", "number", "count", "list", "total", "their", "its", "every",
     "these", "those", "which", "what", "how", "and", "viele", "alle", "de", "des", "cu\u00e1ntos", "cu\u00e1ntas", "quantas", "quantos",
     "quanti", "quante", "hoeveel", "ile", "wieviele", "los", "las", "os", "as", "gli", "le", "die", "unsere", "nos", "each")
)  # fmt: skip
_ABROAD = {
    "open": "offen abert abiert ouvert apert otwart", "closed": "geschloss abgeschloss cerrad ferm\u00e9 chius fechad geslot zamkni",
    "active": "aktiv actif active activ attiv ativ actie aktyw", "inactive": "inaktiv inactif inactiv inattiv inativ nieaktyw",
    "overdue": "\u00fcberf\u00e4llig retard vencid scadut achterstall zaleg\u0142 atrasad", "paid": "bezahlt pay\u00e9 pagad pagat pago betaald op\u0142acon",
    "unpaid": "unbezahlt offen impay\u00e9 pendient inpagat onbetaald nieop\u0142", "pending": "ausstehend offen attente pendent pendient sospes behandeling oczekuj",
    "critical": "kritisch critique cr\u00edtic critic kritiek krytyczn", "damaged": "besch\u00e4digt endommag da\u00f1ad danificad danneggiat beschadigd uszkodz",
    "available": "verf\u00fcgbar disponib dispon\u00edv beschikbaar dost\u0119p", "published": "ver\u00f6ffentlich publi pubblicat gepubliceerd opublikow",
    "completed": "abgeschloss erledigt termin\u00e9 complet conclu\u00edd voltooid zako\u0144cz", "failed": "fehlgeschlag \u00e9chou fallid falh mislukt nieudan b\u0142\u0119d",
    "shipped": "versandt versend exp\u00e9di enviad spedit verzonden wys\u0142an", "cancelled": "storniert annul\u00e9 cancelad annullat geannuleerd anulow",
}  # fmt: skip


def filtered(
    sentence: Sentence,
    universal: Universal,
    listings: list[Listing],
    calls: list[Call],
    asked: str,
    answer: str,
) -> Check | None:
    """A total, where a call was asked for a part by a filter that nobody named."""
    if admits_a_part(answer, universal.language):
        return None
    numbers = numbers_said(sentence.text, universal.language)
    numbers |= {
        int(each.value)
        for each in sentence.stated
        if each.value is not None and each.value == int(each.value)
    }
    for call in reversed(calls):
        filters = _filters_of(call)
        if not filters or call.status not in ("ok", "unknown"):
            continue
        counts = {len(each.entries) for each in listings if call in each.calls} | _counts_in(
            call.content
        )
        if not (counts - {0, 1}) & numbers or not _is_unnamed(
            filters, asked, answer, universal.language
        ):
            continue
        if _has_wider(call, filters, calls) or not _is_bare(
            sentence.text, counts & numbers, asked, call
        ):
            continue
        shown = ", ".join(filters)
        message = f"gives a total, but {call.tool!r} was asked for {shown} only"
        return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted", max(call.result, call.step),
                     code="E13", message=message, expected=f"only {shown}")  # fmt: skip
    return None


def _filters_of(call: Call) -> list[str]:
    """The words that a call was narrowed down by."""
    found: list[str] = []
    for pointer, value in leaves_of(call.arguments):
        name = pointer.rsplit("/", 1)[-1]
        words = set(field_words(name))
        if isinstance(value, bool):
            narrowing = (
                (words - {"only", "include", "is", "show", "with"})
                if _narrows(words, is_set=value)
                else set()
            )
            found += sorted(narrowing)
        elif isinstance(value, str):
            if (
                words & _FILTERS
                and value.isascii()
                and len(value) <= 40
                and value.lower() not in _EVERYTHING
                and not any(map(str.isdigit, value))
            ):
                found.append(value.lower())
            elif len(value) > 12:
                found += [match[2].lower() for match in (*_WHERE.finditer(value[:4_000]), *_OPTION.finditer(value[:4_000]))
                          if set(field_words(match[1])) & _FILTERS and match[2].lower() not in _EVERYTHING]  # fmt: skip
    return list(dict.fromkeys(found))


def means(word: str, value: str) -> bool:
    """Whether a word of another language is the one for a state that a record holds in English.

    Example:
        >>> means("otwartych", "open"), means("offene", "closed")
        (True, False)
    """
    stems = _ABROAD.get(value)
    return stems is not None and word.startswith(tuple(stems.split()))


def _narrows(words: set[str], *, is_set: bool) -> bool:
    """Whether a switch leaves something out: `active_only` where it is set."""
    return is_set and "only" in words and len(words) > 1


def _is_unnamed(filters: list[str], asked: str, answer: str, language: str) -> bool:
    """Whether neither the question nor the answer names what the call was narrowed down by."""
    said = set(plain_words(asked)) | set(plain_words(answer))
    for each in filters:
        words = [word for word in plain_words(each.replace("_", " ")) if len(word) > 2]
        if any(alike(word, other, "de") for word in words for other in said):
            return False
        if language != "en" or _has_foreign(asked):
            stems = _ABROAD.get(each)
            if stems is None or any(
                word.startswith(stem) for stem in stems.split() for word in said
            ):
                return False
    return True


def _is_bare(text: str, counts: set[int], asked: str, call: Call) -> bool:
    """Whether things are counted without a word that narrows them: `28 issues`, not `28 late issues`."""
    words, question = plain_words(text), plain_words(asked)
    nouns = {*nouns_of_call(call)}
    for at, word in enumerate(words):
        if not (word.isdigit() and len(word) < 7 and int(word) in counts):
            continue
        noun, after = [*words[at + 1 : at + 3], "", ""][:2]
        if not _is_one_of(noun, nouns) and (
            _is_one_of(after, nouns) or (after in question and noun not in question)
        ):
            return False  # a word stands before the noun
        before = (
            question[question.index(noun) - 1] if noun in question and question.index(noun) else ""
        )
        if before and before not in _DETERMINING:
            return False
    return True


def _is_one_of(word: str, nouns: set[str]) -> bool:
    return any(alike(word, noun, "de") for noun in nouns)


def _has_foreign(asked: str) -> bool:
    return not asked.isascii()


def _has_wider(call: Call, filters: list[str], calls: list[Call]) -> bool:
    """Whether another call of the same tool asked for the others too."""
    return any(
        other is not call and other.tool == call.tool and _filters_of(other) != filters
        for other in calls
    )


def _counts_in(content: Any) -> set[int]:
    """What a result says that it counts."""
    if not isinstance(content, dict):
        return set()
    names = {"total", "count", "size", "length", "found", "number"}
    return {
        value for key, value in content.items()
        if set(field_words(str(key))) & names and isinstance(value, int) and not isinstance(value, bool)
    }  # fmt: skip
