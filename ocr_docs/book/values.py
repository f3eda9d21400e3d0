"""From what readers saw in a slot to the value printed there. Pure.

Each rule takes the readings of one slot, the surest witness first, and gives a value with
the evidence for it. Evidence chooses between readings and bends the confidence; what no
reader saw is never put in, but for the letters a list's entry has in a misread place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ocr_docs.book import checks, wording
from ocr_docs.book.confidence import Evidence, confidence
from ocr_docs.book.dates import parsed
from ocr_docs.book.driving import drive
from ocr_docs.book.kinds import CLOSED, KIND_OF, LISTS, Kind
from ocr_docs.book.lists import COLOURS
from ocr_docs.book.ranges import is_likely
from ocr_docs.book.reading import Reading, without_strays
from ocr_docs.book.snapping import Snapped, snapped, snapped_words
from ocr_docs.book.spelling import MARK_COST, arabic, glyphs, normal
from ocr_docs.book.voting import together

_NOISE = " _|,:;~'`\"*=^"
_CODE_NOISE = _NOISE + "."
_NOT_CODE = re.compile(r"[^A-Z0-9 .\-/()+]")
_DIGITS = str.maketrans("OoQDIl|iSsBZz", "0000111155822")
_CHASSIS = str.maketrans("OQI", "001")
_PLATES = str.maketrans("ฏ", "ฎ")
"""What chassis numbers and plates never have, and what it is a misreading of."""

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Vowel signs and tone marks: plates have none."""

_MISREADINGS, _OPEN_MISREADINGS = 0.34, 0.16
_SURELY_READ = 0.9
_PREFERRED = 0.05
_SPACED = (Kind.CODE, Kind.IDENTITY, Kind.PLATE)
_VOTED = (Kind.WORDS, Kind.PLATE)
_CHASSIS_LENGTH, _FORBIDDEN = 17, 0.25
_UNIT = re.compile(r"(?<=\d)[.\s]*[ก-ฮ]{1,4}[.\s]*$")
"""A number's unit (กก., คน, สูบ), read along with it: no value of digits ends in Thai letters."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A value from a reading, and the evidence for it: see ``confidence.Evidence``."""

    value: str
    reading: Reading
    valid: bool | None = None
    mended: float = 0.0
    agreed: bool | None = None

    @property
    def confidence(self) -> float:
        """The probability (0-1) that the value is exactly right."""
        return confidence(self.evidence)

    @property
    def evidence(self) -> Evidence:
        score = self.reading.score
        return Evidence(score, self.agreed, self.valid, self.mended, len(self.value))


def judged(key: str, readings: Sequence[Reading]) -> Judged | None:
    """The value of ``key``; None where no reading shows one (a dash is none)."""
    shown = [reading for reading in readings if _shows(reading.text)]
    judgements = [_RULES[KIND_OF[key]](key, reading) for reading in shown]
    options = [option for option in judgements if option and _shows(option.value)]
    if not options:
        return None
    best = max(options, key=lambda option: _standing(option, first=option is options[0]))
    others = [option for option in options if option is not best]
    agreed = any(glyphs(option.value) == glyphs(best.value) for option in others)
    found = _voted(key, best, others) if KIND_OF[key] in _VOTED else best
    agreed &= glyphs(found.value) == glyphs(best.value)
    return replace(_spaced(key, found, others), agreed=agreed if others else None)


def _voted(key: str, best: Judged, others: Sequence[Judged]) -> Judged:
    """``best`` with those letters that other readings are surer of."""
    reading = best.reading
    for other in others:
        reading = together(reading, other.reading)
    found = _RULES[KIND_OF[key]](key, reading)
    return found if found and (found.valid or not best.valid) else best


def _spaced(key: str, best: Judged, others: Sequence[Judged]) -> Judged:
    """``best`` with the blanks measured, or those another reading of its characters has."""
    alike = [other for other in (best, *others) if glyphs(other.value) == glyphs(best.value)]
    if KIND_OF[key] is Kind.NUMBER:
        return _with_commas(best, others)
    if KIND_OF[key] not in _SPACED:
        return best
    seen = max(alike, key=lambda other: (other.reading.measured, other.value.count(" ")))
    return replace(best, value=seen.value)


def _with_commas(best: Judged, others: Sequence[Judged]) -> Judged:
    """``best`` with the commas that another reading of its digits has: they are small."""
    for other in others:
        if other.valid and "," in other.value and other.value.replace(",", "") == best.value:
            return replace(best, value=other.value)
    return best


