"""The one scan that finds particulars in a text.

A scan of prose mostly steps over words. The pattern does that itself, word after word without
looking back (`_SKIP`), and tries its alternatives only where a digit, a sign or a word that
announces a number stands: those that begin with a digit only at a digit, those that begin with a
letter only at a letter. The last alternative takes whatever is left, so that a match is found at
every place and no text is walked over twice. Every repetition is bounded, or is over one class of
characters and never gives back what it took: the scan of any text takes linear time.
"""

from __future__ import annotations

import re

from tracegrade.graph.values._any_case import any_case
from tracegrade.graph.values._units import UNIT_NAMES

__all__ = ["CODES", "MONTHS", "MONTHS_ABROAD", "NUMBER", "SCAN", "SIGNS"]

_NAMES_OF_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
MONTHS = {name[:3]: number for number, name in enumerate(_NAMES_OF_MONTHS, start=1)}

_MONTH = any_case((*_NAMES_OF_MONTHS, *MONTHS, "sept"))
MONTHS_ABROAD = {
    name: number
    for number, names in enumerate(
        (
            "januar janvier enero gennaio janeiro januari stycznia stycze\u0144 janv ene ocak",
            "februar f\u00e9vrier febrero febbraio fevereiro februari lutego luty f\u00e9vr \u015fubat",
            "m\u00e4rz mars marzo mar\u00e7o maart marca marzec mrz marts mart",
            "avril abril aprile kwietnia kwiecie\u0144 avr abr nisan", "mai mayo maggio maio mei maja maj may\u0131s",
            "juni juin junio giugno junho czerwca czerwiec giu haziran", "juli juillet julio luglio julho lipca lipiec juil lug temmuz",
            "ao\u00fbt agosto augustus augusti sierpnia sierpie\u0144 a\u011fustos",
            "septembre septiembre settembre setembro wrze\u015bnia wrzesie\u0144 eyl\u00fcl",
            "oktober octobre octubre ottobre outubro pa\u017adziernika pa\u017adziernik okt ekim",
            "novembre noviembre novembro listopada listopad kas\u0131m",
            "dezember d\u00e9cembre diciembre dicembre dezembro december grudnia grudzie\u0144 dez dic d\u00e9c aral\u0131k",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""German, French, Spanish, Italian, Portuguese, Dutch, Polish, Danish, Swedish and Turkish months."""

_MONTH_ABROAD = any_case(MONTHS_ABROAD)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,30})?(?!\d|,\d)"
    r"|\d{1,3}(?:['\u2019\u00a0\u202f\u2009]\d{3}){1,6}(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){1,6},\d{1,2}(?!\d)"
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?:\.\d{1,2})?(?!\d|,\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,6}(?!\d|[.,]\d)"
    r"|\d{1,9},(?:\d{1,2}|\d{4,12})(?!\d|[,.]\d)"
    r"|\d{1,30}(?:\.\d{1,30})?(?!\d))"
)
_MAGNITUDE = rf"(?:\s?{any_case(('k', 'thousand', 'million', 'mn', 'mln', 'mio', 'billion', 'bn', 'mrd'))}\b)?"
CODES = (
    "usd", "eur", "gbp", "jpy", "cad", "aud", "nzd", "chf", "sek", "nok", "dkk", "inr", "cny", "pln", "czk",
    "huf", "brl", "mxn", "zar", "sgd", "hkd", "krw", "ils", "thb",
)  # fmt: skip
"""Codes of currencies that announce an amount."""

_SPELLED_OUT = ("dollar", "dollars", "euro", "euros", "z\u0142")
_CODES = any_case(CODES)
_CURRENCY = (
    rf"(?:{any_case((*CODES, *_SPELLED_OUT))}"
    rf"|{any_case(('pounds',))}\s{any_case(('sterling',))})"
)
_HOURS = any_case(
    ("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore",
     "uur", "godz", "godzina", "godziny", "godzin")
)  # fmt: skip
_MINUTES = any_case(
    (
        "m",
        "min",
        "mins",
        "minute",
        "minutes",
        "minuten",
        "minuto",
        "minutos",
        "minuti",
        "minut",
        "minuty",
    )
)
_SECONDS = any_case(
    ("s", "sec", "secs", "second", "seconds", "sekunden", "secondes", "segundos", "secondi", "seconden", "sekund")
)  # fmt: skip
_DAYS = any_case(
    ("d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "d\u00eda", "d\u00edas", "giorno", "giorni", "dia",
     "dias", "dag", "dagen", "dni")
)  # fmt: skip
_JOINED = r"(?:,?\s(?:and|und|et|y|e|en|i)\s|,?\s)"
_SPANS = (
    rf"(?:\d{{1,3}}\s?{_DAYS}\.?{_JOINED}\d{{1,2}}\s?{_HOURS}"
    rf"|\d{{1,3}}\s?{_HOURS}\.?{_JOINED}?\d{{1,2}}\s?{_MINUTES}"
    rf"|\d{{1,3}}\s?{_MINUTES}\.?{_JOINED}?\d{{1,2}}\s?{_SECONDS})"
)
_CENTS = (
    "cent", "cents", "ct", "pence", "centimes", "c\u00e9ntimos", "centesimi", "c\u00eantimos", "cent\u00f3w", "grosze",
    "groszy",
)  # fmt: skip
_DEGREES = (
    "degree", "degrees", "grad", "degr\u00e9s", "grados", "gradi", "graus", "graden", "stopni",
)  # fmt: skip
_HALF_OF_DAY = r"[aApP]\.?[mM]"
_PATH_PART = r"[\w.@+~-]{1,128}+"

_SEPARATORS = r"(?:[\s,;:!?()'\"{}*#|=<>_\u2013\u2014\u2019\]&-]++|\.(?![/\d.]))*+"
_ANNOUNCES = rf"[eElL](?:{any_case(('nding', 'ast'))})"
_WORD = rf"(?!{_ANNOUNCES})[^\W\d_]++(?![\w@/\\+%]|[.-]\w|://|\.?\s?\d)"
_SKIP = rf"{_SEPARATORS}(?:{_WORD}{_SEPARATORS})*+"
_IS_MEASURED = r"(?=[\d.,'\u2019\u00a0\u202f\u2009]{1,70}+\s?(?:[^\W\d_]|[%\u20ac\u00a3\u00b0\u00a2\u2103\u2109]))"

NUMBER = re.compile(_NUMBER)
"""A number as people and JSON write it, without sign."""

SIGNS = re.compile(r"[\d@/]|\.[A-Za-z]")
"""What a text without a single match of this holds no particular."""

_AT_A_DIGIT = rf"""
      (?P<iso>\d(?<![\w/-]\d)\d{{3}}(?:-\d{{2}}-|/\d{{2}}/)\d{{2}}
        (?:[T\s]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?)?(?![\d/-]))
    | (?P<dmy>(?<![\w.,$-]){_DAY}\.?\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}})?(?!\w))
    | (?P<abroad>(?<![\w.,$-])\d{{1,2}}(?:\.|er)?\s(?:de\s)?{_MONTH_ABROAD}\b(?:\s(?:del?\s)?\d{{4}})?(?!\w))
    | (?P<slash>(?<![\w/.])\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})(?![\w/]))
    | (?P<dots>(?<![\w.])\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d{{2}}(?![\w]|\.\d))
    | (?P<clock>(?<![\w:.,$-])\d{{1,2}}(?:\s?[hH]\s?\d{{2}}(?!\w|\s?{_MINUTES}\b)
        |(?:[.:]\d{{2}})?\s[uU]hr\b(?:\s\d{{2}}(?![\w.,:]))?|\.\d{{2}}\s[uU]ur\b))
    | (?P<time>(?<![\w:.])\d{{1,2}}
        (?::\d{{2}}(?::\d{{2}})?(?:\s?{_HALF_OF_DAY}\b)?|\s?{_HALF_OF_DAY}\b)(?![:\w]))
    | {_IS_MEASURED}(?<![\w.,])(?:
        (?P<priced>(?<![$-]){_NUMBER}{_MAGNITUDE}\s?(?:{_CURRENCY}\b|[\u20ac\u00a3](?!\d)))
      | (?P<cents>(?<![$-]){_NUMBER}\s?(?:{any_case(_CENTS)}\b|\u00a2))
      | (?P<percent>{_NUMBER}\s?(?:%|{any_case(("percent", "pct", "prozent"))}\b|{any_case(("per",))}\s{any_case(("cent",))}\b))
      | (?P<span>{_SPANS}\b(?![-/\w]))
      | (?P<quantity>{_NUMBER}{_MAGNITUDE}\s?(?:{any_case(_DEGREES)}\s)?{any_case(UNIT_NAMES)}(?:/[a-z\u00b3\u00b2]{{1,8}})?+
          (?:\b|(?<=[\u2103\u2109]))(?![-/\w]))
      )
