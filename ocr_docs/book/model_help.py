"""A vision model asked for what the local readers could not read, and held to the page. Pure.

A value the model gives counts only where the local readers saw about the same: then it
has a place. The call itself is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.engines import TextLine
from ocr_docs.book.lists import KEYS
from ocr_docs.book.matching import Sighting, Text
from ocr_docs.book.spelling import glyphs, normal, weight
from ocr_docs.documents import Field, Fields

SYSTEM = (
    "You read Thai vehicle registration books. Copy values exactly as printed: Thai stays "
    "Thai, years stay in the Buddhist era. Leave out what is blank, struck out or illegible. "
    "Never guess."
)

_LEAST_SHARE = 0.8
_AMBIGUOUS = 0.6
_SHORTEST = 3.0
"""A shorter value stands on every page: seeing it proves nothing."""


def question(missing: Sequence[str]) -> str:
    """What to ask about the keys in ``missing``."""
    return "Give the values printed for these fields of the book: " + ", ".join(missing) + "."


def schema(missing: Sequence[str]) -> dict[str, Any]:
    """A JSON schema: a text for each of ``missing`` that is printed."""
    return {
        "type": "object",
        "properties": {key: {"type": "string", "maxLength": 200} for key in missing},
        "additionalProperties": False,
    }


def missing_keys(fields: Fields, least: float) -> list[str]:
    """The keys without a value, or with one less sure than ``least``."""
    return [key for key in KEYS if key not in fields or fields[key].confidence < least]


def grounded(answer: Mapping[str, Any], page_lines: Sequence[TextLine]) -> Fields:
    """The values of ``answer`` that were seen on the page, each with the place it was seen at.

    The confidence is the share of the value that the local readers saw there, less where
    it was seen in more places than one.
    """
    text = Text(page_lines)
    fields: Fields = {}
    for key in KEYS:
        value = normal(str(answer.get(key) or ""))
        places = text.find(value) if weight(glyphs(value)) >= _SHORTEST else []
        if not places:
            continue
        best = min(places, key=lambda place: place.misread)
        share = _share(best, value)
        if share >= _LEAST_SHARE:
            sure = share if len(places) == 1 else share * _AMBIGUOUS
            fields[key] = Field(value, (best.quad,), sure)
    return fields


def _share(place: Sighting, value: str) -> float:
    return 1 - place.misread / weight(glyphs(value))
