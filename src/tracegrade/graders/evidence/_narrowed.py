"""Numbers of a part told as those of the whole: a call narrowed to one country, one ward, one month."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import alike, plain_words
from tracegrade.graders.evidence._listings import lists_in, nouns_of_call
from tracegrade.graders.evidence._quantifiers import admits_a_part
from tracegrade.graders.evidence._things import called
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence

__all__ = ["narrowed"]

_PLACES_TOLD = """country region department service city branch store site team ward division unit office zone district county floor
    building campus faculty section segment channel brand shop location warehouse depot clinic school fleet land abteilung
    bereich filiale standort stadt bezirk sparte lager station pays departement ville agence secteur pole rayon magasin equipe
    pais departamento ciudad sucursal sede servicio tienda equipo cidade loja filial setor servico regiao equipa paese reparto
    citta negozio settore servizio regione squadra afdeling vestiging stad winkel locatie regio kraj dzial oddzial miasto sklep
    avdelning butik ort landsdel by"""
_PLACES = frozenset(_PLACES_TOLD.split())
_KINDS_TOLD = """category type kind status state role label tag priority severity level plan tier genre language source group grade line
    kategorie art categorie categoria tipo estado stato statut etat stan kategoria typ kategori"""
_KINDS = frozenset(_KINDS_TOLD.split())
_HYGIENE_TOLD = "deleted tenant org organization company workspace database schema table env environment currency locale account owner user"
_HYGIENE = frozenset(_HYGIENE_TOLD.split())
_WHERE = re.compile(
    r"\b(?P<name>\w{1,40})\s{0,3}(?:=|I?LIKE|IN\s{0,3}\()\s{0,3}['\"]%?(?P<value>[^'\"%]{1,40})%?['\"]"
    r"|\b(?P<dated>\w{1,40})\s{0,3}(?:>=?|BETWEEN)\s{0,3}(?:DATE\s{0,3})?'(?P<day>\d{4}-\d\d(?:-\d\d)?)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|number of|wie\s?viele|anzahl(?: der)?|combien de|nombre de|cu\u00e1nt[oa]s|n\u00famero de|quant[oaei]s?|numero di|hoeveel|aantal|ilu|ile"
    r"|liczba|hur m\u00e5nga|antal(?:et)?|hvor mange)\s{1,3}([^\W\d_]{2,30})",
    re.IGNORECASE,
)
_EVERYTHING_TOLD = "all any * none alle tous toutes todos todas tutti tutte wszystkie alla every"
_EVERYTHING = frozenset(_EVERYTHING_TOLD.split())
_ORDINARY = """
    we our us you your i my there company hospital organisation organization firm business shop store library school university club
    city town database system total all overall altogether the a an of in on at do does did have has had are is were was be been get
    got right now today currently exist* own* employ* work* hold* run* operate* serve* sell* regist* record* list* whole entire please
    tell me for by with and this it its stock catalog* museum clinic chain any what which count* number* how many people
    wir unser* ich es gibt haben hat sind ist das die der dem den im ein* unternehmen firma krankenhaus klinik betrieb bibliothek schule
    verein stadt insgesamt beschäftig* arbeit* derzeit bei uns denn eigentlich wie viele zusammen
    nous notre nos il y t avons avez vous l le la les d de du des dans au en hôpital entreprise société bibliothèque école clinique
    mairie ville emploi* compt* travaill* tout combien actuellement chez elle
    tenemos tiene hay nuestr* el los las del empresa biblioteca escuela clínica ciudad trabaja* emplea* actualmente son están
    temos há tem noss* o os as da do dos das no na escola cidade trabalham emprega* existem ao todo
    abbiamo ha ci sono nostr* lo gli della dell nel nella ospedale azienda scuola città lavorano impiega* totale tutto
    hebben heeft zijn er onze ons het een van ziekenhuis bedrijf bibliotheek stad werken werkt telt totaal momenteel
    mamy ma jest nasz* w szpital* biblioteka szkoła miasto pracuje zatrudnia* łącznie
    har vi finns vår* företaget sjukhuset arbetar jobbar totalt der vores virksomheden hospitalet sygehuset arbejder ansat* på det alt
