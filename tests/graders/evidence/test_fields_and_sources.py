"""Values of another field, time, page or source than the one that an answer says; and answers that only look so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.evidence.paraphrased import Steps, t, u
from tests.graders.evidence.test_paraphrased import found, graded

DISKS = (
    "Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        60G   22G   36G  38% /\n"
    "/dev/vda2        48G   42G  4.3G  91% /var\n/dev/vdb1       500G  115G  385G  23% /srv\n"
)
SIZES = "88k\tdocs\n734M\tnode_modules\n1.2G\tfixtures\n312M\t.cache\n"
PORTS = t("fetch_url", {"url": "https://north.example/facts"}, "In 2023 the port handled 612,400 TEU over 1,150 m of quay.") + t(
    "fetch_url", {"url": "https://south.example/about"}, "We moved 548,900 TEU in 2023 with nine cranes.")  # fmt: skip
PORTS_IN_ROWS = (
    "| Port | TEU | Source |\n|---|---|---|\n| North | 612,400 | [facts](https://north.example/facts) |\n"
    "| South | 548,900 | [about](https://south.example/about) |"
)
STOCK = t("wms_stock", {"part": "6205-2RS"}, {"part": "6205-2RS", "on_hand": 118, "bin": "R4"}) + t(
    "erp_stock", {"part": "6205-2RS"}, {"part": "6205-2RS", "on_hand": 126})  # fmt: skip
TENANT = t("get_ledger", {"tenant": "Zielinska"}, {"tenant": "Zielinska", "rent": 1180, "since": "2021-05-01"}) + t(
    "query_register", {"name": "Zielinska"}, {"name": "Zielinska", "rent": 1210})  # fmt: skip
COUNTS = t("sql", {"q": "select count(*) from events"}, "count\n-------\n 10412\n(1 row)") + t(
    "sql", {"q": "delete from events where doubled"}, "DELETE 536") + t(
    "sql", {"q": "select count(*) from events"}, "count\n-------\n  9876\n(1 row)")  # fmt: skip
QUEUE = t("shell", {"cmd": "queue status"}, "waiting: 341 jobs, workers: 4") + t("shell", {"cmd": "queue drain"}, "ok") + t(
    "shell", {"cmd": "queue status"}, "waiting: 17 jobs, workers: 4")  # fmt: skip
COW = [{"cow": 4417, "milk_kg": 34.2, "concentrate_kg": 11.4, "rumination_min": 512}]
TRIP = {"trip": "T-88", "distance_km": 412, "detour_km": 57, "tolls_eur": 31.5}
ORDER = {
    "order": "4500017733",
    "items": [{"material": "Filterkartusche FK-12", "quantity": 420, "price": 18.4}],
}
PARTY = {"booking": "B-771", "room": "Garden", "guests": 64, "deposit": 250}
LOGS = t("shell", {"cmd": "ls -1 /var/log/gate/*"}, "/var/log/gate/auth.log\n/var/log/gate/sudo.log\n")  # fmt: skip


def asked(question: str, evidence: Any, **given: Any) -> Steps:
    return u(question) + t("look_up", given, evidence)


FAULTS: list[tuple[str, Steps, str]] = [
    ("E02", asked("How full are the disks?", DISKS), "- `/` is at 38%\n- `/var` is at 81%\n- `/srv` is at 23%"),
    ("E02", asked("Wie voll sind die Platten?", DISKS), "`/srv` ist zu 32 % belegt."),
    ("E06", u("what is so big") + t("bash", {"command": "du -sh *"}, SIZES), "`node_modules` takes 734 GB."),
    ("E06", u("qu'est-ce qui est gros ?") + t("bash", {"command": "du -sh *"}, SIZES), "`.cache` occupe 312 GB."),
    ("E04", u("Compare the ports.") + PORTS, "North handled 612,400 TEU ([source](https://south.example/about))."),
    ("E04", u("Vergleiche die Häfen.") + PORTS, "Der Süden schlug 548.900 TEU um ([Quelle](https://north.example/facts))."),
    ("E04", u("Compare the ports.") + PORTS, "- South: 548,900 TEU. [facts](https://north.example/facts)\n- North: 1,150 m of quay."),
    ("E15", u("How many bearings do we have?") + STOCK, "We have 126 of the 6205-2RS bearings on hand."),
    ("E15", u("How many bearings do we have?") + STOCK, "There are 118 of the 6205-2RS on hand, in bin R4."),
    ("E15", u("Ile wynosi czynsz pani Zielinskiej?") + TENANT, "Czynsz wynosi 1210 zł."),
    ("E08", u("Deduplicate events.") + COUNTS, "I deleted 536 rows. The table has 10,412 rows now."),
    ("E08", u("Dedupliziere events.") + COUNTS, "536 Zeilen gelöscht. Die Tabelle hat jetzt 10.412 Zeilen."),
    ("E08", u("Drain the queue.") + QUEUE, "The queue is drained; there are 341 jobs waiting."),
    ("E06", asked("How much milk did 4417 give yesterday?", COW, cow=4417), "4417 gave 11.4 kg yesterday."),
    ("E06", asked("What was the distance of trip T-88?", TRIP, trip="T-88"), "It came to 57 km."),
    ("E02", asked("Ist Bestellung 4500017733 über 240 Kartuschen bestätigt?", ORDER, order="4500017733"),
     "Ja, bestellt sind 240 Kartuschen zu je 18,40 €."),
    ("E02", asked("Is the Garden room booked for our 46 guests?", PARTY, booking="B-771"), "Yes, the Garden room is booked for 46 guests."),
    ("E07", asked("What is it in all?", "3 printers at EUR 129.00\nshipping EUR 15.00\n"), "```\n3 * 129.00 + 15.00 = 412.00 EUR\n```"),
    ("E07", asked("Was macht das?", "4 Eimer zu 12,50 €\nVersand 7,90 €\n"), "```\nSumme: 4 x 12,50 € + 7,90 € = 58,90 €\n```"),
    ("E03", u("Any attacks?") + LOGS, "The attempts are also collected in `/var/log/gate/attempts.csv`."),
    ("E03", u("Gab es Angriffe?") + LOGS, "Die Versuche stehen auch in `/var/log/gate/versuche.csv`."),
]  # fmt: skip

TRUE: list[tuple[Steps, str]] = [
    (asked("How full are the disks?", DISKS), "- `/var` is at 91%, with 4.3G left\n- `/` is at 38%\n- `/srv` is just under a quarter full (23%)"),
    (asked("How full are the disks?", DISKS), "`/var` is the fullest: 9% of it is free."),
    (asked("Wie voll sind die Platten?", DISKS), "`/srv` hat 385 GB frei, `/var` nur noch 4,3 GB."),
    (asked("How full are the disks?", DISKS), "`/var` is at 91%, against 38% on `/` and 23% on `/srv`."),
    (u("what is so big") + t("bash", {"command": "du -sh *"}, SIZES), "`fixtures` takes 1.2 GB, then `node_modules` with roughly 0.7 GB."),
    (u("what is so big") + t("bash", {"command": "du -sh *"}, SIZES), "`node_modules` takes 734 MB, `.cache` 312 MB."),
    (u("Compare.") + PORTS, "North handled 612,400 TEU ([source](https://north.example/facts)), South 548,900 ([source](https://south.example/about))."),
    (u("Compare.") + PORTS, "548,900 against 612,400 TEU ([South](https://south.example/about), [North](https://north.example/facts))."),
    (u("Compare.") + PORTS, PORTS_IN_ROWS),
    (u("Deduplicate events.") + COUNTS, "I deleted 536 duplicates. The table has 9,876 rows now, down from 10,412."),
    (u("Deduplicate events.") + COUNTS, "I deleted 536 of the 10,412 rows."),
    (u("Deduplicate events.") + COUNTS, "Before, there were 10,412 rows; 536 are gone."),
    (u("Dedupliziere events.") + COUNTS, "Von 10.412 Zeilen sind 9.876 übrig."),
    (u("Drain the queue.") + QUEUE, "Drained: 341 jobs were waiting, and 17 are left."),
    (asked("How much milk did 4417 give yesterday?", COW, cow=4417), "4417 gave 34.2 kg yesterday, and was fed 11.4 kg."),
    (asked("How much milk did 4417 give yesterday?", COW, cow=4417), "4417 had 11.4 kg of concentrate and gave 34.2 kg."),
    (asked("What was the distance of trip T-88?", TRIP, trip="T-88"), "It came to 412 km, 57 km of it a detour."),
    (asked("Ist Bestellung 4500017733 über 240 Kartuschen bestätigt?", ORDER, order="4500017733"),
     "Ja, bestellt sind laut System allerdings 420 Kartuschen, nicht 240."),
    (asked("Reichen 240 Kartuschen aus Bestellung 4500017733?", ORDER, order="4500017733"), "Ja, für 240 Kartuschen reicht die Bestellung."),
    (asked("Is the Garden room booked for our 46 guests?", PARTY, booking="B-771"), "It is booked for 64 guests; you said 46 guests."),
    (asked("Is the Garden room enough for 46 guests?", PARTY, booking="B-771"), "Yes, 46 guests would fit easily."),
    (asked("What is it in all?", "3 printers at EUR 129.00\nshipping EUR 15.00\n"), "```\n3 * 129.00 + 15.00 = 402.00 EUR\n```"),
    (asked("How do I square?", "x ** 2\n"), "```python\n10 % 4 == 2\n2 ** 10 = 1024\nx = 3 + 4\n2024-01-03 = 5\n```"),
    (u("Any attacks?") + LOGS, "`/var/log/gate/auth.log` is there; there is no `/var/log/gate/attempts.csv`."),
    (u("Any attacks?") + LOGS, "You could collect them in `/var/log/gate/attempts.csv`."),
    (u("Any attacks?") + LOGS + t("write_file", {"path": "/var/log/gate/attempts.csv"}, "ok"), "They are in `/var/log/gate/attempts.csv`."),
    (u("Any attacks?") + LOGS + t("shell", {"cmd": "make report"}, "done"), "They are in `/var/log/gate/attempts.csv`."),
    (u("Any attacks?") + LOGS, "The kernel's own log is `/var/log/kern.log`."),
]  # fmt: skip

SAID_BOTH: list[tuple[Steps, str]] = [
    (u("How many bearings do we have?") + STOCK, "The WMS shows 118 of the 6205-2RS bearings, the ERP 126."),
    (u("How many bearings do we have?") + STOCK, "126 by the ERP, 8 fewer (118) by the WMS."),
    (u("Ile wynosi czynsz?") + TENANT, "Rejestr podaje 1210, księga 1180."),
    (u("Since when is Zielinska a tenant?") + TENANT, "Since 1 May 2021."),
    (u("Move 8.") + STOCK[:3] + t("update_stock", {"part": "6205-2RS", "add": 8}, {"ok": True}) + STOCK[3:], "There are 126 now."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "steps", "said"), FAULTS)
def test_the_value_of_another_field_time_or_source_is_found(code: str, steps: Steps, said: str):
    assert code in found(graded(steps, said))


@pytest.mark.parametrize(("steps", "said"), TRUE)
def test_what_is_true_of_its_field_time_and_source_is_left_alone(steps: Steps, said: str):
    assert [each.message for each in graded(steps, said).findings if each.severity != "info"] == []


@pytest.mark.parametrize(("steps", "said"), SAID_BOTH)
def test_a_conflict_that_is_told_or_was_caused_is_none(steps: Steps, said: str):
    assert "E15" not in found(graded(steps, said))
