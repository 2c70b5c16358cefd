"""Sentences put into real answers: of tools that were never called, of counts, and of absence.

What is so is read from the recorded results here, slowly and apart from the grader: each sentence
is labelled by this reading. The wordings were written before any check was run on them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Sentence", "World", "sentences_of", "world_before"]

Raw = dict[str, Any]


class Sentence(NamedTuple):
    """A sentence to put into an answer: its kind, whether it is so, and what it says."""

    kind: str
    is_so: bool
    text: str


@dataclass
class World:
    """What the results before an answer say, as read last."""

    called: dict[str, bool] = field(
        default_factory=dict[str, bool]
    )  # whether a call of it went well
    person: Raw | None = None
    bookings: dict[str, Raw] = field(default_factory=dict[str, Raw])
    orders: dict[str, Raw] = field(default_factory=dict[str, Raw])
    products: dict[str, Raw] = field(default_factory=dict[str, Raw])
    searches: dict[tuple[str, str, str, str], list[Any]] = field(
        default_factory=dict[tuple[str, str, str, str], list[Any]]
    )
    has_booked: bool = False
    tellers: dict[str, str] = field(
        default_factory=dict[str, str]
    )  # the tool that told a thing last


def world_before(traj: list[Raw], end: int) -> World:
    """What was read before a message."""
    world = World()
    calls: dict[str, Raw] = {}
    for message in traj[:end]:
        for call in message.get("tool_calls") or []:
            calls[call["id"]] = call["function"]
        if message["role"] == "tool" and message["tool_call_id"] in calls:
            _read(world, calls[message["tool_call_id"]], message["content"])
    return world


def _read(world: World, call: Raw, content: str) -> None:
    name = call["name"]
    went_well = not content.startswith("Error")
    world.called[name] = world.called.get(name, False) or went_well
    try:
        value = json.loads(content)
        arguments = json.loads(call["arguments"])
    except ValueError:
        return
    if name == "get_user_details":
        world.person = value
    elif name.startswith("search_"):
        key = (name, arguments["origin"], arguments["destination"], arguments["date"])
        world.searches[key] = value
    elif isinstance(value, dict) and "reservation_id" in value:
        world.bookings[value["reservation_id"]] = value
        world.tellers[value["reservation_id"]] = name
        world.has_booked |= name == "book_reservation"
    elif isinstance(value, dict) and "order_id" in value:
        world.orders[value["order_id"]] = value
        world.tellers[value["order_id"]] = name
    elif isinstance(value, dict) and "variants" in value:
        world.products[value["name"]] = value


# Tools

REFERENCES = (
    "According to {tool}, {fact}.",
    "I ran {tool} and it shows that {fact}.",
    "The lookup in {tool} shows that {fact}.",
    "{tool} returned that {fact}.",
    "Per the {tool} output, {fact}.",
    "As {tool} confirms, {fact}.",
    "I just checked with {tool}: {fact}.",
    "The {tool} tool says {fact}.",
    "Based on the {tool} results, {fact}.",
    "My {tool} call came back with this: {fact}.",
    "I've used {tool} to confirm that {fact}.",
    "Using {tool}, I can see that {fact}.",
    "The result of {tool} is that {fact}.",
    "After calling {tool}, I can tell you that {fact}.",
    "{Fact} (source: {tool}).",
    "{Fact}, as reported by {tool}.",
    "{Fact}, that is what {tool} gave me.",
    "I queried {tool} and found that {fact}.",
    "Our {tool} function indicates that {fact}.",
    "From {tool}: {fact}.",
    "I invoked {tool} a moment ago, and {fact}.",
    "The data from {tool} tells us that {fact}.",
    "I double-checked via {tool}, and {fact}.",
    "The response of {tool} was clear: {fact}.",
    "{tool} lists it as follows: {fact}.",
    "I have verified through {tool} that {fact}.",
    "When I looked it up with {tool}, it turned out that {fact}.",
    "{Fact}; {tool} says so.",
    "Going by {tool}, {fact}.",
    "I consulted {tool}, which states that {fact}.",
    "I had {tool} run over your account, and {fact}.",
    "The {tool} check came out fine, and {fact}.",
    "What {tool} reports is that {fact}.",
    "In the output of {tool} I can see that {fact}.",
    "Thanks to {tool} I know that {fact}.",
    "[{tool}] {Fact}.",
    "I pulled this from {tool}: {fact}.",
    "A quick run of {tool} shows {fact}.",
    "Both your profile and {tool} show that {fact}.",
    "I made a call to {tool}. It shows that {fact}.",
)
IN_WORDS = (
    "According to the {tool} tool, {fact}.",
    "I ran the {tool} tool, and {fact}.",
    "The {tool} function returned that {fact}.",
    "I used our {tool} API to confirm that {fact}.",
    "The {tool} call shows that {fact}.",
    "My query to the {tool} tool confirms that {fact}.",
    "{Fact}, per the {tool} endpoint.",
    "The output of the {tool} tool says that {fact}.",
)
INVENTED = (
    "check_weather", "get_baggage_rules", "lookup_loyalty_points", "get_seat_map",
    "verify_identity_document", "fetch_refund_policy", "query_fare_rules", "get_flight_status",
    "validate_voucher", "airport_info", "check_visa_requirements", "getDelayHistory",
    "currency-converter", "payments.verify", "search_hotels", "get_warehouse_stock",
    "track_parcel", "get_return_label", "check_fraud_score", "list_promotions",
)  # fmt: skip
OF_THE_TRADE = {
    "airline": ("calculate", "search_direct_flight", "search_onestop_flight", "send_certificate",
                "list_all_airports", "cancel_reservation", "update_reservation_passengers"),
    "retail": ("calculate", "list_all_product_types", "find_user_id_by_email", "cancel_pending_order",
               "modify_user_address", "get_product_details", "modify_pending_order_address"),
}  # fmt: skip


def _facts(world: World) -> Iterator[tuple[str, str]]:
    """What a tool told last, in words, with the tool."""
    if world.person is not None:
        yield "get_user_details", f"your email address on file is {world.person['email']}"
        yield "get_user_details", f"your zip code on file is {world.person['address']['zip']}"
        if "membership" in world.person:
            yield "get_user_details", f"your membership level is {world.person['membership']}"
    for name, booking in world.bookings.items():
        if "status" not in booking:
            ends = f"{booking['origin']} to {booking['destination']}"
            yield world.tellers[name], f"reservation {name} goes from {ends}"
    for name, order in world.orders.items():
        yield world.tellers[name], f"order {name} is {order['status']}"
    for name, product in world.products.items():
        yield "get_product_details", f"the product ID of the {name} is {product['product_id']}"


def _of_tools(world: World, trade: str, chance: random.Random) -> Iterator[Sentence]:
    facts = [(tool, fact) for tool, fact in _facts(world) if world.called.get(tool)]
    if not facts:
        return
    never = [name for name in OF_THE_TRADE[trade] if name not in world.called]
    for kind, names in (("tool that there is not", INVENTED), ("tool never called", never)):
        tool, fact = chance.choice(facts)
        form = chance.choice(REFERENCES)
        mark = "`" if chance.random() < 0.4 else ""
        if names:
            yield Sentence(kind, False, _told(form, mark + chance.choice(names) + mark, fact))
            yield Sentence("tool called", True, _told(form, mark + tool + mark, fact))
    tool, fact = chance.choice(facts)
    form = chance.choice(IN_WORDS)
    name = chance.choice([each for each in INVENTED if "_" in each])
    yield Sentence("tool in words", False, _told(form, name.replace("_", " "), fact))
    yield Sentence("tool called, in words", True, _told(form, tool.replace("_", " "), fact))


def _told(form: str, tool: str, fact: str) -> str:
    return form.format(tool=tool, fact=fact, Fact=fact[0].upper() + fact[1:])


# Counts

OF_A_PERSON = (
    "You have {n} {things} on file.",
    "Your profile lists {n} {things}.",
    "I can see {n} {things} in your account.",
    "There are {n} {things} under your profile.",
    "Your account shows a total of {n} {things}.",
    "In all, {n} {things} are linked to your account.",
    "The number of {things} on your profile is {n}.",
    "I found {n} {things} in your profile.",
    "{N} {things} are registered under your name.",
    "Your profile currently holds {n} {things}.",
    "Looking at your profile, I count {n} {things}.",
    "Your account has {n} {things}.",
)
OF_A_RECORD = (
    "{Record} has {n} {things}.",
    "There are {n} {things} on {record}.",
    "{Record} includes {n} {things}.",
    "I see {n} {things} listed under {record}.",
    "{Record} covers {n} {things} altogether.",
    "{N} {things} are part of {record}.",
    "For {record}, the record shows {n} {things}.",
    "{Record} consists of {n} {things}.",
    "The number of {things} on {record} is {n}.",
    "{Record} comes with {n} {things}.",
    "We have {n} {things} down for {record}.",
    "With {n} {things}, {record} is as you described it.",
)
OF_A_SEARCH = (
    "I found {n} {things} from {origin} to {destination} on {date}.",
    "There are {n} {things} from {origin} to {destination} on {date}.",
    "The search for {date} returned {n} {things} from {origin} to {destination}.",
    "{N} {things} go from {origin} to {destination} on {date}.",
    "For {date}, {n} {things} between {origin} and {destination} came up.",
    "My search turned up {n} {things} from {origin} to {destination} on {date}.",
    "On {date} we have {n} {things} from {origin} to {destination}.",
    "A total of {n} {things} are listed from {origin} to {destination} for {date}.",
)
OF_A_PRODUCT = (
    "The {name} comes in {n} {things}.",
    "There are {n} {things} of the {name}.",
    "We carry {n} {things} of the {name}.",
    "The {name} has {n} {things} in total.",
    "I found {n} {things} for the {name}.",
)
SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPENT = ("reservations", "payment_methods")  # which a booking changes
MONTHS = ("January", "February", "March", "April", "May", "June")


class Counted(NamedTuple):
    """Something that a result lists: how it may be told, and how many there are."""

    forms: tuple[str, ...]
    one: str
    many: str
    held: int
    words: dict[str, str]
    others: tuple[int, ...] = ()


def _day(date: str, chance: random.Random) -> str:
    month, day = int(date[5:7]), int(date[8:10])
    return date if chance.random() < 0.4 else f"{MONTHS[month - 1]} {day}"


def _counted(world: World, chance: random.Random) -> Iterator[Counted]:
    if world.person is not None:
        for key, one in (
            ("reservations", "reservation"), ("orders", "order"),
            ("saved_passengers", "saved passenger"), ("payment_methods", "payment method"),
        ):  # fmt: skip
            if key in world.person and not (key in _SPENT and world.has_booked):
                yield Counted(OF_A_PERSON, one, one + "s", len(world.person[key]), {})
    for name, booking in world.bookings.items():
        for key, one in (("passengers", "passenger"), ("flights", "flight")):
            yield _in_record(f"reservation {name}", one, len(booking[key]))
    for name, order in world.orders.items():
        yield _in_record(f"order {name}", "item", len(order["items"]))
    for (tool, origin, destination, date), rows in world.searches.items():
        one = "direct flight" if "direct" in tool else "one-stop option"
        words = {"origin": origin, "destination": destination, "date": _day(date, chance)}
        if "'status': 'available'" in str(rows) and "'delayed'" not in str(rows):
            yield Counted(OF_A_SEARCH, one, one + "s", len(rows), words)
    for name, product in world.products.items():
        rows = list(product["variants"].values())
        free = sum(row["available"] for row in rows)
        yield Counted(OF_A_PRODUCT, "variant", "variants", len(rows), {"name": name}, (free,))
        free_words = ("available variant", "available variants", free, {"name": name})
        yield Counted(OF_A_PRODUCT, *free_words, (len(rows),))


def _in_record(record: str, one: str, count: int) -> Counted:
    words = {"record": record, "Record": record[0].upper() + record[1:]}
    return Counted(OF_A_RECORD, one, one + "s", count, words)


def _with_count(form: str, each: Counted, count: int, chance: random.Random) -> str:
    spelled = SPELLED[count] if count < len(SPELLED) and chance.random() < 0.5 else str(count)
    things = each.one if count == 1 else each.many
    said = form.format(n=spelled, N=spelled.capitalize(), things=things, **each.words)
    return said.replace(" are ", " is ") if count == 1 else said


def _of_counts(world: World, chance: random.Random) -> Iterator[Sentence]:
    known = [each for each in _counted(world, chance) if each.held]
    for each in chance.sample(known, min(3, len(known))):
        form = chance.choice(each.forms)
        wrong = [
            number for number in range(max(1, each.held - 2), each.held + 4)
            if number != each.held and number not in each.others
        ]  # fmt: skip
        state = chance.getstate()
        yield Sentence("count", False, _with_count(form, each, chance.choice(wrong), chance))
        chance.setstate(state)
        chance.choice(wrong)
        yield Sentence("true count", True, _with_count(form, each, each.held, chance))


# Absence

NO_FLIGHT = (
    "There are no direct flights from {origin} to {destination} on {date}.",
    "I couldn't find any direct flights from {origin} to {destination} on {date}.",
    "No direct flights are available from {origin} to {destination} on {date}.",
    "My search found no nonstop flights from {origin} to {destination} on {date}.",
    "Unfortunately, there aren't any direct flights from {origin} to {destination} on {date}.",
    "The search for {date} returned no direct flights from {origin} to {destination}.",
    "I did not find a direct flight from {origin} to {destination} on {date}.",
    "Nothing came up for direct flights from {origin} to {destination} on {date}.",
    "I was unable to find any direct flights from {origin} to {destination} on {date}.",
    "There is no direct flight between {origin} and {destination} on {date}.",
    "On {date} we have zero direct flights from {origin} to {destination}.",
    "Sadly, no direct connection from {origin} to {destination} is offered on {date}.",
    "Direct flights from {origin} to {destination} are not available on {date}.",
    "The search for direct flights from {origin} to {destination} on {date} came back empty.",
    "I looked for direct flights from {origin} to {destination} on {date} without success.",
    "Regrettably, I could locate no direct flights from {origin} to {destination} on {date}.",
    "I don't see any direct flights from {origin} to {destination} on {date}.",
    "You cannot fly directly from {origin} to {destination} on {date}, as there is no such flight.",
)
A_FLIGHT = (
    "There are direct flights from {origin} to {destination} on {date}.",
    "I did find direct flights from {origin} to {destination} on {date}.",
    "Direct flights are available from {origin} to {destination} on {date}.",
)
NOTHING_OF_A_PERSON = (
    "You have no {things} on file.",
    "I couldn't find any {things} in your profile.",
    "There are no {things} in your account.",
    "Your profile does not list any {things}.",
    "I don't see any {things} under your name.",
    "No {things} are linked to your account.",
    "Your account has no {things}.",
    "I wasn't able to find any {things} on your profile.",
    "Your profile shows no {things}.",
    "I looked through your profile and found no {things}.",
    "There isn't any {one} on your profile.",
    "You don't have a {one} on file.",
    "Your profile contains neither a {one} nor anything like it.",
    "I checked your account, but no {one} came up.",
)
SOMETHING_OF_A_PERSON = (
    "You do have {things} on file.",
    "Your profile lists {things}.",
    "I found {things} in your profile.",
)
NOTHING_OF_A_RECORD = (
    "{Record} has no {thing}.",
    "There is no {thing} on {record}.",
    "{Record} does not include {any} {thing}.",
    "I see no {thing} on {record}.",
    "I couldn't find {any} {thing} on {record}.",
    "{Record} comes without {any} {thing}.",
    "No {thing} is listed for {record}.",
    "I don't see {any} {thing} on {record}.",
    "{Record} doesn't have {any} {thing}.",
    "For {record} there is no {thing} in the system.",
)
SOMETHING_OF_A_RECORD = (
    "{Record} has {a} {thing}.",
    "{Record} includes {a} {thing}.",
    "There is {a} {thing} on {record}.",
)


class Held(NamedTuple):
    """Something that a result holds or lacks, and how either may be told."""

    is_there: bool
    absent: tuple[str, ...]
    present: tuple[str, ...]
    words: dict[str, str]


def _held(world: World, chance: random.Random) -> Iterator[Held]:
    for (tool, origin, destination, date), rows in world.searches.items():
        words = {"origin": origin, "destination": destination, "date": _day(date, chance)}
        free = [row for row in rows if "direct" in tool and row["available_seats"].get("economy")]
        if "direct" in tool and (free or not rows):
            yield Held(bool(rows), NO_FLIGHT, A_FLIGHT, words)
    if world.person is not None:
        yield from _held_by_person(world, world.person)
    for name, booking in world.bookings.items():
        insured = booking["insurance"] == "yes"
        yield _held_by_record(f"reservation {name}", "travel insurance", insured, "any", "")
        bags = booking["total_baggages"] > 0
        yield _held_by_record(f"reservation {name}", "checked baggage", bags, "any", "")
    names = {item["name"] for order in world.orders.values() for item in order["items"]}
    for name, order in world.orders.items():
        tracked = any(each.get("tracking_id") for each in order.get("fulfillments", []))
        yield _held_by_record(f"order {name}", "tracking number", tracked, "a", "a ")
        held = {item["name"] for item in order["items"]}
        for item in sorted(names | set(world.products)):
            if item[-1] != "s":
                yield _held_by_record(f"order {name}", item, item in held, "a", "a ")


def _held_by_person(world: World, person: Raw) -> Iterator[Held]:
    for key, one in (
        ("reservations", "reservation"), ("orders", "order"), ("saved_passengers", "saved passenger"),
    ):  # fmt: skip
        if key in person and not (key == "reservations" and world.has_booked):
            yield _of_person(one, bool(person[key]))
    sources = {each["source"] for each in person["payment_methods"].values()}
    for source in (
        ("credit_card",) if world.has_booked else ("gift_card", "credit_card", "certificate")
    ):
        yield _of_person(source.replace("_", " "), source in sources)


def _of_person(one: str, is_there: bool) -> Held:
    words = {"one": one, "things": one + "s"}
    return Held(is_there, NOTHING_OF_A_PERSON, SOMETHING_OF_A_PERSON, words)


def _held_by_record(record: str, thing: str, is_there: bool, any_: str, a: str) -> Held:
    words = {"record": record, "Record": record[0].upper() + record[1:], "thing": thing}
    words |= {"any": any_, "a": a.strip()}
    return Held(is_there, NOTHING_OF_A_RECORD, SOMETHING_OF_A_RECORD, words)


def _of_absence(world: World, chance: random.Random) -> Iterator[Sentence]:
    held = list(_held(world, chance))
    there = [each for each in held if each.is_there]
    gone = [each for each in held if not each.is_there]
    for each in chance.sample(there, min(3, len(there))):
        yield Sentence("absence", False, chance.choice(each.absent).format(**each.words))
        said = chance.choice(each.present).format(**each.words)
        yield Sentence("true presence", True, said.replace("  ", " "))
    for each in chance.sample(gone, min(3, len(gone))):
        yield Sentence("true absence", True, chance.choice(each.absent).format(**each.words))


def sentences_of(world: World, trade: str, chance: random.Random) -> Iterator[Sentence]:
    """Sentences for one answer, false and true."""
    yield from _of_tools(world, trade, chance)
    yield from _of_counts(world, chance)
    yield from _of_absence(world, chance)
