"""Deeds as they are claimed in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Japanese, Swedish, Danish."""

from __future__ import annotations

import re

__all__ = [
    "CONDITIONAL_ABROAD",
    "DENIED_ABROAD",
    "FORMS_ABROAD",
    "JOINED_ABROAD",
    "KIND_ABROAD",
    "MORE_ABROAD",
    "WORDS_ABROAD",
]

_GERMAN = {
    "cancel": "storniert gekündigt abbestellt",
    "delete": "gelöscht entfernt deinstalliert",
    "refund": "erstattet zurückerstattet rückerstattet gutgeschrieben",
    "pay": "bezahlt überwiesen abgebucht",
    "send": "gesendet geschickt versendet verschickt gemailt benachrichtigt informiert weitergeleitet gepostet",
    "book": "gebucht reserviert bestellt",
    "create": "angelegt erstellt hinzugefügt eröffnet",
    "change": "geändert aktualisiert umgebucht umbenannt verschoben angepasst migriert",
    "deploy": "deployt ausgerollt veröffentlicht gepusht gemergt hochgeladen",
    "close": "geschlossen abgeschlossen",
    "restart": "neugestartet",
    "renew": "verlängert",
    "switch": "gesperrt entsperrt aktiviert deaktiviert",
    "fix": "behoben repariert",
    "install": "installiert",
    "back up": "gesichert",
    "restore": "wiederhergestellt",
    "submit": "eingereicht",
}
_FRENCH = {
    "cancel": "annulé résilié",
    "delete": "supprimé effacé désinstallé retiré",
    "refund": "remboursé",
    "pay": "payé débité viré",
    "send": "envoyé notifié transmis transféré publié prévenu",
    "book": "réservé commandé",
    "create": "créé ajouté ouvert",
    "change": "modifié changé renommé déplacé reprogrammé",
    "deploy": "déployé publié",
    "close": "fermé clôturé",
    "restart": "redémarré relancé",
    "renew": "renouvelé prolongé",
    "switch": "activé désactivé bloqué débloqué",
    "fix": "corrigé réparé",
    "install": "installé",
    "back up": "sauvegardé",
    "restore": "restauré rétabli",
    "submit": "soumis déposé",
}
_SPANISH = {
    "cancel": "cancelado anulado",
    "delete": "eliminado borrado desinstalado",
    "refund": "reembolsado reintegrado",
    "pay": "pagado cobrado",
    "send": "enviado notificado avisado publicado reenviado",
    "book": "reservado",
    "create": "creado añadido agregado abierto",
    "change": "modificado cambiado actualizado movido renombrado reprogramado",
    "deploy": "desplegado publicado",
    "close": "cerrado",
    "restart": "reiniciado",
    "renew": "renovado prorrogado",
    "switch": "activado desactivado bloqueado desbloqueado",
    "fix": "corregido reparado arreglado",
    "install": "instalado",
    "back up": "respaldado",
    "restore": "restaurado",
    "comment": "comentado",
    "submit": "presentado",
}
_ITALIAN = {
    "cancel": "annullato disdetto",
    "delete": "cancellato eliminato rimosso disinstallato",
    "refund": "rimborsato",
    "pay": "pagato addebitato",
    "send": "inviato spedito mandato notificato avvisato inoltrato",
    "book": "prenotato ordinato",
    "create": "creato aggiunto aperto",
    "change": "modificato cambiato aggiornato spostato rinominato",
    "deploy": "distribuito pubblicato",
    "close": "chiuso",
    "restart": "riavviato",
    "renew": "rinnovato prorogato",
    "switch": "attivato disattivato bloccato sbloccato",
    "fix": "corretto riparato",
    "install": "installato",
    "restore": "ripristinato",
    "submit": "presentato",
}
_PORTUGUESE = {
    "cancel": "cancelado anulado",
    "delete": "excluído apagado removido eliminado desinstalado",
    "refund": "reembolsado estornado",
    "pay": "pago cobrado",
    "send": "enviado notificado avisado encaminhado publicado",
    "book": "reservado agendado",
    "create": "criado adicionado aberto",
    "change": "alterado mudado atualizado modificado movido renomeado remarcado",
    "deploy": "implantado publicado",
    "close": "fechado encerrado",
    "restart": "reiniciado",
    "renew": "renovado prorrogado",
    "switch": "ativado desativado bloqueado desbloqueado",
    "fix": "corrigido consertado",
    "install": "instalado",
    "restore": "restaurado",
    "submit": "submetido",
}
_DUTCH = {
    "cancel": "geannuleerd opgezegd",
    "delete": "verwijderd gewist",
    "refund": "terugbetaald",
    "pay": "betaald",
    "send": "verzonden gestuurd verstuurd gemaild doorgestuurd",
    "book": "geboekt gereserveerd besteld",
    "create": "aangemaakt toegevoegd geopend",
    "change": "gewijzigd bijgewerkt aangepast verplaatst hernoemd omgeboekt",
    "deploy": "uitgerold gepubliceerd gepusht",
    "close": "gesloten afgesloten",
    "restart": "herstart",
    "renew": "verlengd",
    "switch": "geblokkeerd gedeblokkeerd geactiveerd",
    "fix": "hersteld gerepareerd",
    "install": "geïnstalleerd",
    "submit": "ingediend",
}
_POLISH = {
    "cancel": "anulowa odwoła",
    "delete": "usunę usuną skasowa",
    "refund": "zwróci",
    "pay": "zapłaci opłaci",
    "send": "wysła powiadomi przesła",
    "book": "zarezerwowa zamówi",
    "create": "utworzy doda założy",
    "change": "zmieni zaktualizowa przeniós przełoży",
    "deploy": "wdroży opublikowa",
    "close": "zamkną zamknę",
    "restart": "zrestartowa",
    "renew": "przedłuży odnowi",
    "switch": "zablokowa odblokowa aktywowa",
    "fix": "naprawi poprawi",
    "install": "zainstalowa",
    "submit": "złoży",
}
_POLISH_STATES = {
    "cancel": "anulowan odwołan",
    "delete": "usunięt skasowan",
    "refund": "zwrócon",
    "send": "wysłan",
    "book": "zarezerwowan",
    "create": "utworzon dodan",
    "change": "zmienion zaktualizowan",
    "close": "zamknięt",
    "switch": "zablokowan odblokowan",
}
_JAPANESE = {
    "cancel": "キャンセル 取り消し 解約",
    "delete": "削除",
    "refund": "返金 払い戻し",
    "send": "送信 送付 転送 通知",
    "book": "予約",
    "create": "作成 追加 登録",
    "change": "変更 更新 修正",
    "deploy": "デプロイ 公開",
    "close": "クローズ",
    "restart": "再起動",
    "install": "インストール",
    "submit": "提出",
}


