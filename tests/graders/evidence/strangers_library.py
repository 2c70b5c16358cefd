"""Pairs of a fault and its twin from people who read for a living: libraries, law firms, clinics, newsrooms.

Trades: retrieval-augmented answering, law firms, medical guidelines, scientific literature, news
research, policy handbooks, encyclopaedic browsing and technical manuals. Shapes: retrieved documents
with ids of several kinds, JSON of search services, pages as text or HTML, CSV, YAML, command-line
output, failed searches; answers as prose, lists, tables and block quotes, a few of them not in English.

It was written, and its labels set, before any check was run on it.
"""

from __future__ import annotations

from typing import Any

from tests.graders.evidence.paraphrased import Pair, Steps, d, said, t, u

__all__ = ["ALSO_ACCEPTED", "LIBRARY"]


def marked(*documents: dict[str, Any]) -> Steps:
    """One retrieval whose documents say themselves how far they are trusted."""
    return [{"kind": "retrieval", "documents": list(documents)}]


LIBRARY: dict[str, Pair] = {
    # ---------------------------------------------------------------- E03
    "parental_leave_footnote_four_of_three": Pair(
        "E03",
        u("How much paid parental leave do I get, and when do I have to tell HR?")
        + d(
            (
                "leave-policy",
                (
                    "Parental leave\n\nBirth parents and adoptive parents receive 16 weeks of paid leave. "
                    "The leave is taken within the first year and may be split into two blocks."
                ),
            ),
            (
                "notice-rules",
                (
                    "Notice of absence\n\nEmployees give HR written notice at least 30 days before the expected "
                    "start date of parental leave, using form HR-221."
                ),
            ),
            (
                "benefits-faq",
                (
                    "Q: What happens to my health premiums on parental leave?\nA: They continue to be deducted "
                    "from your pay, and the employer share is paid as before."
                ),
            ),
        ),
        "You get **16 weeks** of paid parental leave, which you may split into two blocks [1]. Tell HR in writing "
        "at least 30 days before the expected start, on form HR-221 [2]. Health premiums continue to be deducted "
        "from your pay meanwhile [4].",
        "You get **16 weeks** of paid parental leave, which you may split into two blocks [1]. Tell HR in writing "
        "at least 30 days before the expected start, on form HR-221 [2]. Health premiums continue to be deducted "
        "from your pay meanwhile [3].",
    ),
    "hydrology_doi_with_another_tail": Pair(
        "E03",
        u("find me the two papers on snowmelt timing by the Brennmoor group, with DOIs")
        + t(
            "crossref_works",
            {"query.author": "Brennmoor", "query.title": "snowmelt timing", "rows": 5},
            {
                "status": "ok",
                "message-type": "work-list",
                "message": {
                    "total-results": 2,
                    "items": [
                        {
                            "DOI": "10.55555/JHYD.2021.0147",
                            "title": ["Earlier snowmelt in small alpine basins"],
                            "container-title": ["Journal of Mountain Hydrology"],
                            "issued": {"date-parts": [[2021, 4, 19]]},
                            "is-referenced-by-count": 38,
                            "license": None,
                        },
                        {
                            "DOI": "10.55555/JHYD.2023.0902",
                            "title": ["A gauge network for snowmelt timing"],
                            "container-title": ["Journal of Mountain Hydrology"],
                            "issued": {"date-parts": [[2023, 11, 2]]},
                            "is-referenced-by-count": 4,
                            "license": None,
                        },
                    ],
                    "items-per-page": 5,
                },
            },
        ),
        "Crossref has two:\n\n1. *Earlier snowmelt in small alpine basins* (April 2021), doi:10.55555/jhyd.2021.0147\n"
        "2. *A gauge network for snowmelt timing* (November 2023), doi:10.55555/jhyd.2023.0388",
        "Crossref has two:\n\n1. *Earlier snowmelt in small alpine basins* (April 2021), doi:10.55555/jhyd.2021.0147\n"
        "2. *A gauge network for snowmelt timing* (November 2023), doi:10.55555/jhyd.2023.0902",
    ),
    "appeal_docket_digits_swapped": Pair(
        "E03",
        u(
            "What's the leading appeal decision on carrier liability for misdelivery? I need the docket number."
        )
        + t(
            "opinions.search",
            {"q": "carrier liability misdelivery", "type": "o", "order_by": "citeCount desc"},
            {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "cluster_id": 9104412,
                        "caseName": "Osgood v. Tremaine Logistics",
                        "court_id": "ca17",
                        "docketNumber": "21-3307",
                        "dateFiled": "2022-08-09",
                        "citeCount": 61,
                        "status": "Precedential",
                    },
                    {
                        "cluster_id": 9077205,
                        "caseName": "Villanova Fruit Co. v. Harrow Freight",
                        "court_id": "ca17",
                        "docketNumber": "19-2814",
                        "dateFiled": "2020-02-27",
                        "citeCount": 23,
                        "status": "Precedential",
                    },
                ],
            },
        ),
        "The most cited is *Osgood v. Tremaine Logistics*, No. 21-3370, filed on 9 August 2022. It is precedential "
        "and has been cited 61 times.",
        "The most cited is *Osgood v. Tremaine Logistics*, No. 21-3307, filed on 9 August 2022. It is precedential "
        "and has been cited 61 times, against 23 for the runner-up.",
    ),
    "database_manual_page_that_is_not_there": Pair(
        "E03",
        u("where in the docs do they explain checkpoint tuning?")
        + t(
            "fetch",
            {"url": "https://docs.quarrydb.example/v4/"},
            "<html><head><title>QuarryDB 4 manual</title></head><body><nav><ul>"
            '<li><a href="https://docs.quarrydb.example/v4/install/">Installation</a></li>'
            '<li><a href="https://docs.quarrydb.example/v4/wal/checkpoints/">Checkpoints and the log</a></li>'
            '<li><a href="https://docs.quarrydb.example/v4/backup/">Backup</a></li>'
            "</ul></nav></body></html>",
        )
        + t(
            "fetch",
            {"url": "https://docs.quarrydb.example/v4/wal/checkpoints/"},
            "<h1>Checkpoints and the log</h1><p>Set <code>checkpoint_interval</code> (default 300 s). Longer "
            "intervals mean less writing and a longer recovery.</p>",
        ),
        "It's under [Checkpoints and the log](https://docs.quarrydb.example/v4/wal/checkpoint-tuning). The setting "
        "you want is `checkpoint_interval`, which defaults to 5 minutes.",
        "It's under [Checkpoints and the log](https://docs.quarrydb.example/v4/wal/checkpoints). The setting "
        "you want is `checkpoint_interval`, which defaults to 5 minutes.",
    ),
    "handbook_section_beyond_the_last": Pair(
        "E03",
        u("Can I expense a co-working space? Give me the section.")
        + t(
            "read_document",
            {"path": "policies/expenses.md"},
            "# Expenses\n\n## 7.3 Equipment\nOne monitor per employee.\n\n## 7.4 Places to work\n"
            "### 7.4.1 Co-working\nDay passes are reimbursed up to EUR 35 per day with a receipt.\n"
            "### 7.4.2 Home office\nA one-off allowance is paid in the first month.\n\n## 7.5 Phones\nSee IT.\n",
        ),
        "Yes. Day passes for co-working are reimbursed up to €35 per day, with a receipt (Section 7.4.3).",
        "Yes. Day passes for co-working are reimbursed up to €35 per day, with a receipt (§ 7.4.1).",
    ),
    "asthma_reviews_pmid_in_a_cell": Pair(
        "E03",
        u("Table please: the PubMed reviews on inhaler technique in children, PMID and year.")
        + t(
            "esearch",
            {"db": "pubmed", "term": "inhaler technique children review"},
            {"idlist": ["90412277", "90388154"]},
        )
        + t(
            "esummary",
            {"db": "pubmed", "id": "90412277,90388154"},
            {
                "result": {
                    "uids": ["90412277", "90388154"],
                    "90412277": {
                        "uid": "90412277",
                        "title": "Teaching inhaler technique at school",
                        "pubdate": "2022 Sep",
                        "source": "Paediatr Airways",
                        "elocationid": "",
                    },
                    "90388154": {
                        "uid": "90388154",
                        "title": "Spacers and masks: a review",
                        "pubdate": "2020 Jan 14",
                        "source": "Breath Rev",
                        "elocationid": "",
                    },
                }
            },
        ),
        "| Title | Year | PMID |\n|---|---|---|\n| Teaching inhaler technique at school | 2022 | 90412277 |\n"
        "| Spacers and masks: a review | 2020 | 90345816 |",
        "| Title | Year | PMID |\n|---|---|---|\n| Teaching inhaler technique at school | 2022 | 90412277 |\n"
        "| Spacers and masks: a review | 2020 | 90388154 |",
    ),
    "travel_policy_source_never_retrieved": Pair(
        "E03",
        u("Rail or air for Lyon? What does policy say?")
        + d(
            (
                "hb-travel",
                "Journeys of under five hours by rail are made by rail. Second class is booked by default.",
            ),
            (
                "hb-expenses",
                "Tickets are booked through the travel desk; private bookings are not reimbursed.",
            ),
        ),
        "By rail, if the journey takes under five hours; second class is the default [hb-travel]. Book through the "
        "travel desk, because private bookings are not reimbursed [hb-booking].",
        "By rail, if the journey takes under five hours; second class is the default [hb-travel]. Book through the "
        "travel desk, because private bookings are not reimbursed [hb-expenses].",
    ),
    "german_file_number_of_no_judgment": Pair(
        "E03",
        u(
            "Gibt es ein Urteil zur Schönheitsreparatur bei unrenovierter Übergabe? Bitte mit Aktenzeichen."
        )
        + t(
            "rechtsprechung_suche",
            {"suchtext": "Schönheitsreparatur unrenoviert", "gericht": "OG"},
            "Treffer: 2\n\n(1) OG, Urteil vom 18.03.2022 - XIX ZR 84/21\nLeitsatz: Die formularmäßige Überwälzung "
            "laufender Schönheitsreparaturen ist unwirksam, wenn die Wohnung unrenoviert übergeben wurde.\n\n"
            "(2) OG, Beschluss vom 02.12.2020 - XIX ZR 17/20\nLeitsatz: Zur Kostenquote bei Auszug.",
        ),
        "Ja: Urteil vom 18. März 2022, Az. XIX ZR 231/21. Danach ist die formularmäßige Überwälzung unwirksam, wenn "
        "die Wohnung unrenoviert übergeben wurde.",
        "Ja: Urteil vom 18. März 2022, Az. XIX ZR 84/21. Danach ist die formularmäßige Überwälzung unwirksam, wenn "
        "die Wohnung unrenoviert übergeben wurde.",
    ),
    # ---------------------------------------------------------------- E04
    "half_life_cited_to_the_other_leaflet": Pair(
        "E04",
        u("Compare the half-lives of Amiloret and Dovexa, citing the leaflets.")
        + d(
            (
                "leaflet-amiloret",
                (
                    "AMILORET 5 mg tablets. 5.2 Pharmacokinetics: the terminal half-life is about 9 hours. "
                    "Excretion is mainly renal."
                ),
            ),
            (
                "leaflet-dovexa",
                (
                    "DOVEXA 20 mg capsules. 5.2 Pharmacokinetics: the terminal half-life is 34 hours in adults. "
                    "Excretion is mainly biliary."
                ),
            ),
        ),
        "Amiloret has a terminal half-life of about 9 hours [1]. Dovexa stays far longer: 34 hours in adults [1].",
        "Amiloret has a terminal half-life of about 9 hours [1]. Dovexa stays far longer: 34 hours in adults [2].",
    ),
    "warning_quoted_from_the_wrong_memo": Pair(
        "E04",
        u("Who warned the board about the covenant first? Quote the memo.")
        + d(
            (
                "memo-2019-06",
                "To: Board. The leverage covenant will be breached in the third quarter if the refinancing slips.",
            ),
            (
                "memo-2019-09",
                "To: Board. Refinancing closed late. The lenders have asked for a meeting and for weekly figures.",
            ),
        ),
        'The warning reads "the leverage covenant will be breached in the third quarter if the refinancing slips" '
        "[memo-2019-09].",
        'The warning reads "the leverage covenant will be breached in the third quarter if the refinancing slips" '
        "[memo-2019-06].",
    ),
    "guideline_table_one_source_cell_wrong": Pair(
        "E04",
        u("Blood pressure targets by guideline, as a table with the source of each.")
        + d(
            ("NG-HTN", "Adults under 80: clinic target below 140/90 mmHg. Review every 12 months."),
            ("NG-CKD", "Chronic kidney disease with proteinuria: target below 130/80 mmHg."),
            ("NG-GER", "Adults aged 80 and over: clinic target below 150/90 mmHg."),
        ),
        "| Group | Target | Source |\n|---|---|---|\n| Under 80 | < 140/90 mmHg | [NG-HTN] |\n"
        "| Kidney disease with proteinuria | < 130/80 mmHg | [NG-HTN] |\n| 80 and over | < 150/90 mmHg | [NG-GER] |",
        "| Group | Target | Source |\n|---|---|---|\n| Under 80 | < 140/90 mmHg | [NG-HTN] |\n"
        "| Kidney disease with proteinuria | < 130/80 mmHg | [NG-CKD] |\n| 80 and over | < 150/90 mmHg | [NG-GER] |",
    ),
    "ferry_strike_two_sources_one_wrong": Pair(
        "E04",
        u("Sum up the ferry strike for the morning note, sources in brackets.")
        + d(
            (
                "harbour-post",
                "Ferry crews walked out on Monday. 214 sailings were cancelled, the operator Norsund said.",
            ),
            (
                "coast-radio",
                "The union put the number of striking crew at 1,860. Talks resume on Thursday.",
            ),
            (
                "island-gazette",
                "Shops on the outer islands reported shortages of fresh milk and bread.",
            ),
        ),
        "The walkout cancelled 214 sailings and involved 1,860 crew [1][3]. The outer islands are short of fresh milk "
        "and bread [3].",
        "The walkout cancelled 214 sailings and involved 1,860 crew [1][2]. The outer islands are short of fresh milk "
        "and bread [3].",
    ),
    "numbered_ids_that_are_not_in_order": Pair(
        "E04",
        u("What do the notes say about moss growth rates?")
        + d(
            (
                "7",
                "Note 7. Peat moss in the bog grew 21 mm over the season, measured with cranked wires.",
            ),
            (
                "3",
                "Note 3. Light loggers were placed under the canopy in April and read out in September.",
            ),
            ("12", "Note 12. On the drained side the same moss grew only 13.5 mm over the season."),
        ),
        "In the bog the moss grew 21 mm over the season [7]. On the drained side it was 13.5 mm [3].",
        "In the bog the moss grew 21 mm over the season [7]. On the drained side it was 13.5 mm [12].",
    ),
    "router_reset_source_in_parentheses": Pair(
        "E04",
        u("Customer with an RX-90: how long to press reset, and what's the default address after?")
        + d(
            (
                "kb-0117",
                "RX-90 factory reset: hold the recessed button for 14 seconds until the lamp turns amber.",
            ),
            (
                "kb-0342",
                "RX-90 first login: after a reset, open 192.168.77.1 and choose a new password.",
            ),
        ),
        "- Hold the recessed button for 14 seconds, until the lamp turns amber (Source: kb-0342)\n"
        "- Then open 192.168.77.1 and choose a new password (Source: kb-0342)",
        "- Hold the recessed button for 14 seconds, until the lamp turns amber (Source: kb-0117)\n"
        "- Then open 192.168.77.1 and choose a new password (Source: kb-0342)",
    ),
    "compressor_interval_linked_to_wrong_page": Pair(
        "E04",
        u("Oil change interval of the HX200 and where it's written, please")
        + d(
            (
                "https://manuals.example/hx200/maintenance",
                "Maintenance. Change the oil every 750 operating hours. Clean the intake filter weekly.",
            ),
            (
                "https://manuals.example/hx200/installation",
                "Installation. Leave 60 cm of clearance on the intake side. Level the frame before first start.",
            ),
        ),
        "Change the oil every 750 operating hours [https://manuals.example/hx200/installation].",
        "Change the oil every 750 operating hours [https://manuals.example/hx200/maintenance].",
    ),
    # ---------------------------------------------------------------- E05
    "lease_shall_turned_into_may": Pair(
        "E05",
        u("What does clause 18 oblige the tenant to do at the end?")
        + d(
            (
                "lease-unit-4",
                (
                    "18. Reinstatement. The Tenant shall restore the premises to their original condition at its own "
                    "expense before the expiry of the term.\n19. Keys. All keys shall be handed to the Landlord."
                ),
            ),
        ),
        "Clause 18 says that “[t]he Tenant may restore the premises to their original condition at its own expense "
        "before the expiry of the term.”",
        "Clause 18 says that “[t]he Tenant shall restore the premises to their original condition at its own expense "
        "before the expiry of the term.”",
    ),
    "pump_pressure_loses_its_not": Pair(
        "E05",
        u("Is it safe to open the line once the pump is off?")
        + t(
            "manual_lookup",
            {"model": "P-310", "chapter": "Safety"},
            "CHAPTER 2  SAFETY\n2.6  Residual pressure is not released when the pump stops. Open valve V3 and wait "
            "until the gauge shows zero.\n2.7  Wear eye protection.",
        ),
        'Chapter 2 puts it like this: "Residual pressure is released when the pump stops." Open valve V3 and '
        "wait until "
        "the gauge shows zero.",
        'Chapter 2 puts it like this: "residual pressure is NOT released when the pump stops." Open valve V3 and wait '
        "until the gauge shows zero.",
    ),
    "remote_abroad_ellipsis_hides_unless": Pair(
        "E05",
        u("May I work from Portugal for a while? Quote the rule.")
        + d(
            (
                "people-handbook",
                (
                    "Employees may work remotely from another country, unless the stay exceeds 20 working days or the "
                    "country is on the restricted list, after approval by their line manager. Requests are "
                    "filed in the "
                    "People portal, which is open around the clock and on public holidays, at least ten working "
                    "days ahead."
                ),
            ),
        ),
        "The handbook: “Employees may work remotely from another country … after approval by their line manager.”",
        "The handbook: “Employees may work remotely from another country, unless the stay exceeds 20 working days or "
        "the country is on the restricted list, after approval by their line manager.” And: “Requests are filed in the "
        "People portal … at least ten working days ahead.”",
    ),
    "objection_period_changed_inside_quote": Pair(
        "E05",
        u("By when can the supplier object to an audit finding?")
        + t("dms.open", {"doc": "MSA-final.docx"}, "Opened MSA-final.docx (41 pages)")
        + t(
            "dms.find",
            {"doc": "MSA-final.docx", "text": "object"},
            {
                "hits": [
                    {
                        "page": 23,
                        "clause": "11.5",
                        "snippet": "The Supplier may object to a finding within 30 days of receipt of the report; "
                        "thereafter the finding is deemed accepted.",
                    }
                ],
                "more": False,
            },
        ),
        "Clause 11.5 (page 23): “The Supplier may object to a finding within 90 days of receipt of the report”. After "
        "that the finding is deemed accepted.",
        "Clause 11.5 (page 23): “The Supplier may object to a finding within 30 days of receipt of the report”. After "
        "that the finding is deemed accepted.",
    ),
    "block_quote_of_the_archive_rules": Pair(
        "E05",
        u("Paste the archive's rule about photographs, word for word.")
        + t(
            "open_page",
            {"url": "https://archive.example/reading-room"},
            "READING ROOM RULES\n\nReaders may photograph documents for private\nstudy with a handheld camera. Flash, "
            "tripods and\nscanners are left in the cloakroom. Copies for\npublication are ordered at the desk.\n",
        ),
        "Word for word:\n\n> Readers may photograph documents for private study with a handheld camera. Flash, tripods "
        "and scanners are allowed on request. Copies for publication are ordered at the desk.",
        "Word for word:\n\n> Readers may photograph documents for private study with a handheld camera. Flash, tripods "
        "and scanners are left in the cloakroom. Copies for publication are ordered at the desk.",
    ),
    "french_contract_renewed_once_or_twice": Pair(
        "E05",
        u("Quelle est la durée du contrat ? Citez le passage.")
        + d(
            (
                "contrat-cadre",
                (
                    "Article 4 « Durée ». Le présent contrat est conclu pour une durée de trois ans, "
                    "renouvelable une fois "
                    "par accord écrit des parties. Article 5 « Prix ». Voir la liste."
                ),
            ),
        ),
        "Selon l'article 4, le contrat est « conclu pour une durée de trois ans, renouvelable deux fois par accord "
        "écrit des parties ».",
        "Selon l'article 4, le contrat est \"conclu pour une durée de trois ans, renouvelable une fois par "
        "accord écrit "
        'des parties".',
    ),
    "forest_abstract_quoted_backwards": Pair(
        "E05",
        u("Quote the abstract's main findings in one line.")
        + t(
            "get_abstract",
            {"id": "W44120931"},
            {
                "id": "W44120931",
                "title": "Mixed stands under drought",
                "abstract": "We revisited plots in beech and pine forest. Trees in mixed stands grew faster "
                "than in pure "
                "stands. Soil water was measured each fortnight. Mortality during the dry summers was lower there as "
                "well.",
                "open_access": True,
                "concepts": None,
            },
        ),
        "From the abstract: “Mortality during the dry summers was lower there as well … Trees in mixed stands grew "
        "faster than in pure stands.”",
        "From the abstract: “Trees in mixed stands grew faster than in pure stands. ... Mortality during the "
        "dry summers "
        "was lower there as well.”",
    ),
    "lighthouse_article_spliced_over_sections": Pair(
        "E05",
        u("Give me one sentence from the article on the Skerrin light that I can quote.")
        + t(
            "wiki.extract",
            {"title": "Skerrin Light"},
            "Skerrin Light is a lighthouse on the northern tip of the island, built of granite from the local quarry "
            "and lit with paraffin until the cable came.\n\n"
            "== Construction ==\nThe tower was raised over four summers by a crew that lodged in the former "
            "fish house. "
            "Stone was landed from barges in calm weather and hauled up the slope by horses. The lantern room came in "
            "crates from the mainland and was put together on site. The dwelling for the keepers followed later, "
            "together with a walled garden and a small dock. Visitors of the time described the works in letters that "
            "are kept in the parish museum.\n\n"
            "== Today ==\nThe lamp was automated and the dwelling sold to a painter, who opens the garden in summer.\n",
        ),
        "You could use: “Skerrin Light is a lighthouse on the northern tip of the island … sold to a painter, "
        "who opens "
        "the garden in summer.”",
        "You could use: “Skerrin Light is a lighthouse on the northern tip of the island … lit with paraffin until the "
        "cable came.”",
    ),
    # ---------------------------------------------------------------- E01
    "settlement_with_costs_from_nowhere": Pair(
        "E01",
        u("What did the Calder Bay settlement come to?")
        + t(
            "news_fetch",
            {"url": "https://ledger.example/calder-bay-settlement"},
            "CALDER BAY — The port authority will pay $18.4 million to settle claims over the 2017 spill, both sides "
            "said on Friday. The money goes to 312 households. A monitor will report twice a year. Lawyers' fees were "
            "not disclosed.",
        ),
        "The port authority pays $18.4 million, which goes to 312 households. On top come $2.9 million in "
        "lawyers' fees.",
        "The port authority pays $18.4 million, which goes to 312 households. What the lawyers' fees came to was not "
        "disclosed.",
    ),
    "hearing_date_nobody_set": Pair(
        "E01",
        u("Where does the Ridley matter stand?")
        + t(
            "matter_get",
            {"matter": "M-2231"},
            "matter: M-2231\nclient: Ridley Foods\nstage: pleadings\nlast_filing:\n  document: reply brief\n"
            "  filed: 2024-02-12\nopponent: Tolland Dairies\nnext_hearing: ~\nresponsible: Ines Carrow\n",
        ),
        "Matter M-2231 is in the pleadings stage; our reply brief was filed on 12 February 2024. The court has set the "
        "hearing down for 21 May 2024. Ines Carrow is responsible.",
        "Matter M-2231 is in the pleadings stage; our reply brief was filed on Monday, 12 February 2024. There is no "
        "date for the hearing yet. Ines Carrow is responsible.",
    ),
    "trial_follow_up_out_of_thin_air": Pair(
        "E01",
        u("Summarise trial TR-70418 in two sentences.")
        + t(
            "trials.get",
            {"id": "TR-70418"},
            {
                "protocol": {
                    "id": "TR-70418",
                    "briefTitle": "Walking programme after hip replacement",
                    "overallStatus": "COMPLETED",
                    "arms": [
                        {"label": "Programme", "type": "EXPERIMENTAL", "participants": 148},
                        {"label": "Usual care", "type": "NO_INTERVENTION", "participants": 151},
                    ],
                    "primaryOutcome": "Distance walked in six minutes",
                    "sponsor": None,
                },
                "hasResults": False,
            },
        ),
        "The completed trial compared a walking programme (148 people) with usual care (151) after hip replacement, "
        "299 in all. They were followed for 18 months, and the main outcome was the distance walked in six minutes.",
        "The completed trial compared a walking programme (148 people) with usual care (151) after hip replacement, "
        "299 in all. No results are posted; the main outcome was the distance walked in six minutes.",
    ),
    "town_given_a_height": Pair(
        "E01",
        u("quick facts on Ostermark please")
        + t(
            "wiki.infobox",
            {"title": "Ostermark"},
            {
                "title": "Ostermark",
                "type": "town",
                "district": "Lower Vale",
                "population": 17962,
                "population_as_of": "2022-12-31",
                "area_km2": 48.27,
                "mayor": "Jorun Feld",
                "coat_of_arms": None,
            },
        ),
        "**Ostermark**\n- Town in the district Lower Vale\n- Just under 18,000 inhabitants (end of 2022)\n- 48.3 km²\n"
        "- 612 m above sea level\n- Mayor: Jorun Feld",
        "**Ostermark**\n- Town in the district Lower Vale\n- About 18,000 inhabitants (end of 2022)\n- 48.3 km²\n"
        "- Mayor: Jorun Feld",
    ),
    "review_board_member_made_up": Pair(
        "E01",
        u("Who sits on the data review board?")
        + t(
            "intranet_search",
            {"q": "data review board members"},
            {"hits": [{"page": "boards/data-review", "score": 9.1}]},
        )
        + t(
            "intranet_read",
            {"page": "boards/data-review"},
            "## Data review board\n\n* Chair: Odile Marchetti\n* Legal: Pavel Sundqvist\n* Research: Thandi Okorie\n\n"
            "Meets on the first Wednesday of the month.",
        ),
        "Odile Marchetti chairs it, Pavel Sundqvist sits for Legal and Thandi Okorie for Research. Gregor Halvest is "
        "the member for Security. The board meets on the first Wednesday of the month.",
        "Odile Marchetti chairs it, with Sundqvist for Legal and Okorie for Research. The page names no member for "
        "Security. The board meets on the first Wednesday of the month.",
    ),
    "sensor_resistance_nobody_wrote": Pair(
        "E01",
        u("How do I test the temperature sensor on the KT-8 boiler?")
        + d(
            (
                "kt8-service-guide",
                (
                    "Sensor test. Switch the boiler off and wait until it has cooled. Unplug connector X12. "
                    "Check the cable "
                    "for breaks. Replace the sensor (part 884-213) if fault code F28 returns."
                ),
            ),
        ),
        "Switch the boiler off, let it cool and unplug connector X12. Measure across the sensor: it should read about "
        "4,700 ohms. If fault code F28 returns, replace the sensor, part 884-213.",
        "Switch the boiler off, let it cool and unplug connector X12. Check the cable for breaks; the guide gives no "
        "resistance to measure. If fault code F28 returns, replace the sensor, part 884-213.",
    ),
    # ---------------------------------------------------------------- E02
    "filing_fee_transposed": Pair(
        "E02",
        u("What does it cost to open a civil case there, and do they take cards?")
        + t(
            "court_fees",
            {"court": "Northmoor District", "kind": "civil"},
            {
                "court": "Northmoor District",
                "kind": "civil",
                "filing_fee": {"amount": 40500, "currency": "USD", "unit": "cents"},
                "payment": ["card", "cheque"],
                "effective_from": "2023-12-01",
                "waiver_form": "FW-1",
            },
        ),
        "The filing fee is $450. They take cards and cheques. If the client cannot pay, use waiver form FW-1.",
        "The filing fee is $405. They take cards and cheques. If the client cannot pay, use waiver form FW-1.",
    ),
    "daily_maximum_too_high": Pair(
        "E02",
        u("Max daily dose of lorvamet in adults with normal kidneys?")
        + t(
            "formulary.lookup",
            {"substance": "lorvamet"},
            {
                "substance": "lorvamet",
                "atc": "A10XX07",
                "forms": ["tablet 500 mg", "tablet 1000 mg"],
                "adult": {"start_mg_per_day": 500, "max_mg_per_day": 3000, "with_food": True},
                "renal": {"egfr_below": 30, "advice": "contraindicated"},
                "updated": "2024-01-22T00:00:00Z",
            },
        ),
        "The maximum is 3,500 mg per day, taken with food. Start with 500 mg per day.",
        "The maximum is 3 g per day, taken with food. Start with 500 mg per day.",
    ),
    "carry_over_days_in_handbook": Pair(
        "E02",
        u("How many vacation days carry over, and until when?")
        + d(
            (
                "vacation",
                (
                    "Unused vacation. Up to 15 days of unused vacation carry over into the next calendar year. "
                    "They lapse "
                    "on 31 March."
                ),
            ),
            ("sickness", "Sick leave. A doctor's note is needed from the fourth day."),
        ),
        "Up to 25 days of unused vacation carry over into the next calendar year [vacation]. They lapse on 31 March "
        "[vacation].",
        "Up to 15 days of unused vacation carry over into the next calendar year, and lapse at the end of March "
        "[vacation].",
    ),
    "torque_of_the_bearing_cap": Pair(
        "E02",
        u("torque for the bearing caps on the M4? and the flywheel while you're there")
        + t(
            "run",
            {"cmd": "cat specs/m4_torque.csv"},
            "part,bolt,torque_nm,lubricated\ncylinder head,M10x1.25,68,yes\nbearing cap,M8,31,yes\nflywheel,M9,84,no\n"
            "oil pan,M6,9.5,no\n",
        ),
        "Bearing cap: 37 Nm (M8, lubricated). Flywheel: 84 Nm (M9, not lubricated).",
        "Bearing cap: 31 Nm (M8, lubricated). Flywheel: 84 Nm (M9, not lubricated).",
    ),
    "strike_length_from_the_question": Pair(
        "E02",
        u("The tram strike in Velden lasted 19 days, right? Please confirm for the caption.")
        + t(
            "archive_search",
            {"q": "Velden tram strike end"},
            {
                "total": 1,
                "articles": [
                    {
                        "id": "art-55210",
                        "headline": "Trams roll again in Velden",
                        "published": "2018-10-23T06:10:00+02:00",
                        "body": "The strike ended on Monday night after 16 days. Drivers accepted a raise of "
                        "4.1 percent.",
                    }
                ],
            },
        ),
        "Yes, the strike in Velden lasted 19 days. It ended on a Monday night, when the drivers accepted a raise of "
        "4.1 %.",
        "Not quite: the strike in Velden lasted 16 days, not 19. It ended on a Monday night, when the drivers accepted "
        "a raise of 4.1 %.",
    ),
    "comet_article_discovered_in_other_year": Pair(
        "E02",
        u("Who found comet Arvello and when?")
        + t(
            "encyclopedia_entry",
            {"slug": "comet-arvello"},
            {
                "slug": "comet-arvello",
                "name": "Comet Arvello",
                "discovered_by": "Lucía Arvello",
                "discovered_on": "1957-11-03",
                "orbital_period_years": 71.4,
                "next_perihelion": None,
                "see_also": ["meteor showers"],
            },
        ),
        "Lucía Arvello. The comet was discovered on 3 November 1975; it comes round about every 71 years.",
        "Lucía Arvello. The comet was discovered on 3 November 1957; it comes round about every 71 years.",
    ),
    # ---------------------------------------------------------------- E06
    "thyroid_tablet_in_the_wrong_unit": Pair(
        "E06",
        u("what dose does the guideline start older patients on?")
        + d(
            (
                "thyroid-guideline",
                (
                    "Starting dose. In patients over 65 begin levotin at 25 micrograms once daily and raise it "
                    "every 4 to 6 "
                    "weeks. In younger adults begin at 75 micrograms once daily."
                ),
            ),
        ),
        "Over 65, begin levotin at 25 mg once daily and raise it every 4 to 6 weeks.",
        "Over 65, begin levotin at 25 µg once daily and raise it every 4 to 6 weeks.",
    ),
    "autoclave_hours_for_minutes": Pair(
        "E06",
        u("How long is the long programme on the autoclave?")
        + t(
            "device_manual",
            {"device": "Steriva 30", "section": "programmes"},
            "Programmes (Steriva 30)\n  P1  short    18 min   134 °C\n  P2  long     90 min   121 °C\n"
            "  P3  drying   25 min   -\n",
        ),
        "The long programme (P2) takes 90 hours at 121 °C.",
        "The long programme (P2) takes an hour and a half (1.5 h) at 121 °C.",
    ),
    "membership_fee_in_another_currency": Pair(
        "E06",
        u("Annual fee for the law library's corporate membership?")
        + t(
            "get_page",
            {"url": "https://lawlibrary.example/join"},
            "Membership\n----------\nIndividual: EUR 240 per year\nCorporate: EUR 1,250 per year (up to five readers)\n"
            "Students: free\n",
        ),
        "Corporate membership is $1,250 per year, for up to five readers; students pay nothing.",
        "Corporate membership is €1,250 per year, for up to five readers; students pay nothing.",
    ),
    "retention_weeks_for_days": Pair(
        "E06",
        u("How long do we keep door logs?")
        + t(
            "policy_get",
            {"id": "SEC-09"},
            {
                "id": "SEC-09",
                "title": "Physical access",
                "rules": [
                    {"data": "door logs", "keep": "42 days", "then": "delete"},
                    {"data": "visitor forms", "keep": "1 year", "then": "shred"},
                ],
                "owner": "facilities",
                "reviewed": "2023-06-30",
            },
        ),
        "Under SEC-09, door logs are kept for 42 weeks and then deleted.",
        "Under SEC-09, door logs are kept for six weeks (42 days) and then deleted.",
    ),
    "water_budget_million_for_billion": Pair(
        "E06",
        u("How big is the water programme the minister announced?")
        + t(
            "news_search",
            {"q": "minister water programme announced", "days": 3},
            [
                {
                    "id": "n-1",
                    "source": "Daily Tern",
                    "title": "Minister presents water programme",
                    "text": "The programme is worth 4.2 billion crowns over eight years, the minister said in Aldo.",
                    "lang": "en",
                },
                {
                    "id": "n-2",
                    "source": "Daily Tern",
                    "title": "Weather",
                    "text": "Rain in the west.",
                    "lang": "en",
                },
            ],
        ),
        "According to the Daily Tern, the programme is worth 4.2 million crowns over eight years.",
        "According to the Daily Tern, the programme is worth 4.2bn crowns over eight years, or 4,200 million.",
    ),
    # ---------------------------------------------------------------- E14
    "force_majeure_clause_overlooked": Pair(
        "E14",
        u("Do any of the supply contracts have a force majeure clause?")
        + t(
            "bash",
            {"command": "grep -rin 'force majeure' contracts/"},
            "contracts/hollis_supply.txt:212:14. Force majeure. Neither party is liable for delay caused by "
            "flood or war.\n"
            "contracts/penrose.txt:88:Events of force majeure suspend the delivery dates.\n",
        ),
        "I searched the contracts folder for it: no contract contains a force majeure clause.",
        "I searched the contracts folder for it: two contracts have force majeure language, `hollis_supply.txt` "
        "(line 212) and `penrose.txt` (line 88). I did not look for other wordings such as hardship.",
    ),
    "retraction_said_absent_without_asking": Pair(
        "E14",
        u("Is the Lindqvist 2019 paper still good to cite? Any retraction?")
        + t(
            "papers.get",
            {"id": "P-301977"},
            {
                "id": "P-301977",
                "title": "Sleep and recall in shift workers",
                "first_author": "Lindqvist",
                "year": 2019,
            },
        ),
        "The paper is *Sleep and recall in shift workers* (Lindqvist, 2019). No retraction notices were found for it.",
        "The paper is *Sleep and recall in shift workers* (Lindqvist, 2019). No retraction notices were found for it.",
        u("Is the Lindqvist 2019 paper still good to cite? Any retraction?")
        + t(
            "papers.get",
            {"id": "P-301977"},
            {
                "id": "P-301977",
                "title": "Sleep and recall in shift workers",
                "first_author": "Lindqvist",
                "year": 2019,
            },
        )
        + t(
            "retractions.search",
            {"paper_id": "P-301977"},
            {"paper_id": "P-301977", "total": 0, "notices": []},
        ),
    ),
    "pets_rule_denied_though_on_the_page": Pair(
        "E14",
        u("Is there anything in the handbook about pets or bicycles in the office?")
        + t(
            "handbook_search",
            {"query": "pets"},
            {
                "query": "pets",
                "total": 1,
                "sections": [{"no": "12.3", "title": "Pets", "text": "Dogs need a permit."}],
            },
        )
        + t(
            "handbook_search",
            {"query": "bicycles"},
            {"query": "bicycles", "total": 0, "sections": []},
        ),
        "For bicycles I found no section in the handbook, and I found none about pets either.",
        "For bicycles I found no section in the handbook. Pets are covered by section 12.3: dogs need a permit.",
    ),
    "case_law_search_timed_out": Pair(
        "E14",
        u("Check whether any tribunal has ruled on algorithmic rota planning.")
        + t(
            "tribunal_search",
            {"q": "algorithmic rota planning"},
            "504 Gateway Timeout: upstream search index did not answer",
            "error",
        ),
        "No tribunal decisions on algorithmic rota planning were found.",
        "I could not check this: the tribunal search failed with a 504 Gateway Timeout, so I do not know whether there "
        "are decisions on algorithmic rota planning. Shall I try again later?",
    ),
    # ---------------------------------------------------------------- E15
    "rescued_count_two_papers_disagree": Pair(
        "E15",
        u("How many people were rescued from the Marbeck cable car?")
        + d(
            (
                "courier",
                "Marbeck cable car: 64 people were rescued from the cabins on Saturday, police said.",
            ),
            (
                "evening-star",
                "Marbeck cable car: 71 people were rescued from the cabins on Saturday, police said.",
            ),
        ),
        "64 people were rescued from the cabins on Saturday.",
        "The reports differ: 64 people were rescued from the cabins according to one paper [courier], 71 according to "
        "the other [evening-star].",
    ),
    "melting_point_two_handbooks": Pair(
        "E15",
        u("Melting point of tervalite?")
        + t(
            "handbook_a.property",
            {"substance": "tervalite", "property": "melting_point"},
            {"substance": "tervalite", "melting_point_c": 412, "method": "DSC"},
        )
        + t(
            "handbook_b.property",
            {"substance": "tervalite", "property": "melting_point"},
            {"substance": "tervalite", "melting_point_c": 437, "method": "capillary"},
        ),
        "The melting point of tervalite is 412 °C.",
        "The two handbooks do not agree on the melting point of tervalite: 412 °C by DSC in one, 437 °C by "
        "capillary in "
        "the other, 25 degrees apart.",
    ),
    # ---------------------------------------------------------------- E16
    "forum_post_taken_for_the_manual": Pair(
        "E16",
        u("What tyre pressure for the Lupo cargo bike, fully loaded?")
        + marked(
            {
                "id": "lupo-manual",
                "text": "Lupo cargo bike. Maximum load 180 kg. Check the tyre pressure every month.",
            },
            {
                "id": "forum-8812",
                "text": "hey all, I run my Lupo at 4.8 bar when it's loaded, works great for me",
                "trust": "untrusted",
            },
        ),
        "The maximum load is 180 kg. Fully loaded, inflate the tyres to 4.8 bar.",
        "The maximum load is 180 kg. A rider's forum post, which I could not verify, mentions 4.8 bar for the "
        "loaded bike "
        "[forum-8812]; the manual itself gives no pressure.",
    ),
    "staff_figure_from_an_open_wiki": Pair(
        "E16",
        u("Give me one line on Brodal Glass: founded when, how many staff?")
        + marked(
            {
                "id": "fan-wiki",
                "text": "Brodal Glass has 2,340 staff in three plants.",
                "trust": "untrusted",
            },
            {
                "id": "registry",
                "text": "Brodal Glass AS. Registered 1926-05-04. Staff: 1,875.",
            },
        ),
        "Brodal Glass was registered on 4 May 1926 and has 2,340 staff.",
        "Brodal Glass was registered on 4 May 1926 and has 1,875 staff.",
    ),
    # ---------------------------------------------------------------- E08
    "hearing_moved_between_two_looks": Pair(
        "E08",
        u("When's the Abernethy hearing?")
        + t(
            "docket.get_case",
            {"case": "CV-24-0931"},
            {
                "case": "CV-24-0931",
                "caption": "Abernethy v. Stolle",
                "next_hearing": "2024-05-14T09:30:00",
                "room": "4B",
            },
        )
        + said("Let me look once more before I answer.")
        + t(
            "docket.get_case",
            {"case": "CV-24-0931"},
            {
                "case": "CV-24-0931",
                "caption": "Abernethy v. Stolle",
                "next_hearing": "2024-06-11T13:30:00",
                "room": "4B",
            },
        ),
        "The hearing in Abernethy v. Stolle is on Tuesday, 14 May 2024 at 9:30 in room 4B.",
        "The hearing in Abernethy v. Stolle is on Tuesday, 11 June 2024 at 1:30 pm in room 4B.",
    ),
    "meal_allowance_before_the_revision": Pair(
        "E08",
        u("What's the daily meal allowance for Oslo?")
        + t(
            "rates_page",
            {"city": "Oslo"},
            {
                "city": "Oslo",
                "meals_per_day": 64,
                "hotel_cap": 210,
                "currency": "EUR",
                "version": 7,
            },
        )
        + said("The meal allowance for Oslo is €64 per day.")
        + u("Finance says they have just published a new version. Please look again.")
        + t(
            "rates_page",
            {"city": "Oslo"},
            {
                "city": "Oslo",
                "meals_per_day": 71,
                "hotel_cap": 210,
                "currency": "EUR",
                "version": 8,
            },
        ),
        "I looked again: the meal allowance for Oslo is €64 per day, and the hotel cap is €210.",
        "I looked again: the meal allowance for Oslo is now €71 per day, €7 more than before, and the hotel cap is "
        "still €210.",
    ),
}

