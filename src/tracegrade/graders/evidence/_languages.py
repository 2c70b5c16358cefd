"""Which language an answer is in, and what its words for numbers, for all and for a part are."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["NUMBER_WORDS", "WORDS", "alike", "language_of", "plain_words", "singular"]

WORDS = re.compile(r"[^\W_]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_FUNCTION_WORDS = {
    "en": "the is are of and to for was were with that this i you have has not there from it on in we they no be an a our my your do does did all every any which what how as at by been are each or but",
    "de": "der die das und ist nicht ich sie mit von auf ein eine f\u00fcr dem im sind wurde wurden es den zu kein keine"
    " gibt wir alle ja nein in sie habe hat haben an bei nach aus noch auch",
    "fr": "le les des est et une du pour dans que vous je pas la sont nous au aux il aucune aucun sur ne oui non n y",
    "es": "el los las de que y una por para con su es no en se la del hay he un todos todas s\u00ed tiene tienen ninguna ning\u00fan",
    "pt": "os as de que e em uma por para com n\u00e3o \u00e9 do da dos das no na ao um temos nenhum nenhuma todos todas sim h\u00e1 tem t\u00eam",
    "it": "il lo gli le di che \u00e8 una per con non del della sono la i un nel nella ho nessun nessuna tutti tutte s\u00ec ci",
    "nl": "de het een en van is niet op voor met zijn ik te dat er geen in alle ja nee heb naar",
    "pl": "i w na z si\u0119 nie do jest s\u0105 to \u017ce dla po o za ma tak wszystkie \u017cadnych",
    "sv": "och att det som \u00e4r inte f\u00f6r p\u00e5 med jag du den av till har var finns ett alla fr\u00e5n vi inga ingen har hittade era dina ja nej",
    "da": "og at det som er ikke for p\u00e5 med jeg du den af til har var findes et alle fra vi ingen der fandt jeres dine ja nej blev",
}
_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "de": "ein zwei drei vier f\u00fcnf sechs sieben acht neun zehn elf zw\u00f6lf",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "um dois tr\u00eas quatro cinco seis sete oito nove dez onze doze",
    "it": "un due tre quattro cinque sei sette otto nove dieci undici dodici",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pl": "jeden dwa trzy cztery pi\u0119\u0107 sze\u015b\u0107 siedem osiem dziewi\u0119\u0107 dziesi\u0119\u0107 jedena\u015bcie dwana\u015bcie",
    "sv": "ett tv\u00e5 tre fyra fem sex sju \u00e5tta nio tio elva tolv",
    "da": "et to tre fire fem seks syv otte ni ti elleve tolv",
}
_INFLECTED = {
    "beide": 2, "beiden": 2, "both": 2, "entrambi": 2, "entrambe": 2, "duas": 2, "dwie": 2, "dw\u00f3ch": 2,
    "zweien": 2, "vieren": 4, "trzech": 3, "czterech": 4, "pi\u0119ciu": 5, "sze\u015bciu": 6, "siedmiu": 7,
    "o\u015bmiu": 8, "dozen": 12,
}  # fmt: skip
NUMBER_WORDS = {
    language: {word: number for number, word in enumerate(words.split(), 1)} | _INFLECTED
    for language, words in _NUMBERS.items()
}
"""What the words of each language for small numbers say."""
_MOST_WORDS = 400
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


@lru_cache(maxsize=256)
def language_of(text: str) -> str:
    """The language of a text, by its function words; English where they do not tell.

    Example:
        >>> language_of("Per la linea 3 non risulta nessun reclamo."), language_of("12 %")
        ('it', 'en')
    """
    if _KANA.search(text[:4000]):
        return "ja"
    words = plain_words(text)[:_MOST_WORDS]
    votes = {language: sum(word in known for word in words) for language, known in _SETS.items()}
    return max(votes, key=lambda language: votes[language])


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, in order.

    Example:
        >>> plain_words("Haven-West, 3")
        ['haven', 'west', '3']
    """
    return [word.lower() for word in WORDS.findall(text)]


def singular(word: str) -> str:
    """A word without the ending of the plural.

    Example:
        >>> singular("entries"), singular("flights"), singular("status"), singular("gas")
        ('entry', 'flight', 'status', 'gas')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def alike(one: str, other: str, language: str = "en") -> bool:
    """Whether two words are forms of one: in English by their ending, elsewhere by their stem.

    Example:
        >>> alike("alert\u00f3w", "alerts", "pl"), alike("commit", "committed"), alike("port", "postal")
        (True, True, False)
    """
    one, other = singular(one), singular(other)
    if one == other:
        return True
    if language == "ja":
        return min(len(one), len(other)) > 1 and (one in other or other in one)
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM or not short.isalpha() or not long.isalpha():
        return False
    if language == "en":
        return len(long) - len(short) <= _LONGEST_ENDING and long.startswith(short)
    stem = max(_SHORTEST_STEM, len(short) - _LONGEST_ENDING)
    return short[:stem] == long[:stem] and len(long) - len(short) <= _LONGEST_ENDING + 2