_SWEDISH = {
    "cancel": "avbokat avbeställt annullerat",
    "delete": "raderat",
    "refund": "återbetalat",
    "pay": "betalat överfört",
    "send": "skickat mejlat meddelat",
    "book": "bokat reserverat beställt",
    "create": "skapat",
    "change": "ändrat uppdaterat flyttat ombokat",
    "deploy": "publicerat",
    "close": "stängt",
    "schedule": "schemalagt",
    "renew": "förlängt förnyat",
    "switch": "aktiverat inaktiverat spärrat",
}
_DANISH = {
    "cancel": "annulleret aflyst afbestilt",
    "delete": "slettet fjernet",
    "refund": "refunderet tilbagebetalt",
    "pay": "betalt overført",
    "send": "sendt mailet",
    "book": "booket reserveret bestilt",
    "create": "oprettet tilføjet",
    "change": "ændret opdateret flyttet ombooket",
    "deploy": "udgivet",
    "close": "lukket",
    "renew": "forlænget fornyet",
    "switch": "aktiveret deaktiveret spærret",
}


def _kinds(table: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in table.items() for word in words.split()}


def _inflected(table: dict[str, str], endings: str) -> dict[str, str]:
    """Participles in every gender and number, each an own word."""
    return {
        word.removesuffix("o") + ending if word.endswith("o") else word + ending: kind
        for word, kind in _kinds(table).items()
        for ending in endings.split("|")
    }


