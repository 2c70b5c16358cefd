"""True answers of everyday trades: nothing in them is wrong, so nothing in them should be found.

Travel and booking, food, fitness and health, education, the smart home, music, films and books,
games, sports, weather, parcels and shops, consumer banking, telecom, clinics, events, homes and
cars. The evidence comes as JSON of many services, CSV, XML, YAML, HTML, Markdown, calendars, logs,
output of commands and of SQL, a diff, weather and laboratory codes, and retrieved pages; some calls
fail, are retried, are refused or find nothing. The answers round, convert, count, add up, compare,
hedge, plan and quote, about one in three in a language other than English. All of it was written
before any check was run on it.
"""

# ruff: noqa: RUF001 - signs and dashes as people type them

from __future__ import annotations

from tests.graders.evidence.paraphrased import Steps, d, s, said, t, u

__all__ = ["TRUE_EVERYDAY"]

TRUE_EVERYDAY: dict[str, tuple[Steps, str]] = {
    "flights zurich lisbon table": (
        u("Find me direct flights Zurich to Lisbon on 12 March 2027, one way, 250 CHF at most.")
        + t(
            "search_flights",
            {"from": "ZRH", "to": "LIS", "date": "2027-03-12", "nonStop": True, "maxPrice": 250},
            {
                "meta": {"count": 3, "currency": "CHF"},
                "data": [
                    {
                        "id": "1",
                        "flight": "TP 929",
                        "duration": "PT2H55M",
                        "departure": {"iataCode": "ZRH", "at": "2027-03-12T07:05:00+01:00"},
                        "arrival": {"iataCode": "LIS", "at": "2027-03-12T09:00:00+00:00"},
                        "price": {"total": "189.40", "fees": []},
                        "numberOfBookableSeats": 4,
                    },
                    {
                        "id": "2",
                        "flight": "LX 2084",
                        "duration": "PT2H55M",
                        "departure": {"iataCode": "ZRH", "at": "2027-03-12T12:25:00+01:00"},
                        "arrival": {"iataCode": "LIS", "at": "2027-03-12T14:20:00+00:00"},
                        "price": {"total": "231.00", "fees": []},
                        "numberOfBookableSeats": 9,
                    },
                    {
                        "id": "3",
                        "flight": "TP 933",
                        "duration": "PT3H00M",
                        "departure": {"iataCode": "ZRH", "at": "2027-03-12T19:10:00+01:00"},
                        "arrival": {"iataCode": "LIS", "at": "2027-03-12T21:10:00+00:00"},
                        "price": {"total": "148.75", "fees": []},
                        "numberOfBookableSeats": 2,
                    },
                ],
                "dictionaries": {"carriers": {"TP": "TAP AIR PORTUGAL", "LX": "SWISS"}},
            },
        ),
        (
            "Three direct flights on Friday, 12 March come in under your limit of CHF 250:\n\n"
            "| Flight | Departs | Arrives | Duration | Price |\n"
            "|---|---|---|---|---|\n"
            "| TP 929 | 07:05 | 09:00 | 2 h 55 | CHF 189.40 |\n"
            "| LX 2084 | 12:25 | 14:20 | 2 h 55 | CHF 231.00 |\n"
            "| TP 933 | 19:10 | 21:10 | 3 h 00 | CHF 148.75 |\n\n"
            "Times are local; Lisbon is one hour behind Zurich. The evening flight is the cheapest at "
            "just under CHF 149, about CHF 82 less than SWISS, but only two seats are left at that "
            "price. Shall I hold one for you?"
        ),
    ),
    "night train vienna german": (
        s("Heute ist der 27.11.2026. Antworte auf Deutsch.")
        + u("Gibt es am 8. Januar einen Nachtzug von Hamburg nach Wien, und was kostet er?")
        + t(
            "fahrplan_suche",
            {"von": "Hamburg Hbf", "nach": "Wien Hbf", "datum": "2027-01-08", "nur_nachtzug": True},
            {
                "verbindungen": [
                    {
                        "zug": "NJ 491",
                        "ab": "2027-01-08T20:51:00+01:00",
                        "an": "2027-01-09T09:19:00+01:00",
                        "umstiege": 0,
                        "gleis_ab": "14",
                        "preise_cent": {"sitz": 4990, "liege": 8990, "schlaf": None},
                    }
                ],
                "weitere": False,
            },
        ),
        (
            "Ja, einen: Der **NJ 491** fährt am Freitag, dem 8. Januar, um 20:51 Uhr in Hamburg Hbf "
            "von Gleis 14 ab und ist am Samstagmorgen um 9:19 Uhr in Wien, ohne Umstieg und in knapp "
            "zwölfeinhalb Stunden. Der Sitzplatz kostet 49,90 €, der Liegewagen 89,90 €, also genau "
            "40 € mehr. Für den Schlafwagen ist kein Preis hinterlegt."
        ),
    ),
    "hotel free cancellation deadline": (
        s("Current time: 2026-12-14T09:30:00Z")
        + u("Can I still cancel HX-5520817 without paying?")
        + t(
            "get_reservation",
            {"id": "HX-5520817"},
            {
                "reservation": {
                    "id": "HX-5520817",
                    "property": "Pensao Alegre",
                    "checkin": "2026-12-18",
                    "checkout": "2026-12-22",
                    "guests": {"adults": 2, "children": 0},
                    "nightly_minor": [10420, 10420, 10420, 10420],
                    "total": {"value_minor": 41680, "currency": "EUR"},
                    "cancellation": {"free_until": 1797440400, "then": "FIRST_NIGHT"},
                    "special_requests": None,
                }
            },
        ),
        (
            "Yes. Free cancellation for your four nights at Pensao Alegre runs until Wednesday, "
            "16 December, 17:00 UTC, so you have a little over two days. After that the hotel "
            "charges the first night, €104.20, which is a quarter of the €416.80 total. I haven't "
            "cancelled anything; tell me if you want me to."
        ),
    ),
    "ferry dover motorhome": (
        u(
            "We drive a 7 m motorhome and want to be in Calais before 2 pm on Saturday "
            "6 February 2027. Which sailings work?"
        )
        + t(
            "ferry_timetable",
            {"route": "Dover-Calais", "date": "2027-02-06"},
            "DOVER -> CALAIS   Sat 06 Feb 2027   (local times: UK = UTC+0, France = UTC+1)\n"
            "No.   Dep    Arr    Ship                 Status\n"
            "D101  06:20  08:50  Spirit of the Strait  OPEN\n"
            "D103  08:35  11:05  Cote Blanche          FULL\n"
            "D105  10:45  13:25  Spirit of the Strait  OPEN\n"
            "D107  14:10  16:40  Cote Blanche          OPEN (cars only)\n"
            "Check-in closes 60 min before departure, 90 min for vehicles over 6 m.\n",
        ),
        (
            "Two of the four sailings fit:\n\n"
            "1. **D101**: leaves 06:20, arrives 08:50. As you're over 6 m, check in by **04:50**.\n"
            "2. **D105**: leaves 10:45, arrives 13:25, 35 minutes before your limit. Check in by "
            "**09:15**.\n\n"
            "Both are on the *Spirit of the Strait*. Because of the one-hour time difference D101 "
            "really takes 90 minutes, and D105 ten minutes longer. D103 is full, and D107 gets in "
            "too late (16:40) and takes cars only."
        ),
    ),
    "rental car automatic": (
        s("Today is 2026-12-10.")
        + u("cheapest automatic for 27 Dec 10:00 to 2 Jan 10:00, pick-up Phoenix airport?")
        + t(
            "car_quotes",
            {"location": "PHX", "from": "2026-12-27T10:00", "to": "2027-01-02T10:00"},
            '{"days":6,"currency":"USD","quotes":['
            '{"sipp":"ECMR","model":"Fiat 500 or similar","transmission":"MANUAL",'
            '"total_cents":21300,"deposit_cents":30000},'
            '{"sipp":"CDAR","model":"Toyota Corolla or similar","transmission":"AUTOMATIC",'
            '"total_cents":29940,"deposit_cents":50000},'
            '{"sipp":"IFAR","model":"Nissan Qashqai or similar","transmission":"AUTOMATIC",'
            '"total_cents":38700,"deposit_cents":50000}],"mileage":"UNLIMITED"}',
        ),
        (
            "Toyota Corolla or similar: $299.40 for the six days, i.e. $49.90 a day, unlimited "
            "mileage, $500 deposit. The only other automatic (Qashqai class) is $87.60 more. A manual "
            "Fiat 500 would be $213 if you change your mind."
        ),
    ),
    "passport validity thailand": (
        u(
            "German passport, expires 14 August 2027. I fly to Thailand on 3 March 2027 and leave "
            "on the 17th. Is the passport valid long enough?"
        )
        + t(
            "entry_rules",
            {"destination": "TH", "nationality": "DE"},
            {
                "destination": "TH",
                "passport_validity": {"months": 6, "counted_from": "ARRIVAL"},
                "visa": {"required": False, "max_stay_days": 60},
                "blank_pages": 1,
                "vaccination": None,
                "last_reviewed": "2026-11-02",
            },
        ),
        (
            "Unfortunately not. Thailand asks for six months of validity counted from arrival, so for "
            "3 March your passport would have to be valid until about 3 September 2027. Yours runs "
            "out on 14 August, roughly three weeks too early.\n\n"
            "The rest looks fine: no visa is needed for up to 60 days, and you stay 14 nights. You "
            "also need one blank page. The rules were last reviewed on 2 November 2026, so please "
            "confirm with the embassy before you pay for a new passport."
        ),
    ),
    "carbonara for six": (
        u("Scale the carbonara in my notes to 6 people please")
        + t("notes.search", {"query": "carbonara"}, {"hits": [{"file": "recipes/carbonara.md"}]})
        + t(
            "notes.read",
            {"file": "recipes/carbonara.md"},
            "# Carbonara (Nonna)\n\nServes 4\n\n- 320 g spaghetti\n- 150 g guanciale\n"
            "- 4 egg yolks + 2 whole eggs\n- 80 g pecorino\n- black pepper\n\n"
            "1. Boil the pasta 9 min, keep 200 ml of the water.\n"
            "2. Fry the guanciale 7 min on low heat.\n"
            "3. Whisk eggs and pecorino, mix off the heat.\n",
        ),
        (
            "Everything times 1.5:\n\n"
            "- **480 g** spaghetti\n- **225 g** guanciale\n- **6** egg yolks and **3** whole eggs\n"
            "- **120 g** pecorino\n- black pepper to taste\n\n"
            "The times stay the same: 9 minutes for the pasta, 7 for the guanciale on low heat. Keep "
            "300 ml of the pasta water instead of 200, and use a bigger pan, 30 cm or so."
        ),
    ),
    "muffins fahrenheit french": (
        u("Tu peux me traduire la recette de muffins en mesures françaises ?")
        + t(
            "fetch",
            {"query": "blueberry muffins recipe"},
            "<article><h1>Blueberry muffins</h1><p>Makes 12</p><ul><li>2 cups (240 g) flour</li>"
            "<li>3/4 cup (150 g) sugar</li><li>4 oz butter, melted</li><li>2 eggs</li>"
            "<li>1 cup (240 ml) milk</li><li>10 oz blueberries</li></ul>"
            "<p>Bake at 375 °F for 22 to 25 minutes. 215 kcal each.</p></article>",
        ),
        (
            "Voici la version métrique, pour une douzaine de muffins :\n\n"
            "- 240 g de farine\n- 150 g de sucre\n- environ 113 g de beurre fondu\n- 2 œufs\n"
            "- 24 cl de lait\n- environ 280 g de myrtilles\n\n"
            "Cuisson à 190 °C (375 °F font 190,6 °C) pendant 22 à 25 minutes. Comptez 215 kcal par "
            "muffin, soit 2 580 kcal pour toute la fournée."
        ),
    ),
    "food diary spanish": (
        s("Objetivos del usuario: 1800 kcal y 110 g de proteína al día.")
        + u("¿Cómo voy hoy?")
        + t(
            "diario.exportar",
            {"formato": "csv"},
            "hora,alimento,gramos,kcal,proteina_g\n08:10,avena,60,228,8.1\n"
            "08:10,yogur natural,125,76,4.6\n13:45,pechuga de pollo,180,297,55.8\n"
            "13:45,arroz,75,266,5.3\n17:20,manzana,150,78,0.4\n20:30,salmón,140,291,28.6\n",
        ),
        (
            "Llevas **1236 kcal** y **102,8 g de proteína** en seis alimentos. Te quedan 564 kcal "
            "hasta tu objetivo de 1800, y solo unos 7 g de proteína hasta los 110. Algo más de la "
            "mitad de la proteína viene del pollo (55,8 g); el salmón aporta otros 28,6 g. Un yogur "
            "más como el de esta mañana sumaría 76 kcal y 4,6 g."
        ),
    ),
    "pantry best before": (
        s("Today is Friday, 2026-11-27.")
        + u("What should I use up first, and could it become a dinner?")
        + t(
            "sql",
            {"query": "SELECT item, qty, unit, best_before FROM pantry ORDER BY best_before"},
            "     item      | qty | unit | best_before\n"
            "---------------+-----+------+-------------\n"
            " Greek yoghurt |   2 | pot  | 2026-11-28\n"
            " spinach       | 250 | g    | 2026-11-29\n"
            " feta          | 200 | g    | 2026-12-04\n"
            " eggs          |  10 | pc   | 2026-12-06\n"
            " filo pastry   |   1 | pack | 2027-01-15\n"
            " oat milk      |   3 | l    | 2027-05-02\n"
            "(6 rows)\n",
        ),
        (
            "Most urgent are the two pots of Greek yoghurt (best before tomorrow) and the 250 g of "
            "spinach (Sunday). The feta is good for another week, until Friday, 4 December, and the "
            "eggs two days longer.\n\n"
            "**Idea: spinach and feta pie.** Use all the spinach, the 200 g of feta, the filo and, "
            "say, 3 of your 10 eggs; bake it at 190 °C for about 35 minutes. Serve with one pot of "
            "yoghurt and a little garlic. The other one can be breakfast."
        ),
    ),
    "trattoria second try italian": (
        u(
            "Prenota per 5 alla Trattoria da Elvira sabato 5 dicembre 2026 alle 20:30, a nome "
            "Bellandi. Se è pieno va bene anche più tardi."
        )
        + t(
            "prenota_tavolo",
            {
                "locale": "Trattoria da Elvira",
                "quando": "2026-12-05T20:30",
                "coperti": 5,
                "nome": "Bellandi",
            },
            {"errore": {"codice": "SLOT_PIENO", "alternative": ["19:15", "21:15"]}},
            "error",
        )
        + t(
            "prenota_tavolo",
            {
                "locale": "Trattoria da Elvira",
                "quando": "2026-12-05T21:15",
                "coperti": 5,
                "nome": "Bellandi",
            },
            {
                "riferimento": "ELV-30942",
                "tavolo": 14,
                "stato": "CONFERMATA",
                "tolleranza_min": 15,
                "telefono": "+39 055 555 0148",
            },
        ),
        (
            "Alle 20:30 era tutto pieno, quindi ho prenotato tre quarti d'ora più tardi: **sabato "
            "5 dicembre alle 21:15**, 5 persone, tavolo 14, a nome Bellandi. La prenotazione è "
            "confermata, riferimento ELV-30942. Il tavolo viene tenuto per 15 minuti; se fate tardi "
            "chiamate il +39 055 555 0148. In alternativa c'era posto alle 19:15, se preferite prima."
        ),
    ),
    "meal kit week skipped dutch": (
        u("Sla de maaltijdbox van week 50 over. En wat krijg ik in week 49 nog?")
        + t(
            "list_deliveries",
            {},
            '<deliveries currency="EUR"><delivery id="7714" week="2026-W49" date="2026-12-01" '
            'status="CONFIRMED"><meals>4</meals><persons>2</persons><price>51.96</price>'
            '</delivery><delivery id="7731" week="2026-W50" date="2026-12-08" status="OPEN">'
            "<meals>4</meals><persons>2</persons><price>51.96</price></delivery></deliveries>",
        )
        + t(
            "skip_delivery",
            {"delivery_id": "7731"},
            '<result ok="true"><delivery id="7731" week="2026-W50" status="SKIPPED"/></result>',
        ),
        (
            "Geregeld: de box van dinsdag 8 december (week 50) is overgeslagen.\n\n"
            "In week 49 komt er op dinsdag 1 december nog wel een, die is al bevestigd: 4 maaltijden "
            "voor 2 personen, dus 8 porties, voor € 51,96. Dat is ongeveer € 6,50 per portie."
        ),
    ),
    "sunday run compared": (
        u("How was this morning's run compared with the one before?")
        + t(
            "activities.list",
            {"type": "run", "per_page": 2},
            [
                {
                    "id": 98122044,
                    "name": "Morning Run",
                    "start_date_local": "2026-11-22T08:14:00",
                    "distance": 10240.0,
                    "moving_time": 3195,
                    "elapsed_time": 3402,
                    "total_elevation_gain": 86.0,
                    "average_heartrate": 152.3,
                    "max_heartrate": 174,
                    "gear_id": None,
                },
                {
                    "id": 97980112,
                    "name": "Lunch Run",
                    "start_date_local": "2026-11-18T12:31:00",
                    "distance": 9870.0,
                    "moving_time": 3158,
                    "elapsed_time": 3160,
                    "total_elevation_gain": 41.0,
                    "average_heartrate": 155.9,
                    "max_heartrate": 178,
                    "gear_id": None,
                },
            ],
        ),
        (
            "Nice one! On Sunday you ran **10.24 km in 53:15**, a pace of about 5:12 per km. "
            "Wednesday's lunch run was 9.87 km in 52:38, roughly 5:20 per km, so you were some eight "
            "seconds per kilometre faster, with more than twice the climbing (86 m instead of 41 m) "
            "and an average heart rate nearly 4 beats lower (152 vs. 156).\n\n"
            "One thing: you stood still for about three and a half minutes on Sunday, against 2 "
            "seconds on Wednesday. Traffic lights?"
        ),
    ),
    "sleep week german": (
        u("Wie habe ich diese Woche geschlafen? Mein Ziel sind 8 Stunden.")
        + t(
            "sleep_log",
            {"days": 5},
            {
                "unit": "ms",
                "nights": [
                    {"day": "2026-11-23", "total": 24300000, "deep": 4500000, "wakeups": 2},
                    {"day": "2026-11-24", "total": 26100000, "deep": 5400000, "wakeups": 1},
                    {"day": "2026-11-25", "total": 22500000, "deep": 3600000, "wakeups": 4},
                    {"day": "2026-11-26", "total": 27900000, "deep": 6300000, "wakeups": 0},
                    {"day": "2026-11-27", "total": 25200000, "deep": 4800000, "wakeups": 2},
                ],
            },
        ),
        (
            "Im Schnitt **7 Stunden** in den fünf Nächten, also eine Stunde unter deinem Ziel. Die 8 "
            "Stunden hast du in keiner Nacht erreicht; am nächsten dran warst du am Donnerstag mit "
            "7 h 45 min. Am kürzesten war der Mittwoch mit 6 h 15 min, da bist du auch viermal "
            "aufgewacht.\n\n"
            "Der Tiefschlaf lag bei durchschnittlich 82 Minuten, das sind knapp 20 % der Schlafzeit."
        ),
    ),
    "blood pressure diary": (
        s("Files of the user: bp.csv, sleep.csv")
        + u("Average of my morning blood pressure this past week?")
        + t(
            "read_file",
            {"name": "bp.csv"},
            "date,time,sys,dia,pulse\n2026-11-20,07:10,134,86,68\n2026-11-21,07:05,129,84,71\n"
            "2026-11-22,07:40,141,91,66\n2026-11-23,,,,\n2026-11-24,07:12,127,82,69\n"
            "2026-11-25,07:08,133,87,72\n2026-11-26,07:15,128,80,70\n",
        ),
        (
            "Your six readings average **132/85** with a pulse of about 69. There is no value for "
            "Monday the 23rd.\n\n"
            "* Highest: 141/91 on Sunday, when you measured a bit later than usual (07:40)\n"
            "* Lowest systolic: 127, on Tuesday\n"
            "* Three of the six were above 130\n\n"
            "I can't judge what that means for you; if mornings stay above 130, mention it to your "
            "doctor."
        ),
    ),
    "weight since september portuguese": (
        s("Hoje é 27/11/2026.")
        + u("Quanto emagreci desde setembro? A meta é 78 kg.")
        + t(
            "peso_historico",
            {"desde": "2026-09-01"},
            '{"medidas":[{"data":"2026-09-01","kg":84.6,"gordura_pct":27.1},'
            '{"data":"2026-10-06","kg":82.3,"gordura_pct":null},'
            '{"data":"2026-11-03","kg":80.8,"gordura_pct":25.4},'
            '{"data":"2026-11-24","kg":79.9,"gordura_pct":25.0}]}',
        ),
        (
            "Você passou de 84,6 kg em 1º de setembro para 79,9 kg em 24 de novembro: **4,7 kg a "
            "menos em 12 semanas**, uns 0,4 kg por semana, ou 5,6 % do peso inicial. A gordura "
            "corporal caiu de 27,1 % para 25 % (em outubro ela não foi medida). Faltam 1,9 kg para a "
            "meta; nesse ritmo seriam cerca de cinco semanas, mas isso é só uma estimativa."
        ),
    ),
    "spin class waiting list": (
        s("Today: Fri 27 Nov 2026. Club: Northside.")
        + u("Get me into spin on Tuesday at 6pm")
        + t(
            "classes.search",
            {"club": "Northside", "date": "2026-12-01", "type": "spin"},
            {
                "classes": [
                    {
                        "id": "cl_77120",
                        "title": "Spin 45",
                        "start": "18:00",
                        "duration_min": 45,
                        "coach": "Imogen Hart",
                        "capacity": 22,
                        "booked": 22,
                        "waitlist": 2,
                    }
                ]
            },
        )
        + t(
            "classes.book",
            {"class_id": "cl_77120"},
            {"status": "WAITLISTED", "position": 3, "cancel_before_h": 4},
        ),
        (
            "You're not in yet: all 22 bikes for Tuesday's 18:00 Spin 45 with Imogen Hart are taken, "
            "so I put you on the waiting list, where you are third. If a place opens up and you can't "
            "make it, cancel by 14:00 that day (four hours before). The class would end at 18:45."
        ),
    ),
    "grade needed in final": (
        u("What's my grade in BIO-210 now and what do I need in the final for an 85?")
        + t(
            "gradebook",
            {"course": "BIO-210"},
            {
                "course": "BIO-210",
                "categories": [
                    {"name": "Homework", "weight": 0.2, "score": 91.0, "graded": 8, "of": 8},
                    {"name": "Midterm", "weight": 0.3, "score": 78.0, "graded": 1, "of": 1},
                    {"name": "Final", "weight": 0.5, "score": None, "graded": 0, "of": 1},
                ],
                "letter": None,
            },
        ),
        (
            "So far half of the course is graded:\n\n"
            "```\n(0.20 × 91 + 0.30 × 78) / 0.50 = (18.2 + 23.4) / 0.50 = 83.2\n```\n\n"
            "So you stand at **83.2**. For 85 overall you need `(85 − 41.6) / 0.5 = 86.8` points in "
            "the final, which counts 50 %. That's 8.8 points above your midterm. No letter grade has "
            "been entered yet."
        ),
    ),
    "timetable next week": (
        s("Today is Friday, 27 November 2026.")
        + u("What classes do I have next week?")
        + t(
            "calendar_export",
            {"from": "2026-11-30", "to": "2026-12-06"},
            "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Paris\n"
            "BEGIN:VEVENT\nUID:a1@univ\nSUMMARY:Algèbre linéaire (CM)\nDTSTART:20261130T083000\n"
            "DTEND:20261130T103000\nLOCATION:Amphi B2\nSTATUS:CONFIRMED\nEND:VEVENT\n"
            "BEGIN:VEVENT\nUID:a2@univ\nSUMMARY:Anglais (TD)\nDTSTART:20261130T104500\n"
            "DTEND:20261130T121500\nLOCATION:Salle 214\nSTATUS:CONFIRMED\nEND:VEVENT\n"
            "BEGIN:VEVENT\nUID:a3@univ\nSUMMARY:Physique (TP)\nDTSTART:20261201T140000\n"
            "DTEND:20261201T170000\nLOCATION:Labo 3\nSTATUS:CONFIRMED\nEND:VEVENT\n"
            "BEGIN:VEVENT\nUID:a4@univ\nSUMMARY:Algèbre linéaire (TD)\nDTSTART:20261203T090000\n"
            "DTEND:20261203T103000\nLOCATION:Salle 118\nSTATUS:CONFIRMED\nEND:VEVENT\n"
            "BEGIN:VEVENT\nUID:a5@univ\nSUMMARY:Programmation (CM)\nDTSTART:20261204T133000\n"
            "DTEND:20261204T153000\nLOCATION:Amphi A1\nSTATUS:CANCELLED\nEND:VEVENT\n"
            "END:VCALENDAR\n",
        ),
        (
            "Four classes, eight hours in all:\n\n"
            "- **Mon 30 Nov:** Algèbre linéaire (lecture), 8:30 to 10:30 in Amphi B2, then Anglais "
            "from 10:45 to 12:15 in room 214. That leaves you a quarter of an hour in between.\n"
            "- **Tue 1 Dec:** Physique practical, 14:00 to 17:00, Labo 3\n"
            "- **Thu 3 Dec:** Algèbre linéaire (TD), 9:00 to 10:30, room 118\n\n"
            "Wednesday is free, and Friday's programming lecture is cancelled, so your weekend starts "
            "on Thursday at half past ten."
        ),
    ),
    "vocabulary quiz japanese": (
        u("さっきの単語テストの結果を前回と比べて教えて")
        + t(
            "quiz_results",
            {"limit": 2},
            {
                "results": [
                    {
                        "quiz_id": "n3-18",
                        "taken_at": "2026-11-27T19:20:00+09:00",
                        "correct": 34,
                        "total": 40,
                        "seconds": 312,
                        "wrong": ["普段", "請求", "渋滞", "我慢", "締切", "割合"],
                    },
                    {
                        "quiz_id": "n3-17",
                        "taken_at": "2026-11-20T20:05:00+09:00",
                        "correct": 29,
                        "total": 40,
                        "seconds": 405,
                        "wrong": None,
                    },
                ]
            },
        ),
        (
            "今回は**40問中34問正解(85%)**でした。1週間前の11月20日は29問(72.5%)だったので、"
            "5問増えています。時間も6分45秒から5分12秒に短くなりました。\n\n"
            "間違えたのは「普段」「請求」「渋滞」「我慢」「締切」「割合」の6語です。"
            "前回の間違いは記録が残っていないため、比べられません。明日この6語だけ復習しますか?"
        ),
    ),
    "chemistry homework none": (
        s("Now: 2026-11-30T15:10:00, Monday.")
        + u("Do I have any chemistry homework due this week?")
        + t(
            "lms.assignments",
            {"course": "chemistry", "due_from": "2026-11-30", "due_to": "2026-12-06"},
            {"items": [], "total": 0, "next": None},
        )
        + t(
            "lms.assignments",
            {"course": "chemistry", "due_from": "2026-12-07", "due_to": "2026-12-20"},
            {
                "items": [
                    {
                        "id": 5513,
                        "title": "Lab report: titration",
                        "due_at": "2026-12-08T23:59:00",
                        "points_possible": 25,
                        "submission_types": ["online_upload"],
                        "submitted_at": None,
                    }
                ],
                "total": 1,
                "next": None,
            },
        ),
        (
            "No, nothing in chemistry is due this week. I looked a little further ahead: the titration "
            "lab report (25 points) is due on Tuesday next week, 8 December, just before midnight, "
            "and you haven't handed it in yet. It's an upload. That is the only one up to 20 December."
        ),
    ),
    "thermostat four degrees down": (
        u("Turn the hallway down by four degrees")
        + t(
            "thermostat.get",
            {"device": "hallway"},
            {
                "device": "hallway",
                "mode": "heat",
                "setpoint_f": 70,
                "ambient_f": 68.4,
                "humidity": 41,
                "schedule": {"night": {"start": "22:30", "setpoint_f": 64}},
                "fault": None,
            },
        )
        + t(
            "thermostat.set",
            {"device": "hallway", "setpoint_f": 66},
            {"ok": True, "setpoint_f": 66, "hold_until": "22:30"},
        ),
        (
            "Done: the hallway is set to **66 °F** (just under 19 °C), it was 70 °F. The room was at "
            "68.4 °F when I checked, so the heating stays off until it has lost about 2.4 degrees. "
            "The new setting holds until 22:30; then the night schedule takes over with 64 °F."
        ),
    ),
    "household power german": (
        s("Strompreis des Haushalts: 0,32 EUR/kWh brutto. Heute: 2026-11-27.")
        + u("Was waren im Oktober die Stromfresser?")
        + t(
            "energy_by_device",
            {"month": "2026-10"},
            "device;kwh;standby_w\nServer;33.0;38\nKühlschrank;21.4;\nTrockner;18.6;1\n"
            "Spülmaschine;14.2;1\nFernseher;9.3;0.5\n",
        ),
        (
            "Auf Platz 1 liegt der **Server** mit 33 kWh, das ist gut ein Drittel der gemessenen "
            "96,5 kWh. Die Reihenfolge samt Kosten bei 32 Cent je kWh:\n\n"
            "| Gerät | kWh | Kosten |\n|---|---:|---:|\n"
            "| Server | 33,0 | 10,56 € |\n| Kühlschrank | 21,4 | 6,85 € |\n"
            "| Trockner | 18,6 | 5,95 € |\n| Spülmaschine | 14,2 | 4,54 € |\n"
            "| Fernseher | 9,3 | 2,98 € |\n\n"
            "Zusammen sind das 30,88 €. Für den Kühlschrank gibt es keinen Standby-Wert. Gemessen werden "
            "nur diese fünf Geräte, den ganzen Haushalt kenne ich also nicht."
        ),
    ),
    "vacuum would not start": (
        u("Start the vacuum in the kitchen, please")
        + t("vacuum.rooms", {}, {"rooms": [{"id": 3, "name": "Kitchen"}, {"id": 5, "name": "Den"}]})
        + t(
            "vacuum.clean",
            {"room_id": 3},
            {"error": {"code": "E12", "message": "Dustbin full", "battery_pct": 84}},
            "error",
        ),
        (
            "The vacuum refused to start: it reports error E12, *Dustbin full* (the battery is fine at "
            "84 %). Nothing has been cleaned yet. Empty the bin, click it back in, and tell me; then "
            "I'll try the kitchen again."
        ),
    ),
    "automations listed and drafted": (
        s("The configuration of the house is in automations.yaml.")
        + u("Which of my automations are on? And draft one that turns everything off at 11:30 pm")
        + t(
            "read_file",
            {"path": "automations.yaml"},
            "- id: hall_motion\n  enabled: true\n  trigger: {platform: state, entity_id: "
            "binary_sensor.hall}\n  action: {service: light.turn_on, brightness_pct: 40}\n"
            "- id: sunset_porch\n  enabled: true\n  trigger: {platform: sun, event: sunset, "
            'offset: "-00:15:00"}\n  action: {service: light.turn_on}\n'
            "- id: vacation_sim\n  enabled: false\n  trigger: {platform: time, at: "
            '"19:45:00"}\n  action: {service: script.random_lights}\n'
            "- id: leak_alert\n  enabled: true\n  trigger: {platform: state, entity_id: "
            "binary_sensor.sink_leak}\n  action: {service: notify.phone}\n",
        ),
        (
            "Three of the four are on:\n\n"
            "1. `hall_motion`: light at 40 % when there is motion in the hall\n"
            "2. `sunset_porch`: light on a quarter of an hour before sunset\n"
            "3. `leak_alert`: a message to your phone if the sink sensor trips\n\n"
            "`vacation_sim` (19:45) is switched off.\n\n"
            "Here's a draft for the new one, which I have **not** saved:\n\n"
            "```yaml\n- id: all_off_night\n  enabled: true\n  trigger: {platform: time, at: "
            '"23:30:00"}\n  action: {service: light.turn_off, entity_id: all}\n```\n\n'
            "Shall I add it to `automations.yaml`?"
        ),
    ),
    "playlist for the commute": (
        u("Does my Commute playlist fill 35 minutes?")
        + t(
            "playlists.tracks",
            {"playlist": "Commute"},
            {
                "total": 7,
                "next": None,
                "items": [
                    {"n": 1, "name": "Paper Lanterns", "duration_ms": 214000, "explicit": False},
                    {"n": 2, "name": "Salt Road", "duration_ms": 187500, "explicit": False},
                    {"n": 3, "name": "Northbound 88", "duration_ms": 252000, "explicit": True},
                    {"n": 4, "name": "Glass Hour", "duration_ms": 301000, "explicit": False},
                    {"n": 5, "name": "Kites", "duration_ms": 165500, "explicit": False},
                    {"n": 6, "name": "Low Tide Radio", "duration_ms": 228000, "explicit": False},
                    {"n": 7, "name": "Winterline", "duration_ms": 336000, "explicit": False},
                ],
            },
        ),
        (
            "Not quite. The seven tracks run for **28:04**, so you're just under seven minutes short. "
            "The average is about four minutes a track (longest: *Winterline*, 5:36; shortest: "
            "*Kites*, under 3 minutes), so two more songs of about three and a half minutes "
            'would do it. Only "Northbound 88", the third one, is marked explicit.'
        ),
    ),
    "cinema original version spanish": (
        s("Fecha de hoy: 27/11/2026")
        + u("¿Hay alguna sesión en versión original mañana en los Alameda? Somos tres.")
        + t(
            "cartelera",
            {"cine": "Alameda", "fecha": "2026-11-28"},
            {
                "cine": "Cines Alameda",
                "peliculas": [
                    {
                        "titulo": "La última cosecha",
                        "duracion_min": 131,
                        "calificacion": "12",
                        "sesiones": [
                            {"hora": "16:15", "idioma": "ES", "precio": 7.9, "libres": 43},
                            {"hora": "19:00", "idioma": "VOSE", "precio": 7.9, "libres": 12},
                            {"hora": "21:45", "idioma": "ES", "precio": 11.5, "libres": 0},
                        ],
                    },
                    {
                        "titulo": "Kilómetro cero",
                        "duracion_min": 98,
                        "calificacion": "TP",
                        "sesiones": [
                            {"hora": "17:30", "idioma": "ES", "precio": 7.9, "libres": 60}
                        ],
                    },
                ],
            },
        ),
        (
            "Sí, una: **«La última cosecha»**, mañana sábado a las 19:00, subtitulada. Quedan 12 "
            "butacas y las tres entradas saldrían por 23,70 € (7,90 € cada una). Dura 131 minutos, "
            "así que sin contar anuncios saldríais hacia las 21:11. Es para mayores de 12 años. "
            "«Kilómetro cero» solo se proyecta en español."
        ),
    ),
    "library loans swedish": (
        s("Dagens datum: fredag 2026-11-27")
        + u("Förnya allt jag ska lämna tillbaka nästa vecka")
        + t(
            "lån",
            {},
            [
                {"id": 81, "titel": "Vinterns tysta ljus", "åter": "2026-12-03", "omlån": 1},
                {"id": 82, "titel": "Kartritaren", "åter": "2026-12-03", "omlån": 3},
                {"id": 90, "titel": "Hundra broar", "åter": "2026-12-17", "omlån": 0},
            ],
        )
        + t("förnya", {"id": 81}, {"id": 81, "åter": "2026-12-31", "omlån": 2})
        + t("förnya", {"id": 82}, {"fel": "MAX_OMLÅN", "max": 3}, "error"),
        (
            "Två böcker skulle tillbaka nästa vecka, båda torsdagen den 3 december:\n\n"
            "- *Vinterns tysta ljus* är omlånad, fyra veckor till, ny återlämningsdag 31 december.\n"
            "- *Kartritaren* gick inte att förnya: den är redan omlånad tre gånger, vilket är max. Den "
            "måste alltså lämnas senast den 3 december.\n\n"
            "*Hundra broar* har du till den 17 december, så den lät jag vara."
        ),
    ),
    "achievements left": (
        u("how far am I in Hollow Tide?")
        + t(
            "player_stats",
            {"game": "Hollow Tide"},
            '{"app":"Hollow Tide","playtime_minutes":5430,"last_played":1795729200,'
            '"achievements":{"total":50,"unlocked":37,"rarest_unlocked":{"name":'
            '"Drowned Cartographer","global_pct":2.3},"locked_top":[{"name":"No Lantern",'
            '"global_pct":14.6},{"name":"Ninefold","global_pct":9.1},{"name":"Iron Gull",'
            '"global_pct":0.4}]},"cloud_save":null}',
        ),
        (
            "37 of 50 achievements (74 %), so 13 to go, after 90.5 hours of play. Your rarest is "
            "Drowned Cartographer, which only 2.3 % of players have. Of the missing ones I can see, "
            "No Lantern should be the easiest (14.6 % have it) and Iron Gull is brutal: 0.4 %, or "
            "1 in 250. You last played on 26 November, UTC."
        ),
    ),
    "disconnected from the block server": (
        u("I'm pixelmoss. Why was I thrown off the server last night?")
        + t(
            "tail_log",
            {"lines": 50},
            '[19:02:11] [Server thread/INFO]: Done (14.382s)! For help, type "help"\n'
            "[19:05:40] [Server thread/INFO]: pixelmoss joined the game\n"
            "[19:06:02] [Server thread/INFO]: brimstone_ana joined the game\n"
            "[19:21:17] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running "
            "2304ms or 46 ticks behind\n"
            "[19:33:50] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running "
            "5120ms or 102 ticks behind\n"
            "[19:34:05] [Server thread/INFO]: pixelmoss lost connection: Timed out\n"
            "[19:34:05] [Server thread/INFO]: pixelmoss left the game\n"
            "[19:35:48] [Server thread/INFO]: pixelmoss joined the game\n"
            "[19:58:30] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running "
            "3050ms or 61 ticks behind\n",
        ),
        (
            "You weren't banned or kicked; your connection **timed out** at 19:34:05. Fifteen seconds "
            "earlier the server had complained that it was running 5120 ms, or 102 ticks, behind, the "
            "worst of the three lag warnings that evening. So lag is the likely reason, though the "
            "log doesn't prove it. You were back 1 min 43 s later, and brimstone_ana stayed "
            "connected throughout as far as the log goes.\n\n"
            "To lighten the load, try this in `server.properties` and restart:\n\n"
            "```properties\nview-distance=8\nsimulation-distance=6\n```"
        ),
    ),
    "weapon balance diff": (
        s("Balance files: balance/weapons.yaml, balance/armour.yaml")
        + u("What does the new patch do to longbow, warhammer and dagger?")
        + t(
            "git_show",
            {"path": "balance/weapons.yaml"},
            "--- a/balance/weapons.yaml\n+++ b/balance/weapons.yaml\n@@ -1,9 +1,10 @@\n longbow:\n"
            "-  damage: 40\n+  damage: 36\n   range: 60\n-  draw_time: 1.2\n+  draw_time: 1.0\n"
            " warhammer:\n-  damage: 75\n-  stamina_cost: 25\n+  damage: 90\n+  stamina_cost: 30\n"
            " dagger:\n   damage: 18\n+  backstab_multiplier: 2.5\n",
        ),
        (
            "- **Longbow:** damage down from 40 to 36 (−10 %), but it draws in 1.0 s instead of 1.2. "
            "Per second that is 36 instead of about 33.3, so in sum an 8 % buff. Range stays at 60.\n"
            "- **Warhammer:** damage and stamina cost both go up by a fifth (75 to 90, 25 to 30). "
            "Damage per point of stamina remains 3.\n"
            "- **Dagger:** base damage is still 18; the new backstab multiplier of 2.5 makes that 45 "
            "from behind."
        ),
    ),
    "league table german": (
        u("Wie steht Rot-Weiß Kessel da?")
        + t(
            "tabelle",
            {"team": "Rot-Weiß Kessel", "umfeld": 3},
            [
                {"pl": 1, "team": "SV Ahrental", "sp": 12, "s": 9, "u": 2, "n": 1, "tore": "28:11"},
                {"pl": 2, "team": "FC Lindow", "sp": 12, "s": 8, "u": 2, "n": 2, "tore": "24:13"},
                {
                    "pl": 3,
                    "team": "TSV Moorbach",
                    "sp": 12,
                    "s": 7,
                    "u": 3,
                    "n": 2,
                    "tore": "22:12",
                },
                {
                    "pl": 4,
                    "team": "Rot-Weiß Kessel",
                    "sp": 11,
                    "s": 7,
                    "u": 1,
                    "n": 3,
                    "tore": "25:16",
                },
            ],
        ),
        (
            "Rot-Weiß Kessel ist Vierter mit 22 Punkten (7 Siege, 1 Remis, 3 Niederlagen) und 25:16 "
            "Toren, hat aber ein Spiel weniger als die drei Teams davor. Mit einem Sieg im "
            "Nachholspiel wären es 25 Punkte und nach jetzigem Stand Platz 3 vor Moorbach (24). Auf Tabellenführer "
            "Ahrental fehlen derzeit 7 Punkte."
        ),
    ),
    "basketball box score": (
        u("Recap of the Harbor City game in three sentences")
        + t(
            "game_summary",
            {"team": "Harbor City"},
            {
                "date": "2026-11-25",
                "home": {"team": "Harbor City", "quarters": [24, 31, 18, 29]},
                "away": {"team": "Ridgeview", "quarters": [27, 22, 30, 20]},
                "attendance": 11842,
                "leaders": [
                    {
                        "player": "Dele Okafor",
                        "team": "Harbor City",
                        "pts": 31,
                        "fg": "11-19",
                        "3p": "4-7",
                        "ft": "5-5",
                        "min": 38,
                    },
                    {
                        "player": "Marcus Lind",
                        "team": "Harbor City",
                        "pts": 18,
                        "reb": 12,
                        "min": 34,
                    },
                    {"player": "Teo Vasquez", "team": "Ridgeview", "pts": 27, "ast": 9, "min": 40},
                ],
            },
        ),
        (
            "Harbor City beat Ridgeview 102–99 on Wednesday in front of nearly 12,000 fans, after "
            "leading 55–49 at the half and trailing by six going into the fourth, which they won "
            "29–20. Dele Okafor scored 31 on 11-of-19 shooting with four threes and a perfect 5-for-5 "
            "from the line, and Marcus Lind added a double-double (18 points, 12 rebounds). Teo "
            "Vasquez's 27 points and 9 assists in 40 minutes weren't enough for the visitors."
        ),
    ),
    "marathon splits italian": (
        u("Com'è andata la mia maratona? Volevo stare sotto le 3:30.")
        + t(
            "risultati_gara",
            {"atleta": "io"},
            "pettorale,2207\nposizione,412/2318\nkm,tempo\n10,0:48:20\n21.0975,1:42:10\n"
            "30,2:26:05\n42.195,3:31:44\n",
        ),
        (
            "Hai chiuso in **3:31:44**, cioè 1 minuto e 44 secondi oltre l'obiettivo, a una media di "
            "circa 5:01 al km. La prima metà in 1:42:10 era in linea con un finale sotto le 3:25, ma "
            "la seconda è durata 1:49:34, quasi sette minuti e mezzo in più. Resta un bel "
            "412° posto su 2318, quindi nel primo 18 %. Per la prossima volta proverei a passare ai "
            "10 km in 49:30 circa."
        ),
    ),
    "best day of the week for a hike": (
        u("Which day is best for a hike in the next week? I'm in Zell.")
        + t(
            "forecast",
            {"place": "Zell", "days": 7},
            {
                "daily_units": {"temperature": "°C", "precipitation_sum": "mm"},
                "daily": {
                    "time": [
                        "2026-11-28",
                        "2026-11-29",
                        "2026-11-30",
                        "2026-12-01",
                        "2026-12-02",
                        "2026-12-03",
                        "2026-12-04",
                    ],
                    "temperature_max": [8.4, 6.9, 5.1, 3.8, 4.6, 7.2, 9.0],
                    "temperature_min": [2.1, 1.4, -0.6, -2.3, -1.1, 0.8, 3.5],
                    "precipitation_sum": [0.0, 1.2, 6.4, 0.0, 0.0, 3.8, 11.5],
                },
            },
        ),
        (
            "**Saturday.** It stays dry with up to 8.4 °C (about 47 °F) and no frost. There are two "
            "other dry days, Tuesday and Wednesday, but they are colder: highs of about 4 and 5 °C, "
            "and down to −2.3 °C on Tuesday. Friday is the warmest at 9 °C, but about half of the week's "
            "22.9 mm of rain falls that day. Forecasts beyond four or five days are shaky anyway."
        ),
    ),
    "storm warning french": (
        u("La vigilance vent, ça concerne quoi exactement ? J'habite sur la côte, à Port-Brizeux.")
        + t(
            "vigilance",
            {"commune": "Port-Brizeux"},
            "<section><h2>Vigilance orange - vent violent</h2><p>Début : samedi 28/11/2026 18h00."
            " Fin : dimanche 29/11/2026 09h00.</p><p>Rafales de 110 à 120 km/h sur la côte, 90 "
            "km/h dans l'intérieur. Coefficient de marée : 97.</p><p>Évitez le bord de mer et les "
            "forêts. Rangez les objets susceptibles d'être emportés.</p><small>Bulletin n° 3, "
            "émis le 27/11/2026 à 16h12</small></section>",
        ),
        (
            "Port-Brizeux est en **vigilance orange** pour vent violent, de samedi 18 h à dimanche "
            "9 h, soit 15 heures. Sur la côte, on attend des rafales de 110 à 120 km/h, donc 20 à "
            "30 km/h de plus que dans l'intérieur. Le bulletin n° 3, émis le vendredi "
            "27 novembre à 16 h 12, conseille d'éviter « le bord de mer et les forêts » et de rentrer "
            "ce qui peut s'envoler."
        ),
    ),
    "metar decoded": (
        u("What does the airfield report say in plain English? I don't speak METAR.")
        + t(
            "metar",
            {"station": "nearest"},
            "METAR LFXQ 271830Z 24018G31KT 4000 -RA BKN007 OVC015 06/04 Q0998 TEMPO 2500 RA=",
        ),
        (
            "Report for LFXQ, issued on the 27th at 18:30 UTC:\n\n"
            "- **Wind:** from the southwest (240°) at 18 knots, gusting to 31, so about 33 km/h with "
            "gusts of 57\n"
            "- **Visibility:** 4 km in light rain, at times 2.5 km in moderate rain\n"
            "- **Clouds:** broken at 700 ft (around 210 m), overcast at 1,500 ft\n"
            "- **Temperature:** 6 °C, dew point 4 °C\n"
            "- **Pressure:** 998 hPa\n\n"
            "In short: grey, wet and gusty."
        ),
    ),
    "air quality polish": (
        u("Jaka jest teraz jakość powietrza? Mogę biegać?")
        + t(
            "powietrze",
            {"stacja": "najbliższa"},
            {
                "stacja": "ul. Lipowa 12",
                "odleglosc_m": 1400,
                "czas": "2026-11-27T17:00:00+01:00",
                "pm25": 38.2,
                "pm10": 51.7,
                "no2": None,
                "indeks": "DOSTATECZNY",
                "poprzednia_godzina": {"pm25": 33.9, "pm10": 47.0},
            },
        ),
        (
            "O 17:00 stacja przy ul. Lipowej 12 (1,4 km stąd) pokazywała indeks **dostateczny**: PM2.5 "
            "38,2 µg/m³, PM10 51,7 µg/m³. To więcej niż godzinę wcześniej, dla PM2.5 o 4,3, czyli "
            "prawie 13 %. Pomiaru NO2 nie ma. Ja bym dziś raczej pobiegał krótko albo przełożył "
            "trening, zwłaszcza przy astmie."
        ),
    ),
    "parcel out for delivery": (
        s("Now: 2026-11-27T11:20:00-05:00")
        + u("where's my parcel PXL-88201473 and will it come today")
        + t(
            "track",
            {"number": "PXL-88201473"},
            {
                "number": "PXL-88201473",
                "weight_g": 2350,
                "signature_required": True,
                "eta": {"from": "2026-11-27T13:00:00-05:00", "to": "2026-11-27T17:00:00-05:00"},
                "events": [
                    {"at": "2026-11-27T06:48:00-05:00", "code": "OFD", "place": "Dayton, OH"},
                    {"at": "2026-11-26T21:05:00-05:00", "code": "DEP", "place": "Columbus, OH"},
                    {"at": "2026-11-26T02:31:00-05:00", "code": "ARR", "place": "Columbus, OH"},
                    {"at": "2026-11-25T09:10:00-05:00", "code": "PICKUP", "place": "Erie, PA"},
                    {"at": "2026-11-24T16:42:00-05:00", "code": "LABEL", "place": None},
                ],
            },
        ),
        (
            "It's out for delivery in Dayton since 6:48 this morning and expected **between 1 and "
            "5 pm today**, so the window opens in an hour and 40 minutes. Someone has to sign for it. "
            "It was picked up in Erie on Wednesday morning and spent about 18½ hours in Columbus "
            "yesterday before moving on. Don't try to guess the contents from the weight: 2.35 kg, or "
            "a bit over five pounds. 🙂"
        ),
    ),
    "parcel inquiry not filed german": (
        s("Heute ist Freitag, der 27. November 2026.")
        + u(
            "Sendung JD-4471-9023 ist verschwunden, Warenwert 138,50 €. Stell bitte einen "
            "Nachforschungsauftrag."
        )
        + t(
            "sendung",
            {"nr": "JD-4471-9023"},
            {
                "nr": "JD-4471-9023",
                "letzter_scan": {"am": "2026-11-12T18:40:00+01:00", "ort": "Paketzentrum Rodheim"},
                "haftung_bis_eur": 500,
                "empfaenger_unterschrift": None,
            },
        )
        + t(
            "nachforschung_anlegen",
            {"nr": "JD-4471-9023", "wert_eur": 138.5},
            "HTTP 503 Service Unavailable\nupstream timeout after 30s",
            "error",
        )
        + t(
            "nachforschung_anlegen",
            {"nr": "JD-4471-9023", "wert_eur": 138.5},
            "HTTP 503 Service Unavailable\nupstream timeout after 30s",
            "error",
        ),
        (
            "Der Nachforschungsauftrag ist leider **noch nicht gestellt**: Der Dienst war bei beiden "
            "Versuchen nicht erreichbar (503, Zeitüberschreitung nach 30 Sekunden).\n\n"
            "Was ich sagen kann: Der letzte Scan war am 12. November um 18:40 Uhr im Paketzentrum "
            "Rodheim, also vor 15 Tagen. Die Haftung geht bis 500 €, deine 138,50 € wären damit "
            "abgedeckt. Soll ich es später noch einmal versuchen?"
        ),
    ),
    "refund minus label": (
        u("Return came back to the shop yesterday. What do I get for order 20-55871?")
        + t(
            "orders.get",
            {"order": "20-55871"},
            '{"order":"20-55871","currency":"GBP","lines":[{"sku":"KN-104","title":"Wool throw",'
            '"qty":1,"price":3499,"returned":1},{"sku":"CU-221","title":"Cushion, rust","qty":2,'
            '"price":1850,"returned":0}],"shipping":495,"return_label_fee":395}',
        )
        + t(
            "refunds.list",
            {"order": "20-55871"},
            '{"data":[{"id":"re_9KfQ2","amount":3104,"status":"pending","method":"visa **** 0925",'
            '"arrives_in_business_days":[5,10],"failure_reason":null}],"has_more":false}',
        ),
        (
            "£31.04: the wool throw at £34.99 minus £3.95 for the return label. The refund is still "
            "pending and goes to your Visa ending in 0925, usually within 5 to 10 business days. You "
            "kept the two cushions (£37.00), and the £4.95 shipping isn't part of the refund."
        ),
    ),
    "order partly shipped": (
        u("What's still missing from my last order?")
        + t(
            "orders.last",
            {},
            {
                "number": "ES-70318",
                "date": "2026-11-19",
                "lines": [
                    {"item": "Floor lamp", "qty": 1, "price": 89.0, "status": "DELIVERED"},
                    {"item": "E27 bulb", "qty": 4, "price": 4.25, "status": "DELIVERED"},
                    {"item": "Rug 160x230", "qty": 1, "price": 149.0, "status": "SHIPPED"},
                    {"item": "Round mirror", "qty": 1, "price": 59.9, "status": "BACKORDER"},
                ],
                "shipment": {"carrier": "RutaExpress", "tracking": "RX5582017", "eta": None},
                "total": 314.9,
                "currency": "EUR",
            },
        ),
        (
            "Two of the four items in order ES-70318 (19 November, €314.90) haven't arrived:\n\n"
            "- **Rug 160x230** (€149): shipped with RutaExpress, tracking RX5582017, no date given\n"
            "- **Round mirror** (€59.90): on back order, so not shipped yet\n\n"
            "The floor lamp and the four bulbs, €106 together, are marked as delivered. Shall I ask "
            "the shop when the mirror will be in?"
        ),
    ),
    "warranty nearly over": (
        s("Date: 2026-11-27")
        + u("Coffee machine is leaking, serial QX-77-104382. Still under warranty?")
        + t(
            "warranty_lookup",
            {"serial": "QX-77-104382"},
            "serial: QX-77-104382\nmodel: Brewline 3\nsold: 2024-11-30\nwarranty_months: 24\n"
            "extended: ~\nclaims:\n  - {date: 2025-08-04, part: grinder, outcome: replaced}\n",
        ),
        (
            "Yes, but only just: your Brewline 3 was sold on 30 November 2024 with 24 months of "
            "warranty, so it runs out around the 30th, in three days. There's no extension on file. "
            "You've had one claim so far (grinder replaced in August 2025), which doesn't speak "
            "against a second one. I'd file it today; shall I? I'd need a photo of the leak and the "
            "receipt."
        ),
    ),
    "october budget": (
        s("Today: 2026-11-08")
        + u("Summarise October for me: where did the money go?")
        + t(
            "export_transactions",
            {"month": "2026-10"},
            "date,description,category,amount\n2026-10-01,Rent,housing,-980.00\n"
            "2026-10-03,FreshMart,groceries,-64.35\n2026-10-05,Metro pass,transport,-49.00\n"
            "2026-10-09,FreshMart,groceries,-71.20\n2026-10-12,Noodle Bar,dining,-23.80\n"
            "2026-10-15,Salary,income,2640.00\n2026-10-18,FreshMart,groceries,-58.45\n"
            "2026-10-21,Cinema Lux,leisure,-27.00\n2026-10-24,Pizzeria Sole,dining,-38.20\n"
            "2026-10-30,Power co,utilities,-86.00\n",
        ),
        (
            "## October 2026\n\n"
            "You spent **1,398.00** of the 2,640.00 that came in on the 15th, so 1,242.00 (about "
            "47 %) was left.\n\n"
            "| Category | Amount | Share |\n|---|---:|---:|\n"
            "| Housing | 980.00 | 70.1 % |\n| Groceries | 194.00 | 13.9 % |\n"
            "| Utilities | 86.00 | 6.2 % |\n| Dining | 62.00 | 4.4 % |\n"
            "| Transport | 49.00 | 3.5 % |\n| Leisure | 27.00 | 1.9 % |\n\n"
            "The three trips to FreshMart averaged just under 65. The export names no currency, so I "
            "left it out."
        ),
    ),
    "card blocked french": (
        u("J'ai perdu ma carte bleue, celle qui finit par 4481. Bloquez-la et commandez-en une !")
        + t(
            "cartes",
            {},
            [
                {"id": "crd_a81", "fin": "4481", "type": "DEBIT", "etat": "ACTIVE"},
                {"id": "crd_b02", "fin": "9310", "type": "CREDIT", "etat": "ACTIVE"},
            ],
        )
        + t("bloquer_carte", {"carte": "crd_a81", "motif": "PERTE"}, {"etat": "BLOQUEE"})
        + t(
            "commander_carte",
            {"remplace": "crd_a81"},
            {"commande": "RMP-2207", "frais_cents": 1200, "delai_jours_ouvres": [5, 7]},
        )
        + t(
            "operations",
            {"carte": "crd_a81", "statut": "en_attente"},
            [{"date": "2026-11-27", "libelle": "Boulangerie Petrin", "montant_cents": -1890}],
        ),
        (
            "C'est fait : votre carte de débit se terminant par 4481 est bloquée et une nouvelle est "
            "commandée (RMP-2207). Elle coûte 12 € et arrive sous 5 à 7 jours ouvrés.\n\n"
            "Une seule opération y est encore en attente, 18,90 € à la Boulangerie Petrin le "
            "27 novembre. **Est-ce bien vous ?** Sinon, je peux la contester. Votre carte de crédit "
            "(9310) reste active ; je n'y ai pas touché."
        ),
    ),
    "usd to eur quote": (
        u("If I convert 750 USD to EUR now, what arrives?")
        + t(
            "fx.quote",
            {"source": "USD", "target": "EUR", "amount": 750},
            {
                "id": "q_5b1e9c07-2f44-4d0e-9a55-7d1d0c3fae21",
                "sourceAmount": 750.0,
                "fee": 4.5,
                "rate": 0.92234,
                "targetAmount": 687.60,
                "rateType": "FIXED",
                "createdAt": "2026-11-27T14:02:11Z",
                "expiresAt": "2026-11-27T14:32:11Z",
            },
        ),
        (
            "**€687.60** would arrive. The fee of $4.50 (0.6 %) comes off first, and the remaining "
            "$745.50 is converted at 0.92234, i.e. $1.08 and a bit per euro. The rate is fixed for half "
            "an hour, until 14:32 UTC (quote q_5b1e9c07…). I haven't sent any money."
        ),
    ),
    "savings account compounding": (
        u("5000 on the Flexi savings account for two years, what will I have?")
        + t(
            "products.get",
            {"name": "Flexi savings"},
            {
                "name": "Flexi Savings",
                "nominal_rate": 0.032,
                "compounding": "MONTHLY",
                "variable": True,
                "min_balance": 0,
                "currency": "EUR",
            },
        )
        + t("calculator", {"expression": "5000*(1+0.032/12)**24"}, "5330.007954092612"),
        (
            "About **€5,330**, so €330 interest, if the rate stays at 3.2 % (it's variable, so that's "
            "not guaranteed).\n\n"
            "The interest is added monthly, which gives\n\n"
            "$$5000 \\cdot \\left(1 + \\frac{0.032}{12}\\right)^{24} \\approx 5330.01$$\n\n"
            "With yearly compounding it would be slightly less, 5000 × 1.032² = €5,325.12. Taxes are "
            "not considered."
        ),
    ),
    "standing order raised dutch": (
        s("Vandaag: 27-11-2026")
        + u("Verhoog mijn maandelijkse spaaropdracht met 50 euro")
        + t(
            "periodieke_opdrachten",
            {"soort": "sparen"},
            [
                {
                    "id": 3391,
                    "naar": "NL02 TEST 0417 1643 00",
                    "bedrag": 250.0,
                    "dag": 1,
                    "volgende": "2026-12-01",
                    "einde": None,
                }
            ],
        )
        + t(
            "wijzig_opdracht",
            {"id": 3391, "bedrag": 300.0},
            {"id": 3391, "bedrag": 300.0, "volgende": "2026-12-01", "status": "ACTIEF"},
        ),
        (
            "Je spaart nu **€ 300 per maand** in plaats van € 250. De eerstvolgende overboeking is "
            "aanstaande dinsdag, 1 december, naar de rekening die eindigt op 1643 00. Over een heel "
            "jaar scheelt dat € 600: € 3.600 in plaats van € 3.000. De opdracht heeft geen einddatum."
        ),
    ),
    "mobile data left": (
        s("Today is 27 November 2026.")
        + u("how much data do i have left and will it last")
        + t(
            "usage.current",
            {},
            {
                "plan": "Roam M",
                "cycle": {"start": "2026-11-05", "end": "2026-12-04"},
                "data": {"used_bytes": 7420000000, "quota_bytes": 10000000000},
                "voice": {"used_s": 11040, "quota_s": None},
                "sms": {"used": 12, "quota": 100},
                "throttled": False,
            },
        ),
        (
            "You've used 7.42 of 10 GB, so **2.58 GB are left** until the cycle ends on 4 December. Spread "
            "over the 22 days from 5 to 26 November that is roughly 340 MB a day; at that pace the 8 "
            "days to go (today included) would need about 2.7 GB. It'll be tight, so save the video "
            "streaming for Wi-Fi. Calls aren't capped (you've talked for 3 h 4 min), and 88 texts "
            "remain."
        ),
    ),
    "roaming package turkish": (
        u("4 günlüğüne Gürcistan'a gidiyorum, 3 GB civarı internet lazım. Hangi paket?")
        + d(
            (
                "yurtdisi-paketleri",
                (
                    "## Yurt dışı internet (1. bölge)\n\nGürcistan, Yunanistan, Bulgaristan\n\n"
                    "| Paket | Süre | Fiyat |\n|---|---|---|\n| 1 GB | 3 gün | 149 TL |\n"
                    "| 3 GB | 7 gün | 279 TL |\n| 5 GB | 15 gün | 399 TL |\n\n"
                    "Paketsiz kullanım: 2,50 TL/MB. Kota bitince internet kapanır.\n"
                ),
            )
        ),
        (
            "Size **3 GB / 7 gün** paketi uygun: 279 TL, yani GB başına 93 TL. 1 GB'lık paket hem "
            "yetmez hem de 3 günde biter. 3 GB'ı aşabileceğinizi düşünüyorsanız 5 GB'lık paket 120 TL "
            "daha pahalı (399 TL) ama GB başına yaklaşık 80 TL'ye geliyor. Kota bitince internet "
            "kapanıyor, sürpriz fatura olmaz; paketsiz kullanım ise MB başına 2,50 TL."
        ),
    ),
    "ping and outage": (
        u("My internet is crawling. Is it me or you?")
        + t(
            "run_ping",
            {"target": "gateway"},
            "PING 10.24.0.1 (10.24.0.1): 56 data bytes\n--- 10.24.0.1 ping statistics ---\n"
            "10 packets transmitted, 7 packets received, 30.0% packet loss\n"
            "round-trip min/avg/max/stddev = 18.204/96.731/411.902/134.118 ms\n",
        )
        + t(
            "outages",
            {"scope": "customer_area"},
            {
                "outages": [
                    {
                        "id": "INC-20261127-08",
                        "type": "DEGRADED",
                        "started": "2026-11-27T13:05:00Z",
                        "estimated_end": "2026-11-27T19:00:00Z",
                        "customers": 1260,
                        "cause": None,
                    }
                ]
            },
        ),
        (
            "It looks like it's us. Three of ten test packets to your gateway were lost (30 %), and "
            "replies took 97 ms on average, with one as slow as 0.41 s. There is a known disturbance "
            "in your area, INC-20261127-08, since 13:05 UTC; about 1,260 customers are affected and "
            "the cause isn't known yet. It should be fixed by 19:00 UTC, just under six hours after "
            "it began. No need to restart your router for now."
        ),
    ),
    "contract notice date german": (
        s("Heute: 27.11.2026")
        + u("Wann läuft mein Handyvertrag aus und bis wann muss ich kündigen?")
        + t(
            "vertrag",
            {},
            '{"tarif":"Allnet 20","beginn":"2025-03-15","mindestlaufzeit_monate":24,"ende":'
            '"2027-03-14","kuendigungsfrist":"P1M","kuendigung_eingang_bis":"2027-02-14",'
            '"preis_cent":3999,"preis_ab_monat_25_cent":4499,"rufnummer_mitnahme":null}',
        ),
        (
            "Dein Vertrag *Allnet 20* hat am 15. März 2025 begonnen und läuft nach 24 Monaten am "
            "**14. März 2027** aus. Die Kündigung muss spätestens am **14. Februar 2027** eingehen, "
            "einem Sonntag; du hast also noch gut elf Wochen.\n\n"
            "Ohne Kündigung steigt der Preis ab dem 25. Monat von 39,99 € auf 44,99 €, das sind 5 € "
            "mehr im Monat, rund 12,5 %. Soll ich dir ein Kündigungsschreiben aufsetzen?"
        ),
    ),
    "clinic slots after three": (
        s("Today is Friday 2026-11-27. Clinic time zone: Europe/Dublin (UTC+00:00 in winter).")
        + u("Anything with Dr. Okonkwo or Dr. Haddad next week after 3pm?")
        + t(
            "fhir.search",
            {"resource": "Slot", "start": "ge2026-11-30", "end": "le2026-12-04", "status": "free"},
            {
                "resourceType": "Bundle",
                "total": 5,
                "entry": [
                    {"id": "sl-301", "start": "2026-11-30T09:20:00Z", "who": "Dr. Amara Okonkwo"},
                    {"id": "sl-318", "start": "2026-12-01T15:40:00Z", "who": "Dr. Amara Okonkwo"},
                    {"id": "sl-322", "start": "2026-12-02T11:00:00Z", "who": "Dr. Sami Haddad"},
                    {"id": "sl-339", "start": "2026-12-03T16:20:00Z", "who": "Dr. Sami Haddad"},
                    {"id": "sl-340", "start": "2026-12-03T16:40:00Z", "who": "Dr. Lena Boyle"},
                ],
            },
        ),
        (
            "Two of the five free slots next week fit:\n\n"
            "- **Tuesday 1 December, 15:40** with Dr. Okonkwo\n"
            "- **Thursday 3 December, 16:20** with Dr. Haddad\n\n"
            "Twenty minutes after the second one Dr. Boyle would also be free, if you don't mind "
            "seeing someone else. Which should I book?"
        ),
    ),
    "physio appointment moved": (
        u("Move my physio on Wednesday to Thursday, same time if possible")
        + t(
            "appointments.list",
            {},
            {
                "appointments": [
                    {
                        "id": "ap_6620",
                        "service": "Physiotherapy (4 of 6)",
                        "with": "Mrs. Keller",
                        "start": "2026-12-02T08:30:00+01:00",
                        "minutes": 25,
                        "room": "1.07",
                    }
                ]
            },
        )
        + t(
            "appointments.move",
            {"id": "ap_6620", "start": "2026-12-03T08:30:00+01:00"},
            {"error": "CONFLICT", "nearest_free": "2026-12-03T09:00:00+01:00"},
            "error",
        )
        + t(
            "appointments.move",
            {"id": "ap_6620", "start": "2026-12-03T09:00:00+01:00"},
            {
                "id": "ap_6620",
                "with": "Mr. Brandl",
                "start": "2026-12-03T09:00:00+01:00",
                "minutes": 25,
                "room": "1.04",
            },
        ),
        (
            "Moved: your fourth of six sessions is now on **Thursday, 3 December, 9:00 to 9:25**. It "
            "was Wednesday at 8:30; the same time on Thursday was taken, so it's half an hour later. "
            "Two things change as well: you'll see Mr. Brandl instead of Mrs. Keller, and it's room "
            "1.04, not 1.07. If you'd rather stay with her, tell me and I'll look for another day."
        ),
    ),
    "vaccination record": (
        s("Today: 2026-11-27")
        + u("Which jabs are due for me?")
        + t(
            "immunizations",
            {"patient": "self"},
            {
                "patient": {"born": "1984-02-19", "allergies": []},
                "records": [
                    {"vaccine": "Tetanus/diphtheria", "last": "2016-09-14", "valid_years": 10},
                    {"vaccine": "TBE", "last": "2023-05-03", "valid_years": 5},
                    {"vaccine": "Hepatitis A", "last": None, "valid_years": None},
                    {"vaccine": "Influenza", "last": "2025-10-22", "valid_years": 1},
                ],
            },
        ),
        (
            "Two are overdue:\n\n"
            "1. **Tetanus/diphtheria**, last given on 14 September 2016; the ten years were up about "
            "two and a half months ago.\n"
            "2. **Flu**, last in October 2025, so more than a year ago.\n\n"
            "TBE is fine until May 2028. No hepatitis A shot is recorded, which may just mean nobody "
            "entered it; check your paper booklet. No allergies are listed either. Your GP can advise "
            "whether both can be given in one visit."
        ),
    ),
    "lab report ranges": (
        u("Can you explain my blood results?")
        + t(
            "lab.get_report",
            {"which": "latest"},
            "MSH|^~\\&|LAB|NORTHGATE|||202611251032||ORU^R01|778120|P|2.5\r"
            "OBX|1|NM|HGB^Hemoglobin||12.9|g/dL|13.5-17.5|L|||F\r"
            "OBX|2|NM|FERR^Ferritin||18|ng/mL|30-400|L|||F\r"
            "OBX|3|NM|TSH^Thyrotropin||2.1|mIU/L|0.4-4.0|N|||F\r"
            "OBX|4|NM|VITD^25-OH Vitamin D||31|ng/mL|30-100|N|||F\r",
        ),
        (
            "Of the four values in the report of 25 November, two are below their range:\n\n"
            "| Test | Yours | Range | |\n|---|---|---|---|\n"
            "| Hemoglobin | 12.9 g/dL (129 g/L) | 13.5–17.5 | low, by 0.6 |\n"
            "| Ferritin | 18 ng/mL | 30–400 | low |\n"
            "| TSH | 2.1 mIU/L | 0.4–4.0 | normal |\n"
            "| Vitamin D | 31 ng/mL | 30–100 | normal, but only just |\n\n"
            "Low ferritin together with low hemoglobin often points to a lack of iron. That isn't a "
            "diagnosis, though; please talk to your doctor before taking supplements."
        ),
    ),
    "concert seats together": (
        u("Four tickets together for Marrow & Pine in Leeds, under £60 each incl. fees")
        + t(
            "events.search",
            {"artist": "Marrow & Pine", "city": "Leeds"},
            {"events": [{"id": "ev_9920", "date": "2027-02-20", "doors": "18:30", "age": "14+"}]},
        )
        + t(
            "events.offers",
            {"event": "ev_9920", "quantity": 4, "adjacent": True},
            {
                "offers": [
                    {"block": "Stalls", "row": "M", "face": 58.0, "fee": 7.25, "adjacent_max": 6},
                    {"block": "Circle", "row": "C", "face": 49.5, "fee": 6.2, "adjacent_max": 4},
                    {"block": "Circle", "row": "H", "face": 42.0, "fee": 5.25, "adjacent_max": 5},
                    {"block": "Balcony", "row": "B", "face": 31.0, "fee": 3.9, "adjacent_max": 2},
                ],
                "currency": "GBP",
            },
        ),
        (
            "For Saturday 20 February (doors 6:30 pm) two rows have four seats together within your "
            "budget:\n\n"
            "- **Circle, row C**: £55.70 each with fees, £222.80 for four. Exactly four left side by "
            "side.\n"
            "- **Circle, row H**: £47.25 each, £189.00 for four, so £33.80 cheaper.\n\n"
            "The stalls come to £65.25 and are over the limit; in the balcony only two seats are next "
            "to each other. Note the minimum age of 14. I'd take row C. Shall I?"
        ),
    ),
    "festival lineup portuguese": (
        u("Quem toca no sábado no palco Rio e a que horas acaba?")
        + t(
            "abrir_pagina",
            {"procurar": "palco Rio sábado"},
            "<h2>Sábado, 5 de junho de 2027 · Palco Rio</h2><ul><li>17h30 – 18h20 Ana Sabugal</li>"
            "<li>18h45 – 19h45 Os Telhados</li><li>20h15 – 21h30 Nuvem Baixa</li>"
            "<li>22h00 – 23h45 Carminho Luz</li></ul><p>Portas: 16h00. Bilhete diário 48 €, passe "
            "de 3 dias 115 €.</p>",
        ),
        (
            "No sábado, 5 de junho, há quatro concertos no Palco Rio: Ana Sabugal (17h30), Os Telhados "
            "(18h45), Nuvem Baixa (20h15) e, a fechar, Carminho Luz, das 22h00 às 23h45, que é o mais "
            "longo com 1 h 45 min. As portas abrem às 16h00, hora e meia antes do primeiro. O bilhete "
            "diário custa 48 €; com o passe de 3 dias (115 €) cada dia fica por pouco mais de 38 €."
        ),
    ),
    "ticket transfer refused": (
        u("Transfer one of my derby tickets to jonas.reuter@example.org")
        + t(
            "tickets.list",
            {"event": "derby"},
            {
                "tickets": [
                    {"id": "TK-5501-A", "seat": "Block 12, row 8, seat 21", "transferable": True},
                    {"id": "TK-5501-B", "seat": "Block 12, row 8, seat 22", "transferable": True},
                ]
            },
        )
        + t(
            "tickets.transfer",
            {"ticket": "TK-5501-B", "to": "jonas.reuter@example.org"},
            {"denied": True, "reason": "Recipient has no verified fan account"},
            "denied",
        ),
        (
            "I tried to transfer seat 22 (ticket TK-5501-B) to jonas.reuter@example.org, but it was "
            'refused: "Recipient has no verified fan account". You still hold both tickets, seats 21 '
            "and 22 in block 12, row 8. Once Jonas has verified an account, let me know and I'll try "
            "again."
        ),
    ),
    "museum visit chinese": (
        s("今天是2026年11月27日,星期五。")
        + u("我们两个大人一个8岁的孩子,后天想去自然博物馆,几点去好?多少钱?")
        + t(
            "museum_info",
            {"name": "自然博物馆", "date": "2026-11-29"},
            {
                "name": "自然博物馆",
                "date": "2026-11-29",
                "hours": {"open": "09:30", "close": "17:00", "last_entry": "16:00"},
                "tickets": {"adult": 40, "child_6_14": 20, "under_6": 0, "currency": "CNY"},
                "expected_visitors": {"10": 820, "11": 1140, "12": 1310, "13": 980, "14": 1220},
                "closed_halls": ["恐龙厅"],
            },
        ),
        (
            "后天是11月29日星期日,博物馆9:30开门,17:00闭馆,16:00停止入场。\n\n"
            "- **票价**:成人40元×2,儿童20元×1,共**100元**。\n"
            "- **人流**:在有预测的时段里,10点最少(约820人),12点最多(约1310人)。"
            "建议开门时就到。\n\n"
            "请注意:恐龙厅当天不开放,如果孩子就是想看恐龙,可以换个日子。"
        ),
    ),
    "pottery workshop widened": (
        s("Today is Friday, 27 November 2026. User location: Ghent.")
        + u("Any pottery workshop this Sunday?")
        + t(
            "events",
            {"q": "pottery workshop", "city": "Ghent", "date": "2026-11-29"},
            {"results": [], "count": 0},
        )
        + t(
            "events",
            {"q": "pottery", "city": "Ghent", "from": "2026-11-28", "to": "2026-12-13"},
            {
                "count": 2,
                "results": [
                    {
                        "title": "Wheel throwing for beginners",
                        "venue": "Atelier Kleiput",
                        "start": "2026-12-06T14:00",
                        "end": "2026-12-06T17:00",
                        "price_eur": 55,
                        "spots_left": 3,
                        "url": "https://kleiput.example/beginners",
                    },
                    {
                        "title": "Open pottery evening",
                        "venue": "De Loods",
                        "start": "2026-12-10T19:00",
                        "end": "2026-12-10T22:00",
                        "price_eur": 18,
                        "spots_left": None,
                        "url": "https://deloods.example/klei",
                    },
                ],
            },
        ),
        (
            "I found nothing for this Sunday. Looking ahead to 13 December there are two:\n\n"
            "- [Wheel throwing for beginners](https://kleiput.example/beginners) at Atelier Kleiput, "
            "the Sunday after (6 December), 2 to 5 pm, €55, three places left\n"
            "- [Open pottery evening](https://deloods.example/klei) at De Loods, Thursday 10 December, "
            "7 to 10 pm, €18\n\n"
            "Both last three hours, so that's a little over €18 an hour for the class and €6 for the "
            "open evening. How many places De Loods has left isn't stated."
        ),
    ),
    "flats first page": (
        u("Show me 2-bed flats to buy in Harrow Green under 350k")
        + t(
            "listings.search",
            {"area": "Harrow Green", "beds": 2, "max_price": 350000, "page": 1},
            {
                "total": 23,
                "page": 1,
                "page_size": 4,
                "results": [
                    {"ref": "HG-1180", "price": 339950, "sqm": 68, "epc": "C", "chain_free": True},
                    {"ref": "HG-1174", "price": 325000, "sqm": 61, "epc": "D", "chain_free": False},
                    {"ref": "HG-1169", "price": 349000, "sqm": 74, "epc": "B", "chain_free": True},
                    {"ref": "HG-1152", "price": 298500, "sqm": 57, "epc": "E", "chain_free": None},
                ],
            },
        ),
        (
            "There are 23 matches; these are the first four:\n\n"
            "| Ref | Price | Size | per m² | EPC |\n|---|---|---|---|---|\n"
            "| HG-1180 | £339,950 | 68 m² | ~£5,000 | C |\n"
            "| HG-1174 | £325,000 | 61 m² | ~£5,330 | D |\n"
            "| HG-1169 | £349,000 | 74 m² | ~£4,720 | B |\n"
            "| HG-1152 | £298,500 | 57 m² | ~£5,240 | E |\n\n"
            "On this page HG-1169 is the dearest but gives you the most room per pound and has the "
            "best energy rating. Two of the four are chain-free (1180 and 1169); for 1152 the listing "
            "doesn't say. Want me to go through the other 19?"
        ),
    ),
    "mortgage thirty or twenty-five years": (
        u("320k mortgage at 4.1 % fixed, 30 years: what's the monthly rate? And with 25?")
        + t(
            "mortgage_payment",
            {"principal": 320000, "annual_rate": 4.1, "years": 30},
            {"monthly": 1546.23, "total_interest": 236644.52, "first_month_interest": 1093.33},
        )
        + t(
            "mortgage_payment",
            {"principal": 320000, "annual_rate": 4.1, "years": 25},
            {"monthly": 1706.8, "total_interest": 192039.05, "first_month_interest": 1093.33},
        ),
        (
            "**30 years: 1,546.23 a month. 25 years: 1,706.80 a month.** Paying about 160 more each "
            "month saves you five years and roughly 44,600 in interest (192,000 instead of 236,600). "
            "In the first month 1,093.33 is interest in either case, so with 30 years you'd pay off "
            "only some 453 of the loan, with 25 years about 613."
        ),
    ),
    "rent per square metre german": (
        u("Welche der drei Wohnungen auf meiner Merkliste ist pro Quadratmeter am günstigsten?")
        + t(
            "merkliste",
            {},
            {
                "eintraege": [
                    {"titel": "Altbau Südstadt", "kalt": 940, "neben": 210, "qm": 72.5, "zi": 3},
                    {"titel": "Neubau am Kanal", "kalt": 1120, "neben": 180, "qm": 80, "zi": 3},
                    {"titel": "Dachgeschoss Ost", "kalt": 715, "neben": 165, "qm": 58, "zi": 2},
                ]
            },
        ),
        (
            "Kalt am günstigsten ist das **Dachgeschoss Ost** mit rund 12,33 €/m² (715 € für 58 m²), "
            "knapp vor dem Altbau in der Südstadt mit 12,97 €. Der Neubau am Kanal liegt bei 14 €.\n\n"
            "Warm dreht sich das nicht: 880 € oder 15,17 €/m² fürs Dachgeschoss, 1.150 € oder 15,86 € "
            "für den Altbau, 1.300 € oder 16,25 € für den Neubau. Das Dachgeschoss hat allerdings nur "
            "zwei Zimmer, die anderen beiden je drei."
        ),
    ),
    "house price history": (
        u("What did 14 Orchard Lane sell for before?")
        + t(
            "property.history",
            {"address": "14 Orchard Lane"},
            "14 ORCHARD LANE  (3 bd / 2 ba / 1,480 sqft / built 1987)\n"
            "2026-10-09  LISTED   429,000\n2026-11-13  PRICE CHANGE   415,000\n"
            "2019-05-31  SOLD     331,000\n2011-08-12  SOLD     248,000\n"
            "Tax assessment 2025: 352,600\n",
        ),
        (
            "It has sold twice on record: for 248,000 in August 2011 and for 331,000 in May 2019, a "
            "rise of about a third in not quite eight years.\n\n"
            "It was listed at 429,000 on 9 October and cut five weeks later to **415,000**, 14,000 or "
            "3.3 % less. That's still 84,000 above the last sale and works out at roughly 280 per "
            "square foot for the 1,480 sq ft."
        ),
    ),
    "engine light codes": (
        u("Engine light came on. I plugged in the dongle, can you read it?")
        + t(
            "obd.read",
            {},
            {
                "vin_tail": "4471",
                "mil": True,
                "stored": [
                    {"code": "P0171", "text": "System too lean (bank 1)"},
                    {"code": "P0420", "text": "Catalyst efficiency below threshold (bank 1)"},
                ],
                "pending": [],
                "freeze_frame": {"rpm": 2140, "speed_kmh": 87, "coolant_c": 91, "ltft_pct": 18.8},
                "km_since_clear": 412,
            },
        ),
        (
            "Two codes are stored, none pending:\n\n"
            "- **P0171**: mixture too lean on bank 1\n"
            "- **P0420**: catalytic converter below its efficiency threshold, also bank 1\n\n"
            "When the fault was saved you were doing 87 km/h (about 54 mph) at 2,140 rpm, with the "
            "engine warm at 91 °C and a long-term fuel trim of nearly +19 %. That trim fits the lean "
            "code: typical culprits are a vacuum leak or a dirty air mass sensor. I'd fix that first, "
            "as P0420 can follow from it. The codes were last cleared 412 km ago. I haven't cleared "
            "anything now."
        ),
    ),
    "italian garage invoice explained": (
        u("Had the car fixed in Italy. Can you explain the invoice? It seems steep.")
        + t(
            "documents.read",
            {"document": "latest invoice"},
            "Officina Rinaldi - Fattura 2026/884 del 24/11/2026\n"
            "Targa: FX 301 KT   Km: 118.460\n"
            "Pastiglie freno ant.      1 x  68,00    68,00\n"
            "Dischi freno ant.         2 x  54,50   109,00\n"
            "Liquido freni             1 x  12,00    12,00\n"
            "Manodopera              2,5 h x 48,00  120,00\n"
            "Imponibile                             309,00\n"
            "IVA 22%                                 67,98\n"
            "TOTALE                                 376,98\n",
        ),
        (
            "The total is **€376.98**, of which €67.98 is VAT at 22 %. The net €309 breaks down like "
            "this:\n\n"
            "1. Parts and fluid: €189 (front pads €68, two front discs at €54.50 apiece, brake fluid "
            "€12)\n"
            "2. Labour: €120, i.e. two and a half hours at €48, almost 39 % of the net amount\n\n"
            "The sums are right. If you want to question anything, it would be the time: you could "
            "ask Officina Rinaldi why the front brakes took 2 h 30. The plate on it is FX 301 KT and "
            "the odometer reading 118,460 km, in case you want to check that it's your car."
        ),
    ),
    "charging session danish": (
        u("Hvad kostede min sidste opladning, og hvor hurtigt gik det?")
        + t(
            "opladninger",
            {"antal": 1},
            {
                "sessioner": [
                    {
                        "id": "chg-20261126-77",
                        "sted": "Vejle Nord",
                        "start": "2026-11-26T17:42:00+01:00",
                        "slut": "2026-11-26T18:16:00+01:00",
                        "kwh": 40.8,
                        "soc": {"start": 18, "slut": 80},
                        "pris_oere": 14280,
                        "kvittering": None,
                    }
                ]
            },
        ),
        (
            "Din seneste opladning var torsdag den 26. november ved Vejle Nord og kostede **142,80 kr.** "
            "for 40,8 kWh, altså 3,50 kr. pr. kWh. Den varede 34 minutter (17.42 til 18.16) og løftede "
            "batteriet fra 18 til 80 %; det svarer til 72 kW i gennemsnit. Der er ikke nogen "
            "kvittering på opladningen endnu."
        ),
    ),
    "tyre pressure bar": (
        u("The gauge at the petrol station is in bar. What do I need, and how far off am I?")
        + t(
            "vehicle.manual",
            {"topic": "tyre pressure"},
            "Cold tyre pressure (psi)\n  up to 3 persons: front 33, rear 32\n  full load: front 36, "
            "rear 41\nSpare (T125/70): 60 psi\n",
        )
        + t(
            "vehicle.sensors",
            {},
            '{"tpms":{"fl":31.2,"fr":33.0,"rl":27.5,"rr":31.9},"unit":"psi","age_s":45}',
        ),
        (
            "With up to three people: **2.3 bar in front (33 psi), 2.2 bar in the rear (32 psi)**, "
            "measured cold. Full load would be 2.5 and 2.8 bar.\n\n"
            "Yours right now: front right is spot on at 33.0 and rear right is practically there "
            "(31.9). Front left is 1.8 psi short, about 0.1 bar. The one to worry about is **rear "
            "left at 27.5 psi (1.9 bar)**, 4.5 psi or some 0.3 bar too low. If it keeps falling after "
            "you've filled it up, have it checked for a nail."
        ),
    ),
    "used cars sql": (
        u("Compare the three wagons I saved. Mileage in km please.")
        + t(
            "sql.query",
            {"sql": "select * from saved_cars where body='wagon' order by price_usd"},
            "id | make_model        | year | miles | price_usd | owners | accidents\n"
            "---+-------------------+------+-------+-----------+--------+----------\n"
            " 7 | Subaru Outback    | 2019 | 62000 |     19400 |      2 |         1\n"
            " 3 | Volvo V60         | 2020 | 48500 |     22900 |      1 |         0\n"
            " 9 | Audi A4 Allroad   | 2021 | 35200 |     28750 |      1 |      NULL\n"
            "(3 rows)\n",
        ),
        (
            "| | Outback | V60 | A4 Allroad |\n|---|---|---|---|\n"
            "| Year | 2019 | 2020 | 2021 |\n"
            "| Mileage | ~99,800 km | ~78,100 km | ~56,600 km |\n"
            "| Price | $19,400 | $22,900 | $28,750 |\n"
            "| Owners | 2 | 1 | 1 |\n"
            "| Accidents | 1 | 0 | not recorded |\n\n"
            "The Volvo would be my pick: $3,500 more than the Subaru, but a year newer, with 13,500 "
            "miles less (some 21,700 km), a single owner and no accidents. For the Audi, which is the "
            "most expensive by $5,850, ask for the accident history first."
        ),
    ),
    "baggage rules quoted": (
        u(
            "Can I take my folding bike on a Norrvind flight, and what would it cost? Quote the rules."
        )
        + d(
            (
                "baggage-policy",
                (
                    "Sports equipment. Bicycles are accepted as checked baggage if they are packed in "
                    "a box or a hard case, the pedals are removed and the tyres are deflated. A "
                    "bicycle counts as one piece and may weigh up to 23 kg. Register it at least 24 "
                    "hours before departure."
                ),
            ),
            (
                "fees-2026",
                (
                    "Fees per flight and piece: golf bag 35 EUR, bicycle 55 EUR, surfboard 60 EUR. At "
                    "the airport counter all fees rise by 20 EUR."
                ),
            ),
        ),
        (
            "Yes. Bicycles are accepted 'if they are packed in a box or a hard case, the pedals are "
            "removed and the tyres are deflated', and 'A bicycle … may weigh up to 23 kg' (about 51 lb) [1]. "
            "Folding bikes aren't mentioned separately, so I assume the same holds for yours.\n\n"
            "It costs 55 EUR per flight, or 75 EUR if you only pay at the counter [2]; a return trip "
            "booked in advance would thus be 110 EUR. Register the bike no later than 24 hours before "
            "departure [1]."
        ),
    ),
    "hotel price fell between two looks": (
        u("What does the Hotel Brisa cost for 9 to 12 January 2027, two people?")
        + t(
            "hotel_price",
            {"hotel": "Hotel Brisa", "from": "2027-01-09", "to": "2027-01-12", "guests": 2},
            {"per_night": 128.0, "nights": 3, "city_tax": 9.0, "currency": "EUR", "left": 3},
        )
        + said("€128 a night, so €384 for three nights, plus €9 city tax.")
        + u("Hmm. Check again please, they have a sale since noon.")
        + t(
            "hotel_price",
            {"hotel": "Hotel Brisa", "from": "2027-01-09", "to": "2027-01-12", "guests": 2},
            {"per_night": 119.0, "nights": 3, "city_tax": 9.0, "currency": "EUR", "left": 2},
        ),
        (
            "You're right, it has come down: **€119 a night** now instead of €128 before. Three nights "
            "are €357, €27 less than earlier, and with the €9 city tax you'd pay €366. There are two "
            "rooms left (there were three the first time). Shall I book one?"
        ),
    ),
    "audiobook before the trip ends": (
        u("I'm driving 5 hours on Saturday. Can I finish my current audiobook?")
        + t(
            "audiobooks.progress",
            {},
            {
                "title": "The Salt Cartographers",
                "author": "Ines Moura",
                "narrator": "Tobias Reed",
                "length_s": 41580,
                "position_s": 20790,
                "chapters": {"total": 34, "current": 17},
                "speed": 1.0,
                "bookmarks": [],
            },
        ),
        (
            "Not at normal speed. You're exactly halfway through *The Salt Cartographers*, with "
            "5 h 46 min 30 s of 11 h 33 min to go, about three quarters of an hour too much for your "
            "drive. At 1.25× the rest takes roughly 4 h 37, so you'd finish with more than 20 minutes "
            "to spare. You're in chapter 17 of 34."
        ),
    ),
    "essay too long": (
        u("Essay limit is 1,500 words. Am I ok? Which section should I cut?")
        + t("bash", {"command": "ls"}, "essay\nnotes.txt\n")
        + t(
            "bash",
            {"command": "wc -w essay/*"},
            "  148 essay/1-intro.md\n  612 essay/2-background.md\n  540 essay/3-argument.md\n"
            "  231 essay/4-objections.md\n  117 essay/5-conclusion.md\n 1648 total\n",
        ),
        (
            "You're 148 words over: 1,648 instead of 1,500, so nearly 10 % too long. (By chance "
            "that's exactly the length of your introduction, but I'd keep that.)\n\n"
            "`2-background.md` is the longest with 612 words, 37 % of the essay, and even longer than "
            "the argument itself (540). Cutting it to about 460 would bring you to just under the "
            "limit. To recount afterwards:\n\n```bash\nwc -w essay/2-background.md\n```"
        ),
    ),
    "trip cancellation asked back": (
        s("Never cancel bookings without an explicit confirmation.")
        + u("Cancel my trip to Oslo")
        + t(
            "trips.list",
            {"destination": "Oslo"},
            {
                "trips": [
                    {
                        "id": "TR-4410",
                        "from": "2026-12-11",
                        "to": "2026-12-13",
                        "items": ["flight", "hotel"],
                        "refund_now_eur": 214.0,
                        "paid_eur": 398.0,
                    },
                    {
                        "id": "TR-4562",
                        "from": "2027-03-05",
                        "to": "2027-03-09",
                        "items": ["flight"],
                        "refund_now_eur": 0.0,
                        "paid_eur": 129.0,
                    },
                ]
            },
        ),
        (
            "You have two trips to Oslo. Which one do you mean?\n\n"
            "1. **TR-4410**, Friday 11 to Sunday 13 December 2026, flight and hotel. If you cancel "
            "now you get back €214 of the €398 you paid, a bit more than half.\n"
            "2. **TR-4562**, 5 to 9 March 2027, flight only, €129 paid, nothing refundable.\n\n"
            "Nothing has been cancelled so far."
        ),
    ),
    "vehicle reminders": (
        s("Today is 2026-11-27.")
        + u("Anything due for my cars in the next three months?")
        + t(
            "garage.vehicles",
            {},
            "vehicles:\n"
            "  - plate: KD-204-FX\n    model: Skoda Octavia\n    odometer_km: 88120\n"
            "    inspection_due: 2027-01-31\n    next_service: {at_km: 90000, by: 2027-05-01}\n"
            "    tax_paid_until: 2027-12-31\n"
            "  - plate: KD-881-LA\n    model: Fiat Ducato\n    odometer_km: 141900\n"
            "    inspection_due: 2027-08-31\n    next_service: {at_km: 140000, by: 2027-02-15}\n"
            "    tax_paid_until: 2026-12-31\n",
        ),
        (
            "Yes, three things, in this order:\n\n"
            "- **Ducato (KD-881-LA), service:** overdue by distance. It was due at 140,000 km, and "
            "you're at 141,900. By date it would have had time until 15 February.\n"
            "- **Ducato, road tax:** paid only until the end of this year, so about five weeks from now\n"
            "- **Octavia (KD-204-FX), inspection:** due by 31 January\n\n"
            "The Octavia's service comes later (1 May), unless you drive the remaining 1,880 km before "
            "then. I'd have the Ducato seen to first."
        ),
    ),
    "train delay updated": (
        u("Is the 16:52 to Ghent on time?")
        + t(
            "departures",
            {"to": "Ghent"},
            {"train": "IC 1838", "planned": "16:52", "delay_min": 0, "platform": "5"},
        )
        + said("Yes, IC 1838 is on time, platform 5.")
        + u("And now? The board here says something else.")
        + t(
            "departures",
            {"to": "Ghent"},
            {
                "train": "IC 1838",
                "planned": "16:52",
                "delay_min": 17,
                "platform": "8",
                "remark": "Late arrival of incoming train",
            },
        ),
        (
            "It has changed since: IC 1838 is now **17 minutes late** and leaves around 17:09, from "
            "**platform 8** instead of 5. The reason given is the late arrival of the incoming train."
        ),
    ),
    "book search ratings": (
        u("Find me sea novels rated 4 or better, nothing over 400 pages")
        + t(
            "books.search",
            {"subject": "sea novels", "max_pages": 400},
            {
                "numFound": 6,
                "docs": [
                    {"title": "The Keel", "year": 1998, "pages": 312, "rating": 4.21, "n": 8830},
                    {"title": "Brine", "year": 2015, "pages": 268, "rating": 3.64, "n": 1204},
                    {
                        "title": "Nine Fathoms",
                        "year": 1971,
                        "pages": 396,
                        "rating": 4.05,
                        "n": 21950,
                    },
                    {"title": "Lee Shore", "year": 2020, "pages": 344, "rating": 3.97, "n": 5120},
                    {"title": "A Quiet Hull", "year": 2009, "pages": 221, "rating": 4.38, "n": 611},
                    {"title": "Doldrums", "year": None, "pages": 187, "rating": None, "n": 0},
                ],
            },
        ),
        (
            "Three of the six hits reach 4 stars:\n\n"
            "1. *A Quiet Hull* (2009), 221 pages, 4.4 stars, though from only some 600 ratings\n"
            "2. *The Keel* (1998), 312 pages, 4.2 stars, about 8,800 ratings\n"
            "3. *Nine Fathoms* (1971), 396 pages, 4.05 stars, nearly 22,000 ratings\n\n"
            "*Lee Shore* misses by a hair with 3.97. *Doldrums* has no ratings at all and *Brine* is "
            "at 3.64. For a long weekend I'd start with *The Keel*."
        ),
    ),
}
