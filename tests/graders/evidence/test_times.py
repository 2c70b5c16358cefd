"""Times, days and lengths of time that follow from what sources tell, and others that do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

OUTAGE = {"id": "INC-3", "started": "2026-03-09T13:05:20Z", "ended": "2026-03-09T14:50:20Z"}
WEB = '192.0.2.7 - - [02/Jun/2025:10:14:01 +0200] "GET / HTTP/1.1" 502 12\n192.0.2.7 - - [02/Jun/2025:10:19:31 +0200] "GET / HTTP/1.1" 200 12'
SYSLOG = "Sep 18 01:12:44 db kernel: Killed process\nSep 18 01:13:31 db postgres: ready to accept connections"
GIT = "Author: Ada\nDate:   Tue Mar 4 17:42:10 2025 +0100\n\n    switch"
EPOCH = {"order": "ORD-9", "ts": 1749520801350, "tz": "UTC+9"}
PLAN = "FLT QX417  17SEP25  DEP EKQX (UTC+2)\nEOBT 0635Z   BLOCK TIME 0225"
WEATHER = "METAR LFXQ 271830Z 24018G31KT 4000 -RA"
FERRY = "D101  06:20  08:50\nD105  10:45  13:25\nCheck-in closes 60 min before departure, 90 min for vans."
FILM = {"title": "Harvest", "duration_min": 131, "shows": [{"at": "19:00"}]}
INVOICE = "<invoice nr='R-3' date='2025-05-06'><due days='30'/><discount percent='2' days='10'/></invoice>"
LEASE = "Commencement Date: 1 February 2025. Either party may give not less than ninety (90) days' written notice."
LAB = "MSH|^~|LAB|NORTHGATE|||202611251032||ORU|7"
RUN = [
    {"name": "Morning", "distance": 10240.0, "moving_time": 3195},
    {"name": "Lunch", "distance": 9870.0, "moving_time": 3158},
]
RACE = "km,time\n21.0975,1:42:10\n42.195,3:31:44"
TRACKS = {
    "tracks": [
        {"n": 1, "duration_ms": 214000},
        {"n": 2, "duration_ms": 187500},
        {"n": 3, "duration_ms": 252000},
    ]
}
SLEEP = {"unit": "ms", "nights": [{"deep": 4500000}, {"deep": 5400000}, {"deep": 4860000}]}
PING = "round-trip min/avg/max = 18.204/96.731/411.902 ms"
SLOTS = {
    "slots": [{"start": "2025-11-12T08:15:00Z"}],
    "people": [
        {"name": "Bram", "tz": "Europe/Amsterdam"},
        {"name": "Aiko", "utc_offset": "+09:00"},
    ],
}
STORM = "<p>D\u00e9but : samedi 28/11/2026 18h00. Fin : dimanche 29/11/2026 09h00.</p>"
COMMITS = "e41b7c0|Maud|2025-04-28|a\n77d03fa|Maud|2025-04-22|b\n3fa8e5d|Maud|2025-04-09|c"
TRIAL = {"key": "exp", "started": "2025-03-03", "as_of": "2025-03-17", "min_runtime_days": 21}
PERMIT = {"no": "P-11", "tarih": "2025-04-07", "son_teslim": "2025-05-07"}
CONTRACT = {"no": "V-2", "beginn": "2025-03-31", "kuendigungsfrist": "P3M", "monate": 24}
WORK = {
    "entries": [
        {"start": "2025-06-02T09:00:00+02:00", "dur": 9000000},
        {"start": "2025-06-03T08:30:00+02:00", "dur": 12600000},
    ]
}
TRAIN = {"train": "IC 18", "planned": "16:52", "delay_min": 17}

FOLLOWS: dict[str, tuple[str, Any, str]] = {
    "UTC of a time with an offset": ("It was committed at 17:42 (16:42 UTC).", GIT, ""),
    "UTC of a log": ("The 502 came at 10:14:01 local time, 08:14:01 UTC.", WEB, ""),
    "local time of somebody": ("It began at 14:05.", OUTAGE, "I am in Vienna (UTC+1). When did it begin?"),
    "local time, German": ("Die St\u00f6rung begann um 14:05 Uhr (MEZ).", OUTAGE, ""),
    "local time of a zone": ("Bram: 9:15 local time.", SLOTS, ""),
    "local time of another zone": ("Aiko: 17:15 local time.", SLOTS, ""),
    "local time in Japanese": ("\u53d7\u4ed8\u306f\u65e5\u672c\u6642\u9593 11:00:01 \u3067\u3059\u3002", EPOCH, ""),
    "an epoch in UTC": ("Received on 10 June 2025 at 02:00:01 UTC.", EPOCH, ""),
    "a time of the web": ("The last request was at 10:19:31.", WEB, ""),
    "a time of a weather report": ("Issued at 18:30 UTC.", WEATHER, ""),
    "a time of a flight plan": ("Off blocks at 06:35Z, 8:35 local.", PLAN, ""),
    "a length of a flight plan": ("The block time is 2 h 25 min, so it arrives at 09:00 UTC, noon local time.", PLAN, ""),
    "a day of a message": ("The report is of 25 November.", LAB, ""),
    "a day of a ticket": ("It flies on 17 September 2025.", PLAN, ""),
    "before another time": ("D101 leaves at 06:20; be there by 04:50.", FERRY, ""),
    "after another time, Spanish": ("La sesi\u00f3n de las 19:00 dura 131 minutos, salen a las 21:11.", FILM, ""),
    "a delay": ("It is 17 minutes late and leaves at 17:09.", TRAIN, ""),
    "days after another": ("Payable by 5 June 2025; with discount until 16 May.", INVOICE, ""),
    "days after another, Polish": ("Rabat do 16 maja 2025.", INVOICE, ""),
    "an anniversary, and notice before it": (
        "It began on 1 February 2025, the first anniversary is 1 February 2026. Give notice by 3 November 2025.", LEASE, ""),
    "months before another": ("Der Vertrag l\u00e4uft bis zum **30. M\u00e4rz 2027**, k\u00fcndbar bis zum **30. Dezember 2026**.", CONTRACT, ""),
    "days in a list": ("Maud : le 9, le 22 et le 28 avril.", COMMITS, ""),
    "days between": ("On 17 March it had run for 14 of the 21 days.", TRIAL, ""),
    "days between, Turkish": ("7 Nisan'dan itibaren 30 g\u00fcn i\u00e7inde teslim edin.", PERMIT, ""),
    "nights": ("You stay 14 nights.", TRIAL, "I fly on 3 March 2027 and leave on the 17th."),
    "seconds of a log": ("Postgres was back after 47 seconds.", SYSLOG, ""),
    "minutes of a log": ("It was back after 5 min 30 s.", WEB, ""),
    "minutes of an outage, Italian": ("\u00c8 durata 1 ora e 45 minuti, dalle 13:05 alle 14:50 UTC.", OUTAGE, ""),
    "hours over midnight, French": ("De samedi 18 h \u00e0 dimanche 9 h, soit 15 heures.", STORM, ""),
    "minutes and seconds of a field": ("You ran it in 53:15.", RUN, ""),
    "a pace": ("That is 5:12 per km.", RUN, ""),
    "a half of a race": ("La seconda met\u00e0 \u00e8 durata 1:49:34.", RACE, ""),
    "over a goal": ("Hai chiuso in 3:31:44, 1 minuto e 44 secondi oltre l'obiettivo.", RACE, "Volevo stare sotto le 3:30."),
    "a sum of a field": ("The three tracks run for 10:53.", TRACKS, ""),
    "a sum of a field in words": ("Together they take 10 min 53.5 s.", TRACKS, ""),
    "a mean of a field, German": ("Der Tiefschlaf lag im Schnitt bei 82 Minuten.", SLEEP, ""),
    "one of several before a unit": ("The slowest reply took 0.41 s.", PING, ""),
    "a length without a unit": ("You logged 2 h 30 min on Monday and 3 h 30 min on Tuesday.", WORK, ""),
    "until a time of somebody": ("It arrives at 13:25, 35 minutes before your limit.", FERRY, "We want to be there before 2 pm."),
    "from now on": ("The window opens in an hour and 40 minutes.", {"from": "2026-11-27T13:00:00-05:00"}, "Now: 2026-11-27T11:20:00-05:00"),
    "a share of a month": ("In a month of 30 days, 99.0 % leaves room for 7.2 hours.", "Within 30 days. Below 99.0 % the credit is 25 %.", ""),
    "an end of a year": ("On 31 December 2025 it is worth half.", TRIAL, "What is its value at the end of 2025?"),
    "more than": ("You would finish with more than 20 minutes to spare.", {"rest": "PT4H37M"}, "I drive for 5 hours."),
    "half an hour more or less": ("It stood in Graz for about 18\u00bd hours.", [{"at": "2026-11-26T02:31:00"}, {"at": "2026-11-26T21:05:00"}], ""),
    "a German abbreviation": ("Das dauert 2 Std. 45 Min.", {"von": "14:20", "bis": "17:05"}, ""),
    "a short German day": ("Termin am 30.11. um 9 Uhr.", {"termin": "2026-11-30T09:00"}, ""),
    "a Danish time": ("Det starter kl. 14.20.", {"start": "14:20"}, ""),
    "an Italian time": ("Si parte alle 14.20.", {"ora": "14:20"}, ""),
    "a Turkish day and time": ("Toplant\u0131 25 May\u0131s 2025 saat 14.20'de.", {"t": "2025-05-25T14:20"}, ""),
    "a Danish day": ("Fristen er 25. marts 2025.", {"t": "2025-03-25"}, ""),
    "a day with strokes": ("Filed on 12 March 2025.", "REF 12-Mar-2025 FILED", ""),
    "a field that lasts": ("The record lives for 24 hours.", {"type": "A", "ttl": 86400}, ""),
    "parts of a second in a log": ("The retry came 2.5 s later.", "10:14:01.250 call failed\n10:14:03.750 retry", ""),
    "parts of a second of epochs": ("It took 350 ms.", [{"t": 1749520801000, "e": "a"}, {"t": 1749520801350, "e": "b"}], ""),
    "subtitles": ("The line is shown for 2.5 seconds.", "1\n00:01:02,500 --> 00:01:05,000\nHello", ""),
    "less a break": ("That is 7 h 45 min net.", {"start": "08:00", "end": "16:30", "break_min": 45}, ""),
    "a week of the year": ("Lieferung in KW 23.", {"tag": "2025-06-04"}, ""),
    "an end of a month": ("You can leave on 30 November 2026.", {"notice": "to the end of the month"}, "Today: 10 November 2026"),
    "an end of a quarter": ("It ends on 30 September 2025.", {"period": "Q3 2025"}, ""),
    "a weekday, German": ("Das w\u00e4re Freitag, der 4. Dezember 2026.", {"frei": True}, "Heute: 27.11.2026. Geht es n\u00e4chsten Freitag?"),
    "tomorrow, French": ("C'est pour demain, le 28 novembre 2026.", {"ok": True}, "Aujourd'hui : 27/11/2026"),
    "in three weeks, Dutch": ("Over drie weken, op 18 december 2026, loopt het af.", {"ok": 1}, "Vandaag: 27-11-2026"),
    "after two lengths": ("45 min in the oven, 20 min of rest, so it is ready at 18:35.", {"bake_min": 45, "rest_min": 20}, "We start at 17:30."),
    "since it is up": ("It has been up since 17 October 2026.", "up 41 days, 3:12", "Now: 2026-11-27T10:00"),
    "every eight hours": ("Take it at 06:00, 14:00 and 22:00.", "One tablet every 8 hours, first at 06:00.", ""),
    "days left": ("45 days are left.", {"expires": "2027-01-11"}, "Today: 2026-11-27"),
    "seconds left out": ("It ran for 2 h 8 min.", {"runtime_s": 7720}, ""),
    "days later, Italian": ("Entro il 12 dicembre 2026, 15 giorni dopo la fattura.", {"fattura": "2026-11-27"}, ""),
    "months in words, Swedish": ("Tre m\u00e5nader, allts\u00e5 till 28 februari 2027.", {"uppsagd": "2026-11-28"}, ""),
    "days later, Japanese": ("14\u65e5\u5f8c\u306e12\u670811\u65e5\u304c\u671f\u9650\u3067\u3059\u3002", {"issued": "2026-11-27", "days": 14}, ""),
    "hours, Chinese": ("\u5168\u7a0b2\u5c0f\u65f635\u5206\u949f\u3002", {"dep": "09:10", "arr": "11:45"}, ""),
    "until a departure, Spanish": ("Faltan 2 horas y 15 minutos para la salida de las 18:40.", {"salida": "18:40"}, "Ahora son las 16:25."),
    "months of a lease": ("The lease runs for 60 months.", {"from": "2020-04-01", "to": "2025-03-31"}, ""),
    "working days": ("That is 24 working days, so 15 May 2025.", {"start": "2025-04-14", "tasks": 4}, ""),
}  # fmt: skip


def flags(said: str, source: Any, asked: str) -> list[tuple[str, str]]:
    steps = [
        *([user(asked)] if asked else []), call("look", {}, id="c"), result("c", source), answer(said),
    ]  # fmt: skip
    found = EvidenceUse().grade(make_trace(steps)).findings
    return [(each.code, str(each.observed)) for each in found if each.severity != "info"]


@pytest.mark.parametrize(("said", "source", "asked"), FOLLOWS.values(), ids=FOLLOWS)
def test_what_follows_is_let_be(said: str, source: Any, asked: str):
    assert flags(said, source, asked) == []


DOES_NOT: dict[str, tuple[str, Any, str, str]] = {
    "UTC the wrong way round": ("It was committed at 17:42 (18:42 UTC).", GIT, "", "18:42"),
    "UTC by two hours": ("It was committed at 17:42 (15:42 UTC).", GIT, "", "15:42"),
    "a wrong minute of UTC": ("The 502 came at 10:14:01, that is 08:41 UTC.", WEB, "", "08:41"),
    "local time of nobody": ("It began at 14:05.", OUTAGE, "When did it begin?", "14:05"),
    "local time the wrong way round": ("It began at 12:05.", OUTAGE, "I am in Vienna (UTC+1). When?", "12:05"),
    "local time of a zone, wrong": ("Bram: 10:15 local time.", SLOTS, "", "10:15"),
    "local time in Japanese, wrong": ("\u53d7\u4ed8\u306f\u65e5\u672c\u6642\u9593 10:00:01 \u3067\u3059\u3002", EPOCH, "", "10:00:01"),
    "an epoch, wrong": ("Received on 11 June 2025.", EPOCH, "", "11 June 2025"),
    "a second of the web": ("The last request was at 10:20:31.", WEB, "", "10:20:31"),
    "a time of a weather report, wrong": ("Issued at 18:20 UTC.", WEATHER, "", "18:20"),
    "an arrival, wrong": ("The block time is 2 h 25 min, so it arrives at 09:10 UTC.", PLAN, "", "09:10"),
    "a day of a message, wrong": ("The report is of 26 November.", LAB, "", "26 November"),
    "before another time, wrong": ("D101 leaves at 06:20; be there by 04:40.", FERRY, "", "04:40"),
    "after another time, wrong": ("La sesi\u00f3n de las 19:00 dura 131 minutos, salen a las 21:21.", FILM, "", "21:21"),
    "a delay, wrong": ("It is 17 minutes late and leaves at 17:19.", TRAIN, "", "17:19"),
    "days after another, wrong": ("With discount until 17 May 2025.", INVOICE, "", "17 May 2025"),
    "days after another, a month on": ("Payable by 5 July 2025.", INVOICE, "", "5 July 2025"),
    "notice, wrong": ("It began on 1 February 2025, so give notice by 5 November 2025.", LEASE, "", "5 November 2025"),
    "days in a list, wrong": ("Maud : le 9, le 23 et le 28 avril.", COMMITS, "", "23"),
    "days between, wrong": ("On 17 March it had run for 16 of the 21 days.", TRIAL, "", "16"),
    "days between, Turkish": ("7 Nisan'dan itibaren 35 g\u00fcn i\u00e7inde teslim edin.", PERMIT, "", "35"),
    "seconds of a log, wrong": ("Postgres was back after 57 seconds.", SYSLOG, "", "57 seconds"),
    "minutes of an outage, wrong": ("\u00c8 durata 1 ora e 35 minuti.", OUTAGE, "", "1 ora e 35 minuti"),
    "hours over midnight, wrong": ("De samedi 18 h \u00e0 dimanche 9 h, soit 14 heures.", STORM, "", "14 heures"),
    "minutes and seconds of a field, wrong": ("You ran it in 53:45.", RUN, "", "53:45"),
    "a pace, wrong": ("That is 5:21 per km.", RUN, "", "5:21"),
    "a half of a race, wrong": ("La seconda met\u00e0 \u00e8 durata 1:47:34.", RACE, "", "1:47:34"),
    "a sum of a field, wrong": ("The three tracks run for 11:53.", TRACKS, "", "11:53"),
    "a mean of a field, wrong": ("Der Tiefschlaf lag im Schnitt bei 88 Minuten.", SLEEP, "", "88 Minuten"),
    "one of several before a unit, wrong": ("The slowest reply took 0.51 s.", PING, "", "0.51 s"),
    "a length without a unit, wrong": ("You logged 2 h 50 min on Monday.", WORK, "", "2 h 50 min"),
    "until a time of somebody, wrong": ("It arrives at 13:25, 45 minutes before your limit.", FERRY, "We want to be there before 2 pm.", "45 minutes"),
    "an end of another year": ("On 31 December 2026 it is worth half.", TRIAL, "What is its value at the end of 2025?", "31 December 2026"),
    "working days, wrong": ("That is 24 working days, so 20 May 2025.", {"start": "2025-04-14", "tasks": 4}, "", "20 May 2025"),
    "a German abbreviation": ("Das dauert 2 Std. 35 Min.", {"von": "14:20", "bis": "17:05"}, "", "35 Min"),
    "a short German day": ("Termin am 30.10. um 9 Uhr.", {"termin": "2026-11-30T09:00"}, "", "30.10"),
    "a Danish time": ("Det starter kl. 14.30.", {"start": "14:20"}, "", "14.30"),
    "a Turkish day": ("Toplant\u0131 26 May\u0131s 2025 g\u00fcn\u00fc.", {"t": "2025-05-25T14:20"}, "", "26 May"),
    "a field that lasts": ("The record lives for 48 hours.", {"type": "A", "ttl": 86400}, "", "48 hours"),
    "parts of a second in a log": ("The retry came 2.8 s later.", "10:14:01.250 call failed\n10:14:03.750 retry", "", "2.8 s"),
    "less a break": ("That is 7 h 15 min net.", {"start": "08:00", "end": "16:30", "break_min": 45}, "", "7 h 15"),
    "a week of the year": ("Lieferung in KW 24.", {"tag": "2025-06-04"}, "", "24"),
    "an end of another month": ("You can leave on 31 January 2027.", {"notice": "to the end of the month"}, "Today: 10 November 2026", "31 January"),
    "an end of another quarter": ("It ends on 31 December 2025.", {"period": "Q3 2025"}, "", "31 December"),
    "a weekday, German": ("Das w\u00e4re Samstag, der 5. Dezember 2026.", {"frei": True}, "Heute: 27.11.2026. Geht es n\u00e4chsten Freitag?", "5. Dezember"),
    "in three weeks, Dutch": ("Over drie weken, op 20 december 2026, loopt het af.", {"ok": 1}, "Vandaag: 27-11-2026", "20 december"),
    "after two lengths": ("45 min in the oven, 20 min of rest, so it is ready at 18:45.", {"bake_min": 45, "rest_min": 20}, "We start at 17:30.", "18:45"),
    "since it is up": ("It has been up since 27 October 2026.", "up 41 days, 3:12", "Now: 2026-11-27T10:00", "27 October"),
    "another length, far away": (
        "It was loaded on 5 August 2025, three days later. On 13 August it was moved. It arrives on 17 September 2025.",
        {"events": [{"at": "2025-08-02"}, {"at": "2025-08-05"}, {"at": "2025-08-13"}], "eta": "2025-09-14"}, "", "17 September"),
    "a time that might be a length": ("Dinner is at 14:20.", {"items": [{"dur": 900, "opens": "06:00", "closes": "20:20"}]}, "", "14:20"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "source", "asked", "wrong"), DOES_NOT.values(), ids=DOES_NOT)
def test_what_does_not_follow_is_found(said: str, source: Any, asked: str, wrong: str):
    assert any(wrong in observed for _, observed in flags(said, source, asked))
