"""Words of lengths of time: units, small numbers, and what halves and quarters of an hour are called."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

__all__ = ["FRACTIONS", "JOINTS", "NUMBERS", "PHRASES", "UNITS", "Measure"]


class Measure(NamedTuple):
    """What one of a unit is; months and days of work are no fixed number of seconds.

    Example:
        >>> UNITS["wochen"].days, UNITS["trimestres"].months
        (7, 3)
    """

    seconds: Decimal = Decimal()
    days: int = 0
    months: int = 0
    workdays: int = 0


_SECONDS = {
    "0.000000001": "ns nanosecond nanoseconds nanosekunden",
    "0.000001": "\u00b5s \u03bcs us microseconds",
    "0.001": "ms msec millisecond milliseconds millisekunden millisecondes milisegundos millisecondi milliseconden milisekund \u6beb\u79d2",
    "1": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi seconden"
         " sekund sekundy sekunda sekunder saniye sn \u79d2 \u79d2\u949f \u79d2\u9593",
    "60": "min mins minute minutes minuten minuto minutos minuti minuut minut minuty minuta minutter minuter dakika dk \u5206 \u5206\u949f \u5206\u9593",
    "3600": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzina godziny godzin godzin\u0119"
            " time timer timme timmar tim saat \u6642\u9593 \u5c0f\u65f6 \u5c0f\u6642 \u65f6",
}  # fmt: skip
_DAYS = {
    1: "d day days night nights tag tage tagen tags nacht n\u00e4chte n\u00e4chten jour jours nuit nuits nuit\u00e9es d\u00eda d\u00edas noche noches giorno giorni"
       " notte notti dia dias noite noites dag dagen nachten dzie\u0144 dni doba noc nocy noce g\u00fcn gece d\u00f8gn dage n\u00e6tter dagar dygn n\u00e4tter"
       " \u65e5\u9593 \u5929 \u6cca \u665a",
    7: "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzie\u0144 tygodnie tygodni hafta uge uger vecka veckor"
       " \u9031\u9593 \u5468 \u9031",
}  # fmt: skip
_MONTHS = {
    1: "month months monat monate monaten monats mois mes meses mese mesi m\u00eas maand maanden miesi\u0105c miesi\u0105ce miesi\u0119cy ay m\u00e5ned m\u00e5neder"
       " m\u00e5nad m\u00e5nader \u304b\u6708 \u30f6\u6708 \u4e2a\u6708 \u500b\u6708",
    3: "quarter quarters quartal quartale trimestre trimestres trimestri kwartaal kwarta\u0142",
    12: "year years jahr jahre jahren an ans ann\u00e9e ann\u00e9es a\u00f1o a\u00f1os anno anni ano anos jaar jaren rok lata lat y\u0131l \u00e5r \u5e74 \u5e74\u9593 anniversary",
}  # fmt: skip
_OF_WORK = "working business arbeits werk"
UNITS: dict[str, Measure] = {
    **{word: Measure(Decimal(size)) for size, words in _SECONDS.items() for word in words.split()},
    **{word: Measure(Decimal(size * 86_400), days=size) for size, words in _DAYS.items() for word in words.split()},
    **{word: Measure(months=size) for size, words in _MONTHS.items() for word in words.split()},
    **{f"{kind}{gap}{day}": Measure(workdays=1) for kind in _OF_WORK.split() for gap in ("", " ")
       for day in ("day", "days", "tag", "tage", "tagen", "dag", "dagen")},
    **{f"calendar {day}": Measure(Decimal(86_400), days=1) for day in ("day", "days")},
}  # fmt: skip
"""Units by their names."""

_WORDS = (
    (1, "a an one ein eine einer einem einen un une una uno um uma een \u00e9\u00e9n jeden jedna jedn\u0105 bir ett first"),
    (2, "two zwei deux dos due dois duas twee dwa dwie dwoma iki tv\u00e5 both"),
    (3, "three drei trois tres tre tr\u00eas drie trzy \u00fc\u00e7"), (4, "four vier quatre cuatro quattro quatro cztery d\u00f6rt fyra"),
    (5, "five f\u00fcnf cinq cinco cinque vijf pi\u0119\u0107 be\u015f fem"), (6, "six sechs seis sei zes sze\u015b\u0107 alt\u0131 seks sex"),
    (7, "seven sieben sept siete sette sete zeven siedem yedi syv sju"), (8, "eight acht huit ocho otto oito osiem sekiz otte \u00e5tta"),
    (9, "nine neun neuf nueve nove negen dziewi\u0119\u0107 dokuz nio"), (10, "ten zehn dix diez dieci dez tien dziesi\u0119\u0107 tio"),
    (11, "eleven elf onze once undici jedena\u015bcie"), (12, "twelve zw\u00f6lf douze doce dodici doze twaalf dwana\u015bcie"),
    (14, "fourteen vierzehn quatorze catorce quattordici catorze veertien czterna\u015bcie"), (15, "fifteen f\u00fcnfzehn quinze quince quindici vijftien"),
    (20, "twenty zwanzig vingt veinte venti vinte twintig"), (21, "twenty-one einundzwanzig"), (24, "twenty-four vierundzwanzig"),
    (28, "twenty-eight achtundzwanzig"), (30, "thirty drei\u00dfig trente treinta trenta trinta dertig trzydzie\u015bci"),
    (45, "forty-five f\u00fcnfundvierzig"), (48, "forty-eight"), (60, "sixty sechzig soixante sesenta sessanta sessenta zestig"),
    (72, "seventy-two"), (90, "ninety neunzig noventa novanta negentig"),
)  # fmt: skip
NUMBERS: dict[str, int] = {word: number for number, words in _WORDS for word in words.split()}
"""Small numbers in words."""

FRACTIONS: dict[str, Decimal] = {
    "\u00bd": Decimal("0.5"), "\u00bc": Decimal("0.25"), "\u00be": Decimal("0.75"),
}  # fmt: skip
"""Signs of parts of one."""

JOINTS = "and|und|et|y|e|en|i|og|och|ve"
"""What stands between hours and minutes."""

PHRASES = re.compile(
    r"\b(?:(?P<s5400>(?:an|one) hour and a half|one and a half hours|anderthalb stunden|eineinhalb stunden|une heure et demie|(?:una )?hora y media|un'ora e mezz[ao]"
    r"|(?:uma )?hora e meia|anderhalf uur|p\u00f3\u0142torej godziny)"
    r"|(?P<s2700>three[ -]quarters of an hour|drei ?viertelstunden?|trois quarts d'heure|tres cuartos de hora|tre quarti d'ora|tr\u00eas quartos de hora|driekwartier|trzy kwadranse)"
    r"|(?P<s1800>half an hour|half(?: |-)hour|halben? stunde|demi-heure|media hora|mezz'?ora|meia hora|half uur|p\u00f3\u0142 godziny|yar\u0131m saat|halv time|halvtimme)"
    r"|(?P<s900>(?:a )?quarter of an hour|viertelstunde|quart d'heure|cuarto de hora|quarto d'ora|quarto de hora|kwartier|kwadrans))\b",
    re.IGNORECASE,
)
"""Lengths that are told without a number; the name of the group is their seconds."""
