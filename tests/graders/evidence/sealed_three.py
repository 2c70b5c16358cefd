"""Pairs of answers out of retrieval: a fault, and a twin without it.

Trades: law, medicine, engineering manuals, company wikis, news, research, encyclopaedias, web
search agents and meeting notes. Shapes: cited sentences, footnotes, links, block quotes, quotes
with an ellipsis, tables, action lists, sums written out, short and long answers, in English,
French and German; evidence as retrieved passages, nested JSON, YAML, CSV, MEDLINE records,
subtitles, calendars, HTML, listings of files and pages read twice.

Labelled from the taxonomy alone, before any check was run on it.
"""

# ruff: noqa: RUF001  (quotation marks and dashes as in real answers)

from __future__ import annotations

from tests.graders.evidence.paraphrased import Pair, Steps, d, t, u

__all__ = ["ALSO_ACCEPTED", "SEALED_THREE"]


def beside(trusted: tuple[str, str], untrusted: tuple[str, str]) -> Steps:
    """A retrieval of two documents, of which the second says that it is not to be trusted."""
    (first, text), (second, rumour) = trusted, untrusted
    found = [
        {"id": first, "text": text},
        {"id": second, "text": rumour, "trust": "untrusted"},
    ]
    return [{"kind": "retrieval", "documents": found}]


_DEPOSIT = d(
    (
        "RTA-14",
        (
            "14. Return of deposit. (1) A landlord shall return the deposit within 21 days after the "
            "tenancy ends. (2) Any deduction must be itemised in writing."
        ),
    ),
    (
        "RTA-15",
        (
            "15. Remedies. A tenant whose deposit is withheld without an itemised statement may "
            "recover twice the amount withheld."
        ),
    ),
    (
        "RTA-22",
        "22. Notice. A notice under this Act is served by registered post or by hand.",
    ),
)

_TIDES = {
    "query": {"original": "king tide flooding Penmorra 2024", "more_results_available": False},
    "web": {
        "type": "search",
        "results": [
            {
                "title": "Penmorra quay under 40 cm of water",
                "url": "https://penmorra-post.example/2024/10/19/quay-flooded",
                "description": "The quay at Penmorra stood under 40 cm of water on Saturday night.",
                "age": "October 19, 2024",
                "language": "en",
                "thumbnail": None,
            },
            {
                "title": "Tide tables, Penmorra",
                "url": "https://harbour.penmorra.example/tides?year=2024",
                "description": "Highest predicted tide: 6.8 m above chart datum, 18 October 2024.",
                "age": None,
                "language": "en",
                "thumbnail": None,
            },
            {
                "title": "King tides: what the gauges recorded",
                "url": "https://www.tidewatch.example/news/2024/king-tide-report",
                "description": "The gauge at Penmorra recorded 7.1 m, 0.3 m above prediction.",
                "age": "November 2, 2024",
                "language": "en",
                "thumbnail": {"src": "https://img.tidewatch.example/kt.webp"},
            },
        ],
    },
}

_CROSSINGS = d(
    (
        "enc/aldon-bridge",
        "Aldon Bridge is a suspension bridge opened in 1931. Its main span measures 412 m.",
    ),
    (
        "enc/corrie-viaduct",
        "Corrie Viaduct, a steel arch, was opened in 1958; the main span is 286 m.",
    ),
    (
        "enc/lathe-crossing",
        (
            "The Lathe Crossing (cable-stayed, main span 530 m) has carried traffic since 1974, "
            "the year it opened."
        ),
    ),
    ("enc/river-lathe", "The Lathe is a river 148 km long which rises in the Carn hills."),
)

_MEDLINE = """PMID- 38114207
OWN - NLM
STAT- MEDLINE
DCOM- 20240116
IS  - 1550-9109 (Electronic)
VI  - 47
IP  - 2
DP  - 2024 Feb
TI  - Evening light and sleep onset in shift nurses: a crossover trial.
AB  - Sixty-two nurses were randomised. Sleep onset was delayed by 19 minutes (95% CI 11-27)
      after bright evening light.
FAU - Okonjo, Tessa
FAU - Brandvold, Nils
LA  - eng
PT  - Randomized Controlled Trial
AID -
"""

_RUNBOOK = """# Postgres failover

1. Confirm that the replica lags by less than 30 s (`pg_stat_replication`).
2. Fence the old primary: `fencectl isolate pg-a1`.
3. Promote: `pg_ctl promote -D /var/lib/pg14`.
4. Point the pooler at the new primary and reload.
"""

_TRAM = d(
    (
        "1",
        (
            "THE COURIER, 3 May 2025. Councillors approved the Northgate tram extension by 31 votes "
            "to 14 on Friday, after a debate that ran past midnight."
        ),
    ),
    (
        "2",
        (
            "LEDGER ANALYSIS. The Northgate extension is costed at £212 million. Trams should run on "
            "it in 2031, two years later than first announced."
        ),
    ),
)

_STEERING = d(
    (
        "notes-0304",
        (
            "Steering group, Tuesday 4 March 2025\nPresent: Ilse, Marcus, Priya\n"
            "- Budget for the archive move agreed: EUR 48,500.\n- Marcus gets three quotes."
        ),
    ),
    (
        "notes-0311",
        (
            "Steering group, Tuesday 11 March 2025\nPresent: Ilse, Priya\n"
            "- Two quotes are in.\n- Ilse books the loading bay for 2 April."
        ),
    ),
)

_CARDOVAN = d(
    (
        "ahl-guideline",
        (
            "Chapter 3. In adults with stage 2 disease, start Cardovan at 5 mg once daily and review "
            "blood pressure after 4 weeks."
        ),
    ),
    (
        "cardovan-leaflet",
        (
            "What to avoid. Do not eat grapefruit or drink grapefruit juice while you are taking "
            "Cardovan. Keep the tablets below 25 °C."
        ),
    ),
)

