"""What is said of a thing against the record of it: each fault, and a twin much like it without one."""

from __future__ import annotations

import pytest

from tests.graders.evidence.paraphrased import Pair, d, t, u
from tests.graders.evidence.test_paraphrased import found, graded

WHO = {
    "matter": "M-77",
    "partner": {"name": "Ingrid Solheim"},
    "associate": {"name": "Tomas Reyes"},
}
PUMP = {"pump": {"tag": "P-101"}, "readings": {"suction": {"bar": 2.4}, "discharge": {"bar": 17.9}}}
LICENCES = {"vendor": "Orbis", "plans": [{"tier": "Basic", "seats": {"sold": 340}}, {"tier": "Pro", "seats": {"sold": 125}}]}  # fmt: skip
UPTIME = " 10:22:31 up 41 days\nName: gate-3\nFirmware: 4.19.2\nUplink: 940 Mbit\n"
PODS = "NAME      READY   STATUS    RESTARTS   AGE\napi-0     1/1     Running   14         6d\nweb-0     1/1     Running   31         6d\n"  # fmt: skip
BED = {"patient": "Q-11", "ward": "B3", "bed": "12W"}


def reading(tool: str, arguments: dict[str, str], *contents: object) -> list[dict[str, object]]:
    return [step for content in contents for step in t(tool, arguments, content)]