"""
_AT_A_LETTER = rf"""
      (?P<url>https?://[^\s<>"'`\])}}|\\]{{1,2000}})
    | (?P<mdy>{_MONTH}\.?\s{_DAY}(?:\s?[-\u2013]\s?{_DAY}(?!\s?(?:[ap]\.?m\b|:\d)))?(?:,?\s\d{{4}})?(?!\w))
    | (?P<suffix>(?i:ending|last\s(?:four|4)(?:\sdigits)?)(?:\s(?i:in|with|are|is|of))?:?\s[^\w\s]{{0,4}}\d{{4,12}}\b)
    | (?P<coded>(?<![\w.,$-]){_CODES}\s?{_NUMBER}{_MAGNITUDE})
"""

SCAN = re.compile(
    rf"""
    {_SKIP}
    (?:
      (?=\d)(?:{_AT_A_DIGIT})
    | (?=[^\W\d_])(?:{_AT_A_LETTER})
    | (?P<cite>\[[a-zA-Z]{{0,6}}[-_]?\d{{1,4}}(?:\s?[,;]\s?\d{{1,4}}){{0,9}}\](?![(\w]))
    | (?P<money>[$\u20ac\u00a3\u00a5\u20b9]\s?{_NUMBER}{_MAGNITUDE})
    | (?P<email>(?<![\w.%+-])[\w.%+-]{{1,64}}+@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}})
    | (?<![\w/.:@])(?:
        (?P<path>(?:~|\.{{1,2}})?(?:/{_PATH_PART}){{2,40}}/?
          |(?:{_PATH_PART}/){{1,40}}[\w@+~-]{{1,100}}\.[A-Za-z]\w{{0,7}}(?![\w/]))
      | (?P<file>(?<!-)[A-Za-z_][\w-]{{0,100}}+\.(?:py|js|ts|tsx|jsx|json|jsonl|md|txt|csv|toml|ya?ml|html?|css|sql|sh|pdf|xml|ini|cfg|log|rs|go|java|c|h|cpp|rb|ipynb|lock)\b(?![\w/(]))
      )
    | (?P<token>(?<![\w-])(?=[\w-]{{0,64}}[A-Za-z])(?=[\w-]{{0,64}}\d)\w[\w-]{{1,127}})
    | (?P<plain>(?<![\w.])(?<!\d,){_NUMBER}{_MAGNITUDE})
    | (?P<rest>\w[\w-]*+|.|\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Particulars of all kinds; which group matched says which kind, `rest` that there is none."""