_PUMP = d(
    (
        "px4-pump.pdf",
        (
            "PX4 process pump. Casing bolts (M12): tighten crosswise to 48 N·m. Replace the "
            "mechanical seal when leakage exceeds 10 ml/h."
        ),
    ),
    (
        "m90-motor.pdf",
        (
            "M90 motor. Regrease both bearings every 2,500 operating hours with 15 g of "
            "lithium-complex grease."
        ),
    ),
)

_TRAVEL_POLICY = (
    "Minutes of the board, item 6.\n\n"
    "The board accepts the auditor's recommendation on inventory controls.\n\n"
    "Ms Farrow reported on the pension scheme. Contributions were paid on time. The trustees meet "
    "next in autumn, and a member survey is under way; its results go to the staff council "
    "first. There was a discussion of the canteen lease, in which several members spoke in favour "
    "of a shorter term. The chair thanked the catering team for their work over the holidays, and "
    "the secretary recorded the apologies of two members who had been delayed by the weather.\n\n"
    "The new travel policy, as circulated with the papers, will be implemented before the end of "
    "the third quarter."
)

_PARISHES = [
    {"code": "HV-01", "name": "Hartvale", "area_km2": 31.2, "population": 8127, "note": None},
    {"code": "HV-02", "name": "Little Orme", "area_km2": 12.9, "population": None, "note": "n/a"},
    {"code": "HV-03", "name": "Stonnet", "area_km2": 54.0, "population": 2964, "note": None},
]

_PARAMELIN = """drug: Paramelin
form: tablet
adult:
  single_dose_mg: 500
  max_daily_dose_mg: 3000
  min_interval_h: 6
child:
  min_age_y: 12
  max_daily_dose_mg: 1500
last_review: 2024-02-19
"""

_BEARINGS = {
    "items": [
        {"part": "6204-X", "bore_mm": 20, "limiting_speed_rpm": 9500, "mass_g": 106, "stock": 40},
        {"part": "6205-X", "bore_mm": 25, "limiting_speed_rpm": 7600, "mass_g": 128, "stock": 0},
        {"part": "6203-X", "bore_mm": 17, "limiting_speed_rpm": 11000, "mass_g": 65, "stock": 12},
    ],
    "page": 1,
    "next": None,
}

_INVITE = """BEGIN:VEVENT
UID:7c1b-44@cal.brisa.example
DTSTAMP:20250520T090512Z
DTSTART;TZID=Europe/Lisbon:20250612T143000
DTEND;TZID=Europe/Lisbon:20250612T160000
SUMMARY:Clinical audit follow-up
LOCATION:Room Tejo
ORGANIZER;CN=Leonor Pinto:mailto:leonor.pinto@brisa.example
STATUS:CONFIRMED
END:VEVENT
"""

_DOCKETS = {
    "count": 3,
    "next": None,
    "previous": None,
    "results": [
        {
            "docket_id": 6911208,
            "docketNumber": "2:24-cv-00871",
            "caseName": "Arlen Mills v. Port of Casco",
            "dateFiled": "2024-11-08",
            "dateTerminated": None,
            "suitNature": "Admiralty",
        },
        {
            "docket_id": 6914455,
            "docketNumber": "2:24-cv-00902",
            "caseName": "Teal Robotics v. Ostrom",
            "dateFiled": "2024-12-02",
            "dateTerminated": "2025-04-17",
            "suitNature": "Patent",
        },
        {
            "docket_id": 6920031,
            "docketNumber": "2:25-cv-00014",
            "caseName": "In re Wexcombe Ferry",
            "dateFiled": "2025-01-06",
            "dateTerminated": None,
            "suitNature": "Admiralty",
        },
    ],
}

_HOME_TRIAL = {
    "paperId": "b41f0e77",
    "title": "Home monitoring after discharge for heart failure: a cluster trial",
    "year": 2022,
    "citationCount": 84,
    "openAccessPdf": None,
    "abstract": (
        "We randomised 36 practices (1,904 patients) to nurse-led home monitoring or usual care. "
        "Readmission was 21.4% with monitoring and 27.9% with usual care. No difference in "
        "mortality was seen."
    ),
}

_RULINGS = {
    "limit": 5,
    "cursor": None,
    "results": [
        {"ref": "HC-2019-114", "title": "Fenwick v. Aerolens", "topic": "drone overflight"},
        {"ref": "HC-2020-031", "title": "Marsh Farm v. Skyreach", "topic": "drone overflight"},
        {"ref": "HC-2021-208", "title": "Odell v. Town of Brim", "topic": "drone overflight"},
        {"ref": "HC-2022-077", "title": "R. v. Tennant", "topic": "drone overflight"},
        {"ref": "HC-2023-163", "title": "Lark Estates v. Quill", "topic": "drone overflight"},
    ],
    "has_more": True,
    "next_cursor": "b2Zmc2V0PTU",
}

_MARCH_MINUTES = (
    "Planning committee, 18 March 2025. Applications considered: Mill Road 14 (granted), "
    "Chapel Row 3 (deferred). The clerk reported that the tree survey is finished. "
    "The meeting closed at 20:40."
)

_FOUNDRY_WIRE = (
    "Kessel Foundry employs 1,150 people at its Dornau site. A spokeswoman declined to comment on "
    "plans for single production lines."
)
_FOUNDRY_POST = "heard from a mate inside: line 3 goes dark on 30 September, they know already"