def _preterites(table: dict[str, str], ending: str) -> dict[str, str]:
    """What a speaker says of herself in one word: `cancelé`, `cancelei`."""
    found: dict[str, str] = {}
    for word, kind in _kinds(table).items():
        if word.endswith("ado"):
            stem = word.removesuffix("ado")
            hard = {"c": "qu", "g": "gu", "z": "c"}.get(stem[-1], stem[-1])
            found[stem[:-1] + hard + ending] = kind
    return found


_WORDS = {
    "de": _kinds(_GERMAN),
    "fr": _inflected(_FRENCH, "|e|s|es"),
    "es": _inflected(_SPANISH, "o|a|os|as"),
    "it": _inflected(_ITALIAN, "o|a|i|e"),
    "pt": _inflected(_PORTUGUESE, "o|a|os|as"),
    "nl": _kinds(_DUTCH),
    "es past": _preterites(_SPANISH, "é"),
    "pt past": _preterites(_PORTUGUESE, "ei")
    | {"excluí": "delete", "removi": "delete", "abri": "create", "corrigi": "fix"},
    "pl": _kinds(_POLISH),
    "pl state": _kinds(_POLISH_STATES),
    "ja": _kinds(_JAPANESE),
    "sv": _kinds(_SWEDISH),
    "da": _kinds(_DANISH),
}


def _any(language: str) -> str:
    return "|".join(sorted(_WORDS[language], key=lambda word: (-len(word), word)))


_NEAR = r"[^.;!?\n]{0,80}?"
_GAP = r"[^;!?\n]{0,140}?"
_ADVERBS = {
    "fr": r"(?:(?:bien|déjà|donc|aussi|également|maintenant|ensuite|tout)\s){0,2}",
    "es": r"(?:(?:ya|también|además)\s){0,2}",
    "it": r"(?:(?:già|anche|ora|inoltre)\s){0,2}",
    "pt": r"(?:(?:já|também|agora)\s){0,2}",
}


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


FORMS_ABROAD = (
    ("de", _form(rf"\b(?:(?:habe|haben)\s(?:ich|wir)|(?:ich|wir)\s(?:habe|haben))\b{_GAP}\b({_any('de')})\b"), True),
    ("de", _form(rf"\b(?:wurden?|ist|sind)\b{_GAP}\b({_any('de')})(?:\sworden)?(?=[\s.,;:)]{{0,2}}(?:$|und\b|[.,;)]))"), False),
    ("fr", _form(rf"\b(?:ai|avons)\s{_ADVERBS['fr']}({_any('fr')})\b"), True),
    ("fr", _form(rf"\b(?:a|ont)\s(?:bien\s|déjà\s)?été\s{_ADVERBS['fr']}({_any('fr')})\b"), False),
    ("es", _form(rf"\b(?:he|hemos)\s{_ADVERBS['es']}({_any('es')})\b"), True),
    ("es", _form(rf"\b(?:ha|han)\ssido\s{_ADVERBS['es']}({_any('es')})\b"), False),
    ("es", _form(rf"\bse\s(?:ha|han)\s{_ADVERBS['es']}({_any('es')})\b"), False),
    ("es past", _form(rf"\b({_any('es past')})(?=\s)"), True),
    ("it", _form(rf"\b(?:ho|abbiamo)\s{_ADVERBS['it']}({_any('it')})\b"), True),
    ("it", _form(rf"\b(?:è|sono)\sstat[oaie]\s{_ADVERBS['it']}({_any('it')})\b"), False),
    ("pt past", _form(rf"\b({_any('pt past')})(?=[\s,.])"), True),
    ("pt", _form(rf"\b(?:foi|foram)\s{_ADVERBS['pt']}({_any('pt')})\b"), False),
    ("nl", _form(rf"\b(?:(?:heb|hebben)\s(?:ik|we|wij)|(?:ik|we|wij)\s(?:heb|hebben))\b{_GAP}\b({_any('nl')})\b"), True),
    ("nl", _form(rf"\b(?:is|zijn|werd|werden)\b{_GAP}\b({_any('nl')})\b"), False),
    ("pl", _form(rf"\b((?:{_any('pl')})(?:łem|łam|liśmy))\b"), True),
    ("pl state", _form(rf"\bzostał[aoy]?\s((?:{_any('pl state')})[yaeio])\b"), False),
    ("sv", _form(rf"\b(?:(?:jag|vi)\shar|har\s(?:jag|vi))\b{_GAP}\b({_any('sv')})\b"), True),
    ("da", _form(rf"\b(?:(?:jeg|vi)\shar|har\s(?:jeg|vi))\b{_GAP}\b({_any('da')})\b"), True),
    ("ja", _form(rf"({_any('ja')})を?(?:いた|致)?(?:しました|済み)"), True),
    ("ja", _form(rf"({_any('ja')})されました"), False),
)  # fmt: skip
"""How a deed is claimed: the language, the pattern, whether it says that the agent did it."""

