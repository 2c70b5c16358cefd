"""Names of the things that tools list, in several languages: a search for flights is one for `vuelos`."""

from __future__ import annotations

from functools import lru_cache

from tracegrade.graders.evidence._languages import singular

__all__ = ["called", "same_thing"]

_THINGS = (
    "flight connection flug fl\u00fcge vol vuelo voo volo vlucht vluchten lot loty lot\u00f3w flyg flygning fly",
    "train zug z\u00fcge train tren treno comboio trem trein treinen poci\u0105g poci\u0105gi poci\u0105g\u00f3w t\u00e5g tog",
    "order purchase bestellung auftrag auftr\u00e4ge commande pedido orden ordine encomenda bestelling bestellingen zam\u00f3wienie zam\u00f3wienia zam\u00f3wie\u0144 best\u00e4llning bestilling ordre",
    "invoice bill rechnung facture factura fattura fatture fatura factuur facturen faktura faktury faktur fakturor",
    (
        "transaction payment charge purchase zahlung buchung abbuchung umsatz ums\u00e4tze paiement pr\u00e9l\u00e8vement d\u00e9bit pago cargo cobro pagamento addebito cobran\u00e7a"
        " betaling betalingen afschrijving p\u0142atno\u015b\u0107 p\u0142atno\u015bci betalning transaktion transacci\u00f3n transa\u00e7\u00e3o transazione transazioni transakcja transakcji transactie"
    ),
    "customer client account kunde kunden client cliente klant klanten klient klienci klient\u00f3w kund kunder",
    "booking reservation buchung reservierung r\u00e9servation reserva prenotazione prenotazioni boeking boekingen rezerwacja rezerwacje rezerwacji bokning reservering",
    (
        "appointment meeting event termin termine rendez-vous rendezvous \u00e9v\u00e9nement cita reuni\u00f3n evento appuntamento appuntamenti riunione compromisso consulta afspraak afspraken"
        " spotkanie spotkania spotka\u0144 wizyta m\u00f6te tid aftale m\u00f8de"
    ),
    "mail email message e-mail nachricht courriel correo mensaje mensagem messaggio messaggi bericht berichten wiadomo\u015b\u0107 wiadomo\u015bci meddelande besked",
    "ticket issue incident request st\u00f6rung meldung vorfall vorf\u00e4lle demande incidencia solicitud chamado segnalazione segnalazioni melding meldingen zg\u0142oszenie zg\u0142oszenia zg\u0142osze\u0144 \u00e4rende sag",
    "case decision judgment judgement ruling urteil entscheidung arr\u00eat jugement d\u00e9cision sentencia resoluci\u00f3n senten\u00e7a ac\u00f3rd\u00e3o sentenza sentenze uitspraak uitspraken wyrok wyroki wyrok\u00f3w dom domar afg\u00f8relse",
    "paper article study publication studie aufsatz artikel \u00e9tude art\u00edculo estudio artigo estudo articolo studio onderzoek badanie artyku\u0142",
    "product item article produkt artikel produit producto produto prodotto prodotti product producten produkty produkt\u00f3w vara vare",
    "employee staff worker mitarbeiter angestellte employ\u00e9 salari\u00e9 empleado empregado funcion\u00e1rio dipendente dipendenti medewerker pracownik pracownicy pracownik\u00f3w anst\u00e4lld medarbejder",
    "book title buch b\u00fccher livre libro livro libri boek boeken ksi\u0105\u017cka ksi\u0105\u017cki ksi\u0105\u017cek bok bog",
    "room zimmer raum r\u00e4ume chambre salle habitaci\u00f3n quarto sala camera camere kamer kamers pok\u00f3j pokoje pokoi rum v\u00e6relse",
    "hotel h\u00f4tel accommodation unterkunft unterk\u00fcnfte alojamiento alojamento alloggio nocleg",
    "restaurant restaurante ristorante ristoranti restauracja restauracje restaurang",
    "job opening vacancy stelle stellen offre empleo vaga lavoro vacature oferta jobb",
    "complaint beschwerde r\u00e9clamation plainte queja reclamaci\u00f3n reclama\u00e7\u00e3o reclamo klacht klachten skarga skargi klagom\u00e5l klage",
    "contract agreement vertrag vertr\u00e4ge contrat contrato contratto contratti contracten umowa umowy um\u00f3w avtal kontrakt aftale",
    "document file dokument datei document fichier documento archivo ficheiro arquivo bestand bestanden plik pliki plik\u00f3w fil",
    "delivery shipment parcel package lieferung sendung paket pakete livraison colis env\u00edo paquete entrega encomenda consegna pacco pacchi levering pakket przesy\u0142ka przesy\u0142ki dostawa leverans paket",
    "subscription abonnement abo suscripci\u00f3n assinatura abbonamento abbonamenti subskrypcja prenumeration",
    "error fehler erreur error erro errore fout b\u0142\u0105d b\u0142\u0119dy b\u0142\u0119d\u00f3w fel fejl",
    "slot availability termin cr\u00e9neau hueco turno vaga posto tijdslot wolny lucka ledig",
    "course class kurs cours curso corso corsi cursus lekcja zaj\u0119cia",
    "recipe rezept recette receta receita ricetta ricette recept przepis",
    "review rating bewertung avis rese\u00f1a opini\u00f3n avalia\u00e7\u00e3o recensione recensioni beoordeling opinia opinie recension anmeldelse",
    "backup sicherung sauvegarde copia backup kopia s\u00e4kerhetskopia",
)  # fmt: skip


@lru_cache(maxsize=1)
def _concepts() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, words in enumerate(_THINGS):
        for word in words.split():
            found.setdefault(singular(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def same_thing(one: str, other: str) -> bool:
    """Whether two words name the same kind of thing, in whatever languages.

    Example:
        >>> same_thing("vuelos", "flight"), same_thing("decision", "case"), same_thing("seat", "flight")
        (True, True, False)
    """
    concepts = _concepts()
    return bool(
        concepts.get(singular(one), frozenset()) & concepts.get(singular(other), frozenset())
    )


def called(word: str, names: frozenset[str] | set[str]) -> bool:
    """Whether a word names what one of several names does."""
    concepts = _concepts().get(singular(word))
    return concepts is not None and any(
        concepts & _concepts().get(each, frozenset()) for each in names
    )
