"""Values that stand in the evidence in another spelling, each with a look-alike that does not."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["SPELLED", "Spelled"]


class Spelled(NamedTuple):
    """A result, an answer that tells it in other words, and one that tells something else."""

    evidence: Any
    right: str
    wrong: str


_ORDER = {
    "order": "B-7",
    "currency": "GBP",
    "lines": [{"title": "Desk lamp", "price": 3499}, {"title": "Rug", "price": 12950}],
}
_STRIPE = {
    "id": "ch_9",
    "object": "charge",
    "amount": 48250,
    "currency": "usd",
    "status": "succeeded",
}
_RUN = {"name": "Morning Run", "distance": 10240.0, "kudos": 4}
_METAR = "METAR LOWX 031720Z 31022G37KT 3500 SHSN BKN009 OVC021 M03/M06 Q0987="
_TAF = "TAF KABC 061130Z 0612/0712 18014KT P6SM SCT035 FM061800 21018G29KT 5SM BKN018"

SPELLED: dict[str, Spelled] = {
    "cents under a heading": Spelled(
        {"zug": "EC 7", "preise_cent": {"sitz": 4990, "liege": 8990}},
        "Der Sitzplatz kostet 49,90 €, der Liegewagen 89,90 €.", "Der Sitzplatz kostet 49,40 €.",
    ),
    "øre": Spelled({"sted": "Vejle", "pris_oere": 14280}, "Det kostede 142,80 kr.", "Det kostede 148,20 kr."),
    "öre": Spelled({"butik": "Hörnet", "belopp_öre": 25950}, "Du betalade 259,50 kr.", "Du betalade 295,50 kr."),
    "grosze": Spelled({"sklep": "Żuk", "kwota_gr": 18999, "waluta": "PLN"}, "Zapłacono 189,99 zł.", "Zapłacono 198,99 zł."),
    "minor units of a currency beside": Spelled(_ORDER, "The desk lamp is £34.99.", "The desk lamp is £39.44."),
    "minor units of a payment": Spelled(_STRIPE, "The charge of $482.50 went through.", "The charge of $428.50 went through."),
    "a decimal comma in text": Spelled("Totale fattura: EUR 1.250,50", "The invoice comes to €1,250.50.", "The invoice comes to €1,205.50."),
    "a blank in thousands": Spelled({"pop": 12580}, "Der bor 12 580 mennesker.", "Der bor 12 850 mennesker."),
    "an apostrophe": Spelled({"umsatz": 1450300.5}, "Der Umsatz war CHF 1'450'300.50.", "Der Umsatz war CHF 1'405'300.50."),
    "crowns behind": Spelled({"cena": 1890.5, "mena": "CZK"}, "Stojí to 1 890,50 Kč.", "Stojí to 1 980,50 Kč."),
    "lira": Spelled({"tutar": "3250.40"}, "Ücret 3.250,40 TL.", "Ücret 3.520,40 TL."),
    "reais": Spelled({"valor": 1899.9}, "Custa R$ 1.899,90.", "Custa R$ 1.989,90."),
    "kilometres of a plain number": Spelled(_RUN, "You ran 10.24 km.", "You ran 10.42 km."),
    "kilograms of grams": Spelled({"item": "box", "weight": 2350}, "It weighs 2.35 kg.", "It weighs 2.53 kg."),
    "pounds of grams": Spelled({"weight_g": 2350}, "It weighs about 5.18 lb.", "It weighs 5.81 lb."),
    "knots": Spelled({"wind_kn": 24}, "The wind blows at 44 km/h.", "The wind blows at 48 km/h."),
    "knots in text": Spelled("Wind: NW 24 knots", "Wind aus Nordwest mit 44 km/h.", "Wind aus Nordwest mit 49 km/h."),
    "metres a second": Spelled({"wind_speed_ms": 13.0}, "The wind is 46.8 km/h.", "The wind is 48.6 km/h."),
    "metres a second in text": Spelled("vind 13 m/s", "Vinden er 47 km/t, altså 25 knob.", "Vinden er 13 m/s, altså 29 knob."),
    "feet": Spelled({"elevation_m": 1312}, "The hut lies at 4,304 ft.", "The hut lies at 4,403 ft."),
    "Fuß": Spelled("Flughöhe 34000 ft", "Die Flughöhe beträgt 10.363 m.", "Die Flughöhe beträgt 10.636 m."),
    "inches": Spelled({"screen_cm": 68.6}, "The screen has 27 inches.", "The screen has 29 inches."),
    "Zoll": Spelled({"diagonale_cm": 68.6}, "Der Bildschirm hat 27 Zoll.", "Der Bildschirm hat 24 Zoll."),
    "warmth below zero": Spelled({"readings": [{"celsius": -61.2}]}, "It was \u221278.2 °F at its warmest.", "It was \u221287.2 °F at its warmest."),
    "warmth of a field in f": Spelled({"device": "hall", "setpoint_f": 66}, "It is set to 19 °C.", "It is set to 21 °C."),
    "warmth of a field in c": Spelled({"tmax_c": 33, "rain_mm": 0.4}, "It will reach 91 °F.", "It will reach 96 °F."),
    "warmth in text": Spelled("Bake at 375 °F for 25 minutes.", "Four à 190 °C pendant 25 minutes.", "Four à 180 °C pendant 25 minutes."),
    "centilitres": Spelled("1 cup (240 ml) milk", "Ajoutez 24 cl de lait.", "Ajoutez 42 cl de lait."),
    "ounces": Spelled("10 oz blueberries", "Prenez 283 g de myrtilles.", "Prenez 238 g de myrtilles."),
    "hectares": Spelled({"area_ha": 1520}, "The park covers 15.2 km².", "The park covers 12.5 km²."),
    "acres": Spelled({"size": "46 acres"}, "The farm has 18.6 ha.", "The farm has 16.8 ha."),
    "square feet": Spelled("1,480 sqft, built 1987", "Das Haus hat 137,5 m².", "Das Haus hat 173,5 m²."),
    "square feet in words": Spelled("1,480 sqft, built 1987", "It has 1,480 sq ft.", "It has 1,840 sq ft."),
    "clusters": Spelled("Limits:\n  memory:  256Mi\nRequests:\n  memory:  128Mi", "The limit is 256 MiB.", "The limit is 265 MiB."),
    "clusters in gibi": Spelled({"requests": {"memory": "1536Mi"}}, "It asks for 1.5 GiB.", "It asks for 1.6 GiB."),
    "millicores": Spelled({"limits": {"cpu": "1500m"}}, "The limit is 1.5 cores.", "The limit is 1.6 cores."),
    "gibibytes": Spelled({"Name": "logs", "SizeBytes": 1374389534720}, "It holds 1,280 GiB (1.25 TiB).", "It holds 1,820 GiB."),
    "inches of mercury": Spelled({"altimeter_inhg": 29.92}, "The pressure is 1013.2 hPa.", "The pressure is 1031.2 hPa."),
    "millimetres of mercury": Spelled("BP 120/80 mmHg; pressure 760 mmHg", "The pressure is 1,013 hPa.", "The pressure is 1,031 hPa."),
    "joules": Spelled({"energie_kj": 900}, "Das sind 215 kcal.", "Das sind 251 kcal."),
    "kilojoules": Spelled("215 kcal each", "Une portion compte 900 kJ.", "Une portion compte 950 kJ."),
    "megajoules": Spelled({"kwh": 82}, "That is 295 MJ.", "That is 259 MJ."),
    "horse power": Spelled({"leistung_kw": 110}, "Er hat 150 PS.", "Er hat 105 PS."),
    "grams a litre": Spelled("HGB 12.9 g/dL", "Your haemoglobin is 129 g/L.", "Your haemoglobin is 192 g/L."),
    "molar": Spelled("Stock: 150 mM NaCl", "It is a 0.150 M solution.", "It is a 0.510 M solution."),
    "micromolar": Spelled("substrate 0.25 mM", "Use the 250 µM substrate.", "The substrate is 520 µM."),
    "millivolts": Spelled({"battery_mv": 3615}, "The battery is at 3.615 V.", "The battery is at 3.165 V."),
    "milliamperes": Spelled("draw 0.412 A", "It draws 412 mA.", "It draws 421 mA."),
    "kiloohms of text": Spelled("R4 = 4700 Ω", "R4 has 4.7 kΩ.", "R4 has 7.4 kΩ."),
    "volumes": Spelled({"stock_ml": 240}, "Es sind noch 2,4 dl da.", "Es sind noch 4,2 dl da."),
    "tonnes": Spelled("Payload 18.4 t", "It carries 18,400 kg.", "It carries 14,800 kg."),
    "kilometres in miles": Spelled({"km": 42.195}, "The race is 26.2 miles long.", "The race is 22.6 miles long."),
    "miles in Spanish": Spelled({"distance_km": 134}, "Son 83 millas.", "Son 38 millas."),
    "a unit that was said before": Spelled({"wind_kn": 18, "gust_kn": 31}, "It blows at 33 km/h with gusts of 57.", "It blows at 33 km/h with gusts of 75."),
    "a unit that is said after": Spelled({"used_bytes": 7420000000, "quota_bytes": 10000000000}, "You used 7.42 of 10 GB.", "You used 7.24 of 10 GB."),
    "a range with one unit": Spelled({"low_g": 1350, "high_g": 1720}, "It weighs between 1.35 and 1.72 kg.", "It weighs between 1.53 and 1.72 kg."),
    "one in so many": Spelled({"name": "Iron Gull", "global_pct": 0.4}, "Iron Gull is rare: 1 in 250 players have it.", "Iron Gull is rare: 1 in 520 players have it."),
    "ein von": Spelled({"fehlerquote": 0.025}, "Fehlerhaft ist 1 von 40 Teilen.", "Fehlerhaft ist 1 von 60 Teilen."),
    "per mille": Spelled({"rate": 0.0035}, "Der Satz liegt bei 3,5 ‰.", "Der Satz liegt bei 5,3 ‰."),
    "parts per million": Spelled({"defect_rate": 0.000215}, "That is 215 ppm.", "That is 251 ppm."),
    "basis points of a share": Spelled({"spread": 0.0145}, "The spread is 145 basis points.", "The spread is 154 basis points."),
    "wind of a report": Spelled(_METAR, "Wind from 310° at 22 kt, gusting to 37 kt.", "Wind from 310° at 22 kt, gusting to 33 kt."),
    "wind of a report converted": Spelled(_METAR, "Böen bis 69 km/h.", "Böen bis 96 km/h."),
    "direction of a report": Spelled(_METAR, "The wind comes from 310 degrees.", "The wind comes from 130 degrees."),
    "clouds of a report": Spelled(_METAR, "Broken at 900 ft, overcast at 2,100 ft.", "Broken at 900 ft, overcast at 2,800 ft."),
    "clouds of a report in metres": Spelled(_METAR, "Broken clouds at 270 m.", "Broken clouds at 370 m."),
    "sight of a report": Spelled(_METAR, "Visibility is 3.5 km.", "Visibility is 5.3 km."),
    "pressure of a report": Spelled(_METAR, "QNH 987 hPa.", "QNH 978 hPa."),
    "hour of a report": Spelled(_METAR, "Observed at 17:20 UTC.", "Observed at 17:50 UTC."),
    "clouds of a forecast": Spelled(_TAF, "Later broken at 1,800 ft with gusts of 29 knots.", "Later broken at 1,300 ft."),
    "altimeter of a report": Spelled("KXYZ 141755Z 09007KT 10SM FEW250 31/22 A2992", "Altimeter 29.92 inHg, 31 °C.", "Altimeter 29.29 inHg."),
    "fine dust": Spelled({"pm25": 38.2, "pm10": 51.7}, "PM2.5 is at 38.2.", "PM2.5 is at 32.8."),
    "ozone": Spelled({"o3_ug_m3": 61.0, "no2_ug_m3": 18.4}, "NO2 is at 18.4 and O3 at 61.", "NO2 is at 14.8."),
    "a cell that is a key": Spelled({"values": [[37800], [362300]], "formulas": {"C7": "=C3*15%", "C8": "=SUM(C2:C7)"}}, "`C8` is 362,300 now.", "`D9` is 362,300 now."),
    "the end of an id": Spelled({"Id": "00Q7R00001xYbTTUA0"}, "The lead ending in UA0 is open.", "The lead ending in UB0 is open."),
    "the beginning of an id": Spelled({"commit": "9f2c47d1a0be55"}, "Commit 9f2c47d is on main.", "Commit 9f2c74d is on main."),
    "millions abroad": Spelled({"einwohner": 1845000}, "Es leben dort 1,845 Millionen Menschen.", "Es leben dort 1,485 Millionen Menschen."),
    "millions in Spanish": Spelled({"ingresos": 3460000}, "Los ingresos fueron 3,46 millones de euros.", "Los ingresos fueron 3,64 millones de euros."),
    "thousands in Polish": Spelled({"koszt": 18400}, "Koszt to 18,4 tys. zł.", "Koszt to 14,8 tys. zł."),
    "a capital M": Spelled({"stars": 2340000}, "It has 2.34M downloads.", "It has 2.43M downloads."),
    "attributes of XML": Spelled('<room name="Blue" seats="48" area="61.5"/>', "Blue has 48 seats on 61.5 m².", "Blue has 84 seats."),
    "a table of HTML": Spelled("<table><tr><td>Rent</td><td>1.180,50 €</td></tr></table>", "The rent is €1,180.50.", "The rent is €1,108.50."),
    "a number in an address": Spelled({"url": "https://shop.example/item/88213?size=42"}, "It is item 88213 in size 42.", "It is item 88231."),
    "an hour of a cron line": Spelled("30 17 * * 1-5 /opt/backup.sh", "It runs at 17:30 on weekdays.", "It runs at 17:50 on weekdays."),
    "steps of a cron line": Spelled({"schedule": "*/15 * * * *"}, "It runs every 15 minutes.", "It runs every 25 minutes."),
    "the night of a cron line": Spelled({"spec": {"schedule": "45 2 * * *"}}, "Läuft täglich um 2:45 Uhr.", "Läuft täglich um 4:25 Uhr."),
    "seconds with a sign": Spelled({"offset": -0.412}, "The clock is off by \u2212412 ms.", "The clock is off by \u2212421 ms."),
    "a share of a fraction": Spelled({"vwc": 0.194}, "The soil has 19.4 %.", "The soil has 14.9 %."),
    "yen": Spelled({"price": 12800, "currency": "JPY"}, "It costs ¥12,800.", "It costs ¥18,200."),
    "yuan": Spelled({"price": 40.5, "currency": "CNY"}, "票价是40.5元。", "票价是45.0元。"),
    "won": Spelled({"price": 45000}, "가격은 ₩45,000입니다.", "가격은 ₩54,000입니다."),
    "francs before": Spelled("Prix: 1'284.60 CHF", "Le billet coûte CHF 1284.60.", "Le billet coûte CHF 1248.60."),
    "a dollar behind": Spelled({"cost": 64.5}, "Ça coûte 64,50 $.", "Ça coûte 46,50 $."),
    "so much on a hundred": Spelled(
        {"verbrauch": "6,4 l/100 km"}, "Er braucht 6,4 Liter auf 100 km.", "Er braucht 4,6 Liter auf 100 km.",
    ),
    "a debt in hundredths": Spelled(
        {"balance_minor": -4550, "currency": "EUR"}, "Your account is overdrawn by €45.50.", "Your account is overdrawn by €54.50.",
    ),
    "paise": Spelled(
        {"amt": 129900, "ccy": "INR", "unit": "paise"}, "It costs ₹1,299.", "It costs ₹1,929.",
    ),
    "lakh": Spelled(
        {"lakh": None, "amount": 1250000}, "It is ₹12.5 lakh.", "It is ₹15.2 lakh.",
    ),
    "bytes by twos": Spelled(
        {"rx_bytes": 1610612736}, "Received 1.5 GiB.", "Received 1.9 GiB.",
    ),
    "microseconds": Spelled(
        {"latency_us": 412000}, "The latency is 412 ms.", "The latency is 421 ms.",
    ),
    "a letter of warmth beside": Spelled(
        {"temp": {"value": 98.6, "unit": "F"}}, "Her temperature is 37.0 °C.", "Her temperature is 38.0 °C.",
    ),
    "micrograms": Spelled(
        {"dose": "500 mcg"}, "The dose is 0.5 mg.", "The dose is 0.75 mg.",
    ),
    "depth": Spelled(
        {"depth_m": 31.4}, "The wreck lies at 103 ft.", "The wreck lies at 130 ft.",
    ),
    "sea miles": Spelled(
        {"distance_nm": 212}, "It is 393 km away.", "It is 339 km away.",
    ),
    "nœuds": Spelled(
        "Vent 25 noeuds", "Vent de 46 km/h.", "Vent de 64 km/h.",
    ),
    "three lengths, converted": Spelled(
        {"dims": "120 x 80 x 45 cm"}, "It measures 1.2 by 0.8 by 0.45 m.", "It measures 1.2 by 0.8 by 0.54 m.",
    ),
    "three lengths in one word": Spelled(
        {"dims": "120x80x45cm"}, "The box is 120 \u00d7 80 \u00d7 45 cm.", "The box is 120 \u00d7 80 \u00d7 54 cm.",
    ),
    "three lengths of a record": Spelled(
        {"dimensions": {"l": 610, "w": 455, "h": 300}, "unit": "mm"}, "Es misst 61 \u00d7 45,5 \u00d7 30 cm.", "Es misst 61 \u00d7 54,5 \u00d7 30 cm.",
    ),
    "a resolution": Spelled(
        {"res": "3840x2160"}, "The screen shows 3840 by 2160 pixels.", "The screen shows 3480 by 2160 pixels.",
    ),
    "an account in groups": Spelled(
        {"iban": "DE89370400440532013000"}, "The account is DE89 3704 0044 0532 0130 00.", "The account is DE89 3704 0044 0532 0130 09.",
    ),
    "the end of a number": Spelled(
        {"tracking": "1Z999AA10123456784"}, "The tracking number ends with 6784.", "The tracking number ends with 7684.",
    ),
    "a rate": Spelled(
        {"apr": 0.0325}, "The rate is 3.25 %.", "The rate is 3.52 %.",
    ),
    "a power of ten": Spelled(
        {"alpha": 1.4e-05}, "It is 1.4 \u00d7 10⁻⁵.", "It is 1.7 \u00d7 10⁻⁵.",
    ),
    "a power of ten in text": Spelled(
        {"conc": "1.4e-5 M"}, "It is 14 µM.", "It is 41 µM.",
    ),
    "a ratio": Spelled(
        {"odds": "1:14"}, "The dilution is 1 to 14.", "The dilution is 1 to 41.",
    ),
    "cron with a question mark": Spelled(
        "cron(15 10 ? * MON-FRI *)", "It runs at 10:15 on weekdays.", "It runs at 10:51 on weekdays.",
    ),
    "a rule of recurrence": Spelled(
        "FREQ=DAILY;BYHOUR=7;BYMINUTE=45", "It repeats daily at 7:45.", "It repeats daily at 7:54.",
    ),
    "qm": Spelled(
        "Grundstück 1.250 qm", "The plot has 1,250 m².", "The plot has 1,520 m².",
    ),
    "hectares in text": Spelled(
        {"superficie": "3,2 ha"}, "It covers 32,000 m².", "It covers 23,000 m².",
    ),
    "horse power the other way": Spelled(
        {"ps": 150}, "Er leistet 110 kW.", "Er leistet 101 kW.",
    ),
    "ampere hours": Spelled(
        {"capacity_mah": 4850}, "The battery holds 4.85 Ah.", "The battery holds 4.58 Ah.",
    ),
    "psi": Spelled(
        {"tyre_bar": 2.4}, "Pump it to 34.8 psi.", "It is at 38.4 psi now.",
    ),
    "a refund without a currency": Spelled(
        {"id": "re_9", "amount": 3104, "status": "pending"}, "£31.04 comes back.", "£34.01 comes back.",
    ),
    "what two amounts in hundredths differ by": Spelled(
        {"zug": "EC 7", "preise_cent": {"sitz": 4990, "liege": 8990}},
        "Der Sitz kostet 49,90 €, die Liege 89,90 €, also 40 € mehr.", "Der Sitz kostet 49,90 €, die Liege 89,90 €, also 43,50 € mehr.",
    ),
    "so much a day": Spelled("Zinc gluconate 45 mg/day, 388 adults.", "It was 45 mg a day.", "It was 54 mg a day."),
}  # fmt: skip
