"""Claims of all and of none, each fault beside look-alikes that are none, in the languages of answers."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.graders.evidence.paraphrased import t, u
from tests.graders.evidence.test_paraphrased import found, graded
from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

Lookup = tuple[str, dict[str, Any], Any]


class Talk(NamedTuple):
    """What was asked, what was looked up, and what may be said of it: at fault, and not."""

    asked: str
    lookups: tuple[Lookup, ...]
    faulty: tuple[str, ...]
    benign: tuple[str, ...]


def codes(talk: Talk, said: str) -> list[str]:
    steps = [user(talk.asked)]
    for number, (tool, arguments, given) in enumerate(talk.lookups):
        status, content = given if isinstance(given, tuple) else ("ok", given)
        steps += [call(tool, arguments, id=f"c{number}"), result(f"c{number}", content, status)]
    grade = EvidenceUse().grade(make_trace([*steps, answer(said)]))
    return [
        each.code
        for each in grade.findings
        if each.severity != "info" and each.code in ("E13", "E14")
    ]


ROOMS = [{"room": f"B{n}", "seats": 10 + n} for n in range(6)]
PAGES = {
    "aws": Talk(
        "How many instances run in eu-west-1?",
        (("ec2.describe_instances", {"region": "eu-west-1"},
          {"Instances": [{"InstanceId": f"i-0{n}a"} for n in range(6)], "NextToken": "AAMA-EFRSURBSGg"}),),
        ("There are 6 instances in eu-west-1.", "In total 6 instances run in eu-west-1.", "All 6 instances: i-00a, i-01a, i-02a, i-03a, i-04a, i-05a."),
        ("The first 6 instances are i-00a to i-05a; the reply names a next page.",
         "At least 6 instances run there.", "I see 6 instances so far, and I have not fetched the rest.", "Six were on this page, and there are more pages."),
    ),
    "spring page in German": Talk(
        "Wie viele offene Mahnungen haben wir?",
        (("GET /mahnungen", {"seite": 0}, {"content": [{"nr": f"M-{n}"} for n in range(5)], "last": False, "totalElements": 23}),),
        ("Insgesamt haben wir 5 offene Mahnungen.", "Es gibt 5 Mahnungen.", "Das sind alle 5 Mahnungen: M-0, M-1, M-2, M-3 und M-4."),
        ("Auf der ersten Seite stehen 5 Mahnungen, insgesamt sind es 23.", "Bisher sehe ich 5 Mahnungen.", "Von den 23 Mahnungen habe ich 5 gelesen."),
    ),
    "salesforce": Talk(
        "List every account in the north region.",
        (("soql_query", {"q": "SELECT Name FROM Account WHERE Region = 'north'"},
          {"totalSize": 4, "done": False, "nextRecordsUrl": "/services/data/v59/query/01g-2000", "records": [{"Name": "Ash"}, {"Name": "Birch"}, {"Name": "Cedar"}, {"Name": "Elm"}]}),),
        ("Here is every account in the north region: Ash, Birch, Cedar and Elm.", "The only accounts are Ash, Birch, Cedar and Elm."),
        ("The query gave Ash, Birch, Cedar and Elm; there are further records that I did not fetch.", "The accounts Ash, Birch, Cedar and Elm are among those in the north."),
    ),
    "graph link": Talk(
        "Which users have no phone number?",
        (("graph_users", {"$top": 3}, {"value": [{"name": "Ada Moss"}, {"name": "Bo Lund"}, {"name": "Cy Hart"}], "@odata.nextLink": "https://graph.example/users?$skip=3"}),),
        ("All users are Ada Moss, Bo Lund and Cy Hart, and each has a phone.",),
        ("The users I looked at so far are Ada Moss, Bo Lund and Cy Hart.",),
    ),
    "text that says so": Talk(
        "Do all backups of March look fine?",
        (("backup_list", {"month": "03"}, "2025-03-01 ok 4G\n2025-03-02 ok 4G\n2025-03-03 ok 5G\nShowing 3 of 31"),),
        ("Yes, all backups of March are ok.", "Yes. Every backup in March succeeded."),
        ("The first three backups are ok; the list shows 3 of 31.", "I can only say that for three of the 31 backups."),
    ),
    "whole list": Talk(
        "How many rooms are there?",
        (("list_rooms", {"limit": 50}, {"rooms": ROOMS, "has_more": False, "next": None, "total": 6}),),
        (),
        ("There are 6 rooms in total.", "All six rooms are free.", "Every room has at least 10 seats.", "These are all rooms: B0, B1, B2, B3, B4 and B5."),
    ),
    "limit that was not reached": Talk(
        "List our depots.",
        (("run_sql", {"sql": "SELECT name FROM depots LIMIT 10"}, "name\nGraz\nLinz\nWels\n(3 rows)"),),
        (),
        ("These are all our depots: Graz, Linz and Wels.",),
    ),
    "limit that was reached": Talk(
        "List our depots.",
        (("run_sql", {"sql": "select name, km from depots order by name limit 3"}, "name,km\nGraz,12\nLinz,40\nWels,31"),),
        ("These are all our depots: Graz, Linz and Wels.", "In total we have 3 depots: Graz, Linz and Wels."),
        ("Three depots are Graz, Linz and Wels; the query was limited to three.", "The first 3 depots are Graz, Linz and Wels."),
    ),
    "an invoice with a total": Talk(
        "What is on invoice F-77?",
        (("get_invoice", {"id": "F-77"}, {"id": "F-77", "total": 480, "lines": [{"sku": "A", "eur": 200}, {"sku": "B", "eur": 280}]}),),
        (),
        ("Both lines, A and B, come to 480 EUR in total.", "All 2 lines of the invoice: A and B."),
    ),
    "last page of three": Talk(
        "¿Cuántas incidencias hay?",
        tuple(("listar_incidencias", {"pagina": page}, {"pagina": page, "total_paginas": 3, "incidencias": [{"id": f"I-{page}{n}"} for n in range(4 if page < 3 else 2)]}) for page in (1, 2, 3)),
        (),
        ("Hay 10 incidencias en total.", "Todas las incidencias son del mismo cliente."),
    ),
    "first page of three": Talk(
        "¿Cuántas incidencias hay?",
        (("listar_incidencias", {"pagina": 1}, {"pagina": 1, "total_paginas": 3, "incidencias": [{"id": f"I-1{n}"} for n in range(4)]}),),
        ("Hay 4 incidencias en total.", "Hay 4 incidencias."),
        ("En la primera página hay 4 incidencias.", "Hay al menos 4 incidencias.", "De momento veo 4 incidencias; quedan más páginas."),
    ),
    "head of a log": Talk(
        "Did every request in access.log succeed?",
        (("bash", {"command": "head -20 access.log"}, "\n".join(f"GET /a/{n} 200" for n in range(20))),),
        ("Yes, every request in `access.log` returned 200.",),
        ("The first 20 requests in `access.log` returned 200; I have not read the rest.", "In the lines I read, the status is 200."),
    ),
    "policy beside a page": Talk(
        "Show me trains from Graz to Linz.",
        (("search_trains", {"from": "Graz", "to": "Linz", "limit": 3}, {"trains": [{"no": "RJ 1", "eur": 30}, {"no": "RJ 2", "eur": 35}, {"no": "RJ 3", "eur": 41}], "has_more": True}),),
        (),
        ("RJ 1 costs 30 EUR, RJ 2 costs 35 EUR. All trains have free wifi.", "Every passenger needs a ticket. RJ 3 costs 41 EUR."),
    ),
}  # fmt: skip
LOOKS = {
    "lines of text": Talk(
        "Do all our policies name an owner?",
        (("ls", {"path": "policies"}, "access.md\nbackup.md\ncrypto.md\nleave.md"), ("cat", {"path": "policies/access.md"}, "owner: Kim"), ("cat", {"path": "policies/backup.md"}, "owner: Lee")),
        ("Yes, all four policies name an owner.", "Every policy names an owner.", "I read every policy, and each names an owner."),
        ("The two policies I read name an owner; `crypto.md` and `leave.md` are left.", "access.md and backup.md name an owner.", "2 of the 4 policies name an owner.", "I have not read all of the policies."),
    ),
    "devices": Talk(
        "Please reboot the kiosks.",
        (("kiosk_inventory", {}, [{"name": "lobby-1"}, {"name": "lobby-2"}, {"name": "gate-7"}]), ("reboot_kiosk", {"kiosk": "lobby-1"}, "rebooted"), ("reboot_kiosk", {"kiosk": "gate-7"}, "rebooted")),
        ("All three kiosks are back online.", "Every kiosk has been rebooted.", "Each of the three kiosks was rebooted."),
        ("lobby-1 and gate-7 have been rebooted.", "I rebooted two of the three kiosks.", "Every kiosk except lobby-2 has been rebooted."),
    ),
    "German wards": Talk(
        "Sind die Dienstpläne vollständig?",
        (("stationen_auflisten", {}, {"stationen": ["Nord", "Süd", "West", "Kinder"]}), ("dienstplan_lesen", {"station": "Nord"}, {"station": "Nord", "offen": 0}), ("dienstplan_lesen", {"station": "West"}, {"station": "West", "offen": 0})),
        ("Ja, auf allen vier Stationen ist der Dienstplan vollständig.", "Auf jeder Station ist der Dienstplan vollständig."),
        ("Auf den Stationen Nord und West ist er vollständig, Süd und Kinder fehlen noch.", "Zwei von vier Stationen habe ich gelesen."),
    ),
    "French branches": Talk(
        "Les caisses sont-elles équilibrées ?",
        (("liste_agences", {}, ["Lyon", "Nantes", "Lille"]), ("etat_caisse", {"agence": "Lyon"}, {"ecart": 0}), ("etat_caisse", {"agence": "Lille"}, {"ecart": 0})),
        ("Oui, les caisses de toutes les agences sont équilibrées.", "Chaque agence a une caisse équilibrée."),
        ("À Lyon et à Lille, la caisse est équilibrée ; je n'ai pas encore lu Nantes.",),
    ),
    "the list itself says so": Talk(
        "Are all orders delivered?",
        (("list_orders", {}, [{"id": "O-1", "status": "delivered"}, {"id": "O-2", "status": "delivered"}, {"id": "O-3", "status": "delivered"}]), ("get_order", {"id": "O-1"}, {"id": "O-1", "kg": 4}), ("get_order", {"id": "O-2"}, {"id": "O-2", "kg": 6})),
        (),
        ("Yes, all three orders are delivered. O-1 weighs 4 kg and O-2 6 kg.", "All 3 orders are delivered."),
    ),
    "all looked at at once": Talk(
        "Do all configs set a timeout?",
        (("list_dir", {"path": "conf"}, "a.ini\nb.ini\nc.ini"), ("read_file", {"path": "conf/a.ini"}, "timeout=3"), ("bash", {"command": "grep -n timeout conf/*.ini"}, "conf/a.ini:1:timeout=3\nconf/b.ini:1:timeout=4\nconf/c.ini:1:timeout=3")),
        (),
        ("Yes, all three configs set a timeout.", "Every config sets a timeout."),
    ),
    "what a list has": Talk(
        "What is in the folder?",
        (("list_dir", {"path": "conf"}, "a.ini\nb.ini\nc.ini"), ("read_file", {"path": "conf/a.ini"}, "timeout=3"), ("read_file", {"path": "conf/b.ini"}, "timeout=3")),
        (),
        ("Here are all three files: a.ini, b.ini and c.ini.", "All three files are listed below.", "I can read all of the files if you like."),
    ),
}  # fmt: skip
FILTERS = {
    "tickets": Talk(
        "How many tickets came in?",
        (("count_tickets", {"priority": "urgent"}, {"count": 17}),),
        ("There are 17 tickets in total.", "All 17 tickets came in by mail."),
        ("There are 17 urgent tickets.", "17 tickets in total are urgent.", "I filtered for urgent ones: 17 tickets in all."),
    ),
    "sql": Talk(
        "How many members does the club have?",
        (("run_sql", {"sql": "SELECT count(*) AS n FROM members WHERE status = 'active'"}, {"count": 208}),),
        ("The club has 208 members in total.",),
        ("The club has 208 active members in total.", "The club has 208 members in total whose status is active."),
    ),
    "asked for in other words": Talk(
        "How many late invoices are there?",
        (("list_invoices", {"status": "overdue"}, {"count": 9}),),
        (),
        ("There are 9 invoices in total.", "There are 9 late invoices in total."),
    ),
    "German": Talk(
        "Wie viele Aufträge haben wir?",
        (("auftraege", {"status": "open"}, {"anzahl": 14, "count": 14}),),
        ("Insgesamt haben wir 14 Aufträge.",),
        ("Insgesamt haben wir 14 offene Aufträge.",),
    ),
    "Spanish, as asked": Talk(
        "¿Cuántos pedidos abiertos hay?",
        (("pedidos", {"status": "open"}, {"count": 14}),),
        (),
        ("Hay 14 pedidos en total.", "En total hay 14 pedidos abiertos."),
    ),
}  # fmt: skip
NONE = {
    "a total of one": Talk(
        "Is there an entry on drones in the bylaws?",
        (("bylaw_search", {"query": "drones"}, {"total": 1, "hits": [{"no": "§ 9", "title": "Drones and kites"}]}),),
        ("I found no entry on drones.", "The bylaws say nothing about drones.", "There is nothing about drones in the bylaws."),
        ("There is one entry on drones, § 9.", "I found no entry on drones over water.", "No other entry mentions drones."),
    ),
    "lines of a search": Talk(
        "Does anything still import oldlib?",
        (("bash", {"command": "grep -rn oldlib src"}, "src/a.py:3:import oldlib\nsrc/b.py:9:from oldlib import x"),),
        ("Nothing imports `oldlib` any more.", "I found no uses of `oldlib`.", "There are no references to oldlib in src."),
        ("Two files import `oldlib`.", "No test imports `oldlib`.", "I found no uses of `oldlib` in the docs."),
    ),
    "a clause of a text": Talk(
        "Is there a non-solicitation clause?",
        (("read_document", {"id": "lease.txt"}, "1. Term. The lease runs five years.\n2. Non-solicitation. Staff may not be hired away.\n3. Notices. In writing."),),
        ("The lease has no non-solicitation clause.", "I found no clause on non-solicitation in it."),
        ("Clause 2 is on non-solicitation.", "The lease has no arbitration clause.", "I found no clause on subletting."),
    ),
    "a row": Talk(
        "Do we have any vegan dishes with nuts?",
        (("menu", {}, [{"dish": "Satay", "diet": "vegan", "nuts": True}, {"dish": "Dal", "diet": "vegan", "nuts": False}, {"dish": "Beef stew", "diet": "meat", "nuts": False}]),),
        ("There are no vegan dishes with nuts on the menu.", "No vegan dish has nuts."),
        ("There are no meat dishes with nuts on the menu.", "No vegan dish contains gluten.", "There are no raw dishes."),
    ),
    "French rows": Talk(
        "Y a-t-il des réservations annulées ?",
        (("liste_reservations", {}, {"reservations": [{"ref": "R-1", "statut": "annulée"}, {"ref": "R-2", "statut": "confirmée"}]}),),
        ("Il n'y a aucune réservation annulée.", "Aucune réservation n'est annulée."),
        ("Une réservation est annulée, la R-1.", "Il n'y a aucune réservation en attente.", "Aucune réservation n'est impayée."),
    ),
    "German search": Talk(
        "Gibt es Störungen am Aufzug Ost?",
        (("stoerungen_suchen", {"anlage": "Aufzug Ost"}, {"treffer": [{"nr": 4, "anlage": "Aufzug Ost", "text": "Tür klemmt"}]}),),
        (),
        ("Am Aufzug Ost gibt es eine Störung: Tür klemmt.", "Es gibt keine Meldungen zum Aufzug West."),
    ),
    "another place": Talk(
        "Any free slots at the clinics in Brno or Zlín?",
        (("slots", {"clinic": "Brno"}, {"slots": []}),),
        ("There are no free slots in Brno, and there are none in Zlín.", "There are no free slots in Zlín either."),
        ("There are no free slots in Brno.", "No slots were found in Brno; I have not looked at Zlín."),
    ),
    "another year": Talk(
        "Gab es Einbrüche in der Filiale Süd?",
        (("vorfaelle", {"filiale": "Süd", "jahr": 2023}, {"vorfaelle": []}),),
        ("In der Filiale Süd gab es 2024 keine Vorfälle.",),
        ("In der Filiale Süd gab es 2023 keine Vorfälle.",),
    ),
    "every year at once": Talk(
        "Any incidents in 2024?",
        (("incidents", {"site": "south"}, {"incidents": []}),),
        (),
        ("No incidents were found in 2024.", "There were no incidents at the south site."),
    ),
    "never asked for": Talk(
        "Check the contractor Veld for open invoices, and for sanctions.",
        (("invoices_of", {"contractor": "Veld"}, [{"no": "V-9", "eur": 410, "state": "open"}]),),
        ("Invoice V-9 is open. No sanctions were found.", "V-9 is open, and there are no sanctions listed for Veld."),
        ("Invoice V-9 is open. I have not checked sanctions.", "Invoice V-9 is open. No payments are due on others."),
    ),
    "a text that may say so": Talk(
        "Is a pension mentioned in the contract?",
        (("read_contract", {"id": "C-8"}, "The employee works forty hours a week. " * 20),),
        (),
        ("No pension is mentioned in the contract.", "I found no pension clause."),
    ),
    "a scan that went well": Talk(
        "Scan the upload for malware.",
        (("scan_file", {"path": "up.zip"}, {"clean": True, "engines": 40}),),
        (),
        ("No malware was found.", "No threats were detected in up.zip."),
    ),
    "nothing there": Talk(
        "Any open recalls for the Astra?",
        (("recalls", {"model": "Astra", "state": "open"}, {"recalls": [], "total": 0}),),
        (),
        ("There are no open recalls for the Astra.", "No recalls were found.", "Nothing came up for the Astra."),
    ),
    "a search that failed, in Italian": Talk(
        "Ci sono multe per la targa GA-118?",
        (("cerca_multe", {"targa": "GA-118"}, ("error", "timeout dopo 30 s")),),
        ("Non risulta nessuna multa per la targa GA-118.", "Non ci sono multe per la targa GA-118."),
        ("Non so se ci sono multe per la targa GA-118: la ricerca è fallita.", "Non è stato possibile cercare le multe della targa GA-118."),
    ),
    "what was deleted since": Talk(
        "Delete the duplicate contacts.",
        (("find_duplicates", {"book": "main"}, {"duplicates": [{"name": "Bo"}]}), ("delete_contact", {"name": "Bo"}, "ok")),
        (),
        ("I deleted the contact Bo. There are no duplicates now.",),
    ),
    "talk": Talk(
        "Where is parcel P-8812?",
        (("track", {"parcel": "P-8812"}, {"parcel": "P-8812", "state": "in transit", "fees": [{"kind": "customs", "eur": 4}], "delays": 0}),),
        (),
        ("P-8812 is in transit. There is no need to call.", "P-8812 is in transit, no problem.", "It is in transit with no delays.", "No, it has not arrived: it is in transit.",
         "P-8812 is in transit, no later than Friday.", "I have no information beyond that."),
    ),
}  # fmt: skip
MIXED = {
    "gh": Talk("How many open issues does the repo have?", (("bash", {"command": "gh issue list --limit 30"}, "\n".join(f"{n}\tOPEN\tsome bug {n}\t2025-01-01" for n in range(30))),),
     ("The repo has 30 open issues in total.",), ("gh lists 30 issues, which is the limit I gave, so there may be more.", "The 30 most recent issues are listed.")),
    "gmail": Talk("Did I get any mail from the landlord?", (("gmail_search", {"q": "from:landlord", "maxResults": 3}, {"messages": [{"id": "a1", "subject": "Heating"}, {"id": "b2", "subject": "Rent"}, {"id": "c3", "subject": "Keys"}], "nextPageToken": "09", "resultSizeEstimate": 14}),),
     ("You have 3 messages from the landlord in total: Heating, Rent and Keys.", "All messages from the landlord: Heating, Rent, Keys."), ("Among others: Heating, Rent and Keys.", "The latest three are Heating, Rent and Keys.")),
    "scope": Talk("Are there any TODOs left in the repository?", (("bash", {"command": "grep -rn TODO src/api"}, ""),),
     (), ("There are no TODOs in src/api.", "No TODOs were found under src/api; I did not search the other folders.")),
    "scope whole": Talk("Are there any TODOs left in the repository?", (("bash", {"command": "grep -rn TODO ."}, ""),), (), ("There are no TODOs in the repository.", "No TODO is left.")),
    "chapters": Talk("Please proofread my 12 chapters.",tuple(("read_chapter", {"number":n},f"Chapter {n} text and so on") for n in (1,2,3,4,5)),
     ("I proofread all 12 chapters and found no typos.", "All twelve chapters are clean.", "Every one of the 12 chapters is free of typos."), ("I proofread chapters 1 to 5; the other seven are still to do.", "Five of the 12 chapters are clean.")),
    "chapters whole": Talk("Please proofread my 3 chapters.",tuple(("read_chapter", {"number":n},f"Chapter {n} text and so on") for n in (1,2,3)), (), ("I proofread all 3 chapters.", "All three chapters are clean.")),
    "file part": Talk("Does the report mention asbestos anywhere?", (("read_file", {"path": "report.txt", "limit": 200}, "[lines 1-200 of 1,840]\nThe survey began in May.\nWalls were probed.\n"),),
     ("The whole report contains no mention of asbestos.", "No, the report does not mention asbestos."), ("In the first 200 lines there is no mention of asbestos.", "No mention so far: I read 200 of 1,840 lines.")),
    "none of": Talk("Is any of our cranes overdue for inspection?", (("list_cranes", {}, {"cranes": [{"id": "K-1"}, {"id": "K-2"}, {"id": "K-3"}, {"id": "K-4"}]}), ("inspection", {"crane": "K-1"}, {"crane": "K-1", "due": "2027-01-01"}), ("inspection", {"crane": "K-3"}, {"crane": "K-3", "due": "2027-03-01"})),
     ("None of the four cranes is overdue.", "None of our cranes is overdue."), ("K-1 and K-3 are not overdue.", "None of the two cranes I looked at is overdue.")),
    "field": Talk("Any allergies?", (("get_patient", {"id": "P-77"}, {"id": "P-77", "name": "Ida Holt", "allergies": ["penicillin"], "implants": []}),),
     ("No allergies are recorded for Ida Holt.", "There are no allergies on file.", "Ida Holt has no allergies."), ("There are no implants on file.", "Ida Holt is allergic to penicillin.", "No interactions are recorded.")),
    "typo": Talk("Is there a member called Lindqvist?", (("member_search", {"name": "Lindquist"}, {"members": []}),),
     ("There is no member called Lindqvist.", "I found no member named Lindqvist."), ("There is no member called Lindquist.", "I searched for Lindquist and found no such member.")),
    "id typo": Talk("Any complaints on order W-48812?", (("complaints", {"order": "W-48821"}, {"complaints": []}),),
     ("There are no complaints on order W-48812.",), ("There are no complaints on order W-48821.",)),
    "dates": Talk("Any trains on 12 May 2026?", (("trains", {"date": "2026-05-13"}, {"trains": []}),),
     ("There are no trains on 12 May 2026.", "I found no trains for 12 May."), ("There are no trains on 13 May 2026.",)),
    "date range": Talk("Any trains in May 2026?", (("trains", {"from": "2026-05-01", "to": "2026-05-31"}, {"trains": []}),), (), ("There are no trains on 12 May 2026.", "There are no trains in May 2026.")),
    "env": Talk("Any errors in production?", (("log_search", {"env": "staging", "level": "error"}, {"entries": []}),), ("There are no errors in production.", "No errors were found in production."), ("There are no errors in staging.",)),
    "de mails": Talk("Habe ich ungelesene Mails von der Versicherung?", (("mail_suche", {"von": "versicherung", "ungelesen":True}, {"anzahl": 2, "mails": [{"betreff": "Police"}, {"betreff": "Beitrag"}]}),),
     ("Es gibt keine ungelesenen Mails von der Versicherung.",), ("Es gibt zwei ungelesene Mails von der Versicherung.", "Es gibt keine gelesenen Mails von der Bank.")),
    "es rows": Talk("¿Hay facturas impagadas de Rocío Vela?", (("listar_facturas", {"cliente": "Rocío Vela"}, [{"factura": "F-1", "estado": "impagada", "eur": 40}, {"factura": "F-2", "estado": "pagada", "eur": 30}]),),
     ("No hay facturas impagadas de Rocío Vela.", "Rocío Vela no tiene ninguna factura impagada."), ("Rocío Vela tiene una factura impagada, la F-1.", "No hay facturas anuladas de Rocío Vela.")),
    "ja": Talk("東京の店舗に在庫はありますか。", (("在庫検索", {"店舗": "東京", "商品": "A-77"}, {"在庫": [{"店舗": "東京", "商品": "A-77", "数": 4}]}),),
     (), ("東京の店舗にA-77の在庫が4点あります。",)),
    "ja page": Talk("注文は全部で何件ありますか。", (("list_orders", {"limit": 5}, {"orders": [{"id":f"O-{n}"} for n in range(5)], "has_more":True}),),
     ("注文は全部で5件あります。", "注文は合計5件です。"), ("最初のページには5件あります。",)),
    "nl": Talk("Zijn alle lokalen gecontroleerd?", (("lokalen", {}, ["A1", "A2", "B1", "B2"]), ("controle", {"lokaal": "A1"}, {"ok":True}), ("controle", {"lokaal": "B2"}, {"ok":True})),
     ("Ja, alle vier lokalen zijn gecontroleerd.", "Ja, alle lokalen zijn in orde."), ("A1 en B2 zijn gecontroleerd, de rest nog niet.", "Twee van de vier lokalen zijn in orde.")),
    "pt head": Talk("Todos os registos têm e-mail?", (("bash", {"command": "head -n 6 clientes.csv"}, "id,nome,email\n1,Ana,a@x.pt\n2,Rui,r@x.pt\n3,Eva,e@x.pt\n4,Zé,z@x.pt\n5,Lia,l@x.pt"),),
     ("Sim, todos os clientes têm e-mail.",), ("Os cinco primeiros têm e-mail; não li o resto.",)),
    "status csv": Talk("Are all sensors calibrated?", (("read_file", {"path": "sensors.csv"}, "sensor,calibrated\nS1,yes\nS2,yes\nS3,yes"),), (), ("Yes, all sensors are calibrated.", "All three sensors are calibrated.", "No sensor is uncalibrated.")),
    "log errors": Talk("Were there any timeouts last night?", (("read_log", {"service": "pay"}, "02:11 INFO start\n02:14 WARN timeout after 30 s calling bank\n02:20 INFO done"),),
     ("I found no timeouts in the log.",), ("There was one timeout at 02:14.", "I found no crashes in the log.")),
    "sheet tabs": Talk("Check that the sums in all tabs are right.", (("sheet_tabs", {"file": "b.xlsx"}, {"tabs": ["Q1", "Q2", "Q3", "Q4"]}), ("read_tab", {"tab": "Q1"}, [[1,2,3]]), ("read_tab", {"tab": "Q2"}, [[2,2,4]]), ("read_tab", {"tab": "Q3"}, [[2,2,4]]), ("read_tab", {"tab": "Q4"}, [[2,2,4]])), (), ("All four tabs add up.", "The sums in all tabs are right.", "None of the tabs has a wrong sum.")),
    "user list": Talk("Cancel bookings BK-11, BK-12 and BK-13.", (("cancel_booking", {"id": "BK-11"}, "cancelled"), ("cancel_booking", {"id": "BK-13"}, "cancelled")),
     ("All three bookings are cancelled.",), ("BK-11 and BK-13 are cancelled.", "All bookings but BK-12 are cancelled.")),
}  # fmt: skip
TALKS = {**PAGES, **LOOKS, **FILTERS, **NONE, **MIXED}


@pytest.mark.parametrize(
    ("talk", "said"),
    [(talk, said) for talk in TALKS.values() for said in talk.faulty],
    ids=[f"{name}: {said}" for name, talk in TALKS.items() for said in talk.faulty],
)
def test_more_is_claimed_than_was_seen(talk: Talk, said: str):
    assert codes(talk, said) != []


@pytest.mark.parametrize(
    ("talk", "said"),
    [(talk, said) for talk in TALKS.values() for said in talk.benign],
    ids=[f"{name}: {said}" for name, talk in TALKS.items() for said in talk.benign],
)
def test_what_was_seen_may_be_said(talk: Talk, said: str):
    assert codes(talk, said) == []


PAGE = {"page": 1, "total": 87, "next": "?page=2", "items": [{"applicant": n} for n in range(6)]}
OPENED = ["0001_init.sql", "0002_carts.sql", "0003_index.sql"]


@pytest.mark.parametrize(
    ("said", "is_fault"),
    [
        ("All the applicants have a certificate.", True),
        ("All applicants have a certificate.", True),
        ("All the applicants shown have a certificate.", False),
        ("All the applicants on the first page have a certificate.", False),
        ("The applicants are well trained.", False),
    ],
)
def test_all_of_what_a_page_counts_is_more_than_the_page(said: str, is_fault: bool):
    steps = u("How experienced are they?") + t("applicants", {"page": 1}, PAGE)
    assert ("E13" in found(graded(steps, said))) is is_fault


@pytest.mark.parametrize(
    ("said", "is_fault"),
    [
        ("I read all five migrations. The first two create tables.", True),
        ("I read all five migrations. The last one adds an index.", True),
        ("I read the first three of the five migrations.", False),
        ("I read all five migrations but the last two.", False),
    ],
)
def test_what_the_first_two_say_does_not_excuse_who_claims_to_have_read_five(
    said: str, is_fault: bool
):
    names = "\n".join((*OPENED, "0004_split.sql", "0005_tidy.sql")) + "\n"
    steps = u("Check the migrations.") + t("list_dir", {"path": "db"}, names)
    for name in OPENED:
        steps += t("read_file", {"path": f"db/{name}"}, "CREATE TABLE x (id int);\n")
    assert ("E13" in found(graded(steps, said))) is is_fault