PAIRS: dict[str, Pair] = {
    # A value against the one place it belongs to
    "a code in an object beside the one that is named": Pair(
        "E02", u("Where is shipment 7781?") + t("locate", {"shipment": "7781"}, {"ids": {"shipment": "7781"}, "place": {"dock": "D17"}}),
        "Shipment 7781 is at dock D71.", "Shipment 7781 is at dock D17.",
    ),
    "a number in a nested object": Pair(
        "E02", u("How does P-101 run?") + t("scada", {"tag": "P-101"}, PUMP),
        "P-101 shows 19.7 bar at the discharge.", "P-101 shows 17.9 bar at the discharge.",
    ),
    "the entry of a list that is named by what it holds": Pair(
        "E02", u("How many Pro seats has Orbis sold?") + t("plans", {"vendor": "Orbis"}, LICENCES),
        "Orbis has sold 152 seats of the Pro plan.", "Orbis has sold 125 seats of the Pro plan.",
    ),
    "a field in Polish": Pair(
        "E02", u("Jaki jest termin?") + t("umowa", {"numer": "U/14"}, {"numer": "U/14", "okres_wypowiedzenia_dni": 45, "kaucja": 2200}),
        "Umowa U/14: okres wypowiedzenia to 54 dni.", "Umowa U/14: okres wypowiedzenia to 45 dni.",
    ),
    "a field of what a command printed": Pair(
        "E02", u("How fast is gate-3?") + t("sh", {"cmd": "status gate-3"}, {"rc": 0, "stdout": UPTIME}),
        "gate-3 has an uplink of 490 Mbit.", "gate-3 has an uplink of 940 Mbit.",
    ),
    "a column set apart by blanks": Pair(
        "E02", u("Restarts of api-0?") + t("kubectl", {"args": "get pods"}, PODS),
        "api-0 has had 41 restarts.", "api-0 has had 14 restarts, web-0 31.",
    ),
    "a time beside its day": Pair(
        "E02", u("When does the hearing of case C-9 begin?") + t("docket", {"case": "C-9"}, {"case": "C-9", "hearing": "2025-09-02T14:30:00+02:00", "room": "2.11"}),
        "The hearing is on 2 September 2025 at 15:30.", "The hearing is on 2 September 2025 at 14:30.",
    ),
    "an item of a list that could be a difference": Pair(
        "E02", u("Gains please") + t("gains", {}, {"rows": [{"site": "Arrow", "gain": 61.5}, {"site": "Birch", "gain": 22.1}, {"site": "Cedar", "gain": 30.9}]}),
        "- Arrow: 61.5\n- Birch: 22.1\n- Cedar: 39.4", "- Arrow: 61.5\n- Birch: 22.1\n- Cedar: 30.9",
    ),
    # What the user has said
    "a wrong number that is confirmed": Pair(
        "E02", u("The deposit for flat 4B is 1,850, isn't it?") + t("lease", {"flat": "4B"}, {"flat": "4B", "deposit": 1580, "rooms": 3}),
        "Yes, the deposit for flat 4B is 1,850.", "Not quite: the deposit for flat 4B is 1,580.",
    ),
    "a wish is no fact": Pair(
        "E02", u("Is the deposit for flat 4B over 1,850?") + t("lease", {"flat": "4B"}, {"flat": "4B", "deposit": 1580}),
        "Yes: the deposit for flat 4B is 1,805.", "No. Flat 4B asks for a deposit of 1,580, which is under 1,850.",
    ),
    # People
    "another surname": Pair(
        "E02", u("Who leads M-77?") + t("matters", {"id": "M-77"}, WHO),
        "Matter M-77 is led by Ingrid Sandvik.", "Matter M-77 is led by Ingrid Solheim.",
    ),
    "somebody in the role of another": Pair(
        "E02", u("Who is the partner on M-77?") + t("matters", {"id": "M-77"}, WHO),
        "The partner on it is Tomas Reyes.", "The partner on it is Ingrid Solheim; Tomas Reyes is the associate.",
    ),
    "a doctor whom nothing names": Pair(
        "E01", u("Is room 4 free?") + t("rooms", {"room": "4"}, {"room": "4", "free": True}),
        "Room 4 is free, and Dr. Malakhov will see you.", "Room 4 is free. It does not say which doctor it is.",
    ),
    "a signatory whom nothing names": Pair(
        "E01", u("Fasse das Protokoll zusammen") + t("lesen", {"doc": "P9"}, "Protokoll P9\n\nBeschluss: Ausbau genehmigt."),
        "Der Ausbau wurde genehmigt. Unterzeichnet hat Katharina Obermoser.", "Der Ausbau wurde genehmigt. Eine Unterschrift fehlt.",
    ),
    "a place with the name of a person": Pair(
        "E01", u("Where do I pick it up?") + t("pickup", {}, {"shop": "14"}),
        "You can pick it up from Helen Marchbanks at shop 14.", "You can pick it up at shop 14, near Santa Monica and Martin Street.",
    ),
    # Later readings
    "a bed before the move": Pair(
        "E08", u("Where is Q-11?") + reading("census", {"patient": "Q-11"}, BED, {**BED, "bed": "07D"}),
        "Patient Q-11 lies in bed 12W.", "Patient Q-11 lies in bed 07D; before that it was 12W.",
    ),
    "a setting in plain text": Pair(
        "E08", u("Workers?") + reading("cat", {"path": "a.conf"}, "workers = 24\nhost = a1", "workers = 48\nhost = a1"),
        "It runs with `workers` at 24.", "It runs with `workers` at 48, up from 24.",
    ),
    "what a call has set": Pair(
        "E08", u("Move Q-11 to 07D") + t("census", {"patient": "Q-11"}, BED) + t("assign_bed", {"patient": "Q-11", "bed": "07D"}, "ok"),
        "Done. The bed of patient Q-11 is 12W.", "Done. The bed of patient Q-11 is 07D.",
    ),
    "an address in a block of code": Pair(
        "E08", u("Show me") + reading("dig", {"name": "x"}, {"name": "x.test", "a": "198.51.100.7"}, {"name": "x.test", "a": "198.51.100.9"}),
        "This is it:\n\n```\nx.test A 198.51.100.7\n```", "This is it:\n\n```\nx.test A 198.51.100.9\n```",
    ),
    "another thing that still is so": Pair(
        "E08", u("And?") + reading("jobs", {}, [{"id": "J-104", "state": "queued"}, {"id": "J-105", "state": "queued"}], [{"id": "J-104", "state": "running"}, {"id": "J-105", "state": "queued"}]),
        "Job J-104 is queued.", "Job J-105 is queued.",
    ),
    "an amount in an object": Pair(
        "E08", u("Balance?") + reading("wallet", {"id": "w"}, {"available": {"amount": "912.40"}}, {"available": {"amount": "412.40"}}),
        "You have 912.40 available.", "You have 412.40 available, down from 912.40.",
    ),
    # Failures in the body, documents that disagree, versions
    "a price in the body of an error": Pair(
        "E09", u("Price of silver?") + t("http", {"url": "https://m.test/xag"}, {"statusCode": 502, "body": {"error": "BAD_GATEWAY", "cached": {"price": 31.42}}}),
        "Silver stands at 31.42.", "The request ended in 502 (BAD_GATEWAY); the body still has a cached price of 31.42.",
    ),
    "what a command printed before it broke off": Pair(
        "E09", u("How many rows?") + t("sh", {"cmd": "count.py"}, {"exit_code": 137, "stdout": "rows: 48120", "stderr": "Killed"}),
        "The table has 48,120 rows.", "The count was killed and could not finish; it had got to 48,120 rows.",
    ),
    "tests that say no have told how many": Pair(
        "E01", u("Run them") + t("sh", {"cmd": "pytest"}, {"exit_code": 1, "stdout": "17 failed, 230 passed", "stderr": ""}),
        "17 tests failed, 203 passed.", "17 tests failed, 230 passed.",
    ),
    "two documents that disagree": Pair(
        "E15", u("How tall is the Orm tower?") + d(("a", "The Orm tower in Selby is 118 m tall."), ("b", "The Orm tower in Selby is 112 m tall.")),
        "The Orm tower is 118 m tall.", "Sources differ: 118 m [a] and 112 m [b].",
    ),
    "a version with two digits changed": Pair(
        "E02", u("Which one runs?") + t("sh", {"cmd": "node -v"}, "v20.14.1\n"),
        "It runs on Node 20.41.1.", "It runs on Node 20.14.1.",
    ),
    "the version before": Pair(
        "E02", u("Which ones?") + t("sh", {"cmd": "apt list"}, "libz 1.3.14 installed\nlibq 2.0.77 held"),
        "libz is at 1.3.41.", "libz is at 1.3.14 and libq at 2.0.77; neither is 1.3.41.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_fault_is_found_and_its_twin_let_be(name: str):
    pair = PAIRS[name]
    assert pair.code in found(graded(pair.steps, pair.faulty))
    twin = graded(pair.instead or pair.steps, pair.benign)
    assert [each for each in twin.findings if each.severity != "info"] == []