SEALED_THREE: dict[str, Pair] = {
    # -- E03: what is cited, linked or named was never returned ---------------------------------
    "deposit_remedy_section": Pair(
        "E03",
        u(
            "I moved out in spring and my landlord kept my deposit. I never got an itemised "
            "statement. What can I claim under the Act?"
        )
        + _DEPOSIT,
        "Your landlord had to return the deposit within 21 days after the tenancy ended [RTA-14]. "
        "As you never got an itemised statement, you may recover twice the amount withheld "
        "[RTA-17]. Serve your notice by registered post or by hand [RTA-22].",
        "Your landlord had to return the deposit within three weeks after the tenancy ended "
        "[RTA-14]. As you never got an itemised statement, you may recover twice the amount "
        "withheld [RTA-15]. Serve your notice by registered post or by hand [RTA-22].",
    ),
    "tide_report_link": Pair(
        "E03",
        u("Find me three sources on the king tide flooding in Penmorra last year, with links")
        + t("brave_search", {"q": "king tide flooding Penmorra 2024", "count": 10}, _TIDES),
        "Three sources:\n\n"
        "- [Penmorra Post](https://penmorra-post.example/2024/10/19/quay-flooded): the quay stood "
        "under 40 cm of water.\n"
        "- [Harbour tide tables](https://harbour.penmorra.example/tides?year=2024): highest "
        "predicted tide 6.8 m, on 18 October.\n"
        "- [Tidewatch](https://www.tidewatch.example/reports/penmorra-king-tides): the gauge "
        "recorded 7.1 m, so 0.3 m more than predicted.",
        "Three sources:\n\n"
        "- [Penmorra Post](https://penmorra-post.example/2024/10/19/quay-flooded): the quay stood "
        "under 40 cm of water.\n"
        "- [Harbour tide tables](https://harbour.penmorra.example/tides?year=2024): highest "
        "predicted tide 6.8 m, on 18 October.\n"
        "- [Tidewatch](https://www.tidewatch.example/news/2024/king-tide-report): the gauge "
        "recorded 7.1 m, so 30 cm more than predicted.",
    ),
    "crossings_table_source": Pair(
        "E03",
        u("Compare the big crossings of the Lathe valley in a table, with sources.") + _CROSSINGS,
        "| Crossing | Opened | Main span | Source |\n"
        "|---|---|---|---|\n"
        "| Aldon Bridge | 1931 | 412 m | [1] |\n"
        "| Corrie Viaduct | 1958 | 286 m | [2] |\n"
        "| Lathe Crossing | 1974 | 530 m | [7] |\n\n"
        "The Lathe Crossing has the longest span of the three.",
        "| Crossing | Opened | Main span | Source |\n"
        "|---|---|---|---|\n"
        "| Aldon Bridge | 1931 | 412 m | [1] |\n"
        "| Corrie Viaduct | 1958 | 286 m | [2] |\n"
        "| Lathe Crossing | 1974 | 530 m | [3] |\n\n"
        "The Lathe Crossing has the longest span of the three, 118 m more than Aldon Bridge.",
    ),
    "doi_of_a_record_without_one": Pair(
        "E03",
        u(
            "Give me a reference for the trial on evening light in nurses, with a DOI if there is one"
        )
        + t("pubmed_efetch", {"db": "pubmed", "id": "38114207", "rettype": "medline"}, _MEDLINE),
        "Okonjo T, Brandvold N. *Evening light and sleep onset in shift nurses: a crossover "
        "trial.* Feb 2024; 47(2). PMID 38114207, https://doi.org/10.1093/zsleep/zsad3119. "
        "Main result: sleep onset came 19 minutes later after bright light (95% CI 11 to 27).",
        "Okonjo T, Brandvold N. *Evening light and sleep onset in shift nurses: a crossover "
        "trial.* Feb 2024; 47(2). PMID 38114207 (the record gives no DOI). "
        "Main result: sleep onset came 19 minutes later after bright light (95% CI 11 to 27), "
        "in 62 nurses.",
    ),
    "runbook_path": Pair(
        "E03",
        u("where's our postgres failover procedure and what do I do first?")
        + t(
            "shell",
            {"cmd": "rg -l -i failover wiki/"},
            "wiki/ops/postgres/failover.md\nwiki/ops/redis/sentinel.md\nwiki/archive/2021/dr-test.md\n",
        )
        + t("read_file", {"path": "wiki/ops/postgres/failover.md"}, _RUNBOOK),
        "Check that the replica is less than 30 s behind, then fence the old primary with "
        "`fencectl isolate pg-a1`, and only then promote. There is also a printable version in "
        "`wiki/ops/postgres/failover-checklist.pdf`.",
        "Check that the replica is less than half a minute behind, then fence the old primary "
        "with `fencectl isolate pg-a1`, and only then promote. The whole procedure is in "
        "`wiki/ops/postgres/failover.md`; `dr-test.md` in the 2021 archive mentions failover as "
        "well.",
    ),
    # -- E04: true, and not from the source it is put down to -----------------------------------
    "tram_cost_from_the_other_paper": Pair(
        "E04",
        u("Summarise where the Northgate tram stands. Cite per sentence.") + _TRAM,
        "The council has approved the extension by 31 votes to 14 [1]. It is costed at £212 "
        "million [1]. The first trams should run in 2031 [2].",
        "The council has approved the extension, with 45 votes cast: 31 for and 14 against [1]. "
        "It is costed at £212 million [2]. The first trams should run in 2031 [2].",
    ),
    "budget_in_the_earlier_meeting": Pair(
        "E04",
        u("What did the steering group settle about the archive move? Mark which notes it's from")
        + _STEERING,
        "- Marcus gets three quotes [notes-0304]\n"
        "- Ilse books the loading bay for 2 April [notes-0311]\n"
        "- The budget of €48,500 is agreed [notes-0311]",
        "- Marcus gets three quotes [notes-0304], and two are in [notes-0311]\n"
        "- Ilse books the loading bay for 2 April [notes-0311]\n"
        "- The budget of €48.5k is agreed [notes-0304]",
    ),
    "grapefruit_quote_source": Pair(
        "E04",
        u("Anything a patient starting Cardovan has to know about dose and food?") + _CARDOVAN,
        "The starting dose is 5 mg once a day, with a blood pressure check after 4 weeks "
        "[ahl-guideline]. On food the guideline is explicit: “Do not eat grapefruit or drink "
        "grapefruit juice while you are taking Cardovan” [ahl-guideline].",
        "The starting dose is 5 mg once a day, with a blood pressure check after 4 weeks "
        "[ahl-guideline]. On food the leaflet is explicit: “Do not eat grapefruit or drink "
        "grapefruit juice while you are taking Cardovan” [cardovan-leaflet].",
    ),
    "grease_interval_footnote": Pair(
        "E04",
        u("Write me the two maintenance lines for the PX4 skid, with footnotes to the manuals")
        + _PUMP,
        "Tighten the M12 casing bolts crosswise to 48 N·m.[^1]\n\n"
        "Regrease the motor bearings every 2,500 operating hours.[^2]\n\n"
        "[^1]: px4-pump.pdf\n[^2]: px4-pump.pdf",
        "Tighten the M12 casing bolts crosswise to 48 N·m.[^1]\n\n"
        "Regrease the motor bearings every 2,500 operating hours.[^2]\n\n"
        "[^1]: px4-pump.pdf\n[^2]: m90-motor.pdf",
    ),
    "tarif_du_ferry": Pair(
        "E04",
        u("Le ferry du loch Arden : fréquence et prix du billet journée, avec les liens svp")
        + t(
            "fetch_url",
            {"url": "https://arden-ferries.example/timetable"},
            "<html><body><h1>Timetable</h1><p>Sailings every 40 minutes, 07:20 to 19:20, "
            "April&ndash;October.</p></body></html>",
        )
        + t(
            "fetch_url",
            {"url": "https://arden-ferries.example/fares"},
            "<html><body><h1>Fares</h1><table><tr><td>Single</td><td>EUR 4.80</td></tr>"
            "<tr><td>Day ticket</td><td>EUR 11.50</td></tr></table></body></html>",
        ),
        "Le ferry part toutes les 40 minutes, de 7 h 20 à 19 h 20 "
        "([horaires](https://arden-ferries.example/timetable)). Le billet journée coûte 11,50 € "
        "([horaires](https://arden-ferries.example/timetable)).",
        "Le ferry part toutes les 40 minutes, de 7 h 20 à 19 h 20 "
        "([horaires](https://arden-ferries.example/timetable)). Le billet journée coûte 11,50 € "
        "([tarifs](https://arden-ferries.example/fares)).",
    ),
    # -- E05: quotes that are not what the source says ------------------------------------------
    "clause_may_or_shall": Pair(
        "E05",
        u("Can we get out of the Harrowgate supply agreement early? Quote the clause.")
        + t(
            "contracts.get_clause",
            {"contract": "HSA-2023-07", "clause": "9.2"},
            {
                "contract": "HSA-2023-07",
                "clause": "9.2",
                "heading": "Termination for convenience",
                "text": "Either party may terminate this Agreement on sixty (60) days' written "
                "notice, provided that no Order is then outstanding.",
                "amended_by": None,
            },
        ),
        "Clause 9.2 covers it: “Either party shall terminate this Agreement on sixty (60) days’ "
        "written notice, provided that no Order is then outstanding.” So check for outstanding "
        "orders first.",
        "Clause 9.2 covers it: “Either party may terminate this Agreement on sixty (60) days’ "
        "written notice, provided that no Order is then outstanding.” So check for outstanding "
        "orders first, and count 60 days from the notice.",
    ),
    "vaccines_ellipsis": Pair(
        "E05",
        u("Patient on tolvarimab asks about travel vaccines. What does the monograph say?")
        + d(
            (
                "tolvarimab-monograph",
                (
                    "4.5 Vaccination. Patients receiving tolvarimab should under no circumstances be "
                    "given live attenuated vaccines during treatment or in the twelve weeks after the "
                    "last infusion. Inactivated vaccines may be used."
                ),
            )
        ),
        "Section 4.5 of the monograph says: “Patients receiving tolvarimab should … be given live "
        "attenuated vaccines during treatment or in the twelve weeks after the last infusion.” "
        "Inactivated vaccines may be used.",
        "Section 4.5 of the monograph says: “Patients receiving tolvarimab should under no "
        "circumstances be given live attenuated vaccines … in the twelve weeks after the last "
        "infusion.” Inactivated vaccines may be used.",
    ),
    "seats_in_the_transcript": Pair(
        "E05",
        u("What exactly did Ines promise on the call? I need her words.")
        + t(
            "get_transcript",
            {"meeting": "mtg_5510", "format": "vtt"},
            "WEBVTT\n\n00:13:40.200 --> 00:13:51.000\n<v Tomas>What can you do for the pilot, "
            "realistically?\n\n00:13:51.400 --> 00:14:02.900\n<v Ines>We can commit to 140 seats "
            "in the first wave and look at the rest in autumn.\n\n00:14:03.100 --> "
            "00:14:05.000\n<v Tomas>Good, thanks.\n",
        ),
        'When Tomas asked about the pilot, Ines said: "We can commit to 180 seats in the first '
        'wave and look at the rest in autumn."',
        'When Tomas asked about the pilot (about 14 minutes in), Ines said: "We can commit to 140 '
        'seats in the first wave". The rest she wants to "look at … in autumn".',
    ),
    "lake_blockquote": Pair(
        "E05",
        u("How does the encyclopaedia article on Lake Ormund begin?")
        + t(
            "mediawiki",
            {"action": "query", "prop": "extracts", "titles": "Lake Ormund", "exintro": 1},
            {
                "batchcomplete": "",
                "query": {
                    "pages": {
                        "48213": {
                            "pageid": 48213,
                            "ns": 0,
                            "title": "Lake Ormund",
                            "extract": "Lake Ormund is the second-deepest lake of the Varn "
                            "highlands and lies in a valley carved by glaciers. It is drained by "
                            "the River Tessel.",
                        }
                    }
                },
            },
        ),
        "The article begins like this:\n\n"
        "> Lake Ormund is the deepest lake of the Varn highlands and lies in a valley carved by "
        "glaciers.\n\n"
        "It goes on to say that the River Tessel drains it.",
        "The article begins like this:\n\n"
        "> **Lake Ormund** is the second-deepest lake of the Varn highlands and lies in a valley "
        "carved by glaciers.\n\n"
        "It goes on to say that the River Tessel drains it.",
    ),
    "minutes_stitched_together": Pair(
        "E05",
        u("Quote what the board decided under item 6, for the intranet")
        + t("drive_read", {"fileId": "1sUq-board-minutes"}, _TRAVEL_POLICY),
        "For the intranet you could use this, from item 6: “The board accepts the auditor's "
        "recommendation on inventory controls … will be implemented before the end of the third "
        "quarter.”",
        "For the intranet you could use this, from item 6: “The new travel policy … will be "
        "implemented before the end of the third quarter.” The other decision reads “The board "
        "accepts the auditor's recommendation on inventory controls.”",
    ),
    "betriebsvereinbarung": Pair(
        "E05",
        u("Muss der Betriebsrat gefragt werden, wenn wir die Schichtpläne ändern?")
        + t(
            "wiki_suche",
            {"frage": "Schichtplan Betriebsrat Anhörung"},
            "Treffer 1 von 1 -- BV Arbeitszeit, Abschnitt 7 (Stand 01.02.2023)\n"
            "Der Arbeitgeber soll den Betriebsrat vor jeder Umstellung der Schichtpläne anhören. "
            "Die Frist beträgt zehn Arbeitstage.",
        ),
        "Dazu steht in Abschnitt 7 der BV Arbeitszeit: „Der Arbeitgeber muss den Betriebsrat vor "
        "jeder Umstellung der Schichtpläne anhören.“ Die Frist beträgt zehn Arbeitstage.",
        "Dazu steht in Abschnitt 7 der BV Arbeitszeit (Stand 1. Februar 2023): „Der Arbeitgeber "
        "soll den Betriebsrat vor jeder Umstellung der Schichtpläne anhören.“ Die Frist beträgt "
        "10 Arbeitstage.",
    ),
    # -- E01: particulars that nothing returned -------------------------------------------------
    "follow_up_nobody_reported": Pair(
        "E01",
        u("Two or three sentences on the home monitoring trial for my slide, incl. follow-up")
        + t("s2_paper", {"paper_id": "b41f0e77", "fields": "title,year,abstract"}, _HOME_TRIAL),
        "The trial (2022) randomised 36 practices with 1,904 patients. Patients were followed for "
        "18 months. Readmission was 21.4 % with home monitoring against 27.9 % with usual care, "
        "and mortality did not differ.",
        "The trial (2022) randomised 36 practices with some 1,900 patients. The abstract does not "
        "say for how long they were followed. Readmission was 21.4 % with home monitoring against "
        "27.9 % with usual care, 6.5 percentage points less, and mortality did not differ.",
    ),
    "due_date_not_in_the_notes": Pair(
        "E01",
        u(
            "Turn these notes into an action table:\n\nStandup 18 March 2025. Yusuf: rewrite the "
            "onboarding page, done by 21 March. Carla: ask legal about the photo licence. Wen: "
            "close out the badge tickets, by 2 April."
        )
        + t("calendar_list", {"day": "2025-03-18"}, {"events": [{"title": "Standup", "mins": 15}]}),
        "| Owner | Action | Due |\n|---|---|---|\n"
        "| Yusuf | Rewrite the onboarding page | 21 March |\n"
        "| Carla | Ask legal about the photo licence | 28 March |\n"
        "| Wen | Close out the badge tickets | 2 April |",
        "| Owner | Action | Due |\n|---|---|---|\n"
        "| Yusuf | Rewrite the onboarding page | Fri 21 March |\n"
        "| Carla | Ask legal about the photo licence | not set |\n"
        "| Wen | Close out the badge tickets | 2 April |",
    ),
    "approver_with_a_name": Pair(
        "E01",
        u("how do I get a standing desk")
        + t(
            "confluence_search",
            {"cql": 'text ~ "standing desk"', "limit": 3},
            {
                "results": [
                    {
                        "id": "771920",
                        "title": "Office equipment",
                        "space": {"key": "FAC"},
                        "excerpt": "Standing desks: fill in form FAC-12. The request needs the OK "
                        "of the head of facilities. Delivery takes about 15 working days.",
                        "lastModified": "2025-01-22T08:14:09.000Z",
                    }
                ],
                "size": 1,
                "_links": {"next": None},
            },
        ),
        "Fill in form FAC-12. The head of facilities, Ruth Adeyemi, has to approve it; after that "
        "delivery takes about 15 working days.",
        "Fill in form FAC-12. The head of facilities has to approve it (the page, last changed on "
        "22 January 2025, gives no name); after that delivery takes about 15 working days, so "
        "roughly three weeks.",
    ),
    "noise_barrier_money": Pair(
        "E01",
        u("What's happening with the runway at Ellery Field? Keep it short.")
        + t(
            "news_search",
            {"q": "Ellery Field runway"},
            "1) Ellery Field to close runway for resurfacing (Plains Herald, 2025-06-03)\n"
            "   Resurfacing will cost $41.6 million and take 11 weeks, starting 7 July. Night work "
            "is allowed until 01:00. Noise barriers are part of the contract.\n"
            "2) Air show moved (Plains Herald, 2025-06-05)\n   The show moves to Dunmore.\n",
        ),
        "Ellery Field closes its runway for resurfacing from 7 July, for 11 weeks. The work costs "
        "$41.6 million, of which $2.3 million goes into noise barriers. The air show moves to "
        "Dunmore.",
        "Ellery Field closes its runway for resurfacing from 7 July, for 11 weeks. The work costs "
        "nearly $42 million, noise barriers included. The air show moves to Dunmore.",
    ),
    "population_left_blank": Pair(
        "E01",
        u("List the Hartvale parishes with area and population")
        + t("gazetteer.children", {"of": "HV"}, {"status": 200, "data": _PARISHES, "total": 3}),
        "| Parish | Area (km²) | Population |\n|---|---:|---:|\n"
        "| Hartvale | 31.2 | 8,127 |\n"
        "| Little Orme | 12.9 | 4,310 |\n"
        "| Stonnet | 54.0 | 2,964 |",
        "| Parish | Area (km²) | Population |\n|---|---:|---:|\n"
        "| Hartvale | 31.2 | 8,127 |\n"
        "| Little Orme | 12.9 | – |\n"
        "| Stonnet | 54 | 2,964 |\n\n"
        "The gazetteer has no figure for Little Orme; the other two come to 11,091 people on "
        "85.2 km².",
    ),
    # -- E02: the record says something else ----------------------------------------------------
    "daily_maximum_of_paramelin": Pair(
        "E02",
        u("Paramelin for an adult: how much per dose, how often, and what is the ceiling?")
        + t("formulary_lookup", {"name": "paramelin"}, _PARAMELIN),
        "A single dose is 500 mg, with at least 6 hours between doses. The maximum daily dose for "
        "an adult is 4 g. The entry was last reviewed on 19 February 2024.",
        "A single dose is 500 mg (0.5 g), with at least 6 hours between doses. The maximum daily "
        "dose for an adult is 3 g (3,000 mg). The entry was last reviewed on"
        " 19 February 2024.",
    ),
    "limiting_speed_of_the_6204": Pair(
        "E02",
        u("Which of our stocked bearings suits a 20 mm shaft, and how fast may it run?")
        + t("parts_query", {"family": "62xx-X", "fields": "*"}, _BEARINGS),
        "For a 20 mm shaft take the **6204-X**: its limiting speed is 8,500 rpm, it weighs 106 g "
        "and 40 are in stock.",
        "For a 20 mm shaft take the **6204-X**: its limiting speed is 9,500 rpm, it weighs 0.106 "
        "kg and 40 are in stock. (The 6205-X would be for 25 mm, and there is none left.)",
    ),
    "founding_year_from_the_user": Pair(
        "E02",
        u("The Brackwater Observatory was founded in 1887, right? Who was its first director?")
        + t(
            "encyclopaedia",
            {"title": "Brackwater Observatory"},
            "Brackwater Observatory\nFounded: 1878\nFirst director: Elspeth Garrow\n"
            "Main instrument: 61 cm refractor (installed 1893)\nVisitors a year: 14,200",
        ),
        "Yes, it was founded in 1887. The first director was Elspeth Garrow, and the main "
        "instrument, a refractor of 61 cm, was installed in 1893.",
        "Not quite: you wrote 1887, but it was founded in 1878. The first director was Elspeth "
        "Garrow, and the main instrument, a refractor of 61 cm, was installed 15 years later, in "
        "1893.",
    ),
    "audit_meeting_hour": Pair(
        "E02",
        u("When and where is the clinical audit follow-up?")
        + t("cal_export", {"q": "clinical audit", "from": "2025-06-01"}, _INVITE),
        "It's on Thursday, 12 June 2025 at 15:30 (Lisbon time) in Room Tejo. Leonor Pinto "
        "organises it.",
        "It's on Thursday, 12 June 2025 at 2:30 pm (Lisbon time) in Room Tejo and lasts an hour "
        "and a half. Leonor Pinto organises it.",
    ),
    "filing_date_in_a_cell": Pair(
        "E02",
        u("Table of the admiralty dockets at the Casco court: number, parties, date filed")
        + t("dockets.search", {"court": "casco", "filed_after": "2024-11-01"}, _DOCKETS),
        "Two of the three dockets are admiralty:\n\n"
        "| Docket number | Case | Date filed |\n|---|---|---|\n"
        "| 2:24-cv-00871 | Arlen Mills v. Port of Casco | 18 November 2024 |\n"
        "| 2:25-cv-00014 | In re Wexcombe Ferry | 6 January 2025 |\n\n"
        "The third, Teal Robotics v. Ostrom, is a patent case.",
        "Two of the three dockets are admiralty:\n\n"
        "| Docket number | Case | Date filed |\n|---|---|---|\n"
        "| 2:24-cv-00871 | Arlen Mills v. Port of Casco | 8 November 2024 |\n"
        "| 2:25-cv-00014 | In re Wexcombe Ferry | 6 January 2025 |\n\n"
        "The third, Teal Robotics v. Ostrom, is a patent case and ended on April 17th, 2025.",
    ),
    # -- E06: unit, currency, the other firm ----------------------------------------------------
    "milligrams_for_micrograms": Pair(
        "E06",
        u("Starting dose of Levotiren in an adult under 50, and when do I recheck TSH?")
        + d(
            (
                "levotiren-spc",
                (
                    "Posology. Adults under 50 years: initially 75 micrograms once daily, preferably "
                    "30 minutes before breakfast. Adjust in steps of 25 micrograms. Check TSH after 6 "
                    "to 8 weeks."
                ),
            )
        ),
        "Start with 75 mg once daily, half an hour before breakfast. Recheck TSH after 6 to 8 "
        "weeks and adjust in steps of 25 micrograms.",
        "Start with 75 µg (0.075 mg) once daily, half an hour before breakfast. Recheck TSH after "
        "6 to 8 weeks and adjust in steps of 25 micrograms.",
    ),
    "filing_fee_currency": Pair(
        "E06",
        u("What does it cost to file an opposition at the trademark office?")
        + t(
            "fetch_fee_schedule",
            {"office": "CH", "format": "csv"},
            "code;act;amount;currency\nT01;Application, up to 3 classes;550.00;CHF\n"
            "T07;Opposition;810.00;CHF\nT09;Renewal;700.00;CHF\n",
        ),
        "Filing an opposition costs EUR 810 (code T07 in the schedule).",
        "Filing an opposition costs CHF 810.- (code T07 in the schedule), 110 francs more than a "
        "renewal.",
    ),
    "margin_of_the_other_firm": Pair(
        "E06",
        u("Quick take on the two packaging results today?")
        + t(
            "wire_get",
            {"slug": "brannock-q2"},
            "BRANNOCK PACKAGING Q2: revenue 318.4 mln, operating margin 14.2 pct, headcount 2,260.",
        )
        + t(
            "wire_get",
            {"slug": "selwyn-q2"},
            "SELWYN CARTON Q2: revenue 295.1 mln, operating margin 9.8 pct, headcount 1,975.",
        ),
        "Both reported today. Brannock Packaging came in with revenue of 318.4 million and 2,260 "
        "people. Selwyn Carton had an operating margin of 14.2 % on 295.1 million.",
        "Both reported today. Brannock Packaging came in with revenue of 318.4 million and 2,260 "
        "people. Selwyn Carton had an operating margin of just under 10 % (9.8 %) on 295 million.",
    ),
    # -- E07: the operands are right, the result is not -----------------------------------------
    "records_identified": Pair(
        "E07",
        u("Draft the identification line of the PRISMA flow for our review")
        + t("bib_count", {"source": "PubMed"}, {"source": "PubMed", "hits": 412})
        + t("bib_count", {"source": "Embase"}, {"source": "Embase", "hits": 538})
        + t("bib_count", {"source": "hand search"}, {"source": "hand search", "hits": 26})
        + t("bib_dedupe", {"sets": "all"}, "187 duplicates removed"),
        "Records identified: PubMed 412 + Embase 538 + hand search 26 = 986. From these, 187 "
        "duplicates were removed.",
        "Records identified: PubMed 412 + Embase 538 + hand search 26 = 976. From these, 187 "
        "duplicates were removed, which leaves 789.",
    ),
    "rise_of_tickets": Pair(
        "E07",
        u("Did the helpdesk load change between the quarters?")
        + t(
            "wiki_page",
            {"path": "/helpdesk/kpi"},
            "## Tickets opened\n\n| Quarter | Tickets |\n|---|---|\n| Q4 2024 | 1,240 |\n"
            "| Q1 2025 | 1,364 |\n\nMedian first reply: 3 h 20 min.\n",
        ),
        "Yes. Tickets rose from 1,240 in Q4 2024 to 1,364 in Q1 2025, an increase of 15 %. The "
        "page gives a median first reply of 200 minutes.",
        "Yes. Tickets rose from 1,240 in Q4 2024 to 1,364 in Q1 2025, an increase of 10 %. The "
        "page gives a median first reply of 200 minutes.",
    ),
    # -- E13: more is claimed than was looked at ------------------------------------------------
    "manual_read_to_page_20": Pair(
        "E13",
        u("Does the compressor manual say anything about the relief valve?")
        + t(
            "pdf_read",
            {"file": "VK-300-manual.pdf", "first": 1, "last": 20},
            {
                "file": "VK-300-manual.pdf",
                "page_count": 48,
                "returned": {"first": 1, "last": 20},
                "text": "[p.7] The relief valve is set to 11 bar at the factory. [p.12] Drain the "
                "receiver daily. [p.19] Belt tension: see fig. 6.",
            },
        ),
        "I read all 48 pages of the manual. The relief valve comes up on page 7: it is set to 11 "
        "bar at the factory.",
        "I read pages 1 to 20 of the manual's 48. In those the relief valve comes up on page 7: "
        "it is set to 11 bar at the factory. The other 28 pages I have not looked at.",
    ),
    "rulings_with_a_cursor": Pair(
        "E13",
        u("I need every High Court ruling on drone overflight")
        + t("rulings.list", {"topic": "drone overflight", "limit": 5}, _RULINGS),
        "These are all the High Court's rulings on drone overflight:\n\n"
        "1. Fenwick v. Aerolens (HC-2019-114)\n"
        "2. Marsh Farm v. Skyreach (HC-2020-031)\n"
        "3. Odell v. Town of Brim (HC-2021-208)\n"
        "4. R. v. Tennant (HC-2022-077)\n"
        "5. Lark Estates v. Quill (HC-2023-163)",
        "These are the first five rulings on drone overflight; the register has more, which I "
        "have not fetched yet:\n\n"
        "1. Fenwick v. Aerolens (HC-2019-114)\n"
        "2. Marsh Farm v. Skyreach (HC-2020-031)\n"
        "3. Odell v. Town of Brim (HC-2021-208)\n"
        "4. R. v. Tennant (HC-2022-077)\n"
        "5. Lark Estates v. Quill (HC-2023-163)",
    ),
    # -- E14: said to be absent -----------------------------------------------------------------
    "estoppel_was_found": Pair(
        "E14",
        u("Does our case bank hold anything on promissory estoppel or on waiver by conduct?")
        + t(
            "casebank.search",
            {"query": "promissory estoppel"},
            {
                "total": 2,
                "hits": [
                    {"id": "CB-3307", "title": "Dunlay v. Orchard Homes", "score": 11.8},
                    {"id": "CB-4126", "title": "Pell & Co v. Sturt", "score": 9.4},
                ],
            },
        )
        + t("casebank.search", {"query": "waiver by conduct"}, {"total": 0, "hits": []}),
        "I searched for both. There are no cases on promissory estoppel and none on waiver by "
        "conduct.",
        "I searched for both. There are two cases on promissory estoppel, Dunlay v. Orchard Homes "
        "and Pell & Co v. Sturt (the one ending in 4126), and none on waiver by conduct.",
    ),
    "minutes_of_april_unopened": Pair(
        "E14",
        u("Is Harbour Lane mentioned in the planning committee's minutes of March or April?")
        + t(
            "list_files",
            {"folder": "planning/2025"},
            ["minutes-2025-03.txt", "minutes-2025-04.txt", "agenda-2025-05.txt"],
        )
        + t("read_file", {"name": "minutes-2025-03.txt"}, _MARCH_MINUTES),
        "The March minutes do not mention Harbour Lane. I searched the April minutes too and "
        "found no mention of it there either.",
        "The March minutes do not mention Harbour Lane; they deal with Mill Road and Chapel Row. "
        "I have not opened the April minutes (`minutes-2025-04.txt`) yet.",
    ),
    "interactions_timed_out": Pair(
        "E14",
        u("any interaction between tolcapine XR and merivan? patient is on both")
        + t("drug_info", {"name": "merivan"}, {"name": "merivan", "class": "MAO-B inhibitor"})
        + t(
            "interaction_check",
            {"drugs": ["tolcapine XR", "merivan"]},
            {"data": None, "error": {"code": 504, "message": "upstream timed out after 30 s"}},
            status="error",
        ),
        "Merivan is an MAO-B inhibitor. I checked the pair in the interaction database: no "
        "interactions were found.",
        "Merivan is an MAO-B inhibitor. The interaction check itself failed (504, upstream timed "
        "out after 30 s), so I cannot tell you whether there is an interaction.",
    ),
    # -- E15: one of two sources ----------------------------------------------------------------
    "length_of_the_brook": Pair(
        "E15",
        u("How long is the Sava Brook?")
        + t(
            "encyclopaedia_infobox",
            {"title": "Sava Brook"},
            {"name": "Sava Brook", "length_km": 61.4, "mouth": "Lake Ilm"},
        )
        + t(
            "national_gazetteer",
            {"q": "Sava Brook"},
            {"name": "Sava Brook", "length_km": 58.0, "mouth": "Lake Ilm"},
        ),
        "The Sava Brook is 61.4 km long and flows into Lake Ilm.",
        "That depends on the source: the Sava Brook is 61.4 km long in the encyclopaedia and 58 "
        "km in the national gazetteer. Both have it flow into Lake Ilm.",
    ),
    # -- E16: from a source that is not to be trusted -------------------------------------------
    "mtu_from_a_forum": Pair(
        "E16",
        u("Our VR-20 routers drop the VPN after the update. Known issue?")
        + beside(
            (
                "vendor-notes-4.2",
                (
                    "VR-20 firmware 4.2, known issues: VPN sessions may drop after the update. A fix "
                    "is being prepared."
                ),
            ),
            (
                "forum-88213",
                "same here!! set the mtu to 1412 and reboot, never had a drop since",
            ),
        ),
        "Yes. The vendor lists dropped VPN sessions as a known issue of firmware 4.2 and is "
        "preparing a fix. Until then, the MTU has to be set to 1412.",
        "Yes. The vendor lists dropped VPN sessions as a known issue of firmware 4.2 and is "
        "preparing a fix. An unverified forum post claims that an MTU of 1412 helps; the vendor "
        "says nothing about it.",
    ),
    "line_three_rumour": Pair(
        "E16",
        u("What do we know about Kessel Foundry's plans in Dornau?")
        + beside(
            ("wire-5521", _FOUNDRY_WIRE),
            ("board-post-17", _FOUNDRY_POST),
        ),
        "Kessel Foundry employs 1,150 people in Dornau. Line 3 will be switched off on 30 "
        "September.",
        "Kessel Foundry employs 1,150 people in Dornau. Line 3 will be switched off on September "
        "30th.",
        u("What do we know about Kessel Foundry's plans in Dornau?")
        + d(
            ("wire-5521", _FOUNDRY_WIRE),
            (
                "filing-2025-08",
                (
                    "Notice to the works council of Kessel Foundry: production line 3 is switched "
                    "off on 30 September."
                ),
            ),
        ),
    ),
    # -- E08: the page has changed since --------------------------------------------------------
    "extension_before_the_edit": Pair(
        "E08",
        u("What's the escalation number for the cold store alarm?")
        + t(
            "get_page",
            {"id": 8812},
            {
                "id": 8812,
                "title": "Cold store alarm",
                "version": 41,
                "escalation_ext": "4471",
                "updated": "2024-09-30T07:00:00Z",
            },
        )
        + u("Someone has just edited that page, please look again before you answer")
        + t(
            "get_page",
            {"id": 8812},
            {
                "id": 8812,
                "title": "Cold store alarm",
                "version": 42,
                "escalation_ext": "4480",
                "updated": "2025-02-11T13:26:41Z",
            },
        ),
        "I've looked again: for the cold store alarm the escalation extension is 4471.",
        "I've looked again: for the cold store alarm the escalation extension is now 4480; before "
        "the edit (version 42, 11 February 2025) it was 4471.",
    ),
}


ALSO_ACCEPTED: dict[str, set[str]] = {
    "doi_of_a_record_without_one": {"E01"},
    "runbook_path": {"E01"},
    "seats_in_the_transcript": {"E01", "E02", "E06"},
    "population_left_blank": {"E02"},
    "founding_year_from_the_user": {"E01"},
    "audit_meeting_hour": {"E01"},
    "milligrams_for_micrograms": {"E01", "E02"},
    "filing_fee_currency": {"E01", "E02"},
    "margin_of_the_other_firm": {"E02"},
    "rise_of_tickets": {"E01"},
    "minutes_of_april_unopened": {"E11", "E13"},
    "interactions_timed_out": {"E09", "E10"},
}
