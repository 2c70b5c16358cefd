"""Where an answer says that there is none of something, and what it says it of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._languages import WORDS, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KINDS", "Denial", "content_words", "denials_in", "says_found", "tells_of_failure"]

_TRIGGERS = {
    "en": r"no(?!\s(?:longer|later|more|less|need|doubt|problem|worries|matter|luck|idea|further|other|additional|action|way|reason|one\b|new\b)|[,.!:;?-])"
    r"|none|nothing(?!\selse)|not (?:any|a single)|(?:zero|0)(?=\s(?:results?|matches|hits|entries|records|rows|findings)\b)"
    r"|(?:does|do|did)(?:n't|\snot) (?:currently |yet )?(?:exist|appear|contain|include|mention|occur|feature|list|find|see|locate|return|turn up)|(?:does|did)(?:n't|\snot) (?:have|show)"
    r"|(?:is|are|was|were)(?:n't|\snot) (?:any\b|a single|in|on|listed|among|included|present|mentioned|registered|recorded|part of)"
    r"|(?:could|can)(?:n't|\s?not) (?:find|locate|see)|(?:have|has|had)(?:n't|\snot) (?:found|seen|received|located|had any)",
    "de": r"keine?[nmrs]?(?!\s(?:weiteren?|anderen?|mehr|Problem|Sorge))|nichts|nirgends|nicht (?:gefunden|vorhanden|enthalten|aufgef\u00fchrt|verzeichnet|erw\u00e4hnt|zu finden|gelistet)|taucht nicht|existier\w+ nicht",
    "fr": r"aucune?(?!\sautre)|rien|n'y a pas|n'existent? pas|ne figure\w* pas|n'appara\u00eet pas|introuvables?|ne (?:contient|mentionne|trouve) (?:pas|aucune?)|n'a pas de|pas (?:trouv\u00e9|vu) d[e']",
    "es": r"ning\u00fan(?!\sotro)|ninguna(?!\sotra)|nada|no (?:hay|tenemos|veo|existen?|figuran?|aparecen?|constan?|contiene|menciona|tiene|encontr\w+|se (?:encontr|ha encontrado|han encontrado)\w*)",
    "pt": r"nenhuma?(?!\soutr)|nada|n\u00e3o (?:h\u00e1|temos|existem?|encontr[a\u00e1]mos|vi|constam?|aparecem?|cont\u00e9m|menciona|tem|encontrei|foi encontrad\w|foram encontrad\w\w|foi localizad\w)",
    "it": r"nessun[oa]?'?(?!\saltr)|niente|nulla|non (?:ci sono|c'\u00e8|abbiamo (?:trovato )?|vedo|trovo|esist\w+|risult\w+|figura\w*|compare|compaiono|contiene|menziona|ha trovato|ho trovato|\u00e8 presente)",
    "nl": r"geen(?!\s(?:andere|verdere|probleem))|niets|nergens|niet (?:gevonden|aanwezig|vermeld|opgenomen)|bestaat niet|komt niet voor",
    "sv": r"ing[ae][nt]?(?!\s(?:andra|annan|annat|fara|problem))|inget|ingenting|(?:finns|hittade|hittar|s\u00e5g|fick) inte|inte (?:hitta[dt]?|finns|n\u00e5gon|n\u00e5got|n\u00e5gra)|saknas",
    "da": r"ingen(?!\s(?:andre|problem))|intet|ingenting|(?:findes|fandt|s\u00e5|fik) ikke|ikke (?:fundet|nogen|noget|nogle)|mangler",
    "pl": r"nie ma|brak|\u017cad[ne]\w*(?!\sinn)|nic|nie (?:znalezion\w+|znalaz\w+|istniej\w+|wyst\u0119puj\w+|figuruj\w+|zawiera|wspomina)",
    "ja": r"\u3042\u308a\u307e\u305b\u3093|\u898b\u3064\u304b\u308a\u307e\u305b\u3093|\u5b58\u5728\u3057\u307e\u305b\u3093|\u898b\u5f53\u305f\u308a\u307e\u305b\u3093|\u306a\u3057|\u3044\u307e\u305b\u3093|\u8a72\u5f53\u306a\u3057",
}
_STOP = {
    "en": "a an the any of for in on with from to that this these those your our my their its is are was were be been no not "
    "found find finds finding located results result match matches matching currently at all you we i it there which and or as by so such has have "
    "had do does did none nothing either also contain contains containing include includes included exist exists existing appear appears "
    "listed list lists mentions mentioned about searched search looked returned shows show shown single zero see could can cannot them they he she "
    "me us into under over within per already yet still ever anywhere here turned up came back got who what where when said says say if then than "
    "only just but however unfortunately sorry far now today right good news luck n't t s re ve recorded record registered file present kind sort let "
    "any more anything one ones some whatsoever across during",
    "de": "der die das den dem des ein eine einen einem einer und oder ist sind war waren wurde wurden nicht kein keine keinen keinem keiner keines nichts "
    "gefunden finden vorhanden existiert existieren aufgef\u00fchrt verzeichnet enthalten enth\u00e4lt gibt es liegt liegen vor auch aktuell derzeit zu zum zur f\u00fcr von vom im in am an auf "
    "mit bei \u00fcber unter ich wir sie habe haben hat leider treffer ergebnisse ergebnis dazu hier dort nach aus erw\u00e4hnt steht nirgends taucht zwischen",
    "fr": "le la les l un une des de du d et ou est sont \u00e9tait n ne pas aucun aucune rien trouv\u00e9 trouv\u00e9e trouv\u00e9s trouv\u00e9es existe existent figure figurent y a il elle "
    "pour dans sur avec au aux par je nous vous ce cette ces ai avons r\u00e9sultat r\u00e9sultats enregistr\u00e9 enregistr\u00e9e qui que en non se actuellement contient mentionne \u00e0 vers depuis entre chez",
    "es": "el la los las un una unos unas de del y o es son no ning\u00fan ninguna nada hay existe existen figura figuran aparece consta constan encontrado encontr\u00f3 "
    "encontraron encontrada se ha han he para en con por al a que su sus resultado resultados registrado registrada lo tampoco contiene menciona desde hasta entre hacia",
    "pt": "o a os as um uma uns umas de do da dos das e ou \u00e9 s\u00e3o n\u00e3o nenhum nenhuma nada h\u00e1 existe existem consta constam encontrado encontrada encontrei foi foram para em no "
    "na nos nas com por ao que seu sua resultado resultados registado registrado se tamb\u00e9m cont\u00e9m menciona aparece \u00e0 desde at\u00e9 entre",
    "it": "il lo la i gli le l un una uno di del della dei delle degli dello e o \u00e8 sono non nessun nessuna nessuno niente nulla ci c esiste esistono risulta risultano trovato trovata "
    "trovati trovate ho ha per in nel nella nei nelle con su sul sulla al alla da dal che suo sua risultato risultati registrato neanche contiene presente figura a ad tra fra",
    "nl": "de het een en of is zijn was waren niet geen niets gevonden bestaat bestaan vermeld er ik wij we heb hebben voor in op van met bij aan naar te dat die resultaat resultaten "
    "ook nog momenteel komt voorkomt bevat over van tussen uit",
    "sv": "en ett den det de och eller \u00e4r var finns fanns inte ingen inga inget hittade hittades hittar jag vi du ni har hade p\u00e5 i av till fr\u00e5n med f\u00f6r om som att din ditt dina er ert era v\u00e5r v\u00e5ra mitt mina ocks\u00e5 heller resultat tr\u00e4ff tr\u00e4ffar registrerad registrerade n\u00e5gon n\u00e5got n\u00e5gra under mellan denna detta",
    "da": "en et den det de og eller er var findes fandtes ikke ingen intet fandt fundet jeg vi du i har havde p\u00e5 af til fra med for om som at din dit dine jeres vores min mine ogs\u00e5 heller resultat resultater registreret nogen noget nogle under mellem der denne dette",
    "pl": "i lub albo jest s\u0105 by\u0142 by\u0142a nie ma brak \u017caden \u017cadna \u017cadne \u017cadnych \u017cadnego \u017cadnej nic znaleziono znalaz\u0142em znalaz\u0142am istnieje istniej\u0105 wyst\u0119puje dla w we na z ze do o od "
    "po si\u0119 to te ta tym tej wynik\u00f3w wyniki tak\u017ce r\u00f3wnie\u017c zawiera",
    "ja": "\u898b \u5f53 \u5b58\u5728 \u8a72\u5f53 \u73fe\u5728 \u7d50\u679c \u691c\u7d22",
}
_STOPS = {language: frozenset(words.split()) for language, words in _STOP.items()}
_KINDS = {
    "en": "paper article document information reference publication page study hit source evidence mention listing option file note message email post thing "
    "clause section provision passage wording text line rule entry item call usage use occurrence instance case row match result word",
    "de": "studie eintrag eintr\u00e4ge abschnitt klausel stelle hinweis datensatz erw\u00e4hnung treffer",
    "fr": "mention entr\u00e9e r\u00e9sultat article passage",
    "es": "cl\u00e1usula secci\u00f3n menci\u00f3n registro entrada resultado",
    "pt": "cl\u00e1usula se\u00e7\u00e3o sec\u00e7\u00e3o men\u00e7\u00e3o registro registo entrada",
    "it": "clausola sezione voce menzione risultato",
    "nl": "clausule vermelding resultaat artikel",
    "sv": "post tr\u00e4ff omn\u00e4mnande stycke klausul",
    "da": "post hit omtale afsnit klausul",
    "pl": "wpis klauzula wzmianka wynik",
}
KINDS = frozenset(word for words in _KINDS.values() for word in words.split())
"""What anything may be called that a search finds."""
_SPLIT = re.compile(r"[;:,()\u2014\u3001\u3002]\s{0,3}|\s[-\u2013]\s|(?<=[.!?])\s")
_TURNS = {
    "en": r"but|while|whereas|though|and(?=\s(?:found|there|i|we|it|they|no|none|nothing|got|saw|turned|did|do|does|came|returned)\b)",
    "de": r"aber|doch|w\u00e4hrend|und(?=\s(?:keine?\w?|nichts|es|habe|fand)\b)", "fr": r"mais|et(?=\s(?:aucune?|il|n'|rien|je|j'))",
    "es": r"pero|y(?=\s(?:no|ning\w+|nada)\b)", "pt": r"mas|e(?=\s(?:n\u00e3o|nenhum\w?|nada)\b)", "it": r"ma|e(?=\s(?:non|nessun\w?)\b)",
    "nl": r"maar|en(?=\s(?:geen|niets|er|heb)\b)", "sv": r"men|och(?=\s(?:ing\w+|det|jag)\b)", "da": r"men|og(?=\s(?:ing\w+|der|jeg)\b)", "pl": r"ale|i(?=\s(?:nie|brak|\u017cad\w+)\b)",
}  # fmt: skip
_JAPANESE = re.compile(r"[\u30a1-\u30fa\u30fc]+|[\u4e00-\u9fff]+|[A-Za-z0-9]+")
_FOUND = re.compile(
    r"\b(?:found|find|finds|there\s(?:is|are|was|were)|exists?|listed|returned|results?|match(?:es)?|mentions?|detected|identified|discovered|located"
    r"|turned up|came up|searched|recorded|registered|on (?:file|record)|reported|contains?)\b",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"fehlgeschlagen|fehler|gescheitert|nicht erreichbar|abgebrochen|zeit\u00fcberschreitung|\u00e9chou|erreur|injoignable|indisponible|n'a pas (?:pu|r\u00e9pondu|abouti)|fall\u00f3|fallado|error|no (?:respond|disponible|pude)|falhou"
    r"|erro\b|indispon|n\u00e3o (?:respond|consegui)|errore|fallit|non (?:ha risposto|riuscit|raggiungibile)|non \u00e8 stato possibile|mislukt|fout\b|niet bereikbaar|b\u0142\u0105d|nie powiod|nie uda\u0142o|nieosi\u0105galn"
    r"|\u5931\u6557|\u30a8\u30e9\u30fc",
    re.IGNORECASE,
)
_THAT_DAY = re.compile(
    r"\b(?:(?:on |for )?(?:that|this|the same) (?:day|date|night|evening|morning)|(?:an |zu |f\u00fcr )?(?:diesem|diesen|dem|jenem) (?:Tag|Datum|Abend)"
    r"|ce (?:jour|soir|matin)(?:-l\u00e0)?|cette date|(?:en |para )?(?:ese|este|esa|esta) (?:d\u00eda|fecha|noche)|(?:nesse|neste|esse|este|nessa|nesta) (?:dia|data|noite)"
    r"|(?:in )?(?:quel|questo|quella|questa) (?:giorno|data|sera)|(?:op )?(?:die|deze) (?:dag|datum|avond)|(?:w )?(?:tego|tym|ten) (?:dnia|dniu|dzie\u0144)"
    r"|den (?:dagen|dag|aftenen|kv\u00e4llen))\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:(?:in|within|over|during|for|from)\s)?(?:the\s)?(?:last|past)\s(?P<en>\d{1,4})\s(?:second|minute|hour|day|week|month|year)s?"
    r"|\b(?:in den|der|die|im)\s(?:letzten|vergangenen)\s(?P<de>\d{1,4})\s(?:Sekunden|Minuten|Stunden|Tagen?|Wochen|Monaten?|Jahren?)"
    r"|\b(?:(?:au cours|depuis|sur|dans|pendant)\s)?(?:les|des)\s(?P<fr>\d{1,4})\sderni\u00e8?e?rs?e?s?\s(?:minutes|heures|jours|semaines|mois|ann\u00e9es|ans)"
    r"|\b(?:en|n|durante)?\s?(?:l[oa]s|[oa]s|n[oa]s)\s\u00faltim[oa]s\s(?P<es>\d{1,4})\s(?:minutos|horas|d[i\u00ed]as|semanas|meses|a\u00f1os|anos)"
    r"|\b(?:negli|nelle|nei|gli|le)\sultim[ie]\s(?P<it>\d{1,4})\s(?:minuti|ore|giorni|settimane|mesi|anni)"
    r"|\b(?:in\s)?de\s(?:laatste|afgelopen)\s(?P<nl>\d{1,4})\s(?:minuten|uur|dagen|weken|maanden|jaar)"
    r"|\b(?:w ci\u0105gu\s)?ostatnich\s(?P<pl>\d{1,4})\s(?:minut|godzin|dni|tygodni|miesi\u0119cy|lat)",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(r"\W{0,3}(?:and |or |but )?(?:no|nor|none|neither|nothing)\b", re.IGNORECASE)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|shall|should|must|needs?|applies|apply)\b",
    re.IGNORECASE,
)
_FURTHEST = 300


class Denial(NamedTuple):
    """A part of a sentence that says that there is none of something.

    Attributes:
        text: The part.
        start: Where it begins in the answer.
        words: What it is said of, each word in the singular, in order.
        around: Ids, numbers and names in the rest of the sentence, which may narrow it.
        is_found: Whether it goes on with what an earlier part says was not found: `and no pears`.
    """

    text: str
    start: int
    words: tuple[str, ...]
    around: frozenset[str] = frozenset()
    is_found: bool = False


@lru_cache(maxsize=16)
def _trigger(language: str) -> re.Pattern[str]:
    known = _TRIGGERS.get(language, _TRIGGERS["en"])
    if language == "ja":
        return re.compile(known)
    return re.compile(rf"\b(?:{known})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _turn(language: str) -> re.Pattern[str]:
    turns = _TURNS.get(language)
    return re.compile(rf"{_SPLIT.pattern}|\s(?:{turns})\s", re.IGNORECASE) if turns else _SPLIT


def content_words(text: str, language: str) -> tuple[str, ...]:
    """The words of a text that say what it is about, in the singular, in order.

    Example:
        >>> content_words("There are no open alerts for TH-1.", "en")
        ('open', 'alert', 'th', '1')
    """
    if language == "ja":
        return tuple(
            dict.fromkeys(
                word.lower() for word in _JAPANESE.findall(text) if word not in _STOPS["ja"]
            )
        )
    stops = _STOPS.get(language, _STOPS["en"])
    words = (word.lower() for word in WORDS.findall(text))
    return tuple(dict.fromkeys(singular(word) for word in words if word not in stops))


def denials_in(text: str, start: int, language: str) -> Iterator[Denial]:
    """The parts of a sentence that deny that there is any.

    Example:
        >>> [each.words for each in denials_in("In Leeds, I found no pump.", 0, "en")]
        [('pump',)]
    """
    folded = text.replace("\u2019", "'")
    trigger = _trigger(language)
    if trigger.search(folded) is None:
        return
    parts = list(_parts(folded, language))
    others = [part for _, part in parts if trigger.search(part) is None]
    around = frozenset(word for part in others for word in _telling(part))
    is_found = False
    for at, part in parts:
        if trigger.search(part) is not None:
            words = content_words(_without_times(trigger.sub(" ", part)), language)
            is_found = is_found or _FOUND.search(part) is not None
            is_inherited = (
                is_found and _ELLIPTIC.match(part) is not None and not _VERBS.search(part)
            )
            yield Denial(part.strip()[:_FURTHEST], start + at, words, around, is_inherited)


def _without_times(part: str) -> str:
    """A part without `on that day` and the words of `in the last 7 days`, of which the number stays."""
    return _THAT_DAY.sub(" ", _PERIOD.sub(lambda match: f" {match[match.lastgroup or 0]} ", part))


def _parts(text: str, language: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _turn(language).finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def _telling(part: str) -> Iterator[str]:
    """The words of a part that name something: those with digits, and capitals not at its beginning."""
    for number, word in enumerate(WORDS.findall(part)):
        if any(map(str.isdigit, word)) or (number and word[0].isupper() and len(word) > 1):
            yield singular(word.lower())


def says_found(denial: Denial, language: str) -> bool:
    """Whether a part of a sentence speaks of finding, or of what is on record.

    In other languages than English the words of denial are themselves those of being there.
    """
    return language != "en" or denial.is_found or _FOUND.search(denial.text) is not None


def tells_of_failure(text: str) -> bool:
    """Whether a text in another language than English tells of a failure."""
    return _FAILURE.search(text) is not None
