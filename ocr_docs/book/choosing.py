"""Which of two looks at the same writing is to be believed. Pure."""

from __future__ import annotations

import re

from ocr_docs.book.checks import plate
from ocr_docs.book.kinds import KIND_OF, Kind
from ocr_docs.book.spelling import glyphs
from ocr_docs.findings import Field

PLATE = "registration_number_car"

_STARTS, _WHOLE, _SURE = 3, 0.2, 0.95
"""A value of so many characters that another one goes on with, so sure at least, was cut off,
unless it is surely read itself."""

_LIKELY = 0.5
"""What stands beside a value may be the rows above and below it: what holds both is unsure."""

_LETTERS = 2
"""Plates have so many letters: one with fewer may have lost one."""

_SHORTER, _READ = 0.9, 0.1
"""Names and addresses so much shorter than another look's, read at all, have lost words."""

_CODES = (Kind.NUMBER, Kind.CODE, Kind.CHASSIS, Kind.IDENTITY)


def is_better(key: str, field: Field | None, other: Field | None, *, cut: bool) -> bool:
    """Whether ``field`` is to be believed rather than ``other``: surer, and not cut off.

    ``cut``: ink was seen beside what was read as ``other``.
    """
    if field and other:
        if KIND_OF[key] in _CODES and _bare(field) == _bare(other):
            # The first look has no dots of the line, and loses no comma among them.
            return False
        if _goes_on(key, field, other) or (cut and _holds(field, other)):
            return True
        if _goes_on(key, other, field) or (cut and _holds(other, field)):
            return False
        if KIND_OF[key] is Kind.WORDS and _has_lost(field, other):
            return False
    return confidence(field) > confidence(other)


def supersedes(key: str, field: Field, other: Field) -> bool:
    """Whether ``field``, found after ``other``, is to be believed: a new plate always is."""
    return plate(field.value) if key == PLATE else field.confidence > other.confidence


def confidence(field: Field | None) -> float:
    return field.confidence if field else 0.0


def _bare(field: Field) -> str:
    return re.sub("[., ]", "", field.value)


def _goes_on(key: str, field: Field, other: Field) -> bool:
    whole, part = glyphs(field.value), glyphs(other.value)
    if not len(whole) > len(part) >= _STARTS or field.confidence <= _WHOLE:
        return False
    # Letters before it may be the rest of a label, the number of a house is not.
    head = whole.removesuffix(part)
    if key == PLATE and head != whole and sum(map(str.isalpha, part)) < _LETTERS:
        return plate(field.value)
    if other.confidence > _SURE:
        return False
    return whole.startswith(part) or (head != whole and any(map(str.isdigit, head)))


def _holds(field: Field, other: Field) -> bool:
    """Whether ``other`` is a part of ``field``, which is rather right than wrong."""
    whole, part = glyphs(field.value), glyphs(other.value)
    return len(whole) > len(part) and part in whole and field.confidence > _LIKELY


def _has_lost(field: Field, other: Field) -> bool:
    """Whether ``field`` has much fewer letters than ``other``."""
    shorter = len(glyphs(field.value)) < _SHORTER * len(glyphs(other.value))
    return shorter and other.confidence > _READ
