"""Words for all, for none and for a part, in the languages of answers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tracegrade.graders.evidence._languages import NUMBER_WORDS, WORDS, language_of

__all__ = [
    "Universal",
    "admits_a_part",
    "agrees",
    "asks_how_many",
    "asks_of_all",
    "asks_of_any",
    "numbers_said",
    "universal_in",
]

_EVERY = {
    "en": r"all(?!\s(?:set|right|done|good|other|in one|the best|the time|along|about|day|i\b|you\b|we\b))|every(?:thing|one|body)?"
    r"(?!\s(?:\d|day|week|month|time|now|year|hour|minute|morning))|each(?!\sother)|entire|whole|complete list"
    r"|full list|without exception|no exceptions",
    "de": r"alle[nrms]?|jede[rsnm]?|s\u00e4mtliche[nrms]?|gesamte[nrms]?|ganze[nrms]?|vollst\u00e4ndige[nrms]?|ausnahmslos|keine Ausnahme",
    "fr": r"tous|toutes|toute|tout(?=\s(?:le|l'))|chaque|chacune?|l'ensemble|l'int\u00e9gralit\u00e9|enti\u00e8re?|compl\u00e8te|sans exception",
    "es": r"todos|todas|toda|todo(?=\sel)|cada|\u00edntegr\w+|enter[oa]s?|complet[oa]s?|sin excepci\u00f3n",
    "pt": r"todos|todas|toda|todo(?=\so)|cada|inteir[oa]s?|complet[oa]s?|sem exce\u00e7\u00e3o",
    "it": r"tutti|tutte|tutta|tutto(?=\sil)|ogni|ciascun[oa]?|inter[oa]|complet[oa]|senza eccezion\w",
    "nl": r"alle|allemaal|elke?|iedere?|volledige|hele|gehele|zonder uitzondering",
    "sv": r"alla|allt|allihop|samtliga|varje(?!\s(?:dag|vecka|m\u00e5nad|\u00e5r|g\u00e5ng|timme|morgon))|hela|varenda|utan undantag",
    "da": r"alle|alt|samtlige|hver(?:t|eneste)?(?!\s(?:dag|uge|m\u00e5ned|\u00e5r|gang|time|morgen))|hele|uden undtagelse",
    "pl": r"wszystk\w+|wszyscy|ka\u017cd\w+|ca\u0142\w{1,3}|komplet\w*|bez wyj\u0105tku",
    "ja": r"\u5168\u3066|\u3059\u3079\u3066|\u5168\u90e8|\u5168(?=\d)|\u3044\u305a\u308c\u3082|\u5404|\u3069\u306e",
}
_TOTAL = {
    "en": r"in total|in all|altogether|total of|all in all|overall|all told|total (?:count|number)",
    "de": r"insgesamt|zusammen|in Summe|alles in allem|Gesamtzahl",
    "fr": r"au total|en tout|total de|en totalit\u00e9",
    "es": r"en total|total de|en conjunto",
    "pt": r"ao todo|no total|total de",
    "it": r"in totale|in tutto|totale di|complessivamente",
    "nl": r"in totaal|totaal van|bij elkaar|alles bij elkaar",
    "sv": r"totalt|sammanlagt|allt som allt|tillsammans|i sin helhet",
    "da": r"i alt|sammenlagt|tilsammen|til sammen|totalt",
    "pl": r"\u0142\u0105cznie|w sumie|og\u00f3\u0142em|razem",
    "ja": r"\u5408\u8a08|\u8a08\d|\u5168\u4f53",
}
_ONLY = {
    "en": r"the only|only these|nothing else|no others?\b|nobody else|none of|not (?:a|one) single|no more than these",
    "de": r"die einzigen|der einzige|das einzige|sonst (?:nichts|keine?)|keine weiteren|keine[rs]? der|keine[rs]? von",
    "fr": r"les seule?s|le seul|la seule|rien d'autre|aucune? (?:des|autre)",
    "es": r"los \u00fanicos|las \u00fanicas|el \u00fanico|la \u00fanica|nada m\u00e1s|ning\u00fan otro|ninguna otra|ningun[oa] de",
    "pt": r"os \u00fanicos|as \u00fanicas|o \u00fanico|a \u00fanica|mais nada|nenhuma? outr[oa]|nenhuma? d[oae]s?",
    "it": r"gli unici|le uniche|l'unic[oa]|nient'altro|nessun altr[oa]|nessun'altra|nessun[oa] (?:dei|delle|degli)",
    "nl": r"de enige|het enige|niets anders|geen andere?|geen van",
    "sv": r"de enda|den enda|det enda|inga andra|ingen annan|inget annat|ing[ae][nt]? av",
    "da": r"de eneste|den eneste|det eneste|ingen andre|intet andet|ingen af",
    "pl": r"jedyn\w+|nic innego|\u017cad[ne]\w* z|\u017caden z|\u017cadnych innych",
    "ja": r"\u306e\u307f|\u3060\u3051\u3067\u3059",
}
_NUMBER = (
    r"(?:\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|f\u00fcnf|sechs|sieben|acht|neun|zehn"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|duas|dois|tr\u00eas|quatro|sete|oito|nove|dez"
    r"|due|tre|quattro|cinque|sette|otto|dieci|twee|drie|vijf|zes|zeven|negen|tien|dwa|dwie|trzy|cztery|tv\u00e5|tre|fyra|fem|sex|sju|\u00e5tta|nio|tio|fire|seks|syv|otte)"
)
_PART = {
    "en": rf"(?:first|initial|last|latest|top|next|other|remaining|most recent|(?:bigg|larg|high|low|old|new|small)est)\s(?:{_NUMBER}|few|batch|page|rows?"
    r"|results?|entries|part|chunk|lines?|hundred|handful|records?|items?)\b"
    rf"|{_NUMBER}\s(?:most recent|latest|(?:bigg|larg|high|low|old|new|small|cheap|near|clos)est|at the top)"
    r"|(?:this|that|one|next|second|first|other|others?|more|further|single|additional|subsequent|remaining|current|of \d+|later)\spages?|pages?\s\d|per page"
    r"|(?:there (?:are|is|may be|might be|could be|will be|must be)|there're|may be|might be|could be|has|have)\s(?:\w+\s){0,2}(?:more|others?|further|additional)\b"
    r"|(?:more|others?) (?:exist|remain|follow|may|might|could|are|is|to come|beyond|pages|results|rows|records|entries|below)|and more|at least"
    r"|so far|not yet|yet to|up to now|until now|remain(?:s|ing)?|still (?:to|need|open|unread|unchecked|outstanding|missing|have)|the rest\b|left (?:to|out|unchecked)"
    r"|limit(?:ed)? (?:to|of|was|is|on)|limited|truncat\w+|cut (?:off|short)|capped|(?:stops?|stopped|ends?|ended) (?:at|after)|partial(?:ly)?|incomplete|subset|sampled?"
    r"|filter(?:ed|s|ing)?|restricted|narrowed|exclud\w+|without counting|not (?:included?|counted?|covered?|complete|all)\b|except\b|apart from|other than|besides"
    r"|(?:asked for|asked only|only (?:asked|looked|checked|read|searched|counted|fetched|opened|covers?|includes?|shows?|returned|saw|listed|went|got|had|tested|requested))"
    rf"|{_NUMBER}\s(?:out\s)?of\s(?:the\s|these\s|those\s|our\s|your\s|its\s)?{_NUMBER}\b|those {_NUMBER}\b|of those\b"
    r"|(?:i|we)(?:\s(?:have|had|did|do|could|can|was|were|would))?(?:n['\u2019]t|\snot|\snever)\s(?!\w{0,9}\s?(?:found|find|see|seen|notice|spot|detect|any\b|come across|encounter))"
    r"|(?:looked at|read|checked|opened) (?:no|none)\b|could be more|as far as|that i (?:checked|read|opened|looked at|saw)|(?:is|was|are|were)(?:n['\u2019]t|\snot) (?:checked|read|opened|looked|scanned|fetched|tested|reviewed)",
    "de": rf"(?:ersten?|n\u00e4chsten?|letzten|gr\u00f6\u00dften|weiteren?|anderen?|\u00fcbrigen?) (?:{_NUMBER}|Seiten?|Treffer|Zeilen|Eintr\u00e4ge)|{_NUMBER}\s(?:gr\u00f6\u00dften|neuesten|\u00e4ltesten|teuersten)"
    r"|Seite \d|(?:es|k\u00f6nnte|d\u00fcrfte|gibt|kann)\s[^.]{0,30}\b(?:weitere|mehr|noch)\b|mindestens|bisher|bislang|noch nicht|noch (?:aus|offen)|fehl(?:en|t) noch|stehen noch|\u00fcbrig\w*|restliche\w*"
    rf"|begrenzt|beschr\u00e4nkt|gek\u00fcrzt|abgeschnitten|teilweise|unvollst\u00e4ndig|Stichprobe|Teilmenge|gefiltert|Filter|nur\s|au\u00dfer|ausgenommen|{_NUMBER} (?:von|der) (?:den\s|insgesamt\s)?{_NUMBER}"
    r"|(?:habe|haben) (?:ich|wir)[^.]{0,40}\bnicht\b(?!\sgefunden)|ich[^.]{0,40}\bhabe[^.]{0,30}\bnicht\b(?!\sgefunden)|nicht (?:gepr\u00fcft|gelesen|ge\u00f6ffnet|angesehen|enthalten|mitgez\u00e4hlt)|die ich (?:gelesen|gepr\u00fcft|ge\u00f6ffnet)",
    "fr": rf"premi(?:er|\u00e8re)s?|suivante?s?|{_NUMBER} (?:plus|derni\u00e8re?s)|pages? \d|(?:il|elle)s? (?:y en )?(?:a|ont|peut|pourrait)[^.]{{0,30}}\bd'autres|d'autres|au moins|jusqu'ici|pour l'instant|pas encore"
    rf"|reste(?:nt)?\b|restantes?|limit\u00e9e?s?|tronqu\u00e9e?s?|coup\u00e9e?|partiel\w*|incompl\u00e8te?|\u00e9chantillon|filtr\u00e9?e?|sauf|except\u00e9|hormis|seulement|uniquement|{_NUMBER} (?:des|sur|sur les) {_NUMBER}"
    r"|n'(?:ai|avons) (?:pas|rien)(?!\s(?:trouv|vu))|que j'ai (?:lus?|lues?|v\u00e9rifi\w+|ouvert\w*)",
    "es": rf"primer[oa]?s?|siguientes?|{_NUMBER} (?:m\u00e1s|\u00faltim[oa]s)|p\u00e1ginas? \d|(?:puede|podr\u00eda|hay|quedan?)[^.]{{0,20}}\b(?:m\u00e1s|otr[oa]s)|al menos|hasta ahora|por ahora|todav\u00eda no|a\u00fan no|faltan?\b|restantes?|resto"
    rf"|limitad[oa]|truncad[oa]|cortad[oa]|parcial\w*|incomplet[oa]|muestra\b|filtr\w+|salvo|excepto|s\u00f3lo|solo|solamente|{_NUMBER} de (?:l[oa]s )?{_NUMBER}|no (?:he|hemos|se han|se ha) (?!encontrad)|que he (?:le\u00eddo|revisado|abierto)",
    "pt": rf"primeir[oa]s?|seguintes?|pr\u00f3xim[oa]s?|{_NUMBER} (?:mais|maiores|\u00faltim[oa]s)|p\u00e1ginas? \d|mais p\u00e1ginas|(?:pode|podem|h\u00e1|existem)[^.]{{0,20}}\b(?:mais|outr[oa]s)|pelo menos|at\u00e9 agora|por enquanto|ainda n\u00e3o|faltam?\b|restantes?|resto"
    rf"|limitad[oa]|truncad[oa]|cortad[oa]|parcia\w+|incomplet[oa]|amostra|filtr\w+|exceto|salvo|s\u00f3\b|somente|apenas|{_NUMBER} d[oae]s? {_NUMBER}|n\u00e3o (?:li|abri|verifiquei|vi|consultei|procurei|foram (?:lid|verificad)\w+)|que (?:li|abri|verifiquei)",
    "it": rf"prim[oaie]\b|successiv[oaie]|prossim[oaie]|{_NUMBER} (?:pi\u00f9|ultim[ie])|pagin[ae] \d|(?:potrebber\w+|ci sono|pu\u00f2|possono)[^.]{{0,25}}\b(?:altr[ie]|pi\u00f9)|almeno|finora|per ora|non ancora|ancora\b|mancano|manca\b|restant[ei]|resto"
    rf"|limitat[oaie]|troncat[oaie]|tagliat[oa]|parzial\w+|incomplet[oaie]|campione|filtr\w+|tranne|eccetto|salvo|solo|soltanto|{_NUMBER} (?:dei|delle|degli|su|di) {_NUMBER}|non (?:ho|abbiamo) (?!trovat)|che ho (?:letto|controllato|aperto)",
    "nl": rf"eerste|volgende|overige|{_NUMBER} (?:grootste|nieuwste|laatste)|pagina'?s? \d|(?:er|kunnen|kan|zijn)[^.]{{0,25}}\b(?:meer|andere|nog)\b|minstens|ten minste|tot nu toe|tot dusver|nog niet|nog (?:te|open)|rest\b|resterende"
    rf"|beperkt|afgekapt|ingekort|gedeeltelijk|onvolledig|steekproef|gefilterd|filter|behalve|uitgezonderd|alleen|slechts|{_NUMBER} van de {_NUMBER}|heb (?:ik )?[^.]{{0,30}}\bniet\b(?!\sgevonden)|die ik (?:heb )?(?:gelezen|bekeken|gecontroleerd)",
    "sv": rf"f\u00f6rsta|n\u00e4sta|\u00f6vriga|\u00e5terst\u00e5ende|resten|{_NUMBER} (?:st\u00f6rsta|senaste|nyaste)|sid\w* \d|(?:kan|finns|\u00e4r)[^.]{{0,25}}\b(?:fler|andra|mer)\b|minst|hittills|\u00e4n s\u00e5 l\u00e4nge|\u00e4nnu|inte \u00e4n|kvar\b|begr\u00e4nsa\w*|avkorta\w*|delvis|ofullst\u00e4ndig\w*|stickprov|filtr\w*|utom|f\u00f6rutom|bara|endast|enbart|\w+ av (?:de |dina |era |v\u00e5ra )?{_NUMBER}|har (?:jag )?[^.]{{0,30}}\binte\b(?!\shitta)|som jag (?:har )?(?:l\u00e4st|kollat|granskat|\u00f6ppnat)",
    "da": rf"f\u00f8rste|n\u00e6ste|\u00f8vrige|resterende|resten|{_NUMBER} (?:st\u00f8rste|seneste|nyeste)|sid\w* \d|(?:kan|findes|er)[^.]{{0,25}}\b(?:flere|andre|mere)\b|mindst|indtil videre|hidtil|endnu|tilbage\b|begr\u00e6ns\w*|afkort\w*|delvis|ufuldst\u00e6ndig\w*|stikpr\u00f8ve|filtr\w*|undtagen|bortset|kun|alene|\w+ af (?:de |dine |jeres |vores )?{_NUMBER}|har (?:jeg )?[^.]{{0,30}}\bikke\b(?!\sfundet)|som jeg (?:har )?(?:l\u00e6st|tjekket|\u00e5bnet)",
    "pl": rf"pierwsz\w+|nast\u0119pn\w+|kolejn\w+|{_NUMBER} (?:najwi\u0119ksz|ostatni)\w+|stron\w* \d|(?:mo\u017ce|mog\u0105|s\u0105|jest)[^.]{{0,25}}\b(?:wi\u0119cej|inne|inn\w+)|co najmniej|przynajmniej|dotychczas|jak dot\u0105d|jeszcze|pozosta\u0142\w+|reszt\w+|brakuje"
    rf"|ogranicz\w+|uci\u0119t\w+|skr\u00f3con\w+|cz\u0119\u015bciow\w+|niepe\u0142n\w+|pr\u00f3bk\w+|filtr\w*|opr\u00f3cz|poza\b|tylko|jedynie|{_NUMBER} z {_NUMBER}|nie (?:sprawdzi|czyta|przeczyta|otworzy)\w+|kt\u00f3re (?:sprawdzi|przeczyta)\w+",
    "ja": r"\u6700\u521d|\u5148\u982d|\u6b21\u306e|\u307e\u3060|\u307b\u304b|\u4ed6\u306b|\u4ee5\u4e0a\u3042|\u4e00\u90e8|\u9650\u5b9a|\u5236\u9650|\u7d5e\u308a\u8fbc|\u30d5\u30a3\u30eb\u30bf|\u306e\u3046\u3061|\u672a\u78ba\u8a8d|\u6b8b\u308a|\u306e\u307f|\u30da\u30fc\u30b8\u76ee",
}
_MOST_READ = 20_000  # characters of an answer in which it may say that it tells of a part
_DIGITS = re.compile(r"\d{1,6}")
_YES = re.compile(
    r"\s{0,4}\W{0,4}(?:yes|yep|yeah|ja|jawohl|oui|s\u00ed|sim|s\u00ec|tak|\u306f\u3044|correct|confirmed|indeed)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any(?:thing|one|body)?|is there|are there|do we have|does .{1,40} have|anywhere|gibt es|haben wir|irgend\w+|liegen?\b.{0,30}\bvor|y a-t-il|existe\w*|"
    r"avons-nous|hay|tenemos|h\u00e1|temos|ci sono|c'\u00e8|abbiamo|esist\w+|zijn er|is er|staan er|hebben we|czy|finns det|har (?:vi|jag|ni)|\u00e4r det|er der|findes der|har (?:jeg|i))\b|\u3042\u308a\u307e\u3059\u304b|\u3044\u307e\u3059\u304b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:how (?:many|much)|number of|count|total|wie ?viele?|anzahl|combien|nombre|cu\u00e1nt[oa]s|n\u00famero de|quant[oaei]s?|hoeveel|aantal|ile|ilu|liczba|hur (?:m\u00e5nga|mycket)|antal(?:et)?|hvor (?:mange|meget))\b|\u4f55\w{0,2}\u3042|\u3044\u304f\u3064",
    re.IGNORECASE,
)


class Universal(NamedTuple):
    """Words that speak of all: what they say, where they stand, and in which way.

    Attributes:
        text: As written.
        start: Where they begin.
        end: Where they end.
        way: `every`, `total`, or `only`.
        language: Of the sentence.
    """

    text: str
    start: int
    end: int
    way: str
    language: str


@lru_cache(maxsize=16)
def _universal(language: str) -> re.Pattern[str]:
    parts = [f"(?P<{way}>{known.get(language, known['en'])})"
             for way, known in (("total", _TOTAL), ("only", _ONLY), ("every", _EVERY))]  # fmt: skip
    edge = "" if language == "ja" else r"\b"
    ends = "" if language == "ja" else r"(?!\w)"
    return re.compile(f"{edge}(?:{'|'.join(parts)}){ends}", re.IGNORECASE)


@lru_cache(maxsize=16)
def _part(language: str) -> re.Pattern[str]:
    edge = "" if language == "ja" else r"\b"
    return re.compile(f"{edge}(?:{_PART.get(language, _PART['en'])})".lower())


def universal_in(text: str, language: str) -> Universal | None:
    """The first words of a sentence that speak of all of something.

    Example:
        >>> universal_in("In allen vier Bl\u00e4ttern stimmt es.", "de")[:2]
        ('allen', 3)
    """
    match = _universal(language).search(text)
    if match is None:
        return None
    return Universal(match[0], match.start(), match.end(), match.lastgroup or "every", language)


@lru_cache(maxsize=256)
def admits_a_part(answer: str, language: str) -> bool:
    """Whether an answer says somewhere that it tells of a part only.

    Example:
        >>> admits_a_part("I checked 2 of the 40 files.", "en"), admits_a_part("All is well.", "en")
        (True, False)
    """
    return _part(language).search(answer[:_MOST_READ].lower()) is not None


def agrees(text: str) -> bool:
    """Whether a sentence begins by saying yes."""
    return _YES.match(text) is not None


def asks_of_all(question: str) -> bool:
    """Whether somebody asks after all of something."""
    return universal_in(question, language_of(question)) is not None


def asks_of_any(question: str) -> bool:
    """Whether somebody asks if there is any."""
    return _ANY.search(question) is not None


def asks_how_many(question: str) -> bool:
    """Whether somebody asks for a number of things."""
    return _MANY.search(question) is not None


def numbers_said(text: str, language: str) -> set[int]:
    """The whole numbers that a text gives, in digits or in words.

    Example:
        >>> sorted(numbers_said("All five of 12 files", "en"))
        [5, 12]
    """
    if language == "ja":
        return {int(digits) for digits in _DIGITS.findall(text)}
    words = NUMBER_WORDS.get(language, NUMBER_WORDS["en"])
    found: set[int] = set()
    for match in WORDS.finditer(text):
        word = match[0].lower()
        if word.isascii() and word.isdigit() and len(word) <= 6:
            found.add(int(word))
        elif word in words:
            found.add(words[word])
    return found
