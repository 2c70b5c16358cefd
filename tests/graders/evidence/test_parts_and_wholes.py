"""Claims of all and of none over pages, narrowed calls and searches that found some; each beside look-alikes."""

from __future__ import annotations

import pytest

from tests.graders.evidence.test_all_and_none import Talk, codes
from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

TALKS = {

"through fr": Talk("Ai-je déjà acheté un vélo chez vous ?",(("liste_commandes",{"page":1},{"page":1,"pages":6,"commandes":[{"id":"C-9","articles":["Casque"]},{"id":"C-8","articles":["Pompe"]}]}),),
 ("J'ai parcouru toutes vos commandes : la seule liée au vélo est la C-9, un casque.","Après avoir examiné toutes vos commandes, je vois un casque dans la C-9."),("J'ai parcouru la première page de vos commandes : un casque dans la C-9.","La C-9 contient un casque.")),
"through de": Talk("Habe ich schon mal Dünger bestellt?",(("bestellungen",{"seite":1},{"bestellungen":[{"nr":"B-1","was":"Dünger"},{"nr":"B-2","was":"Erde"}],"gesamt":31}),),
 ("Ich habe alle Ihre Bestellungen durchgesehen: Dünger steht in B-1.",),("In den ersten zwei Bestellungen steht Dünger, in B-1.","Dünger steht in B-1; alle Bestellungen habe ich noch nicht durchgesehen.")),
"history": Talk("Have I ever rented a van?",(("rentals.list",{"customer":"k9"},{"rentals":[{"id":"R1","car":"van"},{"id":"R2","car":"coupe"}],"next_cursor":"zz8"}),),
 ("I checked every one of your rentals, and R1 was a van.","I've been through all your rentals; R1 was a van.","All rentals were reviewed: R1 was a van."),("R1 was a van.","R1 was a van; I only read the newest two rentals.")),
"files edited de": Talk("Ersetze überall log durch logger.",(("bash",{"command":"rg -l 'log\\('"},"src/a.ts\nsrc/b.ts\nlib/c.ts\n"),("edit",{"file":"/w/src/a.ts"},"ok"),("edit",{"file":"/w/lib/c.ts"},"ok")),
 ("Alle drei Dateien sind umgestellt.","In allen drei Dateien ist der Aufruf ersetzt."),("Zwei von drei Dateien sind umgestellt; `src/b.ts` fehlt noch.","a.ts und c.ts sind umgestellt.")),
"files edited whole": Talk("Rename x to y.",(("bash",{"command":"grep -rl x ."},"./a.py\n./b/c.py\n"),("edit",{"path":"a.py"},"ok"),("edit",{"path":"b/c.py"},"ok")),(),("Both files were edited; all two files use y now.","All files have been edited.")),
"same ending": Talk("Rename x to y.",(("bash",{"command":"grep -rl x ."},"./a/__init__.py\n./b/__init__.py\n"),("edit",{"path":"a/__init__.py"},"ok"),("edit",{"path":"b/__init__.py"},"ok")),(),("All two files have been edited.",)),
"sum it": Talk("Quanto ho speso in benzina ad aprile?",(("movimenti",{"categoria":"benzina","mese":"04"},{"movimenti":[{"id":"m1","importo":-40.5},{"id":"m2","importo":-61.2}],"altro":None,"next_page":2}),),
 ("In totale ad aprile ha speso 101,70 € in benzina.","Ad aprile ha speso 101,70 € in benzina."),("I primi due movimenti fanno 101,70 €; ci sono altre pagine.","Questi due movimenti fanno 101,70 €.","Il pieno più caro è di 61,20 €.")),
"sum top": Talk("How much were my last two fills?",(("fills",{"limit":2},{"fills":[{"eur":40.5},{"eur":61.2}],"has_more":True}),),(),("Your last two fills come to 101.70 EUR in total.",)),
"sum whole": Talk("How much did I spend on petrol?",(("fills",{"limit":9},{"fills":[{"eur":40.5},{"eur":61.2}],"has_more":False}),),(),("You spent 101.70 EUR on petrol in total.",)),
"clients es": Talk("¿Cuántos clientes tenemos?",(("sql",{"q":"select count(*) n from clientes where pais = 'MX'"},[{"n":912}]),),("Tenemos 912 clientes en total.","Tenemos 912 clientes."),("Tenemos 912 clientes en México.","Con pais = 'MX' hay 912 clientes.","Hay 912 clientes mexicanos.")),
"staff": Talk("How many employees do we have?",(("hr_headcount",{"department":"Logistics"},{"headcount":77}),),("We have 77 employees.","In total, we have 77 employees."),("Logistics has 77 employees.","We have 77 employees in Logistics.","There are 77 employees in the logistics department.")),
"staff asked": Talk("How many employees work in logistics?",(("hr_headcount",{"department":"Logistics"},{"headcount":77}),),(),("We have 77 employees there in total.","77 employees in total.")),
"kids": Talk("How many people work on the children's ward?",(("hr_headcount",{"ward":"Pediatrics"},{"headcount":77}),),(),("77 people work there in total.",)),
"dogs": Talk("How many dogs do we have?",(("count_animals",{"species":"canine"},{"count":12}),("hr",{"a": 1}, {})),(),("We have 12 dogs in total.","We have 12 dogs.")),
"books where": Talk("How many books does the library own?",(("run_sql",{"query":"SELECT COUNT(*) AS c FROM books WHERE acquired_on >= '2024-01-01'"},[{"c":403}]),),("The library owns 403 books.","The library owns 403 books in total."),("The library has acquired 403 books since 2024-01-01.",)),
"books not deleted": Talk("How many books does the library own?",(("run_sql",{"query":"SELECT COUNT(*) AS c FROM books WHERE deleted_at IS NULL AND tenant = 'main'"},[{"c":403}]),),(),("The library owns 403 books.",)),
"two calls": Talk("How many employees do we have?",(("hr_headcount",{"department":"Logistics"},{"headcount":77}),("hr_headcount",{"department":"Sales"},{"headcount":3})),(),("We have 80 employees in total.",)),
"pl dział": Talk("Ilu pracowników mamy?",(("hr_stan",{"dzial":"księgowość"},{"liczba":14}),),("Mamy łącznie 14 pracowników.",),("W księgowości mamy 14 pracowników.",)),
"nl": Talk("Hoeveel leden hebben we?",(("leden_tellen",{"regio":"Drenthe"},{"aantal":214}),),("We hebben in totaal 214 leden.",),("In Drenthe hebben we 214 leden.",)),
"fr hits": Talk("Y a-t-il des trains directs de Lyon à Metz ?",(("search_trains",{"from":"Lyon","to":"Metz","direct":True},{"trains":[{"no":"TER 8","from":"Lyon","to":"Metz","direct":True}]}),),("Il n'y a aucun train direct de Lyon à Metz.","Il n'y a pas de trains directs de Lyon à Metz."),("Il y a un train direct, le TER 8.","Il n'y a aucun train de nuit de Lyon à Metz.","Aucun train direct de Lyon à Metz ne part avant 6 h.")),
"de flug": Talk("Gibt es Flüge von Graz nach Oslo am 3. Mai?",(("search_flights",{"origin":"Graz","destination":"Oslo","date":"2026-05-03"},[{"flight":"OS 1","origin":"Graz","destination":"Oslo"}]),),("Es gibt keine Flüge von Graz nach Oslo an diesem Tag.","Leider keine Flüge von Graz nach Oslo gefunden."),("Ja, den OS 1.","Es gibt keine Flüge von Graz nach Bergen.","Es gibt keine Direktflüge von Graz nach Oslo.","Es gibt keine Plätze mehr im OS 1.")),
"rulings": Talk("Any rulings on adverse possession?",(("case_search",{"q":"adverse possession"},{"total":1,"results":[{"id":"A1","title":"Ray v Coe","topic":"adverse possession"}]}),),("I found no rulings on adverse possession.",),("I found one ruling, Ray v Coe.","I found no statutes on adverse possession.","I found no rulings on adverse possession of vehicles.")),
"journal": Talk("Any reboots in the last 24 hours?",(("shell",{"command":"journalctl --since '-24h' | grep -i reboot"},"Feb 11 03:12:44 lab9 systemd: System reboot requested\n"),),("There were no reboots in the last 24 hours.","I searched the journal of the last 24 hours and found no reboot."),("There was one reboot in the last 24 hours.","There were no reboots in the last 2 hours.")),
"either": Talk("Did I pay Netto? And Lidl?",(("search_payments",{"query":"netto"},{"payments":[]}),),("I found no payments to Netto, and none to Lidl.","I found no payments to Netto and no payments to Lidl either."),("I found no payments to Netto. I have not looked for Lidl.","I found no payments to Netto.")),
"callers de": Talk("Ruft sonst jemand `parse` auf?",(("read_file",{"path":"a/b.py"},"def parse(): ..."),("edit_file",{"path":"a/b.py","text":"x"},"ok")),("Ich habe im Repository keine weiteren Aufrufer von `parse` gefunden.","Im Projekt habe ich sonst nichts gefunden, das `parse` aufruft."),("In a/b.py wird `parse` nicht aufgerufen.","Im Repository habe ich noch nicht gesucht.")),
"callers grep": Talk("Does anyone else call parse?",(("bash",{"command":"grep -rn parse ."},"./a.py:1:def parse():"),("edit_file",{"path":"a.py","text":"x"},"ok")),(),("I found no other callers of it in the repository.",)),
"inbox": Talk("Did the landlord write again?",(("get_message",{"id":"m-71"},{"id":"m-71","from":"landlord","text":"Hello"}),),("I found no other messages from the landlord in your inbox.",),("I only opened m-71 and have not searched your inbox.",)),
"pages read": Talk("Does the lease mention pets?", (("pdf_text", {"file": "lease.pdf", "first": 1, "last": 10}, {"pages": 24, "text": "Pets are welcome."}),),
 ("I read all 24 pages of the lease: pets are welcome.",), ("I read pages 1 to 10 of 24: pets are welcome.", "I read the first 10 pages: pets are welcome.")),
"pages read in two": Talk("Does the lease mention pets?", (("pdf_text", {"file": "lease.pdf", "first": 1, "last": 12}, {"pages": 24, "text": "Pets are welcome."}), ("pdf_text", {"file": "lease.pdf", "first": 13, "last": 24}, {"pages": 24, "text": "Rent."})),
 (), ("I read all 24 pages of the lease: pets are welcome.",)),
"numbers asked for": Talk("Sind die Zähler 4410, 4417 und 4423 abgelesen?", (("zaehler", {"zaehler": "4410"}, {"stand": 12}), ("zaehler", {"zaehler": "4423"}, {"stand": 19})),
 ("Ja, alle Zähler (4410, 4417 und 4423) sind abgelesen.", "Alle drei Zähler sind abgelesen."), ("4410 und 4423 sind abgelesen, 4417 noch nicht.",)),
"hosts": Talk("Are all hosts patched?", (("read_file", {"path": "inv.yml"}, "web:\n  hosts:\n    w-1:\n    w-2:\n    w-3:\n"), ("ssh", {"host": "w-1", "cmd": "uname"}, "6.1"), ("ssh", {"host": "w-2", "cmd": "uname"}, "6.1")),
 ("Yes. I checked every host, and all three run 6.1.",), ("I checked w-1 and w-2, and both run 6.1.",)),
"day of the call": Talk("Do I have anything on Monday 9 March?", (("calendar.list_events", {"from": "2026-03-09", "to": "2026-03-09"}, {"items": [{"id": "k", "summary": "Dentist", "start": "2026-03-09T11:00:00+00:00"}]}),),
 ("No, there are no events in your calendar on Monday 9 March.", "You have no events on 9 March."), ("There is one event on Monday 9 March: Dentist.", "There are no all-day events on 9 March.")),
    "Swedish page": Talk("Hur många ordrar har vi?", (("lista_ordrar", {"sida": 1}, {"ordrar": [{"nr": "O-1"}, {"nr": "O-2"}, {"nr": "O-3"}], "has_more": True}),),
        ("Vi har totalt 3 ordrar.", "Alla ordrar är O-1, O-2 och O-3."), ("På första sidan finns 3 ordrar; det finns fler.", "Hittills ser jag 3 ordrar.")),
    "Danish page": Talk("Hvor mange ordrer har vi?", (("ordrer", {"side": 1}, {"ordrer": [{"nr": "O-1"}, {"nr": "O-2"}, {"nr": "O-3"}], "has_more": True}),),
        ("Vi har i alt 3 ordrer.",), ("På første side er der 3 ordrer.", "Indtil videre ser jeg 3 ordrer.")),
}  # fmt: skip
QUOTED = {
    "German": ("Hunde sind im Park erlaubt, außer auf der Spielwiese, und sind stets an der Leine zu führen.",
        "Die Ordnung sagt wörtlich: „Hunde sind im Park erlaubt […] und sind stets an der Leine zu führen.“",
        "Die Ordnung sagt wörtlich: „Hunde sind im Park erlaubt, außer auf der Spielwiese, und sind […] an der Leine zu führen.“"),
    "Spanish": ("El aparcamiento es gratuito para clientes, salvo los domingos, durante un máximo de dos horas al día.",
        "La norma dice: «El aparcamiento es gratuito para clientes […] durante un máximo de dos horas al día.»",
        "La norma dice: «El aparcamiento es gratuito […] salvo los domingos, durante un máximo de dos horas al día.»"),
    "Portuguese": ("Os pedidos feitos no prazo legal e no balcão são aceites pela junta na mesma semana.",
        "",
        "A regra diz: «Os pedidos feitos […] são aceites pela junta na mesma semana.»"),
    "Dutch": ("Fietsen mogen mee in de trein, behalve tijdens de spits, tegen een toeslag van zes euro.",
        "De regels zeggen: “Fietsen mogen mee in de trein […] tegen een toeslag van zes euro.”",
        "De regels zeggen: “Fietsen mogen mee […] behalve tijdens de spits, tegen een toeslag van zes euro.”"),
    "Polish": ("Czytelnicy mogą pożyczać książki, oprócz nowości, na okres trzydziestu dni od wypożyczenia.",
        "Regulamin mówi: „Czytelnicy mogą pożyczać książki […] na okres trzydziestu dni od wypożyczenia.”",
        "Regulamin mówi: „Czytelnicy mogą pożyczać książki, oprócz nowości, na okres […] od wypożyczenia.”"),
    "English": ("Tenants may keep small pets, subject to written consent, in any flat on the ground floor.",
        'The lease says: "Tenants may keep small pets ... in any flat on the ground floor."',
        'The lease says: "Tenants may keep small pets, subject to written consent, in any flat ... ground floor."'),
}  # fmt: skip