"""
_CLAUSES = re.compile(r"[;:(\u2014]|,\s")
_SHORTEST = 3
_LONGEST = 40
_LARGEST_TEXT = 4_000


def narrowed(
    sentence: Sentence, calls: list[Call], asked: str, answer: str, language: str
) -> Check | None:
    """A number that was asked for the whole, where the call that gave it was narrowed to a part.

    Only where the question asks how many of a thing there are and says nothing else, the sentence adds
    nothing to it, and no word of question or answer is that to which the call was narrowed.
    """
    counted = _COUNTED.search(asked)
    if counted is None or admits_a_part(answer, language):
        return None
    thing = counted[1].lower()
    if not _is_ordinary(asked[: counted.start()] + asked[counted.end() :], thing):
        return None
    numbers = _told_of_whole(sentence, thing)
    gave = [call for call in calls if call.status in ("ok", "unknown") and _gives(call, numbers)]
    if len(gave) != 1 or sum(other.tool == gave[0].tool for other in calls) > 1:
        return None  # it may have asked for the other parts too
    call = gave[0]
    filters = _filters_of(call, thing)
    if not filters or _is_named(filters, f"{asked} {answer}"):
        return None
    shown = ", ".join(filters)
    message = f"tells of all, but {call.tool!r} was asked for {shown} only"
    return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted", max(call.result, call.step),
                 code="E13", message=message, expected=f"only {shown}")  # fmt: skip


@lru_cache(maxsize=1)
def _ordinary() -> tuple[frozenset[str], tuple[str, ...]]:
    words = _ORDINARY.split()
    stems = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


def _is_ordinary(text: str, thing: str) -> bool:
    """Whether a text has no word that may narrow the thing that it speaks of."""
    whole, stems = _ordinary()
    return all(
        word in whole or word.startswith(stems) or word.isdigit() or alike(word, thing, "de")
        for word in plain_words(text)
    )


def _told_of_whole(sentence: Sentence, thing: str) -> frozenset[Decimal]:
    """The numbers in parts of a sentence that say nothing else."""
    found: set[Decimal] = set()
    at = 0
    for end in [*(match.start() for match in _CLAUSES.finditer(sentence.text)), len(sentence.text)]:
        low, high = sentence.start + at, sentence.start + end
        inside = [
            each.value for each in sentence.stated
            if low <= each.start < high and each.value is not None and each.value > 1
        ]  # fmt: skip
        if inside and _is_ordinary(sentence.text[at:end], thing):
            found |= set(inside)
        at = end
    return frozenset(found)


def _gives(call: Call, numbers: frozenset[Decimal]) -> bool:
    """Whether a result gives one of some numbers, or lists so many."""
    if not numbers or isinstance(call.content, str):
        return False
    counts = {len(rows) for _, rows in lists_in(call)}
    return any(count in numbers for count in counts) or any(
        isinstance(value, int) and not isinstance(value, bool) and value in numbers
        for _, value in leaves_of(call.content)
    )


def _filters_of(call: Call, thing: str) -> list[str]:
    """To what a call was narrowed that is surely not the thing itself."""
    is_table = any(alike(thing, noun, "de") for noun in nouns_of_call(call)) or called(
        thing, nouns_of_call(call)
    )
    return list(
        dict.fromkeys(
            value.strip()
            for name, value in _conditions(call)
            if value.strip().lower() not in _EVERYTHING and _narrows(name, is_table=is_table)
        )
    )


def _conditions(call: Call) -> Iterator[tuple[frozenset[str], str]]:
    """The fields that a call sets conditions for, and what they have to be."""
    for pointer, value in leaves_of(call.arguments):
        if not isinstance(value, str) or not value:
            continue
        for match in _WHERE.finditer(value[:_LARGEST_TEXT]):
            name = match["name"] or match["dated"]
            yield frozenset((*field_words(name), "where")), match["value"] or match["day"]
        if len(value) <= _LONGEST and not any(map(str.isdigit, value)):
            yield frozenset(field_words(pointer.rsplit("/", 1)[-1])), value


def _narrows(name: frozenset[str], *, is_table: bool) -> bool:
    if name & _HYGIENE:
        return False
    return bool(name & _PLACES) or (is_table and bool(name & (_KINDS | {"where"})))


def _is_named(filters: list[str], said: str) -> bool:
    """Whether something that was said names what a call was narrowed to."""
    words = plain_words(said)
    return any(
        alike(part, word, "de") or (len(part) < _SHORTEST and part == word)
        for each in filters for part in plain_words(each) for word in words
    )  # fmt: skip
