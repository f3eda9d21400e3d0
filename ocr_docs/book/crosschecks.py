"""What fields say of one another: evidence for their confidence, never for their values. Pure."""

from __future__ import annotations

from dataclasses import replace

from ocr_docs.book.checks import amount
from ocr_docs.book.lists import CLASSES
from ocr_docs.findings import Field, Fields

_CONTRADICTED = 0.5
_CONFIRMED = 0.5
"""What is left of a contradicted confidence, and of the doubt in a confirmed one."""


def crosschecked(fields: Fields) -> Fields:
    """``fields`` with the confidences that others of them confirm or contradict."""
    found = dict(fields)
    for pair, agree in (_class_of(found), _weights_of(found)):
        for key in pair:
            field = found[key]
            found[key] = replace(field, confidence=_bent(field, agree))
    return found


def _class_of(fields: Fields) -> tuple[tuple[str, ...], bool]:
    """The class's number is its place in the law's list."""
    number, name = fields.get("type_code"), fields.get("type")
    if number is None or name is None or name.value not in CLASSES:
        return (), False
    return ("type_code", "type"), number.value == str(CLASSES.index(name.value) + 1)


def _weights_of(fields: Fields) -> tuple[tuple[str, ...], bool]:
    """All weigh no less than the car alone. That they do confirms neither."""
    alone, everything = (fields.get(key) for key in ("weight_car", "weight_all"))
    weights = [amount(field.value) for field in (alone, everything) if field]
    one, all_ = (*weights, None, None)[:2]
    if one is None or all_ is None or all_ >= one:
        return (), True
    return ("weight_car", "weight_all"), False


def _bent(field: Field, agree: bool) -> float:
    if agree:
        return 1 - _CONFIRMED * (1 - field.confidence)
    return _CONTRADICTED * field.confidence
