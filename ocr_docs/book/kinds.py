"""What sort of value each key holds, and the lists some are from. Pure data."""

from __future__ import annotations

from enum import StrEnum

from ocr_docs.book.lists import (
    BRANDS,
    CHARACTERISTICS,
    CLASSES,
    FUELS,
    KEYS,
    NATIONALITIES,
    POSITIONS,
    PROVINCES,
)


class Kind(StrEnum):
    DATE = "date"
    PLATE = "plate"
    LISTED = "listed"
    COLOUR = "colour"
    NUMBER = "number"
    CODE = "code"
    CHASSIS = "chassis"
    IDENTITY = "identity"
    DRIVE = "drive"
    WORDS = "words"


LISTS: dict[str, tuple[str, ...]] = {
    "province": tuple(PROVINCES.values()),
    "type": CLASSES,
    "characteristic": CHARACTERISTICS,
    "brand_car": BRANDS,
    "brand_engine": BRANDS,
    "car_number_position": POSITIONS,
    "engine_number_position": POSITIONS,
    "type_fuel": FUELS,
    "ownership_nationality": NATIONALITIES,
    "possessor_nationality": NATIONALITIES,
}

CLOSED = frozenset(("province", "type"))
"""Lists that are complete: a value is one of theirs."""

_KINDS = {
    Kind.PLATE: "registration_number_car",
    Kind.COLOUR: "color",
    Kind.NUMBER: (
        "type_code year_model number_of_piston engine_size horsepower weight_car weight_load "
        "weight_all number_of_seat ownership_sequence book_number possessor_phone"
    ),
    Kind.CODE: "model engine_number gas_number hire_purchase_number",
    Kind.CHASSIS: "car_number",
    Kind.DRIVE: "characteristic_drive",
    Kind.IDENTITY: "ownership_number_of_card possessor_number_of_card",
    Kind.WORDS: "ownership ownership_adress possessor possessor_adress",
    Kind.LISTED: " ".join(LISTS),
    Kind.DATE: (
        "registration_date date_of_posession ownership_birthday_date possessor_birthday_date "
        "hire_purchase_date"
    ),
}

KIND_OF = {key: kind for kind, keys in _KINDS.items() for key in keys.split()}
"""The kind of every key."""

LATIN = frozenset(
    key
    for key in KEYS
    if KIND_OF[key] in (Kind.NUMBER, Kind.CODE, Kind.CHASSIS, Kind.IDENTITY)
    or key.startswith("brand_")
)
"""Keys whose values hold Latin letters and digits only."""

MEASURED = (Kind.CODE, Kind.IDENTITY)
"""Kinds in which blanks tell nothing but that they are printed: they are measured."""

SHORTEST = {Kind.WORDS: 3, Kind.DATE: 5}
"""So many letters and digits values have at least: dust and stamps are read as fewer."""
