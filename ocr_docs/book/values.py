"""From what readers saw in a slot to the value printed there. Pure.

The readings of one slot, the surest witness first, give a value with the evidence for it.
Evidence chooses between readings, and what one is in doubt about another may have seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr_docs.book import checks
from ocr_docs.book.kinds import KIND_OF, Kind
from ocr_docs.book.reading import Reading
from ocr_docs.book.rules import RULES, Judged
from ocr_docs.book.spelling import glyphs
from ocr_docs.book.voting import together

_PREFERRED = 0.05
_TELLING, _SURELY_READ = 2, 0.9
"""So much of a value tells whether another reading goes on with it, and is sure enough to."""

_THOUSAND = re.compile(r"^\D*\d{1,3}[.,]\d{3}\D*$")
_SPACED = (Kind.CODE, Kind.IDENTITY, Kind.PLATE)
_OPEN = (Kind.WORDS, Kind.CODE)
_SHORTER = 0.75
"""A reading with fewer of the characters another one has is of a part of the value."""

_VOTED = (Kind.WORDS, Kind.PLATE)


def judged(key: str, readings: Sequence[Reading]) -> Judged | None:
    """The value of ``key``; None where no reading shows one (a dash is none)."""
    shown = [reading for reading in readings if _shows(reading.text)]
    judgements = [RULES[KIND_OF[key]](key, reading) for reading in shown]
    options = [option for option in judgements if option and _shows(option.value)]
    if not options:
        return None
    if KIND_OF[key] in _OPEN:
        options = _whole(options)
    best = max(options, key=lambda option: _standing(option, first=option is options[0]))
    best = next((option for option in options if _goes_on(option, best)), best)
    others = [option for option in options if option is not best]
    agreed = any(glyphs(option.value) == glyphs(best.value) for option in others)
    found = _voted(key, best, others) if KIND_OF[key] in _VOTED else best
    agreed &= glyphs(found.value) == glyphs(best.value)
    if KIND_OF[key] is Kind.NUMBER:
        found = _with_commas(found, options)
    return replace(_spaced(key, found, others), agreed=agreed if others else None)


def _whole(options: list[Judged]) -> list[Judged]:
    """``options`` without those that lack much of the first, the value by itself."""
    least = _SHORTER * len(glyphs(options[0].value))
    return [option for option in options if len(glyphs(option.value)) >= least]


def _goes_on(option: Judged, best: Judged) -> bool:
    """Whether ``option`` is ``best`` and more, surely read: ``best`` was cut off at its end."""
    whole, part = glyphs(option.value), glyphs(best.value)
    longer = len(whole) > len(part) >= _TELLING and whole.startswith(part)
    return longer and option.valid is not False and option.reading.score > _SURELY_READ


def _voted(key: str, best: Judged, others: Sequence[Judged]) -> Judged:
    """``best`` with those letters that other readings are surer of."""
    reading = best.reading
    for other in others:
        reading = together(reading, other.reading)
    found = RULES[KIND_OF[key]](key, reading)
    return found if found and (found.valid or not best.valid) else best


def _spaced(key: str, best: Judged, others: Sequence[Judged]) -> Judged:
    """``best`` with the blanks measured, or those another reading of its characters has."""
    alike = [other for other in (best, *others) if glyphs(other.value) == glyphs(best.value)]
    if KIND_OF[key] not in _SPACED:
        return best
    seen = max(alike, key=lambda other: (other.reading.measured, other.value.count(" ")))
    if KIND_OF[key] is not Kind.IDENTITY:
        return replace(best, value=seen.value)
    grouped = [whole for other in alike if (whole := checks.in_groups(other.value))]
    return replace(best, value=grouped[0] if grouped else checks.without_gap(seen.value))


def _with_commas(best: Judged, options: Sequence[Judged]) -> Judged:
    """``best`` with the commas that another reading of its digits has: they are small.

    In the first reading, of the value by itself, a dot before three digits is one as well; in
    others it may be a dot of the line to write on.
    """
    for option in options:
        text = option.reading.text
        seen = "," in text or (option is options[0] and _THOUSAND.search(text))
        if seen and option.valid and option.value.replace(",", "") == best.value:
            return replace(best, value=option.value)
    return best


def _standing(option: Judged, *, first: bool) -> tuple[bool, float]:
    """The first reading is of the value by itself: it is to be preferred, other things equal."""
    return bool(option.valid), option.reading.score - option.mended + _PREFERRED * first


def _shows(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