def _standing(option: Judged, *, first: bool) -> tuple[bool, float]:
    """The first reading is of the value by itself: it is to be preferred, other things equal."""
    return bool(option.valid), option.reading.score - option.mended + _PREFERRED * first


def _shows(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _date(_: str, reading: Reading) -> Judged:
    date = parsed(reading.text)
    if date is None:
        return Judged(normal(arabic(reading.text)).strip(_NOISE), reading, valid=False)
    return Judged(date.text, reading, valid=date.valid, mended=date.misread)


def _listed(key: str, reading: Reading) -> Judged:
    text = normal(reading.text).strip(_NOISE + ".")
    closed = key in CLOSED
    # What was surely read stays as it is: a list that is not closed may lack it.
    doubtful = closed or reading.lowest < _SURELY_READ
    entry = snapped(text, LISTS[key], _MISREADINGS if doubtful else _OPEN_MISREADINGS)
    if entry is None:
        return Judged(text, reading, valid=False if closed else None)
    return _entry(entry, reading)


def _colour(_: str, reading: Reading) -> Judged:
    text = normal(reading.text).strip(_NOISE + ".")
    entry = snapped_words(text, COLOURS)
    return _entry(entry, reading) if entry else Judged(text, reading, valid=False)


def _entry(entry: Snapped, reading: Reading) -> Judged:
    return Judged(entry.value, reading, valid=True, mended=entry.share)


def _plate(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE + "-")
    text = re.sub(r"\s*-\s*", "-", text)
    letters = _MARKS.sub("", text)
    mapped = letters.translate(_PLATES)
    misread = float(sum(a != b for a, b in zip(letters, mapped, strict=True)))
    misread += MARK_COST * (len(text) - len(letters))
    misread /= max(len(text), 1)
    return Judged(mapped, reading, valid=checks.plate(mapped), mended=misread)


def _number(key: str, reading: Reading) -> Judged | None:
    bare = _UNIT.sub("", arabic(reading.text))
    text = "".join(bare.split()).strip(_CODE_NOISE + "-()/")
    # Books print two decimals at most: a dot before three digits is a comma.
    digits = re.sub(r"(\d)\.(\d{3})$", r"\1,\2", text.translate(_DIGITS))
    if not digits or not digits[0].isdigit():
        return None
    misread = sum(a != b for a, b in zip(text, digits, strict=True)) / len(text)
    valid = is_likely(key, digits)
    return Judged(digits, reading, valid=valid, mended=misread)


def _code(_: str, reading: Reading) -> Judged | None:
    text = _tidy_code(reading.text)
    return Judged(text, reading) if text else None


def _chassis(_: str, reading: Reading) -> Judged | None:
    text = _tidy_code(reading.text).replace(" ", "").replace(".", "")
    if not text:
        return None
    if len(text) != _CHASSIS_LENGTH:
        return Judged(text, reading, valid=None)
    mapped = text.translate(_CHASSIS)
    # A letter that must not be there may be another letter misread: the rest proves little.
    valid = checks.vin_alphabet(mapped) if mapped == text else None
    return Judged(mapped, reading, valid=valid, mended=_FORBIDDEN * (mapped != text))


def _tidy_code(text: str) -> str:
    text = normal(arabic(text)).upper().replace("–", "-").replace("—", "-")
    text = re.sub(r"\s*([-/])\s*", r"\1", _NOT_CODE.sub("", text))
    return " ".join(text.split()).strip(_CODE_NOISE + "-/")


def _identity(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE + "-").translate(_DIGITS)
    text = re.sub(r"[^0-9 \-]", "", text)
    text = " ".join(text.split())
    return Judged(text, reading, valid=checks.thai_identity(text))


def _drive(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE)
    entry = drive(text)
    if entry is None:
        return Judged(text, reading, valid=False)
    share = 0.0 if glyphs(entry) == glyphs(text) else 0.1
    return Judged(entry, reading, valid=True, mended=share)


def _words(key: str, reading: Reading) -> Judged:
    reading = without_strays(reading)
    text = normal(arabic(reading.text)).strip(_NOISE).lstrip(_CODE_NOISE)
    mended = wording.address(text) if key.endswith("_adress") else wording.name(text)
    return Judged(mended.text, reading, mended=mended.mended)


_RULES: dict[Kind, Callable[[str, Reading], Judged | None]] = {
    Kind.DATE: _date,
    Kind.LISTED: _listed,
    Kind.COLOUR: _colour,
    Kind.PLATE: _plate,
    Kind.NUMBER: _number,
    Kind.CODE: _code,
    Kind.CHASSIS: _chassis,
    Kind.IDENTITY: _identity,
    Kind.DRIVE: _drive,
    Kind.WORDS: _words,
}
