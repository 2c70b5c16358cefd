"""Numbers that say nothing of what was looked up, each with a sentence that does say it."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["UNASSERTED", "Unasserted"]


class Unasserted(NamedTuple):
    """A result, an answer with a number of its own, and one that claims the number of the result."""

    evidence: Any
    own: str
    claimed: str


_PANTRY = [{"item": "spinach", "grams": 250}, {"item": "feta", "grams": 200}]
_PORTS = {"host": "192.0.2.44", "open": [23, 80, 9100], "closed": 996}
_TEST = {"arms": [{"arm": "A", "users": 8200, "conversions": 656}], "p_value": 0.021}
_STOCK = {"items": [{"name": "NaCl stock", "conc_molar": 5.0, "volume_ml": 240}]}
_TEXT = "The pass costs 48 euros. Members who order more than 25 items at once get 15 % off, delivered within 72 hours."
_PROCESS = {"batch": "7731", "n": 125, "mean_mm": 12.013, "sigma_mm": 0.006}

UNASSERTED: dict[str, Unasserted] = {
    "an idea for a meal": Unasserted(
        _PANTRY, "**Idea: a pie.** Use all the spinach and bake it at 190 °C.", "The oven log says that it was at 190 °C."
    ),
    "a tip": Unasserted(_PANTRY, "Take a pan of 30 cm for it.", "The feta is 30 cm long."),
    "a tip in German": Unasserted(_PANTRY, "Backen Sie alles bei 180 °C.", "Der Spinat hatte 180 °C."),
    "a tip in French": Unasserted(_PANTRY, "Faites cuire le tout à 180 °C.", "Le four était à 180 °C."),
    "a tip in Spanish": Unasserted(_PANTRY, "Hornea todo a 180 °C.", "El horno estaba a 180 °C."),
    "a tip in Italian": Unasserted(_PANTRY, "Usa una teglia da 30 cm.", "La teglia era di 30 cm."),
    "a tip in Dutch": Unasserted(_PANTRY, "Gebruik een pan van 30 cm.", "De pan was 30 cm breed."),
    "a tip in Polish": Unasserted(_PANTRY, "Użyj formy o średnicy 30 cm.", "Forma miała 30 cm."),
    "a tip in Portuguese": Unasserted(_PANTRY, "Use uma forma de 30 cm.", "A forma tinha 30 cm."),
    "what printers often have": Unasserted(
        _PORTS, "UDP was not scanned, so SNMP on port 161, which printers often have enabled, is open to question.", "SNMP is open on port 161."
    ),
    "what is generally so": Unasserted(_PORTS, "Generally a printer listens on port 515 as well.", "The printer listens on port 515 as well."),
    "what is mostly so in German": Unasserted(_PORTS, "Drucker haben meist auch Port 631 offen.", "Der Drucker hat auch Port 631 offen."),
    "the usual level": Unasserted(_TEST, "p = 0.021, so below the usual 5 %.", "p = 0.021, so the lift is 5 %."),
    "the usual level in German": Unasserted(_TEST, "p = 0,021 liegt unter den üblichen 5 %.", "p = 0,021, der Zuwachs beträgt 5 %."),
    "the usual level in French": Unasserted(_TEST, "p = 0,021, sous le seuil habituel de 5 %.", "p = 0,021, soit un gain de 5 %."),
    "a level of significance": Unasserted(_TEST, "At a significance level of 5 % that counts.", "At A the conversion is 5 %."),
    "a condition in Czech": Unasserted(
        _PROCESS, "Pokud zákazník žádá Cpk alespoň 1,33, jste v pořádku.", "Cpk je 1,33."
    ),
    "a condition in German": Unasserted(_PROCESS, "Falls der Kunde 1,33 verlangt, reicht das.", "Der Kunde verlangt 1,33."),
    "a condition in French": Unasserted(_PROCESS, "Si le client exige 1,33, cela suffit.", "Le client exige 1,33."),
    "a condition in Spanish": Unasserted(_PROCESS, "Si el cliente exige 1,33, es suficiente.", "El cliente exige 1,33."),
    "a condition in Polish": Unasserted(_PROCESS, "Jeśli klient wymaga 1,33, to wystarczy.", "Klient wymaga 1,33."),
    "a condition in Dutch": Unasserted(_PROCESS, "Indien de klant 1,33 eist, is dat genoeg.", "De klant eist 1,33."),
    "an example in German": Unasserted(_PROCESS, "Manche verlangen mehr, z. B. 1,67.", "Dieser Kunde verlangt 1,67."),
    "an example in Spanish": Unasserted(_PROCESS, "Otros piden más, por ejemplo 1,67.", "Este cliente pide 1,67."),
    "what the agent itself would do": Unasserted(_TEST, "I'd wait for 14,000 users before calling it.", "The test has 14,000 users."),
    "what the agent itself would do in German": Unasserted(_TEST, "Ich würde auf 14.000 Nutzer warten.", "Der Test hat 14.000 Nutzer."),
    "what the agent itself would do in French": Unasserted(_TEST, "J'attendrais plutôt 14 000 utilisateurs.", "Le test compte 14 000 utilisateurs."),
    "what the agent advises in Spanish": Unasserted(_TEST, "Recomiendo esperar a 14.000 usuarios.", "La prueba tiene 14.000 usuarios."),
    "a molar mass": Unasserted(_STOCK, "The molar mass of NaCl is 58.44 g/mol.", "The stock holds 58.44 g."),
    "seconds of an hour": Unasserted({"rate_per_h": 7200}, "That is 7200 / 3600 = 2 per second.", "It has run 3600 times."),
    "hours of a year": Unasserted({"watts": 40}, "It runs 8,760 hours a year.", "It has run 8,760 times."),
    "days of a year": Unasserted({"per_day": 4.5}, "4.5 \u00d7 365 = 1,642.5 a year.", "It came 365 times."),
    "a factor of units": Unasserted({"knots": 24}, "24 \u00d7 1.852 = 44.4 km/h.", "The factor on file is 1.852."),
    "kelvin": Unasserted({"celsius": 21.5}, "In kelvin: 21.5 + 273.15 = 294.65.", "The sensor counted 273.15."),
    "half as fast again": Unasserted({"length_s": 41580}, "At 1.25\u00d7 you'd be done sooner.", "It is set to 1.25."),
}  # fmt: skip

LAID_DOWN: dict[str, tuple[str, str]] = {
    "a condition of a rule in French": (
        _TEXT,
        "Si vous commandez plus de 35 articles, vous avez une remise.",
    ),
    "a condition of a rule in German": (
        _TEXT,
        "Falls Sie mehr als 35 Artikel bestellen, gibt es Rabatt.",
    ),
    "an instruction": (_TEXT, "Order more than 35 items at once."),
    "a usual share": (_TEXT, "Members get the usual 18 % off."),
    "what is generally so": (_TEXT, "Generally members get 18 % off."),
    "a length of time": (_TEXT, "Wait 96 hours for it."),
    "a price": (_TEXT, "Take the pass for 58 euros."),
}
"""What a source lays down, told wrongly in sentences of the same moods."""
