"""The values of one invented book, by key, from a seed. Pure."""

from __future__ import annotations

from numpy.random import Generator

from ocr_docs.book.lists import KEYS, NATIONALITIES, PROVINCES, SHORT_MONTHS
from ocr_docs.specimens.chance import chance, digits, letters, pick, weighted
from ocr_docs.specimens.names import address, company, person
from ocr_docs.specimens.numbers import date, grouped, identity, phone, plate
from ocr_docs.specimens.vehicles import SORTS, Values, vehicle

BUDDHIST_ERA = 543
_LAST_YEAR = 2025


def book_values(rng: Generator) -> Values:
    """What is printed, in the order of the book. A key that is missing is left blank."""
    sort = weighted(rng, {sort: sort.likely for sort in SORTS})
    age = int(min(rng.exponential(9), 45))
    year = _LAST_YEAR - (min(age, 6) if sort.name == "electric" else age)
    registered = year + BUDDHIST_ERA + int(rng.integers(0, 2))
    province = pick(rng, list(PROVINCES.values()))
    values = vehicle(rng, sort, year) | {
        "registration_date": date(rng, registered),
        "registration_number_car": plate(
            rng, motorcycle=sort.name == "motorcycle", lorry=sort.name == "lorry"
        ),
        "province": province,
        "book_number": digits(rng, 8 if year > 2012 else 7),
    }
    values |= _ownership(rng, registered, province)
    return {key: values[key] for key in KEYS if key in values}


def _ownership(rng: Generator, registered: int, province: str) -> Values:
    """The lower page: bought outright, or on hire purchase from a lender."""
    sequence = weighted(rng, {1: 6.0, 2: 3.0, 3: 1.0, 4: 0.5, 11: 0.1})
    since = min(registered + (sequence - 1) * int(rng.integers(1, 5)), _LAST_YEAR + BUDDHIST_ERA)
    values = {"ownership_sequence": str(sequence), "date_of_posession": _date(rng, since)}
    if chance(rng, 0.45):
        lender = _party(rng, "ownership", province, since, kind="lender")
        buyer = _party(rng, "possessor", province, since, kind=_either(rng))
        contract = letters(rng, "ABCHLKPST", int(rng.integers(0, 3))) + digits(rng, 8)
        cut = pick(rng, ("", "", "-", "/"))
        values |= lender | buyer
        values["hire_purchase_number"] = contract[:-4] + cut + contract[-4:]
        values["hire_purchase_date"] = _date(rng, since)
    else:
        kind = _either(rng)
        values |= _party(rng, "ownership", province, since, kind=kind)
        if chance(rng, 0.5):
            # The owner possesses the vehicle himself: some offices print him twice, or dashes.
            values |= _again(values) if chance(rng, 0.5) else {"possessor": "-"}
    if "possessor" in values and chance(rng, 0.4):
        values["possessor_phone"] = phone(rng)
    return values


def _either(rng: Generator) -> str:
    return "company" if chance(rng, 0.12) else "person"


def _party(rng: Generator, role: str, province: str, since: int, *, kind: str) -> Values:
    """An owner or possessor; companies are not born and often have no nationality."""
    values = {f"{role}_adress": address(rng, province)}
    number = identity(rng, company=kind != "person")
    values[f"{role}_number_of_card"] = grouped(number) if chance(rng, 0.12) else number
    if kind == "person":
        values[role] = person(rng)
        if chance(rng, 0.9):
            values[f"{role}_birthday_date"] = _date(rng, since - int(rng.integers(18, 80)))
    else:
        values[role] = company(rng, lender=kind == "lender")
    if kind == "person" or chance(rng, 0.5):
        foreign = kind == "person" and chance(rng, 0.08)
        values[f"{role}_nationality"] = pick(rng, NATIONALITIES) if foreign else "ไทย"
    return values


def _again(values: Values) -> Values:
    return {
        key.replace("ownership", "possessor"): value
        for key, value in values.items()
        if key.startswith("ownership") and key != "ownership_sequence"
    }


def _date(rng: Generator, year: int) -> str:
    """Months are written out, save in a few books."""
    if chance(rng, 0.93):
        return date(rng, year)
    return f"{rng.integers(1, 29)} {pick(rng, SHORT_MONTHS)} {year}"