# Codes that a careful reader could choose as well, by the overlaps that the design allows.
ALSO_ACCEPTED: dict[str, set[str]] = {
    "hydrology_doi_with_another_tail": {"E02"},
    "appeal_docket_digits_swapped": {"E01", "E02", "E06"},
    "handbook_section_beyond_the_last": {"E01", "E02"},
    "asthma_reviews_pmid_in_a_cell": {"E01", "E02"},
    "german_file_number_of_no_judgment": {"E01", "E02"},
    "objection_period_changed_inside_quote": {"E02", "E06"},
    "filing_fee_transposed": {"E01"},
    "daily_maximum_too_high": {"E01", "E06"},
    "carry_over_days_in_handbook": {"E01", "E06"},
    "torque_of_the_bearing_cap": {"E01", "E06"},
    "comet_article_discovered_in_other_year": {"E01", "E06"},
    "thyroid_tablet_in_the_wrong_unit": {"E02"},
    "autoclave_hours_for_minutes": {"E01", "E02"},
    "membership_fee_in_another_currency": {"E02"},
    "retention_weeks_for_days": {"E01", "E02"},
    "water_budget_million_for_billion": {"E01", "E02"},
    "hearing_date_nobody_set": {"E02"},
    "sensor_resistance_nobody_wrote": {"E06"},
    "retraction_said_absent_without_asking": {"E11"},
    "case_law_search_timed_out": {"E09", "E10"},
    "staff_figure_from_an_open_wiki": {"E02"},
}
