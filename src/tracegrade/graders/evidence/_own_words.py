"""Numbers that say nothing of what was looked up: of an example, advice, a condition, a habit, a definition.

What tells them from a claim is the mood of their clause, and that the evidence says nothing that they could misquote: an
instruction, a habit or a condition may as well be the paraphrase of a text that lays one down, so with prose in the
evidence, or with amounts there that measure the same, it is held against them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._respelled import sizes_of_store, unit_of
from tracegrade.graph.values import UNIT_NAMES, unit_named

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["own_words"]

_KINDS = frozenset(("number", "quantity", "duration", "percent"))
_CLAUSE_ENDS = re.compile(r"[;:()\u2014]|\s\u2013\s|,(?!\d)|(?<!\d)\.(?!\d)")
_EXAMPLE = re.compile(
    r"\b(?:z\.\s?b\.|zum beispiel|beispielsweise|par exemple|p\.\s?ex\.|por ejemplo|p\.\s?ej\.|por exemplo|ad esempio|per esempio"
    r"|bijv\.|bijvoorbeeld|na przyk\u0142ad|np\.|say,|let's say|sagen wir|disons|digamos|diciamo|nap\u0159\u00edklad|nap\u0159\.|till exempel|t\.\s?ex\.|for eksempel)",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:i'd(?! (?:been|had|already))|ich w\u00fcrde|ich (?:empfehle|rate|schlage)|je (?:conseille|recommande|sugg\u00e8re|propose)|j\W?[a-z\u00e9\u00e8]+rais|je [a-z\u00e9\u00e8]+rais"
    r"|(?:te |le |les |lhe |vous |ihnen )?(?:recomiendo|aconsejo|sugiero|propongo|consiglio|suggerisco|proporrei|recomendo|sugiro|proponho)"
    r"|io [a-z]+rei|eu [a-z]+ria|ik zou|ik raad|ja bym|proponuj\u0119|radz\u0119|sugeruj\u0119|my (?:advice|suggestion|proposal))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^\W{0,4}(?:(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|en|maar|i|ale|a)\s)?(?:wenn|falls|sofern|si|s'il|s'ils|se|caso|indien|als (?:je|u|de|het|er)|je\u015bli|je\u017celi|gdyby"
    r"|pokud|jestli\u017ee|kdyby|om (?:du|ni|man|det)|hvis|e\u011fer)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:often|commonly|generally|in general|as a rule|normally|rule of thumb|by default|h\u00e4ufig|oft|meist|meistens|in der regel|\u00fcblicherweise|normalerweise|gew\u00f6hnlich"
    r"|faustregel|souvent|en g\u00e9n\u00e9ral|g\u00e9n\u00e9ralement|d'habitude|normalement|a menudo|normalmente|por lo general|suelen?|spesso|di solito|in genere"
    r"|generalmente|geralmente|em geral|costumam?|vaak|meestal|doorgaans|cz\u0119sto|zwykle|zazwyczaj|obvykle|\u010dasto|oftast|ofte|vanligtvis)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"(?<!your )(?<!our )(?<!their )(?<!his )(?<!her )\b(?:usual|customary|conventional|significance level|level of significance|confidence level|\u00fcblichen?|g\u00e4ngigen?|signifikanzniveau"
    r"|habituel(?:le)?|seuil de signification|habitual|nivel de significaci\u00f3n|solit[ao]|consuet[ao]|livello di significativit\u00e0|gebruikelijke?|significantieniveau"
    r"|zwyk\u0142\w*|typow\w*|poziom\w* istotno\u015bci|n\u00edvel de signific\u00e2ncia|obvykl\w*)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^\s?(?:which|that|who|die|der|das|welche|qui|que|che|wat|dat|kt\u00f3r\w+|som)\b",
    re.IGNORECASE,
)
_BIDS = re.compile(
    r"^(?:(?:then|and|or|so|now|please|just|first|finally|dann|und|bitte|puis|et|ensuite|luego|y|despu\u00e9s|poi|e|depois|dan|en|potem|i)\s)*"
    r"(?:use|bake|cook|heat|preheat|set|add|mix|wait|keep|try|take|put|fill|measure|leave|let|start|drink|eat|walk|press|choose|pick|plan|allow|aim"
    r"|give|check|stir|cut|simmer|roast|boil|chill|store|water|apply|pour|rest|run|charge|dry|wash|soak|freeze|thaw|order|avoid|repeat|increase|reduce|lower|raise"
    r"|[a-z\u00e4\u00f6\u00fc]{2,14}en sie|nimm|nehmt|back|koch|stell|lass|gib|[a-z\u00e9\u00e8\u00ea\u00e7]{2,12}ez|faites|prends|mets|laisse"
    r"|usa|use|usad|utiliza|utilice|hornea|hornee|cuece|pon|ponga|deja|deje|a\u00f1ade|a\u00f1ada|toma|tome|espera|espere|mezcla"
    r"|utilizza|inforna|cuoci|metti|lascia|aggiungi|prendi|aspetta|versa|scegli|leve|asse|coloque|deixe|adicione|espere|cozinhe|ponha|pegue"
    r"|gebruik|bak|kook|neem|zet|laat|voeg|wacht|doe|verwarm|kies|u\u017cyj|piecz|upiecz|gotuj|we\u017a|ustaw|zostaw|dodaj|poczekaj|wybierz|odczekaj)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^\W{0,4}(?:idea|tip|hint|suggestion|proposal|idee|vorschlag|tipp|id\u00e9e|conseil|astuce|consejo|sugerencia|consiglio|suggerimento|dica|sugest\u00e3o|pomys\u0142|rada|suggestie)\b[^.:]{0,60}[:.]",
    re.IGNORECASE,
)
_OPERATOR_BEFORE = re.compile(r"[\u00d7*\u00b7/\u00f7]\s?\Z")
_RAISES = re.compile(r"10\^[-\u2212]?\Z")
_BASE = re.compile(
    r"(?:\b(?:per|pro|je|auf|pour|par|por(?: cada)?|ogni|su|op|na|om de|f\u00f6r)\s|[\w]/)\Z",
    re.IGNORECASE,
)
_ADDED_BEFORE = re.compile(r"\d[^+\u2212-]{0,8}\s[+\u2212-]\s\Z")
_OPERATOR_AFTER = re.compile(r"\s?[\u00d7*\u00b7/\u00f7]\s?[\d(]")
_PER_TIME = re.compile(
    r"\s?(?:hours?|days?|minutes?|seconds?|weeks?|stunden|tage|heures|jours|horas|d\u00edas|ore|giorni|dias|uur|dagen|godzin|dni)\s(?:a|an|per|in an?|im|pro|par|al|all'|por|per|na|w)\s",
    re.IGNORECASE,
)
_SCENARIO = re.compile(
    r"^\W{0,4}(?:at|with|bei|mit|\u00e0|avec|a|con|com|bij|met|przy)\s\Z", re.IGNORECASE
)
_TIMES = re.compile(r"\s?[x\u00d7](?![\w\d]|\s?[\d(])")
_PROSE = re.compile(r"(?:[^\W\d_][\w'\u2019-]*,? ){4}[^\W\d_]")
_YEARLY = (Decimal(365), Decimal(366), Decimal(52), Decimal(8760), Decimal(8784), Decimal(30))
_ZERO_C = Decimal("273.15")
_MOST_TEXTS = 60
_LARGEST_TEXT = 40_000


def own_words(
    claim: Particular, sentence: Sentence, store: EvidenceStore, before: int
) -> str | None:
    """Why a number that no source has says nothing of what was looked up, if so."""
    clause, after = _clause(sentence, claim)
    if claim.kind in (*_KINDS, "date") and _PROPOSES.search(clause) is not None:
        return "a proposal"
    if claim.kind not in _KINDS:
        return None
    if _is_defined(claim, sentence):
        return "of a definition"
    if _EXAMPLE.search(sentence.text, 0, claim.start - sentence.start) is not None:
        return "an example"
    why = _mood_of_clause(claim, sentence, clause, after)
    return why if why and not _may_misquote(claim, sentence, store, before) else None


def _mood_of_clause(claim: Particular, sentence: Sentence, clause: str, after: str) -> str | None:
    at = claim.start - sentence.start
    if _CONDITION.search(clause) is not None:
        return "of a condition"
    if _HABIT.search(clause) or (_RELATIVE.search(after) and _HABIT.search(after)):
        return "what is generally so"
    if claim.kind in ("percent", "number") and _USUAL.search(clause) is not None:
        return "what is usual"
    if _SCENARIO.search(sentence.text[:at]) and _TIMES.match(sentence.text, at + len(claim.text)):
        return "of a condition"
    return "advice" if _advises(sentence, clause) else None


def _advises(sentence: Sentence, clause: str) -> bool:
    """Whether a clause bids somebody do something: it begins with a verb that does."""
    label = _LABELLED.match(sentence.text)
    starts = (clause, sentence.text[label.end() :]) if label is not None else (clause,)
    return any(
        _BIDS.match(each.lstrip(" \t*_-\u2013\u20221234567890.)\"'").lower()) for each in starts
    )


def _clause(sentence: Sentence, claim: Particular) -> tuple[str, str]:
    """The clause that a number stands in, and the one after it."""
    at, end = claim.start - sentence.start, claim.end - sentence.start
    text = sentence.text.replace("\u2019", "'")
    starts = [0, *(match.end() for match in _CLAUSE_ENDS.finditer(text, 0, at))]
    is_apposition = len(starts) > 1 and not text[starts[-1] : at].strip(" *_")
    start = starts[-2] if is_apposition else starts[-1]
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(text, end)]
    stop = ends[0] if ends else len(text)
    until = ends[1] if len(ends) > 1 else len(text)
    return text[start:stop].strip(), text[stop + 1 : until]


def _may_misquote(claim: Particular, sentence: Sentence, store: EvidenceStore, before: int) -> bool:
    """Whether the evidence says something that a number of another mood may tell wrongly."""
    unit = unit_of(claim, sentence)
    if any(
        source.step < before and _has_prose((source.text or "")[:_LARGEST_TEXT])
        for source in store.sources
    ):
        return True
    if unit is not None and unit.measures != "share":
        known = store.facts.numbers(unit.measures)
        return bool(known) or sizes_of_store(store).has(unit.measures, before)
    results = {call.result for call in store.calls}
    texts = [each for each in store.passages if each.step < before and each.step in results][
        :_MOST_TEXTS
    ]
    return any(_has_prose(each.text[:_LARGEST_TEXT]) for each in texts)


@lru_cache(maxsize=64)
def _has_prose(text: str) -> bool:
    return _PROSE.search(text) is not None


def _is_defined(claim: Particular, sentence: Sentence) -> bool:
    """Whether a number is the size of one unit in another, in a calculation or per unit of time; or a molar mass."""
    unit = unit_of(claim, sentence)
    if unit is not None and unit.measures.endswith(" per substance"):
        return True
    at = claim.start - sentence.start
    if claim.value is None:
        return False
    return _is_base(claim.value, sentence.text[max(0, at - 16) : at]) or _is_factor(
        claim, claim.value, sentence
    )


def _is_base(value: Decimal, before: str) -> bool:
    """Whether a number is an exponent, a hundred that a rate is of, or the zero of a scale."""
    is_round = value.normalize().as_tuple().digits == (1,) and value >= 100
    return (
        _RAISES.search(before) is not None
        or (is_round and _BASE.search(before) is not None)
        or (value == _ZERO_C and _ADDED_BEFORE.search(before) is not None)
    )


def _is_factor(claim: Particular, value: Decimal, sentence: Sentence) -> bool:
    """Whether a number is the size of one unit in another, in a calculation or per unit of time."""
    at, text = claim.start - sentence.start, sentence.text
    end = at + len(claim.text)
    is_operand = _OPERATOR_BEFORE.search(text[max(0, at - 2) : at]) or _OPERATOR_AFTER.match(
        text, end
    )
    if is_operand is not None and claim.kind == "number":
        return value in _YEARLY or any(_is_about(value, claim.places, each) for each in _ratios())
    digits = at + len(claim.text.split(" ")[0])
    return value in (*_YEARLY, *_whole_ratios()) and _PER_TIME.match(text, digits) is not None


def _is_about(value: Decimal, places: int, ratio: Decimal) -> bool:
    return abs(value - ratio) <= Decimal("0.5").scaleb(-places) if places > 1 else value == ratio


@lru_cache(maxsize=1)
def _ratios() -> tuple[Decimal, ...]:
    """How many of one unit there are in another."""
    units = [
        unit
        for unit in map(unit_named, UNIT_NAMES)
        if unit is not None and unit.measures != "share"
    ]
    own = [unit for unit in dict.fromkeys(units) if not unit.offset]
    found = {
        one.factor / other.factor for one, other in product(own, own) if one.measures == other.measures
    }  # fmt: skip
    return tuple(
        each for each in (*found, Decimal("1.852"), Decimal("0.539957")) if each > 0 and each != 1
    )


@lru_cache(maxsize=1)
def _whole_ratios() -> frozenset[Decimal]:
    return frozenset(
        each
        for each in _ratios()
        if each == int(each) and each in (24, 60, 168, 1440, 3600, 86400, 604800)
    )