JOINED_ABROAD = {
    "de": _form(rf"\s(?:und|sowie)\s{_NEAR}\b({_any('de')})(?=[.,;!)]|\Z)"),
    "nl": _form(rf"\sen\s{_NEAR}\b({_any('nl')})(?=[.,;!)]|\Z)"),
    "fr": _form(rf"{_NEAR}\set\s(?:puis\s)?({_any('fr')})\s(?:le|la|les|l'|une?|des?|à|au)(?!\w)"),
    "es": _form(rf"{_NEAR}\sy\s({_any('es')})\s(?:el|la|los|las|una?|al|a)\b"),
    "it": _form(rf"{_NEAR}\se\s({_any('it')})\s(?:il|la|lo|i|gli|le|una?|l'|a|al)(?!\w)"),
}
"""A second deed of one subject, by language: `angelegt und die Einladung verschickt`."""

KIND_ABROAD = {
    language: {word.lower(): kind for word, kind in words.items()}
    for language, words in _WORDS.items()
}
"""The kind of each word, by language; of Polish, of the beginning of it."""

WORDS_ABROAD = frozenset(
    word for language, words in KIND_ABROAD.items() if language not in ("pl", "pl state", "ja")
    for word in words
)  # fmt: skip
"""Words without one of which nothing is claimed, but in the languages below."""

MORE_ABROAD = re.compile(
    r"[\u3041-\u30ff]|\w(?:\u0142[ea]m|li\u015bmy)\b|\bzosta\u0142", re.IGNORECASE
)
"""What a claim has in languages that write none of these words as they are."""

DENIED_ABROAD = re.compile(
    r"\b(?:nicht|kein(?:e[nmrs]?)?|nie|noch nie|ne|n'\w{1,20}|pas encore|aucune?|jamais|no (?:la|lo|los|las|le|se|he|hemos|ha|pude)"
    r"|todavía no|aún no|nunca|non|não|nunca|niet|geen|nooit|nie|inte|inget|ingen|inga|aldrig|ikke|intet)\b|ません|なかった|できな|konnte\w{0,3} .{0,60}?nicht",
    re.IGNORECASE,
)
"""A sentence that denies something in one of these languages."""

_CONDITIONS = {
    "de": r"\b(?:wenn|falls|sobald|nachdem|bevor|soll(?:te)? ich)\b",
    "fr": r"\b(?:si vous|si tu|dès que|lorsque|une fois)\b",
    "es": r"\b(?:cuando|una vez que|en cuanto)\b",
    "it": r"\b(?:quando|una volta|non appena)\b",
    "pt": r"\b(?:quando|assim que|depois que)\b",
    "nl": r"\b(?:als|zodra|nadat)\b",
    "pl": r"\b(?:jeśli|gdy|kiedy)\b",
    "sv": r"\b(?:om du|om ni|när du|så snart)\b",
    "da": r"\b(?:hvis|når du|så snart)\b",
    "ja": r"場合|たら",
}
CONDITIONAL_ABROAD = {
    language: re.compile(pattern, re.IGNORECASE) for language, pattern in _CONDITIONS.items()
}
"""A sentence that sets a condition, by language: `als` does so in Dutch, and not in German."""