@pytest.mark.parametrize(
    ("talk", "said"),
    [(talk, said) for talk in TALKS.values() for said in talk.faulty],
    ids=[f"{name}: {said}" for name, talk in TALKS.items() for said in talk.faulty],
)
def test_a_part_is_told_as_the_whole(talk: Talk, said: str):
    assert codes(talk, said) != []


@pytest.mark.parametrize(
    ("talk", "said"),
    [(talk, said) for talk in TALKS.values() for said in talk.benign],
    ids=[f"{name}: {said}" for name, talk in TALKS.items() for said in talk.benign],
)
def test_a_part_may_be_told_as_one(talk: Talk, said: str):
    assert codes(talk, said) == []


@pytest.mark.parametrize(("source", "faulty", "benign"), QUOTED.values(), ids=QUOTED.keys())
def test_an_ellipsis_may_not_leave_out_an_exception(source: str, faulty: str, benign: str):
    def found(said: str) -> set[str]:
        steps = [
            user("?"),
            call("read_rules", {"id": "r"}, id="c"),
            result("c", source),
            answer(said),
        ]
        findings = EvidenceUse().grade(make_trace(steps)).findings
        return {each.code for each in findings if each.severity != "info"}

    assert not faulty or "E05" in found(faulty)
    assert found(benign) == set()
