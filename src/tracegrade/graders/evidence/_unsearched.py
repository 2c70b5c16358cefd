"""Claims to have found no more of something in a place at large, where no call looked beyond single things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._listings import lists_in
from tracegrade.graders.evidence._quantifiers import admits_a_part
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence

__all__ = ["unsearched"]

_FOUND_NONE = re.compile(
    r"\b(?:(?:i|we)(?:'ve|\shave)?\s(?:also\s)?(?:found|saw|see|seen|find|spotted|came across|located)\s(?:no|none|nothing|nobody)"
    r"|(?:i|we)\s(?:did|could|can|do|have)(?:n't|\snot|not)\s(?:find|found|see|seen|spot|locate)\s(?:any|another|a single)"
    r"|(?:i|we)(?:'ve|\shave)?\s(?:searched|looked|grepped|scanned)\b[^.;]{0,60}\b(?:no|none|nothing|nobody|n't|not)"
    r"|(?:keine?[nmrs]?|nichts|niemand\w*)\b[^.;]{0,80}\b(?:gefunden|entdeckt|gesehen)"
    r"|(?:finde|sehe|fand)\s(?:ich|wir)?\s?[^.;]{0,20}\bkeine?[nmrs]?"
    r"|n'(?:ai|avons)\s(?:trouv\u00e9|vu|rep\u00e9r\u00e9)\s(?:aucune?|pas|rien|personne)|n'(?:ai|avons)\s(?:pas|rien)\s(?:trouv\u00e9|vu|rep\u00e9r\u00e9)|ne\s(?:trouve|vois)\s(?:aucune?|pas|rien)"
    r"|no\s(?:he|hemos)\s(?:encontrado|visto|hallado)|no\s(?:encontr\u00e9|encontramos|encuentro|veo|hall\u00e9)|n\u00e3o\s(?:encontr\w+|vi|achei|localizei)"
    r"|non\s(?:ho|abbiamo)\s(?:trovato|visto|individuato)|non\s(?:trovo|vedo)|(?:geen|niets|niemand)\b[^.;]{0,80}\b(?:gevonden|gezien|aangetroffen)"
    r"|nie\s(?:znalaz\w+|widz\w+|natrafi\w+)|(?:hittade|s\u00e5g|har hittat)\s(?:inga|inget|ingen)|(?:fandt|s\u00e5|har fundet)\s(?:ingen|intet|ikke)"
    r"|there (?:is|are) (?:no|nothing)(?=\s(?:other|else|further)))\b",
    re.IGNORECASE,
)
_AT_LARGE = re.compile(
    r"\b(?:in|across|throughout|on|anywhere|elsewhere|im|in der|in den|dans|dans le|dans la|en el|en la|en|no|na|nel|nella|in het|in de|w|i)\s"
    r"(?:(?:the|your|our|this|whole|entire|rest of the|rest of your|any of the|any of your|other|ganzen|gesamten|le|la|les|tout le|toute la|todo el|toda la|todo o|toda a|tutto il|tutta la|hele|ca\u0142ym|hela|hele)\s){0,2}"
    r"(?:repositor\w+|repo|code ?base|source tree|source code|project|projekt\w*|proyecto|projeto|progetto|projet|workspace|monorepo|d\u00e9p\u00f4t|kodbasen|kodebasen|repozytorium|projekcie|c\u00f3digo|codice"
    r"|mailbox|inbox|postfach|bo\u00eete mail|buz\u00f3n|bandeja|caixa de entrada|casella|skrzynce|inkorgen|indbakken"
    r"|database|datenbank|base de donn\u00e9es|base de datos|banco de dados|calendar|kalender\w*|calendrier|calendario|drive|archives?|archiv|web|internet|wiki|collection|catalogu?e?|bestand)\b"
    r"|\b(?:anywhere|elsewhere) (?:else|in)\b|\banywhere\b|\bnirgends\b|\bnulle part\b|\bin nessun altro\b",
    re.IGNORECASE,
)
_SEARCHING_TOLD = """search find grep rg ag list ls glob query lookup scan index reference references usage usages callers browse all sql history
    tree walk explore discover crawl match count report summary dump export stats check suche suchen liste recherche chercher
    rechercher buscar listar cercare cerca elenco pesquisar procurar zoeken zoek lijst szukaj lista sok sog ask agent task
    delegate subagent research verify validate test lint diagnostics analyze analyse inspect"""
_SEARCHING = frozenset(_SEARCHING_TOLD.split())
_SOUGHT_TOLD = (
    "q query pattern term terms keyword keywords search regex phrase question filter url urls"
)
_SOUGHT = frozenset(_SOUGHT_TOLD.split())
_LONGEST = 400


def unsearched(sentence: Sentence, calls: list[Call], answer: str, language: str) -> Check | None:
    """A fault where nothing was found in a whole repository, mailbox or the like that no call searched.

    Only where each call before was for one thing by its name: a file that was opened, a record that was
    fetched, a change.
    """
    found = _FOUND_NONE.search(sentence.text.replace("\u2019", "'"))
    if found is None or not calls or _AT_LARGE.search(sentence.text) is None:
        return None
    if admits_a_part(answer, language) or any(_may_search(call) for call in calls):
        return None
    said = sentence.text.strip()[:120]
    message = f"says {said!r}, but no call searched for it"
    return Check("absence", said, sentence.start + found.start(), "fabricated", None, code="E14",
                 message=message, expected="a search for it", also=("E11",))  # fmt: skip


def _may_search(call: Call) -> bool:
    """Whether a call may have looked at more than one thing by its name."""
    if _SEARCHING & set(field_words(call.tool)):
        return True
    names = {word for pointer, _ in leaves_of(call.arguments) for word in field_words(pointer)}
    if _SOUGHT & names:
        return True
    classes = effect_classes(call.tool)
    if "exec" in classes or call.status not in ("ok", "unknown"):
        return True
    given = [value for _, value in leaves_of(call.arguments) if isinstance(value, str)]
    if not given or any("*" in value[:_LONGEST] for value in given):
        return True  # it names nothing, or a pattern
    return not isinstance(call.content, str) and bool(lists_in(call))
