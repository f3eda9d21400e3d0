"""Which numbers each field of a registration book may hold. Evidence only. Pure."""

from __future__ import annotations

from ocr_docs.book import checks

_WHOLE = {
    "type_code": (1, 17),
    "year_model": (1900, 2100),
    "number_of_piston": (0, 16),
    "number_of_seat": (0, 99),
    "ownership_sequence": (1, 99),
}
_AMOUNTS = {
    "engine_size": (20.0, 30_000.0),
    "horsepower": (1.0, 3_000.0),
    "weight_car": (50.0, 60_000.0),
    "weight_load": (20.0, 60_000.0),
    "weight_all": (50.0, 120_000.0),
}
"""Cubic centimetres, horses and kilograms: of mopeds at least, of lorries at most."""

_LENGTHS = {"book_number": (7, 8), "possessor_phone": (9, 10)}


def is_likely(key: str, text: str) -> bool:
    """Whether ``text`` is a number as the field ``key`` holds."""
    if key in _WHOLE:
        return text.isdigit() and _lies(float(text), _WHOLE[key])
    if key in _LENGTHS:
        return text.isdigit() and _lies(float(len(text)), _LENGTHS[key])
    amount = checks.amount(text)
    return amount is not None and _lies(amount, _AMOUNTS.get(key, (0.0, float("inf"))))


def _lies(number: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= number <= limits[1]
